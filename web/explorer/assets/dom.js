// Builds nodes. Data only ever becomes text or attribute values, never markup.

// el makes an element. Properties that begin with "on" are listeners; null,
// undefined and false are left out; children may be nodes, text or lists.
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(node, name, value);
  node.append(...children.flat(Infinity).filter(isSomething));
  return node;
}

function set(node, name, value) {
  if (!isSomething(value)) return;
  if (name.startsWith("on")) {
    node.addEventListener(name.slice(2), value);
    return;
  }
  node.setAttribute(name, value === true ? "" : String(value));
}

function isSomething(value) {
  return value !== null && value !== undefined && value !== false;
}

export function byId(id) {
  return document.getElementById(id);
}

// vi marks text that is Vietnamese whatever the page's language, so that it is
// read aloud and hyphenated rightly.
export function vi(tag, className, text) {
  return el(tag, { class: className, lang: "vi" }, text);
}

// fold makes text comparable for searching: no case, no diacritics, đ as d.
export function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
}

// groups sorts a list into [key, members], in the order in which keys appear.
export function groups(list, key) {
  const found = new Map();
  for (const item of list) {
    const name = key(item);
    if (found.has(name)) found.get(name).push(item);
    else found.set(name, [item]);
  }
  return [...found];
}
