package model

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/99designs/gqlgen/graphql"
)

// PlanYearRef names a plan year: a province's slug and a calendar year. It
// reads itself, since gqlgen's reading of sixty of them was a tenth of what a
// matrix took.
type PlanYearRef struct {
	Province string
	Year     int
}

var (
	_ graphql.ContextUnmarshaler = (*PlanYearRef)(nil)
	_ graphql.ContextMarshaler   = PlanYearRef{}
)

// UnmarshalGQLContext reads a value that was found to be of the type.
func (ref *PlanYearRef) UnmarshalGQLContext(ctx context.Context, value any) (err error) {
	given, ok := value.(map[string]any)
	if !ok {
		return fmt.Errorf("%T is no PlanYearRef", value)
	}
	if ref.Province, err = UnmarshalString(given["province"]); err != nil {
		return atField(ctx, "province", err)
	}
	if ref.Year, err = UnmarshalInt(given["year"]); err != nil {
		return atField(ctx, "year", err)
	}
	return nil
}

func atField(ctx context.Context, name string, err error) error {
	return graphql.ErrorOnPath(graphql.WithPathContext(ctx, graphql.NewPathWithField(name)), err)
}

// MarshalGQLContext writes what UnmarshalGQLContext reads: gqlgen asks both of
// a type that reads itself.
func (ref PlanYearRef) MarshalGQLContext(_ context.Context, out io.Writer) error {
	return json.NewEncoder(out).Encode(map[string]any{"province": ref.Province, "year": ref.Year})
}
