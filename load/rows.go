package load

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"doichieu/data"
	"doichieu/ent"
	"doichieu/ent/targetagency"
	"doichieu/ent/taskagency"
	"doichieu/vocab"
)

// rows gathers rows of a dataset, ready to insert in order of reference.
type rows struct {
	tx *ent.Tx

	release        []*ent.ReleaseCreate
	provinces      []*ent.ProvinceCreate
	concepts       []*ent.ConceptCreate
	legal          []*ent.LegalDocumentCreate
	indicators     []*ent.IndicatorCreate
	goals          []*ent.NationalGoalCreate
	agencies       []*ent.AgencyCreate
	initiatives    []*ent.InitiativeCreate
	documents      []*ent.DocumentCreate
	planYears      []*ent.PlanYearCreate
	tasks          []*ent.TaskCreate
	taskAgencies   []*ent.TaskAgencyCreate
	targets        []*ent.TargetCreate
	targetAgencies []*ent.TargetAgencyCreate
	measures       []*ent.MeasureCreate
	outcomes       []*ent.OutcomeCreate
	budgets        []*ent.BudgetCreate
	citations      []*ent.CitationCreate
	funding        []*ent.FundingCreate
	duties         []*ent.DutyCreate
	findings       []*ent.FindingCreate
	findingRecords []*ent.FindingRecordCreate
	sources        []*ent.SourceCreate
}

// insertDataset writes every row of a dataset. It makes the rows of one province
// at a time, so that its memory does not grow with their number; rows refer to no
// other province's but by the registers.
func insertDataset(ctx context.Context, tx *ent.Tx, set *data.Dataset, o Options) error {
	r := &rows{tx: tx}
	r.addRelease(set, o.Now)
	r.addRegisters(set)
	r.addPlanYears(set)
	for i := range set.Documents {
		r.addDocument(&set.Documents[i].Document)
	}
	if err := r.flush(ctx); err != nil {
		return err
	}
	written := 0
	for _, documents := range byProvince(set) {
		for _, f := range documents {
			r.addRecords(f)
		}
		if err := r.flush(ctx); err != nil {
			return err
		}
		written += len(documents)
		o.report(written, len(set.Documents))
	}
	for findings := range slices.Chunk(set.AllFindings(), insertChunk) {
		for _, f := range findings {
			r.addFinding(f)
		}
		if err := r.flush(ctx); err != nil {
			return err
		}
	}
	return nil
}

// byProvince groups the documents, in order.
func byProvince(set *data.Dataset) [][]*data.DocumentFile {
	var out [][]*data.DocumentFile
	places := map[string]int{}
	for i := range set.Documents {
		f := &set.Documents[i]
		place, known := places[f.Document.Province]
		if !known {
			place = len(out)
			places[f.Document.Province] = place
			out = append(out, nil)
		}
		out[place] = append(out[place], f)
	}
	return out
}

// flush inserts what was gathered, and forgets it.
func (r *rows) flush(ctx context.Context) error {
	err := r.insert(ctx, r.tx)
	*r = rows{tx: r.tx}
	return err
}

