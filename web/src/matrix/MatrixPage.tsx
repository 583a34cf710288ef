// Any number of plan years beside each other: who sets what, and whose targets are strictest.
import { Fragment } from 'react';
import { Button } from 'react-aria-components/Button';

import { knownValue, planYearRef, useAddress } from '../address.ts';
import { useQuery } from '../api/ask.ts';
import { MatrixDocument, type Level, type MatrixQuery, type Pillar, type PlanYearRef } from '../api/generated.ts';
import { boundFigure, planYearName, resultFigure } from '../format/figure.ts';
import { indicatorFilter, groups } from '../format/text.ts';
import { useWords } from '../language/language.ts';
import { PlanYearChooser } from '../parts/Chooser.tsx';
import { FigureLink, SourceLink } from '../parts/FigureLink.tsx';
import { Filters, SelectFilter, Shown, TextFilter } from '../parts/Filters.tsx';
import { Name } from '../parts/Name.tsx';
import { Pending } from '../parts/Notice.tsx';
import { usePlanYears } from '../parts/registers.ts';
import { BadYear } from '../parts/Sides.tsx';
import { GroupHead, Head } from '../parts/Table.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { ViewLinks } from '../parts/ViewLinks.tsx';

const pillars: Pillar[] = ['GOVERNMENT', 'ECONOMY', 'SOCIETY', 'INFRASTRUCTURE', 'SECURITY', 'GENERAL'];
const defaultChoice = ['binh-dinh/2024', 'quang-nam/2024', 'binh-duong/2022'];

type Matrix = MatrixQuery['matrix'];

export default function MatrixPage() {
  const words = useWords();
  const { all } = useAddress();
  const chosen = all('planYear').length > 0 ? all('planYear') : defaultChoice;
  const refs = chosen.map(planYearRef).filter((ref) => ref !== null);
  useTitle(words.t('title.matrix'));
  return (
    <>
      <h1>{words.t('title.matrix')}</h1>
      <Columns chosen={chosen} />
      {refs.length === chosen.length ? <Loaded chosen={chosen} refs={refs} /> : <BadYear given={chosen} />}
    </>
  );
}

