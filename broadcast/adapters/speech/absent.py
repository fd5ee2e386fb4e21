"""Chưa cài đặt: an engine whose setting nobody has made. It stands in its place and says what is missing."""

from dataclasses import dataclass
from pathlib import Path

from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.speech import EngineFailed, Manner, Voice


@dataclass(frozen=True, slots=True)
class Absent:
    """The engine `name`, which needs the environment variable `setting`, which is not set."""

    name: str
    setting: str

    @property
    def voice(self) -> Voice:
        """There is none; raises EngineFailed."""
        raise EngineFailed(self._fault())

    def speaking(self, manner: Manner) -> "Absent":  # noqa: ARG002
        """Itself: it does not speak in any manner."""
        return self

    def say(self, words: str, to: Path) -> None:  # noqa: ARG002
        """Speak nothing; raises EngineFailed."""
        raise EngineFailed(self._fault())

    def _fault(self) -> Fault:
        return Fault(
            Text(
                f"máy đọc {self.name} chưa được cài đặt: thiếu {self.setting}",
                f"the engine {self.name} is not set up: {self.setting} is missing",
            ),
            Text(
                f"đặt biến môi trường {self.setting} rồi chạy lại, xem docs/howto/add-a-voice.md",
                f"set the environment variable {self.setting} and start again, see docs/howto/add-a-voice.md",
            ),
        )
