"""Chromium plays what was joined: the right length, each sound as it was alone, and where one seeks to."""

import base64
import io
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Browser
from test_browser import CHROMIUM, browser

from broadcast.sound.audio import Audio
from broadcast.sound.join import Placed, Tags, join
from broadcast.sound.piece import Piece, store_ready
from broadcast.sound.profile import Profile

__all__ = ["browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]

TONES_HZ = (400, 1_000, 2_500, 5_000)
TONE_S, GAP_S = 1.5, 0.3
STARTS_S = [0.08 + number * (TONE_S + GAP_S) for number in range(len(TONES_HZ))]
LSB = 1 / 32_768

DECODED = """async base64 => {
  const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
  const sound = await new OfflineAudioContext(1, 1, 24000).decodeAudioData(bytes.buffer);
  return Array.from(sound.getChannelData(0));
}"""

HEARD_AT = """async ([base64, seconds]) => {
  const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
  const audio = new Audio(URL.createObjectURL(new Blob([bytes], { type: "audio/mpeg" })));
  await new Promise((ready, failed) => { audio.onloadedmetadata = ready; audio.onerror = failed; });
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 2048, smoothingTimeConstant: 0 });
  context.createMediaElementSource(audio).connect(analyser).connect(context.destination);
  const heard = [];
  for (const second of seconds) {
    audio.currentTime = second;
    await new Promise(arrived => { audio.onseeked = arrived; });
    await audio.play();
    while (audio.currentTime < second + 0.4) await new Promise(requestAnimationFrame);
    const levels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(levels);
    audio.pause();
    heard.push(levels.indexOf(Math.max(...levels)) * context.sampleRate / analyser.fftSize);
  }
  return [audio.duration, heard];
}"""


def tone(hz: int) -> Audio:
    t = np.arange(round(TONE_S * 24_000)) / 24_000
    return Audio((0.2 * np.sin(2 * np.pi * hz * t)).astype(np.float32), 24_000)


@pytest.fixture(scope="module")
def pieces() -> list[Piece]:
    return [store_ready(tone(hz), Profile()) for hz in TONES_HZ]


@pytest.fixture(scope="module")
def joined(pieces: list[Piece], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A programme of tones, and how long it is said to be."""
    folder = tmp_path_factory.mktemp("joined")
    placed = []
    for number, (piece, starts_s) in enumerate(zip(pieces, STARTS_S, strict=True)):
        file = folder / f"{number}.mp3"
        file.write_bytes(piece.frames)
        placed.append(Placed.of(file, piece.as_meta(), starts_s))
    made = join(placed, folder / "whole.mp3", Tags("Thử"), Profile())
    return folder / "whole.mp3", made.duration_s


def test_chromium_decodes_every_sound_as_it_was_alone(
    joined: tuple[Path, float], pieces: list[Piece], browser: Browser
) -> None:
    file, duration_s = joined
    page = browser.new_page()
    whole = np.array(page.evaluate(DECODED, base64.b64encode(file.read_bytes()).decode()), np.float32)
    page.close()
    assert whole.size == round(duration_s * 24_000)
    at = round(STARTS_S[0] * 24_000)
    for piece, starts_s in zip(pieces, STARTS_S, strict=True):
        alone, _ = soundfile.read(io.BytesIO(piece.frames), dtype="float32")
        own = alone[round(piece.lead_s * 24_000) :][: round(TONE_S * 24_000)]
        near = range(max(0, round((starts_s - 0.013) * 24_000)), round((starts_s + 0.013) * 24_000))
        at = min(near, key=lambda at: float(np.abs(whole[at : at + 400] - own[:400]).max()))
        assert np.abs(whole[at : at + own.size] - own).max() <= LSB


def test_chromium_knows_the_length_and_seeks_to_the_right_sound(
    joined: tuple[Path, float], browser: Browser
) -> None:
    file, duration_s = joined
    page = browser.new_page()
    asked = [STARTS_S[number] + 0.2 for number in (3, 1, 2, 0)]
    told, heard = page.evaluate(HEARD_AT, [base64.b64encode(file.read_bytes()).decode(), asked])
    page.close()
    assert told == pytest.approx(duration_s, abs=0.001)
    assert heard == pytest.approx([TONES_HZ[number] for number in (3, 1, 2, 0)], abs=30)