func (r *rows) insert(ctx context.Context, tx *ent.Tx) error {
	for _, insert := range []func() error{
		func() error { return insertAll(ctx, "releases", r.release, tx.Release.CreateBulk) },
		func() error { return insertAll(ctx, "provinces", r.provinces, tx.Province.CreateBulk) },
		func() error { return insertAll(ctx, "concepts", r.concepts, tx.Concept.CreateBulk) },
		func() error { return insertAll(ctx, "legal documents", r.legal, tx.LegalDocument.CreateBulk) },
		func() error { return insertAll(ctx, "indicators", r.indicators, tx.Indicator.CreateBulk) },
		func() error { return insertAll(ctx, "national goals", r.goals, tx.NationalGoal.CreateBulk) },
		func() error { return insertAll(ctx, "agencies", r.agencies, tx.Agency.CreateBulk) },
		func() error { return insertAll(ctx, "initiatives", r.initiatives, tx.Initiative.CreateBulk) },
		func() error { return insertAll(ctx, "documents", r.documents, tx.Document.CreateBulk) },
		func() error { return insertAll(ctx, "plan years", r.planYears, tx.PlanYear.CreateBulk) },
		func() error { return insertAll(ctx, "tasks", r.tasks, tx.Task.CreateBulk) },
		func() error { return insertAll(ctx, "agencies of tasks", r.taskAgencies, tx.TaskAgency.CreateBulk) },
		func() error { return insertAll(ctx, "targets", r.targets, tx.Target.CreateBulk) },
		func() error {
			return insertAll(ctx, "agencies of targets", r.targetAgencies, tx.TargetAgency.CreateBulk)
		},
		func() error { return insertAll(ctx, "measures", r.measures, tx.Measure.CreateBulk) },
		func() error { return insertAll(ctx, "outcomes", r.outcomes, tx.Outcome.CreateBulk) },
		func() error { return insertAll(ctx, "budgets", r.budgets, tx.Budget.CreateBulk) },
		func() error { return insertAll(ctx, "citations", r.citations, tx.Citation.CreateBulk) },
		func() error { return insertAll(ctx, "funding statements", r.funding, tx.Funding.CreateBulk) },
		func() error { return insertAll(ctx, "duties", r.duties, tx.Duty.CreateBulk) },
		func() error { return insertAll(ctx, "findings", r.findings, tx.Finding.CreateBulk) },
		func() error {
			return insertAll(ctx, "records of findings", r.findingRecords, tx.FindingRecord.CreateBulk)
		},
		func() error { return insertAll(ctx, "sources", r.sources, tx.Source.CreateBulk) },
	} {
		if err := insert(); err != nil {
			return err
		}
	}
	return nil
}

func (r *rows) addRelease(set *data.Dataset, now time.Time) {
	h := set.Header
	r.release = append(r.release, r.tx.Release.Create().SetID(h.Release).
		SetTitle(h.Title.VI).SetTitleEn(h.Title.EN).
		SetDescription(h.Description.VI).SetDescriptionEn(h.Description.EN).
		SetChecksum(set.Checksum).SetRowsVersion(RowsVersion).SetLicence(h.Licence).SetCitation(h.Citation).
		SetSynthetic(h.Synthetic).SetLoadedAt(storedTime(now)))
}

func (r *rows) addRegisters(set *data.Dataset) {
	// Provinces that others became part of come first.
	provinces := slices.SortedStableFunc(slices.Values(set.Provinces), func(a, b data.Province) int {
		return cmp.Compare(boolRank(a.MergedInto != ""), boolRank(b.MergedInto != ""))
	})
	for _, p := range provinces {
		r.provinces = append(r.provinces, r.tx.Province.Create().SetID(p.Slug).SetSortKey(data.SortKey(p.Slug)).
			SetName(p.Name.VI).SetNameEn(p.Name.EN).SetCode(p.Code).SetRegion(p.Region).
			SetNillableMergedIntoID(optional(p.MergedInto)).SetNillableMergedOn(optional(p.MergedOn)).
			SetSuccessor(p.Successor))
	}
	for _, c := range set.Concepts {
		id := data.EntryID(data.KindConcept, c.Code)
		r.concepts = append(r.concepts, r.tx.Concept.Create().SetID(id).SetSortKey(data.SortKey(id)).
			SetCode(c.Code).SetName(c.Name.VI).SetNameEn(c.Name.EN))
	}
	for _, l := range set.Legal {
		id := legalID(l.ID)
		create := r.tx.LegalDocument.Create().SetID(id).SetSortKey(data.SortKey(id)).SetSlug(l.ID).
			SetNillableNumber(optional(l.Number)).SetType(l.Type).SetIssuer(l.Issuer).SetIssuerLevel(l.IssuerLevel).
			SetNillableProvinceID(optional(l.Province)).SetNillableIssuedOn(optional(l.IssuedOn)).SetTitle(l.Title)
		if l.Year != 0 {
			create.SetYear(l.Year)
		}
		r.legal = append(r.legal, create)
	}
	for _, ind := range set.Indicators {
		r.addIndicator(ind)
	}
	for _, a := range set.Agencies {
		id := agencyID(a.Slug)
		aliases := a.Aliases
		if aliases == nil {
			aliases = []string{}
		}
		r.agencies = append(r.agencies, r.tx.Agency.Create().SetID(id).SetSortKey(data.SortKey(id)).SetSlug(a.Slug).
			SetName(a.Name.VI).SetNameEn(a.Name.EN).SetKind(a.Kind).
			SetNillableProvinceID(optional(a.Province)).SetFunction(a.Function).SetAliases(aliases))
	}
	for _, in := range set.Initiatives {
		id := data.EntryID(data.KindInitiative, in.Slug)
		r.initiatives = append(r.initiatives, r.tx.Initiative.Create().SetID(id).SetSortKey(data.SortKey(id)).
			SetSlug(in.Slug).SetName(in.Name.VI).SetNameEn(in.Name.EN).SetTheme(in.Theme))
	}
}

