// Saves what one sees: PNG, SVG and CSV, made in the page.
import { announce, button, copyText, el } from "./dom.js";

/** Saves a file. */
export function saveFile(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  announce(`${name} saved`);
}

/** Rows as CSV: quotes where they are needed, a text that a spreadsheet would take for a formula led by an apostrophe. */
export function csvText(rows) {
  const cell = (item) => {
    const words = item === null || item === undefined ? "" : String(item);
    const safe = typeof item === "string" && /^[=+\-@\t\r]/.test(words) && Number.isNaN(Number(words)) ? `'${words}` : words;
    return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

const kept = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "fill-opacity", "stroke-opacity",
  "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "paint-order", "visibility"];

/** An SVG element as a file that stands by itself: styles of the page written into it, on the page's ground. */
export function svgText(node) {
  const copy = node.cloneNode(true);
  const originals = [node, ...node.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((one, index) => {
    const style = getComputedStyle(originals[index]);
    one.setAttribute("style", kept.map((key) => `${key}:${style.getPropertyValue(key)}`).join(";"));
    if (style.display === "none") one.setAttribute("display", "none");
    for (const name of ["class", "id"]) if (one.localName !== "clipPath" && one.localName !== "pattern") one.removeAttribute(name);
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const box = node.viewBox?.baseVal;
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, item] of Object.entries({ x: box?.x ?? 0, y: box?.y ?? 0, width: "100%", height: "100%", fill: groundColour() })) ground.setAttribute(name, item);
  copy.prepend(ground);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

function groundColour() {
  const probe = el("div", { class: "card", hidden: true });
  document.body.append(probe);
  const colour = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return colour;
}

/** An SVG element, or a canvas, as a PNG of twice its size. */
export async function pngBlob(node) {
  const canvas = el("canvas");
  const context = canvas.getContext("2d");
  if (node instanceof HTMLCanvasElement) {
    const factor = Math.max(1, Math.round(512 / Math.max(node.width, node.height)));
    canvas.width = node.width * factor;
    canvas.height = node.height * factor;
    context.imageSmoothingEnabled = false;
    context.drawImage(node, 0, 0, canvas.width, canvas.height);
  } else {
    const box = node.viewBox?.baseVal;
    const [width, height] = box?.width ? [box.width, box.height] : [node.clientWidth, node.clientHeight];
    const picture = new Image();
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(node))}`;
    await picture.decode();
    canvas.width = width * 2;
    canvas.height = height * 2;
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  }
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}

/** Draws the canvases under an element, where they stand, as one PNG with their captions. */
export async function sheetBlob(root) {
  const box = root.getBoundingClientRect();
  const canvas = el("canvas");
  canvas.width = Math.min(8000, Math.ceil(root.scrollWidth) * 2);
  canvas.height = Math.min(16000, Math.ceil(root.scrollHeight) * 2);
  const context = canvas.getContext("2d");
  context.fillStyle = groundColour();
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(2, 2);
  context.translate(root.scrollLeft - box.left, root.scrollTop - box.top);
  context.imageSmoothingEnabled = false;
  for (const one of root.querySelectorAll("canvas")) {
    const own = one.getBoundingClientRect();
    if (own.width > 0 && one.image) context.drawImage(one, own.left, own.top, own.width, own.height);
  }
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) drawWords(context, walker.currentNode);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}

function drawWords(context, node) {
  if (!node.textContent.trim() || node.parentElement.closest("select, script, .unseen, details:not([open]) > :not(summary)")) return;
  const style = getComputedStyle(node.parentElement);
  context.fillStyle = style.color;
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.textBaseline = "middle";
  const lines = new Map();
  const span = document.createRange();
  for (const found of node.textContent.matchAll(/\S+/g)) {
    span.setStart(node, found.index);
    span.setEnd(node, found.index + found[0].length);
    const own = span.getBoundingClientRect();
    if (own.width === 0) continue;
    const line = lines.get(Math.round(own.top)) ?? { own, words: [] };
    line.words.push(found[0]);
    lines.set(Math.round(own.top), line);
  }
  for (const { own, words } of lines.values()) context.fillText(words.join(" "), own.left, own.top + own.height / 2);
}

/** Makes a file while its button cannot be pressed again: many runs are read for some. */
async function whileBusy(event, make) {
  const pressed = event.currentTarget;
  pressed.disabled = true;
  try {
    await make();
  } finally {
    pressed.disabled = false;
    if (document.activeElement === document.body) pressed.focus({ preventScroll: true });
  }
}

/** Buttons that save what one sees; png and svg are functions that give an element (png: or a promise of a Blob), csv one that gives rows or a promise of them. */
export function exportBar({ png, svg, csv, name = "explorer", extra = [] }) {
  const bar = el("div", { class: "export", role: "group", "aria-label": "Save what is shown" });
  if (png) {
    bar.append(button("PNG", (event) => whileBusy(event, async () => {
      const given = await png();
      saveFile(`${name}.png`, given instanceof Blob ? given : await pngBlob(given));
    }), { id: `png-${name}`, title: "Save as a picture", class: "small" }));
  }
  if (svg) bar.append(button("SVG", () => saveFile(`${name}.svg`, svgText(svg()), "image/svg+xml"), { id: `svg-${name}`, title: "Save as a drawing", class: "small" }));
  if (csv) {
    bar.append(button("CSV", (event) => whileBusy(event, async () => saveFile(`${name}.csv`, csvText(await csv()), "text/csv")), { id: `csv-${name}`, title: "Save the numbers", class: "small" }));
    bar.append(button("Copy CSV", (event) => whileBusy(event, async () => copyText(csvText(await csv()), "CSV")), { id: `copy-csv-${name}`, title: "Copy the numbers", class: "small" }));
  }
  bar.append(...extra);
  return bar;
}
