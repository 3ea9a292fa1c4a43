// Curves: a measure over any setting, with its mean, its spread and its single runs; and the runs' own curves overlaid.
import { checkbox, choice, el, region } from "../base/dom.js";
import { allColumns, axisValues, column, data, deviationOf, isCounted, isFollower, labelOf, meanOf, number, shownRuns, titleOf, value } from "../base/data.js";
import { setState, state } from "../base/state.js";
import { exportBar } from "../base/export.js";
import { groupsBy, splitKeys } from "./groups.js";
import { linePlot } from "../drawing/plots.js";
import { curveChoice, curveTools, drawCurves } from "./courses.js";

/** The view of curves. */
export const curvesView = {
  id: "curves", title: "Curves",
  render(root) {
    const { filter, brush, logX, logY, points, threshold } = state();
    const measures = allColumns().filter((one) => one.kind === "number" && one.role !== "setting").map((one) => one.key);
    const measure = measures.includes(state().measure) ? state().measure : data.colours.find((key) => measures.includes(key)) ?? measures[0];
    const axes = splitKeys();
    const over = axes.includes(state().over) ? state().over : axes.find((key) => column(key).kind === "number") ?? axes[0];
    const split = state().split === "none" ? "" : axes.includes(state().split) ? state().split : usualSplit(over);
    const marks = [filter, brush, /zone/.test(filter) ? threshold : 0, split, Math.min(innerWidth, 1600)];
    const card = region(root, "measure-card", "", () => el("section", { class: "card", "aria-label": "A measure over a setting" }));
    if (!measure || !over) {
      region(card, "measure-empty", "", () => el("p", { class: "empty-state", text: "Nothing varies among these runs, so that there is no axis to draw over." }));
    } else {
      region(card, "measure-tools", [measure, over, split, logX, logY, points], () => measureTools({ measures, measure, axes, over, split }));
      region(card, "measure-plot", [...marks, measure, over, logX, logY, points], () => measurePlot(card, measure, over, split));
    }
    if (data.curves.length === 0) return;
    const other = region(root, "course-card", "", () => el("section", { class: "card", "aria-label": "Curves of the runs" }));
    const chosen = curveChoice();
    region(other, "course-tools", [chosen, split, state().courseX, state().courseY], () => curveTools(chosen, split, axes));
    region(other, "course-plot", [...marks, chosen, state().courseX, state().courseY], () => drawCurves(other, chosen, split));
  },
};

function usualSplit(over) {
  const runs = Array.from({ length: data.runs }, (_, run) => run);
  return data.axes.find((key) => key !== over && !data.repeat.includes(key) && !isFollower(key) && axisValues(key, runs).length <= 12) ?? "";
}

/** Whether an axis is logarithmic: as chosen, or as its column usually is. */
function isLogAxis(said, key) {
  return said === "" ? Boolean(column(key).log) : said === "log";
}

function measureTools({ measures, measure, axes, over, split }) {
  const { points } = state();
  const [logX, logY] = [isLogAxis(state().logX, over), isLogAxis(state().logY, measure)];
  const titles = (keys) => keys.map((key) => [key, labelOf(key)]);
  const isNumber = column(over).kind === "number";
  return el("div", { class: "controls" },
    choice("Measure", titles(measures), measure, (next) => setState({ measure: next, logY: "" }), { id: "measure" }),
    choice("over", titles(axes), over, (next) => setState({ over: next, logX: "" }), { id: "over" }),
    choice("Colour", [["none", "one colour"], ...titles(axes.filter((key) => key !== over))], split || "none", (next) => setState({ split: next }), { id: "split" }),
    isNumber ? checkbox("log x", logX, (on) => setState({ logX: on ? "log" : "linear" }), { id: "log-x" }) : null,
    checkbox("log y", logY, (on) => setState({ logY: on ? "log" : "linear" }), { id: "log-y" }),
    checkbox("single runs", points, (on) => setState({ points: on }), { id: "single-runs" }),
    el("span", { class: "push" }),
    exportBar({
      name: `${measure}-over-${over}`, svg: () => document.querySelector("#measure-plot svg.plot"), png: () => document.querySelector("#measure-plot svg.plot"),
      csv: () => measureRows(measure, over, split),
    }));
}

/** The runs that have a number to draw. */
function drawable(measure, over) {
  return shownRuns().filter((run) => value(measure, run) !== null && value(over, run) !== null && isCounted(run));
}

function statistics(measure, over, group) {
  const xs = axisValues(over, group.runs);
  const at = xs.map((one) => group.runs.filter((run) => value(over, run) === one));
  return { xs, at, means: at.map((runs) => meanOf(measure, runs)), deviations: at.map((runs) => deviationOf(measure, runs)) };
}

