"""Sản xuất tiếng đọc: from words to clips stored ready, each sentence spoken once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from broadcast.desk.studio import Studio
from broadcast.desk.watching import Watcher, in_parallel
from broadcast.errors import Fault
from broadcast.language import Language, Text
from broadcast.reading import Reading
from broadcast.sound.audio import Audio, NotAudio, read_wav
from broadcast.sound.pacing import paced
from broadcast.sound.piece import store_ready
from broadcast.speech import EngineFailed, SpeechEngine, spoken_line
from broadcast.store.digest import digest

MAKE = 1
"""Version of how sentences become a clip: raise it when the sound changes."""

FALLBACK = "espeak"
"""The embedded engine: always there, so it takes over when another fails."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Readings spoken by one engine: `clips` gives the clip's key by the reading's fingerprint.

    `fallback` says that the engine wished for failed, `why` how.
    """

    engine: str
    voice: str
    clips: Mapping[str, str]
    fallback: bool = False
    why: Text | None = None


def speak_all(studio: Studio, readings: Iterable[Reading], order: Sequence[str], watcher: Watcher) -> Spoken:
    """Speak all of `readings` with the first engine of `order` that can: a programme never mixes voices.

    Where an engine fails on one of them the next takes all, at last the embedded one; the result is marked.

    Raises:
        EngineFailed: the embedded engine failed as well.
        Stopped: the watcher asked for it.
    """
    each = tuple({reading.fingerprint: reading for reading in readings}.values())
    failures: list[EngineFailed] = []
    for name in dict.fromkeys((*order, FALLBACK)):
        engine = studio.engines[name]
        watcher.phase(Text(f"Đọc thành tiếng ({name})", f"Speaking ({name})"), len(each))
        try:
            keys = in_parallel(lambda reading: _clip(studio, engine, reading), each, watcher, studio.workers)  # noqa: B023
        except EngineFailed as failure:
            failures.append(failure)
            continue
        clips = dict(zip((reading.fingerprint for reading in each), keys, strict=True))
        return Spoken(name, engine.voice.name, clips, bool(failures), _why(failures))
    raise failures[-1]


def spoken_before(studio: Studio, readings: Iterable[Reading], engine: str) -> Spoken:
    """What `engine` has spoken already of `readings`; nothing is spoken now, what is missing is left out."""
    keys = {reading.fingerprint: clip_key(studio, studio.engines[engine], reading) for reading in readings}
    stored = {reading: key for reading, key in keys.items() if studio.clips.has(key)}
    return Spoken(engine, studio.engines[engine].voice.name, stored)


def clip_key(studio: Studio, engine: SpeechEngine, reading: Reading) -> str:
    """The key of `reading` in the voice of `engine`: everything that changes its sound is in it."""
    sentences = [(_sentence_key(engine, sentence.words), sentence.pause_s) for sentence in reading.sentences]
    return digest("speech", MAKE, asdict(studio.profile), sentences)


def _clip(studio: Studio, engine: SpeechEngine, reading: Reading) -> str:
    key = clip_key(studio, engine, reading)
    if not studio.clips.has(key):
        piece = store_ready(voiced(studio, engine, reading), studio.profile)
        studio.clips.put(key, piece.frames, piece.as_meta())
    return key


def voiced(studio: Studio, engine: SpeechEngine, reading: Reading) -> Audio:
    """The words of `reading` in the voice of `engine`, not levelled yet.

    Raises:
        EngineFailed: it gave no usable sound.
    """
    spoken = [(_sentence(studio, engine, each.words), each.pause_s) for each in reading.sentences]
    return paced(spoken, studio.profile.rate_hz)


def _sentence(studio: Studio, engine: SpeechEngine, words: str) -> Audio:
    path = _sentence_path(studio, _sentence_key(engine, words))
    if path.exists():
        try:
            return read_wav(path)
        except NotAudio:  # a power cut can leave an empty file behind a rename: speak it again
            path.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    engine.say(words, path)
    return read_wav(path)


def _sentence_path(studio: Studio, key: str) -> Path:
    return studio.speech / key[:2] / f"{key}.wav"


def _sentence_key(engine: SpeechEngine, words: str) -> str:
    return digest("sentence", asdict(engine.voice), spoken_line(words))


def _why(failures: Sequence[EngineFailed]) -> Text | None:
    faults: list[Fault] = [fault for failure in failures for fault in failure.faults]
    if not faults:
        return None
    return Text(*("; ".join(fault.what.said(language) for fault in faults) for language in Language))
