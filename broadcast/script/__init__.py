"""Bài: what a writer hands in and an approver clears for air."""

from broadcast.script.manuscript import LONGEST_TEXT, LONGEST_TITLE, BadManuscript, Manuscript
from broadcast.script.naming import GENRES, LANGUAGES, genre, tongue
from broadcast.script.script import SPOKEN, Approval, BulletinClass, Script, fingerprint

__all__ = [
    "GENRES",
    "LANGUAGES",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "SPOKEN",
    "Approval",
    "BadManuscript",
    "BulletinClass",
    "Manuscript",
    "Script",
    "fingerprint",
    "genre",
    "tongue",
]
