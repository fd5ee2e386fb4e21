"""Bài: what a writer hands in and an approver clears for air."""

from broadcast.script.air_days import EVERY_DAY, WEEKDAYS, AirDays
from broadcast.script.manuscript import LONGEST_TEXT, LONGEST_TITLE, BadManuscript, Manuscript
from broadcast.script.naming import GENRES, LANGUAGES, genre, tongue
from broadcast.script.script import SPOKEN, Approval, BulletinClass, Script, fingerprint

__all__ = [
    "EVERY_DAY",
    "GENRES",
    "LANGUAGES",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "SPOKEN",
    "WEEKDAYS",
    "AirDays",
    "Approval",
    "BadManuscript",
    "BulletinClass",
    "Manuscript",
    "Script",
    "fingerprint",
    "genre",
    "tongue",
]
