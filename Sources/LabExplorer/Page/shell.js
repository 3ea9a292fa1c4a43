// The frame of all views: how many runs are shown, filter, ranges, pins, theme, tabs.
import { announce, button, clear, el } from "./base/dom.js";
import { column, contrastNames, data, filterProblem, makeFilter, number, pinnedRuns, runCount, shownRuns, labelOf } from "./base/data.js";
import { FilterProblem } from "./base/filter.js";
import { declare, setState, state } from "./base/state.js";
import { series } from "./drawing/colours.js";
import { togglePin } from "./base/pins.js";
import { openHelp } from "./help.js";

declare("theme", "");
const themes = [["", "Theme: system"], ["light", "Theme: light"], ["dark", "Theme: dark"]];
let filterTimer = 0;

/** Builds the header once. */
export function buildShell(views) {
  const header = document.getElementById("header");
  const field = el("input", {
    type: "search", id: "filter-field", placeholder: "Filter, such as depth>5 & loss<1e-3", "aria-label": "Filter of runs", "aria-describedby": "filter-problem",
    autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    on: {
      input: () => { clearTimeout(filterTimer); filterTimer = setTimeout(() => applyFilter(field.value), 200); },
      change: () => applyFilter(field.value),
      keydown: (event) => { if (event.key === "Enter") applyFilter(field.value); },
    },
  });
  header.append(
    el("div", { class: "bar" },
      el("h1", { text: data.title ?? "Runs", title: data.title }),
      el("p", { id: "shown", class: "soft", "aria-live": "polite" }),
      el("div", { class: "filter" }, field, el("p", { id: "filter-problem", class: "problem", hidden: true, role: "alert" })),
      button("", nextTheme, { id: "theme", class: "small" }),
      button("?", openHelp, { id: "help-button", class: "small", "aria-label": "Help and keys", title: "Help and keys (?)" })),
    el("div", { class: "bar" },
      el("div", { id: "tabs", role: "tablist", "aria-label": "Views", on: { keydown: (event) => walkTabs(event, views) } },
        views.map((view, index) => el("button", {
          type: "button", role: "tab", id: `tab-${view.id}`, "aria-controls": "view", title: `${view.title} (${index + 1})`, text: view.title,
          on: { click: () => setState({ view: view.id }) },
        }))),
      el("div", { id: "ranges", class: "chips", role: "group", "aria-label": "Ranges that are chosen" }),
      el("div", { id: "pins", class: "pins", role: "group", "aria-label": "Pinned runs" })),
    el("p", { id: "remark", class: "remark", role: "status", hidden: true }));
  document.addEventListener("keydown", (event) => pressed(event, views));
}

/** Brings the header to the state. */
export function drawShell(views) {
  const runs = shownRuns();
  const { view, filter, theme } = state();
  document.documentElement.dataset.theme = theme;
  const shown = document.getElementById("shown");
  const words = runs.length === runCount ? `${runCount} ${runCount === 1 ? "run" : "runs"}` : `${runs.length} of ${runCount} runs shown`;
  if (shown.textContent !== words) shown.textContent = words;
  shown.classList.toggle("filtered", runs.length !== runCount);
  const field = document.getElementById("filter-field");
  if (document.activeElement !== field && (field.getAttribute("aria-invalid") !== "true" || filter !== field.dataset.applied)) {
    field.value = filter;
    field.dataset.applied = filter;
    sayProblem(filterProblem(), filter);
  }
  for (const one of views) {
    const tab = document.getElementById(`tab-${one.id}`);
    const isCurrent = one.id === view;
    if (isCurrent && tab.getAttribute("aria-selected") !== "true") tab.scrollIntoView({ inline: "nearest", block: "nearest" });
    tab.setAttribute("aria-selected", String(isCurrent));
    tab.tabIndex = isCurrent ? 0 : -1;
    if (one.id === "compare") tab.textContent = pinnedRuns().length ? `${one.title} (${pinnedRuns().length})` : one.title;
  }
  document.getElementById("view").setAttribute("aria-labelledby", `tab-${view}`);
  const next = themes.findIndex(([key]) => key === theme);
  document.getElementById("theme").textContent = themes[Math.max(0, next)][1];
  drawRanges();
  drawPins();
}

