import json
import math
import os
import struct
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
import pytest
import soundfile
from scipy.signal import butter, sosfilt

from broadcast.desk import mixing
from broadcast.desk.mixing import MixReport, mix
from broadcast.errors import Invalid, Unavailable
from broadcast.sound.audio import NotAudio, decode
from broadcast.sound.chapters import chapters_of
from broadcast.sound.loudness import measure_file
from broadcast.sound.mpeg import header_for, silent_frame

RATE_HZ = 24_000


def babble(seconds: float, seed: int, rate_hz: int = RATE_HZ, peak: float = 0.5) -> np.ndarray:
    """Noise of a voice's colour in bursts: easy to find again, loud at both ends."""
    rng = np.random.default_rng(seed)
    samples = sosfilt(
        butter(2, [150, 3_000], "bandpass", fs=rate_hz, output="sos"),
        rng.standard_normal(round(seconds * rate_hz)),
    )
    bursts = 0.35 + np.abs(np.sin(np.arange(samples.size) / rate_hz * 13 + seed))
    samples *= bursts
    return (samples / np.abs(samples).max() * peak).astype(np.float32)


class Desk:
    """A folder with sound files, orders and clips."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sounds = {}

    def sound(self, name: str, samples: Any, rate_hz: int = RATE_HZ) -> str:
        soundfile.write(self.folder / name, samples, rate_hz, subtype="PCM_16")
        self.sounds[name] = samples.mean(axis=1) if samples.ndim > 1 else samples
        return name

    def mix(self, cues: Any, to: str = "out.mp3", **order: Any) -> MixReport:
        written = [
            cue if isinstance(cue, dict) else {"file": cue[0], "kind": "item", "gap_s": cue[1]}
            for cue in cues
        ]
        (self.folder / "rundown.json").write_text(json.dumps({"cues": written, **order}), encoding="utf-8")
        return mix(self.folder / "rundown.json", self.folder / to, self.folder / "clips")

    def heard(self, name: str = "out.mp3") -> np.ndarray:
        return soundfile.read(self.folder / name, dtype="float32")[0]

    def pieces(self) -> list[Path]:
        return sorted((self.folder / "clips").glob("??/*.mp3"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def found_s(heard: Any, part: Any, near_s: float, reach_s: float = 0.2) -> float:
    """Where `part` begins in `heard`, looked for around `near_s`."""
    reach, start = round(reach_s * RATE_HZ), round(near_s * RATE_HZ)
    around = np.pad(heard, reach)[start : start + part.size + 2 * reach]
    return (int(np.argmax(np.correlate(around, part, "valid"))) + start - reach) / RATE_HZ


def assert_in_place(desk: "Desk", cues: Any, report: Any, name: str = "out.mp3") -> None:
    """Every cue begins within 20 ms of the sum before it, and where the report says."""
    heard, at_s = desk.heard(name), 0.0
    for (file, gap_s), cue in zip(cues, report.rundown, strict=True):
        found = found_s(heard, desk.sounds[file][: RATE_HZ // 2], at_s)
        assert found == pytest.approx(at_s, abs=0.02)
        assert found == pytest.approx(cue.offset_s, abs=0.001)
        at_s += desk.sounds[file].size / RATE_HZ + gap_s
    assert heard.size == round(at_s * RATE_HZ)
    assert report.duration_s == pytest.approx(at_s, abs=1 / RATE_HZ)


@pytest.mark.parametrize("gap_s", [0.0, 0.05, 0.17, 0.19, 0.5, 2.345])
@pytest.mark.parametrize("to", ["out.mp3", "out.wav"])
def test_every_cue_is_where_the_sums_say(desk: "Desk", gap_s: float, to: str) -> None:
    cues = [(desk.sound(f"{n}.wav", babble(1.0 + n * 0.3217, n)), gap_s) for n in range(5)]
    report = desk.mix(cues, to)
    assert_in_place(desk, cues, report, to)


def test_mixed_gaps_join_some_and_merge_others(desk: "Desk") -> None:
    gaps = (0.5, 0.0, 0.0, 0.3, 0.1, 1.0)
    cues = [(desk.sound(f"{n}.wav", babble(1.3, n)), gap) for n, gap in enumerate(gaps)]
    assert_in_place(desk, cues, desk.mix(cues))
    assert len(desk.pieces()) == 3


def test_silence_inside_the_files_counts_as_a_gap(desk: "Desk") -> None:
    quiet = np.zeros(RATE_HZ // 10, np.float32)
    padded = [np.concatenate((quiet, babble(1.2, n), quiet)) for n in range(3)]
    cues = [(desk.sound(f"{n}.wav", samples), 0.0) for n, samples in enumerate(padded)]
    report = desk.mix(cues)
    assert len(desk.pieces()) == 3
    heard = desk.heard()
    for number, cue in enumerate(report.rundown):
        assert cue.offset_s == pytest.approx(number * 1.4, abs=0.02)
        assert found_s(heard, padded[number][2_400:14_400], cue.offset_s + 0.1) == pytest.approx(
            cue.offset_s + 0.1, abs=0.001
        )
    assert heard.size == round(3 * 1.4 * RATE_HZ)


def test_touching_cues_touch_to_the_sample(desk: "Desk") -> None:
    whole = babble(3, 1, peak=0.4)
    parts = [desk.sound(f"{n}.wav", part) for n, part in enumerate(np.split(whole, [20_000, 50_001]))]
    desk.mix([{"file": name, "level": "keep"} for name in parts], "out.wav")
    assert np.abs(desk.heard("out.wav") - whole).max() <= 1.1 / 32_768


def test_hundreds_of_cues_at_an_awkward_rate_do_not_drift(desk: "Desk") -> None:
    samples = babble(0.37337, 7, 44_100)
    name = desk.sound("a.wav", samples, 44_100)
    report = desk.mix([(name, 0.2)] * 300)
    step_s = samples.size / 44_100 + 0.2
    late = [cue.offset_s - number * step_s for number, cue in enumerate(report.rundown)]
    assert max(map(abs, late)) < 0.0125
    assert report.duration_s == pytest.approx(300 * step_s, abs=0.001)
    assert len(desk.pieces()) == 1, "the same sound is one piece"


def test_every_cue_comes_to_the_target(desk: "Desk") -> None:
    cues = [(desk.sound(f"{n}.wav", babble(4, n, peak=peak)), 0.5) for n, peak in enumerate((0.02, 0.9, 0.2))]
    report = desk.mix(cues)
    measured = measure_file(desk.folder / "out.mp3")
    assert measured.integrated_lufs == pytest.approx(-16.0, abs=0.3)
    assert measured.true_peak_dbtp <= -1.0
    assert report.loudness.integrated_lufs == pytest.approx(measured.integrated_lufs, abs=0.1)
    assert report.loudness.true_peak_dbtp == pytest.approx(measured.true_peak_dbtp, abs=0.05)
    for cue in report.rundown:
        part = desk.heard()[round(cue.offset_s * RATE_HZ) :][: 4 * RATE_HZ]
        assert measure_of(part) == pytest.approx(-16.0, abs=0.3)


def measure_of(samples: Any) -> float:
    from broadcast.sound.audio import Audio
    from broadcast.sound.loudness import measure

    return measure(Audio(np.ascontiguousarray(samples), RATE_HZ)).integrated_lufs


@pytest.mark.parametrize("to", ["out.mp3", "out.wav"])
def test_touching_cues_are_levelled_each_on_its_own(desk: "Desk", to: str) -> None:
    cues = [(desk.sound(f"{n}.wav", babble(4, n, peak=peak)), 0.0) for n, peak in enumerate((0.03, 0.8))]
    desk.mix(cues, to, loudness_lufs=-20, true_peak_dbtp=-2)
    heard = desk.heard(to)
    assert measure_of(heard[: 4 * RATE_HZ]) == pytest.approx(-20.0, abs=0.3)
    assert measure_of(heard[4 * RATE_HZ :]) == pytest.approx(-20.0, abs=0.3)
    assert measure_file(desk.folder / to).true_peak_dbtp <= -2.0


def test_a_cue_may_keep_its_level(desk: "Desk") -> None:
    soft, loud = desk.sound("soft.wav", babble(4, 1, peak=0.1)), desk.sound("loud.wav", babble(4, 2))
    desk.mix([{"file": soft, "level": "keep", "gap_s": 0.5}, {"file": loud, "level": "each"}])
    assert measure_of(desk.heard()[: 4 * RATE_HZ]) == pytest.approx(measure_of(desk.sounds[soft]), abs=0.3)
    assert measure_of(desk.heard()[round(4.5 * RATE_HZ) :]) == pytest.approx(-16, abs=0.3)


@pytest.mark.parametrize("to", ["out.mp3", "out.wav"])
@pytest.mark.parametrize("gap_s", [0.0, 0.2, 1.0, 1.9, 2.1, 3.0])
def test_a_bed_runs_on_through_pauses_and_not_through_long_gaps(desk: "Desk", gap_s: float, to: str) -> None:
    speech = np.concatenate((babble(1, 1), np.zeros(RATE_HZ, np.float32), babble(1, 2)))
    cues = [(desk.sound("a.wav", speech), gap_s), (desk.sound("b.wav", babble(2, 3)), 0.0)]
    bed = desk.sound("bed.wav", (0.3 * np.sin(np.arange(3 * RATE_HZ) / 8)).astype(np.float32))
    report = desk.mix(cues, to, bed={"file": bed, "duck_db": -18})
    heard = desk.heard(to)
    pause = heard[round(1.2 * RATE_HZ) : round(1.8 * RATE_HZ)]
    assert measure_of(np.tile(pause, 2)) == pytest.approx(-34, abs=1.5)
    assert measure_file(desk.folder / to).true_peak_dbtp <= -1.0
    between = heard[round(3.0 * RATE_HZ) : round((3.0 + gap_s) * RATE_HZ)]
    if gap_s >= 2:
        assert np.abs(between[RATE_HZ // 10 : -RATE_HZ // 10]).max() < 1e-4
    elif gap_s:
        each_50_ms = [np.sqrt(np.mean(part**2)) for part in np.split(between, round(gap_s / 0.05))]
        # A tone that meets its own beginning out of phase is 3 dB softer there.
        assert min(each_50_ms) > 0.6 * np.sqrt(np.mean(pause**2))
    assert report.rundown[1].offset_s == pytest.approx(3 + gap_s, abs=0.02)


def test_without_a_bed_a_pause_still_divides_two_pieces(desk: "Desk") -> None:
    desk.mix([(desk.sound(f"{n}.wav", babble(1.3, n)), 0.5) for n in range(3)])
    assert len(desk.pieces()) == 3


def test_the_horn_profile_takes_the_lowest_sound_away(desk: "Desk") -> None:
    low = (0.3 * np.sin(2 * np.pi * 60 * np.arange(4 * RATE_HZ) / RATE_HZ)).astype(np.float32)
    cues = [(desk.sound("a.wav", babble(4, 1) * 0.5 + low), 0.0)]
    levels = []
    for profile in ("flat", "horn"):
        desk.mix(cues, profile=profile)
        spectrum = np.abs(np.fft.rfft(desk.heard()))
        levels.append(spectrum[230:250].max())  # 60 Hz of 4 s
    assert levels[1] < levels[0] / 20


def test_a_second_mix_makes_nothing_and_gives_the_same_bytes(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    cues = [(desk.sound(f"{n}.wav", babble(1.5, n)), 0.4) for n in range(3)]
    first = desk.mix(cues)
    content = (desk.folder / "out.mp3").read_bytes()
    monkeypatch.setattr(mixing, "stored", None)  # would fail if it were called
    assert desk.mix(cues) == first
    assert (desk.folder / "out.mp3").read_bytes() == content


def test_one_changed_sound_is_one_new_piece(desk: "Desk") -> None:
    cues = [(desk.sound(f"{n}.wav", babble(1.5, n)), 0.4) for n in range(4)]
    desk.mix(cues)
    before = set(desk.pieces())
    desk.sound("2.wav", babble(1.7, 99))
    report = desk.mix(cues)
    assert len(set(desk.pieces()) - before) == 1
    assert_in_place(desk, cues, report)


def test_another_order_of_the_same_sounds_makes_no_new_piece(desk: "Desk") -> None:
    cues = [(desk.sound(f"{n}.wav", babble(1.5, n)), 0.4) for n in range(4)]
    desk.mix(cues)
    before = desk.pieces()
    again = [*reversed(cues), cues[0]]
    assert_in_place(desk, again, desk.mix(again))
    assert desk.pieces() == before


def test_stereo_jingles_and_mp3s_are_mixed_like_speech(desk: "Desk") -> None:
    samples = babble(2, 5, 44_100)
    soundfile.write(desk.folder / "jingle.flac", np.stack((samples, samples), axis=1), 44_100)
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(),
        "-v",
        "error",
        "-i",
        desk.folder / "jingle.flac",
        desk.folder / "jingle.mp3",
    ]
    subprocess.run(command, check=True)
    report = desk.mix([("jingle.flac", 0.5), ("jingle.mp3", 0.5), (desk.sound("a.wav", babble(1, 1)), 0)])
    assert report.rundown[1].offset_s == pytest.approx(2.5, abs=0.02)
    assert report.rundown[2].offset_s == pytest.approx(5.0, abs=0.02)


def test_a_silent_cue_keeps_its_time(desk: "Desk") -> None:
    cues = [
        (desk.sound("a.wav", babble(1, 1)), 0.0),
        (desk.sound("still.wav", np.zeros(RATE_HZ, np.float32)), 0.5),
    ]
    cues.append((desk.sound("b.wav", babble(1, 2)), 0.0))
    report = desk.mix(cues)
    assert [round(cue.offset_s, 1) for cue in report.rundown] == [0.0, 1.0, 2.5]
    assert found_s(desk.heard(), babble(1, 2), 2.5) == pytest.approx(2.5, abs=0.02)


@pytest.mark.parametrize("to", ["out.mp3", "out.wav"])
def test_nothing_but_silence_has_its_length_and_no_loudness(desk: "Desk", to: str) -> None:
    report = desk.mix([(desk.sound("still.wav", np.zeros(RATE_HZ, np.float32)), 0.5)], to)
    assert report.as_json()["loudness_lufs"] is None
    assert desk.heard(to).size == 1.5 * RATE_HZ


def test_the_report_is_plain_json(desk: "Desk") -> None:
    report = desk.mix([{"file": desk.sound("a.wav", babble(4, 1)), "kind": "signature", "gap_s": 1}])
    written = json.loads(json.dumps(report.as_json()))
    assert written["rundown"] == [{"file": "a.wav", "kind": "signature", "offset_s": 0.0, "duration_s": 4.0}]
    assert written["duration_s"] == 5.0
    assert written["loudness_lufs"] == pytest.approx(-16, abs=0.3)
    assert written["true_peak_dbtp"] <= -1.0


def test_files_are_looked_for_beside_the_json(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk.sound("a.wav", babble(1, 1))
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert desk.mix([("a.wav", 0.0)]).duration_s == 1.0


def faults(desk: "Desk", text: str) -> list[str]:
    path = desk.folder / "rundown.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Invalid) as wrong:
        mix(path, desk.folder / "out.mp3", desk.folder / "clips")
    assert not (desk.folder / "out.mp3").exists()
    assert all(str(path) in str(fault.where) and fault.remedy.vi for fault in wrong.value.faults)
    return [fault.what.en for fault in wrong.value.faults]


@pytest.mark.parametrize(
    ("order", "named"),
    [
        ({}, "cues"),
        ({"cues": []}, "cues"),
        ({"cues": "a.wav"}, "cues"),
        ({"cues": [5]}, "cues[0]"),
        ({"cues": [{"kind": "item"}]}, "cues[0].file"),
        ({"cues": [{"file": "missing.wav"}]}, "cues[0].file"),
        ({"cues": [{"file": "a" * 5_000}]}, "cues[0].file"),
        ({"cues": [{"file": "a.wav"}, {"file": "a.wav", "gap_s": -1}]}, "cues[1].gap_s"),
        ({"cues": [{"file": "a.wav", "gap_s": "1"}]}, "cues[0].gap_s"),
        ({"cues": [{"file": "a.wav", "gap_s": True}]}, "cues[0].gap_s"),
        ({"cues": [{"file": "a.wav", "gap_s": float("nan")}]}, "cues[0].gap_s"),
        ({"cues": [{"file": "a.wav", "gap_s": float("inf")}]}, "cues[0].gap_s"),
        ({"cues": [{"file": "a.wav", "gap_s": 10**400}]}, "cues[0].gap_s"),
        ({"cues": [{"file": "a.wav"}], "bed": {"file": "a.wav", "duck_db": -(10**400)}}, "bed.duck_db"),
        ({"cues": [{"file": "a.wav", "gap": 1}]}, "cues[0].gap"),
        ({"cues": [{"file": "a.wav", "level": "loud"}]}, "cues[0].level"),
        ({"cues": [{"file": "a.wav", "kind": 3}]}, "cues[0].kind"),
        ({"cues": [{"file": "a.wav"}], "bed": {"file": "no.wav"}}, "bed.file"),
        ({"cues": [{"file": "a.wav"}], "bed": {"file": "a.wav", "duck_db": 6}}, "bed.duck_db"),
        ({"cues": [{"file": "a.wav"}], "loudness_lufs": 3}, "loudness_lufs"),
        ({"cues": [{"file": "a.wav"}], "true_peak_dbtp": 1}, "true_peak_dbtp"),
        ({"cues": [{"file": "a.wav"}], "format": "exe"}, "format"),
        ({"cues": [{"file": "a.wav"}], "profile": "cinema"}, "profile"),
        ({"cues": [{"file": "a.wav"}], "profil": "horn"}, "profil"),
        ([], "JSON"),
    ],
)
def test_a_wrong_order_is_refused_by_the_place_of_its_fault(desk: "Desk", order: Any, named: str) -> None:
    desk.sound("a.wav", babble(1, 1))
    assert any(f"«{named}»" in fault for fault in faults(desk, json.dumps(order)))


def test_all_faults_come_at_once(desk: "Desk") -> None:
    order = {"cues": [{"file": "x"}, {"file": "y", "gap_s": -1}], "format": "z"}
    assert len(faults(desk, json.dumps(order))) == 4


@pytest.mark.parametrize("text", ["{", '{"cues": [}', "", "\x00", '{"cues": NaN}'])
def test_what_is_no_json_is_refused(desk: "Desk", text: str) -> None:
    assert faults(desk, text)


@pytest.mark.parametrize("digits", [400, 5_001, 100_000])
def test_a_number_of_endless_digits_is_answered_with_the_bounds(desk: "Desk", digits: int) -> None:
    desk.sound("a.wav", babble(1, 1))
    text = f'{{"cues": [{{"file": "a.wav", "gap_s": {"9" * digits}}}]}}'
    (what,) = faults(desk, text)
    assert "«cues[0].gap_s»" in what
    with pytest.raises(Invalid) as wrong:
        desk_order(desk, text)
    assert "3600" in wrong.value.faults[0].remedy.en


def desk_order(desk: "Desk", text: str, to: str = "out.mp3") -> MixReport:
    (desk.folder / "rundown.json").write_text(text, encoding="utf-8")
    return mix(desk.folder / "rundown.json", desk.folder / to, desk.folder / "clips")


@pytest.mark.parametrize(
    ("text", "remedy"), [(b'{"cues": "\xe9"}', "UTF-8"), (b"[" * 100_000, "brackets")], ids=["latin", "deep"]
)
def test_what_cannot_be_read_as_json_gets_the_remedy_that_helps(
    desk: "Desk", text: bytes, remedy: str
) -> None:
    (desk.folder / "rundown.json").write_bytes(text)
    with pytest.raises(Invalid) as wrong:
        mix(desk.folder / "rundown.json", desk.folder / "out.mp3", desk.folder / "clips")
    assert remedy in wrong.value.faults[0].remedy.en


@pytest.mark.parametrize(
    ("to", "order"),
    [
        ("x.wav", {"format": "mp3"}),
        ("x.mp3", {"format": "wav"}),
        ("x.ogg", {}),
        ("x.ogg", {"format": "mp3"}),
        ("x", {}),
        ("x.json", {}),
    ],
)
def test_the_name_of_the_output_does_not_lie_about_its_format(desk: "Desk", to: str, order: Any) -> None:
    with pytest.raises(Invalid) as wrong:
        desk.mix([(desk.sound("a.wav", babble(1, 1)), 0.0)], to, **order)
    (fault,) = wrong.value.faults
    assert to in str(fault.where)
    assert all(ending in fault.what.en + fault.remedy.en for ending in (".mp3", ".wav"))
    assert order.get("format", "") in fault.what.vi
    assert not (desk.folder / to).exists()


@pytest.mark.parametrize("to", ["x.MP3", "x.Wav"])
def test_the_ending_may_be_written_in_capitals(desk: "Desk", to: str) -> None:
    desk.mix([(desk.sound("a.wav", babble(1, 1)), 0.0)], to)
    assert desk.heard(to).size == RATE_HZ


@pytest.mark.parametrize("over", ["rundown.mp3", "a.wav", "bed.wav", "link.wav"])
def test_what_a_mix_is_made_from_is_not_overwritten_by_it(desk: "Desk", over: str) -> None:
    desk.sound("a.wav", babble(1, 1))
    desk.sound("bed.wav", babble(1, 2))
    (desk.folder / "link.wav").symlink_to("a.wav")
    rundown = desk.folder / "rundown.mp3"
    rundown.write_text(json.dumps({"cues": [{"file": "a.wav"}], "bed": {"file": "bed.wav"}}))
    before = (desk.folder / over).read_bytes()
    with pytest.raises(Invalid) as wrong:
        mix(rundown, desk.folder / over, desk.folder / "clips")
    assert over in str(wrong.value.faults[0].where)
    assert (desk.folder / over).read_bytes() == before
    assert not (desk.folder / "clips").exists(), "it is refused before any work"


def test_a_pipe_is_not_replaced_by_a_mix_and_refused_before_any_work(desk: "Desk") -> None:
    os.mkfifo(desk.folder / "pipe.mp3")
    with pytest.raises(Invalid):
        desk.mix([(desk.sound("a.wav", babble(1, 1)), 0.0)], "pipe.mp3")
    assert (desk.folder / "pipe.mp3").is_fifo()
    assert not (desk.folder / "clips").exists()


def test_a_missing_json_is_named(desk: "Desk") -> None:
    with pytest.raises(Invalid):
        mix(desk.folder / "no.json", desk.folder / "out.mp3", desk.folder / "clips")


@pytest.mark.parametrize("what", ["pipe", "device", "folder", "too large"])
def test_a_rundown_that_is_no_file_is_not_waited_for(desk: "Desk", what: str) -> None:
    rundown = Path("/dev/zero") if what == "device" else desk.folder / "rundown.json"
    if what == "pipe":
        os.mkfifo(rundown)
    elif what == "folder":
        rundown.mkdir()
    elif what == "too large":
        rundown.touch()
        os.truncate(rundown, 1 << 32)
    with pytest.raises(Invalid, match=r"JSON|lớn"):
        mix(rundown, desk.folder / "out.mp3", desk.folder / "clips")


@pytest.mark.parametrize("to", ["out.mp3", "out.wav"])
def test_gaps_that_add_up_to_more_than_a_day_are_refused(desk: "Desk", to: str) -> None:
    desk.sound("a.wav", babble(1, 1))
    with pytest.raises(Invalid, match="24 giờ"):
        desk.mix([("a.wav", 3_600.0)] * 24, to)
    assert not (desk.folder / to).exists()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("samples", [1, 10])
def test_a_cue_of_a_single_sample_is_mixed_as_a_click(desk: "Desk", samples: int) -> None:
    report = desk.mix([(desk.sound("a.wav", np.full(samples, 0.5, np.float32)), 0.0)])
    assert -20 < report.loudness.true_peak_dbtp <= -1


def test_a_bed_of_more_than_a_quarter_of_an_hour_is_refused(desk: "Desk") -> None:
    desk.sound("a.wav", babble(1, 1))
    desk.sound("long.wav", np.full(901 * 4_000, 0.1, np.float32), 4_000)
    with pytest.raises(NotAudio, match="15 phút"):
        desk.mix([("a.wav", 0.0)], bed={"file": "long.wav"})


@pytest.mark.parametrize("content", [b"", b"Day la chu\n" * 99, b"#EXTM3U\nx.mp3\n"])
def test_a_file_that_is_no_sound_is_named(desk: "Desk", content: Any) -> None:
    desk.sound("a.wav", babble(1, 1))
    (desk.folder / "bad.mp3").write_bytes(content)
    with pytest.raises(NotAudio) as wrong:
        desk.mix([("a.wav", 0.5), ("bad.mp3", 0.5)])
    assert "bad.mp3" in str(wrong.value)
    assert not (desk.folder / "out.mp3").exists()


@pytest.mark.parametrize("to", ["out.mp3", "out.wav", "out.opus", "out.m4a"])
def test_a_full_disk_leaves_the_old_file_and_no_temporary(desk: "Desk", to: str) -> None:
    desk.mix([(desk.sound(f"{n}.wav", babble(2, n)), 0.5) for n in range(3)], "warm.mp3")  # pieces are there
    (desk.folder / to).write_bytes(b"old")
    script = textwrap.dedent(f"""
        import resource, signal
        from pathlib import Path
        from broadcast.desk.mixing import mix
        from broadcast.errors import Unavailable
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
        folder = Path({str(desk.folder)!r})
        try:
            mix(folder / "rundown.json", folder / {to!r}, folder / "clips")
        except Unavailable as error:
            print("refused", error)
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("refused")
    assert (desk.folder / to).read_bytes() == b"old"
    assert not list(desk.folder.rglob("*.part"))


