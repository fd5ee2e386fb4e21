"""Vẽ biểu đồ: pictures of a report, drawn by matplotlib: SVG for pages, PNG for papers.

They are legible in black and white, and on a phone.
"""

import io
import textwrap
import threading
from collections import OrderedDict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from broadcast.language import Language
from broadcast.report import Picture, Series, Shape

if TYPE_CHECKING:  # the library is loaded when a chart is drawn, not when a page is asked for
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KEPT = 64
"""Drawings kept, the latest asked for: 64 of 40 kB."""

SHEET_WIDE_IN, SHEET_DPI = 6.4, 200
"""As wide as the text of an administrative report on A4; dots that an office printer shows."""

INK, SOFT, LINE = "#16211f", "#4a5755", "#d5ddda"

BARS: Mapping[Series, Mapping[str, Any]] = {
    Series.PLANNED: {"facecolor": "#e4f0ee", "edgecolor": SOFT, "hatch": "////", "linewidth": 0.8},
    Series.AIRED: {"facecolor": "#0b5351", "edgecolor": "#0b5351", "linewidth": 0.8},
    Series.LEAST: {"facecolor": "#ffffff", "edgecolor": "#a3211b", "linewidth": 1.6, "linestyle": "--"},
    Series.BASELINE: {"facecolor": "#ffffff", "edgecolor": INK, "hatch": "xx", "linewidth": 0.8},
}
"""Told apart by pattern and by darkness, not by hue."""

LINES: Mapping[Series, Mapping[str, Any]] = {
    Series.LEAST: {"color": "#a3211b", "linestyle": "--", "linewidth": 2.0},
    Series.BASELINE: {"color": INK, "linestyle": ":", "linewidth": 2.0},
}

_SET_UP: Mapping[str, Any] = {
    "svg.fonttype": "path",  # letters as outlines: an image asks no machine for a font
    "svg.hashsalt": "broadcast",  # the same bytes for the same figures
    "text.parse_math": False,
    "hatch.linewidth": 0.7,
    "axes.edgecolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}
_FONTS = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")
_FAMILY = "Source Sans Pro"


class Easel:
    """Draws one picture at a time, and keeps the latest drawings. For several threads."""

    def __init__(self) -> None:
        self._drawing = threading.Lock()
        self._kept: OrderedDict[tuple[str, Language, bool], bytes] = OrderedDict()
        self._ready = False

    def svg(self, picture: Picture, language: Language, *, narrow: bool) -> bytes:
        """`picture` as SVG, the same bytes for the same picture; `narrow` for a phone."""
        key = (picture.digest, language, narrow)
        with self._drawing:
            if key not in self._kept:
                self._set_up()
                self._kept[key] = _svg(picture, language, narrow=narrow)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]

    def png(self, picture: Picture, language: Language) -> bytes:
        """`picture` as PNG for a sheet of A4: `SHEET_WIDE_IN` inches wide, `SHEET_DPI` dots an inch."""
        with self._drawing:
            self._set_up()
            return _png(picture, language)

    def _set_up(self) -> None:
        if not self._ready:
            from matplotlib import font_manager

            for name in _FONTS:
                path = files("font_source_sans_pro").joinpath("files", name)
                font_manager.fontManager.addfont(str(path))
            self._ready = True


def _svg(picture: Picture, language: Language, *, narrow: bool) -> bytes:
    size = _size(picture, language, narrow=narrow)
    return _drawn(picture, language, size, 13.0 if narrow else 11.0, narrow=narrow, form="svg")


def _png(picture: Picture, language: Language) -> bytes:
    """Letters are smaller than on a page, and so is what stands between rows."""
    _, high = _size(picture, language, narrow=False)
    high *= 1.0 if picture.shape is Shape.COLUMNS else 0.62
    return _drawn(picture, language, (SHEET_WIDE_IN, high), 9.5, narrow=False, form="png")


