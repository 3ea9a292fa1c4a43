"""For keys and for screen readers: names, roles, focus that is seen, no identifier twice."""
import pytest

from explorer import VIEWS

INTERACTIVE = {"button", "link", "textbox", "searchbox", "combobox", "slider", "checkbox", "radio", "tab", "menuitem", "spinbutton", "grid", "gridcell", "disclosuretriangle"}
PICTURES = {"image", "img", "graphics-document"}


def tree(explorer):
    """The nodes that a screen reader is given: (role, name, properties)."""
    session = explorer.context.new_cdp_session(explorer.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [(node["role"]["value"].lower(), node.get("name", {}).get("value", "").strip(), {one["name"]: one["value"].get("value") for one in node.get("properties", [])})
            for node in nodes if not node.get("ignored") and "role" in node]


def in_states(explorer):
    """The views, with what is opened in them."""
    keys = explorer.data.keys
    for view in VIEWS:
        explorer.go(f"view={view}&pins={keys[0]},{keys[-1]}&run={keys[-1]}")
        explorer.page.wait_for_timeout(150)
        yield view
    explorer.filter("depth>>")
    yield "problem"
    explorer.filter("")
    explorer.page.evaluate("document.activeElement.blur()")
    explorer.press("?")
    yield "help"
    explorer.press("Escape")


@pytest.mark.parametrize("page", ["mixed", "words", "film"])
def test_everything_has_a_name_pictures_too_and_no_identifier_is_twice(explore, page):
    explorer = explore(page)
    for view in in_states(explorer):
        nodes = tree(explorer)
        nameless = [(view, role) for role, name, _ in nodes if role in INTERACTIVE | PICTURES and not name]
        assert nameless == []
        assert sum(role in INTERACTIVE for role, _, _ in nodes) >= (2 if view == "help" else 10)
        twice = explorer.page.evaluate("""() => {
          const all = [...document.querySelectorAll("[id]")].map((one) => one.id);
          return all.filter((id, place) => all.indexOf(id) !== place);
        }""")
        assert twice == [], view
        dangling = explorer.page.evaluate("""() => ["aria-controls", "aria-labelledby", "aria-describedby", "aria-activedescendant", "for"].flatMap((name) =>
          [...document.querySelectorAll(`[${name}]`)].filter((one) => !one.getAttribute(name).split(/\\s+/).every((id) => document.getElementById(id))).map((one) => `${name} of ${one.id || one.className}`))""")
        assert dangling == [], view
        bare = explorer.page.evaluate("""() => [...document.querySelectorAll("canvas, img, svg")]
          .filter((one) => !one.closest("[aria-hidden=true]") && one.getClientRects().length > 0 && !one.parentElement.closest("svg"))
          .filter((one) => !(one.getAttribute("aria-label") || one.getAttribute("alt") || one.getAttribute("aria-labelledby")))
          .map((one) => `${one.localName}.${one.getAttribute("class")}`)""")
        assert bare == [], f"{view}: pictures have words, or are no content"


def test_landmarks_and_tabs(explore):
    explorer = explore("mixed")
    snapshot = explorer.locator("body").aria_snapshot()
    for role in ("banner", "tablist", "tabpanel", "contentinfo", "heading", "searchbox"):
        assert f"- {role}" in snapshot or f" {role} " in snapshot, role
    roles = [role for role, _, _ in tree(explorer)]
    assert roles.count("tab") == len(VIEWS) and roles.count("tabpanel") == 1
    assert explorer.locator("h1").count() == 1
    for view in VIEWS:
        explorer.view(view)
        selected = [name for role, name, own in tree(explorer) if role == "tab" and own.get("selected")]
        assert len(selected) == 1
        panel = next(name for role, name, _ in tree(explorer) if role == "tabpanel")
        assert panel == selected[0]
        assert explorer.page.evaluate("[...document.querySelectorAll('[role=tab]')].map(tab => tab.tabIndex).filter(index => index === 0).length") == 1


def test_the_map_is_a_grid_with_named_cells(explore):
    explorer = explore("mixed", "view=map&x=depth&y=width")
    snapshot = explorer.locator("#map-body [role=grid]").aria_snapshot()
    assert 'grid "Map by depth' in snapshot and snapshot.count('gridcell "') == explorer.locator(".map-cell").count()
    assert "mean of 3 runs" in snapshot


def looks_otherwise(explorer):
    """Whether what has the focus looks otherwise without it."""
    held = explorer.page.evaluate_handle("document.activeElement")
    focused = held.as_element().screenshot()
    held.evaluate("one => one.blur()")
    plain = held.as_element().screenshot()
    held.evaluate("one => one.focus({ focusVisible: true })")
    return focused != plain


@pytest.mark.parametrize("view", VIEWS)
def test_the_focus_is_seen_wherever_it_goes(explore, view):
    explorer = explore("mixed", f"view={view}")
    keys = explorer.data.keys
    if view == "compare":
        explorer.go(f"view=compare&pins={keys[0]},{keys[4]}")
    explorer.page.evaluate("document.body.tabIndex = -1, document.body.focus()")
    seen = []
    for _ in range(28):
        explorer.page.keyboard.press("Tab")
        found = explorer.page.evaluate("""() => {
          const one = document.activeElement;
          if (one === document.body) return null;
          const style = getComputedStyle(one);
          const box = one.getBoundingClientRect();
          return { name: `${one.localName}#${one.id}.${one.getAttribute("class") ?? ""}`, isOutlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
            isInSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth, isFocusVisible: one.matches(":focus-visible") };
        }""")
        if found is None:
            break
        assert found["isFocusVisible"] and (found["isOutlined"] or looks_otherwise(explorer)), found["name"]
        assert found["isInSight"], found["name"]
        seen.append(found["name"])
    assert len(set(seen)) > 8
    explorer.page.keyboard.press("Shift+Tab")
    assert explorer.page.evaluate("document.activeElement !== document.body")


def test_changes_are_announced(explore):
    explorer = explore("mixed")
    live = explorer.page.evaluate("[...document.querySelectorAll('[aria-live], [role=status], [role=alert]')].map(one => one.id)")
    assert {"announcer", "shown", "filter-problem", "remark"} <= set(live)
    explorer.view("wall")
    assert explorer.locator("#announcer").inner_text() == "Wall, 17 of 17 runs"


def test_scrolled_regions_are_reached_by_keys(explore):
    explorer = explore("film", width=390, height=844)
    for view in VIEWS:
        explorer.view(view)
        stuck = explorer.page.evaluate("""() => [...document.querySelectorAll("#view *")].filter((one) => {
          const style = getComputedStyle(one);
          const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY) && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
          return scrolls && one.tabIndex < 0 && !one.querySelector("a, button, input, select, [tabindex]");
        }).map((one) => `${one.localName}.${one.className}`)""")
        assert stuck == [], view
