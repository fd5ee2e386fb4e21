"""Ý kiến thứ hai from sea-g2p, where that package is installed; nothing here needs it.

Its normaliser is written in Rust: on very long words it panics, which reaches Python as a BaseException.
"""

import importlib
import importlib.util
import re
from collections.abc import Callable
from functools import cache

from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.reading.second_opinion import LONGEST, NoOpinion, Opinion

PACKAGE = "sea-g2p"
_MODULE = "sea_g2p"
_TAG = re.compile(r"</?[a-z]{1,9}>")
"""How it marks words for an English voice: <en>smartphone</en>."""


def second_opinion() -> Opinion | None:
    """What sea-g2p says of a sentence, or None where it is not installed. It is loaded when first asked."""
    return _opinion if importlib.util.find_spec(_MODULE) else None


def _opinion(written: str) -> str:
    """The words of one line.

    Raises:
        NoOpinion: it is longer than LONGEST, or the package broke over it.
    """
    if len(written) > LONGEST:
        raise _none()
    try:
        return _TAG.sub(" ", str(_normaliser()(written)))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise _none() from error


@cache
def _normaliser() -> Callable[[str], object]:
    normalize: Callable[[str], object] = importlib.import_module(_MODULE).Normalizer("vi").normalize
    return normalize


def _none() -> NoOpinion:
    return NoOpinion(
        Fault(
            Text(f"{PACKAGE} không cho ý kiến về câu này", f"{PACKAGE} has no opinion on this sentence"),
            Text("cứ duyệt theo bản đọc", "judge by the reading alone"),
        )
    )
