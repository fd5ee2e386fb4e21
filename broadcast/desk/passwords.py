"""Mật khẩu: which one may be taken, and when two are the same."""

import re
import unicodedata

from broadcast.errors import Fault, Invalid
from broadcast.language import Text

LEAST_PASSWORD, MOST_PASSWORD = 15, 256
"""Letters. NIST SP 800-63B-4, 3.1.1.2: at least 15 where the password is the only factor."""

_TOO_PLAIN = ("matkhau", "password", "123456", "abcdef", "qwerty", "truyenthanh")


class WeakPassword(Invalid):
    """The password is too easily guessed."""


def composed(password: str) -> str:
    """Accents typed in either way make the same password (RFC 8265)."""
    return unicodedata.normalize("NFC", password)


def refuse_weak(password: str, login: str) -> None:
    """Raise WeakPassword for one that whoever knows the name `login` guesses soon."""
    plain = password.casefold()
    bare = re.sub(rf"{re.escape(login)}|{'|'.join(_TOO_PLAIN)}", "", plain)
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise WeakPassword(Fault(_SHORT, _SENTENCE))
    if len(set(plain)) < 6 or len(bare) < LEAST_PASSWORD // 2:
        raise WeakPassword(Fault(_PLAIN, _SENTENCE))


def refuse_same(old: str, new: str) -> None:
    """Raise WeakPassword when `new` is `old` again."""
    if composed(old) == composed(new):
        raise WeakPassword(Fault(_SAME, _SENTENCE))


_SAME = Text("mật khẩu mới giống mật khẩu cũ", "the new password is the old one")
_SHORT = Text(
    f"mật khẩu phải dài {LEAST_PASSWORD} đến {MOST_PASSWORD} ký tự",
    f"a password has {LEAST_PASSWORD} to {MOST_PASSWORD} characters",
)
_PLAIN = Text("mật khẩu này quá dễ đoán", "this password is too easily guessed")
_SENTENCE = Text(
    "đặt một câu dài dễ nhớ, ví dụ bốn năm từ không liên quan",
    "take a long sentence that you remember, four or five unrelated words",
)
