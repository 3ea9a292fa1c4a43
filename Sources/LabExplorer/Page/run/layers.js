// The layers of a run as a film strip: input, layers, answer, for an input, a state of training, a choice of channels and a scale.
import { number } from "../base/data.js";
import { announce, button, checkbox, choice, clear, el, slider } from "../base/dom.js";
import { decode, drawMagnitude, drawPixels, drawSigned, pixelAt } from "../drawing/images.js";
import { makeLens } from "./lens.js";
import { beforePrinting } from "../base/printing.js";
import { declare, setState, state } from "../base/state.js";

declare("beside", false);

const layerScales = [["each", "each channel"], ["layer", "each layer"], ["shared", "all layers"]];
const filmBeat = 700;

/** Makes the strip of a detail part: {root, draw(), release()}; `draw` follows the state and builds only what has changed. */
export function makeLayers(part, partName) {
  const chunks = new Map((part.chunks ?? []).map((chunk) => [chunk.id, chunk]));
  const controls = el("div", { class: "controls" });
  const strips = el("div", { class: "layer-strips", tabindex: 0, role: "group", id: "layer-strips", "aria-label": "Layers. Arrow keys go from channel to channel and from layer to layer.", on: { keydown: onKey } });
  const lens = makeLens(drawTile, nameOf);
  const note = el("p", { class: "soft" });
  const root = el("div", { class: "layers" }, controls, el("div", { class: "layer-body" }, strips, lens.root), note);
  let built = "";
  let controlled = "";
  let tiles = [];
  let chosen = null;
  let timer = 0;
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const tile = entry.target.tile;
      tile.isVisible = entry.isIntersecting;
      if (tile.isVisible) drawTile(tile);
    }
  }, { rootMargin: "300px" });
  const forget = beforePrinting(() => (root.isConnected ? Promise.all(tiles.map((tile) => drawTile(tile))) : null));

  const within = (place, count) => Math.min(Math.max(0, Math.round(place)), count - 1);
  const inputNow = () => part.inputs?.[within(state().input, part.inputs.length)] ?? null;
  const stateCount = (input) => input.states?.length ?? 1;
  const placeNow = (input) => (state().step < 0 ? stateCount(input) - 1 : within(state().step, stateCount(input)));
  const scaleNow = () => (layerScales.some(([key]) => key === state().scale) ? state().scale : "each");

  function draw() {
    const input = inputNow();
    if (!input) {
      clear(root).append(el("p", { class: "soft", text: "No activations are kept of this run." }));
      return;
    }
    const { channels, beside } = state();
    const control = JSON.stringify([input.name, channelChoice(channels)[0], beside, scaleNow()]);
    if (control !== controlled) buildControls(input);
    controlled = control;
    const structure = JSON.stringify([input.name, channels, beside]);
    if (structure !== built) build(input);
    built = structure;
    const place = placeNow(input);
    const track = controls.querySelector("#layer-step");
    if (track && Number(track.value) !== place) {
      track.value = place;
      track.parentElement.querySelector("output").textContent = input.states[place].title;
      track.setAttribute("aria-valuetext", input.states[place].title);
    }
    note.textContent = scaleNote(input, place);
    for (const head of strips.querySelectorAll(".state-title")) head.textContent = input.states?.[place]?.title ?? "";
    for (const tile of tiles) if (tile.isVisible) drawTile(tile);
    const { layer } = state();
    if (layer > 0 && layer !== chosen?.index) mark(tiles.find((tile) => tile.index === layer) ?? null);
    for (const span of strips.querySelectorAll(".layer-range")) span.textContent = rangeText(input.layers[Number(span.dataset.layer)], place);
    lens.show(chosen);
  }

  function buildControls(input) {
    const count = stateCount(input);
    const most = Math.max(...input.layers.map((layer) => layer.states[0]?.images.length ?? 0));
    const { channels, beside } = state();
    const [mode, amount] = channelChoice(channels);
    const labels = [...new Set(input.layers.filter((layer) => !layer.isPicture).flatMap((layer) => layer.states[0]?.labels ?? []))];
    clear(controls).append(...[
      choice("Input", part.inputs.map((one, index) => [index, one.name]), part.inputs.indexOf(input), (index) => setState({ input: Number(index) }), { id: "layer-input" }),
      choice("Channels", [["first", "the first"], ["all", "all that are kept"], ["one", "one, across layers"]], mode, (next) => setState({ channels: next === "first" ? "" : next === "one" ? `one:${labels[0] ?? "0"}` : "all" }), { id: "layer-channels" }),
      mode === "first" && most > 1 ? slider("how many", { min: 1, max: Math.min(most, 64), step: 1, value: Math.min(Number(amount), most) }, (some) => setState({ channels: `first:${some}` }), { id: "layer-first" }) : null,
      mode === "one" ? choice("channel", labels.slice(0, 512), amount, (label) => setState({ channels: `one:${label}` }), { id: "layer-one" }) : null,
      choice("Scale", layerScales, scaleNow(), (key) => setState({ scale: key }), { id: "layer-scale" }),
      count > 1 ? slider("Training", { min: 0, max: count - 1, step: 1, value: placeNow(input), text: (index) => input.states[index].title }, (index) => setState({ step: index }), { id: "layer-step" }) : null,
      count > 2 ? button("▶ Play", play, { id: "layer-play", class: "small", "aria-pressed": String(timer !== 0) }) : null,
      count > 1 ? checkbox("before training beside", beside, (on) => setState({ beside: on }), { id: "layer-beside" }) : null,
    ].filter(Boolean));
  }

  function build(input) {
    watcher.disconnect();
    tiles = [];
    chosen = null;
    clear(strips);
    const { channels, beside } = state();
    const [mode, amount] = channelChoice(channels);
    const isPair = beside && stateCount(input) > 1;
    strips.classList.toggle("one-channel", mode === "one");
    strips.classList.toggle("pair", isPair);
    if (isPair && mode !== "one") {
      strips.append(el("div", { class: "layer-row layer-titles" }, el("span"), el("span", { text: input.states[0].title }), el("span", { class: "state-title" })));
    }
    input.layers.forEach((layer, index) => {
      const places = chosenPlaces(layer, mode, amount);
      const strip = (fixed) => el("div", { class: "layer-tiles" }, places.map((place) => makeTile(input, layer, index, place, fixed)),
        places.length === 0 ? el("span", { class: "soft not-kept", text: `channel ${amount} is not kept` }) : null);
      const kept = layer.states[0]?.images.length ?? 0;
      const total = layer.channelCount ?? kept;
      const isOnePicture = layer.shape === `${total}×1×1`;
      const channelWords = layer.isPicture || mode === "one" || total < 2 ? "" : isOnePicture ? `${total} units in one picture` : `${places.length} of ${total} channels`;
      strips.append(el("div", { class: "layer-row" },
        el("div", { class: "layer-label" }, el("strong", { text: layer.title }), layer.kind ? el("span", { class: "soft", text: layer.kind }) : null, el("span", { class: "soft", text: layer.shape ?? "" }),
          channelWords ? el("span", { class: "soft", text: channelWords }) : null,
          layer.isPicture ? null : el("span", { class: "soft layer-range", dataset: { layer: index } })),
        isPair ? strip(0) : null, strip(null)));
    });
    for (const tile of tiles) watcher.observe(tile.canvas);
  }

  function makeTile(input, layer, index, place, fixed) {
    const label = layer.states.at(-1)?.labels?.[place] ?? String(place);
    const canvas = el("canvas", { class: "picture", width: 1, height: 1, "aria-hidden": "true" });
    const tile = { input, layer, index, place, label, fixed, canvas, isVisible: false, drawn: "" };
    canvas.tile = tile;
    canvas.addEventListener("click", () => choose(tile));
    canvas.addEventListener("pointermove", (event) => canvas.image && lens.say(tile, pixelAt(canvas.image, event, canvas)));
    const size = sizeOf(layer);
    canvas.style.width = `${size[0]}px`;
    canvas.style.height = `${size[1]}px`;
    tiles.push(tile);
    return el("figure", { class: "layer-tile" }, canvas, layer.isPicture ? null : el("figcaption", { text: label }));
  }

  function sizeOf(layer) {
    const chunk = chunks.get(layer.states[0]?.images[0]?.[0]);
    const { width, height } = chunk ?? { width: 28, height: 28 };
    const factor = 64 / Math.max(width, height);
    return [Math.max(3, width * factor), Math.max(3, height * factor)];
  }

  const at = (tile) => (tile.fixed === null ? placeNow(tile.input) : tile.fixed);

  async function drawTile(tile, canvas = tile.canvas) {
    const place = Math.min(at(tile), tile.layer.states.length - 1);
    const ref = tile.layer.states[place]?.images[tile.place];
    const ticket = `${ref} ${scaleNow()} ${place}`;
    if (canvas.ticket === ticket) return;
    canvas.ticket = ticket;
    const image = ref ? await decode(ref, partName) : null;
    if (canvas.ticket !== ticket) return;
    canvas.classList.toggle("absent", !image);
    if (!image) return;
    if (tile.layer.isPicture) drawPixels(canvas, image);
    else {
      const [lo, hi] = rangeOf(tile, image, place);
      if (lo < 0) drawSigned(canvas, image, Math.max(-lo, hi) || 1);
      else drawMagnitude(canvas, image, 0, hi || 1);
    }
  }

  function rangeOf(tile, image, place) {
    if (scaleNow() === "shared") return sharedRange(tile.input);
    const own = layerRange(tile.layer, place);
    if (scaleNow() === "layer") return own;
    return own[0] < 0 ? [Math.min(image.lo, -0), image.hi] : [0, image.hi];
  }

  function layerRange(layer, place) {
    let [lo, hi] = [Infinity, -Infinity];
    for (const ref of layer.states[Math.min(place, layer.states.length - 1)]?.images ?? []) {
      const ranges = ref && chunks.get(ref[0])?.ranges;
      if (!ranges) continue;
      lo = Math.min(lo, ranges[2 * ref[1]]);
      hi = Math.max(hi, ranges[2 * ref[1] + 1]);
    }
    return lo > hi ? [0, 1] : [lo, hi];
  }

  function sharedRange(input) {
    const all = input.layers.filter((layer) => !layer.isPicture).flatMap((layer) => layer.states.map((_, place) => layerRange(layer, place)));
    return [Math.min(...all.map(([lo]) => lo)), Math.max(...all.map(([, hi]) => hi))];
  }

  function rangeText(layer, place) {
    return layerRange(layer, place).map(number).join(" … ");
  }

  function scaleNote(input, place) {
    const isSigned = input.layers.some((layer) => !layer.isPicture && layerRange(layer, place)[0] < 0);
    const over = { each: "Each channel is drawn on its own scale", layer: "Each layer has one scale over its channels", shared: "All layers and all states of training have one scale" }[scaleNow()];
    const colours = isSigned ? "blue is negative, white 0, orange positive; layers without negative values run from dark to yellow" : "from dark, which is 0, to yellow";
    return `${over}: ${colours}. Under each layer's name the range of the channels that are kept here.`;
  }

  function mark(tile) {
    chosen?.canvas.classList.remove("chosen");
    chosen = tile;
    tile?.canvas.classList.add("chosen");
  }

  function choose(tile) {
    mark(tile);
    lens.show(chosen);
    setState({ layer: tile.index });
  }

  function nameOf(tile) {
    const when = tile.input.states?.[at(tile)]?.title;
    return `${tile.layer.title}${tile.layer.isPicture ? "" : `, channel ${tile.label}`}${when ? `, ${when}` : ""}`;
  }

  function onKey(event) {
    const place = Math.max(0, tiles.indexOf(chosen));
    const row = (step) => {
      const rows = [...new Set(tiles.map((tile) => tile.index))];
      const wanted = rows[rows.indexOf(tiles[place].index) + step];
      return tiles.findIndex((tile) => tile.index === wanted && tile.place === tiles[place].place && tile.fixed === tiles[place].fixed);
    };
    const next = { ArrowLeft: place - 1, ArrowRight: chosen ? place + 1 : 0, ArrowUp: () => row(-1), ArrowDown: () => row(1), Home: 0, End: tiles.length - 1 }[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const wanted = typeof next === "function" ? next() : next;
    const tile = tiles[wanted] ?? (typeof next === "function" ? tiles.find((one) => one.index === tiles[place].index + (event.key === "ArrowDown" ? 1 : -1)) : null);
    if (!tile) return;
    choose(tile);
    tile.canvas.scrollIntoView({ block: "nearest", inline: "nearest" });
    announce(nameOf(tile));
  }

  function play() {
    const press = () => controls.querySelector("#layer-play")?.setAttribute("aria-pressed", String(timer !== 0));
    if (timer) {
      clearInterval(timer);
      timer = 0;
      press();
      return;
    }
    const step = () => {
      const input = inputNow();
      if (!root.isConnected || !input) {
        clearInterval(timer);
        timer = 0;
      } else setState({ step: (placeNow(input) + 1) % stateCount(input) });
    };
    timer = setInterval(step, filmBeat);
    step();
    press();
  }

  /** Ends what goes on, so that nothing holds the part any longer. */
  function release() {
    forget();
    watcher.disconnect();
    clearInterval(timer);
  }

  return { root, draw, release };
}

function channelChoice(text) {
  const [mode, amount] = text.split(/:(.*)/s);
  if (mode === "all") return ["all", ""];
  if (mode === "one") return ["one", amount ?? "0"];
  return ["first", Number(amount) > 0 ? amount : "8"];
}

function chosenPlaces(layer, mode, amount) {
  const images = layer.states.at(-1)?.images ?? [];
  if (layer.isPicture || mode === "all") return images.map((_, place) => place);
  if (mode === "first") return images.map((_, place) => place).slice(0, Number(amount));
  const found = (layer.states.at(-1)?.labels ?? []).indexOf(amount);
  return found < 0 ? [] : [found];
}
