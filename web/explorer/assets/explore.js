// The query editor: example, query, variables, answer.
import { post } from "./api.js";
import { byId, el } from "./dom.js";
import { language, number, t } from "./language.js";
import { failureText } from "./messages.js";
import { FIRST_QUERY } from "./queries.js";
import { createSchema } from "./schema.js";

const SIZE_UNIT = 1000;

export function createExplore() {
  const schema = createSchema();
  let examples = null; // null until they were asked for
  let status = { key: "answerEmpty" };
  let running = 0; // counts runs; only the last one's answer is shown

  put(FIRST_QUERY.query, FIRST_QUERY.variables);
  byId("editor").addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  // Only Ctrl+Enter is taken; Tab keeps moving the focus on.
  byId("editor").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run();
  });
  byId("examples").addEventListener("change", (event) => pick(Number(event.target.value)));

  function show() {
    drawStatus();
    loadExamples();
    schema.show();
  }

  function put(query, variables) {
    byId("query").value = query;
    byId("variables").value = JSON.stringify(variables ?? {}, null, 2);
  }

  async function run() {
    const mine = ++running;
    const variables = readVariables();
    if (!variables.valid) return finish({ text: t("variablesInvalid", { message: variables.message }), key: "" });
    setStatus({ key: "loading" });
    const start = performance.now();
    try {
      const { json, text } = await post(byId("query").value, variables.value);
      if (mine !== running) return;
      const values = { ms: number(Math.round(performance.now() - start)), size: number(Math.ceil(text.length / SIZE_UNIT)) };
      const key = !json || json.errors ? "answeredWithErrors" : "answered";
      finish({ text: json ? JSON.stringify(json, null, 2) : text, key, values });
    } catch (error) {
      if (mine === running) finish({ text: failureText(error), key: "" });
    }
  }

  function finish({ text, key, values }) {
    byId("answer").textContent = text;
    setStatus({ key, values });
  }

  function setStatus(next) {
    status = next;
    drawStatus();
  }

  function drawStatus() {
    byId("answer-status").textContent = status.key ? t(status.key, status.values) : "";
  }

  async function loadExamples() {
    if (examples) return;
    examples = [];
    try {
      const response = await fetch("/assets/examples.json");
      if (!response.ok) return;
      examples = await response.json();
    } catch {
      return; // No examples, no menu.
    }
    drawExamples();
  }

  function drawExamples() {
    byId("examples-field").hidden = !examples?.length;
    if (!examples?.length) return;
    byId("examples").replaceChildren(
      el("option", { value: "-1" }, t("pickExample")),
      ...examples.map((example, index) => el("option", { value: index }, exampleTitle(example))),
    );
  }

  function pick(index) {
    const example = examples[index];
    if (example) put(example.query, example.variables);
  }

  return {
    show,
    put(query, variables) {
      put(query, variables);
      finish({ text: "", key: "answerEmpty" });
      byId("examples").value = "-1";
    },
    redraw() {
      drawExamples();
      schema.redraw();
    },
  };
}

function exampleTitle(example) {
  return (language === "en" && example.titleEn) || example.title || example.name;
}

function readVariables() {
  const text = byId("variables").value.trim();
  if (!text) return { valid: true, value: {} };
  try {
    return { valid: true, value: JSON.parse(text) };
  } catch (error) {
    return { valid: false, message: error.message };
  }
}
