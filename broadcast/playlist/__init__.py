"""Danh sách phát: what a station's player is given for one day, and the forms that it comes in."""

from broadcast.playlist.control import (
    LONGEST_PAUSE,
    LONGEST_SILENCE,
    STEPS_DB,
    Control,
    Pause,
    Volume,
    WrongPause,
    WrongVolume,
)
from broadcast.playlist.form import MEDIA_TYPES, PlaylistForm, written
from broadcast.playlist.json_form import from_json, to_json
from broadcast.playlist.m3u8 import m3u8
from broadcast.playlist.playlist import (
    TIMEZONE,
    AudioFile,
    ItemKind,
    Playlist,
    PlaylistItem,
    RelaySource,
    RundownEntry,
    SpokenBy,
    StationRef,
    WrongPlaylist,
    audio_url,
)
from broadcast.playlist.pls import pls
from broadcast.playlist.xspf import xspf

__all__ = [
    "LONGEST_PAUSE",
    "LONGEST_SILENCE",
    "MEDIA_TYPES",
    "STEPS_DB",
    "TIMEZONE",
    "AudioFile",
    "Control",
    "ItemKind",
    "Pause",
    "Playlist",
    "PlaylistForm",
    "PlaylistItem",
    "RelaySource",
    "RundownEntry",
    "SpokenBy",
    "StationRef",
    "Volume",
    "WrongPause",
    "WrongPlaylist",
    "WrongVolume",
    "audio_url",
    "from_json",
    "m3u8",
    "pls",
    "to_json",
    "written",
    "xspf",
]
