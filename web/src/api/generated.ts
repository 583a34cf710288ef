/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Why there is no figure. None of these is zero. */
export type Absence =
  /** A figure would make no sense here. */
  | 'NOT_APPLICABLE'
  /** No result was reported. */
  | 'NOT_REPORTED'
  /** Nobody set a target. */
  | 'NOT_SET';

/** What an amount of money is for. */
export type BudgetCategory =
  /** Investment. */
  | 'INVESTMENT'
  /** One project. */
  | 'PROJECT'
  /** Recurrent spending. */
  | 'RECURRENT'
  /** The whole of a year or period. */
  | 'TOTAL';

/** What sort of caveat it is. */
export type CaveatKind =
  /** A document disagrees with itself; the body's figure is compared. */
  | 'ALTERNATE_VALUE'
  /** One side makes a condition or exclusion that the other does not make in those words. */
  | 'CONDITION'
  /** A near indicator is of another population. */
  | 'DIFFERENT_BASE'
  /** The two sides are defined otherwise, or are about different things. */
  | 'DIFFERENT_DEFINITION'
  /** A level is set on one side only, or results are reported at another level. */
  | 'DIFFERENT_LEVEL'
  /** The units differ; there is no verdict and nothing is subtracted. */
  | 'DIFFERENT_UNIT'
  /** The plan years are of different years, or a result is of an earlier year than its target. */
  | 'DIFFERENT_YEAR'
  /** The targets come from documents of different kinds. */
  | 'DOCUMENT_KIND'
  /** An editor flagged one of the records, or put a corrected number beside the printed one, which is used. */
  | 'FINDING'
  /** The other side, or a result, measures a near thing of the same concept. */
  | 'NEAR_INDICATOR'
  /** The indicator has no better side. */
  | 'NO_DIRECTION'
  /** The operators differ, or a figure is vague (about, nearly, estimated). */
  | 'OPERATOR'
  /** One side or both give no number. */
  | 'QUALITATIVE'
  /** Several results are reported for the same thing and year; one is judged. */
  | 'SEVERAL_RESULTS'
  /** A side has several targets for the indicator, of which the first is compared, or several bounds that cannot be told apart. */
  | 'SEVERAL_TARGETS';

/** A column of a task table that may be merged over several rows. */
export type Cell =
  /** The agencies that help. */
  | 'COORDINATORS'
  /** Where the money comes from. */
  | 'FUNDING'
  /** The agency in charge. */
  | 'LEAD'
  /** The expected result. */
  | 'RESULT'
  /** When it runs. */
  | 'TIME';

/** Why a document cites a legal document. */
export type CitationRole =
  /** In a list of documents that were issued. */
  | 'ISSUED'
  /** As a ground for issuing the document. */
  | 'LEGAL_BASIS'
  /** In a report of what was done. */
  | 'REPORT_REFERENCE'
  /** As the basis of a target. */
  | 'TARGET_BASIS'
  /** As something that a task carries out or refers to. */
  | 'TASK_REFERENCE';

/** How well a figure that is quoted second-hand is supported. */
export type Confidence =
  /** Two independent sources agree. */
  | 'HIGH'
  /** One source. */
  | 'MEDIUM';

/** Which way an indicator is better. */
export type Direction =
  /** More is better, as with shares of people reached. */
  | 'HIGHER_IS_BETTER'
  /** Less is better, as with ranks. */
  | 'LOWER_IS_BETTER'
  /** Neither side is better; targets on it have no stricter one. */
  | 'NEITHER';

/** What sort of oddity a finding describes. */
export type FindingKind =
  /** The wording can be read in more than one way. */
  | 'AMBIGUOUS'
  /** The annex says otherwise than the body. */
  | 'BODY_AGAINST_ANNEX'
  /** A date cannot be right. */
  | 'IMPOSSIBLE_DATE'
  /** Two figures for the same thing differ. */
  | 'INCONSISTENT_FIGURES'
  /** A figure bears the label of another. */
  | 'MISLABELLED_FIGURE'
  /** A number, symbol or name is misprinted. */
  | 'MISPRINT'
  /** Something that the document should hold is missing. */
  | 'MISSING_PART'
  /** Headings are numbered with a gap or twice. */
  | 'NUMBERING_GAP'
  /** Another province's name was left in. */
  | 'OTHER_PROVINCE'
  /** A figure is outside the range of its unit. */
  | 'OUT_OF_RANGE'
  /** A share is not the quotient of its printed parts. */
  | 'RATIO_MISMATCH'
  /** A result equals the share of another row. */
  | 'REPEATED_RATIO'
  /** A target is below what was reported already. */
  | 'TARGET_BELOW_RESULT'
  /** A total is not the sum of its parts. */
  | 'TOTAL_MISMATCH'
  /** One legal document is cited with two dates. */
  | 'TWO_DATES'
  /** Two legal documents bear one number. */
  | 'TWO_DOCUMENTS_ONE_NUMBER'
  /** An amount is off by a unit, such as thousands for millions. */
  | 'UNIT_SLIP';

/**
 * Which findings to list. Every condition that is given must hold;
 * one that is null counts as left out. A name that nothing has
 * fails with BAD_USER_INPUT.
 */
export type FindingWhere = {
  /** Slug of the document that it can be seen in. */
  document?: string | null | undefined;
  /** The sort of oddity. */
  kind?: FindingKind | null | undefined;
  /** Slug of the province whose document it can be seen in. */
  province?: string | null | undefined;
  /** How much it matters. */
  severity?: Severity | null | undefined;
};

/** How a year's target stands to its yardstick. */
export type HorizonChange =
  /** It asks for the same. */
  | 'KEPT'
  /** It asks for less in the yardstick's own year. */
  | 'LOOSENED'
  /** There is no verdict on the numbers, or each asks for more at some level. */
  | 'NOT_COMPARABLE'
  /** It asks for less, and the yardstick's year comes after it. */
  | 'ON_THE_WAY'
  /** The year's target asks for more than the yardstick. */
  | 'TIGHTENED';

/** The level of government that issued a legal document. */
export type IssuerLevel =
  /** The National Assembly, the Government, the Prime Minister. */
  | 'CENTRAL'
  /** A district or a body of it. */
  | 'DISTRICT'
  /** A ministry or central agency. */
  | 'MINISTRY'
  /** A body of the Party. */
  | 'PARTY'
  /** A province's people's committee, council or department. */
  | 'PROVINCE';

/** The form of a legal document. */
export type LegalType =
  /** Thông tư. */
  | 'CIRCULAR'
  /** Kết luận. */
  | 'CONCLUSION'
  /** Quyết định. */
  | 'DECISION'
  /** Nghị định. */
  | 'DECREE'
  /** Chỉ thị. */
  | 'DIRECTIVE'
  /** Công văn, văn bản. */
  | 'DISPATCH'
  /** Hướng dẫn. */
  | 'INSTRUCTION'
  /** Luật. */
  | 'LAW'
  /** Thông báo. */
  | 'NOTICE'
  /** Another form. */
  | 'OTHER'
  /** Kế hoạch. */
  | 'PLAN'
  /** Chương trình. */
  | 'PROGRAMME'
  /** Báo cáo. */
  | 'REPORT'
  /** Nghị quyết. */
  | 'RESOLUTION'
  /** Đề án. */
  | 'SCHEME'
  /** Tờ trình. */
  | 'SUBMISSION';

