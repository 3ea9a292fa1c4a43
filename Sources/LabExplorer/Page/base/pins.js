// Pinned runs: two to four that are compared.
import { announce, button } from "./dom.js";
import { data, pinnedRuns } from "./data.js";
import { setState, state } from "./state.js";

/** How many runs can be pinned. */
export const pinLimit = 4;

/** Pins a run, or takes its pin away; the fifth is refused, and said. */
export function togglePin(key) {
  const pins = pinnedRuns().map((run) => data.keys[run]);
  if (pins.includes(key)) setState({ pins: pins.filter((one) => one !== key) });
  else if (pins.length >= pinLimit) announce(`${pinLimit} runs are pinned already; take one away first`);
  else setState({ pins: [...pins, key] });
}

/** A button that pins a run. */
export function pinButton(run, attributes = {}) {
  const key = data.keys[run];
  const isPinned = state().pins.includes(key);
  return button(isPinned ? "Unpin" : "Pin", () => togglePin(key), {
    id: `pin-${key}`, "aria-pressed": String(isPinned), "aria-label": `${isPinned ? "Unpin" : "Pin"} ${data.names[run]}`, title: "Pin to compare",
    disabled: !isPinned && pinnedRuns().length >= pinLimit, class: isPinned ? "small pinned" : "small", ...attributes,
  });
}
