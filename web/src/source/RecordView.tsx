// A record with everything that a reader needs before quoting it.
import { Link } from 'wouter';

import { address } from '../address.ts';
import type { ActFragment, RecordQuery, StatementFragment, ThingFragment } from '../api/generated.ts';
import {
  boundFigure,
  dateText,
  figureText,
  goalFigure,
  lineWords,
  planYearName,
  resultFigure,
} from '../format/figure.ts';
import { useWords, type Words } from '../language/language.ts';
import { FlagItem } from '../parts/Caveats.tsx';
import { SourceLink } from '../parts/FigureLink.tsx';
import { useNames } from '../parts/Name.tsx';
import { Facts, Heading, Places, Vietnamese, Wording } from './facts.tsx';

type Node = NonNullable<RecordQuery['node']>;
type Of<Name extends Node['__typename']> = Extract<Node, { __typename: Name }>;

export function RecordView({ record }: { record: Node }) {
  switch (record.__typename) {
    case 'Measure':
      return <MeasureView measure={record} />;
    case 'Target':
      return <TargetView target={record} />;
    case 'Outcome':
      return <OutcomeView outcome={record} />;
    case 'Task':
      return <TaskView task={record} />;
    case 'Citation':
      return <CitationView citation={record} />;
    case 'Budget':
      return <BudgetView budget={record} />;
    case 'NationalGoal':
      return <GoalView goal={record} />;
    case 'Finding':
      return <FindingView finding={record} />;
    case 'Indicator':
      return <IndicatorView indicator={record} />;
    case 'LegalDocument':
      return <ActView act={record} />;
    case 'Agency':
      return <AgencyView agency={record} />;
    case 'Province':
      return <ProvinceView province={record} />;
    default:
      return <Facts facts={[['record', <code>{record.id}</code>]]} />;
  }
}

function MeasureView({ measure }: { measure: Of<'Measure'> }) {
  const words = useWords();
  const { target } = measure;
  return (
    <>
      <Heading
        title={figureText(boundFigure(words, measure))}
        level={measure.level}
        of={target.indicator}
        detail={planYearName(target.planYear)}
      />
      <Wording text={target.wording} document={measure.sources[0]?.document} />
      <Places sources={measure.sources} />
      <Facts
        facts={[
          [
            'printed',
            measure.printed ? <Vietnamese text={measure.printed} /> : measure.value !== null && words.t('asDigits'),
          ],
          ['rank', words.t(`rank.${measure.rank}`)],
          ['condition', measure.condition && <Vietnamese text={measure.condition} />],
          ...useStatementFacts(target),
          ['record', <code>{measure.id}</code>],
        ]}
      />
    </>
  );
}

function TargetView({ target }: { target: Of<'Target'> }) {
  const words = useWords();
  const bounds = target.measures.map((measure) => (
    <li key={measure.id}>
      <SourceLink id={measure.id}>
        {measure.level !== 'ALL' && `${words.t(`level.${measure.level}`)} `}
        {figureText(boundFigure(words, measure))}
      </SourceLink>
    </li>
  ));
  return (
    <>
      <Heading title={words.t('target')} of={target.indicator} detail={planYearName(target.planYear)} />
      <Wording text={target.wording} document={target.sources[0]?.document} />
      <Places sources={target.sources} />
      <Facts
        facts={[
          ['figure', bounds.length > 0 && <ul>{bounds}</ul>],
          ...useStatementFacts(target),
          ['record', <code>{target.id}</code>],
        ]}
      />
    </>
  );
}

// useStatementFacts are the facts of a target, for the target and its bounds.
function useStatementFacts(target: StatementFragment): Fact[] {
  const names = useNames();
  return [
    ...useThingFacts(target.indicator),
    ['leads', names(target.leads)],
    ['performers', names(target.performers)],
    ['citations', target.citations.map(cited).join('; ')],
    ['task', target.task && <Vietnamese text={[target.task.row, target.task.title].filter(Boolean).join(' – ')} />],
    ['findings', <Findings findings={target.findings} />],
    ['throughTheYears', <YearsLink province={target.planYear.province.slug} indicator={target.indicator.code} />],
  ];
}

function useThingFacts(indicator: ThingFragment): Fact[] {
  const words = useWords();
  return [
    ['base', words.own(indicator, 'base')],
    ['definition', words.own(indicator, 'definition')],
    ['directionOf', words.t(`direction.${indicator.direction}`)],
  ];
}

function YearsLink({ province, indicator }: { province: string; indicator: string }) {
  const { t } = useWords();
  return <Link href={address('/trajectory', { province, indicator })}>{t('page.trajectory')}</Link>;
}

function cited({
  printedNumber,
  legalDocument,
}: {
  printedNumber: string | null;
  legalDocument: { number: string | null; title: string };
}) {
  return printedNumber ?? legalDocument.number ?? legalDocument.title;
}

type Fact = Parameters<typeof Facts>[0]['facts'][number];

