package compare

import "doichieu/vocab"

// Ranks orders measures, which must be of one level and unit, by strictness: 1
// is the strictest, equal ones share a rank, and the next rank is skipped (1, 1,
// 3). Of two that overlap neither outranks the other. A measure without a number,
// or of an indicator without a better side, has rank 0.
func Ranks(measures []Measure, direction vocab.Direction) []int {
	ranks := make([]int, len(measures))
	for i := range measures {
		if _, ok := satisfying(measures[i], direction); !ok {
			continue
		}
		ranks[i] = 1
		for j := range measures {
			verdict := Measures(measures[i].Level, &measures[i], &measures[j], direction).Verdict
			if verdict == vocab.VerdictRightStricter {
				ranks[i]++
			}
		}
	}
	return ranks
}
