// The dialog that shows where a figure comes from.
import { ask } from "./api.js";
import { byId, el, vi } from "./dom.js";
import { date, figureText, ranges } from "./format.js";
import { own, t } from "./language.js";
import { failure, findingItem, loading } from "./messages.js";
import { TARGET } from "./queries.js";

const known = new Map(); // targets that were fetched already, by id
let open = ""; // what the dialog shows; an answer for anything else comes too late

// A click beside the dialog closes it, as people expect.
byId("source").addEventListener("click", (event) => {
  if (event.target === event.currentTarget) event.currentTarget.close();
});

export async function openTarget({ id, indicator }, measure) {
  const heading = title(figureText(measure), measure.level, indicator);
  open = measure.id;
  showDialog(heading, loading());
  try {
    const target = await fetchTarget(id);
    if (open === measure.id) showDialog(heading, targetDetails(target, measure));
  } catch (error) {
    if (open === measure.id) showDialog(heading, failure(error, () => openTarget({ id, indicator }, measure)));
  }
}

export function openGoal(goal, indicator) {
  open = goal.id;
  showDialog(
    title(figureText({ ...goal, unit: indicator.unit }), goal.level, indicator),
    facts([
      ["decision", [goal.decision.number, goal.decision.number && " – ", vi("span", "", goal.decision.title)]],
      ["due", String(goal.year)],
      ["confidence", t(goal.confidence)],
      ["record", el("code", {}, goal.id)],
    ]),
    el("p", { class: "hint" }, t("secondHand")),
  );
}

function showDialog(...content) {
  const dialog = byId("source");
  byId("source-body").replaceChildren(...content);
  if (!dialog.open) dialog.showModal();
}

async function fetchTarget(id) {
  if (!known.has(id)) known.set(id, (await ask(TARGET, { id })).node);
  return known.get(id);
}

function title(text, level, indicator) {
  return el(
    "header",
    {},
    el("h2", { id: "source-title" }, text, level !== "ALL" && el("small", {}, ` ${t(`level.${level}`)}`)),
    el("p", { class: "source-name" }, vi("span", "", indicator.name), el("span", { class: "name-en", lang: "en" }, indicator.nameEn)),
  );
}

function targetDetails(target, measure) {
  const bound = target.measures.find((other) => other.id === measure.id);
  return el(
    "div",
    {},
    el("figure", { class: "wording" }, vi("blockquote", "", target.wording), el("figcaption", {}, documentName(target.document))),
    places(bound.sources, target.document.lines),
    facts([
      ["rank", bound.rank === "ALTERNATE" && t("ALTERNATE")],
      ["condition", bound.condition && vi("span", "", bound.condition)],
      ["printed", bound.printed && vi("span", "", bound.printed)],
      ["base", own(target.indicator, "base")],
      ["definition", own(target.indicator, "definition")],
      ["leads", names(target.leads)],
      ["performers", names(target.performers)],
      ["citations", target.citations.map(citation).join("; ")],
      ["task", target.task && vi("span", "", [target.task.row, target.task.title].filter(Boolean).join(" – "))],
      ["findings", target.findings.length > 0 && el("ul", {}, target.findings.map(findingItem))],
      ["record", el("code", {}, measure.id)],
    ]),
  );
}

function documentName({ title, number, numberPrinted, issuedOn }) {
  // Archived plans often leave the number blank: "/KH-UBND".
  const printed = numberPrinted?.replace(/^\s*\//, "…/");
  return [vi("cite", "", title), [number ?? printed, issuedOn && date(issuedOn)].filter(Boolean).map((part) => ` · ${part}`)];
}

function places(sources, total) {
  const cell = (text) => el("td", {}, text ?? "–");
  return el(
    "table",
    { class: "places" },
    el("thead", {}, el("tr", {}, ["section", "row", "lines"].map((key) => el("th", { scope: "col" }, t(key))))),
    el("tbody", {}, sources.map(({ section, row, lines }) => el("tr", {}, cell(section), cell(row), cell(t("linesOf", { lines: ranges(lines), total }))))),
  );
}

// facts lists what there is; a fact without a value is left out.
function facts(pairs) {
  const some = pairs.filter(([, value]) => value && value.length !== 0);
  return el("dl", { class: "facts" }, some.map(([key, value]) => [el("dt", {}, t(key)), el("dd", {}, value)]));
}

function names(agencies) {
  return agencies.map((agency) => own(agency, "name")).join("; ");
}

function citation({ printedNumber, legalDocument }) {
  return printedNumber ?? legalDocument.number ?? legalDocument.title;
}
