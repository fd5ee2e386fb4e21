"""Gộp: what people approved here, beside the scripts on file; to plan, speak and air they are the same."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from broadcast.desk.auditioning import delivery_of, heard, read, sound_hash
from broadcast.desk.campaigning import with_campaigns
from broadcast.desk.dictionary import with_words
from broadcast.desk.house import House, Reviewed, references
from broadcast.desk.intake import stored
from broadcast.desk.studio import Studio
from broadcast.errors import BroadcastError, Fault, Unavailable
from broadcast.language import Text
from broadcast.people import Approved, State
from broadcast.schedule import VIETNAM
from broadcast.script import Approval
from broadcast.store import accounts, campaigns, choices, clearances, recalls, scripts, station_words
from broadcast.store.clips import NoSuchClip
from broadcast.store.recalls import Recall
from broadcast.store.scripts import Entry
from broadcast.store.station_words import StationWord


@dataclass(frozen=True, slots=True)
class Fallen(Fault):
    """An approval does not hold any more: the words or the sound are others than what was approved."""


def with_people(studio: Studio, house: House) -> House:
    """`house` with every script that people approved, what communes chose, and recordings stored ready.

    One whose id is on file too is a fault, and waits. What people added to the dictionary is in its schedule.
    """
    with studio.database.begin() as connection:
        chosen = choices.every(connection)
        house = _with_words(house, station_words.every(connection))
        house = replace(house, schedule=with_campaigns(house.schedule, campaigns.every(connection)))
        names = accounts.full_names(connection)
        reviewed = {
            entry.id: _reviewed(studio, house, entry, approved, names.get(approved.by, approved.by))
            for entry, approved in _approved(connection)
        }
        recalled = {each.script: each for each in recalls.standing(connection)}
    clashes = tuple(_clash(name) for name in sorted(set(reviewed) & set(house.scripts)))
    on_file = {name: _lawful(each, recalled.get(name)) for name, each in house.scripts.items()}
    merged = {**reviewed, **{name: _sounding(studio, each) for name, each in on_file.items()}}
    return replace(
        house,
        scripts={name: merged[name] for name in sorted(merged)},
        faults=house.faults + clashes,
        choices=chosen,
        recalled=frozenset(name for name, each in recalled.items() if _holds(each, merged.get(name))),
    )


def _holds(recall: Recall, reviewed: Reviewed | None) -> bool:
    """Whether the recall still covers what stands there.

    A file stays recalled until somebody lets it air again: put back as it was stamped once, it would air by
    itself. What people wrote has a new approval, which lifts the recall.
    """
    return reviewed is None or not reviewed.of_people or reviewed.script.fingerprint == recall.fingerprint


def _lawful(reviewed: Reviewed, recall: Recall | None) -> Reviewed:
    """A script on file, kept from the air while it is recalled."""
    if recall is None or not _holds(recall, reviewed):
        return reviewed
    return replace(reviewed, faults=(*reviewed.faults, recalled_fault(recall)))


def recalled_fault(recall: Recall) -> Fault:
    """What keeps a recalled script from the air."""
    return Fault(
        Text(
            f"bài «{recall.script}» đã thu hồi: {recall.reason}",
            f"«{recall.script}» is recalled: {recall.reason}",
        ),
        Text("mở trang của bài, bấm Cho phát lại nếu cần", "open its page to let it air again"),
    )


RETRY = timedelta(minutes=1)
"""How long until a recording is tried again for which there was no room."""


class Merged:
    """`with_people`, done again only when the files or the scripts of people changed. For several threads.

    The house that it gives is another object exactly when a programme could become another one.
    """

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._merging = threading.Lock()
        self._last: tuple[House, tuple[object, ...], House] | None = None
        self._again_at = studio.now()

    def house(self, files: House) -> House:
        """`files` with the scripts of people as they are now."""
        with self._merging:
            with self._studio.database.begin() as connection:
                steps = scripts.changes(connection) + recalls.changes(connection)
                changes = (
                    steps,
                    choices.changes(connection),
                    campaigns.changes(connection),
                    station_words.every(connection),
                )
            if self._last is None or self._last[0] is not files:
                self._last = (files, changes, with_people(self._studio, files))
            elif self._last[1] != changes or self._due():
                merged = with_people(self._studio, files)  # a draft that was saved changes nothing on air
                self._last = (files, changes, self._last[2] if merged == self._last[2] else merged)
            return self._last[2]

    def _due(self) -> bool:
        """Whether it is time to look for room again; asking counts as having looked."""
        now = self._studio.now()
        waits = self._last is not None and any(each.waits for each in self._last[2].scripts.values())
        if not waits or now < self._again_at:
            return False
        self._again_at = now + RETRY
        return True


def _approved(connection: Connection) -> Iterator[tuple[Entry, Approved]]:
    for entry in tuple(scripts.every(connection, [State.APPROVED])):
        approvals = clearances.of_version(connection, entry.id, entry.version)
        if approvals:
            yield entry, approvals[-1]


def _reviewed(studio: Studio, house: House, entry: Entry, approved: Approved, by: str) -> Reviewed:
    manuscript = entry.manuscript
    on = approved.at.astimezone(VIETNAM).date()
    script = manuscript.script(entry.id, Approval(by, on, approved.seal.text))
    script = replace(script, when=replace(script.when, off=house.schedule.days_off))
    reading = read(manuscript, house.schedule)
    faults = list(references(script, house.schedule))
    reviewed = Reviewed(script, reading, (), manuscript.sound, of_people=True)
    if reading.fingerprint != approved.seal.spoken:
        return replace(reviewed, faults=(Fallen(READ_OTHERWISE, _APPROVE_AGAIN),))
    try:
        sound = _sound(studio, house, entry, approved)
    except _NoSound as lost:
        return replace(reviewed, faults=(*faults, *lost.faults))
    return replace(reviewed, faults=tuple(faults), sound=sound, speaker=_speaker(house, entry, on))


def _with_words(house: House, words: tuple[StationWord, ...]) -> House:
    pairs = frozenset((word.written, word.spoken) for word in words)
    return replace(house, schedule=with_words(house.schedule, words), words=pairs)


def _speaker(house: House, entry: Entry, day: date) -> str | None:
    """Whose voice it is, where it is one."""
    speakers = () if entry.manuscript.sound else delivery_of(house, entry, day)[0].speakers
    return speakers[0].value if len(speakers) == 1 else None


def _sounding(studio: Studio, reviewed: Reviewed) -> Reviewed:
    """A script on file with its recording stored ready; a failure is a fault of this script alone."""
    if reviewed.file is None or reviewed.faults:
        return reviewed
    try:
        file = reviewed.file
        return replace(reviewed, sound=stored(studio, file.path, file.sha256, file.where))
    except BroadcastError as error:
        return replace(reviewed, faults=error.faults, waits=isinstance(error, Unavailable))


class _NoSound(Unavailable):
    """The sound that was approved is not to be had."""


def _sound(studio: Studio, house: House, entry: Entry, approved: Approved) -> str:
    """The key of the very sound that was approved: it airs, at every station, and nothing else.

    Where it was lost it is spoken again; only the same to the last byte may air.
    """
    try:
        studio.clips.meta(approved.clip)
        key = approved.clip
    except NoSuchClip as lost:
        if entry.manuscript.sound is not None:
            raise _NoSound(Fault(_SOUND_LOST, _HAND_IN_AGAIN)) from lost
        try:
            key = heard(studio, house, entry).key
        except BroadcastError as error:
            raise _NoSound(*error.faults) from error
    if sound_hash(studio.clips.path(key)) != approved.seal.audio:
        raise _NoSound(Fallen(SOUNDS_OTHERWISE, _APPROVE_AGAIN))
    return key


def _clash(name: str) -> Fault:
    return Fault(
        Text(
            f"bài «{name}» trùng mã với một tệp trong scripts_vi/", f"«{name}» is also a file in scripts_vi/"
        ),
        Text("đổi tên tệp ấy", "rename that file"),
    )


READ_OTHERWISE = Text("lời đọc đã đổi sau khi duyệt", "its words are read otherwise since it was approved")
SOUNDS_OTHERWISE = Text("tiếng đã đổi sau khi duyệt", "its sound is another one since it was approved")
_SOUND_LOST = Text("mất tệp âm thanh đã duyệt", "the approved sound is lost")
_APPROVE_AGAIN = Text("mở bài, nghe lại rồi duyệt lại", "open it, listen to it again and approve it again")
_HAND_IN_AGAIN = Text("tải tệp lên lại, rồi duyệt lại", "hand the file in again and have it approved")
