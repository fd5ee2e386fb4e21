"""A person at a real Chromium: finds the button, hears, seeks, on a desk and on a phone."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from in_memory import DAY, InMemory
from playwright.sync_api import Browser, Page, expect, sync_playwright
from served import Serve, Served

from broadcast.schedule import VIETNAM

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--autoplay-policy=no-user-gesture-required",
]
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport=DESK, locale="vi-VN")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    page.close()
    assert complaints == []


PLAYS = """([name, second]) => {
  const audio = document.querySelector(name);
  return !audio.paused && audio.currentTime > second;
}"""

HEARD = """audio => {
  let seconds = 0;
  for (let n = 0; n < audio.played.length; n += 1) seconds += audio.played.end(n) - audio.played.start(n);
  return seconds;
}"""


def wait_until_it_plays(page: Page, player: str, second: float) -> None:
    page.wait_for_function(PLAYS, arg=[player, second])


def test_a_clerk_hears_a_programme_from_the_front_page(day: Served, page: Page) -> None:
    page.goto(day.url)
    page.get_by_role("link", name="Nghe xã Hòa Bình, 11:00").click()
    wait_until_it_plays(page, "[data-dock-audio]", 0)
    expect(page.locator("[data-dock-title]")).to_have_text("Đài Truyền thanh xã Hòa Bình: buổi trưa 11:00")
    page.get_by_role("button", name="Đóng").click()
    expect(page.locator("[data-dock]")).to_be_hidden()
    assert page.eval_on_selector("[data-dock-audio]", "audio => audio.paused")


def test_a_clerk_finds_an_item_and_listens_from_there(day: Served, page: Page) -> None:
    page.goto(day.url)
    page.get_by_role("link", name="Xã An Thạnh Trung", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đài Truyền thanh xã An Thạnh Trung")
    morning = page.locator("#luc-05-00")
    second = next(e.offset_s for e in day.studio.playlist("an-thanh-trung", DAY).items[0].rundown if e.script)
    morning.locator("tr.item .seek").first.click()
    wait_until_it_plays(page, "#luc-05-00 audio", second)
    heard = page.eval_on_selector("#luc-05-00 audio", HEARD)
    assert heard < second, "it came there by playing, not by seeking"
    expect(morning.locator("tr[data-now] .title")).to_contain_text("Luôn đeo khẩu trang")
    expect(morning.locator("[data-toggle]")).to_contain_text("Tạm dừng")
    morning.get_by_text("Xem lời đọc").first.click()
    expect(morning.locator(".proof").first).to_contain_text("ủy ban nhân dân")


def test_one_programme_sounds_at_a_time(day: Served, page: Page) -> None:
    page.goto(f"{day.url}/stations/hoa-binh/{DAY}")
    page.locator("#luc-05-00 [data-toggle]").click()
    wait_until_it_plays(page, "#luc-05-00 audio", 0)
    page.locator("#luc-17-00 [data-toggle]").click()
    wait_until_it_plays(page, "#luc-17-00 audio", 0)
    assert page.eval_on_selector("#luc-05-00 audio", "audio => audio.paused")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", ["/", f"/stations/hoa-binh/{DAY}", "/scripts", "/scripts/khau-trang-01"])
def test_nothing_hangs_over_the_edge_and_buttons_can_be_hit(
    day: Served, page: Page, path: str, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)
    page.goto(day.url + path)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    for button in page.locator(".listen, .big").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44


def test_the_board_takes_over_what_changes_and_disturbs_no_listener(
    serve: Serve, sounds: Path, page: Page
) -> None:
    studio = InMemory(sounds, clock=DAY, at=datetime(2020, 8, 6, 10, 59, tzinfo=VIETNAM))
    page.goto(serve(studio).url)
    live = page.locator("#dai-hoa-binh .live")
    expect(live).to_contain_text("Kế tiếp 11:00")
    page.get_by_role("link", name="Nghe xã Hòa Bình, 05:00").click()
    wait_until_it_plays(page, "[data-dock-audio]", 0)
    page.evaluate("window.scrollTo(0, 200)")
    studio.at += timedelta(minutes=1, seconds=5)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(live).to_contain_text("Đáng lẽ đang phát: 11:00")
    assert page.evaluate("window.scrollY") == 200
    assert page.locator("#dai-hoa-binh [data-playing]").count() == 1
    wait_until_it_plays(page, "[data-dock-audio]", 0)


def test_without_scripts_the_board_still_plays(day: Served, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False, locale="vi-VN")
    page.goto(day.url)
    link = page.get_by_role("link", name="Nghe xã Hòa Bình, 11:00")
    assert day.get(link.get_attribute("href") or "").headers["content-type"] == "audio/mpeg"
    page.close()
