"""A filter holds in every view; one that cannot be read is said, and the last one holds."""
import pytest
from playwright.sync_api import expect

from explorer import VIEWS

FILTERS = {
    "depth>1 & identity<0.95": lambda row: int(row["depth"]) > 1 and row["outcome"] == "fitted" and float(row["digits.correlationWithIdentity"]) < 0.95,
    "depth=1 or depth=4": lambda row: row["depth"] in "14",
    "not (state=fitted)": lambda row: row["outcome"] != "fitted",
    "width>=8": lambda row: row["width"] == "8",
    "loss<1e-4 and seed!=1": lambda row: float(row["finalLoss"]) < 1e-4 and row["seed"] != "1",
    "seed=7": lambda row: False,
}


def runs_shown(explorer, view):
    """The keys of the runs that a view shows, as far as it names them."""
    if view == "table":
        return sorted(one.removeprefix("open-") for one in explorer.locator(".runs-table td.open button").evaluate_all("all => all.map(one => one.id)"))
    return explorer.locator(".wall-row:not(.wall-head)").count()


@pytest.mark.parametrize("words", FILTERS)
def test_an_expression_filters_every_view(explore, laboratory, words):
    explorer = explore("mixed")
    explorer.filter(words)
    results = laboratory.mixed_results()
    wanted = sorted(key for key, row in results.items() if FILTERS[words](row))
    counted = [key for key in wanted if results[key]["outcome"] == "fitted"]
    for view in VIEWS:
        explorer.view(view)
        assert explorer.locator("#shown").inner_text() == f"{len(wanted)} of {len(results)} runs shown"
    explorer.view("table")
    assert runs_shown(explorer, "table") == wanted
    explorer.view("wall")
    assert runs_shown(explorer, "wall") == len(wanted)
    explorer.view("map")
    explorer.choose("map-colour", "zone")
    without = len(wanted) - len(counted)
    assert (f"{without} without a zone" in explorer.locator("#zone-counts").inner_text()) == (without > 0)
    explorer.view("curves")
    assert explorer.locator("#measure-plot circle.point.faint").count() == len(counted)
    explorer.view("run")
    if wanted:
        assert f"of {len(wanted)}" in explorer.locator(".walk-bar").inner_text()


@pytest.mark.parametrize("words, said", [
    ("depht>5", "depth"), ("depth>>5", "comparison"), ("depth>", "compare"), ("(depth>5", ")"), ("state<fitted", "="), ("depth>deep", "number"),
    ("depth>1 loss<1", "and"), ("image='builtin:7", "'"),
])
def test_an_expression_that_cannot_be_read_is_said(explore, words, said):
    explorer = explore("mixed")
    explorer.filter("depth=2")
    shown = explorer.locator("#shown").inner_text()
    explorer.filter(words)
    problem = explorer.locator("#filter-problem")
    expect(problem).to_be_visible()
    assert said in problem.inner_text()
    assert "expected" in problem.inner_text()
    assert explorer.locator("#filter-field").get_attribute("aria-invalid") == "true"
    assert explorer.locator("#shown").inner_text() == shown, "the last filter that could be read holds"
    explorer.filter("depth=1")
    expect(problem).to_be_hidden()


@pytest.mark.parametrize("width", [1440, 390])
def test_what_is_said_of_a_filter_hides_nothing(explore, width):
    explorer = explore("mixed", "filter=depth%3E%3E", width=width)
    problem = explorer.locator("#filter-problem")
    expect(problem).to_be_visible()
    assert "still holds" not in problem.inner_text(), "no filter was read before"
    for view in VIEWS:
        explorer.view(view)


def test_a_filter_is_typed_without_enter(explore):
    explorer = explore("mixed")
    explorer.press("/")
    assert explorer.focused() == "filter-field"
    explorer.page.keyboard.type("depth=1")
    expect(explorer.locator("#shown")).to_have_text("3 of 17 runs shown")
    assert explorer.focused() == "filter-field"


def test_all_runs_return(explore):
    explorer = explore("mixed")
    explorer.filter("depth=1")
    explorer.page.click("#show-all")
    expect(explorer.locator("#shown")).to_have_text("17 runs")
    assert explorer.page.input_value("#filter-field") == ""


def test_the_wall_of_a_cell_shows_its_runs(explore):
    explorer = explore("mixed", "view=map&x=depth&y=width")
    explorer.page.get_by_role("gridcell", name="depth (weight layers) 2, width (hidden units or channels) 8").or_(
        explorer.page.get_by_role("gridcell", name="depth 2, width 8")).click()
    explorer.page.click("#cell-wall")
    explorer.settle()
    assert runs_shown(explorer, "wall") == 3