/** The administrative level that a figure is about. */
export type Level =
  /** All levels together, or none in particular. */
  | 'ALL'
  /** Communes, wards and townships. */
  | 'COMMUNE'
  /** Districts, towns and cities of a province. */
  | 'DISTRICT'
  /** The province: its departments and offices. */
  | 'PROVINCE'
  /** Villages and city quarters, below the commune. */
  | 'VILLAGE';

/** How a target's number is meant, as worded in the document. */
export type Operator =
  /** About: khoảng. The edge is vague; it is compared as if it were REACH. */
  | 'ABOUT'
  /** At least: tối thiểu, ít nhất, từ X trở lên. */
  | 'AT_LEAST'
  /** At most: tối đa, không quá. */
  | 'AT_MOST'
  /** Between value and upper. The nearer end is asked for, the farther is a stretch goal. */
  | 'BETWEEN'
  /** Less than: dưới, <. */
  | 'LESS_THAN'
  /** More than: trên, hơn, >. */
  | 'MORE_THAN'
  /** No number is given. */
  | 'QUALITATIVE'
  /** Reach it: đạt X, or a bare number. */
  | 'REACH';

/** The part of digital transformation that an indicator belongs to. */
export type Pillar =
  /** Digital economy. */
  | 'ECONOMY'
  /** Rankings, media, staff and whatever serves all pillars. */
  | 'GENERAL'
  /** Digital government. */
  | 'GOVERNMENT'
  /** Digital infrastructure. */
  | 'INFRASTRUCTURE'
  /** Information security. */
  | 'SECURITY'
  /** Digital society. */
  | 'SOCIETY';

/** Names a plan year: a province and a calendar year. */
export type PlanYearRef = {
  /** The province's slug, for example binh-dinh. */
  province: string;
  /** The calendar year, for example 2024. */
  year: number;
};

/** What a point in a series is. */
export type PointKind =
  /** A national goal, as a yardstick. It is quoted second-hand. */
  | 'NATIONAL_GOAL'
  /** A reported result. */
  | 'RESULT'
  /** A target of the province: of a yearly plan, or the horizon of a document of several years. */
  | 'TARGET';

/** Which sides of a comparison have something. */
export type Presence =
  /** Both sides. */
  | 'BOTH'
  /** The left side only. */
  | 'ONLY_LEFT'
  /** The right side only. */
  | 'ONLY_RIGHT';

/**
 * Whether a reported result meets a target. A qualified result stands for several
 * numbers: "more than 50" for all above 50, "nearly 80" for 76 to 80, "about" and
 * "estimated 80" for 76 to 84 (one twentieth either way).
 */
export type ProgressStatus =
  /** Every number that the result may stand for satisfies the target. */
  | 'MET'
  /** No number that the result may stand for satisfies the target. */
  | 'NOT_MET'
  /** No result with a number is known for the target's year or an earlier one. */
  | 'NOT_REPORTED'
  /** Some do and some do not, or the target or result does not allow to say; over several bounds also: some met, others not reported. */
  | 'UNCERTAIN';

/** How a result's number is meant, as worded in the document. */
export type Qualifier =
  /** About: khoảng. */
  | 'ABOUT'
  /** At least: ít nhất, tối thiểu. */
  | 'AT_LEAST'
  /** Estimated: ước. */
  | 'ESTIMATED'
  /** A plain number. */
  | 'EXACT'
  /** More than: hơn, trên. */
  | 'MORE_THAN'
  /** Nearly: gần. */
  | 'NEARLY';

/** Which of two statements of one document is preferred when they disagree. */
export type Rank =
  /** The annex, where it says otherwise than the body. */
  | 'ALTERNATE'
  /** The body of the document, or the only statement. */
  | 'PREFERRED';

/** A kind of record that can be searched for. */
export type SearchKind =
  /** An agency, by its name in Vietnamese or English or one of its aliases, also together with its province. */
  | 'AGENCY'
  /** A finding, by its message in Vietnamese or English. */
  | 'FINDING'
  /** An indicator, by its name in Vietnamese or English. */
  | 'INDICATOR'
  /** A law, decision, plan or letter, by its number and title. */
  | 'LEGAL_DOCUMENT'
  /** A province, by its name in Vietnamese or English, a former name (Sài Gòn), its initials (BRVT), or its name in one word (Daklak). */
  | 'PROVINCE'
  /** A target, by its wording. */
  | 'TARGET'
  /** A task, by its title. */
  | 'TASK';

/** How much a finding matters to somebody who quotes the figure. */
export type Severity =
  /** A printed figure cannot be right. */
  | 'ERROR'
  /** Spelling or form; no figure is touched. */
  | 'NOTE'
  /** Read the source before you quote. */
  | 'WARNING';

/** One side of a comparison. */
export type Side =
  /** The left side. */
  | 'LEFT'
  /** The right side. */
  | 'RIGHT';

/** Where in a document a task stands. */
export type TaskOrigin =
  /** A row of an annex table. */
  | 'ANNEX'
  /** A bullet in the body. */
  | 'BODY';

/** The subject of a task. */
export type Theme =
  /** Communication and events. */
  | 'AWARENESS'
  /** Databases, open data, sharing. */
  | 'DATA'
  /** Digital economy. */
  | 'DIGITAL_ECONOMY'
  /** Online services and working online. */
  | 'DIGITAL_GOVERNMENT'
  /** Digital society. */
  | 'DIGITAL_SOCIETY'
  /** Digital-technology enterprises. */
  | 'ENTERPRISES'
  /** Places to try digital products. */
  | 'EXPERIENCE_SPACE'
  /** Networks, data centres, equipment. */
  | 'INFRASTRUCTURE'
  /** Regulations, policies and plans. */
  | 'INSTITUTIONS'
  /** Shared platforms and systems. */
  | 'PLATFORMS'
  /** New rural development. */
  | 'RURAL'
  /** Information security. */
  | 'SECURITY'
  /** Training and staffing. */
  | 'WORKFORCE';

/** Whether a figure is a state or a sum. */
export type TimeBasis =
  /** A sum over a period. */
  | 'PERIOD'
  /** A state at a moment. */
  | 'STOCK';

/** What a figure counts in. */
export type Unit =
  /** Done (1) or not done (0). */
  | 'BOOLEAN'
  /** A number of things. */
  | 'COUNT'
  /** Days. */
  | 'DAYS'
  /** Hectares. */
  | 'HECTARES'
  /** Hours. */
  | 'HOURS'
  /** Kilometres. */
  | 'KILOMETRES'
  /** A level of maturity or security. */
  | 'MATURITY_LEVEL'
  /** Megabits per second. */
  | 'MBPS'
  /** Minutes. */
  | 'MINUTES'
  /** Per cent; differences are percentage points. */
  | 'PERCENT'
  /** Things per household. */
  | 'PER_HOUSEHOLD'
  /** Things per person. */
  | 'PER_PERSON'
  /** Things per administrative unit or agency. */
  | 'PER_UNIT'
  /** Times per year. */
  | 'PER_YEAR'
  /** A place in a ranking; 1 is best. */
  | 'RANK'
  /** Points of an index. */
  | 'SCORE'
  /** Square metres. */
  | 'SQUARE_METRES'
  /** Terabytes. */
  | 'TERABYTES'
  /** Vietnamese đồng. */
  | 'VND';

