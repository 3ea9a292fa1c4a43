// One facet of the map: a grid of cells as SVG, with axes, coloured and named by what the cells come to.
import { axisText, cellSummary, countText, placeText } from "./cells.js";
import { colourOf, inkOn } from "../drawing/colours.js";
import { labelOf, number, titleOf } from "../base/data.js";
import { svgEl } from "../base/dom.js";
import { drawTicks, drawTickScale, tallCell } from "./mapticks.js";

const characterWidth = 6.6;
const gridGap = 20;

/** The sizes of cells, margins and facets, for a width in pixels. */
export function gridLayout(choice, grid, room) {
  const widest = (values) => Math.max(...values.map((one) => shorten(axisText(one)).length), 1);
  const isTall = !choice.y;
  const left = choice.y ? Math.min(150, 16 + widest(grid.ys) * characterWidth) + 20 : 46;
  const perRow = Math.max(1, Math.min(grid.facets.length, Math.floor(room / (left + Math.max(150, grid.xs.length * 26)))));
  const inner = (room - (perRow - 1) * gridGap) / perRow - left - 2;
  const cellWidth = Math.min(128, Math.max(18, Math.floor(inner / grid.xs.length)));
  const tallest = Math.min(540, Math.max(260, grid.ys.length * 50)) / (grid.facets.length > perRow ? 1.6 : 1);
  const cellHeight = isTall ? tallCell : Math.min(56, Math.max(18, Math.floor(tallest / grid.ys.length)));
  const isTurned = widest(grid.xs) * characterWidth > cellWidth - 4;
  const bottom = (isTurned ? Math.min(120, widest(grid.xs) * characterWidth) + 4 : 18) + 24;
  const top = choice.facet ? 24 : 4;
  const width = Math.max(left + cellWidth * grid.xs.length + 2, left + axisTitle(choice.x, cellWidth * grid.xs.length).length * 7);
  const height = top + cellHeight * grid.ys.length + bottom;
  return { left, top, bottom, cellWidth, cellHeight, isTall, isTurned, width, height, perRow, gap: gridGap };
}

/** An axis's title with its unit; without it where there is no room. */
function axisTitle(key, room) {
  return titleOf(key).length * 7 <= room ? titleOf(key) : labelOf(key);
}

function shorten(words) {
  return [...words].length > 18 ? `${[...words].slice(0, 17).join("")}…` : words;
}

