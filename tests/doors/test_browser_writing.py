"""A writer at a real Chromium: six presses to the approvers; nothing typed is lost; a recording counts."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hostile import word
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from staff import Staff
from test_browser import CHROMIUM, DESK, FLAGS, PHONE, wait_until_it_plays
from test_browser_people import log_in

from broadcast.files.word import BadDocument, words_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]

LINES = ("Phòng dịch nơi công cộng", "Bà con nhớ đeo khẩu trang khi ra kh i nhà, gọi 1900 9095 khi ho, sốt.")
MICROPHONE = [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--disable-features=AudioServiceOutOfProcess",
]
COUNT = """addEventListener("click", (event) => {
  const hand = event.isTrusted && !(event.target.matches("input[type=file]") && event.detail);
  if (hand) sessionStorage.presses = Number(sessionStorage.presses || 0) + 1;
}, true);"""

TWO_SECONDS = re.compile(r"0:(0[2-9]|[1-5]\d)")  # or more, where the machine is busy


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *MICROPHONE])
        yield browser
        browser.close()


def somebody(browser: Browser, size: dict[str, int] = DESK, *, touch: bool = False) -> Page:
    """A person at a browser of their own."""
    context = browser.new_context(viewport=size, has_touch=touch, locale="vi-VN")  # type: ignore[arg-type]
    context.add_init_script(COUNT)
    return context.new_page()


def with_the_keyboard(control: Locator) -> None:
    """Tab until it has the focus, then Enter."""
    page = control.page
    for _ in range(150):
        if control.evaluate("each => each === document.activeElement"):
            return page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    pytest.fail(f"{control} is out of the keyboard's reach")


def presses(page: Page) -> int:
    return int(page.evaluate("Number(sessionStorage.presses || 0)"))


WAYS: dict[str, tuple[dict[str, int], Callable[[Locator], None]]] = {
    "mouse": (DESK, lambda control: control.click()),
    "keyboard": (DESK, with_the_keyboard),
    "phone": (PHONE, lambda control: control.tap()),
}


@pytest.mark.parametrize("way", WAYS)
def test_from_a_word_file_to_the_approvers_in_six_presses(
    staff: Staff, browser: Browser, tmp_path: Path, way: str
) -> None:
    size, press = WAYS[way]
    page = somebody(browser, size, touch=way == "phone")
    file = tmp_path / "khau-trang.docx"
    file.write_bytes(word(*LINES))
    with suppress(BadDocument):  # a busy machine's first start of the reader may come too late for a page
        words_of(file.read_bytes(), file.name)
    log_in(page, staff, "hoa")
    before = presses(page)

    press(page.get_by_role("link", name="Soạn bài mới"))
    chooser = page.locator("#file") if way == "keyboard" else page.get_by_text("Thả tệp vào đây")
    with page.expect_file_chooser() as chosen:
        press(chooser)
    chosen.value.set_files(file)
    expect(page.get_by_label("Lời bài")).to_have_value("\n".join(LINES), timeout=20_000)
    expect(page.locator(".mirror .in-bad")).to_have_text("kh i")
    expect(page.locator("[data-duration]")).to_contain_text("giây")
    press(page.get_by_role("button", name="Sửa thành khỏi"))
    expect(page.locator(".doubt-list")).to_have_count(0)
    expect(page.locator("[data-doubts-told]")).to_have_text("Không còn chỗ nào cần xem lại.")
    press(page.get_by_role("button", name="Nghe thử"))
    wait_until_it_plays(page, "[data-try-audio]", 0)
    expect(page.locator(".mirror .in-sounds").first).to_contain_text("Phòng dịch nơi công cộng")
    press(page.get_by_role("button", name="Trình duyệt"))
    expect(page.locator(".facts .state")).to_have_text("Chờ duyệt")
    assert presses(page) - before <= 6
    entry = staff.reception.newsroom.listed()[0][0]
    assert (entry.version, entry.manuscript.text) == (1, "\n".join(LINES).replace("kh i", "khỏi"))
    page.context.close()


def test_what_is_typed_outlives_the_line_the_session_and_the_page(staff: Staff, browser: Browser) -> None:
    script = (
        staff.client("lan")
        .post("/api/v1/scripts", json={"title": "Họp", "text": "Mời bà con họp ấp."})
        .json()
    )
    page, other = somebody(browser), somebody(browser)
    log_in(page, staff, "hoa")
    page.goto(f"{staff.url}/newsroom/{script['id']}")
    page.get_by_label("Lời bài").fill("Mời bà con họp ấp lúc 19 giờ.")
    expect(page.locator("[data-saved-at]")).to_contain_text("Đã lưu nháp lúc")
    page.context.set_offline(True)
    page.get_by_label("Lời bài").fill("Mời bà con họp ấp lúc 20 giờ.")
    expect(page.locator("[data-trouble]")).to_contain_text("giữ trên máy này")
    page.context.set_offline(False)
    expect(page.locator("[data-trouble]")).to_be_hidden(timeout=15_000)
    assert staff.reception.newsroom.proofs(script["id"]).entry.version == 1, "no version for a key stroke"

    log_in(other, staff, "lan")  # somebody else is told
    other.goto(f"{staff.url}/newsroom/{script['id']}")
    expect(other.locator("[data-others]")).to_contain_text("Lê Thị Hoa cũng đang sửa bài này")

    page.context.clear_cookies()
    page.get_by_label("Lời bài").fill("Mời bà con họp ấp lúc 21 giờ.")
    expect(page.locator("[data-trouble]")).to_contain_text("đăng nhập lại")
    page.get_by_role("button", name="Lưu và xem lời đọc").click()
    expect(page.locator(".problem")).to_contain_text("Bạn chưa đăng nhập")
    log_in(page, staff, "hoa")
    page.goto(f"{staff.url}/newsroom/{script['id']}")
    page.locator(".offer", has_text="Trên máy này").get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_label("Lời bài")).to_have_value("Mời bà con họp ấp lúc 21 giờ.")
    expect(page.locator("[data-saved-at]")).to_contain_text("Đã lưu nháp lúc")
    page.reload()
    expect(page.locator(".offer")).to_contain_text("Có bản chưa lưu lúc")
    page.get_by_role("link", name="Tiếp tục").click()
    expect(page.get_by_label("Lời bài")).to_have_value("Mời bà con họp ấp lúc 21 giờ.")
    page.get_by_role("button", name="Lưu và xem lời đọc").click()
    page.wait_for_function("() => localStorage.length === 0")
    expect(page.locator(".offer")).to_have_count(0)
    assert staff.reception.newsroom.proofs(script["id"]).entry.version == 2
    for each in (page, other):
        each.context.close()


def recording(staff: Staff, browser: Browser) -> Page:
    """A page that records. On a busy machine Chromium's test microphone at times never starts: anew, then."""
    for _ in range(4):
        fresh = browser.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, *MICROPHONE])
        page = somebody(fresh)
        log_in(page, staff, "hoa")
        page.get_by_role("link", name="Soạn bài mới").click()
        page.get_by_role("button", name="Ghi âm").click()
        with suppress(AssertionError):
            expect(page.locator("[data-recording-time]")).to_have_text(TWO_SECONDS, timeout=12_000)
            return page
        fresh.close()
    pytest.fail("it never recorded")


