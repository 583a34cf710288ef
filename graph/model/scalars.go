package model

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// MarshalString writes text as JSON.
func MarshalString(text string) graphql.Marshaler { return graphql.MarshalString(text) }

// MarshalID writes an id as JSON.
func MarshalID(id string) graphql.Marshaler { return graphql.MarshalID(id) }

// MarshalInt writes a whole number as JSON.
func MarshalInt(n int) graphql.Marshaler { return graphql.MarshalInt(n) }

// UnmarshalString decodes text. It fails for text that not every database can hold.
func UnmarshalString(value any) (string, error) {
	text, err := graphql.UnmarshalString(value)
	return checkStorable(text, err)
}

// UnmarshalID decodes an id. It fails for text that not every database can hold.
func UnmarshalID(value any) (string, error) {
	id, err := graphql.UnmarshalID(value)
	return checkStorable(id, err)
}

func checkStorable(text string, err error) (string, error) {
	if err == nil && (strings.ContainsRune(text, 0) || !utf8.ValidString(text)) {
		return "", gqlerror.Errorf("Text must be UTF-8 without the character U+0000.")
	}
	return text, err
}

// UnmarshalInt decodes a 32-bit integer, as GraphQL defines Int.
func UnmarshalInt(value any) (int, error) {
	n, err := graphql.UnmarshalInt(value)
	if err != nil || n < math.MinInt32 || n > math.MaxInt32 {
		return 0, gqlerror.Errorf("Int must be a whole number of 32 bits.")
	}
	return n, nil
}
