// Parts of the data: in the page, parsed when wanted, or scripts in a folder beside it.
import { announce } from "./dom.js";
import { data } from "./data.js";

// Parts that were asked for last stay; others are read again when they are wanted.
const keptParts = 60;
const promises = new Map();
const waiting = new Map();
const beside = new Set(data.partsBeside ?? []);
let missingParts = 0;

globalThis.identityLab = {
  part(name, content) {
    waiting.get(name)?.(content);
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
  if (promises.size > keptParts) promises.delete(promises.keys().next().value);
  return found;
}

/** The number of files beside the page that were looked for in vain. */
export function missingPartCount() {
  return missingParts;
}

async function fetchPart(name) {
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
      waiting.delete(name);
      script.remove();
      resolve(content ?? missed(name));
    };
    waiting.set(name, done);
    script.onerror = () => done(null);
    script.onload = () => { if (waiting.has(name)) done(null); };
    script.src = `${encodeURIComponent(data.beside)}/${encodeURIComponent(name)}.js`;
    document.head.append(script);
  });
}

function missed(name) {
  missingParts += 1;
  const remark = document.getElementById("remark");
  const words = `Pictures are missing: ${data.beside ? `the folder “${data.beside}” must lie beside this page` : `“${name}” cannot be read`}.`;
  if (remark) {
    remark.textContent = words;
    remark.hidden = false;
  }
  announce(words);
  return null;
}
