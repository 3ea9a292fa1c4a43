// A row of the wall: one canvas with what a run answers to every image of a family, or with the inputs themselves.
import { data, isCounted, labelOf, number, outcomeText, shortName, text, value, zoneOf } from "../base/data.js";
import { zoneChip } from "../map/cellpanel.js";
import { classifierWords, loadAnswers, rightSign } from "../drawing/glance.js";
import { el } from "../base/dom.js";
import { decode, difference, drawPixels, drawSigned } from "../drawing/images.js";

const tileGap = 3;
const captionHeight = 17;
const labelHeight = 54;
const scratch = globalThis.document ? document.createElement("canvas") : null;

const hasTraining = data.sets.some((one) => one.training);

/** What a wall's tiles can show, in words: of a training image only where runs have one of their own. */
export const wallPictures = [
  ["answer", "answer"], ["input", "input"], ["training", "training image"],
  ["minusInput", "answer − input"], ["minusTraining", "answer − training image"],
].filter(([key]) => hasTraining || !["training", "minusTraining"].includes(key));

/** A row of a run, or with run null the head of its set; empty until `buildRow`, without pictures until `fillRow`. */
export function makeRow(run, set, family, index, tile, threshold, isClassifier) {
  const count = family?.images?.length ?? 0;
  const height = tile + (isClassifier && run !== null ? captionHeight : 0);
  const node = el("div", { role: "row", class: rowClass(run), "aria-rowindex": index + 2, style: { "--tall": `${Math.max(height + 6, labelHeight)}px` } });
  return { run, set, family, node, cell: null, canvas: null, tile, height, width: count * (tile + tileGap), threshold, isClassifier, images: null, inputs: null, training: null, own: null, remark: "", loading: null };
}

/** Makes a row's label and canvas, once. */
export function buildRow(row) {
  if (row.cell) return;
  const { run, set, family, width, height, threshold } = row;
  row.canvas = el("canvas", { class: "wall-pictures", "aria-hidden": "true", width: 1, height: 1, style: { width: `${width}px`, height: `${height}px` } });
  row.cell = el("div", { role: "gridcell", class: "wall-cell", id: run === null ? null : `wall-cell-${data.keys[run]}` }, row.canvas);
  row.node.append(run === null ? headLabel(set, family) : runLabel(run, threshold), row.cell);
}

function rowClass(run) {
  if (run === null) return "wall-row wall-head";
  return isCounted(run) ? "wall-row" : "wall-row unfitted";
}

function headLabel(set, family) {
  return el("div", { role: "rowheader", class: "wall-label" }, el("strong", { text: family?.title ?? "No images" }),
    el("span", { class: "soft", text: !family ? "of this family in these runs" : set.trainingName ? `inputs; trained on ${set.trainingName}` : "inputs" }));
}

function runLabel(run, threshold) {
  const zone = zoneOf(run, threshold);
  const found = data.columns.filter((one) => one.zone).map((one) => number(value(one.key, run)));
  const first = data.colours[0];
  const words = !isCounted(run) ? outcomeText(run) : found.length > 0 ? found.join(" · ") : `${text(first, run)} ${labelOf(first)}`;
  return el("div", { role: "rowheader", class: "wall-label" },
    el("span", { class: "name", text: shortName(run, 8), title: data.names[run] }),
    el("span", { class: "soft" }, zone ? zoneChip(zone) : null, words));
}

/** Loads a row's pictures and draws them; a row that has left sight meanwhile is not drawn. */
export async function fillRow(row, shows) {
  row.isWanted = true;
  buildRow(row);
  if (!row.loading) row.loading = loadRow(row);
  await row.loading;
  if (row.isWanted) drawRow(row, shows);
}

/** Lets go of a row's pictures. */
export function emptyRow(row) {
  row.isWanted = false;
  row.loading = row.images = row.inputs = null;
  if (!row.canvas) return;
  row.canvas.width = row.canvas.height = 1;
  row.canvas.image = null;
}

async function loadRow(row) {
  const { set, family, run } = row;
  if (!set || !family) return;
  const inputs = Promise.all(family.images.map((ref) => decode(ref, set.part)));
  const training = set.training ? decode(set.training, set.part) : null;
  const answers = run === null ? null : await loadAnswers(run);
  row.own = answers?.part.families?.[family.key] ?? null;
  row.remark = run === null ? "" : !row.own ? `This page has no answers of this run.${data.missing?.[run] ? ` This makes them: ${data.missing[run]}` : ""}` : !answers.isComplete ? "Only the first images are kept." : "";
  if (row.own?.images) row.images = await Promise.all(row.own.images.map((ref) => decode(ref, answers.name)));
  row.inputs = await inputs;
  row.training = await training;
}

