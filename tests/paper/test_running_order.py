"""The running order on paper: every session with its file, every cue by the clock."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from told_days import DAY, RUNDOWN, item, told

from broadcast.language import Language
from broadcast.paper import OrderForm, running_order
from broadcast.playlist import ItemKind, Playlist, RelaySource, RundownEntry
from broadcast.programme import CueKind

CALL = RundownEntry(10.5, 1.0, CueKind.CALL, "Đây là Đài Truyền thanh xã Mỹ An.")


def playlist(**changes: Any) -> Playlist:
    first, *others = told("my-an").playlist.items
    rundown = (RUNDOWN[0], CALL, *RUNDOWN[1:])
    return replace(told("my-an").playlist, items=(replace(first, rundown=rundown, **changes), *others))


def document(of: Playlist) -> Any:
    return Document(BytesIO(running_order(of, OrderForm.DOCX, Language.VI)))


def page(of: Playlist, language: Language = Language.VI) -> str:
    return running_order(of, OrderForm.HTML, language).decode()


def test_every_session_has_its_heading_its_file_and_its_cues() -> None:
    text = "\n".join(each.text for each in document(playlist()).paragraphs)
    assert "DÀN BÀI CHƯƠNG TRÌNH\nĐài my-an, Thứ Năm, ngày 06/8/2020" in text
    assert "Buổi sáng, 05:00:00 - 05:01:40" in text
    assert f"tệp my-an.{DAY}.sang.mp3" in text
    assert "dài 1:40" in text
    assert [len(each.rows) for each in document(playlist()).tables] == [7, 6, 6]


def test_items_are_numbered_and_stand_at_their_second() -> None:
    rows = [[cell.text for cell in row.cells] for row in document(playlist()).tables[0].rows]
    assert rows[0] == ["Giờ", "Số", "Nội dung", "Dài", "Ghi chú"]
    assert rows[1] == ["05:00:00", "", "Nhạc hiệu", "0:10", ""]
    assert rows[2] == ["05:00:10", "", "Xướng tên đài: Đây là Đài Truyền thanh xã Mỹ An.", "0:01", ""]
    assert rows[3] == ["05:00:12", "1", "Bài khau-trang-01", "0:40", ""]
    assert [row[1] for row in rows] == ["Số", "", "", "1", "2", "3", ""]


def test_the_page_is_whole_in_both_languages_and_escapes_what_it_shows() -> None:
    odd = playlist(title="<b>& một")
    assert "&lt;b&gt;&amp; một" in page(odd)
    assert '<html lang="en">' in page(odd, Language.EN)
    assert "Running order" in page(odd, Language.EN)
    assert "http" not in page(odd)


def test_a_relay_is_shown_by_its_source() -> None:
    relay = item("my-an")
    source = RelaySource("https://dai.example/vov1")
    shown = replace(relay, kind=ItemKind.RELAY, relay=source, audio=None, rundown=())
    text = page(replace(told("my-an").playlist, items=(shown,)))
    assert "Tiếp sóng: https://dai.example/vov1" in text
    assert "<table" not in text


@pytest.mark.parametrize("language", list(Language))
def test_it_says_of_which_version_it_is(language: Language) -> None:
    of = replace(told("my-an", version=4).playlist)
    assert ("bản số 4" if language is Language.VI else "version 4") in page(of, language)
