"""Piper: a generated graph in place of a voice; phonemes, onnxruntime and processes are real."""

import os
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import numpy as np
import onnxruntime
import piper_stand_in
import pytest
import soundfile

from broadcast.adapters.speech import piper_child
from broadcast.adapters.speech.phonemes import phonemes
from broadcast.adapters.speech.piper import LOUDEST, Piper, PiperFolder
from broadcast.language import Language
from broadcast.speech import EngineFailed, Manner, Speaker

WORDS = "Xin chào bà con, cô bác trong xã."


def say(engine: Piper, to: Path, words: str = WORDS) -> np.ndarray:
    engine.say(words, to)
    samples, rate = soundfile.read(to)
    assert rate == piper_stand_in.RATE
    return samples


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("Có sao không? Không sao.", ["kˈɔɜ sˈaːw xˌoŋ?", "xˌoŋ sˈaːw."]),
        ("Chú ý: mưa to; gió mạnh!", ["tʃˈuɜ ˈiɜ: mˈyə t̪ˈɔ; zˈɔɜ mˈe-6ɲ!"]),
        ("Hôm nay có điện", ["hˈom nˈaj kˈɔɜ ɗˈiɛ6n"]),
        ("Một – hai, ba (bốn) năm.", ["mˈo6t̪; hˈaːj, bˈaː bˈoɜn nˈam."]),
        ('Ông "Nam" nói vậy…', ["ˈoŋ nˈaːm nˈɔɜj vˈəɪ6"]),
        ("Bluezone là ứng dụng.", ["blˈuːzəʊn lˌaː2 ˈyɜŋ zˈu6ŋ."]),
    ],
)
def test_phonemes_are_those_that_a_piper_voice_learnt(line: str, heard: list[str]) -> None:
    """What piper-tts 1.8.0 gives for the same words; two code points a letter where a mark is one."""
    assert list(phonemes(line, "vi")) == heard


def test_the_graph_is_given_phonemes_pads_scales_and_speaker(piper_home: Path) -> None:
    """A second way to the samples: onnxruntime here, ids by hand."""
    known = piper_stand_in.CONFIG["phoneme_id_map"]
    ids = [known["^"][0], 0]
    for phoneme in "sˈaː2.":
        ids += [*known[phoneme], 0]
    ids.append(known["$"][0])
    onnxruntime.set_seed(1)
    session = onnxruntime.InferenceSession(piper_home / "vi-hai-chi.onnx")
    given = {
        "input": np.array([ids]),
        "input_lengths": np.array([len(ids)]),
        "scales": np.array([0.667, 1.25, 0.8], np.float32),
        "sid": np.array([1]),
    }
    expected = session.run(None, given)[0].reshape(-1)
    folder = PiperFolder(piper_home)
    model, speaker = folder.model("vi-hai-chi/mai")
    take = folder.spoken(model, {"sentences": [ids], "scales": [0.667, 1.25, 0.8], "speaker": speaker})
    assert speaker == 1
    assert np.abs(take.samples / 32_767 - expected).max() < 1e-3


def test_a_slower_pace_is_a_longer_scale(piper_voice: Piper, tmp_path: Path) -> None:
    usual = say(piper_voice, tmp_path / "usual.wav")
    slow = say(piper_voice.speaking(Manner(pace=0.8)), tmp_path / "slow.wav")
    assert len(slow) == pytest.approx(len(usual) / 0.8, rel=0.01)
    assert piper_voice.speaking(Manner(pace=0.8)).voice.rate_wpm == pytest.approx(240 * 0.8)


def test_every_sentence_of_the_words_is_spoken(piper_voice: Piper, tmp_path: Path) -> None:
    one = say(piper_voice, tmp_path / "one.wav")
    two = say(piper_voice, tmp_path / "two.wav", f"{WORDS} {WORDS}")
    assert len(two) == pytest.approx(2 * len(one), rel=0.01)


def test_voices_are_named_by_file_and_speaker(piper_home: Path, piper_voice: Piper) -> None:
    assert piper_voice.voice.name == "vi-anh-ba"
    assert piper_voice.speaking(Manner(Speaker.WOMAN)).voice.name == "vi-hai-chi/mai"
    assert piper_voice.speaking(Manner(name="vi-hai-chi")).voice.name == "vi-hai-chi"
    alone = Piper(PiperFolder(piper_home / "vi-anh-ba.onnx"))
    assert alone.voice == piper_voice.voice


@pytest.mark.parametrize("name", ["khac", "vi-anh-ba/lan", "vi-hai-chi/khac", "../vi-anh-ba"])
def test_a_voice_that_is_not_there_is_told_with_those_that_are(piper_voice: Piper, name: str) -> None:
    with pytest.raises(EngineFailed, match=r"không có giọng.*chọn một trong: vi-"):
        _ = piper_voice.speaking(Manner(name=name)).voice


