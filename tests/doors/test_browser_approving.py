"""An approver at a real Chromium: opens, listens, approves; with the mouse, by keyboard alone, on a phone."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from served import Serve
from staff import Client, Staff
from test_browser import CHROMIUM, DESK, PHONE, browser
from test_browser_people import log_in, other

from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.people import Role
from broadcast.store import audit

__all__ = ["browser", "other"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]

TEXT = {"title": "Họp ấp Long Hòa", "text": "Mời bà con họp lúc 19 giờ.\nXin cảm ơn."}
CLICKS = """addEventListener("click", (event) => {
  if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true);"""


@pytest.fixture
def staff(serve: Serve, small_studio: Studio) -> Iterator[Staff]:
    """Bình approves what Hoa writes, by a clock that goes."""
    going = replace(small_studio, now=lambda: datetime.now(UTC))
    reception = Reception(going, date(2020, 8, 6), "my-an")
    people = Staff(reception, serve(reception).url)  # type: ignore[arg-type]
    people.invite("lan", "Nguyễn Thị Lan", *Role)
    people.invite("binh", "Trần Văn Bình", Role.APPROVER)
    people.invite("hoa", "Lê Thị Hoa", Role.WRITER)
    yield people
    if reception.hurrying:
        reception.hurrying.join(60)


@pytest.fixture
def script(staff: Staff) -> str:
    hoa = staff.client("hoa")
    script = str(hoa.post("/api/v1/scripts", json=TEXT).json()["id"])
    assert hoa.post(f"/api/v1/scripts/{script}/submission", json={"version": 1}).status_code == 200
    return script


def picture(page: Page, name: str) -> None:
    """For people to look at, where a folder is named."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def by_mouse(page: Page, role: str, name: str) -> None:
    page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]


def by_keyboard(page: Page, role: str, name: str) -> None:
    """Tab until it is focused, then Enter."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    expect(wanted).to_be_visible()
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return page.keyboard.press("Enter")
    raise AssertionError(name)


@pytest.mark.parametrize(
    ("press", "size"),
    [(by_mouse, DESK), (by_keyboard, DESK), (by_mouse, PHONE)],
    ids=["mouse", "keyboard", "phone"],
)
def test_three_clicks_from_the_list_to_an_approved_script(
    staff: Staff, script: str, other: Page, press: Callable[[Page, str, str], None], size: dict[str, int]
) -> None:
    other.set_viewport_size(size)  # type: ignore[arg-type]
    log_in(other, staff, "binh")
    other.add_init_script(CLICKS)
    other.goto(f"{staff.url}/newsroom?state=submitted")
    press(other, "link", TEXT["title"])
    expect(other.locator("[data-heard]")).to_contain_text("chưa nghe")
    picture(other, f"review-{size['width']}")
    press(other, "button", "Nghe thử")
    expect(other.locator("td + td .sentence[data-now]")).to_have_text("Mời bà con họp lúc mười chín giờ.")
    picture(other, f"review-playing-{size['width']}")
    expect(other.locator("[data-heard]")).to_have_text("Đã nghe hết.", timeout=30_000)
    press(other, "button", "Duyệt cho phát")
    expect(other.locator(".facts .state")).to_have_text("Đã duyệt")
    assert other.evaluate("sessionStorage.clicks") == "3"
    assert other.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with staff.reception.newsroom.studio.database.begin() as connection:
        told = [line.did for line in audit.every(connection) if line.on == script]
    assert told == ["script.written", "script.submitted", "script.heard", "script.approved"]
    picture(other, f"approved-{size['width']}")


def test_a_press_on_a_sentence_plays_it_and_an_approval_waits_until_all_is_heard(
    staff: Staff, script: str, other: Page
) -> None:
    log_in(other, staff, "binh")
    other.goto(f"{staff.url}/newsroom/{script}")
    approve = other.get_by_role("button", name="Duyệt cho phát")
    expect(approve).to_have_attribute("aria-disabled", "true")
    other.get_by_role("button", name="Xin cảm ơn.").press("Enter")
    expect(other.locator("td:first-child .sentence[data-now]")).to_have_text("Xin cảm ơn.")
    expect(other.locator("[data-toggle]")).to_contain_text("Nghe thử", timeout=20_000)  # it has ended
    expect(other.locator("[data-heard]")).to_contain_text("chưa nghe")
    approve.click(force=True)
    expect(other.locator(".facts .state")).to_have_text("Chờ duyệt")
    assert other.locator("[data-toggle]").evaluate("element => element === document.activeElement")


def test_recalled_from_its_page_with_a_reason_that_is_chosen(staff: Staff, script: str, other: Page) -> None:
    staff.listen("binh", script)
    binh = staff.client("binh")
    seal = binh.get(f"/api/v1/scripts/{script}/life").json()["seal"]
    assert binh.post(f"/api/v1/scripts/{script}/approval", json={"version": 1, "seal": seal}).ok
    log_in(other, staff, "binh")
    other.goto(f"{staff.url}/newsroom/{script}/clearance")
    expect(other.locator("main")).to_contain_text(seal["audio"])
    picture(other, "clearance")
    other.goto(f"{staff.url}/newsroom/{script}")
    other.locator("summary", has_text="Thu hồi").click()
    other.get_by_label("Lý do thu hồi").select_option("Nội dung sai")
    picture(other, "recall-form")
    other.get_by_role("button", name="Thu hồi khỏi mọi đài").click()
    expect(other.get_by_role("heading", level=2, name="Đã thu hồi")).to_be_visible()
    expect(other.locator("[data-spread]")).to_contain_text("Nội dung sai")
    picture(other, "recalled")
    assert Client(staff.url).get(f"/newsroom/{script}/recall.csv").status_code != 200
    assert binh.get(f"/newsroom/{script}/recall.csv").text.startswith("\ufeffscript,station,name")
