"""Mẫu chương trình: the pauses, the words and the station's own sounds around the items of a session."""

from dataclasses import dataclass

from broadcast.programme import Form
from broadcast.programme.announcer import Words


@dataclass(frozen=True, slots=True)
class Imaging:
    """Names of the station's own sounds in jingles/, without the ending; stingers are used in turn."""

    signature: str
    stingers: tuple[str, ...]
    sign_off: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every sound it asks for, once."""
        return tuple(dict.fromkeys((self.signature, *self.stingers, self.sign_off)))


@dataclass(frozen=True, slots=True)
class Framing:
    """One programme form with all that surrounds the items."""

    form: Form
    words: Words
    imaging: Imaging
