// Panels of a run: rows of images, plots and tables of any study, such as filters, Jacobian, iterations, receptive fields.
import { series } from "../drawing/colours.js";
import { button, copyButton, el, slug } from "../base/dom.js";
import { imageCanvas } from "../drawing/images.js";
import { linePlot, seriesLegend } from "../drawing/plots.js";

const shownImages = 48;
const shownRows = 8;

/** A panel as a card; its images are decoded when they come into sight. */
export function drawPanel(panel, part, partName) {
  const id = `panel-${slug(panel.id ?? panel.title)}`;
  return el("section", { class: "card panel", "aria-labelledby": `${id}-title` },
    el("div", { class: "card-head" }, el("h3", { id: `${id}-title`, text: panel.title }), panel.about ? el("p", { class: "soft", text: panel.about }) : null),
    drawRows(panel.rows ?? [], part, partName, id),
    panel.plots?.length > 0 ? el("div", { class: "panel-plots" }, panel.plots.map(drawPanelPlot)) : null,
    panel.table?.rows?.length > 0 ? drawPanelTable(panel.table, panel.title) : null,
    panel.command ? commandLine(panel.command, `${id}-copy`) : null);
}

function drawRows(rows, part, partName, id) {
  const draw = (row, index) => drawImages(row, part, partName, `${id}-row-${index}`);
  const made = rows.slice(0, shownRows).map(draw);
  if (rows.length > shownRows) {
    const more = button(`${rows.length - shownRows} more rows`, () => more.replaceWith(...rows.slice(shownRows).map((row, index) => draw(row, shownRows + index))), { id: `${id}-more`, class: "small" });
    made.push(more);
  }
  return made;
}

/** A command in one line, with a button that copies it. */
export function commandLine(command, id, title = "") {
  return el("p", { class: "command" }, title ? el("span", { class: "command-title", text: title }) : null, el("code", { text: command }),
    copyButton("Copy", () => command, { id, class: "small", "aria-label": `Copy: ${command}` }));
}

function drawImages(row, part, partName, id) {
  const chunks = new Map((part.chunks ?? []).map((chunk) => [chunk.id, chunk]));
  const make = (one) => {
    const chunk = chunks.get(one.image?.[0]);
    const longer = chunk ? Math.max(chunk.width, chunk.height) : 28;
    const name = one.caption ?? one.label ?? row.title;
    return el("figure", { class: "layer-tile", title: one.caption ?? null },
      imageCanvas(one.image, partName, { size: longer <= 12 ? 48 : 72, signed: Boolean(one.signed), label: name }),
      one.label ? el("figcaption", { text: one.label }) : null);
  };
  const images = row.images ?? [];
  const holder = el("div", { class: "layer-tiles" }, images.slice(0, shownImages).map(make));
  if (images.length > shownImages) {
    const more = button(`${images.length - shownImages} more`, () => more.replaceWith(...images.slice(shownImages).map(make)), { id: `${id}-more`, class: "small" });
    holder.append(more);
  }
  return el("div", { class: "panel-row" },
    el("div", { class: "layer-label" }, el("strong", { text: row.title ?? "" }), row.note ? el("span", { class: "soft", text: row.note }) : null), holder);
}

function drawPanelPlot(plot) {
  const lines = (plot.series ?? []).map((one, index) => ({
    title: one.title, x: one.x, y: one.y, colour: series(index), dash: one.dashed ? "5 4" : "", points: one.x.length <= 40,
  }));
  return el("figure", { class: "panel-plot" }, el("figcaption", { text: plot.title }),
    linePlot({ series: lines, x: { title: plot.x, log: plot.logX }, y: { title: plot.y, log: plot.logY }, width: 460, height: 260, label: `${plot.title}: ${plot.y} over ${plot.x}` }),
    lines.length > 1 ? seriesLegend(lines) : null);
}

function drawPanelTable({ columns, rows }, title) {
  const isNumber = columns.map((_, index) => rows.every((row) => row[index] === "" || row[index] === null || !Number.isNaN(Number(String(row[index]).replace("−", "-")))));
  return el("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": `Table of ${title}` },
    el("table", {}, el("thead", {}, el("tr", {}, columns.map((one, index) => el("th", { scope: "col", class: isNumber[index] ? "number" : null, text: one })))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((one, index) => el("td", { class: isNumber[index] ? "number" : null, text: one ?? "–" })))))));
}
