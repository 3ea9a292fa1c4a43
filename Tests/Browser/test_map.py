"""The map: clicks that lead from a cell to a run, its layers and its snapshots; the walk by keys; zones by a threshold."""
import re
from collections import Counter
from statistics import mean, stdev

import pytest
from playwright.sync_api import expect

from pagedata import number

ZONES = {(True, True): "A", (True, False): "B", (False, False): "C", (False, True): "D"}


def correlations(row):
    return float(row["digits.correlationWithIdentity"]), float(row["digits.correlationWithConstant"])


def zone(pair, threshold):
    return ZONES[pair[0] >= threshold, pair[1] >= threshold]


def cells(results, threshold=None):
    """Rows by depth and width: {(depth, width): rows}."""
    found = {}
    for row in results.values():
        found.setdefault((row["depth"], row["width"]), []).append(row)
    return found


def fitted(rows):
    return [row for row in rows if row["outcome"] == "fitted"]


def cell_of(explorer, depth, width):
    """The cell of a depth and a width, by its name."""
    name = re.compile(rf"\bdepth\b[^,]* {depth}, " + (rf"width\b[^:]* {width}:" if width else "no width"))
    return explorer.page.get_by_role("gridcell", name=name)


def depth_and_width(explorer):
    explorer.choose("map-x", "depth")
    explorer.choose("map-y", "width")


def test_a_cell_leads_to_a_run_its_layers_and_its_snapshots(explore):
    explorer = explore("film", "view=map")
    key = explorer.data.keys[0]
    explorer.locator(".map-cell").first.click()
    explorer.settle()
    expect(explorer.locator("#tab-run")).to_have_attribute("aria-selected", "true")
    assert explorer.parameters()["run"] == key
    assert explorer.locator("#view h2.name").inner_text() == explorer.data.data["names"][0]
    detail = explorer.data.part(f"detail-{key}")
    given = detail["inputs"][0]
    tiles = explorer.locator("#layer-strips .layer-row:not(.layer-titles)")
    expect(tiles).to_have_count(len(given["layers"]))
    tiles.nth(1).locator("canvas").first.click()
    expect(explorer.locator(".layer-lens")).to_be_visible()
    assert explorer.parameters()["layer"] == "1"
    titles = [state["title"] for state in given["states"]]
    assert len(titles) >= 4
    explorer.locator(".layer-lens p").filter(has_text=titles[-1]).wait_for()
    before = ink(explorer, tiles.nth(1).locator("canvas").first)
    explorer.page.fill("#layer-step", "1")
    explorer.locator(".layer-lens p").filter(has_text=titles[1]).wait_for()
    assert explorer.parameters()["step"] == "1"
    assert ink(explorer, tiles.nth(1).locator("canvas").first) != before
    explorer.page.go_back()
    expect(explorer.locator("#tab-map")).to_have_attribute("aria-selected", "true")


def ink(explorer, canvas):
    explorer.settle()
    return canvas.evaluate("canvas => canvas.toDataURL()")


def test_a_cell_of_several_runs_lists_them(explore, laboratory):
    explorer = explore("mixed")
    depth_and_width(explorer)
    cell_of(explorer, 2, 8).click()
    explorer.settle()
    wanted = [row["runKey"] for row in laboratory.mixed_results().values() if (row["depth"], row["width"]) == ("2", "8")]
    offered = explorer.locator(".run-list button.link").evaluate_all("all => all.map(one => one.id)")
    assert sorted(offered) == sorted(f"open-{key}" for key in wanted)
    explorer.locator(".run-list button.link").nth(1).click()
    explorer.settle()
    assert explorer.parameters()["view"] == "run"
    assert explorer.parameters()["run"] == offered[1].removeprefix("open-")


def test_arrow_keys_walk_enter_opens_and_escape_goes_back(explore):
    explorer = explore("mixed", "view=map&x=depth&y=seed")
    grid = explorer.locator("[role=grid]")
    grid.focus()
    here = lambda: explorer.locator(f"#{grid.get_attribute('aria-activedescendant')}").get_attribute("aria-label")
    explorer.press("Home")
    first = here()
    explorer.press("ArrowDown", "ArrowRight")
    second = here()
    assert "depth 1, seed 0" in first and "depth 2, seed 1" in second
    assert explorer.locator("#announcer").inner_text() == second
    explorer.press("ArrowUp", "ArrowLeft")
    assert here() == first
    explorer.press("End")
    last = here()
    explorer.press("ArrowRight")
    assert here() == last, "the walk ends at the edge"
    explorer.press("Enter")
    assert explorer.focused().startswith("open-")
    explorer.press("Escape")
    assert explorer.page.evaluate("document.activeElement.getAttribute('role')") == "grid"
    explorer.press("Enter", "Enter")
    assert explorer.parameters()["view"] == "run"
    explorer.page.go_back()
    explorer.settle()
    assert explorer.locator("#tab-map").get_attribute("aria-selected") == "true"
    assert here() == last, "back at the cell that was left"


def test_every_cell_is_reached_by_arrow_keys(explore):
    explorer = explore("mixed", "view=map&x=depth&y=width")
    grid = explorer.locator("[role=grid]")
    grid.focus()
    here = lambda: grid.get_attribute("aria-activedescendant")
    reached, ways = {here()}, [[]]
    while ways:
        way = ways.pop()
        for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
            # From the beginning again: nets of one layer have no width, so that the grid has holes.
            explorer.go("view=map&x=depth&y=width")
            grid.focus()
            explorer.press(*way, key)
            if here() not in reached:
                reached.add(here())
                ways.append([*way, key])
    assert len(reached) == explorer.locator(".map-cell").count()


