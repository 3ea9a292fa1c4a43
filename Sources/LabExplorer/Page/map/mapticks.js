// A map of one row is a strip: in each tall cell the single runs are ticks, as high as their values on the fixed scale.
import { colourScale, inkOn, placeOn } from "../drawing/colours.js";
import { isCounted, number, value } from "../base/data.js";
import { clear, svgEl } from "../base/dom.js";

/** The height of the cells of a map of one row. */
export const tallCell = 190;
const tickCeiling = 10;
const tickFloor = 30;

/** Where a value's fraction stands in a tall cell, from its upper edge. */
function heightOf(fraction) {
  return tickCeiling + (1 - fraction) * (tallCell - tickCeiling - tickFloor);
}

/** The ends of the scale beside the row; nothing where values have no places. */
export function drawTickScale(group, key, top, left) {
  clear(group);
  const { kind, low, high } = colourScale(key);
  if (placeOn(key, high) === null || kind === "zone") return;
  for (const [some, fraction] of [[high, 1], [low, 0]]) {
    const y = top + heightOf(fraction);
    group.append(svgEl("text", { x: left - 8, y, "text-anchor": "end", "dominant-baseline": "central", text: number(some) }),
      svgEl("line", { x1: left - 5, x2: left - 1, y1: y, y2: y }));
  }
}

/** The runs of a cell as ticks over its colour. */
export function drawTicks(group, cell, key, { left, top, cellWidth }, colour) {
  clear(group);
  const middle = left + (cell.i + 0.5) * cellWidth;
  const half = Math.min(16, cellWidth / 2 - 5);
  for (const run of cell.runs) {
    const fraction = isCounted(run) ? placeOn(key, value(key, run)) : null;
    if (fraction === null) continue;
    const y = top + heightOf(fraction);
    group.append(svgEl("line", { x1: middle - half, x2: middle + half, y1: y, y2: y, style: `stroke:${inkOn(colour)}` }));
  }
}
