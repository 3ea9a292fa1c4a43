// The page of a run: verdict and facts, neighbours, answers, layers, panels, loss, configuration, commands.
import { series, zoneColour } from "../drawing/colours.js";
import { data, indexOf, isCounted, number, outcomeText, shortName, shownRuns, titleOf, value, zoneOf } from "../base/data.js";
import { button, copyButton, el, region } from "../base/dom.js";
import { makeGlance } from "../drawing/glance.js";
import { makeLayers } from "./layers.js";
import { commandLine, drawPanel } from "./panels.js";
import { hasPart, loadPart } from "../base/parts.js";
import { pinButton } from "../base/pins.js";
import { linePlot } from "../drawing/plots.js";
import { neighbours, sequence } from "../base/neighbours.js";
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

function runHead(run, shown, threshold) {
  const zone = zoneOf(run, threshold);
  const outcome = outcomeText(run);
  const mark = zone ? el("span", { class: "outcome", style: { background: zoneColour(zone) }, text: `zone ${zone}` }) : null;
  const roles = isCounted(run) ? ["finding", "known"] : ["known"];
  const numbers = data.columns.filter((one) => roles.includes(one.role) && one.kind === "number");
  const facts = data.facts?.[run] ?? [];
  return el("section", { class: "card run-head", "aria-label": "The run" },
    el("div", { class: "card-head" },
      el("h2", { class: "name", text: data.names[run] }),
      el("span", { class: !isCounted(run) ? "outcome uncounted" : outcome === "fitted" ? "outcome" : "outcome plain", text: outcome }), mark, pinButton(run)),
    data.verdicts?.[run] ? el("p", { class: "verdict-words", text: data.verdicts[run] }) : null,
    isCounted(run) ? null : el("p", { class: "soft", text: data.outcomes[run] ? "It has not learnt its image, so that its numbers are no findings." : "It has no result yet." }),
    facts.length > 0 ? el("ul", { class: "fact-list" }, facts.map((fact) => el("li", { text: fact }))) : null,
    el("dl", { class: "facts wide" }, numbers.filter((one) => value(one.key, run) !== null).map((one) =>
      el("div", {}, el("dt", { text: one.title }), el("dd", { text: number(value(one.key, run)) })))),
    walkBar(run, shown), jumpBar());
}

/** Buttons to the parts of the page, which is long. */
function jumpBar() {
  const parts = [["run-answers", "Answers"], ["run-detail", "Layers"], ["run-courses", "Curves"], ["run-text", "Commands and configuration"]];
  return el("nav", { class: "jump-bar", "aria-label": "Parts of the page" }, parts.map(([id, title]) => button(title, () => {
    const part = document.getElementById(id);
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
    part.scrollIntoView({ block: "start" });
  }, { id: `jump-${id}`, class: "link" })));
}

function walkBar(run, shown) {
  const go = (other) => () => setState({ run: data.keys[other] });
  const step = (other, sign, words, id) => button(other === null ? sign : words, other === null ? () => {} : go(other), {
    id, class: "small", disabled: other === null, "aria-label": other === null ? "none" : `${words}: ${data.names[other]}`, title: other === null ? "none" : data.names[other],
  });
  const rows = neighbours(run, shown).map(({ key, before, now, after }) => el("li", {},
    step(before?.run ?? null, "‹", `‹ ${before?.text}`, `before-${key}`), el("span", {}, el("span", { class: "soft", text: `${titleOf(key)} ` }), now),
    step(after?.run ?? null, "›", `${after?.text} ›`, `after-${key}`)));
  const [previous, next] = sequence(run, shown);
  rows.push(el("li", {}, step(previous, "‹", "‹ previous", "before-any"), el("span", { class: "soft", text: shown.includes(run) ? `run ${shown.indexOf(run) + 1} of ${shown.length}` : "not among the runs shown" }),
    step(next, "›", "next ›", "after-any")));
  return el("nav", { "aria-label": "Neighbours along the axes" }, el("ul", { class: "walk-bar" }, rows));
}

function runAnswers(run) {
  const glance = makeGlance();
  const isKept = hasPart(data.answers?.[run]) || hasPart(data.thumbs?.[run]);
  if (isKept) glance.show(run);
  return el("section", { class: "card", "aria-label": "Answers" },
    el("div", { class: "card-head" }, el("h3", { text: "Answers" }), el("p", { class: "soft", text: isKept ? "The first image of each family over what the net gives." : "This page has no answers of this run." }), glance.trained,
      button("On the wall", () => setState({ view: "wall", run: data.keys[run] }), { id: "run-wall", class: "small push" })),
    glance.root);
}

/** Layers and panels, when the part has come; what is missing, with the command that makes it. */
function runDetail(run) {
  const root = el("div", { class: "run-detail" });
  layers = null;
  const missing = data.missing?.[run];
  const lack = (words) => el("section", { class: "card lacking" }, el("h3", { text: "Layers and studies" }), el("p", { class: "soft", text: words }),
    missing ? commandLine(missing, "missing-copy") : null);
  const name = data.details?.[run];
  if (!hasPart(name)) {
    root.append(lack(missing ? "This page has no layers of the run. The command computes what is missing and writes the page again:" : "This page has no layers of the run."));
    return root;
  }
  root.append(el("p", { class: "soft loading", text: "Reading the layers …" }));
  loadPart(name).then((part) => {
    if (!part || !root.isConnected) {
      if (!part) root.replaceChildren(lack("The file with the run's layers cannot be read."));
      return;
    }
    const made = makeLayers(part, name);
    layers = { run, draw: made.draw };
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
