"""The wall: as many tiles as images, drawn as the sprites have them; the readout's values; blinking; differences."""
import pytest
from playwright.sync_api import expect

from pagedata import number

# The tiles of a row: runs of columns that are not empty, each with the pixels at the middle of every square of its image.
TILES = """(canvas, count) => {
  const context = canvas.getContext("2d");
  const { width, height } = canvas;
  const bytes = context.getImageData(0, 0, width, height).data;
  const isEmpty = (x) => { for (let y = 0; y < height; y += 1) if (bytes[4 * (y * width + x) + 3]) return false; return true; };
  const found = [];
  let begin = -1;
  for (let x = 0; x <= width; x += 1) {
    const empty = x === width || isEmpty(x);
    if (!empty && begin < 0) begin = x;
    if (empty && begin >= 0) { found.push([begin, x - begin]); begin = -1; }
  }
  const at = (x, y) => [...bytes.slice(4 * (y * width + x), 4 * (y * width + x) + 3)];
  return found.map(([left, wide]) => Array.from({ length: count }, (_, y) => Array.from({ length: count }, (_, x) =>
    at(left + Math.floor((x + 0.5) * wide / count), Math.floor((y + 0.5) * wide / count)))));
}"""
SIDE = 10


def row(explorer, key):
    return explorer.locator(f"#wall-cell-{key} canvas")


def drawn(explorer, canvas):
    """A row's canvas, once its pictures are there."""
    canvas.scroll_into_view_if_needed()
    explorer.page.wait_for_timeout(100)
    for _ in range(50):
        if canvas.evaluate("canvas => canvas.width > 1 && Boolean(canvas.image)"):
            return canvas
        explorer.page.wait_for_timeout(60)
    raise AssertionError("the row is not drawn")


def grey(value):
    return round(255 * min(max(value, 0), 1))


@pytest.mark.parametrize("family", ["digits", "blends", "novel"])
def test_a_row_has_a_tile_an_image_as_the_sprite_has_it(explore, family):
    explorer = explore("mixed", f"view=wall&family={family}")
    data = explorer.data
    run = 5
    tiles = drawn(explorer, row(explorer, data.keys[run])).evaluate(TILES, SIDE)
    images = data.family(run, family)["images"]
    assert len(tiles) == len(images)
    for place in range(0, len(images), 4):
        answer = data.answer(run, family, place)
        for y in range(SIDE):
            for x in range(SIDE):
                assert tiles[place][y][x] == pytest.approx([grey(answer[y][x])] * 3, abs=1), (place, x, y)
    head = drawn(explorer, explorer.locator(".wall-head canvas").first).evaluate(TILES, SIDE)
    assert len(head) == len(images)
    assert head[0][4][4] == pytest.approx([grey(data.input(run, family, 0)[4][4])] * 3, abs=1)


def test_every_run_has_a_row_and_every_family_is_offered(explore):
    explorer = explore("mixed", "view=wall")
    assert explorer.locator(".wall-row:not(.wall-head)").count() == explorer.data.data["runs"]
    offered = explorer.locator("#wall-family option").evaluate_all("all => all.map(one => one.value)")
    assert offered == [family["key"] for family in explorer.data.set_of(0)["families"]]


@pytest.mark.parametrize("pixel", [(2, 3), (7, 5)])
def test_the_readout_says_what_the_sprite_holds(explore, pixel):
    explorer = explore("mixed", "view=wall&family=digits")
    data, run, place = explorer.data, 4, 3
    x, y = pixel
    canvas = drawn(explorer, row(explorer, data.keys[run]))
    tile = canvas.bounding_box()["height"]
    canvas.hover(position={"x": place * (tile + 3) + (x + 0.5) * tile / SIDE, "y": (y + 0.5) * tile / SIDE})
    explorer.settle()
    readout = explorer.locator("#wall-readout")
    expect(readout.locator(".readout-pixel")).to_have_text(f"pixel {x}, {y} from the upper left")
    said = {figure.locator("canvas").get_attribute("aria-label"): number(figure.locator(".amount").inner_text()) for figure in readout.locator("figure").all()}
    answer, given, training = data.answer(run, "digits", place)[y][x], data.input(run, "digits", place)[y][x], data.training(run)[y][x]
    assert said["answer"] == pytest.approx(answer, abs=0.0051)
    assert said["input"] == pytest.approx(given, abs=0.0051)
    assert said["training image"] == pytest.approx(training, abs=0.0051)
    assert said["answer − input"] == pytest.approx(answer - given, abs=0.0051)
    assert said["answer − training image"] == pytest.approx(answer - training, abs=0.0051)
    family = data.part(data.data["answers"][run])["families"]["digits"]
    facts = dict(zip(readout.locator("dt").all_inner_texts(), readout.locator("dd").all_inner_texts()))
    assert facts["image"] == data.family(run, "digits")["names"][place]
    assert number(facts["identity"]) == pytest.approx(family["identity"][place], rel=6e-3)
    assert number(facts["constant"]) == pytest.approx(family["constant"][place], rel=6e-3)


