"""A station's day from files to snapshot, over a real database, real sound and a small real house."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from google_stand_in import Google

from broadcast.desk import editorial, keeping, publishing, traffic
from broadcast.desk.house import open_house
from broadcast.desk.publishing import NotPublished
from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.desk.traffic import NothingSpoken, Outcome
from broadcast.desk.watching import Nobody
from broadcast.errors import Invalid
from broadcast.playlist import Playlist
from broadcast.programme import CueKind

DAY = date(2020, 8, 6)
STATIONS = ("kien-an", "my-an")


def make(studio: Studio, day: date = DAY) -> Outcome:
    house = open_house(studio.house)
    return traffic.make_day(studio, house, day, [house.schedule.station(s) for s in STATIONS], Nobody())


def aired(playlist: Playlist) -> list[str | None]:
    return [e.script for item in playlist.items for e in item.rundown if e.kind is CueKind.ITEM]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_day_is_made_published_and_made_again_without_a_new_version(small_studio: Studio) -> None:
    first = make(small_studio)
    assert not first.failed
    assert [made.playlist.version for made in first.made.values()] == [1, 1]
    again = make(small_studio)
    assert [made.new for made in again.made.values()] == [False, False]
    assert publishing.published(small_studio, "my-an", DAY) == first.made["my-an"].playlist


def test_a_withdrawn_script_gives_the_next_version_without_it(small_studio: Studio) -> None:
    make(small_studio)
    (small_studio.house / "scripts_vi/nuoc-sach.md").unlink()
    made = make(small_studio).made["kien-an"]
    assert (made.playlist.version, made.new) == (2, True)
    assert "nuoc-sach" not in aired(made.playlist)


def test_an_edited_script_leaves_the_air_until_it_is_approved_again(small_studio: Studio) -> None:
    path = small_studio.house / "scripts_vi/nuoc-sach.md"
    assert "nuoc-sach" in aired(make(small_studio).made["my-an"].playlist)
    edit(path, "nước", "nước sạch")
    assert "nuoc-sach" not in aired(make(small_studio).made["my-an"].playlist)
    editorial.approve(path, "Nguyễn Văn A", DAY, small_studio.house)
    assert "nuoc-sach" in aired(make(small_studio).made["my-an"].playlist)


def test_a_snapshot_near_its_end_is_published_anew(small_studio: Studio) -> None:
    first = make(small_studio).made["my-an"].playlist
    later = replace(small_studio, now=lambda: first.expires_at - timedelta(hours=12))
    renewed = make(later).made["my-an"].playlist
    assert renewed.version == 2
    assert renewed.items == first.items
    assert renewed.expires_at > first.expires_at


def test_an_expired_days_files_are_retired_and_joined_again_when_wanted(small_studio: Studio) -> None:
    first = make(small_studio).made["my-an"].playlist
    assert keeping.retire(small_studio) == 0
    later = replace(small_studio, now=lambda: first.expires_at + timedelta(seconds=1))
    assert keeping.retire(later) == 6
    again = make(later).made["my-an"].playlist
    assert [i.audio and i.audio.sha256 for i in again.items] == [
        i.audio and i.audio.sha256 for i in first.items
    ]
    assert all(small_studio.audio.holds(i.audio.sha256, "mp3") for i in again.items if i.audio)


def test_a_damaged_programme_is_joined_again(small_studio: Studio) -> None:
    first = make(small_studio).made["my-an"].playlist.items[0].audio
    assert first is not None
    path = small_studio.audio.find(first.sha256, "mp3")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    make(small_studio)
    assert path.read_bytes() == whole


def test_a_full_disk_fails_the_station_in_words_and_leaves_the_last_playlist(
    small_studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = make(small_studio).made["my-an"].playlist
    for path in list(small_studio.audio.files()):
        path.unlink()
    folder = small_studio.data / "audio"
    folder.rename(small_studio.data / "away")
    folder.write_text("where the folder was, stands a file: nothing can be written")
    outcome = make(small_studio)
    assert set(outcome.failed) == set(STATIONS)
    assert all("đĩa" in why.vi for why in outcome.failed.values())
    assert publishing.published(small_studio, "my-an", DAY) == before


@pytest.mark.parametrize("hour", [5, 11, 17])
def test_the_closing_tells_the_hour_of_the_next_programme(small_studio: Studio, hour: int) -> None:
    wanted = {5: "11 giờ hôm nay", 11: "17 giờ hôm nay", 17: "5 giờ ngày mai"}
    for item in make(small_studio).made["my-an"].playlist.items:
        if item.starts_at.hour == hour:
            (closing,) = (entry for entry in item.rundown if entry.kind is CueKind.CLOSING)
            assert wanted[hour] in closing.title


def test_a_failing_voice_marks_every_programme_of_the_day(
    small_studio: Studio, translate: object, google: Google
) -> None:
    google.faults.extend(["page"] * 50)
    made = make(replace(small_studio, choice="gtts")).made["my-an"]
    assert [(i.speech.engine, i.speech.fallback) for i in made.playlist.items if i.speech] == [
        ("espeak", True)
    ] * 3


def test_a_voice_that_does_not_exist_silences_the_station_that_asks_for_it_and_no_other(
    small_studio: Studio,
) -> None:
    edit(
        small_studio.house / "schedules.yaml",
        "name: Đài Truyền thanh xã Mỹ An}",
        "name: Đài Truyền thanh xã Mỹ An, speech: {voices: {espeak: {woman: nobody}}}}",
    )
    outcome = make(small_studio)
    assert outcome.made.keys() == {"kien-an"}
    assert "nobody" in outcome.failed["my-an"].vi


def test_a_plan_is_explained_from_what_was_spoken_and_speaks_nothing(cold_studio: Studio) -> None:
    house = open_house(cold_studio.house)
    station = house.schedule.station("my-an")
    with pytest.raises(NothingSpoken):
        traffic.plan_as_spoken(cold_studio, house, DAY, station, "espeak")
    playlist = make(cold_studio).made["my-an"].playlist
    plan = traffic.plan_as_spoken(cold_studio, house, DAY, station, "espeak")
    assert [item.clip.script for session in plan.sessions for item in session.items] == aired(playlist)


def test_every_script_that_does_not_air_has_its_reason(small_studio: Studio) -> None:
    edit(small_studio.house / "scripts_vi/khuyen-hoc.md", "học", "h c")
    house = open_house(small_studio.house)
    (plan,) = traffic.plans(small_studio, house, DAY, [house.schedule.station("my-an")], Nobody())
    assert "khuyen-hoc" in {left.script for left in plan.left_out}
    on_air = {item.clip.script for session in plan.sessions for item in session.items}
    assert on_air | {left.script for left in plan.left_out} == set(house.scripts)


def test_the_reception_serves_by_the_last_good_schedule_and_says_what_is_wrong(small_studio: Studio) -> None:
    schedule = small_studio.house / "schedules.yaml"
    reception = Reception(small_studio, DAY, "my-an")
    reception.make(DAY, Nobody())
    assert reception.progress().ready
    edit(schedule, 'starts: "11:00"', 'starts: "25:00"')
    fresh = Reception(small_studio, DAY, "my-an")
    assert len(fresh.stations()) == 18
    assert any("25:00" in fault.said() for fault in fresh.faults())
    fresh.make(DAY, Nobody())
    assert fresh.progress().ready
    assert fresh.playlist("my-an", DAY).version == 1


def test_without_any_good_schedule_nothing_starts(small_studio: Studio) -> None:
    edit(small_studio.house / "schedules.yaml", 'starts: "11:00"', 'starts: "25:00"')
    with pytest.raises(Invalid, match="25:00"):
        Reception(small_studio, DAY).faults()


def test_a_station_that_failed_is_named_and_counts_as_not_made(small_studio: Studio) -> None:
    reception = Reception(small_studio, DAY, "my-an")
    why = traffic.said(OSError(28, "No space left on device"))
    reception.give_up(DAY, why)
    progress = reception.progress()
    assert (progress.made, progress.of, progress.ready) == (0, 1, False)
    assert progress.failed == {"my-an": why}


def test_a_changed_script_is_seen_without_a_restart(small_studio: Studio) -> None:
    reception = Reception(small_studio, DAY)
    edit(small_studio.house / "scripts_vi/nuoc-sach.md", "title: ", "title: Xin ")
    assert reception.script("nuoc-sach").title.startswith("Xin ")
    with pytest.raises(NotPublished):
        reception.playlist("my-an", DAY)


def test_a_week_is_made_ahead_the_nearest_day_first_unless_a_day_was_chosen(small_studio: Studio) -> None:
    days = tuple(date(2026, 11, 23) + timedelta(days=number) for number in range(8))
    assert Reception(small_studio).coming() == days
    assert Reception(small_studio, DAY).coming() == (DAY,)


def test_loudspeakers_of_one_commune_share_a_plan_and_keep_their_own_lists(small_studio: Studio) -> None:
    station = "  - {id: my-an, place: my-an, name: Đài Truyền thanh xã Mỹ An}\n"
    cluster = station.replace("{id: my-an,", "{id: my-an-loa-2,")
    edit(small_studio.house / "schedules.yaml", station, station + cluster)
    house = open_house(small_studio.house)
    stations = [house.schedule.station(name) for name in ("my-an", "my-an-loa-2")]
    outcome = traffic.make_day(small_studio, house, DAY, stations, Nobody())
    assert not outcome.failed
    one, other = (outcome.made[station.id].playlist for station in stations)
    assert aired(one) == aired(other) != []
    assert {item.audio.sha256 for item in one.items if item.audio} == {
        item.audio.sha256 for item in other.items if item.audio
    }
    assert (one.station.id, other.station.id) == ("my-an", "my-an-loa-2")
    first, second = traffic.plans(small_studio, house, DAY, stations, Nobody())
    assert first.targets is second.targets, "it was planned once"
