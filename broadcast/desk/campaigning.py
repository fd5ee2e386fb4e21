"""Lập chiến dịch: what a head of station types becomes a campaign, and the next plans obey it.

Campaigns of schedules.yaml are changed there; those that people laid down here are changed here. A change is
a new version: what was ordered when stays on record.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import category

from sqlalchemy.exc import IntegrityError

from broadcast.desk.house import House
from broadcast.desk.newsroom import slug
from broadcast.desk.studio import Studio
from broadcast.errors import Conflict, Fault, Invalid, NotFound, Where
from broadcast.language import Text
from broadcast.people import Act, Deed, Did, Fact, MayNot, Person
from broadcast.schedule import Campaign, Schedule, Topic
from broadcast.schedule.campaign_rules import Wrong, contradictions, out_of_reach, over_before
from broadcast.schedule.order import Order, days_meant, read_order
from broadcast.schedule.place_names import names_of
from broadcast.schedule.schedule import unknown
from broadcast.script import BulletinClass
from broadcast.store import accounts, audit, campaigns
from broadcast.store.campaigns import Laid

_FORM = "new"
"""No campaign is called like the address of the empty form."""

LONGEST_NAME, LONGEST_LEGAL, LONGEST_TOPIC, MOST_TOPICS = 160, 300, 120, 30

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Between these every day that is reckoned from a campaign's is a day, too."""

GENERAL = Topic("chung", "Chung")
"""The topic of a campaign of which nobody named any."""


class WrongCampaign(Invalid):
    """Nobody could air it so."""


class NotLaidHere(NotFound):
    """People laid down no campaign of this id."""


class ChangedMeanwhile(Conflict):
    """Somebody else changed the campaign meanwhile."""


