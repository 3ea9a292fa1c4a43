"""The table and its parallel axes: order, columns, the numbers that are copied, the command that makes the sweep."""
import csv
import io
import json
import shlex

import pytest

COLUMNS = {"identity": "digits.correlationWithIdentity", "constant": "digits.correlationWithConstant", "a": "digits.a", "loss": "finalLoss", "stepsDone": "stepsDone"}


def keys_in_order(explorer):
    return explorer.locator(".runs-table td.open button").evaluate_all("all => all.map(one => one.id.replace('open-', ''))")


@pytest.mark.parametrize("key", ["identity", "loss", "depth"])
def test_a_head_sorts_up_down_and_not(explore, laboratory, key):
    explorer = explore("mixed", "view=table")
    results = laboratory.mixed_results()
    usual = keys_in_order(explorer)
    assert usual == explorer.data.keys

    def number(own):
        text = results[own][COLUMNS.get(key, key)]
        return float(text) if text and (key != "identity" or results[own]["outcome"] == "fitted") else None

    for direction, reverse in (("ascending", False), ("descending", True)):
        explorer.page.click(f"#sort-{key}")
        explorer.settle()
        values = [number(own) for own in keys_in_order(explorer)]
        known = [value for value in values if value is not None]
        assert known == sorted(known, reverse=reverse) and len(known) > 10
        assert None not in values[:len(known)], "runs without a value come last"
        assert explorer.page.locator("th", has=explorer.locator(f"#sort-{key}")).get_attribute("aria-sort") == direction
        assert explorer.focused() == f"sort-{key}"
    explorer.page.click(f"#sort-{key}")
    explorer.settle()
    assert keys_in_order(explorer) == usual


def test_columns_are_chosen(explore):
    explorer = explore("mixed", "view=table")
    heads = lambda: explorer.locator(".runs-table thead th").count()
    before = heads()
    explorer.page.click("#columns-summary")
    explorer.page.uncheck("#column-depth")
    explorer.settle()
    assert heads() == before - 1
    assert explorer.locator("#sort-depth").count() == 0
    explorer.page.check("#column-parameterCount")
    explorer.settle()
    assert explorer.locator("#sort-parameterCount").count() == 1
    assert "parameterCount" in explorer.parameters()["columns"].split(",")
    explorer.page.click("#columns-usual")
    explorer.settle()
    assert heads() == before


@pytest.mark.parametrize("how", ["copied", "saved"])
def test_the_table_as_csv_has_the_programs_numbers(explore, laboratory, how):
    explorer = explore("mixed", "view=table&columns=depth,width,identity,constant,a,loss,stepsDone,state,image&filter=depth%3E1")
    text = explorer.copied("copy-csv-runs") if how == "copied" else explorer.save("csv-runs")[1].decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    results = {key: row for key, row in laboratory.mixed_results().items() if int(row["depth"]) > 1}
    assert sorted(row["run"] for row in rows) == sorted(results)
    for row in rows:
        own = results[row["run"]]
        assert (row["depth"], row["width"], row["state"], row["image"]) == (own["depth"], own["width"], own["outcome"], own["image"])
        for key, name in COLUMNS.items():
            if own["outcome"] == "fitted":
                assert float(row[key]) == float(own[name]), key
            elif key in ("identity", "constant", "a"):
                assert row[key] == "", "what is not fitted has no finding"


@pytest.mark.parametrize("page, filter", [
    ("alone", ""), ("mixed", ""), ("mixed", "steps=3000 & depth>1"), ("mixed", "depth=2 and seed<2 or steps<10"), ("words", ""), ("words", "labels=1"), ("narrow", ""), ("narrow", "depth=1"),
])
def test_the_copied_command_makes_the_same_runs(explore, laboratory, page, filter):
    explorer = explore(page)
    explorer.filter(filter)
    explorer.view("table")
    shown = keys_in_order(explorer)
    commands = explorer.copied("copy-sweep").splitlines()
    made = 0
    for place, command in enumerate(commands):
        program, *words = shlex.split(command)
        assert program == "identity-lab"
        said = json.loads(laboratory.run(*words, "--name", f"copy-{place}", "--dry-run", "--json"))
        # All of them are done: their keys are those of stored runs.
        assert said["done"] == said["runs"] > 0
        made += said["runs"]
    assert made == len(shown)
    explorer.page.click("#show-sweep")
    assert explorer.locator("#table-commands pre").inner_text().splitlines() == commands


def drag(explorer, axis, begin, end):
    """Draws a range along an axis, in shares of its height from its top."""
    handle = explorer.locator(f"#axis-{axis}")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    middle = box["x"] + box["width"] / 2
    explorer.page.mouse.move(middle, box["y"] + begin * box["height"])
    explorer.page.mouse.down()
    explorer.page.mouse.move(middle, box["y"] + end * box["height"], steps=4)
    explorer.page.mouse.up()
    explorer.settle()


def test_a_range_on_a_parallel_axis_filters(explore, laboratory):
    explorer = explore("mixed", "view=table&columns=depth,identity,loss")
    results = laboratory.mixed_results()
    drag(explorer, "identity", 0.02, 0.4)
    low, high = map(float, explorer.parameters()["brush"].removeprefix("identity~").split("~"))
    kept = [key for key, row in results.items() if row["outcome"] == "fitted" and low <= float(row[COLUMNS["identity"]]) <= high]
    assert 0 < len(kept) < len(results)
    assert sorted(keys_in_order(explorer)) == sorted(kept)
    drag(explorer, "depth", 0.1, 0.3)
    both = [key for key in kept if results[key]["depth"] == "4"]
    assert sorted(keys_in_order(explorer)) == sorted(both)
    explorer.view("wall")
    assert explorer.locator(".wall-row:not(.wall-head)").count() == len(both)
    explorer.view("table")
    explorer.page.click("#range-depth")
    explorer.settle()
    assert sorted(keys_in_order(explorer)) == sorted(kept)


def test_an_axis_is_walked_by_keys(explore):
    explorer = explore("mixed", "view=table&columns=depth,identity,loss")
    explorer.page.focus("#axis-depth")
    for key, wanted in (("ArrowUp", "1~1"), ("ArrowUp", "2~2"), ("Shift+ArrowUp", "2~4"), ("ArrowDown", "1~1")):
        explorer.press(key)
        assert explorer.parameters()["brush"] == f"depth~{wanted}"
        assert explorer.focused() == "axis-depth"
    explorer.press("Delete")
    assert explorer.locator("#shown").inner_text() == "17 runs"


def test_a_click_opens_the_run(explore):
    explorer = explore("mixed", "view=table")
    key = explorer.data.keys[3]
    explorer.page.click(f"#open-{key}")
    explorer.settle()
    assert explorer.parameters()["run"] == key
    assert explorer.locator("#view h2.name").inner_text() == explorer.data.data["names"][3]
