// The targets of a plan year with what was reported for them.
import { Fragment } from 'react';

import { knownValue, planYearRef, useAddress } from '../address.ts';
import { useQuery } from '../api/ask.ts';
import { ProgressDocument, type PlanYearRef, type ProgressQuery, type ProgressStatus } from '../api/generated.ts';
import { planYearName, withUnit } from '../format/figure.ts';
import { indicatorFilter, groups, type Filtered } from '../format/text.ts';
import { useWords } from '../language/language.ts';
import { Caveats } from '../parts/Caveats.tsx';
import { PlanYearChooser } from '../parts/Chooser.tsx';
import { Bound, Result } from '../parts/FigureLink.tsx';
import { Chips, Filters, SelectFilter, Shown, TextFilter } from '../parts/Filters.tsx';
import { Name } from '../parts/Name.tsx';
import { Pending } from '../parts/Notice.tsx';
import { DerivedNumber } from '../parts/DerivedNumber.tsx';
import { usePlanYears } from '../parts/registers.ts';
import { ScaleBars, scaleEnd, type Mark } from '../parts/ScaleBars.tsx';
import { BadYear } from '../parts/Sides.tsx';
import { GroupHead, Head } from '../parts/Table.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { ViewLinks } from '../parts/ViewLinks.tsx';
import { Horizons } from './Horizons.tsx';

type Progress = ProgressQuery['progress'];
type Row = Progress['targets'][number];
type Line = Row['measures'][number];

const columns = 6;

const symbols: Record<ProgressStatus, string> = { MET: '✓', NOT_MET: '✗', UNCERTAIN: '?', NOT_REPORTED: '–' };

export default function ProgressPage() {
  const { t } = useWords();
  const { get, go } = useAddress();
  const planYears = usePlanYears();
  const chosen = get('planYear') || 'binh-dinh/2024';
  const ref = planYearRef(chosen);
  return (
    <>
      <h1>{t('page.progress')}</h1>
      <div className="chosen">
        <PlanYearChooser
          label={t('planYear')}
          planYears={planYears}
          value={chosen}
          onChange={(planYear) => go({ planYear })}
        />
      </div>
      {ref ? <Loaded planYear={ref} /> : <BadYear given={[chosen]} />}
    </>
  );
}

function Loaded({ planYear }: { planYear: PlanYearRef }) {
  const words = useWords();
  const { t } = words;
  const { get } = useAddress();
  const answer = useQuery(ProgressDocument, planYear);
  const progress = answer.data?.progress;
  useTitle(progress ? t('title.progress', { year: planYearName(progress.planYear) }) : '');
  if (!progress) return <Pending {...answer} />;
  const { total, statuses, pillars } = progress.summary;
  const pillar = knownValue(
    get('pillar'),
    pillars.map(({ pillar }) => pillar),
  );
  const status = knownValue(
    get('status'),
    statuses.map(({ status }) => status),
  );
  const passes = indicatorFilter({ pillar, text: get('text') });
  const wanted = ({ indicator }: { indicator: Filtered }) => passes(indicator);
  const shown = progress.targets.filter((row) => wanted(row) && (!status || row.status === status));
  const unreported = statuses.find(({ status }) => status === 'NOT_REPORTED')!.count;
  return (
    <>
      <div className="overview">
        <p className="lead">{t('overviewProgress', { total, judged: total - unreported })}</p>
        <Chips
          name="status"
          label={t('statuses')}
          chips={statuses
            .filter(({ count }) => count > 0)
            .map(({ status, count }) => ({
              value: status,
              symbol: symbols[status],
              text: t(`status.${status}`),
              count,
            }))}
        />
      </div>
      <Filters names={['pillar', 'status', 'text']}>
        <SelectFilter
          name="pillar"
          label={t('pillar')}
          options={pillars
            .filter(({ total }) => total > 0)
            .map(({ pillar, total }) => [pillar, `${t(`pillar.${pillar}`)} (${total})`])}
        />
        <TextFilter />
      </Filters>
      <Shown shown={shown.length} total={total} />
      {shown.length > 0 ? (
        <Table progress={progress} rows={shown} />
      ) : (
        <p className="empty">{t(total ? 'nothing' : 'noTargets')}</p>
      )}
      <Horizons rows={progress.horizons.filter(wanted)} planYear={progress.planYear} />
      <WithoutTarget outcomes={progress.outcomesWithoutTarget.filter(wanted)} planYear={progress.planYear} />
      <ViewLinks
        query={ProgressDocument}
        variables={{ ...planYear, pillar, status }}
        csv={{
          table: 'progress',
          parameters: { province: planYear.province, year: String(planYear.year), pillar, status },
        }}
        chosen={{ planYear: `${planYear.province}/${planYear.year}` }}
        onlyHere={get('text') ? ['text'] : []}
      />
    </>
  );
}

