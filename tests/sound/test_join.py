import datetime as dt
import hashlib
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import mutagen.id3
import mutagen.mp3
import numpy as np
import pytest
import soundfile
from speechlike import speech

from broadcast.errors import Unavailable
from broadcast.sound.audio import Audio
from broadcast.sound.join import JOINABLE_S, Chapter, Joined, Placed, Tags, TooClose, WrongPiece, join
from broadcast.sound.loudness import measure_file, of_steps, timeline
from broadcast.sound.piece import Piece, store_ready
from broadcast.sound.profile import Profile

LSB = 1 / 32_768

Programme = tuple[Path, Joined, list[Placed]]
"""A joined file, what `join` said of it, and what it was made from."""

Short = tuple[Path, dict[str, Any]]
"""A stored piece of half a second, and what is known of it."""
LENGTHS_S = (3.3, 5.017, 2.5, 0.7, 8.123)
GAPS_S = (0.2, 0.3101, JOINABLE_S, 1.777, 0)


@pytest.fixture(scope="module", params=[(24_000, 64), (44_100, 64)], ids=["24 kHz", "44.1 kHz"])
def profile(request: pytest.FixtureRequest) -> Profile:
    return Profile(rate_hz=request.param[0], kbps=request.param[1])


@pytest.fixture(scope="module")
def audios(profile: Profile) -> list[Audio]:
    return [speech(seconds, rate_hz=profile.rate_hz, seed=seed) for seed, seconds in enumerate(LENGTHS_S)]


@pytest.fixture(scope="module")
def pieces(audios: list[Audio], profile: Profile) -> list[Piece]:
    return [store_ready(audio, profile) for audio in audios]