def test_plus_and_minus_pin(explore):
    explorer = explore("mixed")
    explorer.locator("[role=grid]").focus()
    explorer.press("+")
    assert explorer.locator("#tab-compare").inner_text() == "Compare (1)"
    explorer.press("-")
    assert explorer.locator("#tab-compare").inner_text() == "Compare"


@pytest.mark.parametrize("threshold", [0.3, 0.55, 0.8, 0.95])
def test_the_threshold_counts_zones_and_colours_cells(explore, laboratory, threshold):
    explorer = explore("mixed")
    depth_and_width(explorer)
    explorer.choose("map-colour", "zone")
    fill = "cell => cell.firstElementChild.getAttribute('fill')"
    explorer.page.fill("#map-threshold", str(threshold))
    explorer.settle()
    results = laboratory.mixed_results()
    expected = Counter(zone(correlations(row), threshold) for row in fitted(results.values()))
    said = explorer.locator("#zone-counts").inner_text()
    counts = {letter: int(count) for letter, count in re.findall(r"([ABCD])\s+(\d+)", said)}
    assert counts == {letter: expected.get(letter, 0) for letter in "ABCD"}
    assert f"{len(results) - sum(expected.values())} without a zone" in said
    colours = {}
    for (depth, width), rows in cells(results).items():
        cell = cell_of(explorer, depth, width)
        pairs = [correlations(row) for row in fitted(rows)]
        if not pairs:
            assert cell.evaluate(fill) == "url(#hatch)"
            continue
        own = zone((mean(pair[0] for pair in pairs), mean(pair[1] for pair in pairs)), threshold)
        assert f"zone {own}," in cell.get_attribute("aria-label")
        colours.setdefault(own, set()).add(cell.evaluate(fill))
    legend = explorer.locator(".map-legend .map-swatch").evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.parentElement.children[[...one.parentElement.children].indexOf(one) + 1].textContent[0], one.getAttribute('fill')]))")
    assert colours == {own: {legend[own]} for own in colours}


def test_the_slider_recolours_at_once_and_the_default_returns(explore):
    explorer = explore("mixed", "view=map&x=depth&y=width&colour=zone")
    fills = lambda: explorer.locator(".map-cell rect").evaluate_all("all => all.map(one => one.getAttribute('fill'))")
    before = fills()
    explorer.page.focus("#map-threshold")
    explorer.press("Home")
    assert explorer.focused() == "map-threshold", "the slider keeps the focus while the map is drawn again"
    assert fills() != before
    assert explorer.parameters()["threshold"] == "0"
    explorer.page.click("#map-threshold-default")
    explorer.settle()
    assert fills() == before


def test_cells_are_means_and_deviations_of_the_table(explore, laboratory):
    explorer = explore("mixed")
    depth_and_width(explorer)
    for colour, sums in (("identity", mean), ("deviation", stdev)):
        explorer.choose("map-colour", colour)
        for (depth, width), rows in cells(laboratory.mixed_results()).items():
            values = [correlations(row)[0] for row in fitted(rows)]
            name = cell_of(explorer, depth, width).get_attribute("aria-label")
            if len(values) < 2:
                continue
            shown = re.search(r": (?:deviation of )?.*? ([\d.e−–]+), ", name)
            assert shown, name
            assert float(shown[1].replace("−", "-")) == pytest.approx(sums(values), rel=6e-3), name
            assert f", {'mean of' if colour == 'identity' else 'over'} {len(values)} " in name


@pytest.mark.parametrize("spread", ["stepsDone", "constant"])
def test_the_scale_of_deviations_is_of_what_deviates(explore, laboratory, spread):
    explorer = explore("alone", f"view=map&x=depth&y=width&colour=deviation&spread={spread}")
    column = explorer.data.columns[spread]
    if column.get("range"):
        high = (column["range"][1] - column["range"][0]) / 4
    else:
        steps = [[int(row["stepsDone"]) for row in fitted(rows)] for rows in cells(laboratory.results("deep")).values()]
        high = max(stdev(values) for values in steps if len(values) > 1)
    ends = explorer.locator(".map-legend text").all_text_contents()
    assert ends[0].startswith("deviation over repetitions: ")
    assert number(ends[-1 if len(ends) == 3 else 2]) == pytest.approx(high, rel=6e-3)
    filled = set(explorer.locator(".map-cell rect").evaluate_all("all => all.map(one => one.getAttribute('fill')).filter(one => one.startsWith('rgb'))"))
    assert len(filled) > 1


def test_runs_that_do_not_fit_are_hatched_and_said(explore):
    explorer = explore("mixed", "view=map&x=depth&y=width&filter=steps%3C10")
    assert explorer.locator("#shown").inner_text() == "2 of 17 runs shown"
    for cell in explorer.locator(".map-cell").all():
        assert cell.locator("rect").get_attribute("fill") == "url(#hatch)"
        assert "plateau" in cell.get_attribute("aria-label")
    assert re.search("no.* run.* counts?.*plateau", explorer.locator(".map-legend").text_content())
