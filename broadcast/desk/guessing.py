"""Chống đoán: how often a door may be tried. Counted in the database: a restart forgives nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import Connection

from broadcast.errors import Fault, Refused
from broadcast.language import Text
from broadcast.store import attempts

WINDOW = timedelta(minutes=15)


class TooManyGuesses(Refused):
    """It was guessed too often; it passes by itself."""


@dataclass(frozen=True, slots=True)
class Door:
    """What can be guessed, and how many wrong guesses there may be in 15 minutes.

    `here`: of one name from one address; `of_name`: of one name from anywhere; `of_address`: from one
    address, at whatever door. `mark` keeps the counts of one door apart: no login name has it.
    """

    mark: str
    here: int
    of_name: int
    of_address: int = 30


LOGIN = Door("", here=5, of_name=30)
CODE = Door("#code", here=5, of_name=10)  # six digits: fewer, from wherever; only after the right password
LINK = Door("#link", here=30, of_name=10_000)  # 256 bits that nobody guesses: this keeps the noise down


def guess(connection: Connection, door: Door, name: str, address: str, now: datetime) -> int:
    """Count a guess before it is looked at: those that come at once are no way around.

    The answer is how many of that name from that address there were before, while the door still opens.

    Raises:
        TooManyGuesses: the guess is not looked at.
    """
    key, origin, since = _key(door, name), network(address), now - WINDOW
    attempts.note(connection, key, origin, now, since)  # a write first: SQLite lets one in after the other
    counts = attempts.counted(connection, key, origin, since)
    limits = (door.here, door.of_name, door.of_address)
    if any(count > limit for count, limit in zip(counts, limits, strict=True)):
        raise TooManyGuesses(Fault(_TOO_OFTEN, _WAIT))  # what was noted goes with the transaction
    return counts[0] - 1


def right(connection: Connection, door: Door, name: str, address: str) -> None:
    """The guess was right: those of that name from that address count no more."""
    attempts.forgive(connection, _key(door, name), network(address))


def worth_a_line(door: Door, before: int) -> bool:
    """Whether a wrong guess is written into the audit: the first one, and the one that shuts the door."""
    return before in {0, door.here - 1}


def network(address: str) -> str:
    """Where guesses are counted as from one place: an IPv4 address, or an IPv6 /64, which one house has."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address[:60]
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or ip_network((int(ip), 64), strict=False))
    return str(ip)


def _key(door: Door, name: str) -> str:
    return name[: 40 - len(door.mark)] + door.mark


_TOO_OFTEN = Text("đã gõ sai quá nhiều lần", "it was typed wrong too often")
_WAIT = Text("đợi 15 phút rồi thử lại", "wait 15 minutes, then try again")
