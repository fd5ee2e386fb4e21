"""A sheet to draw on: panels of pixels, lines, letters. Pillow does the letters and the PNG."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

Pixels = npt.NDArray[np.uint8]
Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
INK: Colour = (28, 32, 38)
QUIET: Colour = (96, 104, 114)
GRID: Colour = (222, 226, 231)

LETTER_PX = 15
LINE_PX = 20

_FONT = "SourceSansPro-{}.ttf"
"""Pillow's own letters lack most of Vietnamese."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A rectangle of the sheet in pixels; `bottom` and `right` are not in it."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Where it ends to the right."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Where it ends below."""
        return self.top + self.height


class Sheet:
    """White paper of `width` x `height` pixels."""

    def __init__(self, width: int, height: int) -> None:
        self._image = Image.new("RGB", (width, height), WHITE)
        self._pen = ImageDraw.Draw(self._image)

    def paste(self, pixels: Pixels, panel: Panel) -> None:
        """Fill a panel with pixels shaped (height, width, 3)."""
        self._image.paste(Image.fromarray(pixels), (panel.left, panel.top))

    def frame(self, panel: Panel) -> None:
        """A line around a panel, just outside it."""
        self._pen.rectangle((panel.left - 1, panel.top - 1, panel.right, panel.bottom), outline=QUIET)

    def upright(self, x: int, top: int, bottom: int, colour: Colour, *, dash: int = 0) -> None:
        """A vertical line, one pixel wide; `dash` pixels are drawn and left out in turn (0: unbroken)."""
        for at in range(top, bottom, 2 * dash if dash else bottom - top):
            self._pen.line((x, at, x, min(bottom, at + (dash or bottom - top)) - 1), fill=colour)

    def level(self, y: int, left: int, right: int, colour: Colour, *, dash: int = 0) -> None:
        """A horizontal line, one pixel high."""
        for at in range(left, right, 2 * dash if dash else right - left):
            self._pen.line((at, y, min(right, at + (dash or right - left)) - 1, y), fill=colour)

    def box(self, left: int, top: int, width: int, height: int, colour: Colour) -> None:
        """A filled rectangle."""
        self._pen.rectangle((left, top, left + width - 1, top + height - 1), fill=colour)

    def write(
        self, x: int, y: int, text: str, colour: Colour = INK, *, anchor: str = "lm", bold: bool = False
    ) -> int:
        """Letters at a point, as Pillow's `anchor` says; how wide they are."""
        font = _font(bold)
        self._pen.text((x, y), text, fill=colour, font=font, anchor=anchor)
        return round(font.getlength(text))

    def png(self, about: str) -> bytes:
        """The sheet as PNG; `about` is its description in words."""
        info, out = PngInfo(), io.BytesIO()
        info.add_itxt("Description", about)
        self._image.save(out, "PNG", pnginfo=info)
        return out.getvalue()


def width_of(text: str, *, bold: bool = False) -> float:
    """How wide letters are, in pixels."""
    return float(_font(bold).getlength(text))


def fitted(text: str, width: int, *, bold: bool = False) -> str:
    """`text` in one line, cut with an ellipsis where it is wider than `width` pixels."""
    line = "".join(letter if letter.isprintable() else " " for letter in text[:_MOST_LETTERS])
    if width_of(line, bold=bold) <= width:
        return line
    while line and width_of(line + "…", bold=bold) > width:
        line = line[:-1]
    return line.rstrip() + "…"


def ramp(anchors: Iterable[Colour], steps: int = 256) -> Pixels:
    """Colours from the first anchor to the last, shaped (steps, 3)."""
    points = np.array(list(anchors), np.float64)
    at = np.linspace(0, len(points) - 1, steps)
    channels = [np.interp(at, range(len(points)), points[:, channel]) for channel in range(3)]
    return np.stack(channels, axis=1).round().astype(np.uint8)


_MOST_LETTERS = 300


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:  # noqa: FBT001 - a key of the cache
    name = _FONT.format("Semibold" if bold else "Regular")
    data = files("font_source_sans_pro").joinpath("files", name).read_bytes()
    return ImageFont.truetype(io.BytesIO(data), LETTER_PX, layout_engine=ImageFont.Layout.BASIC)
