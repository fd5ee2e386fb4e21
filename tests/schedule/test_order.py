"""Lệnh: one line as a head of station types it."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.schedule import Place
from broadcast.schedule.campaign import Target
from broadcast.schedule.order import Order, read_order
from broadcast.schedule.unit import MINUTES, PER_CENT

TODAY = date(2020, 8, 3)
AUGUST = {"first": date(2020, 8, 5), "last": date(2020, 8, 31)}
REFORM = date(2025, 7, 1)


def place(name: str, kind: str = "xã", *, of: str = "", **more: object) -> Place:
    return Place(of or name, of or name, name, kind, **more)  # type: ignore[arg-type]


PLACES = (
    place("Chợ Mới", "huyện", of="huyen", valid_until=date(2025, 6, 30)),
    place("Chợ Mới", "thị trấn", of="thi-tran"),
    place("Mỹ An"),
    place("Kiến An", valid_until=date(2025, 6, 30), successor="xã Chợ Mới"),
    place("Chợ Mới", of="xa-moi", valid_from=REFORM),
    place("Long Điền A"),
    place("Long Điền B"),
    place("Long Điền", valid_from=REFORM),
    place("Long Kiến", valid_until=date(2025, 6, 30)),
    place("Long Kiến", of="Long Kiến moi", valid_from=REFORM),
    place("Hòa An"),
    place("Hòa An", of="Hòa An hai"),
    place("Hòa Bình"),
)


def read(line: str, today: date = TODAY, sessions: int | None = None) -> Order:
    return read_order(line, today, PLACES, lambda _, __: sessions)


def doubted(order: Order) -> list[str]:
    return [doubt.what.vi for doubt in order.doubts]


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("Bluezone, 3-5 lần/ngày, 05-31/8, toàn huyện", Order("Bluezone", Target(3, 5), **AUGUST, places=())),
        (
            "Cài đặt Bluezone ít nhất 2 lượt mỗi ngày đến hết 31/8/2020",
            Order("Cài đặt Bluezone", Target(2), last=date(2020, 8, 31)),
        ),
        (
            "Phòng dịch, 30/45 phút mỗi buổi, từ ngày 05/8 đến 31/8",
            Order("Phòng dịch", Target(share=0.6667), **AUGUST),
        ),
        ("Phòng dịch, 60% thời lượng mỗi buổi", Order("Phòng dịch", Target(share=0.6))),
        (
            "Sốt xuất huyết; 20-40 phút/ngày",
            Order("Sốt xuất huyết", Target(seconds_min=1200, seconds_max=2400)),
        ),
        (
            "Tắt bếp, 4 lần một ngày, xã Mỹ An, xã Kiến An",
            Order("Tắt bếp", Target(4, 4), places=("Kiến An", "Mỹ An")),
        ),
        ("Tết, 20/12-10/01, 2 lần", Order("Tết", Target(2, 2), date(2020, 12, 20), date(2021, 1, 10))),
        ("Tết, 20/12-10/01/21", Order("Tết", None, date(2020, 12, 20), date(2021, 1, 10))),
        ("Dịch, 20/7/2020-31/8", Order("Dịch", None, date(2020, 7, 20), date(2020, 8, 31))),
        ("Dịch, từ nay đến 31/8", Order("Dịch", None, TODAY, date(2020, 8, 31))),
        ("Nước sạch 25-31/7", Order("Nước sạch", None, date(2021, 7, 25), date(2021, 7, 31))),
        ("Giảm 50% học phí, 2 lần", Order("Giảm 50% học phí", Target(2, 2))),
        ("Phong trào xây dựng xã đẹp, XÃ HỘI HÓA", Order("Phong trào xây dựng xã đẹp, XÃ HỘI HÓA")),
        ("Diệt trừ sâu, an sinh xã hội, cuộc gọi 24", Order("Diệt trừ sâu, an sinh xã hội, cuộc gọi 24")),
        ("Nghị quyết 15/2020, số 1677/KH-UBND", Order("Nghị quyết 15/2020, số 1677/KH-UBND")),
        ("", Order("")),
        ("3-5", Order("3-5")),
        ("số 1677/KH-UBND", Order("số 1677/KH-UBND")),
    ],
)
def test_a_line_is_taken_apart(line: str, order: Order) -> None:
    assert read(line) == order


@pytest.mark.parametrize(
    "line",
    [
        "Bluezone, 3-5 lần/ngày, từ 05/8 đến 31/8, toàn huyện",
        "Khẩu trang, ít nhất 2 lượt mỗi ngày, các xã Long Điền A và Hòa Bình",
        "Sốt xuất huyết, 3 lần/buổi, xã Hòa An, trong tháng 8",
    ],
)
def test_a_line_says_the_same_however_its_marks_are_encoded(line: str) -> None:
    """UniKey "tổ hợp" and macOS write a letter and its marks one by one."""
    assert read(normalize("NFD", line)) == read(line)


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("3—5 lần/ngày", Target(3, 5)),
        ("3‑5 lần/ngày", Target(3, 5)),
        ("3 − 5 lần/ngày", Target(3, 5)),
        ("từ 3 đến 5 lần một ngày", Target(3, 5)),
        ("nhiều nhất 5 lần/ngày", Target(0, 5)),
        ("Mỗi ngày 3 lần", Target(3, 3)),
        ("Ngày 3 lần", Target(3, 3)),
        ("3 lần mỗi đài mỗi ngày", Target(3, 3)),
        ("2,5 phút/ngày", Target(seconds_min=150, seconds_max=150)),
        ("ít nhất 7.5 phút/ngày", Target(seconds_min=450)),
        ("30 phút/45 phút mỗi buổi", Target(share=0.6667)),
        ("30 phút trong 45 phút", Target(share=0.6667)),
        ("2 lần x 30 phút", Target(seconds_min=3600, seconds_max=3600)),
        ("2x30 phút/ngày", Target(seconds_min=3600, seconds_max=3600)),
        ("15 phút × 3 lần/ngày", Target(seconds_min=2700, seconds_max=2700)),
        ("66,7% mỗi buổi", Target(share=0.667)),
    ],
)
def test_figures_are_read_as_people_write_them(written: str, target: Target) -> None:
    assert read(f"Bluezone, {written}, toàn huyện") == Order("Bluezone", target, places=())


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("3 lượt/tuần", "mức tính theo ngày"),
        ("mỗi tuần 3 lần", "mức tính theo ngày"),
        ("10 phút mỗi tháng", "mức tính theo ngày"),
        ("3 lần/buổi", "số buổi mỗi đài một khác"),
        ("20 phút mỗi buổi", "số buổi mỗi đài một khác"),
        ("3,5 lần/ngày", "điền ô Mức"),
        ("1.000 lần/ngày", "điền ô Mức"),
        ("3~5 lần/ngày", "điền ô Mức"),
        ("0 lần/ngày", "điền ô Mức"),
        ("2-3 lần x 30 phút", "điền ô Mức"),
        ("mỗi lần 30 phút", "điền ô Mức"),
        ("45/30 phút mỗi buổi", "số buổi"),
        ("30/45 phút/ngày", "điền ô Mức"),
        ("20-30/45 phút mỗi buổi", "số buổi"),
        ("tối đa 50% thời lượng", "điền ô Mức"),
        ("150%", "điền ô Mức"),
        ("tăng dần", "ô Tăng dần"),
    ],
)
def test_a_figure_that_is_not_understood_is_told_and_no_other_takes_its_place(
    written: str, remedy: str
) -> None:
    order = read(f"Bluezone, {written}, toàn huyện")
    assert (order.target, order.name) == (None, f"Bluezone, {written}")
    assert doubted(order) == [f"chưa hiểu «{written}»"]
    assert order.doubts[0].remedy.vi.startswith(remedy) or remedy in order.doubts[0].remedy.vi


def test_two_figures_of_one_kind_are_left_to_whoever_typed_them() -> None:
    order = read("Tắt bếp, sáng 2 lần, chiều 1 lần")
    assert (order.target, order.name) == (None, "Tắt bếp, sáng 2 lần, chiều 1 lần")
    assert doubted(order) == ["chưa hiểu «sáng 2 lần»", "chưa hiểu «chiều 1 lần»"]


def test_figures_of_a_session_count_for_all_sessions_of_a_day_where_their_number_is_known() -> None:
    assert read("Dịch, 2 lần/buổi", sessions=3) == Order("Dịch", Target(6, 6))
    assert read("Dịch, mỗi buổi 5-10 phút", sessions=2) == Order(
        "Dịch", Target(seconds_min=600, seconds_max=1200)
    )


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("Nước sạch 28-02/9", "Nước sạch 28-02/9"),
        ("31/02 đến 30/02", "31/02 đến 30/02"),
        ("Dịch, ngày 31/8", "ngày 31/8"),
        ("Dịch, trong tháng 8", "trong tháng 8"),
        ("Dịch, trong 10 ngày", "trong 10 ngày"),
        ("Dịch, 05.8-31.8", "05.8-31.8"),
    ],
)
def test_days_that_are_not_understood_are_told(line: str, part: str) -> None:
    order = read(line)
    assert (order.first, order.last, order.name) == (None, None, line)
    assert doubted(order) == [f"chưa hiểu «{part}»"]


WORDS = (
    *("1", "2 ", "30", "/", " phút", " lần", "-", "—", "x", "%", "mỗi ", "buổi", "ngày ", "tuần", ","),
    *(
        "xã ",
        "các ",
        "Long Điền A",
        "Hoà An",
        "và ",
        "trừ ",
        "toàn huyện",
        "05/8",
        "31/12/9999",
        "từ ",
        "đến ",
    ),
)
NOW = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("today", "written", "chosen"),
    [
        (TODAY, "xã Long Kiến", ("Long Kiến",)),
        (NOW, "xã Long Kiến", ("Long Kiến moi",)),
        (NOW, "xã Long Kiến, 05-31/8/2020", ("Long Kiến",)),
        (TODAY, "xã Long Kiến, từ 01/8/2025", ("Long Kiến moi",)),
        (TODAY, "Long Kiến", ("Long Kiến",)),
        (TODAY, "ở Long Kiến", ("Long Kiến",)),
        (NOW, "xã Chợ Mới", ("xa-moi",)),
        (TODAY, "thị trấn Chợ Mới", ("thi-tran",)),
        (TODAY, "huyện Chợ Mới", ("huyen",)),
        (TODAY, "các xã Long Điền A, Long Điền B", ("Long Điền A", "Long Điền B")),
        (TODAY, "hai xã Long Điền A và Mỹ An", ("Long Điền A", "Mỹ An")),
        (TODAY, "xã Mỹ An, Kiến An và Hoà Bình", ("Hòa Bình", "Kiến An", "Mỹ An")),
        (TODAY, "thị trấn Chợ Mới, xã Mỹ An", ("Mỹ An", "thi-tran")),
        (NOW, "XÃ LONG ĐIỀN", ("Long Điền",)),
    ],
)
def test_places_are_those_of_the_orders_days(today: date, written: str, chosen: tuple[str, ...]) -> None:
    order = read(f"Tắt bếp, {written}", today)
    assert (order.name, order.places, order.doubts) == ("Tắt bếp", chosen, ())


@pytest.mark.parametrize(
    ("today", "written", "told"),
    [
        (TODAY, "xã Hòa An", "có 2 nơi tên «xã Hòa An»"),
        (TODAY, "Chợ Mới", "có 2 nơi tên «Chợ Mới»"),
        (TODAY, "xã Long Kiến, 01/6-31/8/2025", "có 2 nơi tên «xã Long Kiến»"),
        (TODAY, "xã Chợ Mới", "«xã Chợ Mới» chỉ có từ 01/7/2025"),
        (NOW, "xã Kiến An", "«xã Kiến An» chỉ có đến 30/6/2025, nay là xã Chợ Mới"),
        (TODAY, "xã Long Kiên", "chưa hiểu «xã Long Kiên»"),
        (TODAY, "ấp Long Hòa", "chưa hiểu «ấp Long Hòa»"),
        (TODAY, "toàn xã", "chưa hiểu «toàn xã»"),
        (TODAY, "trừ xã Mỹ An", "chưa hiểu «trừ xã Mỹ An»"),
        (TODAY, "toàn huyện, trừ xã Mỹ An", "vừa ghi «toàn huyện» vừa ghi «trừ xã Mỹ An»"),
        (TODAY, "toàn huyện, xã Mỹ An", "vừa ghi «toàn huyện» vừa ghi «xã Mỹ An»"),
    ],
)
def test_places_that_are_not_understood_are_told_and_none_is_guessed(
    today: date, written: str, told: str
) -> None:
    order = read(f"Tắt bếp, 2 lần, {written}", today)
    assert (order.places, doubted(order)) == (None, [told])
    assert "ô Địa bàn" in order.doubts[0].remedy.vi
    assert written.rpartition(", ")[2] in order.name or "Long Kiến" in order.name


def test_what_is_understood_of_a_list_is_chosen_and_the_rest_is_told() -> None:
    order = read("Tắt bếp, các xã Mỹ An, Hòa An, Long Điền B")
    assert order.places == ("Long Điền B", "Mỹ An")
    assert doubted(order) == ["có 2 nơi tên «Hòa An»"]


def test_a_near_name_is_asked_for() -> None:
    (doubt,) = read("Tắt bếp, xã Long Kiên").doubts
    assert doubt.remedy.vi == "có phải xã Long Kiến? đánh dấu đúng nơi trong ô Địa bàn"


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS)).map("".join))
def test_nothing_that_is_typed_breaks_it(line: str) -> None:
    order = read(line, sessions=2)
    assert order.target is None or order.target.share <= 1


plays = st.integers(1, 100)
seconds = st.integers(1, 86_400_000).map(lambda thousandths: thousandths / 1000)
shares = st.integers(1, 1_000_000).map(lambda millionths: millionths / 1_000_000)


def ranges(of: st.SearchStrategy[float]) -> st.SearchStrategy[tuple[float, float]]:
    nothing = st.just((0, 0))
    return nothing | st.tuples(of, st.just(0)) | st.tuples(st.just(0), of) | st.tuples(of, of).map(sorted)


targets = st.builds(
    lambda often, long, share: Target(*often, *long, share),
    ranges(plays),
    ranges(seconds),
    st.just(0.0) | shares,
)


@given(targets.filter(lambda target: target != Target()))
def test_a_target_is_read_back_as_it_is_said(target: Target) -> None:
    assert read(target.said.vi) == Order("", target)


@given(seconds, shares)
def test_figures_are_written_as_they_are_read(length_s: float, share: float) -> None:
    assert MINUTES.read(MINUTES.written(length_s).vi) == length_s
    assert PER_CENT.read(PER_CENT.written(share).vi) == share


def test_figures_are_short() -> None:
    assert [MINUTES.written(each).vi for each in (450, 60, 0, 100)] == ["7,5", "1", "0", "1,66667"]
    assert [PER_CENT.written(each).en for each in (0.6667, 0.5, 0.675)] == ["66.67", "50", "67.5"]
