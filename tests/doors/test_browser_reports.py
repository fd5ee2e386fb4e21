"""Campaigns and reports at a real Chromium: charts are seen on a desk and a phone, a reminder is copied."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from served import Serve, Served
from test_browser import CHROMIUM, DESK, PHONE, browser
from weeks import fill, reception_at

from broadcast.bootstrap import equip
from broadcast.settings import PROJECT, Settings

__all__ = ["browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]

DRAWN = "() => [...document.images].every(image => image.complete && image.naturalWidth > 0)"
FITS = "() => document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture(scope="module")
def served(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    studio = equip(Settings(house=PROJECT, data=tmp_path_factory.mktemp("weeks")))
    fill(studio)
    yield serve(reception_at(studio))  # type: ignore[arg-type]
    studio.database.close()


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport=request.param, locale="vi-VN")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


def test_from_the_number_to_the_telephone_and_from_a_campaign_to_its_report(
    page: Page, served: Served
) -> None:
    page.goto(served.url)
    page.get_by_role("link", name="xã chưa nhận lịch ngày mai").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lịch ngày 01/09/2020")
    assert page.evaluate(FITS)
    if page.viewport_size == PHONE:
        page.get_by_text("Các trang").click()
    page.get_by_role("link", name="Chiến dịch", exact=True).click()
    page.get_by_role("link", name="Phòng, chống dịch COVID-19").click()
    page.wait_for_function(DRAWN)
    assert page.locator("figure img").count() == 4
    assert page.evaluate(FITS)
    narrow = page.viewport_size == PHONE
    chosen = page.locator("figure img").first.evaluate("image => image.currentSrc")
    assert ("narrow=1" in chosen) is narrow
    page.get_by_role("link", name="Lập báo cáo của chiến dịch này").click()
    expect(page.get_by_label("Chiến dịch", exact=True)).to_have_value("covid-19")
    page.wait_for_function(DRAWN)
    assert page.evaluate(FITS)


def test_a_reminder_is_copied_by_keyboard_alone(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/reports?from=2020-08-06&to=2020-08-31")
    summary = page.locator(".letter summary").first
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("textarea").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-copy]").first).to_have_text("Đã chép")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.replace("\r", "").startswith(
        "Kính gửi Đài Truyền thanh xã Kiến An,\nĐến 17:01 ngày 31/08/2020"
    )


def test_the_document_and_the_printed_order_are_one_press_away(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/reports?from=2020-08-06&to=2020-08-31&campaign=covid-19")
    with page.expect_download() as document:
        page.get_by_role("link", name="Tải báo cáo Word (.docx)").click()
    assert document.value.suggested_filename == "bao-cao-2020-08-06-2020-08-31.docx"
    assert document.value.path().read_bytes()[:2] == b"PK"
    page.goto(f"{served.url}/stations/my-an/2020-08-31")
    assert page.evaluate(FITS)
    page.get_by_role("link", name="Dàn bài để in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dàn bài chương trình")
    expect(page.get_by_role("row").nth(1)).to_contain_text("05:00:00")
    assert page.evaluate(FITS)
