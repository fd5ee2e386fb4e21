"""Không phát được, và vì sao: programmes of which something did not air, each with its reason."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from broadcast.asrun import Airing
from broadcast.language import Text
from broadcast.report import wording
from broadcast.report.play import Fate
from broadcast.report.report import Report


@dataclass(frozen=True, slots=True)
class Loss:
    """A programme in which `plays` plays of the report were lost or not reported, and why."""

    airing: Airing
    plays: int
    why: Text


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason: how many programmes at how many stations it took plays from, and how many plays."""

    why: Text
    programmes: int
    stations: int
    plays: int


def losses(report: Report) -> tuple[Loss, ...]:
    """In order of broadcast. Their plays are all that the report counts as lost or not reported."""
    lost = Counter(
        (play.station, play.date, play.item)
        for play in report.plays
        if play.fate in {Fate.LOST, Fate.UNREPORTED}
    )
    found = (Loss(each, lost[each.station, each.date, each.item.id], _why(each)) for each in report.airings)
    return tuple(
        sorted(
            (each for each in found if each.plays),
            key=lambda each: (each.airing.item.starts_at, each.airing.station),
        )
    )


def causes(lost: Iterable[Loss]) -> tuple[Cause, ...]:
    """The reasons, the one that took most first."""
    groups: dict[Text, list[Loss]] = {}
    for each in lost:
        groups.setdefault(each.why, []).append(each)
    return tuple(sorted((_cause(why, those) for why, those in groups.items()), key=_most_first))


def _cause(why: Text, those: Sequence[Loss]) -> Cause:
    stations = {each.airing.station for each in those}
    return Cause(why, len(those), len(stations), sum(each.plays for each in those))


def _most_first(cause: Cause) -> tuple[int, str]:
    return -cause.plays, cause.why.vi


def _why(airing: Airing) -> Text:
    if airing.line is None:
        return wording.NO_LINE
    if airing.line.reason is not None:
        return airing.line.reason.text
    return wording.NO_REASON
