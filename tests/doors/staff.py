"""A newsroom behind a real server: people with accounts, each with a browser's session of their own."""

import re
from dataclasses import dataclass

import requests
from approver import listened

from broadcast.desk.reception import Reception
from broadcast.people import Act, Grant, Role

PASSWORD = "ao cá bờ dừa xuồng ba lá"


@dataclass(frozen=True)
class Staff:
    """The service and the people who work with it."""

    reception: Reception
    url: str

    def invite(self, name: str, full_name: str, *roles: Role | Grant) -> None:
        """An account for somebody."""
        accounts = self.reception.accounts
        token = accounts.invitations.first_link()
        if token is None:
            head = next(person for person in accounts.everybody() if person.may(Act.INVITE))
            token = accounts.invitations.invite(head, full_name, roles)
        accounts.invitations.create(token, name, full_name, PASSWORD)

    def listen(self, name: str, script: str) -> None:
        """Somebody hears all of a script, as fast as it sounds."""
        person = next(each for each in self.reception.accounts.everybody() if each.name == name)
        listened(self.reception.clearing, self.reception.newsroom.proofs(script).entry, person)

    def client(self, name: str) -> "Client":
        """Somebody who is logged in."""
        client = Client(self.url)
        answer = client.post("/api/v1/session", json={"name": name, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        client.session.headers["x-csrf-token"] = answer.json()["csrf"]
        return client


class Client:
    """A browser without a window."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()

    def get(self, path: str, **more: object) -> requests.Response:
        return self.session.get(self.url + path, timeout=30, allow_redirects=False, **more)  # type: ignore[arg-type]

    def post(self, path: str, **more: object) -> requests.Response:
        return self.session.post(self.url + path, timeout=30, allow_redirects=False, **more)  # type: ignore[arg-type]

    def put(self, path: str, **more: object) -> requests.Response:
        return self.session.put(self.url + path, timeout=30, allow_redirects=False, **more)  # type: ignore[arg-type]

    @property
    def csrf(self) -> str:
        return str(self.session.headers["x-csrf-token"])


def granted(*roles: str, place: str = "", ceiling: str = "emergency") -> dict[str, list[str]]:
    """The rows of the form of grants; an empty row goes along, as in the browser."""
    every = [*roles, ""]
    return {"role": every, "place": [place] * len(every), "ceiling": [ceiling] * len(every)}


def hidden(html: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]
