"""Words as the phonemes that espeak-ng makes of them, in its own process, with the punctuation kept."""

import math
import os
import re
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import espeakng_loader

from broadcast.adapters.speech import espeak_child
from broadcast.adapters.speech.child import answered
from broadcast.language import Text

_DEADLINE_S = 20.0
STATUSES: Mapping[int, Text] = {
    espeak_child.CUT: Text("câu đến máy đọc espeak bị đứt", "the words broke off on their way to espeak"),
    espeak_child.NO_LIBRARY: Text(
        "thư viện espeak hoặc dữ liệu của nó bị hỏng", "the espeak library or its data is damaged"
    ),
    espeak_child.NO_VOICE: Text(
        "espeak không có giọng này (voices trong schedules.yaml, hoặc --voice)",
        "espeak has no such voice (voices in schedules.yaml, or --voice)",
    ),
    espeak_child.NO_SOUND: Text("espeak không đọc được câu này", "espeak made no sound of this sentence"),
}
REMEDY = Text(
    "thử lại; nếu vẫn hỏng, xóa .venv rồi chạy `make setup`",
    "try again; if it stays broken, delete .venv and run `make setup`",
)
_END = re.compile(r"(?:\s*([,;:.!?…])[,;:.!?…]*[\"'”’»)\]]*|\s+([–—-]))(?:\s+|$)")
_SWITCH = re.compile(r"\([^)]*\)")
_GOES_ON = {",", ";", ":"}


def phonemes(line: str, voice: str) -> tuple[str, ...]:
    """Each sentence of `line` as IPA, decomposed (NFD), clause ends as their punctuation.

    Raises:
        EngineFailed: espeak failed, or has no such voice.
    """
    clauses = _clauses(line)
    job = "\n".join(words for words, _ in clauses).encode()
    figures = (0, 0, 0, len(job), math.ceil(_DEADLINE_S), os.getpid())
    program = [sys.executable, "-I", "-S", espeak_child.__file__]
    command = [*program, str(library()), voice, *map(str, figures), espeak_child.PHONEMES]
    said = answered(command, job, name="espeak", deadline_s=_DEADLINE_S, statuses=STATUSES, remedy=REMEDY)
    sentences = [""]
    for ipa, (_, end) in zip(said.decode(errors="replace").split("\n"), clauses, strict=True):
        if end in _GOES_ON:
            sentences[-1] += f"{ipa}{end} "
        else:
            sentences[-1] += ipa + end
            sentences.append("")
    spoken = (unicodedata.normalize("NFD", _SWITCH.sub("", sentence)) for sentence in sentences)
    return tuple(sentence for sentence in spoken if sentence.strip())


def library() -> Path:
    """The shared library of espeak-ng that the package brings."""
    return Path(espeakng_loader.get_library_path())


def _clauses(line: str) -> list[tuple[str, str]]:
    """The words of each clause, and the mark that ends it: a dash is a pause like a semicolon."""
    clauses, start = [], 0
    for end in _END.finditer(line):
        mark = ";" if end[2] else end[1].replace("…", "")
        clauses.append((line[start : end.start()], mark))
        start = end.end()
    if start < len(line):
        clauses.append((line[start:], ""))
    return [(words, mark) for words, mark in clauses if words.strip()]