/** Which of two targets is stricter: the one that fewer numbers satisfy. */
export type Verdict =
  /** The same numbers satisfy both. */
  | 'EQUAL'
  /** Every number that satisfies the left target satisfies the right one, not the other way round. */
  | 'LEFT_STRICTER'
  /** They may not be compared: the caveats say why. */
  | 'NOT_COMPARABLE'
  /** Only the left side sets a target. */
  | 'ONLY_LEFT'
  /** Only the right side sets a target. */
  | 'ONLY_RIGHT'
  /** Neither is stricter over all: each admits numbers that the other does not, or each is stricter at some level. */
  | 'OVERLAPPING'
  /** Every number that satisfies the right target satisfies the left one, not the other way round. */
  | 'RIGHT_STRICTER';

export type BudgetsQueryVariables = Exact<{
  left: PlanYearRef;
  right: PlanYearRef;
}>;


export type BudgetsQuery = { compare: { left: { id: string, year: number, province: { slug: string, name: string } }, right: { id: string, year: number, province: { slug: string, name: string } }, budgets: Array<{ category: BudgetCategory, difference: number | null, left: Array<{ id: string, amount: number, corrected: number | null, printed: string, project: string | null, periodStart: number, periodEnd: number, partOf: { id: string } | null, decision: { number: string | null, title: string } | null, sources: Array<{ section: string | null, row: string | null, lines: Array<number> }>, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }>, right: Array<{ id: string, amount: number, corrected: number | null, printed: string, project: string | null, periodStart: number, periodEnd: number, partOf: { id: string } | null, decision: { number: string | null, title: string } | null, sources: Array<{ section: string | null, row: string | null, lines: Array<number> }>, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }>, leftWhole: { id: string } | null, rightWhole: { id: string } | null, caveats: Array<{ kind: CaveatKind, message: string, messageEn: string }> }> } };

export type MoneyFragment = { id: string, amount: number, corrected: number | null, printed: string, project: string | null, periodStart: number, periodEnd: number, partOf: { id: string } | null, decision: { number: string | null, title: string } | null, sources: Array<{ section: string | null, row: string | null, lines: Array<number> }>, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> };

export type CompareQueryVariables = Exact<{
  left: PlanYearRef;
  right: PlanYearRef;
  pillar?: Pillar | null | undefined;
  verdict?: Verdict | null | undefined;
}>;


export type CompareQuery = { compare: { left: { id: string, year: number, province: { slug: string, name: string } }, right: { id: string, year: number, province: { slug: string, name: string } }, summary: { total: number, verdicts: Array<{ verdict: Verdict, count: number }>, pillars: Array<{ pillar: Pillar, total: number }> }, caveats: Array<{ kind: CaveatKind, message: string, messageEn: string }>, targets: Array<{ verdict: Verdict, indicator: { code: string, name: string, nameEn: string, pillar: Pillar, unit: Unit, direction: Direction }, measures: Array<{ level: Level, verdict: Verdict, difference: number | null, left: { id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, source: { section: string | null, row: string | null, lines: Array<number> } } | null, right: { id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, source: { section: string | null, row: string | null, lines: Array<number> } } | null }>, left: { id: string, indicator: { code: string, name: string, nameEn: string }, document: { slug: string, title: string, titleEn: string }, measures: Array<{ id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, source: { section: string | null, row: string | null, lines: Array<number> } }>, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> } | null, right: { id: string, indicator: { code: string, name: string, nameEn: string }, document: { slug: string, title: string, titleEn: string }, measures: Array<{ id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, source: { section: string | null, row: string | null, lines: Array<number> } }>, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> } | null, otherLeft: Array<{ id: string, indicator: { code: string, name: string, nameEn: string }, document: { slug: string, title: string, titleEn: string }, measures: Array<{ id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, source: { section: string | null, row: string | null, lines: Array<number> } }>, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }>, otherRight: Array<{ id: string, indicator: { code: string, name: string, nameEn: string }, document: { slug: string, title: string, titleEn: string }, measures: Array<{ id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, source: { section: string | null, row: string | null, lines: Array<number> } }>, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }>, near: Array<{ id: string, indicator: { code: string, name: string, nameEn: string }, document: { slug: string, title: string, titleEn: string }, measures: Array<{ id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, source: { section: string | null, row: string | null, lines: Array<number> } }>, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }>, caveats: Array<{ kind: CaveatKind, message: string, messageEn: string }>, national: Array<{ id: string, year: number, level: Level, operator: Operator, value: number | null, confidence: Confidence, decision: { number: string | null, title: string } }> }> } };

export type SideFragment = { id: string, indicator: { code: string, name: string, nameEn: string }, document: { slug: string, title: string, titleEn: string }, measures: Array<{ id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, source: { section: string | null, row: string | null, lines: Array<number> } }>, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> };

export type FindingsQueryVariables = Exact<{
  where?: FindingWhere | null | undefined;
  after?: string | null | undefined;
}>;


export type FindingsQuery = { findings: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, kind: FindingKind, severity: Severity, message: string, messageEn: string, computed: boolean, records: Array<
        | { __typename: 'Agency', id: string }
        | { __typename: 'Budget', id: string }
        | { __typename: 'Citation', id: string }
        | { __typename: 'Concept', id: string }
        | { __typename: 'Document', id: string }
        | { __typename: 'Duty', id: string }
        | { __typename: 'Finding', id: string }
        | { __typename: 'FundingStatement', id: string }
        | { __typename: 'Indicator', id: string }
        | { __typename: 'Initiative', id: string }
        | { __typename: 'LegalDocument', id: string }
        | { __typename: 'Measure', id: string }
        | { __typename: 'NationalGoal', id: string }
        | { __typename: 'Outcome', id: string }
        | { __typename: 'PlanYear', id: string }
        | { __typename: 'Province', id: string }
        | { __typename: 'Target', id: string }
        | { __typename: 'Task', id: string }
      >, sources: Array<{ section: string | null, row: string | null, lines: Array<number>, document: { slug: string, title: string, titleEn: string } }> }> } };

export type LegalBasesQueryVariables = Exact<{
  left: PlanYearRef;
  right: PlanYearRef;
  role?: Array<CitationRole> | CitationRole;
  issuerLevel?: IssuerLevel | null | undefined;
  presence?: Presence | null | undefined;
}>;


export type LegalBasesQuery = { compare: { left: { id: string, year: number, province: { slug: string, name: string } }, right: { id: string, year: number, province: { slug: string, name: string } }, legalBases: Array<{ presence: Presence, legalDocument: { id: string, slug: string, number: string | null, type: LegalType, issuer: string, issuerLevel: IssuerLevel, issuedOn: string | null, year: number | null, title: string }, left: Array<{ id: string, role: CitationRole, printedNumber: string | null, printedDate: string | null, document: { slug: string, title: string, titleEn: string }, source: { section: string | null, row: string | null, lines: Array<number> }, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }>, right: Array<{ id: string, role: CitationRole, printedNumber: string | null, printedDate: string | null, document: { slug: string, title: string, titleEn: string }, source: { section: string | null, row: string | null, lines: Array<number> }, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }> }> } };

export type MentionFragment = { id: string, role: CitationRole, printedNumber: string | null, printedDate: string | null, document: { slug: string, title: string, titleEn: string }, source: { section: string | null, row: string | null, lines: Array<number> }, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> };

export type MatrixQueryVariables = Exact<{
  planYears: Array<PlanYearRef> | PlanYearRef;
  pillar?: Pillar | null | undefined;
}>;


