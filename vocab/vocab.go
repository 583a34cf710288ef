package vocab

import "slices"

// Level is the administrative level that a figure is about.
type Level string

// The levels, from all levels together down to the village.
const (
	LevelAll      Level = "ALL"
	LevelProvince Level = "PROVINCE"
	LevelDistrict Level = "DISTRICT"
	LevelCommune  Level = "COMMUNE"
	LevelVillage  Level = "VILLAGE"
)

// Values lists every level in order.
func (Level) Values() []string {
	return texts(LevelAll, LevelProvince, LevelDistrict, LevelCommune, LevelVillage)
}

// Operator says how a target's number is meant, as worded in the source.
type Operator string

// The operators with the Vietnamese wordings they stand for.
const (
	OperatorReach       Operator = "REACH"       // đạt X, a bare number
	OperatorAtLeast     Operator = "AT_LEAST"    // tối thiểu, ít nhất, từ X trở lên
	OperatorMoreThan    Operator = "MORE_THAN"   // trên, hơn, >
	OperatorBetween     Operator = "BETWEEN"     // từ X đến Y, X - Y
	OperatorAbout       Operator = "ABOUT"       // khoảng
	OperatorAtMost      Operator = "AT_MOST"     // tối đa, không quá
	OperatorLessThan    Operator = "LESS_THAN"   // dưới, <
	OperatorQualitative Operator = "QUALITATIVE" // no number
)

// Values lists every operator.
func (Operator) Values() []string {
	return texts(OperatorReach, OperatorAtLeast, OperatorMoreThan, OperatorBetween,
		OperatorAbout, OperatorAtMost, OperatorLessThan, OperatorQualitative)
}

// Qualifier says how a reported result's number is meant.
type Qualifier string

// The qualifiers with the Vietnamese wordings they stand for.
const (
	QualifierExact     Qualifier = "EXACT"
	QualifierNearly    Qualifier = "NEARLY"    // gần
	QualifierMoreThan  Qualifier = "MORE_THAN" // hơn, trên
	QualifierAtLeast   Qualifier = "AT_LEAST"  // ít nhất, tối thiểu
	QualifierAbout     Qualifier = "ABOUT"     // khoảng
	QualifierEstimated Qualifier = "ESTIMATED" // ước
)

// Values lists every qualifier.
func (Qualifier) Values() []string {
	return texts(QualifierExact, QualifierNearly, QualifierMoreThan, QualifierAtLeast,
		QualifierAbout, QualifierEstimated)
}

// Direction says which way an indicator is better.
type Direction string

// The directions.
const (
	HigherIsBetter Direction = "HIGHER_IS_BETTER"
	LowerIsBetter  Direction = "LOWER_IS_BETTER"
	Neither        Direction = "NEITHER"
)

// Values lists every direction.
func (Direction) Values() []string { return texts(HigherIsBetter, LowerIsBetter, Neither) }

// Unit is what a figure counts in.
type Unit string

// The units.
const (
	UnitPercent       Unit = "PERCENT"
	UnitCount         Unit = "COUNT"
	UnitRank          Unit = "RANK"
	UnitScore         Unit = "SCORE"
	UnitMbps          Unit = "MBPS"
	UnitVND           Unit = "VND"
	UnitPerYear       Unit = "PER_YEAR"
	UnitPerHousehold  Unit = "PER_HOUSEHOLD"
	UnitPerPerson     Unit = "PER_PERSON"
	UnitPerUnit       Unit = "PER_UNIT"
	UnitMinutes       Unit = "MINUTES"
	UnitHours         Unit = "HOURS"
	UnitDays          Unit = "DAYS"
	UnitKilometres    Unit = "KILOMETRES"
	UnitSquareMetres  Unit = "SQUARE_METRES"
	UnitHectares      Unit = "HECTARES"
	UnitTerabytes     Unit = "TERABYTES"
	UnitMaturityLevel Unit = "MATURITY_LEVEL"
	UnitBoolean       Unit = "BOOLEAN" // done (1) or not done (0)
)

// Values lists every unit.
func (Unit) Values() []string {
	return texts(UnitPercent, UnitCount, UnitRank, UnitScore, UnitMbps, UnitVND, UnitPerYear,
		UnitPerHousehold, UnitPerPerson, UnitPerUnit, UnitMinutes, UnitHours, UnitDays,
		UnitKilometres, UnitSquareMetres, UnitHectares, UnitTerabytes, UnitMaturityLevel, UnitBoolean)
}

// Rank orders two statements of one figure when a document disagrees with itself.
type Rank string

