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

// overlappingFieldsCanBeMerged judges whether fields that answer under one name
// can. GraphQL defines it by pairs of fields, of which there are far too many.
// What has to be the same is the same as the first of each group, so that it is
// enough to compare with that:
//
// First all fields with one path of names are one group, whatever objects they
// are of. They must answer in one shape, and mostly are the same field with the
// same arguments; then all is well. Otherwise groups are made again, of fields
// of one object type or of any; only those are compared that an object may have
// both of.
var overlappingFieldsCanBeMerged = rule{name: "OverlappingFieldsCanBeMerged", valid: func(v *validation) {
	m := &merger{
		validation: v, same: map[*ast.Field]identity{}, told: map[[2]*ast.Field]bool{},
		alike: map[*ast.Field]bool{}, compatible: map[*ast.Field]bool{},
	}
	for _, operation := range v.doc.Operations {
		set := newMerged()
		set.collect(operation.SelectionSet)
		m.differ = false
		m.judgeShapes(set, nil)
		if m.differ {
			tree := newTree()
			tree.collect(operation.SelectionSet)
			m.within(tree, nil)
		}
	}
}}

// merger judges the operations of a document, in which no fragment contains
// itself and every field is known.
type merger struct {
	*validation
	differ      bool // some fields of one path do
	comparisons int

	same              map[*ast.Field]identity
	told              map[[2]*ast.Field]bool // that they conflict
	alike, compatible map[*ast.Field]bool    // what is selected of them alone was judged
}

// identity tells fields apart that are different or have different arguments.
type identity [sha256.Size]byte

// merged are the fields of one path, by the names they answer under.
type merged struct {
	order  []*group
	byName map[string]*group
	spread map[*ast.FragmentDefinition]bool
}

type group struct {
	name   string
	fields []*ast.Field
}

func newMerged() *merged {
	return &merged{byName: map[string]*group{}, spread: map[*ast.FragmentDefinition]bool{}}
}

func (g *group) position() *ast.Position { return g.fields[0].Position }

// collect adds what is selected, fragments in place and each of them once.
func (s *merged) collect(set ast.SelectionSet) {
	collect(set, s.spread, func(f *ast.Field) {
		g := s.byName[f.Alias]
		if g == nil {
			g = &group{name: f.Alias}
			s.byName[f.Alias] = g
			s.order = append(s.order, g)
		}
		g.fields = append(g.fields, f)
	})
}

func collect(set ast.SelectionSet, spread map[*ast.FragmentDefinition]bool, add func(*ast.Field)) {
	for _, selected := range set {
		switch s := selected.(type) {
		case *ast.Field:
			add(s)
		case *ast.InlineFragment:
			collect(s.SelectionSet, spread, add)
		case *ast.FragmentSpread:
			if s.Definition != nil && !spread[s.Definition] {
				spread[s.Definition] = true
				collect(s.Definition.SelectionSet, spread, add)
			}
		}
	}
}

// judgeShapes judges that the fields of one path answer in one shape, and notes
// whether they are otherwise the same.
func (m *merger) judgeShapes(set *merged, path []string) {
	for _, g := range set.order {
		if !m.goesOn() || m.judgedAlone(m.alike, g.fields) {
			continue
		}
		first := g.fields[0]
		inner := newMerged()
		for _, f := range g.fields {
			if f.Definition != nil && first.Definition != nil && !m.sameShape(first.Definition.Type, f.Definition.Type) {
				m.conflict(path, first, f, whyShapes(first, f))
				return
			}
			m.differ = m.differ || !m.sameField(first, f)
			inner.collect(f.SelectionSet)
		}
		m.judgeShapes(inner, below(path, g.name, g.fields))
	}
}

// whyShapes tells why two fields are answered in different shapes: to an object
// that has both of them, they are other fields in the first place.
func whyShapes(a, b *ast.Field) string {
	if a.Name != b.Name && (a.ObjectDefinition == b.ObjectDefinition || !isObject(a.ObjectDefinition) || !isObject(b.ObjectDefinition)) {
		return differentFields(a, b)
	}
	return fmt.Sprintf("they return conflicting types %s and %s", quoted(a.Definition.Type.String()), quoted(b.Definition.Type.String()))
}

func differentFields(a, b *ast.Field) string {
	return quoted(a.Name) + " and " + quoted(b.Name) + " are different fields"
}

func isObject(t *ast.Definition) bool { return t != nil && t.Kind == ast.Object }

// judgedAlone is whether a field that no other goes with was judged before, in
// another operation say.
func (m *merger) judgedAlone(judged map[*ast.Field]bool, fields []*ast.Field) bool {
	if len(fields) > 1 {
		return false
	}
	before := judged[fields[0]]
	judged[fields[0]] = true
	return before
}

