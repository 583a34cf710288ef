// Which quarters of a year a task runs in.

// Quarter counts from year 0, so that the next one is one more.
export type Quarter = number;

export interface Span {
  start: string | null;
  end: string | null;
}

// quartersOf lists the quarters that a schedule overlaps; null when the month of its
// start or end is unknown.
export function quartersOf(schedule: Span | null): Quarter[] | null {
  const first = quarterOf(schedule?.start);
  const last = quarterOf(schedule?.end);
  if (first === null || last === null) return null;
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function quarterOf(date: string | null | undefined): Quarter | null {
  const [year, month] = (date ?? '').split('-').map(Number);
  if (!year || !month) return null;
  return year * 4 + Math.floor((month - 1) / 3);
}

export function yearAndQuarter(quarter: Quarter): { year: number; quarter: number } {
  return { year: Math.floor(quarter / 4), quarter: (quarter % 4) + 1 };
}
