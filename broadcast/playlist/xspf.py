"""The playlist as XSPF 1 (xspf.org), for players that read XML."""

from datetime import UTC
from xml.etree import ElementTree as ET

from broadcast.playlist.playlist import Playlist
from broadcast.playlist.track import heading, one_line, tracks

NAMESPACE = "http://xspf.org/ns/0/"


def xspf(playlist: Playlist, base_url: str) -> str:
    """A whole XSPF 1 document: title, creator, date; each item's location, title, duration (ms)."""
    root = ET.Element("playlist", {"version": "1", "xmlns": NAMESPACE})
    _text(root, "title", heading(playlist))
    _text(root, "creator", one_line(playlist.station.name))
    _text(root, "date", playlist.generated_at.astimezone(UTC).isoformat())
    listed = ET.SubElement(root, "trackList")
    for track in tracks(playlist, base_url):
        element = ET.SubElement(listed, "track")
        _text(element, "location", track.location)
        _text(element, "title", track.title)
        _text(element, "duration", str(round(track.duration_s * 1000)))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
