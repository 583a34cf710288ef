// Package schema declares the entities. The rest of ent/ is generated from
// these files by `make generate`.
//
// Every entity has a natural, readable string id that stays the same when a
// dataset is loaded again. Foreign keys are fields of their own and indexed,
// and what the database itself can check (enumerations, ranges, "exactly one
// owner") is a CHECK constraint, so that no loader can store what the rules
// do not allow.
package schema

import (
	"fmt"
	"strings"

	"entgo.io/ent"
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"doichieu/vocab"
)

// binaryOrder makes PostgreSQL compare the text byte by byte, as SQLite does,
// so that pages come in the same order on both.
func binaryOrder() schema.Annotation {
	return entsql.Annotation{Collation: "C"}
}

// naturalID is the primary key: a readable path that clients cite and cache.
func naturalID() ent.Field {
	return field.String("id").NotEmpty().Immutable().Annotations(binaryOrder())
}

// sortKey orders records as a reader would: numbers inside the id by value.
func sortKey() ent.Field {
	return field.String("sort_key").NotEmpty().Unique().Annotations(binaryOrder())
}

// ordered is a text that lists can be ordered by.
func ordered(name string) ent.Field { return field.String(name).Annotations(binaryOrder()) }

// bilingual declares a name or message in Vietnamese and its English twin.
func bilingual(name string) []ent.Field {
	return []ent.Field{ordered(name), field.String(name + "_en")}
}

// enum declares a required enumeration whose members are those of E.
func enum[E vocab.Enum](name string) ent.Field {
	var zero E
	return field.Enum(name).GoType(zero).Annotations(binaryOrder())
}

// optionalEnum declares an enumeration that may be absent (NULL).
func optionalEnum[E vocab.Enum](name string) ent.Field {
	var zero E
	return field.Enum(name).GoType(zero).Optional().Nillable()
}

// decimal declares a number that may be absent, stored in the order of the numbers
// as vocab.Decimal keeps it.
func decimal(name string) ent.Field {
	return field.Int64(name).GoType(vocab.Decimal(0)).Optional().Nillable()
}

// plainJSON is the type of lists on PostgreSQL. Unlike jsonb it can be sent as
// text in a binary parameter, which poolers need (binary_parameters=yes).
var plainJSON = map[string]string{dialect.Postgres: "json"}

// year is a calendar year.
func year(name string) ent.Field { return field.Int(name) }

// check turns rules into CHECK constraints. The outer parentheses are ours:
// the migration planner takes "(a) = (b)" for wrapped already.
func check(rules map[string]string) schema.Annotation {
	wrapped := make(map[string]string, len(rules))
	for name, rule := range rules {
		wrapped[name] = "(" + rule + ")"
	}
	return entsql.Checks(wrapped)
}

// oneOf writes the CHECK expression of an enumeration column.
func oneOf[E vocab.Enum](column string) string {
	var zero E
	return fmt.Sprintf("%s IN ('%s')", column, strings.Join(zero.Values(), "', '"))
}

// owned declares the required edge to the entity that a record belongs to,
// with the column name and an index for it.
func owned(name string, owner any, ref string) ent.Edge {
	return edge.From(name, owner).Ref(ref).Field(name + "_id").Unique().Required()
}

// mayBelong is owned for a foreign key that may be NULL.
func mayBelong(name string, owner any, ref string) ent.Edge {
	return edge.From(name, owner).Ref(ref).Field(name + "_id").Unique()
}

// owns declares the many side; the rows go when their owner goes.
func owns(name string, owned any) ent.Edge {
	return edge.To(name, owned).Annotations(entsql.OnDelete(entsql.Cascade))
}

// refers declares the many side of a reference to a register, which must not
// vanish while it is referred to.
func refers(name string, from any) ent.Edge {
	return edge.To(name, from).Annotations(entsql.OnDelete(entsql.Restrict))
}

// indexes declares one single-column index for each column.
func indexes(columns ...string) []ent.Index {
	out := make([]ent.Index, len(columns))
	for i, c := range columns {
		out[i] = index.Fields(c)
	}
	return out
}
