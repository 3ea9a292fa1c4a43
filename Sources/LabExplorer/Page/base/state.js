// What is looked at, and how: one frozen object, mirrored in the address's hash so that a link is a view.

const defaults = {
  view: "map", filter: "", run: "", pins: [], x: "", y: "", facet: "", colour: "", threshold: 0.8,
  family: "", seeds: [], measure: "", over: "", curve: "", split: "", logX: "", logY: "", points: true,
  columns: [], sort: "", page: 0, brush: {}, input: 0, layer: 0, step: -1, scale: "each", channels: "",
};
const listeners = new Set();
let current = Object.freeze({ ...defaults });
let written = "";
let frame = 0;
let timer = 0;

/** The state now: frozen. */
export function state() {
  return current;
}

/** Adds a key, or changes its default; its kind is that of the default: text, number, flag, list, or ranges by key. */
export function declare(key, value) {
  defaults[key] = value;
  const said = read(addressHash());
  current = Object.freeze({ ...current, [key]: key in said ? said[key] : value });
}

/** Changes the state, its hash, and in the next frame the views; `push` makes an entry of the browser's history. */
export function setState(patch, { push = "view" in patch || "run" in patch } = {}) {
  const known = Object.fromEntries(Object.entries(patch).filter(([key]) => key in defaults));
  if (Object.entries(known).every(([key, value]) => same(value, current[key]))) return;
  if (push) write(false);
  current = Object.freeze({ ...current, ...known });
  if (push) write(true);
  else {
    clearTimeout(timer);
    timer = setTimeout(() => write(false), 150);
  }
  notify();
}

/** Calls a function after every change, once a frame. */
export function onState(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The hash of a state: only what differs from the defaults. */
export function hashOf(some = current) {
  return Object.entries(some)
    .filter(([key, value]) => !same(value, defaults[key]))
    .map(([key, value]) => `${key}=${encoded(value)}`)
    .join("&");
}

/** Follows the address: back, forward, and hashes that a user types. */
export function followAddress() {
  const follow = () => {
    if (addressHash() === written) return;
    written = addressHash();
    clearTimeout(timer);
    current = Object.freeze({ ...defaults, ...read(written) });
    notify();
  };
  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);
  follow();
}

function notify() {
  if (frame) return;
  frame = requestAnimationFrame(() => {
    frame = 0;
    for (const listener of listeners) listener(current);
  });
}

function write(push) {
  clearTimeout(timer);
  const hash = hashOf();
  if (hash === addressHash() && !push) return;
  written = hash;
  try {
    history[push ? "pushState" : "replaceState"](null, "", `#${hash}`);
  } catch {
    // An address that the browser keeps to itself: the view works, only its link does not.
  }
}

function addressHash() {
  return (globalThis.location?.hash ?? "").slice(1);
}

function same(a, b) {
  return a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}

function encoded(value) {
  const safe = (item) => encodeURIComponent(String(item)).replace(/~/g, "%7E");
  if (Array.isArray(value)) return value.map(safe).join(",");
  if (typeof value === "object") {
    return Object.entries(value).map(([key, items]) => [key, ...items].map(safe).join("~")).join(",");
  }
  return typeof value === "boolean" ? String(Number(value)) : safe(value);
}

function read(hash) {
  const said = {};
  for (const pair of hash.split("&")) {
    const cut = pair.indexOf("=");
    const key = pair.slice(0, cut);
    if (cut < 1 || !Object.hasOwn(defaults, key)) continue;
    try {
      const value = decoded(pair.slice(cut + 1), defaults[key]);
      if (value !== undefined) said[key] = value;
    } catch {
      // Not a text that this page wrote: as if it were not there.
    }
  }
  return said;
}

function decoded(text, example) {
  if (Array.isArray(example)) return text === "" ? [] : text.split(",").map(decodeURIComponent);
  if (typeof example === "object") {
    const ranges = {};
    for (const item of text.split(",")) {
      const [key, ...values] = item.split("~").map(decodeURIComponent);
      if (key && key !== "__proto__" && values.length > 0) ranges[key] = values;
    }
    return ranges;
  }
  if (typeof example === "boolean") return text === "1" ? true : text === "0" ? false : undefined;
  if (typeof example === "number") return text !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
  return decodeURIComponent(text);
}
