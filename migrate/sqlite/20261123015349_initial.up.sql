-- create "agencies" table
CREATE TABLE `agencies` (`id` text NOT NULL, `sort_key` text NOT NULL, `slug` text NOT NULL, `name` text NOT NULL, `name_en` text NOT NULL, `kind` text NOT NULL, `function` text NOT NULL, `aliases` json NOT NULL, `province_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `agencies_provinces_agencies` FOREIGN KEY (`province_id`) REFERENCES `provinces` (`id`) ON DELETE RESTRICT, CONSTRAINT `agency_kind` CHECK (kind IN ('DEPARTMENT', 'OFFICE', 'COMMITTEE', 'PARTY', 'MINISTRY', 'ORGANISATION', 'PUBLIC_UNIT', 'MEDIA', 'ENTERPRISE', 'GROUP', 'CENTRAL_BRANCH')));
-- create index "agencies_sort_key_key" to table: "agencies"
CREATE UNIQUE INDEX `agencies_sort_key_key` ON `agencies` (`sort_key`);
-- create index "agencies_slug_key" to table: "agencies"
CREATE UNIQUE INDEX `agencies_slug_key` ON `agencies` (`slug`);
-- create index "agency_province_id" to table: "agencies"
CREATE INDEX `agency_province_id` ON `agencies` (`province_id`);
-- create index "agency_function" to table: "agencies"
CREATE INDEX `agency_function` ON `agencies` (`function`);
-- create "budgets" table
CREATE TABLE `budgets` (`id` text NOT NULL, `sort_key` text NOT NULL, `period_start` integer NOT NULL, `period_end` integer NOT NULL, `amount` integer NOT NULL, `corrected` integer NULL, `category` text NOT NULL, `project` text NULL, `printed` text NOT NULL, `note` text NULL, `note_en` text NULL, `province_id` text NOT NULL, `document_id` text NOT NULL, `part_of_id` text NULL, `decision_id` text NULL, `plan_year_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `budgets_provinces_province` FOREIGN KEY (`province_id`) REFERENCES `provinces` (`id`) ON DELETE RESTRICT, CONSTRAINT `budgets_documents_document` FOREIGN KEY (`document_id`) REFERENCES `documents` (`id`) ON DELETE RESTRICT, CONSTRAINT `budgets_budgets_parts` FOREIGN KEY (`part_of_id`) REFERENCES `budgets` (`id`) ON DELETE CASCADE, CONSTRAINT `budgets_legal_documents_decided_budgets` FOREIGN KEY (`decision_id`) REFERENCES `legal_documents` (`id`) ON DELETE RESTRICT, CONSTRAINT `budgets_plan_years_budgets` FOREIGN KEY (`plan_year_id`) REFERENCES `plan_years` (`id`) ON DELETE CASCADE, CONSTRAINT `budget_amount` CHECK (amount >= 0), CONSTRAINT `budget_category` CHECK (category IN ('TOTAL', 'INVESTMENT', 'RECURRENT', 'PROJECT')), CONSTRAINT `budget_period` CHECK (period_start <= period_end), CONSTRAINT `budget_year` CHECK (plan_year_id IS NULL OR period_start = period_end));
-- create index "budgets_sort_key_key" to table: "budgets"
CREATE UNIQUE INDEX `budgets_sort_key_key` ON `budgets` (`sort_key`);
-- create index "budget_plan_year_id" to table: "budgets"
CREATE INDEX `budget_plan_year_id` ON `budgets` (`plan_year_id`);
-- create index "budget_province_id" to table: "budgets"
CREATE INDEX `budget_province_id` ON `budgets` (`province_id`);
-- create index "budget_document_id" to table: "budgets"
CREATE INDEX `budget_document_id` ON `budgets` (`document_id`);
-- create index "budget_decision_id" to table: "budgets"
CREATE INDEX `budget_decision_id` ON `budgets` (`decision_id`);
-- create index "budget_part_of_id" to table: "budgets"
CREATE INDEX `budget_part_of_id` ON `budgets` (`part_of_id`);
-- create "citations" table
CREATE TABLE `citations` (`id` text NOT NULL, `sort_key` text NOT NULL, `role` text NOT NULL, `printed_number` text NULL, `printed_date` text NULL, `document_id` text NOT NULL, `legal_document_id` text NOT NULL, `outcome_id` text NULL, `target_id` text NULL, `task_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `citations_documents_citations` FOREIGN KEY (`document_id`) REFERENCES `documents` (`id`) ON DELETE CASCADE, CONSTRAINT `citations_legal_documents_citations` FOREIGN KEY (`legal_document_id`) REFERENCES `legal_documents` (`id`) ON DELETE RESTRICT, CONSTRAINT `citations_outcomes_citations` FOREIGN KEY (`outcome_id`) REFERENCES `outcomes` (`id`) ON DELETE CASCADE, CONSTRAINT `citations_targets_citations` FOREIGN KEY (`target_id`) REFERENCES `targets` (`id`) ON DELETE CASCADE, CONSTRAINT `citations_tasks_citations` FOREIGN KEY (`task_id`) REFERENCES `tasks` (`id`) ON DELETE CASCADE, CONSTRAINT `citation_role` CHECK (role IN ('LEGAL_BASIS', 'TARGET_BASIS', 'TASK_REFERENCE', 'REPORT_REFERENCE', 'ISSUED')));
-- create index "citations_sort_key_key" to table: "citations"
CREATE UNIQUE INDEX `citations_sort_key_key` ON `citations` (`sort_key`);
-- create index "citation_document_id" to table: "citations"
CREATE INDEX `citation_document_id` ON `citations` (`document_id`);
-- create index "citation_legal_document_id" to table: "citations"
CREATE INDEX `citation_legal_document_id` ON `citations` (`legal_document_id`);
-- create index "citation_role" to table: "citations"
CREATE INDEX `citation_role` ON `citations` (`role`);
-- create index "citation_target_id" to table: "citations"
CREATE INDEX `citation_target_id` ON `citations` (`target_id`);
-- create index "citation_task_id" to table: "citations"
CREATE INDEX `citation_task_id` ON `citations` (`task_id`);
-- create index "citation_outcome_id" to table: "citations"
CREATE INDEX `citation_outcome_id` ON `citations` (`outcome_id`);
-- create "concepts" table
CREATE TABLE `concepts` (`id` text NOT NULL, `sort_key` text NOT NULL, `name` text NOT NULL, `name_en` text NOT NULL, `code` text NOT NULL, PRIMARY KEY (`id`));
-- create index "concepts_sort_key_key" to table: "concepts"
CREATE UNIQUE INDEX `concepts_sort_key_key` ON `concepts` (`sort_key`);
-- create index "concepts_code_key" to table: "concepts"
CREATE UNIQUE INDEX `concepts_code_key` ON `concepts` (`code`);
-- create "documents" table
CREATE TABLE `documents` (`id` text NOT NULL, `sort_key` text NOT NULL, `slug` text NOT NULL, `title` text NOT NULL, `title_en` text NOT NULL, `kind` text NOT NULL, `number_printed` text NULL, `date_printed` text NULL, `number` text NULL, `issued_on` text NULL, `known_from` text NULL, `issuer` text NOT NULL, `signer` text NULL, `signer_role` text NULL, `period_start` integer NOT NULL, `period_end` integer NOT NULL, `checksum` text NOT NULL, `lines` integer NOT NULL, `province_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `documents_provinces_documents` FOREIGN KEY (`province_id`) REFERENCES `provinces` (`id`) ON DELETE RESTRICT, CONSTRAINT `document_kind` CHECK (kind IN ('ANNUAL_PLAN', 'REPORT', 'RESOLUTION', 'STRATEGY')), CONSTRAINT `document_lines` CHECK (lines > 0), CONSTRAINT `document_period` CHECK (period_start <= period_end));
-- create index "documents_sort_key_key" to table: "documents"
CREATE UNIQUE INDEX `documents_sort_key_key` ON `documents` (`sort_key`);
-- create index "documents_slug_key" to table: "documents"
CREATE UNIQUE INDEX `documents_slug_key` ON `documents` (`slug`);
-- create index "document_province_id" to table: "documents"
CREATE INDEX `document_province_id` ON `documents` (`province_id`);
-- create index "document_kind" to table: "documents"
CREATE INDEX `document_kind` ON `documents` (`kind`);
-- create "duties" table
CREATE TABLE `duties` (`id` text NOT NULL, `sort_key` text NOT NULL, `count` integer NOT NULL, `agency_id` text NOT NULL, `document_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `duties_agencies_duties` FOREIGN KEY (`agency_id`) REFERENCES `agencies` (`id`) ON DELETE RESTRICT, CONSTRAINT `duties_documents_duties` FOREIGN KEY (`document_id`) REFERENCES `documents` (`id`) ON DELETE CASCADE);
-- create index "duties_sort_key_key" to table: "duties"
CREATE UNIQUE INDEX `duties_sort_key_key` ON `duties` (`sort_key`);
-- create index "duty_document_id" to table: "duties"
CREATE INDEX `duty_document_id` ON `duties` (`document_id`);
-- create index "duty_agency_id" to table: "duties"
CREATE INDEX `duty_agency_id` ON `duties` (`agency_id`);
-- create "findings" table
CREATE TABLE `findings` (`id` text NOT NULL, `sort_key` text NOT NULL, `message` text NOT NULL, `message_en` text NOT NULL, `kind` text NOT NULL, `severity` text NOT NULL, `computed` bool NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `finding_kind` CHECK (kind IN ('TOTAL_MISMATCH', 'RATIO_MISMATCH', 'TWO_DATES', 'TWO_DOCUMENTS_ONE_NUMBER', 'BODY_AGAINST_ANNEX', 'TARGET_BELOW_RESULT', 'OUT_OF_RANGE', 'REPEATED_RATIO', 'IMPOSSIBLE_DATE', 'UNIT_SLIP', 'OTHER_PROVINCE', 'MISPRINT', 'INCONSISTENT_FIGURES', 'NUMBERING_GAP', 'MISSING_PART', 'AMBIGUOUS', 'MISLABELLED_FIGURE')), CONSTRAINT `finding_severity` CHECK (severity IN ('NOTE', 'WARNING', 'ERROR')));
-- create index "findings_sort_key_key" to table: "findings"
CREATE UNIQUE INDEX `findings_sort_key_key` ON `findings` (`sort_key`);
-- create index "finding_kind" to table: "findings"
CREATE INDEX `finding_kind` ON `findings` (`kind`);
-- create "finding_records" table
CREATE TABLE `finding_records` (`id` text NOT NULL, `record_id` text NOT NULL, `position` integer NOT NULL, `finding_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `finding_records_findings_records` FOREIGN KEY (`finding_id`) REFERENCES `findings` (`id`) ON DELETE CASCADE);
-- create index "findingrecord_finding_id_record_id" to table: "finding_records"
CREATE UNIQUE INDEX `findingrecord_finding_id_record_id` ON `finding_records` (`finding_id`, `record_id`);
-- create index "findingrecord_record_id" to table: "finding_records"
CREATE INDEX `findingrecord_record_id` ON `finding_records` (`record_id`);
-- create "fundings" table
CREATE TABLE `fundings` (`id` text NOT NULL, `sort_key` text NOT NULL, `text` text NOT NULL, `text_en` text NOT NULL, `document_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `fundings_documents_funding` FOREIGN KEY (`document_id`) REFERENCES `documents` (`id`) ON DELETE CASCADE);
-- create index "fundings_sort_key_key" to table: "fundings"
CREATE UNIQUE INDEX `fundings_sort_key_key` ON `fundings` (`sort_key`);
-- create index "funding_document_id" to table: "fundings"
CREATE INDEX `funding_document_id` ON `fundings` (`document_id`);
-- create "indicators" table
CREATE TABLE `indicators` (`id` text NOT NULL, `sort_key` text NOT NULL, `code` text NOT NULL, `name` text NOT NULL, `name_en` text NOT NULL, `base` text NOT NULL, `base_en` text NOT NULL, `definition` text NULL, `definition_en` text NULL, `pillar` text NOT NULL, `unit` text NOT NULL, `direction` text NOT NULL, `concept_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `indicators_concepts_indicators` FOREIGN KEY (`concept_id`) REFERENCES `concepts` (`id`) ON DELETE RESTRICT, CONSTRAINT `indicator_direction` CHECK (direction IN ('HIGHER_IS_BETTER', 'LOWER_IS_BETTER', 'NEITHER')), CONSTRAINT `indicator_pillar` CHECK (pillar IN ('GOVERNMENT', 'ECONOMY', 'SOCIETY', 'INFRASTRUCTURE', 'SECURITY', 'GENERAL')), CONSTRAINT `indicator_unit` CHECK (unit IN ('PERCENT', 'COUNT', 'RANK', 'SCORE', 'MBPS', 'VND', 'PER_YEAR', 'PER_HOUSEHOLD', 'PER_PERSON', 'PER_UNIT', 'MINUTES', 'HOURS', 'DAYS', 'KILOMETRES', 'SQUARE_METRES', 'HECTARES', 'TERABYTES', 'MATURITY_LEVEL', 'BOOLEAN')));
-- create index "indicators_sort_key_key" to table: "indicators"
CREATE UNIQUE INDEX `indicators_sort_key_key` ON `indicators` (`sort_key`);
-- create index "indicators_code_key" to table: "indicators"
CREATE UNIQUE INDEX `indicators_code_key` ON `indicators` (`code`);
-- create index "indicator_concept_id" to table: "indicators"
CREATE INDEX `indicator_concept_id` ON `indicators` (`concept_id`);
-- create index "indicator_pillar" to table: "indicators"
CREATE INDEX `indicator_pillar` ON `indicators` (`pillar`);
-- create "initiatives" table
CREATE TABLE `initiatives` (`id` text NOT NULL, `sort_key` text NOT NULL, `slug` text NOT NULL, `name` text NOT NULL, `name_en` text NOT NULL, `theme` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `initiative_theme` CHECK (theme IN ('INSTITUTIONS', 'INFRASTRUCTURE', 'WORKFORCE', 'AWARENESS', 'PLATFORMS', 'DATA', 'SECURITY', 'ENTERPRISES', 'DIGITAL_GOVERNMENT', 'DIGITAL_ECONOMY', 'DIGITAL_SOCIETY', 'EXPERIENCE_SPACE', 'RURAL')));
-- create index "initiatives_sort_key_key" to table: "initiatives"
CREATE UNIQUE INDEX `initiatives_sort_key_key` ON `initiatives` (`sort_key`);
-- create index "initiatives_slug_key" to table: "initiatives"
CREATE UNIQUE INDEX `initiatives_slug_key` ON `initiatives` (`slug`);
-- create "legal_documents" table
CREATE TABLE `legal_documents` (`id` text NOT NULL, `sort_key` text NOT NULL, `slug` text NOT NULL, `number` text NULL, `type` text NOT NULL, `issuer` text NOT NULL, `issuer_level` text NOT NULL, `year` integer NULL, `issued_on` text NULL, `title` text NOT NULL, `province_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `legal_documents_provinces_legal_documents` FOREIGN KEY (`province_id`) REFERENCES `provinces` (`id`) ON DELETE RESTRICT, CONSTRAINT `legal_issuer` CHECK (issuer_level IN ('CENTRAL', 'MINISTRY', 'PROVINCE', 'DISTRICT', 'PARTY')), CONSTRAINT `legal_type` CHECK (type IN ('LAW', 'RESOLUTION', 'DECREE', 'DECISION', 'DIRECTIVE', 'PLAN', 'CIRCULAR', 'PROGRAMME', 'REPORT', 'SUBMISSION', 'DISPATCH', 'CONCLUSION', 'NOTICE', 'SCHEME', 'INSTRUCTION', 'OTHER')));
-- create index "legal_documents_sort_key_key" to table: "legal_documents"
CREATE UNIQUE INDEX `legal_documents_sort_key_key` ON `legal_documents` (`sort_key`);
-- create index "legal_documents_slug_key" to table: "legal_documents"
CREATE UNIQUE INDEX `legal_documents_slug_key` ON `legal_documents` (`slug`);
-- create index "legaldocument_province_id" to table: "legal_documents"
CREATE INDEX `legaldocument_province_id` ON `legal_documents` (`province_id`);
-- create index "legaldocument_year" to table: "legal_documents"
CREATE INDEX `legaldocument_year` ON `legal_documents` (`year`);
-- create index "legaldocument_number_type_issuer_year" to table: "legal_documents"
CREATE UNIQUE INDEX `legaldocument_number_type_issuer_year` ON `legal_documents` (`number`, `type`, `issuer`, `year`);
-- create "measures" table
CREATE TABLE `measures` (`id` text NOT NULL, `sort_key` text NOT NULL, `level` text NOT NULL, `operator` text NOT NULL, `value` integer NULL, `upper` integer NULL, `unit` text NOT NULL, `rank` text NOT NULL, `condition` text NULL, `printed` text NULL, `target_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `measures_targets_measures` FOREIGN KEY (`target_id`) REFERENCES `targets` (`id`) ON DELETE CASCADE, CONSTRAINT `measure_level` CHECK (level IN ('ALL', 'PROVINCE', 'DISTRICT', 'COMMUNE', 'VILLAGE')), CONSTRAINT `measure_operator` CHECK (operator IN ('REACH', 'AT_LEAST', 'MORE_THAN', 'BETWEEN', 'ABOUT', 'AT_MOST', 'LESS_THAN', 'QUALITATIVE')), CONSTRAINT `measure_order` CHECK (upper IS NULL OR upper > value), CONSTRAINT `measure_rank` CHECK (rank IN ('PREFERRED', 'ALTERNATE')), CONSTRAINT `measure_unit` CHECK (unit IN ('PERCENT', 'COUNT', 'RANK', 'SCORE', 'MBPS', 'VND', 'PER_YEAR', 'PER_HOUSEHOLD', 'PER_PERSON', 'PER_UNIT', 'MINUTES', 'HOURS', 'DAYS', 'KILOMETRES', 'SQUARE_METRES', 'HECTARES', 'TERABYTES', 'MATURITY_LEVEL', 'BOOLEAN')), CONSTRAINT `measure_upper` CHECK ((operator = 'BETWEEN') = (upper IS NOT NULL)), CONSTRAINT `measure_value` CHECK ((operator = 'QUALITATIVE') = (value IS NULL)));
-- create index "measures_sort_key_key" to table: "measures"
CREATE UNIQUE INDEX `measures_sort_key_key` ON `measures` (`sort_key`);
-- create index "measure_target_id" to table: "measures"
CREATE INDEX `measure_target_id` ON `measures` (`target_id`);
-- create index "measure_level" to table: "measures"
CREATE INDEX `measure_level` ON `measures` (`level`);
-- create "national_goals" table
CREATE TABLE `national_goals` (`id` text NOT NULL, `sort_key` text NOT NULL, `year` integer NOT NULL, `level` text NOT NULL, `operator` text NOT NULL, `value` integer NULL, `confidence` text NOT NULL, `indicator_id` text NOT NULL, `legal_document_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `national_goals_indicators_national_goals` FOREIGN KEY (`indicator_id`) REFERENCES `indicators` (`id`) ON DELETE CASCADE, CONSTRAINT `national_goals_legal_documents_national_goals` FOREIGN KEY (`legal_document_id`) REFERENCES `legal_documents` (`id`) ON DELETE RESTRICT, CONSTRAINT `goal_confidence` CHECK (confidence IN ('HIGH', 'MEDIUM')), CONSTRAINT `goal_level` CHECK (level IN ('ALL', 'PROVINCE', 'DISTRICT', 'COMMUNE', 'VILLAGE')), CONSTRAINT `goal_operator` CHECK (operator IN ('REACH', 'AT_LEAST', 'MORE_THAN', 'BETWEEN', 'ABOUT', 'AT_MOST', 'LESS_THAN', 'QUALITATIVE')), CONSTRAINT `goal_value` CHECK ((operator = 'QUALITATIVE') = (value IS NULL)));
-- create index "national_goals_sort_key_key" to table: "national_goals"
CREATE UNIQUE INDEX `national_goals_sort_key_key` ON `national_goals` (`sort_key`);
-- create index "nationalgoal_indicator_id" to table: "national_goals"
CREATE INDEX `nationalgoal_indicator_id` ON `national_goals` (`indicator_id`);
-- create index "nationalgoal_legal_document_id" to table: "national_goals"
CREATE INDEX `nationalgoal_legal_document_id` ON `national_goals` (`legal_document_id`);
-- create "outcomes" table
CREATE TABLE `outcomes` (`id` text NOT NULL, `sort_key` text NOT NULL, `wording` text NOT NULL, `level` text NOT NULL, `qualifier` text NOT NULL, `value` integer NULL, `unit` text NOT NULL, `numerator` integer NULL, `denominator` integer NULL, `absence` text NULL, `as_of` text NULL, `basis` text NOT NULL, `period_start` text NULL, `period_end` text NULL, `printed` text NULL, `corrected` integer NULL, `is_total` bool NOT NULL, `item` text NULL, `condition` text NULL, `note` text NULL, `note_en` text NULL, `indicator_id` text NOT NULL, `document_id` text NOT NULL, `part_of_id` text NULL, `plan_year_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `outcomes_indicators_outcomes` FOREIGN KEY (`indicator_id`) REFERENCES `indicators` (`id`) ON DELETE RESTRICT, CONSTRAINT `outcomes_documents_document` FOREIGN KEY (`document_id`) REFERENCES `documents` (`id`) ON DELETE RESTRICT, CONSTRAINT `outcomes_outcomes_parts` FOREIGN KEY (`part_of_id`) REFERENCES `outcomes` (`id`) ON DELETE CASCADE, CONSTRAINT `outcomes_plan_years_outcomes` FOREIGN KEY (`plan_year_id`) REFERENCES `plan_years` (`id`) ON DELETE CASCADE, CONSTRAINT `outcome_absence` CHECK (absence IS NULL OR absence IN ('NOT_SET', 'NOT_REPORTED', 'NOT_APPLICABLE')), CONSTRAINT `outcome_basis` CHECK (basis IN ('STOCK', 'PERIOD')), CONSTRAINT `outcome_level` CHECK (level IN ('ALL', 'PROVINCE', 'DISTRICT', 'COMMUNE', 'VILLAGE')), CONSTRAINT `outcome_qualifier` CHECK (qualifier IN ('EXACT', 'NEARLY', 'MORE_THAN', 'AT_LEAST', 'ABOUT', 'ESTIMATED')), CONSTRAINT `outcome_unit` CHECK (unit IN ('PERCENT', 'COUNT', 'RANK', 'SCORE', 'MBPS', 'VND', 'PER_YEAR', 'PER_HOUSEHOLD', 'PER_PERSON', 'PER_UNIT', 'MINUTES', 'HOURS', 'DAYS', 'KILOMETRES', 'SQUARE_METRES', 'HECTARES', 'TERABYTES', 'MATURITY_LEVEL', 'BOOLEAN')), CONSTRAINT `outcome_value` CHECK ((value IS NULL) = (absence IS NOT NULL)));
-- create index "outcomes_sort_key_key" to table: "outcomes"
CREATE UNIQUE INDEX `outcomes_sort_key_key` ON `outcomes` (`sort_key`);
-- create index "outcome_plan_year_id" to table: "outcomes"
CREATE INDEX `outcome_plan_year_id` ON `outcomes` (`plan_year_id`);
-- create index "outcome_document_id" to table: "outcomes"
CREATE INDEX `outcome_document_id` ON `outcomes` (`document_id`);
-- create index "outcome_indicator_id" to table: "outcomes"
CREATE INDEX `outcome_indicator_id` ON `outcomes` (`indicator_id`);
-- create index "outcome_part_of_id" to table: "outcomes"
CREATE INDEX `outcome_part_of_id` ON `outcomes` (`part_of_id`);
-- create "plan_years" table
CREATE TABLE `plan_years` (`id` text NOT NULL, `sort_key` text NOT NULL, `year` integer NOT NULL, `province_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `plan_years_provinces_plan_years` FOREIGN KEY (`province_id`) REFERENCES `provinces` (`id`) ON DELETE CASCADE, CONSTRAINT `plan_year_range` CHECK (year BETWEEN 1975 AND 2100));
-- create index "plan_years_sort_key_key" to table: "plan_years"
CREATE UNIQUE INDEX `plan_years_sort_key_key` ON `plan_years` (`sort_key`);
-- create index "planyear_province_id_year" to table: "plan_years"
CREATE UNIQUE INDEX `planyear_province_id_year` ON `plan_years` (`province_id`, `year`);
-- create index "planyear_year" to table: "plan_years"
CREATE INDEX `planyear_year` ON `plan_years` (`year`);
-- create "provinces" table
CREATE TABLE `provinces` (`id` text NOT NULL, `sort_key` text NOT NULL, `name` text NOT NULL, `name_en` text NOT NULL, `code` text NOT NULL, `region` text NOT NULL, `merged_on` text NULL, `successor` bool NOT NULL, `merged_into_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `provinces_provinces_merged_from` FOREIGN KEY (`merged_into_id`) REFERENCES `provinces` (`id`) ON DELETE NO ACTION, CONSTRAINT `province_merger` CHECK ((merged_into_id IS NULL) = (merged_on IS NULL)));
-- create index "provinces_sort_key_key" to table: "provinces"
CREATE UNIQUE INDEX `provinces_sort_key_key` ON `provinces` (`sort_key`);
-- create index "province_merged_into_id" to table: "provinces"
CREATE INDEX `province_merged_into_id` ON `provinces` (`merged_into_id`);
-- create index "province_code" to table: "provinces"
CREATE INDEX `province_code` ON `provinces` (`code`);
-- create "releases" table
CREATE TABLE `releases` (`id` text NOT NULL, `title` text NOT NULL, `title_en` text NOT NULL, `description` text NOT NULL, `description_en` text NOT NULL, `checksum` text NOT NULL, `licence` text NOT NULL, `citation` text NOT NULL, `synthetic` bool NOT NULL, `loaded_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- create "sources" table
CREATE TABLE `sources` (`id` text NOT NULL, `sort_key` text NOT NULL, `section` text NULL, `row` text NULL, `lines` json NOT NULL, `budget_id` text NULL, `citation_id` text NULL, `document_id` text NOT NULL, `duty_id` text NULL, `finding_id` text NULL, `funding_id` text NULL, `measure_id` text NULL, `outcome_id` text NULL, `target_id` text NULL, `task_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `sources_budgets_sources` FOREIGN KEY (`budget_id`) REFERENCES `budgets` (`id`) ON DELETE CASCADE, CONSTRAINT `sources_citations_sources` FOREIGN KEY (`citation_id`) REFERENCES `citations` (`id`) ON DELETE CASCADE, CONSTRAINT `sources_documents_sources` FOREIGN KEY (`document_id`) REFERENCES `documents` (`id`) ON DELETE CASCADE, CONSTRAINT `sources_duties_sources` FOREIGN KEY (`duty_id`) REFERENCES `duties` (`id`) ON DELETE CASCADE, CONSTRAINT `sources_findings_sources` FOREIGN KEY (`finding_id`) REFERENCES `findings` (`id`) ON DELETE CASCADE, CONSTRAINT `sources_fundings_sources` FOREIGN KEY (`funding_id`) REFERENCES `fundings` (`id`) ON DELETE CASCADE, CONSTRAINT `sources_measures_sources` FOREIGN KEY (`measure_id`) REFERENCES `measures` (`id`) ON DELETE CASCADE, CONSTRAINT `sources_outcomes_sources` FOREIGN KEY (`outcome_id`) REFERENCES `outcomes` (`id`) ON DELETE CASCADE, CONSTRAINT `sources_targets_sources` FOREIGN KEY (`target_id`) REFERENCES `targets` (`id`) ON DELETE CASCADE, CONSTRAINT `sources_tasks_sources` FOREIGN KEY (`task_id`) REFERENCES `tasks` (`id`) ON DELETE CASCADE, CONSTRAINT `source_one_owner` CHECK ((CASE WHEN target_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN measure_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN outcome_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN task_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN budget_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN citation_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN funding_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN duty_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN finding_id IS NULL THEN 0 ELSE 1 END) = 1));
-- create index "sources_sort_key_key" to table: "sources"
CREATE UNIQUE INDEX `sources_sort_key_key` ON `sources` (`sort_key`);
-- create index "source_document_id" to table: "sources"
CREATE INDEX `source_document_id` ON `sources` (`document_id`);
-- create index "source_target_id" to table: "sources"
CREATE INDEX `source_target_id` ON `sources` (`target_id`);
-- create index "source_measure_id" to table: "sources"
CREATE INDEX `source_measure_id` ON `sources` (`measure_id`);
-- create index "source_outcome_id" to table: "sources"
CREATE INDEX `source_outcome_id` ON `sources` (`outcome_id`);
-- create index "source_task_id" to table: "sources"
CREATE INDEX `source_task_id` ON `sources` (`task_id`);
-- create index "source_budget_id" to table: "sources"
CREATE INDEX `source_budget_id` ON `sources` (`budget_id`);
-- create index "source_citation_id" to table: "sources"
CREATE INDEX `source_citation_id` ON `sources` (`citation_id`);
-- create index "source_funding_id" to table: "sources"
CREATE INDEX `source_funding_id` ON `sources` (`funding_id`);
-- create index "source_duty_id" to table: "sources"
CREATE INDEX `source_duty_id` ON `sources` (`duty_id`);
-- create index "source_finding_id" to table: "sources"
CREATE INDEX `source_finding_id` ON `sources` (`finding_id`);
-- create "targets" table
CREATE TABLE `targets` (`id` text NOT NULL, `sort_key` text NOT NULL, `wording` text NOT NULL, `indicator_id` text NOT NULL, `plan_year_id` text NOT NULL, `document_id` text NOT NULL, `task_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `targets_indicators_targets` FOREIGN KEY (`indicator_id`) REFERENCES `indicators` (`id`) ON DELETE RESTRICT, CONSTRAINT `targets_plan_years_targets` FOREIGN KEY (`plan_year_id`) REFERENCES `plan_years` (`id`) ON DELETE CASCADE, CONSTRAINT `targets_documents_document` FOREIGN KEY (`document_id`) REFERENCES `documents` (`id`) ON DELETE RESTRICT, CONSTRAINT `targets_tasks_targets` FOREIGN KEY (`task_id`) REFERENCES `tasks` (`id`) ON DELETE RESTRICT);
-- create index "targets_sort_key_key" to table: "targets"
CREATE UNIQUE INDEX `targets_sort_key_key` ON `targets` (`sort_key`);
-- create index "target_plan_year_id" to table: "targets"
CREATE INDEX `target_plan_year_id` ON `targets` (`plan_year_id`);
-- create index "target_document_id" to table: "targets"
CREATE INDEX `target_document_id` ON `targets` (`document_id`);
-- create index "target_indicator_id" to table: "targets"
CREATE INDEX `target_indicator_id` ON `targets` (`indicator_id`);
-- create index "target_task_id" to table: "targets"
CREATE INDEX `target_task_id` ON `targets` (`task_id`);
-- create "target_agencies" table
CREATE TABLE `target_agencies` (`id` text NOT NULL, `role` text NOT NULL, `position` integer NOT NULL, `agency_id` text NOT NULL, `target_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `target_agencies_agencies_target_roles` FOREIGN KEY (`agency_id`) REFERENCES `agencies` (`id`) ON DELETE RESTRICT, CONSTRAINT `target_agencies_targets_agencies` FOREIGN KEY (`target_id`) REFERENCES `targets` (`id`) ON DELETE CASCADE, CONSTRAINT `target_agency_role` CHECK (role IN ('LEAD', 'PERFORMER')));
-- create index "targetagency_target_id_role_agency_id" to table: "target_agencies"
CREATE UNIQUE INDEX `targetagency_target_id_role_agency_id` ON `target_agencies` (`target_id`, `role`, `agency_id`);
-- create index "targetagency_agency_id" to table: "target_agencies"
CREATE INDEX `targetagency_agency_id` ON `target_agencies` (`agency_id`);
-- create "tasks" table
CREATE TABLE `tasks` (`id` text NOT NULL, `sort_key` text NOT NULL, `origin` text NOT NULL, `task_group` text NOT NULL, `task_row` text NULL, `theme` text NOT NULL, `title` text NOT NULL, `result` text NULL, `result_en` text NULL, `schedule_text` text NULL, `schedule_start` text NULL, `schedule_end` text NULL, `recurring` bool NOT NULL, `funding_note` text NULL, `inherited` json NOT NULL, `initiative_id` text NULL, `plan_year_id` text NOT NULL, `document_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `tasks_initiatives_tasks` FOREIGN KEY (`initiative_id`) REFERENCES `initiatives` (`id`) ON DELETE RESTRICT, CONSTRAINT `tasks_plan_years_tasks` FOREIGN KEY (`plan_year_id`) REFERENCES `plan_years` (`id`) ON DELETE CASCADE, CONSTRAINT `tasks_documents_document` FOREIGN KEY (`document_id`) REFERENCES `documents` (`id`) ON DELETE RESTRICT, CONSTRAINT `task_dates` CHECK (schedule_start IS NULL OR schedule_end IS NULL OR schedule_start <= schedule_end), CONSTRAINT `task_origin` CHECK (origin IN ('ANNEX', 'BODY')), CONSTRAINT `task_theme` CHECK (theme IN ('INSTITUTIONS', 'INFRASTRUCTURE', 'WORKFORCE', 'AWARENESS', 'PLATFORMS', 'DATA', 'SECURITY', 'ENTERPRISES', 'DIGITAL_GOVERNMENT', 'DIGITAL_ECONOMY', 'DIGITAL_SOCIETY', 'EXPERIENCE_SPACE', 'RURAL')));
-- create index "tasks_sort_key_key" to table: "tasks"
CREATE UNIQUE INDEX `tasks_sort_key_key` ON `tasks` (`sort_key`);
-- create index "task_plan_year_id" to table: "tasks"
CREATE INDEX `task_plan_year_id` ON `tasks` (`plan_year_id`);
-- create index "task_document_id" to table: "tasks"
CREATE INDEX `task_document_id` ON `tasks` (`document_id`);
-- create index "task_initiative_id" to table: "tasks"
CREATE INDEX `task_initiative_id` ON `tasks` (`initiative_id`);
-- create index "task_theme" to table: "tasks"
CREATE INDEX `task_theme` ON `tasks` (`theme`);
-- create "task_agencies" table
CREATE TABLE `task_agencies` (`id` text NOT NULL, `role` text NOT NULL, `position` integer NOT NULL, `agency_id` text NOT NULL, `task_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `task_agencies_agencies_task_roles` FOREIGN KEY (`agency_id`) REFERENCES `agencies` (`id`) ON DELETE RESTRICT, CONSTRAINT `task_agencies_tasks_agencies` FOREIGN KEY (`task_id`) REFERENCES `tasks` (`id`) ON DELETE CASCADE, CONSTRAINT `task_agency_role` CHECK (role IN ('LEAD', 'COORDINATOR')));
-- create index "taskagency_task_id_role_agency_id" to table: "task_agencies"
CREATE UNIQUE INDEX `taskagency_task_id_role_agency_id` ON `task_agencies` (`task_id`, `role`, `agency_id`);
-- create index "taskagency_agency_id" to table: "task_agencies"
CREATE INDEX `taskagency_agency_id` ON `task_agencies` (`agency_id`);
-- create "task_carried_out_by" table
CREATE TABLE `task_carried_out_by` (`task_id` text NOT NULL, `carries_out_id` text NOT NULL, PRIMARY KEY (`task_id`, `carries_out_id`), CONSTRAINT `task_carried_out_by_task_id` FOREIGN KEY (`task_id`) REFERENCES `tasks` (`id`) ON DELETE CASCADE, CONSTRAINT `task_carried_out_by_carries_out_id` FOREIGN KEY (`carries_out_id`) REFERENCES `tasks` (`id`) ON DELETE CASCADE);
