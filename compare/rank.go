package compare

import "doichieu/vocab"

// Ranks orders measures of one level and unit by strictness. Rank 1 is the
// strictest; equal measures share a rank, and the ranks after it are skipped (1,
// 1, 3). Of two measures that overlap neither outranks the other. A measure
// without a number, or for an indicator without a better side, has rank 0.
func Ranks[M Record[Measure]](measures []M, direction vocab.Direction) []int {
	ranks, sets := make([]int, len(measures)), make([]set, len(measures))
	for i, m := range measures {
		if s, ok := satisfying(m.plain(), direction); ok {
			ranks[i], sets[i] = 1, s
		}
	}
	for i := range measures {
		for j := range measures {
			// A measure that is no set of numbers has the set of all, which is never stricter.
			if ranks[i] > 0 && stricter(sets[i], sets[j]) == vocab.VerdictRightStricter {
				ranks[i]++
			}
		}
	}
	return ranks
}