/** The patterns of hatching: of cells without a run that counts, and of numbers that are not defined. */
export function hatchings() {
  const pattern = (id, ...marks) => svgEl("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: id === "hatch" ? "rotate(45)" : null },
    svgEl("rect", { width: 6, height: 6, class: "hatch-ground" }), marks);
  return svgEl("defs", {}, pattern("hatch", svgEl("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: "hatch-line" })),
    pattern("dots", svgEl("circle", { cx: 3, cy: 3, r: 0.9, class: "hatch-dot" })));
}

/** A facet as a group that is one stop of the keyboard. */
export function drawGrid(choice, grid, facet, layout) {
  const cells = [...grid.cells.values()].filter((cell) => cell.f === facet);
  const { left, top, cellWidth, cellHeight, isTall, perRow } = layout;
  const rows = grid.ys.map((one, j) => svgEl("g", { role: "row", "aria-label": choice.y ? `${labelOf(choice.y)} ${axisText(one)}` : "all runs" },
    cells.filter((cell) => cell.j === j).sort((a, b) => a.i - b.i).map((cell) => {
      const [x, y] = [left + cell.i * cellWidth, top + j * cellHeight];
      return svgEl("g", { role: "gridcell", id: `cell-${cell.key}`, class: "map-cell", "data-cell": cell.key, "aria-colindex": cell.i + 1 },
        svgEl("rect", { x: x + 0.5, y: y + 0.5, width: cellWidth - 1, height: cellHeight - 1, rx: 2 }),
        svgEl("path", { class: "map-corner", d: `M${x + cellWidth - 9} ${y + 0.5}h8.5v8.5z` }),
        svgEl("text", { x: x + cellWidth / 2, y: isTall ? y + cellHeight - 15 : y + cellHeight / 2, "text-anchor": "middle", "dominant-baseline": "central", "paint-order": "stroke" }),
        isTall ? svgEl("g", { class: "map-ticks" }) : null);
    })));
  const place = [(facet % perRow) * (layout.width + gridGap), Math.floor(facet / perRow) * (layout.height + gridGap)];
  return svgEl("g", {
    id: `map-grid-${facet}`, class: "map-grid", role: "grid", tabindex: 0, transform: `translate(${place})`, "data-facet": facet,
    "aria-colcount": grid.xs.length, "aria-rowcount": grid.ys.length, "aria-label": gridName(choice, grid, facet),
  },
  choice.facet ? svgEl("text", { class: "map-facet", x: left, y: 14, "aria-hidden": "true", text: `${labelOf(choice.facet)} ${shorten(axisText(grid.facets[facet]))}` }) : null,
  svgEl("rect", { x: left, y: top, width: cellWidth * grid.xs.length, height: cellHeight * grid.ys.length, class: "map-ground" }),
  gridAxes(choice, grid, layout), isTall ? svgEl("g", { class: "map-axis map-scale", "aria-hidden": "true" }) : null, rows,
  svgEl("rect", { class: "map-cursor", width: cellWidth, height: cellHeight, rx: 3, visibility: "hidden" }));
}

function gridName(choice, grid, facet) {
  const place = choice.facet ? `, ${labelOf(choice.facet)} ${axisText(grid.facets[facet])}` : "";
  const over = choice.y ? ` and ${labelOf(choice.y)}` : "";
  return `Map by ${labelOf(choice.x)}${over}${place}. Arrow keys walk from cell to cell, Enter opens, plus and minus pin.`;
}

function gridAxes(choice, grid, { left, top, bottom, cellWidth, cellHeight, isTurned }) {
  const under = top + cellHeight * grid.ys.length;
  const middle = left + (cellWidth * grid.xs.length) / 2;
  const labels = grid.xs.map((one, i) => {
    const x = left + (i + 0.5) * cellWidth;
    const words = shorten(axisText(one));
    return isTurned
      ? svgEl("text", { "text-anchor": "end", "dominant-baseline": "central", transform: `translate(${x} ${under + 6}) rotate(-90)`, text: words })
      : svgEl("text", { x, y: under + 15, "text-anchor": "middle", text: words });
  });
  const rows = choice.y ? grid.ys.map((one, j) => svgEl("text", {
    x: left - 6, y: top + (j + 0.5) * cellHeight, "text-anchor": "end", "dominant-baseline": "central", text: shorten(axisText(one)),
  })) : [];
  return svgEl("g", { class: "map-axis", "aria-hidden": "true" }, labels, rows,
    svgEl("text", { class: "map-title", x: Math.max(middle, left), y: under + bottom - 6, "text-anchor": "middle", text: axisTitle(choice.x, cellWidth * grid.xs.length) }),
    choice.y ? svgEl("text", {
      class: "map-title", "text-anchor": "middle", transform: `translate(11 ${top + (cellHeight * grid.ys.length) / 2}) rotate(-90)`, text: axisTitle(choice.y, cellHeight * grid.ys.length + top),
    }) : null);
}

/** Colours and names all cells of a facet by a choice of colour and a threshold; nothing is built again. */
export function colourGrid(group, choice, grid, layout, threshold, high) {
  if (layout.isTall) drawTickScale(group.querySelector(".map-scale"), choice.colour, layout.top, layout.left);
  for (const node of group.querySelectorAll(".map-cell")) {
    const cell = grid.cells.get(node.dataset.cell);
    const summary = cellSummary(cell, choice, threshold);
    const [rect, corner, words, ticks] = node.children;
    const colour = colourOf(choice.colour, summary.value, high);
    const isUnfitted = summary.counted === 0;
    rect.setAttribute("fill", colour ?? (isUnfitted ? "url(#hatch)" : "url(#dots)"));
    node.classList.toggle("unfitted", isUnfitted);
    corner.style.display = !isUnfitted && summary.counted < summary.total ? "" : "none";
    if (ticks) drawTicks(ticks, cell, choice.colour, layout, colour);
    const outcome = [...summary.outcomes.keys()][0] ?? "";
    const said = isUnfitted ? outcome.slice(0, 2) : summary.value === null ? "" : shownNumber(summary.value);
    words.textContent = said.length * characterWidth <= layout.cellWidth ? said : "";
    words.style.fill = colour ? inkOn(colour) : "";
    corner.style.fill = colour ? inkOn(colour) : "";
    node.setAttribute("aria-label", cellName(choice, grid, cell, summary));
  }
}

/** A value in a cell: two places below 1. */
export function shownNumber(some) {
  if (typeof some !== "number") return String(some);
  const size = Math.abs(some);
  return size > 0 && size < 1 && size >= 0.01 ? some.toFixed(2).replace("-", "−") : number(some);
}

/** A cell in words. */
export function cellName(choice, grid, cell, summary) {
  const what = choice.colour === "deviation" ? `deviation of ${labelOf(choice.spread)}` : labelOf(choice.colour);
  const words = summary.counted === 0 ? "" : `${what} ${summary.value === null ? "not defined" : axisText(summary.value)}, `;
  return `${placeText(choice, grid, cell)}: ${words}${countText(summary)}`;
}

/** Puts the cursor's frame at a cell of a facet; away where there is none. */
export function placeCursor(group, cell, layout) {
  const frame = group.querySelector(".map-cursor");
  const isHere = Boolean(cell) && Number(group.dataset.facet) === cell.f;
  frame.setAttribute("visibility", isHere ? "visible" : "hidden");
  if (!isHere) {
    group.removeAttribute("aria-activedescendant");
    return;
  }
  frame.setAttribute("x", layout.left + cell.i * layout.cellWidth);
  frame.setAttribute("y", layout.top + cell.j * layout.cellHeight);
  group.setAttribute("aria-activedescendant", `cell-${cell.key}`);
}
