"""The whole state is in the address: a link is a view, and an address that says nonsense is as if it said nothing."""
import pytest

STATES = {
    "map": "view=map&x=width&y=seed&facet=depth&colour=constant&threshold=0.55",
    "zones": "view=map&x=depth&y=width&colour=zone&threshold=0.4&filter=depth%3E1",
    "deviation": "view=map&x=depth&y=none&colour=deviation&spread=constant",
    "wall": "view=wall&family=blends&wallSort=-constant&wallShows=minusTraining&tile=3&seeds=0,2",
    "curves": "view=curves&measure=constant&over=width&split=none&logX=log&points=0&curve=identity-rho&courseX=linear",
    "table": "view=table&sort=-identity&columns=depth,identity,loss,state&brush=depth~2~4,state~fitted&colour=zone",
    "run": "view=run&run={0}&layer=1&step=0&channels=first%3A3&scale=layer&beside=1",
    "compare": "view=compare&pins={0},{4}&differences=0&allSettings=1&family=digits&theme=dark",
}


@pytest.mark.parametrize("name", STATES)
def test_a_link_is_a_view(explore, laboratory, name):
    hash = STATES[name].format(*laboratory.page("mixed").keys)
    explorer = explore("mixed", hash)
    first = explorer.summary()
    said = dict(pair.split("=") for pair in hash.split("&"))
    assert explorer.parameters().keys() >= said.keys() - {"view"}, "every choice of the link is taken"
    explorer.page.reload()
    explorer.page.wait_for_selector("html.ready", state="attached")
    assert explorer.summary() == first
    # From another view to the same address, as with a bookmark.
    explorer.go("view=curves" if name != "curves" else "view=map")
    assert explorer.summary() != first
    explorer.go(hash)
    assert explorer.summary() == first


def test_what_is_clicked_is_in_the_link(explore):
    explorer = explore("mixed")
    explorer.choose("map-x", "seed")
    explorer.choose("map-y", "depth")
    explorer.choose("map-colour", "zone")
    explorer.page.fill("#map-threshold", "0.6")
    explorer.filter("steps=3000")
    explorer.locator(".map-cell").nth(2).click()
    explorer.settle()
    seen = explorer.summary()
    hash = explorer.hash()
    assert explorer.parameters() == {"x": "seed", "y": "depth", "colour": "zone", "threshold": "0.6", "filter": "steps=3000"} | {
        key: value for key, value in explorer.parameters().items() if key in ("run", "view")}
    assert explore("mixed", hash).summary() == seen


def test_back_and_forward_go_through_views(explore):
    explorer = explore("mixed")
    for view in ("wall", "table"):
        explorer.view(view)
    explorer.page.go_back()
    explorer.settle()
    assert explorer.locator("#tab-wall").get_attribute("aria-selected") == "true"
    explorer.page.go_back()
    explorer.settle()
    assert explorer.locator("#tab-map").get_attribute("aria-selected") == "true"
    explorer.page.go_forward()
    explorer.settle()
    assert explorer.locator("#tab-wall").get_attribute("aria-selected") == "true"


BROKEN = [
    "view=nonsense", "%", "view=map&x=%E0%A4%A", "x=nonsense&y=nonsense&facet=nonsense&colour=nonsense", "threshold=high", "threshold=", "a=b&=&&==&c",
    "view=wall&family=nonsense&tile=1e999&seeds=99&wallSort=x&wallShows=x", "view=run&run=nonsense&input=-5&layer=9999&step=77&scale=x&channels=first:x",
    "view=compare&pins=nonsense,,%3Cb%3E", "view=table&columns=nonsense&sort=nonsense&page=-4&brush=nonsense~1~2", "filter=depth%3E%3E", "__proto__=1&constructor=2&brush=__proto__~1",
    "view=curves&measure=x&over=x&split=x&curve=x&logX=x", "view=<img src=x onerror=alert(1)>", "filter=" + "(" * 3000, "view=table&page=1e9",
]


@pytest.mark.parametrize("hash", BROKEN)
def test_a_broken_address_is_ignored(explore, hash):
    explorer = explore("mixed", hash)
    assert explorer.locator("#view").inner_text().strip()
    assert "cannot be drawn" not in explorer.locator("#view").inner_text()
    assert explorer.locator("[role=tab][aria-selected=true]").count() == 1
    for view in ("wall", "table", "map"):
        explorer.page.dispatch_event(f"#tab-{view}", "click")
        explorer.settle()
        assert "cannot be drawn" not in explorer.locator("#view").inner_text()
