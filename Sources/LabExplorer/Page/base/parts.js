// Parts of the data: in the page, parsed when wanted, or scripts in a folder beside it.
import { announce } from "./dom.js";
import { data } from "./data.js";

// Parts that were asked for last stay; others are read again when they are wanted.
const keptParts = 60;
const promises = new Map();
const settledParts = new Set();
const waiting = new Map();
const beside = new Set(data.partsBeside ?? []);

globalThis.identityLab = {
  part(name, content) {
    for (const done of waiting.get(name) ?? []) done(content);
  },
};

/** Whether the page has the part, or says that it is beside. */
export function hasPart(name) {
  return Boolean(name) && (beside.has(name) || document.getElementById(`part-${name}`) !== null);
}

/** A promise of a part; of null where there is none, which is said. */
export function loadPart(name) {
  const found = promises.get(name) ?? fetchPart(name);
  promises.delete(name);
  promises.set(name, found);
  letGo();
  return found;
}

/** Forgets the parts that were asked for longest ago; what is still being read is waited for, and stays. */
function letGo() {
  for (const name of [...promises.keys()]) {
    if (promises.size <= keptParts) return;
    if (settledParts.delete(name)) promises.delete(name);
  }
}

function fetchPart(name) {
  const found = readPart(name);
  found.finally(() => {
    if (promises.get(name) === found) settledParts.add(name);
    letGo();
  });
  return found;
}

async function readPart(name) {
  if (!name) return null;
  const inPage = document.getElementById(`part-${name}`);
  if (inPage) {
    try {
      return JSON.parse(inPage.textContent);
    } catch {
      return missed(name);
    }
  }
  if (!beside.has(name) || !data.beside) return null;
  return new Promise((resolve) => {
    const script = document.createElement("script");
    const done = (content) => {
      const others = (waiting.get(name) ?? []).filter((one) => one !== done);
      if (others.length > 0) waiting.set(name, others);
      else waiting.delete(name);
      script.remove();
      resolve(content ?? missed(name));
    };
    waiting.set(name, [...(waiting.get(name) ?? []), done]);
    script.onerror = () => done(null);
    script.onload = () => { if (waiting.get(name)?.includes(done)) done(null); };
    script.src = `${encodeURIComponent(data.beside)}/${encodeURIComponent(name)}.js`;
    document.head.append(script);
  });
}

function missed(name) {
  const remark = document.getElementById("remark");
  const words = `Pictures are missing: ${data.beside ? `the folder “${data.beside}” must lie beside this page` : `“${name}” cannot be read`}.`;
  if (remark) {
    remark.textContent = words;
    remark.hidden = false;
  }
  announce(words);
  return null;
}
