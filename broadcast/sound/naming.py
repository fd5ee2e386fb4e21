"""Tên đài: the syllables that tell a station from others, and their tones."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from broadcast.errors import Fault, Invalid
from broadcast.language import Text

MOST_SYLLABLES = 5
"""More cannot be told apart in one bar: a longer name is sung by its first ones."""


class NoName(Invalid):
    """There is no word in the name."""

    def __init__(self) -> None:
        super().__init__(
            Fault(
                Text("tên đài không có chữ nào", "the station's name has no word in it"),
                Text(
                    'ghi tên, như --name "Đài Truyền thanh xã An Thạnh Trung"',
                    'give a name, such as --name "Đài Truyền thanh xã An Thạnh Trung"',
                ),
            )
        )


class Tone(Enum):
    """Thanh: the six tones by the mark that writes each in Unicode's decomposed form, and its height."""

    NGANG = ("", 1)
    HUYEN = ("\u0300", 0)
    SAC = ("\u0301", 2)
    NGA = ("\u0303", 2)
    HOI = ("\u0309", 0)
    NANG = ("\u0323", 0)

    @property
    def height(self) -> int:
        """0 low, 1 middle, 2 high."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Syllable:
    """Tiếng: its letters without the tone's mark (hoà and hòa are one), and its tone."""

    letters: str
    tone: Tone


def own_words(name: str) -> tuple[str, ...]:
    """The words that tell a station from others: "an thạnh trung" of Đài Truyền thanh xã An Thạnh Trung.

    These are the words behind the first kind of place up to the next one; without a kind, all but the words
    for a station. At most `MOST_SYLLABLES`, in small letters.

    Raises:
        NoName: there is no word in `name`.
    """
    words = _words(name)
    if not words:
        raise NoName
    return (_behind_kind(words) or _behind_station(words) or words)[:MOST_SYLLABLES]


def own_syllables(name: str) -> tuple[Syllable, ...]:
    """The syllables of `own_words`; a single one is sung twice.

    Raises:
        NoName: there is no word in `name`.
    """
    heard = tuple(_syllable(word) for word in own_words(name))
    return heard * 2 if len(heard) == 1 else heard


def spelt(name: str) -> str:
    """The whole name in one spelling: small letters, tones apart from letters: hoà and hòa are one."""
    return " ".join(f"{part.letters}/{part.tone.name}" for part in map(_syllable, _words(name)))


_STATION = tuple(
    tuple(words.split())
    for words in ("đài", "trạm", "truyền thanh", "phát thanh", "truyền hình", "cơ sở", "và")
)
_KINDS = tuple(
    tuple(words.split())
    for words in (
        *("xã", "phường", "thị trấn", "thị xã", "huyện", "quận", "thành phố", "tỉnh", "đặc khu"),
        *("khu phố", "tổ dân phố", "ấp", "thôn", "khóm"),
    )
)


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name).lower()))


def _starts(words: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> int:
    """How many words of `words` the first fitting phrase takes, 0 for none."""
    return next((len(phrase) for phrase in phrases if tuple(words[: len(phrase)]) == phrase), 0)


def _behind_kind(words: tuple[str, ...]) -> tuple[str, ...]:
    for at in range(len(words)):
        if taken := _starts(words[at:], _KINDS):
            rest = words[at + taken :]
            ends = (to for to in range(1, len(rest)) if _starts(rest[to:], _KINDS))
            return rest[: next(ends, len(rest))]
    return ()


def _behind_station(words: tuple[str, ...]) -> tuple[str, ...]:
    while taken := _starts(words, _STATION):
        words = words[taken:]
    return words


def _syllable(word: str) -> Syllable:
    marks = {tone.value[0]: tone for tone in Tone if tone is not Tone.NGANG}
    apart = unicodedata.normalize("NFD", word)
    tone = next((marks[letter] for letter in apart if letter in marks), Tone.NGANG)
    return Syllable("".join(letter for letter in apart if letter not in marks), tone)
