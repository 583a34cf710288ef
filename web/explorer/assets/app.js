// Starts the page: language, address, and which of the two views is shown.
import * as address from "./address.js";
import { ask } from "./api.js";
import { createCompare } from "./compare.js";
import { byId, el } from "./dom.js";
import { createExplore } from "./explore.js";
import { language, own, setLanguage, t, translate } from "./language.js";
import { COMPARE, DATASET } from "./queries.js";

const compare = createCompare({ navigate });
const explore = createExplore();
let dataset = null;

function navigate(changes, options) {
  address.go(changes, options);
  show();
}

function show() {
  const state = address.read();
  if (!dataset) loadAbout();
  const exploring = state.view === "explore";
  byId("compare-view").hidden = exploring;
  byId("explore-view").hidden = !exploring;
  mark(byId("to-compare"), !exploring, { ...state, view: "" });
  mark(byId("to-explore"), exploring, { ...state, view: "explore" });
  if (exploring) {
    document.title = `${t("explore")} – Đối Chiếu`;
    explore.show();
  } else {
    compare.show(state);
  }
}

function mark(link, current, target) {
  link.setAttribute("href", address.href(target));
  if (current) link.setAttribute("aria-current", "page");
  else link.removeAttribute("aria-current");
}

// followInPage keeps the two view links from loading the page anew, unless the
// reader asks for another tab.
function followInPage(event, changes) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  navigate(changes);
}

function speak(chosen) {
  if (chosen === language) return;
  setLanguage(chosen);
  translate();
  drawAbout();
  explore.redraw();
  show();
}

async function loadAbout() {
  try {
    ({ dataset } = await ask(DATASET));
  } catch {
    return; // The views say what is wrong; the footer stays empty.
  }
  drawAbout();
}

function drawAbout() {
  if (!dataset) return;
  byId("about").replaceChildren(
    dataset.synthetic ? el("p", { class: "notice" }, t("synthetic")) : "",
    el("p", {}, el("strong", {}, own(dataset, "title")), ". ", t("release", dataset)),
    el("p", {}, t("cite", dataset)),
  );
}

function showAsQuery() {
  explore.put(COMPARE, compare.variables());
  navigate({ view: "explore" });
  byId("query").focus();
}

translate();
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => speak(button.dataset.language));
}
byId("to-compare").addEventListener("click", (event) => followInPage(event, { view: "" }));
byId("to-explore").addEventListener("click", (event) => followInPage(event, { view: "explore" }));
byId("as-query").addEventListener("click", showAsQuery);
addEventListener("popstate", show);
show();
