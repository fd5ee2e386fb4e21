"""The tables of a report: plays added up by campaign, topic, station or day, each row beside its goals."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from broadcast.report.goal import NOTHING, Goal, Heard
from broadcast.report.play import Count, Play, count
from broadcast.report.report import Report

Key = TypeVar("Key", bound=Hashable)
Each = TypeVar("Each", Play, Goal)


@dataclass(frozen=True, slots=True)
class Aim:
    """Goals added up: `least` and `most` plays aimed at, `baseline` those of such days before the campaign.

    `least_time` and `baseline_time` say the same in airtime; nothing where nobody has said it in
    minutes. On `met` of `days` the least was aired: days of single stations that have a target and are over,
    or on target already.
    """

    days: int
    met: int
    baseline: int
    least: int
    most: int
    baseline_time: timedelta = timedelta()
    least_time: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about (None: not told apart), its figures, and its aim where campaigns have one."""

    campaign: str | None
    count: Count
    aim: Aim | None = None
    topic: str | None = None
    station: str | None = None
    day: date | None = None
    genre: str | None = None
    language: str | None = None
    origin: str | None = None
    place: str | None = None


def by_campaign(report: Report) -> Iterator[Row]:
    """A row for each campaign over the whole period; plays of none come last."""
    for (campaign,), plays, aim in _with_aims(report, lambda each: (each.campaign,)):
        yield Row(campaign, plays, aim)


def by_topic(report: Report) -> Iterator[Row]:
    """A row for each topic over the whole period, topics of campaigns in the schedule also without a play."""
    plays = _grouped(report.plays, lambda play: (play.campaign, play.topic))
    shown = {goal.campaign for goal in report.goals} | {play.campaign for play in report.plays}
    idle: dict[tuple[str | None, str | None], list[Play]] = {
        (campaign.id, topic.id): []
        for campaign in report.campaigns.values()
        for topic in campaign.topics
        if campaign.id in shown
    }
    for (campaign, topic), those in _in_order({**idle, **plays}):
        yield Row(campaign, count(those), topic=topic)


def by_station(report: Report) -> Iterator[Row]:
    """A row for each station over the whole period, all campaigns together."""
    for (station,), plays, aim in _with_aims(report, lambda each: (each.station,)):
        yield Row(None, plays, aim, station=station)


def by_place(report: Report) -> Iterator[Row]:
    """A row for each place where a station stood that day; stations no longer in the schedule come last.

    What aired counts once, at the home of a station that served several places: the rows add up to all plays.
    """
    for (place,), plays, aim in _with_aims(
        report, lambda each: (report.homes.get((each.station, each.date)),)
    ):
        yield Row(None, plays, aim, place=place)


def by_genre(report: Report) -> Iterator[Row]:
    """A row for each genre, as scripts said when they were published."""
    for value, plays in _by(report, lambda play: play.genre):
        yield Row(None, plays, genre=value)


def by_language(report: Report) -> Iterator[Row]:
    """A row for each language, as scripts said when they were published."""
    for value, plays in _by(report, lambda play: play.language):
        yield Row(None, plays, language=value)


def by_origin(report: Report) -> Iterator[Row]:
    """A row for each origin, as scripts said when they were published."""
    for value, plays in _by(report, lambda play: play.origin):
        yield Row(None, plays, origin=value)


def by_day(report: Report, campaign: str | None = None) -> Iterator[Row]:
    """A row for each day of the period, of one campaign or of all, all stations together."""
    plays = _grouped(_of(report.plays, campaign), lambda play: play.date)
    goals = _grouped(_of(report.goals, campaign), lambda goal: goal.date)
    aired = report.aired_on()
    for day in report.asked.days:
        yield Row(campaign, count(plays.get(day, ())), _aim(goals.get(day, ()), aired, report.today), day=day)


def _of(several: Iterable[Each], campaign: str | None) -> Iterator[Each]:
    return (each for each in several if campaign in {None, each.campaign})


def by_station_day(report: Report) -> Iterator[Row]:
    """A row for each campaign, station and day: the level at which targets are set."""
    for (day, station, campaign), plays, aim in _with_aims(
        report, lambda each: (each.date, each.station, each.campaign)
    ):
        yield Row(campaign, plays, aim, station=station, day=day)


def by_station_day_topic(report: Report) -> Iterator[Row]:
    """A row for each campaign, topic, station and day that has a play: the finest."""
    plays = _grouped(report.plays, lambda play: (play.date, play.station, play.campaign, play.topic))
    for (day, station, campaign, topic), those in _in_order(plays):
        yield Row(campaign, count(those), topic=topic, station=station, day=day)


def _by(report: Report, key: Callable[[Play], str | None]) -> Iterator[tuple[str | None, Count]]:
    """Plays by one of their fields; those that have none come last."""
    for (value,), plays in _in_order(_grouped(report.plays, lambda play: (key(play),))):
        yield value, count(plays)


def _with_aims(
    report: Report, key: Callable[[Any], tuple[Any, ...]]
) -> Iterator[tuple[tuple[Any, ...], Count, Aim | None]]:
    """Plays and goals put together by the same key; a goal without a single play has its row too."""
    plays, goals = _grouped(report.plays, key), _grouped(report.goals, key)
    aired = report.aired_on()
    for each, _ in _in_order({**goals, **plays}):
        yield each, count(plays.get(each, ())), _aim(goals.get(each, ()), aired, report.today)


def _aim(goals: Iterable[Goal], aired: Mapping[tuple[str, date, str], Heard], today: date) -> Aim | None:
    goals = tuple(goals)
    if not goals:
        return None
    met = [goal.met_by(aired.get((goal.station, goal.date, goal.campaign), NOTHING)) for goal in goals]
    return Aim(
        days=sum(
            done or (goal.target is not None and goal.date < today)
            for goal, done in zip(goals, met, strict=True)
        ),
        met=sum(met),
        baseline=sum(goal.baseline for goal in goals),
        least=sum(goal.least for goal in goals),
        most=sum(goal.most for goal in goals),
        baseline_time=sum((goal.baseline_time for goal in goals), timedelta()),
        least_time=sum((goal.least_time for goal in goals), timedelta()),
    )


def _grouped(several: Iterable[Each], key: Callable[[Each], Key]) -> dict[Key, list[Each]]:
    groups: dict[Key, list[Each]] = defaultdict(list)
    for each in several:
        groups[key(each)].append(each)
    return dict(groups)


def _in_order(groups: Mapping[Any, Any]) -> list[tuple[Any, Any]]:
    """By key; what has no campaign or topic comes last."""
    return sorted(groups.items(), key=lambda pair: [(part is None, part or "") for part in pair[0]])
