// Blinking between pictures: no faster than twice a second, and one picture a key press where motion is not wanted.

const blinkBeat = 600;

/** Makes `{text, isOn(), toggle()}`; `show(phase)` is called with each phase in turn, and with null at the end. */
export function makeBlink(phases, show) {
  let timer = 0;
  let place = -1;
  const isStill = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;

  function next() {
    place = (place + 1) % phases.length;
    show(phases[place]);
  }

  function mark() {
    document.getElementById("wall-blink")?.setAttribute("aria-pressed", String(place >= 0));
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    place = -1;
    show(null);
  }

  function toggle() {
    if (isStill) {
      if (place === phases.length - 1) stop();
      else next();
    } else if (timer) stop();
    else {
      next();
      timer = setInterval(() => {
        if (document.getElementById("wall-blink")) next();
        else stop();
      }, blinkBeat);
    }
    mark();
  }

  return { text: isStill ? "Next picture" : "Blink", isOn: () => place >= 0, toggle };
}
