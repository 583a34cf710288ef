-- create "releases" table
CREATE TABLE "releases" ("id" character varying NOT NULL COLLATE "C", "title" character varying NOT NULL COLLATE "C", "title_en" character varying NOT NULL, "description" character varying NOT NULL COLLATE "C", "description_en" character varying NOT NULL, "checksum" character varying NOT NULL, "licence" character varying NOT NULL, "citation" character varying NOT NULL, "synthetic" boolean NOT NULL, "loaded_at" timestamptz NOT NULL, PRIMARY KEY ("id"));
-- create "provinces" table
CREATE TABLE "provinces" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "name" character varying NOT NULL COLLATE "C", "name_en" character varying NOT NULL, "code" character varying NOT NULL COLLATE "C", "region" character varying NOT NULL, "merged_on" character varying NULL, "successor" boolean NOT NULL, "merged_into_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "provinces_provinces_merged_from" FOREIGN KEY ("merged_into_id") REFERENCES "provinces" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "province_merger" CHECK ((merged_into_id IS NULL) = (merged_on IS NULL)));
-- create index "province_code" to table: "provinces"
CREATE INDEX "province_code" ON "provinces" ("code");
-- create index "province_merged_into_id" to table: "provinces"
CREATE INDEX "province_merged_into_id" ON "provinces" ("merged_into_id");
-- create index "provinces_sort_key_key" to table: "provinces"
CREATE UNIQUE INDEX "provinces_sort_key_key" ON "provinces" ("sort_key");
-- create "agencies" table
CREATE TABLE "agencies" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "slug" character varying NOT NULL, "name" character varying NOT NULL COLLATE "C", "name_en" character varying NOT NULL, "kind" character varying NOT NULL COLLATE "C", "function" character varying NOT NULL, "aliases" jsonb NOT NULL, "province_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "agencies_provinces_agencies" FOREIGN KEY ("province_id") REFERENCES "provinces" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "agency_kind" CHECK ((kind)::text = ANY ((ARRAY['DEPARTMENT'::character varying, 'OFFICE'::character varying, 'COMMITTEE'::character varying, 'PARTY'::character varying, 'MINISTRY'::character varying, 'ORGANISATION'::character varying, 'PUBLIC_UNIT'::character varying, 'MEDIA'::character varying, 'ENTERPRISE'::character varying, 'GROUP'::character varying, 'CENTRAL_BRANCH'::character varying])::text[])));
-- create index "agencies_slug_key" to table: "agencies"
CREATE UNIQUE INDEX "agencies_slug_key" ON "agencies" ("slug");
-- create index "agencies_sort_key_key" to table: "agencies"
CREATE UNIQUE INDEX "agencies_sort_key_key" ON "agencies" ("sort_key");
-- create index "agency_function" to table: "agencies"
CREATE INDEX "agency_function" ON "agencies" ("function");
-- create index "agency_province_id" to table: "agencies"
CREATE INDEX "agency_province_id" ON "agencies" ("province_id");
-- create "documents" table
CREATE TABLE "documents" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "slug" character varying NOT NULL, "title" character varying NOT NULL COLLATE "C", "title_en" character varying NOT NULL, "kind" character varying NOT NULL COLLATE "C", "number_printed" character varying NULL, "date_printed" character varying NULL, "number" character varying NULL, "issued_on" character varying NULL, "known_from" character varying NULL, "issuer" character varying NOT NULL, "signer" character varying NULL, "signer_role" character varying NULL, "period_start" bigint NOT NULL, "period_end" bigint NOT NULL, "checksum" character varying NOT NULL, "lines" bigint NOT NULL, "province_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "documents_provinces_documents" FOREIGN KEY ("province_id") REFERENCES "provinces" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "document_kind" CHECK ((kind)::text = ANY ((ARRAY['ANNUAL_PLAN'::character varying, 'REPORT'::character varying, 'RESOLUTION'::character varying, 'STRATEGY'::character varying])::text[])), CONSTRAINT "document_lines" CHECK (lines > 0), CONSTRAINT "document_period" CHECK (period_start <= period_end));
-- create index "document_kind" to table: "documents"
CREATE INDEX "document_kind" ON "documents" ("kind");
-- create index "document_province_id" to table: "documents"
CREATE INDEX "document_province_id" ON "documents" ("province_id");
-- create index "documents_slug_key" to table: "documents"
CREATE UNIQUE INDEX "documents_slug_key" ON "documents" ("slug");
-- create index "documents_sort_key_key" to table: "documents"
CREATE UNIQUE INDEX "documents_sort_key_key" ON "documents" ("sort_key");
-- create "legal_documents" table
CREATE TABLE "legal_documents" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "slug" character varying NOT NULL, "number" character varying NULL, "type" character varying NOT NULL COLLATE "C", "issuer" character varying NOT NULL, "issuer_level" character varying NOT NULL COLLATE "C", "year" bigint NULL, "issued_on" character varying NULL, "title" character varying NOT NULL COLLATE "C", "province_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "legal_documents_provinces_legal_documents" FOREIGN KEY ("province_id") REFERENCES "provinces" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "legal_issuer" CHECK ((issuer_level)::text = ANY ((ARRAY['CENTRAL'::character varying, 'MINISTRY'::character varying, 'PROVINCE'::character varying, 'DISTRICT'::character varying, 'PARTY'::character varying])::text[])), CONSTRAINT "legal_type" CHECK ((type)::text = ANY ((ARRAY['LAW'::character varying, 'RESOLUTION'::character varying, 'DECREE'::character varying, 'DECISION'::character varying, 'DIRECTIVE'::character varying, 'PLAN'::character varying, 'CIRCULAR'::character varying, 'PROGRAMME'::character varying, 'REPORT'::character varying, 'SUBMISSION'::character varying, 'DISPATCH'::character varying, 'CONCLUSION'::character varying, 'NOTICE'::character varying, 'SCHEME'::character varying, 'INSTRUCTION'::character varying, 'OTHER'::character varying])::text[])));
-- create index "legal_documents_slug_key" to table: "legal_documents"
CREATE UNIQUE INDEX "legal_documents_slug_key" ON "legal_documents" ("slug");
-- create index "legal_documents_sort_key_key" to table: "legal_documents"
CREATE UNIQUE INDEX "legal_documents_sort_key_key" ON "legal_documents" ("sort_key");
-- create index "legaldocument_number_type_issuer_year" to table: "legal_documents"
CREATE UNIQUE INDEX "legaldocument_number_type_issuer_year" ON "legal_documents" ("number", "type", "issuer", "year");
-- create index "legaldocument_province_id" to table: "legal_documents"
CREATE INDEX "legaldocument_province_id" ON "legal_documents" ("province_id");
-- create index "legaldocument_year" to table: "legal_documents"
CREATE INDEX "legaldocument_year" ON "legal_documents" ("year");
-- create "plan_years" table
CREATE TABLE "plan_years" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "year" bigint NOT NULL, "province_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "plan_years_provinces_plan_years" FOREIGN KEY ("province_id") REFERENCES "provinces" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "plan_year_range" CHECK ((year >= 1975) AND (year <= 2100)));
-- create index "plan_years_sort_key_key" to table: "plan_years"
CREATE UNIQUE INDEX "plan_years_sort_key_key" ON "plan_years" ("sort_key");
-- create index "planyear_province_id_year" to table: "plan_years"
CREATE UNIQUE INDEX "planyear_province_id_year" ON "plan_years" ("province_id", "year");
-- create index "planyear_year" to table: "plan_years"
CREATE INDEX "planyear_year" ON "plan_years" ("year");
-- create "budgets" table
CREATE TABLE "budgets" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "period_start" bigint NOT NULL, "period_end" bigint NOT NULL, "amount" bigint NOT NULL, "corrected" bigint NULL, "category" character varying NOT NULL COLLATE "C", "project" character varying NULL, "printed" character varying NOT NULL, "note" character varying NULL, "note_en" character varying NULL, "province_id" character varying NOT NULL, "document_id" character varying NOT NULL, "part_of_id" character varying NULL, "decision_id" character varying NULL, "plan_year_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "budgets_budgets_parts" FOREIGN KEY ("part_of_id") REFERENCES "budgets" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "budgets_documents_document" FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "budgets_legal_documents_decided_budgets" FOREIGN KEY ("decision_id") REFERENCES "legal_documents" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "budgets_plan_years_budgets" FOREIGN KEY ("plan_year_id") REFERENCES "plan_years" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "budgets_provinces_province" FOREIGN KEY ("province_id") REFERENCES "provinces" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "budget_amount" CHECK (amount >= 0), CONSTRAINT "budget_category" CHECK ((category)::text = ANY ((ARRAY['TOTAL'::character varying, 'INVESTMENT'::character varying, 'RECURRENT'::character varying, 'PROJECT'::character varying])::text[])), CONSTRAINT "budget_period" CHECK (period_start <= period_end), CONSTRAINT "budget_year" CHECK ((plan_year_id IS NULL) OR (period_start = period_end)));
-- create index "budget_decision_id" to table: "budgets"
CREATE INDEX "budget_decision_id" ON "budgets" ("decision_id");
-- create index "budget_document_id" to table: "budgets"
CREATE INDEX "budget_document_id" ON "budgets" ("document_id");
-- create index "budget_part_of_id" to table: "budgets"
CREATE INDEX "budget_part_of_id" ON "budgets" ("part_of_id");
-- create index "budget_plan_year_id" to table: "budgets"
CREATE INDEX "budget_plan_year_id" ON "budgets" ("plan_year_id");
-- create index "budget_province_id" to table: "budgets"
CREATE INDEX "budget_province_id" ON "budgets" ("province_id");
-- create index "budgets_sort_key_key" to table: "budgets"
CREATE UNIQUE INDEX "budgets_sort_key_key" ON "budgets" ("sort_key");
-- create "concepts" table
CREATE TABLE "concepts" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "name" character varying NOT NULL COLLATE "C", "name_en" character varying NOT NULL, "code" character varying NOT NULL, PRIMARY KEY ("id"));
-- create index "concepts_code_key" to table: "concepts"
CREATE UNIQUE INDEX "concepts_code_key" ON "concepts" ("code");
-- create index "concepts_sort_key_key" to table: "concepts"
CREATE UNIQUE INDEX "concepts_sort_key_key" ON "concepts" ("sort_key");
-- create "indicators" table
CREATE TABLE "indicators" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "code" character varying NOT NULL, "name" character varying NOT NULL COLLATE "C", "name_en" character varying NOT NULL, "base" character varying NOT NULL COLLATE "C", "base_en" character varying NOT NULL, "definition" character varying NULL, "definition_en" character varying NULL, "pillar" character varying NOT NULL COLLATE "C", "unit" character varying NOT NULL COLLATE "C", "direction" character varying NOT NULL COLLATE "C", "concept_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "indicators_concepts_indicators" FOREIGN KEY ("concept_id") REFERENCES "concepts" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "indicator_direction" CHECK ((direction)::text = ANY ((ARRAY['HIGHER_IS_BETTER'::character varying, 'LOWER_IS_BETTER'::character varying, 'NEITHER'::character varying])::text[])), CONSTRAINT "indicator_pillar" CHECK ((pillar)::text = ANY ((ARRAY['GOVERNMENT'::character varying, 'ECONOMY'::character varying, 'SOCIETY'::character varying, 'INFRASTRUCTURE'::character varying, 'SECURITY'::character varying, 'GENERAL'::character varying])::text[])), CONSTRAINT "indicator_unit" CHECK ((unit)::text = ANY ((ARRAY['PERCENT'::character varying, 'COUNT'::character varying, 'RANK'::character varying, 'SCORE'::character varying, 'MBPS'::character varying, 'VND'::character varying, 'PER_YEAR'::character varying, 'PER_HOUSEHOLD'::character varying, 'PER_PERSON'::character varying, 'PER_UNIT'::character varying, 'MINUTES'::character varying, 'HOURS'::character varying, 'DAYS'::character varying, 'KILOMETRES'::character varying, 'SQUARE_METRES'::character varying, 'HECTARES'::character varying, 'TERABYTES'::character varying, 'MATURITY_LEVEL'::character varying, 'BOOLEAN'::character varying])::text[])));
-- create index "indicator_concept_id" to table: "indicators"
CREATE INDEX "indicator_concept_id" ON "indicators" ("concept_id");
-- create index "indicator_pillar" to table: "indicators"
CREATE INDEX "indicator_pillar" ON "indicators" ("pillar");
-- create index "indicators_code_key" to table: "indicators"
CREATE UNIQUE INDEX "indicators_code_key" ON "indicators" ("code");
-- create index "indicators_sort_key_key" to table: "indicators"
CREATE UNIQUE INDEX "indicators_sort_key_key" ON "indicators" ("sort_key");
-- create "outcomes" table
CREATE TABLE "outcomes" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "wording" character varying NOT NULL, "level" character varying NOT NULL COLLATE "C", "qualifier" character varying NOT NULL COLLATE "C", "value" bigint NULL, "unit" character varying NOT NULL COLLATE "C", "numerator" bigint NULL, "denominator" bigint NULL, "absence" character varying NULL, "as_of" character varying NULL, "basis" character varying NOT NULL COLLATE "C", "period_start" character varying NULL, "period_end" character varying NULL, "printed" character varying NULL, "corrected" bigint NULL, "is_total" boolean NOT NULL, "item" character varying NULL, "condition" character varying NULL, "note" character varying NULL, "note_en" character varying NULL, "indicator_id" character varying NOT NULL COLLATE "C", "document_id" character varying NOT NULL, "part_of_id" character varying NULL, "plan_year_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "outcomes_documents_document" FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "outcomes_indicators_outcomes" FOREIGN KEY ("indicator_id") REFERENCES "indicators" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "outcomes_outcomes_parts" FOREIGN KEY ("part_of_id") REFERENCES "outcomes" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "outcomes_plan_years_outcomes" FOREIGN KEY ("plan_year_id") REFERENCES "plan_years" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "outcome_absence" CHECK ((absence IS NULL) OR ((absence)::text = ANY ((ARRAY['NOT_SET'::character varying, 'NOT_REPORTED'::character varying, 'NOT_APPLICABLE'::character varying])::text[]))), CONSTRAINT "outcome_basis" CHECK ((basis)::text = ANY ((ARRAY['STOCK'::character varying, 'PERIOD'::character varying])::text[])), CONSTRAINT "outcome_level" CHECK ((level)::text = ANY ((ARRAY['ALL'::character varying, 'PROVINCE'::character varying, 'DISTRICT'::character varying, 'COMMUNE'::character varying, 'VILLAGE'::character varying])::text[])), CONSTRAINT "outcome_qualifier" CHECK ((qualifier)::text = ANY ((ARRAY['EXACT'::character varying, 'NEARLY'::character varying, 'MORE_THAN'::character varying, 'AT_LEAST'::character varying, 'ABOUT'::character varying, 'ESTIMATED'::character varying])::text[])), CONSTRAINT "outcome_unit" CHECK ((unit)::text = ANY ((ARRAY['PERCENT'::character varying, 'COUNT'::character varying, 'RANK'::character varying, 'SCORE'::character varying, 'MBPS'::character varying, 'VND'::character varying, 'PER_YEAR'::character varying, 'PER_HOUSEHOLD'::character varying, 'PER_PERSON'::character varying, 'PER_UNIT'::character varying, 'MINUTES'::character varying, 'HOURS'::character varying, 'DAYS'::character varying, 'KILOMETRES'::character varying, 'SQUARE_METRES'::character varying, 'HECTARES'::character varying, 'TERABYTES'::character varying, 'MATURITY_LEVEL'::character varying, 'BOOLEAN'::character varying])::text[])), CONSTRAINT "outcome_value" CHECK ((value IS NULL) = (absence IS NOT NULL)));
-- create index "outcome_document_id" to table: "outcomes"
CREATE INDEX "outcome_document_id" ON "outcomes" ("document_id");
-- create index "outcome_indicator_id" to table: "outcomes"
CREATE INDEX "outcome_indicator_id" ON "outcomes" ("indicator_id");
-- create index "outcome_part_of_id" to table: "outcomes"
CREATE INDEX "outcome_part_of_id" ON "outcomes" ("part_of_id");
-- create index "outcome_plan_year_id" to table: "outcomes"
CREATE INDEX "outcome_plan_year_id" ON "outcomes" ("plan_year_id");
-- create index "outcomes_sort_key_key" to table: "outcomes"
CREATE UNIQUE INDEX "outcomes_sort_key_key" ON "outcomes" ("sort_key");
-- create "initiatives" table
CREATE TABLE "initiatives" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "slug" character varying NOT NULL, "name" character varying NOT NULL COLLATE "C", "name_en" character varying NOT NULL, "theme" character varying NOT NULL COLLATE "C", PRIMARY KEY ("id"), CONSTRAINT "initiative_theme" CHECK ((theme)::text = ANY ((ARRAY['INSTITUTIONS'::character varying, 'INFRASTRUCTURE'::character varying, 'WORKFORCE'::character varying, 'AWARENESS'::character varying, 'PLATFORMS'::character varying, 'DATA'::character varying, 'SECURITY'::character varying, 'ENTERPRISES'::character varying, 'DIGITAL_GOVERNMENT'::character varying, 'DIGITAL_ECONOMY'::character varying, 'DIGITAL_SOCIETY'::character varying, 'EXPERIENCE_SPACE'::character varying, 'RURAL'::character varying])::text[])));
-- create index "initiatives_slug_key" to table: "initiatives"
CREATE UNIQUE INDEX "initiatives_slug_key" ON "initiatives" ("slug");
-- create index "initiatives_sort_key_key" to table: "initiatives"
CREATE UNIQUE INDEX "initiatives_sort_key_key" ON "initiatives" ("sort_key");
-- create "tasks" table
CREATE TABLE "tasks" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "origin" character varying NOT NULL COLLATE "C", "task_group" character varying NOT NULL, "task_row" character varying NULL, "theme" character varying NOT NULL COLLATE "C", "title" character varying NOT NULL COLLATE "C", "result" character varying NULL, "result_en" character varying NULL, "schedule_text" character varying NULL, "schedule_start" character varying NULL, "schedule_end" character varying NULL, "recurring" boolean NOT NULL, "funding_note" character varying NULL, "inherited" jsonb NOT NULL, "initiative_id" character varying NULL, "plan_year_id" character varying NOT NULL, "document_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "tasks_documents_document" FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "tasks_initiatives_tasks" FOREIGN KEY ("initiative_id") REFERENCES "initiatives" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "tasks_plan_years_tasks" FOREIGN KEY ("plan_year_id") REFERENCES "plan_years" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "task_dates" CHECK ((schedule_start IS NULL) OR (schedule_end IS NULL) OR ((schedule_start)::text <= (schedule_end)::text)), CONSTRAINT "task_origin" CHECK ((origin)::text = ANY ((ARRAY['ANNEX'::character varying, 'BODY'::character varying])::text[])), CONSTRAINT "task_theme" CHECK ((theme)::text = ANY ((ARRAY['INSTITUTIONS'::character varying, 'INFRASTRUCTURE'::character varying, 'WORKFORCE'::character varying, 'AWARENESS'::character varying, 'PLATFORMS'::character varying, 'DATA'::character varying, 'SECURITY'::character varying, 'ENTERPRISES'::character varying, 'DIGITAL_GOVERNMENT'::character varying, 'DIGITAL_ECONOMY'::character varying, 'DIGITAL_SOCIETY'::character varying, 'EXPERIENCE_SPACE'::character varying, 'RURAL'::character varying])::text[])));
-- create index "task_document_id" to table: "tasks"
CREATE INDEX "task_document_id" ON "tasks" ("document_id");
-- create index "task_initiative_id" to table: "tasks"
CREATE INDEX "task_initiative_id" ON "tasks" ("initiative_id");
-- create index "task_plan_year_id" to table: "tasks"
CREATE INDEX "task_plan_year_id" ON "tasks" ("plan_year_id");
-- create index "task_theme" to table: "tasks"
CREATE INDEX "task_theme" ON "tasks" ("theme");
-- create index "tasks_sort_key_key" to table: "tasks"
CREATE UNIQUE INDEX "tasks_sort_key_key" ON "tasks" ("sort_key");
-- create "targets" table
CREATE TABLE "targets" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "wording" character varying NOT NULL, "indicator_id" character varying NOT NULL COLLATE "C", "plan_year_id" character varying NOT NULL, "document_id" character varying NOT NULL, "task_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "targets_documents_document" FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "targets_indicators_targets" FOREIGN KEY ("indicator_id") REFERENCES "indicators" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "targets_plan_years_targets" FOREIGN KEY ("plan_year_id") REFERENCES "plan_years" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "targets_tasks_targets" FOREIGN KEY ("task_id") REFERENCES "tasks" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT);
-- create index "target_document_id" to table: "targets"
CREATE INDEX "target_document_id" ON "targets" ("document_id");
-- create index "target_indicator_id" to table: "targets"
CREATE INDEX "target_indicator_id" ON "targets" ("indicator_id");
-- create index "target_plan_year_id" to table: "targets"
CREATE INDEX "target_plan_year_id" ON "targets" ("plan_year_id");
-- create index "target_task_id" to table: "targets"
CREATE INDEX "target_task_id" ON "targets" ("task_id");
-- create index "targets_sort_key_key" to table: "targets"
CREATE UNIQUE INDEX "targets_sort_key_key" ON "targets" ("sort_key");
-- create "citations" table
CREATE TABLE "citations" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "role" character varying NOT NULL COLLATE "C", "printed_number" character varying NULL, "printed_date" character varying NULL, "document_id" character varying NOT NULL, "legal_document_id" character varying NOT NULL COLLATE "C", "outcome_id" character varying NULL, "target_id" character varying NULL, "task_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "citations_documents_citations" FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "citations_legal_documents_citations" FOREIGN KEY ("legal_document_id") REFERENCES "legal_documents" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "citations_outcomes_citations" FOREIGN KEY ("outcome_id") REFERENCES "outcomes" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "citations_targets_citations" FOREIGN KEY ("target_id") REFERENCES "targets" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "citations_tasks_citations" FOREIGN KEY ("task_id") REFERENCES "tasks" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "citation_role" CHECK ((role)::text = ANY ((ARRAY['LEGAL_BASIS'::character varying, 'TARGET_BASIS'::character varying, 'TASK_REFERENCE'::character varying, 'REPORT_REFERENCE'::character varying, 'ISSUED'::character varying])::text[])));
-- create index "citation_document_id" to table: "citations"
CREATE INDEX "citation_document_id" ON "citations" ("document_id");
-- create index "citation_legal_document_id" to table: "citations"
CREATE INDEX "citation_legal_document_id" ON "citations" ("legal_document_id");
-- create index "citation_outcome_id" to table: "citations"
CREATE INDEX "citation_outcome_id" ON "citations" ("outcome_id");
-- create index "citation_role" to table: "citations"
CREATE INDEX "citation_role" ON "citations" ("role");
-- create index "citation_target_id" to table: "citations"
CREATE INDEX "citation_target_id" ON "citations" ("target_id");
-- create index "citation_task_id" to table: "citations"
CREATE INDEX "citation_task_id" ON "citations" ("task_id");
-- create index "citations_sort_key_key" to table: "citations"
CREATE UNIQUE INDEX "citations_sort_key_key" ON "citations" ("sort_key");
-- create "duties" table
CREATE TABLE "duties" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "count" bigint NOT NULL, "agency_id" character varying NOT NULL, "document_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "duties_agencies_duties" FOREIGN KEY ("agency_id") REFERENCES "agencies" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "duties_documents_duties" FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON UPDATE NO ACTION ON DELETE CASCADE);
-- create index "duties_sort_key_key" to table: "duties"
CREATE UNIQUE INDEX "duties_sort_key_key" ON "duties" ("sort_key");
-- create index "duty_agency_id" to table: "duties"
CREATE INDEX "duty_agency_id" ON "duties" ("agency_id");
-- create index "duty_document_id" to table: "duties"
CREATE INDEX "duty_document_id" ON "duties" ("document_id");
-- create "findings" table
CREATE TABLE "findings" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "message" character varying NOT NULL COLLATE "C", "message_en" character varying NOT NULL, "kind" character varying NOT NULL COLLATE "C", "severity" character varying NOT NULL COLLATE "C", "computed" boolean NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "finding_kind" CHECK ((kind)::text = ANY ((ARRAY['TOTAL_MISMATCH'::character varying, 'RATIO_MISMATCH'::character varying, 'TWO_DATES'::character varying, 'TWO_DOCUMENTS_ONE_NUMBER'::character varying, 'BODY_AGAINST_ANNEX'::character varying, 'TARGET_BELOW_RESULT'::character varying, 'OUT_OF_RANGE'::character varying, 'REPEATED_RATIO'::character varying, 'IMPOSSIBLE_DATE'::character varying, 'UNIT_SLIP'::character varying, 'OTHER_PROVINCE'::character varying, 'MISPRINT'::character varying, 'INCONSISTENT_FIGURES'::character varying, 'NUMBERING_GAP'::character varying, 'MISSING_PART'::character varying, 'AMBIGUOUS'::character varying, 'MISLABELLED_FIGURE'::character varying])::text[])), CONSTRAINT "finding_severity" CHECK ((severity)::text = ANY ((ARRAY['NOTE'::character varying, 'WARNING'::character varying, 'ERROR'::character varying])::text[])));
-- create index "finding_kind" to table: "findings"
CREATE INDEX "finding_kind" ON "findings" ("kind");
-- create index "findings_sort_key_key" to table: "findings"
CREATE UNIQUE INDEX "findings_sort_key_key" ON "findings" ("sort_key");
-- create "finding_records" table
CREATE TABLE "finding_records" ("id" character varying NOT NULL COLLATE "C", "record_id" character varying NOT NULL, "position" bigint NOT NULL, "finding_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "finding_records_findings_records" FOREIGN KEY ("finding_id") REFERENCES "findings" ("id") ON UPDATE NO ACTION ON DELETE CASCADE);
-- create index "findingrecord_finding_id_record_id" to table: "finding_records"
CREATE UNIQUE INDEX "findingrecord_finding_id_record_id" ON "finding_records" ("finding_id", "record_id");
-- create index "findingrecord_record_id" to table: "finding_records"
CREATE INDEX "findingrecord_record_id" ON "finding_records" ("record_id");
-- create "fundings" table
CREATE TABLE "fundings" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "text" character varying NOT NULL COLLATE "C", "text_en" character varying NOT NULL, "document_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "fundings_documents_funding" FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON UPDATE NO ACTION ON DELETE CASCADE);
-- create index "funding_document_id" to table: "fundings"
CREATE INDEX "funding_document_id" ON "fundings" ("document_id");
-- create index "fundings_sort_key_key" to table: "fundings"
CREATE UNIQUE INDEX "fundings_sort_key_key" ON "fundings" ("sort_key");
-- create "measures" table
CREATE TABLE "measures" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "level" character varying NOT NULL COLLATE "C", "operator" character varying NOT NULL COLLATE "C", "value" bigint NULL, "upper" bigint NULL, "unit" character varying NOT NULL COLLATE "C", "rank" character varying NOT NULL COLLATE "C", "condition" character varying NULL, "printed" character varying NULL, "target_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "measures_targets_measures" FOREIGN KEY ("target_id") REFERENCES "targets" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "measure_level" CHECK ((level)::text = ANY ((ARRAY['ALL'::character varying, 'PROVINCE'::character varying, 'DISTRICT'::character varying, 'COMMUNE'::character varying, 'VILLAGE'::character varying])::text[])), CONSTRAINT "measure_operator" CHECK ((operator)::text = ANY ((ARRAY['REACH'::character varying, 'AT_LEAST'::character varying, 'MORE_THAN'::character varying, 'BETWEEN'::character varying, 'ABOUT'::character varying, 'AT_MOST'::character varying, 'LESS_THAN'::character varying, 'QUALITATIVE'::character varying])::text[])), CONSTRAINT "measure_order" CHECK ((upper IS NULL) OR (upper > value)), CONSTRAINT "measure_rank" CHECK ((rank)::text = ANY ((ARRAY['PREFERRED'::character varying, 'ALTERNATE'::character varying])::text[])), CONSTRAINT "measure_unit" CHECK ((unit)::text = ANY ((ARRAY['PERCENT'::character varying, 'COUNT'::character varying, 'RANK'::character varying, 'SCORE'::character varying, 'MBPS'::character varying, 'VND'::character varying, 'PER_YEAR'::character varying, 'PER_HOUSEHOLD'::character varying, 'PER_PERSON'::character varying, 'PER_UNIT'::character varying, 'MINUTES'::character varying, 'HOURS'::character varying, 'DAYS'::character varying, 'KILOMETRES'::character varying, 'SQUARE_METRES'::character varying, 'HECTARES'::character varying, 'TERABYTES'::character varying, 'MATURITY_LEVEL'::character varying, 'BOOLEAN'::character varying])::text[])), CONSTRAINT "measure_upper" CHECK (((operator)::text = 'BETWEEN'::text) = (upper IS NOT NULL)), CONSTRAINT "measure_value" CHECK (((operator)::text = 'QUALITATIVE'::text) = (value IS NULL)));
-- create index "measure_level" to table: "measures"
CREATE INDEX "measure_level" ON "measures" ("level");
-- create index "measure_target_id" to table: "measures"
CREATE INDEX "measure_target_id" ON "measures" ("target_id");
-- create index "measures_sort_key_key" to table: "measures"
CREATE UNIQUE INDEX "measures_sort_key_key" ON "measures" ("sort_key");
-- create "national_goals" table
CREATE TABLE "national_goals" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "year" bigint NOT NULL, "level" character varying NOT NULL COLLATE "C", "operator" character varying NOT NULL COLLATE "C", "value" bigint NULL, "confidence" character varying NOT NULL COLLATE "C", "indicator_id" character varying NOT NULL, "legal_document_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "national_goals_indicators_national_goals" FOREIGN KEY ("indicator_id") REFERENCES "indicators" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "national_goals_legal_documents_national_goals" FOREIGN KEY ("legal_document_id") REFERENCES "legal_documents" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "goal_confidence" CHECK ((confidence)::text = ANY ((ARRAY['HIGH'::character varying, 'MEDIUM'::character varying])::text[])), CONSTRAINT "goal_level" CHECK ((level)::text = ANY ((ARRAY['ALL'::character varying, 'PROVINCE'::character varying, 'DISTRICT'::character varying, 'COMMUNE'::character varying, 'VILLAGE'::character varying])::text[])), CONSTRAINT "goal_operator" CHECK ((operator)::text = ANY ((ARRAY['REACH'::character varying, 'AT_LEAST'::character varying, 'MORE_THAN'::character varying, 'BETWEEN'::character varying, 'ABOUT'::character varying, 'AT_MOST'::character varying, 'LESS_THAN'::character varying, 'QUALITATIVE'::character varying])::text[])), CONSTRAINT "goal_value" CHECK (((operator)::text = 'QUALITATIVE'::text) = (value IS NULL)));
-- create index "national_goals_sort_key_key" to table: "national_goals"
CREATE UNIQUE INDEX "national_goals_sort_key_key" ON "national_goals" ("sort_key");
-- create index "nationalgoal_indicator_id" to table: "national_goals"
CREATE INDEX "nationalgoal_indicator_id" ON "national_goals" ("indicator_id");
-- create index "nationalgoal_legal_document_id" to table: "national_goals"
CREATE INDEX "nationalgoal_legal_document_id" ON "national_goals" ("legal_document_id");
-- create "sources" table
CREATE TABLE "sources" ("id" character varying NOT NULL COLLATE "C", "sort_key" character varying NOT NULL COLLATE "C", "section" character varying NULL, "row" character varying NULL, "lines" jsonb NOT NULL, "budget_id" character varying NULL, "citation_id" character varying NULL, "document_id" character varying NOT NULL, "duty_id" character varying NULL, "finding_id" character varying NULL, "funding_id" character varying NULL, "measure_id" character varying NULL, "outcome_id" character varying NULL, "target_id" character varying NULL, "task_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "sources_budgets_sources" FOREIGN KEY ("budget_id") REFERENCES "budgets" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "sources_citations_sources" FOREIGN KEY ("citation_id") REFERENCES "citations" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "sources_documents_sources" FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "sources_duties_sources" FOREIGN KEY ("duty_id") REFERENCES "duties" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "sources_findings_sources" FOREIGN KEY ("finding_id") REFERENCES "findings" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "sources_fundings_sources" FOREIGN KEY ("funding_id") REFERENCES "fundings" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "sources_measures_sources" FOREIGN KEY ("measure_id") REFERENCES "measures" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "sources_outcomes_sources" FOREIGN KEY ("outcome_id") REFERENCES "outcomes" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "sources_targets_sources" FOREIGN KEY ("target_id") REFERENCES "targets" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "sources_tasks_sources" FOREIGN KEY ("task_id") REFERENCES "tasks" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "source_one_owner" CHECK (((((((((
CASE
    WHEN (target_id IS NULL) THEN 0
    ELSE 1
END +
CASE
    WHEN (measure_id IS NULL) THEN 0
    ELSE 1
END) +
CASE
    WHEN (outcome_id IS NULL) THEN 0
    ELSE 1
END) +
CASE
    WHEN (task_id IS NULL) THEN 0
    ELSE 1
