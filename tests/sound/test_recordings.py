"""What is found in a recording that somebody brings, and what is cut from it."""

import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
import soundfile
from scipy.signal import lfilter
from speechlike import speech, tone

from broadcast.sound.audio import Audio, NotAudio, resampled
from broadcast.sound.channels import Mixing
from broadcast.sound.clipping import Clipping
from broadcast.sound.examination import Examination
from broadcast.sound.loudness import measure
from broadcast.sound.recording import Cut, Recording, recorded
from broadcast.sound.source import LONGEST_S
from broadcast.sound.trim import FADE_MS, KEPT_MS, trimmed

ROOT = Path(__file__).resolve().parents[2]
RATE = 24_000


def taken(path: Path, samples: np.ndarray, rate_hz: int = RATE, cut: Cut | None = None) -> Recording:
    soundfile.write(path / "a.wav", samples, rate_hz, subtype="FLOAT")
    return recorded(path / "a.wav", rate_hz=RATE, longest_s=900, cut=cut or Cut())


def found(path: Path, samples: np.ndarray, rate_hz: int = RATE) -> Examination:
    return taken(path, samples, rate_hz).examination


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), np.float32)


def clear(seconds: float = 6.0, peak: float = 0.5) -> np.ndarray:
    return speech(seconds, seed=1, peak=peak).samples


def test_of_a_clean_recording_only_figures_are_told(tmp_path: Path) -> None:
    seen = found(tmp_path, clear())
    assert (seen.kind, seen.rate_hz, seen.channels, seen.taken) == ("wav", RATE, 1, (0,))
    assert (seen.duration_s, seen.head_s, seen.tail_s) == (6.0, 0.0, 0.0)
    assert seen.loudness_lufs == pytest.approx(measure(Audio(clear(), RATE)).integrated_lufs, abs=0.01)
    assert seen.true_peak_dbtp == pytest.approx(-6, abs=0.5)
    assert (seen.mixing, seen.silences, seen.broken, seen.telephone) == (Mixing.MEAN, (), (), False)
    assert Examination.of(seen.as_meta()) == seen


@pytest.mark.parametrize("peak", [0.5, 0.01])
def test_silence_at_both_ends_is_cut_but_for_a_breath(tmp_path: Path, peak: float) -> None:
    room = 0.0003 * peak * np.random.default_rng(0).standard_normal(RATE * 9).astype(np.float32)
    samples = room + np.concatenate((silence(2), tone(500, 4, 0, RATE) * np.float32(peak), silence(3)))
    came = taken(tmp_path, samples)
    assert came.examination.head_s == pytest.approx(2 - KEPT_MS / 1_000, abs=0.011)
    assert came.examination.tail_s == pytest.approx(3 - KEPT_MS / 1_000, abs=0.011)
    assert came.audio.duration_s == pytest.approx(4 + 2 * KEPT_MS / 1_000, abs=0.021)
    assert came.examination.duration_s == 9.0


def test_what_is_cut_neither_clicks_nor_changes_in_between() -> None:
    hum = Audio(0.5 * np.sin(np.arange(RATE * 2) * 0.05 + 1).astype(np.float32), RATE)
    cut = trimmed(hum, -60).audio.samples
    reach = FADE_MS * RATE // 1_000
    assert np.array_equal(cut[reach:-reach], hum.samples[reach:-reach])
    assert np.abs(cut[[0, -1]]).max() < 0.01
    assert np.abs(np.diff(cut)).max() <= np.abs(np.diff(hum.samples)).max() * 1.5
    assert np.abs(cut[:reach]).max() > 0.1


def test_a_quarter_of_an_hour_of_silence_before_a_word_is_cut() -> None:
    late = Audio(np.concatenate((silence(300), clear(2))), RATE)
    assert trimmed(late, -50).head_s == pytest.approx(300, abs=0.4)


def test_a_sound_that_is_silent_all_over_stays_as_it_is() -> None:
    soft = Audio(1e-4 * tone(500, 1, 0, RATE), RATE)
    for audio in (soft, Audio(silence(1), RATE)):
        assert trimmed(audio, -40).audio is audio


