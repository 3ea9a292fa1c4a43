// The map: runs by any two settings and a facet, coloured by what they came to; arrow keys walk, a slider moves the zones.
import { axisChoices, cellsOf, cellSummary, colourChoices, deviationLabel, endCell, facetCell, mapChoice, mixedSettings, nextCell, nextInLine, spreadChoices, axisText } from "./cells.js";
import { makeCellPanel, zoneChip } from "./cellpanel.js";
import { column, data, deviationOf, indexOf, isCounted, runCount, shownRuns, labelOf, zoneOf } from "../base/data.js";
import { announce, button, choice, el, region, slider, svgEl } from "../base/dom.js";
import { exportBar } from "../base/export.js";
import { colourGrid, drawGrid, gridLayout, hatchings, placeCursor } from "./mapgrid.js";
import { mapLegend } from "./maplegend.js";
import { openRun } from "../base/neighbours.js";
import { placeOn } from "../drawing/colours.js";
import { togglePin } from "../base/pins.js";
import { setState, state } from "../base/state.js";

const panel = globalThis.document ? makeCellPanel() : null;
let drawn = null;
let walk = 0;
let sizes = null;
let mixture = { mark: null, keys: [] };
const highestKnown = new Map();

/** The view of the map. */
export const mapView = { id: "map", title: "Map", render: renderMap };

function renderMap(root) {
  const current = state();
  const chosen = mapChoice(current);
  const runs = shownRuns();
  watchWidth(root);
  const isMixed = mixedNow(chosen, runs).length > 0;
  region(root, "map-controls", [chosen, isMixed], () => mapControls(chosen, isMixed));
  region(root, "map-zones", [chosen.colour === "zone"], () => zoneBar(current.threshold));
  countZones(root, runs, current.threshold);
  const body = region(root, "map-body", "body", () => el("div", {}, el("div", { id: "map-drawing", class: "map-drawing" }), panel.root));
  const width = Math.max(240, body.firstChild.clientWidth - 8);
  const mark = JSON.stringify([chosen.x, chosen.y, chosen.facet, runs, width]);
  if (drawn?.mark !== mark || !body.contains(drawn.node)) drawn = { mark, runs, grid: cellsOf(chosen, runs), painted: "", node: null, cell: null };
  drawn.chosen = chosen;
  const paint = JSON.stringify([chosen.colour, chosen.spread, chosen.colour === "zone" ? current.threshold : 0]);
  if (drawn.painted !== paint) drawMap(body.firstChild, width, current.threshold);
  drawn.painted = paint;
  const cell = cellOfRun(current.run) ?? drawn.grid.cells.values().next().value ?? null;
  const look = JSON.stringify([cell?.key, mark, chosen, current.threshold, current.pins]);
  drawn.cell = cell;
  for (const group of body.querySelectorAll(".map-grid")) placeCursor(group, cell, drawn.layout);
  if (drawn.look !== look) panel.show(chosen, drawn.grid, cell);
  drawn.look = look;
}

/** The settings that differ within a cell of the runs shown. */
function mixedNow(chosen, runs) {
  const mark = JSON.stringify([chosen.x, chosen.y, chosen.facet, runs]);
  if (mixture.mark !== mark) mixture = { mark, keys: mixedSettings(chosen, cellsOf(chosen, runs)) };
  return mixture.keys;
}

/** Draws again when the page's width has changed. */
function watchWidth(root) {
  if (sizes) return;
  let width = root.clientWidth;
  sizes = new ResizeObserver(() => {
    if (Math.abs(root.clientWidth - width) < 8) return;
    width = root.clientWidth;
    if (state().view === "map") renderMap(root);
  });
  sizes.observe(root);
}

function cellOfRun(key) {
  const run = indexOf(key);
  if (run < 0) return null;
  for (const cell of drawn.grid.cells.values()) if (cell.runs.includes(run)) return cell;
  return null;
}

function mapControls(chosen, isMixed) {
  const axes = axisChoices();
  const titled = (keys) => keys.map((key) => [key, labelOf(key)]);
  const none = [["none", "none"]];
  const set = (key) => (value) => setState({ [key]: value });
  const mirror = (taken, key) => (value) => setState(value === chosen[taken] ? { [key]: value, [taken]: chosen[key] } : { [key]: value });
  return el("div", { class: "controls" },
    choice("Across", titled(axes), chosen.x, mirror("y", "x"), { id: "map-x" }),
    choice("Down", [...none, ...titled(axes)], chosen.y || "none", mirror("x", "y"), { id: "map-y" }),
    choice("Facets", [...none, ...titled(axes.filter((key) => key !== chosen.x && key !== chosen.y))], chosen.facet || "none", set("facet"), { id: "map-facet" }),
    choice("Colour", colourChoices().map((key) => [key, key === "deviation" ? deviationLabel(isMixed) : labelOf(key)]), chosen.colour, set("colour"), { id: "map-colour" }),
    chosen.colour === "deviation" ? choice("of", titled(spreadChoices()), chosen.spread, set("spread"), { id: "map-spread" }) : null,
    button("▶ Walk", toggleWalk, { id: "map-walk", "aria-pressed": "false", title: `Walk along ${labelOf(chosen.x)}, cell after cell` }),
    exportBar({ svg: () => drawn.node, png: () => drawn.node, csv: () => tableOfCells(), name: "map" }));
}

