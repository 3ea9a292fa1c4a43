// Parallel axes: each run a line over its values; a range drawn on an axis keeps the runs that pass through it.
import { announce, choice, el, region, svgEl } from "../base/dom.js";
import { axisValues, column, data, isCounted, number, runCount, shownRuns, labelOf, value } from "../base/data.js";
import { setState, state } from "../base/state.js";
import { exportBar } from "../base/export.js";
import { legend, lineColourOf } from "../drawing/colours.js";
import { bandScale, scaleFor } from "../drawing/scales.js";

const height = 330;
const ceiling = 54;
const bottom = height - 24;
const runsOfAll = Array.from({ length: runCount }, (_, run) => run);
const axisCache = new Map();

/** Draws the axes of some columns into a view. */
export function drawParallel(root, keys) {
  const { colour, threshold, filter, brush, theme } = state();
  const axes = keys.map(axisOf).filter(Boolean);
  const key = column(colour) && colour !== "deviation" ? colour : data.colours.find((one) => column(one) && one !== "deviation");
  const card = region(root, "parallel-card", "", () => el("section", { class: "card", "aria-label": "Parallel axes" }));
  card.hidden = axes.length < 2 && state().columns.length === 0;
  if (card.hidden) return;
  region(card, "parallel-tools", [key, keys], () => el("div", { class: "card-head" }, el("h2", { text: "Parallel axes" }),
    choice("Colour", [...new Set([...data.colours, ...keys])].filter((one) => column(one) && one !== "deviation").map((one) => [one, labelOf(one)]), key, (next) => setState({ colour: next }), { id: "parallel-colour" }),
    legend(key), el("span", { class: "push" }), exportBar({ name: "parallel-axes", svg: () => withLines(card), png: () => withLines(card) })));
  const width = Math.max(card.clientWidth - 34, axes.length * 92, 300);
  region(card, "parallel-plot", [axes.map((one) => one.key), key, filter, brush, key === "zone" || keys.includes("zone") ? threshold : 0, width, theme], () => parallelPlot(axes, key, width));
  region(card, "parallel-help", "", () => el("p", { class: "soft", text: "Draw a range along an axis to keep the runs that pass through it; a click takes it away. On an axis, arrow keys choose a value, Shift widens, Delete clears." }));
}

function axisOf(key) {
  const mark = key === "zone" ? `zone ${state().threshold}` : key;
  if (!axisCache.has(mark)) axisCache.set(mark, makeAxis(key));
  return axisCache.get(mark);
}

function makeAxis(key) {
  const one = column(key);
  const values = axisValues(key, runsOfAll);
  const isWords = one.kind !== "number";
  if (values.length < 2 || (isWords && values.length > 60)) return null;
  const isBand = isWords || (one.role === "setting" && values.length <= 24);
  const scale = isBand ? bandScale(values, [bottom, ceiling]) : scaleFor(values, { log: one.log, range: one.log ? null : one.range }, [bottom, ceiling]);
  return { key, title: labelOf(key), values, isWords, isBand, scale };
}

function parallelPlot(axes, colourKey, width) {
  const step = axes.length > 1 ? (width - 120) / (axes.length - 1) : 0;
  const at = (index) => 50 + index * step;
  const canvas = el("canvas", { "aria-hidden": "true" });
  const box = el("div", { class: "parallel", tabindex: "-1" }, canvas);
  const root = svgEl("svg", { class: "plot", width, height, viewBox: `0 0 ${width} ${height}`, style: "max-width:none", role: "group", "aria-label": `Parallel axes of ${shownRuns().length} runs` });
  if (axes.length < 2) root.append(svgEl("text", { class: "empty", x: width / 2, y: height / 2, "text-anchor": "middle", text: "Choose two columns that vary." }));
  axes.forEach((axis, index) => root.append(axisGroup(axis, at(index), step)));
  box.append(root);
  box.style.minHeight = `${height}px`;
  requestAnimationFrame(() => drawLines(canvas, axes, at, colourKey, width));
  return box;
}

