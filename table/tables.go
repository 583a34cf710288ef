package table

import "fmt"

// definition says what a table is made of, in the words of the schema.
type definition struct {
	name       string
	row        string // what one row is
	query      string // with %s where the fields of a record go
	records    string // where in the answer the records are
	fields     string // the columns, as a selection of a record's fields
	each       string // a list within a record: one row for each of its entries
	byPlanYear bool   // every record belongs to a plan year
	worked     bool   // worked out from what the dataset records
}

// connection asks for the records of a connection, page by page.
func connection(name, where string) string {
	return fmt.Sprintf(`query ($first: Int!, $after: String, $where: %s) {
		%s(first: $first, after: $after, where: $where) { nodes { %%s } pageInfo { hasNextPage endCursor } }
	}`, where, name)
}

// register asks for a list that the dataset has as a whole.
func register(name string) string { return fmt.Sprintf(`query { dataset { %s { %%s } } }`, name) }

// comparison asks for one list of a comparison, with what holds for all of it.
func comparison(variables, list string) string {
	return fmt.Sprintf(`query ($left: PlanYearRef!, $right: PlanYearRef!%s) {
		compare(left: $left, right: $right) {
			%s { %%s }
			leftPlanYear: left { id year } rightPlanYear: right { id year }
			overallCaveats: caveats { kind message messageEn }
		}
	}`, variables, list)
}

// progress asks for one list of a plan year's progress.
func progress(variables, list string) string {
	return fmt.Sprintf(`query ($province: String!, $year: Int!%s) {
		progress(province: $province, year: $year) { %s { %%s } planYear { id year } }
	}`, variables, list)
}

// trajectory asks for one list of a trajectory.
const trajectory = `query ($province: String!, $indicator: String!) {
	trajectory(province: $province, indicator: $indicator) {
		province { slug name } ` + ofIndicatorWithBase + ` %s
	}
}`

// Selections that several tables share.
const (
	ofPlanYear  = `planYear { id year province { slug name } }`
	ofIndicator = `indicator { code name nameEn pillar }`
	places      = `sources { section row lines }`
	cited       = `citations { legalDocument { slug } }`
	flagged     = `findings { id }`
	warned      = `caveats { kind message messageEn }`

	ofIndicatorWithBase = `indicator { pillar code name nameEn base baseEn }`

	atPlace    = `source { document { slug } section row lines }`
	atPlaces   = `sources { document { slug } section row lines }`
	ofBound    = `operator value upper unit condition ` + atPlace
	bound      = `{ target { id wording } ` + ofBound + ` }`
	ofResult   = `qualifier value unit corrected absence asOf item condition ` + atPlaces
	ofTask     = `{ id origin row title leads { slug name } schedule { text start end } ` + atPlaces + ` }`
	ofCitation = `{ id role printedNumber printedDate ` + atPlace + ` }`
	ofBudget   = `{ id amount corrected printed project partOf { id } ` + atPlaces + ` }`
	ofPoints   = `level unit observedPace points { year kind operator qualifier value upper record { id }
		document { slug } decision { slug number } ` + atPlaces + ` neededPace onPace ` + warned + ` }`
)

