"""Lịch: places, hours and caps, campaigns, and the plan of a station's day."""

from broadcast.schedule.adding_up import counted_in, home_of
from broadcast.schedule.approvals import LocalApprovals
from broadcast.schedule.campaign import Campaign, Target, Topic
from broadcast.schedule.choice import NO_CHOICES, Choices, Clash, clashes, in_order, may_decline, own
from broadcast.schedule.contact import Contact
from broadcast.schedule.framing import SIGNALS, Feature, Framing, Imaging
from broadcast.schedule.hours import VIETNAM, Hours
from broadcast.schedule.locked import AS_PUBLISHED, LOCK, NOTHING_LOCKED, Locked
from broadcast.schedule.pin import Pin, WrongPin
from broadcast.schedule.place_names import names_of
from broadcast.schedule.placement import Placed, Placement, standing
from broadcast.schedule.places import Place, Station, Tie
from broadcast.schedule.plan import (
    Candidate,
    DayPlan,
    LeftOut,
    PlannedItem,
    PlannedSession,
    SilentSlot,
    TargetOutcome,
)
from broadcast.schedule.planner import plan_day
from broadcast.schedule.policy import LocalPolicy, Policy, Quieter, Slot
from broadcast.schedule.readings import LocalReading
from broadcast.schedule.reform import Change, Reform
from broadcast.schedule.schedule import Schedule, UnknownCampaign, UnknownForm, UnknownPlace, UnknownStation
from broadcast.schedule.sieve import NOT_MEANT
from broadcast.schedule.span import Span
from broadcast.schedule.voices import Announcing, LocalSpeech
from broadcast.schedule.why import short_of

__all__ = [
    "AS_PUBLISHED",
    "LOCK",
    "NOTHING_LOCKED",
    "NOT_MEANT",
    "NO_CHOICES",
    "SIGNALS",
    "VIETNAM",
    "Announcing",
    "Campaign",
    "Candidate",
    "Change",
    "Choices",
    "Clash",
    "Contact",
    "DayPlan",
    "Feature",
    "Framing",
    "Hours",
    "Imaging",
    "LeftOut",
    "LocalApprovals",
    "LocalPolicy",
    "LocalReading",
    "LocalSpeech",
    "Locked",
    "Pin",
    "Place",
    "Placed",
    "Placement",
    "PlannedItem",
    "PlannedSession",
    "Policy",
    "Quieter",
    "Reform",
    "Schedule",
    "SilentSlot",
    "Slot",
    "Span",
    "Station",
    "Target",
    "TargetOutcome",
    "Tie",
    "Topic",
    "UnknownCampaign",
    "UnknownForm",
    "UnknownPlace",
    "UnknownStation",
    "WrongPin",
    "clashes",
    "counted_in",
    "home_of",
    "in_order",
    "may_decline",
    "names_of",
    "own",
    "plan_day",
    "short_of",
    "standing",
]
