// Package document takes a GraphQL document from its text to what is executed:
// it judges the text, parses it once, measures it against the limits, and judges
// it by GraphQL's rules, all in time linear in its size or bounded by a limit.
// It ends at the first twenty problems, and with the request.
//
// GraphQL's rules are here rather than those of the library that parses: that
// looks at a fragment again for every operation and fragment that comes to it,
// compares every pair of fields that answer under one name, and does not end
// with the request.
package document

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/limit"
)

// Extension prepares the document of a request before the server would parse it.
// The server finds what was prepared in Prepared, which is its cache of documents.
type Extension struct {
	Limits *limit.Extension
	Parsed graphql.Cache[*ast.QueryDocument] // of documents that are valid
	schema *ast.Schema
}

var (
	_ graphql.HandlerExtension          = (*Extension)(nil)
	_ graphql.OperationParameterMutator = (*Extension)(nil)
)

// prepared is what became of the document of a request.
type prepared struct {
	doc      *ast.QueryDocument // nil when it could not be parsed
	problems gqlerror.List
}

const extensionName = "Document"

// ExtensionName names the extension to the server.
func (*Extension) ExtensionName() string { return extensionName }

// Validate takes the schema that documents are judged by.
func (e *Extension) Validate(schema graphql.ExecutableSchema) error {
	e.schema = schema.Schema()
	return nil
}

// MutateOperationParameters refuses a document that is no GraphQL, passes a
// limit, breaks a rule or has not the operation that is asked. The error is the
// first of Problems.
func (e *Extension) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	p := &prepared{}
	graphql.GetOperationContext(ctx).Stats.SetExtension(extensionName, p)
	if p.problems = e.prepare(ctx, p, params); len(p.problems) > 0 {
		return p.problems[0]
	}
	return nil
}

func (e *Extension) prepare(ctx context.Context, p *prepared, params *graphql.RawParams) gqlerror.List {
	doc, known := e.Parsed.Get(ctx, params.Query)
	if !known {
		parsed, err := Parse(params.Query, e.Limits.Limits)
		if err != nil {
			return one(err)
		}
		doc = parsed
	}
	p.doc = doc
	if err := e.Limits.Judge(ctx, doc, params.Variables); err != nil {
		return one(err)
	}
	if !known {
		problems, err := Validate(ctx, e.schema, doc)
		if err != nil {
			return one(err)
		}
		if len(problems) > 0 {
			return problems
		}
		e.Parsed.Add(ctx, params.Query, doc)
	}
	if _, err := e.operation(doc, params.OperationName); err != nil {
		return gqlerror.List{err}
	}
	return nil
}

// Validate judges a document by GraphQL's rules, and makes it what is executed.
// It tells what is wrong, at most twenty problems; the error is that of the
// context when it ended before, or a *limit.Exceeded.
func Validate(ctx context.Context, schema *ast.Schema, doc *ast.QueryDocument) (gqlerror.List, error) {
	if len(doc.Operations) == 0 {
		return gqlerror.List{gqlerror.Errorf("The document has no operation.")}, nil
	}
	problems, err := validate(ctx, schema, doc, rules)
	if err == nil && len(problems) == 0 {
		settle(doc)
	}
	return problems, err
}

// operation finds the operation that is asked.
func (e *Extension) operation(doc *ast.QueryDocument, name string) (*ast.OperationDefinition, *gqlerror.Error) {
	asked := doc.Operations.ForName(name)
	switch {
	case asked == nil && name == "":
		return nil, gqlerror.Errorf("operationName must name one of the document's operations.")
	case asked == nil:
		return nil, gqlerror.Errorf("Unknown operation named %s.", quoted(name))
	case e.schemaHas(asked.Operation):
		return asked, nil
	default:
		return nil, gqlerror.ErrorPosf(asked.Position, "The schema has no %ss.", asked.Operation)
	}
}

func (e *Extension) schemaHas(operation ast.Operation) bool {
	switch operation {
	case ast.Mutation:
		return e.schema.Mutation != nil
	case ast.Subscription:
		return e.schema.Subscription != nil
	default:
		return true
	}
}

// one makes a list of an error of this package or of the limits. Any other, as of
// a request that has ended, is wrapped, so that it is presented by its cause.
func one(err error) gqlerror.List {
	if errors.As(err, new(*limit.Exceeded)) {
		return gqlerror.List{{Message: err.Error(), Extensions: limit.Extensions(err)}}
	}
	return gqlerror.List{asProblem(err)}
}

// preparedFor is what became of the document of an operation; nil when there is none.
func preparedFor(operation *graphql.OperationContext) *prepared {
	p, _ := operation.Stats.GetExtension(extensionName).(*prepared)
	return p
}

// Refuse notes all that is wrong with what was asked, and returns the first of it.
func Refuse(operation *graphql.OperationContext, problems gqlerror.List) *gqlerror.Error {
	p := preparedFor(operation)
	if p == nil {
		p = &prepared{}
		operation.Stats.SetExtension(extensionName, p)
	}
	p.problems = problems
	return problems[0]
}

// Problems are all that is wrong with an operation that was refused; the server
// knows only the first.
func Problems(operation *graphql.OperationContext) gqlerror.List {
	if p := preparedFor(operation); p != nil {
		return p.problems
	}
	return nil
}

// KindOf is what an operation is, also one that was refused. What cannot be told
// is taken for a query.
func KindOf(operation *graphql.OperationContext, name string) ast.Operation {
	p := preparedFor(operation)
	if p == nil || p.doc == nil {
		return ast.Query
	}
	if asked := p.doc.Operations.ForName(name); asked != nil {
		return asked.Operation
	}
	return ast.Query
}

// Prepared is a cache of documents for a server with the Extension. It has the
// document of a request that was prepared, whether or not that is kept.
type Prepared struct {
	graphql.Cache[*ast.QueryDocument]
}

// Get finds a document.
func (c Prepared) Get(ctx context.Context, query string) (*ast.QueryDocument, bool) {
	if graphql.HasOperationContext(ctx) {
		if p := preparedFor(graphql.GetOperationContext(ctx)); p != nil && p.doc != nil {
			return p.doc, true
		}
	}
	return c.Cache.Get(ctx, query)
}
