// Which columns the table and the parallel axes show, how runs are sorted, and the commands that make them.
import { allColumns, column, data, isFollower, runCount, value } from "../base/data.js";
import { state } from "../base/state.js";

const allRuns = Array.from({ length: runCount }, (_, run) => run);

/** The columns that are shown when nobody has chosen. */
export function usualColumns() {
  const settings = data.axes.filter((key) => !isFollower(key)).slice(0, 8);
  const known = ["loss", "stepsDone", "state"].filter((key) => column(key));
  return [...new Set([...settings, ...data.colours.filter((key) => key !== "deviation" && column(key)), ...known])];
}

/** The columns that are shown. */
export function shownColumns() {
  const chosen = [...new Set(state().columns)].filter((key) => key !== "deviation" && column(key));
  return chosen.length > 0 ? chosen : usualColumns();
}

/** The runs in the order of a key, `-key` backwards; those without a value last. */
export function sortedRuns(runs, order) {
  const isDown = order.startsWith("-");
  const key = isDown ? order.slice(1) : order;
  if (key !== "name" && !column(key)) return runs;
  const places = column(key)?.order ? new Map(column(key).order.map((one, index) => [one, index])) : null;
  const rank = (run) => {
    if (key === "name") return data.names[run];
    const own = value(key, run);
    return places?.get(own) ?? own;
  };
  const ranks = new Map(runs.map((run) => [run, rank(run)]));
  return [...runs].sort((a, b) => {
    const [one, other] = [ranks.get(a), ranks.get(b)];
    if (one === null || other === null) return (one === null) - (other === null) || a - b;
    const sign = typeof one === "string" ? one.localeCompare(String(other), "en", { numeric: true }) : one - other;
    return (isDown ? -sign : sign) || a - b;
  });
}

/** Rows for CSV: names, keys, and the columns as they are, unrounded. */
export function tableRows(runs, keys) {
  return [["run", "name", ...keys], ...runs.map((run) => [data.keys[run], data.names[run], ...keys.map((key) => value(key, run))])];
}

/** The commands that make the settings of some runs and no others: products of values, one command each. */
export function sweepCommands(runs) {
  const { program = "identity-lab sweep run", flags = {}, fixed } = data.sweepCommand ?? {};
  const keys = allColumns().filter((one) => one.role === "setting" && flags[one.key]).map((one) => one.key)
    // A setting that only some runs have varies, whether or not they agree in it.
    .filter((key) => new Set(allRuns.map((run) => value(key, run))).size > 1 || fixed === undefined);
  let boxes = runs.map((run) => new Map(keys.map((key) => [key, [value(key, run)]])));
  for (const key of [...keys].reverse()) boxes = merged(boxes, key, keys);
  return boxes.map((box) => [program, ...(fixed ? [fixed] : []), ...keys.filter((key) => box.get(key)[0] !== null)
    .map((key) => `${flags[key]} ${shellWord(listText(key, box.get(key)))}`)].join(" "));
}

function merged(boxes, key, keys) {
  const found = new Map();
  for (const box of boxes) {
    const mark = JSON.stringify(keys.map((other) => (other === key ? box.get(key)[0] === null : box.get(other))));
    const known = found.get(mark);
    if (known) known.set(key, [...new Set([...known.get(key), ...box.get(key)])].sort((a, b) => (typeof a === "number" ? a - b : 0)));
    else found.set(mark, new Map(box));
  }
  return [...found.values()];
}

function listText(key, values) {
  const isRun = key === "seed" && values.length > 2 && values.every((one, index) => Number.isInteger(one) && one === values[0] + index);
  return isRun ? `${values[0]}..${values.at(-1)}` : values.join(",");
}

/** A word that a shell reads as it is. */
export function shellWord(words) {
  return /^[\w@%+=:,./-]+$/.test(words) ? words : `'${words.replace(/'/g, "'\\''")}'`;
}