def _drawn(
    picture: Picture,
    language: Language,
    size: tuple[float, float],
    letters: float,
    *,
    narrow: bool,
    form: str,
) -> bytes:
    """The file, `size` in inches, `letters` in points."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    settings: dict[Any, Any] = {**_SET_UP, "font.family": _FAMILY, "font.size": letters}
    with rc_context(settings):
        figure = Figure(figsize=size, layout="constrained", dpi=SHEET_DPI)
        axes = figure.add_subplot()
        _DRAWN[picture.shape](axes, picture, language, narrow)
        if picture.shape is not Shape.STEPS:
            _legend(figure, axes, narrow=narrow)
        drawn = io.BytesIO()
        told = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
        figure.savefig(drawn, format=form, metadata=told)
    return drawn.getvalue()


def _size(picture: Picture, language: Language, *, narrow: bool) -> tuple[float, float]:
    """Inches. A narrow one is as wide as the column of a phone."""
    wide = 5.0 if narrow else 9.6
    if picture.shape is Shape.COLUMNS:
        return wide, 3.8 if narrow else 3.6
    lines = max((_name(each.said(language), narrow=narrow).count("\n") for each in picture.labels), default=0)
    row = 0.5 if picture.shape is Shape.STEPS else (0.26, 0.18)[not narrow] + 0.2 * (lines + 1)
    return wide, 0.9 + len(picture.labels) * row


def _columns(axes: "Axes", picture: Picture, language: Language, narrow: bool) -> None:  # noqa: FBT001
    figures = dict(picture.series)
    for kind, at in ((Series.PLANNED, -0.2), (Series.AIRED, 0.2)):
        places = [place + at for place in range(len(picture.labels))]
        axes.bar(places, figures[kind], width=0.4, label=kind.named.said(language), **BARS[kind])
    edges = [place - 0.5 for place in range(len(picture.labels) + 1)]
    for kind, look in LINES.items():
        if any(figures.get(kind, ())):
            named = kind.named.said(language)
            axes.stairs(figures[kind], edges, baseline=None, label=named, path_effects=_cased(), **look)
    every = -(-len(picture.labels) // (6 if narrow else 16))
    axes.set_xticks(
        range(0, len(picture.labels), every), [each.said(language) for each in picture.labels[::every]]
    )
    axes.set_xlim(-0.6, len(picture.labels) - 0.4)
    _count_on(axes.yaxis, language)
    axes.grid(axis="y", color=LINE, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_ylabel("lượt" if language is Language.VI else "plays")


def _rows(axes: "Axes", picture: Picture, language: Language, narrow: bool) -> None:  # noqa: FBT001
    figures = dict(picture.series)
    places = range(len(picture.labels))
    for kind, high in ((Series.PLANNED, 0.74), (Series.AIRED, 0.4)):
        axes.barh(places, figures[kind], height=high, label=kind.named.said(language), **BARS[kind])
    least = figures.get(Series.LEAST, ())
    if any(least):
        above, below = [place - 0.45 for place in places], [place + 0.45 for place in places]
        named = Series.LEAST.named.said(language)
        axes.vlines(least, above, below, label=named, color=INK, linewidth=2.4, path_effects=_cased())
    for place in places:
        end = max(values[place] for values in figures.values())
        told = [_written(figures[kind][place], language) for kind in (Series.AIRED, Series.PLANNED)]
        axes.annotate("/".join(told), (end, place), (5, 0), textcoords="offset points", va="center")
    _names(axes, picture, language, narrow=narrow)
    _count_on(axes.xaxis, language)
    axes.margins(x=0.12)


def _steps(axes: "Axes", picture: Picture, language: Language, narrow: bool) -> None:  # noqa: FBT001
    for place, (kind, (value,)) in enumerate(picture.series):
        axes.barh([place], [value], height=0.62, **BARS[kind])
        axes.annotate(
            _written(value, language),
            (value, place),
            (6, 0),
            textcoords="offset points",
            va="center",
            weight=600,
        )
    _names(axes, picture, language, narrow=narrow)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.margins(x=0.12)


_DRAWN = {Shape.COLUMNS: _columns, Shape.ROWS: _rows, Shape.STEPS: _steps}


def _cased() -> Any:  # noqa: ANN401 - the library's own kind of list
    """A white edge, so that a line is seen on a dark bar."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=4.6, foreground="#ffffff")]


def _names(axes: "Axes", picture: Picture, language: Language, *, narrow: bool) -> None:
    """Names at the left, the first on top."""
    said = [_name(each.said(language), narrow=narrow) for each in picture.labels]
    axes.set_yticks(range(len(said)), said)
    axes.set_ylim(len(said) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)


def _name(name: str, *, narrow: bool) -> str:
    """In lines that fit, three at most; a letter that the font lacks (Khmer, a smiling face) is a `?`."""
    known = "".join(each if each in _letters() else "?" for each in name)
    return "\n".join(textwrap.wrap(known, 18 if narrow else 34, max_lines=3, placeholder="…"))


@cache
def _letters() -> frozenset[str]:
    """What the font can draw."""
    from matplotlib.ft2font import FT2Font

    font = FT2Font(str(files("font_source_sans_pro").joinpath("files", _FONTS[0])))
    return frozenset(map(chr, font.get_charmap()))


def _legend(figure: "Figure", axes: "Axes", *, narrow: bool) -> None:
    handles, names = axes.get_legend_handles_labels()
    figure.legend(
        handles, names, loc="outside upper left", ncols=2 if narrow else 4, frameon=False, borderaxespad=0.2
    )


def _count_on(axis: Any, language: Language) -> None:  # noqa: ANN401 - matplotlib has no common type
    """Whole numbers, with the reader's mark between thousands."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=5, integer=True, min_n_ticks=1))
    axis.set_major_formatter(FuncFormatter(lambda value, _: _written(value, language)))


def _written(value: float, language: Language) -> str:
    grouped = f"{value:,.1f}".removesuffix(".0")
    return grouped.translate(str.maketrans(",.", ".,")) if language is Language.VI else grouped
