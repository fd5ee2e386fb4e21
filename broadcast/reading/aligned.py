"""A text that was changed and still knows where each of its characters stood in the source."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `[start, end)` by `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """`text` made from `before` by edits: from `here[k]` on, positions run in step with `there[k]` on."""

    text: str
    before: Self | None = None
    here: tuple[int, ...] = ()
    there: tuple[int, ...] = ()

    def source(self, position: int) -> int:
        """Where `position` of the text stood in the source; never decreasing."""
        if self.before is None:
            return position
        at = bisect_right(self.here, position) - 1
        limit = self.there[at + 1] if at + 1 < len(self.there) else len(self.before.text)
        return self.before.source(min(self.there[at] + position - self.here[at], limit))

    def edited(self, edits: Sequence[Edit]) -> "Aligned":
        """The text after `edits`, which are sorted and do not overlap."""
        if not edits:
            return self
        parts: list[str] = []
        here, there = [0], [0]
        done = shift = 0
        for edit in edits:
            parts += (self.text[done : edit.start], edit.text)
            here.append(edit.start + shift)
            shift += len(edit.text) - (edit.end - edit.start)
            here.append(edit.end + shift)
            there += (edit.start, edit.end)
            done = edit.end
        parts.append(self.text[done:])
        return Aligned("".join(parts), self, tuple(here), tuple(there))