export type MatrixQuery = { matrix: { planYears: Array<{ id: string, year: number, province: { slug: string, name: string } }>, rows: Array<{ indicator: { code: string, name: string, nameEn: string, pillar: Pillar }, cells: Array<{ absence: Absence | null, outcomeAbsence: Absence | null, planYear: { id: string }, otherTargets: Array<{ id: string }>, measures: Array<{ rank: number | null, measure: { id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, condition: string | null } }>, outcomes: Array<{ id: string, level: Level, qualifier: Qualifier, value: number | null, unit: Unit, absence: Absence | null, item: string | null }> }> }> } };

export type YearFragment = { id: string, year: number, province: { slug: string, name: string } };

export type WordsFragment = { kind: CaveatKind, message: string, messageEn: string };

export type FlagFragment = { id: string, severity: Severity, message: string, messageEn: string };

export type BoundFragment = { id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, source: { section: string | null, row: string | null, lines: Array<number> } };

export type ResultFragment = { id: string, level: Level, qualifier: Qualifier, value: number | null, unit: Unit, numerator: number | null, denominator: number | null, absence: Absence | null, asOf: string | null, item: string | null, condition: string | null, corrected: number | null, planYear: { id: string, year: number }, sources: Array<{ section: string | null, row: string | null, lines: Array<number>, document: { slug: string } }> };

export type GoalFragment = { id: string, year: number, level: Level, operator: Operator, value: number | null, confidence: Confidence, decision: { number: string | null, title: string } };

export type PlaceFragment = { section: string | null, row: string | null, lines: Array<number>, document: { slug: string, title: string, titleEn: string, number: string | null, numberPrinted: string | null, issuedOn: string | null, lines: number } };

export type ProgressQueryVariables = Exact<{
  province: string;
  year: number;
  pillar?: Pillar | null | undefined;
  status?: ProgressStatus | null | undefined;
}>;


export type ProgressQuery = { progress: { planYear: { id: string, year: number, province: { slug: string, name: string } }, summary: { total: number, statuses: Array<{ status: ProgressStatus, count: number }>, pillars: Array<{ pillar: Pillar, total: number }> }, targets: Array<{ status: ProgressStatus, indicator: { code: string, name: string, nameEn: string, pillar: Pillar, unit: Unit, direction: Direction }, target: { id: string, wording: string, document: { slug: string, title: string, titleEn: string }, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }, measures: Array<{ status: ProgressStatus, distance: number | null, measure: { id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, source: { section: string | null, row: string | null, lines: Array<number> } }, outcome: { id: string, level: Level, qualifier: Qualifier, value: number | null, unit: Unit, numerator: number | null, denominator: number | null, absence: Absence | null, asOf: string | null, item: string | null, condition: string | null, corrected: number | null, planYear: { id: string, year: number }, sources: Array<{ section: string | null, row: string | null, lines: Array<number>, document: { slug: string } }> } | null, otherOutcomes: Array<{ id: string, level: Level, qualifier: Qualifier, value: number | null, unit: Unit, numerator: number | null, denominator: number | null, absence: Absence | null, asOf: string | null, item: string | null, condition: string | null, corrected: number | null, planYear: { id: string, year: number }, sources: Array<{ section: string | null, row: string | null, lines: Array<number>, document: { slug: string } }> }> }>, near: Array<{ id: string, level: Level, qualifier: Qualifier, value: number | null, unit: Unit, numerator: number | null, denominator: number | null, absence: Absence | null, asOf: string | null, item: string | null, condition: string | null, corrected: number | null, indicator: { code: string, name: string, nameEn: string }, planYear: { id: string, year: number }, sources: Array<{ section: string | null, row: string | null, lines: Array<number>, document: { slug: string } }> }>, caveats: Array<{ kind: CaveatKind, message: string, messageEn: string }> }>, horizons: Array<{ change: HorizonChange, indicator: { code: string, name: string, nameEn: string, pillar: Pillar }, target: { id: string, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }, horizon: { id: string, planYear: { year: number }, document: { slug: string, title: string, titleEn: string }, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }, others: Array<{ id: string, measures: Array<{ id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, source: { section: string | null, row: string | null, lines: Array<number> } }> }>, measures: Array<{ level: Level, verdict: Verdict, difference: number | null, left: { id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, source: { section: string | null, row: string | null, lines: Array<number> } } | null, right: { id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, source: { section: string | null, row: string | null, lines: Array<number> } } | null }>, caveats: Array<{ kind: CaveatKind, message: string, messageEn: string }> }>, outcomesWithoutTarget: Array<{ id: string, level: Level, qualifier: Qualifier, value: number | null, unit: Unit, numerator: number | null, denominator: number | null, absence: Absence | null, asOf: string | null, item: string | null, condition: string | null, corrected: number | null, indicator: { code: string, name: string, nameEn: string, pillar: Pillar, unit: Unit, direction: Direction }, planYear: { id: string, year: number }, sources: Array<{ section: string | null, row: string | null, lines: Array<number>, document: { slug: string } }> }> } };

export type RecordQueryVariables = Exact<{
  id: string;
}>;


