"""Đăng nhập: passwords and codes checked, sessions opened and ended, new passwords."""

import hmac
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from sqlalchemy import Connection

from broadcast.desk import second_factor
from broadcast.desk.guessing import LINK, LOGIN, guess, right, worth_a_line
from broadcast.desk.hashing import Hasher, Hashing
from broadcast.desk.passwords import refuse_same, refuse_weak
from broadcast.desk.studio import Studio
from broadcast.desk.tokens import key_of, new_token
from broadcast.errors import Fault, NotFound, Refused
from broadcast.language import Text
from broadcast.people import NEEDS_CODE, CodeRule, Deed, Did, Fact, Person
from broadcast.store import accounts, audit, links, second_factors
from broadcast.store.accounts import Account, AccountStep, Done, LoggedIn

SESSION_LASTS = timedelta(hours=12)
"""Since it was last used: longer than a working day in one go, shorter than a night at an open desk."""

HALF_LOGIN_LASTS = timedelta(minutes=5)
RESET_LASTS = timedelta(hours=24)
_TOUCH = timedelta(minutes=5)


class WrongLogin(Refused):
    """No such name, or not that password; which of the two is not told."""


class WrongPassword(Refused):
    """The old password is not the one of this account."""


class UsedLink(NotFound):
    """The one-time link was used, has expired, or never was."""


class CodeNeeded(Refused):
    """The password was right, and this account asks for a code as well. `token` lets `enter` go on."""

    def __init__(self, token: str) -> None:
        super().__init__(Fault(_CODE, _TYPE_CODE))
        self.token = token


@dataclass(frozen=True)
class Logins:
    """Who comes in to one station's service; every function looks first, then writes in one transaction.

    `address` is always where the request came from.
    """

    studio: Studio

    @cached_property
    def hashing(self) -> Hashing:
        """The turns at the hasher."""
        return Hashing(self.studio.argon)

    def log_in(self, name: str, password: str, address: str, code: str = "") -> str:
        """The token of a new session.

        Raises:
            WrongLogin: no such name or not that password.
            CodeNeeded: the account asks for a code, and none was given.
            WrongCode: it was not right.
            TooManyGuesses: it was tried too often. TooBusy: try again soon.
        """
        account = self._right_password(name.strip().lower()[:40], password, address)
        with self.studio.database.begin() as connection:
            asks = second_factor.asks_for_code(connection, account.person.name)
            if not asks:
                return self._opened(connection, account.person, address)
            token, now = new_token(), self.studio.now()
            until = now + HALF_LOGIN_LASTS
            links.add_half_login(connection, key_of(token), account.person.name, now, until)
        if not code:
            raise CodeNeeded(token)
        return self.enter(token, code, address)

    def enter(self, token: str, code: str, address: str) -> str:
        """The token of a new session, where the password was right just now and `code` is as well.

        Raises:
            UsedLink: too much time has passed, or it was wrong too often: begin anew.
            WrongCode, TooManyGuesses.
        """
        name = self._half_in(token)
        second_factor.check(
            self.studio,
            name,
            address,
            lambda connection, now: second_factor.take(connection, name, code, now),
        )
        with self.studio.database.begin() as connection:
            found = accounts.account(connection, name)
            if found is None:
                raise WrongLogin(Fault(_WRONG_LOGIN, _TRY_AGAIN))
            links.forget_half_logins(connection, name)
            return self._opened(connection, found.person, address, code=True)

    def session(self, token: str, *, here: bool = True) -> LoggedIn | None:
        """Who holds `token`, if they are logged in; `here`: they sit at this very machine."""
        now, key = self.studio.now(), key_of(token)
        with self.studio.database.begin() as connection:
            found = accounts.session(connection, key, now)
            if found is not None and now - found.seen_at > _TOUCH:
                accounts.prolong(connection, key, now, now + SESSION_LASTS)
        if found is None:
            return None
        proven = found.codes or not self.needs_code(here=here)
        return replace(found, person=replace(found.person, proven=proven))

    def needs_code(self, *, here: bool) -> bool:
        """Whether an approver needs a code, as the operator chose."""
        wanted = self.studio.second_factor
        return wanted is CodeRule.ALWAYS or (wanted is CodeRule.REMOTE and not here)

    def log_out(self, token: str) -> None:
        """End the session of `token`."""
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            found = accounts.session(connection, key_of(token), now)
            accounts.close_session(connection, key_of(token))
            if found is not None:
                name = found.person.name
                audit.record(connection, Deed(name, Did.LOGGED_OUT, name), now)

    def change_password(self, by: Person, token: str, old: str, new: str, address: str) -> None:
        """A new password for `by`, whose session has `token`; every other session of theirs ends.

        Raises:
            WrongPassword: `old` is not their password.
            TooManyGuesses: wrong passwords were tried too often.
            WeakPassword: the new one is easily guessed, or the old one again.
        """
        try:
            self._right_password(by.name, old, address)
        except WrongLogin as error:
            raise WrongPassword(Fault(_WRONG_OLD, _TRY_AGAIN)) from error
        refuse_same(old, new)
        refuse_weak(new, by.name)
        with self.hashing.turn() as hasher:
            hashed = hasher.hashed(new)
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            accounts.change_password(connection, by.name, hashed)
            accounts.close_sessions(connection, by.name, but=key_of(token))
            links.forget_half_logins(connection, by.name)
            accounts.add_step(connection, AccountStep(by.name, Done.PASSWORD, by.roles, by.name, now))
            audit.record(connection, Deed(by.name, Did.PASSWORD_CHANGED, by.name), now)

    # ---- a lost password, a lost telephone

    def reset_link(self, name: str, operator: str) -> str:
        """A token that sets a new password for `name`, once, within a day; the codes of a telephone go then.

        Only for whoever sits at the server's command line (`operator`: their name on that machine): it opens
        the account of somebody else.

        Raises:
            WrongLogin: there is no such account.
        """
        token, now = new_token(), self.studio.now()
        with self.studio.database.begin() as connection:
            if accounts.account(connection, name) is None:
                raise WrongLogin(Fault(_NO_ACCOUNT, _SEE_LIST))
            links.add_reset(connection, key_of(token), name, now, now + RESET_LASTS)
            audit.record(connection, Deed("", Did.RESET_LINK_MADE, name, {"console": operator}), now)
        return token

    def resetting(self, token: str, address: str) -> str:
        """Whose new password the link sets; raises UsedLink, TooManyGuesses."""
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            name = links.reset(connection, key_of(token), now)
        if name is None:
            with self.studio.database.begin() as connection:
                guess(connection, LINK, "", address, now)
            raise UsedLink(Fault(_USED, _ASK_ANEW))
        return name

    def reset(self, token: str, password: str, address: str) -> str:
        """Set a new password by the link; sessions end, codes are asked for no more. The answer is whose."""
        name = self.resetting(token, address)
        refuse_weak(password, name)
        with self.hashing.turn() as hasher:
            hashed = hasher.hashed(password)
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            if not links.use_reset(connection, key_of(token)) or accounts.account(connection, name) is None:
                raise UsedLink(Fault(_USED, _ASK_ANEW))
            accounts.change_password(connection, name, hashed)
            accounts.close_sessions(connection, name)
            links.forget_half_logins(connection, name)
            second_factors.forget(connection, name)
            audit.record(connection, Deed(name, Did.ACCOUNT_RESET, name), now)
        return name

    # ---- steps of the above

    def _right_password(self, login: str, password: str, address: str) -> Account:
        """The account of that name and password; raises WrongLogin, TooManyGuesses, TooBusy."""
        now = self.studio.now()
        with self.hashing.turn() as hasher:
            with self.studio.database.begin() as connection:
                before = guess(connection, LOGIN, login, address, now)
                found = accounts.account(connection, login)
            fits = hasher.verified(found.password if found else hasher.nobody, password)
            renewed = _renewed(hasher, found, password) if fits else None
        with self.studio.database.begin() as connection:
            if fits and found is not None:
                right(connection, LOGIN, login, address)
                if renewed is not None:
                    accounts.change_password(connection, login, renewed)
                return found
            if worth_a_line(LOGIN, before):  # a password typed as a name is not written down
                on = login if found else "?"
                audit.record(connection, Deed("", Did.WRONG_PASSWORD, on, {"from": address}), now)
        raise WrongLogin(Fault(_WRONG_LOGIN, _TRY_AGAIN))

    def _half_in(self, token: str) -> str:
        with self.studio.database.begin() as connection:
            name = links.half_login(connection, key_of(token), self.studio.now())
        if name is None:
            raise UsedLink(Fault(_TOO_LATE, _LOG_IN_ANEW))
        return name

    def _opened(self, connection: Connection, person: Person, address: str, *, code: bool = False) -> str:
        token, now = new_token(), self.studio.now()
        accounts.open_session(connection, key_of(token), person.name, new_token(), now, now + SESSION_LASTS)
        facts: dict[str, Fact] = {"from": address, "code": code}
        audit.record(connection, Deed(person.name, Did.LOGGED_IN, person.name, facts), now)
        return token


