// The schema browser, made from introspection.
import { ask } from "./api.js";
import { byId, el, fold } from "./dom.js";
import { has, t, tn } from "./language.js";
import { failure, loading } from "./messages.js";
import { INTROSPECTION } from "./queries.js";

const SHOWN_MATCHES = 6;

export function createSchema() {
  let types = null; // sorted: the root first, then by name
  let asking = false;

  byId("schema-search").addEventListener("input", draw);

  async function show() {
    if (types || asking) return;
    asking = true;
    byId("schema-types").replaceChildren(loading());
    try {
      types = prepare((await ask(INTROSPECTION)).__schema);
      draw();
    } catch (error) {
      byId("schema-types").replaceChildren(failure(error, show));
    } finally {
      asking = false;
    }
  }

  function draw() {
    if (!types) return;
    const wanted = fold(byId("schema-search").value.trim());
    const found = types.map((type) => ({ type, ...match(type, wanted) })).filter((entry) => entry.found);
    byId("schema-count").textContent = t("schemaCount", { shown: found.length, total: types.length });
    byId("schema-types").replaceChildren(...found.map((entry) => typeEntry(entry, follow)));
  }

  // follow opens a type that a field refers to, also when the search hides it.
  function follow(name) {
    if (!byId(`type-${name}`)) {
      byId("schema-search").value = "";
      draw();
    }
    const entry = byId(`type-${name}`);
    if (!entry) return;
    entry.open = true;
    entry.querySelector("summary").focus();
    entry.scrollIntoView({ block: "nearest" });
  }

  return { show, redraw: draw };
}

// prepare leaves out what GraphQL itself brings and puts the root first.
function prepare({ queryType, types }) {
  const rank = (type) => (type.name === queryType.name ? 0 : 1);
  return types
    .filter((type) => !type.name.startsWith("__"))
    .map((type) => ({ ...type, members: members(type) }))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

function members(type) {
  return [...(type.fields ?? []), ...(type.inputFields ?? []), ...(type.enumValues ?? [])];
}

// match finds the words in a type's name or description, or in its members.
function match(type, wanted) {
  if (!wanted) return { found: true, matches: [] };
  const holds = ({ name, description }) => fold(`${name} ${description ?? ""}`).includes(wanted);
  const matches = type.members.filter((member) => holds(member) || (member.args ?? []).some(holds)).map((member) => member.name);
  return { found: holds(type) || matches.length > 0, matches };
}

// typeEntry fills its body when it is opened: most types never are.
function typeEntry({ type, matches }, follow) {
  const body = el("div", { class: "type-body" });
  const entry = el(
    "details",
    { class: "type", id: `type-${type.name}` },
    el(
      "summary",
      {},
      el("code", {}, type.name),
      " ",
      el("span", { class: "kind" }, has(type.kind) ? t(type.kind) : type.kind),
      " ",
      el("span", { class: "kind" }, memberCount(type)),
      matches.length > 0 && el("span", { class: "matches" }, t("matches", { names: short(matches) })),
    ),
    body,
  );
  entry.addEventListener("toggle", () => {
    if (entry.open && !body.firstChild) body.append(...typeBody(type, matches, follow));
  });
  return entry;
}

function memberCount(type) {
  if (type.members.length === 0) return "";
  return tn(type.kind === "ENUM" ? "count.values" : "count.fields", type.members.length);
}

function short(names) {
  return names.length > SHOWN_MATCHES ? `${names.slice(0, SHOWN_MATCHES).join(", ")} …` : names.join(", ");
}

function typeBody(type, matches, follow) {
  const list = type.members.map((member) => memberEntry(member, matches.includes(member.name), follow));
  return [
    type.description && el("p", { class: "description" }, type.description),
    type.possibleTypes?.length > 0 && el("p", { class: "description" }, type.possibleTypes.flatMap(({ name }) => [typeLink(name, name, follow), " "])),
    list.length > 0 && el("dl", { class: "members" }, list),
  ].filter(Boolean);
}

function memberEntry(member, matched, follow) {
  return [
    el("dt", { class: matched && "matched" }, el("code", {}, member.name), member.type && [": ", typeReference(member.type, follow)], defaultValue(member)),
    el(
      "dd",
      {},
      member.description && el("p", {}, member.description),
      member.args?.length > 0 && el("dl", { class: "arguments" }, member.args.map((argument) => memberEntry(argument, false, follow))),
    ),
  ];
}

function defaultValue({ defaultValue: value }) {
  return value ? el("code", { class: "default" }, ` = ${value}`) : null;
}

function typeReference(type, follow) {
  const name = innermost(type).name;
  return typeLink(written(type), name, follow);
}

function typeLink(text, name, follow) {
  return el("button", { type: "button", class: "type-link", onclick: () => follow(name) }, text);
}

function innermost(type) {
  return type.ofType ? innermost(type.ofType) : type;
}

function written(type) {
  if (type.kind === "NON_NULL") return `${written(type.ofType)}!`;
  if (type.kind === "LIST") return `[${written(type.ofType)}]`;
  return type.name;
}