def test_keys_walk_from_tile_to_tile_and_from_pixel_to_pixel(explore):
    explorer = explore("mixed", "view=wall&family=digits")
    explorer.locator("#wall-grid").focus()
    explorer.press("ArrowDown", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown")
    assert explorer.parameters()["tile"] == "2"
    expect(explorer.locator(".readout-pixel")).to_have_text("pixel 6, 6 from the upper left")
    expect(explorer.locator("#announcer")).to_contain_text("pixel 6, 6")
    key = explorer.parameters()["run"]
    explorer.press("Enter")
    assert explorer.parameters()["view"] == "run"
    assert explorer.parameters()["run"] == key


def test_differences_are_blue_below_and_orange_above(explore):
    explorer = explore("mixed", "view=wall&family=digits")
    data, run = explorer.data, 4
    explorer.choose("wall-shows", "minusInput")
    tiles = drawn(explorer, row(explorer, data.keys[run])).evaluate(TILES, SIDE)
    seen = set()
    for place in range(len(tiles)):
        answer, given = data.answer(run, "digits", place), data.input(run, "digits", place)
        for y in range(SIDE):
            for x in range(SIDE):
                difference, (red, green, blue) = answer[y][x] - given[y][x], tiles[place][y][x]
                sign = 0 if abs(difference) < 0.004 else 1 if difference > 0.15 else -1 if difference < -0.15 else None
                seen.add(sign)
                if sign == 0:
                    assert min(red, green, blue) > 235
                elif sign:
                    assert (red - blue) * sign > 20, (difference, red, green, blue)
    assert {0, 1, -1} <= seen


def test_it_blinks_between_input_answer_and_training_image(explore):
    explorer = explore("mixed", "view=wall&family=digits")
    data, run = explorer.data, 4
    canvas = drawn(explorer, row(explorer, data.keys[run]))
    plain = canvas.evaluate("canvas => canvas.toDataURL()")
    explorer.locator("#wall-grid").focus()
    explorer.page.keyboard.press("b")
    seen = {}
    for _ in range(40):
        said = explorer.locator("#wall-blink").inner_text()
        seen.setdefault(said, canvas.evaluate("canvas => canvas.toDataURL()"))
        if len(seen) == 3:
            break
        explorer.page.wait_for_timeout(100)
    assert set(seen) == {"Blink: input", "Blink: answer", "Blink: training image"}
    assert len(set(seen.values())) == 3
    assert explorer.locator("#wall-blink").get_attribute("aria-pressed") == "true"
    explorer.page.keyboard.press("b")
    expect(explorer.locator("#wall-blink")).to_have_text("Blink")
    assert canvas.evaluate("canvas => canvas.toDataURL()") == plain


def test_seeds_and_order_are_chosen(explore, laboratory):
    explorer = explore("mixed", "view=wall&wallSort=-identity")
    results = laboratory.mixed_results()
    for seed in ("0", "1"):
        explorer.page.uncheck(f"#seed-{seed}")
        explorer.settle()
    keys = explorer.locator(".wall-row:not(.wall-head) .wall-cell").evaluate_all("all => all.map(one => one.id.replace('wall-cell-', ''))")
    rows = [row for row in results.values() if row["seed"] == "2"]
    assert explorer.locator(".wall-row:not(.wall-head)").count() == len(rows)
    order = [float(results[key]["digits.correlationWithIdentity"]) for key in keys if results[key]["outcome"] == "fitted"]
    assert order == sorted(order, reverse=True) and len(order) > 2


def test_classifiers_show_what_they_say(explore):
    explorer = explore("words", "view=wall&family=test")
    data, run = explorer.data, 0
    drawn(explorer, row(explorer, data.keys[run]))
    explorer.locator("#wall-grid").focus()
    explorer.press("ArrowRight")
    family = data.part(data.data["answers"][run])["families"]["test"]
    facts = dict(zip(explorer.locator("#wall-readout dt").all_inner_texts(), explorer.locator("#wall-readout dd").all_inner_texts()))
    assert facts["label"] == family["labels"][1]
    assert facts["answer"].startswith(f"{family['answers'][1]} {round(100 * family['probability'][1])}%")
    assert ("right" if family["right"][1] else "wrong") in facts["answer"]
