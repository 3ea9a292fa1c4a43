// Small builders of elements: every text of the data goes through text nodes, never through markup.

const svgSpace = "http://www.w3.org/2000/svg";
let lastIdentifier = 0;

/** An element with attributes (class, text, on: {event: function}, dataset: {…}, value, checked, others as they are) and children. */
export function el(tag, attributes = {}, ...children) {
  return furnished(document.createElement(tag), attributes, children);
}

/** The same of SVG. */
export function svgEl(tag, attributes = {}, ...children) {
  return furnished(document.createElementNS(svgSpace, tag), attributes, children);
}

function furnished(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") node.append(String(value));
    else if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (name === "dataset") for (const [key, item] of Object.entries(value)) node.dataset[key] = item;
    else if (name === "style" && typeof value === "object") {
      for (const [key, item] of Object.entries(value)) node.style.setProperty(key, item);
    } else if (name === "value" || name === "checked" || name === "disabled" || name === "selected") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

/** Takes all children away. */
export function clear(node) {
  node.replaceChildren();
  return node;
}

/** A part of a view that is built again only when its signature differs, so that a slider in it can be dragged. */
export function region(root, id, signature, build) {
  const old = [...root.children].find((child) => child.id === id);
  const mark = typeof signature === "string" ? signature : JSON.stringify(signature);
  if (old && old.dataset.signature === mark) return old;
  const made = build();
  made.id = id;
  made.dataset.signature = mark;
  if (old) old.replaceWith(made);
  else root.append(made);
  return made;
}

/** Says a text to screen readers. */
export function announce(text) {
  const place = document.getElementById("announcer");
  if (place && place.textContent !== text) place.textContent = text;
}

/** A word of letters and digits, for identifiers. */
export function slug(text) {
  return String(text).toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "item";
}

/** An identifier that no other element has. */
export function freshIdentifier(word) {
  lastIdentifier += 1;
  return `${word}-${lastIdentifier}`;
}

/** A button. */
export function button(text, onClick, attributes = {}) {
  return el("button", { type: "button", id: `button-${slug(text)}`, text, ...attributes, on: { click: onClick, ...attributes.on } });
}

/** A labelled menu; values are texts, or pairs of value and text. */
export function choice(label, values, current, onChange, attributes = {}) {
  const id = attributes.id ?? `choice-${slug(label)}`;
  const menu = el("select", { ...attributes, id, on: { change: (event) => onChange(event.target.value) } },
    values.map((item) => {
      const [value, text] = Array.isArray(item) ? item : typeof item === "object" ? [item.value, item.text] : [item, item];
      return el("option", { value, text, selected: String(value) === String(current) });
    }));
  return el("label", { class: "control", for: id }, el("span", { text: label }), menu);
}

/** A labelled box to tick. */
export function checkbox(label, on, onChange, attributes = {}) {
  const id = attributes.id ?? `check-${slug(label)}`;
  return el("label", { class: "control tick", for: id },
    el("input", { type: "checkbox", ...attributes, id, checked: on, on: { change: (event) => onChange(event.target.checked) } }),
    el("span", { text: label }));
}

/** A labelled slider, which says its value. */
export function slider(label, { min, max, step, value, text = String }, onInput, attributes = {}) {
  const id = attributes.id ?? `slider-${slug(label)}`;
  const said = el("output", { for: id, text: text(value) });
  const track = el("input", { type: "range", ...attributes, id, min, max, step, "aria-valuetext": text(value) });
  track.value = value;
  track.addEventListener("input", () => {
    said.textContent = text(Number(track.value));
    track.setAttribute("aria-valuetext", said.textContent);
    onInput(Number(track.value));
  });
  return el("label", { class: "control", for: id }, el("span", { text: label }), track, said);
}

/** Puts a text on the clipboard, also where the page is a file and the clipboard is shut to it. */
export async function copyText(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = el("textarea", { class: "unseen", "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  announce(`${what} copied`);
  return true;
}

/** A button that copies what a function gives, and says so on itself for a moment. */
export function copyButton(text, give, attributes = {}) {
  const made = button(text, async () => {
    await copyText(give(), text);
    made.textContent = "Copied";
    setTimeout(() => { made.textContent = text; }, 1200);
  }, attributes);
  return made;
}
