"""Names and sentences as an office file may hold them: XML 1.0 has no control characters and half letters."""

import re

_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"\s*[\t\n\r\x0b\x0c\x85\u2028\u2029]+\s*")


def plain(text: str) -> str:
    """`text` in one line, with a blank for each line break, and nothing for what XML forbids."""
    return _NOT_XML.sub("", _BREAKS.sub(" ", text))
