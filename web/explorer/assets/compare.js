// The comparison: choosing two plan years, filters, overview and table.
import { ApiError, ask } from "./api.js";
import { byId, el, fold, groups } from "./dom.js";
import { planYearName, sideNames, SYMBOLS } from "./format.js";
import { own, t } from "./language.js";
import { failure, loading } from "./messages.js";
import { COMPARE, PLAN_YEARS } from "./queries.js";
import { drawTable } from "./table.js";

const FIRST_CHOICE = { left: "binh-dinh/2024", right: "quang-nam/2024" };
const SIDES = ["left", "right"];

export function createCompare({ navigate }) {
  let years = [];
  let state = null; // as the address says, with the first choice filled in
  let comparison = null; // the answer for the sides in loaded
  let loaded = "";
  let latest = null; // the address last asked to be shown
  let asked = ""; // the sides last asked for; an answer for others comes too late

  listen();
  addEventListener("beforeprint", openNotes);
  addEventListener("afterprint", closeNotes);

  async function show(given) {
    latest = given;
    if (years.length === 0) await loadYears();
    if (latest !== given) return; // the reader went on meanwhile
    state = { ...given, ...chosenSides(given) };
    drawSides();
    const sides = `${state.left} ${state.right}`;
    if (sides === loaded) return draw();
    if (sides !== asked) await load(sides);
  }

  function chosenSides(given) {
    const [first, second = first] = years.map((year) => year.id);
    const known = SIDES.every((side) => years.some((year) => year.id === FIRST_CHOICE[side]));
    // Another dataset may not hold the first choice; any two years will do then.
    const usual = known || !first ? FIRST_CHOICE : { left: first, right: second };
    return { left: given.left || usual.left, right: given.right || usual.right };
  }

  async function load(sides) {
    asked = sides;
    comparison = null;
    loaded = "";
    byId("overview").replaceChildren();
    byId("filters").hidden = true;
    byId("shown").textContent = "";
    byId("comparison").replaceChildren(loading());
    try {
      const answer = (await ask(COMPARE, references())).compare;
      if (asked !== sides) return;
      comparison = answer;
      loaded = sides;
      draw();
    } catch (error) {
      if (asked === sides) fail(error);
    }
  }

  function references() {
    return Object.fromEntries(SIDES.map((side) => [side, reference(state[side])]));
  }

  function fail(error) {
    asked = "";
    byId("comparison").replaceChildren(failure(error, () => show(state)));
  }

  async function loadYears() {
    const found = [];
    try {
      for (let after = null; ; ) {
        const { nodes, pageInfo } = (await ask(PLAN_YEARS, { after })).planYears;
        found.push(...nodes);
        if (!pageInfo.hasNextPage) break;
        after = pageInfo.endCursor;
      }
    } catch {
      return; // The comparison asks the same server and says what is wrong.
    }
    years = found;
  }

  function drawSides() {
    for (const side of SIDES) {
      const select = byId(side);
      select.replaceChildren(...yearGroups(years));
      select.value = state[side];
    }
  }

  function draw() {
    if (!comparison) return;
    const names = { left: planYearName(comparison.left), right: planYearName(comparison.right) };
    byId("compare-title").textContent = t("title", names);
    document.title = `${t("title", names)} – Đối Chiếu`;
    drawOverview();
    drawFilters();
    drawRows();
  }

  function drawOverview() {
    const { total, verdicts } = comparison.summary;
    if (total === 0) return byId("overview").replaceChildren();
    const count = Object.fromEntries(verdicts.map((entry) => [entry.verdict, entry.count]));
    const both = total - count.ONLY_LEFT - count.ONLY_RIGHT;
    const some = verdicts.filter((entry) => entry.count > 0);
    byId("overview").replaceChildren(
      el("p", { class: "lead" }, t("overview", { total, both, judged: both - count.NOT_COMPARABLE })),
      bar(some),
      el("div", { class: "verdicts", role: "group", "aria-label": t("verdicts") }, some.map(chip)),
    );
  }

  function chip({ verdict, count }) {
    const pressed = state.verdict === verdict;
    return el(
      "button",
      {
        type: "button",
        class: `chip ${verdict}`,
        "aria-pressed": String(pressed),
        onclick: () => {
          navigate({ verdict: pressed ? "" : verdict });
          // The chips were drawn anew; keyboard users stay where they were.
          document.querySelector(`.chip.${verdict}`)?.focus();
        },
      },
      el("span", { class: "symbol", "aria-hidden": "true" }, SYMBOLS[verdict]),
      el("span", {}, t(verdict, sideNames(comparison))),
      el("strong", {}, String(count)),
    );
  }

  function drawFilters() {
    byId("filters").hidden = comparison.summary.total === 0;
    const pillars = comparison.summary.pillars.filter((entry) => entry.total > 0);
    byId("pillar").replaceChildren(
      el("option", { value: "" }, t("allPillars")),
      ...pillars.map(({ pillar, total }) => el("option", { value: pillar }, `${t(pillar)} (${total})`)),
    );
    byId("pillar").value = state.pillar;
    if (byId("text") !== document.activeElement) byId("text").value = state.text;
    byId("clear").hidden = !(state.pillar || state.verdict || state.text);
  }

  function drawRows() {
    const all = comparison.targets;
    if (all.length === 0) {
      byId("shown").textContent = "";
      return byId("comparison").replaceChildren(el("p", { class: "empty" }, t("noTargets")));
    }
    const rows = all.filter(matches);
    byId("shown").textContent = t("shown", { shown: rows.length, total: all.length });
    // The overview has said the total already; only who listens hears it again.
    byId("shown").classList.toggle("unseen", rows.length === all.length);
    byId("comparison").replaceChildren(
      rows.length ? drawTable(comparison, rows) : el("p", { class: "empty" }, t("nothing")),
    );
  }

  function matches(row) {
    if (state.pillar && row.indicator.pillar !== state.pillar) return false;
    if (state.verdict && row.verdict !== state.verdict) return false;
    const { name, nameEn, code } = row.indicator;
    return fold(`${name} ${nameEn} ${code}`).includes(fold(state.text.trim()));
  }

  function listen() {
    for (const side of SIDES) byId(side).addEventListener("change", (event) => navigate({ [side]: event.target.value }));
    byId("swap").addEventListener("click", () => navigate({ left: state.right, right: state.left, verdict: "" }));
    byId("pillar").addEventListener("change", (event) => navigate({ pillar: event.target.value }));
    byId("text").addEventListener("input", (event) => navigate({ text: event.target.value }, { replace: true }));
    byId("clear").addEventListener("click", () => {
      byId("text").value = "";
      navigate({ pillar: "", verdict: "", text: "" });
      byId("text").focus();
    });
    for (const form of ["sides", "filters"]) byId(form).addEventListener("submit", (event) => event.preventDefault());
  }

  return {
    show,
    // variables of the query that shows what the reader sees; the text filter
    // is the page's own, the API has none.
    variables: () => ({ ...references(), pillar: state.pillar || null, verdict: state.verdict || null }),
  };
}

