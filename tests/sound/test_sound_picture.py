"""The picture of a sound: what is drawn is what was heard."""

import io
import math
import subprocess
import sys
import textwrap
import tracemalloc
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image
from speechlike import speech, tone

from broadcast.errors import BroadcastError
from broadcast.language import Language
from broadcast.sound.join import Placed, join
from broadcast.sound.picture import NotNamedPng, draw_file, picture_place
from broadcast.sound.picture.columns import MOST, Columns, band_edges
from broadcast.sound.picture.layout import LISTED, WIDTH, drawn, spaced, ticks
from broadcast.sound.picture.panels import (
    CLIPPED,
    PEAK,
    PLOT_WIDTH,
    RMS,
    SHORT_TERM,
    loudness_curve,
    loudness_pixels,
    loudness_row,
    tone_pixels,
    wave_pixels,
)
from broadcast.sound.picture.paper import fitted, width_of
from broadcast.sound.picture.portrait import Portrait, clock, figures, portrayed
from broadcast.sound.piece import store_ready
from broadcast.sound.profile import Profile
from broadcast.sound.tags import Chapter, Tags

RATE_HZ = 24_000


def columns_of(samples: np.ndarray, rate_hz: int = RATE_HZ, block: int = 10_000) -> Columns:
    shaped = samples.reshape(samples.shape[0], -1)
    columns = Columns(rate_hz, shaped.shape[1])
    for at in range(0, shaped.shape[0], block):
        columns.add(shaped[at : at + block])
    columns.close()
    return columns


def portrait_of(folder: Path, samples: np.ndarray, rate_hz: int = RATE_HZ) -> Portrait:
    soundfile.write(folder / "a.wav", samples, rate_hz, subtype="FLOAT")
    return portrayed(folder / "a.wav")