function Findings({ findings }: { findings: Parameters<typeof FlagItem>[0]['finding'][] }) {
  const { t } = useWords();
  if (findings.length === 0) return t('noFindings');
  return (
    <ul>
      {findings.map((finding) => (
        <FlagItem key={finding.id} finding={finding} />
      ))}
    </ul>
  );
}

function OutcomeView({ outcome }: { outcome: Of<'Outcome'> }) {
  const words = useWords();
  const { numerator, denominator, periodStart, periodEnd } = outcome;
  const parts = numerator !== null && denominator !== null;
  return (
    <>
      <Heading
        title={figureText(resultFigure(words, outcome))}
        level={outcome.level}
        of={outcome.indicator}
        detail={words.t('yearResult', { year: outcome.planYear.year })}
      />
      <Wording text={outcome.wording} document={outcome.sources[0]?.document} />
      <Places sources={outcome.sources} />
      <Facts
        facts={[
          [
            'printed',
            outcome.printed ? <Vietnamese text={outcome.printed} /> : outcome.value !== null && words.t('asDigits'),
          ],
          ['corrected', outcome.corrected !== null && words.number(outcome.corrected)],
          [
            'parts',
            parts && words.t('partsOf', { numerator: words.number(numerator), denominator: words.number(denominator) }),
          ],
          ['item', outcome.item && <Vietnamese text={outcome.item} />],
          ['condition', outcome.condition && <Vietnamese text={outcome.condition} />],
          ['asOf', outcome.asOf && dateText(words, outcome.asOf)],
          ['period', [periodStart, periodEnd].flatMap((date) => (date ? [dateText(words, date)] : [])).join(' – ')],
          ['note', [outcome.isTotal && words.t('total'), words.own(outcome, 'note')].filter(Boolean).join('. ')],
          ...useThingFacts(outcome.indicator),
          ['citations', outcome.citations.map(cited).join('; ')],
          ['findings', <Findings findings={outcome.findings} />],
          ['record', <code>{outcome.id}</code>],
        ]}
      />
    </>
  );
}

function TaskView({ task }: { task: Of<'Task'> }) {
  const words = useWords();
  const names = useNames();
  return (
    <>
      <Heading title={words.t('searchKind.TASK')} detail={planYearName(task.planYear)} />
      <Wording text={task.taskTitle} document={task.sources[0]?.document} />
      <Places sources={task.sources} />
      <Facts
        facts={[
          ['theme', words.t(`theme.${task.theme}`)],
          ['origin', words.t(`origin.${task.origin}`)],
          ['group', <Vietnamese text={task.group} />],
          ['result', words.own(task, 'result')],
          ['leads', names(task.leads)],
          ['coordinators', names(task.coordinators)],
          ['schedule', task.schedule && <Vietnamese text={task.schedule.text} />],
          ['funding', task.fundingNote && <Vietnamese text={task.fundingNote} />],
          ['inherited', task.inherited.map((cell) => words.t(`cell.${cell}`)).join(', ')],
          ['citations', task.citations.map(cited).join('; ')],
          ['findings', <Findings findings={task.findings} />],
          ['record', <code>{task.id}</code>],
        ]}
      />
    </>
  );
}

function CitationView({ citation }: { citation: Of<'Citation'> }) {
  const words = useWords();
  return (
    <>
      <Heading title={actName(citation.legalDocument)} detail={words.t(`role.${citation.role}`)} />
      <Wording text={citation.legalDocument.legalTitle} document={citation.source.document} />
      <Places sources={[citation.source]} />
      <Facts
        facts={[
          ['printed', [citation.printedNumber, citation.printedDate].filter(Boolean).join(' · ')],
          ...actFacts(words, citation.legalDocument),
          ['concerns', citation.record && <SourceLink id={citation.record.id}>{citation.record.id}</SourceLink>],
          ['findings', <Findings findings={citation.findings} />],
          ['record', <code>{citation.id}</code>],
        ]}
      />
    </>
  );
}

function actName({ number, legalTitle }: ActFragment): string {
  return number ?? legalTitle;
}

function actFacts(words: Words, act: ActFragment): Fact[] {
  return [
    ['issuer', <Vietnamese text={act.issuer} />],
    ['issuedOn', act.issuedOn && dateText(words, act.issuedOn)],
  ];
}

function BudgetView({ budget }: { budget: Of<'Budget'> }) {
  const words = useWords();
  const { firstYear, lastYear, budgetDecision, budgetCorrected } = budget;
  return (
    <>
      <Heading
        title={words.t('unit.VND', { n: words.number(budget.amount) })}
        detail={`${budget.province.name}, ${firstYear === lastYear ? firstYear : `${firstYear}–${lastYear}`}`}
      />
      <Places sources={budget.sources} />
      <Facts
        facts={[
          ['printed', <Vietnamese text={budget.budgetPrinted} />],
          ['corrected', budgetCorrected !== null && words.t('unit.VND', { n: words.number(budgetCorrected) })],
          ['category', words.t(`category.${budget.category}`)],
          ['project', budget.project && <Vietnamese text={budget.project} />],
          ['decision', budgetDecision && (budgetDecision.number ?? budgetDecision.title)],
          ['partOf', budget.partOf && <SourceLink id={budget.partOf.id}>{budget.partOf.id}</SourceLink>],
          ['note', words.own(budget, 'note')],
          ['findings', <Findings findings={budget.findings} />],
          ['record', <code>{budget.id}</code>],
        ]}
      />
    </>
  );
}

