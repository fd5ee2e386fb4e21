"""A planner at a real Chromium types a line that is half understood, and sees what was not."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from staff import Staff
from test_browser import CHROMIUM, DESK, PHONE, browser
from test_browser_people import log_in, somebody

__all__ = ["browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    yield from somebody(browser)


def test_what_was_not_understood_is_in_sight_and_no_place_stands_in_for_another(
    desk: Page, staff: Staff
) -> None:
    log_in(desk, staff, "lan")
    desk.goto(f"{staff.url}/campaigns")
    desk.get_by_label("Lập chiến dịch mới").fill("Bluezone, 3 lượt/tuần, 05-31/8/2020, xã Mỹ Ann")
    desk.get_by_role("button", name="Tiếp tục").click()
    told = desk.get_by_role("heading", name="Máy chưa hiểu hết dòng này")
    for size in (DESK, PHONE):
        desk.set_viewport_size(size)
        expect(told).to_be_in_viewport()
        wide = desk.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], "nothing is beside the page"
    desk.get_by_label("Tên chiến dịch").fill("Bluezone")
    desk.get_by_label("Ít nhất mấy lần").fill("2")
    desk.get_by_role("button", name="Lưu chiến dịch").click()
    expect(desk.get_by_role("alert")).to_contain_text("Chưa chọn địa bàn")
    desk.get_by_label("xã Mỹ An").check()
    desk.get_by_role("button", name="Lưu chiến dịch").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Bluezone")
    (made,) = (each for each in staff.reception.campaigns() if each.id == "bluezone")
    assert made.places == ("my-an",)