def test_long_silences_inside_are_listed_as_they_are_heard(tmp_path: Path) -> None:
    samples = np.concatenate((silence(1), clear(5), silence(4), clear(3), silence(1), clear(2)))
    seen = found(tmp_path, samples)
    assert seen.head_s == pytest.approx(0.85, abs=0.3)
    ((at_s, length_s),) = seen.silences
    assert at_s + seen.head_s == pytest.approx(6, abs=0.5)
    assert length_s == pytest.approx(4, abs=0.6)


@pytest.mark.parametrize("rate_hz", [8_000, 24_000, 48_000])
@pytest.mark.parametrize("turned_down", [1.0, 0.4])
def test_clipping_is_found_where_it_is(tmp_path: Path, rate_hz: int, turned_down: float) -> None:
    clean = speech(10, seed=3, rate_hz=rate_hz, peak=0.8).samples
    loud = clean.copy()
    loud[4 * rate_hz : 6 * rate_hz] *= 5
    seen = found(tmp_path, np.clip(loud, -1, 1) * np.float32(turned_down), rate_hz)
    assert 4 <= seen.broken[0] < 4.6
    assert max(seen.broken) < 6
    assert 0.05 < seen.broken_share <= 0.2
    assert found(tmp_path, clean, rate_hz).broken == ()


@pytest.mark.parametrize(
    "options", [("mp3", "-b:a", "96k"), ("m4a", "-b:a", "64k")], ids=lambda each: each[0]
)
def test_clipping_is_found_through_mp3_and_aac(tmp_path: Path, options: tuple[str, ...]) -> None:
    ending, *how = options
    clean = speech(10, seed=3, rate_hz=44_100, peak=0.99).samples
    for name, samples in (("clean", clean), ("broken", np.clip(clean * 5, -1, 1))):
        soundfile.write(tmp_path / "a.wav", samples, 44_100)
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", tmp_path / "a.wav", *how]
        subprocess.run([*command, tmp_path / f"{name}.{ending}"], check=True)
    clean_one, broken = (
        recorded(tmp_path / f"{name}.{ending}", rate_hz=RATE, longest_s=60).examination
        for name in ("clean", "broken")
    )
    assert clean_one.broken == ()
    assert broken.broken


@pytest.mark.parametrize(
    "sound", [tone(440, 2, 0, 48_000), tone(60, 2, 0, 48_000), tone(3_000, 2, -0.1, 48_000)]
)
def test_a_whole_tone_at_full_scale_is_not_broken(sound: np.ndarray) -> None:
    clipping = Clipping(48_000, 1)
    for at in range(0, sound.size, 7_777):  # blocks may end anywhere
        clipping.add(sound[at : at + 7_777].reshape(-1, 1))
    assert clipping.seconds().size == 0


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "jingles").glob("*.flac")))
def test_the_stations_own_music_is_neither_noisy_nor_broken_nor_a_telephone_call(name: str) -> None:
    seen = recorded(ROOT / "jingles" / name, rate_hz=RATE, longest_s=60).examination
    assert (seen.broken, seen.noise_below_lu, seen.telephone) == ((), None, False)


def test_an_empty_channel_is_left_out(tmp_path: Path) -> None:
    for left, right, expected in ((clear(), silence(6), (0,)), (silence(6), clear(), (1,))):
        came = taken(tmp_path, np.stack((left, right), axis=1))
        assert (came.examination.taken, came.examination.mixing) == (expected, Mixing.ONE_SIDED)
        assert came.examination.loudness_lufs == pytest.approx(
            measure(Audio(clear(), RATE)).integrated_lufs, abs=0.01
        )


def test_channels_that_cancel_each_other_out_are_not_mixed(tmp_path: Path) -> None:
    came = taken(tmp_path, np.stack((clear() * 0.8, -clear()), axis=1))
    assert (came.examination.taken, came.examination.mixing) == ((1,), Mixing.CANCELLING)
    assert np.abs(came.audio.samples).max() > 0.4


def test_two_microphones_are_mixed(tmp_path: Path) -> None:
    other = 0.3 * speech(6.0, seed=7).samples
    seen = found(tmp_path, np.stack((clear() + other, clear() * 0.7 - other), axis=1))
    assert (seen.taken, seen.mixing) == ((0, 1), Mixing.MEAN)


