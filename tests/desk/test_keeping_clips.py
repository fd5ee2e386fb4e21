"""Clips have a life: two months after their last use they go, except what cannot be made again."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest

from broadcast.desk import keeping, traffic
from broadcast.desk.house import open_house
from broadcast.desk.keeping import UNUSED
from broadcast.desk.publishing import KEPT
from broadcast.desk.studio import Studio
from broadcast.desk.traffic import Made
from broadcast.desk.watching import Nobody
from broadcast.people import Approved, Seal, State
from broadcast.script import Manuscript
from broadcast.store import clearances, scripts
from broadcast.store.clips import ClipFolder

DAY = date(2020, 8, 6)
NEVER_AGAIN = [letter * 64 for letter in "abc"]


def files(studio: Studio) -> Iterator[Path]:
    return chain((studio.data / "clips").glob("??/*"), studio.speech.glob("??/*"))


def at(studio: Studio, days: float) -> Studio:
    """The same DATA, so many days later by every clock."""
    now = studio.now() + timedelta(days=days)
    return replace(studio, now=lambda: now, clips=ClipFolder(studio.data / "clips", lambda: now))


def made(studio: Studio, day: date = DAY) -> Made:
    house = open_house(studio.house)
    outcome = traffic.make_day(studio, house, day, [house.schedule.station("my-an")], Nobody())
    assert not outcome.failed
    return outcome.made["my-an"]


@pytest.fixture
def used(small_studio: Studio) -> Studio:
    """My An's day was made now, and nothing was used since."""
    studio = at(small_studio, 0)
    made(studio)
    for path in files(studio):
        os.utime(path, (studio.now().timestamp(), studio.now().timestamp()))
    return studio


def keys(studio: Studio) -> set[str]:
    return set(studio.clips.keys())


def test_nothing_goes_that_a_playlist_may_still_need() -> None:
    ahead = timedelta(days=7)
    assert 2 * (ahead + KEPT + timedelta(days=1)) < UNUSED


def test_what_the_coming_days_use_stays_and_what_nobody_used_goes(used: Studio) -> None:
    before = keys(used)
    assert keeping.retire_clips(at(used, 59)) == 0
    later = at(used, 61)
    assert keeping.retire_clips(later) == 0  # the machine stood still
    assert keys(used) == before

    made(later, DAY + timedelta(days=1))
    after = keys(used)
    assert keeping.retire_clips(later) > 0
    gone = before - keys(used)
    assert len(gone) >= 3 + 3  # at least the greetings and the openings of the old day
    assert after - before <= keys(used)
    assert keeping.retire_clips(later) == 0

    again = made(later)  # and the old day is made once more, of sounds spoken again
    assert gone >= keys(used) - after
    assert all(later.audio.holds(item.audio.sha256, "mp3") for item in again.playlist.items if item.audio)


def test_a_day_that_is_made_again_from_what_is_there_keeps_its_openings(used: Studio) -> None:
    first = made(used).playlist
    for days in (30, 60, 90):
        later = at(used, days)
        made(later)
        keeping.retire_clips(later)
    for path in used.audio.files():
        path.unlink()
    before, spoken = keys(used), set(used.speech.glob("??/*"))
    again = made(later).playlist
    assert [item.audio for item in again.items] == [item.audio for item in first.items]
    assert keys(used) == before
    assert set(used.speech.glob("??/*")) <= spoken  # joined again: a copy, and not a word said


def test_spoken_sentences_go_as_well(used: Studio) -> None:
    for name, days in (("old", 61), ("new", 0)):
        path = used.speech / "ab" / f"{name}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        then = (used.now() - timedelta(days=days)).timestamp()
        os.utime(path, (then, then))
    assert keeping.retire_clips(used) == 1
    assert not (used.speech / "ab/old.wav").exists()
    assert (used.speech / "ab/new.wav").exists()


def stored(studio: Studio, key: str, then: datetime) -> str:
    studio.clips.put(key, b"frames", {})
    for path in (studio.data / "clips").glob(f"??/{key}.*"):
        os.utime(path, (then.timestamp(), then.timestamp()))
    return key


def test_uploaded_sound_stays_in_every_version_and_what_was_approved_too(used: Studio) -> None:
    now, then = used.now(), used.now() - timedelta(days=500)
    first, second, heard = (stored(used, key, then) for key in NEVER_AGAIN)
    unsaved = stored(used, "d" * 64, then)
    with used.database.begin() as connection:
        scripts.add(connection, "x", Manuscript("Kêu gọi", "Tiếng Khmer.", sound=first), "an", then)
        entry = scripts.find(connection, "x")
        assert entry
        scripts.revise(connection, entry, replace(entry.manuscript, sound=second), "an", then)
        scripts.add(connection, "y", Manuscript("Cắt điện", "Cắt điện từ 7 giờ."), "an", then)
        spoken = scripts.find(connection, "y")
        assert spoken
        scripts.move(connection, spoken, State.APPROVED, "binh", "", then)
        approved = Approved("binh", then, Seal("1", "2", "3"), heard)
        clearances.keep(connection, spoken.id, spoken.version, approved)
    assert keeping.retire_clips(used) == 1
    assert {*NEVER_AGAIN} <= keys(used)
    assert unsaved not in keys(used)

    with used.database.begin() as connection:
        standing = scripts.find(connection, "y")
        assert standing
        scripts.move(connection, standing, State.WITHDRAWN, "binh", "sai giờ", now)
    assert keeping.retire_clips(used) == 1  # it binds nobody any more, and can be spoken again
    assert {first, second} <= keys(used)
    assert heard not in keys(used)