@pytest.fixture(scope="module")
def programme(pieces: list[Piece], profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """The joined file, and what `join` says of it."""
    folder = tmp_path_factory.mktemp("pieces")
    placed, at_s = [], 0.08
    for number, (piece, gap_s) in enumerate(zip(pieces, GAPS_S, strict=True)):
        file = folder / f"{number}.mp3"
        file.write_bytes(piece.frames)
        placed.append(Placed.of(file, piece.as_meta(), at_s))
        at_s += piece.duration_s + gap_s
    chapters = tuple(
        Chapter(f"Mục {n}: khẩu trang", p.starts_s, p.starts_s + p.duration_s) for n, p in enumerate(placed)
    )
    tags = Tags("Chương trình sáng", "Đài An Thạnh Trung", "Bản tin", dt.date(2020, 8, 6), "vi", chapters)
    joined = join(placed, folder / "whole.mp3", tags, profile)
    return folder / "whole.mp3", joined, placed


def samples_of(joined: Joined, profile: Profile) -> int:
    return round(joined.duration_s * profile.rate_hz)


def decoded_by_ffmpeg(ffmpeg: str, file: Path) -> np.ndarray:
    done = subprocess.run(
        [ffmpeg, "-v", "warning", "-i", file, "-f", "f32le", "-"], capture_output=True, check=True
    )
    assert done.stderr == b""
    return np.frombuffer(done.stdout, "<f4")


def decoded_by_mpg123(file: Path) -> np.ndarray:
    mpg123 = tool("mpg123")
    done = subprocess.run([mpg123, "-q", "-s", "--mono", "-e", "s16", file], capture_output=True, check=True)
    assert done.stderr == b""
    return np.frombuffer(done.stdout, "<i2") * np.float32(LSB)


def decoded_by_miniaudio(file: Path, at_s: float = 0.0) -> np.ndarray:
    miniaudio = pytest.importorskip("miniaudio", reason="miniaudio is not installed (no wheel for aarch64)")
    rate_hz = miniaudio.get_file_info(str(file)).sample_rate
    blocks = miniaudio.stream_file(
        str(file), miniaudio.SampleFormat.FLOAT32, 1, rate_hz, seek_frame=round(at_s * rate_hz)
    )
    return np.concatenate([np.asarray(block, np.float32) for block in blocks])


def tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


DECODERS = {
    "libsndfile": lambda file: soundfile.read(file, dtype="float32")[0],
    "ffmpeg of imageio": lambda file: decoded_by_ffmpeg(imageio_ffmpeg.get_ffmpeg_exe(), file),
    "mpg123": decoded_by_mpg123,
    "miniaudio": decoded_by_miniaudio,
}


@pytest.mark.parametrize("decoder", DECODERS)
def test_the_whole_sounds_like_its_parts_and_is_exactly_as_long_as_said(
    programme: Programme, pieces: list[Piece], profile: Profile, decoder: str
) -> None:
    file, joined, placed = programme
    whole = DECODERS[decoder](file)
    assert whole.size == samples_of(joined, profile)
    # miniaudio has 16 bits inside and is 1.5 LSB from all others, whatever it plays: it is its own measure.
    by = decoder if decoder == "miniaudio" else "libsndfile"
    for piece, put, offset_s in zip(pieces, placed, joined.offsets_s, strict=True):
        alone = DECODERS[by](put.file)
        lead = round(piece.lead_s * profile.rate_hz)
        start = round(offset_s * profile.rate_hz)
        own = round((piece.duration_s + 0.02) * profile.rate_hz)
        heard, expected = whole[start : start + own], alone[lead : lead + own]
        assert np.abs(heard - expected[: heard.size]).max() <= LSB


def test_ffmpeg_of_the_system_agrees(programme: Programme, profile: Profile) -> None:
    file, joined, _ = programme
    assert decoded_by_ffmpeg(tool("ffmpeg"), file).size == samples_of(joined, profile)


def test_offsets_are_where_the_sounds_are(
    programme: Programme, audios: list[Audio], profile: Profile
) -> None:
    file, joined, placed = programme
    whole, _ = soundfile.read(file, dtype="float32")
    reach = round(0.05 * profile.rate_hz)
    for audio, offset_s, piece in zip(audios, joined.offsets_s, placed, strict=True):
        start = round(offset_s * profile.rate_hz)
        part = audio.samples[: profile.rate_hz // 2]
        around = np.pad(whole, reach)[start : start + part.size + 2 * reach]
        heard_s = (np.argmax(np.correlate(around, part, "valid")) + start - reach) / profile.rate_hz
        assert heard_s == pytest.approx(offset_s, abs=0.001)
        assert offset_s == pytest.approx(
            piece.starts_s, abs=profile.frame_samples / 2 / profile.rate_hz + 1e-9
        )


def test_between_the_pieces_there_is_silence(programme: Programme, profile: Profile) -> None:
    file, joined, placed = programme
    whole, _ = soundfile.read(file, dtype="float32")
    for offset_s, piece, following_s in zip(joined.offsets_s, placed, joined.offsets_s[1:], strict=False):
        gap = whole[
            round((offset_s + piece.duration_s + 0.04) * profile.rate_hz) : round(
                (following_s - 0.04) * profile.rate_hz
            )
        ]
        assert np.abs(gap).max() < 2 * LSB


def test_mp3val_finds_nothing_to_say(programme: Programme) -> None:
    done = subprocess.run([tool("mp3val"), programme[0]], capture_output=True, text=True, check=True)
    assert "WARNING" not in done.stdout
    assert f"{programme[1].frames + 1} MPEG frames" in done.stdout


def test_players_read_length_title_station_date_and_chapters(programme: Programme) -> None:
    file, joined, placed = programme
    read = mutagen.mp3.MP3(file)
    assert read.info.length == pytest.approx(joined.duration_s, abs=0.03)
    assert read.info.bitrate_mode == mutagen.mp3.BitrateMode.CBR
    tags = mutagen.id3.ID3(file)
    assert (str(tags["TIT2"]), str(tags["TPE1"]), str(tags["TALB"])) == (
        "Chương trình sáng",
        "Đài An Thạnh Trung",
        "Bản tin",
    )
    assert str(tags["TDRC"]) == "2020-08-06"
    assert str(tags["TLAN"]) == "vie"
    assert tags["CTOC:toc"].child_element_ids == [f"c{n}" for n in range(len(placed))]
    chapter = tags["CHAP:c1"]
    assert str(chapter.sub_frames["TIT2"]) == "Mục 1: khẩu trang"
    assert chapter.start_time == round(placed[1].starts_s * 1_000)


def test_ffmpeg_shows_the_chapters_and_the_exact_length(programme: Programme) -> None:
    done = subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-i", programme[0]], capture_output=True, check=False
    )
    said = done.stderr.decode()
    assert len(re.findall(r"Chapter #0:\d+", said)) == len(LENGTHS_S)
    minutes, seconds = re.search(r"Duration: 00:(\d\d):(\d\d\.\d\d)", said).groups()
    assert int(minutes) * 60 + float(seconds) == pytest.approx(programme[1].duration_s, abs=0.011)


def sought_by_ffmpeg(file: Path, at_s: float, profile: Profile) -> np.ndarray:
    words = ["-v", "error", "-ss", str(at_s), "-i", file, "-f", "f32le", "-"]
    done = subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *words], capture_output=True, check=True)
    return np.frombuffer(done.stdout, "<f4")


