// Begins the page: follows the state, and draws the current view.
import { announce, clear, el } from "./base/dom.js";
import { data, runCount, shownRuns } from "./base/data.js";
import { declare, followAddress, onState, setState, state } from "./base/state.js";
import { buildShell, drawShell } from "./shell.js";
import { mapView } from "./map/map.js";
import { wallView } from "./wall/wall.js";
import { curvesView } from "./curves/curves.js";
import { tableView } from "./table/table.js";
import { runView } from "./run/run.js";
import { compareView } from "./compare/compare.js";

const views = [mapView, wallView, curvesView, tableView, runView, compareView];
let drawnView = null;

function drawPage() {
  const current = views.find((view) => view.id === state().view);
  if (!current) {
    setState({ view: views[0].id }, { push: false });
    return;
  }
  const root = document.getElementById("view");
  const focused = document.activeElement;
  const kept = focused && root.contains(focused) && focused.id
    ? { id: focused.id, start: selectionOf(focused), end: focused.selectionEnd } : null;
  if (drawnView !== current.id) {
    clear(root);
    root.className = `view-${current.id}`;
    scrollTo(0, 0);
  }
  drawShell(views);
  document.title = `${current.title} · ${data.title ?? "runs"}`;
  try {
    current.render(root);
  } catch (caught) {
    console.error(caught);
    clear(root).append(el("p", { class: "remark", text: `This view cannot be drawn: ${caught.message}` }));
  }
  if (drawnView !== current.id && drawnView !== null) announce(`${current.title}, ${shownRuns().length} of ${runCount} runs`);
  drawnView = current.id;
  if (kept && document.activeElement?.id !== kept.id) {
    const again = document.getElementById(kept.id);
    again?.focus({ preventScroll: true });
    if (again && kept.start !== null) again.setSelectionRange(kept.start, kept.end);
  }
}

function selectionOf(field) {
  try {
    return field.selectionStart ?? null;
  } catch {
    return null;
  }
}

// Of a single run, its own page comes first.
if (runCount === 1) declare("view", runView.id);
buildShell(views);
onState(drawPage);
let resizeTimer = 0;
addEventListener("resize", () => {
  clearTimeout(resizeTimer);
  resizeTimer = setTimeout(drawPage, 150);
});
followAddress();
drawPage();
document.documentElement.classList.add("ready");
