// The prediction wall: rows are runs, columns all images of a probe family; rows are drawn when they come into sight.
import { axisValues, column, data, indexOf, isCounted, shownRuns, labelOf, value } from "../base/data.js";
import { announce, button, checkbox, choice, el, region, slug } from "../base/dom.js";
import { exportBar } from "../base/export.js";
import { loadAnswers, setOf } from "../drawing/glance.js";
import { openRun } from "../base/neighbours.js";
import { hasPart } from "../base/parts.js";
import { togglePin } from "../base/pins.js";
import { beforePrinting } from "../base/printing.js";
import { declare, setState, state } from "../base/state.js";
import { makeBlink } from "./blink.js";
import { makeReadout } from "./wallreadout.js";
import { wallSheet } from "./wallsheet.js";
import { buildRow, drawRow, emptyRow, fillRow, makeRow, tileAt, tileBox, tileWords, wallPictures } from "./wallrow.js";

declare("wallSort", "");
declare("wallShows", "answer");
declare("tile", 0);

// How long a row is in sight before it is drawn, in milliseconds: rows that only fly past are not.
const rest = 50;
let rows = [];
let heads = [];
let ordered = [];
let pixel = null;
let watch = null;
let shownPictures = "answer";
let settled = null;
let isNew = false;
// Whether the answers are words, as of classifiers: seen from the first that come.
let areWords = null;
const readout = globalThis.document ? makeReadout((x, y) => { pixel = { x, y }; sayTile(settled); }) : null;
const phases = ["input", "answer", "training"].filter((key) => wallPictures.some(([one]) => one === key));
const blink = makeBlink(phases, (phase) => {
  shownPictures = phase ?? wallShows();
  for (const row of rows) if (row.isWanted) drawRow(row, shownPictures);
  const said = document.getElementById("wall-blink");
  if (said) said.textContent = blinkText();
});

/** The view of all predictions. */
export const wallView = { id: "wall", title: "Wall", render: renderWall };

// A printed wall has at most this many rows.
const printedRows = 200;
beforePrinting(() => (state().view === "wall" ? Promise.all(ordered.slice(0, printedRows).map((row) => fillRow(row, shownPictures))) : null));
if (globalThis.document) {
  document.addEventListener("keydown", onAnyKey);
  addEventListener("afterprint", () => { for (const row of ordered) if (row.isWanted && !row.isInSight && row !== settled?.row) emptyRow(row); });
}

function familiesOf(runs) {
  const found = new Map();
  for (const set of new Set(runs.map(setOf))) for (const family of set?.families ?? []) if (!found.has(family.key)) found.set(family.key, family);
  return [...found.values()];
}

/** What the button for blinking says: also which picture is shown now. */
function blinkText() {
  return blink.isOn() ? `Blink: ${wallPictures.find(([key]) => key === shownPictures)[1]}` : blink.text;
}

function wallShows() {
  const { wallShows: shows } = state();
  return wallPictures.some(([key]) => key === shows) ? shows : "answer";
}

/** Looks whether answers are images or words, once. */
async function lookAtAnswers(root) {
  areWords = false;
  const run = [...data.keys.keys()].find((one) => hasPart(data.answers?.[one]) || hasPart(data.thumbs?.[one]));
  const found = run === undefined ? null : await loadAnswers(run);
  const families = Object.values(found?.part.families ?? {});
  areWords = families.length > 0 && families.every((one) => !one.images);
  if (areWords && state().view === "wall") renderWall(root);
}

