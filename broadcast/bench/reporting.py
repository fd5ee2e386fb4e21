"""A month's report: from an untouched database to each file, over 30 stations; what twice as many cost.

Three programmes of five items a station and day; every day's list is published twice, as it is in practice;
the log has programmes that were cut and missed, and days of which nothing came.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import text

from broadcast.asrun import AsRunLine, Duty, Outcome, Reason
from broadcast.bench.figures import Figure, Measured, at_most
from broadcast.bench.timing import seconds, taking_turns
from broadcast.desk import reporting
from broadcast.desk.house import House
from broadcast.desk.studio import Studio
from broadcast.language import Language, Text
from broadcast.paper import Easel, written
from broadcast.playlist import (
    AudioFile,
    ItemKind,
    Playlist,
    PlaylistItem,
    RundownEntry,
    StationRef,
    audio_url,
    to_json,
)
from broadcast.programme import CueKind
from broadcast.report import Report, ReportForm, count
from broadcast.schedule import VIETNAM, Campaign, Place, Schedule, Station, Target, Topic
from broadcast.script import BulletinClass
from broadcast.sound.profile import Profile
from broadcast.store import asrun, playlists
from broadcast.store.audio import AudioFolder
from broadcast.store.clips import ClipFolder
from broadcast.store.database import Database
from broadcast.store.playlists import Snapshot

STATIONS = 30
FIRST, LAST = date(2020, 8, 1), date(2020, 8, 31)
MOST_S = 3.0
"""How long a month's report over 30 stations may take, in seconds."""

MOST_GROWTH = 2.5
"""What twice the stations may cost, in processor time: twice, and what a busy machine adds."""

HOURS = {"sang": 5, "trua": 11, "chieu": 17}
TOPICS = ("khau-trang", "rua-tay", "ncovi", "bluezone", "to-khai-y-te")
_LENGTH_S, _ITEM_S = 600.0, 45.25
_DISTRICT = "thu"
_CUT = Reason("power", Text("mất điện", "the power went"))

_AIRED = """
SELECT COUNT(*), COALESCE(SUM(json_extract(e.value, '$.duration_s')), 0)
FROM as_run a
JOIN playlists p ON p.station = a.station AND p.date = a.date AND p.version = a.version
JOIN json_each(CAST(p.body AS TEXT), '$.items') i ON json_extract(i.value, '$.id') = a.item
JOIN json_each(i.value, '$.rundown') e
WHERE a.started_at IS NOT NULL AND json_extract(e.value, '$.kind') = 'item'
  AND json_extract(e.value, '$.offset_s') + json_extract(e.value, '$.duration_s') <= a.played_s + 0.25
"""
"""What aired by the database's own count: items whose end lies within what the log line heard."""


def measure(quick: bool) -> Measured:  # noqa: FBT001 - every benchmark is told so
    """30 stations over a month, and 60 beside them."""
    return measured(STATIONS, rounds=1 if quick else 3)


def measured(stations: int, rounds: int) -> Measured:
    """All figures over so many stations and twice as many; the best of `rounds` counts."""
    with _district(stations) as one, _district(2 * stations) as two:
        works = {"one": partial(_counted, *one), "two": partial(_counted, *two)}
        took = taking_turns(works, rounds + 1)
        report, duties = _counted(*one)
        easel = Easel()
        every = [(form, _best(partial(_taken, one, form, easel), rounds)) for form in ReportForm]
        off_plays, off_s = _off(one[0], report)
    month = f"report.month.{stations}_stations"
    return Measured(
        (
            Figure(
                "report.month.growth.2x", took["two"].cpu_s / took["one"].cpu_s, "x", at_most(MOST_GROWTH)
            ),
            Figure("report.month.off_by_plays", off_plays, "plays", at_most(0)),
            Figure("report.month.off_by", off_s, "s", at_most(0.001)),
            Figure(f"{month}.counted", took["one"].wall_s, "s", at_most(MOST_S)),
            *(Figure(f"{month}.{form}", form_s, "s", at_most(MOST_S)) for form, form_s in every),
            Figure("report.month.plays", count(report.plays).planned, "plays"),
            Figure("report.month.stations", len(duties), "stations"),
        )
    )


def _best(work: Callable[[], object], rounds: int) -> float:
    return min(seconds(work) for _ in range(rounds))


def _counted(studio: Studio, house: House) -> tuple[Report, Sequence[Duty]]:
    """The report with nothing kept from before."""
    return reporting.with_duties(studio, house, FIRST, LAST)


def _taken(district: tuple[Studio, House], form: ReportForm, easel: Easel) -> bytes:
    """From the database to the file."""
    report, duties = _counted(*district)
    return written(report, duties, form, Language.VI, easel)


def _off(studio: Studio, report: Report) -> tuple[int, float]:
    """By how many plays and seconds the report and the database disagree."""
    with studio.database.begin() as connection:
        plays, aired_s = connection.execute(text(_AIRED)).one()
    whole = count(report.plays)
    return abs(whole.aired - plays), abs(whole.aired_time.total_seconds() - aired_s)


