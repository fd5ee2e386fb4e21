from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from broadcast.playlist import (
    AudioFile,
    ItemKind,
    Playlist,
    PlaylistItem,
    RelaySource,
    RundownEntry,
    StationRef,
    WrongPlaylist,
    audio_url,
)
from broadcast.programme import CueKind
from broadcast.script import BulletinClass

DAY = date(2020, 8, 6)
NOW = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
SHA = "ab" * 32


def audio(**changed: object) -> AudioFile:
    return replace(AudioFile(audio_url(SHA, "mp3"), SHA, 4_899_200, "audio/mpeg", -16.0, -1.2), **changed)


def item(**changed: object) -> PlaylistItem:
    whole = PlaylistItem(
        id="an-thanh-trung-20200806-sang",
        starts_at=datetime(2020, 8, 6, 5, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        duration_s=612.408,
        kind=ItemKind.PROGRAMME,
        klass=BulletinClass.NORMAL,
        title="Chương trình buổi sáng",
        gain_db=-6.0,
        audio=audio(),
        rundown=(
            RundownEntry(0.08, 12.1, CueKind.SIGNATURE, "Nhạc hiệu"),
            RundownEntry(
                12.9, 41.8, CueKind.ITEM, "Đeo khẩu trang", "khau-trang-01", "covid-19", "khau-trang"
            ),
        ),
    )
    return replace(whole, **changed)


def playlist(*items: PlaylistItem, **changed: object) -> Playlist:
    fields = {
        "station": StationRef("an-thanh-trung", "Đài Truyền thanh xã An Thạnh Trung"),
        "date": DAY,
        "version": 3,
        "generated_at": NOW,
        "expires_at": NOW + timedelta(days=8),
        "items": items,
    }
    return Playlist(**{**fields, **changed})


def cue(offset_s: float, duration_s: float) -> RundownEntry:
    return RundownEntry(offset_s, duration_s, CueKind.ITEM, "bài")


def later(by: timedelta, **changed: object) -> PlaylistItem:
    return item(id="sau", starts_at=item().starts_at + by, **changed)


WRONG: dict[str, Callable[[], object]] = {
    "version": lambda: playlist(version=0),
    "timezone": lambda: playlist(timezone="UTC"),
    "generated_at": lambda: playlist(generated_at=NOW.replace(tzinfo=None)),
    "expires_at": lambda: playlist(expires_at=NOW),
    "trùng id": lambda: playlist(item(), item(starts_at=item().starts_at + timedelta(hours=6))),
    "mục trước chưa hết": lambda: playlist(item(), later(timedelta(seconds=612.4))),
    "starts_at thiếu múi giờ": lambda: playlist(item(starts_at=datetime(2020, 8, 6, 5, 0))),  # noqa: DTZ001
    "không thuộc ngày": lambda: playlist(item(starts_at=datetime(2020, 8, 6, 17, 0, tzinfo=UTC))),
    "thời lượng": lambda: playlist(item(duration_s=float("nan"))),
    "gain_db": lambda: playlist(item(gain_db=float("inf"))),
    "nguồn tiếng": lambda: playlist(item(audio=None)),
    "đúng loại": lambda: playlist(item(kind=ItemKind.RELAY)),
    "relay.url": lambda: playlist(item(kind=ItemKind.RELAY, relay=RelaySource("file:///etc/passwd"))),
    "audio.sha256": lambda: playlist(item(audio=audio(sha256="../etc"))),
    "audio.url": lambda: playlist(item(audio=audio(url="//evil.example/a.mp3"))),
    "số đo": lambda: playlist(item(audio=audio(bytes=0))),
    "nằm ngoài": lambda: playlist(item(rundown=(cue(600, 20),))),
    "đè lên": lambda: playlist(item(rundown=(cue(10, 20), cue(29, 5)))),
}


@pytest.mark.parametrize("named", WRONG)
def test_a_playlist_that_contradicts_itself_cannot_be_made(named: str) -> None:
    with pytest.raises(WrongPlaylist, match=named):
        WRONG[named]()


def test_all_contradictions_are_named_at_once() -> None:
    with pytest.raises(WrongPlaylist) as wrong:
        playlist(item(duration_s=-1, gain_db=0, rundown=()), version=0)
    assert len(wrong.value.faults) == 2


def test_items_may_follow_each_other_without_a_gap() -> None:
    assert len(playlist(item(), later(timedelta(seconds=612.408))).items) == 2


def test_a_relay_has_its_stream_and_may_have_a_file_to_fall_back_on() -> None:
    relay = RelaySource("https://radio.example/vov1")
    assert playlist(item(kind=ItemKind.RELAY, relay=relay)).items[0].audio == audio()
    assert playlist(item(kind=ItemKind.RELAY, relay=relay, audio=None)).items[0].relay == relay


def test_an_evening_in_vietnam_belongs_to_its_own_day_whatever_the_zone_it_is_written_in() -> None:
    morning_in_utc = datetime(2020, 8, 5, 22, 0, tzinfo=UTC)  # 05:00 on 6 August in Vietnam
    assert playlist(item(starts_at=morning_in_utc)).items[0].starts_at == item().starts_at
