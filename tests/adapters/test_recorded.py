"""A station's own announcer: sentences from phrases that were recorded (here espeak plays her)."""

import shutil
from pathlib import Path

import announcer
import numpy as np
import pytest
import soundfile

from broadcast.adapters.speech.recorded import PhraseFolder, Recorded
from broadcast.speech import EngineFailed, Manner, Speaker, SpeechEngine, says_some

COMPOSED = "Xin chào bà con trong xã, hôm nay có điện."


@pytest.fixture
def home(phrases_home: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(phrases_home, tmp_path / "phrases"))


def samples(engine: SpeechEngine, words: str, to: Path) -> np.ndarray:
    engine.say(words, to)
    return soundfile.read(to)[0]


def test_a_sentence_is_composed_of_its_phrases_with_a_pause_at_the_comma(
    recorded_voice: Recorded, tmp_path: Path
) -> None:
    whole = samples(recorded_voice, COMPOSED, tmp_path / "whole.wav")
    parts = ("xin", "chào", "bà", "con", "trong", "xã", "hôm nay có điện")
    alone = [samples(recorded_voice, part, tmp_path / "part.wav") for part in parts]
    expected = sum(map(len, alone)) / 24_000 - 5 * 0.01 + 0.25
    assert len(whole) / 24_000 == pytest.approx(expected, abs=0.01)
    silent = np.flatnonzero(np.convolve(np.abs(whole) < 1e-4, np.ones(5000), "valid") == 5000)
    assert silent.size
    assert silent[0] / 24_000 == pytest.approx(expected - len(alone[-1]) / 24_000 - 0.25, abs=0.05)


def test_words_that_are_not_recorded_are_told_and_nothing_is_written(
    recorded_voice: Recorded, tmp_path: Path
) -> None:
    with pytest.raises(EngineFailed, match="chưa thu các chữ: «mời», «nghe thời sự»"):
        recorded_voice.say("Mời bà con nghe thời sự.".replace("Mời", "mời"), tmp_path / "one.wav")
    assert list(tmp_path.iterdir()) == []


def test_it_knows_what_it_can_say_without_touching_a_recording(home: Path) -> None:
    engine = Recorded(PhraseFolder(home))
    assert says_some(engine)
    assert engine.can_say(COMPOSED)
    for sound in home.glob("*/*.wav"):
        sound.write_bytes(b"damaged")
    assert engine.can_say(COMPOSED)
    assert not engine.can_say("Mời bà con nghe thời sự.")
    assert not engine.can_say("...")


def test_other_engines_say_anything(fpt_voice: SpeechEngine) -> None:
    assert not says_some(fpt_voice)


def test_a_phrase_recorded_again_is_another_voice_at_once(home: Path) -> None:
    engine = Recorded(PhraseFolder(home))
    before = engine.voice
    assert engine.voice == before
    shutil.copy(home / "chi-tu" / "001.wav", home / "chi-tu" / "000.wav")
    assert engine.voice.version != before.version


def test_a_phrase_recorded_later_can_be_said_at_once(home: Path) -> None:
    engine = Recorded(PhraseFolder(home))
    assert not engine.can_say("mời bà con")
    with (home / "chi-tu" / "phrases.tsv").open("a", encoding="utf-8") as index:
        index.write("mời\t001.wav\n")
    assert engine.can_say("mời bà con")


def test_the_announcer_is_the_named_one_else_of_that_sex_else_the_first(home: Path) -> None:
    announcer.record(home, ["bà con"], name="anh-ba")
    index = home / "anh-ba" / "phrases.tsv"
    index.write_text(index.read_text(encoding="utf-8").replace("nữ", "nam"), encoding="utf-8")
    engine = Recorded(PhraseFolder(home, names={Speaker.MAN: "chi-tu"}))
    assert engine.speaking(Manner(Speaker.WOMAN)).voice.name == "chi-tu"
    assert engine.speaking(Manner(Speaker.MAN)).voice.name == "chi-tu"
    plain = Recorded(PhraseFolder(home))
    assert plain.speaking(Manner(Speaker.MAN)).voice.name == "anh-ba"
    assert plain.speaking(Manner(name="chi-tu")).voice.name == "chi-tu"
    with pytest.raises(EngineFailed, match="không có câu thu sẵn của «khac»; chọn một trong: anh-ba, chi-tu"):
        _ = plain.speaking(Manner(name="khac")).voice


def test_one_announcer_speaks_for_both_sexes(recorded_voice: Recorded) -> None:
    assert recorded_voice.speaking(Manner(Speaker.MAN)).voice == recorded_voice.voice
    assert recorded_voice.speaking(Manner(Speaker.WOMAN)).voice == recorded_voice.voice


def test_a_folder_without_phrases_says_what_to_do(tmp_path: Path) -> None:
    engine = Recorded(PhraseFolder(tmp_path / "phrases"))
    assert not engine.can_say("bà con")
    with pytest.raises(EngineFailed, match=r"phrases\.tsv"):
        engine.say("bà con", tmp_path / "one.wav")


@pytest.mark.parametrize("damage", ["half", "silent", "page", "gone"])
def test_a_damaged_recording_is_an_engine_that_failed(home: Path, tmp_path: Path, damage: str) -> None:
    engine, file = Recorded(PhraseFolder(home)), home / "chi-tu" / "000.wav"
    match damage:
        case "half":
            file.write_bytes(file.read_bytes()[:5000])
        case "silent":
            soundfile.write(file, np.zeros(24_000), 24_000)
        case "page":
            file.write_text("<html>")
        case "gone":
            file.unlink()
            for part in ["xin", "chào", "bà", "con", "cô", "bác"]:
                number = announcer.PHRASES.index(part)
                (home / "chi-tu" / f"{number:03d}.wav").unlink()
    (tmp_path / "out").mkdir()
    with pytest.raises(EngineFailed):
        engine.say("Xin chào bà con cô bác.", tmp_path / "out" / "one.wav")
    assert list((tmp_path / "out").iterdir()) == []


def test_an_index_that_cannot_be_read_is_an_engine_that_failed(home: Path) -> None:
    index = home / "chi-tu" / "phrases.tsv"
    index.unlink()
    index.mkdir()
    with pytest.raises(EngineFailed, match="chi-tu"):
        _ = Recorded(PhraseFolder(home)).voice
