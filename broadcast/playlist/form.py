"""The forms that a playlist is given out in: each with its suffix, its media type and its writer."""

from enum import StrEnum

from broadcast.playlist.json_form import to_json
from broadcast.playlist.m3u8 import m3u8
from broadcast.playlist.playlist import Playlist
from broadcast.playlist.pls import pls
from broadcast.playlist.xspf import xspf


class PlaylistForm(StrEnum):
    """A form; its value is the suffix."""

    JSON = "json"
    M3U8 = "m3u8"
    XSPF = "xspf"
    PLS = "pls"

    @property
    def media_type(self) -> str:
        """The media type that answers carry."""
        return MEDIA_TYPES[self][0]


MEDIA_TYPES = {
    PlaylistForm.JSON: ("application/json",),
    PlaylistForm.M3U8: (
        "audio/mpegurl",
        "audio/x-mpegurl",
        "application/mpegurl",
        "application/x-mpegurl",
        "application/vnd.apple.mpegurl",
    ),
    PlaylistForm.XSPF: ("application/xspf+xml",),
    PlaylistForm.PLS: ("audio/x-scpls", "audio/scpls"),
}
"""What a client may ask for, the form's own media type first."""


def written(playlist: Playlist, form: PlaylistForm, base_url: str) -> bytes:
    """The playlist in `form`, UTF-8. `base_url` begins every address but JSON's, which are paths."""
    match form:
        case PlaylistForm.JSON:
            return to_json(playlist)
        case PlaylistForm.M3U8:
            return m3u8(playlist, base_url).encode()
        case PlaylistForm.XSPF:
            return xspf(playlist, base_url).encode()
        case PlaylistForm.PLS:
            return pls(playlist, base_url).encode()