def test_what_the_microphone_hears_becomes_a_script_with_sound(staff: Staff, browser: Browser) -> None:
    page = recording(staff, browser)
    page.get_by_role("button", name="Dừng").click()
    page.get_by_role("button", name="Dùng bản ghi này").click()
    expect(page.locator("[data-taken-sound]")).to_contain_text("Đã nhận âm thanh", timeout=20_000)
    page.get_by_label("Tên bài").fill("Loa thử")
    page.get_by_role("button", name="Lưu và xem lời đọc").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Loa thử")
    expect(page.locator(".hearing")).to_contain_text("LUFS")
    assert staff.reception.newsroom.listed()[0][0].manuscript.sound
    page.context.browser.close()  # type: ignore[union-attr]


def test_a_file_that_is_refused_says_why_beside_the_field_and_leaves_what_was_typed(
    staff: Staff, browser: Browser, tmp_path: Path
) -> None:
    page, file = somebody(browser), tmp_path / "bai.mp3"
    file.write_text("#EXTM3U\nhttp://127.0.0.1/secret\n")
    log_in(page, staff, "hoa")
    page.get_by_role("link", name="Soạn bài mới").click()
    page.get_by_label("Lời bài").fill("Mời bà con họp ấp.")
    page.get_by_label("Thả tệp vào đây").set_input_files(file)
    expect(page.locator("[data-file-fault]")).to_contain_text("danh sách phát")
    expect(page.get_by_label("Lời bài")).to_have_value("Mời bà con họp ấp.")
    page.context.close()