@contextmanager
def _district(stations: int) -> Iterator[tuple[Studio, House]]:
    """A database of its own with a month of `stations`."""
    with tempfile.TemporaryDirectory(prefix="broadcast-bench-") as folder:
        studio = _studio(Path(folder))
        house = House(Path(folder), _schedule(stations), {}, ())
        fill(studio, sorted(house.schedule.stations))
        yield studio, house
        studio.database.close()


def _studio(data: Path) -> Studio:
    return Studio(
        house=data,
        data=data,
        database=Database(data / "broadcast.sqlite3"),
        speech=data / "speech",
        clips=ClipFolder(data / "clips"),
        audio=AudioFolder(data / "audio"),
        engines={},
        profile=Profile(),
        now=lambda: datetime.combine(LAST + timedelta(days=1), time(8), VIETNAM),
    )


def _schedule(stations: int) -> Schedule:
    communes = [f"xa-{number:02}" for number in range(stations)]
    campaign = Campaign(
        "covid-19",
        "Phòng, chống dịch",
        tuple(Topic(each, each) for each in TOPICS),
        (_DISTRICT,),
        baseline_plays=1,
        target=Target(2, 15),
    )
    return Schedule(
        district=_DISTRICT,
        places={
            _DISTRICT: Place(_DISTRICT, "1", "Thử", "huyện"),
            **{each: Place(each, each, each, "xã", _DISTRICT) for each in communes},
        },
        stations={each: Station(each, each, f"Đài Truyền thanh xã {each}") for each in communes},
        policies={},
        forms={},
        campaigns={campaign.id: campaign},
    )


def fill(studio: Studio, stations: Sequence[str]) -> None:
    """Tell `stations` a month, and write down what they report of it."""
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    with studio.database.begin() as connection:
        for place, station in enumerate(stations):
            for number, day in enumerate(days):
                for snapshot in _told(station, day):
                    playlists.publish(connection, snapshot)
                asrun.record(connection, _log(station, day, place + number), studio.now())


def _told(station: str, day: date) -> Iterator[Snapshot]:
    """A day's list as it was published the evening before, and once more that night."""
    midnight = datetime.combine(day, time(), VIETNAM)
    for version, before in ((1, timedelta(hours=6)), (2, timedelta(hours=2))):
        at = midnight - before
        playlist = Playlist(
            StationRef(station, station),
            day,
            version,
            at,
            at + timedelta(days=8),
            tuple(_item(station, day, slot) for slot in HOURS),
        )
        yield Snapshot(station, day, version, "0" * 64, to_json(playlist), at, playlist.expires_at)


def _item(station: str, day: date, slot: str) -> PlaylistItem:
    sha256 = "a" * 64
    return PlaylistItem(
        id=f"{station}.{day}.{slot}",
        starts_at=datetime.combine(day, time(HOURS[slot]), VIETNAM),
        duration_s=_LENGTH_S,
        kind=ItemKind.PROGRAMME,
        klass=BulletinClass.NORMAL,
        title=f"Chương trình buổi {slot}, {day:%d/%m/%Y}",
        gain_db=0.0,
        audio=AudioFile(audio_url(sha256, "mp3"), sha256, 4_800_000, "audio/mpeg", -16.0, -1.2),
        rundown=tuple(_rundown()),
    )


def _rundown() -> Iterator[RundownEntry]:
    yield RundownEntry(0.08, 12.0, CueKind.SIGNATURE, "Nhạc hiệu")
    item = RundownEntry(0.0, _ITEM_S, CueKind.ITEM, "", campaign="covid-19", language="vi")
    for number, topic in enumerate(TOPICS):
        at_s = 40.0 + 100.0 * number
        genre = ("thong-bao", "chuyen-muc")[number % 2]
        named = replace(item, title=f"Bài {topic}", script=f"{topic}-01", topic=topic, genre=genre)
        yield replace(named, offset_s=at_s)
        yield RundownEntry(at_s + 60.0, 3.0, CueKind.STINGER, "Nhạc cắt")
    yield RundownEntry(580.0, 12.0, CueKind.SIGN_OFF, "Nhạc kết")


def _log(station: str, day: date, turn: int) -> Iterator[AsRunLine]:
    """One in eleven days says nothing; one programme in seven was cut, one in thirteen missed."""
    if turn % 11 == 10:
        return
    for number, slot in enumerate(HOURS):
        planned = datetime.combine(day, time(HOURS[slot]), VIETNAM)
        cut, missed = (turn + number) % 7 == 6, (turn + number) % 13 == 12
        played_s = 0.0 if missed else 260.0 if cut else _LENGTH_S
        yield AsRunLine(
            id=f"{station}.{day}.{slot}.v2",
            station=station,
            item=f"{station}.{day}.{slot}",
            date=day,
            version=2,
            outcome=Outcome.MISSED if missed else Outcome.CUT if cut else Outcome.PLAYED,
            planned_at=planned,
            started_at=None if missed else planned,
            ended_at=None if missed else planned + timedelta(seconds=played_s),
            played_s=played_s,
            reason=_CUT if missed or cut else None,
            sha256="a" * 64,
        )
