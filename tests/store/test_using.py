"""What is used stays, what nobody used for long goes, whatever happens meanwhile; real files, given times."""

import fcntl
import os
import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcast.disk import PART
from broadcast.store.clips import ClipFolder, NoSuchClip
from broadcast.store.using import retire, used

NOW = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
SIXTY = timedelta(days=60)
OLD, NEW = "ab" + "0" * 62, "cd" + "1" * 62


def aged(root: Path, days: float, key: str = "") -> None:
    """Every file of `key` was changed so many days before NOW."""
    then = (NOW - timedelta(days=days)).timestamp()
    for path in root.glob(f"??/{key}*"):
        os.utime(path, (then, then))


def names(root: Path) -> list[str]:
    return sorted(path.name for path in root.glob("??/*"))


@pytest.fixture
def clips(tmp_path: Path) -> ClipFolder:
    """One clip unused for 61 days, one used now."""
    folder = ClipFolder(tmp_path, lambda: NOW)
    for key in (OLD, NEW):
        folder.put(key, b"frames", {})
    aged(tmp_path, 61, OLD)
    aged(tmp_path, 0, NEW)
    return folder


def test_a_file_is_marked_when_used_but_not_at_every_use(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.touch()
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    for passed, marked in ((0.9, 0.0), (1.0, 1.0), (1.5, 1.0), (40.0, 40.0), (-300.0, 40.0)):
        used(path, NOW + timedelta(days=passed))
        assert path.stat().st_mtime == (NOW + timedelta(days=marked)).timestamp(), passed


def test_what_was_not_used_for_sixty_days_goes(clips: ClipFolder, tmp_path: Path) -> None:
    assert clips.retire(NOW - timedelta(days=1, seconds=1), SIXTY, ()) == 0
    assert clips.retire(NOW, SIXTY, ()) == 1
    assert names(tmp_path) == [f"{NEW}.json", f"{NEW}.mp3"]
    assert not clips.has(OLD)


@pytest.mark.parametrize("how", ["has", "meta", "use", "put"])
def test_every_way_to_use_a_clip_keeps_it(clips: ClipFolder, how: str) -> None:
    match how:
        case "has":
            assert clips.has(OLD)
        case "meta":
            clips.meta(OLD)
        case "use":
            clips.use(OLD)
        case "put":
            clips.put(OLD, b"frames", {})
    assert clips.retire(NOW + timedelta(days=59), SIXTY, ()) == 0
    assert clips.has(OLD)


def test_what_is_needed_stays_however_old(clips: ClipFolder) -> None:
    assert clips.retire(NOW, SIXTY, {OLD}) == 0
    assert clips.has(OLD)


def test_a_note_beside_a_clip_lives_with_it_and_one_alone_by_its_own_use(
    clips: ClipFolder, tmp_path: Path
) -> None:
    lone, read = "ef" + "2" * 62, "ef" + "3" * 62
    for key in (OLD, NEW, lone, read):
        clips.note(key, {"head_s": 0.1})
        aged(tmp_path, 61, f"{key}.note")
    assert clips.noted(read) == {"head_s": 0.1}
    assert clips.retire(NOW, SIXTY, ()) == 2
    assert names(tmp_path) == [f"{NEW}.json", f"{NEW}.mp3", f"{NEW}.note", f"{read}.note"]


def test_a_machine_that_stood_still_for_a_season_loses_nothing_before_it_works_again(
    clips: ClipFolder, tmp_path: Path
) -> None:
    aged(tmp_path, 200)
    assert clips.retire(NOW, SIXTY, ()) == 0
    assert clips.retire(NOW + timedelta(days=40_000), SIXTY, ()) == 0  # its clock is wrong
    assert clips.retire(NOW - timedelta(days=20_000), SIXTY, ()) == 0
    assert clips.has(NEW)
    assert clips.retire(NOW, SIXTY, ()) == 1
    assert clips.has(NEW)


def test_unfinished_files_are_the_sweeps_and_empty_folders_no_trouble(
    clips: ClipFolder, tmp_path: Path
) -> None:
    part = tmp_path / "ab" / f"{OLD}.mp3.1-1{PART}"
    part.write_bytes(b"half")
    aged(tmp_path, 61, OLD)
    assert clips.retire(NOW, SIXTY, ()) == 1
    assert part.exists()
    assert ClipFolder(tmp_path / "absent").retire(NOW, SIXTY, ()) == 0


def test_using_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        used(tmp_path / "a.wav", NOW)
    ClipFolder(tmp_path).use(OLD)
    with pytest.raises(NoSuchClip):
        ClipFolder(tmp_path).meta(OLD)


def test_sentences_go_as_clips_do(tmp_path: Path) -> None:
    for name, days in (("old", 61), ("new", 0)):
        (tmp_path / "ab").mkdir(exist_ok=True)
        (tmp_path / "ab" / f"{name}.wav").touch()
        aged(tmp_path, days, name)
    assert retire(tmp_path.glob("??/*"), NOW, SIXTY) == 1
    assert names(tmp_path) == ["new.wav"]


def test_nothing_goes_from_a_folder_in_which_somebody_stores(clips: ClipFolder, tmp_path: Path) -> None:
    folder = os.open(tmp_path / "ab", os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_SH)
    assert clips.retire(NOW, SIXTY, ()) == 0
    os.close(folder)
    assert clips.retire(NOW, SIXTY, ()) == 1


RETIRE = "clips.retire(now, timedelta(days=60), ())"


def run(root: Path, at: str, then: str, do: str = f"print({RETIRE})") -> str:
    """A process that removes what is unused, where `then` happens at the moment `at`; what it says."""
    script = textwrap.dedent(f"""
        import os, sys
        from datetime import UTC, datetime, timedelta
        from pathlib import Path
        from broadcast.store.clips import ClipFolder
        now = datetime.fromisoformat({NOW.isoformat()!r})
        clips, seen = ClipFolder(Path({str(root)!r}), lambda: now), []

        def hook(event, arguments):
            if event == {at!r} and not seen:
                seen.append(event)
                {then}

        sys.addaudithook(hook)
        {do}
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.stdout


def test_a_clip_that_is_found_while_it_is_about_to_go_stays(clips: ClipFolder, tmp_path: Path) -> None:
    told = run(tmp_path, "fcntl.flock", f"assert clips.has({OLD!r})")  # as a `mix` may, just before the lock
    assert told == "0\n"
    assert clips.has(OLD)


def test_nothing_goes_while_a_clip_is_put_beside_it(clips: ClipFolder, tmp_path: Path) -> None:
    beside = "ab" + "4" * 62
    assert run(tmp_path, "os.rename", f"print({RETIRE})", f"clips.put({beside!r}, b'', {{}})") == "0\n"
    assert clips.has(beside)
    assert clips.retire(NOW, SIXTY, ()) == 1


def test_a_process_killed_in_the_middle_leaves_no_half_clip(clips: ClipFolder, tmp_path: Path) -> None:
    facts = tmp_path / "ab" / f"{OLD}.json"
    assert not run(tmp_path, "os.remove", f"os.unlink({str(facts)!r}); os.kill(os.getpid(), 9)")
    assert names(tmp_path) == [f"{OLD}.mp3", f"{NEW}.json", f"{NEW}.mp3"]
    assert not clips.has(OLD)
    aged(tmp_path, 61, OLD)  # it was just looked up
    assert clips.retire(NOW, SIXTY, ()) == 1
    assert names(tmp_path) == [f"{NEW}.json", f"{NEW}.mp3"]
    clips.put(OLD, b"frames", {})
    assert clips.has(OLD)


def test_what_a_mix_has_found_is_there_while_others_go(clips: ClipFolder, tmp_path: Path) -> None:
    mixing = textwrap.dedent(f"""
        import os
        from contextlib import suppress
        from datetime import datetime
        from pathlib import Path
        from broadcast.store.clips import ClipFolder
        root, now = Path({str(tmp_path)!r}), datetime.fromisoformat({NOW.isoformat()!r})
        clips, made = ClipFolder(root, lambda: now), 0
        for turn in range(300):
            for path in (root / "ab").glob("*"):
                with suppress(FileNotFoundError):
                    os.utime(path, (0, 0))
            if not clips.has({OLD!r}):
                clips.put({OLD!r}, b"frames", {{}})
                made += 1
            clips.meta({OLD!r})
            assert clips.path({OLD!r}).read_bytes() == b"frames"
        print(made)
    """)
    gone = 0
    with subprocess.Popen([sys.executable, "-c", mixing], stdout=subprocess.PIPE, text=True) as mix:
        while mix.poll() is None:
            gone += clips.retire(NOW, SIXTY, ())
        assert mix.returncode == 0
        assert mix.stdout is not None
        assert gone - 1 <= int(mix.stdout.read()) <= gone
    assert gone > 0
