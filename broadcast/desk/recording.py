"""Thu âm: which phrases an announcer still has to record before a text can be said."""

from collections import Counter
from pathlib import Path

from broadcast.desk.rehearsal import text_of
from broadcast.desk.studio import Studio
from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.reading import read_document
from broadcast.speech import Manner, says_some


class NotRecorded(Invalid):
    """The engine is not one of recorded phrases."""


def unrecorded(studio: Studio, file: Path, manner: Manner, engine: str = "recorded") -> list[tuple[str, int]]:
    """The words of `file` (a script, or plain text) that are not recorded, and in how many sentences.

    The most wanted first.

    Raises:
        NotFound, Invalid: no such file, or no such kind of engine.
        EngineFailed: there is no such announcer.
    """
    speaking = studio.engines[engine].speaking(manner)
    if not says_some(speaking):
        what = Text(
            f"máy đọc {engine} không dùng câu thu sẵn", f"the engine {engine} has no recorded phrases"
        )
        raise NotRecorded(Fault(what, Text("dùng máy recorded", "use the engine recorded")))
    found: Counter[str] = Counter()
    for sentence in read_document(text_of(file)).sentences:
        found.update({run.casefold() for run in speaking.missing(sentence.words)})
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))
