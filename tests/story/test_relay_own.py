"""A relay whose source fails: the station plays its own programme instead, and whatever counts knows it."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from commune import Clock, Loudspeaker, Tape
from test_relay import DAY, VOV, at, hours, length_s, made, relayed, write_relays

from broadcast.agent import Agent
from broadcast.asrun import RELAY_REPLACED
from broadcast.desk import logbook, publishing, reporting, traffic
from broadcast.desk.house import open_house
from broadcast.desk.studio import Studio
from broadcast.playlist import Playlist, PlaylistItem, to_json
from broadcast.programme import CueKind
from broadcast.report import Fate, Play

ITEM = "my-an.2020-08-06.tiep-song-vov"


class _Down(BaseHTTPRequestHandler):
    """A relay station whose transmitter is out of order."""

    def do_GET(self) -> None:
        self.send_error(503)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def source() -> Iterator[str]:
    """The address of a stream that nobody receives."""
    server = HTTPServer(("127.0.0.1", 0), _Down)
    running = threading.Thread(target=server.serve_forever)
    running.start()
    yield f"http://127.0.0.1:{server.server_port}/vov1"
    server.shutdown()
    server.server_close()
    running.join()


@pytest.fixture
def with_own(small_studio: Studio, source: str) -> Studio:
    own = VOV.replace("[nhac-hieu, nuoc-sach, khuyen-hoc]", "own")
    write_relays(small_studio, own.replace("https://vov.example.vn/vov1", source))
    return small_studio


def scripts(item: PlaylistItem) -> list[str | None]:
    return [entry.script for entry in item.rundown if entry.kind is CueKind.ITEM]


def heard(studio: Studio, playlist: Playlist, commune: Path) -> list[dict[str, Any]]:
    """The log of a station that held `playlist` and kept time from 04:58 to 05:42, without a network."""
    clock = Clock(at(4, 58))
    loudspeaker = Loudspeaker(clock, Tape())
    (commune / "audio").mkdir(parents=True)
    for item in playlist.items:
        assert item.audio is not None
        shutil.copy(studio.audio.path(item.audio.sha256, "mp3"), commune / "audio")
    with requests.Session() as session:
        agent = Agent("http://127.0.0.1:9", "my-an", commune, loudspeaker, clock=clock, session=session)
        shift = agent.shift()
        shift.tick()
        shift._shelf.offer(DAY, to_json(publishing.published(studio, "my-an", DAY)), '"1"')
        while clock.now() < at(5, 42):
            clock.go(1)
            loudspeaker.go()
            shift.tick()
        lines = shift._journal.waiting(9)
        shift.close()
    return lines


def counted(studio: Studio) -> list[Play]:
    plays = reporting.report(studio, open_house(studio.house), DAY, DAY).plays
    return [play for play in plays if play.item == ITEM]


def test_the_own_programme_is_in_the_playlist_like_any_file_and_counts_for_nothing_yet(
    with_own: Studio,
) -> None:
    playlist = made(with_own)
    assert hours(playlist) == ["05:00 relay", "05:30 programme", "11:00 programme", "17:00 programme"]
    (vov,) = relayed(playlist)
    assert (vov.id, vov.duration_s, vov.gain_db) == (ITEM, 1800, -6.0)
    assert vov.rundown[0].kind is CueKind.SIGNATURE
    assert vov.rundown[-1].kind is CueKind.SIGN_OFF
    assert "5 giờ 30" in next(entry.title for entry in vov.rundown if entry.kind is CueKind.CLOSING)
    assert set(scripts(vov)) <= {name for each in playlist.items[1:] for name in scripts(each)}
    assert scripts(vov)[-1] != scripts(playlist.items[1])[0]
    assert 60 < length_s(with_own, vov) < 1800
    assert counted(with_own) == []
    assert made(with_own).version == 1, "the same day is not published twice"


def test_from_schedules_yaml_to_the_report_when_the_source_fails(
    with_own: Studio, tmp_path: Path, source: str
) -> None:
    playlist = made(with_own)
    (vov,) = relayed(playlist)
    assert vov.relay is not None
    assert requests.get(vov.relay.url, timeout=5).status_code == 503
    lines = heard(with_own, playlist, tmp_path / "commune")
    assert [(line["item"], line["outcome"]) for line in lines] == [
        (ITEM, "PLAYED"),
        ("my-an.2020-08-06.sang", "PLAYED"),
    ]
    assert lines[0]["reason"]["code"] == RELAY_REPLACED
    assert lines[0]["started_at"].startswith("2020-08-06T05:00:00")
    assert abs(lines[0]["played_s"] - length_s(with_own, vov)) < 1

    later = replace(with_own, now=lambda: at(5, 45))
    schedule = open_house(with_own.house).schedule
    assert logbook.record_as_run(later, schedule, "my-an", {"lines": lines}) == (2, 0)
    plays = counted(later)
    assert [play.script for play in plays] == scripts(vov)
    assert {play.fate for play in plays} == {Fate.AIRED}

    again = made(later)
    assert again.items[:2] == playlist.items[:2]
    house = open_house(with_own.house)
    plan = traffic.plan_as_published(later, house, DAY, house.schedule.station("my-an"), again)
    assert [each.slot.id for each in plan.sessions][:2] == ["tiep-song-vov", "sang"]
    assert abs(plan.sessions[0].duration_s - length_s(with_own, vov)) < 1, "the cap counts what sounded"
    covid = next(each for each in plan.targets if each.campaign == "covid-19")
    row = [entry.campaign for item in again.items for entry in item.rundown]
    assert covid.planned == row.count("covid-19")
    most = house.schedule.campaign("covid-19").target_on(DAY)
    assert most is not None
    assert covid.planned <= most.most_plays


def test_a_player_that_received_the_stream_played_none_of_it(with_own: Studio) -> None:
    made(with_own)
    line = {
        "id": "1", "item": ITEM, "date": "2020-08-06", "version": 1, "outcome": "PLAYED",
        "planned_at": "2020-08-06T05:00:00+07:00", "started_at": "2020-08-06T05:00:00+07:00",
        "ended_at": "2020-08-06T05:30:00+07:00", "played_s": 1800.0, "reason": None, "sha256": None,
    }  # fmt: skip
    later = replace(with_own, now=lambda: at(5, 45))
    logbook.record_as_run(later, open_house(with_own.house).schedule, "my-an", {"lines": [line]})
    assert counted(later) == []
    assert hours(made(later))[0] == "05:00 relay"
    house = open_house(with_own.house)
    plan = traffic.plan_as_spoken(later, house, DAY, house.schedule.station("my-an"))
    assert "tiep-song-vov" not in {each.slot.id for each in plan.sessions}


def test_what_soon_begins_is_left_as_stations_have_fetched_it(with_own: Studio) -> None:
    (before,) = relayed(made(with_own))
    path = with_own.house / "scripts_vi/khuyen-hoc.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nCòn một câu nữa.\n", encoding="utf-8")
    soon = replace(with_own, now=lambda: at(4, 50))
    assert relayed(made(soon)) == [before]
    early = replace(with_own, now=lambda: at(4, 30))
    assert "khuyen-hoc" not in scripts(relayed(made(early))[0])
