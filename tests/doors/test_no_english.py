"""A crawler finds no English where Vietnamese is read: pages, refused forms, errors, problem+json."""

import re
from collections.abc import Iterator

import pytest
import requests
from every_page import PEOPLE, STRANGER, Station, opened, posted
from foreign_words import english_of, foreign
from served import Serve

NAMES = [full_name for full_name, _ in PEOPLE.values()] + [*PEOPLE, "kh"]
"""And the hole in a script that lacks a letter."""


FIELD = re.compile(r"^[\w.\[\]]+: ")
"""What a fault of a batch begins with: the name of the field in JSON."""


@pytest.fixture(scope="module")
def station(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Station:
    return opened(serve, tmp_path_factory.mktemp("crawler"))


def told(station: Station, pages: Iterator[tuple[str, str]]) -> list[str]:
    return list(dict.fromkeys(f"{at}: {each}" for at, html in pages for each in english_of(html, NAMES)))


@pytest.mark.parametrize("name", [STRANGER, *PEOPLE])
def test_no_page_speaks_english(station: Station, name: str) -> None:
    pages = list(station.pages(name))
    assert len(pages) > 10
    found = told(station, iter(pages))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["lan", "hoa", STRANGER])
def test_no_refused_form_speaks_english(station: Station, name: str) -> None:
    pages = list(posted(station, name))
    assert len(pages) > 3
    found = told(station, iter(pages))
    assert not found, "\n".join(found)


def problems(station: Station) -> Iterator[requests.Response]:
    """Errors of every kind, as programs get them."""
    api = f"{station.url}/api/v1"
    vietnamese = {"accept-language": "vi"}
    csrf = station.reception.accounts.session(station.cookies["hoa"])
    assert csrf is not None
    hoa = {**vietnamese, "cookie": f"broadcast={station.cookies['hoa']}", "x-csrf-token": csrf.csrf}
    with requests.Session() as session:
        for path in (
            "/stations/x/playlists/2020-08-06",
            "/stations/my-an/playlists/x",
            "/scripts/x",
            "/plan",
        ):
            yield session.get(api + path, headers=vietnamese, timeout=30)
        for path in ("/nowhere", "/session", "/audio/x.mp3", f"/audio/{'0' * 64}.mp3"):
            yield session.get(api + path, headers=vietnamese, timeout=30)
        yield session.post(
            f"{api}/session", json={"name": "x", "password": "y"}, headers=vietnamese, timeout=30
        )
        yield session.post(f"{api}/stations/my-an/as-run", json={"lines": 1}, headers=vietnamese, timeout=30)
        yield session.delete(f"{api}/scripts", headers=vietnamese, timeout=30)
        for body in ({"title": ""}, {"title": "A", "text": "B", "campaign": "x"}, {"x": 1}):
            yield session.post(f"{api}/scripts", json=body, headers=hoa, timeout=30)
        for script in station.filled["script"]:
            for act in ("submission", "approval", "return", "withdrawal", "undo", "recall", "listening"):
                body = {"version": 9, "reason": "", "audio": "0", "stretches": []}
                yield session.post(f"{api}/scripts/{script}/{act}", json=body, headers=hoa, timeout=30)


def test_no_problem_speaks_english(station: Station) -> None:
    statuses, found = set(), []
    for answer in problems(station):
        if answer.status_code >= 400:
            body = answer.json()
            statuses.add(answer.status_code)
            words = [body["title"], body["detail"]]
            words += [each for fault in body["faults"] for each in (fault["what"], fault["remedy"])]
            lines = [FIELD.sub("", line) for word in words for line in word.splitlines()]
            found += [f"{answer.url}: {line}" for line in lines if foreign(line, NAMES)]
    assert {403, 404, 405, 409, 422} <= statuses
    assert not found, "\n".join(dict.fromkeys(found))


@pytest.mark.parametrize(
    "planted",
    [
        "<p>Save the draft</p>",
        '<button title="Delete">Xóa</button>',
        '<input placeholder="Your name">',
        '<img src="x.png" alt="A picture">',
        '<a aria-label="Open menu" href="/">Mở</a>',
        '<input type="submit" value="Log in">',
        "<p>Chương trình <b>today</b> của đài</p>",
    ],
)
def test_a_planted_word_is_found(planted: str) -> None:
    assert list(english_of(f"<main><h1>Bản tin</h1>{planted}</main>"))


@pytest.mark.parametrize(
    "written",
    [
        "<p>Thả tệp Word (.docx) hay PDF vào đây, tối đa 10 MB.</p>",
        "<p>Bà con cài Bluezone tại https://www.bluezone.gov.vn, gọi 1900 9095.</p>",
        "<p>Chạy: <code>broadcast make --date 2020-08-06</code></p>",
        '<a lang="en" href="?lang=en">English</a>',
    ],
)
def test_what_people_read_every_day_is_let_be(written: str) -> None:
    assert not list(english_of(written))
