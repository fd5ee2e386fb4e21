from collections.abc import Callable
from dataclasses import dataclass

import requests
from in_memory import InMemory


@dataclass(frozen=True)
class Served:
    """A studio behind a real server on loopback."""

    studio: InMemory
    url: str
    session: requests.Session

    def get(self, path: str, **headers: str) -> requests.Response:
        return self.ask("GET", path, headers)

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None) -> requests.Response:
        named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        return self.session.request(method, self.url + path, headers=named, timeout=20, allow_redirects=False)


Serve = Callable[[InMemory], Served]
