"""A made-up country for `bench plan`: communes, their loudspeakers, campaigns, scripts and their sounds."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache

from broadcast.programme import Clip, Form, Frame
from broadcast.programme.announcer import Words
from broadcast.schedule import (
    Asked,
    Campaign,
    Candidate,
    DayPlan,
    Framing,
    Imaging,
    LocalPolicy,
    Place,
    Schedule,
    Slot,
    Station,
    Target,
    Topic,
    plan_stations,
)
from broadcast.script import Approval, BulletinClass, Script

DAY = date(2020, 8, 6)
DAYS = tuple(DAY + timedelta(number) for number in range(7))
HOURS = (5, 11, 16, 18)
WITHDRAWN_EVERY = 20
"""Every so many scripts one is withdrawn: three priority items among them, and two standing ones."""

_FORM = "mau"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a country: `places` with `stations` each, `campaigns` of three scripts, `standing` items."""

    places: int
    stations: int = 1
    campaigns: int = 40
    standing: int = 40


@dataclass(frozen=True, slots=True)
class Country:
    """All that its stations are planned from; `stations` are their ids by place."""

    schedule: Schedule
    stations: Mapping[str, Sequence[str]]
    candidates: Sequence[Candidate]
    frames: dict[str, Frame]

    @property
    def withdrawn(self) -> Sequence[str]:
        """The scripts that are withdrawn, one after the other."""
        return [each.script.id for each in self.candidates][::WITHDRAWN_EVERY]

    def planned(self, place: int, day: date, without: str = "") -> Iterator[DayPlan]:
        """The plans of all stations of one place, without the script that is withdrawn."""
        among = [each for each in self.candidates if each.script.id != without]
        asked = [Asked(each, self.frames) for each in self.stations[_name(place)]]
        yield from plan_stations(self.schedule, day, among, asked)


@cache
def country(size: Size) -> Country:
    """The country of this size: always the same. No two places lay down the same hours and caps."""
    chance = random.Random(1677)  # noqa: S311 - the same country for everybody
    places = [Place("nuoc", "0", "Nước", "nước")]
    places += [Place(_name(n), f"{n:05d}", f"{n}", "xã", parent="nuoc") for n in range(size.places)]
    stations = {
        _name(n): [Station(f"{_name(n)}-{m:02d}", _name(n), f"Cụm loa {m}") for m in range(size.stations)]
        for n in range(size.places)
    }
    schedule = Schedule(
        district="nuoc",
        places={place.id: place for place in places},
        stations={station.id: station for of_place in stations.values() for station in of_place},
        policies={_name(n): (_policy(chance, n),) for n in range(size.places)},
        forms={_FORM: Framing(Form(_FORM, "", headlines=3), Words("", "", ""), Imaging("s", (), "e"))},
        campaigns={each.id: each for each in map(_campaign, range(size.campaigns))},
    )
    owners = [f"cd-{n:02d}" for n in range(size.campaigns) for _ in range(3)] + [None] * size.standing
    candidates = [_candidate(chance, number, owner) for number, owner in enumerate(owners)]
    frame = _frame(candidates)
    names = {place: [station.id for station in of_place] for place, of_place in stations.items()}
    return Country(schedule, names, candidates, {f"{hour:02d}": frame for hour in HOURS})


def _name(place: int) -> str:
    return f"xa-{place:05d}"


def _policy(chance: random.Random, number: int) -> LocalPolicy:
    """Four sessions of 12 to 18 minutes; every tenth place has a cap that is too small for all minimums."""
    longest_s = [60 * chance.choice([15, 18, 20, 22]) for _ in HOURS]
    slots = tuple(
        Slot(f"{hour:02d}", f"{hour:02d}", time(hour), length, length * 0.8, _FORM)
        for hour, length in zip(HOURS, longest_s, strict=True)
    )
    cap_s = 24 * 60 if number % 10 == 9 else 0.9 * sum(longest_s)
    return LocalPolicy(_name(number), slots, cap_s + number, assumed=True)


def _campaign(number: int) -> Campaign:
    topics = tuple(Topic(f"t{n}", f"Chủ đề {n}") for n in range(3))
    name, low = f"cd-{number:02d}", 1 if number % 4 else 2
    return Campaign(name, f"Chiến dịch {number}", topics, ("nuoc",), target=Target(low, low + 1))


def _candidate(chance: random.Random, number: int, campaign: str | None) -> Candidate:
    name, topic, seconds = f"bai-{number:03d}", f"t{number % 3}", chance.randint(250, 800) / 10
    urgent = campaign is not None and number % 40 == 0
    script = Script(
        name,
        f"Bài {number}",
        "",
        "tin",
        "same",
        BulletinClass.PRIORITY if urgent else BulletinClass.NORMAL,
        campaign,
        topic,
        approved=Approval("A", DAY, "same"),
    )
    voice = chance.choice(["nam", "nu"])
    return Candidate(script, Clip(name, script.title, seconds, name, campaign, topic, voice))


def _frame(candidates: Sequence[Candidate]) -> Frame:
    titles = {each.script.id: Clip(f"tit-{each.script.id}", "", 2.5) for each in candidates}
    return Frame(
        signature=Clip("nhac-hieu", "", 9.0),
        call=Clip("xuong", "", 3.5),
        greeting=Clip("chao", "", 6.0),
        stingers=(Clip("cat-1", "", 2.0), Clip("cat-2", "", 3.0)),
        closing=Clip("ket", "", 5.0),
        sign_off=Clip("het", "", 8.0),
        bed=Clip("nen", "", 40.0),
        headlined=Clip("tin-chinh", "", 2.0),
        headlines=titles,
    )