def is_colour(pixels: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    return np.asarray((pixels == np.array(colour, np.uint8)).all(axis=2))


# ---- columns


@pytest.mark.parametrize("seconds", [0.001, 0.2, 1.0, 12.3456, 61.0])
@pytest.mark.parametrize("block", [777, 240_000])
def test_columns_cover_the_sound_and_no_more_than_one_column_behind_it(seconds: float, block: int) -> None:
    columns = columns_of(tone(500, seconds, -6, RATE_HZ), block=block)
    behind_s = columns.low.size * columns.column_s - columns.samples / RATE_HZ
    assert 0 <= behind_s < columns.column_s
    assert 1 <= columns.low.size <= MOST


def test_an_envelope_does_not_depend_on_the_blocks() -> None:
    samples = speech(31.0).samples
    one, many = columns_of(samples, block=samples.size), columns_of(samples, block=1_234)
    assert np.array_equal(one.low, many.low)
    assert np.array_equal(one.high, many.high)
    assert one.rms == pytest.approx(many.rms)
    assert one.power == pytest.approx(many.power, rel=1e-3, abs=1e-12)


def test_no_peak_is_lost_when_neighbours_become_one() -> None:
    samples = np.zeros(RATE_HZ * 120, np.float32)
    samples[1_000_003] = 0.75
    columns = columns_of(samples)
    at = columns.high.argmax()
    assert columns.high[at] == pytest.approx(0.75)
    assert at == math.floor(1_000_003 / RATE_HZ / columns.column_s)
    assert np.count_nonzero(columns.high) == 1


@pytest.mark.parametrize("seconds", [1.0, 60.0])
@pytest.mark.parametrize("hz", [120, 1_000, 5_000, 11_000])
def test_a_tone_stands_in_its_own_band(hz: int, seconds: float) -> None:
    power = columns_of(tone(hz, seconds, -20, RATE_HZ)).power[4:-5].mean(axis=0)
    edges = band_edges(RATE_HZ)
    loudest = int(power.argmax())
    assert edges[loudest] / 1.07 <= hz <= edges[loudest + 1] * 1.07
    assert -23.1 < 10 * math.log10(power[loudest]) < -19.5  # half of it where two bands meet
    elsewhere = np.abs(np.sqrt(edges[:-1] * edges[1:]) - hz) > 120 + 0.1 * hz
    assert power[elsewhere].max(initial=0.0) < power[loudest] * 1e-4


def test_both_channels_are_in_the_envelope() -> None:
    both = np.stack((tone(500, 2, -20, RATE_HZ), tone(500, 2, -6, RATE_HZ)), axis=1)
    columns = columns_of(both)
    assert columns.high.max() == pytest.approx(0.5, abs=0.01)
    assert columns.rms[5] == pytest.approx(math.sqrt((0.1**2 + 0.5**2) / 4), rel=0.05)


def test_three_hours_take_the_memory_of_ten_minutes() -> None:
    block, taken = speech(10.0, rate_hz=8_000).samples[:, None], []
    for minutes in (10, 180):
        tracemalloc.start()
        columns = Columns(8_000)
        for _ in range(minutes * 6):
            columns.add(block)
        columns.close()
        taken.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert columns.low.size <= MOST
    assert taken[1] < 1.2 * taken[0]


# ---- panels


def test_an_even_level_is_an_even_band_and_a_louder_half_is_seen(tmp_path: Path) -> None:
    soft = tone(400, 10, -26, RATE_HZ)
    even = wave_pixels(portrait_of(tmp_path, np.concatenate((soft, soft))), 180)
    uneven = wave_pixels(portrait_of(tmp_path, np.concatenate((soft, 4 * soft))), 180)
    for pixels, ratio in ((even, 1.0), (uneven, 4.0)):
        heights = is_colour(pixels, PEAK).sum(axis=0) + is_colour(pixels, RMS).sum(axis=0)
        halves = [np.median(half) for half in np.split(heights, 2)]
        assert halves[0] == pytest.approx(0.05 * 180, abs=2)
        assert halves[1] / halves[0] == pytest.approx(ratio, rel=0.2)
        assert heights.std() < 1 or ratio > 1


def test_what_touches_full_scale_is_red_and_nothing_else(tmp_path: Path) -> None:
    samples = tone(400, 8, -6, RATE_HZ)
    samples[4 * RATE_HZ : 4 * RATE_HZ + 40] = 1.0
    red = is_colour(wave_pixels(portrait_of(tmp_path, samples), 180), CLIPPED).any(axis=0)
    assert np.flatnonzero(red) == pytest.approx(PLOT_WIDTH / 2, abs=3)
    assert not is_colour(wave_pixels(portrait_of(tmp_path, samples * 0.9), 180), CLIPPED).any()


@pytest.mark.parametrize("seconds", [8, 400])
def test_the_curve_lies_at_the_loudness_that_was_measured(tmp_path: Path, seconds: int) -> None:
    portrait = portrait_of(tmp_path, tone(1_000, seconds, -17, 8_000), 8_000)
    curve = loudness_curve(portrait, 3.0)
    heard = ~np.isnan(curve.low)
    assert heard.sum() == pytest.approx(PLOT_WIDTH * (seconds - 3) / seconds, abs=2)
    assert curve.high[heard] == pytest.approx(portrait.loudness.integrated_lufs, abs=0.05)
    drawn_rows = np.flatnonzero(is_colour(loudness_pixels(portrait, 200), SHORT_TERM).any(axis=1))
    assert drawn_rows.mean() == pytest.approx(loudness_row(-20.0, 200), abs=1)
    assert drawn_rows.size <= 4


def test_a_second_of_sound_has_no_short_term_curve(tmp_path: Path) -> None:
    portrait = portrait_of(tmp_path, tone(1_000, 1, -17, RATE_HZ))
    assert np.isnan(loudness_curve(portrait, 3.0).low).all()
    assert np.isfinite(loudness_curve(portrait, 0.4).low).any()


def test_time_runs_to_the_right_in_every_panel(tmp_path: Path) -> None:
    silence = np.zeros(6 * RATE_HZ, np.float32)
    portrait = portrait_of(tmp_path, np.concatenate((silence, tone(1_000, 6, -12, RATE_HZ))))
    bright = tone_pixels(portrait, 300).sum(axis=(0, 2), dtype=np.int64)
    wave = is_colour(wave_pixels(portrait, 180), PEAK).sum(axis=0)
    for row in (bright, wave):
        begins = np.flatnonzero(row > (row.min() + row.max()) / 2)[0]
        assert begins == pytest.approx(PLOT_WIDTH / 2, abs=5)


# ---- the sheet


def decoded(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    image.load()
    return image


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("seconds", [0.02, 1.0, 75.0])
def test_a_sound_of_any_length_is_drawn(tmp_path: Path, seconds: float, language: Language) -> None:
    image = decoded(drawn(portrait_of(tmp_path, tone(700, seconds, -20, RATE_HZ)), language))
    assert image.width == WIDTH
    assert "a.wav" in image.info["Description"]


def test_silence_is_drawn_and_said_in_a_word(tmp_path: Path) -> None:
    portrait = portrait_of(tmp_path, np.zeros(5 * RATE_HZ, np.float32))
    assert "đỉnh thật im lặng" in decoded(drawn(portrait, Language.VI)).info["Description"]


def test_every_figure_of_the_meter_stands_in_the_picture(tmp_path: Path) -> None:
    portrait = portrait_of(tmp_path, tone(1_000, 5, -20, RATE_HZ))
    said = " · ".join(figure.said(Language.EN) for figure in figures(portrait.loudness))
    assert said == (
        "Integrated −23.0 LUFS · range 0.0 LU · maximum momentary −23.0 LUFS · "
        "maximum short-term −23.0 LUFS · true peak −20.0 dBTP · duration 00:05"
    )
    assert width_of(said) < PLOT_WIDTH


def letters_of(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Dark pixels in a part of the picture: what is written there."""
    return int((np.asarray(image.convert("L").crop(box)) < 110).sum())


def test_vietnamese_letters_are_drawn_and_none_is_an_empty_box() -> None:
    from broadcast.sound.picture.paper import Sheet

    sheet = Sheet(400, 40)
    missing = set()
    for letter in "ĂÂĐÊÔƠƯăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹẴỖỰ−…·≤":
        sheet.box(0, 0, 400, 40, (255, 255, 255))
        sheet.write(10, 20, letter)
        one = sheet.png("")
        sheet.box(0, 0, 400, 40, (255, 255, 255))
        sheet.write(10, 20, "\uffff")
        if one == sheet.png(""):
            missing.add(letter)
    assert not missing


@pytest.mark.parametrize("count", [1, 3, 40, LISTED, LISTED + 1, 255])
def test_every_chapter_has_its_mark_and_the_list_grows_with_them(tmp_path: Path, count: int) -> None:
    plain = portrait_of(tmp_path, tone(700, 60, -40, RATE_HZ))
    chapters = [Chapter(f"Bài {n}", 60 * n / count, 60 * (n + 1) / count) for n in range(count)]
    portrait = Portrait(plain.name, plain.columns, plain.steps, plain.loudness, chapters)
    without, image = (decoded(drawn(each, Language.VI)) for each in (plain, portrait))
    assert image.height > without.height
    assert image.height < 1_500
    row = np.asarray(image.convert("L"))[
        114
    ]  # near the top of the waveform, where a soft tone does not reach
    assert np.count_nonzero(row[95:1_285] < 200) == pytest.approx(count - 1, abs=4)


def test_numbers_of_chapters_never_touch() -> None:
    places = [0, 1, 5, 30, 31, 90, 97, 99, 400]
    written = list(spaced(places))
    edges = [
        (x - width_of(str(n + 1), bold=True) / 2, x + width_of(str(n + 1), bold=True) / 2) for n, x in written
    ]
    assert all(left[1] + 4 < right[0] for left, right in pairwise(edges))
    assert (0, 0) in written
    assert (8, 400) in written


@pytest.mark.parametrize("duration_s", [0.05, 0.5, 1, 3, 59, 61, 600, 3_599, 7_200, 36_000])
def test_the_axis_of_time_has_a_few_round_moments(duration_s: float) -> None:
    moments = ticks(duration_s)
    assert 1 <= len(moments) <= 14
    assert moments[0] == 0
    assert moments[-1] <= duration_s
    assert len({clock(moment) for moment in moments}) == len(moments) or moments[1] < 1


@pytest.mark.parametrize(
    ("second", "said"),
    [(0, "00:00"), (83.4, "01:23"), (3_599.4, "59:59"), (3_599.6, "1:00:00"), (7_325, "2:02:05")],
)
def test_moments_are_said_in_minutes_and_seconds(second: float, said: str) -> None:
    assert clock(second) == said


def test_a_long_name_is_cut_and_a_wild_one_is_tamed() -> None:
    assert width_of(fitted("tên rất dài " * 50, 300)) <= 300
    assert fitted("tên rất dài " * 50, 300).endswith("…")
    assert fitted("a\nb\x00c", 300) == "a b c"


# ---- the file


def test_chapters_of_our_own_programmes_are_marked_where_they_sound(tmp_path: Path) -> None:
    piece = store_ready(speech(3.0), Profile())
    (tmp_path / "p").write_bytes(piece.frames)
    chapters = (Chapter("Nhạc hiệu", 0.5, 3.5), Chapter("Rửa tay; đúng cách = tốt", 4.0, 7.0))
    placed = [Placed.of(tmp_path / "p", piece.as_meta(), starts_s) for starts_s in (0.5, 4.0)]
    join(placed, tmp_path / "o.mp3", Tags("Bản tin", chapters=chapters), Profile())
    assert tuple(portrayed(tmp_path / "o.mp3").chapters) == chapters


def test_a_picture_is_written_whole_beside_the_figures(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.flac", tone(1_000, 4, -20, 44_100), 44_100)
    loudness = draw_file(tmp_path / "a.flac", tmp_path / "ra.png", Language.VI)
    assert loudness.integrated_lufs == pytest.approx(-23.0, abs=0.1)
    assert "−23.0 LUFS" in decoded((tmp_path / "ra.png").read_bytes()).info["Description"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.flac", "ra.png"]


def test_the_name_of_a_picture_ends_in_png(tmp_path: Path) -> None:
    for name in ("ra.jpg", "ra", "ra.mp3"):
        with pytest.raises(NotNamedPng) as refused:
            picture_place(tmp_path / name)
        assert ".png" in refused.value.faults[0].remedy.vi
    assert picture_place(tmp_path / "RA.PNG")


def test_a_sound_that_is_named_png_is_not_painted_over(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", tone(1_000, 1, -20), 48_000)
    sound = (tmp_path / "a.wav").rename(tmp_path / "a.png")
    before = sound.read_bytes()
    with pytest.raises(NotNamedPng):
        draw_file(sound, sound, Language.VI)
    assert sound.read_bytes() == before


@pytest.mark.parametrize("bad", ["missing", "empty", "cut", "playlist", "nan", "folder"])
def test_a_bad_sound_gets_a_sentence_and_the_old_picture_stays(tmp_path: Path, bad: str) -> None:
    sound, to = tmp_path / "a.wav", tmp_path / "ra.png"
    samples = tone(1_000, 3, -20)
    samples[70_000] = np.nan if bad == "nan" else 0
    soundfile.write(sound, samples, 48_000, subtype="FLOAT")
    content = {"empty": b"", "playlist": b"#EXTM3U\n/etc/passwd\n", "cut": sound.read_bytes()[:-90_000]}
    if bad in content:
        sound.write_bytes(content[bad])
    if bad == "missing":
        sound.unlink()
    if bad == "folder":
        (tmp_path / "ra.png").mkdir()
    else:
        to.write_bytes(b"old")
    with pytest.raises(BroadcastError) as refused:
        draw_file(sound, to, Language.VI)
    assert refused.value.faults[0].remedy.vi
    assert to.is_dir() or to.read_bytes() == b"old"
    assert not list(tmp_path.glob("*.part"))


def test_a_full_disk_leaves_the_old_picture_and_no_temporary(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.flac", speech(5.0).samples, RATE_HZ)
    (tmp_path / "ra.png").write_bytes(b"old")
    script = textwrap.dedent(f"""
        import resource, signal
        from pathlib import Path
        from broadcast.errors import Unavailable
        from broadcast.language import Language
        from broadcast.sound.picture import draw_file
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))
        folder = Path({str(tmp_path)!r})
        try:
            draw_file(folder / "a.flac", folder / "ra.png", Language.VI)
        except Unavailable as error:
            print("refused", error)
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("refused")
    assert (tmp_path / "ra.png").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.flac", "ra.png"]
