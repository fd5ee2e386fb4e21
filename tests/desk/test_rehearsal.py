from pathlib import Path

import pytest
import soundfile

from broadcast.desk.rehearsal import rehearse
from broadcast.desk.studio import Studio
from broadcast.errors import Invalid
from broadcast.schedule import Announcing
from broadcast.speech import Speaker


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "bai.txt"
    file.write_text("Xin bà con đeo khẩu trang.", encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["x.mp3", "x", "bai.txt"])
def test_a_rehearsal_is_wav_and_its_name_must_say_so(studio: Studio, words: Path, name: str) -> None:
    before = sorted(words.parent.iterdir())
    with pytest.raises(Invalid) as wrong:
        rehearse(studio, words, words.with_name(name), "espeak")
    (fault,) = wrong.value.faults
    assert name in str(fault.where)
    assert ".wav" in fault.remedy.vi
    assert sorted(words.parent.iterdir()) == before
    assert words.read_text(encoding="utf-8").startswith("Xin")


@pytest.mark.parametrize("name", ["x.wav", "x.WAV"])
def test_a_rehearsal_is_heard_as_16_bit_wav(studio: Studio, words: Path, name: str) -> None:
    rehearse(studio, words, words.with_name(name), "espeak")
    assert soundfile.info(words.with_name(name)).subtype == "PCM_16"


def test_a_rehearsal_is_heard_in_the_manner_asked_for(studio: Studio, words: Path) -> None:
    slow, usual = words.with_name("slow.wav"), words.with_name("usual.wav")
    rehearse(studio, words, usual, "espeak")
    rehearse(studio, words, slow, "espeak", Announcing(speakers=(Speaker.WOMAN,), pace=0.75))
    assert soundfile.info(slow).duration > 1.15 * soundfile.info(usual).duration
