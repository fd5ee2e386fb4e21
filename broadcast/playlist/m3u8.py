"""The playlist as extended M3U in UTF-8."""

from broadcast.playlist.playlist import Playlist
from broadcast.playlist.track import one_line, tracks


def m3u8(playlist: Playlist, base_url: str) -> str:
    """`#EXTM3U`, then `#EXTINF:seconds,station - title` and an absolute URL for each item.

    Without a station, VLC tears a title at its comma into artist and title (its m3u.c). There is no
    `#EXT-X-` tag: one of those makes players take the list for an HLS stream.
    """
    station = one_line(playlist.station.name).replace(" - ", " – ")
    lines = ["#EXTM3U"]
    for track in tracks(playlist, base_url):
        lines += [f"#EXTINF:{track.duration_s:.3f},{station} - {track.title}", track.location]
    return "\n".join(lines) + "\n"
