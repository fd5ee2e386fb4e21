"""Sản xuất tiếng đọc: from words to clips stored ready, each sentence spoken once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from broadcast.desk import consent
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Stopped, Watcher, in_parallel
from broadcast.errors import Fault
from broadcast.language import Language, Text
from broadcast.schedule import Announcing
from broadcast.sound.audio import Audio, NotAudio, read_wav
from broadcast.sound.lame import LEAD_SAMPLES
from broadcast.sound.pacing import alike, paced, spans_s
from broadcast.sound.piece import VERSION, store_ready
from broadcast.speech import EngineFailed, Speaker, SpeechEngine, says_some, spoken_line
from broadcast.speech.delivery import Delivery
from broadcast.store.digest import digest
from broadcast.store.using import used

MAKE = 2
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

    def has_recorded(self, words: str, speaker: Speaker) -> bool:
        """Whether these are recordings that can be put together to `words`."""
        voice = self.speaking(speaker, slow=False)
        return says_some(voice) and voice.can_say(words)

    def voices(self, deliveries: Iterable[Delivery]) -> tuple[str, ...]:
        """The engine's own names of the voices that are heard; raises EngineFailed."""
        heard = {speaker for each in deliveries for speaker in each.speakers}
        return tuple(self.speaking(speaker, slow=False).voice.name for speaker in sorted(heard))


@dataclass(frozen=True, slots=True)
class Spoken:
    """Deliveries that were spoken: `clips` gives the clip's key by the delivery's fingerprint.

    All are by `announcers`, but for what a station's own announcer has recorded, which is `by` somebody else.
    `fallback` says that the engine wished for failed, `why` how. `waiting`: the rest waits until that engine
    answers or an approver lets a weaker one speak; this is why.
    """

    announcers: Announcers
    voice: str
    clips: Mapping[str, str]
    by: Mapping[str, Announcers]
    fallback: bool = False
    why: Text | None = None
    waiting: Text | None = None

    @property
    def engine(self) -> str:
        """The engine's name."""
        return self.announcers.engine

    def speaker_of(self, fingerprint: str) -> Announcers:
        """Who speaks that delivery."""
        return self.by.get(fingerprint, self.announcers)

    def clip_of(self, delivery: Delivery) -> str:
        """The key of its clip; raises NotConsented where it waits."""
        if delivery.fingerprint not in self.clips:
            raise not_consented(self)
        return self.clips[delivery.fingerprint]


def speak_all(studio: Studio, deliveries: Iterable[Delivery], style: Announcing, watcher: Watcher) -> Spoken:
    """Speak all of `deliveries` with the first engine that can: a programme never changes engines unasked.

    Where an engine fails on one of them the next takes all. The embedded one takes over unasked only for an
    emergency, or where an approver let it; else what is not spoken yet waits.

    Raises:
        EngineFailed: the embedded engine failed as well.
        Stopped: the watcher asked for it.
    """
    each = tuple({delivery.fingerprint: delivery for delivery in deliveries}.values())
    recorded = _recorded(studio, each, style, watcher)
    rest = [delivery for delivery in each if delivery.fingerprint not in recorded.clips]
    wished, failures = _machines(studio, style), list[EngineFailed]()
    for name in wished:
        with _noted(failures):
            return _spoken_by(studio, name, rest, style, watcher, recorded, failures)
    if FALLBACK in wished:
        raise failures[-1]
    if any(delivery.slow for delivery in rest) or consent.given(studio, wished[0]):
        return _spoken_by(studio, FALLBACK, rest, style, watcher, recorded, failures)
    return replace(spoken_before(studio, each, style, wished[0]), waiting=_why(failures))


def spoken_before(studio: Studio, deliveries: Iterable[Delivery], style: Announcing, engine: str) -> Spoken:
    """What `engine`, and the station's recordings, have spoken already: what is missing is left out."""
    each, clips, by = tuple(deliveries), dict[str, str](), dict[str, Announcers]()
    main = announcers_of(studio, engine, style)
    for delivery in each:
        for announcers in (*_own_announcers(studio, delivery, style), main):
            with suppress(EngineFailed):  # it must be asked who it is, and is away
                key = clip_key(studio, announcers, delivery)
                if studio.clips.has(key):
                    clips[delivery.fingerprint], by[delivery.fingerprint] = key, announcers
                    break
    return Spoken(main, _voices(each, by, main), clips, by)


