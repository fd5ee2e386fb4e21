"""axe-core finds no violation of WCAG 2.2 AA on any page, for anybody, at 100 %, at 200 % and on a phone.

200 % is what a browser makes of it: half as many CSS pixels. axe-core comes with axe-playwright-python, from
the package registry (tests/requirements.lock).
"""

from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from every_page import PEOPLE, STRANGER, Station, opened
from playwright.sync_api import Browser, BrowserContext
from served import Serve
from test_browser import CHROMIUM, browser

__all__ = ["browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(900),  # a hundred pages for six people at three sizes
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
VIEWS = {"100 %": (1366, 768), "200 %": (683, 384), "phone": (390, 844)}
AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
FIND = """async tags => (await axe.run({runOnly: tags, resultTypes: ["violations"]})).violations.flatMap(
  each => each.nodes.map(node => `${each.id}: ${node.target} ${node.html.slice(0, 120)}`))"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def station(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Station:
    return opened(serve, tmp_path_factory.mktemp("axe"))


def entered(browser: Browser, station: Station, name: str) -> BrowserContext:
    context = browser.new_context(locale="vi-VN")
    context.add_init_script(AXE)
    if name:
        context.add_cookies([{"name": "broadcast", "value": station.cookies[name], "url": station.url}])
    return context


def faults(browser: Browser, station: Station, name: str, looked_at: set[str]) -> Iterator[str]:
    """Everything that is wrong on the pages of somebody, but for what others have just so on theirs."""
    with entered(browser, station, name) as context:
        page = context.new_page()
        for address, html in station.pages(name):
            content = html.partition("<main")[2]
            if content in looked_at and address != "/":  # around it are the same head and foot as on "/"
                continue
            looked_at.add(content)
            page.set_viewport_size({"width": 1366, "height": 768})
            page.goto(station.url + address)
            for view, (width, height) in VIEWS.items():
                page.set_viewport_size({"width": width, "height": height})
                found: list[Any] = page.evaluate(FIND, TAGS)
                yield from (f"{address} ({name or 'stranger'}, {view}): {each}" for each in found)
                if page.evaluate(WIDER) > 0:
                    yield f"{address} ({name or 'stranger'}, {view}): the page scrolls sideways"


def test_axe_finds_nothing(browser: Browser, station: Station) -> None:
    looked_at: set[str] = set()
    found = [
        each for name in ("lan", STRANGER, *PEOPLE) for each in faults(browser, station, name, looked_at)
    ]
    print(f"{len(looked_at)} pages, each at {len(VIEWS)} sizes")
    assert not found, "\n".join(found)


def test_what_is_wrong_is_found(browser: Browser, station: Station) -> None:
    """A picture without words, and grey on white: axe is really at work."""
    with entered(browser, station, STRANGER) as context:
        page = context.new_page()
        page.goto(f"{station.url}/login")
        page.evaluate(
            """document.querySelector("main").insertAdjacentHTML("beforeend",
            "<img src='/static/icon.svg'><p id=pale>nhạt</p>");
            document.getElementById("pale").style.color = "#bbb";"""
        )
        found = " ".join(page.evaluate(FIND, TAGS))
    assert "image-alt" in found
    assert "color-contrast" in found