/** Draws a row again, of other pictures perhaps. */
export function drawRow(row, shows) {
  const { canvas, tile, height } = row;
  if (!row.inputs) return;
  const sharpness = Math.min(2, globalThis.devicePixelRatio || 1);
  const count = row.family.images.length;
  canvas.width = count * (tile + tileGap) * sharpness;
  canvas.height = height * sharpness;
  const context = canvas.getContext("2d");
  context.scale(sharpness, sharpness);
  context.imageSmoothingEnabled = false;
  const style = getComputedStyle(canvas);
  for (let place = 0; place < count; place += 1) {
    const image = pictureOf(row, place, row.run === null || row.isClassifier ? "input" : shows);
    const left = place * (tile + tileGap);
    if (!image) {
      context.strokeStyle = style.borderTopColor;
      context.strokeRect(left + 0.5, 0.5, tile - 1, tile - 1);
    } else {
      if (isDifference(shows) && row.run !== null && !row.isClassifier) drawSigned(scratch, image, 1);
      else drawPixels(scratch, image);
      const factor = tile / Math.max(image.width, image.height);
      context.drawImage(scratch, left, 0, image.width * factor, image.height * factor);
    }
    if (row.isClassifier && row.own) drawVerdict(context, row, place, left, style);
  }
  canvas.image = true;
  row.cell.setAttribute("aria-label", row.remark || `${count} images of ${row.family.title}`);
}

function drawVerdict(context, row, place, left, style) {
  const { tile, own } = row;
  if (place >= own.answers.length) return;
  const isRight = own.right?.[place];
  const colour = isRight === undefined ? style.color : isRight ? style.caretColor : style.columnRuleColor;
  context.lineWidth = 2;
  context.strokeStyle = colour;
  context.strokeRect(left + 1, 1, tile - 2, tile - 2);
  if (own.corrupted?.[place]) {
    context.fillStyle = colour;
    context.beginPath();
    context.moveTo(left + tile - 11, 0);
    context.lineTo(left + tile, 0);
    context.lineTo(left + tile, 11);
    context.fill();
  }
  context.fillStyle = style.color;
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "center";
  context.fillText(`${rightSign(own, place)}${own.answers[place] ?? ""}`, left + tile / 2, tile + 13, tile + tileGap);
}

/** Whether tiles are signed differences. */
export function isDifference(shows) {
  return shows === "minusInput" || shows === "minusTraining";
}

/** The picture of a place of a row; null where there is none. */
export function pictureOf(row, place, shows) {
  const answer = row.images?.[place] ?? null;
  if (shows === "input") return row.inputs?.[place] ?? null;
  if (shows === "training") return row.training;
  if (shows === "minusInput") return difference(answer, row.inputs?.[place]);
  if (shows === "minusTraining") return difference(answer, row.training);
  return answer;
}

/** The tile and pixel of a row under the pointer: {place, x, y}; null beside them. */
export function tileAt(row, event) {
  const box = row.canvas.getBoundingClientRect();
  const step = row.tile + tileGap;
  const place = Math.floor((event.clientX - box.left) / step);
  if (place < 0 || place >= (row.family?.images.length ?? 0)) return null;
  const image = row.inputs?.[place];
  if (!image) return { place, x: null, y: null };
  const factor = row.tile / Math.max(image.width, image.height);
  const x = Math.floor((event.clientX - box.left - place * step) / factor);
  const y = Math.floor((event.clientY - box.top) / factor);
  return x < image.width && y >= 0 && y < image.height ? { place, x, y } : { place, x: null, y: null };
}

/** The frame of the cursor: where a tile stands in its row. */
export function tileBox(row, place) {
  return { left: place * (row.tile + tileGap), size: row.tile };
}

/** A place of a row in words, for the readout and for screen readers. */
export function tileWords(row, place) {
  const { own, family } = row;
  const name = family.names?.[place] ?? `image ${place + 1}`;
  if (!own) return [["image", name]];
  if (row.isClassifier) {
    const words = own.right?.[place] === undefined ? "" : own.right[place] ? ", right" : ", wrong";
    return [["image", name], ["label", own.labels?.[place] ?? "–"], ["answer", classifierWords(own, place) + words], ["corrupted", own.corrupted?.[place] ? "yes" : "no"]];
  }
  const scores = [["identity", own.identity], ["constant", own.constant], ["error to input", own.mse], ["error to training image", own.mseTraining]];
  const caveat = isCounted(row.run) ? [] : [["not fitted", "no finding"]];
  return [["image", name], ...caveat, ...scores.filter(([, list]) => list).map(([title, list]) => [title, list[place] === null || list[place] === undefined ? "not defined" : number(list[place])])];
}
