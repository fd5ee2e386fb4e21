"""What a page loads besides itself: at most 100 kB of style and script, packed, asked for once."""

import gzip
import re

import pytest
import requests
from every_page import PEOPLE, STRANGER, Station, opened
from served import Serve

MOST_BYTES = 100_000
LOADED = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))')


@pytest.fixture(scope="module")
def station(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Station:
    return opened(serve, tmp_path_factory.mktemp("weight"))


def test_style_and_script_of_every_page_are_small(station: Station) -> None:
    packed: dict[str, int] = {}
    heaviest = (0, "")
    for name in (STRANGER, *PEOPLE):
        for address, html in station.pages(name):
            files = set(LOADED.findall(html))
            assert files
            for file in files - packed.keys():
                packed[file] = len(gzip.compress(requests.get(station.url + file, timeout=30).content, 6))
            heaviest = max(heaviest, (sum(packed[file] for file in files), address))
    print(f"the heaviest page is {heaviest[1]}: {heaviest[0]} bytes of style and script, packed")
    assert heaviest[0] <= MOST_BYTES


def test_style_is_sent_packed_and_only_once(station: Station) -> None:
    address = f"{station.url}/static/station.css"
    first = requests.get(address, timeout=30)
    assert first.headers["content-encoding"] == "gzip"
    assert first.headers["cache-control"] == "no-cache"
    again = requests.get(address, headers={"if-none-match": first.headers["etag"]}, timeout=30)
    assert (again.status_code, again.content) == (304, b"")


def test_what_holds_a_secret_or_is_sound_is_not_packed(station: Station) -> None:
    """A packed page with a token and words of the request would tell the token by its length."""
    with requests.Session() as session:
        assert station.get(session, STRANGER, "/").headers["content-encoding"] == "gzip"
        mine = station.get(session, "hoa", "/newsroom/new")
        assert 'name="csrf"' in mine.text
        assert "content-encoding" not in mine.headers
        playlist = session.get(f"{station.url}/api/v1/stations/my-an/playlists/2026-11-23", timeout=30)
        audio = session.get(station.url + playlist.json()["items"][0]["audio"]["url"], timeout=30)
        assert "content-encoding" not in {**playlist.headers, **audio.headers}


def test_no_page_that_is_packed_holds_a_token(station: Station) -> None:
    for address, html in station.pages(STRANGER):
        assert "csrf" not in html, address
