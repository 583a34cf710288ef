// One indicator at one level through the years: results as a line, targets and
// national goals as marks of other shapes. The table beside it says the same.
import { AxisBottom, AxisLeft } from '@visx/axis';
import { Group } from '@visx/group';
import { scaleLinear } from '@visx/scale';
import { LinePath } from '@visx/shape';
import { useEffect, useRef, useState } from 'react';

import type { Direction, PointKind, SeriesFragment } from '../api/generated.ts';
import { useWords } from '../language/language.ts';
import { scaleEnd } from '../parts/ScaleBars.tsx';

const height = 260;
const inset = 12; // pixels that the first and last year keep from the edges
const margin = { top: 16, right: 24, bottom: 28 };
const letter = 6; // pixels of a letter beside the axis, at most

type Drawn = SeriesFragment['points'][number] & { value: number };

interface Props {
  series: SeriesFragment;
  direction: Direction;
  name: string;
}

export function SeriesChart(props: Props) {
  const points = props.series.points.filter((point): point is Drawn => point.value !== null);
  return points.length > 0 && <Chart {...props} points={points} />;
}

function Chart({ series, direction, name, points }: Props & { points: Drawn[] }) {
  const { t, number } = useWords();
  const [holder, width] = useWidth();
  const years = [...new Set(points.map(({ year }) => year))];
  const span = [Math.min(...years), Math.max(...years)] as const;
  const top = scaleEnd(
    points.flatMap(({ value, upper }) => [value, upper ?? 0]),
    series.unit === 'PERCENT',
  );
  const inner = height - margin.top - margin.bottom;
  // Better is up, also for ranks.
  const y = scaleLinear<number>({
    domain: [series.unit === 'RANK' ? 1 : 0, top],
    range: direction === 'LOWER_IS_BETTER' ? [0, inner] : [inner, 0],
  });
  const label = (value: number) => t(`unit.${series.unit}`, { n: number(value) });
  const left = 16 + letter * Math.max(...y.ticks(5).map((value) => label(value).length));
  const x = scaleLinear<number>({
    domain: span[0] === span[1] ? [span[0] - 1, span[1] + 1] : [...span],
    range: [inset, width - left - margin.right - inset],
  });
  const place = (point: Drawn) => ({ x: x(point.year), y: y(point.value) });
  return (
    <div className="chart" ref={holder}>
      <svg width="100%" height={height} role="img" aria-label={t('chartOf', { name, years: span.join('–') })}>
        <Group left={left} top={margin.top}>
          <AxisLeft
            scale={y}
            numTicks={5}
            tickFormat={(value) => label(Number(value))}
            axisLineClassName="axis"
            hideTicks
          />
          <AxisBottom scale={x} top={inner} tickValues={years} tickFormat={String} axisLineClassName="axis" hideTicks />
          <LinePath
            className="results"
            data={points.filter(({ kind }) => kind === 'RESULT')}
            x={(point) => place(point).x}
            y={(point) => place(point).y}
          />
          {points.map((point) => (
            <PointMark key={point.record.id} kind={point.kind} {...place(point)} />
          ))}
        </Group>
      </svg>
      <Legend kinds={[...new Set(points.map(({ kind }) => kind))]} />
    </div>
  );
}

const shapes: Record<PointKind, string> = {
  RESULT: 'M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0',
  TARGET: 'M-4,-4h8v8h-8z',
  NATIONAL_GOAL: 'M0,-6L6,0L0,6L-6,0z',
};

function PointMark({ kind, x, y }: { kind: PointKind; x: number; y: number }) {
  return <path className={`point ${kind}`} d={shapes[kind]} transform={`translate(${x},${y})`} />;
}

function Legend({ kinds }: { kinds: PointKind[] }) {
  const { t } = useWords();
  return (
    <p className="legend">
      {kinds.map((kind) => (
        <span key={kind}>
          <svg width="14" height="14" aria-hidden="true">
            <PointMark kind={kind} x={7} y={7} />
          </svg>{' '}
          {t(`point.${kind}`)}
        </span>
      ))}
    </p>
  );
}

// useWidth tells how wide an element is, so that its chart's letters keep their size.
function useWidth() {
  const holder = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(320);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width));
    observer.observe(holder.current!);
    return () => observer.disconnect();
  }, []);
  return [holder, width] as const;
}
