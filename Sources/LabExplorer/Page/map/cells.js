// The cells of the map: runs by two settings and a facet, what they come to, and how to walk from one to the next.
import { axisValues, column, data, deviationOf, isCounted, isFollower, labelOf, meanOf, number, outcomeText, value, zoneOf, zoneOfMean } from "../base/data.js";
import { declare } from "../base/state.js";

declare("spread", "");

/** The settings that can be axes: those that vary first, the others only where none varies. */
export function axisChoices() {
  const varying = data.axes.filter((key) => column(key));
  return varying.length > 0 ? varying : data.columns.filter((one) => one.role === "setting").map((one) => one.key).slice(0, 1);
}

/** The keys by which the map can be coloured. */
export function colourChoices() {
  return data.colours.filter((key) => column(key));
}

/** The numbers whose deviation over repetitions can be shown. */
export function spreadChoices() {
  return colourChoices().filter((key) => key !== "deviation" && key !== "zone" && column(key).kind === "number");
}

/** What the map shows: axes, facet and colour of the state, or what stands for them where it names none. */
export function mapChoice(current) {
  const axes = axisChoices();
  const known = (key, fallback) => (key === "none" ? "" : key && column(key) ? key : fallback);
  const own = axes.filter((key) => !data.repeat.includes(key) && !isFollower(key));
  const first = own.find((key) => column(key).kind === "number") ?? own[0] ?? axes[0] ?? "";
  const x = known(current.x, first) || first;
  const rows = own.length > 0 ? own : axes.filter((key) => data.repeat.includes(key));
  const y = known(current.y, rows.find((key) => key !== x) ?? "");
  const facet = known(current.facet, "");
  const colours = colourChoices();
  const spreads = spreadChoices();
  return {
    x, y: y === x ? "" : y, facet: facet === x || facet === y ? "" : facet,
    colour: colours.includes(current.colour) ? current.colour : colours[0] ?? "",
    spread: spreads.includes(current.spread) ? current.spread : spreads[0] ?? "",
  };
}

/** Groups runs into cells: `{xs, ys, facets, cells}`; a cell has its places and its runs. Runs without a setting stand at null. */
export function cellsOf({ x, y, facet }, runs) {
  const axis = (key) => {
    if (!key) return [undefined];
    const values = axisValues(key, runs);
    return runs.some((run) => value(key, run) === null) ? [null, ...values] : values;
  };
  const [xs, ys, facets] = [axis(x), axis(y), axis(facet)];
  const placesOf = (values) => new Map(values.map((one, index) => [one, index]));
  const [xPlaces, yPlaces, facetPlaces] = [xs, ys, facets].map(placesOf);
  const cells = new Map();
  for (const run of runs) {
    const i = x ? xPlaces.get(value(x, run)) : 0;
    const j = y ? yPlaces.get(value(y, run)) : 0;
    const f = facet ? facetPlaces.get(value(facet, run)) : 0;
    const key = `${f}-${j}-${i}`;
    if (!cells.has(key)) cells.set(key, { key, f, i, j, runs: [] });
    cells.get(key).runs.push(run);
  }
  return { xs, ys, facets, cells };
}

/** What a cell comes to: the value of its colour over the runs that count, how many do, and what became of the others. */
export function cellSummary(cell, { colour, spread }, threshold) {
  const counted = cell.runs.filter(isCounted);
  const outcomes = new Map();
  for (const run of cell.runs) if (!isCounted(run)) outcomes.set(outcomeText(run), (outcomes.get(outcomeText(run)) ?? 0) + 1);
  let result = null;
  let used = counted.length;
  if (colour === "zone") {
    used = counted.filter((run) => zoneOf(run, threshold) !== null).length;
    result = zoneOfMean(counted, threshold);
  } else if (colour === "deviation") {
    used = counted.filter((run) => value(spread, run) !== null).length;
    result = deviationOf(spread, counted);
  } else if (column(colour)?.kind === "number") {
    used = counted.filter((run) => value(colour, run) !== null).length;
    result = meanOf(colour, counted);
  } else if (counted.length > 0) {
    const values = new Set(counted.map((run) => value(colour, run)));
    result = values.size === 1 ? [...values][0] : null;
  }
  return { value: result, of: summed(colour), counted: counted.length, used, total: cell.runs.length, outcomes };
}

