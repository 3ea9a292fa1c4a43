// The runs: settings, findings, what is shown of them, and sums over repetitions.
import { FilterProblem, readFilter } from "./filter.js";
import { declare, state } from "./state.js";

const nothing = '{"runs":0,"keys":[],"names":[],"outcomes":[],"admitted":[],"states":[],"columns":[],"axes":[],"colours":[],"repeat":[],"curves":[],"sets":[]}';

/** What the program wrote into the page. */
export const data = JSON.parse(globalThis.document?.getElementById("data")?.textContent || nothing);
/** The number of runs. */
export const runCount = data.runs;

const zonesAreKnown = data.columns.some((one) => one.zone === "identity") && data.columns.some((one) => one.zone === "constant");
// Zones follow the threshold that is chosen here, not the one that they were written with.
if (zonesAreKnown) data.columns = data.columns.filter((one) => one.key !== "zone");
const columns = new Map(data.columns.map((one) => [one.key, one]));
const places = new Map(data.keys.map((key, run) => [key, run]));
const everyRun = Array.from({ length: runCount }, (_, run) => run);
const knownStates = ["fitted", "plateau", "descending", "diverged", "running", "checkpointed", "failed", "pending"];
const zoneColumn = { key: "zone", title: "zone", role: "finding", kind: "text", order: ["A", "B", "C", "D"], values: [] };
const deviationColumn = { key: "deviation", title: "deviation over repetitions", role: "finding", kind: "number", values: [] };
const identityColumn = data.columns.find((one) => one.zone === "identity");
const constantColumn = data.columns.find((one) => one.zone === "constant");
const followers = new Map();
let shown = { mark: null, runs: everyRun, problem: null };

declare("threshold", data.threshold ?? 0.8);

/** The column of a key, computed ones too; undefined of an unknown key. */
export function column(key) {
  if (key === "zone" && zonesAreKnown) return zoneColumn;
  return columns.get(key) ?? (key === "deviation" ? deviationColumn : undefined);
}

/** All columns that a run has a value of, the zone too. */
export function allColumns() {
  return zonesAreKnown ? [...data.columns, zoneColumn] : data.columns;
}

/** A run's value; null where it has none. */
export function value(key, run) {
  const found = columns.get(key);
  if (found) return found.values[run] ?? null;
  return key === "zone" ? zoneOf(run, state().threshold) : null;
}

/** A run's value as a short text. */
export function text(key, run) {
  const found = value(key, run);
  return typeof found === "number" ? number(found) : found ?? "–";
}

/** Whether the run's findings count: a run that is not fitted has learnt nothing to measure. */
export function isCounted(run) {
  return data.admitted.includes(data.outcomes[run]);
}

/** What became of a run, in a word. */
export function outcomeText(run) {
  return data.outcomes[run] ?? data.states[run] ?? "no result";
}

/** The zone of two correlations: A both high, B identity, C neither, D constant; null where one is not defined. */
export function zoneFor(identity, constant, threshold) {
  if (identity === null || constant === null || identity === undefined || constant === undefined) return null;
  if (identity >= threshold) return constant >= threshold ? "A" : "B";
  return constant >= threshold ? "D" : "C";
}

/** The zone of a run; null of one that does not count. */
export function zoneOf(run, threshold) {
  if (!identityColumn || !constantColumn || !isCounted(run)) return null;
  return zoneFor(identityColumn.values[run], constantColumn.values[run], threshold);
}

/** The zone of the mean correlations of some runs, as the program's maps have it. */
export function zoneOfMean(runs, threshold) {
  if (!identityColumn || !constantColumn) return null;
  const counted = runs.filter(isCounted);
  return zoneFor(meanOf(identityColumn.key, counted), meanOf(constantColumn.key, counted), threshold);
}

/** The place of a run's key; -1 of an unknown one. */
export function indexOf(key) {
  return places.get(key) ?? -1;
}

/** The pinned runs that there are. */
export function pinnedRuns() {
  return [...new Set(state().pins)].map(indexOf).filter((run) => run >= 0).slice(0, 4);
}

/** The runs after filter and brushes. */
export function shownRuns() {
  const { filter, brush, threshold } = state();
  const mark = JSON.stringify([filter, brush, /zone/.test(filter) || "zone" in brush ? threshold : 0]);
  if (shown.mark === mark) return shown.runs;
  let holds = () => true;
  let problem = null;
  try {
    if (filter.trim()) holds = makeFilter(filter);
  } catch (caught) {
    if (!(caught instanceof FilterProblem)) throw caught;
    problem = caught;
  }
  const brushes = Object.entries(brush).filter(([key]) => column(key)).map(([key, range]) => brushTest(key, range));
  shown = { mark, problem, runs: everyRun.filter((run) => holds(run) && brushes.every((test) => test(run))) };
  return shown.runs;
}

/** What is wrong with the filter; null where nothing is. */
export function filterProblem() {
  shownRuns();
  return shown.problem;
}

/** A function of a run from a filter's text; throws FilterProblem. */
export function makeFilter(words) {
  return readFilter(words, quantityNamed, allColumns().map((one) => one.key));
}

function brushTest(key, range) {
  if (column(key).kind === "number") {
    const [low, high] = range.map(Number);
    return (run) => value(key, run) !== null && value(key, run) >= low && value(key, run) <= high;
  }
  const chosen = new Set(range.map(String));
  return (run) => chosen.has(value(key, run));
}