// The ranks.
const (
	RankPreferred Rank = "PREFERRED" // the body of the document
	RankAlternate Rank = "ALTERNATE" // the annex, where it says otherwise
)

// Values lists every rank.
func (Rank) Values() []string { return texts(RankPreferred, RankAlternate) }

// Pillar is the part of digital transformation that an indicator belongs to.
type Pillar string

// The pillars in the order in which plans treat them.
const (
	PillarGovernment     Pillar = "GOVERNMENT"
	PillarEconomy        Pillar = "ECONOMY"
	PillarSociety        Pillar = "SOCIETY"
	PillarInfrastructure Pillar = "INFRASTRUCTURE"
	PillarSecurity       Pillar = "SECURITY"
	PillarGeneral        Pillar = "GENERAL"
)

// Values lists every pillar in order.
func (Pillar) Values() []string {
	return texts(PillarGovernment, PillarEconomy, PillarSociety, PillarInfrastructure,
		PillarSecurity, PillarGeneral)
}

// Theme is the canonical subject of a task.
type Theme string

// The themes.
const (
	ThemeInstitutions      Theme = "INSTITUTIONS"
	ThemeInfrastructure    Theme = "INFRASTRUCTURE"
	ThemeWorkforce         Theme = "WORKFORCE"
	ThemeAwareness         Theme = "AWARENESS"
	ThemePlatforms         Theme = "PLATFORMS"
	ThemeData              Theme = "DATA"
	ThemeSecurity          Theme = "SECURITY"
	ThemeEnterprises       Theme = "ENTERPRISES"
	ThemeDigitalGovernment Theme = "DIGITAL_GOVERNMENT"
	ThemeDigitalEconomy    Theme = "DIGITAL_ECONOMY"
	ThemeDigitalSociety    Theme = "DIGITAL_SOCIETY"
	ThemeExperienceSpace   Theme = "EXPERIENCE_SPACE"
	ThemeRural             Theme = "RURAL"
)

// Values lists every theme.
func (Theme) Values() []string {
	return texts(ThemeInstitutions, ThemeInfrastructure, ThemeWorkforce, ThemeAwareness,
		ThemePlatforms, ThemeData, ThemeSecurity, ThemeEnterprises, ThemeDigitalGovernment,
		ThemeDigitalEconomy, ThemeDigitalSociety, ThemeExperienceSpace, ThemeRural)
}

// DocumentKind is what sort of provincial document a dataset entry is.
type DocumentKind string

// The document kinds.
const (
	KindAnnualPlan DocumentKind = "ANNUAL_PLAN"
	KindReport     DocumentKind = "REPORT"
	KindResolution DocumentKind = "RESOLUTION"
	KindStrategy   DocumentKind = "STRATEGY"
)

// Values lists every document kind.
func (DocumentKind) Values() []string {
	return texts(KindAnnualPlan, KindReport, KindResolution, KindStrategy)
}

// LegalType is the form of a legal document.
type LegalType string

// The legal types with their Vietnamese names.
const (
	LegalLaw         LegalType = "LAW"         // luật
	LegalResolution  LegalType = "RESOLUTION"  // nghị quyết
	LegalDecree      LegalType = "DECREE"      // nghị định
	LegalDecision    LegalType = "DECISION"    // quyết định
	LegalDirective   LegalType = "DIRECTIVE"   // chỉ thị
	LegalPlan        LegalType = "PLAN"        // kế hoạch
	LegalCircular    LegalType = "CIRCULAR"    // thông tư
	LegalProgramme   LegalType = "PROGRAMME"   // chương trình
	LegalReport      LegalType = "REPORT"      // báo cáo
	LegalSubmission  LegalType = "SUBMISSION"  // tờ trình
	LegalDispatch    LegalType = "DISPATCH"    // công văn, văn bản
	LegalConclusion  LegalType = "CONCLUSION"  // kết luận
	LegalNotice      LegalType = "NOTICE"      // thông báo
	LegalScheme      LegalType = "SCHEME"      // đề án
	LegalOtherAct    LegalType = "OTHER"       // anything else with a number
	LegalInstruction LegalType = "INSTRUCTION" // hướng dẫn
)

// Values lists every legal type.
func (LegalType) Values() []string {
	return texts(LegalLaw, LegalResolution, LegalDecree, LegalDecision, LegalDirective, LegalPlan,
		LegalCircular, LegalProgramme, LegalReport, LegalSubmission, LegalDispatch,
		LegalConclusion, LegalNotice, LegalScheme, LegalInstruction, LegalOtherAct)
}

