// Colours of values: the program's own maps, computed in Oklab, and colours of lines that colour-blind readers tell apart.
import { el } from "../base/dom.js";
import { column, labelOf, number } from "../base/data.js";

const zoneColours = { A: "#8fcfb8", B: "#56b4e9", C: "#fbe9a0", D: "#e69f00" };
const zoneLines = { A: "#3f9f7f", B: "#2f8fd0", C: "#c7a412", D: "#c97d00" };
/** What zones mean, in few words. */
export const zoneMeanings = { A: "both high", B: "identity: generalisation", C: "neither: hallucination", D: "constant: memorisation" };
const outcomeColours = { fitted: "#56b4e9", descending: "#fbe9a0", plateau: "#e69f00", diverged: "#b3381f" };
const scales = new Map();

function oklab(lightness, greenRed, blueYellow) {
  const long = (lightness + 0.3963377774 * greenRed + 0.2158037573 * blueYellow) ** 3;
  const medium = (lightness - 0.1055613458 * greenRed - 0.0638541728 * blueYellow) ** 3;
  const short = (lightness - 0.0894841775 * greenRed - 1.291485548 * blueYellow) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ].map((linear) => {
    const part = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
    return Math.round(Math.min(Math.max(part, 0), 1) * 255);
  });
}

function table(make) {
  const bytes = new Uint8ClampedArray(256 * 3);
  for (let index = 0; index < 256; index += 1) bytes.set(make(index / 255), index * 3);
  return bytes;
}

/** 256 colours of three bytes, dark violet over teal to yellow: magnitudes. */
export const sequentialTable = table((fraction) => {
  const rest = 1 - fraction;
  const bezier = (start, middle, end) => rest * rest * start + 2 * rest * fraction * middle + fraction * fraction * end;
  return oklab(0.24 + 0.69 * fraction, bezier(0.045, -0.12, -0.035), bezier(-0.095, -0.08, 0.15));
});

/** 256 colours of three bytes, blue over white to orange: signed values, 0 in the middle. */
export const divergingTable = table((fraction) => {
  const distance = Math.abs(2 * fraction - 1);
  const chroma = 0.13 * (1 - (1 - distance) * (1 - distance));
  const lightness = 0.985 - 0.535 * distance;
  return fraction < 0.5 ? oklab(lightness, -0.25 * chroma, -0.97 * chroma) : oklab(lightness, 0.6 * chroma, 0.72 * chroma);
});

function fromTable(bytes, fraction) {
  const index = Math.round(Math.min(Math.max(fraction, 0), 1) * 255) * 3;
  return `rgb(${bytes[index]},${bytes[index + 1]},${bytes[index + 2]})`;
}

/** The colour of a signed fraction −1 … 1. */
export function diverging(signed) {
  return fromTable(divergingTable, (signed + 1) / 2);
}

/** The colour of a fraction 0 … 1. */
export function sequential(fraction) {
  return fromTable(sequentialTable, fraction);
}

/** The colour of a line or of its points, of the page's theme. */
export function series(index) {
  return `var(--series-${index % 8})`;
}

/** Dashes of a line, so that more than eight lines differ. */
export function dashes(index) {
  return ["", "6 3", "2 3", "8 3 2 3"][Math.floor(index / 8) % 4];
}

/** The colour of a zone. */
export function zoneColour(zone) {
  return zoneColours[zone] ?? null;
}

/** Ink that can be read on a colour. */
export function inkOn(colour) {
  const hex = /^#(..)(..)(..)$/.exec(colour ?? "");
  const [red, green, blue] = hex ? hex.slice(1).map((part) => parseInt(part, 16)) : (colour ?? "").match(/\d+/g)?.map(Number) ?? [255, 255, 255];
  const light = (byte) => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue) > 0.2 ? "#14171a" : "#ffffff";
}

/** The fixed scale of a key over all runs: {kind, low, high, log}, the same whatever is shown. */
export function colourScale(key) {
  if (!scales.has(key)) scales.set(key, makeScale(key));
  return scales.get(key);
}

