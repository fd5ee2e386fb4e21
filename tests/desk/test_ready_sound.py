"""Ready audio, uploaded or on file: it airs as it was approved, and is counted to its campaign and topic."""

import io
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import soundfile
from approver import approved, clearing
from click.testing import CliRunner
from speechlike import speech
from told_days import as_json, line

from broadcast.__main__ import open_house as opening
from broadcast.desk import editorial, logbook, reporting, traffic
from broadcast.desk.house import House, open_house
from broadcast.desk.importing import NameTaken, import_sound
from broadcast.desk.lastgood import Files
from broadcast.desk.merging import RETRY, Merged, with_people
from broadcast.desk.newsroom import Newsroom
from broadcast.desk.rehearsal import NothingToSay, rehearse
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.doors.cli.commands import broadcast
from broadcast.errors import Invalid
from broadcast.people import Person, Role
from broadcast.playlist import Playlist
from broadcast.programme import CueKind
from broadcast.report import by_topic
from broadcast.script import BulletinClass, Manuscript
from broadcast.sound.audio import NotAudio
from broadcast.store.clips import ClipFolder

DAY = date(2020, 8, 6)
LAN = Person("lan", "Nguyễn Thị Lan", frozenset({Role.WRITER}))
BINH = Person("binh", "Trần Văn Bình", frozenset({Role.APPROVER}))
FIELDS = {
    "title": "Lời kêu gọi bằng tiếng Khmer",
    "genre": "thong-bao",
    "campaign": "covid-19",
    "topic": "khau-trang",
    "class": "priority",
    "language": "km",
}
NAME = "loi-keu-goi-bang-tieng-khmer"


def recording(seconds: float = 20.0, seed: int = 4) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, speech(seconds, seed=seed, peak=0.1).samples, 24_000, format="FLAC")
    return file.getvalue()


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    path = tmp_path / "Ghi âm 001.mp3"  # whatever it is called: it is FLAC
    path.write_bytes(recording())
    return path


def made(studio: Studio, house: House) -> Playlist:
    outcome = traffic.make_day(studio, house, DAY, [house.schedule.station("my-an")], Nobody())
    assert not outcome.failed
    return outcome.made["my-an"].playlist


def cues(playlist: Playlist, script: str) -> list[tuple[str | None, str | None, float]]:
    return [
        (cue.campaign, cue.topic, cue.duration_s)
        for item in playlist.items
        for cue in item.rundown
        if cue.kind is CueKind.ITEM and cue.script == script
    ]


def test_an_uploaded_sound_is_counted_to_its_topic_from_the_plan_to_the_report(small_studio: Studio) -> None:
    studio = small_studio
    newsroom = Newsroom(studio, lambda: open_house(studio.house))
    sound = newsroom.receive(LAN, "a.flac", io.BytesIO(recording())).sound
    draft = newsroom.write(
        LAN,
        Manuscript(
            "Đeo khẩu trang",
            "",
            klass=BulletinClass.PRIORITY,
            campaign="covid-19",
            topic="khau-trang",
            sound=sound,
        ),
    )
    entry = clearing(newsroom).submit(LAN, draft.id, draft.version)
    heard = newsroom.heard(entry)
    approved(newsroom, entry, BINH)
    house = with_people(studio, open_house(studio.house))

    (plan,) = traffic.plans(studio, house, DAY, [house.schedule.station("my-an")], Nobody())
    planned = [
        item.clip for session in plan.sessions for item in session.items if item.clip.script == entry.id
    ]
    assert planned
    assert {(clip.campaign, clip.topic) for clip in planned} == {("covid-19", "khau-trang")}

    playlist = made(studio, house)
    plays = cues(playlist, entry.id)
    assert len(plays) == len(planned)
    assert {play[:2] for play in plays} == {("covid-19", "khau-trang")}
    assert [play[2] for play in plays] == pytest.approx([heard.duration_s] * len(plays), abs=0.001)

    batch = [
        as_json(
            line(
                id=item.id,
                item=item.id,
                station="my-an",
                planned_at=item.starts_at,
                sha256=item.audio.sha256 if item.audio else None,
                played_s=item.duration_s,
            )
        )
        for item in playlist.items
    ]
    logbook.record_as_run(studio, house.schedule, "my-an", {"lines": batch})
    report = reporting.report(studio, house, DAY, DAY, "covid-19")
    (row,) = (row for row in by_topic(report) if row.topic == "khau-trang")
    others = sum(
        (
            timedelta(seconds=cue.duration_s)
            for item in playlist.items
            for cue in item.rundown
            if cue.topic == "khau-trang" and cue.script != entry.id
        ),
        timedelta(),
    )
    assert row.count.aired_time - others == pytest.approx(
        len(plays) * timedelta(seconds=heard.duration_s), abs=timedelta(milliseconds=20)
    )