/** What a cell's value is to its runs, in words that their number follows. */
function summed(colour) {
  if (colour === "zone") return "by the mean of";
  if (colour === "deviation") return "over";
  return column(colour)?.kind === "number" ? "mean of" : "of";
}

/** How many of how many runs a cell's value is of, and what became of the others. */
export function countText({ of, counted, used, total, outcomes }) {
  const others = [...outcomes].map(([word, count]) => `${count} ${word}`);
  if (used < counted) others.unshift(`${counted - used} without the number`);
  if (total === 1) return counted === 1 ? "1 run" : `1 run, ${[...outcomes.keys()][0]}`;
  if (counted === 0) return `none of ${total} runs counts; ${others.join(", ")}`;
  return used === total ? `${of} ${total} runs` : `${of} ${used} of ${total} runs; ${others.join(", ")}`;
}

/** The settings of a cell in words. */
export function placeText({ x, y, facet }, { xs, ys, facets }, cell) {
  const words = [[x, xs[cell.i]], [y, ys[cell.j]], [facet, facets[cell.f]]];
  return words.filter(([key]) => key).map(([key, one]) => (one === null ? `no ${labelOf(key)}` : `${labelOf(key)} ${axisText(one)}`)).join(", ");
}

/** A value of an axis as a text. */
export function axisText(one) {
  return one === null || one === undefined ? "–" : typeof one === "number" ? number(one) : String(one);
}

/** The next cell with runs in a cell's row or column; null at the end. */
export function nextInLine(grid, cell, di, dj) {
  for (let [i, j] = [cell.i + di, cell.j + dj]; i >= 0 && j >= 0 && i < grid.xs.length && j < grid.ys.length; [i, j] = [i + di, j + dj]) {
    const found = grid.cells.get(`${cell.f}-${j}-${i}`);
    if (found) return found;
  }
  return null;
}

/** The next cell with runs from a cell in a direction of the axes: in its line, else nearest to it; null at the end. A cell that stands in no line is not passed over. */
export function nextCell(grid, cell, di, dj) {
  const inLine = nextInLine(grid, cell, di, dj);
  const along = (one) => (one.i - cell.i) * di + (one.j - cell.j) * dj;
  const aside = (one) => Math.abs((one.i - cell.i) * dj) + Math.abs((one.j - cell.j) * di);
  const ahead = [...grid.cells.values()].filter((one) => one.f === cell.f && along(one) > 0);
  const isAlone = (one) => [[1, 0], [-1, 0], [0, 1], [0, -1]].every((step) => !nextInLine(grid, one, ...step));
  const others = inLine ? ahead.filter((one) => along(one) < along(inLine) && isAlone(one)) : ahead;
  return others.sort((a, b) => along(a) - along(b) || aside(a) - aside(b))[0] ?? inLine;
}

/** The first or last cell with runs of a cell's row. */
export function endCell(grid, cell, isLast) {
  let found = cell;
  for (let next = cell; next; next = nextInLine(grid, next, isLast ? 1 : -1, 0)) found = next;
  return found;
}

/** The cell nearest to a cell's place in another facet. */
export function facetCell(grid, cell, step) {
  const wanted = [...grid.cells.values()].filter((one) => one.f === cell.f + step);
  const distance = (one) => Math.abs(one.i - cell.i) + Math.abs(one.j - cell.j);
  return wanted.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** What the deviation is of: repetitions alone, or runs of different settings too. */
export function deviationLabel(isMixed) {
  return isMixed ? "deviation of the cell's runs" : labelOf("deviation");
}

/** The settings beside axes, facet and repetitions that differ within a cell, so that its mean mixes them. */
export function mixedSettings({ x, y, facet }, grid) {
  const others = data.axes.filter((key) => ![x, y, facet, ...data.repeat].includes(key) && column(key) && !isFollower(key));
  return others.filter((key) => [...grid.cells.values()].some((cell) =>
    cell.runs.some((run) => value(key, run) !== value(key, cell.runs[0]))));
}
