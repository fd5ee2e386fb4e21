from pathlib import Path

import pytest
import soundfile
from google_stand_in import Google

from broadcast.adapters.speech.gtts import GoogleTranslate
from broadcast.desk.speaking import FALLBACK, announcers_of, clip_key, speak_all, spoken_before, voiced
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody, Stopped
from broadcast.reading import read_document
from broadcast.schedule import Announcing
from broadcast.sound.audio import Audio
from broadcast.sound.loudness import measure
from broadcast.speech import EngineFailed, Speaker
from broadcast.speech.delivery import Delivery, deliver

STYLE = Announcing()
GOOGLE = Announcing(engines=("gtts",))


def said(text: str, *speakers: Speaker) -> Delivery:
    return deliver(read_document(text), speakers or STYLE.speakers)


ONE = said("Xin bà con đeo khẩu trang khi ra khỏi nhà. Rửa tay bằng xà phòng.")
TWO = said("Đây là Đài Truyền thanh xã Kiến An.")


def wavs(studio: Studio) -> list[Path]:
    return sorted(studio.speech.rglob("*.wav"))


def test_each_reading_becomes_a_clip_stored_ready(studio: Studio) -> None:
    spoken = speak_all(studio, [ONE, TWO, ONE], STYLE, Nobody())
    assert (spoken.engine, spoken.fallback) == ("espeak", False)
    assert set(spoken.clips) == {ONE.fingerprint, TWO.fingerprint}
    meta = studio.clips.meta(spoken.clips[ONE.fingerprint])
    assert meta["loudness_lufs"] == pytest.approx(-16, abs=0.3)
    assert meta["true_peak_dbtp"] <= -1


def test_a_changed_sentence_is_the_only_one_spoken_again(studio: Studio) -> None:
    speak_all(studio, [ONE], STYLE, Nobody())
    before = {path: path.stat().st_mtime_ns for path in wavs(studio)}
    edited = said("Xin bà con đeo khẩu trang khi ra khỏi nhà. Rửa tay bằng nước sạch.")
    speak_all(studio, [edited], STYLE, Nobody())
    after = {path: path.stat().st_mtime_ns for path in wavs(studio)}
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()


def test_what_was_spoken_is_found_without_speaking(studio: Studio) -> None:
    assert spoken_before(studio, [ONE], STYLE, "espeak").clips == {}
    before = speak_all(studio, [ONE], STYLE, Nobody())
    assert spoken_before(studio, [ONE, TWO], STYLE, "espeak").clips == before.clips


def test_a_sentence_left_empty_by_a_power_cut_is_spoken_again(studio: Studio) -> None:
    speak_all(studio, [TWO], STYLE, Nobody())
    (path,) = wavs(studio)
    whole = path.read_bytes()
    path.write_bytes(b"")
    studio.clips.path(clip_key(studio, announcers_of(studio, "espeak", STYLE), TWO)).unlink()
    speak_all(studio, [TWO], STYLE, Nobody())
    assert path.read_bytes() == whole


def test_the_voice_and_its_version_are_in_the_key(studio: Studio) -> None:
    styles = [
        Announcing(pace=pace, voices=(("espeak", Speaker.WOMAN, name),), pitch=pitch)
        for pace in (0.9, 1.0)
        for name in ("vi", "vi-vn-x-south")
        for pitch in (0.0, 1.0)
    ]
    assert len({clip_key(studio, announcers_of(studio, "espeak", style), ONE) for style in styles}) == 8


def test_googles_voice_speaks_when_it_is_wished_for(studio: Studio, translate: GoogleTranslate) -> None:
    assert studio.engines["gtts"] is translate
    spoken = speak_all(studio, [ONE, TWO], GOOGLE, Nobody())
    assert (spoken.engine, spoken.fallback) == ("gtts", False)
    assert {soundfile.info(path).samplerate for path in wavs(studio)} == {24_000}


def test_when_google_fails_on_one_text_espeak_speaks_them_all_and_says_why(
    studio: Studio, translate: GoogleTranslate, google: Google
) -> None:
    google.faults.extend(["valid", *["page"] * 20])
    style = Announcing(engines=("gtts", "espeak"))
    spoken = speak_all(studio, [ONE, TWO], style, Nobody())
    assert (spoken.engine, spoken.fallback) == (FALLBACK, True)
    assert spoken.why is not None
    espeak = announcers_of(studio, "espeak", style)
    assert set(spoken.clips.values()) == {clip_key(studio, espeak, delivery) for delivery in (ONE, TWO)}


def test_when_the_embedded_engine_fails_too_nothing_is_said_to_be_spoken(studio: Studio) -> None:
    with pytest.raises(EngineFailed):
        speak_all(studio, [said("Привет всем")], STYLE, Nobody())
    assert list(studio.data.rglob("*.mp3")) == []


def test_work_that_is_told_to_stop_stops(studio: Studio) -> None:
    watcher = Nobody()
    watcher.stop.set()
    with pytest.raises(Stopped):
        speak_all(studio, [ONE], STYLE, watcher)


def test_two_voices_in_one_script_are_equally_loud(studio: Studio) -> None:
    text = "Xin bà con đeo khẩu trang khi ra khỏi nhà.\n\nRửa tay bằng xà phòng, giữ khoảng cách."
    heard = voiced(studio, announcers_of(studio, "espeak", STYLE), said(text, *Speaker))
    woman, man = heard.samples[: heard.samples.size // 2], heard.samples[heard.samples.size // 2 :]
    loud = [measure(Audio(part, heard.rate_hz)).integrated_lufs for part in (woman, man)]
    assert loud[0] == pytest.approx(loud[1], abs=0.7)