func (r *rows) addIndicator(ind data.Indicator) {
	id := indicatorID(ind.Code)
	r.indicators = append(r.indicators, r.tx.Indicator.Create().SetID(id).SetSortKey(data.SortKey(id)).
		SetCode(ind.Code).SetName(ind.Name.VI).SetNameEn(ind.Name.EN).
		SetBase(ind.Base.VI).SetBaseEn(ind.Base.EN).
		SetNillableDefinition(optional(ind.Definition.VI)).SetNillableDefinitionEn(optional(ind.Definition.EN)).
		SetPillar(ind.Pillar).SetUnit(ind.Unit).SetDirection(ind.Direction).
		SetConceptID(data.EntryID(data.KindConcept, ind.Concept)))
	for i, g := range ind.National {
		goal := data.PartID(id, data.KindGoal, i+1)
		r.goals = append(r.goals, r.tx.NationalGoal.Create().SetID(goal).SetSortKey(data.SortKey(goal)).
			SetIndicatorID(id).SetLegalDocumentID(legalID(g.Decision)).
			SetYear(g.Year).SetLevel(g.Level).SetOperator(g.Operator).SetNillableValue(g.Value).
			SetConfidence(g.Confidence))
	}
}

// addPlanYears makes a plan year for every year that a record speaks of.
func (r *rows) addPlanYears(set *data.Dataset) {
	for _, py := range set.PlanYears() {
		id := data.PlanYearID(py.Province, py.Year)
		r.planYears = append(r.planYears, r.tx.PlanYear.Create().SetID(id).SetSortKey(data.SortKey(id)).
			SetProvinceID(py.Province).SetYear(py.Year))
	}
}

func (r *rows) addDocument(d *data.Document) {
	id := documentID(d.Slug)
	create := r.tx.Document.Create().SetID(id).SetSortKey(data.SortKey(id)).SetSlug(d.Slug).
		SetTitle(d.Title.VI).SetTitleEn(d.Title.EN).SetProvinceID(d.Province).SetKind(d.Kind).
		SetNillableNumberPrinted(optional(d.NumberPrinted)).SetNillableDatePrinted(optional(d.DatePrinted)).
		SetNillableNumber(optional(d.Number)).SetNillableIssuedOn(optional(d.IssuedOn)).
		SetIssuer(d.Issuer).
		SetNillableSigner(optional(d.Signer)).SetNillableSignerRole(optional(d.SignerRole)).
		SetPeriodStart(d.PeriodStart).SetPeriodEnd(d.PeriodEnd).SetChecksum(d.Checksum).SetLines(d.Lines)
	if d.KnownFrom != nil {
		create.SetKnownFrom(d.KnownFrom.VI).SetKnownFromEn(d.KnownFrom.EN)
	}
	r.documents = append(r.documents, create)
}

// addRecords adds what was entered from a document.
func (r *rows) addRecords(f *data.DocumentFile) {
	d := &f.Document
	// Annex rows come before the body tasks that they carry out.
	for _, i := range totalsFirst(f.Tasks, taskKey, taskCarrier) {
		r.addTask(d, &f.Tasks[i])
	}
	for i := range f.Targets {
		r.addTarget(d, &f.Targets[i])
	}
	for _, i := range totalsFirst(f.Outcomes, outcomeKey, outcomeTotal) {
		r.addOutcome(d, &f.Outcomes[i])
	}
	for _, i := range totalsFirst(f.Budgets, budgetKey, budgetTotal) {
		r.addBudget(f, &f.Budgets[i])
	}
	for _, c := range f.Citations {
		cited := data.Cited{Legal: c.Legal, Number: c.Number, Date: c.Date, Lines: c.Lines}
		r.addCitation(d, cited, c.Role, data.Source{Section: c.Section, Row: c.Row, Lines: c.Lines})
	}
	r.addOrganisation(d, f)
}

