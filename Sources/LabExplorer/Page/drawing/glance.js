// A glance at a run: the first image of every probe family over what the run answers to it.
import { data } from "../base/data.js";
import { clear, el } from "../base/dom.js";
import { decode, drawPixels } from "./images.js";
import { hasPart, loadPart } from "../base/parts.js";

/** The inputs of a run's probe battery; null where it has none. */
export function setOf(run) {
  return data.sets[data.set?.[run] ?? -1] ?? null;
}

/** A promise of a run's answers: {part, name, isComplete}; only the first images of each family where the page has no more. */
export async function loadAnswers(run, isFirstEnough = false) {
  const [all, first] = [data.answers?.[run], data.thumbs?.[run]];
  const order = isFirstEnough ? [first, all] : [all, first];
  for (const name of order) {
    if (!hasPart(name)) continue;
    const part = await loadPart(name);
    if (part) return { part, name, isComplete: name === all };
  }
  return null;
}

/** Draws an image into a canvas when it is decoded, unless the canvas has been given to another meanwhile. */
export async function drawInto(canvas, ref, partName, draw = drawPixels) {
  const ticket = `${partName} ${ref}`;
  canvas.dataset.ticket = ticket;
  const image = ref ? await decode(ref, partName) : null;
  if (canvas.dataset.ticket !== ticket) return null;
  canvas.classList.toggle("absent", !image);
  if (image) draw(canvas, image);
  return image;
}

/** What a classifier says of the image at a place of a family, in a few words. */
export function classifierWords(family, place) {
  const share = family.probability?.[place];
  return `${family.answers[place] ?? "–"}${typeof share === "number" ? ` ${Math.round(100 * share)}%` : ""}`;
}

/** Whether a classifier is right, as a sign. */
export function rightSign(family, place) {
  const right = family.right?.[place];
  return right === true ? "✓" : right === false ? "✗" : "";
}

/** A strip that can be shown another run without being built again: {root, trained (the training image), show(run)}. */
export function makeGlance() {
  const root = el("div", { class: "glance" });
  const trained = el("figure", { class: "glance-training" });
  let set = null;
  let pairs = [];
  let shownRun = -1;

  function build(newSet) {
    set = newSet;
    pairs = [];
    clear(root);
    clear(trained);
    if (set?.training) {
      const canvas = el("canvas", { class: "picture", role: "img", width: 1, height: 1, "aria-label": "training image" });
      trained.append(el("figcaption", {}, "trained on ", el("span", { class: "name", text: set.trainingName ?? "" })), canvas);
      drawInto(canvas, set.training, set.part);
    }
    for (const family of set?.families ?? []) {
      const given = el("canvas", { class: "picture", width: 1, height: 1, "aria-hidden": "true" });
      const answer = el("canvas", { class: "picture", width: 1, height: 1, role: "img" });
      const words = el("span", { class: "glance-words" });
      root.append(el("figure", {}, given, el("span", { class: "glance-arrow", "aria-hidden": "true", text: "↓" }), answer, words, el("figcaption", { text: family.title })));
      drawInto(given, family.images[0], set.part);
      pairs.push({ family, answer, words });
    }
  }

  async function show(run) {
    shownRun = run;
    if (setOf(run) !== set) build(setOf(run));
    const found = await loadAnswers(run, true);
    if (shownRun !== run) return;
    root.classList.toggle("without", !found);
    await Promise.all(pairs.map(async ({ family, answer, words }) => {
      const own = found?.part.families?.[family.key];
      const isClassifier = Boolean(own && !own.images);
      answer.hidden = isClassifier;
      words.hidden = !isClassifier;
      if (isClassifier) words.textContent = `${rightSign(own, 0)} ${classifierWords(own, 0)}`;
      answer.setAttribute("aria-label", own ? `answer to ${family.title}` : `no answer to ${family.title}`);
      if (!isClassifier) await drawInto(answer, own?.images[0], found?.name);
    }));
  }

  return { root, trained, show };
}
