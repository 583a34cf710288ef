package schema

import (
	"slices"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"doichieu/vocab"
)

// Province is a province as it was before, or as it is since, 1 July 2025.
type Province struct{ ent.Schema }

// Fields of Province.
func (Province) Fields() []ent.Field {
	return slices.Concat([]ent.Field{naturalID(), sortKey()}, bilingual("name"), []ent.Field{
		ordered("code"),
		field.String("region"),
		field.String("merged_into_id").Optional().Nillable(),
		field.String("merged_on").Optional().Nillable().Comment("ISO date"),
		field.Bool("successor").Comment("exists since 1 July 2025 only"),
	})
}

// Edges of Province.
func (Province) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("merged_from", Province.Type).
			Annotations(entsql.OnDelete(entsql.NoAction)). // checked when all are gone
			From("merged_into").Field("merged_into_id").Unique(),
		owns("plan_years", PlanYear.Type),
		refers("documents", Document.Type),
		refers("agencies", Agency.Type),
		refers("legal_documents", LegalDocument.Type),
	}
}

// Indexes of Province.
func (Province) Indexes() []ent.Index { return indexes("merged_into_id", "code") }

// Annotations of Province.
func (Province) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{
		"province_merger": "(merged_into_id IS NULL) = (merged_on IS NULL)",
	})}
}

// Concept groups near indicators.
type Concept struct{ ent.Schema }

// Fields of Concept.
func (Concept) Fields() []ent.Field {
	return slices.Concat([]ent.Field{naturalID(), sortKey()}, bilingual("name"),
		[]ent.Field{field.String("code").Unique()})
}

// Edges of Concept.
func (Concept) Edges() []ent.Edge { return []ent.Edge{refers("indicators", Indicator.Type)} }

// Indicator is a canonical thing that is measured.
type Indicator struct{ ent.Schema }

// Fields of Indicator.
func (Indicator) Fields() []ent.Field {
	return slices.Concat([]ent.Field{naturalID(), sortKey(), field.String("code").Unique()},
		bilingual("name"), bilingual("base"), []ent.Field{
			field.String("definition").Optional().Nillable(),
			field.String("definition_en").Optional().Nillable(),
			enum[vocab.Pillar]("pillar"),
			enum[vocab.Unit]("unit"),
			enum[vocab.Direction]("direction"),
			field.String("concept_id"),
		})
}

// Edges of Indicator.
func (Indicator) Edges() []ent.Edge {
	return []ent.Edge{
		owned("concept", Concept.Type, "indicators"),
		owns("national_goals", NationalGoal.Type),
		refers("targets", Target.Type),
		refers("outcomes", Outcome.Type),
	}
}

// Indexes of Indicator.
func (Indicator) Indexes() []ent.Index { return indexes("concept_id", "pillar") }

// Annotations of Indicator.
func (Indicator) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{
		"indicator_pillar":    oneOf[vocab.Pillar]("pillar"),
		"indicator_unit":      oneOf[vocab.Unit]("unit"),
		"indicator_direction": oneOf[vocab.Direction]("direction"),
	})}
}

// NationalGoal is the national target for an indicator, quoted second-hand.
type NationalGoal struct{ ent.Schema }

// Fields of NationalGoal.
func (NationalGoal) Fields() []ent.Field {
	return []ent.Field{
		naturalID(), sortKey(),
		field.String("indicator_id"),
		field.String("legal_document_id"),
		year("year"),
		enum[vocab.Level]("level"),
		enum[vocab.Operator]("operator"),
		decimal("value"),
		enum[vocab.Confidence]("confidence"),
	}
}

// Edges of NationalGoal.
func (NationalGoal) Edges() []ent.Edge {
	return []ent.Edge{
		owned("indicator", Indicator.Type, "national_goals"),
		owned("legal_document", LegalDocument.Type, "national_goals"),
	}
}

// Indexes of NationalGoal.
func (NationalGoal) Indexes() []ent.Index { return indexes("indicator_id", "legal_document_id") }

// Annotations of NationalGoal.
func (NationalGoal) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{
		"goal_level":      oneOf[vocab.Level]("level"),
		"goal_operator":   oneOf[vocab.Operator]("operator"),
		"goal_confidence": oneOf[vocab.Confidence]("confidence"),
		"goal_value":      "(operator = 'QUALITATIVE') = (value IS NULL)",
	})}
}

// Agency is a body that leads, performs or coordinates.
type Agency struct{ ent.Schema }

// Fields of Agency.
func (Agency) Fields() []ent.Field {
	return slices.Concat([]ent.Field{naturalID(), sortKey(), field.String("slug").Unique()},
		bilingual("name"), []ent.Field{
			enum[vocab.AgencyKind]("kind"),
			field.String("province_id").Optional().Nillable(),
			field.String("function").Comment("the same for the same body in every province"),
			field.Strings("aliases").SchemaType(plainJSON),
		})
}

// Edges of Agency.
func (Agency) Edges() []ent.Edge {
	return []ent.Edge{
		mayBelong("province", Province.Type, "agencies"),
		refers("target_roles", TargetAgency.Type),
		refers("task_roles", TaskAgency.Type),
		refers("duties", Duty.Type),
	}
}

// Indexes of Agency.
func (Agency) Indexes() []ent.Index { return indexes("province_id", "function") }

// Annotations of Agency.
func (Agency) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{"agency_kind": oneOf[vocab.AgencyKind]("kind")})}
}

// LegalDocument is a cited document: number, type, issuer and year.
type LegalDocument struct{ ent.Schema }

// Fields of LegalDocument.
func (LegalDocument) Fields() []ent.Field {
	return []ent.Field{
		naturalID(), sortKey(),
		field.String("slug").Unique(),
		field.String("number").Optional().Nillable().Comment("absent for a named law"),
		enum[vocab.LegalType]("type"),
		field.String("issuer"),
		enum[vocab.IssuerLevel]("issuer_level"),
		field.String("province_id").Optional().Nillable(),
		field.Int("year").Optional().Nillable(),
		field.String("issued_on").Optional().Nillable().Comment("ISO date"),
		ordered("title"),
	}
}

// Edges of LegalDocument.
func (LegalDocument) Edges() []ent.Edge {
	return []ent.Edge{
		mayBelong("province", Province.Type, "legal_documents"),
		refers("citations", Citation.Type),
		refers("national_goals", NationalGoal.Type),
		refers("decided_budgets", Budget.Type),
	}
}

// Indexes of LegalDocument.
func (LegalDocument) Indexes() []ent.Index {
	return append(indexes("province_id", "year"),
		index.Fields("number", "type", "issuer", "year").Unique())
}

// Annotations of LegalDocument.
func (LegalDocument) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{
		"legal_type":   oneOf[vocab.LegalType]("type"),
		"legal_issuer": oneOf[vocab.IssuerLevel]("issuer_level"),
	})}
}

// Initiative is an undertaking that tasks of several plans are instances of.
type Initiative struct{ ent.Schema }

// Fields of Initiative.
func (Initiative) Fields() []ent.Field {
	return slices.Concat([]ent.Field{naturalID(), sortKey(), field.String("slug").Unique()},
		bilingual("name"), []ent.Field{enum[vocab.Theme]("theme")})
}

// Edges of Initiative.
func (Initiative) Edges() []ent.Edge { return []ent.Edge{refers("tasks", Task.Type)} }

// Annotations of Initiative.
func (Initiative) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{"initiative_theme": oneOf[vocab.Theme]("theme")})}
}
