"""Curves: means, deviations and single runs are those of the table; a range drawn over the plot filters."""
import csv
import io
import re
from statistics import mean, stdev

import pytest

from pagedata import number

MEASURES = {"identity": "digits.correlationWithIdentity", "constant": "digits.correlationWithConstant", "stepsDone": "stepsDone"}


def groups(results, measure, over, split):
    """The numbers of fitted runs: {group: {value: numbers}}."""
    found = {}
    for row in results.values():
        if row["outcome"] == "fitted" and row[over]:
            found.setdefault(row[split] if split else "all", {}).setdefault(float(row[over]), []).append(float(row[MEASURES[measure]]))
    return found


@pytest.mark.parametrize("measure, over, split", [("identity", "depth", "width"), ("constant", "width", ""), ("stepsDone", "depth", "seed")])
def test_saved_numbers_are_means_and_deviations(explore, laboratory, measure, over, split):
    explorer = explore("mixed", f"view=curves&measure={measure}&over={over}&split={split or 'none'}")
    name, content = explorer.save(f"csv-{measure}-over-{over}")
    assert name == f"{measure}-over-{over}.csv"
    rows = list(csv.reader(io.StringIO(content.decode())))[1:]
    expected = groups(laboratory.mixed_results(), measure, over, split)
    assert len(rows) == sum(map(len, expected.values()))
    for group, value, average, deviation, count in rows:
        numbers = expected[group][float(value)]
        assert int(count) == len(numbers)
        assert float(average) == pytest.approx(mean(numbers), rel=1e-12)
        assert (deviation == "") == (len(numbers) < 2)
        if deviation:
            assert float(deviation) == pytest.approx(stdev(numbers), rel=1e-9)


# The plot's axes, read as a reader does: the places of the ticks and what is written at them.
PLOT = """svg => {
  const words = [...svg.querySelectorAll(".axes text")].filter((one) => !one.classList.contains("axis-title"));
  const place = (one, name) => Number(one.getAttribute(name));
  return {
    y: words.filter((one) => one.getAttribute("text-anchor") === "end").map((one) => [place(one, "y") - 4, one.textContent]),
    x: words.filter((one) => one.getAttribute("text-anchor") === "middle").map((one) => [place(one, "x"), one.textContent]),
    lines: [...svg.querySelectorAll("path.line")].map((one) => one.getAttribute("d")),
    bands: [...svg.querySelectorAll("path.band")].map((one) => one.getAttribute("d")),
    points: [...svg.querySelectorAll("circle.point.faint")].map((one) => [place(one, "cx"), place(one, "cy")]),
  };
}"""


def scale(ticks):
    """From pixels to values, by the first and the last tick."""
    (first, low), (last, high) = [(place, number(words)) for place, words in (ticks[0], ticks[-1])]
    return lambda pixel: low + (pixel - first) / (last - first) * (high - low)


def points(path):
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path)]


def test_lines_bands_and_points_stand_where_the_numbers_are(explore, laboratory):
    explorer = explore("mixed", "view=curves&measure=identity&over=depth&split=none&logX=linear&logY=linear")
    plot = explorer.locator("#measure-svg").evaluate(PLOT)
    x, y = scale(plot["x"]), scale(plot["y"])
    pixel = abs(y(1) - y(0))
    numbers = groups(laboratory.mixed_results(), "identity", "depth", "")["all"]
    assert len(plot["lines"]) == len(plot["bands"]) == 1
    line = points(plot["lines"][0])
    assert [round(x(one[0]), 2) for one in line] == sorted(numbers)
    for (_, height), depth in zip(line, sorted(numbers)):
        assert y(height) == pytest.approx(mean(numbers[depth]), abs=pixel)
    band = points(plot["bands"][0])
    for place, depth in enumerate(sorted(numbers)):
        assert y(band[place][1]) == pytest.approx(mean(numbers[depth]) + stdev(numbers[depth]), abs=pixel)
        assert y(band[-1 - place][1]) == pytest.approx(mean(numbers[depth]) - stdev(numbers[depth]), abs=pixel)
    assert len(plot["points"]) == sum(map(len, numbers.values()))
    seen = sorted((round(x(one[0]), 1), y(one[1])) for one in plot["points"])
    for (depth, value), (own, expected) in zip(seen, sorted((depth, one) for depth, all in numbers.items() for one in all)):
        assert depth == own and value == pytest.approx(expected, abs=pixel)


def test_log_scales_and_single_runs_are_chosen(explore):
    explorer = explore("mixed", "view=curves&measure=loss&over=depth")
    before = explorer.locator("#measure-svg").evaluate(PLOT)
    assert explorer.page.is_checked("#log-y")
    explorer.page.uncheck("#log-y")
    explorer.settle()
    after = explorer.locator("#measure-svg").evaluate(PLOT)
    assert before["y"] != after["y"]
    assert explorer.parameters()["logY"] == "linear"
    explorer.page.uncheck("#single-runs")
    explorer.settle()
    assert explorer.locator("#measure-svg").evaluate(PLOT)["points"] == []


def test_a_range_over_the_plot_filters(explore, laboratory):
    explorer = explore("mixed", "view=curves&measure=identity&over=depth&split=none&logX=linear")
    cover = explorer.locator("#measure-svg .cover")
    cover.scroll_into_view_if_needed()
    box = cover.bounding_box()
    explorer.page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 60)
    explorer.page.mouse.down()
    explorer.page.mouse.move(box["x"] + box["width"] - 1, box["y"] + 80, steps=4)
    explorer.page.mouse.up()
    explorer.settle()
    low, high = map(float, explorer.parameters()["brush"].split("~")[1:])
    assert 1 < low < 2 and high >= 4
    kept = [row for row in laboratory.mixed_results().values() if low <= int(row["depth"]) <= high]
    assert explorer.locator("#shown").inner_text() == f"{len(kept)} of 17 runs shown"
    assert explorer.locator("#range-depth").is_visible()
    explorer.page.click("#range-depth")
    explorer.settle()
    assert explorer.locator("#shown").inner_text() == "17 runs"


def test_a_point_opens_its_run_by_keys(explore):
    explorer = explore("mixed", "view=curves&measure=identity&over=depth&split=none")
    explorer.locator("#measure-svg").focus()
    explorer.press("ArrowRight")
    assert explorer.locator("#announcer").inner_text().startswith("all runs: depth 1, mean ")
    explorer.press("ArrowDown", "ArrowRight", "Enter")
    assert explorer.parameters()["view"] == "run"


@pytest.mark.parametrize("curve", ["loss", "identity-rho"])
def test_curves_of_runs_are_saved_as_the_program_has_them(explore, curve):
    explorer = explore("mixed", f"view=curves&curve={curve}")
    rows = list(csv.reader(io.StringIO(explorer.save(f"csv-{curve}")[1].decode())))[1:]
    own = next(one for one in explorer.data.data["curves"] if one["key"] == curve)
    expected = [(key, x, y) for key, line in zip(explorer.data.keys, own["values"]) if line for x, y in zip(line["x"], line["y"])]
    assert [(row[0], float(row[2]), float(row[3])) for row in rows] == expected
    # A curve of one point is a point.
    assert explorer.locator("#course-svg :is(path.line, circle.point)").count() == len({key for key, _, _ in expected})
