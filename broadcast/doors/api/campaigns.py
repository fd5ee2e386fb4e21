"""Chiến dịch for programs: to read, and to lay down and change as on the page, by the same desk."""

from fastapi import APIRouter

from broadcast.desk.campaigning import Laid, topics_named
from broadcast.doors.api import campaign_models as models
from broadcast.doors.api.people import OwnDep
from broadcast.doors.api.problems import fault_in, problems
from broadcast.doors.asked import LanguageDep, StudioDep
from broadcast.doors.entrance import SessionDep
from broadcast.errors import Conflict, Fault, Invalid, NotFound, Refused, Unavailable
from broadcast.language import Text
from broadcast.schedule import Campaign, Stage, Target
from broadcast.schedule.unit import MINUTES, PER_CENT

router = APIRouter(prefix="/api/v1/campaigns", tags=["planning"])


class UnknownCampaign(NotFound):
    """No campaign has this id."""


@router.get("", summary="All campaigns")
def campaigns(studio: StudioDep) -> models.Campaigns:
    """Every campaign, with what is assumed in it."""
    return models.Campaigns(campaigns=[campaign_of(each) for each in studio.campaigns()])


@router.post(
    "", status_code=201, summary="Lay down a campaign", responses=problems(Refused, Invalid, Unavailable)
)
def lay(wish: models.CampaignWish, session: OwnDep, studio: StudioDep) -> models.LaidCampaign:
    """Lập chiến dịch: its id comes from its name, and the next plans obey it."""
    made = studio.campaigning.add(session.person, _wished(wish, Campaign("", "", (), ())))
    return _laid(studio.campaigning.one(made.id))


@router.post(
    "/proposals", summary="What a typed line asks for", responses=problems(Refused, Invalid, Unavailable)
)
def propose(
    wish: models.Line, session: OwnDep, studio: StudioDep, language: LanguageDep
) -> models.CampaignProposal:
    """Nothing is kept: POST /campaigns takes `proposal`.

    What was not understood stays in its name and is told; where it is a place, `places` has no other for it.
    """
    wished, faults = studio.campaigning.proposal(session.person, wish.line)
    return models.CampaignProposal(
        proposal=_proposed(wished), faults=[fault_in(fault, language) for fault in faults]
    )


@router.get("/{campaign}", summary="One campaign", responses=problems(NotFound))
def campaign(campaign: str, studio: StudioDep) -> models.Campaign:
    """As it stands now, wherever it was laid down."""
    found = next((each for each in studio.campaigns() if each.id == campaign), None)
    if found is None:
        what = Text(f"không có chiến dịch «{campaign[:80]}»", f"there is no campaign «{campaign[:80]}»")
        raise UnknownCampaign(Fault(what, Text("xem /api/v1/campaigns", "see /api/v1/campaigns")))
    return campaign_of(found)


@router.put(
    "/{campaign}",
    summary="Change a campaign that people laid down",
    responses=problems(NotFound, Conflict, Refused, Invalid, Unavailable),
)
def change(
    campaign: str, wish: models.CampaignChange, session: OwnDep, studio: StudioDep
) -> models.LaidCampaign:
    """A new version; 409 when `version` is not the newest. Topics of the same name keep their ids."""
    before = studio.campaigning.one(campaign).campaign
    studio.campaigning.change(session.person, _wished(wish, before), wish.version)
    return _laid(studio.campaigning.one(campaign))


@router.get(
    "/{campaign}/versions",
    summary="Who laid it down and changed it",
    responses=problems(NotFound, Refused),
)
def versions(campaign: str, _: SessionDep, studio: StudioDep) -> models.CampaignVersions:
    """Every version of a campaign that people laid down; 404 for one of schedules.yaml."""
    return models.CampaignVersions(versions=[*map(_laid, studio.campaigning.versions(campaign))])


def campaign_of(campaign: Campaign) -> models.Campaign:
    """A campaign as it is read."""
    return models.Campaign(
        id=campaign.id,
        name=campaign.name,
        topics=[models.Topic(id=topic.id, name=topic.name) for topic in campaign.topics],
        places=list(campaign.places),
        valid_from=campaign.valid_from,
        valid_until=campaign.valid_until,
        baseline_plays=campaign.baseline_plays,
        baseline_minutes=campaign.baseline_s / 60,
        target=None if campaign.target is None else target_of(campaign.target),
        ramp=[models.Stage(starts=stage.starts, target=target_of(stage.target)) for stage in campaign.ramp],
        languages=list(campaign.languages),
        report_every_days=campaign.report_every_days,
        legal=campaign.legal,
        assumed=campaign.assumed,
        note=campaign.note,
    )


def target_of(target: Target) -> models.Target:
    """A target as it is read."""
    return models.Target(
        min=target.plays_min,
        max=target.plays_max or None,
        minutes_min=target.seconds_min / 60,
        minutes_max=target.seconds_max / 60 if target.seconds_max else None,
        share=target.share,
    )


def _laid(laid: Laid) -> models.LaidCampaign:
    return models.LaidCampaign(
        campaign=campaign_of(laid.campaign), version=laid.version, by=laid.by, at=laid.at
    )


def _wished(wish: models.CampaignWish, before: Campaign) -> Campaign:
    """What the desk shall lay down; `before` gives the id and those of its topics."""
    target = None if wish.target is None else _target(wish.target)
    return Campaign(
        id=before.id,
        name=wish.name,
        topics=topics_named(wish.topics, before.topics),
        places=tuple(dict.fromkeys(wish.places)),
        valid_from=wish.valid_from,
        valid_until=wish.valid_until,
        baseline_plays=wish.baseline_plays,
        target=None if target == Target() else target,
        legal=wish.legal,
        note=wish.note,
        baseline_s=MINUTES.of(wish.baseline_minutes),
        ramp=tuple(Stage(stage.starts, _target(stage.target)) for stage in wish.ramp),
        languages=tuple(dict.fromkeys(wish.languages)),
        report_every_days=wish.report_every_days,
    )


def _target(wish: models.TargetWish) -> Target:
    least, most = MINUTES.of(wish.minutes_min), MINUTES.of(wish.minutes_max or 0)
    return Target(wish.min, wish.max or 0, least, most, round(wish.share, PER_CENT.kept))


def _proposed(campaign: Campaign) -> models.CampaignWish:
    given = campaign.target and target_of(campaign.target)
    return models.CampaignWish.model_construct(
        name=campaign.name,
        topics=[topic.name for topic in campaign.topics],
        places=list(campaign.places),
        valid_from=campaign.valid_from,
        valid_until=campaign.valid_until,
        target=given and models.TargetWish.model_construct(**given.model_dump()),
    )
