"""How the timetable is laid out: few nodes however wide the day, nothing planned to show it."""

import gzip
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from pathlib import Path

from in_memory import InMemory
from served import Serve
from wide_days import SLOTS, communes, wide_timetable

from broadcast.doors.pages import timetable_view as view
from broadcast.doors.pages.render import HERE
from broadcast.schedule.timetable import as_json, from_json

DAY = date(2020, 8, 6)


def test_forty_stations_of_forty_items_are_few_nodes_and_few_bytes(serve: Serve, sounds: Path) -> None:
    html = serve(InMemory(sounds, wide=40)).get(f"/timetable?day={DAY}", accept="text/html").text
    items = html.count("/stations/xa-") - 40  # each station's own link stands there too
    assert items == 40 * 40
    nodes = len(re.findall(r"<[a-z]", html))
    assert nodes <= 4 * items, "an item is a line, a link and its facts, and nothing more"
    assert len(html.encode()) <= 250 * items
    assert len(gzip.compress(html.encode())) <= 40_000
    assert " style=" not in html


def test_scripts_and_styles_of_the_page_are_small() -> None:
    names = ("station.css", "station.js", "timetable.css", "timetable.js")
    together = sum(len(gzip.compress((HERE / "static" / name).read_bytes())) for name in names)
    assert together <= 30_000


def test_a_day_is_shown_by_what_was_kept_and_planned_by_nobody(tmp_path: Path) -> None:
    """There is no engine, no clip and no script: nothing can be planned here."""
    timetable = wide_timetable(tmp_path, DAY, communes(3), 6)
    sheet = timetable.sheet(DAY)
    assert [len(row.day.sessions) for row in sheet.rows if row.day] == [3, 3, 3]
    assert timetable.studio.engines == {}
    timetable.studio.database.close()


def test_what_is_kept_is_read_back_as_it_was(tmp_path: Path) -> None:
    timetable = wide_timetable(tmp_path, DAY, communes(1), 9)
    (row,) = timetable.sheet(DAY).rows
    assert row.day
    assert from_json(as_json(row.day)) == row.day
    assert as_json(row.day).count("bài thường xuyên lấp chỗ") == 1
    timetable.studio.database.close()


def test_sessions_of_other_hours_share_the_column_of_their_part_of_the_day(tmp_path: Path) -> None:
    timetable = wide_timetable(tmp_path, DAY, communes(2), 6)
    first, second = timetable.sheet(DAY).rows
    assert second.day
    morning, *others = second.day.sessions
    later = replace(morning, starts=morning.starts.replace(hour=6), slot="sang-2")
    evening = replace(others[-1], name="tối", slot="toi", starts=morning.starts.replace(hour=19))
    other = replace(second, day=replace(second.day, sessions=(morning, later, *others, evening)))
    sheet = replace(timetable.sheet(DAY), rows=(first, other))
    columns = view.columns(sheet)
    assert [(each.name, each.hours) for each in columns] == [
        ("sáng", "05:00 · 06:00"),
        ("trưa", "11:00"),
        ("chiều", "17:00"),
        ("tối", "19:00"),
    ]
    one, two = view.rows(sheet, columns, view.Search())
    assert [len(cell) for cell in one.cells] == [1, 1, 1, 0]
    assert [len(cell) for cell in two.cells] == [2, 1, 1, 1]
    assert SLOTS[0].starts == time(5)
    timetable.studio.database.close()


def names(rows: Sequence[view.Row]) -> list[str]:
    return [row.row.station.id for row in rows]


def test_stations_and_items_are_found_without_marks(tmp_path: Path) -> None:
    timetable = wide_timetable(tmp_path, DAY, communes(3), 6)
    sheet = timetable.sheet(DAY)
    columns = view.columns(sheet)
    assert view.folded("  Đài  XÃ Hòa   An ") == "dai xa hoa an"
    assert names(view.rows(sheet, columns, view.Search("hoa an 2"))) == ["xa-02"]
    assert names(view.rows(sheet, columns, view.Search("RUA tay"))) == ["xa-01", "xa-02", "xa-03"]
    assert names(view.rows(sheet, columns, view.Search("rua tay", station="xa-03"))) == ["xa-03"]
    assert names(view.rows(sheet, columns, view.Search(campaign="khong-co"))) == []
    everything = view.rows(sheet, columns, view.Search())
    (left,) = view.missing(everything, view.Search("bai chua duyet 19"))
    assert (left.stations, left.reasons[0][0].vi) == (3, "chưa được duyệt")
    timetable.studio.database.close()
