"""Which phrases an announcer still has to record."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from broadcast.adapters.speech.recorded import PhraseFolder, Recorded
from broadcast.desk.house import House
from broadcast.desk.recording import NotRecorded, Wanted, unrecorded, unrecorded_at
from broadcast.desk.studio import Studio
from broadcast.errors import NotFound
from broadcast.files.schedules import load_schedule
from broadcast.schedule import Schedule
from broadcast.speech import EngineFailed, Manner

ROOT = Path(__file__).parents[2]


@pytest.fixture
def recording(studio: Studio, recorded_voice: Recorded) -> Studio:
    return replace(studio, engines={**studio.engines, "recorded": recorded_voice})


def test_words_that_are_wanted_in_most_sentences_come_first(recording: Studio, tmp_path: Path) -> None:
    file = tmp_path / "loi.txt"
    file.write_text("Mời bà con trong xã nghe.\n\nXin mời cô bác.\n\nXin chào bà con.\n", encoding="utf-8")
    assert unrecorded(recording, file, Manner()) == [("mời", 2), ("nghe", 1)]


def test_numbers_are_asked_for_as_they_are_read(recording: Studio, tmp_path: Path) -> None:
    file = tmp_path / "loi.txt"
    file.write_text("Bà con 12 xã.", encoding="utf-8")
    assert unrecorded(recording, file, Manner()) == [("mười", 1)]


def test_who_cannot_be_asked_is_told(recording: Studio, tmp_path: Path) -> None:
    file = tmp_path / "loi.txt"
    file.write_text("Bà con.", encoding="utf-8")
    with pytest.raises(EngineFailed, match="khac"):
        unrecorded(recording, file, Manner(name="khac"))
    with pytest.raises(NotRecorded):
        unrecorded(recording, file, Manner(), "espeak")
    with pytest.raises(NotFound):
        unrecorded(recording, tmp_path / "absent.txt", Manner())


FIRST = date(2026, 11, 23)


@pytest.fixture
def schedule() -> Schedule:
    return load_schedule(ROOT / "schedules.yaml")


def wanted(studio: Studio, schedule: Schedule, days: int = 365, voice: str = "") -> Mapping[str, Wanted]:
    house = House(ROOT, schedule, {}, ())
    return unrecorded_at(studio, house, schedule.station("my-an"), FIRST, days, voice)


def announced(studio: Studio, place: Path, who: Mapping[str, Sequence[str]]) -> Studio:
    """Announcers with these phrases; the sounds are not listened to."""
    for name, phrases in who.items():
        folder = place / name
        folder.mkdir(parents=True, exist_ok=True)
        rows = [f"{words}\t{number}.wav" for number, words in enumerate(phrases)]
        for number, _ in enumerate(phrases):
            (folder / f"{number}.wav").touch()
        sex = "nam" if name == "anh-ba" else "nữ"
        (folder / "phrases.tsv").write_text("\n".join((f"# giọng: {sex}", *rows, "")), encoding="utf-8")
    return replace(studio, engines={**studio.engines, "recorded": Recorded(PhraseFolder(place))})


def test_a_year_of_a_stations_words_takes_an_evening_of_recording(
    studio: Studio, schedule: Schedule, tmp_path: Path
) -> None:
    studio = announced(studio, tmp_path / "phrases", {"chi-tu": []})
    (found,) = wanted(studio, schedule).values()
    times = dict(found)
    assert len(found) < 40
    assert times["đây là đài truyền thanh xã mỹ an"] == 3 * 365
    assert times["mời quý vị nghe chương trình buổi trưa"] == 365
    assert times["mời quý vị đón nghe chương trình tiếp theo lúc năm giờ ngày mai"] == 365
    assert times["sau đây là chuyên mục bạn của nhà nông"] == pytest.approx(3 * 365 * 3 / 7, abs=9)
    assert {"hôm nay là", "thứ", "chủ nhật", "ngày", "tháng", "mươi", "mốt", "lăm"} <= set(times)
    assert [count for _, count in found] == sorted(times.values(), reverse=True)


def test_who_has_recorded_the_list_can_say_every_day_of_it(
    studio: Studio, schedule: Schedule, tmp_path: Path
) -> None:
    place = tmp_path / "phrases"
    (found,) = wanted(announced(studio, place, {"chi-tu": []}), schedule, days=60).values()
    studio = announced(studio, place, {"chi-tu": [words for words, _ in found]})
    assert wanted(studio, schedule, days=60) == {"chi-tu": []}
    lacking = announced(studio, place, {"chi-tu": [words for words, _ in found if words != "chủ nhật"]})
    assert wanted(lacking, schedule, days=60) == {"chi-tu": [("chủ nhật", 3 * 8)]}
    assert wanted(lacking, schedule, days=6) == {"chi-tu": []}  # from Monday to Saturday


def test_woman_and_man_have_lists_of_their_own(studio: Studio, schedule: Schedule, tmp_path: Path) -> None:
    studio = announced(studio, tmp_path / "phrases", {"chi-tu": [], "anh-ba": []})
    lists = {name: dict(found) for name, found in wanted(studio, schedule, days=30).items()}
    assert "kính chào quý thính giả" in lists["anh-ba"]
    assert "kính chào quý thính giả" not in lists["chi-tu"]
    assert "xin kính chào" in lists["chi-tu"]
    (alone,) = wanted(studio, schedule, days=30, voice="anh-ba").items()
    assert alone[0] == "anh-ba"
    assert {*lists["anh-ba"], *lists["chi-tu"]} == {*dict(alone[1])}


def test_a_station_without_an_announcer_is_told(studio: Studio, schedule: Schedule, tmp_path: Path) -> None:
    with pytest.raises(EngineFailed):
        wanted(announced(studio, tmp_path / "phrases", {}), schedule)
