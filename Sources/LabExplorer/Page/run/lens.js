// The lens beside the layers: the chosen channel enlarged, and the pixel under the pointer or the keys' cursor.
import { number } from "../base/data.js";
import { announce, el } from "../base/dom.js";
import { pixelAt } from "../drawing/images.js";

/** Makes the lens: {root, show(tile), say(tile, pixel)}; `draw(tile, canvas)` draws a tile, `nameOf(tile)` names it. */
export function makeLens(draw, nameOf) {
  const canvas = el("canvas", {
    class: "picture", role: "img", id: "layer-enlarged", tabindex: 0, width: 1, height: 1, "aria-label": "the chosen channel", "aria-description": "Arrow keys go from pixel to pixel",
    on: { keydown: onKey, pointermove: (event) => canvas.image && say(chosen, pixelAt(canvas.image, event, canvas)) },
  });
  const dot = el("i", { class: "pixel-mark", hidden: true });
  const words = el("p", { class: "soft" });
  const root = el("aside", { class: "layer-lens", hidden: true, "aria-label": "The chosen channel" }, el("div", { class: "pixel-frame" }, canvas, dot), words);
  let chosen = null;
  let spot = null;

  function show(tile) {
    if (tile !== chosen) spot = null;
    chosen = tile;
    root.hidden = !tile;
    if (!tile) return;
    canvas.setAttribute("aria-label", nameOf(tile));
    draw(tile, canvas).then(() => say(tile, spot && valuesAt(spot.x, spot.y)));
  }

  function say(tile, pixel) {
    if (!tile) return;
    root.hidden = false;
    words.textContent = nameOf(tile) + (pixel ? `; pixel ${pixel.x}, ${pixel.y}: ${pixel.values.map(number).join(" ")}` : "");
    dot.hidden = !pixel || !canvas.image;
    if (pixel) placeDot(pixel);
    if (tile !== chosen && pixel) draw(tile, canvas).then(() => placeDot(pixel));
  }

  function placeDot({ x, y }) {
    if (!canvas.image) return;
    const { width, height } = canvas.image;
    dot.hidden = false;
    Object.assign(dot.style, { left: `${(100 * x) / width}%`, top: `${(100 * y) / height}%`, width: `${100 / width}%`, height: `${100 / height}%` });
  }

  function valuesAt(x, y) {
    const { width, height, channels, values } = canvas.image ?? { width: 0, height: 0 };
    if (x >= width || y >= height) return null;
    return { x, y, values: Array.from({ length: channels }, (_, part) => values[part * width * height + y * width + x]) };
  }

  function onKey(event) {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    const { image } = canvas;
    if (!image || (dx === 0 && dy === 0) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const inside = (place, count) => Math.min(Math.max(0, place), count - 1);
    spot = { x: inside((spot?.x ?? Math.floor(image.width / 2)) + dx, image.width), y: inside((spot?.y ?? Math.floor(image.height / 2)) + dy, image.height) };
    say(chosen, valuesAt(spot.x, spot.y));
    announce(words.textContent);
  }

  return { root, show, say };
}
