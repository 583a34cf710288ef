// The year's targets beside later ones of the province, or another document's.
import { Fragment } from 'react';

import { address } from '../address.ts';
import type { HorizonChange, ProgressQuery } from '../api/generated.ts';
import { planYearName } from '../format/figure.ts';
import { groups } from '../format/text.ts';
import { useWords } from '../language/language.ts';
import { Caveats } from '../parts/Caveats.tsx';
import { Bound } from '../parts/FigureLink.tsx';
import { Name } from '../parts/Name.tsx';
import { DerivedNumber } from '../parts/DerivedNumber.tsx';
import { GroupHead, Head } from '../parts/Table.tsx';

type Progress = ProgressQuery['progress'];
type Row = Progress['horizons'][number];
type Line = Row['measures'][number];

const columns = 5;

const symbols: Record<HorizonChange, string> = {
  TIGHTENED: '▲',
  KEPT: '=',
  ON_THE_WAY: '→',
  LOOSENED: '▼',
  NOT_COMPARABLE: '≠',
};

export function Horizons({ rows, planYear }: { rows: Row[]; planYear: Progress['planYear'] }) {
  const { t, own, count } = useWords();
  if (rows.length === 0) return null;
  const year = planYearName(planYear);
  return (
    <section className="horizons">
      <h2>{t('horizons')}</h2>
      <p className="hint">
        {t('horizonsHint')}{' '}
        <a
          href={address('/csv/progress-horizons', { province: planYear.province.slug, year: String(planYear.year) })}
          download
        >
          {t('asCsv')}
        </a>
      </p>
      <table className="comparison stacking" role="table">
        <caption className="unseen">{t('captionHorizons', { year })}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <Head className="name">{t('indicator')}</Head>
            <Head>{year}</Head>
            <Head>{t('horizon')}</Head>
            <Head>{t('difference')}</Head>
            <Head>{t('change')}</Head>
          </tr>
        </thead>
        {groups(rows, ({ horizon }) => `${horizon.planYear.year} ${horizon.document.slug}`).map(([key, members]) => {
          const { planYear, document } = members[0]!.horizon;
          return (
            <Fragment key={key}>
              <GroupHead
                title={`${planYear.year} – ${own(document, 'title')}`}
                count={count('indicators', members.length)}
                columns={columns}
              />
              {members.map((row) => (
                <HorizonBody key={`${row.target.id} ${row.horizon.id}`} row={row} year={year} />
              ))}
            </Fragment>
          );
        })}
      </table>
    </section>
  );
}

function HorizonBody({ row, year }: { row: Row; year: string }) {
  const { t } = useWords();
  const { indicator, target, horizon, others, measures, change, caveats } = row;
  const findings = [...target.findings, ...horizon.findings];
  const notes = others.length + caveats.length > 0;
  return (
    <tbody className="entry" role="rowgroup" data-horizon={horizon.id}>
      {measures.map((line, index) => (
        <tr key={line.level} role="row" className={index === 0 ? 'first' : 'more'} data-level={line.level}>
          {index === 0 && (
            <th scope="rowgroup" role="rowheader" className="name" rowSpan={measures.length + (notes ? 1 : 0)}>
              <Name of={indicator} />
            </th>
          )}
          <Side bound={line.left} title={year} />
          <Side bound={line.right} title={String(horizon.planYear.year)} />
          <td role="cell" className="difference" data-title={t('difference')}>
            <Difference line={line} />
          </td>
          {index === 0 && (
            <td role="cell" className="verdict-cell" rowSpan={measures.length}>
              <span className={`tag ${change}`}>
                <span className="symbol" aria-hidden="true">
                  {symbols[change]}
                </span>{' '}
                {t(`change.${change}`)}
              </span>
            </td>
          )}
        </tr>
      ))}
      {notes && (
        <tr className="notes" role="row">
          <td role="cell" colSpan={columns - 1}>
            {others.flatMap(({ measures }) =>
              measures.map((bound) => (
                <div key={bound.id} className="aside">
                  <span>{t('alsoSet')} </span>
                  <Bound bound={bound} />
                </div>
              )),
            )}
            <Caveats caveats={caveats} findings={findings} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Side({ bound, title }: { bound: Line['left']; title: string }) {
  const { t } = useWords();
  return (
    <td role="cell" className="side-cell" data-title={title}>
      {bound ? <Bound bound={bound} /> : <span className="none">{t('levelNotSet')}</span>}
    </td>
  );
}

function Difference({ line: { difference, left, right, verdict } }: { line: Line }) {
  const { t, number } = useWords();
  const bound = left ?? right;
  if (difference === null || !bound) return <span className="none">–</span>;
  if (difference === 0) return verdict === 'EQUAL' ? number(0) : t('onlyOperator');
  return <DerivedNumber value={difference} unit={bound.unit} />;
}
