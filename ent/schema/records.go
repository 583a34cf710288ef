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

// Target is a statement for one indicator and one plan year.
type Target struct{ ent.Schema }

// Fields of Target.
func (Target) Fields() []ent.Field {
	return []ent.Field{
		naturalID(), sortKey(),
		field.String("plan_year_id"),
		field.String("document_id").Comment("the document that sets it"),
		ordered("indicator_id"),
		field.String("wording"),
		field.String("task_id").Optional().Nillable().Comment("the task whose text sets it"),
	}
}

// Edges of Target.
func (Target) Edges() []ent.Edge {
	return []ent.Edge{
		owned("plan_year", PlanYear.Type, "targets"),
		owned("indicator", Indicator.Type, "targets"),
		mayBelong("task", Task.Type, "targets"),
		edge.To("document", Document.Type).Field("document_id").Unique().Required().
			Annotations(entsql.OnDelete(entsql.Restrict)),
		owns("measures", Measure.Type),
		owns("agencies", TargetAgency.Type),
		owns("citations", Citation.Type),
		owns("sources", Source.Type),
	}
}

// Indexes of Target.
func (Target) Indexes() []ent.Index {
	return indexes("plan_year_id", "document_id", "indicator_id", "task_id")
}

// Measure is one bound of a target.
type Measure struct{ ent.Schema }

// Fields of Measure.
func (Measure) Fields() []ent.Field {
	return []ent.Field{
		naturalID(), sortKey(),
		field.String("target_id"),
		enum[vocab.Level]("level"),
		enum[vocab.Operator]("operator"),
		decimal("value"),
		decimal("upper"),
		enum[vocab.Unit]("unit"),
		enum[vocab.Rank]("rank"),
		field.String("condition").Optional().Nillable(),
		field.String("printed").Optional().Nillable(),
	}
}

// Edges of Measure.
func (Measure) Edges() []ent.Edge {
	return []ent.Edge{owned("target", Target.Type, "measures"), owns("sources", Source.Type)}
}

// Indexes of Measure.
func (Measure) Indexes() []ent.Index { return indexes("target_id", "level") }

// Annotations of Measure.
func (Measure) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{
		"measure_level":    oneOf[vocab.Level]("level"),
		"measure_operator": oneOf[vocab.Operator]("operator"),
		"measure_unit":     oneOf[vocab.Unit]("unit"),
		"measure_rank":     oneOf[vocab.Rank]("rank"),
		"measure_value":    "(operator = 'QUALITATIVE') = (value IS NULL)",
		"measure_upper":    "(operator = 'BETWEEN') = (upper IS NOT NULL)",
		"measure_order":    "upper IS NULL OR upper > value",
	})}
}

// TargetAgency says which agency leads or performs a target, in printed order.
type TargetAgency struct{ ent.Schema }

// Fields of TargetAgency.
func (TargetAgency) Fields() []ent.Field {
	return []ent.Field{
		naturalID(),
		field.String("target_id"),
		field.String("agency_id"),
		field.Enum("role").Values("LEAD", "PERFORMER"),
		field.Int("position").NonNegative(),
	}
}

// Edges of TargetAgency.
func (TargetAgency) Edges() []ent.Edge {
	return []ent.Edge{owned("target", Target.Type, "agencies"), owned("agency", Agency.Type, "target_roles")}
}

// Indexes of TargetAgency.
func (TargetAgency) Indexes() []ent.Index {
	return []ent.Index{index.Fields("target_id", "role", "agency_id").Unique(), index.Fields("agency_id")}
}

// Annotations of TargetAgency.
func (TargetAgency) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{"target_agency_role": "role IN ('LEAD', 'PERFORMER')"})}
}

// Outcome is a reported result.
type Outcome struct{ ent.Schema }

// Fields of Outcome.
func (Outcome) Fields() []ent.Field {
	return slices.Concat([]ent.Field{
		naturalID(), sortKey(),
		field.String("plan_year_id"),
		field.String("document_id").Comment("the document that reports it"),
		ordered("indicator_id"),
		field.String("wording"),
		enum[vocab.Level]("level"),
		enum[vocab.Qualifier]("qualifier"),
		decimal("value"),
		enum[vocab.Unit]("unit"),
		decimal("numerator"),
		decimal("denominator"),
		optionalEnum[vocab.Absence]("absence"),
		field.String("as_of").Optional().Nillable().Comment("as precise as printed"),
		enum[vocab.TimeBasis]("basis"),
		field.String("period_start").Optional().Nillable(),
		field.String("period_end").Optional().Nillable(),
		field.String("printed").Optional().Nillable(),
		decimal("corrected"),
		field.Bool("is_total"),
		field.String("part_of_id").Optional().Nillable(),
		field.String("item").Optional().Nillable(),
		field.String("condition").Optional().Nillable(),
	}, []ent.Field{
		field.String("note").Optional().Nillable(),
		field.String("note_en").Optional().Nillable(),
	})
}

// Edges of Outcome.
func (Outcome) Edges() []ent.Edge {
	return []ent.Edge{
		owned("plan_year", PlanYear.Type, "outcomes"),
		owned("indicator", Indicator.Type, "outcomes"),
		edge.To("document", Document.Type).Field("document_id").Unique().Required().
			Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("parts", Outcome.Type).Annotations(entsql.OnDelete(entsql.Cascade)).
			From("part_of").Field("part_of_id").Unique(),
		owns("citations", Citation.Type),
		owns("sources", Source.Type),
	}
}

// Indexes of Outcome.
func (Outcome) Indexes() []ent.Index {
	return indexes("plan_year_id", "document_id", "indicator_id", "part_of_id")
}

