// Plots of lines, points and bands, as SVG by hand: axes, a reading under the pointer, a brush over the x axis.
import { announce, clear, el, freshIdentifier, svgEl } from "../base/dom.js";
import { number } from "../base/data.js";
import { bandScale, scaleFor } from "./scales.js";

/**
 * A plot. series: [{title, x, y, colour, dash, line: false?, points: true?, faint: true?, key?}]; bands: [{x, lo, hi, colour}];
 * x, y: {title, log, range, categories, ticks}; legend: [{title, colour, dash}]; onBrush(low, high), onClick(series, index). `offset` shifts a
 * series or a band by pixels, `says` names its numbers; with an `id` the plot can be walked by keys.
 */
export function linePlot({ id, series = [], bands = [], x = {}, y = {}, width = 640, height = 360, onBrush, onClick, label = "", legend: names = [] }) {
  const { group: key, rows } = legendGroup(names, width);
  const top = 12 + 18 * rows;
  height += 18 * rows;
  const clip = freshIdentifier("clip");
  const isSlanted = Boolean(x.categories) && x.categories.some((one) => String(one).length * 7 + 8 > (width - 80) / x.categories.length);
  const base = height - (isSlanted ? 96 : 42);
  const yScale = scaleFor([...series.flatMap((one) => one.y), ...bands.flatMap((one) => [...one.lo, ...one.hi])], y, [base - 4, top]);
  const yTicks = yScale.ticks(Math.max(2, Math.round(height / 60)));
  const left = Math.min(96, 28 + 7 * Math.max(...yTicks.map((tick) => yScale.text(tick).length)));
  const pixels = [left, width - 22];
  const xScale = x.categories ? bandScale(x.categories, pixels)
    : scaleFor([...series.flatMap((one) => one.x), ...bands.flatMap((one) => one.x)], x, pixels);
  const isDrawn = (a, b) => a !== null && b !== null && a !== undefined && b !== undefined
    && (!x.log || a > 0) && (!y.log || b > 0) && (typeof b === "number" ? Number.isFinite(b) : false);

  const root = svgEl("svg", {
    id, class: "plot", viewBox: `0 0 ${width} ${height}`, width, height, tabindex: id ? "0" : null, role: id ? "group" : "img", "aria-label": label || `${y.title ?? ""} over ${x.title ?? ""}`,
    "aria-description": id ? `Arrow keys walk along points and lines${onClick ? ", Enter opens" : ""}${onBrush ? ", Space begins and ends a range" : ""}` : null,
  },
    svgEl("title", { text: label || `${y.title ?? ""} over ${x.title ?? ""}` }),
    svgEl("clipPath", { id: clip }, svgEl("rect", { x: pixels[0] - 4, y: top - 6, width: pixels[1] - pixels[0] + 8, height: base - top + 6 })), key);
  root.append(axes({ xScale, yScale, yTicks, x, y, width, height, left, top, base, isSlanted }));
  const marks = svgEl("g", { "clip-path": `url(#${clip})` });
  root.append(marks);
  for (const band of bands) marks.append(bandPath(band, shifted(xScale, band.offset), yScale, isDrawn, y));
  series.forEach((one, index) => {
    const found = one.x.map((value, place) => [value, one.y[place], place]).filter(([a, b]) => isDrawn(a, b));
    const along = shifted(xScale, one.offset);
    if (one.line !== false && found.length > 1) {
      marks.append(svgEl("path", { class: one.faint ? "line faint" : "line", d: linePath(one, along, yScale, isDrawn), style: `stroke:${one.colour}${one.opacity ? `;opacity:${one.opacity}` : ""}`, "stroke-dasharray": one.dash || null }));
    }
    if (one.points || (one.line !== false && found.length === 1)) {
      for (const [a, b] of found) marks.append(svgEl("circle", { class: one.faint ? "point faint" : "point", cx: round(along.map(a)), cy: round(yScale.map(b)), r: one.faint ? 2.5 : one.large ? 5 : 3.5, style: `fill:${one.colour}` }));
    }
    one.found = found;
    one.place = index;
  });
  if (!series.some((one) => one.found.length > 0)) {
    root.append(svgEl("text", { class: "empty", x: (pixels[0] + pixels[1]) / 2, y: height / 2, "text-anchor": "middle", text: "Nothing to draw: no run shown has these numbers." }));
  }
  makeReadable(root, { series, xScale, yScale, pixels, width, height, top, base, x, y, onClick, onBrush });
  return root;
}

