"""What stations pull, from a real server on loopback."""

import configparser
import hashlib
import threading
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import m3u8
import psutil
import pytest
import requests
from in_memory import DAY, STATIONS, InMemory
from served import Serve, Served

from broadcast.doors.api import models
from broadcast.playlist import from_json

LIST = f"/api/v1/stations/an-thanh-trung/playlists/{DAY}"
FORMS = {
    "json": "application/json",
    "m3u8": "audio/mpegurl; charset=utf-8",
    "xspf": "application/xspf+xml",
    "pls": "audio/x-scpls; charset=utf-8",
}


@pytest.fixture(scope="module")
def file(day: Served) -> tuple[str, bytes]:
    """The address and the bytes of one finished programme."""
    url = day.get(LIST).json()["items"][0]["audio"]["url"]
    return url, day.studio.audio(url[-68:-4], "mp3").read_bytes()


def test_all_stations_are_listed_with_their_place_and_code(day: Served) -> None:
    answer = day.get("/api/v1/stations")
    assert answer.json()["stations"] == [
        {"id": each.id, "name": each.name, "place": each.place, "code": each.code} for each in STATIONS
    ]


def test_one_request_tells_a_player_all_it_needs(day: Served) -> None:
    answer = day.get(LIST)
    playlist = from_json(answer.content)
    assert answer.headers["content-type"] == "application/json"
    assert playlist == day.studio.playlist("an-thanh-trung", DAY)
    for item in models.Playlist.model_validate_json(answer.content).items:
        assert item.audio
        sound = day.get(item.audio.url)
        assert hashlib.sha256(sound.content).hexdigest() == item.audio.sha256
        assert len(sound.content) == item.audio.bytes
        assert sound.headers["content-type"] == item.audio.mime


@pytest.mark.parametrize("form", FORMS)
def test_a_suffix_wins_over_accept(day: Served, form: str) -> None:
    answer = day.get(f"{LIST}.{form}", accept="application/xspf+xml" if form != "xspf" else "audio/x-scpls")
    assert answer.headers["content-type"] == FORMS[form]
    assert "vary" not in answer.headers


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("audio/mpegurl", "m3u8"),
        ("application/xspf+xml, */*;q=0.1", "xspf"),
        ("audio/x-scpls;q=0.9, audio/mpegurl;q=0.8", "pls"),
        ("text/nothing", "json"),
    ],
)
def test_without_a_suffix_accept_chooses(day: Served, accept: str, form: str) -> None:
    answer = day.get(LIST, accept=accept)
    assert answer.headers["content-type"] == FORMS[form]
    assert answer.headers["vary"] == "Accept"
    assert answer.content == day.get(f"{LIST}.{form}").content


def addresses(day: Served, form: str, **headers: str) -> list[str]:
    text = day.get(f"{LIST}.{form}", **headers).content.decode()
    if form == "m3u8":
        return [str(segment.uri) for segment in m3u8.loads(text).segments]
    if form == "xspf":
        spaces = {"x": "http://xspf.org/ns/0/"}
        return [str(each.text) for each in ET.fromstring(text).iterfind(".//x:location", spaces)]
    parser = configparser.RawConfigParser()
    parser.read_string(text)
    return [
        parser.get("playlist", f"file{n + 1}") for n in range(parser.getint("playlist", "numberofentries"))
    ]


@pytest.mark.parametrize("form", ["m3u8", "xspf", "pls"])
def test_every_address_in_a_list_plays(day: Served, form: str) -> None:
    found = addresses(day, form)
    assert len(found) == 3
    for address in found:
        assert address.startswith(day.url)
        assert day.session.get(address, timeout=20).status_code == 200


def test_addresses_follow_the_host_by_which_the_player_came(day: Served) -> None:
    assert addresses(day, "m3u8", host="dai.example:81")[0].startswith("http://dai.example:81/api/v1/audio/")
    assert addresses(day, "m3u8", host="[::1]:81")[0].startswith("http://[::1]:81/api/v1/audio/")


