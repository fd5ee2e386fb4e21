"""A station with a set of sounds of its own: its programmes differ, and what is spoken is shared."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from broadcast.desk import editorial, traffic
from broadcast.desk.house import House, open_house
from broadcast.desk.lastgood import Files
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.errors import Invalid
from broadcast.playlist import Playlist
from broadcast.programme import CueKind

DAY = date(2020, 8, 6)
STATION = "{id: my-an, place: my-an,"


@pytest.fixture
def own_set(small_studio: Studio) -> Studio:
    """My An has a signature of its own, and nothing else."""
    jingles = small_studio.house / "jingles"
    (jingles / "rieng").mkdir()
    shutil.copy(jingles / "ket-thuc.flac", jingles / "rieng" / "nhac-hieu.flac")
    write(small_studio.house, STATION, f"{STATION} imaging: rieng,")
    return small_studio


def write(house: Path, old: str, new: str) -> None:
    path = house / "schedules.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def made(studio: Studio, house: House) -> dict[str, Playlist]:
    stations = [house.schedule.station(name) for name in ("kien-an", "my-an")]
    outcome = traffic.make_day(studio, house, DAY, stations, Nobody())
    assert not outcome.failed
    return {name: each.playlist for name, each in outcome.made.items()}


def lengths(playlist: Playlist, kind: CueKind) -> set[float]:
    return {entry.duration_s for item in playlist.items for entry in item.rundown if entry.kind is kind}


def test_two_signatures_make_two_programmes_of_the_same_spoken_clips(own_set: Studio) -> None:
    before = set(own_set.clips.keys())
    house = open_house(own_set.house)
    playlists = made(own_set, house)
    ours, theirs = playlists["my-an"], playlists["kien-an"]
    (own,), (common,) = lengths(ours, CueKind.SIGNATURE), lengths(theirs, CueKind.SIGNATURE)
    assert own != common
    assert lengths(ours, CueKind.SIGN_OFF) == lengths(theirs, CueKind.SIGN_OFF)
    assert len(set(own_set.clips.keys()) - before) == len(ours.items)  # the openings: nothing else is new

    plan = traffic.plan_as_spoken(own_set, house, DAY, house.schedule.station("my-an"))
    assert {session.frame.signature.duration_s for session in plan.sessions} == {own}
    planned = [session.duration_s for session in plan.sessions]
    assert planned == pytest.approx([item.duration_s for item in ours.items], abs=0.1)


def test_a_set_with_the_same_bytes_makes_the_same_programmes(small_studio: Studio) -> None:
    jingles = small_studio.house / "jingles"
    before = made(small_studio, open_house(small_studio.house))
    (jingles / "rieng").mkdir()
    shutil.copy(jingles / "nhac-hieu.flac", jingles / "rieng")
    write(small_studio.house, STATION, f"{STATION} imaging: rieng,")
    assert made(small_studio, open_house(small_studio.house)) == before


def test_a_damaged_sound_of_a_set_is_told_by_its_file(own_set: Studio) -> None:
    assert editorial.faults_of_house(own_set.house) == ()
    (own_set.house / "jingles/rieng/nhac-hieu.flac").write_bytes(b"fLaC, and nothing behind it")
    (fault,) = editorial.faults_of_house(own_set.house)
    assert "jingles/rieng/nhac-hieu.flac" in fault.said()
    (own_set.house / "jingles/rieng/nhac-cat-9.flac").touch()  # asked for by no form: nobody's business
    assert len(editorial.faults_of_house(own_set.house)) == 1


def test_the_last_good_schedule_keeps_the_sounds_of_its_sets(own_set: Studio) -> None:
    root, kept = own_set.house, own_set.data / "last-good"
    own = Path("jingles/rieng/nhac-hieu.flac")
    wanted = (root / own).read_bytes()
    files = Files(own_set)
    assert files.house().imaging("rieng")["nhac-hieu"] == root / own
    (root / own).write_bytes(b"no sound at all")
    house = files.house()
    assert len(files.broken()) == 1
    assert house.imaging("rieng")["nhac-hieu"] == kept / own
    assert (kept / own).read_bytes() == wanted
    assert tuple(editorial.imaging_faults(house)) == ()


def test_a_sound_taken_out_of_a_set_is_seen_at_once_and_leaves_the_last_good_copy_too(
    own_set: Studio,
) -> None:
    root, kept = own_set.house, own_set.data / "last-good"
    files = Files(own_set)
    first = files.house()
    assert files.house() is first
    (root / "jingles/rieng/nhac-hieu.flac").unlink()
    assert files.house() is not first
    write(root, "district: cho-moi", "district: cho-mooi")
    house = files.house()  # a set of which nothing is asked for any more is still no unknown one
    assert house.imaging("rieng")["nhac-hieu"] == kept / "jingles/nhac-hieu.flac"


def test_a_set_that_disappears_is_a_fault_and_the_last_good_one_stays(own_set: Studio) -> None:
    files = Files(own_set)
    files.house()
    shutil.rmtree(own_set.house / "jingles/rieng")
    assert files.house().schedule.imaging_set("my-an", DAY) == "rieng"
    assert "không có bộ nhạc «rieng»" in files.broken()[0].said()
    with pytest.raises(Invalid, match="rieng"):
        open_house(own_set.house)
