"""A report of a day that the house really made, and the command that writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from told_days import as_json, line, told

from broadcast.asrun import Outcome
from broadcast.desk import logbook, reporting, traffic
from broadcast.desk.house import House, open_house
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.disk import NotWritten
from broadcast.doors.cli.opening import Opening
from broadcast.doors.cli.reporting import WrongForm, write_report
from broadcast.errors import Invalid
from broadcast.language import Language
from broadcast.playlist import Playlist, PlaylistItem, RundownEntry, to_json
from broadcast.programme import CueKind
from broadcast.report import Aim, Fate, WrongPeriod, by_campaign, by_station_day
from broadcast.schedule import UnknownCampaign, UnknownPlace
from broadcast.store import playlists
from broadcast.store.playlists import Snapshot

DAY = date(2020, 8, 6)


@dataclass(frozen=True)
class Made:
    """A studio with one day of one station: one session aired, the fullest was cut, the last is unknown."""

    studio: Studio
    house: House
    playlist: Playlist
    aired: PlaylistItem
    cut: PlaylistItem
    unknown: PlaylistItem


@pytest.fixture
def made(small_studio: Studio) -> Made:
    house = open_house(small_studio.house)
    station = house.schedule.station("my-an")
    playlist = traffic.make_day(small_studio, house, DAY, [station], Nobody()).made["my-an"].playlist
    aired, unknown, cut = sorted(playlist.items, key=lambda item: len(_items(item)))
    second = _items(cut)[1]
    batch = [
        as_json(
            line(
                outcome=outcome,
                id=name,
                item=item.id,
                station="my-an",
                planned_at=item.starts_at,
                sha256=item.audio.sha256 if item.audio else None,
                played_s=played_s,
            )
        )
        for name, item, outcome, played_s in (
            ("one", aired, Outcome.PLAYED, aired.duration_s),
            ("two", cut, Outcome.CUT, second.offset_s + 1),
        )
    ]
    logbook.record_as_run(small_studio, house.schedule, "my-an", {"lines": batch})
    return Made(small_studio, house, playlist, aired, cut, unknown)


def _items(session: PlaylistItem) -> list[RundownEntry]:
    return [entry for entry in session.rundown if entry.kind is CueKind.ITEM]


def test_a_day_is_counted_from_its_playlist_and_its_log(made: Made) -> None:
    report = reporting.report(made.studio, made.house, DAY, DAY)
    fates = [play.fate for play in report.plays]
    assert fates.count(Fate.AIRED) == len(_items(made.aired)) + 1
    assert fates.count(Fate.LOST) == len(_items(made.cut)) - 1 > 0
    assert fates.count(Fate.UNREPORTED) == len(_items(made.unknown))
    assert {play.lines for play in report.plays} == {("one",), ("two",), ()}
    planned = sum((row.count.planned_time for row in by_campaign(report)), timedelta())
    entries = [entry for item in made.playlist.items for entry in _items(item)]
    assert planned.total_seconds() == pytest.approx(sum(entry.duration_s for entry in entries), abs=1e-6)


@pytest.fixture
def told_studio(small_studio: Studio) -> Studio:
    """One station was told a day by hand."""
    given = told("my-an")
    snapshot = Snapshot(
        "my-an", DAY, 1, "d" * 64, to_json(given.playlist), given.published_at, given.playlist.expires_at
    )
    with small_studio.database.begin() as connection:
        playlists.publish(connection, snapshot)
    return small_studio


@pytest.fixture
def house(small_studio: Studio) -> House:
    return open_house(small_studio.house)


def test_all_18_stations_have_their_goal_though_one_was_told_its_day(
    told_studio: Studio, house: House
) -> None:
    rows = list(by_station_day(reporting.report(told_studio, house, DAY, DAY, "covid-19")))
    assert len(rows) == 18
    assert {row.station: row.count.planned for row in rows if row.count.planned} == {"my-an": 6}
    (mine,) = (row for row in rows if row.station == "my-an")
    assert mine.aim == Aim(days=1, met=0, baseline=1, least=2, most=5)


def test_a_place_without_the_station_has_none_of_its_plays(told_studio: Studio, house: House) -> None:
    assert reporting.report(told_studio, house, DAY, DAY, place="kien-an").plays == ()
    for place in ("my-an", "cho-moi", None):
        assert len(reporting.report(told_studio, house, DAY, DAY, place=place).plays) == 9


def test_what_does_not_exist_is_refused(told_studio: Studio, house: House) -> None:
    with pytest.raises(UnknownCampaign):
        reporting.report(told_studio, house, DAY, DAY, campaign="covid-20")
    with pytest.raises(UnknownPlace):
        reporting.report(told_studio, house, DAY, DAY, place="khong-co")
    with pytest.raises(WrongPeriod):
        reporting.report(told_studio, house, DAY, DAY - timedelta(days=1))


@pytest.fixture
def write(told_studio: Studio) -> Callable[[Path], None]:
    studio = told_studio
    opening = Opening(studio.house, studio.data, "127.0.0.1", 0, None, lambda: studio)

    def to(path: Path) -> None:
        write_report(
            opening, first=DAY, last=DAY, campaign=None, place="my-an", to=path, language=Language.VI
        )

    return to


def test_the_suffix_chooses_the_form(
    write: Callable[[Path], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, page = tmp_path / "report.csv", tmp_path / "BÁO CÁO.HTML"
    write(table)
    write(page)
    assert table.read_text("utf-8-sig").startswith("row;date;station;")
    assert "<h1>Báo cáo lượt phát và thời lượng</h1>" in page.read_text("utf-8")
    document, workbook = tmp_path / "report.docx", tmp_path / "report.XLSX"
    write(document)
    write(workbook)
    assert document.read_bytes()[:2] == workbook.read_bytes()[:2] == b"PK"
    assert "đã phát" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["report.pdf", "report", "report.csv.part"])
def test_another_suffix_is_refused_with_those_that_there_are(
    write: Callable[[Path], None], tmp_path: Path, name: str
) -> None:
    with pytest.raises(WrongForm, match=r"\.csv, \.html, \.docx hoặc \.xlsx") as error:
        write(tmp_path / name)
    assert isinstance(error.value, Invalid)
    assert not (tmp_path / name).exists()


def test_a_report_that_cannot_be_written_leaves_the_older_one(
    write: Callable[[Path], None], tmp_path: Path
) -> None:
    with pytest.raises(NotWritten):
        write(tmp_path / "missing" / "report.csv")
    assert not (tmp_path / "missing").exists()
