// Answers of pinned runs side by side: the input, each run's answer, and what it differs by from the first run's.
import { checkbox, choice, el, region } from "../base/dom.js";
import { contrastNames, data, isCounted, number } from "../base/data.js";
import { declare, setState, state } from "../base/state.js";
import { series } from "../drawing/colours.js";
import { exportBar, sheetBlob } from "../base/export.js";
import { decode, difference, imageCanvas } from "../drawing/images.js";
import { loadPart } from "../base/parts.js";

declare("differences", true);
const answerSize = 60;
let asked = "";

/** Draws the card of answers; loads parts when it is first drawn. */
export function drawAnswers(card, runs, chosen) {
  const set = data.sets[data.set?.[runs[0]]];
  if (!set?.families?.length) {
    region(card, "answers-grid", "none", () => el("p", { class: "soft", text: "This page has no answers of these runs." }));
    return;
  }
  const family = set.families.find((one) => one.key === chosen) ?? set.families.find((one) => one.images.length > 1) ?? set.families[0];
  region(card, "answers-tools", [family.key, state().differences, set.part], () => el("div", { class: "controls" }, el("h2", { text: "Answers" }),
    choice("Images", set.families.map((one) => [one.key, one.title]), family.key, (next) => setState({ family: next }), { id: "answers-family" }),
    checkbox("differences from the first run", state().differences, (on) => setState({ differences: on }), { id: "answers-differences" }),
    el("span", { class: "push" }), exportBar({ name: `answers-${family.key}`, png: () => sheetBlob(document.getElementById("answers-grid")) })));
  const mark = JSON.stringify([runs, family.key, state().differences]);
  if (document.getElementById("answers-grid")?.dataset.signature === mark) return;
  asked = mark;
  Promise.all(runs.map(partOf)).then((parts) => {
    if (asked !== mark || !card.isConnected) return;
    region(card, "answers-grid", mark, () => grid(runs, parts, set, family));
  });
}

/** A run's answers, or the few that are kept as thumbnails: {name, content}. */
async function partOf(run) {
  for (const name of [data.answers?.[run], data.thumbs?.[run]]) {
    const content = name ? await loadPart(name) : null;
    if (content) return { name, content };
  }
  return null;
}

function grid(runs, parts, set, family) {
  const own = (part) => part?.content.families[family.key];
  const isWords = parts.some((part) => own(part)?.labels);
  const count = Math.max(0, ...parts.map((part) => (own(part)?.images ?? own(part)?.labels ?? []).length));
  if (!count) return el("div", {}, el("p", { class: "soft", text: "The answers of these runs are not kept on this page." }));
  const images = Array.from({ length: count }, (_, image) => image);
  const names = contrastNames(runs).map((name, index) => (isCounted(runs[index]) ? name : `${name} (not fitted: no finding)`));
  const nameOf = (image) => family.names?.[image] ?? `${family.key}/${image}`;
  const lines = [lineOf("input", "", images.map((image) => inputCell(set, family, image, nameOf(image), parts.map((part) => own(part)?.labels?.[image]).find((one) => one !== undefined))))];
  runs.forEach((run, index) => lines.push(lineOf(names[index], series(index), images.map((image) => (isWords ? wordCell(own(parts[index]), image)
    : answerCell(own(parts[index]), parts[index]?.name, image, `${nameOf(image)}, answer of ${names[index]}`))))));
  if (state().differences && !isWords) {
    runs.slice(1).forEach((run, index) => lines.push(lineOf(`${names[index + 1]}, less the first`, series(index + 1), images.map((image) =>
      differenceCell([parts[0], parts[index + 1]], [own(parts[0]), own(parts[index + 1])], image, `${nameOf(image)}, answer ${index + 2} less answer 1`)))));
  }
  const hasOthers = data.set && runs.some((run) => data.set[run] !== data.set[runs[0]]);
  return el("div", {}, hasOthers ? el("p", { class: "remark", text: "These runs were asked about different images; the inputs are the first run's." }) : null,
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Answers to ${family.title}` }, el("table", { class: "answers" }, el("tbody", {}, lines))),
    el("p", { class: "soft", text: isWords ? "Each run's answer with its probability; wrong ones are marked."
      : `Under each answer: its correlation with the input (i)${set.training ? " and with the training image (c)" : ""}.${state().differences ? " Differences: blue less, orange more, white none; the ends are ±1." : ""}` }));
}

function lineOf(words, colour, cells) {
  return el("tr", {}, el("th", { scope: "row", style: colour ? { "--mark": colour } : {}, class: "name", text: words }), cells.map((cell) => el("td", {}, cell)));
}

function inputCell(set, family, image, name, label) {
  const input = family.images?.[image];
  return [input ? imageCanvas(input, set.part, { size: answerSize, label: `${name}, input`, attributes: { title: name } }) : null,
    label !== undefined ? el("div", { class: "caption", text: label }) : null];
}

function wordCell(found, image) {
  if (!found) return "–";
  const isRight = found.right?.[image];
  return el("span", { class: isRight ? "" : "wrong", text: `${found.answers[image]}${isRight ? "" : " ✗"}`, title: `probability ${number(found.probability?.[image])}` },
    el("span", { class: "caption", text: ` ${number(found.probability?.[image])}` }));
}

function answerCell(found, partName, image, label) {
  return [imageCanvas(found?.images?.[image], partName, { size: answerSize, label }),
    found ? el("div", { class: "caption" }, `i ${number(found.identity?.[image])}`, found.constant ? [el("br"), `c ${number(found.constant[image])}`] : null) : null];
}

function differenceCell([firstPart, secondPart], [first, second], image, label) {
  const [one, other] = [first?.images?.[image], second?.images?.[image]];
  const make = one && other ? async () => difference(await decode(other, secondPart.name), await decode(one, firstPart.name)) : undefined;
  return imageCanvas(null, null, { size: answerSize, signed: true, limit: 1, make, label });
}