@pytest.mark.parametrize("host", ["evil.example/x?", "a b", "user@evil", "x\ty", "", "-", "a" * 300])
def test_a_host_that_is_none_is_not_repeated(day: Served, host: str) -> None:
    assert addresses(day, "m3u8", host=host)[0].startswith(f"{day.url}/api/v1/audio/")


def test_every_representation_has_its_own_strong_etag(day: Served) -> None:
    tags = set()
    for form in FORMS:
        answer = day.get(f"{LIST}.{form}")
        assert answer.headers["etag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
        assert answer.headers["cache-control"] == "no-cache"
        tags.add(answer.headers["etag"])
    assert len(tags) == 4


def test_the_etag_is_the_same_after_a_restart(day: Served, serve: Serve, sounds: Path) -> None:
    assert serve(InMemory(sounds)).get(LIST).headers["etag"] == day.get(LIST).headers["etag"]


@pytest.mark.parametrize("sent", ["{tag}", "W/{tag}", '"other", {tag}', '"a,b",W/{tag}', "*"])
def test_who_has_it_already_gets_304(day: Served, sent: str) -> None:
    tag = day.get(LIST).headers["etag"]
    answer = day.get(LIST, if_none_match=sent.format(tag=tag))
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == tag
    assert answer.headers["vary"] == "Accept"


def test_who_has_something_else_gets_it_all(day: Served) -> None:
    tag = day.get(f"{LIST}.m3u8").headers["etag"]
    for sent in (tag, '"x"', "garbage", ""):
        assert day.get(LIST, if_none_match=sent).status_code == 200


@pytest.mark.parametrize(
    "written",
    [
        "2020-13-40",
        "abc",
        "20200806",
        "2020-8-6",
        "2020-08-06.txt",
        "2020-08-06.",
        "٢٠٢٠-٠٨-٠٦",
        "2020-W32-4",
    ],
)
def test_what_is_no_date_is_422(day: Served, written: str) -> None:
    answer = day.get(f"/api/v1/stations/an-thanh-trung/playlists/{written}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "no-date"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/api/v1/stations/an-thanh-trung/playlists/2031-01-01", "not-published"),
        ("/api/v1/stations/khong-co/playlists/2020-08-06.m3u8", "unknown-station"),
        ("/api/v1/stations/..%2f..%2fetc/playlists/2020-08-06", "not-found"),
    ],
)
def test_what_is_not_published_is_404(day: Served, path: str, code: str) -> None:
    answer = day.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, code)


@pytest.mark.parametrize("path", [LIST, f"{LIST}.pls", "/api/v1/stations", "/healthz", "/", "/nothing-here"])
def test_head_tells_what_get_would_without_the_body(day: Served, path: str) -> None:
    got, head = day.get(path), day.ask("HEAD", path)
    assert head.content == b""
    assert head.status_code == got.status_code
    for name in ("content-type", "content-length", "etag"):
        assert head.headers.get(name) == got.headers.get(name)


def test_head_of_a_file_tells_its_length(day: Served, file: tuple[str, bytes]) -> None:
    head = day.ask("HEAD", file[0])
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(file[1]))


def test_a_file_is_whole_named_by_its_hash_and_never_changes(day: Served, file: tuple[str, bytes]) -> None:
    url, sound = file
    answer = day.get(url)
    assert answer.content == sound
    assert answer.headers["etag"] == f'"{url[-68:-4]}"'
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    again = day.get(url, if_none_match=answer.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        ("bytes=100-", 100, None),
        ("bytes=-500", -500, None),
        ("bytes=-999999999", 0, None),
        ("bytes=200-999999999", 200, None),
        ("BYTES = 5-9", 5, 9),
    ],
)
def test_one_range_is_given(
    day: Served, file: tuple[str, bytes], asked: str, first: int, last: int | None
) -> None:
    url, sound = file
    size = len(sound)
    start = first % size if first < 0 else first
    end = size - 1 if last is None else last
    answer = day.get(url, range=asked)
    assert answer.status_code == 206
    assert answer.headers["content-range"] == f"bytes {start}-{end}/{size}"
    assert answer.headers["content-length"] == str(end - start + 1)
    assert answer.content == sound[start : end + 1]


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-9", "bytes=9-5", "bytes=a-b", "lines=0-5", "bytes=-", "bytes", "bytes=+1-2"]
)
def test_a_range_that_is_no_single_range_gives_the_whole(
    day: Served, file: tuple[str, bytes], asked: str
) -> None:
    answer = day.get(file[0], range=asked)
    assert (answer.status_code, answer.content) == (200, file[1])


