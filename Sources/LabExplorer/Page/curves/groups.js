// Runs in groups that share a colour: by the values of one column.
import { axisValues, column, data, number, labelOf, value } from "../base/data.js";
import { colourOf, dashes, sequential, series } from "../drawing/colours.js";

/** The keys that may split runs: settings that vary. */
export function splitKeys() {
  return data.axes.filter(column);
}

/** Groups of runs by a key, all in one without one: [{title, runs, colour, dash}]; colours stay whatever is shown. */
export function groupsBy(key, runs) {
  if (!column(key)) return [{ title: "all runs", runs, colour: series(0), dash: "" }];
  const every = axisValues(key, Array.from({ length: data.runs }, (_, run) => run));
  const places = new Map(every.map((one, index) => [one, index]));
  const found = new Map();
  for (const run of runs) {
    const own = value(key, run);
    if (!found.has(own)) found.set(own, []);
    found.get(own).push(run);
  }
  const colour = (own) => {
    if (own === null) return "var(--soft)";
    if (key === "zone") return colourOf(key, own);
    const place = places.get(own);
    if (column(key).kind === "number" && every.length > 8) {
      const part = place / (every.length - 1);
      return `light-dark(${sequential(0.8 * part)}, ${sequential(0.3 + 0.7 * part)})`;
    }
    return series(place);
  };
  const isRamp = column(key).kind === "number" && every.length > 8;
  return [...axisValues(key, runs), ...(found.has(null) ? [null] : [])].map((own) => ({
    title: own === null ? `${labelOf(key)} not set` : column(key).kind === "number" ? `${labelOf(key)} ${number(own)}` : String(own),
    runs: found.get(own), colour: colour(own), dash: isRamp || own === null ? "" : dashes(places.get(own)),
  }));
}
