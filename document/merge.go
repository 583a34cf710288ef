package document

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"doichieu/limit"
)

// overlappingFieldsCanBeMerged checks that fields with the same response name can be
// merged. The specification compares all pairs of such fields, of which there can be
// far too many. Because the compared properties must be equal within a group of
// fields, it is enough to compare each field with the first of its group.
//
// The first pass groups fields by their path of response names, whatever their parent
// types are. The fields of a group must have the same shape. When they are also the
// same field with the same arguments, as in most documents, the document is valid.
// Otherwise a second pass also groups fields by their parent type, and compares only
// groups that one object can have fields of.
var overlappingFieldsCanBeMerged = rule{name: "OverlappingFieldsCanBeMerged", valid: func(v *validation) {
	m := &merger{
		validation: v, identities: map[*ast.Field]identity{}, reported: map[[2]*ast.Field]bool{},
		shapesChecked: map[*ast.Field]bool{}, mergeChecked: map[*ast.Field]bool{},
	}
	for _, operation := range v.doc.Operations {
		set := newFieldSet()
		set.collect(operation.SelectionSet)
		m.differs = false
		m.checkShapes(set, nil)
		if m.differs {
			tree := newTree()
			tree.collect(operation.SelectionSet)
			m.checkTree(tree, nil)
		}
	}
}}

// merger checks the operations of a document without fragment cycles and unknown
// fields.
type merger struct {
	*validation
	differs     bool // whether fields with one path are different or have different arguments
	comparisons int

	identities                  map[*ast.Field]identity
	reported                    map[[2]*ast.Field]bool // pairs of fields already reported
	shapesChecked, mergeChecked map[*ast.Field]bool    // single fields whose selections were checked
}

// identity is a hash of the arguments of a field.
type identity [sha256.Size]byte

// fieldSet holds the fields with one path, grouped by response name.
type fieldSet struct {
	order   []*group
	byName  map[string]*group
	visited map[*ast.FragmentDefinition]bool
}

// group is the fields with one response name.
type group struct {
	name   string
	fields []*ast.Field
}

func newFieldSet() *fieldSet {
	return &fieldSet{byName: map[string]*group{}, visited: map[*ast.FragmentDefinition]bool{}}
}

func (g *group) position() *ast.Position { return g.fields[0].Position }

// collect adds the fields of a selection set, including those of its fragments, where
// each named fragment counts once.
func (s *fieldSet) collect(set ast.SelectionSet) {
	collect(set, s.visited, func(f *ast.Field) {
		g := s.byName[f.Alias]
		if g == nil {
			g = &group{name: f.Alias}
			s.byName[f.Alias] = g
			s.order = append(s.order, g)
		}
		g.fields = append(g.fields, f)
	})
}

// collect calls add for each field of a selection set and of its fragments. It skips
// the named fragments in visited, and adds the others to visited.
func collect(set ast.SelectionSet, visited map[*ast.FragmentDefinition]bool, add func(*ast.Field)) {
	for _, selected := range set {
		switch s := selected.(type) {
		case *ast.Field:
			add(s)
		case *ast.InlineFragment:
			collect(s.SelectionSet, visited, add)
		case *ast.FragmentSpread:
			if s.Definition != nil && !visited[s.Definition] {
				visited[s.Definition] = true
				collect(s.Definition.SelectionSet, visited, add)
			}
		}
	}
}

// checkShapes reports fields with one path that have different shapes, and sets
// differs when they are not the same field with the same arguments.
func (m *merger) checkShapes(set *fieldSet, path []string) {
	for _, g := range set.order {
		if !m.shouldContinue() || m.alreadyChecked(m.shapesChecked, g.fields) {
			continue
		}
		first := g.fields[0]
		inner := newFieldSet()
		for _, f := range g.fields {
			if f.Definition != nil && first.Definition != nil && !m.sameShape(first.Definition.Type, f.Definition.Type) {
				m.conflict(path, first, f, shapeConflict(first, f))
				return
			}
			m.differs = m.differs || !m.sameField(first, f)
			inner.collect(f.SelectionSet)
		}
		m.checkShapes(inner, subpath(path, g.name, g.fields))
	}
}

