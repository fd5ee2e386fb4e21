"""Piper voices, driven by onnxruntime: a model file of the operator's, phonemes by espeak-ng.

The package piper-tts is under the GPL since 1.3 and is not used: a voice needs its phonemes, which our own
espeak process gives, and its graph, which onnxruntime (MIT) runs in another. For the Vietnamese of this
project the phonemes are those of piper-tts 1.8.0 (116 of 117 sentences compared). No real model was ever run
here: a generated graph stands in for one.
"""

import json
import math
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from pydantic import BaseModel, Field, ValidationError

from broadcast.adapters.speech import piper_child
from broadcast.adapters.speech.child import answered
from broadcast.adapters.speech.phonemes import phonemes
from broadcast.adapters.speech.take import Take, believed, write
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.speech import EngineFailed, Manner, Speaker, Voice, spoken_line

DEADLINE_S = 120.0
"""Seconds for one sentence, loading the model included (60 MB take about a second; a Raspberry Pi, ten)."""

SYLLABLES_PER_S = 4.0
"""Assumed, to judge lengths: each voice has its own pace."""

SLOWEST, FASTEST = 0.5, 2.0
"""Paces beyond which such a model slurs (assumed)."""

LOUDEST = 0.95
"""Of full scale: a sentence that peaks above it is made quieter, for models are not clipped."""

ADAPTER = 1
"""Version of how phonemes become ids and samples: raise it when the sound changes."""

_BEGIN, _END, _PAD = "^", "$", "_"
_HOW = Text(
    "cài thêm: .venv/bin/python -m pip install onnxruntime==1.32.0",
    "install it: .venv/bin/python -m pip install onnxruntime==1.32.0",
)
_CHECK = Text(
    "kiểm tra tệp giọng trong PIPER, hoặc tải lại", "check the voice's files in PIPER, or fetch them again"
)
_NO_RUNTIME = Text(
    "piper cần gói onnxruntime, chưa được cài", "piper needs the package onnxruntime, which is missing"
)
_STATUSES = {
    piper_child.CUT: Text("câu đến piper bị đứt", "the words broke off on their way to piper"),
    piper_child.NO_RUNTIME: Text("piper không nạp được onnxruntime", "piper cannot load onnxruntime"),
    piper_child.NO_MODEL: Text("piper không mở được tệp giọng", "piper cannot open the voice's model"),
    piper_child.NO_SOUND: Text("piper không đọc được câu này", "piper made no sound of this sentence"),
}


class _Audio(BaseModel):
    sample_rate: int = Field(ge=8_000, le=48_000)


class _Espeak(BaseModel):
    voice: str


class _Inference(BaseModel):
    noise_scale: float = 0.667
    length_scale: float = Field(default=1.0, gt=0)
    noise_w: float = 0.8


class _Config(BaseModel):
    """What stands in a voice's .onnx.json."""

    audio: _Audio
    espeak: _Espeak
    phoneme_type: str = "espeak"
    phoneme_id_map: dict[str, list[int]]
    num_speakers: int = 1
    speaker_id_map: dict[str, int] = Field(default_factory=dict)
    inference: _Inference = _Inference()


@dataclass(frozen=True, slots=True)
class Model:
    """A voice on disk; `mark` is a digest of both files."""

    path: Path
    config: _Config
    mark: str


