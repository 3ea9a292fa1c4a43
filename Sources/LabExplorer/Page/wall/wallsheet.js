// The wall as one picture, with rows that are not in sight too: labels at the left, a row's tiles beside them.
import { el } from "../base/dom.js";
import { isCounted } from "../base/data.js";
import { emptyRow, fillRow } from "./wallrow.js";

const sheetRows = 200;
const labelWidth = 300;
const sharper = 2;

/** A promise of a PNG of the first rows, which are loaded for it and let go again; `isKept(row)` says which stay. */
export async function wallSheet(rows, shows, isKept) {
  const drawnRows = rows.slice(0, sheetRows);
  const width = labelWidth + Math.max(...drawnRows.map((row) => row.width), 200) + 12;
  const tall = (row) => Math.max(row.height, 34) + 6;
  const rest = rows.length - drawnRows.length;
  const height = drawnRows.reduce((sum, row) => sum + tall(row), 12) + (rest > 0 ? 24 : 0);
  const sheet = el("canvas");
  sheet.width = width * sharper;
  sheet.height = height * sharper;
  const context = sheet.getContext("2d");
  const frame = getComputedStyle(document.getElementById("wall-scroll"));
  context.scale(sharper, sharper);
  context.imageSmoothingEnabled = false;
  context.fillStyle = frame.backgroundColor;
  context.fillRect(0, 0, width, height);
  context.textBaseline = "middle";
  let top = 6;
  for (const row of drawnRows) {
    await fillRow(row, shows);
    context.globalAlpha = row.run === null || isCounted(row.run) ? 1 : 0.45;
    if (row.canvas.image) context.drawImage(row.canvas, labelWidth, top, row.width, row.height);
    context.globalAlpha = 1;
    [...row.node.firstChild.children].slice(0, 2).forEach((part, line) => {
      context.fillStyle = getComputedStyle(part).color;
      context.font = `${row.run === null && line === 0 ? "600 " : ""}12px system-ui, sans-serif`;
      context.fillText(fitting(context, [...part.childNodes].map((node) => node.textContent).join(" "), labelWidth - 20), 10, top + 9 + 16 * line);
    });
    top += tall(row);
    if (!isKept(row)) emptyRow(row);
  }
  context.fillStyle = frame.color;
  if (rest > 0) context.fillText(`and ${rest} more rows`, 10, top + 10);
  return new Promise((resolve) => { sheet.toBlob(resolve, "image/png"); });
}

/** A text cut to a width, with dots where something is cut off. */
function fitting(context, words, room) {
  if (context.measureText(words).width <= room) return words;
  const letters = [...words];
  while (letters.length > 1 && context.measureText(`${letters.join("")}…`).width > room) letters.pop();
  return `${letters.join("")}…`;
}
