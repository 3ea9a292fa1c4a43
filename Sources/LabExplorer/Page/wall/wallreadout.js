// The readout beside the wall: a tile's pictures enlarged, the pixel under the pointer in each, and the image's scores.
import { data, isCounted, outcomeText, shortName } from "../base/data.js";
import { button, clear, el } from "../base/dom.js";
import { diverging } from "../drawing/colours.js";
import { drawPixels, drawSigned } from "../drawing/images.js";
import { openRun } from "../base/neighbours.js";
import { pinButton } from "../base/pins.js";
import { isDifference, pictureOf, tileWords, wallPictures } from "./wallrow.js";

/** Makes the readout: {root, show(row, place, pixel)}; `onPixel(x, y)` is called as the pointer moves over its pictures. */
export function makeReadout(onPixel) {
  const head = el("div", { class: "readout-head" });
  const facts = el("dl", { class: "facts" });
  const pixelWords = el("p", { class: "soft readout-pixel" });
  const key = el("p", { class: "soft readout-key" }, "−1", el("i", { "aria-hidden": "true", style: { background: `linear-gradient(to right, ${[-1, -0.5, 0, 0.5, 1].map(diverging).join(", ")})` } }), "1, of differences");
  const figures = wallPictures.map(([shows, title]) => {
    const canvas = el("canvas", { class: "picture", role: "img", "aria-label": title, width: 1, height: 1 });
    const dot = el("i", { class: "pixel-mark", hidden: true });
    const amount = el("span", { class: "amount" });
    canvas.addEventListener("pointermove", (event) => {
      if (!canvas.image) return;
      const box = canvas.getBoundingClientRect();
      onPixel(Math.floor(((event.clientX - box.left) / box.width) * canvas.image.width), Math.floor(((event.clientY - box.top) / box.height) * canvas.image.height));
    });
    return { shows, canvas, dot, amount, node: el("figure", {}, el("div", { class: "pixel-frame" }, canvas, dot), el("figcaption", {}, title, amount)) };
  });
  const pictures = el("div", { class: "readout-pictures" }, figures.map((one) => one.node));
  const root = el("aside", { class: "card wall-readout", id: "wall-readout", "aria-label": "The image" }, head, pictures, key, pixelWords, facts);
  let headed = "";

  function show(row, place, pixel) {
    const mark = row ? data.keys[row.run] : "";
    if (headed !== mark || !row) {
      headed = mark;
      clear(head);
      head.append(row ? headOf(row.run) : el("p", { class: "soft", text: "Choose a tile: with the pointer, a touch, or the arrow keys." }));
    }
    pictures.hidden = key.hidden = !row || (row.isClassifier && !row.inputs);
    clear(facts);
    pixelWords.textContent = row?.remark ?? "";
    if (!row) return;
    key.hidden = row.isClassifier;
    for (const [title, words] of tileWords(row, place)) facts.append(el("dt", { text: title }), el("dd", { text: words }));
    for (const one of figures) showPicture(one, row, place, pixel);
    if (pixel) pixelWords.textContent = `pixel ${pixel.x}, ${pixel.y} from the upper left`;
  }

  return { root, show };
}

function showPicture(one, row, place, pixel) {
  const image = pictureOf(row, place, one.shows);
  one.node.hidden = row.isClassifier ? one.shows !== "input" : /raining/.test(one.shows) && !row.set?.training;
  one.canvas.classList.toggle("absent", !image);
  if (image && one.canvas.drawnOf !== image) {
    if (isDifference(one.shows)) drawSigned(one.canvas, image, 1);
    else drawPixels(one.canvas, image);
    one.canvas.drawnOf = isDifference(one.shows) ? null : image;
  }
  if (!image) one.canvas.image = null;
  const isInside = Boolean(image && pixel && pixel.x >= 0 && pixel.y >= 0 && pixel.x < image.width && pixel.y < image.height);
  one.dot.hidden = !isInside;
  one.amount.textContent = "";
  if (!isInside) return;
  one.dot.style.left = `${(100 * pixel.x) / image.width}%`;
  one.dot.style.top = `${(100 * pixel.y) / image.height}%`;
  one.dot.style.width = `${100 / image.width}%`;
  one.dot.style.height = `${100 / image.height}%`;
  const plane = image.width * image.height;
  one.amount.textContent = Array.from({ length: image.channels }, (_, part) => image.values[part * plane + pixel.y * image.width + pixel.x].toFixed(2).replace("-", "−")).join(" ");
}

function headOf(run) {
  return el("div", {}, el("h3", { class: "name", text: shortName(run, 6) }),
    isCounted(run) ? null : el("p", { class: "soft", text: `${outcomeText(run)}: no finding` }),
    el("p", { class: "buttons" }, button("Open", () => openRun(run), { id: "readout-open", class: "small", "aria-label": `Open ${data.names[run]}` }), pinButton(run)));
}