export type RecordQuery = { node:
    | { __typename: 'Agency', name: string, nameEn: string, aliases: Array<string>, id: string, agencyProvince: { name: string } | null }
    | { __typename: 'Budget', amount: number, category: BudgetCategory, project: string | null, note: string | null, noteEn: string | null, id: string, budgetCorrected: number | null, budgetPrinted: string, firstYear: number, lastYear: number, province: { name: string }, budgetDecision: { number: string | null, title: string } | null, partOf: { id: string } | null, sources: Array<{ section: string | null, row: string | null, lines: Array<number>, document: { slug: string, title: string, titleEn: string, number: string | null, numberPrinted: string | null, issuedOn: string | null, lines: number } }>, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }
    | { __typename: 'Citation', role: CitationRole, printedNumber: string | null, printedDate: string | null, id: string, legalDocument: { number: string | null, type: LegalType, issuer: string, issuedOn: string | null, legalTitle: string }, record:
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
       | null, source: { section: string | null, row: string | null, lines: Array<number>, document: { slug: string, title: string, titleEn: string, number: string | null, numberPrinted: string | null, issuedOn: string | null, lines: number } }, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }
    | { __typename: 'Concept', id: string }
    | { __typename: 'Document', id: string }
    | { __typename: 'Duty', id: string }
    | { __typename: 'Finding', kind: FindingKind, computed: boolean, id: string, severity: Severity, message: string, messageEn: string, records: Array<
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
      >, sources: Array<{ section: string | null, row: string | null, lines: Array<number>, document: { slug: string, title: string, titleEn: string, number: string | null, numberPrinted: string | null, issuedOn: string | null, lines: number } }> }
    | { __typename: 'FundingStatement', id: string }
    | { __typename: 'Indicator', pillar: Pillar, id: string, code: string, name: string, nameEn: string, unit: Unit, direction: Direction, base: string, baseEn: string, definition: string | null, definitionEn: string | null, national: Array<{ id: string, year: number, level: Level, operator: Operator, value: number | null, confidence: Confidence, decision: { number: string | null, title: string } }> }
    | { __typename: 'Initiative', id: string }
    | { __typename: 'LegalDocument', id: string, number: string | null, type: LegalType, issuer: string, issuedOn: string | null, legalTitle: string, mentions: Array<{ id: string, document: { title: string, titleEn: string }, source: { lines: Array<number> } }> }
    | { __typename: 'Measure', printed: string | null, id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, sources: Array<{ section: string | null, row: string | null, lines: Array<number>, document: { slug: string, title: string, titleEn: string, number: string | null, numberPrinted: string | null, issuedOn: string | null, lines: number } }>, target: { wording: string, targetId: string, planYear: { id: string, year: number, province: { slug: string, name: string } }, indicator: { code: string, name: string, nameEn: string, unit: Unit, direction: Direction, base: string, baseEn: string, definition: string | null, definitionEn: string | null }, leads: Array<{ name: string, nameEn: string }>, performers: Array<{ name: string, nameEn: string }>, citations: Array<{ printedNumber: string | null, legalDocument: { number: string | null, title: string } }>, task: { row: string | null, title: string } | null, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }, source: { section: string | null, row: string | null, lines: Array<number> } }
    | { __typename: 'NationalGoal', id: string, year: number, level: Level, operator: Operator, value: number | null, confidence: Confidence, indicator: { code: string, name: string, nameEn: string, unit: Unit, direction: Direction, base: string, baseEn: string, definition: string | null, definitionEn: string | null }, decision: { number: string | null, title: string } }
    | { __typename: 'Outcome', wording: string, printed: string | null, basis: TimeBasis, periodStart: string | null, periodEnd: string | null, isTotal: boolean, note: string | null, noteEn: string | null, id: string, level: Level, qualifier: Qualifier, value: number | null, unit: Unit, numerator: number | null, denominator: number | null, absence: Absence | null, asOf: string | null, item: string | null, condition: string | null, corrected: number | null, indicator: { code: string, name: string, nameEn: string, unit: Unit, direction: Direction, base: string, baseEn: string, definition: string | null, definitionEn: string | null }, sources: Array<{ section: string | null, row: string | null, lines: Array<number>, document: { slug: string, title: string, titleEn: string, number: string | null, numberPrinted: string | null, issuedOn: string | null, lines: number } }>, citations: Array<{ printedNumber: string | null, legalDocument: { number: string | null, title: string } }>, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }>, planYear: { id: string, year: number } }
    | { __typename: 'PlanYear', id: string }
    | { __typename: 'Province', name: string, nameEn: string, code: string, mergedOn: string | null, id: string, mergedInto: { id: string, name: string } | null, planYears: Array<{ id: string, year: number, province: { slug: string, name: string } }> }
    | { __typename: 'Target', id: string, wording: string, targetId: string, measures: Array<{ printed: string | null, id: string, level: Level, operator: Operator, value: number | null, upper: number | null, unit: Unit, rank: Rank, condition: string | null, source: { section: string | null, row: string | null, lines: Array<number> } }>, sources: Array<{ section: string | null, row: string | null, lines: Array<number>, document: { slug: string, title: string, titleEn: string, number: string | null, numberPrinted: string | null, issuedOn: string | null, lines: number } }>, planYear: { id: string, year: number, province: { slug: string, name: string } }, indicator: { code: string, name: string, nameEn: string, unit: Unit, direction: Direction, base: string, baseEn: string, definition: string | null, definitionEn: string | null }, leads: Array<{ name: string, nameEn: string }>, performers: Array<{ name: string, nameEn: string }>, citations: Array<{ printedNumber: string | null, legalDocument: { number: string | null, title: string } }>, task: { row: string | null, title: string } | null, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }
    | { __typename: 'Task', group: string, row: string | null, origin: TaskOrigin, theme: Theme, result: string | null, resultEn: string | null, fundingNote: string | null, inherited: Array<Cell>, id: string, taskTitle: string, planYear: { id: string, year: number, province: { slug: string, name: string } }, schedule: { text: string, start: string | null, end: string | null, recurring: boolean } | null, leads: Array<{ name: string, nameEn: string }>, coordinators: Array<{ name: string, nameEn: string }>, citations: Array<{ printedNumber: string | null, legalDocument: { number: string | null, title: string } }>, sources: Array<{ section: string | null, row: string | null, lines: Array<number>, document: { slug: string, title: string, titleEn: string, number: string | null, numberPrinted: string | null, issuedOn: string | null, lines: number } }>, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> }
   | null };

export type StatementFragment = { wording: string, targetId: string, planYear: { id: string, year: number, province: { slug: string, name: string } }, indicator: { code: string, name: string, nameEn: string, unit: Unit, direction: Direction, base: string, baseEn: string, definition: string | null, definitionEn: string | null }, leads: Array<{ name: string, nameEn: string }>, performers: Array<{ name: string, nameEn: string }>, citations: Array<{ printedNumber: string | null, legalDocument: { number: string | null, title: string } }>, task: { row: string | null, title: string } | null, findings: Array<{ id: string, severity: Severity, message: string, messageEn: string }> };

export type ThingFragment = { code: string, name: string, nameEn: string, unit: Unit, direction: Direction, base: string, baseEn: string, definition: string | null, definitionEn: string | null };

export type ActFragment = { number: string | null, type: LegalType, issuer: string, issuedOn: string | null, legalTitle: string };

export type DatasetQueryVariables = Exact<{ [key: string]: never; }>;


export type DatasetQuery = { dataset: { release: string, title: string, titleEn: string, licence: string, citation: string, synthetic: boolean, documents: Array<{ slug: string, title: string, titleEn: string }> } };

