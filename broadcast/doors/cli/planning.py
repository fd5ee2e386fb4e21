"""`broadcast plan` and `broadcast playlist`: what airs and why, and what was published."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from broadcast.desk import publishing, traffic
from broadcast.desk.house import House, open_house
from broadcast.desk.keeping import DataInUse, in_order
from broadcast.desk.merging import with_people
from broadcast.desk.studio import Studio
from broadcast.doors.cli.opening import Opening
from broadcast.doors.cli.screen import Screen
from broadcast.errors import NotFound
from broadcast.language import Language, Text
from broadcast.playlist import PlaylistForm, written
from broadcast.schedule import DayPlan, PlannedRelay, Relay, Station, relay_told, short_of
from broadcast.schedule.schedule import unknown


class NotOnFile(NotFound):
    """No script and no relay of that name is on file."""


def show_plan(
    opening: Opening, station: str | None, explain: str | None, *, as_json: bool, language: Language
) -> None:
    """Print what airs on the day and why; `explain` asks for one script or relay only.

    Raises:
        Invalid: schedules.yaml is wrong.
        NotFound: no such station, script or relay.
    """
    studio = opening.studio()
    house = with_people(studio, open_house(studio.house))
    relay = next((each for each in house.schedule.relays if each.id == explain), None)
    if explain is not None and relay is None and explain not in house.scripts:
        known = [*house.scripts, *(each.id for each in house.schedule.relays)]
        raise NotOnFile(unknown(Text("bài hay tiếp sóng", "script or relay"), explain, known))
    day = opening.day or studio.today()
    with Screen(language) as screen:
        plans = _plans(studio, house, day, house.stations(station), screen)
    lines = [line for plan in plans for line in _lines(plan, relay) if explain in {None, line.about}]
    if as_json:
        told = [_as_json(plan, explain, relay, language) for plan in plans]
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for line in lines:
            click.echo(line.said(language))


def _plans(
    studio: Studio, house: House, day: date, stations: Sequence[Station], screen: Screen
) -> list[DayPlan]:
    """Speaks what is missing; while a service holds DATA, by what it has spoken."""
    try:
        with in_order(studio):
            return traffic.plans(studio, house, day, stations, screen)
    except DataInUse:
        return [traffic.plan_as_spoken(studio, house, day, station) for station in stations]


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line: where, which script or relay if any, and why."""

    where: str
    about: str | None
    title: str
    why: Text

    def said(self, language: Language) -> str:
        return f"{self.where}  {self.about or '-':32}  {self.title}: {self.why.said(language)}"


def _lines(plan: DayPlan, asked: Relay | None = None) -> Iterator[_Line]:
    for session in plan.sessions:
        for item in session.items:
            where = f"{plan.station} {session.slot.starts:%H:%M}"
            yield _Line(where, item.clip.script, item.clip.title, item.reason)
        if lacks := short_of(session):
            yield _Line(f"{plan.station} {session.slot.starts:%H:%M}", None, session.slot.name, lacks)
    for each in _relays(plan, asked):
        where = f"{plan.station} {each.relay.starts:%H:%M}"
        yield _Line(where, each.relay.id, each.relay.name, relay_told.told(plan, each))
    for silent in plan.silent:
        yield _Line(f"{plan.station} {silent.slot.starts:%H:%M}", None, silent.slot.name, silent.reason)
    for left in plan.left_out:
        yield _Line(f"{plan.station}   -  ", left.script, left.title, left.reason)
    for target in plan.targets:
        yield _Line(f"{plan.station}   =  ", None, target.campaign, target.reason)


def _relays(plan: DayPlan, asked: Relay | None) -> tuple[PlannedRelay, ...]:
    """The relays of the station, those that have another day too; or the one that was asked for."""
    return (*plan.relays, *plan.resting) if asked is None else (relay_told.why(plan, asked),)


def _as_json(plan: DayPlan, explain: str | None, asked: Relay | None, language: Language) -> dict[str, Any]:
    return {
        "station": plan.station,
        "date": plan.date.isoformat(),
        "sessions": [
            {
                "slot": session.slot.id,
                "name": session.slot.name,
                "starts_at": session.starts.isoformat(),
                "duration_s": round(session.duration_s, 3),
                "short_s": round(session.rundown.short_s, 3),
                "gain_db": session.gain_db,
                "items": [
                    {
                        "script": item.clip.script,
                        "title": item.clip.title,
                        "campaign": item.clip.campaign,
                        "topic": item.clip.topic,
                        "class": item.klass.value,
                        "duration_s": round(item.clip.duration_s, 3),
                        "reason": item.reason.said(language),
                    }
                    for item in session.items
                    if explain in {None, item.clip.script}
                ],
            }
            for session in plan.sessions
        ],
        "silent": [
            {"slot": each.slot.id, "name": each.slot.name, "reason": each.reason.said(language)}
            for each in plan.silent
        ],
        "relays": [
            {
                "relay": each.relay.id,
                "name": each.relay.name,
                "starts_at": each.relay.starts_on(plan.date).isoformat(),
                "duration_s": each.relay.duration_s,
                "airs": each.airs,
                "reason": each.reason.said(language),
                "instead": relay_told.instead(plan, each.relay).said(language) if each.airs else None,
                "own": [item.clip.script for item in own.items]
                if (own := plan.stand_in(each.relay.slot))
                else None,
            }
            for each in _relays(plan, asked)
            if explain in {None, each.relay.id}
        ],
        "left_out": [
            {"script": left.script, "title": left.title, "reason": left.reason.said(language)}
            for left in plan.left_out
            if explain in {None, left.script}
        ],
        "targets": [
            {
                "campaign": target.campaign,
                "planned": target.planned,
                "min": target.target.plays_min,
                "max": target.target.plays_max or None,
                "planned_minutes": round(target.planned_s / 60, 3),
                "minutes_min": target.target.seconds_min / 60,
                "minutes_max": target.target.seconds_max / 60 or None,
                "share": target.target.share,
                "owed": target.owed,
                "owed_minutes": round(target.owed_s / 60, 3),
                "met": target.met,
                "reason": target.reason.said(language),
                "topics": dict(target.topics),
            }
            for target in plan.targets
        ],
    }


def print_playlist(opening: Opening, station: str, form: str, server: str) -> None:
    """Print a published playlist, byte for byte as the API gives it.

    Raises:
        UnknownStation, NotPublished: there is none.
    """
    studio = opening.studio()
    try:
        playlist = publishing.published(studio, station, opening.day or studio.today())
    except NotFound:
        open_house(studio.house).schedule.station(station)  # a misspelt station is told as such
        raise
    sys.stdout.buffer.write(written(playlist, PlaylistForm(form), server))
    sys.stdout.buffer.flush()