END) +
CASE
    WHEN (budget_id IS NULL) THEN 0
    ELSE 1
END) +
CASE
    WHEN (citation_id IS NULL) THEN 0
    ELSE 1
END) +
CASE
    WHEN (funding_id IS NULL) THEN 0
    ELSE 1
END) +
CASE
    WHEN (duty_id IS NULL) THEN 0
    ELSE 1
END) +
CASE
    WHEN (finding_id IS NULL) THEN 0
    ELSE 1
END) = 1));
-- create index "source_budget_id" to table: "sources"
CREATE INDEX "source_budget_id" ON "sources" ("budget_id");
-- create index "source_citation_id" to table: "sources"
CREATE INDEX "source_citation_id" ON "sources" ("citation_id");
-- create index "source_document_id" to table: "sources"
CREATE INDEX "source_document_id" ON "sources" ("document_id");
-- create index "source_duty_id" to table: "sources"
CREATE INDEX "source_duty_id" ON "sources" ("duty_id");
-- create index "source_finding_id" to table: "sources"
CREATE INDEX "source_finding_id" ON "sources" ("finding_id");
-- create index "source_funding_id" to table: "sources"
CREATE INDEX "source_funding_id" ON "sources" ("funding_id");
-- create index "source_measure_id" to table: "sources"
CREATE INDEX "source_measure_id" ON "sources" ("measure_id");
-- create index "source_outcome_id" to table: "sources"
CREATE INDEX "source_outcome_id" ON "sources" ("outcome_id");
-- create index "source_target_id" to table: "sources"
CREATE INDEX "source_target_id" ON "sources" ("target_id");
-- create index "source_task_id" to table: "sources"
CREATE INDEX "source_task_id" ON "sources" ("task_id");
-- create index "sources_sort_key_key" to table: "sources"
CREATE UNIQUE INDEX "sources_sort_key_key" ON "sources" ("sort_key");
-- create "target_agencies" table
CREATE TABLE "target_agencies" ("id" character varying NOT NULL COLLATE "C", "role" character varying NOT NULL, "position" bigint NOT NULL, "agency_id" character varying NOT NULL, "target_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "target_agencies_agencies_target_roles" FOREIGN KEY ("agency_id") REFERENCES "agencies" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "target_agencies_targets_agencies" FOREIGN KEY ("target_id") REFERENCES "targets" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "target_agency_role" CHECK ((role)::text = ANY ((ARRAY['LEAD'::character varying, 'PERFORMER'::character varying])::text[])));
-- create index "targetagency_agency_id" to table: "target_agencies"
CREATE INDEX "targetagency_agency_id" ON "target_agencies" ("agency_id");
-- create index "targetagency_target_id_role_agency_id" to table: "target_agencies"
CREATE UNIQUE INDEX "targetagency_target_id_role_agency_id" ON "target_agencies" ("target_id", "role", "agency_id");
-- create "task_agencies" table
CREATE TABLE "task_agencies" ("id" character varying NOT NULL COLLATE "C", "role" character varying NOT NULL, "position" bigint NOT NULL, "agency_id" character varying NOT NULL, "task_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "task_agencies_agencies_task_roles" FOREIGN KEY ("agency_id") REFERENCES "agencies" ("id") ON UPDATE NO ACTION ON DELETE RESTRICT, CONSTRAINT "task_agencies_tasks_agencies" FOREIGN KEY ("task_id") REFERENCES "tasks" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "task_agency_role" CHECK ((role)::text = ANY ((ARRAY['LEAD'::character varying, 'COORDINATOR'::character varying])::text[])));
-- create index "taskagency_agency_id" to table: "task_agencies"
CREATE INDEX "taskagency_agency_id" ON "task_agencies" ("agency_id");
-- create index "taskagency_task_id_role_agency_id" to table: "task_agencies"
CREATE UNIQUE INDEX "taskagency_task_id_role_agency_id" ON "task_agencies" ("task_id", "role", "agency_id");
-- create "task_carried_out_by" table
CREATE TABLE "task_carried_out_by" ("task_id" character varying NOT NULL, "carries_out_id" character varying NOT NULL, PRIMARY KEY ("task_id", "carries_out_id"), CONSTRAINT "task_carried_out_by_carries_out_id" FOREIGN KEY ("carries_out_id") REFERENCES "tasks" ("id") ON UPDATE NO ACTION ON DELETE CASCADE, CONSTRAINT "task_carried_out_by_task_id" FOREIGN KEY ("task_id") REFERENCES "tasks" ("id") ON UPDATE NO ACTION ON DELETE CASCADE);
