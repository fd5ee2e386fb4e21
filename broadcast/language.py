"""The two languages of pages and messages: Vietnamese first, English on request."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language that pages and messages speak."""

    VI = "vi"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence for people, written in both languages where it is needed."""

    vi: str
    en: str

    def said(self, language: Language = Language.VI) -> str:
        """The sentence in `language`."""
        return self.vi if language is Language.VI else self.en

    def __str__(self) -> str:
        return self.vi


def folded(text: str) -> str:
    """`text` as it is searched: small letters without marks, `Đ` as `d`, blanks as one (`khau trang`)."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(letter for letter in bare if not unicodedata.combining(letter)).split())
