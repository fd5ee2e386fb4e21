"""The first day of a station over HTTPS under a name of its own, at a real Chromium."""

from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from secure import Secure
from staff import PASSWORD
from test_browser import CHROMIUM, DESK, FLAGS, PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]


@pytest.fixture
def browser(secure: Secure) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *secure.chromium])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_context(viewport=DESK, locale="vi-VN").new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    yield page
    page.context.close()
    assert complaints == []


def typed_password(page: Page) -> None:
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def test_the_first_day_of_a_station_over_https(secure: Secure, page: Page) -> None:
    answer = page.goto(f"{secure.url}/start/{secure.reception.accounts.invitations.first_link()}")
    assert answer is not None
    assert answer.header_value("strict-transport-security") == "max-age=31536000"
    page.get_by_label("Họ và tên").fill("Nguyễn Thị Lan")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tạo tài khoản").click()

    # whoever may approve is led to codes from a telephone first
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã xác nhận")
    page.wait_for_function("() => document.querySelector('.qr').naturalWidth > 100")
    telephone = pyotp.TOTP(page.locator(".secret").inner_text().replace(" ", ""))
    page.get_by_label("Gõ 6 số").fill("000000")
    page.get_by_role("button", name="Bật mã xác nhận").click()
    expect(page.get_by_role("alert")).to_contain_text("Mã xác nhận không đúng")
    page.get_by_label("Gõ 6 số").fill(telephone.at(secure.reception.now()))
    page.get_by_role("button", name="Bật mã xác nhận").click()
    expect(page.locator(".spare li")).to_have_count(10)
    spare = page.locator(".spare code").first.inner_text()
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.get_by_role("link", name="Tôi đã ghi lại").click()
    page.wait_for_url("**/newsroom")

    (cookie,) = page.context.cookies(secure.url)
    assert cookie["name"] == "__Host-broadcast"
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Strict")
    assert (cookie["path"], cookie["domain"]) == ("/", "station.test")
    assert page.evaluate("document.cookie") == "", "no script reads it"

    page.get_by_role("link", name="Soạn bài mới").first.click()
    page.get_by_label("Lời bài").fill("Mời bà con họp ấp lúc 19 giờ.")
    page.get_by_role("button", name="Lưu").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mời bà con họp ấp")

    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(f"{secure.url}/")
    assert page.context.cookies(secure.url) == []
    page.goto(f"{secure.url}/newsroom")
    typed_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã xác nhận")
    assert page.context.cookies(secure.url) == [], "no session before the code"
    page.get_by_label("Mã 6 số").fill(spare)
    page.get_by_role("button", name="Vào").click()
    page.wait_for_url("**/newsroom")


def test_over_plain_http_the_same_name_shows_no_login_form(secure: Secure, page: Page) -> None:
    page.goto(f"{secure.plain_url}/login")
    expect(page.locator(".note")).to_contain_text("không được mã hóa")
    expect(page.locator("input[type=password]")).to_have_count(0)
