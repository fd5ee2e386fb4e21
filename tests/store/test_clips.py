import json
import os
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from broadcast.errors import Unavailable
from broadcast.store.clips import ClipFolder, NoSuchClip

KEY = "ab" + "0" * 62


def test_a_clip_is_found_again_with_what_is_known_of_it(tmp_path: Path) -> None:
    clips = ClipFolder(tmp_path / "clips")
    assert not clips.has(KEY)
    clips.put(KEY, b"frames", {"duration_s": 1.5})
    assert clips.has(KEY)
    assert clips.path(KEY).read_bytes() == b"frames"
    assert clips.path(KEY).parent.name == "ab"
    assert clips.meta(KEY)["duration_s"] == 1.5
    assert list(clips.keys()) == [KEY]


def test_a_clip_that_is_not_there_is_no_clip(tmp_path: Path) -> None:
    with pytest.raises(NoSuchClip):
        ClipFolder(tmp_path).meta(KEY)


@pytest.mark.parametrize("lost", ["the sound", "the facts", "half the sound", "half the facts"])
def test_a_half_made_clip_never_counts(tmp_path: Path, lost: str) -> None:
    clips = ClipFolder(tmp_path)
    clips.put(KEY, b"frames", {"duration_s": 1.5})
    facts = clips.path(KEY).with_suffix(".json")
    match lost:
        case "the sound":
            clips.path(KEY).unlink()
        case "the facts":
            facts.unlink()
        case "half the sound":
            clips.path(KEY).write_bytes(b"fra")
        case "half the facts":
            facts.write_bytes(facts.read_bytes()[:5])
    assert not clips.has(KEY)
    clips.put(KEY, b"frames", {"duration_s": 1.5})
    assert clips.has(KEY)


def test_many_threads_may_put_the_same_clip(tmp_path: Path) -> None:
    clips = ClipFolder(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: clips.put(KEY, b"frames" * 1_000, {"same": True}), range(64)))
    assert clips.has(KEY)
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == [f"{KEY}.json", f"{KEY}.mp3"]


def test_leftovers_of_a_killed_process_are_swept_and_finished_clips_stay(tmp_path: Path) -> None:
    clips = ClipFolder(tmp_path)
    clips.put(KEY, b"frames", {})
    killed = textwrap.dedent(f"""
        import os
        from pathlib import Path
        from broadcast.disk import whole
        with whole(Path({str(clips.path("abc"))!r})) as file:
            file.write(b"half")
            file.flush()
            os.kill(os.getpid(), 9)
    """)
    subprocess.run([sys.executable, "-c", killed], check=False)
    assert len(list(tmp_path.rglob("*.part"))) == 1
    assert clips.sweep() == 1
    assert clips.sweep() == 0
    assert clips.has(KEY)


def test_what_a_living_process_writes_is_not_swept(tmp_path: Path) -> None:
    clips = ClipFolder(tmp_path)
    clips.put(KEY, b"frames", {})
    part = clips.path(KEY).with_name(f"x.mp3.{os.getppid()}-1.part")
    part.write_bytes(b"being written")
    assert clips.sweep() == 0
    assert part.exists()


def test_notes_are_kept_beside_the_clips(tmp_path: Path) -> None:
    clips = ClipFolder(tmp_path)
    with pytest.raises(NoSuchClip):
        clips.noted(KEY)
    clips.note(KEY, {"head_s": 0.1})
    assert clips.noted(KEY) == {"head_s": 0.1}
    assert not clips.has(KEY)


def test_a_full_disk_leaves_no_clip(tmp_path: Path) -> None:
    script = textwrap.dedent(f"""
        import resource, signal
        from pathlib import Path
        from broadcast.errors import Unavailable
        from broadcast.store.clips import ClipFolder
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
        clips = ClipFolder(Path({str(tmp_path)!r}))
        try:
            clips.put({KEY!r}, b"x" * 5_000, {{}})
        except Unavailable:
            print("refused", clips.has({KEY!r}))
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "refused False\n"
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_facts_are_plain_json(tmp_path: Path) -> None:
    clips = ClipFolder(tmp_path)
    clips.put(KEY, b"frames", {"loudness_lufs": -16.0})
    assert json.loads(clips.path(KEY).with_suffix(".json").read_bytes())["loudness_lufs"] == -16.0


def test_a_folder_closed_to_us_is_named(tmp_path: Path) -> None:
    (tmp_path / "ab").write_bytes(b"a file where a folder should be")
    with pytest.raises(Unavailable) as refused:
        ClipFolder(tmp_path).put(KEY, b"frames", {})
    assert str(tmp_path / "ab") in str(refused.value)
