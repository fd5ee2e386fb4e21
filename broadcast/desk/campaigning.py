"""Lập chiến dịch: what a head of station types becomes a campaign, and the next plans obey it.

Campaigns of schedules.yaml are changed there; those that people laid down here are changed here. A change is
a new version: what was ordered when stays on record.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.exc import IntegrityError

from broadcast.desk.house import House
from broadcast.desk.newsroom import slug
from broadcast.desk.studio import Studio
from broadcast.errors import Conflict, Fault, Invalid, NotFound, Where
from broadcast.language import Text
from broadcast.people import Act, Deed, Did, Fact, MayNot, Person
from broadcast.schedule import Campaign, Place, Schedule
from broadcast.schedule.campaign_rules import Wrong, contradictions, out_of_reach
from broadcast.schedule.order import Order, read_order
from broadcast.schedule.schedule import unknown
from broadcast.script import BulletinClass
from broadcast.store import accounts, audit, campaigns
from broadcast.store.campaigns import Laid

_FORM = "new"
"""No campaign is called like the address of the empty form."""

LONGEST_NAME, LONGEST_LEGAL, MOST_TOPICS = 160, 300, 30


class WrongCampaign(Invalid):
    """Nobody could air it so."""


class NotLaidHere(NotFound):
    """People laid down no campaign of this id."""


class ChangedMeanwhile(Conflict):
    """Somebody else changed the campaign meanwhile."""


@dataclass(frozen=True, slots=True)
class Campaigning:
    """The campaigns that people lay down; `house` gives what is on file now."""

    studio: Studio
    house: Callable[[], House]

    def read(self, line: str) -> Order:
        """What a line says, as far as it is understood."""
        schedule = self.house().schedule
        names = {name: shown for name, shown in schedule.place_names.items() if name != schedule.district}
        return read_order(line, self.studio.today(), names)

    def places(self) -> tuple[Place, ...]:
        """Where a station stands today, by name."""
        schedule, today = self.house().schedule, self.studio.today()
        found = {schedule.home(station, today)[0] for station in schedule.stations}
        return tuple(sorted(map(schedule.place, found), key=lambda place: (place.name, place.code)))

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
        wished = replace(wished, places=wished.places or (schedule.district,))
        faults = tuple(_faults(wished, schedule))
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

    def _refuse_unless_may(self, by: Person, campaign: Campaign) -> None:
        schedule = self.house().schedule
        at = [schedule.lineage(place, self.studio.today()) for place in campaign.places]
        by.refuse_unless_may(Act.PLAN, at, BulletinClass.NORMAL, schedule.place_names)


def with_campaigns(schedule: Schedule, laid: Mapping[str, Laid]) -> Schedule:
    """`schedule` with the campaigns of people; what schedules.yaml has under the same id wins."""
    own = {name: each.campaign for name, each in laid.items()}
    return replace(schedule, campaigns={**own, **schedule.campaigns}) if own else schedule


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


def _unknown(campaign: Campaign, schedule: Schedule) -> Iterator[Wrong]:
    for number, place in enumerate(campaign.places):
        if place not in schedule.places:
            fault = unknown(Text("địa bàn", "place"), place, schedule.places, _CHOOSE_PLACES)
            yield Wrong(("places", number), fault)


def _at_field(wrong: Wrong) -> Fault:
    return replace(wrong.fault, where=Where(".".join(map(str, wrong.field))))


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
_NOT_HERE = Text("chiến dịch này không lập trên trang", "this campaign was not laid down here")
_CHANGE_FILE = Text(
    "nhờ người phụ trách máy sửa trong tệp schedules.yaml", "have it changed in schedules.yaml"
)
_CHANGED = Text("có người vừa sửa chiến dịch này", "somebody else just changed this campaign")
_LOOK_AGAIN = Text("mở lại trang, xem rồi sửa tiếp", "open the page again, look, then change it")

__all__ = ["Campaigning", "ChangedMeanwhile", "MayNot", "NotLaidHere", "WrongCampaign", "with_campaigns"]
