package schema

import (
	"slices"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"

	"doichieu/vocab"
)

// Release is a dataset as it was loaded. One row tells what the database holds.
type Release struct{ ent.Schema }

// Fields of Release.
func (Release) Fields() []ent.Field {
	return slices.Concat([]ent.Field{naturalID()}, bilingual("title"), bilingual("description"), []ent.Field{
		field.String("checksum").Comment("sha256 over the dataset's files"),
		field.Int("rows_version").Annotations(entsql.Default("0")).Comment("of the loader that made the rows"),
		field.String("licence").Comment("SPDX identifier"),
		field.String("citation"),
		field.Bool("synthetic").Comment("generated for tests, not real"),
		field.Time("loaded_at"),
	})
}

// PlanYear is a province and a year: the unit of comparison.
type PlanYear struct{ ent.Schema }

// Fields of PlanYear.
func (PlanYear) Fields() []ent.Field {
	return []ent.Field{naturalID(), sortKey(), field.String("province_id"), year("year")}
}

// Edges of PlanYear.
func (PlanYear) Edges() []ent.Edge {
	return []ent.Edge{
		owned("province", Province.Type, "plan_years"),
		owns("targets", Target.Type),
		owns("outcomes", Outcome.Type),
		owns("tasks", Task.Type),
		owns("budgets", Budget.Type),
	}
}

// Indexes of PlanYear.
func (PlanYear) Indexes() []ent.Index {
	return []ent.Index{index.Fields("province_id", "year").Unique(), index.Fields("year")}
}

// Annotations of PlanYear.
func (PlanYear) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{"plan_year_range": "year BETWEEN 1975 AND 2100"})}
}

// Document is a provincial plan, report, resolution or strategy.
type Document struct{ ent.Schema }

// Fields of Document.
func (Document) Fields() []ent.Field {
	return slices.Concat([]ent.Field{naturalID(), sortKey(), field.String("slug").Unique()},
		bilingual("title"), []ent.Field{
			field.String("province_id"),
			enum[vocab.DocumentKind]("kind"),
			field.String("number_printed").Optional().Nillable(),
			field.String("date_printed").Optional().Nillable(),
			field.String("number").Optional().Nillable(),
			field.String("issued_on").Optional().Nillable().Comment("ISO date, as precise as known"),
			field.String("known_from").Optional().Nillable(),
			field.String("known_from_en").Optional().Nillable(),
			field.String("issuer"),
			field.String("signer").Optional().Nillable(),
			field.String("signer_role").Optional().Nillable(),
			year("period_start"),
			year("period_end"),
			field.String("checksum").MinLen(64).MaxLen(64).Comment("sha256 of the archived text"),
			field.Int("lines").Positive().Comment("lines of the archived text"),
		})
}

// Edges of Document.
func (Document) Edges() []ent.Edge {
	return []ent.Edge{
		owned("province", Province.Type, "documents"),
		owns("sources", Source.Type),
		owns("citations", Citation.Type),
		owns("funding", Funding.Type),
		owns("duties", Duty.Type),
	}
}

// Indexes of Document.
func (Document) Indexes() []ent.Index { return indexes("province_id", "kind") }

// Annotations of Document.
func (Document) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{
		"document_kind":   oneOf[vocab.DocumentKind]("kind"),
		"document_period": "period_start <= period_end",
		"document_lines":  "lines > 0",
	})}
}

// Source is a place in a document's archived text where a record stands. It
// belongs to exactly one record.
type Source struct{ ent.Schema }

// sourceOwners are the record kinds that carry sources.
var sourceOwners = []string{"target", "measure", "outcome", "task", "budget", "citation", "funding", "duty", "finding"}

// Fields of Source.
func (Source) Fields() []ent.Field {
	fields := []ent.Field{
		naturalID(), sortKey(),
		field.String("document_id"),
		field.String("section").Optional().Nillable(),
		field.String("row").Optional().Nillable(),
		field.Ints("lines").SchemaType(plainJSON).Comment("line numbers of the archived text, from 1"),
	}
	for _, owner := range sourceOwners {
		fields = append(fields, field.String(owner+"_id").Optional().Nillable())
	}
	return fields
}

// Edges of Source.
func (Source) Edges() []ent.Edge {
	return []ent.Edge{
		owned("document", Document.Type, "sources"),
		mayBelong("target", Target.Type, "sources"),
		mayBelong("measure", Measure.Type, "sources"),
		mayBelong("outcome", Outcome.Type, "sources"),
		mayBelong("task", Task.Type, "sources"),
		mayBelong("budget", Budget.Type, "sources"),
		mayBelong("citation", Citation.Type, "sources"),
		mayBelong("funding", Funding.Type, "sources"),
		mayBelong("duty", Duty.Type, "sources"),
		mayBelong("finding", Finding.Type, "sources"),
	}
}

