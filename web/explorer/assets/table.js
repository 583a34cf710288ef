// The table of a comparison: one table body for each indicator, one line in it
// for each administrative level, so that the levels of both sides stay level.
import { el, groups, vi } from "./dom.js";
import { apart, figure, figureText, lineWords, plain, planYearName, sideNames, SYMBOLS } from "./format.js";
import { own, t, tn } from "./language.js";
import { findingItem } from "./messages.js";
import { openGoal, openTarget } from "./source.js";

const COLUMNS = 5;

// drawTable lays out the rows by pillar. The roles repeat what the elements
// mean, because some browsers forget it when narrow screens stack the cells.
export function drawTable(comparison, rows) {
  const titles = { left: planYearName(comparison.left), right: planYearName(comparison.right) };
  const context = { titles, names: sideNames(comparison) };
  return el(
    "table",
    { class: "comparison", role: "table" },
    el("caption", { class: "unseen" }, t("caption", titles)),
    head(titles),
    byPillar(comparison, rows).map(([pillar, members]) => [
      pillarHead(pillar, members.length),
      judgedFirst(members).map((row) => indicatorBody(row, context)),
    ]),
  );
}

// byPillar keeps the API's order of pillars, whatever the plans begin with.
function byPillar(comparison, rows) {
  const order = comparison.summary.pillars.map((entry) => entry.pillar);
  return groups(rows, (row) => row.indicator.pillar).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}

function head(titles) {
  const column = (text, className) => el("th", { scope: "col", role: "columnheader", class: className }, text);
  return el(
    "thead",
    { role: "rowgroup" },
    el(
      "tr",
      { role: "row" },
      column(t("indicator")),
      column(titles.left, "left"),
      column(titles.right, "right"),
      column(t("difference")),
      column(t("verdict")),
    ),
  );
}

function pillarHead(pillar, count) {
  const title = el("th", { colspan: COLUMNS, scope: "colgroup", role: "columnheader" }, el("h2", {}, t(pillar), " ", el("small", {}, tn("count.indicators", count))));
  return el("tbody", { class: "pillar", role: "rowgroup" }, el("tr", { role: "row" }, title));
}

// judgedFirst puts rows with a verdict on their numbers first, then what both
// sides set without one, then what only one side sets: a reader came to compare.
// Within each part the order of the plans stays.
function judgedFirst(rows) {
  const rank = (row) => (!row.left || !row.right ? 2 : row.verdict === "NOT_COMPARABLE" ? 1 : 0);
  return [...rows].sort((a, b) => rank(a) - rank(b));
}

function indicatorBody(row, context) {
  const lines = row.measures.length ? row.measures : [{ level: "ALL", verdict: row.verdict, left: null, right: null, difference: null }];
  const notes = notesCell(row);
  const body = el("tbody", { class: "indicator", role: "rowgroup" });
  lines.forEach((line, index) => body.append(levelRow(row, lines, index, notes, context)));
  if (notes) body.append(el("tr", { class: "notes", role: "row" }, notes));
  return body;
}

function levelRow(row, lines, index, notes, context) {
  const line = lines[index];
  const first = index === 0;
  return el(
    "tr",
    { role: "row", class: first ? "first" : "more" },
    first && nameCell(row.indicator, lines.length + (notes ? 1 : 0)),
    sideCell("left", row, lines, index, context),
    sideCell("right", row, lines, index, context),
    differenceCell(line, row, context),
    first && verdictCell(row, lines.length, context),
  );
}

function nameCell(indicator, span) {
  return el(
    "th",
    { scope: "rowgroup", role: "rowheader", rowspan: span, class: "name" },
    vi("span", "name-vi", indicator.name),
    el("span", { class: "name-en", lang: "en" }, indicator.nameEn),
  );
}

function sideCell(side, row, lines, index, { titles }) {
  const target = row[side];
  const first = index === 0;
  if (!target && !first) return null; // the first line's cell spans the others
  const attributes = { role: "cell", class: `side-cell ${side}`, "data-title": titles[side] };
  if (!target) {
    return el("td", { ...attributes, rowspan: lines.length }, el("span", { class: "none" }, t("notSet")), row.near.map(nearFigure));
  }
  const measure = lines[index][side];
  return el(
    "td",
    attributes,
    measure ? figureButton(target, measure) : el("span", { class: "none" }, t("notSet")),
    first && [...alternates(target), ...others(side === "left" ? row.otherLeft : row.otherRight)],
  );
}