/** The lines as strokes, from back to front: {path, colour, opacity, width}. */
function strokesOf(axes, at, colourKey, ink) {
  const shown = shownRuns();
  const trace = (run) => {
    let path = "";
    let pen = "M";
    axes.forEach((axis, index) => {
      const own = value(axis.key, run);
      if (own === null || (axis.scale.log && own <= 0)) {
        pen = "M";
        return;
      }
      const y = axis.scale.map(own) + (axis.isBand ? jitter(run) * Math.min(8, Math.abs(axis.scale.step) * 0.3) : 0);
      path += `${pen}${Math.round(at(index) * 10) / 10} ${Math.round(y * 10) / 10}`;
      pen = "L";
    });
    return path;
  };
  const isShown = new Set(shown);
  const isMany = shown.length > 300;
  const isDark = resolved("light-dark(#000000, #ffffff)") === "rgb(255, 255, 255)";
  const solid = new Map();
  const strokes = [
    { path: runsOfAll.filter((run) => !isShown.has(run)).map(trace).join(""), colour: resolved("var(--faint)"), opacity: 0.8, width: 1 },
    { path: shown.filter((run) => !isCounted(run)).map(trace).join(""), colour: resolved("var(--hatch)"), opacity: 0.5, width: 1 },
  ];
  for (const run of shown.filter(isCounted)) {
    const colour = lineColourOf(colourKey, value(colourKey, run), isDark) ?? ink;
    if (!solid.has(colour)) solid.set(colour, /^var\(/.test(colour) ? resolved(colour) : colour);
    strokes.push({ path: trace(run), colour: solid.get(colour), opacity: isMany ? 0.4 : 0.75, width: isMany ? 1 : 1.5 });
  }
  return strokes.filter((one) => one.path);
}

function drawLines(canvas, axes, at, colourKey, width) {
  const density = Math.min(2, globalThis.devicePixelRatio || 1);
  canvas.width = width * density;
  canvas.height = height * density;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context.scale(density, density);
  canvas.strokes = strokesOf(axes, at, colourKey, getComputedStyle(canvas.parentElement ?? document.body).color);
  for (const { path, colour, opacity, width: thick } of canvas.strokes) {
    context.strokeStyle = colour;
    context.globalAlpha = opacity;
    context.lineWidth = thick;
    context.stroke(new Path2D(path));
  }
}

/** The axes with their lines, which are on a canvas else, in the SVG until it is saved. */
function withLines(card) {
  const root = card.querySelector("svg.plot");
  const lines = svgEl("g", { fill: "none" }, (card.querySelector(".parallel canvas").strokes ?? []).map(({ path, colour, opacity, width }) =>
    svgEl("path", { d: path, style: `stroke:${colour};opacity:${opacity};stroke-width:${width};fill:none` })));
  root.prepend(lines);
  setTimeout(() => lines.remove());
  return root;
}

function resolved(colour) {
  const node = el("i", { style: { color: colour } });
  document.body.append(node);
  const found = getComputedStyle(node).color;
  node.remove();
  return found;
}

function jitter(run) {
  return ((run * 0.6180339887) % 1) - 0.5;
}

function axisGroup(axis, x, step) {
  const { scale, key } = axis;
  const range = state().brush[key];
  const group = svgEl("g", {});
  const room = Math.max(6, Math.floor((step || 200) / 7));
  group.append(...twoLines(axis.title, room).map((line, place, lines) =>
    svgEl("text", { class: "axis-title", x, y: (lines.length === 1 ? 33 : 18) + 15 * place, "text-anchor": "middle" }, svgEl("title", { text: axis.title }), line)),
    svgEl("line", { class: "axis", x1: x, x2: x, y1: ceiling, y2: bottom }));
  const ticks = axis.isBand && axis.values.length > 14 ? axis.values.filter((_, place) => place % Math.ceil(axis.values.length / 12) === 0) : scale.ticks(6);
  for (const tick of ticks) {
    const words = axis.isBand && !axis.isWords ? number(tick) : scale.text(tick);
    const most = Math.max(5, Math.floor((step || 120) / 7.5));
    group.append(svgEl("text", { class: "value", x: x + 5, y: scale.map(tick) + 4, text: words.length > most ? `${words.slice(0, most - 1)}…` : words }));
  }
  if (range) {
    const ends = axis.isWords ? range.filter((one) => axis.values.includes(one)).map((one) => scale.map(one)) : range.map((one) => clampedPlace(axis, Number(one)));
    if (ends.length > 0) {
      const half = axis.isBand ? Math.abs(scale.step) / 2 : 2;
      group.append(svgEl("rect", { class: "chosen", x: x - 7, width: 14, y: Math.min(...ends) - half, height: Math.abs(Math.max(...ends) - Math.min(...ends)) + 2 * half, rx: 3 }));
    }
  }
  group.append(handle(axis, x, range));
  return group;
}

/** A text in at most two lines of some letters, cut where it is longer. */
function twoLines(words, room) {
  const cut = (line) => (line.length > room ? `${line.slice(0, room - 1)}…` : line);
  if (words.length <= room) return [words];
  const spaces = [...words.matchAll(/ /g)].map((found) => found.index);
  const middle = spaces.sort((a, b) => Math.abs(a - words.length / 2) - Math.abs(b - words.length / 2))[0];
  return middle === undefined ? [cut(words)] : [cut(words.slice(0, middle)), cut(words.slice(middle + 1))];
}

function clampedPlace(axis, own) {
  if (!axis.isBand) return Math.min(Math.max(axis.scale.map(own), ceiling), bottom);
  const near = axis.values.reduce((best, one) => (Math.abs(one - own) < Math.abs(best - own) ? one : best), axis.values[0]);
  return axis.scale.map(near);
}

function handle(axis, x, range) {
  const { key, scale } = axis;
  const words = range ? (axis.isWords ? range.join(", ") : `${number(Number(range[0]))} to ${number(Number(range[1]))}`) : "all values";
  const node = svgEl("rect", { id: `axis-${key}`, class: "handle", x: x - 16, y: ceiling - 8, width: 32, height: bottom - ceiling + 16, tabindex: "0", role: "button", "aria-label": `${labelOf(key)}: ${words}` });
  const preview = svgEl("rect", { class: "chosen", x: x - 7, width: 14, height: 0, rx: 3 });
  let begin = null;
  const yOf = (event) => {
    const box = node.ownerSVGElement.getBoundingClientRect();
    return ((event.clientY - box.top) / box.height) * height;
  };
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    begin = yOf(event);
    node.setPointerCapture(event.pointerId);
    node.after(preview);
  });
  node.addEventListener("pointermove", (event) => {
    if (begin === null) return;
    const now = yOf(event);
    preview.setAttribute("y", Math.min(begin, now));
    preview.setAttribute("height", Math.abs(now - begin));
  });
  node.addEventListener("pointercancel", () => { begin = null; preview.remove(); });
  node.addEventListener("pointerup", (event) => {
    const ends = [begin, yOf(event)].sort((a, b) => b - a);
    begin = null;
    preview.remove();
    if (ends[0] - ends[1] < 4) setRange(axis, null);
    else if (axis.isBand) {
      const inside = axis.values.filter((one) => scale.map(one) <= ends[0] + Math.abs(scale.step) / 4 && scale.map(one) >= ends[1] - Math.abs(scale.step) / 4);
      setRange(axis, inside.length > 0 ? inside : [scale.invert((ends[0] + ends[1]) / 2)]);
    } else setRange(axis, ends.map((pixel) => Number(scale.invert(Math.min(Math.max(pixel, ceiling), bottom)).toPrecision(6))));
  });
  node.addEventListener("keydown", (event) => walkAxis(event, axis, range));
  return node;
}

