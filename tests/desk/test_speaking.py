from pathlib import Path

import pytest
import soundfile
from google_stand_in import Google

from broadcast.adapters.speech.espeak import Espeak
from broadcast.adapters.speech.gtts import GoogleTranslate
from broadcast.desk.speaking import FALLBACK, clip_key, speak_all, spoken_before
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody, Stopped
from broadcast.reading import read_document
from broadcast.speech import EngineFailed

ONE = read_document("Xin bà con đeo khẩu trang khi ra khỏi nhà. Rửa tay bằng xà phòng.")
TWO = read_document("Đây là Đài Truyền thanh xã Kiến An.")


def wavs(studio: Studio) -> list[Path]:
    return sorted(studio.speech.rglob("*.wav"))


def test_each_reading_becomes_a_clip_stored_ready(studio: Studio) -> None:
    spoken = speak_all(studio, [ONE, TWO, ONE], ["espeak"], Nobody())
    assert (spoken.engine, spoken.fallback) == ("espeak", False)
    assert set(spoken.clips) == {ONE.fingerprint, TWO.fingerprint}
    meta = studio.clips.meta(spoken.clips[ONE.fingerprint])
    assert meta["loudness_lufs"] == pytest.approx(-16, abs=0.3)
    assert meta["true_peak_dbtp"] <= -1


def test_a_changed_sentence_is_the_only_one_spoken_again(studio: Studio) -> None:
    speak_all(studio, [ONE], ["espeak"], Nobody())
    before = {path: path.stat().st_mtime_ns for path in wavs(studio)}
    edited = read_document("Xin bà con đeo khẩu trang khi ra khỏi nhà. Rửa tay bằng nước sạch.")
    speak_all(studio, [edited], ["espeak"], Nobody())
    after = {path: path.stat().st_mtime_ns for path in wavs(studio)}
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()


def test_what_was_spoken_is_found_without_speaking(studio: Studio) -> None:
    assert spoken_before(studio, [ONE], "espeak").clips == {}
    said = speak_all(studio, [ONE], ["espeak"], Nobody())
    assert spoken_before(studio, [ONE, TWO], "espeak").clips == said.clips


def test_a_sentence_left_empty_by_a_power_cut_is_spoken_again(studio: Studio) -> None:
    speak_all(studio, [TWO], ["espeak"], Nobody())
    (path,) = wavs(studio)
    whole = path.read_bytes()
    path.write_bytes(b"")
    studio.clips.path(clip_key(studio, studio.engines["espeak"], TWO)).unlink()
    speak_all(studio, [TWO], ["espeak"], Nobody())
    assert path.read_bytes() == whole


def test_the_voice_and_its_version_are_in_the_key(studio: Studio) -> None:
    keys = {clip_key(studio, Espeak(rate_wpm=rate, voice_name=name), ONE) for rate in (110, 120) for name in ("vi", "vi-vn-x-south")}  # fmt: skip  # noqa: E501
    assert len(keys) == 4


def test_googles_voice_speaks_when_it_is_wished_for(studio: Studio, translate: GoogleTranslate) -> None:
    assert studio.engines["gtts"] is translate
    spoken = speak_all(studio, [ONE, TWO], ["gtts"], Nobody())
    assert (spoken.engine, spoken.fallback) == ("gtts", False)
    assert {soundfile.info(path).samplerate for path in wavs(studio)} == {24_000}


def test_when_google_fails_on_one_text_espeak_speaks_them_all_and_says_why(
    studio: Studio, translate: GoogleTranslate, google: Google
) -> None:
    google.faults.extend(["valid", *["page"] * 20])
    spoken = speak_all(studio, [ONE, TWO], ["gtts"], Nobody())
    assert (spoken.engine, spoken.fallback) == (FALLBACK, True)
    assert spoken.why is not None
    espeak = studio.engines["espeak"]
    assert set(spoken.clips.values()) == {clip_key(studio, espeak, reading) for reading in (ONE, TWO)}


def test_when_the_embedded_engine_fails_too_nothing_is_said_to_be_spoken(studio: Studio) -> None:
    with pytest.raises(EngineFailed):
        speak_all(studio, [read_document("Привет всем")], ["espeak"], Nobody())
    assert list(studio.data.rglob("*.mp3")) == []


def test_work_that_is_told_to_stop_stops(studio: Studio) -> None:
    watcher = Nobody()
    watcher.stop.set()
    with pytest.raises(Stopped):
        speak_all(studio, [ONE], ["espeak"], watcher)