func (r *rows) addTarget(d *data.Document, t *data.Target) {
	id := data.RecordID(d.Province, t.Year, data.KindTarget, t.ID)
	create := r.tx.Target.Create().SetID(id).SetSortKey(data.SortKey(id)).
		SetPlanYearID(data.PlanYearID(d.Province, t.Year)).SetDocumentID(documentID(d.Slug)).
		SetIndicatorID(indicatorID(t.Indicator)).SetWording(t.Wording)
	if t.Task != "" {
		create.SetTaskID(data.RecordID(d.Province, t.Year, data.KindTask, t.Task))
	}
	r.targets = append(r.targets, create)
	for role, agencies := range map[targetagency.Role][]string{
		targetagency.RoleLEAD: t.Leads, targetagency.RolePERFORMER: t.Performers,
	} {
		for i, slug := range agencies {
			r.targetAgencies = append(r.targetAgencies, r.tx.TargetAgency.Create().
				SetID(roleID(id, string(role), slug)).SetTargetID(id).SetAgencyID(agencyID(slug)).SetRole(role).SetPosition(i))
		}
	}
	for i, m := range t.Measures {
		measure := data.PartID(id, data.KindMeasure, i+1)
		r.measures = append(r.measures, r.tx.Measure.Create().SetID(measure).SetSortKey(data.SortKey(measure)).
			SetTargetID(id).SetLevel(m.Level).SetOperator(m.Operator).
			SetNillableValue(m.Value).SetNillableUpper(m.Upper).SetUnit(m.Unit).SetRank(m.Rank).
			SetNillableCondition(optional(m.Condition)).SetNillablePrinted(optional(m.Printed)))
		for _, n := range m.Sources {
			r.addSource(d.Slug, measure, n, t.Sources[n-1]).SetMeasureID(measure)
		}
	}
	for i, s := range t.Sources {
		r.addSource(d.Slug, id, i+1, s).SetTargetID(id)
	}
	for _, c := range t.Citations {
		r.addCitation(d, c, vocab.RoleTargetBasis, sourceOf(t.Sources, c)).SetTargetID(id)
	}
}

func (r *rows) addOutcome(d *data.Document, o *data.Outcome) {
	id := data.RecordID(d.Province, o.Year, data.KindOutcome, o.ID)
	create := r.tx.Outcome.Create().SetID(id).SetSortKey(data.SortKey(id)).
		SetPlanYearID(data.PlanYearID(d.Province, o.Year)).SetDocumentID(documentID(d.Slug)).
		SetIndicatorID(indicatorID(o.Indicator)).SetWording(o.Wording).
		SetLevel(o.Level).SetQualifier(o.Qualifier).SetNillableValue(o.Value).SetUnit(o.Unit).
		SetNillableNumerator(o.Numerator).SetNillableDenominator(o.Denominator).
		SetNillableAbsence(optional(o.Absence)).SetNillableAsOf(optional(o.AsOf)).SetBasis(o.Basis).
		SetNillablePeriodStart(optional(o.PeriodStart)).SetNillablePeriodEnd(optional(o.PeriodEnd)).
		SetNillablePrinted(optional(o.Printed)).SetNillableCorrected(o.Corrected).SetIsTotal(o.IsTotal).
		SetNillableItem(optional(o.Item)).SetNillableCondition(optional(o.Condition))
	if o.PartOf != "" {
		create.SetPartOfID(data.RecordID(d.Province, o.Year, data.KindOutcome, o.PartOf))
	}
	if o.Note != nil {
		create.SetNote(o.Note.VI).SetNoteEn(o.Note.EN)
	}
	r.outcomes = append(r.outcomes, create)
	for i, s := range o.Sources {
		r.addSource(d.Slug, id, i+1, s).SetOutcomeID(id)
	}
	for _, c := range o.Citations {
		r.addCitation(d, c, vocab.RoleReportReference, sourceOf(o.Sources, c)).SetOutcomeID(id)
	}
}