@dataclass(frozen=True, slots=True)
class Campaigning:
    """The campaigns that people lay down; `house` gives what is on file now, `today` the day shown."""

    studio: Studio
    house: Callable[[], House]
    today: Callable[[], date]

    def read(self, line: str) -> Order:
        """What a line says, as far as it is understood; the district by its name is everywhere."""
        schedule = self.house().schedule
        order = read_order(line, self.today(), schedule.dated_places, schedule.sessions_a_day)
        return replace(order, places=()) if schedule.district in (order.places or ()) else order

    def proposal(self, by: Person, line: str) -> tuple[Campaign, tuple[Fault, ...]]:
        """The campaign that a line asks for, and what keeps it from being laid down; raises MayNot.

        What was not understood is told first; where it is a place, the proposal has no other in its stead.
        """
        by.refuse_unless_may(Act.PLAN)
        order = self.read(line)
        wished = self._tidied(
            Campaign("", order.name, (GENERAL,), order.places or (), order.first, order.last, 0, order.target)
        )
        faults = (*order.doubts, *self._faults_anew(wished))
        unclear = order.places is None and any(doubt.where == Where("places") for doubt in order.doubts)
        return (replace(wished, places=()) if unclear else wished), faults

    def places(
        self, first: date | None = None, last: date | None = None, chosen: Collection[str] = ()
    ) -> tuple[tuple[str, str], ...]:
        """Where a station stands on some of these days (today where none are named), and what is chosen.

        Ids with names, in the order of names; of two that share one, with the code.
        """
        schedule = self.house().schedule
        days = days_meant(first, last, self.today())
        homes = {
            home
            for day in dict.fromkeys(map(days.nearest, schedule.stretches))
            for station in schedule.stations
            for home in schedule.home(station, day)[:1]
        }
        ids = homes.union(each for each in chosen if each in schedule.places)
        listed = sorted(
            (place for place in schedule.dated_places if place.id in ids),
            key=lambda each: (each.name, each.code),
        )
        names = names_of(listed)
        often = Counter(names.values())
        return tuple(
            (each.id, names[each.id] + (f" (mã {each.code})" if often[names[each.id]] > 1 else ""))
            for each in listed
        )

    def everywhere(self, campaign: Campaign) -> bool:
        """Whether it runs in the whole district."""
        return campaign.places == (self.house().schedule.district,)

    def laid(self) -> tuple[Mapping[str, Laid], Mapping[str, str]]:
        """Those of people, by id, and full names by login name."""
        with self.studio.database.begin() as connection:
            return campaigns.every(connection), accounts.full_names(connection)

    def one(self, campaign: str) -> Laid:
        """The newest version; raises NotLaidHere."""
        found = self.laid()[0].get(campaign)
        if found is None:
            raise NotLaidHere(Fault(_NOT_HERE, _CHANGE_FILE))
        return found

    def versions(self, campaign: str) -> tuple[Laid, ...]:
        """Every version, the newest first; raises NotLaidHere."""
        with self.studio.database.begin() as connection:
            found = campaigns.versions(connection, campaign)
        if not found:
            raise NotLaidHere(Fault(_NOT_HERE, _CHANGE_FILE))
        return found

    def may(self, by: Person) -> bool:
        """Whether `by` may lay down campaigns somewhere."""
        return by.may(Act.PLAN)

    def add(self, by: Person, wished: Campaign) -> Campaign:
        """Lay down a new campaign; its id comes from its name.

        Raises:
            MayNot: `by` may not plan at all of its places.
            WrongCampaign: it has no name, ends before it begins, or nobody could air it; every fault at once.
        """
        taken = {_FORM, *self.house().schedule.campaigns, *self.laid()[0]}
        return self._lay(by, replace(wished, id=_free(slug(wished.name), taken)), 0)

    def change(self, by: Person, wished: Campaign, version: int) -> Campaign:
        """Lay down what follows `version`; its old topics stay, for what aired is counted by them.

        Raises:
            NotLaidHere: schedules.yaml has it, or nobody.
            ChangedMeanwhile: `version` is not the newest.
            MayNot, WrongCampaign: as `add`.
        """
        before = self.one(wished.id)
        if before.version != version:
            raise ChangedMeanwhile(Fault(_CHANGED, _LOOK_AGAIN))
        self._refuse_unless_may(by, before.campaign)
        return self._lay(by, wished, version)

    def _lay(self, by: Person, wished: Campaign, after: int) -> Campaign:
        schedule, now = self.house().schedule, self.studio.now()
        wished = self._tidied(wished)
        faults = tuple(_faults(wished, schedule)) if after else self._faults_anew(wished)
        if faults:
            raise WrongCampaign(*faults)
        self._refuse_unless_may(by, wished)
        did = Did.CAMPAIGN_CHANGED if after else Did.CAMPAIGN_LAID
        with self.studio.database.begin() as connection:
            try:
                campaigns.lay(connection, Laid(wished, after + 1, by.name, now))
            except IntegrityError as error:
                raise ChangedMeanwhile(Fault(_CHANGED, _LOOK_AGAIN)) from error
            audit.record(connection, Deed(by.name, did, wished.id, _facts(wished, after + 1)), now)
        return wished

    def _faults_anew(self, wished: Campaign) -> tuple[Fault, ...]:
        """One that is on record may be over; nobody lays down what is."""
        over = map(_at_field, over_before(wished, self.today()))
        return (*_faults(wished, self.house().schedule), *over)

    def _tidied(self, wished: Campaign) -> Campaign:
        """In tidy words; what names no place runs in the whole district, what names no letter is assumed."""
        legal = tidy(wished.legal or "") or None
        return replace(
            wished,
            name=tidy(wished.name),
            legal=legal,
            assumed=legal is None,
            note=tidy(wished.note),
            places=wished.places or (self.house().schedule.district,),
        )

    def _refuse_unless_may(self, by: Person, campaign: Campaign) -> None:
        schedule = self.house().schedule
        at = [schedule.lineage(place, self.studio.today()) for place in campaign.places]
        by.refuse_unless_may(Act.PLAN, at, BulletinClass.NORMAL, schedule.place_names)


def with_campaigns(schedule: Schedule, laid: Mapping[str, Laid]) -> Schedule:
    """`schedule` with the campaigns of people; what schedules.yaml has under the same id wins."""
    own = {name: each.campaign for name, each in laid.items()}
    return replace(schedule, campaigns={**own, **schedule.campaigns}) if own else schedule


def tidy(typed: str) -> str:
    """In one line, and without what nobody sees: a control letter pasted along breaks a Word document."""
    seen = (each if each.isspace() or category(each)[0] != "C" else "" for each in typed)
    return " ".join("".join(seen).split())


def topics_named(names: Iterable[str], before: Sequence[Topic] = ()) -> tuple[Topic, ...]:
    """Topics by their names; those that were there keep their ids, for what aired is counted by them."""
    known = {topic.name: topic.id for topic in before}
    shown = (tidy(name)[:LONGEST_TOPIC] for name in names)
    taken, made = set(known.values()), list[Topic]()
    for name in dict.fromkeys(filter(None, shown)):
        own = known.get(name) or _free(slug(name), taken)
        taken.add(own)
        made.append(Topic(own, name))
    return tuple(made) or (GENERAL,)


