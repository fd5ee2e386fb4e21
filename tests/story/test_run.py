"""`broadcast run`: bound at once, ready when everything is stored, quick the second time, ended cleanly."""

import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from configparser import ConfigParser
from contextlib import AbstractContextManager
from pathlib import Path
from xml.etree import ElementTree as ET

import m3u8
import pytest
import requests
import soundfile
from newcomer import BARE, DAY, ROOT, command, copied
from service import FirstStart, served, until_ready

XSPF = "{http://xspf.org/ns/0/}"


def running(data: Path, *more: str | Path) -> AbstractContextManager[tuple[subprocess.Popen[str], str]]:
    """The service on the plan's day."""
    return served(data, "--date", DAY, *more)


@pytest.fixture(scope="module")
def warm(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DATA that was made before, for this module to run on."""
    return copied(data, tmp_path_factory.mktemp("warm") / "data")


@pytest.fixture(scope="module")
def address(warm: Path) -> Iterator[str]:
    with running(warm) as (_, address):
        until_ready(address, 60)
        yield address


def test_it_answers_at_once_and_is_ready_only_when_all_is_stored(start: FirstStart) -> None:
    assert start.healthy == 200
    assert start.told[0] == [503, {"made": 0, "of": 18, "failed": {}}]
    assert start.told[-1] == [200, {"made": 18, "of": 18, "failed": {}}]
    assert start.audio == [200, 200, 200]
    assert (start.status, start.left) == (0, 0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_in_the_middle_of_the_work_ends_it_with_status_0(
    number: signal.Signals, tmp_path: Path
) -> None:
    with running(tmp_path / "data") as (process, _):
        time.sleep(1.0)
        process.send_signal(number)
        assert process.wait(20) == 0
        assert process.stdout is not None
        assert "Traceback" not in process.stdout.read()


def test_all_18_stations_are_listed_by_id_and_every_address_plays(address: str, tmp_path: Path) -> None:
    stations = requests.get(f"{address}/api/v1/stations", timeout=5).json()["stations"]
    ids = [station["id"] for station in stations]
    assert ids == sorted(ids)
    assert len(ids) == 18
    for name, addresses in _in_every_form(address, "my-an").items():
        assert len(addresses) == 3, name
        for url in addresses:
            file = tmp_path / "heard.mp3"
            file.write_bytes(requests.get(url, timeout=10).content)
            assert 500 < soundfile.info(file).duration < 900


def _in_every_form(address: str, station: str) -> Mapping[str, list[str]]:
    """The addresses of the day as parsers that are not ours read them."""
    base = f"{address}/api/v1/stations/{station}/playlists/{DAY}"
    readers: Mapping[str, Callable[[str], list[str]]] = {
        "m3u8": lambda text: [segment.uri for segment in m3u8.loads(text).segments],
        "xspf": lambda text: [e.text or "" for e in ET.fromstring(text).iter(f"{XSPF}location")],
        "pls": _files_of_pls,
        "json": lambda text: [address + item["audio"]["url"] for item in json.loads(text)["items"]],
    }
    found = {}
    for form, read in readers.items():
        answer = requests.get(f"{base}.{form}", timeout=5)
        answer.encoding = "utf-8"
        found[form] = read(answer.text)
    return found


def _files_of_pls(text: str) -> list[str]:
    parser = ConfigParser(interpolation=None)
    parser.read_string(text)
    entries = parser["playlist"]
    return [entries[f"File{number}"] for number in range(1, int(entries["NumberOfEntries"]) + 1)]


def test_a_playlist_keeps_its_etag_over_a_restart(address: str, warm: Path) -> None:
    path = f"/api/v1/stations/kien-an/playlists/{DAY}"
    before = requests.get(address + path, timeout=5)
    assert (
        requests.get(address + path, headers={"If-None-Match": before.headers["ETag"]}, timeout=5).status_code
        == 304
    )
    with running(copied(warm, warm.with_name("restarted"))) as (_, again):
        until_ready(again, 60)
        after = requests.get(again + path, timeout=5)
    assert (after.headers["ETag"], after.content) == (before.headers["ETag"], before.content)


def test_the_embedded_player_plays_nothing_on_another_day(warm: Path) -> None:
    with running(copied(warm, warm.with_name("another-day"))) as (process, address):
        until_ready(address, 60)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert process.stdout is not None
        assert "máy phát không phát gì" in process.stdout.read()


def test_a_second_service_on_the_same_data_is_refused(address: str, warm: Path) -> None:
    other = subprocess.run(
        command("run", "--port", "0", "--data", warm),
        env=BARE,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert other.returncode == 2
    assert "DATA" in other.stderr