// Columns adds and removes plan years.
function Columns({ chosen }: { chosen: string[] }) {
  const words = useWords();
  const { go } = useAddress();
  const planYears = usePlanYears();
  const nameOf = (id: string) => {
    const known = planYears.data?.find((planYear) => planYear.id === id);
    return known ? planYearName(known) : id;
  };
  return (
    <div className="chosen">
      <ul className="tokens">
        {chosen.map((id) => (
          <li key={id}>
            {nameOf(id)}
            {chosen.length > 1 && (
              <Button
                aria-label={words.t('remove', { name: nameOf(id) })}
                onPress={() => go({ planYear: chosen.filter((other) => other !== id) })}
              >
                <span aria-hidden="true">×</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      <PlanYearChooser
        key={chosen.join()}
        label={words.t('addPlanYear')}
        planYears={planYears}
        without={chosen}
        value={null}
        onChange={(id) => go({ planYear: [...chosen, id] })}
      />
    </div>
  );
}

function Loaded({ chosen, refs }: { chosen: string[]; refs: PlanYearRef[] }) {
  const { t } = useWords();
  const { get } = useAddress();
  const answer = useQuery(MatrixDocument, { planYears: refs });
  const pillar = knownValue(get('pillar'), pillars);
  if (!answer.data) return <Pending {...answer} />;
  const { matrix } = answer.data;
  const passes = indicatorFilter({ pillar, text: get('text') });
  const rows = matrix.rows.filter(({ indicator }) => passes(indicator));
  return (
    <>
      <Filters names={['pillar', 'text']}>
        <SelectFilter
          name="pillar"
          label={t('pillar')}
          options={pillars.map((pillar) => [pillar, t(`pillar.${pillar}`)])}
        />
        <TextFilter />
      </Filters>
      <Shown shown={rows.length} total={matrix.rows.length} />
      <p className="hint">{t('rankedHint')}</p>
      {rows.length > 0 ? <Table matrix={matrix} rows={rows} /> : <p className="empty">{t('nothing')}</p>}
      <ViewLinks
        query={MatrixDocument}
        variables={{ planYears: refs, pillar }}
        csv={{ table: 'matrix', parameters: { planYear: chosen, pillar } }}
        chosen={{ planYear: chosen }}
        onlyHere={get('text') ? ['text'] : []}
      />
    </>
  );
}

function Table({ matrix, rows }: { matrix: Matrix; rows: Matrix['rows'] }) {
  const words = useWords();
  const { planYears } = matrix;
  return (
    <div className="scrolling" role="region" aria-label={words.t('title.matrix')} tabIndex={0}>
      <table className="matrix">
        <caption className="unseen">{words.t('captionMatrix', { n: planYears.length })}</caption>
        <colgroup>
          <col className="name" />
          {planYears.map(({ id }) => (
            <col key={id} style={{ width: `${75 / planYears.length}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <Head className="name">{words.t('indicator')}</Head>
            {planYears.map((planYear) => (
              <Head key={planYear.id}>{planYearName(planYear)}</Head>
            ))}
          </tr>
        </thead>
        {groups(rows, (row) => row.indicator.pillar)
          .toSorted(([a], [b]) => pillars.indexOf(a) - pillars.indexOf(b))
          .map(([pillar, members]) => (
            <Fragment key={pillar}>
              <GroupHead
                title={words.t(`pillar.${pillar}`)}
                count={words.count('indicators', members.length)}
                columns={planYears.length + 1}
              />
              <tbody>
                {members.map((row) => (
                  <tr key={row.indicator.code} className="entry" data-indicator={row.indicator.code}>
                    <th scope="row" className="name">
                      <Name of={row.indicator} />
                    </th>
                    {row.cells.map((cell) => (
                      <Cell key={cell.planYear.id} cell={cell} contested={contested(row)} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </Fragment>
          ))}
      </table>
    </div>
  );
}

type Row = Matrix['rows'][number];
type Ranked = Row['cells'][number]['measures'][number]['measure'];

// contested returns the kinds of bound that several plan years of a row set. A rank
// among a single bound would mean nothing.
function contested(row: Row): Set<string> {
  const kinds = row.cells.flatMap(({ measures }) => [...new Set(measures.map(({ measure }) => kindOf(measure)))]);
  return new Set(kinds.filter((kind, index) => kinds.indexOf(kind) !== index));
}

function kindOf({ level, unit, condition }: Ranked): string {
  return JSON.stringify([level, unit, condition]);
}

function Cell({ cell, contested }: { cell: Row['cells'][number]; contested: Set<string> }) {
  const words = useWords();
  const { t } = words;
  const levelOf = (level: Level) => (level === 'ALL' ? null : t(`level.${level}`));
  return (
    <td data-plan-year={cell.planYear.id}>
      {cell.absence && <span className="none">{t(`absence.${cell.absence}`)}</span>}
      {cell.measures.map(({ rank, measure }) => (
        <FigureLink
          key={measure.id}
          id={measure.id}
          figure={boundFigure(words, measure)}
          level={levelOf(measure.level)}
          place={[
            rank !== null && contested.has(kindOf(measure)) ? t('ranked', { n: rank }) : null,
            measure.condition && t('conditional'),
          ]}
        />
      ))}
      {cell.otherTargets.map(({ id }) => (
        <div key={id} className="aside">
          {t('alsoSet')}{' '}
          <SourceLink id={id}>
            <code>{id}</code>
          </SourceLink>
        </div>
      ))}
      {cell.outcomes.map((outcome) => (
        <div key={outcome.id} className="aside">
          {t('reported')}:{' '}
          <FigureLink
            id={outcome.id}
            figure={resultFigure(words, outcome)}
            level={levelOf(outcome.level)}
            place={[outcome.item]}
          />
        </div>
      ))}
    </td>
  );
}
