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


SCRIPT = """---
title: Họp ấp
genre: thong-bao
{fields}
---
Mời bà con họp ấp.

Đúng 19 giờ.
"""


def heard_s(studio: Studio, folder: Path, *fields: str, style: Announcing | None = None) -> float:
    """Seconds of a rehearsal of the same script with other fields."""
    file, to = folder / "hop-ap.md", folder / "hop-ap.wav"
    file.write_text(SCRIPT.format(fields="\n".join(fields)), encoding="utf-8")
    rehearse(studio, file, to, "espeak", style)
    return soundfile.info(to).duration


def spoken(studio: Studio, folder: Path, *fields: str, style: Announcing | None = None) -> set[str]:
    """Names of the sentences that a rehearsal added to those kept: a sentence in another voice is another."""
    before = set(studio.speech.rglob("*.wav"))
    heard_s(studio, folder, *fields, style=style)
    return {file.name for file in set(studio.speech.rglob("*.wav")) - before}


def test_a_script_is_rehearsed_in_the_voices_that_its_writer_wishes_for(
    studio: Studio, tmp_path: Path
) -> None:
    assert len(spoken(studio, tmp_path, "voices: [woman]")) == 2
    assert len(spoken(studio, tmp_path, "voices: [man]")) == 2
    assert not spoken(studio, tmp_path, "voices: [man, woman]"), "each has said both sentences before"
    assert not spoken(studio, tmp_path), "one of the two, by its id"
    only = Announcing(speakers=(Speaker.WOMAN,))
    assert not spoken(studio, tmp_path, "voices: [man]", style=only), "the voice that is asked for wins"


def test_a_script_is_rehearsed_as_often_and_as_slowly_as_it_will_air(studio: Studio, tmp_path: Path) -> None:
    once = heard_s(studio, tmp_path, "voices: [woman]")
    again = heard_s(studio, tmp_path, "voices: [woman]", "again: true")
    urgent = heard_s(studio, tmp_path, "voices: [woman]", "class: emergency")
    urgent_once = heard_s(studio, tmp_path, "voices: [woman]", "class: emergency", "again: false")
    assert again > 2 * once
    assert urgent > again
    assert again > urgent_once > once