function round(pixel) {
  return Math.round(pixel * 10) / 10;
}

function linePath(one, xScale, yScale, isDrawn) {
  let pen = "M";
  let path = "";
  one.x.forEach((value, index) => {
    if (!isDrawn(value, one.y[index])) {
      pen = "M";
      return;
    }
    path += `${pen}${round(xScale.map(value))} ${round(yScale.map(one.y[index]))}`;
    pen = "L";
  });
  return path;
}

function bandPath(band, xScale, yScale, isDrawn, y) {
  const low = (value) => (y.log && value <= 0 ? yScale.domain[0] : value);
  const found = band.x.map((value, index) => [value, low(band.lo[index]), band.hi[index]]).filter(([a, b, c]) => isDrawn(a, b) && isDrawn(a, c));
  const at = ([a], value) => `${round(xScale.map(a))} ${round(yScale.map(value))}`;
  const there = found.map((one) => at(one, one[2]));
  const back = [...found].reverse().map((one) => at(one, one[1]));
  if (found.length === 1 || band.whiskers) {
    return svgEl("path", { class: "whisker", d: found.map((one) => `M${at(one, one[2])}L${at(one, one[1])}`).join(""), style: `stroke:${band.colour}` });
  }
  return svgEl("path", { class: "band", d: found.length ? `M${[...there, ...back].join("L")}Z` : "", style: `fill:${band.colour}` });
}

function shifted(scale, offset = 0) {
  return offset ? { ...scale, map: (value) => scale.map(value) + offset } : scale;
}

/** The names of series in rows above the plot, so that a saved plot has them. */
function legendGroup(names, width) {
  const group = svgEl("g", { class: "plot-legend" });
  let [left, rows] = [4, names.length > 0 ? 1 : 0];
  for (const one of names) {
    const words = one.title.length > 40 ? `${one.title.slice(0, 39)}…` : one.title;
    const wide = 36 + 7 * words.length;
    if (left > 4 && left + wide > width) {
      left = 4;
      rows += 1;
    }
    group.append(svgEl("line", { x1: left, x2: left + 20, y1: rows * 18 - 7, y2: rows * 18 - 7, style: `stroke:${one.colour};stroke-width:2.5`, "stroke-dasharray": one.dash || null }),
      svgEl("text", { x: left + 25, y: rows * 18 - 3, text: words }));
    left += wide;
  }
  return { group, rows };
}

