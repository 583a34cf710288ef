package compare

// Record is a pointer to a caller's record that embeds P: a Target, Measure or
// Outcome. The rules read what is embedded, and their results point to the record.
type Record[P any] interface {
	comparable
	plain() *P
}

// plainOf is what the rules see of a record; nil for none.
func plainOf[R Record[P], P any](record R) *P {
	if isNone(record) {
		return nil
	}
	return record.plain()
}

func isNone[R comparable](record R) bool { return record == none[R]() }

// none stands for a record that is not there: nil, for a pointer.
func none[R any]() R {
	var nothing R
	return nothing
}
