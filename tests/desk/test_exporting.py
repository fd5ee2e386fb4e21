"""Published programmes in other forms; and how even what is published sounds and looks."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from broadcast.desk import publishing
from broadcast.desk.exporting import (
    Exported,
    NoSuchSession,
    SeveralProgrammes,
    WrongForm,
    export,
    opened_wav,
    session_of,
)
from broadcast.desk.publishing import NotPublished
from broadcast.desk.studio import Studio
from broadcast.desk.turns import Busy, Turns
from broadcast.disk import NotAFile, NotWritten
from broadcast.playlist import PlaylistItem
from broadcast.programme import CueKind
from broadcast.sound.audio import Audio, NotAudio, decode
from broadcast.sound.chapters import chapters_of
from broadcast.sound.loudness import measure, measure_file
from broadcast.sound.picture.panels import loudness_curve
from broadcast.sound.picture.portrait import portrayed
from broadcast.store.audio import NoSuchAudio

DAY = date(2020, 8, 6)
STATION = "my-an"


def exported(studio: Studio, to: Path, **wishes: Any) -> list[Exported]:
    return list(export(studio, STATION, DAY, to, **wishes))


def item_of(studio: Studio, slot: str = "sang") -> PlaylistItem:
    items = publishing.published(studio, STATION, DAY).items
    return next(item for item in items if item.id.endswith(f".{slot}"))


def mp3_of(studio: Studio, item: PlaylistItem) -> Path:
    assert item.audio
    return studio.audio.find(item.audio.sha256, "mp3")


@pytest.mark.parametrize(
    ("name", "rate_hz", "frame_s"),
    [("ra.wav", 48_000, 0.0), ("ra.opus", 24_000, 0.02), ("ra.m4a", 24_000, 0.043)],
)
def test_one_session_is_written_in_the_form_that_the_name_says(
    published_studio: Studio, tmp_path: Path, name: str, rate_hz: int, frame_s: float
) -> None:
    item = item_of(published_studio)
    (made,) = exported(published_studio, tmp_path / name, slot="sang")
    assert made.item == item.id
    loudness = measure_file(tmp_path / name)
    assert loudness.duration_s == pytest.approx(item.duration_s, abs=frame_s + 0.001)
    assert loudness.integrated_lufs == pytest.approx(-16.0, abs=0.3)
    assert loudness.true_peak_dbtp <= -1.0
    assert made.loudness.integrated_lufs == pytest.approx(loudness.integrated_lufs, abs=0.01)
    if name != "ra.m4a":
        assert soundfile.info(tmp_path / name).samplerate == rate_hz
    if name != "ra.wav":
        found = chapters_of(tmp_path / name)
        assert [chapter.title for chapter in found] == [entry.title for entry in item.rundown]
        assert [chapter.starts_s for chapter in found] == pytest.approx(
            [entry.offset_s for entry in item.rundown], abs=0.1 if name == "ra.m4a" else 0.002
        )


def test_a_wav_for_a_desk_sounds_like_the_programme(published_studio: Studio, tmp_path: Path) -> None:
    exported(published_studio, tmp_path / "ra.wav", slot="sang", rate_hz=44_100)
    assert soundfile.info(tmp_path / "ra.wav").samplerate == 44_100
    heard = decode(tmp_path / "ra.wav").samples
    given = decode(mp3_of(published_studio, item_of(published_studio))).samples
    assert heard.size == pytest.approx(given.size, abs=2)
    off = heard[: given.size] - given[: heard.size]
    assert np.square(off).mean() < 1e-4 * np.square(given).mean()  # what is above 11 kHz, and rounding


def test_a_folder_gets_every_programme_of_the_day(published_studio: Studio, tmp_path: Path) -> None:
    items = publishing.published(published_studio, STATION, DAY).items
    folder = tmp_path / "usb"
    folder.mkdir()
    made = exported(published_studio, folder, form="mp3")
    assert len(items) > 1
    assert [each.file.name for each in made] == [f"{item.id}.mp3" for item in items]
    for item, each in zip(items, made, strict=True):
        assert each.file.read_bytes() == mp3_of(published_studio, item).read_bytes()
    assert len(list(folder.iterdir())) == len(items)


def test_the_sessions_there_are_are_named(published_studio: Studio, tmp_path: Path) -> None:
    with pytest.raises(NoSuchSession) as refused:
        exported(published_studio, tmp_path / "ra.wav", slot="dem")
    assert "sang" in refused.value.faults[0].remedy.vi


def test_a_day_that_was_never_published_is_told(published_studio: Studio, tmp_path: Path) -> None:
    with pytest.raises(NotPublished):
        list(export(published_studio, STATION, date(2020, 8, 7), tmp_path / "ra.wav"))


def test_one_file_does_not_hold_several_programmes(published_studio: Studio, tmp_path: Path) -> None:
    with pytest.raises(SeveralProgrammes) as refused:
        exported(published_studio, tmp_path / "ra.wav")
    assert "--slot" in refused.value.faults[0].remedy.vi
    assert not (tmp_path / "ra.wav").exists()


@pytest.mark.parametrize(
    ("name", "wishes"),
    [
        ("ra.ogg", {}),
        ("ra", {}),
        ("ra.wav", {"form": "opus"}),
        ("ra.mp3", {"rate_hz": 24_000}),
        ("ra.wav", {"rate_hz": 12_345}),
        ("ra.opus", {"rate_hz": 44_100}),
    ],
)
def test_a_name_or_a_rate_that_does_not_fit_is_refused_with_what_to_write(
    published_studio: Studio, tmp_path: Path, name: str, wishes: dict[str, Any]
) -> None:
    with pytest.raises(WrongForm) as refused:
        exported(published_studio, tmp_path / name, slot="sang", **wishes)
    assert refused.value.faults[0].remedy.vi
    assert not (tmp_path / name).exists()


def test_a_programme_that_is_not_kept_any_more_is_told_and_the_old_file_stays(
    published_studio: Studio, tmp_path: Path
) -> None:
    mp3_of(published_studio, item_of(published_studio)).unlink()
    (tmp_path / "ra.wav").write_bytes(b"old")
    with pytest.raises(NoSuchAudio):
        exported(published_studio, tmp_path / "ra.wav", slot="sang")
    assert (tmp_path / "ra.wav").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["ra.mp3", "ra.wav"])
def test_a_damaged_programme_replaces_no_older_file(
    published_studio: Studio, tmp_path: Path, name: str
) -> None:
    mp3 = mp3_of(published_studio, item_of(published_studio))
    half = mp3.read_bytes()[:5_000]
    mp3.unlink()  # it may be linked to where other tests find it
    mp3.write_bytes(half)
    (tmp_path / name).write_bytes(b"older")
    with pytest.raises(NotAudio):
        exported(published_studio, tmp_path / name, slot="sang")
    assert (tmp_path / name).read_bytes() == b"older"


def test_no_pipe_and_no_missing_folder_is_written_to(published_studio: Studio, tmp_path: Path) -> None:
    with pytest.raises(NotWritten):
        exported(published_studio, tmp_path / "no/ra.wav", slot="sang")
    (tmp_path / "ra.opus").mkdir()
    (tmp_path / "ra.opus" / "x").touch()
    link = tmp_path / "link.wav"
    link.symlink_to("/dev/null")
    with pytest.raises(NotAFile):
        exported(published_studio, link, slot="sang")


# ---- even


def spoken(item: PlaylistItem) -> list[tuple[float, float]]:
    kinds = {CueKind.ITEM, CueKind.GREETING, CueKind.CALL, CueKind.CLOSING}
    return [(entry.offset_s, entry.ends_s) for entry in item.rundown if entry.kind in kinds]


def test_every_cue_of_a_programme_is_at_the_target(published_studio: Studio) -> None:
    item = item_of(published_studio)
    audio = decode(mp3_of(published_studio, item))
    for entry in item.rundown:
        first, last = (round(second * audio.rate_hz) for second in (entry.offset_s, entry.ends_s))
        cue = measure(Audio(audio.samples[first:last], audio.rate_hz))
        assert cue.integrated_lufs == pytest.approx(-16.0, abs=0.5), entry.title
        assert cue.true_peak_dbtp <= -1.0
    whole = measure(audio)
    assert whole.integrated_lufs == pytest.approx(-16.0, abs=0.3)
    assert whole.range_lu < 4.0


def test_the_picture_of_a_programme_shows_an_even_level(published_studio: Studio) -> None:
    """The short-term curve lies in a narrow band, and no spoken part stands higher or lower than another."""
    item = item_of(published_studio)
    portrait = portrayed(mp3_of(published_studio, item))
    assert len(portrait.chapters) == len(item.rundown)
    curve, columns = loudness_curve(portrait, 3.0), portrait.columns
    at_s = (np.arange(curve.low.size) + 0.5) * portrait.loudness.duration_s / curve.low.size
    inside = np.zeros(at_s.size, bool)
    heights = []
    for starts_s, ends_s in spoken(item):
        inside |= (at_s > starts_s + 1.5) & (at_s < ends_s - 1.5)
        part = slice(round(starts_s / columns.column_s), round(ends_s / columns.column_s))
        heights.append((columns.high[part].max(), np.sqrt(np.square(columns.rms[part]).mean())))
    lufs = curve.low[inside]
    assert lufs.size > 200
    assert np.percentile(lufs, 99) - np.percentile(lufs, 1) < 7
    assert np.abs(lufs - -16).max() < 6
    peaks_db, rms_db = 20 * np.log10(np.array(heights).T)
    assert np.ptp(peaks_db) < 2
    assert np.ptp(rms_db) < 3


def test_a_session_is_handed_over_as_one_wave_that_leaves_nothing_behind(published_studio: Studio) -> None:
    item = item_of(published_studio)
    before = set(published_studio.data.iterdir())
    with opened_wav(published_studio, STATION, DAY, "sang") as file:
        wave, rate_hz = soundfile.read(file)
    assert rate_hz == 48_000
    assert len(wave) / rate_hz == pytest.approx(item.duration_s, abs=0.001)
    assert set(published_studio.data.iterdir()) == before


def test_who_asks_while_several_wait_already_is_sent_away(published_studio: Studio) -> None:
    hurried = replace(published_studio, sounds=Turns(wait_s=0.01, waiting=0))
    with hurried.sounds.turn(), pytest.raises(Busy):
        opened_wav(hurried, STATION, DAY, "sang")


def test_a_session_that_is_not_there_names_those_that_are(published_studio: Studio) -> None:
    playlist = publishing.published(published_studio, STATION, DAY)
    assert session_of(playlist, "trua").id.endswith(".trua")
    with pytest.raises(NoSuchSession, match="sang, trua, chieu"):
        session_of(playlist, "toi")