export type PlanYearsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PlanYearsQuery = { planYears: { nodes: Array<{ id: string, year: number, province: { slug: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type IndicatorsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type IndicatorsQuery = { indicators: { nodes: Array<{ code: string, name: string, nameEn: string, pillar: Pillar }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SearchQueryVariables = Exact<{
  text: string;
  kinds?: Array<SearchKind> | SearchKind | null | undefined;
  after?: string | null | undefined;
}>;


export type SearchQuery = { search: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ kind: SearchKind, record:
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
        | { id: string }
      , title: Array<{ text: string, marked: boolean }>, titleEn: Array<{ text: string, marked: boolean }> | null }> } };

export type TasksQueryVariables = Exact<{
  left: PlanYearRef;
  right: PlanYearRef;
  theme?: Theme | null | undefined;
  origin?: TaskOrigin | null | undefined;
  presence?: Presence | null | undefined;
}>;


export type TasksQuery = { compare: { left: { id: string, year: number, province: { slug: string, name: string } }, right: { id: string, year: number, province: { slug: string, name: string } }, tasks: Array<{ theme: Theme, presence: Presence, startsEarlier: Side | null, endsEarlier: Side | null, initiative: { slug: string, name: string, nameEn: string } | null, left: Array<{ id: string, origin: TaskOrigin, row: string | null, title: string, leads: Array<{ name: string, nameEn: string }>, schedule: { text: string, start: string | null, end: string | null, recurring: boolean } | null, sources: Array<{ section: string | null, row: string | null, lines: Array<number> }> }>, right: Array<{ id: string, origin: TaskOrigin, row: string | null, title: string, leads: Array<{ name: string, nameEn: string }>, schedule: { text: string, start: string | null, end: string | null, recurring: boolean } | null, sources: Array<{ section: string | null, row: string | null, lines: Array<number> }> }> }> } };

export type JobFragment = { id: string, origin: TaskOrigin, row: string | null, title: string, leads: Array<{ name: string, nameEn: string }>, schedule: { text: string, start: string | null, end: string | null, recurring: boolean } | null, sources: Array<{ section: string | null, row: string | null, lines: Array<number> }> };

export type TrajectoryQueryVariables = Exact<{
  province: string;
  indicator: string;
}>;


export type TrajectoryQuery = { trajectory: { province: { slug: string, name: string }, indicator: { code: string, name: string, nameEn: string, base: string, baseEn: string, definition: string | null, definitionEn: string | null, unit: Unit, direction: Direction }, series: Array<{ level: Level, unit: Unit, observedPace: number | null, points: Array<{ year: number, kind: PointKind, value: number | null, upper: number | null, operator: Operator | null, qualifier: Qualifier | null, neededPace: number | null, onPace: boolean | null, record:
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { confidence: Confidence, id: string }
          | { absence: Absence | null, id: string }
          | { id: string }
          | { id: string }
          | { id: string }
          | { id: string }
        , document: { slug: string, title: string, titleEn: string } | null, decision: { number: string | null, title: string } | null, sources: Array<{ section: string | null, row: string | null, lines: Array<number> }>, caveats: Array<{ kind: CaveatKind, message: string, messageEn: string }> }> }>, near: Array<{ indicator: { code: string, name: string, nameEn: string, base: string, baseEn: string, unit: Unit, direction: Direction }, series: Array<{ level: Level, unit: Unit, observedPace: number | null, points: Array<{ year: number, kind: PointKind, value: number | null, upper: number | null, operator: Operator | null, qualifier: Qualifier | null, neededPace: number | null, onPace: boolean | null, record:
            | { id: string }
            | { id: string }
            | { id: string }
            | { id: string }
            | { id: string }
            | { id: string }
            | { id: string }
            | { id: string }
            | { id: string }
            | { id: string }
            | { id: string }
            | { id: string }
            | { confidence: Confidence, id: string }
            | { absence: Absence | null, id: string }
            | { id: string }
            | { id: string }
            | { id: string }
            | { id: string }
          , document: { slug: string, title: string, titleEn: string } | null, decision: { number: string | null, title: string } | null, sources: Array<{ section: string | null, row: string | null, lines: Array<number> }>, caveats: Array<{ kind: CaveatKind, message: string, messageEn: string }> }> }>, caveats: Array<{ kind: CaveatKind, message: string, messageEn: string }> }> } };

export type SeriesFragment = { level: Level, unit: Unit, observedPace: number | null, points: Array<{ year: number, kind: PointKind, value: number | null, upper: number | null, operator: Operator | null, qualifier: Qualifier | null, neededPace: number | null, onPace: boolean | null, record:
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { confidence: Confidence, id: string }
      | { absence: Absence | null, id: string }
      | { id: string }
      | { id: string }
      | { id: string }
      | { id: string }
    , document: { slug: string, title: string, titleEn: string } | null, decision: { number: string | null, title: string } | null, sources: Array<{ section: string | null, row: string | null, lines: Array<number> }>, caveats: Array<{ kind: CaveatKind, message: string, messageEn: string }> }> };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const FlagFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Flag on Finding {
  id
  severity
  message
  messageEn
}
    `, {"fragmentName":"Flag"}) as unknown as TypedDocumentString<FlagFragment, unknown>;
export const MoneyFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Money on Budget {
  id
  amount
  corrected
  printed
  project
  periodStart
  periodEnd
  partOf {
    id
  }
  decision {
    number
    title
  }
  sources {
    section
    row
    lines
  }
  findings {
    ...Flag
  }
}
    fragment Flag on Finding {
  id
  severity
  message
  messageEn
}`, {"fragmentName":"Money"}) as unknown as TypedDocumentString<MoneyFragment, unknown>;
export const BoundFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Bound on Measure {
  id
  level
  operator
  value
  upper
  unit
  rank
  condition
  source {
    section
    row
    lines
  }
}
    `, {"fragmentName":"Bound"}) as unknown as TypedDocumentString<BoundFragment, unknown>;
export const SideFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Side on Target {
  id
  indicator {
    code
    name
    nameEn
  }
  document {
    slug
    title
    titleEn
  }
  measures {
    ...Bound
  }
  findings {
    ...Flag
  }
}
    fragment Flag on Finding {
  id
  severity
  message
  messageEn
}
fragment Bound on Measure {
  id
  level
  operator
  value
  upper
  unit
  rank
  condition
  source {
    section
    row
    lines
  }
}`, {"fragmentName":"Side"}) as unknown as TypedDocumentString<SideFragment, unknown>;
export const MentionFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Mention on Citation {
  id
  role
  printedNumber
  printedDate
  document {
    slug
    title
    titleEn
  }
  source {
    section
    row
    lines
  }
  findings {
    ...Flag
  }
}
    fragment Flag on Finding {
  id
  severity
  message
  messageEn
}`, {"fragmentName":"Mention"}) as unknown as TypedDocumentString<MentionFragment, unknown>;
export const ResultFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Result on Outcome {
  id
  planYear {
    id
    year
  }
  level
  qualifier
  value
  unit
  numerator
  denominator
  absence
  asOf
  item
  condition
  corrected
  sources {
    document {
      slug
    }
    section
    row
    lines
  }
}
    `, {"fragmentName":"Result"}) as unknown as TypedDocumentString<ResultFragment, unknown>;
export const GoalFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Goal on NationalGoal {
  id
  year
  level
  operator
  value
  confidence
  decision {
    number
    title
  }
}
    `, {"fragmentName":"Goal"}) as unknown as TypedDocumentString<GoalFragment, unknown>;
export const PlaceFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Place on Source {
  document {
    slug
    title
    titleEn
    number
    numberPrinted
    issuedOn
    lines
  }
  section
  row
  lines
}
    `, {"fragmentName":"Place"}) as unknown as TypedDocumentString<PlaceFragment, unknown>;
export const YearFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Year on PlanYear {
  id
  year
  province {
    slug
    name
  }
}
    `, {"fragmentName":"Year"}) as unknown as TypedDocumentString<YearFragment, unknown>;
export const ThingFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Thing on Indicator {
  code
  name
  nameEn
  unit
  direction
  base
  baseEn
  definition
  definitionEn
}
    `, {"fragmentName":"Thing"}) as unknown as TypedDocumentString<ThingFragment, unknown>;
export const StatementFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Statement on Target {
  targetId: id
  wording
  planYear {
    ...Year
  }
  indicator {
    ...Thing
  }
  leads {
    name
    nameEn
  }
  performers {
    name
    nameEn
  }
  citations {
    printedNumber
    legalDocument {
      number
      title
    }
  }
  task {
    row
    title
  }
  findings {
    ...Flag
  }
}
    fragment Year on PlanYear {
  id
  year
  province {
    slug
    name
  }
}
fragment Flag on Finding {
  id
  severity
  message
  messageEn
}
fragment Thing on Indicator {
  code
  name
  nameEn
  unit
  direction
  base
  baseEn
  definition
  definitionEn
}`, {"fragmentName":"Statement"}) as unknown as TypedDocumentString<StatementFragment, unknown>;
export const ActFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Act on LegalDocument {
  number
  legalTitle: title
  type
  issuer
  issuedOn
}
    `, {"fragmentName":"Act"}) as unknown as TypedDocumentString<ActFragment, unknown>;
export const JobFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Job on Task {
  id
  origin
  row
  title
  leads {
    name
    nameEn
  }
  schedule {
    text
    start
    end
    recurring
  }
  sources {
    section
    row
    lines
  }
}
    `, {"fragmentName":"Job"}) as unknown as TypedDocumentString<JobFragment, unknown>;
export const WordsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Words on Caveat {
  kind
  message
  messageEn
}
    `, {"fragmentName":"Words"}) as unknown as TypedDocumentString<WordsFragment, unknown>;
