"""What is saved: PNG that is not blank, SVG that stands by itself, CSV with the numbers."""
import csv
import io
import re
from statistics import mean
from xml.etree import ElementTree

import pytest
from PIL import Image

from test_wall import drawn, row

PICTURES = {
    "map": ("view=map&x=depth&y=width", "png-map"),
    "measure": ("view=curves&measure=identity&over=depth", "png-identity-over-depth"),
    "course": ("view=curves&curve=identity-rho", "png-identity-rho"),
    "wall": ("view=wall&family=digits", "png-wall"),
    "answers": ("view=compare&pins={3},{4}&family=digits", "png-answers-digits"),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_saved_with_something_on_it(explore, laboratory, name, theme):
    hash, button = PICTURES[name]
    explorer = explore("mixed", f"{hash.format(*laboratory.page('mixed').keys)}&theme={theme}")
    if name == "answers":
        explorer.locator("#answers-grid canvas").first.scroll_into_view_if_needed()
    explorer.page.wait_for_timeout(300)
    file, content = explorer.save(button)
    assert file == button.removeprefix("png-") + ".png"
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    assert picture.format is None and picture.width > 400 and picture.height > 150
    colours = picture.getcolors(1 << 24)
    assert len(colours) > 20, "a blank sheet"
    ground = picture.getpixel((1, 1))
    assert (sum(ground) > 384) == (theme == "light"), "the ground is the theme's"
    share = sum(count for count, colour in colours if colour == ground) / (picture.width * picture.height)
    assert 0.05 < share < 0.97
    # Something stands in every quarter but perhaps one: nothing is cut off or pressed into a corner.
    half = (picture.width // 2, picture.height // 2)
    quarters = [picture.crop((x, y, x + half[0], y + half[1])) for x in (0, half[0]) for y in (0, half[1])]
    assert sum(len(quarter.getcolors(1 << 24)) > 3 for quarter in quarters) >= 3


@pytest.mark.parametrize("hash, button, words", [
    ("view=map&x=depth&y=width", "svg-map", ["depth", "width", "correlation with identity"]),
    ("view=curves&measure=identity&over=depth", "svg-identity-over-depth", ["depth", "correlation with identity"]),
    ("view=curves&curve=loss", "svg-loss", ["step", "loss"]),
])
def test_a_drawing_stands_by_itself(explore, hash, button, words):
    explorer = explore("mixed", hash)
    file, content = explorer.save(button)
    assert file.endswith(".svg")
    root = ElementTree.fromstring(content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    kinds = {element.tag.partition("}")[2] for element in root.iter()}
    assert not kinds & {"script", "foreignObject", "image", "style", "a"}
    for element in root.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on") and "var(" not in value and "light-dark(" not in value, (name, value)
            assert "url(" not in value or re.search(r'url\("?#', value), "a file that needs another"
    text = " ".join(element.text or "" for element in root.iter())
    for word in words:
        assert word in text
    # Opened alone it draws the same figure: as many marks as in the page.
    alone = explorer.context.new_page()
    alone.set_content(content.decode().split("?>", 1)[1])
    box = alone.locator("svg").bounding_box()
    assert box["width"] > 200 and box["height"] > 100
    ink = Image.open(io.BytesIO(alone.locator("svg").screenshot())).convert("RGB").getcolors(1 << 24)
    assert len(ink) > 20


def test_the_maps_numbers_are_means_of_the_table(explore, laboratory):
    explorer = explore("mixed", "view=map&x=depth&y=width&colour=identity")
    rows = list(csv.DictReader(io.StringIO(explorer.save("csv-map")[1].decode())))
    results = laboratory.mixed_results().values()
    assert sum(int(row["runs"]) for row in rows) == len(results)
    for row in rows:
        own = [one for one in results if one["depth"] == row["depth"] and (one["width"] or "–") == row["width"]]
        numbers = [float(one["digits.correlationWithIdentity"]) for one in own if one["outcome"] == "fitted"]
        assert (int(row["runs"]), int(row["runs that count"])) == (len(own), len(numbers))
        assert float(row["identity"]) == pytest.approx(mean(numbers), rel=1e-12)


def test_the_walls_numbers_are_the_programs(explore):
    explorer = explore("mixed", "view=wall&family=digits&filter=depth%3D4")
    data = explorer.data
    keys = explorer.locator(".wall-row:not(.wall-head) .wall-cell").evaluate_all("all => all.map(one => one.id.replace('wall-cell-', ''))")
    drawn(explorer, row(explorer, keys[0]))
    explorer.page.wait_for_timeout(300)
    rows = list(csv.DictReader(io.StringIO(explorer.save("csv-wall")[1].decode())))
    assert {one["run"] for one in rows} <= {key for key in data.keys if data.value("depth", key) == 4}
    for key in {one["run"] for one in rows}:
        run = data.keys.index(key)
        family = data.part(data.data["answers"][run])["families"]["digits"]
        own = [one for one in rows if one["run"] == key]
        assert [one["input"] for one in own] == data.family(run, "digits")["names"]
        assert [float(one["identity"]) for one in own] == family["identity"]


def test_the_comparison_is_saved(explore, laboratory):
    keys = laboratory.page("mixed").keys
    explorer = explore("mixed", f"view=compare&pins={keys[0]},{keys[5]}")
    rows = list(csv.reader(io.StringIO(explorer.save("csv-compare")[1].decode())))
    found = {line[0]: line[1:] for line in rows}
    results = laboratory.mixed_results()
    assert found["depth"] == [results[keys[0]]["depth"], results[keys[5]]["depth"]]
    assert [float(one) for one in found["loss"]] == [float(results[key]["finalLoss"]) for key in (keys[0], keys[5])]