// IssuerLevel is the level of government that issued a legal document.
type IssuerLevel string

// The issuer levels.
const (
	IssuerCentral  IssuerLevel = "CENTRAL"
	IssuerMinistry IssuerLevel = "MINISTRY"
	IssuerProvince IssuerLevel = "PROVINCE"
	IssuerDistrict IssuerLevel = "DISTRICT"
	IssuerParty    IssuerLevel = "PARTY"
)

// Values lists every issuer level.
func (IssuerLevel) Values() []string {
	return texts(IssuerCentral, IssuerMinistry, IssuerProvince, IssuerDistrict, IssuerParty)
}

// CitationRole is why a document cites a legal document.
type CitationRole string

// The citation roles.
const (
	RoleLegalBasis      CitationRole = "LEGAL_BASIS"
	RoleTargetBasis     CitationRole = "TARGET_BASIS"
	RoleTaskReference   CitationRole = "TASK_REFERENCE"
	RoleReportReference CitationRole = "REPORT_REFERENCE"
	RoleIssued          CitationRole = "ISSUED"
)

// Values lists every citation role.
func (CitationRole) Values() []string {
	return texts(RoleLegalBasis, RoleTargetBasis, RoleTaskReference, RoleReportReference, RoleIssued)
}

// BudgetCategory is what an amount of money is for.
type BudgetCategory string

// The budget categories.
const (
	BudgetTotal      BudgetCategory = "TOTAL"
	BudgetInvestment BudgetCategory = "INVESTMENT"
	BudgetRecurrent  BudgetCategory = "RECURRENT"
	BudgetProject    BudgetCategory = "PROJECT"
)

// Values lists every budget category.
func (BudgetCategory) Values() []string {
	return texts(BudgetTotal, BudgetInvestment, BudgetRecurrent, BudgetProject)
}

// AgencyKind is what sort of body an agency is.
type AgencyKind string

// The agency kinds.
const (
	AgencyDepartment    AgencyKind = "DEPARTMENT"   // sở and equal bodies of a province
	AgencyOffice        AgencyKind = "OFFICE"       // văn phòng
	AgencyCommittee     AgencyKind = "COMMITTEE"    // Ủy ban nhân dân, Hội đồng nhân dân, ban chỉ đạo
	AgencyParty         AgencyKind = "PARTY"        // Party bodies
	AgencyMinistry      AgencyKind = "MINISTRY"     // ministries and central government
	AgencyOrganisation  AgencyKind = "ORGANISATION" // mass organisations, associations
	AgencyPublicUnit    AgencyKind = "PUBLIC_UNIT"  // centres, schools, hospitals
	AgencyMedia         AgencyKind = "MEDIA"
	AgencyEnterprise    AgencyKind = "ENTERPRISE"
	AgencyGroup         AgencyKind = "GROUP" // "các sở, ban, ngành", "UBND huyện, TX, TP"
	AgencyCentralBranch AgencyKind = "CENTRAL_BRANCH"
)

// Values lists every agency kind.
func (AgencyKind) Values() []string {
	return texts(AgencyDepartment, AgencyOffice, AgencyCommittee, AgencyParty, AgencyMinistry,
		AgencyOrganisation, AgencyPublicUnit, AgencyMedia, AgencyEnterprise, AgencyGroup, AgencyCentralBranch)
}

// Absence says why there is no figure. It is never written as zero or blank.
type Absence string

// The kinds of absence.
const (
	AbsenceNotSet        Absence = "NOT_SET"        // nobody set a target
	AbsenceNotReported   Absence = "NOT_REPORTED"   // no result was reported
	AbsenceNotApplicable Absence = "NOT_APPLICABLE" // the figure makes no sense here
)

// Values lists every kind of absence.
func (Absence) Values() []string {
	return texts(AbsenceNotSet, AbsenceNotReported, AbsenceNotApplicable)
}

// TimeBasis says whether a result is a state at a moment or a sum over a period.
type TimeBasis string

// The time bases.
const (
	BasisStock  TimeBasis = "STOCK"
	BasisPeriod TimeBasis = "PERIOD"
)

// Values lists every time basis.
func (TimeBasis) Values() []string { return texts(BasisStock, BasisPeriod) }

// TaskOrigin says where in a document a task stands.
type TaskOrigin string

// The task origins.
const (
	OriginAnnex TaskOrigin = "ANNEX" // a row of an annex table
	OriginBody  TaskOrigin = "BODY"  // a bullet in the body of the document
)