export const SeriesFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Series on TrajectorySeries {
  level
  unit
  observedPace
  points {
    year
    kind
    value
    upper
    operator
    qualifier
    record {
      id
      ... on Outcome {
        absence
      }
      ... on NationalGoal {
        confidence
      }
    }
    document {
      slug
      title
      titleEn
    }
    decision {
      number
      title
    }
    sources {
      section
      row
      lines
    }
    neededPace
    onPace
    caveats {
      ...Words
    }
  }
}
    fragment Words on Caveat {
  kind
  message
  messageEn
}`, {"fragmentName":"Series"}) as unknown as TypedDocumentString<SeriesFragment, unknown>;
export const BudgetsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Budgets($left: PlanYearRef!, $right: PlanYearRef!) {
  compare(left: $left, right: $right) {
    left {
      ...Year
    }
    right {
      ...Year
    }
    budgets {
      category
      difference
      left {
        ...Money
      }
      right {
        ...Money
      }
      leftWhole {
        id
      }
      rightWhole {
        id
      }
      caveats {
        ...Words
      }
    }
  }
}
    fragment Money on Budget {
  id
  amount
  corrected
  printed
  project
  periodStart
  periodEnd
  partOf {
    id
  }
  decision {
    number
    title
  }
  sources {
    section
    row
    lines
  }
  findings {
    ...Flag
  }
}
fragment Year on PlanYear {
  id
  year
  province {
    slug
    name
  }
}
fragment Words on Caveat {
  kind
  message
  messageEn
}
fragment Flag on Finding {
  id
  severity
  message
  messageEn
}`) as unknown as TypedDocumentString<BudgetsQuery, BudgetsQueryVariables>;
export const CompareDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Compare($left: PlanYearRef!, $right: PlanYearRef!, $pillar: Pillar, $verdict: Verdict) {
  compare(left: $left, right: $right) {
    left {
      ...Year
    }
    right {
      ...Year
    }
    summary {
      total
      verdicts {
        verdict
        count
      }
      pillars {
        pillar
        total
      }
    }
    caveats {
      ...Words
    }
    targets(pillar: $pillar, verdict: $verdict) {
      indicator {
        code
        name
        nameEn
        pillar
        unit
        direction
      }
      verdict
      measures {
        level
        verdict
        difference
        left {
          ...Bound
        }
        right {
          ...Bound
        }
      }
      left {
        ...Side
      }
      right {
        ...Side
      }
      otherLeft {
        ...Side
      }
      otherRight {
        ...Side
      }
      near {
        ...Side
      }
      caveats {
        ...Words
      }
      national {
        ...Goal
      }
    }
  }
}
    fragment Side on Target {
  id
  indicator {
    code
    name
    nameEn
  }
  document {
    slug
    title
    titleEn
  }
  measures {
    ...Bound
  }
  findings {
    ...Flag
  }
}
fragment Year on PlanYear {
  id
  year
  province {
    slug
    name
  }
}
fragment Words on Caveat {
  kind
  message
  messageEn
}
fragment Flag on Finding {
  id
  severity
  message
  messageEn
}
fragment Bound on Measure {
  id
  level
  operator
  value
  upper
  unit
  rank
  condition
  source {
    section
    row
    lines
  }
}
fragment Goal on NationalGoal {
  id
  year
  level
  operator
  value
  confidence
  decision {
    number
    title
  }
}`) as unknown as TypedDocumentString<CompareQuery, CompareQueryVariables>;
export const FindingsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Findings($where: FindingWhere, $after: String) {
  findings(first: 100, where: $where, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      kind
      severity
      message
      messageEn
      computed
      records {
        id
        __typename
      }
      sources {
        document {
          slug
          title
          titleEn
        }
        section
        row
        lines
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindingsQuery, FindingsQueryVariables>;
export const LegalBasesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query LegalBases($left: PlanYearRef!, $right: PlanYearRef!, $role: [CitationRole!]! = [LEGAL_BASIS, TARGET_BASIS], $issuerLevel: IssuerLevel, $presence: Presence) {
  compare(left: $left, right: $right) {
    left {
      ...Year
    }
    right {
      ...Year
    }
    legalBases(roles: $role, issuerLevel: $issuerLevel, presence: $presence) {
      presence
      legalDocument {
        id
        slug
        number
        type
        issuer
        issuerLevel
        issuedOn
        year
        title
      }
      left {
        ...Mention
      }
      right {
        ...Mention
      }
    }
  }
}
    fragment Mention on Citation {
  id
  role
  printedNumber
  printedDate
  document {
    slug
    title
    titleEn
  }
  source {
    section
    row
    lines
  }
  findings {
    ...Flag
  }
}
fragment Year on PlanYear {
  id
  year
  province {
    slug
    name
  }
}
fragment Flag on Finding {
  id
  severity
  message
  messageEn
}`) as unknown as TypedDocumentString<LegalBasesQuery, LegalBasesQueryVariables>;
export const MatrixDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Matrix($planYears: [PlanYearRef!]!, $pillar: Pillar) {
  matrix(planYears: $planYears, pillar: $pillar) {
    planYears {
      ...Year
    }
    rows {
      indicator {
        code
        name
        nameEn
        pillar
      }
      cells {
        planYear {
          id
        }
        otherTargets {
          id
        }
        measures {
          rank
          measure {
            id
            level
            operator
            value
            upper
            unit
            condition
          }
        }
        absence
        outcomes {
          id
          level
          qualifier
          value
          unit
          absence
          item
        }
        outcomeAbsence
      }
    }
  }
}
    fragment Year on PlanYear {
  id
  year
  province {
    slug
    name
  }
}`) as unknown as TypedDocumentString<MatrixQuery, MatrixQueryVariables>;
export const ProgressDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Progress($province: String!, $year: Int!, $pillar: Pillar, $status: ProgressStatus) {
  progress(province: $province, year: $year) {
    planYear {
      ...Year
    }
    summary {
      total
      statuses {
        status
        count
      }
      pillars {
        pillar
        total
      }
    }
    targets(pillar: $pillar, status: $status) {
      indicator {
        code
        name
        nameEn
        pillar
        unit
        direction
      }
      target {
        id
        wording
        document {
          slug
          title
          titleEn
        }
        findings {
          ...Flag
        }
      }
      status
      measures {
        status
        distance
        measure {
          ...Bound
        }
        outcome {
          ...Result
        }
        otherOutcomes {
          ...Result
        }
      }
      near {
        ...Result
        indicator {
          code
          name
          nameEn
        }
      }
      caveats {
        ...Words
      }
    }
    horizons(pillar: $pillar) {
      indicator {
        code
        name
        nameEn
        pillar
      }
      target {
        id
        findings {
          ...Flag
        }
      }
      horizon {
        id
        planYear {
          year
        }
        document {
          slug
          title
          titleEn
        }
        findings {
          ...Flag
        }
      }
      others {
        id
        measures {
          ...Bound
        }
      }
      measures {
        level
        verdict
        difference
        left {
          ...Bound
        }
        right {
          ...Bound
        }
      }
      change
      caveats {
        ...Words
      }
    }
    outcomesWithoutTarget(pillar: $pillar) {
      ...Result
      indicator {
        code
        name
        nameEn
        pillar
        unit
        direction
      }
    }
  }
}
    fragment Year on PlanYear {
  id
  year
  province {
    slug
    name
  }
}
fragment Words on Caveat {
  kind
  message
  messageEn
}
fragment Flag on Finding {
  id
  severity
  message
  messageEn
}
fragment Bound on Measure {
  id
  level
  operator
  value
  upper
  unit
  rank
  condition
  source {
    section
    row
    lines
  }
}
fragment Result on Outcome {
  id
  planYear {
    id
    year
  }
  level
  qualifier
  value
  unit
  numerator
  denominator
  absence
  asOf
  item
  condition
  corrected
  sources {
    document {
      slug
    }
    section
    row
    lines
  }
}`) as unknown as TypedDocumentString<ProgressQuery, ProgressQueryVariables>;
export const RecordDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Record($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Measure {
      ...Bound
      printed
      sources {
        ...Place
      }
      target {
        ...Statement
      }
    }
    ... on Target {
      ...Statement
      measures {
        ...Bound
        printed
      }
      sources {
        ...Place
      }
    }
    ... on Outcome {
      ...Result
      wording
      printed
      basis
      periodStart
      periodEnd
      isTotal
      note
      noteEn
      indicator {
        ...Thing
      }
      sources {
        ...Place
      }
      citations {
        printedNumber
        legalDocument {
          number
          title
        }
      }
      findings {
        ...Flag
      }
    }
    ... on Task {
      planYear {
        ...Year
      }
      taskTitle: title
      group
      row
      origin
      theme
      result
      resultEn
      schedule {
        text
        start
        end
        recurring
      }
      fundingNote
      inherited
      leads {
        name
        nameEn
      }
      coordinators {
        name
        nameEn
      }
      citations {
        printedNumber
        legalDocument {
          number
          title
        }
      }
      sources {
        ...Place
      }
      findings {
        ...Flag
      }
    }
    ... on Citation {
      role
      printedNumber
      printedDate
      legalDocument {
        ...Act
      }
      record {
        id
      }
      source {
        ...Place
      }
      findings {
        ...Flag
      }
    }
    ... on Budget {
      amount
      budgetCorrected: corrected
      budgetPrinted: printed
      category
      project
      firstYear: periodStart
      lastYear: periodEnd
      province {
        name
      }
      budgetDecision: decision {
        number
        title
      }
      partOf {
        id
      }
      note
      noteEn
      sources {
        ...Place
      }
      findings {
        ...Flag
      }
    }
    ... on NationalGoal {
      ...Goal
      indicator {
        ...Thing
      }
    }
    ... on Finding {
      ...Flag
      kind
      computed
      records {
        id
      }
      sources {
        ...Place
      }
    }
    ... on Indicator {
      ...Thing
      pillar
      national {
        ...Goal
      }
    }
    ... on LegalDocument {
      ...Act
      mentions: citations {
        id
        document {
          title
          titleEn
        }
        source {
          lines
        }
      }
    }
    ... on Agency {
      name
      nameEn
      aliases
      agencyProvince: province {
        name
      }
    }
    ... on Province {
      name
      nameEn
      code
      mergedOn
      mergedInto {
        id
        name
      }
      planYears {
        ...Year
      }
    }
  }
}
    fragment Year on PlanYear {
  id
  year
  province {
    slug
    name
  }
}
fragment Flag on Finding {
  id
  severity
  message
  messageEn
}
fragment Bound on Measure {
  id
  level
  operator
  value
  upper
  unit
  rank
  condition
  source {
    section
    row
    lines
  }
}
fragment Result on Outcome {
  id
  planYear {
    id
    year
  }
  level
  qualifier
  value
  unit
  numerator
  denominator
  absence
  asOf
  item
  condition
  corrected
  sources {
    document {
      slug
    }
    section
    row
    lines
  }
}
fragment Goal on NationalGoal {
  id
  year
  level
  operator
  value
  confidence
  decision {
    number
    title
  }
}
fragment Place on Source {
  document {
    slug
    title
    titleEn
    number
    numberPrinted
    issuedOn
    lines
  }
  section
  row
  lines
}
fragment Statement on Target {
  targetId: id
  wording
  planYear {
    ...Year
  }
  indicator {
    ...Thing
  }
  leads {
    name
    nameEn
  }
  performers {
    name
    nameEn
  }
  citations {
    printedNumber
    legalDocument {
      number
      title
    }
  }
  task {
    row
    title
  }
  findings {
    ...Flag
  }
}
fragment Thing on Indicator {
  code
  name
  nameEn
  unit
  direction
  base
  baseEn
  definition
  definitionEn
}
fragment Act on LegalDocument {
  number
  legalTitle: title
  type
  issuer
  issuedOn
}`) as unknown as TypedDocumentString<RecordQuery, RecordQueryVariables>;
export const DatasetDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Dataset {
  dataset {
    release
    title
    titleEn
    licence
    citation
    synthetic
    documents {
      slug
      title
      titleEn
    }
  }
}
    `) as unknown as TypedDocumentString<DatasetQuery, DatasetQueryVariables>;