function makeScale(key) {
  const one = column(key);
  if (!one) return { kind: "none" };
  if (key === "zone") return { kind: "zone" };
  if (one.kind === "text") {
    const order = one.order ?? [...new Set(one.values)].filter((item) => item !== null);
    return { kind: "words", order };
  }
  // How far it reaches depends on what deviates.
  if (key === "deviation") return { kind: "sequential", low: 0, high: null, log: false };
  const numbers = one.values.filter((item) => Number.isFinite(item));
  const log = Boolean(one.log) && numbers.some((item) => item > 0);
  const usable = log ? numbers.filter((item) => item > 0) : numbers;
  let low = Infinity;
  let high = -Infinity;
  for (const item of usable) {
    low = Math.min(low, item);
    high = Math.max(high, item);
  }
  if (one.range && !log) [low, high] = one.range;
  if (low > high) [low, high] = [0, 1];
  if (log) low = Math.max(low, high * 1e-12);
  // A scale that is but a little below zero, as that of correlations, has its middle elsewhere.
  if (low < 0 && high > 0 && -low > 0.4 * high) {
    const reach = Math.max(-low, high);
    return { kind: "diverging", low: -reach, high: reach, log: false };
  }
  return { kind: "sequential", low, high: high > low ? high : low + (Math.abs(low) || 1), log };
}

/** The colour of a value on the key's fixed scale; null where there is no value. */
export function colourOf(key, value, high = null) {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  const scale = colourScale(key);
  if (scale.kind === "zone") return zoneColour(value);
  if (scale.kind === "words") {
    if (key === "state" || key === "outcome") return outcomeColours[value] ?? "#9aa4ae";
    return series(Math.max(0, scale.order.indexOf(value)));
  }
  return fromTable(scale.kind === "diverging" ? divergingTable : sequentialTable, placeOn(key, value, high));
}

/** The place 0 … 1 of a number on the key's fixed scale; null where there is none. */
export function placeOn(key, value, high = null) {
  const { kind, low, high: own, log } = colourScale(key);
  if (!["sequential", "diverging"].includes(kind) || typeof value !== "number") return null;
  const top = own ?? high ?? 1;
  const fraction = !log ? (value - low) / (top - low) : value > 0 ? Math.log(value / low) / Math.log(top / low) : 0;
  return Math.min(Math.max(fraction, 0), 1);
}

/** The colour of a thin line for a value: never as pale or as dark as the ground. */
export function lineColourOf(key, value, isDark) {
  const place = colourScale(key).kind === "sequential" ? placeOn(key, value) : null;
  if (place !== null) return sequential(isDark ? 0.3 + 0.7 * place : 0.85 * place);
  if (key === "zone" && zoneLines[value]) return isDark ? zoneColours[value] : zoneLines[value];
  return colourOf(key, value);
}

/** What the colours of a key mean. */
export function legend(key, high = null) {
  const scale = colourScale(key);
  const title = el("span", { class: "legend-title", text: labelOf(key) });
  const swatch = (colour, words) => el("span", { class: "swatch" }, el("i", { style: { background: colour } }), words);
  if (scale.kind === "zone") {
    return el("div", { class: "legend" }, title, Object.keys(zoneColours).map((zone) => swatch(zoneColours[zone], `${zone} ${zoneMeanings[zone]}`)));
  }
  if (scale.kind === "words") {
    return el("div", { class: "legend" }, title, scale.order.slice(0, 12).map((word) => swatch(colourOf(key, word), word)));
  }
  if (scale.kind === "none") return el("div", { class: "legend" });
  const top = scale.high ?? high ?? 1;
  const steps = Array.from({ length: 17 }, (_, index) => fromTable(scale.kind === "diverging" ? divergingTable : sequentialTable, index / 16));
  const middle = scale.log ? Math.sqrt(scale.low * top) : (scale.low + top) / 2;
  return el("div", { class: "legend" }, title,
    el("span", { class: "colour-bar" },
      el("i", { style: { background: `linear-gradient(to right, ${steps.join(", ")})` } }),
      el("span", { class: "colour-ticks" }, [scale.low, middle, top].map((tick) => el("span", { text: number(tick) })))),
    scale.log ? el("span", { class: "soft", text: "log" }) : null);
}
