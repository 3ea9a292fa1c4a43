"""Every view of both laboratories opens, quietly, and its tabs are walked by keys."""
import pytest

from explorer import VIEWS


@pytest.mark.parametrize("page", ["mixed", "words", "film", "small"])
def test_every_view_opens_by_its_tab(explore, page):
    explorer = explore(page)
    for view in VIEWS:
        explorer.view(view)
        assert explorer.locator(f"#tab-{view}").get_attribute("aria-selected") == "true"
        assert explorer.locator("#view > *").count() > 0
        assert explorer.locator("#view").inner_text().strip() != ""
        assert "cannot be drawn" not in explorer.locator("#view").inner_text()
        assert explorer.page.title().endswith(explorer.data.data["title"])


@pytest.mark.parametrize("page", ["mixed", "words"])
def test_it_says_how_many_runs_there_are(explore, laboratory, page):
    explorer = explore(page)
    count = len(laboratory.mixed_results() if page == "mixed" else laboratory.results("words"))
    assert explorer.data.data["runs"] == explorer.data.said["runs"] == count
    assert explorer.locator("#shown").inner_text() == f"{count} runs"
    assert sorted(explorer.data.keys) == sorted(laboratory.mixed_results() if page == "mixed" else laboratory.results("words"))


def test_tabs_are_walked_by_arrow_keys_and_digits(explore):
    explorer = explore("mixed")
    explorer.page.focus("#tab-map")
    for view in [*VIEWS[1:], "map"]:
        explorer.press("ArrowRight")
        assert explorer.focused() == f"tab-{view}"
        assert explorer.locator("[role=tab][aria-selected=true]").get_attribute("id") == f"tab-{view}"
    explorer.press("End")
    assert explorer.focused() == "tab-compare"
    explorer.page.evaluate("document.activeElement.blur()")
    for place, view in enumerate(VIEWS, 1):
        explorer.press(str(place))
        assert explorer.locator(f"#tab-{view}").get_attribute("aria-selected") == "true"


def test_help_opens_and_closes_by_keys(explore):
    explorer = explore("mixed")
    explorer.press("?")
    assert explorer.locator("dialog#help").evaluate("dialog => dialog.open && dialog.contains(document.activeElement)")
    explorer.press("Escape")
    assert not explorer.locator("dialog#help").evaluate("dialog => dialog.open")


def test_the_theme_is_chosen(explore):
    explorer = explore("mixed", color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    system = explorer.page.evaluate(ground)
    explorer.press("t")
    light = explorer.page.evaluate(ground)
    explorer.press("t")
    dark = explorer.page.evaluate(ground)
    assert system == light != dark
    assert explorer.parameters()["theme"] == "dark"


def test_a_page_replaces_the_page_that_it_made_before(laboratory):
    page = laboratory.page("alone")
    before = page.path.read_bytes()
    laboratory.explore("alone", laboratory.deep)
    assert page.path.read_bytes() == before
