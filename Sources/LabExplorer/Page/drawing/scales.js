// Scales of axes: from values to pixels and back, with ticks that a reader would choose.
import { number } from "../base/data.js";

/** A scale in proportion. */
export function linearScale([low, high], [start, stop]) {
  const span = high - low || 1;
  return {
    domain: [low, high], range: [start, stop],
    map: (value) => start + ((value - low) / span) * (stop - start),
    invert: (pixel) => low + ((pixel - start) / (stop - start || 1)) * span,
    ticks: (count = 5) => linearTicks(low, high, count),
    text: number,
  };
}

function linearTicks(low, high, count) {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough * 0.999) ?? 10 * power;
  const ticks = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index += 1) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

/** What lies more than twelve decades below the largest value is rounding, and would leave no room for the others. */
export const leastShare = 1e-12;

/** A scale of decades; values below it stand at its start. */
export function logScale([low, high], [start, stop]) {
  const first = Math.log10(low);
  const span = Math.log10(high) - first || 1;
  return {
    domain: [low, high], range: [start, stop], log: true,
    map: (value) => start + ((value > low ? Math.log10(value) - first : 0) / span) * (stop - start),
    invert: (pixel) => 10 ** (first + ((pixel - start) / (stop - start || 1)) * span),
    ticks: (count = 5) => logTicks(low, high, count),
    text: number,
  };
}

function logTicks(low, high, count) {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const powers = [];
  const step = Math.max(1, Math.ceil((last - first + 1) / Math.max(2, count)));
  for (let power = first; power <= last; power += step) powers.push(Number(`1e${power}`));
  if (powers.length >= 2) {
    return last - first < 2 ? [1, 2, 5].flatMap((factor) => integers(first - 1, last).map((power) => factor * 10 ** power))
      .filter((tick) => tick >= low * 0.999 && tick <= high * 1.001).sort((a, b) => a - b) : powers;
  }
  const between = [1, 2, 5].flatMap((factor) => integers(first - 1, last + 1).map((power) => factor * 10 ** power))
    .filter((tick) => tick >= low && tick <= high).sort((a, b) => a - b);
  return between.length > 0 ? between.map((tick) => Number(tick.toPrecision(6))) : [low, high];
}

function integers(from, to) {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** A scale of distinct values at equal distances. */
export function bandScale(values, [start, stop], gap = 0) {
  const step = (stop - start) / Math.max(1, values.length);
  const places = new Map(values.map((value, index) => [value, index]));
  return {
    domain: values, range: [start, stop], step, band: Math.abs(step) * (1 - gap),
    map: (value) => start + ((places.get(value) ?? 0) + 0.5) * step,
    invert: (pixel) => values[Math.min(values.length - 1, Math.max(0, Math.floor((pixel - start) / step)))],
    ticks: () => values,
    text: (value) => (typeof value === "number" ? number(value) : String(value)),
  };
}

/** The scale for some values: a fixed range where there is one, else from the least to the largest, with a little room. */
export function scaleFor(values, { log = false, range: fixed = null } = {}, pixels) {
  const usable = values.filter((value) => Number.isFinite(value) && (!log || value > 0));
  let low = Infinity;
  let high = -Infinity;
  for (const value of usable) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (usable.length === 0) [low, high] = log ? [0.1, 1] : [0, 1];
  if (log) {
    low = Math.max(low, high * leastShare);
    if (low === high) [low, high] = [low / 2, high * 2];
    return logScale([low * 0.95, high * 1.05], pixels);
  }
  if (fixed) [low, high] = [Math.min(low, fixed[0]), Math.max(high, fixed[1])];
  if (low === high) [low, high] = [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2];
  const room = fixed ? 0 : (high - low) * 0.03;
  return linearScale([low - room, high + room], pixels);
}
