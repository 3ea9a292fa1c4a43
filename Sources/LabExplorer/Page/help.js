// The help dialog: what the views are for, the keys, and the words of the filter.
import { button, el } from "./base/dom.js";
import { allColumns, data } from "./base/data.js";

const shortcuts = [
  ["?", "this help"], ["/", "go to the filter"], ["1 … 6", "the views, from left to right"], ["← →", "between tabs; in the map along its axes"],
  ["← → ↑ ↓", "in a plot from point to point, from line to line; Space begins and ends a range"], ["Enter", "open what has the focus"], ["t", "light, dark, or as the system has it"], ["x", "show all runs: no filter, no ranges"], ["Esc", "close"],
];
const examples = ["depth>5 & loss<1e-3", "zone=B or zone=D", 'not (state=fitted or image="mnist:7")'];

/** Opens the dialog, made when it is first wanted. */
export function openHelp() {
  const dialog = document.getElementById("help") ?? makeHelp();
  if (!dialog.open) dialog.showModal();
}

function makeHelp() {
  const names = allColumns().map((one) => one.key);
  const dialog = el("dialog", { id: "help", "aria-labelledby": "help-title" },
    el("h2", { id: "help-title", text: "Help" }),
    el("p", { text: "Every view shows the same runs. A filter, or a range drawn in a plot, holds in all of them; what is chosen stands in the page's address, so that a link is a view." }),
    el("p", { text: `A run counts where its training ended as ${data.admitted.join(" or ")}. Others are hatched or grey, and in no mean.` }),
    el("h3", { text: "Keys" }),
    el("dl", { class: "keys" }, shortcuts.map(([key, meaning]) => [el("dt", {}, el("kbd", { text: key })), el("dd", { text: meaning })])),
    el("h3", { text: "Filter" }),
    el("p", {}, "Comparisons with = != < <= > >=, joined by and, or, not and parentheses; & and | are and and or. For example ",
      examples.map((example, index) => [index ? ", " : "", el("code", { text: example })]), "."),
    el("details", {}, el("summary", { text: `${names.length} names that can be compared` }),
      el("p", { class: "names" }, names.map((name, index) => [index ? " " : "", el("code", { text: name })]))),
    data.command ? el("p", { class: "soft" }, "Made by ", el("code", { text: data.command })) : null,
    button("Close", () => dialog.close(), { id: "help-close", autofocus: true }));
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  return dialog;
}