// Annotations of Outcome.
func (Outcome) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{
		"outcome_level":     oneOf[vocab.Level]("level"),
		"outcome_qualifier": oneOf[vocab.Qualifier]("qualifier"),
		"outcome_unit":      oneOf[vocab.Unit]("unit"),
		"outcome_basis":     oneOf[vocab.TimeBasis]("basis"),
		"outcome_absence":   "absence IS NULL OR " + oneOf[vocab.Absence]("absence"),
		"outcome_value":     "(value IS NULL) = (absence IS NOT NULL)",
	})}
}

// Task is something to be done.
type Task struct{ ent.Schema }

// Fields of Task.
func (Task) Fields() []ent.Field {
	return []ent.Field{
		naturalID(), sortKey(),
		field.String("plan_year_id"),
		field.String("document_id").Comment("the document that sets it"),
		enum[vocab.TaskOrigin]("origin"),
		field.String("group").StorageKey("task_group").Comment("heading as printed"),
		field.String("row").StorageKey("task_row").Optional().Nillable(),
		enum[vocab.Theme]("theme"),
		field.String("initiative_id").Optional().Nillable(),
		ordered("title"),
		field.String("result").Optional().Nillable(),
		field.String("result_en").Optional().Nillable(),
		field.String("schedule_text").Optional().Nillable(),
		field.String("schedule_start").Optional().Nillable().Comment("ISO date"),
		field.String("schedule_end").Optional().Nillable().Comment("ISO date"),
		field.Bool("recurring"),
		field.String("funding_note").Optional().Nillable(),
		field.JSON("inherited", []vocab.Cell{}).SchemaType(plainJSON).Comment("cells taken from a merged cell of a row above"),
	}
}

// Edges of Task.
func (Task) Edges() []ent.Edge {
	return []ent.Edge{
		owned("plan_year", PlanYear.Type, "tasks"),
		mayBelong("initiative", Initiative.Type, "tasks"),
		edge.To("document", Document.Type).Field("document_id").Unique().Required().
			Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("carried_out_by", Task.Type).From("carries_out"),
		refers("targets", Target.Type),
		owns("agencies", TaskAgency.Type),
		owns("citations", Citation.Type),
		owns("sources", Source.Type),
	}
}

// Indexes of Task.
func (Task) Indexes() []ent.Index {
	return indexes("plan_year_id", "document_id", "initiative_id", "theme")
}

// Annotations of Task.
func (Task) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{
		"task_origin": oneOf[vocab.TaskOrigin]("origin"),
		"task_theme":  oneOf[vocab.Theme]("theme"),
		"task_dates":  "schedule_start IS NULL OR schedule_end IS NULL OR schedule_start <= schedule_end",
	})}
}

// TaskAgency says which agency leads or coordinates a task, in printed order.
type TaskAgency struct{ ent.Schema }

// Fields of TaskAgency.
func (TaskAgency) Fields() []ent.Field {
	return []ent.Field{
		naturalID(),
		field.String("task_id"),
		field.String("agency_id"),
		field.Enum("role").Values("LEAD", "COORDINATOR"),
		field.Int("position").NonNegative(),
	}
}

// Edges of TaskAgency.
func (TaskAgency) Edges() []ent.Edge {
	return []ent.Edge{owned("task", Task.Type, "agencies"), owned("agency", Agency.Type, "task_roles")}
}

// Indexes of TaskAgency.
func (TaskAgency) Indexes() []ent.Index {
	return []ent.Index{index.Fields("task_id", "role", "agency_id").Unique(), index.Fields("agency_id")}
}

// Annotations of TaskAgency.
func (TaskAgency) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{"task_agency_role": "role IN ('LEAD', 'COORDINATOR')"})}
}

// Budget is an amount of money in whole đồng, for a plan year or a period.
type Budget struct{ ent.Schema }

// Fields of Budget.
func (Budget) Fields() []ent.Field {
	return []ent.Field{
		naturalID(), sortKey(),
		field.String("plan_year_id").Optional().Nillable().Comment("absent for a period of several years"),
		field.String("province_id"),
		field.String("document_id").Comment("the document that tells of it"),
		year("period_start"),
		year("period_end"),
		field.Int64("amount").Comment("whole đồng, as printed"),
		field.Int64("corrected").Optional().Nillable().Comment("the likely amount when the printed one is off"),
		enum[vocab.BudgetCategory]("category"),
		field.String("project").Optional().Nillable(),
		field.String("decision_id").Optional().Nillable(),
		field.String("part_of_id").Optional().Nillable(),
		field.String("printed"),
		field.String("note").Optional().Nillable(),
		field.String("note_en").Optional().Nillable(),
	}
}

// Edges of Budget.
func (Budget) Edges() []ent.Edge {
	return []ent.Edge{
		mayBelong("plan_year", PlanYear.Type, "budgets"),
		mayBelong("decision", LegalDocument.Type, "decided_budgets"),
		edge.To("province", Province.Type).Field("province_id").Unique().Required().
			Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("document", Document.Type).Field("document_id").Unique().Required().
			Annotations(entsql.OnDelete(entsql.Restrict)),
		edge.To("parts", Budget.Type).Annotations(entsql.OnDelete(entsql.Cascade)).
			From("part_of").Field("part_of_id").Unique(),
		owns("sources", Source.Type),
	}
}

// Indexes of Budget.
func (Budget) Indexes() []ent.Index {
	return indexes("plan_year_id", "province_id", "document_id", "decision_id", "part_of_id")
}

// Annotations of Budget.
func (Budget) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{
		"budget_category": oneOf[vocab.BudgetCategory]("category"),
		"budget_amount":   "amount >= 0",
		"budget_period":   "period_start <= period_end",
		"budget_year":     "plan_year_id IS NULL OR period_start = period_end",
	})}
}
