"""Phòng biên tập: what is wrong with what people wrote, and clearing it for air."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from broadcast.desk.house import House, damage, faults_alone, open_house, review
from broadcast.errors import BroadcastError, Fault, Invalid
from broadcast.files.phrases import faults_of_announcer, faults_of_phrases
from broadcast.files.schedules import load_schedule
from broadcast.files.scripts import load_script, load_scripts, stamp
from broadcast.language import Text
from broadcast.reading import Policy, read_document
from broadcast.script import Approval
from broadcast.sound.audio import NotAudio, decode


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
    return (*house.every_fault(), *imaging_faults(house), *faults_of_phrases(root / "phrases"))


def faults_of_files(root: Path, files: Sequence[Path]) -> tuple[Fault, ...]:
    """Every fault in `files`: a schedule (.yaml), scripts (.md), phrases (.tsv), sounds (anything else)."""
    return tuple(fault for file in files for fault in _faults_of(root, file))


def refuse_faults(house: House) -> None:
    """Let nothing be made from a faulty house.

    Raises:
        Invalid: with every fault.
    """
    refuse((*house.every_fault(), *imaging_faults(house)))


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
    damaged = tuple(damage(file, read_document(file.script.text, _policy(root))))
    if damaged:
        raise Damaged(*damaged)
    return stamp(path, by, on)


def _policy(root: Path) -> Policy:
    """How the district reads; a house without a sound schedule reads as the reader does by itself."""
    try:
        schedule = load_schedule(root / "schedules.yaml")
    except Invalid:
        return Policy()
    return schedule.reading(schedule.district)


def _faults_of(root: Path, file: Path) -> tuple[Fault, ...]:
    try:
        match file.suffix.lower():
            case ".yaml" | ".yml":
                load_schedule(file)
            case ".md":
                return review(load_script(file, str(file)), load_schedule(root / "schedules.yaml")).faults
            case ".tsv":
                return tuple(faults_of_announcer(file.parent))
            case _:
                decode(file)
    except BroadcastError as error:
        return error.faults
    return ()


def imaging_faults(house: House) -> Iterator[Fault]:
    """What is wrong with the station's own sounds: each is decoded whole."""
    for name in house.imaging:
        try:
            decode(house.sound(name))
        except NotAudio as error:
            for fault in error.faults:
                remedy = Text(
                    f"{fault.remedy.vi}; hoặc làm lại bằng lệnh broadcast jingles",
                    f"{fault.remedy.en}; or make the set again: broadcast jingles",
                )
                yield Fault(fault.what, remedy, fault.where)
