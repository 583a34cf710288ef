// Turns values of the API into words: figures, places, differences.
import { has, locale, number, own, t, tn } from "./language.js";

// figure returns the parts of a bound: how it is meant, and the number with its
// unit. A bound without a number has words only.
export function figure({ operator, value, upper, unit }) {
  const words = t(`operator.${operator}`);
  if (value === null) return { words, amount: "" };
  if (unit === "BOOLEAN") return { words: "", amount: t(Number(value) ? "done" : "notDone") };
  // A range says by its dash that it is one; "between 65–70%" would say it twice.
  if (upper !== null && upper !== undefined) return { words: "", amount: withUnit(`${number(value)}–${number(upper)}`, unit) };
  return { words, amount: withUnit(number(value), unit) };
}

export function figureText(bound) {
  const { words, amount } = figure(bound);
  return [words, amount].filter(Boolean).join(" ");
}

function withUnit(text, unit) {
  return has(`unit.${unit}`) ? t(`unit.${unit}`, { n: text }) : `${text} ${unit}`;
}

// apart writes a difference: percentage points for shares, places for ranks.
export function apart(difference, unit) {
  const key = `apart.${unit}`;
  return has(key) ? tn(key, Number(difference)) : withUnit(number(difference), unit);
}

export function lineWords(lines) {
  return t(lines.length === 1 ? "line" : "line.many", { lines: ranges(lines) });
}

// ranges writes runs of line numbers short: 57, 58, 59, 70 is 57–59, 70.
export function ranges(lines) {
  const runs = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last && line === last[1] + 1) last[1] = line;
    else runs.push([line, line]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}

// sideNames names the sides in short: by province, or by year when the
// provinces are the same.
export function sideNames({ left, right }) {
  if (left.province.slug !== right.province.slug) return { left: own(left.province, "name"), right: own(right.province, "name") };
  if (left.year !== right.year) return { left: String(left.year), right: String(right.year) };
  return { left: t("left"), right: t("right") };
}

// date writes a partial date as precisely as it is known.
export function date(text) {
  const [, month, day] = text.split("-");
  if (!month) return text;
  const options = { timeZone: "UTC", year: "numeric", month: day ? "long" : "2-digit", day: day && "numeric" };
  return new Intl.DateTimeFormat(locale(), options).format(new Date(text));
}

export function planYearName({ province, year }) {
  return `${own(province, "name")} ${year}`;
}

// SYMBOLS stand before the words of a verdict, so that colour is never alone.
export const SYMBOLS = {
  LEFT_STRICTER: "◀",
  RIGHT_STRICTER: "▶",
  EQUAL: "=",
  OVERLAPPING: "⇄",
  NOT_COMPARABLE: "≠",
  ONLY_LEFT: "◁",
  ONLY_RIGHT: "▷",
};

// plain puts the API's enum values in a message into words: "AT_LEAST against
// REACH" is no sentence for a reader.
export function plain(message) {
  return message.replace(/\b[A-Z][A-Z_]+\b/g, (word) => enumWord(word) ?? word);
}

function enumWord(word) {
  if (word === "RANK" || word === "COUNT" || word === "SCORE") return null; // could be any word
  for (const kind of ["operator", "level"]) {
    if (has(`${kind}.${word}`)) return t(`${kind}.${word}`);
  }
  return has(`unit.${word}`) ? t(`unit.${word}`, { n: "" }).trim() : null;
}
