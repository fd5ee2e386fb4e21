import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import requests
import uvicorn
from in_memory import InMemory
from secure import issued, secure
from served import Serve, Served
from staff import Staff

from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.doors.api import create_app
from broadcast.doors.listening import listening
from broadcast.doors.serving import configured
from broadcast.people import Role

__all__ = ["issued", "secure"]


@pytest.fixture(scope="module")
def serve() -> Iterator[Serve]:
    """Start a server over a studio; all of them end with the module."""
    ends: list[Callable[[], None]] = []

    def start(studio: InMemory) -> Served:
        listener = listening("127.0.0.1", 0)
        server = uvicorn.Server(configured(create_app(studio), proxy="127.0.0.1", log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        session = requests.Session()

        def end() -> None:
            session.close()
            server.should_exit = True
            thread.join(20)
            listener.close()

        ends.append(end)
        return Served(studio, f"http://127.0.0.1:{listener.getsockname()[1]}", session)

    yield start
    for end in ends:
        end()


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sounds")


@pytest.fixture(scope="module")
def day(serve: Serve, sounds: Path) -> Served:
    """A day that is made."""
    return serve(InMemory(sounds))


@pytest.fixture
def staff(serve: Serve, small_studio: Studio) -> Staff:
    """Lan writes and approves, Bình approves, Hoa only writes."""
    reception = Reception(small_studio, date(2020, 8, 6), "my-an")
    people = Staff(reception, serve(reception).url)  # type: ignore[arg-type]
    people.invite("lan", "Nguyễn Thị Lan", *Role)
    people.invite("binh", "Trần Văn Bình", Role.APPROVER)
    people.invite("hoa", "Lê Thị Hoa", Role.WRITER)
    return people
