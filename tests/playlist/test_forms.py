"""Every form, read back by parsers that we did not write: json, m3u8, ElementTree, configparser."""

import configparser
import itertools
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import m3u8 as m3u8_package
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.playlist import (
    AudioFile,
    ItemKind,
    Playlist,
    PlaylistForm,
    PlaylistItem,
    RelaySource,
    RundownEntry,
    SpokenBy,
    StationRef,
    WrongPlaylist,
    audio_url,
    from_json,
    m3u8,
    pls,
    to_json,
    written,
    xspf,
)
from broadcast.programme import CueKind
from broadcast.script import BulletinClass

BASE = "http://127.0.0.1:8000"
XSPF = {"x": "http://xspf.org/ns/0/"}
MIDNIGHT = datetime(2020, 8, 5, 17, 0, tzinfo=UTC)  # of 6 August in Vietnam
HOSTILE = {
    "dòng một\ndòng hai": "dòng một dòng hai",
    "a\r\n#EXTINF:1,x\r\nhttp://evil.example/x.mp3": "a #EXTINF:1,x http://evil.example/x.mp3",
    "]]><script>alert(1)</script>&amp;": "]]><script>alert(1)</script>&amp;",
    "x\nFile2=http://evil.example/x.mp3\nVersion=9": "x File2=http://evil.example/x.mp3 Version=9",
    "😷 khẩu trang 🧼": "😷 khẩu trang 🧼",
    "אבג \u202eđảo ngược\u202c": "אבג đảo ngược",
    "%(title1)s ${x} ; # [playlist]": "%(title1)s ${x} ; # [playlist]",
    "nul\x00 vt\x0b ff\x0c fs\x1c nel\x85 ls\u2028 ps\u2029 non\ufffe": "nul vt ff fs nel ls ps non",
    "nửa ký tự \ud800 lẻ": "nửa ký tự lẻ",
    "#EXT-X-ENDLIST": "#EXT-X-ENDLIST",
    "sáng - trưa, chiều": "sáng - trưa, chiều",
    "   ": "",
}
"""Titles that attack a form, and what a player shows for them."""

titles = st.one_of(st.sampled_from(sorted(HOSTILE)), st.text(max_size=40))
milli = st.integers(1, 900_000).map(lambda number: number / 1000)


@st.composite
def entries(draw: st.DrawFn) -> tuple[RundownEntry, ...]:
    listed, at_s = [], 0.0
    for length_s in draw(st.lists(milli, max_size=4)):
        listed.append(
            RundownEntry(
                offset_s=round(at_s, 3),
                duration_s=length_s,
                kind=draw(st.sampled_from(CueKind)),
                title=draw(st.text(st.characters(codec="utf-8"), max_size=20)),
                script=draw(st.sampled_from([None, "khau-trang-01"])),
            )
        )
        at_s += length_s + 0.2
    return tuple(listed)


@st.composite
def playlists(draw: st.DrawFn, named: st.SearchStrategy[str] = titles) -> Playlist:
    items = []
    for number in range(draw(st.integers(0, 4))):
        rundown = draw(entries())
        sha = draw(st.sampled_from(["ab" * 32, "0f" * 32]))
        relay = draw(st.sampled_from([None, None, RelaySource("https://radio.example/vov1")]))
        items.append(
            PlaylistItem(
                id=f"item-{number}",
                starts_at=MIDNIGHT + timedelta(hours=5 * number),
                duration_s=round(sum(entry.duration_s + 0.2 for entry in rundown) + 1, 3),
                kind=ItemKind.RELAY if relay else ItemKind.PROGRAMME,
                klass=draw(st.sampled_from(BulletinClass)),
                title=draw(named),
                gain_db=draw(st.sampled_from([0.0, -6.0])),
                audio=AudioFile(
                    audio_url(sha, "mp3"), sha, draw(st.integers(1, 10**9)), "audio/mpeg", -16.0, -1.2
                ),
                rundown=rundown,
                relay=relay,
                speech=draw(st.sampled_from([None, SpokenBy("espeak", "vi-vn-x-south", fallback=True)])),
            )
        )
    station = StationRef("an-thanh-trung", draw(named))
    return Playlist(station, date(2020, 8, 6), 3, MIDNIGHT, MIDNIGHT + timedelta(days=8), tuple(items))