func (r *rows) addTask(d *data.Document, t *data.Task) {
	id := data.RecordID(d.Province, t.Year, data.KindTask, t.ID)
	inherited := t.Inherited
	if inherited == nil {
		inherited = []vocab.Cell{}
	}
	create := r.tx.Task.Create().SetID(id).SetSortKey(data.SortKey(id)).
		SetPlanYearID(data.PlanYearID(d.Province, t.Year)).SetDocumentID(documentID(d.Slug)).
		SetOrigin(t.Origin).SetGroup(t.Group).SetNillableRow(optional(t.Row)).SetTheme(t.Theme).
		SetTitle(t.Title).SetNillableFundingNote(optional(t.Funding)).SetInherited(inherited).
		SetRecurring(t.Schedule != nil && t.Schedule.Recurring)
	if t.Initiative != "" {
		create.SetInitiativeID(data.EntryID(data.KindInitiative, t.Initiative))
	}
	if t.Result != nil {
		create.SetResult(t.Result.VI).SetResultEn(t.Result.EN)
	}
	if s := t.Schedule; s != nil {
		create.SetScheduleText(s.Text).SetNillableScheduleStart(optional(s.Start)).SetNillableScheduleEnd(optional(s.End))
	}
	for _, local := range t.CarriedOutBy {
		create.AddCarriedOutByIDs(data.RecordID(d.Province, t.Year, data.KindTask, local))
	}
	r.tasks = append(r.tasks, create)
	for role, agencies := range map[taskagency.Role][]string{
		taskagency.RoleLEAD: t.Leads, taskagency.RoleCOORDINATOR: t.Coordinators,
	} {
		for i, slug := range agencies {
			r.taskAgencies = append(r.taskAgencies, r.tx.TaskAgency.Create().
				SetID(roleID(id, string(role), slug)).SetTaskID(id).SetAgencyID(agencyID(slug)).SetRole(role).SetPosition(i))
		}
	}
	for i, s := range t.Sources {
		r.addSource(d.Slug, id, i+1, s).SetTaskID(id)
	}
	for _, c := range t.Citations {
		r.addCitation(d, c, vocab.RoleTaskReference, sourceOf(t.Sources, c)).SetTaskID(id)
	}
}

func (r *rows) addBudget(f *data.DocumentFile, b *data.Budget) {
	d := &f.Document
	id := b.FullID(d.Province)
	start, end := b.Period()
	create := r.tx.Budget.Create().SetID(id).SetSortKey(data.SortKey(id)).
		SetProvinceID(d.Province).SetDocumentID(documentID(d.Slug)).
		SetPeriodStart(start).SetPeriodEnd(end).SetAmount(b.Amount).SetNillableCorrected(b.Corrected).
		SetCategory(b.Category).SetNillableProject(optional(b.Project)).SetPrinted(b.Printed)
	if start == end {
		create.SetPlanYearID(data.PlanYearID(d.Province, start))
	}
	if b.Decision != "" {
		create.SetDecisionID(legalID(b.Decision))
	}
	if b.PartOf != "" {
		create.SetPartOfID(f.BudgetID(b.PartOf))
	}
	if b.Note != nil {
		create.SetNote(b.Note.VI).SetNoteEn(b.Note.EN)
	}
	r.budgets = append(r.budgets, create)
	for i, s := range b.Sources {
		r.addSource(d.Slug, id, i+1, s).SetBudgetID(id)
	}
}

func (r *rows) addCitation(d *data.Document, c data.Cited, role vocab.CitationRole, s data.Source) *ent.CitationCreate {
	id := data.CitationID(d.Slug, c.Lines[0], c.Legal)
	create := r.tx.Citation.Create().SetID(id).SetSortKey(data.SortKey(id)).
		SetDocumentID(documentID(d.Slug)).SetLegalDocumentID(legalID(c.Legal)).SetRole(role).
		SetNillablePrintedNumber(optional(c.Number)).SetNillablePrintedDate(optional(c.Date))
	r.citations = append(r.citations, create)
	r.addSource(d.Slug, id, 1, s).SetCitationID(id)
	return create
}

func (r *rows) addOrganisation(d *data.Document, f *data.DocumentFile) {
	for _, statement := range f.Funding {
		id := data.FundingID(d.Slug, statement.ID)
		r.funding = append(r.funding, r.tx.Funding.Create().SetID(id).SetSortKey(data.SortKey(id)).
			SetDocumentID(documentID(d.Slug)).SetText(statement.Text.VI).SetTextEn(statement.Text.EN))
		for i, s := range statement.Sources {
			r.addSource(d.Slug, id, i+1, s).SetFundingID(id)
		}
	}
	for _, duty := range f.Duties {
		id := data.DutyID(d.Slug, duty.Agency)
		r.duties = append(r.duties, r.tx.Duty.Create().SetID(id).SetSortKey(data.SortKey(id)).
			SetDocumentID(documentID(d.Slug)).SetAgencyID(agencyID(duty.Agency)).SetCount(duty.Count))
		for i, s := range duty.Sources {
			r.addSource(d.Slug, id, i+1, s).SetDutyID(id)
		}
	}
}

