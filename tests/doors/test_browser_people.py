"""Three stories of staff at a real Chromium: a Word file becomes an approved announcement on air."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import tone, wav, word
from playwright.sync_api import Browser, Page, expect
from staff import PASSWORD, Client, Staff, hidden
from test_browser import CHROMIUM, DESK, PHONE, browser, wait_until_it_plays

from broadcast.desk.watching import Nobody
from broadcast.people import State
from broadcast.programme import CueKind

__all__ = ["browser"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is absent (README: optional parts)"),
]

LINES = ("Phòng dịch nơi công cộng", "Bà con nhớ đeo khẩu trang khi ra kh i nhà, gọi 1900 9095 khi ho, sốt.")
PLAYER = ".hearing audio"


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    yield from somebody(browser)


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    yield from somebody(browser)


def somebody(browser: Browser) -> Iterator[Page]:
    """A person at a browser of their own; no script of ours fails there."""
    context = browser.new_context(viewport=DESK, locale="vi-VN")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def log_in(page: Page, staff: Staff, name: str) -> None:
    page.goto(f"{staff.url}/newsroom")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bản tin")


def hear(page: Page) -> None:
    page.get_by_role("button", name="Nghe thử").click()
    wait_until_it_plays(page, PLAYER, 0)


def hear_all(page: Page, staff: Staff) -> None:
    """Bình hears the script of the page: its player plays, and its end comes as fast as the test's clock."""
    hear(page)
    staff.listen("binh", page.url.rsplit("/", 1)[1].partition("?")[0])
    page.reload()


def aired(staff: Staff) -> list[str | None]:
    playlist = staff.reception.make(staff.reception.today(), Nobody()).made["my-an"].playlist
    return [cue.script for item in playlist.items for cue in item.rundown if cue.kind is CueKind.ITEM]


def written(page: Page, staff: Staff, tmp_path: Path) -> None:
    """Lan uploads a Word file with a hole in it."""
    file = tmp_path / "khau-trang.docx"
    file.write_bytes(word(*LINES))
    page.get_by_role("link", name="Soạn bài mới").click()
    page.get_by_label("Thả tệp vào đây").set_input_files(file)
    expect(page.locator("[data-file-name]")).to_have_text(file.name)
    page.get_by_role("button", name="Lưu và xem lời đọc").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LINES[0])


def test_from_a_word_file_to_the_next_programme(
    staff: Staff, desk: Page, other: Page, tmp_path: Path
) -> None:
    log_in(desk, staff, "lan")
    written(desk, staff, tmp_path)
    expect(desk.locator(".doubt-list")).to_contain_text("phải sửa mới trình được")
    desk.get_by_role("button", name="Sửa thành khỏi").click()
    expect(desk.locator(".doubt-list")).to_have_count(0)
    expect(desk.locator(".proof")).to_contain_text("một chín không không")
    hear(desk)
    desk.get_by_role("button", name="Trình duyệt").click()
    expect(desk.locator(".facts .state")).to_have_text("Chờ duyệt")

    log_in(other, staff, "binh")
    other.get_by_role("link", name=LINES[0]).click()
    hear_all(other, staff)
    other.get_by_role("button", name="Duyệt cho phát").click()
    expect(other.locator(".facts .state")).to_have_text("Đã duyệt")
    assert "phong-dich-noi-cong-cong" in aired(staff)
    other.goto(f"{staff.url}/stations/my-an/{staff.reception.today()}")
    expect(other.locator("tr.item", has_text=LINES[0]).first).to_be_visible()


def test_ready_audio_is_measured_heard_approved_and_aired(
    staff: Staff, desk: Page, other: Page, tmp_path: Path
) -> None:
    file = tmp_path / "keng.wav"
    file.write_bytes(wav(tone(3)))
    log_in(desk, staff, "hoa")
    desk.get_by_role("link", name="Soạn bài mới").click()
    desk.get_by_label("Thả tệp vào đây").set_input_files(file)
    desk.get_by_label("Tên bài").fill("Tiếng kẻng họp ấp")
    desk.get_by_label("Chiến dịch, chủ đề").select_option("covid-19/khau-trang")
    desk.get_by_role("button", name="Lưu và xem lời đọc").click()
    expect(desk.locator(".hearing")).to_contain_text("Dài 3 giây · độ to -16,0 LUFS", timeout=20_000)
    expect(desk.locator(".findings")).to_contain_text("Tệp gốc: WAV, dài 3 giây, 24 kHz, một kênh.")
    hear(desk)
    desk.get_by_role("button", name="Trình duyệt").click()
    expect(desk.locator(".facts .state")).to_have_text("Chờ duyệt")

    log_in(other, staff, "binh")
    other.get_by_role("link", name="Tiếng kẻng họp ấp").click()
    expect(other.locator(".findings")).to_contain_text("Nhỏ hơn mức chuẩn")
    expect(other.locator(".facts")).to_contain_text("COVID-19 và cài đặt Bluezone, NCOVI / ")
    hear_all(other, staff)
    other.get_by_role("button", name="Duyệt cho phát").click()
    expect(other.locator(".facts .state")).to_have_text("Đã duyệt")
    assert "tieng-keng-hop-ap" in aired(staff)


