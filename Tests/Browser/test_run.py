"""A run's page and the comparison of two: what the program wrote, in full; layers over inputs, channels, scales and snapshots."""
import json
import re
import shlex

import pytest
from playwright.sync_api import expect

from pagedata import number


def test_the_run_says_what_the_program_wrote(explore):
    explorer = explore("mixed", "view=run")
    data = explorer.data.data
    for run in (0, 7, data["runs"] - 1):
        explorer.go(f"view=run&run={data['keys'][run]}")
        words = explorer.locator("#view").inner_text()
        assert data["names"][run] in words
        assert data["outcomes"][run] in words
        for line in data["verdicts"][run].splitlines():
            assert line.strip() in words
        code = explorer.locator("#view code").all_inner_texts()
        assert data["yaml"][run].strip() in [one.strip() for one in code]
        for command in data["commands"][run]:
            assert command["text"] in code
    assert "not" in explorer.locator(".run-head").inner_text(), "a run that is not fitted is said"


def test_its_reproducing_command_is_the_same_run(explore, laboratory):
    explorer = explore("mixed", f"view=run")
    key = explorer.locator("#view code").filter(has_text=re.compile("^[0-9a-f]{16}$")).inner_text()
    command = shlex.split(explorer.copied("command-copy-0"))
    assert command[:2] == ["identity-lab", "train"]
    said = json.loads(laboratory.run(*command[1:], "--quiet", "--json"))
    assert said["directory"].endswith(key)


def test_neighbours_are_a_step_along_an_axis(explore, laboratory):
    # The recipe's learning rate follows from depth and width: it differs too, and is no step of its own.
    explorer = explore("alone")
    results = laboratory.results("deep")
    place = lambda key: [results[key][axis] for axis in ("depth", "width", "seed")]
    start = next(key for key in results if place(key) == ["2", "8", "1"])
    explorer.go(f"view=run&run={start}")
    for button, expected in (("after-seed", ["2", "8", "2"]), ("before-width", ["2", "4", "2"]), ("after-depth", ["4", "4", "2"]), ("before-seed", ["4", "4", "1"])):
        explorer.page.click(f"#{button}")
        explorer.settle()
        assert place(explorer.parameters()["run"]) == expected


def test_a_net_without_a_width_has_neighbours_with_one(explore, laboratory):
    explorer = explore("alone")
    results = laboratory.results("deep")
    start = next(key for key, row in results.items() if (row["depth"], row["seed"]) == ("1", "1"))
    explorer.go(f"view=run&run={start}")
    explorer.page.click("#after-depth")
    explorer.settle()
    row = results[explorer.parameters()["run"]]
    assert (row["depth"], row["seed"]) == ("2", "1")
    explorer.page.click("#before-depth")
    explorer.settle()
    assert explorer.parameters()["run"] == start


def drawn_tiles(explorer):
    """Layers' tiles once they are drawn: by layer the number of tiles and their ink."""
    explorer.page.wait_for_timeout(200)
    return explorer.locator("#layer-strips .layer-row:not(.layer-titles)").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('canvas')].map(canvas => canvas.toDataURL()))")


def test_layers_follow_input_channels_scale_and_training(explore):
    explorer = explore("film", "view=run")
    detail = explorer.data.part(f"detail-{explorer.data.keys[0]}")
    explorer.locator("#layer-strips canvas").first.scroll_into_view_if_needed()
    counts = lambda: [len(row) for row in drawn_tiles(explorer)]
    given = detail["inputs"][0]
    kept = [len(layer["states"][-1]["images"]) for layer in given["layers"]]
    assert counts() == [min(8, count) for count in kept]
    explorer.page.fill("#layer-first", "2")
    explorer.settle()
    assert counts() == [min(2, count) for count in kept]
    before = drawn_tiles(explorer)
    explorer.choose("layer-scale", "shared")
    shared = drawn_tiles(explorer)
    assert shared != before and shared[0] == before[0], "pixels have no scale"
    explorer.choose("layer-input", "1")
    assert explorer.page.locator("#layer-input option:checked").inner_text() == detail["inputs"][1]["name"]
    assert drawn_tiles(explorer)[0] != before[0]
    explorer.page.check("#layer-beside")
    explorer.settle()
    assert counts() == [2 * min(2, count) for count in kept]
    expect(explorer.locator(".layer-titles")).to_contain_text(given["states"][0]["title"])


def test_the_snapshots_slider_is_walked_by_keys(explore):
    explorer = explore("film", "view=run")
    titles = [state["title"] for state in explorer.data.part(f"detail-{explorer.data.keys[0]}")["inputs"][0]["states"]]
    explorer.page.focus("#layer-step")
    explorer.press("Home")
    seen = []
    for _ in titles:
        seen.append(explorer.locator("#layer-step").get_attribute("aria-valuetext"))
        explorer.press("ArrowRight")
    assert seen == titles
    assert explorer.focused() == "layer-step"


