// Answers of pinned runs side by side: the input, each run's answer, and what it differs by from the first run's.
import { checkbox, choice, el, region } from "./dom.js";
import { data, number, shortName } from "./data.js";
import { declare, setState, state } from "./state.js";
import { series } from "./colours.js";
import { exportBar, sheetBlob } from "./export.js";
import { decode, difference, imageCanvas } from "./images.js";
import { loadPart } from "./parts.js";

declare("differences", true);
let asked = "";

/** Draws the card of answers; loads parts when it is first drawn. */
export function drawAnswers(card, runs, chosen) {
  const set = data.sets[data.set?.[runs[0]]];
  if (!set?.families?.length) {
    region(card, "answers-grid", "none", () => el("p", { class: "soft", text: "This page has no answers of these runs." }));
    return;
  }
  const family = set.families.find((one) => one.key === chosen) ?? set.families[0];
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
  const isWords = parts.some((part) => part?.content.families[family.key]?.labels);
  const count = Math.max(0, ...parts.map((part) => (part?.content.families[family.key]?.images ?? part?.content.families[family.key]?.labels ?? []).length));
  const others = data.set && runs.some((run) => data.set[run] !== data.set[runs[0]]);
  const withDifference = state().differences && !isWords && runs.length > 1;
  const columns_ = 2 + runs.length + (withDifference ? runs.length - 1 : 0);
  const head = (words, index) => el("div", { class: "caption", style: index === undefined ? {} : { "border-top": `4px solid ${series(index)}` } }, el("span", { class: "name", text: words }));
  const box = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Answers to ${family.title}` });
  if (others) box.append(el("p", { class: "soft", text: "These runs were asked about different images; the inputs are the first run's." }));
  if (!count) return el("div", {}, el("p", { class: "soft", text: "The answers of these runs are not kept on this page." }));
  const cells = el("div", { class: "answers", style: { "grid-template-columns": `minmax(5rem, 9rem) repeat(${columns_ - 1}, 84px)` } },
    head("image"), head("input"), runs.map((run, index) => head(shortName(run, 2), index)),
    withDifference ? runs.slice(1).map((run, index) => head(`${index + 2} less 1`, index + 1)) : null);
  for (let image = 0; image < count; image += 1) cells.append(...rowOf(image, { runs, parts, set, family, isWords, withDifference }));
  box.append(cells, el("p", { class: "soft", text: isWords ? "Given label, then each run's answer with its probability." : `Under each answer: its correlation with the input (id) and with the training image (const).${withDifference ? " Differences: blue less, orange more, white none; the ends are ±1." : ""}` }));
  return box;
}

function rowOf(image, { runs, parts, set, family, isWords, withDifference }) {
  const name = family.names?.[image] ?? `${family.key}/${image}`;
  const own = (part) => part?.content.families[family.key];
  const input = family.images?.[image];
  const cells = [el("div", { class: "caption name", text: name }),
    el("div", {}, input ? imageCanvas(input, set.part, { size: 84, label: `${name}, input` }) : null, isWords ? el("div", { class: "caption", text: `label ${parts.map((part) => own(part)?.labels?.[image]).find((one) => one !== undefined) ?? "–"}` }) : null)];
  runs.forEach((run, index) => {
    const part = parts[index];
    const found = own(part);
    if (isWords) {
      cells.push(el("div", { text: found ? `${found.answers[image]} (${number(found.probability?.[image])})${found.right?.[image] ? "" : ", wrong"}` : "–" }));
      return;
    }
    cells.push(el("div", {}, imageCanvas(found?.images?.[image], part?.name, { size: 84, label: `${name}, answer of ${shortName(run)}` }),
      found ? el("div", { class: "caption", text: `id ${number(found.identity?.[image])}, const ${number(found.constant?.[image])}` }) : null));
  });
  if (!withDifference) return cells;
  const first = own(parts[0])?.images?.[image];
  runs.slice(1).forEach((run, index) => {
    const part = parts[index + 1];
    const second = own(part)?.images?.[image];
    const make = first && second ? async () => difference(await decode(second, part.name), await decode(first, parts[0].name)) : undefined;
    cells.push(imageCanvas(null, null, { size: 84, signed: true, limit: 1, make, label: `${name}, answer ${index + 2} less answer 1` }));
  });
  return cells;
}