@pytest.mark.parametrize("past", ["bytes={size}-", "bytes=999999999999-", "bytes=-0"])
def test_a_range_outside_the_file_is_416(day: Served, file: tuple[str, bytes], past: str) -> None:
    answer = day.get(file[0], range=past.format(size=len(file[1])))
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(file[1])}"
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_range_counts_only_for_the_version_that_the_client_holds(
    day: Served, file: tuple[str, bytes]
) -> None:
    url, sound = file
    held = f'"{url[-68:-4]}"'
    assert day.get(url, range="bytes=0-9", if_range=held).content == sound[:10]
    for other in ('"other"', f"W/{held}", "Thu, 06 Aug 2020 05:00:00 GMT"):
        assert day.get(url, range="bytes=0-9", if_range=other).content == sound


def test_wav_files_are_served_as_wav(day: Served) -> None:
    name = "5a" * 32
    (day.studio.folder / f"{name}.wav").write_bytes(b"RIFF")
    answer = day.get(f"/api/v1/audio/{name}.wav")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/wav")


HASH = "ab" * 32
NAMES = [
    *("../secret.mp3", "..%2fsecret.mp3", "%2e%2e/secret.mp3", "secret.mp3", HASH),
    *(
        f"{HASH.upper()}.mp3",
        f"{HASH}.exe",
        f"{HASH}.mp3%00.wav",
        f"{HASH}.mp3/../secret.mp3",
        f"{HASH}%0a.mp3",
    ),
]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_finished_files_can_be_fetched(day: Served, name: str) -> None:
    secret = day.studio.folder.parent / "secret.mp3"
    secret.write_bytes(b"secret")
    (day.studio.folder / "secret.mp3").write_bytes(b"secret")
    raw = requests.Request("GET", day.url).prepare()
    raw.url = f"{day.url}/api/v1/audio/{name}"
    answer = day.session.send(raw, timeout=20)
    assert answer.status_code in {404, 422}
    assert b"secret" not in answer.content


def test_a_file_that_is_not_there_is_404(day: Served) -> None:
    assert day.get(f"/api/v1/audio/{'cd' * 32}.mp3").status_code == 404


def test_a_large_file_is_sent_in_constant_memory(day: Served) -> None:
    name, size = "ef" * 32, 256 << 20
    with (day.studio.folder / f"{name}.wav").open("wb") as hole:
        hole.truncate(size)
    process, before = psutil.Process(), psutil.Process().memory_info().rss
    peak = received = 0
    with day.session.get(f"{day.url}/api/v1/audio/{name}.wav", stream=True, timeout=60) as answer:
        for block in answer.iter_content(1 << 20):
            received += len(block)
            peak = max(peak, process.memory_info().rss - before)
    assert received == size
    assert peak < 64 << 20


def test_many_players_at_once_get_what_each_asked_for(day: Served) -> None:
    lists: dict[int, Mapping[str, object]] = {}

    def pull(number: int) -> None:
        station = STATIONS[number % len(STATIONS)].id
        lists[number] = requests.get(
            f"{day.url}/api/v1/stations/{station}/playlists/{DAY}", timeout=30
        ).json()

    threads = [threading.Thread(target=pull, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [lists[number]["station"]["id"] for number in range(24)] == [
        STATIONS[number % len(STATIONS)].id for number in range(24)
    ]