function kebab(word) {
  return word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function quantityNamed(word) {
  const flags = data.sweepCommand?.flags ?? {};
  const aliases = { outcome: "state", finalLoss: "loss", "final-loss": "loss", run: "runKey" };
  const wanted = column(word) ? word : aliases[word] ?? word;
  if (wanted === "runKey" && !column("runKey")) {
    return { name: "runKey", isNumeric: false, value: (run) => ({ text: data.keys[run], number: null }) };
  }
  if (wanted === "state" && !column("state")) {
    return { name: "state", isNumeric: false, words: knownStates, value: (run) => ({ text: outcomeText(run), number: null }) };
  }
  const found = allColumns().find((one) => one.key === wanted || kebab(one.key) === wanted || flags[one.key]?.replace(/^--/, "") === wanted);
  if (!found) return undefined;
  const isSized = found.kind === "text" && found.order?.length > 0 && found.order.every((one) => sizeOf(one) !== null);
  const place = found.kind === "number" ? numberOf : isSized ? (one) => sizeOf(one) ?? numberOf(one) : () => null;
  return {
    name: found.key, isNumeric: found.kind === "number" || isSized, place, words: found.kind === "text" && !isSized ? wordsOf(found) : null,
    value: (run) => {
      const own = value(found.key, run);
      return own === null ? null : { text: String(own), number: place(own) };
    },
  };
}

/** The words that a text can be compared with: those that there are, or those that this page's runs have. */
function wordsOf(one) {
  if (one.key === "zone") return zoneColumn.order;
  if (one.key === "state") return [...new Set([...knownStates, ...axisValues(one.key, everyRun)])];
  return axisValues(one.key, everyRun);
}

function numberOf(words) {
  const read = Number(words);
  return String(words).trim() === "" || Number.isNaN(read) ? null : read;
}

/** The pixels of a size such as 28x28; null of other texts. */
function sizeOf(words) {
  const sides = /^(\d+)[x×](\d+)$/.exec(words);
  return sides ? Number(sides[1]) * Number(sides[2]) : null;
}

/** The distinct values of some runs, in the order of an axis. */
export function axisValues(key, runs) {
  const found = [...new Set(runs.map((run) => value(key, run)))].filter((one) => one !== null);
  const order = column(key)?.order ?? [];
  if (column(key)?.kind === "number") return found.sort((a, b) => a - b);
  const place = new Map(order.map((one, index) => [one, index]));
  return found.sort((a, b) => (place.get(a) ?? 1e9) - (place.get(b) ?? 1e9) || (a < b ? -1 : 1));
}

/** The mean over the runs that have the number; null where none has. */
export function meanOf(key, runs) {
  const numbers = numbersOf(key, runs);
  return numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

/** The sample's standard deviation; null below two numbers. */
export function deviationOf(key, runs) {
  const numbers = numbersOf(key, runs);
  if (numbers.length < 2) return null;
  const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  return Math.sqrt(numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (numbers.length - 1));
}

function numbersOf(key, runs) {
  return runs.map((run) => value(key, run)).filter((one) => typeof one === "number" && Number.isFinite(one));
}

/** A number as a short text. */
export function number(some) {
  if (some === null || some === undefined || Number.isNaN(some)) return "–";
  if (!Number.isFinite(some)) return some > 0 ? "∞" : "−∞";
  const size = Math.abs(some);
  let words;
  if (Number.isInteger(some) && size < 1e6) words = String(some);
  else if (size !== 0 && (size < 1e-3 || size >= 1e6)) words = some.toExponential(2).replace(/\.?0+e/, "e").replace("e+", "e");
  else words = String(Number(some.toPrecision(3)));
  return words.replace(/-/g, "−");
}

/** What an axis of a column is called, with its unit. */
export function titleOf(key) {
  return column(key)?.title ?? key;
}

/** What a column is called in sentences, headings and menus. */
export function labelOf(key) {
  const one = column(key);
  return one?.label ?? (one?.role === "setting" ? one.title.replace(/ \([^)]*\)$/, "") : one?.title) ?? key;
}

/** Whether a setting only follows from others: an axis behind the repetitions, or one value, or none, such as the width where a single layer has none. */
export function isFollower(key) {
  if (!followers.has(key)) {
    const repetition = data.axes.findIndex((one) => data.repeat.includes(one));
    const isBehind = !data.repeat.includes(key) && repetition >= 0 && data.axes.indexOf(key) > repetition;
    followers.set(key, column(key)?.role === "setting" && (isBehind || axisValues(key, everyRun).length < 2));
  }
  return followers.get(key);
}

/** What tells a run from the others, in few words: its settings that vary. */
export function shortName(run, most = 4) {
  const keys = data.axes.filter((key) => value(key, run) !== null && !isFollower(key)).slice(0, most);
  return keys.length > 0 ? keys.map((key) => settingText(key, run)).join(", ") : data.names[run];
}

/** What tells some runs from each other: names of the settings in which they differ. */
export function contrastNames(runs, most = 3) {
  const keys = data.columns.filter((one) => one.role === "setting").map((one) => one.key)
    .filter((key) => new Set(runs.map((run) => value(key, run))).size > 1 && !isFollower(key));
  const ordered = [...data.axes.filter((key) => keys.includes(key)), ...keys.filter((key) => !data.axes.includes(key))].slice(0, most);
  if (runs.length < 2 || ordered.length === 0) return runs.map((run) => shortName(run, most));
  return runs.map((run) => ordered.map((key) => settingText(key, run)).join(", "));
}

/** A setting of a run in words: numbers and flags after what they are of, others by themselves. */
function settingText(key, run) {
  const words = text(key, run);
  return column(key).kind === "number" || /^(true|false|–)$/.test(words) ? `${labelOf(key)} ${words}` : words;
}
