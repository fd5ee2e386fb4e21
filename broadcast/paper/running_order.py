"""Dàn bài in ra: a station's day on paper, for whoever plays it by hand: to print, or as a Word document."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from broadcast.language import Language, Text
from broadcast.paper.administrative import Paper
from broadcast.playlist import ItemKind, Playlist, PlaylistItem, RundownEntry
from broadcast.programme import CueKind
from broadcast.programme.announcer import HEADLINES
from broadcast.report import wording
from broadcast.report.form import DOCX, HTML
from broadcast.report.markup import Markup, tag
from broadcast.schedule import VIETNAM

_WIDE_MM = (24.1, 12.0, 85.0, 20.0, 23.9)
_HEADS = (
    *(Text("Giờ", "At"), Text("Số", "No."), Text("Nội dung", "What"), Text("Dài", "Length")),
    Text("Ghi chú", "Notes"),
)
_SAID = (CueKind.CALL, CueKind.GREETING, CueKind.FEATURE, CueKind.CLOSING)

Line = tuple[str, str, str, str, str]


class OrderForm(StrEnum):
    """A form of the running order; its value is the suffix."""

    HTML = "html"
    DOCX = "docx"

    @property
    def media_type(self) -> str:
        """The media type that answers carry."""
        return HTML if self is OrderForm.HTML else DOCX


def running_order(playlist: Playlist, form: OrderForm, language: Language) -> bytes:
    """The day of `playlist` in `form`: each session with its file, its cues by the clock, room for notes."""
    return _html(playlist, language) if form is OrderForm.HTML else _docx(playlist, language)


def file_name(item: PlaylistItem, ext: str) -> str:
    """What the file of a session is called when it is handed over: `my-an.2020-08-06.sang.mp3`."""
    return f"{item.id}.{ext}"


def _docx(playlist: Playlist, language: Language) -> bytes:
    name, day = playlist.station.name, _day(playlist, language)
    paper = Paper(f"{_TITLE.said(language)}, {name}, {day}", name, playlist.generated_at)
    paper.subject(_TITLE.said(language).upper(), f"{name}, {day}")
    heads = [head.said(language) for head in _HEADS]
    for item in playlist.items:
        paper.heading(_heading(item, language))
        paper.paragraph(_facts(item, language))
        if item.rundown:
            paper.table(heads, lines(item, language), _WIDE_MM)
    paper.paragraph(_signed(playlist, language), italic=True)
    return paper.written()


def _html(playlist: Playlist, language: Language) -> bytes:
    name, day = playlist.station.name, _day(playlist, language)
    title = f"{_TITLE.said(language)}, {name}, {day}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Markup(_STYLE)),
    )
    parts = [tag("h1", _TITLE.said(language)), tag("p", tag("b", name)), tag("p", day)]
    sections = [_section(item, language) for item in playlist.items]
    end = tag("p", _signed(playlist, language))
    body = tag("body", tag("header", parts), tag("main", sections, end))
    return f"<!doctype html>\n{tag('html', head, body, lang=language.value)}\n".encode()


def _section(item: PlaylistItem, language: Language) -> Markup:
    columns = tag("tr", [tag("th", head.said(language), scope="col") for head in _HEADS])
    rows = [tag("tr", [tag("td", cell) for cell in line]) for line in lines(item, language)]
    named = _heading(item, language)
    table = tag("table", tag("thead", columns), tag("tbody", rows), aria_label=named)
    shown = tag("div", table, class_="wide", tabindex="0", role="region", aria_label=named)
    return tag("section", tag("h2", named), tag("p", _facts(item, language)), shown if rows else ())


def lines(item: PlaylistItem, language: Language) -> Sequence[Line]:
    """The cues of a session: clock, number of the item, what sounds, how long, room for notes."""
    return tuple(_lines(item, language))


def _lines(item: PlaylistItem, language: Language) -> Iterator[Line]:
    number = 0
    for entry in item.rundown:
        number += entry.kind is CueKind.ITEM
        shown = str(number) if entry.kind is CueKind.ITEM else ""
        clock = _clock(item.starts_at + timedelta(seconds=entry.offset_s))
        yield clock, shown, _what(entry, language), length(entry.duration_s), ""


def _what(entry: RundownEntry, language: Language) -> str:
    """An item and a headline by their title; words of the station with what is said; all else by its kind."""
    if entry.kind is CueKind.ITEM or entry.title.startswith(HEADLINES):
        return entry.title
    named = entry.kind.named.said(language)
    return f"{named}: {entry.title}" if entry.kind in _SAID else named


def _heading(item: PlaylistItem, language: Language) -> str:
    ends = item.starts_at + timedelta(seconds=item.duration_s)
    part = wording.daypart(item).said(language)
    return f"{part}, {_clock(item.starts_at)} - {_clock(ends)}"


def _facts(item: PlaylistItem, language: Language) -> str:
    """What it is, how long, and the file that holds all of it."""
    what = item.title
    if item.kind is ItemKind.RELAY and item.relay is not None:
        what = f"{item.title}. {Text('Tiếp sóng', 'Relay').said(language)}: {item.relay.url}"
    told = [what, f"{Text('dài', 'length').said(language)} {length(item.duration_s)}"]
    if item.audio is not None:
        ext = item.audio.url.rpartition(".")[2]
        told.append(f"{Text('tệp', 'file').said(language)} {file_name(item, ext)}")
    return "; ".join(told)


def _day(playlist: Playlist, language: Language) -> str:
    named = wording.WEEKDAYS[playlist.date.weekday()].said(language)
    if language is Language.VI:
        return f"{named}, ngày {wording.official(playlist.date)}"
    return f"{named}, {playlist.date}"


def _signed(playlist: Playlist, language: Language) -> str:
    """Which version this is: a list that was printed yesterday may not be the one that holds."""
    made = playlist.generated_at.astimezone(VIETNAM)
    at = f"{wording.hour(made)}, {wording.day(made.date(), language)}"
    return Text(
        f"Theo danh sách phát bản số {playlist.version}, lập lúc {at}. Lịch có thể đổi sau khi in: xem lại "
        "trước giờ phát.",
        f"By version {playlist.version} of the playlist, made at {at}. It may change after printing.",
    ).said(language)


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M:%S}"


def length(seconds: float) -> str:
    """`10:12`: minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


_TITLE = Text("Dàn bài chương trình", "Running order")

_STYLE = """
:root { color-scheme: light; --ink: #1b1f24; --line: #8a929c }
body { font: 16px/1.45 "Times New Roman", "Liberation Serif", serif; color: var(--ink); background: #fff;
  margin: 0 auto; max-width: 900px; padding: 16px }
h1 { font-size: 1.5rem; margin: 0; text-transform: uppercase } h2 { font-size: 1.15rem; margin: 1.4em 0 .2em }
p { margin: .2em 0 } .wide { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid var(--line); padding: .3em .5em; text-align: left; vertical-align: top }
td:nth-child(1), td:nth-child(2), td:nth-child(4) { white-space: nowrap; font-variant-numeric: tabular-nums }
td:nth-child(5), th:nth-child(5) { min-width: 6rem }
@media print {
  @page { size: A4; margin: 15mm } body { max-width: none; padding: 0; font-size: 12pt }
  .wide { overflow: visible }
  thead { display: table-header-group } tr { break-inside: avoid } h2 { break-after: avoid }
}
"""