def _faults(campaign: Campaign, schedule: Schedule) -> Iterator[Fault]:
    """Every fault, each at the field that says it."""
    for wrong in (*_said(campaign), *_unknown(campaign, schedule), *contradictions(campaign)):
        yield _at_field(wrong)
    yield from map(_at_field, out_of_reach(campaign, schedule))


def _said(campaign: Campaign) -> Iterator[Wrong]:
    """Words that are missing, or too many."""
    if not any(map(str.isalpha, campaign.name)) or len(campaign.name) > LONGEST_NAME:
        yield Wrong(("name",), Fault(_NO_NAME, _GIVE_NAME))
    if len(campaign.topics) > MOST_TOPICS or not campaign.topics:
        yield Wrong(("topics",), Fault(_NO_TOPICS, _GIVE_TOPICS))
    if len(campaign.legal or "") > LONGEST_LEGAL:
        yield Wrong(("legal",), Fault(_LONG_LEGAL, _SHORTER_LEGAL))
    stages = ((("ramp", number, "starts"), stage.starts) for number, stage in enumerate(campaign.ramp))
    ends = (("valid_from",), campaign.valid_from), (("valid_until",), campaign.valid_until)
    for field, day in (*ends, *stages):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            yield Wrong(field, Fault(_no_such_year(day.year), _MEND_YEAR))


def _unknown(campaign: Campaign, schedule: Schedule) -> Iterator[Wrong]:
    for number, place in enumerate(campaign.places):
        if place not in schedule.places:
            fault = unknown(Text("địa bàn", "place"), place, schedule.places, _CHOOSE_PLACES)
            yield Wrong(("places", number), fault)


def _at_field(wrong: Wrong) -> Fault:
    return replace(wrong.fault, where=Where(".".join(map(str, wrong.field))))


def _no_such_year(year: int) -> Text:
    return Text(f"năm {year} không phải năm của một chiến dịch", f"{year} is no year of a campaign")


def _facts(campaign: Campaign, version: int) -> dict[str, Fact]:
    facts: dict[str, Fact] = {
        "version": version,
        "name": campaign.name,
        "target": campaign.target.said.vi if campaign.target else None,
        "from": campaign.valid_from.isoformat() if campaign.valid_from else None,
        "to": campaign.valid_until.isoformat() if campaign.valid_until else None,
        "place": ", ".join(campaign.places),
        "legal": campaign.legal,
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def _free(name: str, taken: set[str]) -> str:
    """`name`, or with the first number that makes it another one."""
    if name not in taken:
        return name
    return next(f"{name}-{number}" for number in range(2, len(taken) + 3) if f"{name}-{number}" not in taken)


_NO_NAME = Text("chưa ghi tên chiến dịch, hoặc tên dài quá", "the name is missing, or too long")
_GIVE_NAME = Text(
    f"ghi tên ngắn, không quá {LONGEST_NAME} chữ cái", f"write a name of {LONGEST_NAME} letters at most"
)
_NO_TOPICS = Text("chưa ghi chủ đề nào, hoặc nhiều quá", "there is no topic, or too many of them")
_GIVE_TOPICS = Text(
    f"ghi từ 1 đến {MOST_TOPICS} chủ đề, mỗi dòng một chủ đề",
    f"write 1 to {MOST_TOPICS} topics, one on each line",
)
_CHOOSE_PLACES = Text("chọn địa bàn có đài, hoặc toàn huyện", "choose places that have one, or all of them")
_LONG_LEGAL = Text("căn cứ ghi dài quá", "the legal basis is too long")
_SHORTER_LEGAL = Text(
    f"ghi số và ngày văn bản, không quá {LONGEST_LEGAL} chữ cái",
    f"write its number and day, {LONGEST_LEGAL} letters at most",
)
_MEND_YEAR = Text("sửa năm", "mend the year")
_NOT_HERE = Text("chiến dịch này không lập trên trang", "this campaign was not laid down here")
_CHANGE_FILE = Text(
    "nhờ người phụ trách máy sửa trong tệp schedules.yaml", "have it changed in schedules.yaml"
)
_CHANGED = Text("có người vừa sửa chiến dịch này", "somebody else just changed this campaign")
_LOOK_AGAIN = Text("mở lại trang, xem rồi sửa tiếp", "open the page again, look, then change it")

__all__ = [
    "Campaigning",
    "ChangedMeanwhile",
    "Laid",
    "MayNot",
    "NotLaidHere",
    "WrongCampaign",
    "topics_named",
    "with_campaigns",
]