def test_another_file_under_the_same_name_is_another_voice(tmp_path: Path) -> None:
    piper_stand_in.voice(tmp_path, "vi")
    engine = Piper(PiperFolder(tmp_path))
    before = engine.voice
    assert engine.voice == before
    piper_stand_in.voice(tmp_path, "vi", tune=13.0, quality="cao")
    assert engine.voice.version != before.version


def told(folder: Path, **changed: object) -> None:
    piper_stand_in.voice(folder, "vi", **changed)


def model(folder: Path, damaged: bytes) -> None:
    piper_stand_in.voice(folder, "vi").write_bytes(damaged)


def half_a_json(folder: Path) -> None:
    file = piper_stand_in.voice(folder, "vi").with_name("vi.onnx.json")
    file.write_bytes(file.read_bytes()[:300])


def no_json(folder: Path) -> None:
    piper_stand_in.voice(folder, "vi").with_name("vi.onnx.json").unlink()


DAMAGED: dict[str, tuple[Callable[[Path], None], str]] = {
    "no folder": (Path.rmdir, "there is no piper voice"),
    "no voice": (lambda _: None, "there is no piper voice"),
    "no json": (no_json, "missing or damaged"),
    "half a json": (half_a_json, "missing or damaged"),
    "no rate": (lambda folder: told(folder, audio={}), "missing or damaged"),
    "half a model": (lambda folder: model(folder, piper_stand_in.graph()[:700]), "cannot open"),
    "page": (lambda folder: model(folder, b"<html>404</html>"), "cannot open"),
    "other graph": (lambda folder: model(folder, piper_stand_in.graph(many=True)), "made no sound"),
    "not a number": (lambda folder: model(folder, piper_stand_in.graph(broken="nan")), "made no sound"),
    "letters": (lambda folder: told(folder, phoneme_type="text"), "not supported"),
    "other language": (lambda folder: told(folder, espeak={"voice": "khong-co"}), "no such voice"),
    "knows nothing": (
        lambda folder: told(folder, phoneme_id_map={"^": [1], "$": [2], "_": [0]}),
        "that last",
    ),
}


@pytest.mark.parametrize("how", sorted(DAMAGED))
def test_files_that_are_no_voice_are_named_and_nothing_is_written(tmp_path: Path, how: str) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "out").mkdir()
    damage, said = DAMAGED[how]
    damage(tmp_path / "voices")
    with pytest.raises(EngineFailed) as failure:
        Piper(PiperFolder(tmp_path / "voices")).say(WORDS, tmp_path / "out" / "one.wav")
    assert said in failure.value.said(Language.EN)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_loud_model_is_made_quieter_not_clipped(tmp_path: Path) -> None:
    piper_stand_in.voice(tmp_path, "vi").write_bytes(piper_stand_in.graph(broken="loud"))
    samples = say(Piper(PiperFolder(tmp_path)), tmp_path / "one.wav")
    assert np.abs(samples).max() == pytest.approx(LOUDEST, abs=0.01)
    assert np.mean(np.abs(samples) > LOUDEST - 0.01) < 0.05


def test_a_process_that_takes_too_long_is_killed(piper_home: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="không xong"):
        Piper(PiperFolder(piper_home, deadline_s=0.01)).say(WORDS, tmp_path / "one.wav")


def test_without_onnxruntime_it_says_what_to_install(
    piper_voice: Piper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the extra is not installed: no other part of the service asks for it."""
    real = metadata.distribution

    def without(name: str) -> metadata.Distribution:
        if name == "onnxruntime":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "distribution", without)
    for wish in (lambda: piper_voice.voice, lambda: piper_voice.say(WORDS, tmp_path / "one.wav")):
        with pytest.raises(EngineFailed, match="pip install onnxruntime"):
            wish()


def run_child(*arguments: str, job: bytes = b"{}", before: str = "") -> subprocess.CompletedProcess[bytes]:
    run = "sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    code = f"import sys, runpy\n{before}\n{run}"
    command = [sys.executable, "-I", "-c", code, piper_child.__file__, *arguments]
    return subprocess.run(command, input=job, capture_output=True, timeout=60)


def test_the_child_tells_what_is_missing_by_its_status(piper_home: Path) -> None:
    model, parent = str(piper_home / "vi-anh-ba.onnx"), str(os.getpid())
    cut = run_child(model, "3", "20", parent)
    absent = run_child(model, "2", "20", parent, before="sys.modules['onnxruntime'] = None")
    orphan = run_child(model, "2", "20", "1")
    statuses = [each.returncode for each in (cut, absent, orphan)]
    assert statuses == [piper_child.CUT, piper_child.NO_RUNTIME, piper_child.CUT]
    assert cut.stdout == absent.stdout == orphan.stdout == b""
