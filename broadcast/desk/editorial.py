"""Phòng biên tập: what is wrong with what people wrote, and clearing it for air."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from broadcast.desk.house import House, Reviewed, damage, faults_alone, open_house, reading_of, review
from broadcast.desk.intake import examined
from broadcast.errors import BroadcastError, Fault, Invalid, Where
from broadcast.files.phrases import faults_of_announcer, faults_of_phrases
from broadcast.files.schedules import doubts_of_schedule, load_schedule
from broadcast.files.scripts import ReadySound, load_script, load_scripts, stamp
from broadcast.language import Text
from broadcast.reading import Policy
from broadcast.script import Approval
from broadcast.sound.audio import NotAudio, decode
from broadcast.sound.mastering import LONGEST_RECORDING_S
from broadcast.sound.profile import Profile
from broadcast.sound.recording import Recording

SHORTEST_S, SOFTEST = 0.1, 10 ** (-50 / 20)
"""A sound of the station's own that is shorter, or nowhere louder (of full scale), was saved wrong. Ours."""


class Damaged(Invalid):
    """The text has letters missing or words that no Vietnamese can say: nobody may clear it for air."""


def faults_of_house(root: Path) -> tuple[Fault, ...]:
    """Every fault in schedules.yaml, scripts_vi/, jingles/ and phrases/ below `root`, each with its line."""
    try:
        house = open_house(root)
    except Invalid as error:  # references need a schedule; what stands in the scripts themselves does not
        files, faults = load_scripts(root / "scripts_vi")
        alone = (fault for file in files for fault in faults_alone(file))
        return (*error.faults, *faults, *alone, *faults_of_phrases(root / "phrases"))
    recorded = (*recording_faults(house), *faults_of_phrases(root / "phrases"))
    return (*house.every_fault(), *imaging_faults(house), *recorded)


def faults_of_files(root: Path, files: Sequence[Path]) -> tuple[Fault, ...]:
    """Every fault in `files`: a schedule (.yaml), scripts (.md), phrases (.tsv), sounds (anything else)."""
    return tuple(fault for file in files for fault in _faults_of(root, file))


def doubts_of_house(root: Path) -> tuple[Fault, ...]:
    """What will hardly do and is no fault, with its line; of a faulty schedule nothing is said."""
    return doubts_of_files(root, [root / "schedules.yaml"])


def doubts_of_files(root: Path, files: Sequence[Path]) -> tuple[Fault, ...]:
    """The same of the schedules among `files`."""
    schedules = (file for file in files if file.suffix.lower() in {".yaml", ".yml"})
    return tuple(fault for file in schedules for fault in _doubts_of(file, root / "jingles"))


def refuse_faults(house: House) -> None:
    """Let nothing be made from a faulty house.

    Raises:
        Invalid: with every fault.
    """
    refuse((*house.every_fault(), *imaging_faults(house)))  # recordings: each is told when it is stored


def refuse(faults: Iterable[Fault]) -> None:
    """Raise Invalid with all `faults`, if there are any."""
    every = tuple(faults)
    if every:
        raise Invalid(*every)


def approve(path: Path, by: str, on: date, root: Path) -> Approval:
    """Clear the script at `path` for air, in the name of `by`, as the district of the house at `root` reads.

    Raises:
        Invalid: the file has faults, or `by` is no name.
        Damaged: its reading has doubts that a person must decide first.
    """
    file = load_script(path, str(path))
    damaged = tuple(damage(file, reading_of(file, _policy(root))))
    if damaged:
        raise Damaged(*damaged)
    if file.sound:
        _examined(file.sound)
    return stamp(path, by, on)


def _policy(root: Path) -> Policy:
    """How the district reads; a house without a sound schedule reads as the reader does by itself."""
    try:
        schedule = load_schedule(root / "schedules.yaml")
    except Invalid:
        return Policy()
    return schedule.district_reading


def _faults_of(root: Path, file: Path) -> tuple[Fault, ...]:
    try:
        match file.suffix.lower():
            case ".yaml" | ".yml":
                load_schedule(file)
            case ".md":
                reviewed = review(load_script(file, str(file)), load_schedule(root / "schedules.yaml"))
                return (*reviewed.faults, *_unheard(reviewed))
            case ".tsv":
                return tuple(faults_of_announcer(file.parent))
            case _:
                decode(file)
    except BroadcastError as error:
        return error.faults
    return ()


def _doubts_of(file: Path, jingles: Path) -> tuple[Fault, ...]:
    own = file.parent / "jingles"
    try:
        return doubts_of_schedule(file, own if own.is_dir() else jingles)
    except Invalid:
        return ()


def recording_faults(house: House) -> Iterator[Fault]:
    """What is wrong with recordings beside scripts: each is decoded whole."""
    for reviewed in house.scripts.values():
        yield from _unheard(reviewed)


def _unheard(reviewed: Reviewed) -> tuple[Fault, ...]:
    try:
        if reviewed.file:
            _examined(reviewed.file)
    except NotAudio as error:
        return error.faults
    return ()


def _examined(sound: ReadySound) -> Recording:
    return examined(sound.path, sound.where, Profile().rate_hz)


def imaging_faults(house: House) -> Iterator[Fault]:
    """What is wrong with the station's own sounds: each is decoded whole."""
    for path in house.sounds:
        try:
            sound = decode(path, longest_s=LONGEST_RECORDING_S)
        except NotAudio as error:
            for fault in error.faults:
                remedy = Text(f"{fault.remedy.vi}; {_MAKE.vi}", f"{fault.remedy.en}; {_MAKE.en}")
                yield Fault(fault.what, remedy, fault.where)
        else:
            if sound.duration_s < SHORTEST_S or np.abs(sound.samples).max() < SOFTEST:
                what = Text("trong tệp không nghe thấy gì", "there is nothing to be heard in it")
                yield Fault(
                    what, Text(f"đưa tệp khác; {_MAKE.vi}", f"give another; {_MAKE.en}"), Where(str(path))
                )


_MAKE = Text("hoặc làm lại bằng lệnh broadcast jingles", "or make the set again: broadcast jingles")
