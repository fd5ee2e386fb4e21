"""Tờ lập chiến dịch: what the form shows of a campaign is that campaign again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.doors.pages.laying_sheet import NotUnderstood, Sheet, asked, sheet_of
from broadcast.schedule import Campaign, Stage, Target, Topic

TODAY = date(2020, 8, 6)
BEFORE = Campaign("bluezone", "Bluezone", (Topic("rua-tay", "Rửa tay"),), ("my-an",))

days = st.dates(date(1900, 1, 1), date(2999, 12, 31))
plays = st.integers(0, 100)
seconds = st.integers(0, 86_400_000).map(lambda thousandths: thousandths / 1000)
shares = st.integers(0, 1_000_000).map(lambda millionths: millionths / 1_000_000)
targets = st.builds(
    lambda often, long, share: Target(*often, *long, share),
    st.tuples(plays, plays).map(sorted) | st.tuples(plays, st.just(0)),
    st.tuples(seconds, seconds).map(sorted) | st.tuples(seconds, st.just(0)),
    shares,
).filter(lambda target: target != Target())
campaigns = st.builds(
    Campaign,
    id=st.just("bluezone"),
    name=st.sampled_from(["Bluezone", "Rửa tay, đeo khẩu trang"]),
    topics=st.just(BEFORE.topics),
    places=st.sampled_from([("my-an",), ("kien-an", "my-an")]),
    valid_from=st.none() | days,
    valid_until=st.none() | days,
    baseline_plays=plays,
    target=st.none() | targets,
    legal=st.sampled_from([None, "1677/KH-UBND"]),
    baseline_s=seconds,
    ramp=st.lists(st.builds(Stage, days, targets), max_size=3).map(tuple),
    languages=st.just(("vi", "km")),
    report_every_days=st.integers(0, 366),
)


@given(campaigns)
def test_every_campaign_outlives_the_form(campaign: Campaign) -> None:
    assert asked(sheet_of(campaign, everywhere=False), campaign, TODAY) == campaign


def test_figures_are_shown_with_a_comma_and_read_with_either() -> None:
    target = Target(seconds_min=450, share=0.6667)
    sheet = sheet_of(Campaign("a", "A", (), (), target=target), everywhere=True)
    assert (sheet["minutes_min"], sheet["share"], sheet["plays_min"]) == ("7,5", "66,67", "")
    typed = Sheet(everywhere=True, figures={"minutes_min": "7.5", "share": "66,67 %"})
    assert asked(typed, BEFORE, TODAY).target == target


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        (Sheet(), "chưa chọn địa bàn"),
        (Sheet(everywhere=True, places=("my-an",)), "vừa chọn Toàn huyện vừa chọn từng nơi"),
        (Sheet(everywhere=True, figures={"plays_min": "2,5"}), "«2,5» không phải số nguyên"),
        (Sheet(everywhere=True, figures={"minutes_min": "bảy"}), "«bảy» không phải là số"),
    ],
)
def test_what_cannot_be_used_is_told(sheet: Sheet, told: str) -> None:
    with pytest.raises(NotUnderstood, match=told):
        asked(sheet, BEFORE, TODAY)