// Values lists every task origin.
func (TaskOrigin) Values() []string { return texts(OriginAnnex, OriginBody) }

// Cell names a column of a task table that may be merged over several rows.
type Cell string

// The cells.
const (
	CellLead         Cell = "LEAD"
	CellCoordinators Cell = "COORDINATORS"
	CellTime         Cell = "TIME"
	CellResult       Cell = "RESULT"
	CellFunding      Cell = "FUNDING"
)

// Values lists every cell.
func (Cell) Values() []string {
	return texts(CellLead, CellCoordinators, CellTime, CellResult, CellFunding)
}

// Severity says how much a finding matters to somebody who quotes the figure.
type Severity string

// The severities.
const (
	SeverityNote    Severity = "NOTE"    // spelling or form; no figure is touched
	SeverityWarning Severity = "WARNING" // read the source before quoting
	SeverityError   Severity = "ERROR"   // a printed figure cannot be right
)

// Values lists every severity.
func (Severity) Values() []string { return texts(SeverityNote, SeverityWarning, SeverityError) }

// FindingKind is what sort of oddity a finding describes.
type FindingKind string

// The finding kinds.
const (
	FindingTotalMismatch     FindingKind = "TOTAL_MISMATCH"
	FindingRatioMismatch     FindingKind = "RATIO_MISMATCH"
	FindingTwoDates          FindingKind = "TWO_DATES"
	FindingTwoDocuments      FindingKind = "TWO_DOCUMENTS_ONE_NUMBER"
	FindingBodyAgainstAnnex  FindingKind = "BODY_AGAINST_ANNEX"
	FindingBelowResult       FindingKind = "TARGET_BELOW_RESULT"
	FindingOutOfRange        FindingKind = "OUT_OF_RANGE"
	FindingRepeatedRatio     FindingKind = "REPEATED_RATIO"
	FindingImpossibleDate    FindingKind = "IMPOSSIBLE_DATE"
	FindingUnitSlip          FindingKind = "UNIT_SLIP"
	FindingOtherProvince     FindingKind = "OTHER_PROVINCE"
	FindingMisprint          FindingKind = "MISPRINT"
	FindingInconsistent      FindingKind = "INCONSISTENT_FIGURES"
	FindingNumberingGap      FindingKind = "NUMBERING_GAP"
	FindingMissing           FindingKind = "MISSING_PART"
	FindingAmbiguous         FindingKind = "AMBIGUOUS"
	FindingMislabelledFigure FindingKind = "MISLABELLED_FIGURE"
)

// Values lists every finding kind.
func (FindingKind) Values() []string {
	return texts(FindingTotalMismatch, FindingRatioMismatch, FindingTwoDates, FindingTwoDocuments,
		FindingBodyAgainstAnnex, FindingBelowResult, FindingOutOfRange, FindingRepeatedRatio,
		FindingImpossibleDate, FindingUnitSlip, FindingOtherProvince, FindingMisprint,
		FindingInconsistent, FindingNumberingGap, FindingMissing, FindingAmbiguous,
		FindingMislabelledFigure)
}

// Confidence says how well a figure quoted second-hand is supported.
type Confidence string

// The confidences.
const (
	ConfidenceHigh   Confidence = "HIGH"   // two independent sources agree
	ConfidenceMedium Confidence = "MEDIUM" // one source
)

// Values lists every confidence.
func (Confidence) Values() []string { return texts(ConfidenceHigh, ConfidenceMedium) }

// SearchKind is a kind of record that can be searched for.
type SearchKind string

// The search kinds.
const (
	SearchProvince      SearchKind = "PROVINCE"
	SearchTarget        SearchKind = "TARGET"
	SearchTask          SearchKind = "TASK"
	SearchLegalDocument SearchKind = "LEGAL_DOCUMENT"
	SearchIndicator     SearchKind = "INDICATOR"
	SearchAgency        SearchKind = "AGENCY"
	SearchFinding       SearchKind = "FINDING"
)

// SearchKinds are all of them.
var SearchKinds = []SearchKind{
	SearchProvince, SearchTarget, SearchTask, SearchLegalDocument, SearchIndicator, SearchAgency, SearchFinding,
}

// Values lists every search kind.
func (SearchKind) Values() []string { return texts(SearchKinds...) }

// Enum is a string type that can list its members.
type Enum interface {
	~string
	Values() []string
}

// IsValid reports whether v is a member of its enumeration.
func IsValid[E Enum](v E) bool { return slices.Contains(v.Values(), string(v)) }

func texts[E ~string](values ...E) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