def test_a_recording_on_file_in_another_language_airs(small_studio: Studio, audio: Path) -> None:
    studio = small_studio
    came = import_sound(studio.house, audio, FIELDS, "Kêu gọi đeo khẩu trang.")
    assert (came.script.name, came.sound.name) == (f"{NAME}.md", f"{NAME}.flac")
    assert any("đã nâng lên" in finding.said.vi for finding in came.findings)
    assert editorial.faults_of_house(studio.house) == ()
    assert not cues(made(studio, with_people(studio, open_house(studio.house))), NAME)  # nobody approved it

    editorial.approve(came.script, "Trần Văn Bình", DAY, studio.house)
    house = with_people(studio, open_house(studio.house))
    plays = cues(made(studio, house), NAME)
    assert {play[:2] for play in plays} == {("covid-19", "khau-trang")}
    assert all(19.5 < play[2] <= 20 for play in plays)
    reviewed = house.scripts[NAME]
    assert not reviewed.reading.sentences
    assert house.read(reviewed, house.schedule.reading_at("my-an", DAY)) == reviewed.reading


def test_another_sound_under_the_same_name_voids_the_approval(small_studio: Studio, audio: Path) -> None:
    studio = small_studio
    came = import_sound(studio.house, audio, FIELDS)
    editorial.approve(came.script, "Trần Văn Bình", DAY, studio.house)
    files = Files(studio)
    assert files.house().scripts[NAME].script.cleared
    came.sound.write_bytes(recording(seed=5))
    reviewed = files.house().scripts[NAME]
    assert not reviewed.script.cleared
    assert "đã sửa sau khi duyệt" in reviewed.faults[0].said()


def written(house: Path, fields: str, text: str = "Kêu gọi.") -> Path:
    path = house / "scripts_vi" / "goi.md"
    path.write_text(f"---\ntitle: Gọi\ngenre: thong-bao\n{fields}\n---\n{text}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("language: km", "goi.md:4: máy chỉ đọc được tiếng Việt"),
        ("audio: goi.mp3", "goi.md:4: không có tệp âm thanh này cạnh bài"),
        ("audio: ../goi.flac", "goi.md:4: «audio»: «../goi.flac» không phải tên một tệp âm thanh"),
        ("audio: goi.md", "goi.md:4: «audio»: «goi.md» không phải tên một tệp âm thanh"),
        ("origin: xã\naudio: chu.mp3", "goi.md:5: đây không phải âm thanh"),
        ("audio: im.flac", "goi.md:4: tệp âm thanh không có tiếng gì"),
        ("audio: lon.wav", "goi.md:4: tệp âm thanh lớn hơn"),
        ("", "goi.flac: không bài nào nhắc tới tệp âm thanh này"),
    ],
)
def test_check_names_what_is_wrong_at_its_line(small_house: Path, fields: str, expected: str) -> None:
    folder = small_house / "scripts_vi"
    written(small_house, fields)
    if not fields:
        (folder / "goi.flac").write_bytes(recording(1))
    if "chu.mp3" in fields:
        (folder / "chu.mp3").write_text("Xin chào bà con", encoding="utf-8")
    if "im.flac" in fields:
        soundfile.write(folder / "im.flac", [0.0] * 24_000, 24_000)
    if "lon.wav" in fields:
        with (folder / "lon.wav").open("wb") as file:
            file.truncate(1 << 30)
    said = [fault.said() for fault in editorial.faults_of_house(small_house)]
    assert len(said) == 1
    assert expected in said[0]


def test_a_recording_needs_no_words(small_house: Path) -> None:
    (small_house / "scripts_vi" / "goi.flac").write_bytes(recording(2))
    path = written(small_house, "audio: goi.flac", text="")
    assert editorial.faults_of_files(small_house, [path]) == ()
    assert (
        "không có chữ nào"
        in editorial.faults_of_files(small_house, [written(small_house, "", text="")])[0].said()
    )


def test_a_damaged_recording_keeps_only_its_own_script_off_the_air(small_studio: Studio) -> None:
    path = written(small_studio.house, "audio: chu.mp3")
    (path.parent / "chu.mp3").write_text("Xin chào bà con", encoding="utf-8")
    house = with_people(small_studio, open_house(small_studio.house))
    assert "không phải âm thanh" in house.scripts["goi"].faults[0].said()
    assert cues(made(small_studio, house), "khau-trang-01")
    with pytest.raises(NotAudio, match=r"goi\.md:4"):
        editorial.approve(path, "Trần Văn Bình", DAY, small_studio.house)