func (r *rows) addFinding(f data.PlacedFinding) {
	r.findings = append(r.findings, r.tx.Finding.Create().SetID(f.ID).SetSortKey(data.SortKey(f.ID)).
		SetKind(f.Kind).SetSeverity(f.Severity).SetMessage(f.Message.VI).SetMessageEn(f.Message.EN).SetComputed(f.Computed))
	for i, record := range f.Records {
		r.findingRecords = append(r.findingRecords, r.tx.FindingRecord.Create().
			SetID(data.PartID(f.ID, data.KindRecord, i+1)).SetFindingID(f.ID).SetRecordID(record).SetPosition(i))
	}
	for i, s := range f.Sources {
		r.addSource(s.Document, f.ID, i+1, s.Source).SetFindingID(f.ID)
	}
}

func (r *rows) addSource(document, owner string, n int, s data.Source) *ent.SourceCreate {
	id := data.PartID(owner, data.KindSource, n)
	create := r.tx.Source.Create().SetID(id).SetSortKey(data.SortKey(id)).SetDocumentID(documentID(document)).
		SetNillableSection(optional(s.Section)).SetNillableRow(optional(s.Row)).SetLines(s.Lines)
	r.sources = append(r.sources, create)
	return create
}

// sourceOf is the place of a record that a citation's lines belong to, with
// the citation's own lines.
func sourceOf(sources []data.Source, c data.Cited) data.Source {
	for _, s := range sources {
		if slices.Contains(s.Lines, c.Lines[0]) {
			return data.Source{Section: s.Section, Row: s.Row, Lines: c.Lines}
		}
	}
	return data.Source{Lines: c.Lines}
}

func taskKey(t data.Task) string { return strconv.Itoa(t.Year) + "/" + t.ID }
func taskCarrier(t data.Task) string {
	if len(t.CarriedOutBy) == 0 {
		return ""
	}
	return strconv.Itoa(t.Year) + "/" + t.CarriedOutBy[0]
}
func outcomeKey(o data.Outcome) string   { return strconv.Itoa(o.Year) + "/" + o.ID }
func outcomeTotal(o data.Outcome) string { return strconv.Itoa(o.Year) + "/" + o.PartOf }
func budgetKey(b data.Budget) string     { return b.ID }
func budgetTotal(b data.Budget) string   { return b.PartOf }

// totalsFirst orders records so that what a record refers to (its total, say)
// comes before it, and keeps the order otherwise.
func totalsFirst[T any](records []T, key, total func(T) string) []int {
	totalOf := map[string]string{}
	for _, record := range records {
		totalOf[key(record)] = total(record)
	}
	depth := depths(totalOf)
	order := make([]int, len(records))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(depth[key(records[a])], depth[key(records[b])]) })
	return order
}

// depths tells for each key how many totals stand above it. Each is passed once.
// Those that lead into a circle are deeper than all others.
func depths(totalOf map[string]string) map[string]int {
	endless := len(totalOf)
	out := map[string]int{}
	for at := range totalOf {
		var chain []string
		for isNew(at, totalOf, out) {
			out[at] = endless // for a chain that comes back here
			chain = append(chain, at)
			at = totalOf[at]
		}
		depth, known := out[at]
		if !known {
			depth = -1 // no record
		}
		for _, key := range slices.Backward(chain) {
			depth = min(depth+1, endless)
			out[key] = depth
		}
	}
	return out
}

// isNew reports whether a key is one of a record whose depth is not known.
func isNew(key string, totalOf map[string]string, depths map[string]int) bool {
	_, record := totalOf[key]
	_, known := depths[key]
	return record && !known
}

func documentID(slug string) string  { return data.EntryID(data.KindDocument, slug) }
func indicatorID(code string) string { return data.EntryID(data.KindIndicator, code) }
func agencyID(slug string) string    { return data.EntryID(data.KindAgency, slug) }
func legalID(id string) string       { return data.EntryID(data.KindLegal, id) }

func roleID(record, role, agency string) string {
	return record + "/" + strings.ToLower(role) + "/" + agency
}

// optional turns the format's empty string into the database's NULL.
func optional[S ~string](s S) *S {
	if s == "" {
		return nil
	}
	return &s
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}
