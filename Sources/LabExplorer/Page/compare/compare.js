// Compare: two to four pinned runs, their settings, findings, curves and answers beside each other.
import { button, checkbox, choice, el, region } from "../base/dom.js";
import { allColumns, column, contrastNames, data, isCounted, number, outcomeText, pinnedRuns, runCount, shortName, shownRuns, text, labelOf, value } from "../base/data.js";
import { declare, setState, state } from "../base/state.js";
import { series } from "../drawing/colours.js";
import { coursePlot } from "../curves/courses.js";
import { exportBar } from "../base/export.js";
import { pinButton, pinLimit, togglePin } from "../base/pins.js";
import { drawAnswers } from "./answers.js";

declare("allSettings", false);
const farKey = data.colours.find((one) => column(one)?.kind === "number" && one !== "deviation");

/** The view of pinned runs. */
export const compareView = {
  id: "compare", title: "Compare",
  render(root) {
    const runs = pinnedRuns();
    const { allSettings, threshold, courseX, courseY, family } = state();
    if (runs.length < 2) {
      for (const child of [...root.children]) if (child.id !== "compare-empty") child.remove();
      region(root, "compare-empty", [runs, state().filter, state().brush], () => emptyState(runs));
      return;
    }
    root.querySelector("#compare-empty")?.remove();
    const card = region(root, "compare-card", "", () => el("section", { class: "card", "aria-label": "Settings and findings" }));
    region(card, "compare-tools", [runs, allSettings], () => compareTools(runs));
    region(card, "compare-table", [runs, allSettings, threshold], () => el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Settings and findings of the pinned runs" }, comparison(runs)));
    if (data.curves.length > 0) {
      const curves = region(root, "compare-curves", "", () => el("section", { class: "card", "aria-label": "Curves" }, el("h2", { text: "Curves" })));
      region(curves, "compare-plots", [runs, courseX, courseY, Math.min(innerWidth, 1600)], () => overlaid(runs, curves));
    }
    const answers = region(root, "compare-answers", "", () => el("section", { class: "card", "aria-label": "Answers" }));
    drawAnswers(answers, runs, family);
  },
};

function emptyState(runs) {
  const candidates = shownRuns().filter(isCounted).slice(0, 60);
  return el("div", { class: "card empty-state" },
    el("h2", { text: runs.length === 1 ? "One run is pinned; pin another to compare" : "Pin two to four runs to compare them" }),
    el("p", { text: "“Pin” stands in the table, beside each run, and on a run's page. Or choose here:" }),
    el("div", { class: "controls", style: { "justify-content": "center" } },
      choice("Run", [["", "choose a run"], ...candidates.filter((run) => !runs.includes(run)).map((run) => [data.keys[run], shortName(run, 6)])], "", (key) => { if (key) togglePin(key); }, { id: "pin-choice" }),
      runs.length === 0 && runCount > 1 && farKey ? button(`Pin the two ends of ${labelOf(farKey)}`, () => setState({ pins: farthest() }), { id: "pin-far", disabled: candidates.length < 2 }) : null),
    runs.map((run) => el("p", {}, el("span", { class: "name", text: data.names[run] }), " ", pinButton(run, { id: `pin-one-${data.keys[run]}` }))));
}

/** The runs with the least and the largest of the first colour that is a number: the plainest contrast. */
function farthest() {
  const key = farKey;
  const found = shownRuns().filter((run) => isCounted(run) && value(key, run) !== null).sort((a, b) => value(key, b) - value(key, a));
  const chosen = found.length > 1 ? [found[0], found.at(-1)] : shownRuns().slice(0, 2);
  return chosen.map((run) => data.keys[run]);
}

function compareTools(runs) {
  const others = shownRuns().filter((run) => !runs.includes(run)).slice(0, 200);
  return el("div", { class: "controls" }, el("h2", { text: `${runs.length} runs` }),
    runs.length < pinLimit ? choice("Add", [["", "choose a run"], ...others.map((run) => [data.keys[run], shortName(run, 6)])], "", (key) => { if (key) togglePin(key); }, { id: "pin-choice" }) : null,
    checkbox("all settings and findings", state().allSettings, (on) => setState({ allSettings: on }), { id: "all-settings" }),
    button("Unpin all", () => setState({ pins: [] }), { id: "unpin-all", class: "small" }),
    el("span", { class: "push" }),
    exportBar({ name: "compare", csv: () => [["", ...runs.map((run) => data.names[run])], ...allColumns().map((one) => [one.key, ...runs.map((run) => value(one.key, run))])] }));
}

function comparison(runs) {
  const differs = (key) => new Set(runs.map((run) => JSON.stringify(value(key, run)))).size > 1;
  const settings = allColumns().filter((one) => one.role === "setting");
  const shown = settings.filter((one) => state().allSettings || differs(one.key));
  const others = allColumns().filter((one) => one.role !== "setting" && (state().allSettings || data.colours.includes(one.key)) && runs.some((run) => value(one.key, run) !== null));
  const head = (words) => el("tr", {}, el("th", { scope: "colgroup", colspan: runs.length + 1, class: "soft", text: words }));
  const line = (one) => el("tr", { class: one.role === "setting" && state().allSettings && differs(one.key) ? "differs" : null },
    el("th", { scope: "row", text: labelOf(one.key) }),
    runs.map((run, index) => el("td", { class: one.kind === "number" ? "number" : null },
      el("span", { class: "name", text: text(one.key, run) }), index > 0 && one.role === "finding" && one.kind === "number" ? changeOf(one.key, runs[0], run) : null)));
  const names = contrastNames(runs);
  return el("table", { class: "compare-table" },
    el("thead", {}, el("tr", {}, el("td", {}), runs.map((run, index) => el("th", { scope: "col", class: "run", style: { "--mark": series(index) } },
      button(names[index], () => setState({ view: "run", run: data.keys[run] }), { id: `compare-open-${data.keys[run]}`, class: "name", title: data.names[run], "aria-label": `Open ${data.names[run]}` }),
      " ", button("Unpin", () => togglePin(data.keys[run]), { id: `compare-unpin-${data.keys[run]}`, class: "small", "aria-label": `Unpin ${data.names[run]}` }))))),
    el("tbody", {},
      head(state().allSettings ? "Settings; those that differ are marked" : shown.length ? "Settings that differ" : "No setting on this page differs"), shown.map(line),
      head("Findings; differences from the first run"),
      el("tr", {}, el("th", { scope: "row", text: "training" }), runs.map((run) => el("td", { text: outcomeText(run) + (isCounted(run) ? "" : ", no finding") }))),
      data.verdicts ? el("tr", {}, el("th", { scope: "row", text: "verdict" }), runs.map((run) => el("td", { class: "verdict", text: data.verdicts[run] ?? "–" }))) : null,
      others.filter((one) => one.key !== "state").map(line)));
}

function changeOf(key, first, run) {
  const [one, other] = [value(key, first), value(key, run)];
  if (one === null || other === null || one === other) return null;
  return el("span", { class: "soft", text: ` (${other > one ? "+" : ""}${number(other - one)})` });
}

function overlaid(runs, card) {
  const names = contrastNames(runs);
  const groups = runs.map((run, index) => ({ title: names[index], runs: [run], colour: series(index), dash: "" }));
  const width = Math.max(300, Math.min(620, card.clientWidth > 1000 ? (card.clientWidth - 60) / 2 : card.clientWidth - 34));
  return el("div", { class: "curve-grid" }, data.curves.filter((one) => runs.some((run) => one.values[run]))
    .map((one) => coursePlot(one, groups, { id: `compare-${one.key}`, width, height: 260, legend: groups, onClick: (line) => setState({ view: "run", run: data.keys[line.run] }) })));
}