function axes({ xScale, yScale, yTicks, x, y, width, height, left, top, base, isSlanted }) {
  const group = svgEl("g", { class: "axes", "aria-hidden": "true" });
  for (const tick of yTicks) {
    const at = round(yScale.map(tick));
    group.append(svgEl("line", { class: "grid", x1: left, x2: width - 22, y1: at, y2: at }),
      svgEl("text", { x: left - 7, y: at + 4, "text-anchor": "end", text: yScale.text(tick) }));
  }
  const ticks = x.ticks ? apart(x.ticks, xScale) : xScale.ticks(Math.max(2, Math.round((width - left) / 90)));
  const room = (width - left) / Math.max(1, ticks.length);
  const longest = Math.max(0, ...ticks.map((tick) => xScale.text(tick).length)) * 7 + 8;
  const every = Math.max(1, Math.ceil(Math.min(longest, 130) / room));
  ticks.forEach((tick, place) => {
    const index = x.ticks ? 0 : place;
    const at = round(xScale.map(tick));
    group.append(svgEl("line", { class: "tick", x1: at, x2: at, y1: base, y2: base + 4 }));
    if (isSlanted) {
      const words = xScale.text(tick);
      group.append(svgEl("text", { transform: `translate(${at + 4} ${base + 14}) rotate(-35)`, "text-anchor": "end", text: words.length > 14 ? `${words.slice(0, 13)}…` : words }));
    } else if (index % every === 0) {
      const words = xScale.text(tick);
      const most = x.ticks ? words.length : Math.max(4, Math.floor((room * every) / 7));
      group.append(svgEl("text", { x: at, y: base + 17, "text-anchor": "middle", text: words.length > most ? `${words.slice(0, most - 1)}…` : words }));
    }
  });
  group.append(svgEl("line", { class: "axis", x1: left, x2: width - 22, y1: base, y2: base }),
    svgEl("line", { class: "axis", x1: left, x2: left, y1: top - 4, y2: base }),
    svgEl("text", { class: "axis-title", x: (left + width - 22) / 2, y: height - 6, "text-anchor": "middle", text: x.title ?? "" }),
    svgEl("text", { class: "axis-title", transform: `translate(13 ${(base + top) / 2}) rotate(-90)`, "text-anchor": "middle", text: y.title ?? "" }));
  return group;
}

/** Walks from point to point by the arrow keys, from line to line up and down. */
function walkPoints({ series, xScale, x, y, show, onClick, onBrush }) {
  const lines = series.filter((one) => one.found.length > 0).sort((a, b) => Number(Boolean(a.faint)) - Number(Boolean(b.faint)));
  let [line, point, begin] = [0, -1, null];
  return (event) => {
    const [along, across] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key] ?? [0, 0];
    const one = lines[Math.min(Math.max(line + across, 0), lines.length - 1)];
    if (!one || (along === 0 && across === 0 && !["Enter", " "].includes(event.key))) return;
    event.preventDefault();
    if (event.key === "Enter" || event.key === " ") {
      const now = one.found[point];
      if (!now) return;
      if (event.key === "Enter") onClick?.(one, now[2]);
      else if (onBrush && begin === null) {
        begin = now[0];
        announce(`The range begins at ${xScale.text(begin)}; Space ends it`);
      } else if (onBrush) onBrush(...(typeof begin === "number" ? [begin, now[0]].sort((a, b) => a - b) : [begin, now[0]]));
      return;
    }
    line = lines.indexOf(one);
    point = Math.min(Math.max(point + along, 0), one.found.length - 1);
    const [a, b, index] = one.found[point];
    show({ one, a, b, index });
    announce(`${one.titles?.[index] ?? one.title ?? ""}: ${x.short ?? x.title ?? "x"} ${xScale.text(a)}, ${one.says ?? y.short ?? y.title ?? "y"} ${number(b)}`);
  };
}

/** The ticks whose texts do not touch. */
function apart(ticks, scale) {
  let last = -Infinity;
  return ticks.filter((tick) => {
    const half = scale.text(tick).length * 3.5 + 4;
    const isFree = (!scale.log || tick > 0) && scale.map(tick) - half > last;
    if (isFree) last = scale.map(tick) + half;
    return isFree;
  });
}

