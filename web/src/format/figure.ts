// Turns values of the API into a reader's words: figures, differences, lines.
import type { BoundFragment, GoalFragment, Operator, Qualifier, ResultFragment, Unit } from '../api/generated.ts';
import type { Words } from '../language/language.ts';
import type { Key } from '../language/words.ts';

// Figure is a number with its unit, and the words that qualify it ("at least").
// Without a number it has words only.
export interface Figure {
  words: string;
  amount: string;
}

export type Bounded = Pick<BoundFragment, 'operator' | 'value' | 'upper' | 'unit'>;

export function boundFigure(words: Words, { operator, value, upper, unit }: Bounded): Figure {
  const qualifier = words.t(`operator.${operator}`);
  if (value === null) return { words: qualifier, amount: '' };
  if (unit === 'BOOLEAN') return { words: '', amount: words.t(value ? 'done' : 'notDone') };
  // The dash shows that it is a range; "between 65–70%" would say so twice.
  if (upper !== null)
    return { words: '', amount: withUnit(words, `${words.number(value)}–${words.number(upper)}`, unit) };
  return { words: qualifier, amount: withUnit(words, words.number(value), unit) };
}

export type Reported = Pick<ResultFragment, 'qualifier' | 'value' | 'unit' | 'absence'>;

export function resultFigure(words: Words, { qualifier, value, unit, absence }: Reported): Figure {
  if (value === null) return { words: words.t(absence ? `absence.${absence}` : 'noValue'), amount: '' };
  if (unit === 'BOOLEAN') return { words: '', amount: words.t(value ? 'done' : 'notDone') };
  return { words: words.t(`qualifier.${qualifier}`), amount: withUnit(words, words.number(value), unit) };
}

export function goalFigure(words: Words, goal: Pick<GoalFragment, 'operator' | 'value'>, unit: Unit): Figure {
  return boundFigure(words, { ...goal, upper: null, unit });
}

// pointFigure is the figure of a point in a series: a target or goal has an
// operator, a result a qualifier.
export function pointFigure(
  words: Words,
  point: { operator: Operator | null; qualifier: Qualifier | null; value: number | null; upper: number | null },
  unit: Unit,
  absence: ResultFragment['absence'] = null,
): Figure {
  const { operator, qualifier, value, upper } = point;
  if (operator) return boundFigure(words, { operator, value, upper, unit });
  return resultFigure(words, { qualifier: qualifier ?? 'EXACT', value, unit, absence });
}

export function figureText({ words, amount }: Figure): string {
  return [words, amount].filter(Boolean).join(' ');
}

export function withUnit(words: Words, n: string, unit: Unit): string {
  return words.t(`unit.${unit}`, { n });
}

const unitsWithOwnDifference = new Set<Unit>(['PERCENT', 'RANK', 'MATURITY_LEVEL']);

// differenceText writes a difference: percentage points for shares, places for ranks.
export function differenceText(words: Words, difference: number, unit: Unit): string {
  if (unitsWithOwnDifference.has(unit)) return words.count(`apart.${unit}` as Key, difference);
  return withUnit(words, words.number(difference), unit);
}

// rounded rounds a derived number to two decimals, unless that would make it zero.
export function rounded(n: number): number {
  return Math.round(n * 100) / 100 || n;
}

export function linesText(words: Words, lines: number[]): string {
  return words.t(lines.length === 1 ? 'line' : 'lines', { lines: ranges(lines) });
}

// ranges abbreviates runs of line numbers: 57, 58, 59, 70 becomes 57–59, 70.
export function ranges(lines: number[]): string {
  const runs: [number, number][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last && line === last[1] + 1) last[1] = line;
    else runs.push([line, line]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

// dateText writes a date as precisely as it is known.
export function dateText(words: Words, date: string): string {
  const [year, month, day] = date.split('-');
  if (!month) return year!;
  const options: Intl.DateTimeFormatOptions = day
    ? { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' }
    : { timeZone: 'UTC', year: 'numeric', month: '2-digit' };
  return new Intl.DateTimeFormat(words.locale, options).format(new Date(date));
}

// planYearName is the same in both languages: a Vietnamese name keeps its diacritics.
export function planYearName({ year, province }: { year: number; province: { name: string } }): string {
  return `${province.name} ${year}`;
}

// translateEnums replaces the API's enum values in a message by words, as readers do
// not know "AT_LEAST against REACH".
export function translateEnums(words: Words, message: string): string {
  return message.replace(/\b[A-Z][A-Z_]+\b/g, (word) => enumWord(words, word) ?? word);
}

const operators = ['REACH', 'AT_LEAST', 'MORE_THAN', 'BETWEEN', 'ABOUT', 'AT_MOST', 'LESS_THAN', 'QUALITATIVE'];
const levels = ['ALL', 'PROVINCE', 'DISTRICT', 'COMMUNE', 'VILLAGE'];

function enumWord(words: Words, word: string): string | null {
  if (operators.includes(word)) return words.t(`operator.${word}` as Key);
  if (levels.includes(word)) return words.t(`level.${word}` as Key);
  return null;
}
