"""Every page that the app has, found by itself, with something on it, for each kind of person.

Routes are asked of the app; a parameter is filled by its name. A page with a new kind of parameter is not
passed over: it fails until FILLED has a value for it.
"""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import requests
import tiny_house
from approver import listened
from served import Serve
from staff import PASSWORD, Staff
from starlette.routing import Route

from broadcast.desk.reception import Reception
from broadcast.desk.watching import Nobody
from broadcast.doors.pages import ROOMS
from broadcast.people import Person, Role
from broadcast.script import Manuscript

NOW = datetime(2026, 11, 23, 3, 5, tzinfo=UTC)
DAY = date(2026, 11, 23)
PEOPLE: Mapping[str, tuple[str, tuple[Role, ...]]] = {
    "lan": ("Nguyễn Thị Lan", tuple(Role)),
    "binh": ("Trần Văn Bình", (Role.APPROVER,)),
    "hoa": ("Lê Thị Hoa", (Role.WRITER,)),
    "tam": ("Võ Thành Tâm", (Role.PLANNER,)),
    "mai": ("Đặng Thị Mai", (Role.OPERATOR,)),
}
STRANGER = ""
ON_FILE = ("nuoc-sach", "khau-trang-01")
LEAVING = {"/logout"}
"""A form that needs nothing to work, and ends what others go on with."""

ERRORS = ("/khong-co-trang-nay", "/newsroom/khong-co", "/stations/my-an/hom-qua")
"""Pages of errors, 404 and 422; 403 is what somebody without the right is shown."""


@dataclass(frozen=True)
class Station:
    """A served station with scripts in every state, and the cookies of those who work there."""

    reception: Reception
    url: str
    cookies: Mapping[str, str]
    filled: Mapping[str, Sequence[str]]

    def addresses(self) -> Iterator[str]:
        """Every address to be looked at; raises KeyError for a parameter that nobody filled."""
        for path in sorted(paths()):
            yield from self.at(path)
        yield from ERRORS

    def at(self, path: str) -> Iterator[str]:
        """A path with every value that its parameters are filled with."""
        found = re.search(r"\{(\w+)(?::\w+)?\}", path)
        if found is None:
            yield path
            return
        for value in self.filled[found[1]]:
            yield from self.at(path.replace(found[0], value, 1))

    def pages(self, name: str) -> Iterator[tuple[str, str]]:
        """Address and HTML of each page as somebody sees it, each once; what is no page is passed over."""
        seen = set()
        with requests.Session() as session:
            for address in self.addresses():
                answer = self.get(session, name, address)
                about = answer.headers.get("content-type", "")
                html = re.sub(r'name="csrf" value="[^"]*"', "", answer.text) if "html" in about else ""
                if html and html not in seen and "location" not in answer.headers:
                    seen.add(html)
                    yield address, html

    def get(self, session: requests.Session, name: str, address: str) -> requests.Response:
        headers = {"accept": "text/html", "accept-language": "vi"}
        if name:
            headers["cookie"] = f"broadcast={self.cookies[name]}"
        return session.get(self.url + address, headers=headers, timeout=60, allow_redirects=False)


def paths(method: str = "GET") -> set[str]:
    """The addresses of the rooms of pages, parameters unfilled."""
    routes = [route for room in ROOMS for route in room.router.routes]
    return {route.path for route in routes if isinstance(route, Route) and method in (route.methods or ())}


def opened(serve: Serve, place: Path) -> Station:
    """A tiny station with a day made and scripts in every state."""
    tiny_house.lay_out(place / "house")
    for name in ON_FILE:
        shutil.copy(tiny_house.ROOT / "scripts_vi" / f"{name}.md", place / "house" / "scripts_vi")
    studio = tiny_house.tiny_studio(place / "house", place / "data", lambda: NOW)
    reception = Reception(studio, DAY)
    served = serve(reception)  # type: ignore[arg-type]
    staff = Staff(reception, served.url)
    for name, (full_name, roles) in PEOPLE.items():
        staff.invite(name, full_name, *roles)
    scripts = written(reception)
    assert not reception.make(DAY, Nobody()).failed
    accounts = reception.accounts
    link = accounts.invitations.invite(person(reception, "lan"), "Phan Thị Bưởi", [Role.WRITER])
    filled = {
        "script": [*scripts, ON_FILE[0]],
        "station": ["my-an"],
        "date": [str(DAY)],
        "day": [str(DAY)],
        "slot": ["chieu"],
        "name": ["mai"],
        "token": [link],
        "campaign": ["covid-19"],
        "version": ["1"],
        "place": ["my-an"],
        "number": ["1"],
        "form": ["csv"],
        "key": ["0" * 64],
        "fault": ["1"],
    }
    cookies = {name: accounts.log_in(name, PASSWORD, "192.0.2.1") for name in PEOPLE}
    return Station(reception, served.url, cookies, filled)


def person(reception: Reception, name: str) -> Person:
    return next(each for each in reception.accounts.everybody() if each.name == name)


def written(reception: Reception) -> list[str]:
    """One script in each state; the last two lack a letter and have a number that is said."""
    newsroom, clearing = reception.newsroom, reception.clearing
    hoa, binh = person(reception, "hoa"), person(reception, "binh")
    names = []
    for title, text in (
        ("Cắt điện ấp Long Hòa", "Điện lực cắt điện từ 7 giờ 30 đến 16 giờ ngày 24/11/2026. Gọi 1900 9095."),
        ("Lịch tiêm phòng", "Trạm y tế mời bà con đưa trẻ đi tiêm."),
        ("Họp ấp", "Mời bà con đi họp lúc 19h tại văn phòng ấp."),
        ("Đeo khẩu trang", "Đeo khẩu trang khi ra kh i nhà. KGVX thông báo."),
    ):
        names.append(newsroom.write(hoa, Manuscript(title, text)).id)
    approved, returned, waiting, _ = names
    for name in (approved, returned, waiting):
        clearing.submit(hoa, name, 1)
    entry = newsroom.proofs(approved).entry
    clearing.approve(binh, approved, 1, listened(clearing, entry, binh))
    clearing.send_back(binh, returned, 1, "Ghi rõ giờ tiêm")
    return names


def posted(station: Station, name: str) -> Iterator[tuple[str, str]]:
    """What every form answers to somebody who sends it wrong: address and HTML."""
    fields = {"version": "9", "reason": "", "password": "x", "old": "x", "new": "y", "name": "?", "title": ""}
    session = station.reception.accounts.session(station.cookies[name]) if name else None
    fields |= {"csrf": session.csrf if session else ""}
    headers = {"accept": "text/html", "accept-language": "vi"}
    headers |= {"cookie": f"broadcast={station.cookies[name]}"} if name else {}
    with requests.Session() as asking:
        for path in sorted(paths("POST")):
            if path in LEAVING:
                continue
            for address in station.at(path):
                answer = asking.post(
                    station.url + address, data=fields, headers=headers, timeout=60, allow_redirects=False
                )
                if "html" in answer.headers.get("content-type", "") and answer.status_code != 303:
                    yield f"POST {address}", answer.text