function renderWall(root) {
  if (areWords === null) lookAtAnswers(root);
  const current = state();
  const all = shownRuns();
  const found = familiesOf(all.length > 0 ? all : [...data.keys.keys()]);
  const families = found.map((one) => [one.key, one.title]);
  const family = found.some((one) => one.key === current.family) ? current.family : (found.find((one) => one.images.length > 1) ?? found[0])?.key ?? "";
  const seedKey = column("seed") ? "seed" : data.repeat[0] ?? "";
  const seeds = seedKey ? axisValues(seedKey, all).map(String) : [];
  const chosenSeeds = current.seeds.filter((seed) => seeds.includes(seed));
  const runs = sorted(all.filter((run) => chosenSeeds.length === 0 || chosenSeeds.includes(String(value(seedKey, run)))), current.wallSort);
  region(root, "wall-controls", [families, family, seeds, chosenSeeds, current.wallSort, wallShows(), areWords], () =>
    wallControls(families, family, seedKey, seeds, chosenSeeds));
  const body = region(root, "wall-body", "body", () => el("div", {}, el("div", { id: "wall-scroll", class: "wall-scroll" }), readout.root));
  const tile = Math.max(26, Math.min(52, Math.floor((body.clientWidth - (body.clientWidth > 900 ? 330 : 0) - 240) / 20) - 3));
  region(body.firstChild, "wall-grid", [runs, family, tile, current.threshold, areWords], () => wall(runs, family, tile, current.threshold));
  if (!blink.isOn() && shownPictures !== wallShows()) {
    shownPictures = wallShows();
    for (const row of rows) if (row.isWanted) drawRow(row, shownPictures);
  }
  moveCursor();
}

function wallControls(families, family, seedKey, seeds, chosen) {
  const isClassifier = areWords;
  const { wallSort } = state();
  const numbers = [...data.axes, ...data.colours].filter((key) => column(key) && !["zone", "deviation"].includes(key));
  const orders = [["", "as in the map"], ...[...new Set(numbers)].flatMap((key) => [[key, `${labelOf(key)} ↑`], [`-${key}`, `${labelOf(key)} ↓`]])];
  return el("div", { class: "controls" },
    choice("Images", families.length > 0 ? families : [["", "none"]], family, (key) => setState({ family: key }), { id: "wall-family" }),
    isClassifier ? null : choice("Show", wallPictures, wallShows(), (key) => setState({ wallShows: key }), { id: "wall-shows" }),
    choice("Sort", orders, wallSort, (key) => setState({ wallSort: key }), { id: "wall-sort" }),
    seeds.length > 1 ? el("fieldset", { class: "seed-boxes" }, el("legend", { class: "unseen", text: labelOf(seedKey) }), el("span", { class: "soft", text: labelOf(seedKey) }),
      seeds.slice(0, 24).map((seed) => checkbox(seed, chosen.length === 0 || chosen.includes(seed), (on) => {
        const before = chosen.length === 0 ? seeds : chosen;
        const after = on ? [...before, seed] : before.filter((one) => one !== seed);
        setState({ seeds: after.length === seeds.length ? [] : after });
      }, { id: `seed-${slug(seed)}` }))) : null,
    isClassifier ? null : button(blinkText(), () => blink.toggle(), { id: "wall-blink", "aria-pressed": String(blink.isOn()), title: phases.length > 2 ? "Input, answer and training image in turn (B)" : "Input and answer in turn (B)" }),
    isClassifier ? el("span", { class: "soft", text: "✓ blue: right, ✗ orange: wrong, corner: label or image corrupted" }) : null,
    exportBar({ png: () => wallSheet(ordered, shownPictures, (row) => row.isInSight || row === settled?.row), csv: scoreRows, name: "wall" }));
}