def test_an_offset_hides_no_empty_channel(tmp_path: Path) -> None:
    seen = found(tmp_path, np.stack((clear(), silence(6) + 0.3), axis=1))
    assert seen.taken == (0,)


def test_of_six_channels_those_that_sound_are_mixed(tmp_path: Path) -> None:
    six = np.zeros((6 * RATE, 6), np.float32)
    six[:, 2] = clear()
    seen = found(tmp_path, six)
    assert (seen.channels, seen.taken, seen.mixing) == (6, (2,), Mixing.MEAN)


@pytest.mark.parametrize("below_db", [8, 20])
@pytest.mark.parametrize("colour", ["white", "pink"])
def test_noise_is_measured_against_the_voice(tmp_path: Path, below_db: int, colour: str) -> None:
    noise = np.random.default_rng(0).standard_normal(20 * RATE)
    if colour == "pink":  # P. Kellet's filter
        noise = lfilter(
            [0.049922035, -0.095993537, 0.050612699, -0.004408786],
            [1, -2.494956002, 2.017265875, -0.522189400],
            noise,
        )
    voice = clear(20)
    level = (
        measure(Audio(voice, RATE)).integrated_lufs
        - measure(Audio(noise.astype(np.float32), RATE)).integrated_lufs
    )
    noisy = voice + noise * 10 ** ((level - below_db) / 20)
    seen = found(tmp_path, noisy.astype(np.float32) * np.float32(0.3))
    assert seen.noise_below_lu == pytest.approx(below_db, abs=1.5)


def test_a_telephone_call_is_known_by_its_rate_and_by_its_sound(tmp_path: Path) -> None:
    call = resampled(Audio(clear(), RATE), 8_000)
    assert found(tmp_path, call.samples, 8_000).telephone
    assert found(tmp_path, resampled(call, 44_100).samples, 44_100).telephone
    assert not found(tmp_path, clear()).telephone


def test_a_part_is_taken(tmp_path: Path) -> None:
    samples = np.concatenate([tone(hz, 2, -20, RATE) for hz in (500, 1_000, 2_000)])
    came = taken(tmp_path, samples, cut=Cut(2.0, 4.0))
    assert came.examination.duration_s == 2.0
    spectrum = np.abs(np.fft.rfft(came.audio.samples))
    assert np.fft.rfftfreq(came.audio.samples.size, 1 / RATE)[spectrum.argmax()] == pytest.approx(
        1_000, abs=2
    )
    assert taken(tmp_path, samples, cut=Cut(4.5)).examination.duration_s == 1.5


def test_a_part_of_a_file_that_is_too_long_is_taken_without_decoding_the_rest(tmp_path: Path) -> None:
    hour = np.concatenate((clear(5), np.zeros(RATE * 3_600, np.float32)))
    soundfile.write(tmp_path / "long.flac", hour, RATE)
    with pytest.raises(NotAudio, match="dài hơn 15 phút"):
        recorded(tmp_path / "long.flac", rate_hz=RATE, longest_s=900)
    assert recorded(tmp_path / "long.flac", rate_hz=RATE, longest_s=900, cut=Cut(0, 5)).audio.duration_s < 5.1
    with pytest.raises(NotAudio, match="dài hơn 15 phút"):
        recorded(tmp_path / "long.flac", rate_hz=RATE, longest_s=900, cut=Cut(0, LONGEST_S))


def test_a_part_behind_the_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAudio, match="nằm ngoài tệp"):
        taken(tmp_path, clear(3), cut=Cut(10.0, 12.0))


@pytest.mark.parametrize(
    "samples", [silence(2), 5e-4 * tone(500, 2, 0, RATE)], ids=["zeros", "hardly anything"]
)
def test_a_recording_of_nothing_is_refused(tmp_path: Path, samples: np.ndarray) -> None:
    with pytest.raises(NotAudio, match="không có tiếng gì"):
        taken(tmp_path, samples)


def test_a_single_click_is_refused_or_taken_but_never_breaks(tmp_path: Path) -> None:
    samples = silence(3)
    samples[RATE] = 0.01
    with pytest.raises(NotAudio):
        taken(tmp_path, samples)
    samples[RATE : RATE + 2_400] = 0.5 * tone(500, 0.1, 0, RATE)
    assert taken(tmp_path, samples).audio.duration_s == pytest.approx(0.4, abs=0.03)