BAD_CUES = {
    "empty": (lambda _: b"", "tệp rỗng"),
    "cut": (lambda good: good[: len(good) // 2], "bị cắt cụt"),
    "a playlist": (lambda _: b"#EXTM3U\n/etc/passwd\n", "danh sách phát"),
    "no numbers": (lambda good: good[:-4_000] + struct.pack("<f", math.nan) + good[-3_996:], "NaN"),
    "missing": (None, "tên tệp âm thanh"),
    "ten hours": (lambda _: silent_frame(header_for(8_000, 8)) * 500_000, "dài hơn 120 phút"),
}


@pytest.mark.parametrize("to", ["out.mp3", "out.opus"])
@pytest.mark.parametrize("name", BAD_CUES)
def test_a_bad_cue_is_told_with_what_to_do_and_the_old_programme_stays(
    desk: "Desk", name: str, to: str
) -> None:
    spoil, told = BAD_CUES[name]
    desk.sound("a.wav", babble(1, 1))
    soundfile.write(desk.folder / "bad.wav", babble(2, 2), RATE_HZ, subtype="FLOAT")
    if spoil is None:
        (desk.folder / "bad.wav").unlink()
    else:
        (desk.folder / "bad.wav").write_bytes(spoil((desk.folder / "bad.wav").read_bytes()))
    (desk.folder / to).write_bytes(b"old")
    with pytest.raises(Invalid) as wrong:
        desk.mix([("a.wav", 0.5), ("bad.wav", 0.5)], to)
    assert "bad.wav" in str(wrong.value)
    assert told in str(wrong.value)
    assert (desk.folder / to).read_bytes() == b"old"
    assert not list(desk.folder.rglob("*.part"))


def test_a_cue_from_a_telephone_is_raised_to_the_target_like_the_others(desk: "Desk") -> None:
    cues = [(desk.sound("a.wav", babble(4, 1)), 0.5), ("phone.wav", 0.0)]
    samples = babble(4, 2, 8_000, peak=0.05)
    soundfile.write(desk.folder / "phone.wav", samples, 8_000, subtype="PCM_U8")
    report = desk.mix(cues)
    part = desk.heard()[round(report.rundown[1].offset_s * RATE_HZ) :]
    assert measure_of(part) == pytest.approx(-16.0, abs=0.3)


@pytest.mark.parametrize(("to", "form"), [("out.opus", "opus"), ("out.m4a", "aac")])
def test_a_mix_may_be_opus_or_aac(desk: "Desk", to: str, form: str) -> None:
    """With a bed, as loud as the WAV; chapters as in the MP3."""
    cues = [
        {"file": desk.sound(f"{n}.wav", babble(4, n)), "title": f"Bài {n}", "gap_s": 0.3} for n in range(3)
    ]
    bed = {"file": desk.sound("bed.wav", babble(3, 9, peak=0.1))}
    report, wav = desk.mix(cues, to, bed=bed, format=form), desk.mix(cues, "out.wav", bed=bed)
    measured = measure_file(desk.folder / to)
    assert measured.duration_s == pytest.approx(12.9, abs=0.043)
    assert measured.integrated_lufs == pytest.approx(wav.loudness.integrated_lufs, abs=0.3)
    assert measured.true_peak_dbtp <= -1.0
    assert report.loudness.true_peak_dbtp == pytest.approx(measured.true_peak_dbtp, abs=0.01)
    assert [chapter.title for chapter in chapters_of(desk.folder / to)] == ["Bài 0", "Bài 1", "Bài 2"]
    heard = decode(desk.folder / to).samples
    for number, cue in enumerate(report.rundown):
        assert found_s(heard, babble(4, number)[: RATE_HZ // 2], cue.offset_s) == pytest.approx(
            number * 4.3, abs=0.02
        )


def test_a_folder_for_the_output_that_is_missing_is_named(desk: "Desk") -> None:
    with pytest.raises(Unavailable) as refused:
        desk.mix([(desk.sound("a.wav", babble(1, 1)), 0.0)], "nowhere/out.mp3")
    assert "nowhere" in str(refused.value)


def test_a_changed_file_is_noticed_though_name_and_size_stay(desk: "Desk") -> None:
    name = desk.sound("a.wav", babble(1, 1))
    desk.mix([(name, 0.0)])
    desk.sound("a.wav", babble(1, 2))
    desk.mix([(name, 0.0)])
    assert found_s(desk.heard(), babble(1, 2), 0.0) == pytest.approx(0, abs=0.001)
