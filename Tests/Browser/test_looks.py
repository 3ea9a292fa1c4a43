"""How the page looks, by structure: at 1440 and 390 pixels, light and dark, printed, and where motion is not wanted.

SHOTS=DIR writes every picture there, to be looked at.
"""
import os
import re
from pathlib import Path

import pytest

from explorer import VIEWS

SIZES = {1440: 900, 390: 844}

# The main boxes: parts of the header, and the regions of the view down to cards.
BOXES = """() => {
  const box = (one) => { const { left, top, width, height } = one.getBoundingClientRect(); return [left + scrollX, top + scrollY, width, height]; };
  const name = (one) => one.id || one.className || one.localName;
  const seen = (one) => one.getClientRects().length > 0;
  const view = document.getElementById("view");
  // What sticks to an edge of the window stands over the rest by intent.
  const isFree = (one) => !["sticky", "fixed", "absolute"].includes(getComputedStyle(one).position) || one.id === "header";
  const own = (parent) => [...parent.children].filter(seen).filter(isFree).map((one) => [name(one), box(one), one.innerText.trim() !== "" || one.querySelector("canvas, svg") !== null]);
  return {
    page: own(document.body).filter(([one]) => one !== "announcer"), view: own(view), parts: [...view.children].filter(seen).map((one) => own(one)),
    header: [...document.querySelectorAll("#header .bar")].filter(seen).map((bar) => own(bar)),
    width: document.documentElement.clientWidth, scroll: [document.documentElement.scrollWidth, document.body.scrollWidth],
  };
}"""

BLANK = """() => [...document.querySelectorAll("#view canvas")].filter((canvas) => {
  const box = canvas.getBoundingClientRect();
  const isInSight = box.width > 2 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth && box.right > 0;
  if (!isInSight || canvas.closest(".absent") || canvas.closest("[hidden]") || canvas.closest(".wall-scroll") && box.top > canvas.closest(".wall-scroll").getBoundingClientRect().bottom) return false;
  if (canvas.width < 2) return true;
  const bytes = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  for (let at = 3; at < bytes.length; at += 4) if (bytes[at]) return false;
  return true;
}).map((canvas) => canvas.className || canvas.parentElement.className)"""

# The least contrast of words to what is behind them, by the WCAG's formula; words that are off or hidden do not count.
CONTRAST = """() => {
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const bytes = (colour) => { probe.clearRect(0, 0, 1, 1); probe.fillStyle = colour; probe.fillRect(0, 0, 1, 1); return [...probe.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)).reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + 0.05) / (y + 0.05); };
  const mixed = (over, under) => over.slice(0, 3).map((one, at) => one * over[3] / 255 + under[at] * (1 - over[3] / 255));
  const ground = (one) => {
    const layers = [];
    for (let at = one; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null;
      const colour = bytes(style.backgroundColor);
      layers.push(colour);
      if (colour[3] === 255) break;
    }
    return layers.reverse().reduce((under, over) => mixed(over, under), [255, 255, 255]);
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || one.closest("noscript, script, .unseen, :disabled, [hidden], option, .map-cell, .uncounted, .unfitted, .absent, dialog:not([open])") || one.getClientRects().length === 0) continue;
    const style = getComputedStyle(one);
    const behind = ground(one);
    if (!behind || style.visibility === "hidden") continue;
    const ink = one.namespaceURI.endsWith("svg") ? style.fill : style.color;
    if (!/^(rgb|color|#|oklab|oklch)/.test(ink)) continue;
    found.push([ratio(mixed(bytes(ink), behind), behind), `${one.localName}.${one.getAttribute("class") ?? ""}#${one.id}: ${walker.currentNode.textContent.trim().slice(0, 30)}`]);
  }
  return found;
}"""


def overlap(a, b):
    return min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0]) > 1.5 and min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1]) > 1.5


def hash_of(view, keys):
    return f"view={view}" + (f"&pins={keys[0]},{keys[6]}" if view == "compare" else "") + (f"&run={keys[4]}" if view in ("run", "wall") else "")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("page", ["mixed", "words"])
