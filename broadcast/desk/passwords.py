"""Mật khẩu: which one may be taken, and when two are the same."""

import re
import unicodedata
from collections.abc import Iterable

from broadcast.desk.common_phrases import PHRASES
from broadcast.errors import Fault, Invalid
from broadcast.language import Text

LEAST_PASSWORD, MOST_PASSWORD = 15, 256
"""Letters. NIST SP 800-63B-4, 3.1.1.2: at least 15 where the password is the only factor."""

LEAST_GUESSES = 10**12
"""At least that many, for whoever knows the usual words, sayings, names and patterns. Ours: four unrelated
words take 10^20, a saying with a year 10^8."""

_MOST_WEIGHED = 72
"""Letters that are weighed: more only make it better, and take time."""


class WeakPassword(Invalid):
    """The password is too easily guessed."""


def composed(password: str) -> str:
    """Accents typed in either way make the same password (RFC 8265)."""
    return unicodedata.normalize("NFC", password)


def refuse_weak(password: str, login: str) -> None:
    """Raise WeakPassword for one that whoever knows the name `login` guesses soon."""
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise WeakPassword(Fault(_SHORT, _SENTENCE))
    known = (login, *re.split("[._-]", login), *PHRASES)
    forms = {bare(password), password.casefold()} - {""}
    if min(guesses(form, known) for form in forms) < LEAST_GUESSES:
        raise WeakPassword(Fault(_PLAIN, _SENTENCE))


def guesses(password: str, known: Iterable[str]) -> int:
    """How many guesses by words (`known` ones first), keys in a row, repeats, dates; by zxcvbn."""
    from zxcvbn import matching, scoring

    weighed = password[:_MOST_WEIGHED]
    # zxcvbn() itself keeps the words of its caller where the next one finds them: threads must not share
    words = {**matching.RANKED_DICTIONARIES, "known": matching.build_ranked_dict(list(known))}
    found = scoring.most_guessable_match_sequence(weighed, matching.omnimatch(weighed, words))
    return int(found["guesses"])


def bare(password: str) -> str:
    """Without marks, blanks and stops, in small letters: `Uống nước nhớ nguồn` is `uongnuocnhonguon`."""
    plain = unicodedata.normalize("NFD", password.casefold().replace("đ", "d"))
    return "".join(c for c in plain if not (c.isspace() or c in ",.;:!?-–" or unicodedata.combining(c)))


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
