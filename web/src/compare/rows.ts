// The rows of a comparison: which are shown, in which order, and on what scale.
import type { CompareQuery, GoalFragment, Level, Pillar, Verdict } from '../api/generated.ts';
import { indicatorFilter, groups } from '../format/text.ts';
import { scaleEnd } from '../parts/ScaleBars.tsx';

export type Comparison = CompareQuery['compare'];
export type Row = Comparison['targets'][number];
export type Line = Row['measures'][number];

export interface Chosen {
  pillar: Pillar | null;
  verdict: Verdict | null;
  level: Level | null;
  text: string;
}

export const symbols: Record<Verdict, string> = {
  LEFT_STRICTER: '◀',
  RIGHT_STRICTER: '▶',
  EQUAL: '=',
  OVERLAPPING: '⇄',
  NOT_COMPARABLE: '≠',
  ONLY_LEFT: '◁',
  ONLY_RIGHT: '▷',
};

export function matching({ pillar, verdict, level, text }: Chosen) {
  const passes = indicatorFilter({ pillar, text });
  return (row: Row): boolean => {
    if (verdict && row.verdict !== verdict) return false;
    if (level && !row.measures.some((line) => line.level === level)) return false;
    return passes(row.indicator);
  };
}

// byPillar groups rows in the API's order of pillars. In each pillar it puts rows whose
// numbers were compared first, because that is what readers look for.
export function byPillar(comparison: Comparison, rows: Row[]): [Pillar, Row[]][] {
  const order = comparison.summary.pillars.map(({ pillar }) => pillar);
  return groups(rows, (row) => row.indicator.pillar)
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([pillar, members]) => [pillar, members.toSorted((a, b) => place(a) - place(b))]);
}

function place(row: Row): number {
  if (!row.left || !row.right) return 2;
  return row.verdict === 'NOT_COMPARABLE' ? 1 : 0;
}

// onScale tells whether a line's figures may share a scale: they must be comparable
// quantities, and one must be a number. Done and not done are no quantities.
export function onScale(line: Line): boolean {
  if (line.verdict === 'NOT_COMPARABLE' || unitOf(line) === 'BOOLEAN') return false;
  return [line.left, line.right].some((bound) => bound && bound.value !== null);
}

export function unitOf({ left, right }: Line) {
  return (left ?? right)?.unit;
}

// goalsFor returns the national goals that a line's scale can show: those of the same
// level and unit that have a number.
export function goalsFor(row: Row, line: Line): GoalFragment[] {
  if (unitOf(line) !== row.indicator.unit) return [];
  return row.national.filter(({ level, value }) => level === line.level && value !== null);
}

// endOfScale is the same for all lines of a row with the same unit.
export function endOfScale(row: Row, line: Line): number {
  const unit = unitOf(line);
  const drawn = row.measures.filter((other) => onScale(other) && unitOf(other) === unit);
  const values = drawn.flatMap((other) => [
    ...[other.left, other.right].flatMap((bound) => [bound?.value, bound?.upper]),
    ...goalsFor(row, other).map(({ value }) => value),
  ]);
  return scaleEnd(
    values.filter((value) => value != null),
    unit === 'PERCENT',
  );
}
