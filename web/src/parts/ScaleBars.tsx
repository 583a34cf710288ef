import { scaleLinear } from '@visx/scale';
import { Bar, Line } from '@visx/shape';

import type { GoalFragment } from '../api/generated.ts';
import { useWords } from '../language/language.ts';

export interface Mark {
  kind: 'left' | 'right' | 'target' | 'result';
  value: number;
  // upper is the upper bound of a range.
  upper?: number | null;
}

interface Props {
  marks: Mark[];
  goals: GoalFragment[];
  max: number;
  // points draws dots instead of bars: the length of a bar reads as "more is
  // better", which is wrong for ranks.
  points: boolean;
  // ends are the labels of both ends of the scale.
  ends?: [string, string];
}

const band = 9; // height of a bar in pixels
const labelHeight = 14; // pixels above the bars for the years of national goals

// ScaleBars draws figures of one indicator on one scale that begins at zero. It is
// hidden from screen readers, as the figures are also written beside it.
export function ScaleBars({ marks, goals, max, points, ends }: Props) {
  const { number } = useWords();
  const scale = scaleLinear<number>({ domain: [0, max], range: [0, 100], clamp: true });
  const position = (value: number) => `${scale(value)}%`;
  const top = goals.length > 0 ? labelHeight : 0;
  const bottom = top + marks.length * (band + 2);
  return (
    <div className="scale" aria-hidden="true">
      <svg width="100%" height={bottom + 1} overflow="visible">
        <Line className="axis" from={{ x: 0, y: bottom }} to={{ x: '100%' as never, y: bottom }} />
        {marks.map(({ kind, value, upper }, index) => {
          const y = top + index * (band + 2);
          if (points)
            return (
              <circle key={index} className={`mark ${kind}`} cx={position(value)} cy={y + band / 2} r={band / 2} />
            );
          return (
            <g key={index}>
              {upper != null && (
                <Bar className={`mark stretch ${kind}`} x={0} y={y} height={band} width={position(upper)} />
              )}
              <Bar className={`mark ${kind}`} x={0} y={y} height={band} width={position(value)} />
            </g>
          );
        })}
        {goals.map(({ id, value }) => (
          <line
            key={id}
            className="goal-mark"
            x1={position(value!)}
            x2={position(value!)}
            y1={labelHeight - 3}
            y2={bottom}
          />
        ))}
        {clusters(goals, scale).map(({ percent, years }) => (
          <text key={percent} className="goal-year" x={`${percent}%`} y={labelHeight - 5} textAnchor={anchor(percent)}>
            ◆ {[...new Set(years)].toSorted().join(', ')}
          </text>
        ))}
      </svg>
      {ends && (
        <p className="ends">
          <span>{ends[0]}</span>
          <span>{ends[1] || number(max)}</span>
        </p>
      )}
    </div>
  );
}

const labelWidth = 30; // per cent of the scale that a label takes

// clusters groups goals that are close to each other, so that they share a label.
function clusters(goals: GoalFragment[], scale: (value: number) => number) {
  const found: { percent: number; years: number[] }[] = [];
  for (const { value, year } of goals.toSorted((a, b) => a.value! - b.value! || a.year - b.year)) {
    const percent = scale(value!);
    const last = found.at(-1);
    if (last && percent - last.percent < labelWidth) last.years.push(year);
    else found.push({ percent, years: [year] });
  }
  return found;
}

function anchor(percent: number): 'start' | 'middle' | 'end' {
  if (percent > 85) return 'end';
  return percent < 15 ? 'start' : 'middle';
}

// scaleEnd returns the upper end of a scale: 100 for shares in per cent, otherwise a
// round number that is not below the largest value.
export function scaleEnd(values: number[], share: boolean): number {
  const largest = Math.max(...values, 0);
  if (share && largest <= 100) return 100;
  return scaleLinear<number>({ domain: [0, largest || 1], nice: 4 }).domain()[1]!;
}