@given(playlists(named=st.text(st.characters(codec="utf-8"), max_size=40)))
def test_json_gives_back_the_same_playlist(playlist: Playlist) -> None:
    body = to_json(playlist)
    assert from_json(body) == playlist
    assert to_json(from_json(body)) == body


@given(playlists())
def test_no_title_breaks_the_json(playlist: Playlist) -> None:
    body = to_json(playlist)
    body.decode("utf-8")
    assert to_json(from_json(body)) == body
    assert len(json.loads(body)["items"]) == len(playlist.items)


@given(playlists())
def test_no_title_breaks_the_m3u8(playlist: Playlist) -> None:
    text = m3u8(playlist, BASE)
    assert text.startswith("#EXTM3U\n")
    parsed = m3u8_package.loads(text)
    assert [segment.uri for segment in parsed.segments] == addresses(playlist)
    assert [segment.duration for segment in parsed.segments] == [item.duration_s for item in playlist.items]
    assert "#EXT-X-" not in [line[:7] for line in text.splitlines()]
    assert agree(vlc_titles(text), playlist)


@given(playlists())
def test_no_title_breaks_the_xspf(playlist: Playlist) -> None:
    root = ET.fromstring(xspf(playlist, BASE).encode())
    assert root.tag == "{http://xspf.org/ns/0/}playlist"
    assert root.get("version") == "1"
    tracks = root.findall("x:trackList/x:track", XSPF)
    assert [track.findtext("x:location", None, XSPF) for track in tracks] == addresses(playlist)
    assert agree([track.findtext("x:title", None, XSPF) for track in tracks], playlist)
    lengths = [int(track.findtext("x:duration", "", XSPF)) for track in tracks]
    assert lengths == [round(item.duration_s * 1000) for item in playlist.items]


def test_mopidy_knows_the_xspf_by_its_first_150_bytes() -> None:
    start = xspf(example(), BASE).encode()[:150]
    parser = ET.XMLPullParser(events=("start",))
    parser.feed(start)
    assert next(iter(parser.read_events()))[1].tag == "{http://xspf.org/ns/0/}playlist"


@given(playlists())
def test_no_title_breaks_the_pls(playlist: Playlist) -> None:
    text = pls(playlist, BASE)
    assert text.startswith("[playlist]\n")
    parser = configparser.RawConfigParser()
    parser.read_string(text)
    assert parser.sections() == ["playlist"]
    assert parser.getint("playlist", "version") == 2
    count = parser.getint("playlist", "numberofentries")
    assert [parser.get("playlist", f"file{number + 1}") for number in range(count)] == addresses(playlist)
    assert agree([parser.get("playlist", f"title{number + 1}") for number in range(count)], playlist)
    assert all(parser.getint("playlist", f"length{number + 1}") > 0 for number in range(count))


def test_the_json_reads_as_the_contract_shows_it() -> None:
    assert json.loads(to_json(example())) == {
        "station": {"id": "an-thanh-trung", "name": "Đài Truyền thanh xã An Thạnh Trung"},
        "date": "2020-08-06",
        "timezone": "Asia/Ho_Chi_Minh",
        "version": 3,
        "generated_at": "2026-11-23T05:05:00Z",
        "expires_at": "2026-12-01T05:05:00Z",
        "items": [
            {
                "id": "sang",
                "starts_at": "2020-08-06T05:00:00+07:00",
                "duration_s": 612.408,
                "kind": "programme",
                "class": "normal",
                "title": "Chương trình buổi sáng, 06/08/2020",
                "gain_db": -6.0,
                "audio": {
                    "url": f"/api/v1/audio/{'ab' * 32}.mp3",
                    "sha256": "ab" * 32,
                    "bytes": 4899200,
                    "mime": "audio/mpeg",
                    "loudness_lufs": -16.0,
                    "true_peak_dbtp": -1.2,
                },
                "rundown": [
                    {"offset_s": 0.08, "duration_s": 12.1, "kind": "signature", "title": "Nhạc hiệu"},
                    {
                        "offset_s": 12.9,
                        "duration_s": 41.8,
                        "kind": "item",
                        "title": "Đeo khẩu trang",
                        "script": "khau-trang-01",
                        "campaign": "covid-19",
                        "topic": "khau-trang",
                    },
                ],
            }
        ],
    }