/** The reading under the pointer, the click, and the brush. */
function makeReadable(root, { series, xScale, yScale, pixels, width, height, top, base, x, y, onClick, onBrush }) {
  const mark = svgEl("g", { class: "reading", "pointer-events": "none" });
  const selection = svgEl("rect", { class: "selection", y: top - 4, height: base - top + 4, width: 0 });
  const cover = svgEl("rect", { class: onBrush ? "cover brushable" : "cover", x: pixels[0], y: top - 4, width: Math.max(0, pixels[1] - pixels[0]), height: base - top + 4 });
  root.append(selection, cover, mark);
  const place = (event) => {
    const box = root.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  };
  const nearestTo = ([px, py]) => {
    let best = null;
    for (const one of series) {
      for (const [a, b, index] of one.found ?? []) {
        const far = (shifted(xScale, one.offset).map(a) - px) ** 2 + (yScale.map(b) - py) ** 2;
        if (!best || far < best.far) best = { far, one, a, b, index };
      }
    }
    return best && best.far < 40 ** 2 ? best : null;
  };
  let begin = null;
  cover.addEventListener("pointermove", (event) => {
    const at = place(event);
    clear(mark);
    if (begin !== null) {
      selection.setAttribute("x", Math.min(begin, at[0]));
      selection.setAttribute("width", Math.abs(at[0] - begin));
      return;
    }
    const found = nearestTo(at);
    cover.classList.toggle("clickable", Boolean(found && onClick));
    if (found) mark.append(reading(found, xScale, yScale, pixels, height, x, y));
  });
  const show = (found) => clear(mark).append(reading(found, xScale, yScale, pixels, height, x, y));
  root.addEventListener("keydown", walkPoints({ series, xScale, x, y, show, onClick, onBrush }));
  root.addEventListener("blur", () => clear(mark));
  cover.addEventListener("pointerleave", () => clear(mark));
  cover.addEventListener("pointerdown", (event) => {
    if (!onBrush || event.button !== 0) return;
    begin = place(event)[0];
    cover.setPointerCapture(event.pointerId);
  });
  cover.addEventListener("pointerup", (event) => {
    const at = place(event);
    const from = begin;
    begin = null;
    selection.setAttribute("width", 0);
    if (from !== null && Math.abs(at[0] - from) > 6) {
      const ends = [from, at[0]].sort((a, b) => a - b).map((pixel) => xScale.invert(Math.min(Math.max(pixel, pixels[0]), pixels[1])));
      onBrush(ends[0], ends[1]);
      return;
    }
    const found = nearestTo(at);
    if (found && onClick) onClick(found.one, found.index);
  });
}

function reading({ one, a, b, index }, xScale, yScale, pixels, height, x, y) {
  const [px, py] = [xScale.map(a) + (one.offset ?? 0), yScale.map(b)];
  const lines = [one.titles?.[index] ?? one.title ?? "", `${x.short ?? "x"} ${xScale.text(a)}, ${one.says ?? y.short ?? "y"} ${number(b)}`]
    .map((line) => (line.length > 56 ? `${line.slice(0, 55)}…` : line)).filter(Boolean);
  const wide = Math.max(...lines.map((line) => line.length)) * 6.8 + 16;
  const left = Math.max(2, Math.min(px + 10, pixels[1] - wide));
  const top = py > height / 2 ? py - 16 - 17 * lines.length : py + 12;
  return svgEl("g", {},
    svgEl("circle", { cx: px, cy: py, r: 5, class: "reading-point", style: `stroke:${one.colour}` }),
    svgEl("rect", { class: "reading-box", x: left, y: top, width: wide, height: 8 + 17 * lines.length, rx: 4 }),
    lines.map((line, index) => svgEl("text", { class: "reading-text", x: left + 8, y: top + 17 + 17 * index, text: line })));
}

/** The names of series beside their colours; a click on one acts. */
export function seriesLegend(items, title = "") {
  return el("div", { class: "legend lines" }, title ? el("span", { class: "legend-title", text: title }) : null,
    items.map((item) => el("span", { class: "swatch" },
      svgEl("svg", { width: 22, height: 10, "aria-hidden": "true" },
        svgEl("line", { x1: 0, x2: 22, y1: 5, y2: 5, style: `stroke:${item.colour};stroke-width:2.5`, "stroke-dasharray": item.dash || null })),
      el("span", { text: item.title }))));
}
