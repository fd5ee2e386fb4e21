"""The equipment that the desks work with, chosen once by bootstrap."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from argon2 import PasswordHasher

from broadcast.desk.turns import Turns
from broadcast.errors import NotFound
from broadcast.language import Text
from broadcast.people import CodeRule
from broadcast.reading import Opinion
from broadcast.schedule.hours import VIETNAM
from broadcast.schedule.schedule import unknown
from broadcast.sound.profile import Profile
from broadcast.speech import SpeechEngine
from broadcast.store.audio import AudioFolder
from broadcast.store.clips import ClipFolder
from broadcast.store.database import Database


class UnknownEngine(NotFound):
    """No engine has this name."""


@dataclass(frozen=True, slots=True)
class Studio:
    """What a desk needs to work.

    `house` holds schedules.yaml, scripts_vi/ and jingles/; `data` all state: in it `speech` keeps spoken
    sentences, `clips` the sounds stored ready, `audio` the finished programmes. `engines` by name; `choice`
    is the operator's (None: each station's own order). `now` gives an aware moment. `second_opinion` is
    another reader to compare with (None: not installed); it never reads. `second_factor`: when approvers need
    a code besides their password. `argon` hashes passwords: argon2id at the costs of RFC 9106, second choice.
    """

    house: Path
    data: Path
    database: Database
    speech: Path
    clips: ClipFolder
    audio: AudioFolder
    engines: Mapping[str, SpeechEngine]
    profile: Profile
    now: Callable[[], datetime]
    choice: str | None = None
    workers: int = 2
    second_opinion: Opinion | None = None
    documents: Turns = field(default_factory=lambda: Turns(wait_s=0.7, waiting=6))
    sounds: Turns = field(default_factory=lambda: Turns(wait_s=20.0, waiting=2))
    second_factor: CodeRule = CodeRule.REMOTE
    argon: PasswordHasher = field(default_factory=PasswordHasher)

    def engine(self, name: str) -> SpeechEngine:
        """The engine of that name; raises UnknownEngine."""
        if name not in self.engines:
            raise UnknownEngine(unknown(Text("máy đọc", "speech engine"), name, self.engines))
        return self.engines[name]

    def today(self) -> date:
        """The clock's day in Vietnam."""
        return self.now().astimezone(VIETNAM).date()