function Table({ progress, rows }: { progress: Progress; rows: Row[] }) {
  const words = useWords();
  const { t } = words;
  const order = progress.summary.pillars.map(({ pillar }) => pillar);
  return (
    <table className="comparison stacking" role="table">
      <caption className="unseen">{t('captionProgress', { year: planYearName(progress.planYear) })}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <Head className="name">{t('indicator')}</Head>
          <Head>{t('target')}</Head>
          <Head>{t('outcome')}</Head>
          <Head>{t('scale')}</Head>
          <Head>{t('distance')}</Head>
          <Head>{t('status')}</Head>
        </tr>
      </thead>
      {groups(rows, (row) => row.indicator.pillar)
        .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
        .map(([pillar, members]) => (
          <Fragment key={pillar}>
            <GroupHead
              title={t(`pillar.${pillar}`)}
              count={words.count('indicators', members.length)}
              columns={columns}
            />
            {members.map((row) => (
              <TargetBody key={row.target.id} row={row} year={progress.planYear.year} />
            ))}
          </Fragment>
        ))}
    </table>
  );
}

function TargetBody({ row, year }: { row: Row; year: number }) {
  const { t } = useWords();
  const notes = row.caveats.length + row.near.length > 0;
  return (
    <tbody className="entry" role="rowgroup" data-target={row.target.id}>
      {row.measures.map((line, index) => (
        <tr key={line.measure.id} role="row" className={index === 0 ? 'first' : 'more'} data-level={line.measure.level}>
          {index === 0 && (
            <th scope="rowgroup" role="rowheader" className="name" rowSpan={row.measures.length + (notes ? 1 : 0)}>
              <Name of={row.indicator} />
            </th>
          )}
          <td role="cell" className="side-cell" data-title={t('target')}>
            <Bound bound={line.measure} />
          </td>
          <td role="cell" className="side-cell" data-title={t('outcome')}>
            {line.outcome ? (
              <Result result={line.outcome} year={year} />
            ) : (
              <span className="none">{t('absence.NOT_REPORTED')}</span>
            )}
            {line.otherOutcomes.map((outcome) => (
              <div key={outcome.id} className="aside">
                <span>{t('otherResults')} </span>
                <Result result={outcome} year={year} />
              </div>
            ))}
          </td>
          <td role="cell" className="scale-cell">
            <Scale row={row} line={line} />
          </td>
          <td role="cell" className="difference" data-title={t('distance')}>
            <Distance line={line} />
          </td>
          <td role="cell" className="verdict-cell">
            <span className={`tag ${line.status}`}>
              <span className="symbol" aria-hidden="true">
                {symbols[line.status]}
              </span>{' '}
              {t(`status.${line.status}`)}
            </span>
          </td>
        </tr>
      ))}
      {notes && (
        <tr className="notes" role="row">
          <td role="cell" colSpan={columns - 1}>
            {row.near.map((outcome) => (
              <div key={outcome.id} className="aside near">
                <span>{t('near')} </span>
                <Result result={outcome} year={year} />
                <span className="near-name">
                  <Name of={outcome.indicator} />
                  <em>{t('notCompared')}</em>
                </span>
              </div>
            ))}
            <Caveats caveats={row.caveats} findings={row.target.findings} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

// Scale draws a target and its result on one scale when their distance is known.
function Scale({ row, line }: { row: Row; line: Line }) {
  const words = useWords();
  const { measure, outcome, distance } = line;
  if (distance === null || measure.value === null || outcome?.value == null) return null;
  const marks: Mark[] = [
    { kind: 'target', value: measure.value, upper: measure.upper },
    { kind: 'result', value: outcome.value },
  ];
  const max = scaleEnd([measure.value, measure.upper ?? 0, outcome.value], measure.unit === 'PERCENT');
  return (
    <ScaleBars
      marks={marks}
      goals={[]}
      max={max}
      points={row.indicator.direction === 'LOWER_IS_BETTER'}
      ends={[words.number(0), withUnit(words, words.number(max), measure.unit)]}
    />
  );
}

function Distance({ line: { distance, measure, status } }: { line: Line }) {
  const words = useWords();
  if (distance === null) return <span className="none">–</span>;
  if (distance === 0) return words.t(status === 'NOT_MET' ? 'edgeExcluded' : 'atTheEdge');
  return (
    <DerivedNumber
      value={Math.abs(distance)}
      unit={measure.unit}
      phrase={(n) => words.t(distance > 0 ? 'ahead' : 'behind', { n })}
    />
  );
}

interface WithoutTargetProps {
  outcomes: Progress['outcomesWithoutTarget'];
  planYear: Progress['planYear'];
}

function WithoutTarget({ outcomes, planYear }: WithoutTargetProps) {
  const words = useWords();
  if (outcomes.length === 0) return null;
  return (
    <details className="without-target">
      <summary>{words.t('withoutTarget', { n: words.number(outcomes.length) })}</summary>
      <table className="lines">
        <thead>
          <tr>
            <Head>{words.t('indicator')}</Head>
            <Head>{words.t('outcome')}</Head>
          </tr>
        </thead>
        <tbody>
          {outcomes.map((outcome) => (
            <tr key={outcome.id} data-outcome={outcome.id}>
              <th scope="row" className="name">
                <Name of={outcome.indicator} />
              </th>
              <td>
                <Result result={outcome} year={planYear.year} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
