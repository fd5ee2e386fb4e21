"""What a player of ordinary playlists needs of an item: one line of title, one address, a length."""

import unicodedata
from dataclasses import dataclass

from broadcast.playlist.playlist import Playlist, PlaylistItem


@dataclass(frozen=True, slots=True)
class Track:
    """One entry: `title` has no line break and no control character, `location` is an absolute URL."""

    title: str
    location: str
    duration_s: float


def tracks(playlist: Playlist, base_url: str) -> tuple[Track, ...]:
    """The items as tracks; `base_url` is how the player reaches this server, like `http://10.0.0.5:8000`."""
    return tuple(
        Track(one_line(item.title), _location(item, base_url), item.duration_s) for item in playlist.items
    )


def heading(playlist: Playlist) -> str:
    """The title of the whole list: the station and its day."""
    return f"{one_line(playlist.station.name)}, {playlist.date:%d/%m/%Y}"


def one_line(title: str) -> str:
    """`title` without what could end a line, break a form or turn the direction of the rest."""
    return " ".join("".join(map(_harmless, title)).split())


def _harmless(character: str) -> str:
    """Control characters, half surrogate pairs, unassigned code points become spaces, as line ends do."""
    if character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":  # they reorder what follows
        return ""
    return " " if unicodedata.category(character) in {"Cc", "Cs", "Cn"} else character


def _location(item: PlaylistItem, base_url: str) -> str:
    """The stored file where there is one: a player that knows only a list would never leave a live stream."""
    if item.audio:
        return base_url.rstrip("/") + item.audio.url
    return item.relay.url if item.relay else ""