// shapeConflict returns the reason why two fields have different shapes. If an object
// can have both, the reason is that they are different fields.
func shapeConflict(a, b *ast.Field) string {
	if a.Name != b.Name && (a.ObjectDefinition == b.ObjectDefinition || !isObject(a.ObjectDefinition) || !isObject(b.ObjectDefinition)) {
		return differentFields(a, b)
	}
	return fmt.Sprintf("they return conflicting types %s and %s", quoted(a.Definition.Type.String()), quoted(b.Definition.Type.String()))
}

func differentFields(a, b *ast.Field) string {
	return quoted(a.Name) + " and " + quoted(b.Name) + " are different fields"
}

func isObject(t *ast.Definition) bool { return t != nil && t.Kind == ast.Object }

// alreadyChecked reports whether the only field of a group was checked before, for
// example in another operation. It marks the field as checked.
func (m *merger) alreadyChecked(checked map[*ast.Field]bool, fields []*ast.Field) bool {
	if len(fields) > 1 {
		return false
	}
	checkedBefore := checked[fields[0]]
	checked[fields[0]] = true
	return checkedBefore
}

// subpath appends a name to a path, which begins at the first group of several fields.
func subpath(path []string, name string, fields []*ast.Field) []string {
	if len(path) == 0 && len(fields) == 1 {
		return nil
	}
	return append(path[:len(path):len(path)], name)
}

// sameShape reports whether values of two types have the same shape, apart from their
// selections.
func (m *merger) sameShape(a, b *ast.Type) bool {
	if a.NonNull != b.NonNull || (a.Elem == nil) != (b.Elem == nil) {
		return false
	}
	if a.Elem != nil {
		return m.sameShape(a.Elem, b.Elem)
	}
	if m.schema.Types[a.NamedType].IsLeafType() || m.schema.Types[b.NamedType].IsLeafType() {
		return a.NamedType == b.NamedType
	}
	return true
}

// sameField reports whether two fields have the same name and arguments.
func (m *merger) sameField(a, b *ast.Field) bool {
	if a == b || a.Name != b.Name {
		return a == b
	}
	if len(a.Arguments) == 0 && len(b.Arguments) == 0 {
		return true
	}
	return m.identity(a) == m.identity(b)
}

// identity returns the hash of a field's arguments, and caches it.
func (m *merger) identity(f *ast.Field) identity {
	known, ok := m.identities[f]
	if ok {
		return known
	}
	sum := sha256.New()
	given := slices.Clone(f.Arguments)
	slices.SortFunc(given, func(a, b *ast.Argument) int { return strings.Compare(a.Name, b.Name) })
	for _, argument := range given {
		io.WriteString(sum, argument.Name)
		identify(sum, argument.Value)
	}
	sum.Sum(known[:0])
	m.identities[f] = known
	return known
}

// identify writes a value to a hash in a form that is unique to the value. The order
// of an object's fields does not matter.
func identify(sum hash.Hash, value *ast.Value) {
	fmt.Fprintf(sum, "(%d %d %d ", value.Kind, len(value.Raw), len(value.Children))
	io.WriteString(sum, value.Raw)
	children := value.Children
	if value.Kind == ast.ObjectValue {
		children = slices.Clone(children)
		slices.SortStableFunc(children, func(a, b *ast.ChildValue) int { return strings.Compare(a.Name, b.Name) })
	}
	for _, child := range children {
		io.WriteString(sum, child.Name)
		identify(sum, child.Value)
	}
	io.WriteString(sum, ")")
}

// conflict reports that two fields cannot be merged, once for all operations.
func (m *merger) conflict(path []string, a, b *ast.Field, reason string) {
	if m.reported[[2]*ast.Field{a, b}] {
		return
	}
	m.reported[[2]*ast.Field{a, b}] = true
	var why strings.Builder
	names := append(path[:len(path):len(path)], a.Alias)
	for _, name := range names[1:] {
		why.WriteString(`subfields ` + quoted(name) + ` conflict because `)
	}
	why.WriteString(reason)
	m.report(a.Position, "Fields %s conflict because %s. Use different aliases on the fields to fetch both if this was intentional.",
		quoted(names[0]), why.String())
	m.addLocation(b.Position)
}

// tree is like fieldSet, but also separates fields by their parent type.
type tree struct {
	order   []*branches
	byName  map[string]*branches
	visited map[*ast.FragmentDefinition]bool
}

// branches holds the fields with one response name.
type branches struct {
	name   string
	any    *branch                     // fields of interfaces and unions
	of     map[*ast.Definition]*branch // fields of an object type
	sorted []*branch                   // the values of of, in the order of the document
}

