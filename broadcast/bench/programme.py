"""The programme that is assembled in every way: spoken clips, stingers, music under the opening words.

The voice is real (espeak, through our own command), sentence by sentence as it comes out of the engine, so
that loudness and peaks are still to be repaired. Files are 16-bit WAV, which needs no decoder anywhere; clips
are 24 kHz mono, music is 44.1 kHz stereo, as stations get it (shared/sound.md measured the same).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path
from random import Random

import numpy as np
import soundfile

from broadcast.bench.texts import mixed
from broadcast.bench.weighing import ours
from broadcast.sound import scores
from broadcast.sound.audio import Audio, read_wav
from broadcast.sound.pacing import paced
from broadcast.sound.synthesis import RATE_HZ, Tune, performed
from broadcast.sound.wav import write_wav

CLIPS_AN_HOUR = 81
_SHORTEST_S, _LONGEST_S = 20.0, 60.0
_LETTERS_A_MINUTE = 600
_PAUSE_S = 0.35
_GAP_S = 0.6
_CLIPS_BETWEEN_STINGERS = 4

BED_DB = -18.0
"""Music under the opening words, below them."""


@dataclass(frozen=True, slots=True)
class Item:
    """One sound at its turn: silence of `gap_s` behind it, the bed under it or not."""

    file: str
    kind: str
    gap_s: float
    bed: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    """The sounds in their order, and the music for under the opening words."""

    items: tuple[Item, ...]
    bed: str

    @property
    def spoken(self) -> tuple[str, ...]:
        """The files of the spoken clips."""
        return tuple(item.file for item in self.items if item.kind == "item")

    def as_json(self) -> str:
        """For the scripts of the peers."""
        return json.dumps(asdict(self))

    def as_order(self) -> str:
        """For `broadcast mix`; without the bed, which lies under one clip only and was not made for it."""
        cues = [{"file": item.file, "kind": item.kind, "gap_s": item.gap_s} for item in self.items]
        return json.dumps({"cues": cues})


def written(folder: Path, minutes: float) -> Programme:
    """About `minutes` of programme as files in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    imaging = {
        tune.name: _tune(tune, folder)
        for tune in (scores.SIGNATURE, scores.STINGERS[0], scores.BED, scores.SIGN_OFF)
    }
    signature, stinger, bed, closing = imaging.values()
    items = [Item(signature, "signature", _GAP_S)]
    for number, clip in enumerate(_clips(folder, minutes)):
        if number % _CLIPS_BETWEEN_STINGERS == _CLIPS_BETWEEN_STINGERS - 1:
            items.append(Item(stinger, "stinger", _GAP_S))
        items.append(Item(clip, "item", _GAP_S, bed=number == 0))
    return Programme((*items, Item(closing, "closing", 0.0)), bed)


def _tune(tune: Tune, folder: Path) -> str:
    path = folder / f"{tune.name}.wav"
    soundfile.write(path, np.stack([performed(tune)] * 2, axis=1), RATE_HZ, subtype="PCM_16")
    return str(path)


def _clips(folder: Path, minutes: float) -> Iterator[str]:
    random = Random(1677)  # noqa: S311 - a benchmark, not a secret
    sentences = cycle(_sentences(folder, minutes))
    for number in range(round(CLIPS_AN_HOUR * minutes / 60)):
        wanted_s, parts, length_s = random.uniform(_SHORTEST_S, _LONGEST_S), list[tuple[Audio, float]](), 0.0
        while length_s < wanted_s:
            sentence = read_wav(next(sentences))
            if length_s + sentence.duration_s <= _LONGEST_S:
                parts.append((sentence, _PAUSE_S))
                length_s += sentence.duration_s + _PAUSE_S
            elif length_s >= _SHORTEST_S:
                break
        path = folder / f"clip-{number:03}.wav"
        write_wav(paced(parts), path)
        yield str(path)


def _sentences(folder: Path, minutes: float) -> Sequence[Path]:
    """What the engine said, sentence by sentence, not levelled."""
    text, data = folder / "text.txt", folder / "speaking"
    text.write_text(mixed(round(_LETTERS_A_MINUTE * minutes)), encoding="utf-8")
    ours("speak", text, "-o", folder / "speech.wav", "--data", data)
    return sorted((data / "speech").glob("*/*.wav"))
