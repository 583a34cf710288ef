package table

import "fmt"

// definition defines a table by fields of the schema.
type definition struct {
	name       string
	row        string // what one row is
	query      string // with %s in the place of the record's fields
	records    string // path to the records in the answer
	fields     string // the columns, as a selection of a record's fields
	entries    string // a list of the record, each entry of which has a row
	byPlanYear bool   // every record belongs to a plan year
	derived    bool   // computed by the API, not recorded in the dataset
}

// connection is a query for the records of a connection, page by page.
func connection(name, where string) string {
	return fmt.Sprintf(`query ($first: Int!, $after: String, $where: %s) {
		%s(first: $first, after: $after, where: $where) { nodes { %%s } pageInfo { hasNextPage endCursor } }
	}`, where, name)
}

// register is a query for a list of the dataset, without pages.
func register(name string) string { return fmt.Sprintf(`query { dataset { %s { %%s } } }`, name) }

// comparison is a query for one list of a comparison, with the caveats of the
// whole comparison.
func comparison(variables, list string) string {
	return fmt.Sprintf(`query ($left: PlanYearRef!, $right: PlanYearRef!%s) {
		compare(left: $left, right: $right) {
			%s { %%s }
			leftPlanYear: left { id year } rightPlanYear: right { id year }
			overallCaveats: caveats { kind message messageEn }
		}
	}`, variables, list)
}

// progress is a query for one list of a plan year's progress.
func progress(variables, list string) string {
	return fmt.Sprintf(`query ($province: String!, $year: Int!%s) {
		progress(province: $province, year: $year) { %s { %%s } planYear { id year } }
	}`, variables, list)
}

// trajectory is a query for one list of a trajectory.
const trajectory = `query ($province: String!, $indicator: String!) {
	trajectory(province: $province, indicator: $indicator) {
		province { slug name } ` + indicatorWithBase + ` %s
	}
}`

// Selections that several tables share.
const (
	planYearSelection  = `planYear { id year province { slug name } }`
	indicatorSelection = `indicator { code name nameEn pillar }`
	sources            = `sources { section row lines }`
	citedDocuments     = `citations { legalDocument { slug } }`
	findings           = `findings { id }`
	caveats            = `caveats { kind message messageEn }`

	indicatorWithBase = `indicator { pillar code name nameEn base baseEn }`

	sourceWithDocument  = `source { document { slug } section row lines }`
	sourcesWithDocument = `sources { document { slug } section row lines }`
	boundFields         = `operator value upper unit condition ` + sourceWithDocument
	boundSelection      = `{ target { id wording } ` + boundFields + ` }`
	resultFields        = `qualifier value unit corrected absence asOf item condition ` + sourcesWithDocument
	taskSelection       = `{ id origin row title leads { slug name } schedule { text start end } ` + sourcesWithDocument + ` }`
	citationSelection   = `{ id role printedNumber printedDate ` + sourceWithDocument + ` }`
	budgetSelection     = `{ id amount corrected printed project partOf { id } ` + sourcesWithDocument + ` }`
	seriesFields        = `level unit observedPace points { year kind operator qualifier value upper record { id }
		document { slug } decision { slug number } ` + sourcesWithDocument + ` neededPace onPace ` + caveats + ` }`
)