// below is the path of names from the first at which several fields come together.
func below(path []string, name string, fields []*ast.Field) []string {
	if len(path) == 0 && len(fields) == 1 {
		return nil
	}
	return append(path[:len(path):len(path)], name)
}

// sameShape is whether two types are answered alike, but for what is selected of them.
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

// sameField is whether two fields are the same with the same arguments.
func (m *merger) sameField(a, b *ast.Field) bool {
	if a == b || a.Name != b.Name {
		return a == b
	}
	if len(a.Arguments) == 0 && len(b.Arguments) == 0 {
		return true
	}
	return m.identity(a) == m.identity(b)
}

func (m *merger) identity(f *ast.Field) identity {
	known, ok := m.same[f]
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
	m.same[f] = known
	return known
}

// identify writes a value so that no other is written the same. The order of an
// object's fields does not matter.
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

// conflict tells that two fields cannot be merged, once for all operations.
func (m *merger) conflict(path []string, a, b *ast.Field, reason string) {
	if m.told[[2]*ast.Field{a, b}] {
		return
	}
	m.told[[2]*ast.Field{a, b}] = true
	var why strings.Builder
	names := append(path[:len(path):len(path)], a.Alias)
	for _, name := range names[1:] {
		why.WriteString(`subfields ` + quoted(name) + ` conflict because `)
	}
	why.WriteString(reason)
	m.report(a.Position, "Fields %s conflict because %s. Use different aliases on the fields to fetch both if this was intentional.",
		quoted(names[0]), why.String())
	m.alsoAt(b.Position)
}

// tree are the fields of one path as merged has them, those of different
// objects apart.
type tree struct {
	order  []*branches
	byName map[string]*branches
	spread map[*ast.FragmentDefinition]bool
}

// branches are the fields of one name.
type branches struct {
	name   string
	any    *branch // of an interface or a union
	of     map[*ast.Definition]*branch
	sorted []*branch // those in of, in the order of the document
}

// branch are the fields of one name and parent.
type branch struct {
	fields []*ast.Field
	inner  *tree // made when it is needed
}

func newTree() *tree {
	return &tree{byName: map[string]*branches{}, spread: map[*ast.FragmentDefinition]bool{}}
}

func (t *tree) collect(set ast.SelectionSet) {
	collect(set, t.spread, func(f *ast.Field) {
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

func (b *branch) selected() *tree {
	if b.inner == nil {
		b.inner = newTree()
		for _, f := range b.fields {
			b.inner.collect(f.SelectionSet)
		}
	}
	return b.inner
}

// within judges fields that stand together.
func (m *merger) within(t *tree, path []string) {
	for _, named := range t.order {
		if named.any != nil {
			m.withinBranch(named.any, named.name, path)
		}
		for _, b := range named.sorted {
			m.withinBranch(b, named.name, path)
			m.between(named.any, b, named.name, path)
		}
	}
}

func (m *merger) withinBranch(b *branch, name string, path []string) {
	if !m.goesOn() || m.judgedAlone(m.compatible, b.fields) || !m.compares() {
		return
	}
	for _, f := range b.fields[1:] {
		if !m.judgeSame(b.fields[0], f, path) {
			return
		}
	}
	m.within(b.selected(), below(path, name, b.fields))
}

// between judges the fields of two branches that an object may have both of.
func (m *merger) between(a, b *branch, name string, path []string) {
	if a == nil || b == nil || slices.Equal(a.fields, b.fields) || !m.goesOn() || !m.compares() {
		return
	}
	if !m.judgeSame(a.fields[0], b.fields[0], path) {
		return
	}
	inner := append(path[:len(path):len(path)], name)
	few, many := a.selected(), b.selected()
	if len(few.order) > len(many.order) {
		few, many = many, few
	}
	for _, x := range few.order {
		if y := many.byName[x.name]; y != nil {
			m.betweenNamed(x, y, inner)
		}
	}
}

func (m *merger) betweenNamed(x, y *branches, path []string) {
	m.between(x.any, y.any, x.name, path)
	for _, b := range x.sorted {
		m.between(b, y.any, x.name, path)
	}
	for _, b := range y.sorted {
		m.between(x.any, b, x.name, path)
	}
	if len(x.sorted) > len(y.sorted) {
		x, y = y, x
	}
	for object, b := range x.of {
		m.between(b, y.of[object], x.name, path)
	}
}

// compares counts a comparison, and is false when there were too many.
func (m *merger) compares() bool {
	if m.comparisons++; m.comparisons > limit.MaxComparedFields {
		m.ended = &limit.Exceeded{What: "number of fields to compare", Asked: m.comparisons, Allowed: limit.MaxComparedFields, Counted: true}
	}
	return m.ended == nil
}

func (m *merger) judgeSame(a, b *ast.Field, path []string) bool {
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
