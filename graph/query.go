package graph

import (
	"context"
	"fmt"
	"strings"

	"doichieu/apierror"
	"doichieu/ent"
	"doichieu/graph/model"
	"doichieu/limit"
	"doichieu/record"
)

func (*queryResolver) Dataset(ctx context.Context) (*ent.Release, error) {
	return release(ctx).Info, nil
}

func (*queryResolver) Node(ctx context.Context, id string) (model.Node, error) { return node(ctx, id) }

func (*queryResolver) Nodes(ctx context.Context, ids []string) ([]model.Node, error) {
	if len(ids) > limit.MaxNodes {
		return nil, limitExceeded("ids", "number of ids", len(ids), limit.MaxNodes)
	}
	return nodes(ctx, ids)
}

func (*queryResolver) Province(ctx context.Context, slug string) (*ent.Province, error) {
	return provinceBySlug(ctx, slug, "slug")
}

// provinceBySlug returns a province. The error for an unknown slug names the
// argument.
func provinceBySlug(ctx context.Context, slug, argument string) (*ent.Province, error) {
	if found := release(ctx).Province(slug); found != nil {
		return found, nil
	}
	return nil, unknownName(ctx, "province", argument, slug)
}

func (*queryResolver) PlanYear(ctx context.Context, province string, year int) (*record.PlanYear, error) {
	if _, err := provinceBySlug(ctx, province, "province"); err != nil {
		return nil, err
	}
	return wholePlanYear(ctx, province, year, "year")
}

func (*queryResolver) Indicator(ctx context.Context, code string) (*ent.Indicator, error) {
	return indicatorByCode(ctx, code, "code")
}

func indicatorByCode(ctx context.Context, code, argument string) (*ent.Indicator, error) {
	if found := release(ctx).IndicatorByCode(code); found != nil {
		return found, nil
	}
	return nil, unknownName(ctx, "indicator", argument, code)
}

func (*queryResolver) Document(ctx context.Context, slug string) (*ent.Document, error) {
	if found := release(ctx).Document("document/" + slug); found != nil {
		return found, nil
	}
	return nil, unknownName(ctx, "document", "slug", slug)
}

// wholePlanYear returns a plan year with its records. The error for a year without
// records names the argument.
func wholePlanYear(ctx context.Context, province string, year int, argument string) (*record.PlanYear, error) {
	py, err := barePlanYear(ctx, province, year, argument)
	if err != nil {
		return nil, err
	}
	return planYear(ctx, py.ID)
}

// barePlanYear returns a plan year without its records.
func barePlanYear(ctx context.Context, province string, year int, argument string) (*record.PlanYear, error) {
	if found := release(ctx).PlanYear(province, year); found != nil {
		return found, nil
	}
	if _, err := provinceBySlug(ctx, province, argument); err != nil {
		return nil, err
	}
	var years []string
	for _, py := range release(ctx).PlanYearsOf(province) {
		years = append(years, fmt.Sprint(py.Year))
	}
	message := fmt.Sprintf("No record speaks of %s %d.", province, year)
	if len(years) > 0 {
		message += " Years with records: " + strings.Join(years, ", ") + "."
	}
	return nil, &apierror.Error{Code: apierror.NotFound, Argument: argument, Message: message}
}
