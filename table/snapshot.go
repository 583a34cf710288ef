package table

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/apierror"
	"doichieu/db"
	"doichieu/ent"
	"doichieu/graph"
	"doichieu/store"
)

// pageTimeout is for one page; a long list takes as many pages as it needs.
const pageTimeout = 10 * time.Second

// byteOrderMark tells spreadsheets that a file is in UTF-8.
const byteOrderMark = "\uFEFF"

// Snapshot answers questions from one release, the one that was served when the
// snapshot was taken, even if another is loaded meanwhile.
type Snapshot struct {
	tables  *Tables
	release *store.Release
}

// Snapshot takes a snapshot of the release that is served. The error is
// graph.ErrEmpty if there is none.
func (t *Tables) Snapshot(ctx context.Context) (*Snapshot, error) {
	release, err := t.plans.Release(ctx)
	if errors.Is(err, db.ErrEmpty) {
		return nil, graph.ErrEmpty
	}
	if err != nil {
		return nil, err
	}
	return &Snapshot{tables: t, release: release}, nil
}

// Release describes the snapshot's release.
func (s *Snapshot) Release() *ent.Release { return s.release.Info }

// Check returns an apierror.Error with the name of the parameter if a question names
// a record or a plan year that the release does not have.
func (s *Snapshot) Check(ctx context.Context, q *Question) error {
	if err := graph.CheckNames(s.release, q.conditions()); err != nil {
		return err
	}
	lookups := q.lookups()
	if len(lookups) == 0 {
		return nil
	}
	selections := make([]string, len(lookups))
	for i, l := range lookups {
		selections[i] = l.alias + ": " + l.selection + " { id }"
	}
	found, problems, err := s.answer(ctx, "{ "+strings.Join(selections, "\n")+" }", nil)
	if err != nil {
		return err
	}
	for _, l := range lookups {
		if err := l.problem(problems); err != nil {
			return err
		}
		if valueAt(found, l.alias) == nil {
			return graph.Unknown(l.parameter, l.parameter, l.text, nil)
		}
	}
	return nil
}

// problem returns the lookup's own problem among those of all lookups.
func (l lookup) problem(problems gqlerror.List) error {
	i := slices.IndexFunc(problems, func(p *gqlerror.Error) bool {
		return len(p.Path) > 0 && p.Path[0] == ast.PathName(l.alias)
	})
	if i < 0 {
		return nil
	}
	var ours *apierror.Error
	if !errors.As(problems[i], &ours) {
		return problems[i]
	}
	return &apierror.Error{Code: ours.Code, Message: ours.Message, Argument: l.parameter}
}

// WriteCSV writes the whole answer to a question in natural order, with one page
// of it in memory at a time.
func (s *Snapshot) WriteCSV(ctx context.Context, w io.Writer, q *Question) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(q.Table.header()); err != nil {
		return err
	}
	err := s.visitPages(ctx, q, func(answer any) error { return out.WriteAll(q.Table.rows(answer)) })
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// visitPages visits every page of a connection, or the one answer of a query
// that is not about a connection.
func (s *Snapshot) visitPages(ctx context.Context, q *Question, visit func(answer any) error) error {
	variables := q.variables()
	for {
		answer, err := s.ask(ctx, q.Table.query, variables)
		if err != nil {
			return err
		}
		if err := visit(answer); err != nil {
			return err
		}
		page := valueAt(answer, q.Table.path[0], "pageInfo")
		if valueAt(page, "hasNextPage") != true {
			return nil
		}
		variables["after"] = valueAt(page, "endCursor")
	}
}

// ask is like answer, for queries in which any GraphQL error is a failure.
func (s *Snapshot) ask(ctx context.Context, query string, variables map[string]any) (any, error) {
	answer, problems, err := s.answer(ctx, query, variables)
	if err != nil {
		return nil, err
	}
	if len(problems) > 0 {
		return nil, problems[0]
	}
	return answer, nil
}

// answer executes a query as for a client, but on the snapshot's release.
// Numbers are not converted, so that they stay exact.
func (s *Snapshot) answer(ctx context.Context, query string, variables map[string]any) (any, gqlerror.List, error) {
	ctx, cancel := context.WithTimeout(graph.WithRelease(ctx, s.release), pageTimeout)
	defer cancel()
	ctx = graphql.StartOperationTrace(ctx)
	operation, problems := s.tables.exec.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	if len(problems) > 0 {
		return nil, nil, fmt.Errorf("query of a table: %w", problems)
	}
	respond, ctx := s.tables.exec.DispatchOperation(ctx, operation)
	response := respond(ctx)
	if err := ctx.Err(); err != nil { // there may be no response then
		return nil, nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(response.Data))
	decoder.UseNumber()
	var answer any
	if err := decoder.Decode(&answer); err != nil && len(response.Errors) == 0 {
		return nil, nil, fmt.Errorf("answer of a table: %w", err)
	}
	return answer, response.Errors, nil
}
