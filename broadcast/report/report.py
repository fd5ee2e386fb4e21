"""Báo cáo: planned and aired plays of a period, against what was aired before and what was aimed at."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from broadcast.asrun import Airing, Judgement, Stray
from broadcast.report.asked import Asked, scope_of
from broadcast.report.goal import NOTHING, Goal, Heard, goals_of
from broadcast.report.play import Fate, Play, plays_of
from broadcast.schedule import VIETNAM, Campaign, Place, Schedule, home_of, names_of


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked, as it stood at `now` (aware): every play, every goal, what went wrong and what is odd.

    `campaigns`, `stations`, `places` and `place` name what the rows speak of; `homes` says where the plays
    and goals of a station and day count, by the tree of then or of the day that was asked for. `ended`:
    there was no such `place` any more on the last day, so it can issue nothing.
    """

    asked: Asked
    now: datetime
    plays: tuple[Play, ...]
    goals: tuple[Goal, ...]
    airings: tuple[Airing, ...]
    strays: tuple[Stray, ...]
    campaigns: Mapping[str, Campaign]
    stations: Mapping[str, str]
    place: Place
    places: Mapping[str, str]
    homes: Mapping[tuple[str, date], str | None]
    ended: bool = False

    @property
    def today(self) -> date:
        """The day of `now` in Vietnam."""
        return _day(self.now)

    def campaign_name(self, campaign: str | None) -> str:
        """Its name; one that is no longer in the schedule goes by its id."""
        known = self.campaigns.get(campaign or "")
        return known.name if known else campaign or ""

    def topic_name(self, campaign: str | None, topic: str | None) -> str:
        """Its name; one that is no longer in the schedule goes by its id."""
        known = self.campaigns.get(campaign or "")
        names = {each.id: each.name for each in known.topics} if known else {}
        return names.get(topic or "", topic or "")

    def station_name(self, station: str | None) -> str:
        """Its name; one that is no longer in the schedule goes by its id."""
        return self.stations.get(station or "", station or "")

    def place_name(self, place: str | None) -> str:
        """`xã Mỹ An`, with its days where two have one name; one that is not on file goes by its id."""
        return self.places.get(place or "", place or "")

    def aired_on(self) -> Mapping[tuple[str, date, str], Heard]:
        """What aired, by station, day and campaign."""
        heard: dict[tuple[str, date, str], Heard] = defaultdict(lambda: NOTHING)
        for play in self.plays:
            if play.fate is Fate.AIRED and play.campaign:
                key = play.station, play.date, play.campaign
                heard[key] = Heard(heard[key].plays + 1, heard[key].time + play.airtime)
        return heard


def make_report(schedule: Schedule, asked: Asked, judged: Judgement, now: datetime) -> Report:
    """Count what `judged` holds of the days and stations that are asked about.

    Raises:
        UnknownPlace, UnknownCampaign: the schedule has no such place or campaign.
    """
    scope = scope_of(schedule, asked)
    airings = tuple(
        airing
        for airing in judged.airings
        if scope.holds(airing.station, airing.date) and _carries(airing, asked.campaign)
    )
    every = (play for airing in airings for play in plays_of(airing, now))
    plays = tuple(play for play in every if asked.campaign in {None, play.campaign})
    place = asked.place or schedule.district
    goals = tuple(goals_of(schedule, scope, judged.airings, _day(now), asked.campaign))
    homes = _homes(schedule, asked, (*plays, *goals))
    return Report(
        asked=asked,
        now=now,
        plays=plays,
        goals=goals,
        airings=airings,
        strays=tuple(each for each in judged.strays if scope.holds(each.line.station, each.line.date)),
        campaigns=schedule.campaigns,
        stations={name: station.name for name, station in schedule.stations.items()},
        place=schedule.place(place),
        places=_names(schedule, homes.values()),
        homes=homes,
        ended=schedule.tree.spans[place].ended_by(asked.last),
    )


def _day(now: datetime) -> date:
    return now.astimezone(VIETNAM).date()


def _names(schedule: Schedule, shown: Iterable[str | None]) -> Mapping[str, str]:
    """Places by name; with their days only where two of those that are `shown` have one name."""
    those = set(shown)
    return {
        **schedule.place_names,
        **names_of(place for place in schedule.dated_places if place.id in those),
    }


def _homes(
    schedule: Schedule, asked: Asked, several: Iterable[Play | Goal]
) -> Mapping[tuple[str, date], str | None]:
    """Where each station and day counts; None: it stood nowhere then. Stations not on file are left out."""
    return {
        (station, day): home_of(schedule, station, day, asked.as_of)
        for station, day in {(each.station, each.date) for each in several}
        if station in schedule.stations
    }


def _carries(airing: Airing, campaign: str | None) -> bool:
    return campaign is None or any(entry.campaign == campaign for entry in airing.items)
