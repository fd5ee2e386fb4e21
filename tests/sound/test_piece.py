import io
import json
from typing import Any

import numpy as np
import pytest
import soundfile
from speechlike import speech, tone

from broadcast.sound.audio import Audio, NotAudio
from broadcast.sound.bed import Bed
from broadcast.sound.loudness import measure
from broadcast.sound.mpeg import NotAFrame, count_whole, header_at, reaches_back, silent_frame
from broadcast.sound.piece import Piece, store_ready
from broadcast.sound.profile import Profile, WrongProfile


def decoded(piece: Any, rate_hz: int = 24_000) -> np.ndarray:
    samples, rate = soundfile.read(io.BytesIO(piece.frames), dtype="float32")
    assert rate == rate_hz
    return samples


def lag(heard: Any, original: Any) -> int:
    """Where `original` begins in `heard`."""
    part = original[: min(original.size, 30_000)]
    return int(np.argmax(np.correlate(heard[: part.size + 10_000], part, "valid")))


@pytest.mark.parametrize("seed", range(6))
def test_every_piece_is_at_the_target_after_decoding(seed: int) -> None:
    piece = store_ready(speech(6 + seed, seed=seed, peak=0.1 + 0.15 * seed), Profile())
    measured = measure(Audio(decoded(piece), 24_000))
    assert measured.integrated_lufs == pytest.approx(-16.0, abs=0.3)
    assert measured.true_peak_dbtp <= -1.0
    assert piece.loudness_lufs == pytest.approx(measured.integrated_lufs, abs=0.2)
    assert piece.true_peak_dbtp == pytest.approx(measured.true_peak_dbtp, abs=0.02)


@pytest.mark.parametrize(("target", "ceiling"), [(-23.0, -3.0), (-18.0, -2.0), (-14.0, -1.0)])
def test_other_targets_and_ceilings_are_met(target: float, ceiling: float) -> None:
    piece = store_ready(speech(8), Profile(loudness_lufs=target, ceiling_dbtp=ceiling))
    measured = measure(Audio(decoded(piece), 24_000))
    assert measured.integrated_lufs == pytest.approx(target, abs=0.3)
    assert measured.true_peak_dbtp <= ceiling


@pytest.mark.parametrize("sound", ["noise", "square", "high tone"])
def test_what_overshoots_most_stays_below_the_ceiling_too(sound: str) -> None:
    rng = np.random.default_rng(5)
    samples = {
        "noise": rng.uniform(-1, 1, 72_000),
        "square": np.sign(tone(200, 3, 0, 24_000)),
        "high tone": tone(6_000, 3, 0, 24_000, 45),
    }[sound].astype(np.float32)
    piece = store_ready(Audio(samples, 24_000), Profile(loudness_lufs=-9.0))
    assert measure(Audio(decoded(piece), 24_000)).true_peak_dbtp <= -1.0


@pytest.mark.parametrize(
    ("rate_hz", "kbps"), [(24_000, 64), (44_100, 64), (48_000, 96), (32_000, 64), (22_050, 64)]
)
def test_its_own_sound_begins_after_the_lead_and_is_as_long_as_the_original(rate_hz: int, kbps: int) -> None:
    profile = Profile(rate_hz=rate_hz, kbps=kbps)
    audio = speech(1.7, rate_hz=rate_hz)
    piece = store_ready(audio, profile, level=False)
    heard = decoded(piece, rate_hz)
    assert heard.size == piece.count * profile.frame_samples
    assert lag(heard, audio.samples) == pytest.approx(piece.lead_s * rate_hz, abs=2)
    assert piece.duration_s == audio.duration_s
    assert (piece.lead_s + piece.duration_s + piece.tail_s) * rate_hz == pytest.approx(heard.size)


@pytest.mark.parametrize("seconds", [0.3, 0.7, 1.2])
def test_the_silence_around_a_short_sound_does_not_make_it_louder(seconds: float) -> None:
    rng = np.random.default_rng(3)
    noise = Audio(rng.uniform(-0.1, 0.1, round(seconds * 24_000)).astype(np.float32), 24_000)
    piece = store_ready(noise, Profile(loudness_lufs=-20.0))
    lead, size = round(piece.lead_s * 24_000), noise.samples.size
    assert measure(Audio(decoded(piece)[lead : lead + size], 24_000)).integrated_lufs == pytest.approx(
        -20.0, abs=0.2
    )


