import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcast.doors.cli.sounding import measure
from broadcast.language import Language

RATE_HZ = 24_000


def said(folder: Path, samples: np.ndarray, language: Language, capsys: pytest.CaptureFixture[str]) -> str:
    soundfile.write(folder / "a.wav", samples, RATE_HZ, subtype="FLOAT")
    measure(folder / "a.wav", as_json=False, language=language)
    return capsys.readouterr().out.strip()


@pytest.mark.parametrize(("language", "word"), [(Language.VI, "im lặng"), (Language.EN, "silence")])
def test_silence_is_said_in_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: Language, word: str
) -> None:
    assert said(tmp_path, np.zeros(4 * RATE_HZ), language, capsys) == f"{word}, 4.000 s"


def test_what_is_softer_than_the_gate_is_said_to_be_below_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    soft = 10 ** (-90 / 20) * np.sin(2 * np.pi * 1_000 * np.arange(4 * RATE_HZ) / RATE_HZ)
    line = said(tmp_path, soft, Language.EN, capsys)
    assert line.startswith("< -70.0 LUFS, 0.0 LU, -93.")
    assert "inf" not in line


def test_sound_is_said_in_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tone = 0.1 * np.sin(2 * np.pi * 1_000 * np.arange(4 * RATE_HZ) / RATE_HZ)
    assert said(tmp_path, tone, Language.VI, capsys).startswith(
        "-23.0 LUFS, 0.0 LU, -23.0 / -23.0 LUFS, -20.0 dBTP"
    )


def test_mixing_does_not_wait_for_readings_tables_or_filters() -> None:
    code = "import sys, broadcast.__main__, broadcast.doors.cli.sounding; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "broadcast.desk.mixing" in loaded
    assert not loaded & {
        "broadcast.reading",
        "sqlalchemy",
        "pydantic",
        "yaml",
        "scipy",
        "fastapi",
        "pydub",
        "PIL",
    }
