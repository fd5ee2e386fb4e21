"""A relay from schedules.yaml to the loudspeaker: nobody receives it, so its fall-back sounds, on time."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import requests
import soundfile
from commune import Clock, Loudspeaker, Tape

from broadcast.agent import Agent, Shift
from broadcast.desk import publishing, traffic
from broadcast.desk.exporting import NoSuchSession, export
from broadcast.desk.house import open_house
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.errors import Invalid
from broadcast.playlist import ItemKind, Playlist, PlaylistItem, to_json
from broadcast.schedule import VIETNAM

DAY = date(2020, 8, 6)
VOV = """
relays:
  - {id: vov, name: Đài Tiếng nói Việt Nam, place: my-an, starts: "05:00", ends: "05:30",
     url: "https://vov.example.vn/vov1", fall_back: [nhac-hieu, nuoc-sach, khuyen-hoc], assumed: true}
"""


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2020, 8, 6, hour, minute, tzinfo=VIETNAM)


def write_relays(studio: Studio, relays: str) -> None:
    path = studio.house / "schedules.yaml"
    written = path.read_text(encoding="utf-8").partition("\nrelays:")[0]
    path.write_text(written + relays, encoding="utf-8")


def made(studio: Studio) -> Playlist:
    house = open_house(studio.house)
    outcome = traffic.make_day(studio, house, DAY, [house.schedule.station("my-an")], Nobody())
    assert not outcome.failed
    return outcome.made["my-an"].playlist


def relayed(playlist: Playlist) -> list[PlaylistItem]:
    return [item for item in playlist.items if item.kind is ItemKind.RELAY]


def hours(playlist: Playlist) -> list[str]:
    return [f"{item.starts_at:%H:%M} {item.kind}" for item in playlist.items]


def length_s(studio: Studio, item: PlaylistItem) -> float:
    """How long the file sounds that stands in for the relay."""
    assert item.audio is not None
    return soundfile.info(studio.audio.path(item.audio.sha256, "mp3")).duration


@pytest.fixture
def with_vov(small_studio: Studio) -> Studio:
    write_relays(small_studio, VOV)
    return small_studio


def test_the_playlist_has_the_relay_its_stream_and_its_fall_back(with_vov: Studio) -> None:
    playlist = made(with_vov)
    assert hours(playlist) == ["05:00 relay", "05:30 programme", "11:00 programme", "17:00 programme"]
    (vov,) = relayed(playlist)
    assert (vov.id, vov.title) == (
        "my-an.2020-08-06.tiep-song-vov",
        "Tiếp sóng Đài Tiếng nói Việt Nam, 06/08/2020",
    )
    assert (vov.duration_s, vov.gain_db, vov.rundown) == (1800, -6.0, ())
    assert vov.relay is not None
    assert vov.relay.url == "https://vov.example.vn/vov1"
    assert 30 < length_s(with_vov, vov) < 300
    assert made(with_vov).version == 1, "the same day is not published twice"
    with pytest.raises(NoSuchSession):  # it is no programme of ours to hand on as a file
        list(export(with_vov, "my-an", DAY, with_vov.data / "x.wav", slot="tiep-song-vov"))


def test_a_script_that_is_not_cleared_any_more_leaves_the_fall_back(with_vov: Studio) -> None:
    before = length_s(with_vov, *relayed(made(with_vov)))
    path = with_vov.house / "scripts_vi/khuyen-hoc.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nCòn một câu nữa.\n", encoding="utf-8")
    house = open_house(with_vov.house)
    assert "khuyen-hoc" not in house.airable(DAY)
    assert length_s(with_vov, *relayed(made(with_vov))) < before - 10


def test_what_does_not_fit_into_the_relay_is_left_out(with_vov: Studio) -> None:
    write_relays(with_vov, VOV.replace('"05:30"', '"05:01"'))
    (short,) = relayed(made(with_vov))
    assert length_s(with_vov, short) <= 60
    write_relays(with_vov, VOV.replace("fall_back: [nhac-hieu, nuoc-sach, khuyen-hoc], ", ""))
    assert relayed(made(with_vov))[0].audio is None


def test_a_relay_that_began_stays_and_what_was_published_is_not_drowned(small_studio: Studio) -> None:
    early = replace(small_studio, now=lambda: at(4))
    write_relays(early, VOV)
    assert hours(made(early))[:2] == ["05:00 relay", "05:30 programme"]
    during = replace(small_studio, now=lambda: at(5, 10))
    write_relays(during, "")
    assert hours(made(during))[:2] == ["05:00 relay", "05:30 programme"]  # as it was published
    noon = VOV.replace("id: vov", "id: trua")
    write_relays(during, noon.replace("05:00", "10:50").replace("05:30", "11:10"))
    assert hours(made(during))[1:] == ["05:30 programme", "10:50 relay", "11:10 programme", "17:00 programme"]
    late = replace(small_studio, now=lambda: at(10, 58))
    write_relays(late, noon.replace("05:00", "11:05").replace("05:30", "11:40"))
    assert "11:10 programme" in hours(made(late))


def test_a_relay_at_a_quiet_hour_is_refused_and_the_last_good_schedule_stays(with_vov: Studio) -> None:
    write_relays(with_vov, VOV.replace("05:00", "03:15"))
    with pytest.raises(Invalid, match="03:15 là giờ cấm phát"):
        open_house(with_vov.house)


@pytest.fixture
def clock() -> Clock:
    return Clock(at(4, 58))


@pytest.fixture
def shift(clock: Clock, tmp_path: Path) -> Iterator[Shift]:
    loudspeaker = Loudspeaker(clock, Tape())
    with requests.Session() as session:
        agent = Agent(
            "http://127.0.0.1:9", "my-an", tmp_path / "commune", loudspeaker, clock=clock, session=session
        )
        shift = agent.shift()
        shift.tick()
        shift.loudspeaker = loudspeaker
        yield shift
        shift.close()


def test_from_schedules_yaml_to_the_loudspeaker(
    with_vov: Studio, shift: Shift, clock: Clock, tmp_path: Path
) -> None:
    playlist = made(with_vov)
    folder = tmp_path / "commune/audio"
    folder.mkdir(parents=True, exist_ok=True)
    for item in playlist.items:
        assert item.audio is not None
        shutil.copy(with_vov.audio.path(item.audio.sha256, "mp3"), folder)
    shift._shelf.offer(DAY, to_json(publishing.published(with_vov, "my-an", DAY)), '"1"')
    while clock.now() < at(5, 42):
        clock.go(1)
        shift.loudspeaker.go()
        shift.tick()
    vov, morning = (line for line in shift._journal.waiting(9))
    assert (vov["item"], vov["outcome"]) == ("my-an.2020-08-06.tiep-song-vov", "PLAYED")
    assert vov["reason"]["code"] == "relay_replaced"
    assert vov["started_at"].startswith("2020-08-06T05:00:00")
    assert abs(vov["played_s"] - length_s(with_vov, playlist.items[0])) < 1
    assert (morning["item"], morning["outcome"]) == ("my-an.2020-08-06.sang", "PLAYED")
    assert morning["started_at"].startswith("2020-08-06T05:30:00")
