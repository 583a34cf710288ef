// The table of a comparison: one table body for each indicator, one line in it
// for each administrative level, so that the levels of both sides stay aligned.
import { Fragment } from 'react';

import type { GoalFragment, SideFragment, Unit, Verdict } from '../api/generated.ts';
import { boundFigure, figureText, goalFigure } from '../format/figure.ts';
import { groups } from '../format/text.ts';
import { useWords } from '../language/language.ts';
import { Caveats } from '../parts/Caveats.tsx';
import { Bound, SourceLink } from '../parts/FigureLink.tsx';
import { Name } from '../parts/Name.tsx';
import { DerivedNumber } from '../parts/DerivedNumber.tsx';
import { GroupHead, Head } from '../parts/Table.tsx';
import { ScaleBars, type Mark } from '../parts/ScaleBars.tsx';
import { shortNames, titles, type Pair } from '../parts/Sides.tsx';
import {
  byPillar,
  endOfScale,
  goalsFor,
  onScale,
  symbols,
  unitOf,
  type Comparison,
  type Line,
  type Row,
} from './rows.ts';

const columns = 6;

interface Names {
  full: Pair;
  short: Pair;
}

export function ComparisonTable({ comparison, rows }: { comparison: Comparison; rows: Row[] }) {
  const words = useWords();
  const { t } = words;
  const names = { full: titles(comparison), short: shortNames(words, comparison) };
  return (
    // The roles repeat what the elements mean, because some browsers forget it
    // when narrow screens stack the cells.
    <table className="comparison stacking" role="table">
      <caption className="unseen">{t('captionCompare', names.full)}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <Head className="name">{t('indicator')}</Head>
          <Head className="left">{names.full.left}</Head>
          <Head className="right">{names.full.right}</Head>
          <Head>{t('scale')}</Head>
          <Head>{t('difference')}</Head>
          <Head>{t('verdict')}</Head>
        </tr>
      </thead>
      {byPillar(comparison, rows).map(([pillar, members]) => (
        <Fragment key={pillar}>
          <GroupHead
            title={t(`pillar.${pillar}`)}
            count={words.count('indicators', members.length)}
            columns={columns}
          />
          {members.map((row) => (
            <IndicatorBody key={row.indicator.code} row={row} names={names} />
          ))}
        </Fragment>
      ))}
    </table>
  );
}

