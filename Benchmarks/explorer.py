#!/usr/bin/env python3
"""Figures of Guides/Explorer.md: how large the explorer's pages are, and how soon they show something and answer.

usage: PYTHON Benchmarks/explorer.py PROGRAM [--runs 10,100,1000] [--out DIR] [--json FILE]

PYTHON needs playwright (pip install playwright), the machine Chromium: Scripts/test-browser installs both, and its
Python is .build-browser/*/bin/python. Nothing else should run on the machine meanwhile.

Pages are of a sweep of nets of 3 channels on a built-in image of 28 × 28 pixels, trained to a loss of 0.01 (so that nearly all of
them count, and have zones), made by the program in --out where they are
not there yet; the smaller pages are of the first seeds. Of each page, before any time is taken: it has as many runs as
were asked for, all of them in the map, and drawing it logs no error. Then, each the median of five:

  explore     the command, the first time (it asks the nets, whose answers it keeps) and again
  first view  from the beginning of the navigation to the end of the frame in which the map has cells, in a context that
              has kept nothing; seen by an observer that is in the page before its own code
  others      from the event to the end of the second frame after it, by when the page has drawn: the page draws once a frame
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

SEEDS_A_PAGE = 10
ROUNDS = 5

# The time of the first frame that shows the map's cells.
FIRST_VIEW = """(() => {
  const look = () => {
    if (document.querySelector(".map-cell rect[fill]")) {
      requestAnimationFrame(() => setTimeout(() => { globalThis.firstView = performance.now(); }));
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();"""

ACT = """([kind, selector, value]) => new Promise((done) => {
  const one = document.querySelector(selector);
  const begin = performance.now();
  if (kind === "click") one.click();
  else {
    one.value = value;
    one.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin))));
})"""

# What is done in the page: its name, then what sets it out (not timed), then what is timed.
INTERACTIONS = [
    ("filter, in the map", [("click", "#tab-map", "")], ("change", "#filter-field", "depth>5 & loss<1e-1")),
    ("all runs again", [], ("click", "#show-all", "")),
    ("threshold, by zones", [("change", "#map-colour", "zone")], ("input", "#map-threshold", "0.5")),
    ("another axis", [], ("change", "#map-y", "seed")),
    ("to the wall", [("click", "#tab-map", "")], ("click", "#tab-wall", "")),
    ("to the curves", [], ("click", "#tab-curves", "")),
    ("to the table", [], ("click", "#tab-table", "")),
    ("to a run", [], ("click", ".runs-table td.open button", "")),
    ("to the map", [], ("click", "#tab-map", "")),
]


class Failure(Exception):
    """A page is not what it should be."""


def explore(options, sweep, page, where, environment):
    """Makes a page; what the program says of it, and the seconds that it took."""
    start = time.monotonic()
    result = subprocess.run(
        [options.program, "explore", sweep, "--where", where, "--to", page, "--out", options.out, "--budget", options.budget, "--force", "--quiet", "--json"],
        env=environment, capture_output=True, text=True)
    if result.returncode != 0:
        raise Failure(f"explore: exit code {result.returncode}: {result.stderr.strip()[:300]}")
    return json.loads(result.stdout), time.monotonic() - start


def make_runs(options, seeds, environment):
    """The sweep, as far as it is not there yet; its name."""
    subprocess.run(
        [options.program, "sweep", "run", "--name", f"explorer-{seeds}", "--arch", "cnn", "--width", "3", "--depth", "1..10", "--kernel-size", "5",
         "--image", "builtin:7", "--recipe", "auto", "--tolerance", "0.01", "--steps", str(options.steps),
         "--seed", f"0..{seeds - 1}", "--out", options.out, "--quiet"],
        env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return f"explorer-{seeds}"


def opened(browser, page):
    """The page in a context of its own, when the map is drawn, and the errors that it logs."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(FIRST_VIEW)
    tab, errors = context.new_page(), []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda said: said.type == "error" and errors.append(said.text))
    tab.goto(Path(page).resolve().as_uri())
    tab.wait_for_selector("html.ready .map-cell", state="attached")
    while not tab.evaluate("globalThis.firstView ?? 0"):
        time.sleep(0.01)
    return context, tab, errors


