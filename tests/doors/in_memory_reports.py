"""Reports of the studio in memory: the real counting over its playlists and log lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from broadcast.asrun import Duty, Judgement, duty_of
from broadcast.errors import Fault, Unavailable
from broadcast.language import Text
from broadcast.people import Person
from broadcast.report import Asked, Picture, Report, ReportForm, make_report, pictures, scope_of
from broadcast.schedule import Campaign, Place, Schedule, Station


@dataclass
class Reporting:
    """`judged` gives a day of all stations; `heard` when each station was first heard of."""

    schedule: Schedule
    judged: Callable[[date], Judgement]
    now: Callable[[], datetime]
    heard: Mapping[str, datetime]
    gone: list[tuple[str, Asked, ReportForm]] = field(default_factory=list)

    def report(self, asked: Asked) -> Report:
        if asked.first.year == 1999:
            raise Unavailable(Fault(Text("cơ sở dữ liệu không trả lời", "no database"), Text("chờ", "wait")))
        return make_report(self.schedule, asked, self._judged(asked), self.now())

    def pictures(self, asked: Asked) -> Mapping[str, Picture]:
        return pictures(self.report(asked))

    def duties(self, asked: Asked) -> tuple[Duty, ...]:
        scope = scope_of(self.schedule, asked)
        judged = self._judged(asked).airings
        airings = [airing for airing in judged if scope.holds(airing.station, airing.date)]
        stations = sorted(self.schedule.stations) if scope.stations is None else scope.stations
        return tuple(
            duty_of(
                each,
                [airing for airing in airings if airing.station == each],
                {line.id: line.planned_at for airing in airings for line in airing.lines},
                self.heard.get(each),
                self.now(),
            )
            for each in stations
        )

    def taken(self, by: Person, asked: Asked, form: ReportForm) -> None:
        self.gone.append((by.name, asked, form))

    def _judged(self, asked: Asked) -> Judgement:
        days = [self.judged(day) for day in asked.days]
        return Judgement(
            tuple(airing for day in days for airing in day.airings),
            tuple(stray for day in days for stray in day.strays),
        )


def schedule_of(
    district: Place, stations: Sequence[tuple[str, str]], campaigns: Sequence[Campaign]
) -> Schedule:
    """A schedule with a commune for each station (id and name)."""
    communes = {name: Place(name, "0", name, "xã", district.id) for name, _ in stations}
    return Schedule(
        district=district.id,
        places={district.id: district, **communes},
        stations={name: Station(name, name, said) for name, said in stations},
        policies={},
        forms={},
        campaigns={campaign.id: campaign for campaign in campaigns},
    )