function GoalView({ goal }: { goal: Of<'NationalGoal'> }) {
  const words = useWords();
  return (
    <>
      <Heading
        title={figureText(goalFigure(words, goal, goal.indicator.unit))}
        level={goal.level}
        of={goal.indicator}
        detail={words.t('point.NATIONAL_GOAL')}
      />
      <p className="notice">{words.t('secondHand')}</p>
      <Facts
        facts={[
          ['decision', <Vietnamese text={[goal.decision.number, goal.decision.title].filter(Boolean).join(' – ')} />],
          ['due', String(goal.year)],
          ['confidence', words.t(`confidence.${goal.confidence}`)],
          ...useThingFacts(goal.indicator),
          ['record', <code>{goal.id}</code>],
        ]}
      />
    </>
  );
}

function FindingView({ finding }: { finding: Of<'Finding'> }) {
  const words = useWords();
  const records = finding.records.map(({ id }) => (
    <li key={id}>
      <SourceLink id={id}>{id}</SourceLink>
    </li>
  ));
  return (
    <>
      <Heading title={words.t(`kind.${finding.kind}`)} detail={words.t(finding.computed ? 'computed' : 'read')} />
      <ul className="plain-list">
        <FlagItem finding={finding} />
      </ul>
      <Places sources={finding.sources} />
      <Facts
        facts={[
          ['concerns', records.length > 0 && <ul>{records}</ul>],
          ['record', <code>{finding.id}</code>],
        ]}
      />
    </>
  );
}

function IndicatorView({ indicator }: { indicator: Of<'Indicator'> }) {
  const words = useWords();
  const goals = indicator.national.map((goal) => (
    <li key={goal.id}>
      {goal.year}:{' '}
      <SourceLink id={goal.id}>
        {goal.level !== 'ALL' && `${words.t(`level.${goal.level}`)} `}
        {figureText(goalFigure(words, goal, indicator.unit))}
      </SourceLink>
    </li>
  ));
  return (
    <>
      <Heading title={words.t('indicator')} of={indicator} detail={words.t(`pillar.${indicator.pillar}`)} />
      <Facts
        facts={[
          ...useThingFacts(indicator),
          ['national', goals.length > 0 && <ul>{goals}</ul>],
          [
            'throughTheYears',
            <Link href={address('/trajectory', { indicator: indicator.code })}>{words.t('page.trajectory')}</Link>,
          ],
          ['record', <code>{indicator.id}</code>],
        ]}
      />
    </>
  );
}

function ActView({ act }: { act: Of<'LegalDocument'> }) {
  const words = useWords();
  const mentions = act.mentions.map(({ id, document, source }) => (
    <li key={id}>
      <SourceLink id={id}>
        {words.own(document, 'title')}, {lineWords(words, source.lines)}
      </SourceLink>
    </li>
  ));
  return (
    <>
      <Heading title={actName(act)} detail={words.t('searchKind.LEGAL_DOCUMENT')} />
      <Wording text={act.legalTitle} />
      <Facts
        facts={[
          ...actFacts(words, act),
          ['citedBy', mentions.length > 0 && <ul>{mentions}</ul>],
          ['record', <code>{act.id}</code>],
        ]}
      />
    </>
  );
}

function AgencyView({ agency }: { agency: Of<'Agency'> }) {
  const words = useWords();
  return (
    <>
      <Heading title={words.t('searchKind.AGENCY')} of={agency} />
      <Facts
        facts={[
          ['province', agency.agencyProvince && <Vietnamese text={agency.agencyProvince.name} />],
          ['aliases', <Vietnamese text={agency.aliases.join('; ')} />],
          ['record', <code>{agency.id}</code>],
        ]}
      />
    </>
  );
}

function ProvinceView({ province }: { province: Of<'Province'> }) {
  const words = useWords();
  const { mergedInto, mergedOn, planYears } = province;
  return (
    <>
      <Heading title={words.t('searchKind.PROVINCE')} of={province} />
      <Facts
        facts={[
          ['code', province.code],
          ['mergedInto', mergedInto && <SourceLink id={mergedInto.id}>{mergedInto.name}</SourceLink>],
          ['mergedOn', mergedOn && dateText(words, mergedOn)],
          ['planYears', planYears.map(({ year }) => year).join(', ')],
          ['record', <code>{province.id}</code>],
        ]}
      />
    </>
  );
}
