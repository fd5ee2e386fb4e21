"""What was published is measured behind everything else; what is not right is an alarm until it is."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcast.desk import keeping, levels
from broadcast.desk.levels import Verdict
from broadcast.desk.measuring import BeingMeasured, Gauge, WrongFile
from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.errors import NotFound
from broadcast.playlist import Playlist, to_json
from broadcast.sound.measured import COLUMNS, Figures
from broadcast.sound.profile import Profile
from broadcast.store import measurements, playlists
from broadcast.store.audio import NoSuchAudio

DAY = date(2020, 8, 6)
STATION = "my-an"


def nobody() -> bool:
    return False


@pytest.fixture
def reception(small_studio: Studio) -> Iterator[Reception]:
    """A station whose day is made, and of which nothing was measured."""
    reception = Reception(small_studio, DAY, STATION)
    reception.make(DAY, Nobody())
    return reception


def files(reception: Reception) -> list[Path]:
    items = reception.playlist(STATION, DAY).items
    return [reception.audio(item.audio.sha256, "mp3") for item in items if item.audio]


def measured(studio: Studio) -> dict[str, Figures]:
    with studio.database.begin() as connection:
        return dict(measurements.figures(connection))


def test_every_programme_is_measured_once_and_is_as_loud_as_it_was_predicted(
    reception: Reception, small_studio: Studio
) -> None:
    reception.measure(nobody)
    found = measured(small_studio)
    for item in reception.playlist(STATION, DAY).items:
        assert item.audio
        figures = found[item.audio.sha256]
        assert figures.integrated_lufs == pytest.approx(item.audio.loudness_lufs, abs=0.1)
        assert figures.true_peak_dbtp == pytest.approx(item.audio.true_peak_dbtp, abs=0.1)
        assert levels.verdict(figures, small_studio.profile) is Verdict.EVEN
    assert reception.alarms() == ()
    later = replace(small_studio, now=lambda: small_studio.now() + timedelta(hours=1))
    Reception(later, DAY, STATION).measure(nobody)
    with small_studio.database.begin() as connection:
        whens = {found and found.at for sha in found if (found := measurements.find(connection, sha))}
    assert whens == {small_studio.now()}


def test_a_file_that_says_otherwise_than_its_name_is_an_alarm_until_it_is_joined_again(
    reception: Reception, small_studio: Studio
) -> None:
    first = files(reception)[0]
    first.write_bytes(louder(first, 2.0))
    reception.measure(nobody)
    (alarm,) = reception.alarms()
    assert alarm.what.vi.startswith(
        "Đài Truyền thanh xã Mỹ An, chương trình 05:00 ngày 06/08/2020: tệp tiếng trên đĩa không còn đúng"
    )
    assert "05:00 on 2020-08-06" in alarm.what.en
    with pytest.raises(WrongFile):
        reception.level(first.stem, "mp3")
    assert first.stem not in measured(small_studio)
    reception.make(DAY, Nobody())  # as the clock does every hour
    reception.measure(nobody)
    assert reception.alarms() == ()


def test_a_published_programme_two_lu_too_loud_is_an_alarm_until_another_takes_its_place(
    reception: Reception, small_studio: Studio
) -> None:
    good = reception.playlist(STATION, DAY)
    publish_louder(small_studio, good, 2.0)
    reception.measure(nobody)
    (alarm,) = reception.alarms()
    assert good.items[0].audio
    heard = good.items[0].audio.loudness_lufs + 2.0
    over, lufs = (f"{value:.1f}".replace(".", ",") for value in (heard + 16.0, heard))
    assert alarm.what.vi.startswith(
        "Đài Truyền thanh xã Mỹ An, chương trình 05:00 ngày 06/08/2020: "
        f"to hơn mức chuẩn {over} LU (đo được {lufs} LUFS, chuẩn -16,0)"
    )
    assert "LU louder than it should be" in alarm.what.en
    publish(small_studio, replace(good, version=good.version + 2))
    reception.measure(nobody)
    assert reception.alarms() == ()


def test_a_missing_file_is_an_alarm_also_when_it_was_measured_before(
    reception: Reception, small_studio: Studio
) -> None:
    reception.measure(nobody)
    first, second, _ = files(reception)
    first.unlink()
    second.unlink()
    reception.measure(nobody)
    (alarm,) = reception.alarms()
    assert "05:00 ngày 06/08/2020 (và 1 chương trình khác): mất tệp tiếng" in alarm.what.vi
    assert "(and 1 more): its file is missing" in alarm.what.en
    with pytest.raises(NotFound):  # the listening page does not praise the loudness of a file that is gone
        reception.level(first.stem, "mp3")
    reception.make(DAY, Nobody())
    reception.measure(nobody)
    assert reception.alarms() == ()


def test_the_shown_day_comes_first(reception: Reception, small_studio: Studio) -> None:
    shown = reception.playlist(STATION, DAY)
    for number in range(1, 3):
        publish_on(small_studio, shown, DAY + timedelta(days=number))
    gauge = Gauge(small_studio)
    days = [DAY, DAY + timedelta(days=1), DAY + timedelta(days=2)]
    listed = gauge._published(days)
    assert [each.starts_at.date() for each in listed] == [day for day in days for _ in shown.items]
    assert [each.starts_at for each in listed] == sorted(each.starts_at for each in listed)


def test_measuring_stops_with_the_service_and_goes_on_with_the_next(
    reception: Reception, small_studio: Studio
) -> None:
    answers = iter([False])  # told to stop as soon as it has begun
    reception.measure(lambda: next(answers, True))
    assert measured(small_studio) == {}
    reception.measure(nobody)
    assert measured(small_studio).keys() == {file.stem for file in files(reception)}


def test_a_page_measures_its_own_file_at_once_and_one_at_a_time(
    reception: Reception, small_studio: Studio
) -> None:
    first, second, _ = files(reception)
    level = reception.level(first.stem, "mp3")
    assert (level.verdict, level.target_lufs, level.ceiling_dbtp) == (Verdict.EVEN, -16.0, -1.0)
    assert len(level.picture.peaks) == len(level.picture.levels) == COLUMNS
    assert measured(small_studio).keys() == {first.stem}
    with reception._gauge._at_once, pytest.raises(BeingMeasured):
        reception.level(second.stem, "mp3")
    with reception._gauge._at_once:
        assert reception.level(first.stem, "mp3") == level, "what is known needs no measuring"
    with pytest.raises(NoSuchAudio):
        reception.level("0" * 64, "mp3")


def test_what_was_measured_is_forgotten_with_its_file(reception: Reception, small_studio: Studio) -> None:
    reception.measure(nobody)
    late = replace(small_studio, now=lambda: small_studio.now() + timedelta(days=30))
    assert keeping.retire(late) == 3
    assert measured(small_studio) == {}


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (Figures(-16.34, 3.0, -0.96), Verdict.EVEN),
        (Figures(-15.66, 3.0, -3.0), Verdict.EVEN),
        (Figures(-15.64, 3.0, 0.0), Verdict.LOUD),
        (Figures(-16.36, 3.0, 0.0), Verdict.SOFT),
        (Figures(-np.inf, 0.0, -np.inf), Verdict.SOFT),
        (Figures(-16.0, 3.0, -0.9), Verdict.SHRILL),
    ],
)
def test_a_programme_is_even_within_three_tenths_and_under_the_ceiling(
    figures: Figures, said: Verdict
) -> None:
    assert levels.verdict(figures, Profile()) is said


def louder(path: Path, by_db: float) -> bytes:
    """The same programme so much louder, as a WAV file."""
    samples, rate = soundfile.read(path)
    to = path.with_suffix(".louder.wav")
    soundfile.write(to, samples * 10 ** (by_db / 20), rate, subtype="PCM_16")
    made = to.read_bytes()
    to.unlink()
    return made


def publish_louder(studio: Studio, told: Playlist, by_db: float) -> None:
    """Publish the day with its first programme so much louder, all of it true but the loudness."""
    first, *others = told.items
    assert first.audio
    made = louder(studio.audio.path(first.audio.sha256, "mp3"), by_db)
    sha256 = hashlib.sha256(made).hexdigest()
    workplace = studio.audio.workplace("louder")
    workplace.write_bytes(made)
    studio.audio.take(workplace, sha256, "mp3")
    audio = replace(first.audio, sha256=sha256, url=f"/api/v1/audio/{sha256}.mp3", bytes=len(made))
    publish(studio, replace(told, version=told.version + 1, items=(replace(first, audio=audio), *others)))


def publish_on(studio: Studio, told: Playlist, day: date) -> None:
    """The same files on another day."""
    moved = day - told.date
    items = tuple(
        replace(
            item, id=item.id.replace(told.date.isoformat(), day.isoformat()), starts_at=item.starts_at + moved
        )
        for item in told.items
    )
    publish(studio, replace(told, date=day, items=items))


def publish(studio: Studio, playlist: Playlist) -> None:
    snapshot = playlists.Snapshot(
        station=playlist.station.id,
        date=playlist.date,
        version=playlist.version,
        digest="d" * 64,
        body=to_json(playlist),
        published_at=studio.now(),
        expires_at=playlist.expires_at,
    )
    with studio.database.begin() as connection:
        playlists.publish(connection, snapshot)