function zoneBar(threshold) {
  if (!data.columns.some((one) => one.zone)) return el("div", { hidden: true });
  return el("div", { class: "controls map-zones" },
    slider("Zones from a correlation of", { min: 0, max: 1, step: 0.01, value: threshold, text: (some) => some.toFixed(2) },
      (some) => setState({ threshold: some }), { id: "map-threshold" }),
    button("Default", () => setState({ threshold: data.threshold }), { id: "map-threshold-default", class: "small" }),
    el("span", { id: "zone-counts", class: "zone-counts", role: "status" }));
}

function countZones(root, runs, threshold) {
  const place = root.querySelector("#zone-counts");
  if (!place) return;
  const track = root.querySelector("#map-threshold");
  if (Number(track.value) !== threshold) {
    track.value = threshold;
    track.parentElement.querySelector("output").textContent = threshold.toFixed(2);
    track.setAttribute("aria-valuetext", threshold.toFixed(2));
  }
  const counts = { A: 0, B: 0, C: 0, D: 0, none: 0 };
  for (const run of runs) counts[zoneOf(run, threshold) ?? "none"] += 1;
  place.replaceChildren(...["A", "B", "C", "D"].map((zone) => el("span", {}, zoneChip(zone), ` ${counts[zone]}`)),
    el("span", { class: "soft", text: counts.none > 0 ? `${counts.none} without a zone` : "" }));
}

function drawMap(place, width, threshold) {
  const { chosen, grid } = drawn;
  const summaries = [...grid.cells.values()].map((cell) => cellSummary(cell, chosen, threshold));
  const numbers = summaries.map((one) => one.value).filter((one) => typeof one === "number");
  const high = chosen.colour === "deviation" ? highest(chosen, numbers) : null;
  if (!drawn.node) {
    drawn.layout = gridLayout(chosen, grid, width);
    drawn.groups = grid.facets.map((_, facet) => drawGrid(chosen, grid, facet, drawn.layout));
    drawn.node = svgEl("svg", { class: "map-svg", role: "group", "aria-label": "Map" }, hatchings(), drawn.groups);
    drawn.node.addEventListener("keydown", onKey);
    drawn.node.addEventListener("click", onClick);
    drawn.node.addEventListener("pointerover", onHover);
    drawn.node.addEventListener("pointerleave", () => panel.show(drawn.chosen, drawn.grid, drawn.cell));
    panel.root.onkeydown = (event) => { if (event.key === "Escape") drawn.groups[drawn.cell?.f ?? 0]?.focus(); };
    place.replaceChildren(drawn.node);
    const mixed = mixedNow(chosen, drawn.runs);
    if (mixed.length > 0) {
      place.append(el("p", { class: "soft note", text: `Cells mix runs of different ${mixed.map(labelOf).join(", ")}: choose a facet or a filter to part them.` }));
    }
  }
  for (const group of drawn.groups) colourGrid(group, chosen, grid, drawn.layout, threshold, high);
  const { layout } = drawn;
  const inner = Math.max(layout.width * Math.min(layout.perRow, grid.facets.length) + layout.gap * (Math.min(layout.perRow, grid.facets.length) - 1), Math.min(width, 320));
  const under = Math.ceil(grid.facets.length / layout.perRow) * (layout.height + layout.gap);
  const key = mapLegend(chosen, Math.max(inner, Math.min(width, 900)), high, {
    unfitted: [...new Set(summaries.filter((one) => one.counted === 0).flatMap((one) => [...one.outcomes.keys()]))],
    undefined: summaries.some((one) => one.counted > 0 && one.value === null),
    empty: grid.cells.size < grid.xs.length * grid.ys.length * grid.facets.length,
    ticks: drawn.layout.isTall && placeOn(chosen.colour, numbers[0]) !== null && chosen.colour !== "deviation",
    partly: summaries.some((one) => one.counted > 0 && one.counted < one.total),
    mixed: mixedNow(chosen, drawn.runs).length > 0,
  });
  key.node.setAttribute("transform", `translate(0 ${under})`);
  drawn.node.querySelector(".map-legend")?.remove();
  drawn.node.append(key.node);
  const box = [Math.max(inner, Math.min(width, 900)), under + key.height];
  drawn.node.setAttribute("viewBox", `0 0 ${box[0]} ${box[1]}`);
  drawn.node.setAttribute("width", box[0]);
  drawn.node.setAttribute("height", box[1]);
}