def test_regions_stand_beside_each_other_within_the_page(explore, page, width, theme):
    explorer = explore(page, width=width, height=SIZES[width], color_scheme=theme)
    keys = explorer.data.keys * 3
    for view in VIEWS:
        explorer.go(hash_of(view, keys))
        explorer.summary()
        found = explorer.page.evaluate(BOXES)
        if os.environ.get("SHOTS"):
            Path(os.environ["SHOTS"]).mkdir(parents=True, exist_ok=True)
            explorer.page.screenshot(path=f"{os.environ['SHOTS']}/{page}-{view}-{width}-{theme}.png", full_page=True)
        assert max(found["scroll"]) <= width, f"{view}: the page scrolls sideways"
        groups = [found["page"], found["view"], *found["parts"], *found["header"]]
        for name, (left, _, wide, tall), has_content in found["view"]:
            assert left >= 0 and left + wide <= width + 0.5, (view, name)
            assert wide > 100 and tall > 15 and has_content, (view, name, wide, tall)
        for group in groups:
            for place, (name, box, _) in enumerate(group):
                for other, second, _ in group[place + 1:]:
                    assert not overlap(box, second), (view, name, box, other, second)
        assert explorer.page.evaluate(BLANK) == [], view
        poor = [words for ratio, words in explorer.page.evaluate(CONTRAST) if ratio < 4.5]
        assert poor == [], view


def test_themes_differ_and_follow_the_system(explore):
    grounds = {theme: explore("mixed", color_scheme=theme).page.evaluate("getComputedStyle(document.body).backgroundColor") for theme in ("light", "dark")}
    brightness = {theme: sum(map(float, re.findall(r"[\d.]+", colour)[:3])) for theme, colour in grounds.items()}
    assert brightness["light"] > 600 and brightness["dark"] < 150


def test_a_finger_can_touch_what_is_offered_on_a_phone(explore):
    explorer = explore("mixed", width=390, height=844, has_touch=True)
    for view in VIEWS:
        explorer.view(view)
        small = explorer.page.evaluate("""() => [...document.querySelectorAll("button, select, input, [role=tab]")].filter((one) => one.getClientRects().length > 0)
          .filter((one) => { const box = (one.closest("label") ?? one).getBoundingClientRect(); return box.height < 20 || box.width < 20; }).map((one) => one.id)""")
        assert small == [], view


def test_it_stands_still_where_motion_is_not_wanted(explore):
    explorer = explore("mixed", "view=wall&family=digits", reduced_motion="reduce")
    assert explorer.locator("#wall-blink").inner_text() == "Next picture"
    explorer.page.click("#wall-blink")
    said = explorer.locator("#wall-blink").inner_text()
    explorer.page.wait_for_timeout(1500)
    assert explorer.locator("#wall-blink").inner_text() == said, "it does not go on by itself"
    for view in VIEWS:
        explorer.view(view)
        moving = explorer.page.evaluate("""() => document.getAnimations().filter((one) => one.playState === "running").length
          + [...document.querySelectorAll("*")].filter((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0.01 || getComputedStyle(one).scrollBehavior === "smooth").length""")
        assert moving == 0, view


@pytest.mark.parametrize("view", VIEWS)
def test_it_prints_on_white_without_controls(explore, view):
    explorer = explore("mixed", color_scheme="dark")
    explorer.go(hash_of(view, explorer.data.keys))
    explorer.summary()
    explorer.page.emulate_media(media="print")
    explorer.settle()
    ground = explorer.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(float, re.findall(r"[\d.]+", ground)[:3])) > 740, "paper is white"
    assert not explorer.locator("#tabs").is_visible() and not explorer.locator("#filter-field").is_visible()
    assert explorer.locator("#view").is_visible() and explorer.locator("#view").inner_text().strip()
    assert [words for ratio, words in explorer.page.evaluate(CONTRAST) if ratio < 4.5] == []
    sheets = explorer.page.pdf(format="A4")
    assert sheets.startswith(b"%PDF") and len(sheets) > 5000
