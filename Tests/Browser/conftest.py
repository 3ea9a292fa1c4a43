"""The explorer's pages in a real browser: what the tests share.

Pages are made by the program itself, of tiny nets on built-in images, and opened from file:// in Debian's Chromium.
Every test fails too where the page logs an error, throws, opens a dialog, or asks for anything that is not a file of its own.

usage: Scripts/test-browser PROGRAM [pytest arguments]
"""
import os
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from explorer import Explorer
from laboratory import Laboratory

expect.set_options(timeout=10_000)


def pytest_addoption(parser):
    parser.addoption("--program", default=".build/release/identity-lab", help="the program whose pages are tested")
    parser.addoption("--chromium", default=os.environ.get("CHROMIUM", "/usr/bin/chromium"), help="the browser that opens them")


@pytest.fixture(scope="session")
def laboratory(request, tmp_path_factory):
    """The program with a folder of its own, and the pages it has made there."""
    return Laboratory(Path(request.config.getoption("--program")).resolve(), tmp_path_factory.mktemp("laboratory"))


@pytest.fixture(scope="session")
def chromium(request):
    """One browser for all tests."""
    with sync_playwright() as playwright:
        # No sandbox: containers, where CI runs this as root, have none. No network: the page needs none.
        browser = playwright.chromium.launch(
            executable_path=request.config.getoption("--chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--font-render-hinting=none"])
        yield browser
        browser.close()


@pytest.fixture
def explore(chromium, laboratory):
    """Opens a page of the laboratory at a hash: explore("mixed", "view=wall"); options are those of a browser's context."""
    opened = []

    def open_page(name, hash="", **options):
        explorer = Explorer(chromium, laboratory.page(name), hash, **options)
        opened.append(explorer)
        return explorer

    yield open_page
    for explorer in opened:
        explorer.close()
    for explorer in opened:
        explorer.check_quiet()