def test_nothing_is_overwritten_and_nothing_half_is_left(small_house: Path, audio: Path) -> None:
    import_sound(small_house, audio, FIELDS)
    before = sorted(path.name for path in (small_house / "scripts_vi").iterdir())
    with pytest.raises(NameTaken, match=NAME):
        import_sound(small_house, audio, FIELDS)
    with pytest.raises(Invalid, match="khau-tran"):
        import_sound(small_house, audio, {**FIELDS, "title": "Khác", "topic": "khau-tran"})
    with pytest.raises(NotAudio, match="không có tệp này"):
        import_sound(small_house, audio.with_name("x.mp3"), {**FIELDS, "title": "Khác"})
    assert sorted(path.name for path in (small_house / "scripts_vi").iterdir()) == before


def test_the_command_tells_what_it_found_and_what_comes_next(small_house: Path, audio: Path) -> None:
    options = ["--title", "Lời kêu gọi", "--language", "km", "--valid-until", "2030-01-01"]
    done = CliRunner().invoke(
        broadcast, ["import", str(audio), *options, "--house", str(small_house)], obj=opening
    )
    assert done.exit_code == 0, done.output
    assert "Nhỏ hơn mức chuẩn" in done.output
    assert "broadcast approve" in done.output
    script = open_house(small_house).scripts["loi-keu-goi"].script
    assert (script.language, script.valid_until, script.approved) == ("km", date(2030, 1, 1), None)


@pytest.mark.parametrize("room", [200_000, 20_000], ids=["while it is stored", "while it comes"])
def test_a_full_disk_leaves_no_temporary_and_the_old_sound(small_studio: Studio, room: int) -> None:
    studio = small_studio
    newsroom = Newsroom(studio, lambda: open_house(studio.house))
    old = newsroom.receive(LAN, "a.flac", io.BytesIO(recording())).sound
    new = studio.data.parent / "new.flac"
    new.write_bytes(recording(30, seed=6))
    clip_bytes = 30 * 8_000
    assert new.stat().st_size > 20_000
    script = textwrap.dedent(f"""
        import resource, signal, sys
        from pathlib import Path
        sys.path[:0] = {[str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "stand_ins")]!r}
        from conftest import studio_of
        from broadcast.desk.intake import receive
        from broadcast.errors import Unavailable
        studio = studio_of(Path({str(studio.data)!r}))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
        try:
            receive(studio, "moi.flac", open({str(new)!r}, "rb"))
        except Unavailable as error:
            print(error)
    """)
    if room > 100_000:
        soundfile.write(new, speech(30, seed=6, rate_hz=8_000).samples, 8_000, subtype="PCM_S8")
        assert new.stat().st_size < room < clip_bytes
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "đĩa" in done.stdout
    assert "File too large" in done.stdout  # what the kernel says in place of a full disk
    assert list((studio.data / "incoming").iterdir()) == []
    assert not list(studio.data.rglob("*.part"))
    assert old
    assert studio.clips.has(old)


def test_a_recording_is_not_spoken(small_studio: Studio, audio: Path) -> None:
    came = import_sound(small_studio.house, audio, FIELDS, "Kêu gọi đeo khẩu trang.")
    with pytest.raises(NothingToSay, match="âm thanh làm sẵn"):
        rehearse(small_studio, came.script, audio.with_name("a.wav"), "espeak")


def test_when_there_is_room_again_the_recording_airs_without_a_hand(
    small_studio: Studio, audio: Path
) -> None:
    came = import_sound(small_studio.house, audio, FIELDS)
    editorial.approve(came.script, "Trần Văn Bình", DAY, small_studio.house)
    clips = small_studio.data / "file"
    clips.write_bytes(b"")
    moments = [small_studio.now()]
    studio = replace(small_studio, clips=ClipFolder(clips), now=lambda: moments[-1])
    merged, files = Merged(studio), open_house(studio.house)
    before = merged.house(files)
    assert NAME not in before.airable(DAY)
    assert merged.house(files) is before  # tried again at once, and told nothing new
    clips.unlink()
    moments.append(moments[0] + RETRY - timedelta(seconds=1))
    assert merged.house(files) is before  # a page that is asked for does not wait for it each time
    moments.append(moments[0] + RETRY)
    assert NAME in merged.house(files).airable(DAY)


def test_a_recording_that_cannot_be_stored_is_a_fault_of_its_script_alone(
    small_studio: Studio, audio: Path
) -> None:
    came = import_sound(small_studio.house, audio, FIELDS)
    editorial.approve(came.script, "Trần Văn Bình", DAY, small_studio.house)
    nowhere = small_studio.data / "file"
    nowhere.write_bytes(b"")  # no folder can be made below a file, whoever runs this
    house = with_people(replace(small_studio, clips=ClipFolder(nowhere)), open_house(small_studio.house))
    (fault,) = house.scripts[NAME].faults
    assert "không ghi được tệp" in fault.said()
    assert NAME not in house.airable(DAY)
    assert "khau-trang-01" in house.airable(DAY)
