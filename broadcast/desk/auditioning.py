"""Nghe thử: what a script of people says and sounds like as it stands, spoken now if it never was."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from broadcast.desk.house import House
from broadcast.desk.intake import examination_of, sha256_of
from broadcast.desk.speaking import line_spans, speak_all
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.reading import Reading, read_document
from broadcast.schedule import Announcing, Schedule
from broadcast.script import BadManuscript, Manuscript
from broadcast.sound.examination import Examination
from broadcast.speech.delivery import Delivery, delivered
from broadcast.store.scripts import Entry


@dataclass(frozen=True, slots=True)
class Heard:
    """What a script sounds like: the clip's key, its file, its length, the hash of its bytes.

    `loudness_lufs` is what was measured after levelling, None for silence; `peaks` its waveform, ten values a
    second (255 is full scale). `examination`: what was found in ready audio as it came in, None where it was
    spoken.
    """

    key: str
    file: Path
    duration_s: float
    sha256: str
    loudness_lufs: float | None
    peaks: bytes
    examination: Examination | None = None


def heard(studio: Studio, house: House, entry: Entry) -> Heard:
    """The sound of a script as it stands, spoken now if it never was.

    Raises:
        EngineFailed: no engine gave sound.
        BadManuscript: there is not one word to speak.
    """
    return heard_clip(studio, entry.manuscript.sound or _spoken(studio, house, entry))


@dataclass(frozen=True, slots=True)
class Timed:
    """A sentence of the reading (its number, from 0), and from when to when it is heard, in seconds."""

    sentence: int
    from_s: float
    until_s: float


def timed(studio: Studio, house: House, entry: Entry) -> tuple[Timed, ...]:
    """When each sentence is heard in the clip; what is said twice is there twice; nothing for ready audio."""
    if entry.manuscript.sound is not None:
        return ()
    delivery, style = delivery_of(house, entry, studio.today())
    announcers = speak_all(studio, [delivery], style, Nobody()).speaker_of(delivery.fingerprint)
    number = len(read(entry.manuscript, house.schedule).sentences)
    spans = line_spans(studio, announcers, delivery)
    again = len(spans) == 2 * number + 1  # with the words between that announce it
    numbers = [*range(number), -1, *range(number)] if again else list(range(number))
    return tuple(
        Timed(sentence, round(start, 3), round(end, 3))
        for sentence, (start, end) in zip(numbers, spans, strict=True)
        if sentence >= 0
    )


def _spoken(studio: Studio, house: House, entry: Entry) -> str:
    delivery, style = delivery_of(house, entry, studio.today())
    if not delivery.lines:
        raise BadManuscript(Fault(_NO_WORDS, _WRITE_WORDS))
    return speak_all(studio, [delivery], style, Nobody()).clip_of(delivery)


def delivery_of(house: House, entry: Entry, day: date) -> tuple[Delivery, Announcing]:
    """As the first of its stations says it on `day`; the first of all, where it names none that is known."""
    reading = read(entry.manuscript, house.schedule)
    return delivery_as(house, entry.manuscript, entry.id, reading, day)


def delivery_as(
    house: House, manuscript: Manuscript, name: str, reading: Reading, day: date
) -> tuple[Delivery, Announcing]:
    """The same of a manuscript that would have the id `name`, and its reading."""
    script = manuscript.script(name)
    style = house.style(script, day)
    return delivered(script, reading, style.speakers), style


def read(manuscript: Manuscript, schedule: Schedule) -> Reading:
    """What will be spoken of it as the district reads: nothing, when it was handed in as audio."""
    policy = schedule.district_reading
    return read_document("" if manuscript.sound else manuscript.text, policy)


def heard_clip(studio: Studio, key: str) -> Heard:
    """A stored clip to listen to; raises NoSuchClip."""
    meta, file = studio.clips.meta(key), studio.clips.path(key)
    loudness, peaks = meta["loudness_lufs"], bytes(meta["peaks"])
    length_s, found = float(meta["duration_s"]), examination_of(meta)
    return Heard(key, file, length_s, sound_hash(file), loudness, peaks, found)


def sound_hash(file: Path) -> str:
    """SHA-256 (hex) of a clip's frames."""
    return sha256_of(file)


_NO_WORDS = Text("bài không có lời nào để đọc", "there is nothing to say in it")
_WRITE_WORDS = Text("viết bài bằng chữ", "write it in words")
