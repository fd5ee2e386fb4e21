"""Lịch: places, hours and caps, campaigns, and the plan of a station's day."""

from broadcast.schedule.alike import Asked, groups_of, plan_stations
from broadcast.schedule.approvals import LocalApprovals
from broadcast.schedule.campaign import Campaign, Target, Topic
from broadcast.schedule.choice import NO_CHOICES, Choices, Clash, clashes, in_order, may_decline, own
from broadcast.schedule.contact import Contact
from broadcast.schedule.framing import SIGNALS, Feature, Framing, Imaging
from broadcast.schedule.hours import VIETNAM, Hours
from broadcast.schedule.locked import AS_PUBLISHED, LOCK, NOTHING_LOCKED, Locked
from broadcast.schedule.pin import Pin, WrongPin
from broadcast.schedule.placement import Placed, Placement, standing
from broadcast.schedule.places import Place, Station
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
from broadcast.schedule.schedule import Schedule, UnknownCampaign, UnknownForm, UnknownPlace, UnknownStation
from broadcast.schedule.sieve import NOT_MEANT
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
    "Asked",
    "Campaign",
    "Candidate",
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
    "Schedule",
    "SilentSlot",
    "Slot",
    "Station",
    "Target",
    "TargetOutcome",
    "Topic",
    "UnknownCampaign",
    "UnknownForm",
    "UnknownPlace",
    "UnknownStation",
    "WrongPin",
    "clashes",
    "groups_of",
    "in_order",
    "may_decline",
    "own",
    "plan_day",
    "plan_stations",
    "short_of",
    "standing",
]
