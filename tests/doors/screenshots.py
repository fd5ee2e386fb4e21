"""`make screenshots`: every page at a desk's and at a telephone's width, into docs/screenshots/.

The content is that of every_page.py, with the voice of the tests: the same day, the same scripts. Written as
palette PNG, so that a picture takes some ten kB.
"""

import io
import re
import shutil
from pathlib import Path

import pytest
from every_page import STRANGER, Station, opened
from PIL import Image
from playwright.sync_api import Browser
from served import Serve
from test_browser import CHROMIUM, browser
from test_browser_axe import entered

__all__ = ["browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]

TO = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
WIDTHS = {"may-tinh": 1366, "dien-thoai": 390}
TALLEST = 2_400
"""Pixels: what is longer is cut."""


def small(picture: bytes) -> bytes:
    """The same picture in 64 colours."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, TALLEST)))
    out = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def named(address: str) -> str:
    """A file's name for an address; one-time links are not told."""
    plain = re.sub(r"/(start|reset)/.*", r"/\1", address)
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "hom-nay"


def test_take_them(serve: Serve, browser: Browser, tmp_path: Path) -> None:
    station: Station = opened(serve, tmp_path)
    shutil.rmtree(TO, ignore_errors=True)
    TO.mkdir()
    rows: dict[str, str] = {}
    for name in (STRANGER, "lan"):
        with entered(browser, station, name) as context:
            page = context.new_page()
            for address, html in station.pages(name):
                if name == STRANGER and not re.match(r"/(login|start|reset|khong-co)", address):
                    continue
                title = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
                shown = re.sub(r"<[^>]+>", " ", title[1] if title else address)
                for width, pixels in WIDTHS.items():
                    page.set_viewport_size({"width": pixels, "height": 800})
                    page.goto(station.url + address)
                    file = f"{named(address)}-{width}.png"
                    (TO / file).write_bytes(small(page.screenshot(full_page=True)))
                    assert (TO / file).stat().st_size < 150_000, file
                rows[named(address)] = " ".join(shown.split())
    _index(rows)


def _index(rows: dict[str, str]) -> None:
    lines = [
        "# Ảnh chụp các trang | Screenshots",
        "",
        "Làm bằng `make screenshots`. | Made by `make screenshots`.",
        "",
    ]
    lines += ["| trang / page | máy tính / desk | điện thoại / phone |", "|---|---|---|"]
    for file, title in sorted(rows.items(), key=lambda row: row[1]):
        pictures = " | ".join(f"[{width}]({file}-{width}.png)" for width in WIDTHS)
        lines.append(f"| {title} | {pictures} |")
    (TO / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