def sought_by_libsndfile(file: Path, at_s: float, profile: Profile) -> np.ndarray:
    return soundfile.read(file, start=round(at_s * profile.rate_hz), dtype="float32")[0]


def sought_by_mpg123(file: Path, at_s: float, profile: Profile) -> np.ndarray:
    frames = str(round(at_s * profile.rate_hz / profile.frame_samples))
    words = [tool("mpg123"), "-q", "-s", "--mono", "-e", "s16", "-k", frames, file]
    done = subprocess.run(words, capture_output=True, check=True)
    return np.frombuffer(done.stdout, "<i2") * np.float32(LSB)


def sought_by_miniaudio(file: Path, at_s: float, profile: Profile) -> np.ndarray:
    return decoded_by_miniaudio(file, at_s)


SEEKERS = {
    "ffmpeg of imageio": sought_by_ffmpeg,
    "libsndfile": sought_by_libsndfile,
    "mpg123": sought_by_mpg123,
    "miniaudio": sought_by_miniaudio,
}


@pytest.mark.parametrize("at_s", [4.0, 15.0])
@pytest.mark.parametrize("player", SEEKERS)
def test_a_player_that_seeks_arrives_where_it_wanted(
    programme: Programme, profile: Profile, player: str, at_s: float
) -> None:
    heard = SEEKERS[player](programme[0], at_s, profile)
    whole, _ = soundfile.read(programme[0], dtype="float32")
    start = round(at_s * profile.rate_hz)
    part = whole[start + 4_800 : start + 4_800 + profile.rate_hz // 2]
    found = np.argmax(np.correlate(heard[: part.size + 24_000], part, "valid")) - 4_800
    assert abs(found / profile.rate_hz) < 0.06


@pytest.mark.parametrize("player", ["libsndfile", "miniaudio"])
def test_players_tell_the_exact_length_before_they_play(
    programme: Programme, profile: Profile, player: str
) -> None:
    file, joined, _ = programme
    if player == "libsndfile":
        told = soundfile.info(file).frames
    else:
        told = pytest.importorskip("miniaudio").get_file_info(str(file)).num_frames
    assert told == samples_of(joined, profile)


def test_size_and_hash_are_those_of_the_file(programme: Programme) -> None:
    content = programme[0].read_bytes()
    assert programme[1].bytes == len(content)
    assert programme[1].sha256 == hashlib.sha256(content).hexdigest()


def test_kept_energies_foretell_what_a_meter_reads(programme: Programme, pieces: list[Piece]) -> None:
    file, joined, _ = programme
    parts = (
        (offset - piece.lead_s, piece.energies)
        for offset, piece in zip(joined.offsets_s, pieces, strict=True)
    )
    foretold = of_steps(
        timeline(parts, joined.duration_s), max(p.true_peak_dbtp for p in pieces), joined.duration_s
    )
    measured = measure_file(file)
    assert foretold.integrated_lufs == pytest.approx(measured.integrated_lufs, abs=0.1)
    assert foretold.true_peak_dbtp == pytest.approx(measured.true_peak_dbtp, abs=0.05)


@pytest.fixture
def short(tmp_path: Path) -> Short:
    piece = store_ready(speech(0.5), Profile())
    file = tmp_path / "short.mp3"
    file.write_bytes(piece.frames)
    return file, piece.as_meta()


@pytest.mark.parametrize("first_s", [0.0, 0.01, 0.08, 1.0])
def test_the_first_sound_begins_exactly_where_asked(short: Short, tmp_path: Path, first_s: float) -> None:
    joined = join([Placed.of(*short, first_s)], tmp_path / "o.mp3", Tags(), Profile(), length_s=first_s + 0.5)
    assert joined.offsets_s == pytest.approx((first_s,), abs=1e-9)
    heard, _ = soundfile.read(tmp_path / "o.mp3", dtype="float32")
    assert heard.size == round((first_s + 0.5) * 24_000)
    found = np.argmax(np.correlate(np.pad(heard, 2_400), speech(0.5).samples, "valid")) - 2_400
    assert found == pytest.approx(first_s * 24_000, abs=2)


def test_two_thousand_pieces_do_not_drift(short: Short, tmp_path: Path) -> None:
    placed = [Placed.of(*short, n * 0.7003) for n in range(2_000)]
    joined = join(placed, tmp_path / "long.mp3", Tags(), Profile())
    late = [heard - piece.starts_s for heard, piece in zip(joined.offsets_s, placed, strict=True)]
    assert max(map(abs, late)) <= 0.012 + 1e-9
    assert abs(sum(late[-100:])) / 100 < 0.004
    assert soundfile.info(tmp_path / "long.mp3").duration == pytest.approx(joined.duration_s, abs=1e-6)


def test_memory_does_not_grow_with_the_file(short: Short, tmp_path: Path) -> None:
    script = textwrap.dedent(f"""
        import re, sys
        from pathlib import Path
        from broadcast.sound.join import Placed, Tags, join
        from broadcast.sound.profile import Profile
        assert "numpy" not in sys.modules
        piece = Path({str(short[0])!r})
        placed = [Placed(piece, n * 600.0, 0.08, 0.5, {short[1]["frames"]}) for n in range(24)]
        print(join(placed, Path({str(tmp_path / "o.mp3")!r}), Tags(), Profile()).bytes)
        print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    size, memory_kb = map(int, done.stdout.split())
    assert size > 100_000_000
    assert memory_kb < 40_000


def test_a_programme_of_nothing_but_silence_has_its_length(tmp_path: Path) -> None:
    assert join([], tmp_path / "o.mp3", Tags(), Profile(), length_s=2.0).duration_s == 2.0
    assert not soundfile.read(tmp_path / "o.mp3")[0].any()


def test_pieces_that_overlap_are_refused(short: Short, tmp_path: Path) -> None:
    with pytest.raises(TooClose):
        join([Placed.of(*short, 0.1), Placed.of(*short, 0.65)], tmp_path / "o.mp3", Tags(), Profile())
    assert list(tmp_path.iterdir()) == [short[0]]


@pytest.mark.parametrize("damage", ["cut", "another profile", "missing", "text"])
def test_a_wrong_piece_is_refused_and_the_old_programme_stays(
    short: Short, tmp_path: Path, damage: str
) -> None:
    file, meta = short
    match damage:
        case "cut":
            file.write_bytes(file.read_bytes()[:-100])
        case "another profile":
            file.write_bytes(store_ready(speech(0.5), Profile(kbps=80)).frames)
        case "missing":
            file.unlink()
        case "text":
            file.write_bytes(b"x" * file.stat().st_size)
    (tmp_path / "o.mp3").write_bytes(b"old")
    with pytest.raises(WrongPiece):
        join([Placed.of(file, meta, 0.1)], tmp_path / "o.mp3", Tags(), Profile())
    assert (tmp_path / "o.mp3").read_bytes() == b"old"
    assert not list(tmp_path.glob("*.part"))


def test_a_full_disk_leaves_the_old_programme_and_no_temporary(short: Short, tmp_path: Path) -> None:
    (tmp_path / "o.mp3").write_bytes(b"old")
    script = textwrap.dedent(f"""
        import resource, signal
        from pathlib import Path
        from broadcast.errors import Unavailable
        from broadcast.sound.join import Placed, Tags, join
        from broadcast.sound.profile import Profile
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        piece = Path({str(short[0])!r})
        placed = [Placed(piece, n * 2.0, 0.08, 0.5, {short[1]["frames"]}) for n in range(20)]
        try:
            join(placed, Path({str(tmp_path / "o.mp3")!r}), Tags(), Profile())
        except Unavailable as error:
            print("refused", error.faults[0].where)
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("refused")
    assert (tmp_path / "o.mp3").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o.mp3", "short.mp3"]


def test_a_folder_that_does_not_exist_is_named(short: Short, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refused:
        join([Placed.of(*short, 0.1)], tmp_path / "no" / "o.mp3", Tags(), Profile())
    assert str(tmp_path / "no" / "o.mp3") in str(refused.value)