function drawRanges() {
  const { brush, filter } = state();
  const keys = Object.keys(brush).filter(column);
  const chips = keys.map((key) => button(`${labelOf(key)}: ${rangeText(key, brush[key])} ×`, () => {
    setState({ brush: Object.fromEntries(Object.entries(brush).filter(([other]) => other !== key)) });
  }, { id: `range-${key}`, class: "chip", "aria-label": `Take the range of ${labelOf(key)} away` }));
  if (keys.length > 0 || filter) chips.push(button("Show all runs", showAll, { id: "show-all", class: "chip", title: "No filter, no ranges (x)" }));
  clear(document.getElementById("ranges")).append(...chips);
}

function rangeText(key, range) {
  if (column(key).kind !== "number") return range.length > 3 ? `${range.length} values` : range.join(", ");
  const [low, high] = range.map(Number);
  return low === high ? number(low) : `${number(low)} to ${number(high)}`;
}

function drawPins() {
  const runs = pinnedRuns();
  const names = contrastNames(runs, 2);
  clear(document.getElementById("pins")).append(...runs.map((run, index) => button(`${names[index]} ×`, () => togglePin(data.keys[run]), {
    id: `pinned-${data.keys[run]}`, class: "chip", title: `${data.names[run]}: unpin`, "aria-label": `Unpin ${data.names[run]}`, style: { "--mark": series(index) },
  })));
}

function showAll() {
  clearTimeout(filterTimer);
  const field = document.getElementById("filter-field");
  field.value = "";
  sayProblem(null, "");
  setState({ filter: "", brush: {} });
}

function applyFilter(words) {
  clearTimeout(filterTimer);
  const field = document.getElementById("filter-field");
  try {
    if (words.trim()) makeFilter(words);
    field.dataset.applied = words;
    sayProblem(null, words);
    setState({ filter: words.trim() });
  } catch (caught) {
    if (!(caught instanceof FilterProblem)) throw caught;
    field.dataset.applied = state().filter;
    sayProblem(caught, words);
  }
}

/** Says at the field what cannot be read, and marks the place. */
function sayProblem(problem, words) {
  const place = document.getElementById("filter-problem");
  const field = document.getElementById("filter-field");
  field.setAttribute("aria-invalid", String(Boolean(problem)));
  place.hidden = !problem;
  clear(place);
  if (!problem) return;
  const characters = [...words];
  const at = problem.position - 1;
  place.append(el("code", {}, characters.slice(Math.max(0, at - 30), at).join(""), el("mark", { text: characters[at] ?? "␣" }), characters.slice(at + 1, at + 30).join("")),
    ` ${problem.found} at character ${problem.position}; expected ${problem.expected}.`,
    !state().filter ? "" : state().filter === words ? " All runs are shown." : " The last filter that could be read still holds.");
}

function nextTheme() {
  const index = themes.findIndex(([key]) => key === state().theme);
  const [key, said] = themes[(index + 1) % themes.length];
  setState({ theme: key });
  announce(said);
}

function walkTabs(event, views) {
  const now = views.findIndex((view) => view.id === state().view);
  const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: views.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const view = views[(next + views.length) % views.length];
  document.getElementById(`tab-${view.id}`).focus();
  setState({ view: view.id });
}

function pressed(event, views) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const isTyping = event.target instanceof HTMLElement && event.target.matches("input:not([type=range], [type=checkbox]), textarea, select");
  if (isTyping) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const view = views[Number(event.key) - 1];
  if (event.key === "?") openHelp();
  else if (event.key === "/") {
    document.getElementById("filter-field").focus();
    event.preventDefault();
  } else if (event.key === "t") nextTheme();
  else if (event.key === "x") showAll();
  else if (view && event.key.trim()) setState({ view: view.id });
}
