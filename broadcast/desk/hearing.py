"""Nghe bài: the sound of a script on file, if it was spoken already, and what was found in a recording."""

from collections.abc import Iterator, Sequence

from broadcast.desk.auditioning import Heard, heard_clip
from broadcast.desk.findings import Finding, findings
from broadcast.desk.house import House, Reviewed
from broadcast.desk.intake import examination_of
from broadcast.desk.speaking import FALLBACK, order_of, spoken_before
from broadcast.desk.studio import Studio
from broadcast.errors import Fault, NotFound
from broadcast.language import Text
from broadcast.speech.delivery import delivered


class NotSpoken(NotFound):
    """The script was not spoken yet."""


def heard_before(studio: Studio, house: House, reviewed: Reviewed) -> Heard:
    """The script as the first engine says it that has said it; nothing is spoken for it now.

    Raises:
        NotSpoken: none has.
        NoSuchClip: ready audio that was handed in is lost.
    """
    for key in _keys(studio, house, reviewed):
        return heard_clip(studio, key)
    raise NotSpoken(
        Fault(
            Text("bài này chưa được đọc thành tiếng", "this script was not spoken yet"),
            Text(
                "bài được đọc khi có trong chương trình của một đài",
                "it is, once it is in a station's programme",
            ),
        )
    )


def found_before(studio: Studio, reviewed: Reviewed) -> Sequence[Finding]:
    """What was found in its recording when that was handed in; nothing for a script that is spoken."""
    sound = reviewed.sound
    if sound is None or not studio.clips.has(sound):
        return ()
    meta = studio.clips.meta(sound)
    found = examination_of(meta)
    return () if found is None else findings(found, meta["loudness_lufs"], studio.profile.loudness_lufs)


def _keys(studio: Studio, house: House, reviewed: Reviewed) -> Iterator[str]:
    if reviewed.sound is not None:
        yield reviewed.sound
        return
    for style in dict.fromkeys(house.schedule.announcing(station.id) for station in house.stations()):
        delivery = delivered(reviewed.script, reviewed.reading, style.speakers)
        for engine in dict.fromkeys((*order_of(studio, style), FALLBACK)):
            yield from spoken_before(studio, [delivery], style, engine).clips.values()
