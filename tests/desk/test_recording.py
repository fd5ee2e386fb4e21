"""Which phrases an announcer still has to record."""

from dataclasses import replace
from pathlib import Path

import pytest

from broadcast.adapters.speech.recorded import Recorded
from broadcast.desk.recording import NotRecorded, unrecorded
from broadcast.desk.studio import Studio
from broadcast.errors import NotFound
from broadcast.speech import EngineFailed, Manner


@pytest.fixture
def recording(studio: Studio, recorded_voice: Recorded) -> Studio:
    return replace(studio, engines={**studio.engines, "recorded": recorded_voice})


def test_words_that_are_wanted_in_most_sentences_come_first(recording: Studio, tmp_path: Path) -> None:
    file = tmp_path / "loi.txt"
    file.write_text("Mời bà con trong xã nghe.\n\nXin mời cô bác.\n\nXin chào bà con.\n", encoding="utf-8")
    assert unrecorded(recording, file, Manner()) == [("mời", 2), ("nghe", 1)]


def test_numbers_are_asked_for_as_they_are_read(recording: Studio, tmp_path: Path) -> None:
    file = tmp_path / "loi.txt"
    file.write_text("Bà con 12 xã.", encoding="utf-8")
    assert unrecorded(recording, file, Manner()) == [("mười", 1)]


def test_who_cannot_be_asked_is_told(recording: Studio, tmp_path: Path) -> None:
    file = tmp_path / "loi.txt"
    file.write_text("Bà con.", encoding="utf-8")
    with pytest.raises(EngineFailed, match="khac"):
        unrecorded(recording, file, Manner(name="khac"))
    with pytest.raises(NotRecorded):
        unrecorded(recording, file, Manner(), "espeak")
    with pytest.raises(NotFound):
        unrecorded(recording, tmp_path / "absent.txt", Manner())
