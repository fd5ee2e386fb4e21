"""Mã xác nhận: codes from a telephone besides the password (RFC 6238), and ten codes for when it is lost."""

import hashlib
import hmac
import io
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pyotp
import segno
from sqlalchemy import Connection

from broadcast.desk.guessing import CODE, guess, right, worth_a_line
from broadcast.desk.studio import Studio
from broadcast.errors import Conflict, Fault, Refused
from broadcast.language import Text
from broadcast.people import Deed, Did, Person
from broadcast.store import accounts, audit, links, second_factors

STEP_S = 30
RECOVERY_CODES = 10
ISSUER = "Truyền thanh cơ sở"


class WrongCode(Refused):
    """The code is not the one that the telephone shows, or it was used already."""


class AlreadySetUp(Conflict):
    """The account asks for codes already."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a telephone needs to know: the secret (base32, typed by hand) and the same as an address."""

    secret: str
    uri: str

    @property
    def picture(self) -> bytes:
        """The address as a QR code: SVG without a style of its own."""
        drawn = io.BytesIO()
        segno.make(self.uri, error="m").save(drawn, kind="svg", scale=6, light="white")
        return drawn.getvalue()

    @property
    def spaced(self) -> str:
        """The secret in groups of four, as one types it."""
        return " ".join(re.findall(".{1,4}", self.secret))


@dataclass(frozen=True)
class Codes:
    """The second factors of one station's accounts; every function is one transaction."""

    studio: Studio

    def proposed(self, by: Person) -> Setup:
        """What `by` puts into their telephone; the same until it is confirmed.

        Raises:
            AlreadySetUp: it was confirmed.
        """
        with self.studio.database.begin() as connection:
            found = second_factors.find(connection, by.name)
            if found is not None and found.confirmed_at is not None:
                raise AlreadySetUp(Fault(_SET_UP, _TURN_OFF_FIRST))
            secret = found.secret if found else pyotp.random_base32()
            if found is None:
                second_factors.propose(connection, by.name, secret)
        return Setup(secret, pyotp.TOTP(secret).provisioning_uri(name=by.name, issuer_name=ISSUER))

    def confirm(self, by: Person, session: bytes, code: str, address: str) -> tuple[str, ...]:
        """Ask for codes from now on; the answer are the recovery codes, shown this once.

        The other sessions of `by` end: they were opened without a code. `session` is the key of this one.

        Raises:
            WrongCode: nothing was changed. TooManyGuesses. AlreadySetUp.
        """
        self.proposed(by)
        self._check(by.name, code, address)
        now, spare = self.studio.now(), tuple(_recovery_code() for _ in range(RECOVERY_CODES))
        with self.studio.database.begin() as connection:
            second_factors.confirm(connection, by.name, [_kept(by.name, each) for each in spare], now)
            accounts.close_sessions(connection, by.name, but=session)
            audit.record(connection, Deed(by.name, Did.CODE_SET_UP, by.name), now)
        return tuple(f"{each[:5]}-{each[5:]}" for each in spare)

    def turn_off(self, by: Person, code: str, address: str) -> None:
        """Ask for codes no more; it takes one. Raises WrongCode, TooManyGuesses."""
        self._check(by.name, code, address)
        with self.studio.database.begin() as connection:
            second_factors.forget(connection, by.name)
            audit.record(connection, Deed(by.name, Did.CODE_TURNED_OFF, by.name), self.studio.now())

    def left(self, by: Person) -> int | None:
        """How many recovery codes `by` has left; None where their account asks for no codes."""
        with self.studio.database.begin() as connection:
            found = second_factors.find(connection, by.name)
            on = found is not None and found.confirmed_at is not None
            return second_factors.recovery_left(connection, by.name) if on else None

    def names(self) -> frozenset[str]:
        """Whose account asks for codes."""
        with self.studio.database.begin() as connection:
            return second_factors.names(connection)

    def _check(self, name: str, code: str, address: str) -> None:
        check(self.studio, name, address, lambda connection, now: take(connection, name, code, now))


def asks_for_code(connection: Connection, name: str) -> bool:
    """Whether the password alone does not open that account."""
    found = second_factors.find(connection, name)
    return found is not None and found.confirmed_at is not None


def check(studio: Studio, name: str, address: str, taken: Callable[[Connection, datetime], bool]) -> None:
    """Count a guess at a code of `name` and have it taken.

    Raises:
        WrongCode: the guess stays counted.
        TooManyGuesses: it was not looked at.
    """
    now = studio.now()
    with studio.database.begin() as connection:
        before = guess(connection, CODE, name, address, now)
    with studio.database.begin() as connection:
        if taken(connection, now):
            right(connection, CODE, name, address)
            return
        if before == CODE.here - 1:
            links.forget_half_logins(connection, name)
        if worth_a_line(CODE, before):
            audit.record(connection, Deed("", Did.WRONG_CODE, name, {"from": address}), now)
    raise WrongCode(Fault(_WRONG, _NEXT_CODE))


def take(connection: Connection, name: str, code: str, now: datetime) -> bool:
    """Whether `code` opens the door of `name`, now and this once: from the telephone, or a recovery code."""
    digits = re.sub("[^0-9]", "", code)
    found = second_factors.find(connection, name)
    if found is None:
        return False
    if len(digits) == 10 and found.confirmed_at is not None:
        used = second_factors.use_recovery(connection, name, _kept(name, digits))
        if used:
            left = second_factors.recovery_left(connection, name)
            audit.record(connection, Deed(name, Did.RECOVERY_CODE_USED, name, {"left": left}), now)
        return used
    step = _step_of(found.secret, digits, now)
    return step is not None and second_factors.use_step(connection, name, step)


def _step_of(secret: str, digits: str, now: datetime) -> int | None:
    """The step whose code it is: this one, the one before or after it, as clocks differ (RFC 6238, 5.2)."""
    present, codes = int(now.timestamp()) // STEP_S, pyotp.TOTP(secret)
    steps = (present - 1, present, present + 1)
    fits = [step for step in steps if hmac.compare_digest(codes.generate_otp(step), digits)]
    return fits[0] if fits else None


def _recovery_code() -> str:
    return f"{secrets.randbelow(10**10):010d}"


def _kept(name: str, digits: str) -> bytes:
    return hashlib.sha256(f"{name}:{digits}".encode()).digest()


_SET_UP = Text("tài khoản này đã bật mã xác nhận", "this account asks for codes already")
_TURN_OFF_FIRST = Text(
    "muốn đổi điện thoại thì tắt đi rồi bật lại", "to change telephones, turn it off first"
)
_WRONG = Text("mã xác nhận không đúng hoặc đã dùng rồi", "the code is wrong or was used already")
_NEXT_CODE = Text(
    "gõ 6 số đang hiện trên điện thoại, mỗi mã chỉ dùng một lần; xem điện thoại có đúng giờ không",
    "type the 6 digits that the telephone shows now, each once; see whether its clock is right",
)