def test_an_item_keeps_what_its_script_was_when_it_was_published() -> None:
    item = example().items[0]
    counted = replace(item.rundown[1], genre="thong-bao", language="km", origin="Đài huyện")
    said = replace(example(), items=(replace(item, rundown=(item.rundown[0], counted)),))
    assert from_json(to_json(said)) == said
    entry = json.loads(to_json(said))["items"][0]["rundown"][1]
    assert (entry["genre"], entry["language"], entry["origin"]) == ("thong-bao", "km", "Đài huyện")


def test_a_voice_that_stood_in_is_marked() -> None:
    item = replace(example().items[0], speech=SpokenBy("espeak", "vi-vn-x-south", fallback=True))
    body = json.loads(to_json(replace(example(), items=(item,))))
    assert body["items"][0]["speech"] == {"engine": "espeak", "voice": "vi-vn-x-south", "fallback": True}


def test_a_relay_without_a_file_is_listed_by_its_stream() -> None:
    relay = replace(
        example().items[0], kind=ItemKind.RELAY, relay=RelaySource("https://radio.example/vov1"), audio=None
    )
    listed = replace(example(), items=(relay,))
    assert m3u8_package.loads(m3u8(listed, BASE)).segments[0].uri == "https://radio.example/vov1"
    assert from_json(to_json(listed)) == listed


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000, b'{"station": {"id": 3, "name": "x"}}'],
    ids=["nothing", "a list", "null", "broken off", "no UTF-8", "nested", "wrong type"],
)
def test_what_is_no_playlist_is_refused(body: bytes) -> None:
    with pytest.raises(WrongPlaylist, match="không đọc được danh sách phát"):
        from_json(body)


def test_a_playlist_with_any_field_missing_is_refused() -> None:
    body = json.loads(to_json(example()))
    for name in body:
        with pytest.raises(WrongPlaylist):
            from_json(json.dumps({key: value for key, value in body.items() if key != name}).encode())


def test_fields_of_a_later_version_are_passed_over() -> None:
    body = json.loads(to_json(example()))
    assert from_json(json.dumps({**body, "signed": "later"}).encode()) == example()


@pytest.mark.parametrize("form", PlaylistForm)
def test_every_form_has_its_writer_and_its_media_type(form: PlaylistForm) -> None:
    assert "An Thạnh Trung".encode() in written(example(), form, BASE) or form is PlaylistForm.PLS
    assert "/" in form.media_type


def example() -> Playlist:
    entries = (
        RundownEntry(0.08, 12.1, CueKind.SIGNATURE, "Nhạc hiệu"),
        RundownEntry(12.9, 41.8, CueKind.ITEM, "Đeo khẩu trang", "khau-trang-01", "covid-19", "khau-trang"),
    )
    item = PlaylistItem(
        id="sang",
        starts_at=MIDNIGHT + timedelta(hours=5),
        duration_s=612.408,
        kind=ItemKind.PROGRAMME,
        klass=BulletinClass.NORMAL,
        title="Chương trình buổi sáng, 06/08/2020",
        gain_db=-6.0,
        audio=AudioFile(audio_url("ab" * 32, "mp3"), "ab" * 32, 4_899_200, "audio/mpeg", -16.0, -1.2),
        rundown=entries,
    )
    station = StationRef("an-thanh-trung", "Đài Truyền thanh xã An Thạnh Trung")
    made = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
    return Playlist(station, date(2020, 8, 6), 3, made, made + timedelta(days=8), (item,))


def addresses(playlist: Playlist) -> list[str]:
    return [f"{BASE}{item.audio.url}" for item in playlist.items if item.audio]


def agree(read: Sequence[str | None], playlist: Playlist) -> bool:
    """Whether the titles that a parser found are those of the playlist, each in one line."""
    pairs = zip(read, (item.title for item in playlist.items), strict=True)
    return all(
        HOSTILE.get(title, found) == found and len((found or "").splitlines()) <= 1 for found, title in pairs
    )


def vlc_titles(text: str) -> list[str]:
    """Titles as VLC finds them: after the first comma, behind ` - ` if there is one, else behind a comma."""
    names = []
    for line, _ in itertools.pairwise(text.split("\n")):
        if line.startswith("#EXTINF:"):
            rest = line.partition(",")[2]
            names.append(rest.partition(" - ")[2] if " - " in rest else rest.rpartition(",")[2])
    return names