@contextmanager
def _noted(failures: list[EngineFailed]) -> Iterator[None]:
    try:
        yield
    except EngineFailed as failure:
        failures.append(failure)


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What announcers have recorded; by fingerprint the keys of the clips, and who speaks."""

    deliveries: tuple[Delivery, ...]
    clips: Mapping[str, str]
    by: Mapping[str, Announcers]


def _recorded(studio: Studio, each: Sequence[Delivery], style: Announcing, watcher: Watcher) -> _Recorded:
    clips, by = dict[str, str](), dict[str, Announcers]()
    for delivery in each:
        for announcers in _own_announcers(studio, delivery, style):
            with suppress(EngineFailed):  # a machine says what cannot be composed after all
                if watcher.stopping():
                    raise Stopped
                clips[delivery.fingerprint] = _clip(studio, announcers, delivery)
                by[delivery.fingerprint] = announcers
                break
    return _Recorded(tuple(one for one in each if one.fingerprint in clips), clips, by)


def _own_announcers(studio: Studio, delivery: Delivery, style: Announcing) -> Iterator[Announcers]:
    """The engines of the station that say some sentences only, where they can say all of these."""
    for name in order_of(studio, style):
        announcers = announcers_of(studio, name, style)
        if all(announcers.has_recorded(line.words, line.speaker) for line in delivery.lines):
            yield announcers


def _machines(studio: Studio, style: Announcing) -> tuple[str, ...]:
    """The engines wished for that can say everything; an operator who chose one takes what comes after."""
    wished = [name for name in order_of(studio, style) if not says_some(studio.engines[name])]
    return tuple(dict.fromkeys((*wished, FALLBACK) if studio.choice or not wished else wished))


def _spoken_by(  # noqa: PLR0917
    studio: Studio,
    name: str,
    rest: Sequence[Delivery],
    style: Announcing,
    watcher: Watcher,
    recorded: _Recorded,
    failures: Sequence[EngineFailed],
) -> Spoken:
    announcers = announcers_of(studio, name, style)
    watcher.phase(Text(f"Đọc thành tiếng ({name})", f"Speaking ({name})"), len(rest))
    keys = in_parallel(lambda one: _clip(studio, announcers, one), rest, watcher, studio.workers)
    clips = dict(zip((delivery.fingerprint for delivery in rest), keys, strict=True))
    voice = _voices([*rest, *recorded.deliveries], recorded.by, announcers)
    return Spoken(announcers, voice, {**clips, **recorded.clips}, recorded.by, bool(failures), _why(failures))


def _voices(each: Sequence[Delivery], by: Mapping[str, Announcers], main: Announcers) -> str:
    """The names of all voices that are heard; what an engine that is away would be called is left out."""
    names: dict[str, None] = {}
    for announcers in {main.engine: main, **{other.engine: other for other in by.values()}}.values():
        said = [one for one in each if by.get(one.fingerprint, main).engine == announcers.engine]
        with suppress(EngineFailed):
            names |= dict.fromkeys(announcers.voices(said))
    return ", ".join(names)


class NotConsented(EngineFailed):
    """The engine that the station wishes for is away, and nobody has let a weaker one speak."""


def not_consented(spoken: Spoken) -> NotConsented:
    """Why something waits, and what an approver may do."""
    why = spoken.waiting or Text("", "")
    return NotConsented(
        Fault(
            Text(f"chờ máy đọc {spoken.engine}: {why.vi}", f"waits for the engine {spoken.engine}: {why.en}"),
            Text(
                f"sửa máy đọc ấy, hoặc người duyệt đồng ý cho {FALLBACK} đọc thay ở trang đầu",
                f"mend that engine, or have an approver let {FALLBACK} speak instead, on the front page",
            ),
        )
    )


def order_of(studio: Studio, style: Announcing) -> tuple[str, ...]:
    """The engines that a station wishes for, in order; the operator's choice comes before its own."""
    return (studio.choice,) if studio.choice else style.engines


def waits_for_others(studio: Studio, style: Announcing) -> bool:
    """Whether an engine that is not always there is asked first for a station of that `style`."""
    return _machines(studio, style)[0] != FALLBACK


def announcers_of(studio: Studio, engine: str, style: Announcing) -> Announcers:
    """`engine` as a station of that `style` has it speak."""
    return Announcers(engine, studio.engines[engine], style)


def clip_key(studio: Studio, announcers: Announcers, delivery: Delivery) -> str:
    """The key of `delivery` by `announcers`: everything that changes its sound is in it."""
    lines = [
        (_sentence_key(announcers.speaking(line.speaker, slow=delivery.slow), line.words), line.pause_s)
        for line in delivery.lines
    ]
    whose = [line.speaker for line in delivery.lines] if len(delivery.speakers) > 1 else []
    return digest("speech", MAKE, VERSION, asdict(studio.profile), lines, whose)


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
    return paced(_sentences(studio, announcers, delivery), studio.profile.rate_hz)


def line_spans(studio: Studio, announcers: Announcers, delivery: Delivery) -> list[tuple[float, float]]:
    """From when to when each line of `delivery` is heard in its clip, in seconds; raises EngineFailed."""
    rate_hz = studio.profile.rate_hz
    lead_s = LEAD_SAMPLES / rate_hz
    spans = spans_s(_sentences(studio, announcers, delivery), rate_hz)
    return [(lead_s + start, lead_s + end) for start, end in spans]


def _sentences(studio: Studio, announcers: Announcers, delivery: Delivery) -> list[tuple[Audio, float]]:
    """What is said, each speaker as loud as the first, with the pauses after it."""
    said = [
        _sentence(studio, announcers.speaking(line.speaker, slow=delivery.slow), line.words)
        for line in delivery.lines
    ]
    even = alike(said, [line.speaker for line in delivery.lines])
    return list(zip(even, [line.pause_s for line in delivery.lines], strict=True))


def _sentence(studio: Studio, engine: SpeechEngine, words: str) -> Audio:
    path = _sentence_path(studio, _sentence_key(engine, words))
    try:
        used(path, studio.now())
        return read_wav(path)
    except FileNotFoundError:
        pass
    except NotAudio:  # a power cut can leave an empty file behind a rename: speak it again
        path.unlink(missing_ok=True)
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