def check(tab, count, errors):
    """That the page has the runs that were asked for, and draws them all."""
    kept = tab.evaluate("JSON.parse(document.getElementById('data').textContent).runs")
    shown = tab.inner_text("#shown")
    with_keys = tab.evaluate("new Set(JSON.parse(document.getElementById('data').textContent).keys).size")
    if not kept == with_keys == count or shown != f"{count} runs":
        raise Failure(f"{count} runs were asked for, the page has {kept} ({with_keys} keys) and says “{shown}”")
    if errors:
        raise Failure(f"the page logs {errors[0]}")


def measure(browser, page, count):
    """Milliseconds to the first view and of every interaction, medians."""
    first, others = [], {name: [] for name, _, _ in INTERACTIONS}
    for _ in range(ROUNDS):
        context, tab, errors = opened(browser, page)
        first.append(tab.evaluate("globalThis.firstView"))
        check(tab, count, errors)
        for name, before, act in INTERACTIONS:
            for step in before:
                tab.evaluate(ACT, list(step))
            others[name].append(tab.evaluate(ACT, list(act)))
            tab.wait_for_timeout(150)
        if errors:
            raise Failure(f"the page logs {errors[0]}")
        context.close()
    return {"first view": statistics.median(first), **{name: statistics.median(all) for name, all in others.items()}}


def beside(page):
    folder = Path(page).with_name(Path(page).stem + "-parts")
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) if folder.is_dir() else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--runs", default="10,100,1000", help="numbers of runs, multiples of ten (default: 10,100,1000)")
    parser.add_argument("--steps", type=int, default=1000, help="updates a run at most (default: 1000)")
    parser.add_argument("--budget", default="30MB", help="bytes that a page may have (default: 30MB)")
    parser.add_argument("--out", default="Outputs/benchmark/explorer")
    parser.add_argument("--json", help="file for the figures")
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium")
    options = parser.parse_args()
    options.program = str(Path(options.program).resolve())
    counts = [int(one) for one in options.runs.split(",")]
    if any(count % SEEDS_A_PAGE for count in counts):
        parser.error("--runs: multiples of ten, for every seed has ten depths")
    environment = {**os.environ, "IDENTITY_LAB_DATA": "", "XDG_CACHE_HOME": "/nonexistent"}
    rows = []
    try:
        sweep = make_runs(options, max(counts) // SEEDS_A_PAGE, environment)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox", "--disable-gpu"])
            for count in counts:
                page, where = f"{options.out}/pages/{count}.html", f"seed<{count // SEEDS_A_PAGE}"
                Path(page).parent.mkdir(parents=True, exist_ok=True)
                _, fresh = explore(options, sweep, page, where, environment)
                again = [explore(options, sweep, page, where, environment) for _ in range(ROUNDS)]
                said = again[-1][0]
                row = {"runs": count, "bytes": Path(page).stat().st_size, "bytesBeside": beside(page),
                       "exploreFirstSeconds": fresh, "exploreAgainSeconds": statistics.median(seconds for _, seconds in again)}
                if said["runs"] != count or said["bytes"] != row["bytes"] or said["bytesBeside"] != row["bytesBeside"]:
                    raise Failure(f"the program says {said}, the files are {row}")
                row["milliseconds"] = measure(browser, page, count)
                rows.append(row)
                print(f"{count} runs: page {row['bytes'] / 1e6:.2f} MB, beside it {row['bytesBeside'] / 1e6:.2f} MB; explore {fresh:.2f} s, again "
                      f"{row['exploreAgainSeconds']:.2f} s; first view {row['milliseconds']['first view']:.0f} ms", flush=True)
            version = browser.version
            browser.close()
    except Failure as failure:
        sys.exit(f"error: {failure}")
    names = list(rows[0]["milliseconds"])
    print(f"\n| milliseconds, Chromium {version} | " + " | ".join(f"{row['runs']:,} runs" for row in rows) + " |\n|---|" + "---:|" * len(rows))
    for name in names:
        print(f"| {name} | " + " | ".join(f"{row['milliseconds'][name]:.0f}" for row in rows) + " |")
    if options.json:
        Path(options.json).write_text(json.dumps({"schema": "identity-lab/explorer-benchmark/1", "chromium": version, "rounds": ROUNDS, "pages": rows}, indent=2) + "\n")


if __name__ == "__main__":
    main()
