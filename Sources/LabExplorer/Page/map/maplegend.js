// The legend of the map, drawn into the same SVG, so that a saved map says what its colours mean.
import { colourOf, colourScale, diverging, sequential, zoneMeanings } from "../drawing/colours.js";
import { number, labelOf } from "../base/data.js";
import { svgEl } from "../base/dom.js";
import { deviationLabel } from "./cells.js";

const lineHeight = 22;

/** The legend as {node, height}, in lines of at most a width: colours, hatching, and what corners mean where they occur. */
export function mapLegend(choice, width, high, marks) {
  const scale = colourScale(choice.colour);
  const group = svgEl("g", { class: "map-legend", "aria-hidden": "true" });
  let [x, y] = [0, 0];
  const place = (size) => {
    if (x > 0 && x + size > width) [x, y] = [0, y + lineHeight];
    const at = [x, y];
    x += size + 16;
    return at;
  };
  const sizeOfWords = (words) => words.length * 6.5;
  const swatch = (fill, words, extra) => {
    const [left, top] = place(24 + sizeOfWords(words));
    group.append(svgEl("rect", { x: left + 0.5, y: top + 4.5, width: 16, height: 13, rx: 2, fill, class: "map-swatch" }));
    if (extra) group.append(extra(left, top));
    group.append(svgEl("text", { x: left + 23, y: top + 15, text: words }));
  };
  if (scale.kind === "zone") for (const [zone, words] of Object.entries(zoneMeanings)) swatch(colourOf("zone", zone), `${zone} ${words}`);
  else if (scale.kind === "words") for (const word of scale.order.slice(0, 10)) swatch(colourOf(choice.colour, word), word);
  else if (scale.kind !== "none") bar();
  if (marks.unfitted.length > 0) swatch("url(#hatch)", `none of its runs counts (${marks.unfitted.map((word) => `${word.slice(0, 2)}: ${word}`).join(", ")})`);
  if (marks.undefined) swatch("url(#dots)", "not defined");
  if (marks.partly) {
    swatch("none", "some of its runs do not count", (left, top) => svgEl("path", { class: "map-corner", d: `M${left + 8} ${top + 4.5}h8.5v8.5z` }));
  }
  if (marks.ticks) swatch("none", "single runs, as high as their values", (left, top) => svgEl("path", { class: "map-tick", d: `M${left + 4} ${top + 11}h9` }));
  if (marks.empty) swatch("none", "empty: no run");
  return { node: group, height: y + lineHeight };

  function bar() {
    const title = choice.colour === "deviation" ? `${deviationLabel(marks.mixed)}: ${labelOf(choice.spread)}` : labelOf(choice.colour);
    const top = scale.high ?? high ?? 1;
    const ticks = [scale.low, scale.log ? Math.sqrt(scale.low * top) : (scale.low + top) / 2, top].map(number);
    const end = scale.kind === "diverging" ? `${ticks[2]}, white is 0` : ticks[2];
    const words = scale.log ? `${title}, log scale` : title;
    const [left, line] = place(sizeOfWords(words));
    group.append(svgEl("text", { x: left, y: line + 15, text: words }));
    const room = sizeOfWords(ticks[0]) + 6;
    const [at, up] = place(room + 126 + sizeOfWords(end));
    const start = at + room;
    for (let index = 0; index < 40; index += 1) {
      const colour = scale.kind === "diverging" ? diverging(index / 19.5 - 1) : sequential(index / 39);
      group.append(svgEl("rect", { x: start + index * 3, y: up + 4, width: 3.5, height: 13, fill: colour }));
    }
    group.append(svgEl("text", { x: start - 5, y: up + 15, "text-anchor": "end", text: ticks[0] }),
      svgEl("text", { x: start + 126, y: up + 15, text: end }));
  }
}