def test_sent_back_with_a_reason_it_is_mended_and_comes_again(
    staff: Staff, desk: Page, other: Page, tmp_path: Path
) -> None:
    log_in(desk, staff, "hoa")
    desk.get_by_role("link", name="Soạn bài mới").click()
    desk.get_by_label("Lời bài").fill("Ấp Long Hòa cúp điện từ 7 giờ đến 16 giờ.")
    desk.get_by_label("Tên bài").fill("Cúp điện")
    desk.get_by_label("Giọng đọc").select_option("Giọng nam")
    desk.get_by_label("Đọc mấy lần").select_option("Hai lần (Xin nhắc lại)")
    desk.get_by_role("button", name="Lưu và xem lời đọc").click()
    desk.get_by_role("button", name="Trình duyệt").click()

    log_in(other, staff, "binh")
    other.get_by_role("link", name="Chờ duyệt").click()
    other.get_by_role("link", name="Cúp điện").click()
    expect(other.locator(".spoken")).to_have_text("Giọng nam đọc hai lần liền (Xin nhắc lại).")
    other.locator("summary", has_text="Trả lại").click()
    other.get_by_label("Lý do, để người viết biết mà sửa").fill("Ghi rõ ngày nào")
    other.get_by_role("button", name="Trả lại").click()
    expect(other.locator(".facts .state")).to_have_text("Trả lại")

    desk.reload()
    expect(desk.locator(".note")).to_contain_text("Ghi rõ ngày nào")
    desk.get_by_label("Lời bài").fill("Ngày 08/8/2020, ấp Long Hòa cúp điện từ 7 giờ đến 16 giờ.")
    desk.get_by_role("button", name="Trình duyệt").click()
    expect(desk.locator(".facts .state")).to_have_text("Chờ duyệt")


def test_three_who_may_not_are_told_so_in_a_sentence(
    staff: Staff, desk: Page, other: Page, tmp_path: Path
) -> None:
    log_in(desk, staff, "lan")
    desk.get_by_role("link", name="Soạn bài mới").click()
    desk.get_by_label("Lời bài").fill("Mời bà con họp ấp lúc 19 giờ.")
    desk.get_by_role("button", name="Lưu và xem lời đọc").click()
    desk.get_by_role("button", name="Trình duyệt").click()
    script = desk.url.rsplit("/", 1)[1]
    expect(desk.locator(".approve")).to_contain_text("Bạn đã viết hoặc sửa bài này")
    desk.get_by_role("button", name="Duyệt cho phát").click()  # their own
    expect(desk.locator(".problem")).to_contain_text("nên không được tự duyệt")

    log_in(other, staff, "binh")
    other.get_by_role("link", name="Mời bà con họp ấp").click()
    hear_all(other, staff)
    other.get_by_role("button", name="Duyệt cho phát").click()
    expect(other.locator(".facts .state")).to_have_text("Đã duyệt")
    assert script in aired(staff)

    desk.goto(f"{staff.url}/newsroom/{script}")  # what was approved is edited
    desk.get_by_role("link", name="Sửa bài").click()
    expect(desk.locator(".note")).to_contain_text("phải trình và duyệt lại")
    desk.get_by_label("Lời bài").fill("Mời bà con họp ấp lúc 20 giờ.")
    desk.get_by_role("button", name="Lưu và xem lời đọc").click()
    expect(desk.locator(".facts .state")).to_have_text("Đang soạn")
    assert script not in aired(staff)

    stranger = Client(staff.url)  # a stranger posts
    answer = stranger.post(
        f"/newsroom/{script}/submission", data={"version": "2"}, headers={"accept": "text/html"}
    )
    assert answer.status_code == 403
    assert "Bạn chưa đăng nhập" in answer.text
    assert staff.reception.newsroom.proofs(script).entry.state is State.DRAFT


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_of_staff_fit_the_screen_and_hold_no_english(
    staff: Staff, desk: Page, tmp_path: Path, size: dict[str, int]
) -> None:
    desk.set_viewport_size(size)
    log_in(desk, staff, "lan")
    written(desk, staff, tmp_path)
    draft = desk.url.removeprefix(staff.url)
    lan = staff.client("lan")
    sent = lan.post(
        "/api/v1/scripts", json={"title": "Họp ấp", "text": "Mời bà con họp ấp lúc 19 giờ."}
    ).json()["id"]
    lan.post(f"/api/v1/scripts/{sent}/submission", json={"version": 1})
    cut = wav(bytes(96_000) + tone(3) + bytes(192_000) + tone(1))
    sound = lan.post("/api/v1/scripts", files={"file": ("a.wav", cut)}, data={"title": "Kẻng"}).json()["id"]
    for path in (
        f"/newsroom/{sound}",
        "/newsroom",
        "/newsroom/new",
        draft,
        f"/newsroom/{sent}",
        "/people",
        "/people/hoa",
        "/account",
        "/login",
    ):
        desk.goto(staff.url + path)
        desk.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        for spaced in ("0", "0.12em"):  # a wider font than this machine's
            desk.evaluate(f"document.body.style.letterSpacing = '{spaced}'")
            assert desk.evaluate("document.documentElement.scrollWidth") <= size["width"], (path, spaced)
        for button in desk.locator("button.big, a.big, .repair").all():
            box = button.bounding_box()
            assert box is None or box["height"] >= 40, path
        words = set(desk.locator("main").inner_text().lower().split())
        english = {
            "the",
            "and",
            "script",
            "save",
            "submit",
            "approve",
            "title",
            "version",
            "none",
            "draft",
            "true",
        }
        assert not words & english, path
    assert hidden(lan.get(draft).text, "csrf")