def test_a_pixel_of_a_layer_is_said(explore):
    explorer = explore("film", "view=run&step=-1")
    key = explorer.data.keys[0]
    layer = explorer.data.part(f"detail-{key}")["inputs"][0]["layers"][1]
    canvas = explorer.locator("#layer-strips .layer-row:not(.layer-titles)").nth(1).locator("canvas").first
    canvas.scroll_into_view_if_needed()
    explorer.page.wait_for_timeout(200)
    canvas.hover(position={"x": 3.5 * 6.4, "y": 2.5 * 6.4})
    words = explorer.locator(".layer-lens p")
    expect(words).to_contain_text("pixel 3, 2:")
    value = explorer.data.image(layer["states"][-1]["images"][0], f"detail-{key}")[2][3]
    assert number(words.inner_text().rsplit(" ", 1)[1]) == pytest.approx(value, rel=6e-3, abs=1e-6)


def test_panels_are_there_with_pictures_and_plots(explore):
    explorer = explore("film", "view=run")
    panels = explorer.data.part(f"detail-{explorer.data.keys[0]}")["panels"]
    assert {"filters"} <= {panel["id"] for panel in panels}
    for panel in panels:
        card = explorer.page.locator("section.panel", has=explorer.page.get_by_role("heading", name=panel["title"], exact=True))
        assert card.locator(".panel-plots svg.plot").count() == len(panel.get("plots") or [])
        if panel.get("rows"):
            canvas = card.locator("canvas").first
            canvas.scroll_into_view_if_needed()
            expect(canvas).not_to_have_attribute("width", "1")


def test_a_run_without_layers_says_which_command_makes_them(explore):
    explorer = explore("mixed", "view=run")
    data = explorer.data.data
    for run, command in enumerate(data["missing"]):
        if command:
            explorer.go(f"view=run&run={data['keys'][run]}")
            assert command in explorer.locator("#view code").all_inner_texts()
            return
    pytest.fail("no run lacks anything")


@pytest.mark.parametrize("first, second", [(("2", "4", "0"), ("4", "8", "0")), (("2", "8", "0"), ("2", "8", "2"))])
def test_two_pinned_runs_are_compared(explore, laboratory, first, second):
    explorer = explore("mixed", "view=table")
    results = {key: row for key, row in laboratory.mixed_results().items() if row["steps"] == "3000"}
    pins = [next(key for key, row in results.items() if (row["depth"], row["width"], row["seed"]) == wanted) for wanted in (first, second)]
    for pin in pins:
        explorer.page.click(f"#pin-{pin}")
        explorer.settle()
    explorer.view("compare")
    assert explorer.parameters()["pins"].split(",") == pins
    rows = dict(explorer.locator(".compare-table tr").evaluate_all(
        "rows => rows.filter(row => row.cells.length === 3 && row.cells[0].tagName === 'TH').map(row => [row.cells[0].innerText, [...row.cells].slice(1).map(cell => cell.querySelector('.name')?.innerText ?? cell.innerText)])"))
    # A title may go on in parentheses.
    named = lambda key: [value for name, value in rows.items() if name.split(" (")[0] == explorer.data.columns[key]["title"].split(" (")[0]]
    settings = {"depth": 0, "width": 1, "seed": 2}
    for key, place in settings.items():
        shown = named(key)
        assert bool(shown) == (first[place] != second[place]), key
        if shown:
            assert shown[0] == [first[place], second[place]]
    for pin, shown in zip(pins, named("identity")[0]):
        assert number(shown) == pytest.approx(float(results[pin]["digits.correlationWithIdentity"]), rel=6e-3)
    assert explorer.locator("#compare-plots svg").count() == len(explorer.data.data["curves"])
    grid = explorer.locator("#answers-grid tr")
    images = len(explorer.data.family(explorer.data.keys.index(pins[0]), "digits")["images"])
    explorer.choose("answers-family", "digits")
    expect(grid).to_have_count(4)
    assert [line.locator("canvas").count() for line in grid.all()] == [images] * 4
    explorer.page.uncheck("#answers-differences")
    expect(grid).to_have_count(3)
    explorer.page.click("#unpin-all")
    expect(explorer.locator("#compare-empty")).to_be_visible()


def test_a_fifth_pin_is_refused(explore):
    explorer = explore("mixed", "view=table")
    for key in explorer.data.keys[:4]:
        explorer.page.click(f"#pin-{key}")
        explorer.settle()
    assert explorer.locator(f"#pin-{explorer.data.keys[4]}").is_disabled()
    assert explorer.locator("#pins .chip").count() == 4