class PiperFolder:
    """The voices in `place`, a folder or one .onnx file, each with its .onnx.json beside it.

    `names` are the voices for woman and man, for manners that name none. Threads may share it.
    """

    def __init__(
        self,
        place: Path,
        *,
        names: Mapping[Speaker, str] | None = None,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._place, self._names, self._deadline_s = place, dict(names or {}), deadline_s
        self._read: dict[tuple[object, ...], Model] = {}
        self._reading = threading.Lock()

    @cached_property
    def made_by(self) -> tuple[str, str]:
        """The versions of what runs a model and of what gives it its phonemes.

        Raises:
            EngineFailed: onnxruntime is not installed.
        """
        try:
            return version("onnxruntime"), version("espeakng-loader")
        except PackageNotFoundError as error:
            raise EngineFailed(Fault(_NO_RUNTIME, _HOW)) from error

    def title(self, manner: Manner) -> str:
        """The voice for `manner`, NAME or NAME/SPEAKER: by its name, the settings', else the first."""
        return manner.name or self._names.get(manner.speaker, "") or next(iter(self._files()))

    def model(self, title: str) -> tuple[Model, int | None]:
        """The model of a voice, and the number of its speaker (None: it has one).

        Raises:
            EngineFailed: there is no such voice, or its files are damaged.
        """
        name, _, speaker = title.partition("/")
        files = self._files()
        if name not in files:
            raise EngineFailed(_no_voice(title, files))
        model = self._model(files[name])
        speakers = model.config.speaker_id_map
        if model.config.num_speakers <= 1 and not speaker:
            return model, None
        if speaker and speaker not in speakers:
            raise EngineFailed(_no_voice(title, [f"{name}/{each}" for each in speakers] or [name]))
        return model, speakers.get(speaker, 0)

    def spoken(self, model: Model, job: Mapping[str, object]) -> Take:
        """What the model makes of a job (see piper_child).

        Raises:
            EngineFailed: onnxruntime is missing, the model is unusable, or it takes too long.
        """
        written = json.dumps(job).encode()
        figures = map(str, (len(written), math.ceil(self._deadline_s), os.getpid()))
        samples = answered(
            [sys.executable, "-I", piper_child.__file__, str(model.path.absolute()), *figures],
            written,
            name="piper",
            deadline_s=self._deadline_s,
            statuses=_STATUSES,
            remedy=_CHECK,
        )
        return Take(_limited(np.frombuffer(samples, "<f4")), model.config.audio.sample_rate)

    def _files(self) -> dict[str, Path]:
        place = self._place
        found = [place] if place.is_file() else sorted(place.glob("*.onnx"))
        if not found:
            what = Text(
                f"không có giọng piper (.onnx) trong {place}", f"there is no piper voice (.onnx) in {place}"
            )
            raise EngineFailed(Fault(what, _CHECK))
        return {path.stem: path for path in found}

    def _model(self, path: Path) -> Model:
        told = path.with_name(f"{path.name}.json")
        try:
            seen = tuple((each.stat().st_size, each.stat().st_mtime_ns) for each in (path, told))
            with self._reading:
                if (path, seen) not in self._read:
                    self._read[path, seen] = _loaded(path, told)
                return self._read[path, seen]
        except (OSError, ValidationError) as error:
            what = Text(
                f"tệp giọng {told.name} thiếu hoặc hỏng",
                f"the voice's file {told.name} is missing or damaged",
            )
            raise EngineFailed(Fault(what, _CHECK)) from error


@dataclass(frozen=True, slots=True)
class Piper:
    """Speaks with a voice of `folder`, at a pace. Threads may share it: each sentence has its processes."""

    folder: PiperFolder
    manner: Manner = field(default_factory=Manner)

    @property
    def voice(self) -> Voice:
        """The voice, with a digest of its files and the versions of what runs it.

        Raises:
            EngineFailed: there is no such voice, or onnxruntime is not installed.
        """
        title = self.folder.title(self.manner)
        model, _ = self.folder.model(title)
        made_by = "/".join((model.mark, *self.folder.made_by, str(ADAPTER)))
        return Voice("piper", title, made_by, round(self._per_s * 60))

    def speaking(self, manner: Manner) -> "Piper":
        """Another voice or pace; a model knows no pitch."""
        return Piper(self.folder, manner)

    def say(self, words: str, to: Path) -> None:
        """Write `words` to `to` (see the port).

        Raises:
            EngineFailed: the voice is missing or unusable, or gave sound that cannot be these words.
            OSError: the disk does not take it.
        """
        line = spoken_line(words)
        _ = self.folder.made_by  # without it the model's files are not even looked at
        model, speaker = self.folder.model(self.folder.title(self.manner))
        scales = model.config.inference
        job = {
            "sentences": [_ids(sentence, model.config) for sentence in _sentences(line, model.config)],
            "scales": [scales.noise_scale, scales.length_scale / self._pace, scales.noise_w],
            "speaker": speaker,
        }
        write(believed(self.folder.spoken(model, job), line, self._per_s), to)

    @property
    def _pace(self) -> float:
        return min(max(self.manner.pace, SLOWEST), FASTEST)

    @property
    def _per_s(self) -> float:
        return SYLLABLES_PER_S * self._pace


def _loaded(path: Path, told: Path) -> Model:
    written = told.read_bytes()
    with path.open("rb") as file:
        mark = sha256(written)
        while block := file.read(1 << 20):
            mark.update(block)
    return Model(path, _Config.model_validate_json(written), mark.hexdigest()[:16])


def _sentences(line: str, config: _Config) -> tuple[str, ...]:
    if config.phoneme_type != "espeak":
        what = Text(
            f"giọng piper này dùng âm kiểu «{config.phoneme_type}», chưa dùng được",
            f"this piper voice wants «{config.phoneme_type}» phonemes, which are not supported",
        )
        raise EngineFailed(Fault(what, Text("chọn giọng dùng espeak", "choose a voice that uses espeak")))
    return phonemes(line, config.espeak.voice)


def _ids(sentence: str, config: _Config) -> list[int]:
    """Phonemes as the model's numbers, each followed by a pad; what the model does not know is left out."""
    known = config.phoneme_id_map
    pad = known.get(_PAD, [])
    said = [number for each in sentence if each in known for number in (*known[each], *pad)]
    return [*known.get(_BEGIN, []), *pad, *said, *known.get(_END, [])]


def _limited(samples: np.ndarray) -> np.ndarray:
    """The samples in 16 bit, made quieter where they would clip."""
    peak = float(np.abs(samples).max(initial=0.0))
    return (samples * (min(1.0, LOUDEST / peak) if peak else 1.0) * 32_767).astype(np.int16)


def _no_voice(title: str, known: Sequence[str] | Mapping[str, object]) -> Fault:
    listed = ", ".join(known)
    return Fault(
        Text(f"piper không có giọng «{title}»", f"piper has no voice «{title}»"),
        Text(f"chọn một trong: {listed}", f"choose one of: {listed}"),
    )