def test_both_ends_are_silent() -> None:
    piece = store_ready(speech(3), Profile())
    heard = decoded(piece)
    assert np.abs(heard[:600]).max() < 1e-4
    assert np.abs(heard[-500:]).max() < 1e-4


def test_the_first_frame_reaches_back_to_nothing_and_all_frames_are_the_profiles() -> None:
    piece = store_ready(speech(5), Profile())
    assert reaches_back(piece.frames[:192]) == 0
    assert any(reaches_back(piece.frames[at : at + 192]) for at in range(0, len(piece.frames), 192)), (
        "reservoir in use"
    )
    assert count_whole(piece.frames, Profile().header) == (piece.count, len(piece.frames))
    assert header_at(piece.frames).mono


def test_the_level_can_be_kept() -> None:
    audio = speech(5, peak=0.2)
    kept = store_ready(audio, Profile(), level=False)
    assert kept.loudness_lufs == pytest.approx(measure(audio).integrated_lufs, abs=0.3)


def test_a_kept_peak_above_the_ceiling_is_turned_down() -> None:
    assert store_ready(speech(5, peak=1.0), Profile(), level=False).true_peak_dbtp <= -1.0


def test_a_bed_sounds_where_the_speech_pauses() -> None:
    audio = speech(6, seed=2)
    with_bed = store_ready(audio, Profile(), bed=Bed(Audio(tone(330, 4, -10, 24_000), 24_000), -18.0))
    lead = round(with_bed.lead_s * 24_000)
    pauses = (np.abs(audio.samples) < 1e-4)[48_000:96_000]
    heard = decoded(with_bed)[lead:][48_000:96_000][pauses]
    assert 20 * np.log10(np.sqrt(np.square(heard).mean())) > -45
    assert with_bed.loudness_lufs == pytest.approx(-16.0, abs=0.3)


def test_the_horn_profile_leaves_the_lowest_sound_out() -> None:
    flat, horn = (decoded(store_ready(speech(6), Profile(name))) for name in ("flat", "horn"))
    hz = np.fft.rfftfreq(flat.size, 1 / 24_000)
    low = [np.square(np.abs(np.fft.rfft(heard)))[hz < 120].sum() for heard in (flat, horn)]
    assert low[1] < low[0] / 100


def test_a_piece_is_the_same_after_storing() -> None:
    piece = store_ready(speech(2), Profile())
    back = Piece.of(piece.frames, json.loads(json.dumps(piece.as_meta())))
    assert (back.count, back.duration_s, back.lead_s, back.peaks) == (
        piece.count,
        piece.duration_s,
        piece.lead_s,
        piece.peaks,
    )
    assert back.energies == pytest.approx(piece.energies, rel=1e-3)


def test_the_waveform_has_ten_points_a_second() -> None:
    piece = store_ready(speech(4), Profile())
    assert len(piece.peaks) == -(-piece.count * 576 // 2_400)
    assert max(piece.peaks) == pytest.approx(255 * 10 ** (piece.true_peak_dbtp / 20), abs=12)


def test_storing_twice_gives_the_same_bytes() -> None:
    assert store_ready(speech(3), Profile()) == store_ready(speech(3), Profile())


def test_no_sound_at_all_cannot_be_stored() -> None:
    with pytest.raises(NotAudio):
        store_ready(Audio(np.zeros(0, np.float32), 24_000), Profile())


def test_silence_can_be_stored() -> None:
    piece = store_ready(Audio(np.zeros(24_000, np.float32), 24_000), Profile())
    assert piece.as_meta()["loudness_lufs"] is None
    assert Piece.of(piece.frames, piece.as_meta()).loudness_lufs == -np.inf


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "cinema"},
        {"rate_hz": 12_345},
        {"kbps": 320, "rate_hz": 48_000},
        {"kbps": 8},
        {"ceiling_dbtp": 3},
    ],
)
def test_a_profile_that_cannot_be_made_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(WrongProfile):
        Profile(**wrong)


def test_a_silent_frame_is_one_frame_of_its_profile() -> None:
    frame = silent_frame(Profile().header)
    assert count_whole(frame * 3, Profile().header) == (3, 576)
    with pytest.raises(NotAFrame):
        count_whole(frame + b"x" * 192, Profile().header)
