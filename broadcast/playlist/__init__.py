"""Danh sách phát: what a station's player is given for one day, and the forms that it comes in."""

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
    "MEDIA_TYPES",
    "TIMEZONE",
    "AudioFile",
    "ItemKind",
    "Playlist",
    "PlaylistForm",
    "PlaylistItem",
    "RelaySource",
    "RundownEntry",
    "SpokenBy",
    "StationRef",
    "WrongPlaylist",
    "audio_url",
    "from_json",
    "m3u8",
    "pls",
    "to_json",
    "written",
    "xspf",
]
