// The runs' own curves over each other: correlation over ρ, loss over steps.
import { checkbox, choice, el } from "../base/dom.js";
import { data, isCounted, shownRuns, labelOf } from "../base/data.js";
import { declare, setState, state } from "../base/state.js";
import { exportBar } from "../base/export.js";
import { groupsBy } from "./groups.js";
import { linePlot } from "../drawing/plots.js";

const lineLimit = 300;
declare("courseX", "");
declare("courseY", "");

/** The key of the curve that is chosen, or of the first. */
export function curveChoice() {
  const { curve } = state();
  return data.curves.some((one) => one.key === curve) ? curve : data.curves[0]?.key;
}

/** Whether an axis of a curve is logarithmic: as chosen, or as the program has it. */
function isLog(said, usual) {
  return said === "" ? Boolean(usual) : said === "log";
}

/** The controls. */
export function curveTools(key, split, axes) {
  const one = data.curves.find((curve) => curve.key === key);
  const [logX, logY] = [isLog(state().courseX, one.logX), isLog(state().courseY, one.logY)];
  return el("div", { class: "controls" },
    choice("Curve", data.curves.map((curve) => [curve.key, curve.title]), key, (next) => setState({ curve: next, courseX: "", courseY: "" }), { id: "curve" }),
    choice("Colour", [["none", "one colour"], ...axes.map((axis) => [axis, labelOf(axis)])], split || "none", (next) => setState({ split: next }), { id: "course-split" }),
    checkbox("log x", logX, (on) => setState({ courseX: on ? "log" : "linear" }), { id: "course-log-x" }),
    checkbox("log y", logY, (on) => setState({ courseY: on ? "log" : "linear" }), { id: "course-log-y" }),
    el("span", { class: "push" }),
    exportBar({ name: key, svg: () => document.querySelector("#course-plot svg.plot"), png: () => document.querySelector("#course-plot svg.plot"), csv: () => courseRows(one) }));
}

function courseRows(one) {
  return [["run", "name", one.x, one.title], ...shownRuns().flatMap((run) => (one.values[run]?.x ?? []).map((x, index) => [data.keys[run], data.names[run], x, one.values[run].y[index]]))];
}

/** The plot of one kind of curve for some runs; colours and dashes by groups. */
export function coursePlot(one, groups, { id, width, height, onClick, legend: names = [] }) {
  const lines = [];
  for (const group of groups) {
    for (const run of group.runs) {
      const own = one.values[run];
      if (!own) continue;
      const isFinding = isCounted(run);
      lines.push({ ...own, title: data.names[run], run, colour: isFinding ? group.colour : "var(--hatch)", dash: isFinding ? group.dash : "2 3", faint: group.runs.length > 3 && isFinding, rank: isFinding ? 1 : 0 });
    }
  }
  const opacity = Math.min(0.5, Math.max(0.15, 25 / lines.length));
  for (const line of lines) if (line.faint) line.opacity = opacity;
  lines.sort((a, b) => a.rank - b.rank);
  return linePlot({
    id, series: lines, width, height, onClick, legend: names,
    x: { title: one.x, short: one.x.split(",")[0], log: isLog(state().courseX, one.logX) },
    y: { title: one.title, short: one.title, log: isLog(state().courseY, one.logY), range: one.range },
    label: `${one.title} over ${one.x}, ${lines.length} runs`,
  });
}

/** The card's plot with its legend and what it leaves out. */
export function drawCurves(card, key, split) {
  const one = data.curves.find((curve) => curve.key === key);
  const runs = shownRuns().filter((run) => one.values[run]);
  const drawnRuns = evenly(runs, lineLimit);
  const groups = groupsBy(split, drawnRuns);
  const width = Math.max(300, card.clientWidth - 34);
  const uncounted = drawnRuns.filter((run) => !isCounted(run)).length;
  const words = [drawnRuns.length < runs.length ? `${drawnRuns.length} of ${runs.length} curves are drawn, evenly chosen; filter to see others.` : `${runs.length} ${runs.length === 1 ? "curve" : "curves"}.`,
    uncounted ? `${uncounted} dotted grey ones are of runs that are not fitted.` : "",
    shownRuns().length > runs.length ? `${shownRuns().length - runs.length} of the runs shown have no such curve.` : "", "Click a curve to open its run. The page, and so the CSV, has at most 120 points of a curve."];
  return el("div", {},
    coursePlot(one, groups, { id: "course-svg", width, legend: split ? groups.slice(0, 24) : [], height: Math.max(260, Math.min(420, width * 0.45)), onClick: (line) => setState({ view: "run", run: data.keys[line.run] }) }),
    el("p", { class: "soft", text: words.filter(Boolean).join(" ") }));
}

function evenly(runs, most) {
  return runs.length <= most ? runs : Array.from({ length: most }, (_, index) => runs[Math.floor((index * runs.length) / most)]);
}
