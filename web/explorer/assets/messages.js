// What the page says when there is nothing to show yet, or something is wrong.
import { el } from "./dom.js";
import { plain } from "./format.js";
import { own, t } from "./language.js";

export function loading() {
  return el("p", { class: "empty", role: "status" }, t("loading"));
}

export function failure(error, again) {
  return el(
    "div",
    { class: "notice", role: "alert" },
    el("p", {}, failureText(error)),
    again && el("button", { type: "button", class: "plain", onclick: again }, t("retry")),
  );
}

export function failureText(error) {
  if (error.unreachable) return t("unreachable");
  if (error.own) return error.message;
  return t("apiError", { message: error.message });
}

export function findingItem(finding) {
  return el("li", { class: `finding ${finding.severity}` }, el("strong", {}, t(finding.severity)), " ", plain(own(finding, "message")));
}