// Indexes of Source.
func (Source) Indexes() []ent.Index {
	columns := []string{"document_id"}
	for _, owner := range sourceOwners {
		columns = append(columns, owner+"_id")
	}
	return indexes(columns...)
}

// Annotations of Source.
func (Source) Annotations() []schema.Annotation {
	sum := ""
	for i, owner := range sourceOwners {
		if i > 0 {
			sum += " + "
		}
		sum += "(CASE WHEN " + owner + "_id IS NULL THEN 0 ELSE 1 END)"
	}
	return []schema.Annotation{check(map[string]string{"source_one_owner": sum + " = 1"})}
}

// Citation is one mention of a legal document.
type Citation struct{ ent.Schema }

// Fields of Citation.
func (Citation) Fields() []ent.Field {
	return []ent.Field{
		naturalID(), sortKey(),
		field.String("document_id"),
		ordered("legal_document_id"),
		enum[vocab.CitationRole]("role"),
		field.String("printed_number").Optional().Nillable(),
		field.String("printed_date").Optional().Nillable(),
		field.String("target_id").Optional().Nillable(),
		field.String("task_id").Optional().Nillable(),
		field.String("outcome_id").Optional().Nillable(),
	}
}

// Edges of Citation.
func (Citation) Edges() []ent.Edge {
	return []ent.Edge{
		owned("document", Document.Type, "citations"),
		owned("legal_document", LegalDocument.Type, "citations"),
		mayBelong("target", Target.Type, "citations"),
		mayBelong("task", Task.Type, "citations"),
		mayBelong("outcome", Outcome.Type, "citations"),
		owns("sources", Source.Type),
	}
}

// Indexes of Citation.
func (Citation) Indexes() []ent.Index {
	return indexes("document_id", "legal_document_id", "role", "target_id", "task_id", "outcome_id")
}

// Annotations of Citation.
func (Citation) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{"citation_role": oneOf[vocab.CitationRole]("role")})}
}

// Funding is a statement of where the money comes from.
type Funding struct{ ent.Schema }

// Fields of Funding.
func (Funding) Fields() []ent.Field {
	return slices.Concat([]ent.Field{naturalID(), sortKey(), field.String("document_id")}, bilingual("text"))
}

// Edges of Funding.
func (Funding) Edges() []ent.Edge {
	return []ent.Edge{owned("document", Document.Type, "funding"), owns("sources", Source.Type)}
}

// Indexes of Funding.
func (Funding) Indexes() []ent.Index { return indexes("document_id") }

// Duty is what the organisation part of a document lays on an agency.
type Duty struct{ ent.Schema }

// Fields of Duty.
func (Duty) Fields() []ent.Field {
	return []ent.Field{
		naturalID(), sortKey(),
		field.String("document_id"),
		field.String("agency_id"),
		field.Int("count").Positive(),
	}
}

// Edges of Duty.
func (Duty) Edges() []ent.Edge {
	return []ent.Edge{
		owned("document", Document.Type, "duties"),
		owned("agency", Agency.Type, "duties"),
		owns("sources", Source.Type),
	}
}

// Indexes of Duty.
func (Duty) Indexes() []ent.Index { return indexes("document_id", "agency_id") }

// Finding is something a careful editor flags.
type Finding struct{ ent.Schema }

// Fields of Finding.
func (Finding) Fields() []ent.Field {
	return slices.Concat([]ent.Field{naturalID(), sortKey()}, bilingual("message"), []ent.Field{
		enum[vocab.FindingKind]("kind"),
		enum[vocab.Severity]("severity"),
		field.Bool("computed").Comment("found by a rule rather than entered by hand"),
	})
}

// Edges of Finding.
func (Finding) Edges() []ent.Edge {
	return []ent.Edge{owns("records", FindingRecord.Type), owns("sources", Source.Type)}
}

// Indexes of Finding.
func (Finding) Indexes() []ent.Index { return indexes("kind") }

// Annotations of Finding.
func (Finding) Annotations() []schema.Annotation {
	return []schema.Annotation{check(map[string]string{
		"finding_kind":     oneOf[vocab.FindingKind]("kind"),
		"finding_severity": oneOf[vocab.Severity]("severity"),
	})}
}

// FindingRecord names a record that a finding concerns, by its id.
type FindingRecord struct{ ent.Schema }

// Fields of FindingRecord.
func (FindingRecord) Fields() []ent.Field {
	return []ent.Field{naturalID(), field.String("finding_id"), field.String("record_id"), field.Int("position")}
}

// Edges of FindingRecord.
func (FindingRecord) Edges() []ent.Edge {
	return []ent.Edge{owned("finding", Finding.Type, "records")}
}

// Indexes of FindingRecord.
func (FindingRecord) Indexes() []ent.Index {
	return []ent.Index{index.Fields("finding_id", "record_id").Unique(), index.Fields("record_id")}
}
