// Which runs stand beside a run: along each axis those that differ in nothing else, and those before and after in the list.
import { axisValues, column, data, isFollower, text, value } from "./data.js";
import { setState } from "./state.js";

/** Opens a run's page, and takes the keyboard there. */
export function openRun(run) {
  setState({ view: "run", run: data.keys[run] });
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById("view")?.focus({ preventScroll: true })));
}

/** The neighbours of a run among some runs, along each axis that has one: {key, before, now, after}. */
export function neighbours(run, runs) {
  const axes = data.axes.filter((key) => column(key) && !isFollower(key));
  return axes.map((key) => {
    const others = axes.filter((one) => one !== key);
    const alike = runs.filter((other) => others.every((one) => value(one, other) === value(one, run)));
    // Where nothing differs in this axis alone, what one of both has not is no difference: a single layer has no width.
    const lacking = runs.filter((other) => others.every((one) => [value(one, run), null].includes(value(one, other)) || value(one, run) === null));
    const differing = (other) => data.axes.filter((one) => one !== key && value(one, other) !== value(one, run)).length;
    const places = new Map(axisValues(key, [...lacking, run]).map((one, index) => [one, index]));
    const place = (other) => places.get(value(key, other)) ?? -1;
    const nearest = (some, sign) => some.filter((other) => Math.sign(place(other) - place(run)) === sign)
      .sort((a, b) => Math.abs(place(a) - place(run)) - Math.abs(place(b) - place(run)) || differing(a) - differing(b))[0];
    const [before, after] = [-1, 1].map((sign) => nearest(alike, sign) ?? nearest(lacking, sign));
    const named = (other) => (other === undefined ? null : { run: other, text: text(key, other) });
    return { key, before: named(before), now: text(key, run), after: named(after) };
  }).filter((one) => one.before || one.after);
}

/** The runs before and after a run in a list; null where there is none. */
export function sequence(run, runs) {
  const place = runs.indexOf(run);
  if (place < 0) return [null, runs[0] ?? null];
  return [runs[place - 1] ?? null, runs[place + 1] ?? null];
}
