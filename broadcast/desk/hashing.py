"""Băm mật khẩu: argon2id, a few at once: a flood of logins holds neither every thread nor the memory."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from broadcast.desk.passwords import MOST_PASSWORD, composed
from broadcast.errors import Fault, Unavailable
from broadcast.language import Text

AT_ONCE, WAITING = 2, 6
"""Hashes under way (64 MiB each), and requests that wait for one; a web server has 40 threads for all."""


class TooBusy(Unavailable):
    """Too many passwords are being checked just now."""


class Hasher:
    """argon2id at the costs of `argon`."""

    def __init__(self, argon: PasswordHasher) -> None:
        self._argon = argon

    @cached_property
    def nobody(self) -> str:
        """Verified where there is no account, so that the time tells nothing."""
        return self._argon.hash(secrets.token_hex())

    def hashed(self, password: str) -> str:
        """What is kept of a password."""
        return self._argon.hash(composed(password))

    def verified(self, hashed: str, password: str) -> bool:
        """Whether `hashed` was made of `password`."""
        try:
            return self._argon.verify(hashed, composed(password[:MOST_PASSWORD]))
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, hashed: str) -> bool:
        """Whether it was made at other costs than today's."""
        return self._argon.check_needs_rehash(hashed)


class Hashing:
    """The turns at the hasher; safe to ask from several threads."""

    def __init__(self, argon: PasswordHasher) -> None:
        self._hasher = Hasher(argon)
        self._at_once = threading.BoundedSemaphore(AT_ONCE)
        self._places = threading.BoundedSemaphore(AT_ONCE + WAITING)

    @contextmanager
    def turn(self) -> Iterator[Hasher]:
        """The hasher, once it is our turn.

        Raises:
            TooBusy: at once, when too many are waiting already.
        """
        if not self._places.acquire(blocking=False):
            raise TooBusy(Fault(_BUSY, _SOON))
        try:
            with self._at_once:
                yield self._hasher
        finally:
            self._places.release()


_BUSY = Text("đang có quá nhiều người đăng nhập cùng lúc", "too many people are logging in just now")
_SOON = Text("đợi vài giây rồi thử lại", "wait a few seconds, then try again")
