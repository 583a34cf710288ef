// Which language the page speaks, and looking up its words.
import { WORDS } from "./words.js";

const KEY = "language";

export let language = stored() ?? (navigator.language.toLowerCase().startsWith("vi") ? "vi" : "en");

export function setLanguage(chosen) {
  language = chosen;
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Storage may be forbidden; the choice then lasts until the page is left.
  }
}

function stored() {
  try {
    const value = localStorage.getItem(KEY);
    return value in WORDS ? value : null;
  } catch {
    return null;
  }
}

// locale is how numbers are written: the reader's own variety of the page's
// language where the browser tells it.
export function locale() {
  const own = navigator.languages.find((tag) => tag.toLowerCase().startsWith(language));
  return own ?? (language === "vi" ? "vi-VN" : "en");
}

// t returns the words for a key, with {name} replaced by values.
export function t(key, values = {}) {
  const words = WORDS[language][key] ?? key;
  return fill(words, values);
}

// has says whether the page has words for a key: the API's enums may grow.
export function has(key) {
  return key in WORDS[language];
}

// tn is t for a number of things: key.one for one where the language has it.
export function tn(key, count) {
  const one = `${key}.one`;
  const single = new Intl.PluralRules(language).select(count) === "one" && has(one);
  return t(single ? one : key, { n: number(count) });
}

function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export function number(value) {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 6 }).format(value);
}

// own picks the text in the page's language from a record that has both:
// own(indicator, "name") is name or nameEn.
export function own(record, field) {
  return (language === "en" && record[`${field}En`]) || record[field];
}

// translate puts words into the static part of the page.
export function translate() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", t(node.dataset.tLabel));
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
}