function sorted(runs, order) {
  const key = order.replace(/^-/, "");
  const sign = order.startsWith("-") ? -1 : 1;
  const keys = column(key) ? [key, ...data.axes] : data.axes;
  const places = keys.filter((one) => column(one)).map((one) => new Map(axisValues(one, runs).map((item, index) => [item, index])));
  const usable = keys.filter((one) => column(one));
  const ranked = runs.map((run) => ({ run, ranks: usable.map((one, index) => places[index].get(value(one, run)) ?? -1) }));
  ranked.sort((a, b) => {
    if (column(key)) {
      if ((a.ranks[0] < 0) !== (b.ranks[0] < 0)) return a.ranks[0] < 0 ? 1 : -1;
      if (a.ranks[0] !== b.ranks[0]) return sign * (a.ranks[0] - b.ranks[0]);
    }
    const first = a.ranks.findIndex((rank, index) => rank !== b.ranks[index]);
    return first < 0 ? a.run - b.run : a.ranks[first] - b.ranks[first];
  });
  return ranked.map((one) => one.run);
}

function wall(runs, familyKey, tile, threshold) {
  watch?.disconnect();
  for (const row of ordered) {
    clearTimeout(row.timer);
    emptyRow(row);
  }
  const sets = [...new Set(runs.map(setOf))];
  [rows, heads, ordered] = [[], [], []];
  for (const set of sets) {
    const family = set?.families.find((one) => one.key === familyKey) ?? null;
    // Classifiers' rows show their inputs themselves.
    if (!areWords || sets.length === 1) {
      const head = makeRow(null, set, family, -1, tile, threshold, areWords);
      heads.push(head);
      ordered.push(head);
    }
    for (const run of runs) {
      if (setOf(run) !== set) continue;
      rows.push(makeRow(run, set, family, rows.length, tile, threshold, areWords));
      ordered.push(rows.at(-1));
    }
  }
  const byNode = new Map(ordered.map((row) => [row.node, row]));
  const grid = el("div", {
    role: "grid", tabindex: 0, class: "wall-grid", "aria-rowcount": rows.length, "aria-label":
      "Answers, a row a run. Arrow keys move from image to image, with Shift from pixel to pixel; Enter opens the run, plus and minus pin, B blinks.",
    on: { keydown: onGridKey, pointermove: (event) => pointed(event, byNode), click: (event) => pointed(event, byNode, true), pointerleave: () => { pixel = null; moveCursor(); } },
  }, ordered.map((row) => row.node), el("i", { class: "wall-cursor", hidden: true }), rows.length === 0 ? el("p", { class: "soft empty", text: "No run is shown. Take the filter away, or choose more seeds." }) : null);
  watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const row = byNode.get(entry.target);
      clearTimeout(row.timer);
      row.isInSight = entry.isIntersecting;
      if (entry.isIntersecting) {
        buildRow(row);
        row.timer = setTimeout(() => fillRow(row, shownPictures).then(() => { if (row === settled?.row) sayTile(settled); }), rest);
      } else if (row !== settled?.row) emptyRow(row);
    }
  }, { rootMargin: "400px 0px" });
  for (const node of byNode.keys()) watch.observe(node);
  isNew = true;
  return grid;
}

function pointed(event, byNode, isClick = false) {
  const row = byNode.get(event.target.closest?.(".wall-row"));
  if (!row || row.run === null) return;
  if (event.target.closest(".wall-label")) {
    if (isClick) openRun(row.run);
    return;
  }
  const at = tileAt(row, event);
  if (!at) return;
  pixel = at.x === null ? null : { x: at.x, y: at.y };
  if (isClick) choose(row, at.place);
  else sayTile({ row, place: at.place });
}

function cursorRow() {
  const run = indexOf(state().run);
  return rows.find((row) => row.run === run) ?? rows[0] ?? null;
}

function placeIn(row) {
  return Math.min(Math.max(0, Math.round(state().tile)), row.family.images.length - 1);
}

function moveCursor() {
  const row = cursorRow();
  if (isNew && row) showRow(row);
  isNew = false;
  const frame = document.querySelector(".wall-cursor");
  if (!frame) return;
  frame.hidden = !row || !row.family;
  if (frame.hidden) {
    sayTile(null);
    return;
  }
  const place = placeIn(row);
  const box = tileBox(row, place);
  buildRow(row);
  row.cell.append(frame);
  Object.assign(frame.style, { left: `${box.left - 2}px`, width: `${box.size + 4}px`, height: `${box.size + 4}px` });
  document.getElementById("wall-grid").setAttribute("aria-activedescendant", row.cell.id);
  const before = settled?.row;
  settled = { row, place };
  if (before && before !== row && !before.isInSight) emptyRow(before);
  sayTile(settled);
}

