import { scaleLinear } from '@visx/scale';
import { Bar, Line } from '@visx/shape';

import type { GoalFragment } from '../api/generated.ts';
import { useWords } from '../language/language.ts';

export interface Mark {
  kind: 'left' | 'right' | 'target' | 'result';
  value: number;
  // upper is the farther end of a range.
  upper?: number | null;
}

interface Props {
  marks: Mark[];
  goals: GoalFragment[];
  max: number;
  // points draws dots instead of bars: the length of a bar reads as "more is
  // better", which is wrong for ranks.
  points: boolean;
  // ends writes the two ends of the scale below.
  ends?: [string, string];
}

const band = 9; // pixels of a bar
const room = 14; // pixels above for the years of national goals

// ScaleBars draws figures of one indicator on one scale that begins at zero.
// The figures stand beside it in words, so a screen reader passes it by.
export function ScaleBars({ marks, goals, max, points, ends }: Props) {
  const { number } = useWords();
  const scale = scaleLinear<number>({ domain: [0, max], range: [0, 100], clamp: true });
  const at = (value: number) => `${scale(value)}%`;
  const top = goals.length > 0 ? room : 0;
  const bottom = top + marks.length * (band + 2);
  return (
    <div className="scale" aria-hidden="true">
      <svg width="100%" height={bottom + 1} overflow="visible">
        <Line className="axis" from={{ x: 0, y: bottom }} to={{ x: '100%' as never, y: bottom }} />
        {marks.map(({ kind, value, upper }, index) => {
          const y = top + index * (band + 2);
          if (points)
            return <circle key={index} className={`mark ${kind}`} cx={at(value)} cy={y + band / 2} r={band / 2} />;
          return (
            <g key={index}>
              {upper != null && <Bar className={`mark stretch ${kind}`} x={0} y={y} height={band} width={at(upper)} />}
              <Bar className={`mark ${kind}`} x={0} y={y} height={band} width={at(value)} />
            </g>
          );
        })}
        {goals.map(({ id, value }) => (
          <line key={id} className="goal-mark" x1={at(value!)} x2={at(value!)} y1={room - 3} y2={bottom} />
        ))}
        {clusters(goals, scale).map(({ percent, years }) => (
          <text key={percent} className="goal-year" x={`${percent}%`} y={room - 5} textAnchor={anchor(percent)}>
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

// clusters labels the goals with their years; goals that stand close share a label.
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

// scaleEnd is where the scale of some numbers ends: shares at 100 per cent,
// others at a round number above the largest.
export function scaleEnd(values: number[], share: boolean): number {
  const largest = Math.max(...values, 0);
  if (share && largest <= 100) return 100;
  return scaleLinear<number>({ domain: [0, largest || 1], nice: 4 }).domain()[1]!;
}