// figureButton shows a bound and the line that it comes from, and opens the rest.
function figureButton(target, measure) {
  const { words, amount } = figure(measure);
  const place = [lineWords(measure.source.lines), measure.condition && t("conditional")].filter(Boolean).join(" · ");
  return el(
    "button",
    { type: "button", class: "figure", "aria-haspopup": "dialog", title: t("openSource"), onclick: () => openTarget(target, measure) },
    measure.level !== "ALL" && el("span", { class: "level" }, t(`level.${measure.level}`)),
    " ",
    words && el("span", { class: amount ? "words" : "words alone" }, words),
    " ",
    amount && el("span", { class: "amount" }, amount),
    " ",
    el("span", { class: "place" }, place),
  );
}

function nearFigure(target) {
  return el(
    "div",
    { class: "near" },
    el("span", { class: "near-label" }, t("near"), " "),
    preferred(target).map((measure) => figureButton(target, measure)),
    el("span", { class: "near-name" }, own(target.indicator, "name"), " – ", el("em", {}, t("notCompared"))),
  );
}

function preferred(target) {
  return target.measures.filter((measure) => measure.rank === "PREFERRED");
}

function alternates(target) {
  return target.measures
    .filter((measure) => measure.rank === "ALTERNATE")
    .map((measure) => aside("annexSays", figureButton(target, measure)));
}

function others(targets) {
  return targets.flatMap((target) => preferred(target).map((measure) => aside("alsoSet", figureButton(target, measure))));
}

function aside(label, ...content) {
  return el("div", { class: "aside" }, el("span", {}, t(label)), " ", content);
}

function differenceCell(line, row, { names }) {
  return el("td", { role: "cell", class: "difference", "data-title": t("difference") }, differenceText(line, row, names));
}

function differenceText(line, row, names) {
  if (line.difference !== null) {
    const stricter = line.verdict.endsWith("_STRICTER");
    if (stricter && Number(line.difference) === 0) return t("onlyOperator");
    if (line.verdict === "EQUAL") return "0";
    const words = apart(line.difference, line.left.unit);
    // The row's verdict says who is stricter, unless the levels disagree.
    return stricter && line.verdict !== row.verdict ? `${words}, ${t(line.verdict, names)}` : words;
  }
  return line.verdict === row.verdict ? el("span", { class: "none" }, "–") : t(line.verdict, names);
}

function verdictCell(row, span, { names }) {
  return el(
    "td",
    { role: "cell", class: "verdict-cell", rowspan: span },
    el("span", { class: `verdict ${row.verdict}` }, el("span", { class: "symbol", "aria-hidden": "true" }, SYMBOLS[row.verdict]), " ", t(row.verdict, names)),
  );
}

// notesCell holds national goals and caveats; null when there are none.
function notesCell(row) {
  const caveats = caveatItems(row);
  if (row.national.length === 0 && caveats.length === 0) return null;
  return el(
    "td",
    { role: "cell", colspan: COLUMNS - 1 },
    groups(row.national, (goal) => `${goal.decision.number} ${goal.confidence}`).map(([, goals]) => nationalLine(goals, row.indicator)),
    caveats.length > 0 && el("details", {}, el("summary", {}, tn("caveats", caveats.length)), el("ul", {}, caveats)),
  );
}

function nationalLine(goals, indicator) {
  const [{ decision, confidence }] = goals;
  return el(
    "p",
    { class: "national" },
    t("national"),
    groups(goals, (goal) => goal.year).map(([year, members], i) => [i ? "; " : " ", `${year}: `, between(", ", members.map((goal) => goalButton(goal, indicator)))]),
    ` (${decision.number ?? decision.title}, ${t(confidence)})`,
  );
}

function between(separator, nodes) {
  return nodes.flatMap((node, index) => (index ? [separator, node] : [node]));
}

function goalButton(goal, indicator) {
  const level = goal.level === "ALL" ? "" : `${t(`level.${goal.level}`)} `;
  return el(
    "button",
    { type: "button", class: "goal", "aria-haspopup": "dialog", title: t("openSource"), onclick: () => openGoal(goal, indicator) },
    level + figureText({ ...goal, unit: indicator.unit }),
  );
}

// caveatItems puts the findings themselves in the place of the caveat that only
// says that there are some.
function caveatItems(row) {
  const caveats = row.caveats.filter((caveat) => caveat.kind !== "FINDING").map((caveat) => el("li", {}, plain(own(caveat, "message"))));
  const findings = new Map([row.left, row.right].flatMap((target) => target?.findings ?? []).map((finding) => [finding.id, finding]));
  return [...caveats, ...[...findings.values()].map(findingItem)];
}