/** Scrolls the wall, and not the page, to a row. */
function showRow(row) {
  const frame = document.getElementById("wall-scroll");
  const [own, outer] = [row.node.getBoundingClientRect(), frame.getBoundingClientRect()];
  const head = heads[0]?.node.offsetHeight ?? 0;
  if (own.top < outer.top + head) frame.scrollTop -= outer.top + head - own.top;
  else if (own.bottom > outer.bottom) frame.scrollTop += own.bottom - outer.bottom;
}

function sayTile(at) {
  readout.show(at?.row ?? null, at?.place ?? 0, pixel);
}

function choose(row, place) {
  setState({ run: data.keys[row.run], tile: place }, { push: false });
}

function onGridKey(event) {
  const row = cursorRow();
  if (!row?.family || event.ctrlKey || event.metaKey || event.altKey) return;
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], PageUp: [0, -10], PageDown: [0, 10] };
  const count = row.family.images.length;
  const place = placeIn(row);
  if (event.shiftKey && event.key.startsWith("Arrow")) {
    const image = row.inputs?.[place];
    if (image) {
      const [dx, dy] = steps[event.key];
      const from = pixel ?? { x: Math.floor(image.width / 2), y: Math.floor(image.height / 2) };
      pixel = { x: Math.min(image.width - 1, Math.max(0, from.x + dx)), y: Math.min(image.height - 1, Math.max(0, from.y + dy)) };
      sayTile(settled);
      announce(`pixel ${pixel.x}, ${pixel.y}: ${[...readout.root.querySelectorAll(".amount")].map((one) => one.parentElement.textContent).join(", ")}`);
    }
  } else if (event.key in steps) move(row, place + steps[event.key][0], steps[event.key][1]);
  else if (event.key === "Home" || event.key === "End") move(row, event.key === "Home" ? 0 : count - 1, 0);
  else if (event.key === "Enter") openRun(row.run);
  else if (event.key === "+" || event.key === "-") {
    if (state().pins.includes(data.keys[row.run]) !== (event.key === "+")) togglePin(data.keys[row.run]);
  } else return;
  event.preventDefault();
}

function move(row, place, down) {
  const next = rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(row) + down))];
  const kept = Math.min(Math.max(0, place), (next.family?.images.length ?? 1) - 1);
  choose(next, kept);
  buildRow(next);
  showRow(next);
  if (next.family) announce(`${next.node.querySelector(".wall-label").textContent}: ${tileWords(next, kept).map((pair) => pair.join(" ")).join(", ")}`);
}

function onAnyKey(event) {
  if (state().view !== "wall" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea, dialog")) return;
  if (event.key.toLowerCase() !== "b" || areWords) return;
  blink.toggle();
  event.preventDefault();
}

/** The scores of all rows, whether they have been in sight or not. */
async function scoreRows() {
  for (const row of rows) row.own ??= (await loadAnswers(row.run))?.part.families?.[row.family?.key] ?? null;
  const names = ["identity", "constant", "mse", "mseTraining", "labels", "answers", "probability", "right", "corrupted"];
  const loaded = rows.filter((row) => row.own);
  const used = names.filter((name) => loaded.some((row) => row.own[name]));
  return [["run", ...data.axes, "input", "counts", ...used], ...loaded.flatMap((row) => row.family.names.map((name, place) =>
    [data.keys[row.run], ...data.axes.map((key) => value(key, row.run)), name, isCounted(row.run), ...used.map((key) => row.own[key]?.[place] ?? null)]))];
}
