"""Mẫu chương trình: the pauses, the words and the station's own sounds around the items of a session."""

from dataclasses import dataclass
from datetime import date

from broadcast.calendar import ALWAYS, When
from broadcast.programme import Form
from broadcast.programme.announcer import Words

SIGNALS = ("khan-cap-len", "khan-cap-xuong", "dien-tap")
"""Emergency and drill: no station has them in another form, for nobody shall have to learn them again."""


@dataclass(frozen=True, slots=True)
class Imaging:
    """Names of the station's own sounds in jingles/, without the ending; stingers are used in turn.

    Where a station has a set of its own (see places.py), that set is looked into first.

    `bed` lies under the words of the station, `duck_db` under their loudness (None: no music there).
    """

    signature: str
    stingers: tuple[str, ...]
    sign_off: str
    bed: str | None = None
    duck_db: float = -18.0

    @property
    def names(self) -> tuple[str, ...]:
        """Every sound it asks for, once."""
        wished = (self.signature, *self.stingers, self.sign_off, self.bed)
        return tuple(dict.fromkeys(name for name in wished if name is not None))


@dataclass(frozen=True, slots=True)
class Feature:
    """Chuyên mục: `words` introduce the first item of a session on one of `topics`.

    `days` are weekdays, Monday is 0; `when` takes days away from them.
    """

    id: str
    words: str
    topics: tuple[str, ...]
    days: tuple[int, ...]
    when: When = ALWAYS

    def falls_on(self, day: date) -> bool:
        """Whether it is introduced on `day`."""
        return day.weekday() in self.days and self.when.falls_on(day)


@dataclass(frozen=True, slots=True)
class Framing:
    """One programme form with all that surrounds the items."""

    form: Form
    words: Words
    imaging: Imaging
    features: tuple[Feature, ...] = ()

    def features_on(self, day: date) -> dict[str, str]:
        """The introductions of `day`, by topic; of two features with one topic the first has it."""
        on_air = [feature for feature in self.features if feature.falls_on(day)]
        return {topic: feature.words for feature in reversed(on_air) for topic in feature.topics}
