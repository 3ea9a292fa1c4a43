// The head of a run's page: what came of it in few numbers, all others behind a click, and the runs beside it.
import { data, column, isCounted, labelOf, number, outcomeText, value, zoneOf } from "../base/data.js";
import { button, el } from "../base/dom.js";
import { neighbours, sequence } from "../base/neighbours.js";
import { pinButton } from "../base/pins.js";
import { setState } from "../base/state.js";
import { zoneColour } from "../drawing/colours.js";
import { setOf } from "../drawing/glance.js";

/** The card of a run, beside which runs stand that are shown. */
export function runHead(run, shown, threshold) {
  const zone = zoneOf(run, threshold);
  const outcome = outcomeText(run);
  const mark = zone ? el("span", { class: "outcome", style: { background: zoneColour(zone) }, text: `zone ${zone}` }) : null;
  const known = data.columns.filter((one) => one.kind === "number" && value(one.key, run) !== null && (one.role === "known" || (one.role === "finding" && isCounted(run))));
  const first = known.filter((one) => data.colours.includes(one.key));
  const name = data.names[run];
  const facts = (data.facts?.[run] ?? []).map((fact) => (fact.startsWith(`${name}, `) ? fact.slice(name.length + 2) : fact)).filter((fact) => fact !== name);
  return el("section", { class: "card run-head", "aria-label": "The run" },
    el("div", { class: "card-head" },
      el("h2", { class: "name", text: name }),
      el("span", { class: !isCounted(run) ? "outcome uncounted" : outcome === "fitted" ? "outcome" : "outcome plain", text: outcome }), mark, pinButton(run)),
    data.verdicts?.[run] ? el("p", { class: "verdict-words", text: data.verdicts[run] }) : null,
    isCounted(run) ? null : el("p", { class: "soft", text: data.outcomes[run] ? "Training has not reached its goal, so that numbers of this net are no findings." : "It has no result yet." }),
    facts.length > 0 ? el("ul", { class: "fact-list" }, facts.map((fact) => el("li", { text: fact }))) : null,
    first.length > 0 ? numberList(run, first) : null,
    otherNumbers(run, known.filter((one) => !first.includes(one))),
    walkBar(run, shown), jumpBar());
}

function numberList(run, columns) {
  return el("dl", { class: "facts wide" }, columns.map((one) =>
    el("div", {}, el("dt", { text: labelOf(one.key) }), el("dd", { text: number(value(one.key, run)) }))));
}

/** What is not said at first: scores of each family of inputs as a table, and other numbers. */
function otherNumbers(run, columns) {
  if (columns.length === 0) return null;
  const ofFamilies = columns.filter((one) => one.key.includes("@"));
  const rest = columns.filter((one) => !ofFamilies.includes(one));
  const box = el("details", { class: "other-numbers" }, el("summary", { id: "other-numbers", text: ofFamilies.length > 0 ? "Scores of each family of inputs, and other numbers" : "Other numbers" }),
    ofFamilies.length > 0 ? familyTable(run, ofFamilies) : null, rest.length > 0 ? numberList(run, rest) : null);
  box.open = document.querySelector(".other-numbers")?.open ?? false;
  return box;
}

function familyTable(run, columns) {
  const parts = columns.map((one) => one.key.split("@"));
  const measures = [...new Set(parts.map(([measure]) => measure))];
  const families = [...new Set(parts.map(([, family]) => family))];
  const titles = new Map((setOf(run)?.families ?? []).map((one) => [one.key, one.title]));
  return el("table", { class: "family-scores" },
    el("thead", {}, el("tr", {}, el("th", { scope: "col", text: "family" }), measures.map((one) => el("th", { scope: "col", class: "number", text: column(one) ? labelOf(one) : one })))),
    el("tbody", {}, families.map((family) => el("tr", {}, el("th", { scope: "row", text: titles.get(family) ?? family }),
      measures.map((measure) => el("td", { class: "number", text: number(value(`${measure}@${family}`, run)) }))))));
}

/** Buttons to the parts of the page, which is long. */
function jumpBar() {
  const parts = [["run-answers", "Answers"], ["run-detail", "Layers"], ["run-courses", "Curves"], ["run-text", "Commands and configuration"]];
  return el("nav", { class: "jump-bar", "aria-label": "Parts of the page" }, parts.map(([id, title]) => button(title, () => {
    const part = document.getElementById(id);
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
    part.scrollIntoView({ block: "start" });
  }, { id: `jump-${id}`, class: "link" })));
}

function walkBar(run, shown) {
  const go = (other) => () => setState({ run: data.keys[other] });
  const step = (other, sign, words, id) => button(other === null ? sign : words, other === null ? () => {} : go(other), {
    id, class: "small", disabled: other === null, "aria-label": other === null ? "none" : `${words}: ${data.names[other]}`, title: other === null ? "none" : data.names[other],
  });
  const rows = neighbours(run, shown).map(({ key, before, now, after }) => el("li", {},
    step(before?.run ?? null, "‹", `‹ ${before?.text}`, `before-${key}`), el("span", {}, el("span", { class: "soft", text: `${labelOf(key)} ` }), now),
    step(after?.run ?? null, "›", `${after?.text} ›`, `after-${key}`)));
  const [previous, next] = sequence(run, shown);
  if (shown.length > 1 || !shown.includes(run)) {
    rows.push(el("li", {}, step(previous, "‹", "‹ previous", "before-any"), el("span", { class: "soft", text: shown.includes(run) ? `run ${shown.indexOf(run) + 1} of ${shown.length}` : "not among the runs shown" }),
      step(next, "›", "next ›", "after-any")));
  }
  return rows.length > 0 ? el("nav", { "aria-label": "Neighbours along the axes" }, el("ul", { class: "walk-bar" }, rows)) : null;
}
