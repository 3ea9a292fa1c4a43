"""The page stands by itself: nothing leaves it, names from outside stay words, parts beside are found or missed in words."""
import shutil

import pytest
from playwright.sync_api import expect

from explorer import VIEWS, Explorer
from laboratory import HOSTILE
from pagedata import PageData

# What a page that is turned against its reader would try, each with the directive that must forbid it.
ATTEMPTS = {
    "connect-src": "fetch('https://example.invalid/take')",
    "img-src": "new Image().src = 'https://example.invalid/take.png'",
    "script-src-elem": "document.head.append(Object.assign(document.createElement('script'), { src: 'https://example.invalid/take.js' }))",
    "style-src-elem": "document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'https://example.invalid/take.css' }))",
    "frame-src": "document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.invalid/' }))",
    "form-action": "document.body.append(Object.assign(document.createElement('form'), { action: 'https://example.invalid/', id: 'leave' })); document.getElementById('leave').submit()",
}


@pytest.mark.parametrize("directive", ATTEMPTS)
def test_the_policy_forbids_what_would_leave_the_file(chromium, laboratory, directive):
    # Without the fixture's check, for here the page is made to do what it must not.
    context = chromium.new_context()
    page = context.new_page()
    page.goto(laboratory.page("mixed").url)
    page.wait_for_selector("html.ready", state="attached")
    left = []
    context.on("requestfinished", lambda request: left.append(request.url))
    context.on("requestfailed", lambda request: request.failure == "csp" or left.append(f"{request.url}: {request.failure}"))
    found = page.evaluate("""(attempt) => new Promise((done) => {
      addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
      setTimeout(() => done("nothing"), 3000);
      const script = document.createElement("script");
      script.textContent = `try { Promise.resolve(${attempt.includes(";") ? `(() => { ${attempt} })()` : attempt}).catch(() => {}); } catch {}`;
      document.head.append(script);
    })""", ATTEMPTS[directive])
    assert found == directive
    assert left == []
    context.close()


def test_the_recorder_sees_a_request_that_leaves(chromium, laboratory):
    explorer = Explorer(chromium, laboratory.page("mixed"))
    assert explorer.foreign_requests() == []
    explorer.page.goto(laboratory.page("words").url)
    assert explorer.foreign_requests() == [laboratory.page("words").url]
    explorer.close()


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_names_stay_words(explore, view):
    explorer = explore("hostile", f"view={view}")
    page = explorer.page
    explorer.summary()
    assert page.evaluate("document.querySelectorAll('#view img, #view b, img[onerror], #hostile, [onerror]').length") == 0
    assert page.evaluate("document.querySelectorAll('script').length") == page.evaluate(
        "document.querySelectorAll('script#data, script[id^=part-], script[type=module]').length")
    explorer.press("?")
    explorer.press("Escape")
    explorer.filter(f"image=\"{HOSTILE[1]}\" or depth=1")
    explorer.filter("image='</script><img src=x onerror=alert(1)>'")
    assert page.evaluate("document.querySelectorAll('img[onerror], [onerror]').length") == 0


def test_the_hostile_name_is_shown_as_it_is(explore):
    explorer = explore("hostile", "view=run")
    assert any(HOSTILE[1] in column for column in explorer.data.columns["image"]["values"])
    assert HOSTILE[1] in explorer.locator("#view").inner_text()
    explorer.press("?")
    assert "<b id=hostile>" in explorer.locator("dialog").inner_text()


def test_a_page_with_a_hostile_name_of_its_own_finds_its_parts(explore, laboratory):
    page = laboratory.explore("<b>script #%3F&\"'🙂", laboratory.deep, "--budget", "100kB")
    assert page.beside.is_dir()
    laboratory.keep("odd", page)
    explorer = explore("odd", f"view=run&run={page.keys[-1]}")
    expect(explorer.locator("#layer-strips canvas").first).to_be_visible()


def test_parts_beside_are_loaded_when_wanted(explore):
    explorer = explore("small", "view=map")
    data = explorer.data
    assert data.beside.is_dir() and data.said["bytesBeside"] > 0
    asked = lambda: [url for url in explorer.requests if data.beside.name in url]
    before = len(asked())
    explorer.go(f"view=run&run={data.keys[-1]}")
    expect(explorer.locator("#layer-strips canvas").first).to_be_visible()
    assert before < len(asked()) < 10
    explorer.view("wall")
    assert explorer.locator("#remark").is_hidden()


def test_parts_that_are_missing_are_said(chromium, laboratory, tmp_path):
    small = laboratory.page("small")
    alone = shutil.copy(small.path, tmp_path / "small.html")
    explorer = Explorer(chromium, PageData(alone, small.said), f"view=run&run={small.keys[-1]}")
    remark = explorer.locator("#remark")
    expect(remark).to_be_visible()
    expect(remark).to_contain_text(small.data["beside"])
    assert "cannot be drawn" not in explorer.locator("#view").inner_text()
    explorer.close()
    assert all("ERR_FILE_NOT_FOUND" in error for error in explorer.errors), explorer.errors


@pytest.mark.parametrize("page", ["mixed", "words", "hostile"])
def test_without_javascript_there_is_a_table_with_pictures(explore, page):
    explorer = explore(page, java_script_enabled=False)
    data = explorer.data
    assert explorer.locator("noscript table").is_visible()
    rows = explorer.locator("noscript tbody tr")
    assert rows.count() == data.data["runs"]
    names = explorer.locator("noscript tbody th").all_inner_texts()
    assert [" ".join(name.split()) for name in names] == [" ".join(name.split()) for name in data.data["names"]]
    pictures = explorer.locator("noscript img")
    if data.data["lab"] == "reconstruction":
        assert pictures.count() == data.data["runs"]
        for picture in pictures.all():
            assert picture.get_attribute("alt")
            assert picture.get_attribute("src").startswith("data:image/png;base64,")
            assert picture.bounding_box()["width"] > 5 and picture.bounding_box()["height"] > 5
    first = explorer.locator("noscript tbody tr").first.locator("td").all_inner_texts()
    assert sum(cell.strip() != "" for cell in first) >= 4
