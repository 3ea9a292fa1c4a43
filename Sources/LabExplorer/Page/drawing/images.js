// Images of parts: sprites decoded when they come into sight, drawn pixel by pixel.
import { el } from "../base/dom.js";
import { divergingTable, sequentialTable } from "./colours.js";
import { loadPart } from "../base/parts.js";
import { beforePrinting } from "../base/printing.js";

const sheets = new Map();
const sheetLimit = 300;
const pending = new WeakMap();
const watcher = globalThis.IntersectionObserver
  ? new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      drawPending(entry.target);
    }
  }, { rootMargin: "300px" })
  : null;

function drawPending(canvas) {
  const draw = pending.get(canvas);
  watcher.unobserve(canvas);
  pending.delete(canvas);
  return draw?.();
}

beforePrinting(() => Promise.all([...document.querySelectorAll("canvas")].filter((canvas) => pending.has(canvas)).map(drawPending)));

/** A promise of an image: {width, height, channels, values (plane after plane), lo, hi}; of null where there is none. */
export async function decode(ref, partName) {
  if (!ref) return null;
  const [chunkId, tile, otherPart] = ref;
  const part = await loadPart(otherPart ?? partName);
  const chunk = part?.chunks?.find((one) => one.id === chunkId);
  const bytes = chunk ? await sheetOf(chunk) : null;
  if (!bytes) return null;
  const { width, height, channels, columns } = chunk;
  const [lo, hi] = [chunk.ranges[2 * tile], chunk.ranges[2 * tile + 1]];
  const rows = channels * height;
  const left = (tile % columns) * width;
  const top = Math.floor(tile / columns) * rows;
  const values = new Float32Array(width * rows);
  const factor = (hi - lo) / 255;
  for (let y = 0; y < rows; y += 1) {
    const from = (top + y) * columns * width + left;
    for (let x = 0; x < width; x += 1) values[y * width + x] = lo + bytes[from + x] * factor;
  }
  return { width, height, channels, values, lo, hi };
}

/** A promise of a sprite's grey levels, kept for the last few hundred sprites. */
function sheetOf(chunk) {
  const kept = sheets.get(chunk.id);
  if (kept) {
    sheets.delete(chunk.id);
    sheets.set(chunk.id, kept);
    return kept;
  }
  const made = readSheet(chunk);
  sheets.set(chunk.id, made);
  if (sheets.size > sheetLimit) sheets.delete(sheets.keys().next().value);
  return made;
}

async function readSheet(chunk) {
  const picture = new Image();
  picture.src = `data:image/png;base64,${chunk.png}`;
  try {
    await picture.decode();
  } catch {
    return null;
  }
  const canvas = document.createElement("canvas");
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  const context = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
  context.drawImage(picture, 0, 0);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
  const row = chunk.columns * chunk.width;
  const bytes = new Uint8Array(row * canvas.height);
  for (let y = 0; y < canvas.height; y += 1) {
    for (let x = 0; x < Math.min(row, canvas.width); x += 1) bytes[y * row + x] = pixels[4 * (y * canvas.width + x)];
  }
  return bytes;
}

function paint(canvas, image, colourInto) {
  const { width, height } = image;
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  const made = context.createImageData(width, height);
  for (let index = 0; index < width * height; index += 1) {
    colourInto(made.data, 4 * index, index);
    made.data[4 * index + 3] = 255;
  }
  context.putImageData(made, 0, 0);
  canvas.image = image;
}

/** Draws pixels, cut to 0 … 1. */
export function drawPixels(canvas, image) {
  drawScaled(canvas, image, 0, 1);
}

/** Draws values between lo and hi, black to white; three planes as a colour. */
export function drawScaled(canvas, image, lo, hi) {
  const plane = image.width * image.height;
  const factor = 255 / ((hi - lo) || 1);
  paint(canvas, image, (bytes, at, index) => {
    for (let part = 0; part < 3; part += 1) {
      const source = image.channels === 3 ? part * plane + index : index;
      bytes[at + part] = (image.values[source] - lo) * factor;
    }
  });
}

