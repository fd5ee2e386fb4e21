"""Báo cáo: gathers what stations were told and what they reported, and has it counted."""

from datetime import date

from broadcast.desk.house import House
from broadcast.desk.logbook import judged
from broadcast.desk.studio import Studio
from broadcast.report import Asked, Report, make_report, wanted_stations


def report(
    studio: Studio,
    house: House,
    first: date,
    last: date,
    campaign: str | None = None,
    place: str | None = None,
) -> Report:
    """Planned and aired plays from `first` to `last` (both included), as far as stations have reported.

    Raises:
        WrongPeriod: it ends before it begins, or is longer than a year.
        UnknownCampaign, UnknownPlace: schedules.yaml has no such id.
        DatabaseUnavailable: what was published and reported cannot be read.
    """
    asked = Asked(first, last, campaign, place)
    stations = wanted_stations(house.schedule, asked)
    return make_report(house.schedule, asked, judged(studio, first, last, stations), studio.now())
