// The panel beside the map: the cell's facts, its runs to choose from, and the answers of the first, which change as one walks.
import { cellName, shownNumber } from "./mapgrid.js";
import { cellSummary, countText, placeText } from "./cells.js";
import { colourOf } from "../drawing/colours.js";
import { column, data, deviationOf, isCounted, meanOf, number, outcomeText, shortName, text, labelOf, value, zoneOf, zoneOfMean } from "../base/data.js";
import { button, clear, el } from "../base/dom.js";
import { filterWord } from "../base/filter.js";
import { makeGlance } from "../drawing/glance.js";
import { openRun } from "../base/neighbours.js";
import { pinButton } from "../base/pins.js";
import { setState, state } from "../base/state.js";

const listed = 12;
const hasZoneColumns = data.columns.some((one) => one.zone);

/** Makes the panel: {root, show(choice, grid, cell)}. */
export function makeCellPanel() {
  const head = el("div", { class: "cell-head" });
  const facts = el("dl", { class: "facts" });
  const caption = el("p", { class: "soft glance-caption" });
  const glance = makeGlance();
  const runs = el("div", { class: "cell-runs" });
  const root = el("aside", { class: "cell-panel card", "aria-label": "The cell" }, head, facts, el("div", { class: "glance-frame" }, el("div", { class: "glance-head" }, caption, glance.trained), glance.root), runs);
  const empty = el("p", { class: "soft", text: "No run is shown. Take the filter away, or choose other axes." });

  function show(choice, grid, cell) {
    clear(head);
    clear(facts);
    clear(runs);
    root.classList.toggle("empty", !cell);
    if (!cell) {
      head.append(empty);
      caption.textContent = "";
      return;
    }
    const { threshold } = state();
    const summary = cellSummary(cell, choice, threshold);
    const zone = zoneOfMean(cell.runs, threshold);
    head.append(el("h3", { text: placeText(choice, grid, cell) }),
      el("p", { class: "soft" }, zone ? zoneChip(zone) : null, countText(summary)));
    for (const [key, words] of cellFacts(cell, choice)) facts.append(el("dt", { text: key }), el("dd", { text: words }));
    const first = cell.runs.find(isCounted) ?? cell.runs[0];
    caption.textContent = cell.runs.length > 1 ? `Answers of ${shortName(first)}` : "Input, and the answer under it";
    glance.show(first);
    runs.append(runList(cell, choice, grid));
    root.dataset.name = cellName(choice, grid, cell, summary);
  }

  return { root, show };
}

/** A zone as a small coloured letter. */
export function zoneChip(zone) {
  return el("span", { class: "zone-chip", style: { background: colourOf("zone", zone) }, text: zone, title: `zone ${zone}` });
}

function cellFacts(cell, choice) {
  const counted = cell.runs.filter(isCounted);
  const keys = [...new Set([choice.colour, ...data.colours])].filter((key) => !["zone", "deviation"].includes(key) && column(key)?.kind === "number");
  return keys.map((key) => {
    const deviation = deviationOf(key, counted);
    const mean = meanOf(key, counted);
    return [labelOf(key), mean === null ? "–" : shownNumber(mean) + (deviation === null ? "" : ` ± ${number(Number(deviation.toPrecision(2)))}`)];
  });
}

function runList(cell, choice, grid) {
  const { threshold } = state();
  const rows = cell.runs.slice(0, listed).map((run) => {
    const zone = zoneOf(run, threshold);
    return el("li", {},
      zone ? zoneChip(zone) : hasZoneColumns ? el("span", { class: "zone-chip none", text: "·", title: outcomeText(run) }) : el("span"),
      button(differing(run, cell), () => openRun(run), {
        id: `open-${data.keys[run]}`, class: "link", "aria-label": `Open ${data.names[run]}`,
      }),
      isCounted(run) ? null : el("span", { class: "soft", text: outcomeText(run) }), pinButton(run));
  });
  const isOne = cell.runs.length === 1;
  return el("div", {},
    el("h4", { text: isOne ? "The run" : `${cell.runs.length} runs` }), el("ul", { class: "run-list" }, rows),
    cell.runs.length > listed ? el("p", { class: "soft", text: `and ${cell.runs.length - listed} more` }) : null,
    isOne ? null : button("Wall of these runs", () => setState({ view: "wall", filter: filterOf(cell, choice, grid) }), { id: "cell-wall" }));
}

/** In what a run of a cell differs from the others; its key where in nothing that is an axis. */
function differing(run, cell) {
  if (cell.runs.length === 1) return data.names[run];
  const keys = data.axes.filter((key) => cell.runs.some((other) => value(key, other) !== value(key, run)));
  const words = keys.slice(0, 5).map((key) => `${labelOf(key)} ${text(key, run)}`).join(", ");
  return words + (keys.length > 5 ? " …" : "") || data.keys[run].slice(0, 8);
}

/** A filter that only the runs of a cell pass: by its settings where it has them all, else by its runs. */
function filterOf(cell, { x, y, facet }, { xs, ys, facets }) {
  const settings = [[x, xs[cell.i]], [y, ys[cell.j]], [facet, facets[cell.f]]].filter(([key]) => key);
  if (settings.some(([, one]) => one === null)) return cell.runs.map((run) => `runKey=${filterWord(data.keys[run])}`).join(" or ");
  const { filter } = state();
  return [filter.trim() ? `(${filter.trim()})` : "", ...settings.map(([key, one]) => `${key}=${filterWord(one)}`)].filter(Boolean).join(" and ");
}
