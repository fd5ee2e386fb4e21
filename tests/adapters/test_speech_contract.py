"""What every speech engine must do, whatever machine stands behind it. A new one: a line in `ENGINES`."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcast.adapters.speech.espeak import Espeak
from broadcast.speech import EngineFailed, Manner, Speaker, SpeechEngine, Voice

ENGINES = {
    "espeak": lambda _: Espeak(),
    "fpt": lambda request: request.getfixturevalue("fpt_voice"),  # these speak to stand-ins on loopback
    "gtts": lambda request: request.getfixturevalue("translate"),
    "piper": lambda request: request.getfixturevalue("piper_voice"),  # a generated graph
    "recorded": lambda request: request.getfixturevalue("recorded_voice"),  # phrases that espeak plays
    "wyoming": lambda request: request.getfixturevalue("wyoming_voice"),
}
GREETING = "Xin chào bà con cô bác."
LONG = (
    "Ủy ban nhân dân xã đề nghị bà con đeo khẩu trang khi ra khỏi nhà, rửa tay thường xuyên bằng xà phòng, "
    "không tụ tập đông người, giữ khoảng cách khi tiếp xúc và khai báo y tế ngay khi có ho, sốt hoặc khó thở."
)


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> SpeechEngine:
    return ENGINES[request.param](request)


@pytest.fixture
def another(engine: SpeechEngine, request: pytest.FixtureRequest) -> SpeechEngine:
    name = request.node.callspec.params["engine"]
    return ENGINES[name](request)


def spoken(engine: SpeechEngine, words: str, to: Path) -> None:
    engine.say(words, to)
    samples, rate = soundfile.read(to, dtype="int16")
    return samples, rate


def test_it_writes_one_16_bit_mono_wav_and_nothing_else(engine: SpeechEngine, tmp_path: Path) -> None:
    engine.say(GREETING, tmp_path / "one.wav")
    info = soundfile.info(tmp_path / "one.wav")
    assert (info.format, info.subtype, info.channels) == ("WAV", "PCM_16", 1)
    assert info.samplerate >= 16_000
    assert [path.name for path in tmp_path.iterdir()] == ["one.wav"]


def test_speech_is_loud_enough_unclipped_and_without_a_click_at_either_end(
    engine: SpeechEngine, tmp_path: Path
) -> None:
    samples, rate = spoken(engine, LONG, tmp_path / "one.wav")
    level = np.sqrt(np.mean((samples / 32_768) ** 2))
    assert 10 ** (-32 / 20) < level < 10 ** (-8 / 20)
    assert np.abs(samples.astype(int)).max() < 32_700
    ends = np.concatenate([samples[: rate // 1000], samples[-rate // 1000 :]])
    assert np.abs(ends.astype(int)).max() < 32_768 * 10 ** (-30 / 20)


def test_a_long_sentence_is_spoken_to_its_end(engine: SpeechEngine, tmp_path: Path) -> None:
    short, _ = spoken(engine, LONG.partition(",")[0], tmp_path / "short.wav")
    whole, rate = spoken(engine, LONG, tmp_path / "whole.wav")
    assert len(whole) > 2.5 * len(short)
    last_second = np.abs(whole[-rate:].astype(int))
    assert last_second.max() > 1000


@pytest.mark.parametrize("manner", [Manner(), Manner(Speaker.WOMAN)])
def test_the_same_words_give_the_same_bytes_from_another_engine_of_the_kind(
    engine: SpeechEngine, another: SpeechEngine, tmp_path: Path, manner: Manner
) -> None:
    engine.speaking(manner).say(LONG, tmp_path / "first.wav")
    another.speaking(manner).say(LONG, tmp_path / "second.wav")
    assert (tmp_path / "first.wav").read_bytes() == (tmp_path / "second.wav").read_bytes()


def test_other_words_sound_otherwise(engine: SpeechEngine, tmp_path: Path) -> None:
    engine.say("Hôm nay có điện.", tmp_path / "first.wav")
    engine.say("Hôm nay mất điện.", tmp_path / "second.wav")
    assert (tmp_path / "first.wav").read_bytes() != (tmp_path / "second.wav").read_bytes()


def test_its_voice_says_who_speaks_and_stays_the_same(engine: SpeechEngine, another: SpeechEngine) -> None:
    voice = engine.voice
    assert isinstance(voice, Voice)
    assert voice == another.voice
    assert voice.engine in ENGINES
    assert voice.version
    assert voice.rate_wpm > 0


@pytest.mark.parametrize("manner", [Manner(), Manner(Speaker.WOMAN), Manner(pace=0.8), Manner(pitch=2.0)])
def test_in_any_manner_its_voice_tells_what_sounds(
    engine: SpeechEngine, tmp_path: Path, manner: Manner
) -> None:
    """Two voices that are the same sound the same, and two that sound differently are not the same."""
    usual, other = engine.speaking(Manner()), engine.speaking(manner)
    usual.say(GREETING, tmp_path / "usual.wav")
    other.say(GREETING, tmp_path / "other.wav")
    sounds_alike = (tmp_path / "usual.wav").read_bytes() == (tmp_path / "other.wav").read_bytes()
    assert sounds_alike == (usual.voice == other.voice)


def test_threads_may_share_it(engine: SpeechEngine, tmp_path: Path) -> None:
    sentences = [f"Đây là câu {number} của bản tin." for number in ("một", "hai", "ba", "bốn", "năm", "sáu")]
    with ThreadPoolExecutor(3) as pool:
        jobs = [pool.submit(engine.say, words, tmp_path / f"{n}.wav") for n, words in enumerate(sentences)]
        for job in jobs:
            job.result(timeout=60)
    for n, words in enumerate(sentences):
        engine.say(words, tmp_path / "alone.wav")
        assert (tmp_path / f"{n}.wav").read_bytes() == (tmp_path / "alone.wav").read_bytes()


@pytest.mark.parametrize(
    "dirty",
    [
        "Xin\0chào bà con\x01 cô bác.",
        "Xin chào\r\n\tbà con\u2028cô bác.",
        "Xin chào bà con cô\u200b b\u00adác.",
        "Xin \ud800 chào bà con cô bác.",
    ],
)
def test_what_cannot_be_heard_changes_nothing(engine: SpeechEngine, tmp_path: Path, dirty: str) -> None:
    engine.say(GREETING, tmp_path / "clean.wav")
    engine.say(dirty, tmp_path / "dirty.wav")
    assert (tmp_path / "clean.wav").read_bytes() == (tmp_path / "dirty.wav").read_bytes()


def test_decomposed_letters_sound_like_composed_ones(engine: SpeechEngine, tmp_path: Path) -> None:
    engine.say(GREETING, tmp_path / "composed.wav")
    engine.say(unicodedata.normalize("NFD", GREETING), tmp_path / "decomposed.wav")
    assert (tmp_path / "composed.wav").read_bytes() == (tmp_path / "decomposed.wav").read_bytes()


@pytest.mark.parametrize("words", ["", "   ", "... – !?", "\0", "____"])
def test_words_without_a_letter_are_refused_and_nothing_is_written(
    engine: SpeechEngine, tmp_path: Path, words: str
) -> None:
    with pytest.raises(EngineFailed, match="không có chữ"):
        engine.say(words, tmp_path / "one.wav")
    assert list(tmp_path.iterdir()) == []


def test_markup_is_not_obeyed(engine: SpeechEngine, tmp_path: Path) -> None:
    samples, rate = spoken(engine, 'Xin chào <break time="9s"/> bà con cô bác.', tmp_path / "one.wav")
    assert len(samples) / rate < 9
    samples, rate = spoken(engine, "Xin chào <!-- bà con --> cô bác [[h@l]] trong xã.", tmp_path / "one.wav")
    bare, rate = spoken(engine, "Xin chào cô bác trong xã.", tmp_path / "bare.wav")
    assert len(samples) > len(bare) + rate // 4


def test_a_folder_that_does_not_take_the_file_is_not_the_engines_fault(
    engine: SpeechEngine, tmp_path: Path
) -> None:
    with pytest.raises(OSError, match="No such file"):
        engine.say(GREETING, tmp_path / "absent" / "one.wav")