// reference reads "binh-dinh/2024" into a PlanYearRef.
function reference(text) {
  const [, province, year] = /^([a-z0-9-]+)\/(\d{4})$/.exec(text) ?? [];
  if (!province) throw new ApiError(t("badAddress", { value: text }), { own: true });
  return { province, year: Number(year) };
}

function yearGroups(years) {
  return groups(years, (year) => year.province.slug).map(([, group]) =>
    el(
      "optgroup",
      { label: own(group[0].province, "name") },
      group.map((year) => el("option", { value: year.id }, planYearName(year))),
    ),
  );
}

// bar shows the counts as lengths. Widths are set through the object model,
// which the content security policy allows where style attributes are not.
function bar(counts) {
  const parts = counts.map(({ verdict, count }) => {
    const part = el("span", { class: verdict });
    part.style.flexGrow = count;
    return part;
  });
  return el("div", { class: "bar", "aria-hidden": "true" }, parts);
}

// On paper a closed caveat cannot be opened, so print opens all.
function openNotes() {
  for (const notes of document.querySelectorAll("#comparison details:not([open])")) {
    notes.open = true;
    notes.dataset.printed = "";
  }
}

function closeNotes() {
  for (const notes of document.querySelectorAll("#comparison details[data-printed]")) {
    notes.open = false;
    delete notes.dataset.printed;
  }
}