// branch holds the fields with one response name and parent type.
type branch struct {
	fields []*ast.Field
	inner  *tree // see selected; nil until needed
}

func newTree() *tree {
	return &tree{byName: map[string]*branches{}, visited: map[*ast.FragmentDefinition]bool{}}
}

func (t *tree) collect(set ast.SelectionSet) {
	collect(set, t.visited, func(f *ast.Field) {
		named := t.byName[f.Alias]
		if named == nil {
			named = &branches{name: f.Alias, of: map[*ast.Definition]*branch{}}
			t.byName[f.Alias] = named
			t.order = append(t.order, named)
		}
		named.add(f)
	})
}

func (n *branches) add(f *ast.Field) {
	if !isObject(f.ObjectDefinition) {
		if n.any == nil {
			n.any = &branch{}
		}
		n.any.fields = append(n.any.fields, f)
		return
	}
	b := n.of[f.ObjectDefinition]
	if b == nil {
		b = &branch{}
		n.of[f.ObjectDefinition] = b
		n.sorted = append(n.sorted, b)
	}
	b.fields = append(b.fields, f)
}

// selected returns the tree of the fields' selections.
func (b *branch) selected() *tree {
	if b.inner == nil {
		b.inner = newTree()
		for _, f := range b.fields {
			b.inner.collect(f.SelectionSet)
		}
	}
	return b.inner
}

// checkTree checks each branch, and compares it with the fields of interfaces and
// unions that have the same name.
func (m *merger) checkTree(t *tree, path []string) {
	for _, named := range t.order {
		if named.any != nil {
			m.checkBranch(named.any, named.name, path)
		}
		for _, b := range named.sorted {
			m.checkBranch(b, named.name, path)
			m.compareBranches(named.any, b, named.name, path)
		}
	}
}

// checkBranch compares the fields of one branch, and then their selections.
func (m *merger) checkBranch(b *branch, name string, path []string) {
	if !m.shouldContinue() || m.alreadyChecked(m.mergeChecked, b.fields) || !m.countComparison() {
		return
	}
	for _, f := range b.fields[1:] {
		if !m.checkSame(b.fields[0], f, path) {
			return
		}
	}
	m.checkTree(b.selected(), subpath(path, name, b.fields))
}

// compareBranches compares the fields of two branches that one object can have, and
// then their selections.
func (m *merger) compareBranches(a, b *branch, name string, path []string) {
	if a == nil || b == nil || slices.Equal(a.fields, b.fields) || !m.shouldContinue() || !m.countComparison() {
		return
	}
	if !m.checkSame(a.fields[0], b.fields[0], path) {
		return
	}
	inner := append(path[:len(path):len(path)], name)
	smaller, larger := a.selected(), b.selected()
	if len(smaller.order) > len(larger.order) {
		smaller, larger = larger, smaller
	}
	for _, x := range smaller.order {
		if y := larger.byName[x.name]; y != nil {
			m.compareNamed(x, y, inner)
		}
	}
}

// compareNamed compares the branches of x and y that one object can have.
func (m *merger) compareNamed(x, y *branches, path []string) {
	m.compareBranches(x.any, y.any, x.name, path)
	for _, b := range x.sorted {
		m.compareBranches(b, y.any, x.name, path)
	}
	for _, b := range y.sorted {
		m.compareBranches(x.any, b, x.name, path)
	}
	if len(x.sorted) > len(y.sorted) {
		x, y = y, x
	}
	for object, b := range x.of {
		m.compareBranches(b, y.of[object], x.name, path)
	}
}

// countComparison counts a comparison, and returns false when there were too many.
func (m *merger) countComparison() bool {
	if m.comparisons++; m.comparisons > limit.MaxComparedFields {
		m.ended = &limit.Exceeded{What: "number of fields to compare", Asked: m.comparisons, Allowed: limit.MaxComparedFields, Counted: true}
	}
	return m.ended == nil
}

// checkSame reports a conflict, and returns false, unless two fields are the same.
func (m *merger) checkSame(a, b *ast.Field, path []string) bool {
	switch {
	case a.Name != b.Name:
		m.conflict(path, a, b, differentFields(a, b))
	case !m.sameField(a, b):
		m.conflict(path, a, b, "they have differing arguments")
	default:
		return true
	}
	return false
}
