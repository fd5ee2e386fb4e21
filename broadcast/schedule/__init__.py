"""Lịch: places, hours and caps, campaigns, and the plan of a station's day."""

from broadcast.schedule import relay_told
from broadcast.schedule.adding_up import counted_in, home_of
from broadcast.schedule.alike import Asked, Plans, plan_stations
from broadcast.schedule.approvals import LocalApprovals
from broadcast.schedule.campaign import Campaign, Stage, Target, Topic
from broadcast.schedule.choice import NO_CHOICES, Choices, Clash, clashes, in_order, may_decline, own
from broadcast.schedule.contact import Contact
from broadcast.schedule.demand import LOOKED_BACK, NO_PAST, Had, Past
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
from broadcast.schedule.policy import GenreCap, LocalPolicy, Policy, Quieter, Slot
from broadcast.schedule.readings import LocalReading
from broadcast.schedule.reform import Change, Reform
from broadcast.schedule.relay import Laid, PlannedRelay, Relay
from broadcast.schedule.rulebook import Rulebook, rulebook
from broadcast.schedule.schedule import Schedule, UnknownCampaign, UnknownForm, UnknownPlace, UnknownStation
from broadcast.schedule.sieve import NOT_MEANT
from broadcast.schedule.span import Span
from broadcast.schedule.voices import Announcing, LocalSpeech
from broadcast.schedule.whereabouts import Former, place_of, places_on
from broadcast.schedule.why import short_of

__all__ = [
    "AS_PUBLISHED",
    "LOCK",
    "LOOKED_BACK",
    "NOTHING_LOCKED",
    "NOT_MEANT",
    "NO_CHOICES",
    "NO_PAST",
    "SIGNALS",
    "VIETNAM",
    "Announcing",
    "Asked",
    "Campaign",
    "Candidate",
    "Change",
    "Choices",
    "Clash",
    "Contact",
    "DayPlan",
    "Feature",
    "Former",
    "Framing",
    "GenreCap",
    "Had",
    "Hours",
    "Imaging",
    "Laid",
    "LeftOut",
    "LocalApprovals",
    "LocalPolicy",
    "LocalReading",
    "LocalSpeech",
    "Locked",
    "Past",
    "Pin",
    "Place",
    "Placed",
    "Placement",
    "PlannedItem",
    "PlannedRelay",
    "PlannedSession",
    "Plans",
    "Policy",
    "Quieter",
    "Reform",
    "Relay",
    "Rulebook",
    "Schedule",
    "SilentSlot",
    "Slot",
    "Span",
    "Stage",
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
    "place_of",
    "places_on",
    "plan_day",
    "plan_stations",
    "relay_told",
    "rulebook",
    "short_of",
    "standing",
]
