"""Báo cáo: gathers what stations were told and what they reported, and has it counted."""

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from broadcast.asrun import Airing, Duty, Judgement, duty_of
from broadcast.desk.house import House
from broadcast.desk.ledger import Ledger
from broadcast.desk.logbook import judged
from broadcast.desk.studio import Studio
from broadcast.people import Deed, Did, Person
from broadcast.report import Asked, Picture, Report, ReportForm, make_report, pictures, scope_of
from broadcast.schedule import Schedule
from broadcast.store import asrun, audit

FRESH = timedelta(minutes=1)
"""How long the charts of a page are kept: its images are asked for right after it. Ours."""

MOST_PICTURED = 16


def report(
    studio: Studio,
    house: House,
    first: date,
    last: date,
    campaign: str | None = None,
    place: str | None = None,
    *,
    as_of: date | None = None,
) -> Report:
    """Planned and aired plays from `first` to `last` (both included), as far as stations have reported.

    Raises:
        WrongPeriod: it ends before it begins, or is longer than a year.
        UnknownCampaign, UnknownPlace: schedules.yaml has no such id.
        DatabaseUnavailable: what was published and reported cannot be read.
    """
    asked = Asked(first, last, campaign, place, as_of)
    judgement = judged(studio, first, last, scope_of(house.schedule, asked).stations)
    return make_report(house.schedule, asked, judgement, studio.now())


def with_duties(
    studio: Studio,
    house: House,
    first: date,
    last: date,
    campaign: str | None = None,
    place: str | None = None,
    *,
    as_of: date | None = None,
) -> tuple[Report, tuple[Duty, ...]]:
    """The same report, and how its stations reported those days, by id; raises as `report`."""
    asked = Asked(first, last, campaign, place, as_of)
    judgement = judged(studio, first, last, scope_of(house.schedule, asked).stations)
    report = make_report(house.schedule, asked, judgement, studio.now())
    return report, _duties(studio, house.schedule, asked, judgement)


class Reporting:
    """Reports again and again, for pages: days that were judged once are kept. For several threads."""

    def __init__(self, studio: Studio, house: Callable[[], House]) -> None:
        self._studio = studio
        self._house = house
        self._ledger = Ledger(studio)
        self._pictured: dict[Asked, tuple[datetime, Mapping[str, Picture]]] = {}
        self._keeping = threading.Lock()

    def report(self, asked: Asked) -> Report:
        """As the function `report`; its charts are kept for a minute.

        Raises:
            UnknownCampaign, UnknownPlace: schedules.yaml has no such id.
            DatabaseUnavailable: what was published and reported cannot be read.
        """
        schedule = self._house().schedule
        scope_of(schedule, asked)  # refuses what is unknown before anything is read
        made = make_report(schedule, asked, self._ledger.judged(asked.first, asked.last), self._studio.now())
        self._keep(made)
        return made

    def pictures(self, asked: Asked) -> Mapping[str, Picture]:
        """The charts of that report, as it stands now or stood within a minute; raises as `report`."""
        kept = self._pictured.get(asked)
        if kept is None or self._studio.now() - kept[0] > FRESH:
            return pictures(self.report(asked))
        return kept[1]

    def duties(self, asked: Asked) -> tuple[Duty, ...]:
        """How the stations asked about reported those days, by id; raises as `report`."""
        judgement = self._ledger.judged(asked.first, asked.last)
        return _duties(self._studio, self._house().schedule, asked, judgement)

    def taken(self, by: Person, asked: Asked, form: ReportForm) -> None:
        """Write down that `by` took a report away; raises DatabaseUnavailable."""
        facts = {"from": asked.first.isoformat(), "to": asked.last.isoformat(), "form": form.value}
        as_of = asked.as_of.isoformat() if asked.as_of else None
        about = {"campaign": asked.campaign, "place": asked.place, "as_of": as_of}
        chosen = {name: each for name, each in about.items() if each is not None}
        with self._studio.database.begin() as connection:
            deed = Deed(by.name, Did.REPORT_TAKEN, "report", {**facts, **chosen})
            audit.record(connection, deed, self._studio.now())

    def _keep(self, made: Report) -> None:
        drawn = pictures(made)
        with self._keeping:
            self._pictured[made.asked] = (made.now, drawn)
            while len(self._pictured) > MOST_PICTURED:
                self._pictured.pop(min(self._pictured, key=lambda each: self._pictured[each][0]))


def _duties(studio: Studio, schedule: Schedule, asked: Asked, judgement: Judgement) -> tuple[Duty, ...]:
    scope = scope_of(schedule, asked)
    stations = scope.stations
    with studio.database.begin() as connection:
        came = asrun.arrivals(connection, asked.first, asked.last)
        beats, lines = asrun.heard_since(connection), asrun.first_lines(connection)
    airings: dict[str, list[Airing]] = defaultdict(list)
    for airing in (each for each in judgement.airings if scope.holds(each.station, each.date)):
        airings[airing.station].append(airing)
    arrived: dict[str, dict[str, datetime]] = defaultdict(dict)
    for (station, line), at in came.items():
        arrived[station][line] = at
    now = studio.now()
    return tuple(
        duty_of(each, airings[each], arrived[each], _first(each, beats, lines), now)
        for each in (sorted(schedule.stations) if stations is None else stations)
    )


def _first(station: str, *moments: Mapping[str, datetime]) -> datetime | None:
    return min((each[station] for each in moments if station in each), default=None)
