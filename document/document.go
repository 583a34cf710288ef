// Package document turns the text of a GraphQL document into a document that can be
// executed. It checks the text, parses it once, checks the limits, and validates the
// document by GraphQL's rules. Each step takes time that is linear in the size of the
// document or bounded by a limit. Validation stops at limit.MaxProblems problems, and
// when the request ends.
//
// The package implements GraphQL's rules itself because those of gqlparser visit a
// fragment again from every operation and fragment that reaches it, compare every
// pair of fields with the same response name, and do not stop with the request.
package document

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/limit"
)

// Extension parses and validates the document of a request before the server does.
// The server then gets the document from Prepared, which it uses as its cache of
// documents.
type Extension struct {
	Limits *limit.Extension
	Parsed graphql.Cache[*ast.QueryDocument] // cache of valid documents
	schema *ast.Schema
}

var (
	_ graphql.HandlerExtension          = (*Extension)(nil)
	_ graphql.OperationParameterMutator = (*Extension)(nil)
)

// prepared is the result of preparing the document of a request.
type prepared struct {
	doc      *ast.QueryDocument // nil when it could not be parsed
	problems gqlerror.List
}

const extensionName = "Document"

// ExtensionName returns the name of the extension for the server.
func (*Extension) ExtensionName() string { return extensionName }

// Validate sets the schema by which documents are validated.
func (e *Extension) Validate(schema graphql.ExecutableSchema) error {
	e.schema = schema.Schema()
	return nil
}

// MutateOperationParameters refuses a document that has a syntax error, exceeds a
// limit, violates a rule, or lacks the requested operation. It returns the first of
// Problems.
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
			return problemList(err)
		}
		doc = parsed
	}
	p.doc = doc
	if err := e.Limits.Judge(ctx, doc, params.Variables); err != nil {
		return problemList(err)
	}
	if !known {
		problems, err := Validate(ctx, e.schema, doc)
		if err != nil {
			return problemList(err)
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

// Validate validates a document by GraphQL's rules, and completes a valid one for
// execution. It returns at most limit.MaxProblems problems. The error is that of the
// context, or a *limit.Exceeded, when validation did not finish.
func Validate(ctx context.Context, schema *ast.Schema, doc *ast.QueryDocument) (gqlerror.List, error) {
	if len(doc.Operations) == 0 {
		return gqlerror.List{gqlerror.Errorf("The document has no operation.")}, nil
	}
	problems, err := validate(ctx, schema, doc, rules)
	if err == nil && len(problems) == 0 {
		convertLiterals(doc)
	}
	return problems, err
}

// operation returns the requested operation, or an error when it is not in the
// document or not in the schema.
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

// problemList returns a list with one error. Errors other than those of this package
// and of the limits, such as the end of the request, are wrapped, so that the error
// presenter sees the cause.
func problemList(err error) gqlerror.List {
	if errors.As(err, new(*limit.Exceeded)) {
		return gqlerror.List{{Message: err.Error(), Extensions: limit.Extensions(err)}}
	}
	return gqlerror.List{asProblem(err)}
}

// preparedFor returns the result of preparing the document of an operation, or nil.
func preparedFor(operation *graphql.OperationContext) *prepared {
	p, _ := operation.Stats.GetExtension(extensionName).(*prepared)
	return p
}

// Refuse records all problems of a request, and returns the first. problems must not
// be empty.
func Refuse(operation *graphql.OperationContext, problems gqlerror.List) *gqlerror.Error {
	p := preparedFor(operation)
	if p == nil {
		p = &prepared{}
		operation.Stats.SetExtension(extensionName, p)
	}
	p.problems = problems
	return problems[0]
}

// Problems returns all problems of a refused operation, of which the server knows
// only the first.
func Problems(operation *graphql.OperationContext) gqlerror.List {
	if p := preparedFor(operation); p != nil {
		return p.problems
	}
	return nil
}

// KindOf returns whether an operation is a query, a mutation or a subscription, even
// if it was refused. An operation that cannot be found counts as a query.
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

// Prepared is the cache of documents for a server with the Extension. For the request
// of a context it returns the document that was prepared, even if it is not in Cache.
type Prepared struct {
	graphql.Cache[*ast.QueryDocument]
}

// Get returns a document, if it was prepared or is cached.
func (c Prepared) Get(ctx context.Context, query string) (*ast.QueryDocument, bool) {
	if graphql.HasOperationContext(ctx) {
		if p := preparedFor(graphql.GetOperationContext(ctx)); p != nil && p.doc != nil {
			return p.doc, true
		}
	}
	return c.Cache.Get(ctx, query)
}
