// The table of the runs that are shown, a page at a time, under their parallel axes.
import { announce, button, checkbox, copyButton, el, region } from "../base/dom.js";
import { allColumns, column, data, isCounted, outcomeText, shownRuns, text, labelOf, value } from "../base/data.js";
import { setState, state } from "../base/state.js";
import { zoneColour } from "../drawing/colours.js";
import { exportBar } from "../base/export.js";
import { pinButton } from "../base/pins.js";
import { shownColumns, sortedRuns, sweepCommands, tableRows, usualColumns } from "./columns.js";
import { drawParallel } from "./parallel.js";

const pageLength = 60;

/** The view of the table. */
export const tableView = {
  id: "table", title: "Table",
  render(root) {
    const { sort, page, pins, threshold, filter, brush } = state();
    const keys = shownColumns();
    const runs = sortedRuns(shownRuns(), sort);
    const pages = Math.max(1, Math.ceil(runs.length / pageLength));
    const now = Math.min(Math.max(0, page), pages - 1);
    drawParallel(root, keys);
    const mark = [keys, sort, now, pins, filter, brush, keys.includes("zone") ? threshold : 0];
    const card = region(root, "table-card", "", () => el("section", { class: "card", "aria-label": "Table of runs" }));
    region(card, "table-tools", [keys, sort, filter, brush], () => tools(runs, keys));
    region(card, "table-columns", keys, () => chooser(keys));
    region(card, "table-commands", [filter, brush], () => el("div"));
    region(card, "table-scroll", mark, () => el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Runs and their values" },
      runs.length > 0 ? runsTable(runs.slice(now * pageLength, (now + 1) * pageLength), keys, sort)
        : el("p", { class: "empty-state", text: "No run is left by the filter and the ranges." })));
    region(card, "table-pager", [now, pages, runs.length], () => pager(now, pages, runs.length));
  },
};

function tools(runs, keys) {
  return el("div", { class: "card-head" },
    el("h2", { text: "Runs" }),
    el("span", { class: "soft", text: uncountedText(runs) }),
    el("span", { class: "push" }),
    exportBar({
      name: "runs", csv: () => tableRows(runs, keys),
      extra: [copyButton("Copy sweep command", () => sweepCommands(runs).join("\n"), { id: "copy-sweep", class: "small", title: "The command that makes the settings of the runs shown" }),
        button("Show command", () => showCommand(runs), { id: "show-sweep", class: "small" })],
    }));
}

function uncountedText(runs) {
  const count = runs.filter((run) => !isCounted(run)).length;
  return count ? `${count} of them, in grey, are not fitted, or have no result` : "";
}

function showCommand(runs) {
  const place = document.getElementById("table-commands");
  if (place.childElementCount > 0) {
    place.replaceChildren();
    return;
  }
  const commands = sweepCommands(runs);
  place.append(el("p", { class: "soft", text: commands.length === 1 ? "This makes the settings of exactly the runs shown:" : `No one product of values makes exactly these runs; ${commands.length} commands do:` }),
    el("pre", { tabindex: "0", text: commands.join("\n") }));
  announce(`${commands.length} commands`);
}

function chooser(keys) {
  const chosen = new Set(keys);
  const set = (next) => setState({ columns: next });
  const box = el("details", { class: "chooser" }, el("summary", { id: "columns-summary", text: `Columns: ${keys.length} of ${allColumns().length}` }),
    el("div", { class: "controls" }, button("Usual columns", () => set([]), { id: "columns-usual", class: "small" }),
      button("All that vary", () => set(allColumns().filter((one) => one.varies || one.role !== "setting").map((one) => one.key)), { id: "columns-vary", class: "small" }),
      el("span", { class: "soft", text: "The axes above have the same columns." })),
    el("div", { class: "column-list" }, allColumns().map((one) => checkbox(labelOf(one.key) === one.key ? one.key : `${labelOf(one.key)} (${one.key})`, chosen.has(one.key), (on) => {
      const next = on ? [...keys, one.key] : keys.filter((key) => key !== one.key);
      set(next.length === 0 || String(next) === String(usualColumns()) ? [] : next);
    }, { id: `column-${one.key}` }))));
  box.open = document.querySelector(".chooser")?.open ?? false;
  return box;
}

function runsTable(runs, keys, sort) {
  const head = (key, title, isNumber) => {
    const direction = sort === key ? "ascending" : sort === `-${key}` ? "descending" : "none";
    const next = direction === "ascending" ? `-${key}` : direction === "descending" ? "" : key;
    return el("th", { scope: "col", "aria-sort": direction, class: isNumber ? "number" : null },
      button(`${title}${{ ascending: " ↑", descending: " ↓", none: "" }[direction]}`, () => setState({ sort: next, page: 0 }), { id: `sort-${key}`, title: `Sort by ${title}${key === title || key === "name" ? "" : `, in filters ${key}`}` }));
  };
  return el("table", { class: "runs-table" },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, el("span", { class: "unseen", text: "Pin" })), head("name", "run", false),
      keys.map((key) => head(key, labelOf(key), column(key).kind === "number")))),
    el("tbody", {}, runs.map((run) => row(run, keys))));
}

function row(run, keys) {
  const name = data.names[run];
  return el("tr", { class: `${isCounted(run) ? "" : "uncounted"} ${state().pins.includes(data.keys[run]) ? "pinned-row" : ""}` },
    el("td", {}, pinButton(run)),
    el("td", { class: "open" }, button(name, () => setState({ view: "run", run: data.keys[run] }), { id: `open-${data.keys[run]}`, title: `${name} (${outcomeText(run)})` })),
    keys.map((key) => {
      const isNumber = column(key).kind === "number";
      const own = value(key, run);
      const words = text(key, run);
      return el("td", { class: isNumber ? "number" : null, title: String(own ?? "no value").length > 20 || isNumber ? String(own ?? "no value") : null },
        key === "zone" && own ? el("span", { class: "swatch" }, el("i", { style: { background: zoneColour(own) } }), own) : words);
    }));
}

function pager(now, pages, count) {
  const go = (next) => setState({ page: next });
  if (pages === 1) return el("p", { class: "pager soft", text: `${count} ${count === 1 ? "run" : "runs"}` });
  return el("nav", { class: "pager", "aria-label": "Pages of the table" },
    button("← Before", () => go(now - 1), { id: "page-before", class: "small", disabled: now === 0 }),
    el("span", { text: `Runs ${now * pageLength + 1} to ${Math.min(count, (now + 1) * pageLength)} of ${count}` }),
    button("Next →", () => go(now + 1), { id: "page-next", class: "small", disabled: now === pages - 1 }));
}
