"""The playlist as PLS 2, for older players and streaming boxes."""

from broadcast.playlist.playlist import Playlist
from broadcast.playlist.track import tracks


def pls(playlist: Playlist, base_url: str) -> str:
    """`[playlist]`, File, Title and Length (seconds) of each item from 1 on, NumberOfEntries, Version."""
    listed = tracks(playlist, base_url)
    lines = ["[playlist]"]
    for number, track in enumerate(listed, start=1):
        lines += [
            f"File{number}={track.location}",
            f"Title{number}={track.title}",
            f"Length{number}={max(1, round(track.duration_s))}",
        ]
    return "\n".join([*lines, f"NumberOfEntries={len(listed)}", "Version=2"]) + "\n"