/** Draws signed values, ±limit at the ends of the diverging map, planes averaged. */
export function drawSigned(canvas, image, limit) {
  drawMapped(canvas, image, divergingTable, -limit, limit);
}

/** Draws magnitudes in the sequential map. */
export function drawMagnitude(canvas, image, lo, hi) {
  drawMapped(canvas, image, sequentialTable, lo, hi);
}

function drawMapped(canvas, image, table, lo, hi) {
  const plane = image.width * image.height;
  const factor = 255 / ((hi - lo) || 1);
  paint(canvas, image, (bytes, at, index) => {
    let sum = 0;
    for (let part = 0; part < image.channels; part += 1) sum += image.values[part * plane + index];
    const place = 3 * Math.round(Math.min(Math.max((sum / image.channels - lo) * factor, 0), 255));
    for (let part = 0; part < 3; part += 1) bytes[at + part] = table[place + part];
  });
}

/** One image less another, of the same shape; null where the shapes differ. */
export function difference(one, other) {
  if (!one || !other || one.values.length !== other.values.length) return null;
  return { ...one, values: one.values.map((item, index) => item - other.values[index]) };
}

/** The largest size of an image's values. */
export function reach(image) {
  let most = 0;
  for (const item of image.values) most = Math.max(most, Math.abs(item));
  return most;
}

/** What a canvas shows once it is drawn: the pixel under the pointer as {x, y, values}; null outside. */
export function pixelAt(image, event, canvas) {
  const box = canvas.getBoundingClientRect();
  const x = Math.floor(((event.clientX - box.left) / box.width) * image.width);
  const y = Math.floor(((event.clientY - box.top) / box.height) * image.height);
  if (x < 0 || y < 0 || x >= image.width || y >= image.height) return null;
  const plane = image.width * image.height;
  return { x, y, values: Array.from({ length: image.channels }, (_, part) => image.values[part * plane + y * image.width + x]) };
}

/**
 * A canvas that draws itself when it comes into sight. Options: scale (screen pixels a pixel), size (instead: pixels of the longer side),
 * label, signed, limit, lo and hi, make (a promise of an image instead of the reference's), onHover({x, y, values} | null), attributes.
 */
export function imageCanvas(ref, partName, options = {}) {
  const { scale = 2, size, label = "", signed = false, limit, lo, hi, make, onHover, attributes = {} } = options;
  const canvas = el("canvas", { role: "img", "aria-label": label, ...attributes, class: `picture ${attributes.class ?? ""}` });
  const shape = (width, height) => {
    const factor = size ? size / Math.max(width, height) : scale;
    canvas.style.width = `${width * factor}px`;
    canvas.style.height = `${height * factor}px`;
  };
  canvas.width = canvas.height = 1;
  shape(28, 28);
  if (!ref && !make) {
    canvas.classList.add("absent");
    canvas.setAttribute("aria-label", `${label}: no picture`);
    return canvas;
  }
  const draw = async () => {
    const image = await (make ? make() : decode(ref, partName));
    if (!image) {
      canvas.classList.add("absent");
      return;
    }
    shape(image.width, image.height);
    if (signed) drawSigned(canvas, image, limit ?? (reach(image) || 1));
    else if (lo !== undefined || hi !== undefined) drawScaled(canvas, image, lo ?? image.lo, hi ?? image.hi);
    else drawPixels(canvas, image);
    canvas.dispatchEvent(new CustomEvent("drawn"));
  };
  if (onHover) {
    canvas.addEventListener("pointermove", (event) => canvas.image && onHover(pixelAt(canvas.image, event, canvas), canvas));
    canvas.addEventListener("pointerleave", () => onHover(null, canvas));
  }
  if (watcher) {
    pending.set(canvas, draw);
    watcher.observe(canvas);
  } else draw();
  return canvas;
}
