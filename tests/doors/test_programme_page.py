"""The listening page: its waveform by cue, its parts with and without scripts, and how loud it is."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from in_memory import DAY, InMemory
from served import Serve, Served

from broadcast.desk.levels import Verdict
from broadcast.doors.pages import wording
from broadcast.doors.pages.waveform import HEIGHT, LINE_HEIGHT, of_clip, of_programme
from broadcast.playlist import RundownEntry
from broadcast.programme import CueKind
from broadcast.sound.measured import Picture
from broadcast.sound.profile import Profile

PATH = f"/stations/an-thanh-trung/{DAY}/sang"
CUES = (
    RundownEntry(1.0, 2.0, CueKind.SIGNATURE, "nhac-hieu"),
    RundownEntry(5.0, 4.0, CueKind.ITEM, "Bài", "bai-01"),
)


def test_every_column_of_a_waveform_is_drawn_once_in_the_part_to_which_it_belongs() -> None:
    wave = of_programme(Picture(bytes(range(0, 100, 10)), bytes(10), b"\xb0" * 10), 10.0, CUES, -16.0)
    columns = [
        [int(column) for column in re.findall(r"M(\d+)\.5", path)]
        for path in (wave.parts[0].peaks, wave.parts[1].peaks, wave.between)
    ]
    assert columns == [[1, 2], [5, 6, 7, 8], [0, 3, 4, 9]]
    assert [(part.x, part.width) for part in wave.parts] == [(1.0, 2.0), (5.0, 4.0)]
    assert wave.kinds == (CueKind.SIGNATURE, CueKind.ITEM)


def test_a_stroke_is_as_high_as_it_is_loud_and_silence_is_a_line() -> None:
    silent, half, full = (of_clip(bytes([peak])).between for peak in (0, 128, 255))
    heights = [int(path.rpartition("v")[2]) for path in (silent, half, full)]
    assert heights[0] == 2
    assert heights[1] == pytest.approx(heights[2] / 2, abs=1)
    assert HEIGHT - 10 < heights[2] <= HEIGHT


def test_the_line_of_loudness_touches_the_target_where_it_is_met() -> None:
    at_target, softer = ((-16 + 60) * 4), ((-26 + 60) * 4)
    wave = of_programme(Picture(bytes(4), bytes(4), bytes([at_target, softer, 0, 255])), 4.0, (), -16.0)
    ys = [float(point.partition(",")[2]) for point in wave.line.split()]
    assert ys == [wave.target_y, wave.target_y + LINE_HEIGHT / 3, LINE_HEIGHT, 0.0]


def test_the_page_shows_all_parts_with_links_that_need_no_script(day: Served) -> None:
    text = day.get(PATH).text
    item = day.studio.playlist("an-thanh-trung", DAY).items[0]
    assert item.audio
    for entry in item.rundown:
        assert text.count(f'href="{item.audio.url}#t={entry.offset_s}"') == 2, "in list and picture"
        assert f"05:00:{int(entry.offset_s):02d}" in text
    for words in ("Luôn đeo khẩu trang khi ra khỏi nhà", "Nhạc hiệu", "Lời chào", "Nhạc cắt", "Lời kết"):
        assert words in text
    assert "giọng nam miền Nam (espeak)" in text
    assert "Thứ Năm, ngày 6 tháng 8 năm 2020" in text


@pytest.mark.parametrize(
    ("kind", "title", "heading", "words"),
    [
        (CueKind.GREETING, "Kính chào quý thính giả.", "Lời chào", "Kính chào quý thính giả."),
        (CueKind.GREETING, "Điểm tin", "Điểm tin", ""),
        (CueKind.GREETING, "Điểm tin: Giữ an toàn", "Điểm tin: Giữ an toàn", ""),
        (CueKind.FEATURE, "Sau đây là chuyên mục.", "Chuyên mục", "Sau đây là chuyên mục."),
        (CueKind.STINGER, "nhac-cat-1", "Nhạc cắt", ""),
    ],
)
def test_a_row_is_headed_by_what_sounds_there(kind: CueKind, title: str, heading: str, words: str) -> None:
    said, below = wording.row(RundownEntry(1.0, 2.0, kind, title))
    assert (said.vi, below) == (heading, words)


def test_the_stations_day_leads_to_every_programme(day: Served) -> None:
    text = day.get(f"/stations/an-thanh-trung/{DAY}?lang=en").text
    for slot in ("sang", "trua", "chieu"):
        assert f'href="/stations/an-thanh-trung/{DAY}/{slot}?lang=en"' in text
    assert "giọng dự phòng" in day.get(f"/stations/an-thanh-trung/{DAY}/chieu").text


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Profile(loudness_lufs=-24.6), "Chương trình to đúng mức chuẩn."),
        (Profile(), "Chương trình nhỏ hơn mức chuẩn."),
        (Profile(loudness_lufs=-30), "Chương trình to hơn mức chuẩn."),
    ],
)
def test_the_page_says_in_a_word_whether_it_is_as_loud_as_it_should_be(
    serve: Serve, sounds: Path, wanted: Profile, said: str
) -> None:
    text = serve(InMemory(sounds, profile=wanted)).get(PATH).text
    assert said in text
    assert re.search(r"-2[34],\d LUFS", text), "measured"
    assert "-16,0 LUFS" in text, "predicted"
    assert f"± {0.3}".replace(".", ",") in text


def test_every_verdict_has_its_words() -> None:
    assert wording._LEVELS.keys() == set(Verdict)


def test_without_its_file_the_page_still_shows_its_parts_and_says_why(serve: Serve, tmp_path: Path) -> None:
    served = serve(InMemory(tmp_path))
    item = served.studio.playlist("an-thanh-trung", DAY).items[0]
    assert item.audio
    served.studio.audio(item.audio.sha256, "mp3").write_bytes(b"no sound at all")
    answer = served.get(PATH)
    assert answer.status_code == 200
    assert "Chưa có hình sóng âm: không đo được tệp tiếng" in answer.text
    assert "Chưa đo" in answer.text
    assert "data-wave" not in answer.text
    assert answer.text.count("data-seek") == len(item.rundown)


def test_a_day_that_is_today_makes_no_excuses(serve: Serve, sounds: Path) -> None:
    for clock, noted in ((DAY, False), (DAY + timedelta(days=1), True)):
        assert ("loa không phát" in serve(InMemory(sounds, clock=clock)).get(PATH).text) is noted


def test_a_script_on_file_has_its_sound_and_its_picture_once_it_was_spoken(day: Served) -> None:
    text = day.get("/scripts/khau-trang-01").text
    assert 'src="/scripts/khau-trang-01/clip.mp3"' in text
    assert "data-wave" in text
    assert "-24,6 LUFS" in text
    sound = day.get("/scripts/khau-trang-01/clip.mp3")
    assert (sound.status_code, sound.headers["content-type"]) == (200, "audio/mpeg")
    again = {"if_none_match": sound.headers["etag"]}
    assert day.get("/scripts/khau-trang-01/clip.mp3", **again).status_code == 304
    part = day.get("/scripts/khau-trang-01/clip.mp3", range="bytes=0-9")
    assert (part.status_code, part.content) == (206, sound.content[:10])
    unspoken = day.get("/scripts/chua-sua").text
    assert "Chưa nghe được" in unspoken
    assert "<audio" not in unspoken
    assert day.get("/scripts/chua-sua/clip.mp3").status_code == 404
