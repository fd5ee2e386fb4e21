"""What the station keeps in files, opened together: schedule, scripts, and what is wrong with them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from broadcast.errors import Fault, NotFound, Where
from broadcast.files.imaging_sets import sound_file
from broadcast.files.schedules import load_schedule
from broadcast.files.scripts import ReadySound, ScriptFile, edited_after_approval, load_scripts
from broadcast.language import Text
from broadcast.reading import Policy, Reading, Severity, read_document
from broadcast.schedule import NO_CHOICES, Announcing, Choices, Schedule, Station
from broadcast.schedule.schedule import unknown
from broadcast.script import SPOKEN, Manuscript, Script


class UnknownScript(NotFound):
    """No script has this id."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A script with its reading, and what keeps it from the air (none: it may).

    `sound` is the key of ready audio that airs in place of a spoken reading; `file` is that audio where it
    lies beside a script on file, and it has no key before it was stored (see merging.py); `waits` says that
    there was no room for it, and that it shall be tried again. A script that people approved has the sound
    that they heard, and `speaker` says whose voice that is; `of_people`: written and approved here.
    """

    script: Script
    reading: Reading
    faults: tuple[Fault, ...]
    sound: str | None = None
    file: ReadySound | None = None
    waits: bool = False
    of_people: bool = False
    speaker: str | None = None

    @property
    def ready(self) -> bool:
        """Whether it is a recording, of which nobody speaks a word."""
        return self.sound is not None or self.file is not None


@dataclass(frozen=True, slots=True)
class House:
    """Everything on file. `faults` are those of files that could not be read as scripts at all.

    `words` are pairs of the station's dictionary that `schedule` holds: scripts on file are read without
    them, for nobody has approved them so. `choices` are what communes decided themselves, by station.
    `recalled`: ids of scripts that shall leave every session that has not begun.
    """

    root: Path
    schedule: Schedule
    scripts: Mapping[str, Reviewed]
    faults: tuple[Fault, ...]
    words: frozenset[tuple[str, str]] = frozenset()
    choices: Mapping[str, Choices] = field(default_factory=dict)
    recalled: frozenset[str] = frozenset()

    def choices_of(self, station: str) -> Choices:
        """What the commune of that station chose itself."""
        return self.choices.get(station, NO_CHOICES)

    def script(self, script: str) -> Reviewed:
        """The script of that id; raises UnknownScript."""
        if script not in self.scripts:
            raise UnknownScript(unknown(Text("bài", "script"), script, self.scripts, _LOOK_FOR_IT))
        return self.scripts[script]

    def imaging(self, own: str | None = None) -> Mapping[str, Path]:
        """The sounds that the programme forms ask for, by name, where the set `own` is in use."""
        names = sorted({name for form in self.schedule.forms.values() for name in form.imaging.names})
        return {name: sound_file(self.root / "jingles", name, own) for name in names}

    @property
    def sounds(self) -> tuple[Path, ...]:
        """The files of all sounds that some station needs, each once."""
        sets = map(self.imaging, self.schedule.imaging_sets or (None,))
        return tuple(sorted({file for files in sets for file in files.values()}))

    def stations(self, only: str | None = None) -> tuple[Station, ...]:
        """Every station by id, or the one asked for; raises UnknownStation."""
        if only is not None:
            return (self.schedule.station(only),)
        return tuple(self.schedule.stations[name] for name in sorted(self.schedule.stations))

    def read(self, reviewed: Reviewed, policy: Policy) -> Reading:
        """A script as a station with `policy` reads it; as the district reads, it is the approved reading."""
        district = self.schedule.reading(self.schedule.district)
        if self.words and not reviewed.of_people:
            policy, district = (self._without_words(each) for each in (policy, district))
        if reviewed.ready or policy == district:
            return reviewed.reading
        return read_document(reviewed.script.text, policy)

    def _without_words(self, policy: Policy) -> Policy:
        return replace(policy, lexicon=tuple(pair for pair in policy.lexicon if pair not in self.words))

    def style(self, script: Script) -> Announcing:
        """Who reads at the first of its stations; at the first of all, where it names none that is known."""
        stations = self.stations()
        station = next((each for each in stations if script.airs_at(each.id)), stations[0])
        return self.schedule.announcing(station.id)

    def every_fault(self) -> Iterator[Fault]:
        """Faults of files, then of scripts, in the order of their names."""
        yield from self.faults
        for reviewed in self.scripts.values():
            yield from reviewed.faults

    def airable(self, day: date) -> Mapping[str, Reviewed]:
        """Scripts without a fault that are cleared and valid on `day`; a recording only once it is stored."""
        return {
            name: reviewed
            for name, reviewed in self.scripts.items()
            if not reviewed.faults and reviewed.script.cleared and reviewed.script.valid_on(day)
            if reviewed.sound or not reviewed.file
        }


def open_house(root: Path, *, kept: Path | None = None) -> House:
    """Read schedules.yaml, the names in jingles/, and scripts_vi/ below `root`.

    `kept` is another folder to take schedule and jingles from (see lastgood.py).

    Raises:
        Invalid: schedules.yaml is wrong, with every fault at its line. A faulty script does not raise.
    """
    schedule = load_schedule((kept or root) / "schedules.yaml")
    files, faults = load_scripts(root / "scripts_vi")
    scripts = {file.script.id: review(file, schedule) for file in files}
    schedule.refuse_wrong_pins({name: reviewed.script for name, reviewed in scripts.items()})
    return House(kept or root, schedule, scripts, faults)


def review(file: ScriptFile, schedule: Schedule) -> Reviewed:
    """Read a script and find what keeps it from the air."""
    reading = reading_of(file, schedule.reading(schedule.district))
    script = file.script
    faults = (*references(script, schedule, file.where), *faults_alone(file, reading))
    return Reviewed(script, reading, faults, file=file.sound)


def reading_of(file: ScriptFile, policy: Policy) -> Reading:
    """What will be spoken of it: nothing, when it is a recording."""
    return read_document("" if file.sound else file.script.text, policy)


def faults_alone(file: ScriptFile, reading: Reading | None = None) -> tuple[Fault, ...]:
    """What is wrong with a script whatever the schedule says."""
    return (*_voided(file), *_unspeakable(file), *damage(file, reading))


def nowhere(*_field: str | int) -> None:
    """The place of a field that stands in no file."""


def references(
    script: Script | Manuscript, schedule: Schedule, where: Callable[..., Where | None] = nowhere
) -> Iterator[Fault]:
    """Stations, campaign and topic that the script names and the schedule does not know."""
    for number, place in enumerate(script.places):
        if place not in schedule.stations:
            yield _at(where("places", number), unknown(Text("đài", "station"), place, schedule.stations))
    if script.campaign is None:
        return
    campaign = schedule.campaigns.get(script.campaign)
    if campaign is None:
        fault = unknown(Text("chiến dịch", "campaign"), script.campaign, schedule.campaigns)
        yield _at(where("campaign"), fault)
    elif script.topic is not None and script.topic not in (topics := [topic.id for topic in campaign.topics]):
        yield _at(where("topic"), unknown(Text("chủ đề", "topic"), script.topic, topics))


def _at(where: Where | None, fault: Fault) -> Fault:
    return replace(fault, where=where)


def _voided(file: ScriptFile) -> Iterator[Fault]:
    if file.script.approved is not None and not file.script.cleared:
        yield edited_after_approval(file)


def _unspeakable(file: ScriptFile) -> Iterator[Fault]:
    language = file.script.language
    if language != SPOKEN and file.sound is None:
        yield Fault(
            Text(
                f"máy chỉ đọc được tiếng Việt, bài tiếng «{language}» phải có âm thanh làm sẵn",
                f"only Vietnamese can be spoken: a script in «{language}» needs a recording",
            ),
            Text(
                "để tệp âm thanh cạnh bài rồi ghi audio: ten-tep.mp3",
                "put the recording beside it and write audio: its-name.mp3",
            ),
            file.where("language"),
        )


def damage(file: ScriptFile, reading: Reading | None = None) -> Iterator[Fault]:
    """The doubts in a script that a person must decide before anyone may clear it, each at its line."""
    for start, fault in undecided(reading or reading_of(file, Policy())):
        line = file.text_line + file.script.text.count("\n", 0, start)
        yield _at(Where(file.shown, line), fault)


def undecided(reading: Reading) -> Iterator[tuple[int, Fault]]:
    """The doubts of `reading` that a person must decide first, each with its code point in the source."""
    for piece in reading.doubts:
        doubt = piece.doubt
        if doubt is None or doubt.severity is not Severity.ERROR:
            continue
        wished = ", ".join(f"«{proposal}»" for proposal in doubt.proposals)
        what = Text(f"«{piece.written}»: {doubt.why.vi}", f"«{piece.written}»: {doubt.why.en}")
        yield piece.start, Fault(what, _mend(wished))


def _mend(wished: str) -> Text:
    if wished:
        return Text(f"sửa lại, có thể là {wished}", f"mend it, perhaps {wished}")
    return Text("sửa lại chữ này", "mend this word")


_LOOK_FOR_IT = Text(
    "mở trang Bản tin hay Bài trên máy rồi chọn bài", "choose it on the page Newsroom or Scripts on file"
)