/** The end of the scale of deviations: a quarter of the range where the number has a fixed one, else the largest of all runs' cells. */
function highest(chosen, numbers) {
  const { range } = column(chosen.spread) ?? {};
  if (range) return (range[1] - range[0]) / 4;
  const mark = JSON.stringify([chosen.spread, chosen.x, chosen.y, chosen.facet]);
  if (!highestKnown.has(mark)) {
    const every = cellsOf(chosen, [...Array(runCount).keys()]).cells.values();
    highestKnown.set(mark, Math.max(...[...every].map((cell) => deviationOf(chosen.spread, cell.runs.filter(isCounted)) ?? 0), 0));
  }
  return Math.max(highestKnown.get(mark), ...numbers) || 1;
}

function go(cell, isSaid = true) {
  if (!cell) return false;
  setState({ run: data.keys[cell.runs.find(isCounted) ?? cell.runs[0]] }, { push: false });
  const group = drawn.groups[cell.f];
  if (group && document.activeElement !== group && document.activeElement?.closest?.(".map-svg")) group.focus();
  const words = group?.querySelector(`[data-cell="${cell.key}"]`)?.getAttribute("aria-label");
  if (isSaid && words) announce(words);
  return true;
}

function open(cell) {
  if (cell.runs.length === 1) {
    openRun(cell.runs[0]);
    return;
  }
  go(cell);
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const first = panel.root.querySelector(".run-list button");
    first?.focus();
    panel.root.scrollIntoView({ block: "nearest" });
  }));
}

function onKey(event) {
  const { grid, cell } = drawn;
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (event.key in moves) go(nextCell(grid, cell, ...moves[event.key]));
  else if (event.key === "Home" || event.key === "End") go(endCell(grid, cell, event.key === "End"));
  else if (event.key === "PageUp" || event.key === "PageDown") go(facetCell(grid, cell, event.key === "PageDown" ? 1 : -1));
  else if (event.key === "Enter" || event.key === " ") open(cell);
  else if (event.key === "+" || event.key === "-") pin(cell, event.key === "+");
  else return;
  event.preventDefault();
}

function pin(cell, isPinning) {
  const { pins } = state();
  const run = cell.runs.filter(isCounted).concat(cell.runs).find((one) => pins.includes(data.keys[one]) !== isPinning);
  if (run === undefined) return;
  togglePin(data.keys[run]);
  announce(`${isPinning ? "Pinned" : "Unpinned"} ${data.names[run]}`);
}

function cellUnder(event) {
  return drawn.grid.cells.get(event.target.closest?.(".map-cell")?.dataset.cell) ?? null;
}

function onClick(event) {
  const cell = cellUnder(event);
  if (cell) open(cell);
}

function onHover(event) {
  if (event.pointerType === "touch" || walk) return;
  const cell = cellUnder(event);
  if (cell) panel.show(drawn.chosen, drawn.grid, cell);
}

function toggleWalk() {
  const toggle = document.getElementById("map-walk");
  const stop = () => {
    clearInterval(walk);
    walk = 0;
    const now = document.getElementById("map-walk");
    if (now) {
      now.textContent = "▶ Walk";
      now.setAttribute("aria-pressed", "false");
    }
  };
  if (walk) {
    stop();
    return;
  }
  toggle.textContent = "❚❚ Stop";
  toggle.setAttribute("aria-pressed", "true");
  const isAtEnd = drawn.cell && !nextInLine(drawn.grid, drawn.cell, 1, 0);
  if (isAtEnd) go(endCell(drawn.grid, drawn.cell, false), false);
  walk = setInterval(() => {
    if (state().view !== "map" || !drawn.cell || !go(nextInLine(drawn.grid, drawn.cell, 1, 0), false)) stop();
  }, 700);
}

function tableOfCells() {
  const { chosen, grid } = drawn;
  const keys = [chosen.x, chosen.y, chosen.facet].filter(Boolean);
  const rows = [...grid.cells.values()].map((cell) => {
    const summary = cellSummary(cell, chosen, state().threshold);
    const places = [chosen.x && axisText(grid.xs[cell.i]), chosen.y && axisText(grid.ys[cell.j]), chosen.facet && axisText(grid.facets[cell.f])];
    return [...places.filter(Boolean), summary.value, summary.counted, summary.total, [...summary.outcomes].map(([word, count]) => `${count} ${word}`).join(" ")];
  });
  return [[...keys, chosen.colour === "deviation" ? `deviation of ${chosen.spread}` : chosen.colour, "runs that count", "runs", "others"], ...rows];
}
