"""An approver who does what the page asks for: for tests over a real newsroom."""

from dataclasses import replace
from datetime import timedelta

from broadcast.desk.clearing import Clearing
from broadcast.desk.newsroom import Newsroom
from broadcast.desk.studio import Studio
from broadcast.people import Person, Seal
from broadcast.store.scripts import Entry


def clearing(newsroom: Newsroom) -> Clearing:
    """The decisions over the same scripts."""
    return Clearing(newsroom.studio, newsroom.house)


def approved(newsroom: Newsroom, entry: Entry, by: Person) -> Entry:
    """`entry` cleared for air by somebody who read it and listened to it."""
    desk = clearing(newsroom)
    return desk.approve(by, entry.id, entry.version, listened(desk, entry, by))


def listened(desk: Clearing, entry: Entry, by: Person) -> Seal:
    """What `by` has read and heard from the first second to the last, as a player reports it."""
    heard = desk.heard(entry)
    desk.listen(by, entry.id, entry.version, heard.sha256, ())
    later = Clearing(_later(desk.studio, heard.duration_s), desk.house)
    later.listen(by, entry.id, entry.version, heard.sha256, [(0.0, heard.duration_s)])
    return desk.seal(entry, heard)


def _later(studio: Studio, seconds: float) -> Studio:
    """The same studio when the sound is over."""
    return replace(studio, now=lambda: studio.now() + timedelta(seconds=seconds))
