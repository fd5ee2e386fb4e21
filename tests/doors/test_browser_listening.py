"""A clerk at a real Chromium listens to a programme part by part: by mouse, by finger and by keyboard."""

import pytest
from in_memory import DAY
from playwright.sync_api import Browser, Page, expect
from served import Served
from test_browser import CHROMIUM, DESK, PHONE, browser, page, wait_until_it_plays

from broadcast.playlist import RundownEntry

__all__ = ["browser", "page"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]

AUDIO = ".hear audio"
SLIDER = "[data-wave]"


def opened(served: Served, page: Page) -> tuple[RundownEntry, ...]:
    """From the station's day to the page of its morning; what it holds."""
    page.goto(f"{served.url}/stations/hoa-binh/{DAY}")
    page.locator("#luc-05-00").get_by_role("link", name="Mở trang nghe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nghe chương trình 05:00")
    page.wait_for_function("() => document.querySelector('.hear audio').readyState >= 1")
    return served.studio.playlist("hoa-binh", DAY).items[0].rundown


def now(page: Page) -> float:
    return float(page.eval_on_selector(AUDIO, "audio => audio.currentTime"))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_clerk_sees_the_sound_and_jumps_to_a_part_of_it(
    day: Served, page: Page, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)
    third, fourth = opened(day, page)[2:4]
    picture = page.locator(f"{SLIDER} svg").bounding_box()
    assert picture
    assert picture["width"] > 0.8 * size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    for link in page.locator(".jump").all():
        box = link.bounding_box()
        assert box
        assert box["height"] >= 44
    page.locator(".jump").nth(2).click()
    wait_until_it_plays(page, AUDIO, third.offset_s)
    lit = page.locator(".chapters [data-now]")
    expect(lit).to_contain_text("Lời chào")
    expect(lit).to_have_attribute("aria-current", "true")
    expect(page.locator(f"{SLIDER} [data-now]")).to_have_class("cue-greeting")
    assert third.offset_s <= now(page) < third.ends_s, "it jumped, and to its beginning"
    page.locator(".jump").last.scroll_into_view_if_needed()
    expect(page.locator("[data-toggle]")).to_be_in_viewport(ratio=1)
    page.locator("[data-toggle]").click()
    middle = fourth.offset_s + fourth.duration_s / 2
    length = float(page.eval_on_selector(AUDIO, "audio => audio.duration"))
    page.locator(SLIDER).click(position={"x": picture["width"] * middle / length, "y": 20})
    wait_until_it_plays(page, AUDIO, fourth.offset_s)
    expect(lit).to_contain_text(fourth.title)


def test_the_picture_and_the_parts_can_be_used_by_keyboard(day: Served, page: Page) -> None:
    third = opened(day, page)[2]
    slider = page.get_by_role("slider", name="Vị trí đang nghe")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuenow", "5")
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuenow", "0")
    page.keyboard.press("Space")
    wait_until_it_plays(page, AUDIO, 0)
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('.hear audio').paused")
    page.locator(".jump").nth(1).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wait_until_it_plays(page, AUDIO, third.offset_s)
    expect(page.locator(".chapters [data-now]")).to_contain_text("Lời chào")


def test_without_scripts_every_part_is_a_link_to_its_second(day: Served, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False, locale="vi-VN")
    page.goto(f"{day.url}/stations/hoa-binh/{DAY}/sang")
    item = day.studio.playlist("hoa-binh", DAY).items[0]
    assert item.audio
    link = page.get_by_role("link", name="Nhạc cắt").first
    stinger = next(entry for entry in item.rundown if entry.kind == "stinger")
    assert link.get_attribute("href") == f"{item.audio.url}#t={stinger.offset_s}"
    expect(page.locator(AUDIO)).to_be_visible()
    expect(page.locator("[data-toggle]")).to_be_hidden()
    page.close()
