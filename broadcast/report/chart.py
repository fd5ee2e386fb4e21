"""Bars for each day, planned beside aired, with the target across: told apart in black and white as well."""

from collections.abc import Iterator, Sequence
from datetime import date

from broadcast.language import Language, Text
from broadcast.report.markup import Markup, tag
from broadcast.report.tables import Row

WIDTH, HEIGHT = 960.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 48.0, 8.0, 34.0, 26.0
MOST_LABELS = 16
MOST_TICKS = 5

_STEPS: tuple[int, ...] = tuple(figure * 10**zeros for zeros in range(9) for figure in (1, 2, 5))

_PLANNED, _AIRED, _TARGET = (
    Text("đã xếp lịch", "planned"),
    Text("đã phát", "aired"),
    Text("mức tối thiểu", "target, at least"),
)


def chart(name: str, rows: Sequence[Row], title: Text, language: Language) -> Markup:
    """An SVG of the days in `rows`; `name` is unique on the page. A table behind it has the figures."""
    place = _Place(len(rows), max((_highest(row) for row in rows), default=0))
    parts = [*_grid(place), *_legend(language)]
    for number, row in enumerate(rows):
        parts += _bars(place, number, row)
        parts += _label(place, number, row.day)
    return tag(
        "svg",
        tag("title", title.said(language), id=f"{name}-title"),
        tag("desc", _described(rows).said(language), id=f"{name}-desc"),
        parts,
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        class_="chart",
    )


class _Place:
    """Where days and plays lie on the drawing."""

    def __init__(self, days: int, highest: int) -> None:
        self.days = days
        self.step = next(step for step in _STEPS if step * MOST_TICKS >= highest)
        self.top = self.step * max(1, -(-highest // self.step))
        self.wide = (WIDTH - LEFT - RIGHT) / max(1, days)

    def x(self, day: float) -> float:
        return LEFT + day * self.wide

    def y(self, plays: float) -> float:
        return HEIGHT - BOTTOM - plays / self.top * (HEIGHT - TOP - BOTTOM)


def _highest(row: Row) -> int:
    return max(row.count.planned, row.count.aired, row.aim.least if row.aim else 0)


def _grid(place: _Place) -> Iterator[Markup]:
    for plays in range(0, place.top + 1, place.step):
        y = place.y(plays)
        yield tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="grid")
        yield tag("text", plays, x=LEFT - 6, y=y + 4, text_anchor="end")


def _bars(place: _Place, number: int, row: Row) -> Iterator[Markup]:
    wide = place.wide * 0.38
    for kind, plays, at in (("planned", row.count.planned, 0.12), ("aired", row.count.aired, 0.5)):
        y = place.y(plays)
        x, high = place.x(number + at), HEIGHT - BOTTOM - y
        yield tag("rect", x=x, y=y, width=wide, height=high, class_=kind)
    if row.aim:
        y = place.y(row.aim.least)
        yield tag("line", x1=place.x(number), x2=place.x(number + 1), y1=y, y2=y, class_="target")


def _label(place: _Place, number: int, day: date | None) -> Iterator[Markup]:
    every = -(-place.days // MOST_LABELS)
    if day and number % every == 0:
        x = place.x(number + 0.5)
        yield tag("text", f"{day:%d/%m}", x=x, y=HEIGHT - 8, text_anchor="middle")


def _legend(language: Language) -> Iterator[Markup]:
    for number, (kind, name) in enumerate((("planned", _PLANNED), ("aired", _AIRED), ("target", _TARGET))):
        x = LEFT + number * 170
        if kind == "target":
            yield tag("line", x1=x, x2=x + 22, y1=14.0, y2=14.0, class_=kind)
        else:
            yield tag("rect", x=x, y=7.0, width=22.0, height=14.0, class_=kind)
        yield tag("text", name.said(language), x=x + 28, y=18.0)


def _described(rows: Sequence[Row]) -> Text:
    planned, aired = (sum(getattr(row.count, name) for row in rows) for name in ("planned", "aired"))
    least = sum(row.aim.least for row in rows if row.aim)
    return Text(
        f"{len(rows)} ngày: xếp lịch {planned} lượt, đã phát {aired} lượt, mức tối thiểu {least} lượt. "
        "Số từng ngày ở bảng ngay dưới.",
        f"{len(rows)} days: {planned} plays planned, {aired} aired, {least} aimed at. "
        "The figures of each day stand in the table below.",
    )
