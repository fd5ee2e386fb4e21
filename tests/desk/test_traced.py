"""Every figure of a report equals what SQL counts of the tables: playlists and as-run lines."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from told_days import RUNDOWN, entry, item, line, told
from told_weeks import at, logged, report

from broadcast.asrun import Outcome
from broadcast.desk import reporting
from broadcast.desk.house import House, open_house
from broadcast.desk.studio import Studio
from broadcast.playlist import PlaylistItem, RundownEntry, to_json
from broadcast.programme import CueKind
from broadcast.report import (
    Row,
    by_campaign,
    by_genre,
    by_language,
    by_origin,
    by_place,
    by_station,
    by_topic,
    csv_form,
)
from broadcast.store import playlists
from broadcast.store.playlists import Snapshot

FIRST = date(2020, 8, 6)
LAST = FIRST + timedelta(days=9)
DAYS = [FIRST + timedelta(days=number) for number in range(10)]
STATIONS = ("kien-an", "my-an", "hoi-an")

AIRED = """
WITH items AS (
  SELECT p.station, p.date, p.version, json_extract(i.value, '$.id') AS item, i.value AS body
  FROM playlists p, json_each(CAST(p.body AS TEXT), '$.items') i
), heard AS (
  SELECT a.station, a.date, a.version, a.item, MAX(a.played_s) AS played_s
  FROM as_run a
  WHERE a.started_at IS NOT NULL AND (a.reason_code IS NULL OR a.reason_code <> 'no_loudspeaker')
    AND a.date BETWEEN :first AND :last
  GROUP BY a.station, a.date, a.item
)
SELECT {key} AS name, COUNT(*) AS plays, SUM(json_extract(e.value, '$.duration_s')) AS seconds
FROM heard h JOIN items i USING (station, date, version, item), json_each(i.body, '$.rundown') e
WHERE json_extract(e.value, '$.kind') = 'item'
  AND json_extract(e.value, '$.offset_s') + json_extract(e.value, '$.duration_s') <= h.played_s + 0.25
GROUP BY 1
"""
"""An item aired where a line that names its version heard it to its end; the line that heard most counts."""

KEYS = {
    **{name: f"json_extract(e.value, '$.{name}')" for name in ("campaign", "genre", "language", "origin")},
    "topic": "json_extract(e.value, '$.topic')",
    "station": "h.station",
    "place": "h.station",  # in this district a station has the id of its commune
}
TABLES = {
    "campaign": by_campaign,
    "genre": by_genre,
    "language": by_language,
    "origin": by_origin,
    "topic": by_topic,
    "station": by_station,
    "place": by_place,
}
KINDS = (
    {"genre": "thong-bao", "language": "vi", "origin": "Đài Truyền thanh huyện Chợ Mới"},
    {"genre": "chuyen-muc", "language": "km", "origin": "Đài Truyền thanh xã"},
    {},
)


def kinds(item: PlaylistItem, turn: int) -> PlaylistItem:
    """The same programme, its items of other kinds in turn."""
    told_as = [
        replace(each, **KINDS[(number + turn) % 3]) if each.kind is CueKind.ITEM else each
        for number, each in enumerate(item.rundown)
    ]
    return replace(item, rundown=tuple(told_as))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Studio, House]]:
    """Ten days of three stations: whole, cut, missed, silent lines; lines twice; a day published anew."""
    from broadcast.bootstrap import equip
    from broadcast.settings import PROJECT, Settings

    studio = equip(Settings(house=PROJECT, data=tmp_path_factory.mktemp("traced")))
    studio = replace(studio, now=lambda: at(LAST + timedelta(days=2), 8))
    for number, day in enumerate(DAYS):
        for place, station in enumerate(STATIONS):
            _publish(studio, station, day, number + place)
            _log(studio, station, day, number + 3 * place)
    yield studio, open_house(studio.house)
    studio.database.close()


def _publish(studio: Studio, station: str, day: date, turn: int) -> None:
    more: tuple[RundownEntry, ...] = (*RUNDOWN[:-1], entry(96.0, 3.5, "thuong-xuyen", "suc-khoe"))
    for version in (1, 2) if turn % 4 == 0 else (1,):
        rundown = more if version == 2 else RUNDOWN
        items = [kinds(item(station, day, slot, rundown), turn) for slot in ("sang", "trua", "chieu")]
        given = told(station, day, version, at(day, 0) - timedelta(hours=14 - version), tuple(items))
        end, body = given.playlist.expires_at, to_json(given.playlist)
        with studio.database.begin() as connection:
            playlists.publish(
                connection, Snapshot(station, day, version, "d" * 64, body, given.published_at, end)
            )


def _log(studio: Studio, station: str, day: date, turn: int) -> None:
    """What one day's log says, by `turn`: no two days in a row alike."""
    version = 2 if turn % 4 == 0 and station == STATIONS[0] else 1
    if turn % 7 == 5:
        return  # a silent day
    cut = list(logged(station, day, ("trua",), Outcome.CUT, played_s=30.0 + 7 * turn, version=version))
    missed = list(logged(station, day, ("chieu",), Outcome.MISSED, version=version))
    whole = list(logged(station, day, ("chieu",), version=version))
    report(studio.database, logged(station, day, ("sang",), version=version))
    report(studio.database, cut if turn % 2 else [])
    report(studio.database, missed if turn % 3 == 0 else whole)
    if turn % 5 == 0:  # the station lost its record and told the evening once more
        again = line(
            "chieu", station=station, day=day, version=version, id=f"{station}.{day}.again", played_s=60.0
        )
        report(studio.database, [(at(day, 20), again)])


