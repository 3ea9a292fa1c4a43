// Printing: what is drawn only in sight is drawn before the page goes to the printer.

const preparations = new Set();

/** Has a function called before printing; it may return a promise, which Ctrl+P waits for. Returns what takes it away again. */
export function beforePrinting(prepare) {
  preparations.add(prepare);
  return () => preparations.delete(prepare);
}

if (globalThis.document) {
  const prepareAll = () => Promise.all([...preparations].map((prepare) => prepare()));
  addEventListener("beforeprint", prepareAll);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key !== "p") return;
    event.preventDefault();
    prepareAll().finally(() => globalThis.print());
  });
}