function measureRows(measure, over, split) {
  const groups = groupsBy(split, drawable(measure, over));
  return [[split || "group", over, `mean of ${measure}`, "standard deviation", "runs"], ...groups.flatMap((group) => {
    const { xs, at, means, deviations } = statistics(measure, over, group);
    return xs.map((one, index) => [split ? value(split, group.runs[0]) : "all", one, means[index], deviations[index], at[index].length]);
  })];
}

function measurePlot(card, measure, over, split) {
  const { points } = state();
  const [logX, logY] = [isLogAxis(state().logX, over), isLogAxis(state().logY, measure)];
  const runs = drawable(measure, over);
  const groups = groupsBy(split, runs);
  const isNumber = column(over).kind === "number";
  const width = Math.max(300, card.clientWidth - 34);
  const lines = [];
  const bands = [];
  const dots = [];
  groups.forEach((group, place) => {
    const offset = isNumber ? 0 : (place - (groups.length - 1) / 2) * Math.min(14, (0.7 * width) / axisValues(over, runs).length / groups.length);
    const { xs, at, means, deviations } = statistics(measure, over, group);
    lines.push({ title: group.title, says: "mean", x: xs, y: means, colour: group.colour, dash: group.dash, points: !points || !isNumber, line: isNumber, large: !isNumber, offset });
    const leasts = logY ? at.map((some) => Math.min(...some.map((run) => value(measure, run)).filter((one) => one > 0))) : null;
    bands.push(...spreads(xs, means, deviations, leasts, { colour: group.colour, offset, whiskers: !isNumber }));
    const inOrder = at.flat();
    if (points) dots.push({ title: "", x: inOrder.map((run) => value(over, run)), y: inOrder.map((run) => value(measure, run)), runs: inOrder, colour: group.colour, line: false, points: true, faint: true, offset });
  });
  for (const one of dots) one.titles = one.runs.map((run) => data.names[run]);
  const plot = linePlot({
    id: "measure-svg", series: [...dots, ...lines], bands, width, height: Math.max(260, Math.min(420, width * 0.45)),
    x: { title: titleOf(over), short: labelOf(over), log: logX && isNumber, categories: isNumber ? null : axisValues(over, runs), ticks: isNumber && axisValues(over, runs).length <= 24 ? axisValues(over, runs) : null },
    y: { title: titleOf(measure), short: labelOf(measure), log: logY, range: logY ? null : column(measure).range },
    legend: split ? groups.slice(0, 24) : [],
    label: `${labelOf(measure)} over ${labelOf(over)}, ${runs.length} runs`,
    onClick: (one, index) => { if (one.runs) setState({ view: "run", run: data.keys[one.runs[index]] }); },
    onBrush: (low, high) => brushOver(over, low, high, runs),
  });
  return el("div", {}, plot, el("p", { class: "soft", text: caption(measure, over, split, runs) }));
}

/** The bands of a group; on a log axis they end at the least run, for a mean less its deviation may be below zero. */
function spreads(xs, means, deviations, leasts, look) {
  const found = [];
  let open = null;
  xs.forEach((one, index) => {
    if (deviations[index] === null) {
      open = null;
      return;
    }
    if (!open) found.push(open = { x: [], lo: [], hi: [], ...look });
    open.x.push(one);
    open.lo.push(Math.max(means[index] - deviations[index], leasts?.[index] ?? -Infinity));
    open.hi.push(means[index] + deviations[index]);
  });
  return found;
}

function brushOver(key, low, high, runs) {
  const brush = { ...state().brush };
  if (column(key).kind === "number") brush[key] = [low, high].map(String);
  else {
    const values = axisValues(key, runs);
    const ends = [values.indexOf(low), values.indexOf(high)];
    brush[key] = values.slice(Math.min(...ends), Math.max(...ends) + 1);
  }
  setState({ brush });
}

function caption(measure, over, split, runs) {
  const mixed = data.axes.filter((key) => key !== over && key !== split && !isFollower(key) && axisValues(key, runs).length > 1);
  const left = shownRuns().length - runs.length;
  return [`${column(over).kind === "number" ? "Lines" : "Large points"} are means${mixed.length ? ` over ${mixed.map(labelOf).join(", ")}` : ""}; bands are one standard deviation of the runs at a value${state().points ? ", points the single runs" : ""}.`,
    `${number(runs.length)} runs.`, isLogAxis(state().logY, measure) ? "On this log axis a band ends at its least run." : "", left ? `${left} more are shown in other views, but have no such finding: not fitted, or without a result.` : "",
    "Draw a range over the plot to keep its runs; click a point to open its run."].filter(Boolean).join(" ");
}
