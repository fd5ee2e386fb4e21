"""A planner at a real Chromium changes the day: by mouse, by keyboard alone, on a phone."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from staff import Staff
from test_browser import CHROMIUM, DESK, PHONE, browser
from test_browser_people import log_in, somebody

from broadcast.desk.watching import Nobody

__all__ = ["browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]

DAY = date(2020, 8, 6)


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    yield from somebody(browser)


@pytest.fixture
def made(staff: Staff) -> Staff:
    assert not staff.reception.make(DAY, Nobody()).failed
    return staff


def planned(staff: Staff, slot: str) -> list[str]:
    (row,) = staff.reception.timetable.sheet(DAY, "my-an").rows
    session = row.day and row.day.session(slot)
    return [item.script for item in session.items] if session else []


def open_day(page: Page, staff: Staff) -> None:
    log_in(page, staff, "lan")
    page.goto(f"{staff.url}/timetable?day={DAY}&station=my-an")


def link(page: Page, slot: str, script: str) -> Locator:
    return page.locator(f'a[href="/timetable/{DAY}/stations/my-an/{slot}/{script}"]')


def middle(page: Page, locator: Locator) -> tuple[float, float]:
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    assert box
    return box["x"] + min(40, box["width"] / 2), box["y"] + box["height"] / 2


def drag(page: Page, what: Locator, to: Locator) -> None:
    x, y = middle(page, what)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y + 8)
    tx, ty = middle(page, to)
    page.mouse.move(tx, ty - 6, steps=6)
    page.mouse.move(tx, ty - 4)
    page.mouse.up()


def test_by_mouse_an_item_is_dragged_to_another_session_and_undone(made: Staff, desk: Page) -> None:
    open_day(desk, made)
    before = planned(made, "sang")
    name = next(each for each in before if each not in planned(made, "chieu"))
    drag(desk, link(desk, "sang", name), desk.locator('[data-slot="chieu"] li').last)
    expect(desk.locator("[data-told]")).to_contain_text("vào buổi chiều")
    expect(link(desk, "chieu", name)).to_be_focused()
    expect(desk.locator("tbody th")).to_contain_text("đang làm lại chương trình")
    assert name in planned(made, "chieu")
    assert name not in planned(made, "sang")

    link(desk, "chieu", name).click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("Vì sao phát ở đây: Nguyễn Thị Lan đặt vào buổi này")
    dialog.get_by_role("button", name="Đóng").click()
    desk.get_by_role("button", name="Hoàn tác").first.click()
    expect(desk.locator("[data-told]")).to_contain_text("Đã hoàn tác")
    expect(link(desk, "sang", name)).to_be_visible()
    assert planned(made, "sang") == before


def test_by_mouse_what_does_not_air_is_put_into_a_session(made: Staff, desk: Page) -> None:
    name, lan = planned(made, "sang")[0], made.client("lan")
    lan.post(
        f"/timetable/{DAY}/moves",
        data={"csrf": lan.csrf, "station": "my-an", "script": name, "slot": ""},
    )
    desk.set_viewport_size({"width": 1366, "height": 1200})
    open_day(desk, made)
    drag(desk, desk.locator(".missing a[data-script]"), desk.locator('[data-slot="trua"] li').first)
    expect(desk.locator("[data-told]")).to_contain_text("Nguyễn Thị Lan đặt «")
    expect(link(desk, "trua", name)).to_be_focused()
    assert planned(made, "trua")[0] == name


def test_by_keyboard_alone_an_item_is_moved_cancelled_and_taken_out(made: Staff, desk: Page) -> None:
    open_day(desk, made)
    live, name = desk.locator("[data-live]"), planned(made, "sang")[0]
    for _ in range(60):  # Tab alone leads there
        desk.keyboard.press("Tab")
        if desk.evaluate("document.activeElement.pathname || ''").endswith(f"/sang/{name}"):
            break
    expect(link(desk, "sang", name)).to_be_focused()
    desk.keyboard.press("Space")
    expect(live).to_contain_text("Đã nhấc «")
    desk.keyboard.press("ArrowRight")
    expect(live).to_contain_text("Buổi trưa 11:00, vị trí 1")
    desk.keyboard.press("Escape")
    expect(live).to_have_text("Đã thôi, không đổi gì.")
    assert planned(made, "sang")[0] == name

    desk.keyboard.press("Space")
    desk.keyboard.press("ArrowDown")
    expect(live).to_contain_text("Buổi sáng 05:00, vị trí 2")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-told]")).to_contain_text("xếp lại «")
    assert planned(made, "sang")[1] == name
    expect(link(desk, "sang", name)).to_be_focused()

    desk.keyboard.press("Enter")
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Không phát ngày này ở đài này").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-told]")).to_contain_text("cho nghỉ «")
    assert name not in planned(made, "sang")


def test_on_a_phone_the_day_is_cards_and_the_form_moves(made: Staff, desk: Page) -> None:
    desk.set_viewport_size(PHONE)
    open_day(desk, made)
    width = "document.documentElement.scrollWidth"
    assert desk.evaluate(width) <= PHONE["width"]
    name = next(each for each in planned(made, "sang") if each not in planned(made, "trua"))
    link(desk, "sang", name).click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Sang buổi").select_option("trua")
    dialog.get_by_role("button", name="Dời", exact=True).click()
    expect(desk.locator("[data-told]")).to_contain_text("vào buổi trưa")
    assert name in planned(made, "trua")
    for path in (
        f"/timetable?day={DAY}",
        f"/timetable/{DAY}/stations/my-an/trua/{name}",
        f"/timetable/{DAY}/scripts/{name}",
    ):
        for size in (PHONE, {"width": DESK["width"] // 2, "height": 384}):
            desk.set_viewport_size(size)
            desk.goto(made.url + path)
            assert desk.evaluate(width) <= size["width"], path
        own = "[data-box] a, .timetable a, main button"
        small = f"Array.from(document.querySelectorAll('{own}'), e => e.getBoundingClientRect())"
        heights = desk.evaluate(f"{small}.filter(b => b.height).map(b => b.height)")
        assert min(heights) >= 24, path
        words = set(desk.locator("main").inner_text().lower().split())
        assert not words & {"the", "and", "session", "station", "move", "undo", "none", "true", "why"}, path


def test_two_at_once_the_second_sees_the_new_timetable(made: Staff, desk: Page) -> None:
    open_day(desk, made)
    first, second, *_ = planned(made, "sang")
    lan = made.client("lan")
    lan.post(
        f"/timetable/{DAY}/moves",
        data={"csrf": lan.csrf, "station": "my-an", "script": first, "slot": ""},
    )
    link(desk, "sang", second).focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-told]")).to_contain_text("Lịch đã đổi, đã tải lại")
    expect(link(desk, "sang", first)).to_have_count(0)
    assert second in planned(made, "sang")
