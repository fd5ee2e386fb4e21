"""Equipment: every engine has its place, and one that is not set up says what is missing."""

import os
from pathlib import Path
from typing import get_args

import pytest

from broadcast.adapters.speech.fpt import FptSpeech
from broadcast.adapters.speech.piper import Piper
from broadcast.adapters.speech.wyoming import Wyoming
from broadcast.bootstrap import engines, equip
from broadcast.errors import Invalid
from broadcast.files.schedule_models import Engine
from broadcast.settings import ENGINES, PROJECT, Settings, choose
from broadcast.speech import EngineFailed, Manner, Speaker

SET = {"FPT_KEY": "abc123", "WYOMING": "tcp://127.0.0.1:10200", "PIPER": "voices", "PIPER_WOMAN": "vi-a"}


def test_the_engines_of_settings_schedule_and_studio_are_the_same() -> None:
    assert tuple(engines(choose({}, {}))) == ENGINES == get_args(Engine)


@pytest.mark.parametrize(
    ("name", "setting"), [("fpt", "FPT_KEY"), ("wyoming", "WYOMING"), ("piper", "PIPER")]
)
def test_an_engine_that_is_not_set_up_names_its_setting(tmp_path: Path, name: str, setting: str) -> None:
    engine = engines(choose({}, {}))[name]
    for wish in (lambda: engine.voice, lambda: engine.say("Xin chào.", tmp_path / "one.wav")):
        with pytest.raises(EngineFailed, match=f"máy đọc {name} chưa được cài đặt: thiếu {setting};"):
            wish()
    assert engine.speaking(Manner(Speaker.WOMAN)) == engine
    assert list(tmp_path.iterdir()) == []


def test_phrases_stand_in_the_house(tmp_path: Path) -> None:
    engine = engines(choose({"house": str(tmp_path)}, {}))["recorded"]
    with pytest.raises(EngineFailed, match=str(tmp_path / "phrases")):
        _ = engine.voice


def test_settings_set_engines_up() -> None:
    equipped = engines(choose({}, SET))
    kinds = tuple(type(equipped[name]) for name in ("fpt", "wyoming", "piper"))
    assert kinds == (FptSpeech, Wyoming, Piper)


@pytest.mark.parametrize("wrong", [{"WYOMING": "http://x:1"}, {"FPT_KEY": "hai chữ"}])
def test_a_setting_that_is_wrong_is_refused_at_the_start(wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid, match=next(iter(wrong))):
        engines(choose({}, wrong))


def test_what_the_plotting_library_keeps_stands_in_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MPLCONFIGDIR", "elsewhere")  # so that it is put back afterwards
    monkeypatch.delenv("MPLCONFIGDIR")
    equip(Settings(house=PROJECT, data=tmp_path)).database.close()
    assert os.environ["MPLCONFIGDIR"] == str(tmp_path / "matplotlib")