function setRange(axis, values) {
  const brush = { ...state().brush };
  delete brush[axis.key];
  if (values) brush[axis.key] = axis.isWords ? values.map(String) : [values[0], values.at(-1)].map(String);
  setState({ brush, page: 0 });
}

function walkAxis(event, axis, range) {
  if (["Delete", "Backspace", "Escape"].includes(event.key)) {
    event.preventDefault();
    setRange(axis, null);
    return;
  }
  const move = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (!move) return;
  event.preventDefault();
  const { values } = axis;
  const placeOf = (one) => (axis.isWords ? values.indexOf(one) : values.findIndex((item) => item >= Number(one)));
  let [low, high] = range ? [placeOf(range[0]), placeOf(range.at(-1))] : [move > 0 ? -1 : values.length, move > 0 ? -1 : values.length];
  if (event.shiftKey && range) {
    if (move > 0) high += 1;
    else low -= 1;
  } else {
    low = move > 0 ? high + 1 : low - 1;
    high = low;
  }
  low = Math.min(Math.max(low, 0), values.length - 1);
  high = Math.min(Math.max(high < 0 ? values.length - 1 : high, low), values.length - 1);
  setRange(axis, values.slice(low, high + 1));
  announce(`${labelOf(axis.key)}: ${values.slice(low, high + 1).length} values`);
}
