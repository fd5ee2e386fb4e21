"""Keys: one digest of everything that a stored thing is made from, so that it is found again or made anew."""

import datetime as dt
import hashlib
import json


def digest(*content: object) -> str:
    """A key: the SHA-256 of plain values (JSON's, tuples, and dates as ISO 8601).

    Raises:
        TypeError: one of them has no text that lasts, such as an object.
    """
    return hashlib.sha256(
        json.dumps(content, ensure_ascii=False, sort_keys=True, default=_iso).encode()
    ).hexdigest()


def _iso(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} in a key")
