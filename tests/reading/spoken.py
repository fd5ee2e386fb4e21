"""How the tests compare two spoken texts, and how they read numbers back."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

TABLES = Path(__file__).parent
_SYNONYMS = {"lẻ": "linh", "ngàn": "nghìn", "tư": "bốn", "mồng": "mùng", "tới": "đến", "tỉ": "tỷ"}
_ONES = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}


class Case(NamedTuple):
    """One row of a table: what is written, and how it may be said ({a|b|} are alternatives)."""

    table: str
    kind: str
    written: str
    spoken: str


def cases(folder: Path = TABLES) -> Iterator[Case]:
    """Every row of every table of the folder."""
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                written = row["written"].replace("\\n", "\n").replace("\\t", "\t")
                yield Case(path.name, row["kind"], written, row["spoken"])


def wordings(pattern: str) -> Iterator[str]:
    """Every text that a pattern with {a|b|} stands for."""
    parts = re.split(r"\{([^{}]*)\}", pattern)
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    return ("".join(chosen) for chosen in product(*choices))


def heard(text: str) -> str:
    """What counts of a spoken text: words in lower case, synonyms as one, no marks."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())
    return " ".join(_SYNONYMS.get(word, word) for word in words)


def number(words: str) -> int:
    """The number that Vietnamese words say (whole, below 10^15)."""
    head, billions, rest = words.rpartition("tỷ")
    if billions:
        return number(head.strip()) * 10**9 + (number(rest.strip()) if rest.strip() else 0)
    total = group = 0
    for word in words.split():
        if word in {"triệu", "nghìn", "ngàn"}:
            total += group * (10**6 if word == "triệu" else 1000)
            group = 0
        elif word == "trăm":
            group *= 100
        elif word == "mươi":
            group = group // 10 * 10 + group % 10 * 10
        elif word == "mười":
            group += 10
        elif word not in {"linh", "lẻ"}:
            group += _ONES[word]
    return total + group
