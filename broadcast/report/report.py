"""Báo cáo: planned and aired plays of a period, against what was aired before and what was aimed at."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from broadcast.asrun import Airing, AsRunLine, Judgement, Stray
from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.playlist import ItemKind
from broadcast.report.play import Fate, Play, plays_of
from broadcast.schedule import VIETNAM, Campaign, Place, Schedule, Target, counted_in, home_of, names_of
from broadcast.schedule.board import SMALL_S

LONGEST = timedelta(days=366)
"""The longest period of one report. Ours: a year."""


class WrongPeriod(Invalid):
    """The days of a report are none, or too many."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked about: the days from `first` to `last`, both included.

    `campaign` (None: everything that aired) and `place` with all below it (None: everywhere) are ids. Places
    are those of then, or with `as_of` what those are on that day.

    Raises:
        WrongPeriod: it ends before it begins, or is longer than `LONGEST`.
    """

    first: date
    last: date
    campaign: str | None = None
    place: str | None = None
    as_of: date | None = None

    def __post_init__(self) -> None:
        if not timedelta() <= self.last - self.first < LONGEST:
            raise WrongPeriod(_wrong_period(self.first, self.last))

    @property
    def days(self) -> Iterator[date]:
        """Every day of it."""
        return (self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class Goal:
    """What a campaign was meant to have at one station on one day: `target`, and `baseline` plays before it.

    `baseline_time` and `least_time` are the same in airtime, nothing where nobody has said it in minutes.
    """

    station: str
    date: date
    campaign: str
    baseline: int
    target: Target | None
    baseline_time: timedelta = timedelta()
    least_time: timedelta = timedelta()

    @property
    def least(self) -> int:
        """Plays that there shall be at least."""
        return self.target.plays_min if self.target else 0

    def met_by(self, heard: "Heard") -> bool:
        """Whether that is enough, in plays and in airtime."""
        return heard.plays >= self.least and heard.time >= self.least_time

    @property
    def most(self) -> int:
        """Plays that there shall be at most; 0 where no target says so."""
        return self.target.plays_max if self.target else 0


@dataclass(frozen=True, slots=True)
class Heard:
    """What aired of a campaign at one station on one day."""

    plays: int
    time: timedelta


NOTHING = Heard(0, timedelta())


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
        return self.now.astimezone(VIETNAM).date()

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


def wanted_stations(schedule: Schedule, asked: Asked) -> Sequence[str] | None:
    """The stations that a report is about, by id; None: all there are, also those no longer in the schedule.

    Raises:
        UnknownPlace, UnknownCampaign: the schedule has no such place or campaign.
    """
    if asked.campaign is not None:
        schedule.campaign(asked.campaign)
    if asked.place is None:
        return None
    place = schedule.place(asked.place).id
    return list(counted_in(schedule, place, asked.first, asked.last))


def make_report(schedule: Schedule, asked: Asked, judged: Judgement, now: datetime) -> Report:
    """Count what `judged` holds of the days and stations that are asked about.

    Raises:
        UnknownPlace, UnknownCampaign: the schedule has no such place or campaign.
    """
    stations = wanted_stations(schedule, asked)
    airings = tuple(
        airing
        for airing in judged.airings
        if _concerns(asked, stations, airing) and _carries(airing, asked.campaign)
    )
    every = (play for airing in airings for play in plays_of(airing, now))
    plays = tuple(play for play in every if asked.campaign in {None, play.campaign})
    wanted = sorted(schedule.stations) if stations is None else stations
    place = asked.place or schedule.district
    goals = tuple(_goals(schedule, asked, wanted, _lengths(judged.airings)))
    homes = _homes(schedule, asked, (*plays, *goals))
    return Report(
        asked=asked,
        now=now,
        plays=plays,
        goals=goals,
        airings=airings,
        strays=tuple(stray for stray in judged.strays if _concerns(asked, stations, stray.line)),
        campaigns=schedule.campaigns,
        stations={name: station.name for name, station in schedule.stations.items()},
        place=schedule.place(place),
        places=_names(schedule, homes.values()),
        homes=homes,
        ended=schedule.tree.spans[place].ended_by(asked.last),
    )


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


def _concerns(asked: Asked, stations: Sequence[str] | None, each: Airing | AsRunLine) -> bool:
    return asked.first <= each.date <= asked.last and (stations is None or each.station in stations)


def _carries(airing: Airing, campaign: str | None) -> bool:
    return campaign is None or any(entry.campaign == campaign for entry in airing.items)


def _goals(
    schedule: Schedule,
    asked: Asked,
    stations: Sequence[str],
    sessions: Mapping[tuple[str, date], Sequence[float]],
) -> Iterator[Goal]:
    """A goal for every day on which a campaign with one runs, whether or not anything was made that day.

    `sessions`: how long each programme of a station and day is, for targets that are a share of it.
    """
    for station in stations:
        for day in asked.days:
            for campaign in schedule.campaigns_on(day, station):
                if asked.campaign in {None, campaign.id}:
                    yield from _goal(campaign, station, day, sessions.get((station, day), ()))


def _goal(campaign: Campaign, station: str, day: date, sessions_s: Sequence[float]) -> Iterator[Goal]:
    """What is aimed at that day, by the stage that holds on it; nothing where nothing is aimed at."""
    target = campaign.target_on(day)
    if target is not None or campaign.baseline_plays or campaign.baseline_s:
        yield Goal(
            station,
            day,
            campaign.id,
            campaign.baseline_plays,
            target,
            timedelta(seconds=campaign.baseline_s),
            timedelta(seconds=_least_s(target, sessions_s) if target else 0.0),
        )


def _least_s(target: Target, sessions_s: Sequence[float]) -> float:
    """Airtime of a day in seconds: as asked for, or the share of its sessions; small change is forgiven."""
    return max(target.seconds_min, sum(max(0.0, target.share * each - SMALL_S) for each in sessions_s))


def _lengths(airings: Iterable[Airing]) -> Mapping[tuple[str, date], Sequence[float]]:
    lengths: dict[tuple[str, date], list[float]] = defaultdict(list)
    for airing in airings:
        if airing.item.kind is ItemKind.PROGRAMME:
            lengths[airing.station, airing.date].append(airing.item.duration_s)
    return lengths


def _wrong_period(first: date, last: date) -> Fault:
    return Fault(
        Text(f"không lập được báo cáo từ {first} đến {last}", f"there is no report from {first} to {last}"),
        Text(
            f"chọn ngày cuối không trước ngày đầu, nhiều nhất {LONGEST.days} ngày",
            f"the last day must not be before the first, and {LONGEST.days} days is the most",
        ),
    )
