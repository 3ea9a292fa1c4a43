// The page of a run: verdict and facts, neighbours, answers, layers, panels, loss, configuration, commands.
import { series } from "../drawing/colours.js";
import { data, indexOf, shortName, shownRuns } from "../base/data.js";
import { button, copyButton, el, region } from "../base/dom.js";
import { makeGlance } from "../drawing/glance.js";
import { makeLayers } from "./layers.js";
import { commandLine, drawPanel } from "./panels.js";
import { runHead } from "./runhead.js";
import { hasPart, loadPart } from "../base/parts.js";
import { linePlot } from "../drawing/plots.js";
import { setState, state } from "../base/state.js";

let layers = null;

/** The view of one run. */
export const runView = { id: "run", title: "Run", render: renderRun };

function renderRun(root) {
  const shown = shownRuns();
  const named = indexOf(state().run);
  const run = named >= 0 ? named : shown[0] ?? -1;
  if (run < 0) {
    region(root, "run-none", "none", () => el("p", { class: "soft", text: "No run is shown. Take the filter away to choose one." }));
    return;
  }
  root.querySelector("#run-none")?.remove();
  const { pins, threshold } = state();
  region(root, "run-head", [run, pins, threshold, shown], () => runHead(run, shown, threshold));
  region(root, "run-answers", run, () => runAnswers(run));
  region(root, "run-detail", run, () => runDetail(run));
  region(root, "run-courses", run, () => runCourses(run));
  region(root, "run-text", run, () => runWords(run));
  if (layers?.run === run) layers.draw();
}

function runAnswers(run) {
  const glance = makeGlance();
  const isKept = hasPart(data.answers?.[run]) || hasPart(data.thumbs?.[run]);
  if (isKept) glance.show(run);
  return el("section", { class: "card", "aria-label": "Answers" },
    el("div", { class: "card-head" }, el("h3", { text: "Answers" }), el("p", { class: "soft", text: isKept ? "The first image of each family over what the net gives." : "This page has no answers of this run." }), glance.trained,
      button("On the wall", () => setState({ view: "wall", run: data.keys[run] }), { id: "run-wall", class: "small" })),
    glance.root);
}

/** Layers and panels, when the part has come; what is missing, with the command that makes it. */
function runDetail(run) {
  const root = el("div", { class: "run-detail" });
  layers?.release();
  layers = null;
  const missing = data.missing?.[run];
  const lack = (words) => el("section", { class: "card lacking" }, el("h3", { text: "Layers and studies" }), el("p", { class: "soft", text: words }),
    missing ? commandLine(missing, "missing-copy") : null);
  const name = data.details?.[run];
  if (!hasPart(name)) {
    root.append(lack(missing ? "This page has no layers of this run. The command writes a page that has them:" : "This page has no layers of this run."));
    return root;
  }
  root.append(el("p", { class: "soft loading", text: "Reading the layers …" }));
  loadPart(name).then((part) => {
    if (!part || !root.isConnected) {
      if (!part) root.replaceChildren(lack("The file with the run's layers cannot be read."));
      return;
    }
    const made = makeLayers(part, name);
    layers = { run, draw: made.draw, release: made.release };
    root.replaceChildren(
      el("section", { class: "card", "aria-labelledby": "layers-title" }, el("h3", { id: "layers-title", text: "Layers" }), made.root),
      ...(part.panels ?? []).map((panel) => drawPanel(panel, part, name)));
    if (missing) root.append(el("section", { class: "card lacking" }, el("p", { class: "soft", text: "Some of what the page can show is missing; this makes it:" }), commandLine(missing, "missing-copy")));
    made.draw();
  });
  return root;
}

function runCourses(run) {
  const found = data.curves.filter((curve) => curve.values[run]);
  const shownAs = [...new Set(found.map((curve) => curve.key.split("-")[0]))].map((group) => found.filter((curve) => curve.key.split("-")[0] === group));
  const plots = shownAs.map((group) => {
    const [first] = group;
    const lines = group.map((curve, index) => ({ title: curve.title, ...curve.values[run], colour: series(index), points: curve.values[run].x.length <= 30 }));
    const title = group.length === 1 ? first.title : "correlation";
    const start = first.values[run].x.length > 1 ? lines : lines.map((one) => ({ ...one, points: true }));
    return el("figure", { class: "panel-plot" }, el("figcaption", {}, group.length === 1 ? first.title : group.map((curve, index) =>
      el("span", { class: "swatch" }, el("i", { style: { background: series(index) } }), curve.title))),
    linePlot({ series: start, x: { title: first.x, log: first.logX }, y: { title, log: first.logY, range: group.length > 1 ? [-0.2, 1] : first.range }, width: 460, height: 260, label: `${title} over ${first.x}, ${shortName(run)}` }));
  });
  return el("section", { class: "card", "aria-label": "Curves of the run", hidden: plots.length === 0 }, el("h3", { text: "Curves" }), el("div", { class: "panel-plots" }, plots));
}

function runWords(run) {
  const commands = data.commands?.[run] ?? [];
  const yaml = data.yaml?.[run] ?? "";
  return el("div", { class: "run-text" },
    el("section", { class: "card" }, el("h3", { text: "Commands" }),
      commands.map((one, index) => commandLine(one.text, `command-copy-${index}`, one.title)),
      el("p", { class: "soft" }, "key ", el("code", { text: data.keys[run] }))),
    yaml ? el("section", { class: "card" }, el("div", { class: "card-head" }, el("h3", { text: "Complete configuration" }),
      copyButton("Copy", () => yaml, { id: "yaml-copy", class: "small push", "aria-label": "Copy the configuration" })),
    el("pre", { tabindex: 0, "aria-label": "Configuration" }, el("code", { text: yaml }))) : null);
}
