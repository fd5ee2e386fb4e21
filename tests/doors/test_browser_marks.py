"""Two marks on one letter (Ế Ặ Ộ Ữ ỹ) are drawn whole, wherever they stand, however they are spelt."""

import io
import unicodedata

import numpy as np
import pytest
from every_page import STRANGER, Station, opened
from PIL import Image
from playwright.sync_api import Browser, Locator, Page
from served import Serve
from test_browser import CHROMIUM, browser
from test_browser_axe import entered

__all__ = ["browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]

LETTERS = "ẾẶỘỮỸỂỖỞỰếặộữỹểỗởự"
NOT_THERE = "\U000f0a00"
"""Of the private area: no font has it, so it is drawn as a missing letter is."""

PLACES = {
    "heading": ("/login", "h1"),
    "label": ("/login", "main label"),
    "field": ("/login", "main input:not([type=hidden])"),
    "button": ("/login", "main button"),
    "paragraph": ("/khong-co-trang-nay", "main p"),
    "cell": ("/scripts", "main td, main li"),
    "navigation": ("/", "nav a"),
}
"""Of real pages: the address, and which element."""

DRAWN = """letters => {
  const look = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  look.canvas.width = look.canvas.height = 120;
  look.font = `60px ${getComputedStyle(document.body).fontFamily}`;
  return letters.map(letter => {
    look.clearRect(0, 0, 120, 120);
    look.fillText(letter, 20, 85);
    const alpha = look.getImageData(0, 0, 120, 120).data.filter((_, at) => at % 4 === 3);
    return Array.from(alpha, each => (each > 127 ? 1 : 0)).join("");
  });
}"""


@pytest.fixture(scope="module")
def station(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Station:
    return opened(serve, tmp_path_factory.mktemp("marks"))


@pytest.fixture(scope="module")
def page(station: Station, browser: Browser) -> Page:
    page = entered(browser, station, STRANGER).new_page()
    page.goto(f"{station.url}/login")
    return page


def shown(station: Station, page: Page, place: str, word: str) -> Locator:
    """An element of a real page that says `word`."""
    address, which = PLACES[place]
    page.goto(station.url + address)
    element = page.locator(which).first
    element.evaluate("(each, word) => { each.value = word; each.textContent = word; }", word)
    return element


def test_no_letter_is_missing_and_all_differ(page: Page) -> None:
    missing, *drawn = page.evaluate(DRAWN, [NOT_THERE, *LETTERS])
    plain = page.evaluate(DRAWN, ["".join(bare(letter)) for letter in LETTERS])
    assert missing not in drawn
    assert len(set(drawn)) == len(LETTERS)
    for letter, with_marks, without in zip(LETTERS, drawn, plain, strict=True):
        assert with_marks.count("1") > without.count("1"), letter


def bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def test_composed_and_decomposed_letters_look_alike(page: Page) -> None:
    composed = page.evaluate(DRAWN, list(LETTERS))
    apart = page.evaluate(DRAWN, [unicodedata.normalize("NFD", letter) for letter in LETTERS])
    for letter, one, other in zip(LETTERS, composed, apart, strict=True):
        differing = sum(a != b for a, b in zip(one, other, strict=True))
        assert differing <= 0.15 * one.count("1"), letter


LINE = """inner => {
  const style = getComputedStyle(inner);
  const look = document.createElement("canvas").getContext("2d");
  look.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const [tall, deep] = [look.measureText("ẾỖỂẶ"), look.measureText("ẶỰỘự")];
  const line = parseFloat(style.lineHeight);
  return {ink: tall.actualBoundingBoxAscent + deep.actualBoundingBoxDescent, line, box: inner.clientHeight};
}"""


@pytest.mark.parametrize("place", PLACES)
def test_marks_fit_into_the_line_everywhere(page: Page, station: Station, place: str) -> None:
    """The ink of the tallest and the deepest letter together is no higher than their line or its box."""
    found = shown(station, page, place, "ẾẶỘỮỸ").evaluate(LINE)
    assert found["ink"] <= max(found["line"] or 0, found["box"]), found


@pytest.mark.parametrize("place", PLACES)
def test_the_marks_are_seen(page: Page, station: Station, place: str) -> None:
    """The element is inked higher up with marks than without."""
    with_marks, without = (pixels(shown(station, page, place, word)) for word in ("ẾỄỐỖẾ", "EEOOE"))
    width = min(with_marks.shape[1], without.shape[1])  # an edge between two pixels is rounded either way
    assert abs(with_marks.shape[1] - without.shape[1]) <= 1
    assert with_marks.shape[0] == without.shape[0]
    with_marks, without = with_marks[:, :width], without[:, :width]
    changed = np.flatnonzero(np.abs(with_marks - without).max(axis=1) > 60)
    assert changed.size >= 3
    assert changed[0] < with_marks.shape[0] / 2


def pixels(element: Locator) -> np.ndarray:
    """The grey of an element as it is drawn."""
    picture = Image.open(io.BytesIO(element.screenshot(caret="hide")))
    return np.asarray(picture.convert("L")).astype(int)
