// How many tasks of each side run in each quarter, as bars and as a table.
import { scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';

import type { TasksQuery } from '../api/generated.ts';
import { quartersOf, yearAndQuarter, type Quarter } from '../format/quarters.ts';
import { useWords } from '../language/language.ts';
import type { Pair } from '../parts/Sides.tsx';

type Rows = TasksQuery['compare']['tasks'];

const sides = ['left', 'right'] as const;

export function Timeline({ rows, names }: { rows: Rows; names: Pair }) {
  const { t, number } = useWords();
  const left = tally(rows.flatMap((row) => row.left));
  const right = tally(rows.flatMap((row) => row.right));
  const counts = { left, right };
  const quarters = range([...left.running.keys(), ...right.running.keys()]);
  if (quarters.length === 0) return null;
  const most = Math.max(...left.running.values(), ...right.running.values());
  return (
    <details className="timeline" open>
      <summary>
        <h2>{t('timeline')}</h2>
      </summary>
      <p className="hint">
        {t('timelineHint', { ...names, leftCount: number(left.undated), rightCount: number(right.undated) })}
      </p>
      <table className="quarters">
        <caption className="unseen">{t('timeline')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('quarter')}</th>
            <th scope="col" className="left">
              {names.left}
            </th>
            <th scope="col" className="right">
              {names.right}
            </th>
          </tr>
        </thead>
        <tbody>
          {quarters.map((quarter) => (
            <tr key={quarter} data-quarter={quarterKey(quarter)}>
              <th scope="row">{t('quarterOf', yearAndQuarter(quarter))}</th>
              {sides.map((side) => (
                <td key={side}>
                  <Count kind={side} count={counts[side].running.get(quarter) ?? 0} most={most} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function quarterKey(quarter: Quarter): string {
  const { year, quarter: number } = yearAndQuarter(quarter);
  return `${year}/${number}`;
}

function Count({ kind, count, most }: { kind: 'left' | 'right'; count: number; most: number }) {
  const { number } = useWords();
  const scale = scaleLinear<number>({ domain: [0, most], range: [0, 100] });
  return (
    <span className="count">
      <span>{number(count)}</span>
      <svg width="100%" height={12} aria-hidden="true">
        <Bar className={`mark ${kind}`} x={0} y={1} height={10} width={`${scale(count)}%`} />
      </svg>
    </span>
  );
}

interface Tally {
  running: Map<Quarter, number>;
  undated: number;
}

function tally(tasks: Rows[number]['left']): Tally {
  const running = new Map<Quarter, number>();
  let undated = 0;
  for (const { schedule } of tasks) {
    const quarters = quartersOf(schedule);
    if (!quarters) undated++;
    for (const quarter of quarters ?? []) running.set(quarter, (running.get(quarter) ?? 0) + 1);
  }
  return { running, undated };
}

// range fills the gaps between quarters: a quarter in which nothing runs is shown.
function range(quarters: Quarter[]): Quarter[] {
  if (quarters.length === 0) return [];
  const first = Math.min(...quarters);
  return Array.from({ length: Math.max(...quarters) - first + 1 }, (_, i) => first + i);
}
