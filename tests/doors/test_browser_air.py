"""All of it, in a browser: a Word file is written, heard, approved, aired by a commune, and reported."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import requests
from commune import Clock, Loudspeaker, Tape
from playwright.sync_api import Page, expect
from served import Serve
from staff import Staff
from test_browser import CHROMIUM, browser
from test_browser_people import LINES, aired, desk, hear, hear_all, log_in, other, written

from broadcast.agent import Agent
from broadcast.desk import reporting
from broadcast.desk.house import open_house
from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.language import Language
from broadcast.people import Role
from broadcast.report import Fate, html_form
from broadcast.schedule import VIETNAM

__all__ = ["browser", "desk", "other"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]

MORNING = datetime(2026, 11, 23, 4, 30, tzinfo=VIETNAM)
SCRIPT = "phong-dich-noi-cong-cong"


@pytest.fixture
def clock() -> Clock:
    """One clock for the station and the commune; it stands still until the test moves it."""
    return Clock(MORNING)


@pytest.fixture
def studio_today(small_studio: Studio, clock: Clock) -> Studio:
    return replace(small_studio, now=clock.now)


@pytest.fixture
def staff(serve: Serve, studio_today: Studio) -> Staff:
    """Lan writes, Bình approves; the day shown is the clock's."""
    reception = Reception(studio_today, None, "my-an")
    people = Staff(reception, serve(reception).url)  # type: ignore[arg-type]
    people.invite("lan", "Nguyễn Thị Lan", *Role)
    people.invite("binh", "Trần Văn Bình", Role.APPROVER)
    return people


@pytest.fixture
def commune(staff: Staff, clock: Clock, tmp_path: Path) -> Iterator["Commune"]:
    with requests.Session() as session:
        commune = Commune(staff, clock, tmp_path / "commune", session)
        yield commune
        commune.shift.close()


class Commune:
    """The agent of Mỹ An over the real API, its loudspeaker driven by the clock of the test."""

    def __init__(self, staff: Staff, clock: Clock, data: Path, session: requests.Session) -> None:
        self.clock, self.tape = clock, Tape()
        self.loudspeaker = Loudspeaker(clock, self.tape)
        agent = Agent(staff.url, "my-an", data, self.loudspeaker, clock=clock, session=session)
        self.shift = agent.shift()

    def until(self, moment: datetime, step_s: float) -> None:
        while self.clock.now() < moment:
            self.clock.go(step_s)
            self.loudspeaker.go()
            self.shift.tick()
            if step_s > 1 or self.clock.monotonic() % 10 == 0:
                self.shift.exchange()


def approved(staff: Staff, lan: Page, binh: Page, tmp_path: Path) -> None:
    """Lan uploads, mends, listens and submits; Bình listens and approves."""
    log_in(lan, staff, "lan")
    written(lan, staff, tmp_path)
    lan.get_by_role("button", name="Sửa thành khỏi").click()
    hear(lan)
    lan.get_by_role("button", name="Trình duyệt").click()
    log_in(binh, staff, "binh")
    binh.get_by_role("link", name=LINES[0]).click()
    hear_all(binh, staff)
    binh.get_by_role("button", name="Duyệt cho phát").click()
    expect(binh.locator(".facts .state")).to_have_text("Đã duyệt")


def test_from_a_word_file_to_the_loudspeaker_and_the_report(
    staff: Staff, studio_today: Studio, commune: Commune, desk: Page, other: Page, tmp_path: Path
) -> None:
    approved(staff, desk, other, tmp_path)
    assert SCRIPT in aired(staff)
    today = MORNING.date()
    items = staff.reception.playlist("my-an", today).items
    item = next(each for each in items if SCRIPT in {cue.script for cue in each.rundown})
    fate = other.locator(item.starts_at.strftime("#luc-%H-%M"))
    commune.until(item.starts_at - timedelta(seconds=60), 30)
    other.goto(f"{staff.url}/stations/my-an/{today}")
    expect(fate).to_contain_text("Chưa tới giờ")
    commune.until(item.ends_at, 1)
    commune.until(item.ends_at + timedelta(minutes=5), 30)

    other.reload()
    expect(fate).to_contain_text("Đã phát")
    report = reporting.report(studio_today, open_house(studio_today.house), today, today)
    assert {play.fate for play in report.plays if play.item == item.id} == {Fate.AIRED}
    assert (item.id, SCRIPT) in {(play.item, play.script) for play in report.plays}

    file = tmp_path / "report.html"
    file.write_bytes(html_form(report, Language.VI))
    other.goto(file.as_uri())
    rows = other.get_by_role("table").first.get_by_role("row")
    expect(rows.filter(has_text="không thuộc chiến dịch nào")).to_have_count(1)