def counted(studio: Studio, key: str) -> dict[str | None, tuple[int, float]]:
    question = text(AIRED.format(key=KEYS[key]))
    with studio.database.begin() as connection:
        rows: list[Any] = list(connection.execute(question, {"first": f"{FIRST}", "last": f"{LAST}"}))
    return {row.name: (row.plays, row.seconds) for row in rows}


def shown(rows: Iterator[Row], key: str) -> dict[str | None, tuple[int, float]]:
    return {
        getattr(row, key): (row.count.aired, row.count.aired_time.total_seconds())
        for row in rows
        if row.count.aired
    }


@pytest.mark.parametrize("key", list(TABLES))
def test_every_figure_equals_what_sql_counts(made: tuple[Studio, House], key: str) -> None:
    whole = reporting.report(*made, FIRST, LAST)
    said, asked = shown(TABLES[key](whole), key), counted(made[0], key)
    assert {name: plays for name, (plays, _) in said.items()} == {
        name: plays for name, (plays, _) in asked.items()
    }
    for name, (_, seconds) in said.items():
        assert seconds == pytest.approx(asked[name][1], abs=1e-6)
    assert sum(plays for plays, _ in said.values()) > 100


def test_every_line_that_a_figure_names_is_in_the_log(made: tuple[Studio, House]) -> None:
    whole = reporting.report(*made, FIRST, LAST)
    named = {(play.station, id_) for play in whole.plays for id_ in play.lines}
    with made[0].database.begin() as connection:
        logged_ = {(row[0], row[1]) for row in connection.execute(text("SELECT station, id FROM as_run"))}
    assert named <= logged_
    assert named | {(each.line.station, each.line.id) for each in whole.strays} == logged_


def test_a_script_that_is_edited_later_changes_no_report(made: tuple[Studio, House]) -> None:
    studio, house = made
    before = list(by_genre(reporting.report(studio, house, FIRST, LAST)))
    edited = {
        name: replace(each, script=replace(each.script, genre="tin-buon", language="en", origin="khác"))
        for name, each in house.scripts.items()
    }
    after = list(by_genre(reporting.report(studio, replace(house, scripts=edited), FIRST, LAST)))
    assert before == after


def table_rows(studio: Studio, house: House, kind: str) -> list[dict[str, str]]:
    """The rows of one kind, as a spreadsheet reads them."""
    body = csv_form(reporting.report(studio, house, FIRST, LAST)).decode("utf-8-sig")
    every = csv.DictReader(io.StringIO(body, newline=""), delimiter=";")
    return [row for row in every if row["row"] == kind]


@pytest.mark.parametrize("kind", ["genre", "language", "origin", "place"])
def test_the_rows_of_the_table_for_spreadsheets_equal_what_sql_counts(
    made: tuple[Studio, House], kind: str
) -> None:
    studio, house = made
    body = csv_form(reporting.report(studio, house, FIRST, LAST)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body, newline=""), delimiter=";"))
    found = {
        row["by"] or None: (int(row["aired_plays"]), int(row["aired_s"]))
        for row in rows
        if row["row"] == kind and row["aired_plays"] != "0"
    }
    assert found == {
        name: (plays, round(seconds)) for name, (plays, seconds) in counted(studio, kind).items()
    }
    assert all(row["by_name"] for row in rows if row["row"] == kind)


def test_every_day_of_the_period_has_its_row_and_they_add_up_to_sql(made: tuple[Studio, House]) -> None:
    studio, house = made
    body = csv_form(reporting.report(studio, house, FIRST, LAST)).decode("utf-8-sig")
    rows = [
        row for row in csv.DictReader(io.StringIO(body, newline=""), delimiter=";") if row["row"] == "day"
    ]
    assert [row["date"] for row in rows] == [row["by"] for row in rows] == [f"{day}" for day in DAYS]
    assert rows[0]["by_name"] == "06/8/2020"
    assert sum(int(row["aired_plays"]) for row in rows) == sum(
        n for n, _ in counted(studio, "station").values()
    )