// definitions are in the order in which the exported dataset lists them.
var definitions = []definition{
	{
		name: "compare", row: "one administrative level of one indicator that either plan year sets a target for",
		query:   comparison(", $pillar: Pillar, $verdict: Verdict", "targets(pillar: $pillar, verdict: $verdict)"),
		records: "compare.targets", each: "measures", worked: true,
		fields: ofIndicatorWithBase + `
			measures { level left ` + bound + ` right ` + bound + ` verdict difference }
			overallVerdict: verdict ` + warned + `
			otherLeft { id } otherRight { id } near { id }
			national { decision { slug number } year level operator value indicator { unit } confidence }`,
	},
	{
		name: "compare-tasks", row: "one initiative that either plan year has tasks of, or the other tasks of one theme",
		query: comparison(", $theme: Theme, $origin: TaskOrigin, $presence: Presence",
			"tasks(theme: $theme, origin: $origin, presence: $presence)"),
		records: "compare.tasks", worked: true,
		fields: `theme initiative { slug name nameEn } presence left ` + ofTask + ` right ` + ofTask + `
			startsEarlier endsEarlier sharedLeads`,
	},
	{
		name: "compare-legal-bases", row: "one legal document that the documents of either plan year cite",
		query: comparison(", $role: [CitationRole!]! = [LEGAL_BASIS, TARGET_BASIS], $issuerLevel: IssuerLevel, $presence: Presence",
			"legalBases(roles: $role, issuerLevel: $issuerLevel, presence: $presence)"),
		records: "compare.legalBases", worked: true,
		fields: `legalDocument { slug number type issuer issuerLevel issuedOn title } presence
			left ` + ofCitation + ` right ` + ofCitation,
	},
	{
		name: "compare-budgets", row: "one category of money; totals and their parts stand in the same cell",
		query: comparison("", "budgets"), records: "compare.budgets", worked: true,
		fields: `category leftWhole { id amount } rightWhole { id amount } difference
			left ` + ofBudget + ` right ` + ofBudget + " " + warned,
	},
	{
		name: "compare-outcomes", row: "one administrative level of one indicator that either plan year has a result of",
		query:   comparison(", $pillar: Pillar, $presence: Presence", "outcomes(pillar: $pillar, presence: $presence)"),
		records: "compare.outcomes", worked: true,
		fields: ofIndicatorWithBase + ` level presence left { id ` + ofResult + ` } right { id ` + ofResult + ` }
			better difference ` + warned,
	},
	{
		name: "matrix", row: "one indicator in one plan year",
		query: `query ($planYear: [PlanYearRef!]!, $indicator: [String!], $pillar: Pillar) {
			matrix(planYears: $planYear, indicators: $indicator, pillar: $pillar) { rows { %s } }
		}`,
		records: "matrix.rows", each: "cells", worked: true,
		fields: ofIndicatorWithBase + ` cells { planYear { id year } target { id wording } otherTargets { id }
			measures { rank measure { level ` + ofBound + ` } } absence
			outcomes { id level ` + ofResult + ` } outcomeAbsence }`,
	},
	{
		name: "progress", row: "one bound of one target that is due in the plan year",
		query:   progress(", $pillar: Pillar, $status: ProgressStatus", "targets(pillar: $pillar, status: $status)"),
		records: "progress.targets", each: "measures", byPlanYear: true, worked: true,
		fields: ofIndicatorWithBase + ` target { id wording }
			measures { measure { level ` + ofBound + ` } status outcome { id planYear { year } ` + ofResult + ` }
				otherOutcomes { id } distance }
			overallStatus: status near { id } ` + warned,
	},
	{
		name: "progress-outcomes", row: "one result that is about no target due in the plan year",
		query:   progress(", $pillar: Pillar", "outcomesWithoutTarget(pillar: $pillar)"),
		records: "progress.outcomesWithoutTarget", byPlanYear: true, worked: true,
		fields: ofIndicatorWithBase + ` outcomeYear: planYear { id year } id wording level ` + ofResult + ` ` + flagged,
	},
	{
		name: "progress-horizons", row: "one administrative level of one target due in the plan year and one later or other target for the same indicator",
		query:   progress(", $pillar: Pillar, $change: HorizonChange", "horizons(pillar: $pillar, change: $change)"),
		records: "progress.horizons", each: "measures", byPlanYear: true, worked: true,
		fields: ofIndicatorWithBase + ` target { id wording } horizon { id wording planYear { year } document { slug } }
			measures { level left { ` + ofBound + ` } right { ` + ofBound + ` } verdict difference }
			overallVerdict: verdict change others { id } ` + warned,
	},
	{
		name: "trajectory", row: "one figure of the indicator: a result, a target or a national goal",
		query: trajectory, records: "trajectory.series.points", worked: true,
		fields: `series { ` + ofPoints + ` }`,
	},
	{
		name: "trajectory-near", row: "one figure of an indicator near the one that is asked for",
		query: trajectory, records: "trajectory.near.series.points", worked: true,
		fields: `near { nearIndicator: ` + ofIndicatorWithBase + ` series { ` + ofPoints + ` } nearCaveats: ` + warned + ` }`,
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
		query: connection("indicators", "IndicatorWhere"), records: "indicators.nodes", each: "national",
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
		query: connection("targets", "TargetWhere"), records: "targets.nodes", each: "measures", byPlanYear: true,
		fields: `id ` + ofPlanYear + ` document { slug } ` + ofIndicator + ` wording
			measures { measureId: id level operator value upper unit rank condition printed
				source { section row lines } }
			leads { slug name } performers { slug name } task { id } ` + cited + ` ` + flagged,
	},
	{
		name: "outcomes", row: "one reported result",
		query: connection("outcomes", "OutcomeWhere"), records: "outcomes.nodes", byPlanYear: true,
		fields: `id ` + ofPlanYear + ` document { slug } ` + ofIndicator + ` wording level qualifier value unit
			numerator denominator absence asOf basis periodStart periodEnd printed corrected isTotal
			partOf { id } item condition note noteEn ` + cited + ` ` + flagged + ` ` + places,
	},
	{
		name: "tasks", row: "one thing to be done",
		query: connection("tasks", "TaskWhere"), records: "tasks.nodes", byPlanYear: true,
		fields: `id ` + ofPlanYear + ` document { slug } origin group row theme initiative { slug name nameEn }
			title result resultEn leads { slug name } coordinators { slug name }
			schedule { text start end recurring } fundingNote inherited carriedOutBy { id } carriesOut { id }
			targets { id } ` + cited + ` ` + flagged + ` ` + places,
	},
	{
		name: "citations", row: "one mention of a legal document",
		query: connection("citations", "CitationWhere"), records: "citations.nodes",
		fields: `id document { slug } legalDocument { slug number type issuer issuedOn title } role
			printedNumber printedDate record { id } ` + flagged + ` source { section row lines }`,
	},
	{
		name: "budgets", row: "one amount of money; totals and their parts stand in the same list",
		query: connection("budgets", "BudgetWhere"), records: "budgets.nodes",
		fields: `id planYear { id } province { slug name } document { slug } periodStart periodEnd amount corrected
			printed category project decision { slug number } partOf { id } note noteEn ` + flagged + ` ` + places,
	},
	{
		name: "fundingStatements", row: "one statement of where the money comes from",
		query: connection("documents", "DocumentWhere"), records: "documents.nodes", each: "funding",
		fields: `funding { id document { slug } text textEn ` + places + ` }`,
	},
	{
		name: "duties", row: "one agency that a document lays duties on",
		query: connection("documents", "DocumentWhere"), records: "documents.nodes", each: "duties",
		fields: `duties { id document { slug } agency { slug name nameEn } count ` + places + ` }`,
	},
	{
		name: "findings", row: "one oddity that a careful editor flags",
		query: connection("findings", "FindingWhere"), records: "findings.nodes",
		fields: `id kind severity message messageEn computed records { id }
			sources { document { slug } section row lines }`,
	},
}