def _renewed(hasher: Hasher, account: Account | None, password: str) -> str | None:
    """A new hash of the right password, where the old one was made at other costs."""
    return hasher.hashed(password) if account is not None and hasher.outdated(account.password) else None


def right_csrf(session: LoggedIn, sent: str) -> bool:
    """Whether `sent` is the session's own token; compared in constant time."""
    return hmac.compare_digest(session.csrf.encode(), sent.encode("utf-8", "replace"))


def lacks_code(session: LoggedIn) -> bool:
    """Whether something is closed to them only because they gave no code."""
    return any(session.person.lacks_code(act) for act in NEEDS_CODE)


_WRONG_LOGIN = Text("tên đăng nhập hoặc mật khẩu không đúng", "the name or the password is wrong")
_TRY_AGAIN = Text("gõ lại; xem phím Caps Lock và bộ gõ tiếng Việt", "type them again; see Caps Lock")
_WRONG_OLD = Text("mật khẩu cũ không đúng", "the old password is wrong")
_CODE = Text("tài khoản này cần thêm mã xác nhận", "this account asks for a code as well")
_TYPE_CODE = Text("gõ 6 số trên điện thoại", "type the 6 digits that your telephone shows")
_TOO_LATE = Text("đã quá lâu từ lúc gõ mật khẩu", "too much time has passed since the password")
_LOG_IN_ANEW = Text("đăng nhập lại từ đầu", "log in again")
_NO_ACCOUNT = Text("không có tài khoản này đang mở", "there is no such open account")
_SEE_LIST = Text("xem tên bằng lệnh: broadcast user list", "see the names: broadcast user list")
_USED = Text("đường dẫn này đã dùng rồi hoặc đã hết hạn", "this link was used or has expired")
_ASK_ANEW = Text("nhờ người phụ trách máy chủ tạo lại", "ask whoever keeps the server for a new one")