export const PlanYearsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PlanYears($after: String) {
  planYears(first: 100, after: $after) {
    nodes {
      ...Year
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment Year on PlanYear {
  id
  year
  province {
    slug
    name
  }
}`) as unknown as TypedDocumentString<PlanYearsQuery, PlanYearsQueryVariables>;
export const IndicatorsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Indicators($after: String) {
  indicators(first: 100, after: $after) {
    nodes {
      code
      name
      nameEn
      pillar
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<IndicatorsQuery, IndicatorsQueryVariables>;
export const SearchDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Search($text: String!, $kinds: [SearchKind!], $after: String) {
  search(text: $text, kinds: $kinds, first: 50, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      kind
      record {
        id
      }
      title {
        text
        marked
      }
      titleEn {
        text
        marked
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const TasksDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Tasks($left: PlanYearRef!, $right: PlanYearRef!, $theme: Theme, $origin: TaskOrigin, $presence: Presence) {
  compare(left: $left, right: $right) {
    left {
      ...Year
    }
    right {
      ...Year
    }
    tasks(theme: $theme, origin: $origin, presence: $presence) {
      theme
      initiative {
        slug
        name
        nameEn
      }
      presence
      startsEarlier
      endsEarlier
      left {
        ...Job
      }
      right {
        ...Job
      }
    }
  }
}
    fragment Year on PlanYear {
  id
  year
  province {
    slug
    name
  }
}
fragment Job on Task {
  id
  origin
  row
  title
  leads {
    name
    nameEn
  }
  schedule {
    text
    start
    end
    recurring
  }
  sources {
    section
    row
    lines
  }
}`) as unknown as TypedDocumentString<TasksQuery, TasksQueryVariables>;
export const TrajectoryDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Trajectory($province: String!, $indicator: String!) {
  trajectory(province: $province, indicator: $indicator) {
    province {
      slug
      name
    }
    indicator {
      code
      name
      nameEn
      base
      baseEn
      definition
      definitionEn
      unit
      direction
    }
    series {
      ...Series
    }
    near {
      indicator {
        code
        name
        nameEn
        base
        baseEn
        unit
        direction
      }
      series {
        ...Series
      }
      caveats {
        ...Words
      }
    }
  }
}
    fragment Words on Caveat {
  kind
  message
  messageEn
}
fragment Series on TrajectorySeries {
  level
  unit
  observedPace
  points {
    year
    kind
    value
    upper
    operator
    qualifier
    record {
      id
      ... on Outcome {
        absence
      }
      ... on NationalGoal {
        confidence
      }
    }
    document {
      slug
      title
      titleEn
    }
    decision {
      number
      title
    }
    sources {
      section
      row
      lines
    }
    neededPace
    onPace
    caveats {
      ...Words
    }
  }
}`) as unknown as TypedDocumentString<TrajectoryQuery, TrajectoryQueryVariables>;