function IndicatorBody({ row, names }: { row: Row; names: Names }) {
  const { t } = useWords();
  const none: Line = { level: 'ALL', verdict: row.verdict, left: null, right: null, difference: null };
  const lines = row.measures.length > 0 ? row.measures : [none];
  const findings = [row.left, row.right].flatMap((target) => target?.findings ?? []);
  const notes = row.national.length + row.caveats.length > 0;
  return (
    <tbody className="entry" role="rowgroup" data-indicator={row.indicator.code}>
      {lines.map((line, index) => (
        <tr key={index} role="row" className={index === 0 ? 'first' : 'more'} data-level={line.level}>
          {index === 0 && (
            <th scope="rowgroup" role="rowheader" className="name" rowSpan={lines.length + (notes ? 1 : 0)}>
              <Name of={row.indicator} />
            </th>
          )}
          <SideCell side="left" row={row} lines={lines} index={index} title={names.full.left} />
          <SideCell side="right" row={row} lines={lines} index={index} title={names.full.right} />
          <ScaleCell row={row} line={line} />
          <td role="cell" className="difference" data-title={t('difference')}>
            <Difference line={line} row={row} names={names.short} />
          </td>
          {index === 0 && (
            <td role="cell" className="verdict-cell" rowSpan={lines.length}>
              <VerdictTag verdict={row.verdict} names={names.short} />
            </td>
          )}
        </tr>
      ))}
      {notes && (
        <tr className="notes" role="row">
          <td role="cell" colSpan={columns - 1}>
            <National goals={row.national} unit={row.indicator.unit} />
            <Caveats caveats={row.caveats} findings={findings} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

interface SideCellProps {
  side: 'left' | 'right';
  row: Row;
  lines: Line[];
  index: number;
  title: string;
}

// SideCell shows what one side sets at one level. A side without a target has one
// cell for all levels.
function SideCell({ side, row, lines, index, title }: SideCellProps) {
  const { t } = useWords();
  const target = row[side];
  const bound = lines[index]![side];
  if (!target) {
    if (index > 0) return null;
    return (
      <td role="cell" className={`side-cell ${side}`} data-title={title} rowSpan={lines.length}>
        <span className="none">{t('notSet')}</span>
        {row.near.map((near) => (
          <Near key={near.id} target={near} />
        ))}
      </td>
    );
  }
  return (
    <td role="cell" className={`side-cell ${side}`} data-title={title}>
      {bound ? <Bound bound={bound} /> : <span className="none">{t('levelNotSet')}</span>}
      {index === 0 && <Asides target={target} others={side === 'left' ? row.otherLeft : row.otherRight} />}
    </td>
  );
}

// Near shows, without comparing, what the other side sets for a related indicator.
function Near({ target }: { target: SideFragment }) {
  const { t, own } = useWords();
  return (
    <div className="aside near">
      <span>{t('near')} </span>
      {preferred(target).map((bound) => (
        <Bound key={bound.id} bound={bound} />
      ))}
      <span className="near-name">
        {own(target.indicator, 'name')} – <em>{t('notCompared')}</em>
      </span>
    </div>
  );
}

// Asides shows what the same side sets elsewhere: in its annex or another document.
function Asides({ target, others }: { target: SideFragment; others: SideFragment[] }) {
  const { t } = useWords();
  return (
    <>
      {target.measures
        .filter(({ rank }) => rank === 'ALTERNATE')
        .map((bound) => (
          <div key={bound.id} className="aside">
            <span>{t('annexSays')} </span>
            <Bound bound={bound} />
          </div>
        ))}
      {others.flatMap(preferred).map((bound) => (
        <div key={bound.id} className="aside">
          <span>{t('alsoSet')} </span>
          <Bound bound={bound} />
        </div>
      ))}
    </>
  );
}

function preferred(target: SideFragment) {
  return target.measures.filter(({ rank }) => rank === 'PREFERRED');
}

function ScaleCell({ row, line }: { row: Row; line: Line }) {
  const words = useWords();
  const unit = unitOf(line);
  if (!unit || !onScale(line)) {
    const refused = line.left && line.right && line.verdict === 'NOT_COMPARABLE';
    return (
      <td role="cell" className="scale-cell">
        {refused && <span className="none">{words.t('noScale')}</span>}
      </td>
    );
  }
  const max = endOfScale(row, line);
  const marks = (['left', 'right'] as const).flatMap<Mark>((kind) => {
    const bound = line[kind];
    return bound && bound.value !== null ? [{ kind, value: bound.value, upper: bound.upper }] : [];
  });
  const end = (value: number) => boundFigure(words, { operator: 'REACH', value, upper: null, unit }).amount;
  return (
    <td role="cell" className="scale-cell" data-title={words.t('scale')}>
      <ScaleBars
        marks={marks}
        goals={goalsFor(row, line)}
        max={max}
        points={row.indicator.direction === 'LOWER_IS_BETTER'}
        ends={[words.number(0), end(max)]}
      />
    </td>
  );
}

function Difference({ line, row, names }: { line: Line; row: Row; names: Pair }) {
  const words = useWords();
  const { difference, verdict } = line;
  if (difference === null) {
    return verdict === row.verdict ? <span className="none">–</span> : words.t(`verdict.${verdict}`, names);
  }
  const stricter = verdict === 'LEFT_STRICTER' || verdict === 'RIGHT_STRICTER';
  if (stricter && difference === 0) return words.t('onlyOperator');
  if (difference === 0) return words.number(0);
  // The row's verdict says who is stricter, unless the levels disagree.
  const disagree = stricter && verdict !== row.verdict;
  return (
    <DerivedNumber
      value={difference}
      unit={unitOf(line)!}
      phrase={(n) => (disagree ? `${n}, ${words.t(`verdict.${verdict}`, names)}` : n)}
    />
  );
}

function VerdictTag({ verdict, names }: { verdict: Verdict; names: Pair }) {
  const { t } = useWords();
  return (
    <span className={`tag ${verdict}`}>
      <span className="symbol" aria-hidden="true">
        {symbols[verdict]}
      </span>{' '}
      {t(`verdict.${verdict}`, names)}
    </span>
  );
}

// National lists the national goals of an indicator with the decision that sets them.
function National({ goals, unit }: { goals: GoalFragment[]; unit: Unit }) {
  const words = useWords();
  return groups(goals, (goal) => `${goal.decision.number} ${goal.confidence}`).map(([key, members]) => (
    <p key={key} className="national">
      {words.t('national')}{' '}
      {members.map((goal, index) => (
        <Fragment key={goal.id}>
          {index > 0 && '; '}
          {goal.year}:{' '}
          <SourceLink id={goal.id}>
            {[
              goal.level === 'ALL' ? '' : words.t(`level.${goal.level}`),
              figureText(goalFigure(words, goal, unit)),
            ].join(' ')}
          </SourceLink>
        </Fragment>
      ))}{' '}
      ({members[0]!.decision.number ?? members[0]!.decision.title}, {words.t(`confidence.${members[0]!.confidence}`)})
    </p>
  ));
}
