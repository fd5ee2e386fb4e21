"""Tên: what people are called, as a login name and in full."""

import re
import unicodedata

from broadcast.errors import Fault, Invalid
from broadcast.language import Text

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])")

CONSOLE = "/console"
"""Who did something at the server's command line: no login name looks like that."""


class BadName(Invalid):
    """The name cannot be an account's."""


def login_name(name: str) -> str:
    """The login name as it is kept; raises BadName."""
    login = name.strip().lower()
    if not _NAME.fullmatch(login):
        raise BadName(Fault(_NOT_LOGIN, _LOGIN_FORM))
    return login


def full_name(name: str) -> str:
    """The full name as it is kept and shown; raises BadName."""
    shown = unicodedata.normalize("NFC", " ".join(name.split()))
    if not (2 <= len(shown) <= 120 and shown.isprintable()):
        raise BadName(Fault(_NO_NAME, _WRITE_NAME))
    return shown


_NOT_LOGIN = Text("tên đăng nhập này không dùng được", "this cannot be a login name")
_LOGIN_FORM = Text(
    "dùng 2 đến 40 chữ thường không dấu, số, dấu chấm hoặc gạch nối, như nguyen.van.a",
    "use 2 to 40 of a-z, 0-9, dots and hyphens, like nguyen.van.a",
)
_NO_NAME = Text("chưa ghi họ tên", "no full name is given")
_WRITE_NAME = Text("ghi họ và tên, tên này đứng trong dấu duyệt", "write it, it stands in every approval")
