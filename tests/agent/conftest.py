from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from commune import STATION, Clock, Loudspeaker, Tape
from loopback import Loopback

from broadcast.agent import Agent, Shift


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tape() -> Tape:
    return Tape()


@pytest.fixture
def loudspeaker(clock: Clock, tape: Tape) -> Loudspeaker:
    return Loudspeaker(clock, tape)


@pytest.fixture
def server() -> Iterator[Loopback]:
    loopback = Loopback()
    yield loopback
    loopback.close()


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def shift(
    clock: Clock,
    loudspeaker: Loudspeaker,
    server: Loopback,
    session: requests.Session,
    tmp_path: Path,
    said: list[str],
) -> Iterator[Shift]:
    """An agent on duty on a Monday at midnight, its clock standing still."""
    agent = Agent(
        server.url,
        STATION,
        tmp_path,
        loudspeaker,
        clock=clock,
        session=session,
        say=lambda text: said.append(text.vi),
    )
    shift = agent.shift()
    yield shift
    shift.close()
