"""Sản xuất tiếng đọc: from words to clips stored ready, each sentence spoken once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from broadcast.desk.studio import Studio
from broadcast.desk.watching import Watcher, in_parallel
from broadcast.errors import Fault
from broadcast.language import Language, Text
from broadcast.schedule import Announcing
from broadcast.sound.audio import Audio, NotAudio, read_wav
from broadcast.sound.pacing import paced
from broadcast.sound.piece import VERSION, store_ready
from broadcast.speech import Delivery, EngineFailed, Speaker, SpeechEngine, spoken_line
from broadcast.store.digest import digest

MAKE = 1
"""Version of how sentences become a clip: raise it when the sound changes."""

FALLBACK = "espeak"
"""The embedded engine: always there, so it takes over when another fails."""


@dataclass(frozen=True, slots=True)
class Announcers:
    """Phát thanh viên: one engine, speaking for each speaker of a station in the station's manner."""

    engine: str
    machine: SpeechEngine
    style: Announcing

    def speaking(self, speaker: Speaker, *, slow: bool) -> SpeechEngine:
        """The engine in that voice."""
        return self.machine.speaking(self.style.manner(self.engine, speaker, slow=slow))

    def voices(self, deliveries: Iterable[Delivery]) -> str:
        """The engine's own names of the voices that are heard, in their order."""
        heard = dict.fromkeys(speaker for each in deliveries for speaker in each.speakers)
        names = (self.speaking(speaker, slow=False).voice.name for speaker in sorted(heard))
        return ", ".join(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Spoken:
    """Deliveries spoken by one engine: `clips` gives the clip's key by the delivery's fingerprint.

    `fallback` says that the engine wished for failed, `why` how.
    """

    announcers: Announcers
    voice: str
    clips: Mapping[str, str]
    fallback: bool = False
    why: Text | None = None

    @property
    def engine(self) -> str:
        """The engine's name."""
        return self.announcers.engine


def speak_all(studio: Studio, deliveries: Iterable[Delivery], style: Announcing, watcher: Watcher) -> Spoken:
    """Speak all of `deliveries` with the first engine that can: a programme never changes engines unasked.

    Where an engine fails on one of them the next takes all, at last the embedded one; the result is marked.

    Raises:
        EngineFailed: the embedded engine failed as well.
        Stopped: the watcher asked for it.
    """
    each = tuple({delivery.fingerprint: delivery for delivery in deliveries}.values())
    failures: list[EngineFailed] = []
    for name in dict.fromkeys((*order_of(studio, style), FALLBACK)):
        announcers = announcers_of(studio, name, style)
        watcher.phase(Text(f"Đọc thành tiếng ({name})", f"Speaking ({name})"), len(each))
        try:
            keys = in_parallel(lambda one: _clip(studio, announcers, one), each, watcher, studio.workers)  # noqa: B023
        except EngineFailed as failure:
            failures.append(failure)
            continue
        clips = dict(zip((delivery.fingerprint for delivery in each), keys, strict=True))
        return Spoken(announcers, announcers.voices(each), clips, bool(failures), _why(failures))
    raise failures[-1]


def spoken_before(studio: Studio, deliveries: Iterable[Delivery], style: Announcing, engine: str) -> Spoken:
    """What `engine` has spoken already of `deliveries`: what is missing is left out."""
    each, announcers = tuple(deliveries), announcers_of(studio, engine, style)
    keys = {delivery.fingerprint: clip_key(studio, announcers, delivery) for delivery in each}
    stored = {delivery: key for delivery, key in keys.items() if studio.clips.has(key)}
    return Spoken(announcers, announcers.voices(each), stored)


def order_of(studio: Studio, style: Announcing) -> tuple[str, ...]:
    """The engines that a station wishes for, in order; the operator's choice comes before its own."""
    return (studio.choice,) if studio.choice else style.engines


def announcers_of(studio: Studio, engine: str, style: Announcing) -> Announcers:
    """`engine` as a station of that `style` has it speak."""
    return Announcers(engine, studio.engines[engine], style)


def clip_key(studio: Studio, announcers: Announcers, delivery: Delivery) -> str:
    """The key of `delivery` by `announcers`: everything that changes its sound is in it."""
    lines = [
        (_sentence_key(announcers.speaking(line.speaker, slow=delivery.slow), line.words), line.pause_s)
        for line in delivery.lines
    ]
    return digest("speech", MAKE, VERSION, asdict(studio.profile), lines)


def _clip(studio: Studio, announcers: Announcers, delivery: Delivery) -> str:
    key = clip_key(studio, announcers, delivery)
    if not studio.clips.has(key):
        piece = store_ready(voiced(studio, announcers, delivery), studio.profile)
        studio.clips.put(key, piece.frames, piece.as_meta())
    return key


def voiced(studio: Studio, announcers: Announcers, delivery: Delivery) -> Audio:
    """The sound of `delivery`, not levelled yet.

    Raises:
        EngineFailed: the engine gave no usable sound.
    """
    spoken = [
        (_sentence(studio, announcers.speaking(line.speaker, slow=delivery.slow), line.words), line.pause_s)
        for line in delivery.lines
    ]
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
