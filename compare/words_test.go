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

func covered[E vocab.Enum](t *testing.T, words map[E]Text) {
	t.Helper()
	var zero E
	for _, name := range zero.Values() {
		if w := words[E(name)]; w.VI == "" || w.EN == "" {
			t.Errorf("%T %s has no words", zero, name)
		}
	}
}
