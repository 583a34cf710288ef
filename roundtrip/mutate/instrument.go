package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"
)

// mutant is a program without one mapping.
type mutant struct {
	number int
	row    int // of a table, from 1; 0 for a mapping that is written in the source
	place  string
	text   string
}

// edit puts text into a file.
type edit struct {
	offset int
	text   string
}

// instrumenter finds mappings in the syntax tree and puts a switch around each.
type instrumenter struct {
	fset    *token.FileSet
	source  []byte
	rows    bool // appended elements are rows of a table that others are derived from
	edits   []edit
	mutants []mutant
	tables  []mutant
	next    *int
}

const runtimePackage = "doichieu/roundtrip/mutate/mutant"

// instrument returns the text of a file with a switch around each mapping.
func instrument(name string, rows bool, next *int) ([]byte, *instrumenter, error) {
	source, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	in := &instrumenter{fset: token.NewFileSet(), source: source, rows: rows, next: next}
	file, err := parser.ParseFile(in.fset, name, source, parser.ParseComments)
	if err != nil {
		return nil, nil, err
	}
	ast.Inspect(file, in.visit)
	if len(in.edits) == 0 {
		return nil, in, nil
	}
	in.insert(file.Name.End(), "; import mutant "+fmt.Sprintf("%q", runtimePackage))
	return in.apply(), in, nil
}

func (in *instrumenter) visit(node ast.Node) bool {
	switch n := node.(type) {
	case *ast.FuncDecl:
		in.resolver(n)
	case *ast.BlockStmt:
		in.statements(n.List)
	case *ast.CaseClause:
		in.statements(n.Body)
	case *ast.CompositeLit:
		in.literal(n)
	case *ast.CallExpr:
		in.setter(n)
	}
	return true
}

// literal wraps the values of a struct's fields.
func (in *instrumenter) literal(n *ast.CompositeLit) {
	if _, isMap := n.Type.(*ast.MapType); isMap || in.rows {
		return
	}
	for _, element := range n.Elts {
		entry, is := element.(*ast.KeyValueExpr)
		if !is {
			continue
		}
		if _, isField := entry.Key.(*ast.Ident); isField {
			in.wrap(entry.Value, in.textOf(entry))
		}
	}
}

// setter wraps the arguments of a builder's method.
func (in *instrumenter) setter(n *ast.CallExpr) {
	method, is := n.Fun.(*ast.SelectorExpr)
	if !is || in.rows || n.Ellipsis.IsValid() || len(n.Args) != 1 {
		return
	}
	if strings.HasPrefix(method.Sel.Name, "Set") || strings.HasPrefix(method.Sel.Name, "Add") {
		in.wrap(n.Args[0], method.Sel.Name+"("+in.textOf(n.Args[0])+")")
	}
}

// statements wraps what is assigned to fields.
func (in *instrumenter) statements(list []ast.Stmt) {
	for _, statement := range list {
		n, is := statement.(*ast.AssignStmt)
		if !is || n.Tok != token.ASSIGN {
			continue
		}
		for i, to := range n.Lhs {
			field, isField := to.(*ast.SelectorExpr)
			switch {
			case !isField || field.Sel.Name == "err":
			case in.rows:
				in.row(n)
			case len(n.Lhs) == len(n.Rhs):
				in.wrap(n.Rhs[i], in.textOf(to)+" = "+in.textOf(n.Rhs[i]))
			default:
				number := in.add(to, in.textOf(n))
				in.insert(n.End(), fmt.Sprintf("; mutant.Clear(%d, &%s)", number, in.textOf(to)))
			}
		}
	}
}

// row wraps an element that is appended to a table.
func (in *instrumenter) row(n *ast.AssignStmt) {
	call, is := n.Rhs[0].(*ast.CallExpr)
	if !is || len(n.Rhs) != 1 || in.textOf(call.Fun) != "append" || in.textOf(call.Args[0]) != in.textOf(n.Lhs[0]) {
		return
	}
	*in.next++
	in.tables = append(in.tables, mutant{number: *in.next, place: in.fset.Position(n.Pos()).String()})
	in.insert(call.Pos(), fmt.Sprintf("mutant.Row(%d, %s, ", *in.next, in.textOf(n.Lhs[0])))
	in.insert(call.End(), ")")
}

// resolver clears the result of a method that answers a field of the API.
func (in *instrumenter) resolver(n *ast.FuncDecl) {
	if n.Recv == nil || in.rows || n.Type.Results == nil || len(n.Type.Results.List) != 2 || !strings.HasSuffix(in.textOf(n.Recv.List[0].Type), "Resolver") {
		return
	}
	if len(n.Type.Results.List[0].Names) > 0 {
		return
	}
	number := in.add(n, in.textOf(n.Recv.List[0].Type)+"."+n.Name.Name)
	in.insert(n.Type.Results.List[0].Pos(), "result ")
	in.insert(n.Type.Results.List[1].Pos(), "_ ")
	in.insert(n.Body.Lbrace+1, fmt.Sprintf(" defer mutant.Clear(%d, &result);", number))
}

// wrap puts a switch around a value that is not written out in the source.
func (in *instrumenter) wrap(value ast.Expr, text string) {
	switch v := value.(type) {
	case *ast.BasicLit, *ast.FuncLit:
		return
	case *ast.Ident:
		if v.Name == "nil" || v.Name == "true" || v.Name == "false" {
			return
		}
	}
	number := in.add(value, text)
	in.insert(value.Pos(), fmt.Sprintf("mutant.Drop(%d, ", number))
	in.insert(value.End(), ")")
}

func (in *instrumenter) add(at ast.Node, text string) int {
	*in.next++
	in.mutants = append(in.mutants, mutant{
		number: *in.next, place: in.fset.Position(at.Pos()).String(), text: strings.Join(strings.Fields(text), " "),
	})
	return *in.next
}

func (in *instrumenter) textOf(n ast.Node) string {
	return string(in.source[in.fset.Position(n.Pos()).Offset:in.fset.Position(n.End()).Offset])
}

func (in *instrumenter) insert(at token.Pos, text string) {
	in.edits = append(in.edits, edit{in.fset.Position(at).Offset, text})
}

// apply makes the edits. Of those at one place what ends there comes first, and
// what begins there in the order in which it was found.
func (in *instrumenter) apply() []byte {
	slices.SortStableFunc(in.edits, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.offset, b.offset), cmp.Compare(opens(a), opens(b)))
	})
	var out []byte
	done := 0
	for _, e := range in.edits {
		out = append(append(out, in.source[done:e.offset]...), e.text...)
		done = e.offset
	}
	return append(out, in.source[done:]...)
}

func opens(e edit) int {
	if e.text == ")" {
		return 0
	}
	return 1
}
