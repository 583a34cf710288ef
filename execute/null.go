package execute

// Null propagates as the GraphQL specification says: a field or entry that must not
// be null, and is, makes the object or list around it null. A Resolve function
// returns false for null; writeNull then writes it, or marks the loop around it as
// invalid, and closeLoop discards what an invalid loop has written and returns
// false in turn.

// Null is called instead of writing a value. It adds an error if the field must not
// be null, and always returns false.
func (w *Worker) Null(f *Field) bool {
	if f.nonNull {
		w.addMissing()
	}
	return false
}

// writeNull writes null in the place of the current field or entry of a loop,
// and lets it propagate to the object or list when it must not be there.
func (w *Worker) writeNull(depth, start int) {
	l := &w.loops[depth]
	if l.selection != nil {
		l.invalid = l.invalid || l.selection.fields[l.next-1].nonNull
	} else {
		l.invalid = l.invalid || l.field.entryNonNull
	}
	w.buf = append(w.buf[:start], "null"...)
}

// writeEntries writes the entries that are left in a loop. Every entry begins with
// a comma, the first of which becomes the bracket.
func (w *Worker) writeEntries(depth int) {
	for {
		l := &w.loops[depth]
		if l.next == l.end || w.stopped {
			return
		}
		value := w.values[l.next]
		l.next++
		w.buf = append(w.buf, ',')
		start := len(w.buf)
		if !w.writeEntry(l.field, value) {
			w.writeNull(depth, start)
		}
	}
}

func (w *Worker) writeEntry(f *Field, value any) bool {
	if value == nil {
		if f.entryNonNull {
			w.addMissing()
		}
		return false
	}
	return w.writeComposite(f, value)
}
