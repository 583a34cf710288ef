package document

import (
	"math"

	"doichieu/limit"
)

// unlimited are limits that no document passes.
var unlimited = limit.Limits{Tokens: math.MaxInt, NameBytes: math.MaxInt}
