package compare

import (
	"testing"

	"doichieu/vocab"
)

func TestEveryWordIsKnownInBothLanguages(t *testing.T) {
	covered(t, levelWords)
	covered(t, operatorWords)
	covered(t, qualifierWords)
	covered(t, unitWords)
}

func TestNumbersInWords(t *testing.T) {
	low, high := vocab.MustDecimal("65"), vocab.MustDecimal("70.5")
	tests := map[string]struct{ got, want Text }{
		"a bound":            {BoundInWords(vocab.OperatorMoreThan, &low, nil), Text{"trên 65", "more than 65"}},
		"a range":            {BoundInWords(vocab.OperatorBetween, &low, &high), Text{"từ 65 đến 70.5", "between 65 and 70.5"}},
		"no number":          {BoundInWords(vocab.OperatorQualitative, nil, nil), Text{"không nêu số", "no number"}},
		"an exact result":    {ResultInWords(vocab.QualifierExact, low), Text{"65", "65"}},
		"a result in words":  {ResultInWords(vocab.QualifierNearly, low), Text{"gần 65", "nearly 65"}},
		"the name of a unit": {UnitInWords(vocab.UnitDays), Text{"ngày", "days"}},
	}
	for name, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, tt.got, tt.want)
		}
	}
}

func covered[E vocab.Enum](t *testing.T, words map[E]Text) {
	t.Helper()
	var zero E
	for _, name := range zero.Values() {
		if w := words[E(name)]; w.VI == "" || w.EN == "" {
			t.Errorf("%T %s has no words", zero, name)
		}
	}
}
