"""One story of a commune's operator with a phone: silence for a funeral, and a loudspeaker that fails."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import requests
from commune import Clock, Loudspeaker, Tape
from playwright.sync_api import Browser, Page, expect
from served import Serve
from staff import PASSWORD, Staff
from test_browser import CHROMIUM, PHONE, browser

from broadcast.agent import Agent, Shift
from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.people import Role
from broadcast.schedule import VIETNAM

__all__ = ["browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]

FIVE = datetime(2026, 11, 23, 17, 0, tzinfo=VIETNAM)


class Commune:
    """The service and the player of one commune, by one clock that the test moves."""

    def __init__(self, staff: Staff, shift: Shift, clock: Clock, loudspeaker: Loudspeaker) -> None:
        self.staff, self._shift, self._clock, self._loudspeaker = staff, shift, clock, loudspeaker

    def go(self, seconds: float, step: float = 0.5) -> None:
        for _ in range(round(seconds / step)):
            self._clock.go(step)
            self._loudspeaker.go()
            self._shift.tick()
            self._shift.exchange()


@pytest.fixture
def commune(serve: Serve, small_studio: Studio, tmp_path: Path) -> Iterator[Commune]:
    clock = Clock(FIVE.replace(hour=16, minute=55))
    reception = Reception(replace(small_studio, now=clock.now), None, "my-an")
    reception.make(reception.today(), Nobody())
    staff = Staff(reception, serve(reception).url)  # type: ignore[arg-type]
    staff.invite("lan", "Nguyễn Thị Lan", *Role)
    staff.invite("le", "Trần Thị Lệ", Role.OPERATOR)
    tape = Tape()
    loudspeaker = Loudspeaker(clock, tape)
    with requests.Session() as session:
        session.trust_env = False
        agent = Agent(staff.url, "my-an", tmp_path / "agent", loudspeaker, clock=clock, session=session)
        shift = agent.shift()
        commune = Commune(staff, shift, clock, loudspeaker)
        commune.go(240, 10)
        yield commune
        shift.close()


@pytest.fixture
def phone(browser: Browser, commune: Commune) -> Iterator[Page]:
    """The operator's phone, logged in."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN", has_touch=True, is_mobile=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{commune.staff.url}/login")
    page.get_by_label("Tên đăng nhập").fill("le")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bản tin")
    yield page
    context.close()
    assert complaints == []


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_silence_for_a_funeral_and_a_loudspeaker_that_fails(commune: Commune, phone: Page) -> None:
    commune.go(90)
    phone.get_by_text("Các trang").click()
    expect(phone.get_by_role("button", name="Đăng xuất")).to_be_visible()
    phone.get_by_role("link", name="Trạm").click()
    phone.get_by_label("Tìm trạm").fill("my an")
    phone.get_by_role("button", name="Tìm").click()
    expect(phone.get_by_role("status")).to_contain_text("1 trên 18 trạm")
    phone.get_by_role("link", name="Mỹ An, xã Long Kiến").click()
    expect(phone.locator(".now")).to_contain_text("Đang phát: 17:00")
    assert fits(phone)

    phone.get_by_text("Tạm dừng loa").first.click()
    phone.get_by_label("Hết buổi 17:00").check()
    phone.get_by_label("Lý do").fill("có đám tang gần loa")
    phone.get_by_role("button", name="Tạm dừng").click()
    expect(phone.locator(".paused")).to_contain_text("Tin khẩn cấp vẫn phát. Trần Thị Lệ")
    expect(phone.locator("[data-obeyed]")).to_contain_text("Trạm chưa nhận lệnh này")
    commune.go(120)
    phone.reload()
    expect(phone.locator("[data-obeyed]")).to_contain_text("Trạm đã nhận lệnh lúc 17:0")
    expect(phone.locator(".sessions-today")).to_contain_text("Xã tạm dừng khi đã phát")
    expect(phone.locator(".sessions-today")).to_contain_text("tạm dừng theo lệnh của Trần Thị Lệ")
    assert fits(phone)

    phone.get_by_role("button", name="Phát lại ngay").click()
    expect(phone.locator(".paused")).to_have_count(0)
    commune.go(61)
    phone.reload()
    expect(phone.locator("[data-obeyed]")).to_contain_text("Trạm đã nhận lệnh")

    phone.get_by_text("Báo hỏng").first.click()
    phone.get_by_label("Không có tiếng").check()
    phone.get_by_label("Ở đâu, thế nào").fill("cụm loa ấp Long Hòa")
    phone.get_by_role("button", name="Gửi báo hỏng").click()
    expect(phone.locator(".broken")).to_contain_text("Đang hỏng: Không có tiếng: cụm loa ấp Long Hòa")
    assert fits(phone)
    phone.goto(f"{commune.staff.url}/")
    expect(phone.locator(".alarms")).to_contain_text("báo hỏng: không có tiếng (cụm loa ấp Long Hòa)")

    phone.goto(f"{commune.staff.url}/stations/my-an")
    phone.get_by_label("Đã sửa thế nào").fill("thay dây loa")
    phone.get_by_role("button", name="Đã sửa").click()
    expect(phone.locator(".broken")).to_have_count(0)
    expect(phone.locator(".history")).to_contain_text("Trần Thị Lệ: thay dây loa")
    phone.goto(f"{commune.staff.url}/")
    expect(phone.locator("main")).not_to_contain_text("cụm loa ấp Long Hòa")