// definitions lists the tables in the order of the exported dataset.
var definitions = []definition{
	{
		name: "compare", row: "one administrative level of one indicator that either plan year sets a target for",
		query:   comparison(", $pillar: Pillar, $verdict: Verdict", "targets(pillar: $pillar, verdict: $verdict)"),
		records: "compare.targets", entries: "measures", derived: true,
		fields: indicatorWithBase + `
			measures { level left ` + boundSelection + ` right ` + boundSelection + ` verdict difference }
			overallVerdict: verdict ` + caveats + `
			otherLeft { id } otherRight { id } near { id }
			national { decision { slug number } year level operator value indicator { unit } confidence }`,
	},
	{
		name: "compare-tasks", row: "one initiative that either plan year has tasks of, or the other tasks of one theme",
		query: comparison(", $theme: Theme, $origin: TaskOrigin, $presence: Presence",
			"tasks(theme: $theme, origin: $origin, presence: $presence)"),
		records: "compare.tasks", derived: true,
		fields: `theme initiative { slug name nameEn } presence left ` + taskSelection + ` right ` + taskSelection + `
			startsEarlier endsEarlier sharedLeads`,
	},
	{
		name: "compare-legal-bases", row: "one legal document that the documents of either plan year cite",
		query: comparison(", $role: [CitationRole!]! = [LEGAL_BASIS, TARGET_BASIS], $issuerLevel: IssuerLevel, $presence: Presence",
			"legalBases(roles: $role, issuerLevel: $issuerLevel, presence: $presence)"),
		records: "compare.legalBases", derived: true,
		fields: `legalDocument { slug number type issuer issuerLevel issuedOn title } presence
			left ` + citationSelection + ` right ` + citationSelection,
	},
	{
		name: "compare-budgets", row: "one category of money; totals and their parts stand in the same cell",
		query: comparison("", "budgets"), records: "compare.budgets", derived: true,
		fields: `category leftWhole { id amount } rightWhole { id amount } difference
			left ` + budgetSelection + ` right ` + budgetSelection + " " + caveats,
	},
	{
		name: "compare-outcomes", row: "one administrative level of one indicator that either plan year has a result of",
		query:   comparison(", $pillar: Pillar, $presence: Presence", "outcomes(pillar: $pillar, presence: $presence)"),
		records: "compare.outcomes", derived: true,
		fields: indicatorWithBase + ` level presence left { id ` + resultFields + ` } right { id ` + resultFields + ` }
			better difference ` + caveats,
	},
	{
		name: "matrix", row: "one indicator in one plan year",
		query: `query ($planYear: [PlanYearRef!]!, $indicator: [String!], $pillar: Pillar) {
			matrix(planYears: $planYear, indicators: $indicator, pillar: $pillar) { rows { %s } }
		}`,
		records: "matrix.rows", entries: "cells", derived: true,
		fields: indicatorWithBase + ` cells { planYear { id year } target { id wording } otherTargets { id }
			measures { rank measure { level ` + boundFields + ` } } absence
			outcomes { id level ` + resultFields + ` } outcomeAbsence }`,
	},
	{
		name: "progress", row: "one bound of one target that is due in the plan year",
		query:   progress(", $pillar: Pillar, $status: ProgressStatus", "targets(pillar: $pillar, status: $status)"),
		records: "progress.targets", entries: "measures", byPlanYear: true, derived: true,
		fields: indicatorWithBase + ` target { id wording }
			measures { measure { level ` + boundFields + ` } status outcome { id planYear { year } ` + resultFields + ` }
				otherOutcomes { id } distance }
			overallStatus: status near { id } ` + caveats,
	},
	{
		name: "progress-outcomes", row: "one result that is about no target due in the plan year",
		query:   progress(", $pillar: Pillar", "outcomesWithoutTarget(pillar: $pillar)"),
		records: "progress.outcomesWithoutTarget", byPlanYear: true, derived: true,
		fields: indicatorWithBase + ` outcomeYear: planYear { id year } id wording level ` + resultFields + ` ` + findings,
	},
	{
		name: "progress-horizons", row: "one administrative level of one target due in the plan year and one later or other target for the same indicator",
		query:   progress(", $pillar: Pillar, $change: HorizonChange", "horizons(pillar: $pillar, change: $change)"),
		records: "progress.horizons", entries: "measures", byPlanYear: true, derived: true,
		fields: indicatorWithBase + ` target { id wording } horizon { id wording planYear { year } document { slug } }
			measures { level left { ` + boundFields + ` } right { ` + boundFields + ` } verdict difference }
			overallVerdict: verdict change others { id } ` + caveats,
	},
	{
		name: "trajectory", row: "one figure of the indicator: a result, a target or a national goal",
		query: trajectory, records: "trajectory.series.points", derived: true,
		fields: `series { ` + seriesFields + ` }`,
	},
	{
		name: "trajectory-near", row: "one figure of an indicator near the one that is asked for",
		query: trajectory, records: "trajectory.near.series.points", derived: true,
		fields: `near { nearIndicator: ` + indicatorWithBase + ` series { ` + seriesFields + ` } nearCaveats: ` + caveats + ` }`,
	},
	{
		name: "provinces", row: "one province, of before or since 1 July 2025",
		query: connection("provinces", "ProvinceWhere"), records: "provinces.nodes",
		fields: `id slug name nameEn code region mergedInto { slug name } mergedOn successor`,
	},
	{
		name: "planYears", row: "one province and year that at least one record speaks of",
		query: connection("planYears", "PlanYearWhere"), records: "planYears.nodes", byPlanYear: true,
		fields: `id year province { slug name nameEn } documents { slug }`,
	},
	{
		name: "documents", row: "one provincial document",
		query: connection("documents", "DocumentWhere"), records: "documents.nodes",
		fields: `id slug province { slug name } kind title titleEn numberPrinted datePrinted number issuedOn
			knownFrom knownFromEn issuer signer signerRole periodStart periodEnd checksum lines`,
	},
	{
		name: "concepts", row: "one group of near indicators",
		query: register("concepts"), records: "dataset.concepts",
		fields: `id code name nameEn indicators { code }`,
	},
	{
		name: "indicators", row: "one canonical thing that is measured",
		query: connection("indicators", "IndicatorWhere"), records: "indicators.nodes",
		fields: `id code name nameEn pillar unit direction base baseEn definition definitionEn
			concept { code name nameEn } near { code }`,
	},
	{
		name: "nationalGoals", row: "one national goal for an indicator",
		query: connection("indicators", "IndicatorWhere"), records: "indicators.nodes", entries: "national",
		fields: `national { id indicator { code name nameEn pillar unit } year level operator value
			decision { slug number } confidence }`,
	},
	{
		name: "agencies", row: "one body that leads, performs or coordinates",
		query: connection("agencies", "AgencyWhere"), records: "agencies.nodes",
		fields: `id slug name nameEn kind province { slug name } function aliases`,
	},
	{
		name: "legalDocuments", row: "one law, decision, plan or letter",
		query: connection("legalDocuments", "LegalDocumentWhere"), records: "legalDocuments.nodes",
		fields: `id slug number type issuer issuerLevel province { slug name } year issuedOn title`,
	},
	{
		name: "initiatives", row: "one undertaking that tasks of several plans are instances of",
		query: register("initiatives"), records: "dataset.initiatives",
		fields: `id slug name nameEn theme`,
	},
	{
		name: "targets", row: "one measure: one bound of a target at one administrative level",
		query: connection("targets", "TargetWhere"), records: "targets.nodes", entries: "measures", byPlanYear: true,
		fields: `id ` + planYearSelection + ` document { slug } ` + indicatorSelection + ` wording
			measures { measureId: id level operator value upper unit rank condition printed
				source { section row lines } }
			leads { slug name } performers { slug name } task { id } ` + citedDocuments + ` ` + findings,
	},
	{
		name: "outcomes", row: "one reported result",
		query: connection("outcomes", "OutcomeWhere"), records: "outcomes.nodes", byPlanYear: true,
		fields: `id ` + planYearSelection + ` document { slug } ` + indicatorSelection + ` wording level qualifier value unit
			numerator denominator absence asOf basis periodStart periodEnd printed corrected isTotal
			partOf { id } item condition note noteEn ` + citedDocuments + ` ` + findings + ` ` + sources,
	},
	{
		name: "tasks", row: "one thing to be done",
		query: connection("tasks", "TaskWhere"), records: "tasks.nodes", byPlanYear: true,
		fields: `id ` + planYearSelection + ` document { slug } origin group row theme initiative { slug name nameEn }
			title result resultEn leads { slug name } coordinators { slug name }
			schedule { text start end recurring } fundingNote inherited carriedOutBy { id } carriesOut { id }
			targets { id } ` + citedDocuments + ` ` + findings + ` ` + sources,
	},
	{
		name: "citations", row: "one mention of a legal document",
		query: connection("citations", "CitationWhere"), records: "citations.nodes",
		fields: `id document { slug } legalDocument { slug number type issuer issuedOn title } role
			printedNumber printedDate record { id } ` + findings + ` source { section row lines }`,
	},
	{
		name: "budgets", row: "one amount of money; totals and their parts stand in the same list",
		query: connection("budgets", "BudgetWhere"), records: "budgets.nodes",
		fields: `id planYear { id } province { slug name } document { slug } periodStart periodEnd amount corrected
			printed category project decision { slug number } partOf { id } note noteEn ` + findings + ` ` + sources,
	},
	{
		name: "fundingStatements", row: "one statement of where the money comes from",
		query: connection("documents", "DocumentWhere"), records: "documents.nodes", entries: "funding",
		fields: `funding { id document { slug } text textEn ` + sources + ` }`,
	},
	{
		name: "duties", row: "one agency that a document lays duties on",
		query: connection("documents", "DocumentWhere"), records: "documents.nodes", entries: "duties",
		fields: `duties { id document { slug } agency { slug name nameEn } count ` + sources + ` }`,
	},
	{
		name: "findings", row: "one oddity that a careful editor flags",
		query: connection("findings", "FindingWhere"), records: "findings.nodes",
		fields: `id kind severity message messageEn computed records { id }
			sources { document { slug } section row lines }`,
	},
}
