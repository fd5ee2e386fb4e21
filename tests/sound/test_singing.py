"""A name's tones become its melody: rules only, nothing is played."""

import unicodedata
from itertools import combinations, pairwise, product
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.sound.naming import MOST_SYLLABLES, NoName, Tone, own_syllables, own_words
from broadcast.sound.singing import ALARM, BAR, FIFTH, HIGHEST, degrees, motif, trilled

ROOT = Path(__file__).parents[2]
STATIONS = [
    station["name"]
    for station in yaml.safe_load((ROOT / "schedules.yaml").read_text(encoding="utf-8"))["stations"]
]
WORDS = [
    *("An", "Bình", "Chánh", "Châu", "Đông", "Đức", "Hòa", "Hội", "Hưng", "Khánh", "Kiến", "Long", "Lộc"),
    *("Mỹ", "Ngãi", "Nhơn", "Phú", "Phước", "Tân", "Tấn", "Thạnh", "Thới", "Trung", "Vĩnh", "Xuân"),
]

names = st.lists(st.sampled_from([*WORDS, "Củ", "Rẫy", "Óc", "Eo", "A", "2"]), min_size=1, max_size=8).map(
    " ".join
)
seeds = st.integers(0, 1_000)


def held(phrase: tuple) -> float:
    return sum(sung.beats for sung in phrase)


@pytest.mark.parametrize(
    ("word", "tone"),
    [
        ("trung", Tone.NGANG),
        ("hòa", Tone.HUYEN),
        ("kiến", Tone.SAC),
        ("thủ", Tone.HOI),
        ("mỹ", Tone.NGA),
        ("thạnh", Tone.NANG),
        ("đường", Tone.HUYEN),
        ("ở", Tone.HOI),
        ("2", Tone.NGANG),
    ],
)
def test_a_tone_is_read_off_its_mark(word: str, tone: Tone) -> None:
    assert own_syllables(word)[0].tone is tone


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Đài Truyền thanh xã An Thạnh Trung", "an thạnh trung"),
        ("ĐÀI TRUYỀN THANH THỊ TRẤN CHỢ MỚI", "chợ mới"),
        ("Trung tâm Văn hóa, Thể thao và Truyền thanh huyện Chợ Mới", "chợ mới"),
        ("Đài Truyền thanh xã Long Điền B, huyện Chợ Mới, tỉnh An Giang", "long điền b"),
        ("Trạm truyền thanh cơ sở Vàm Nao", "vàm nao"),
        ("Đài Truyền thanh", "đài truyền thanh"),
        ("Kiến Thành", "kiến thành"),
        ("xã Phú Thuận Đông Tây Nam Bắc", "phú thuận đông tây nam"),
        ("Thành phố", "thành phố"),
    ],
)
def test_what_tells_a_station_from_others_is_sung(name: str, own: str) -> None:
    assert " ".join(own_words(name)) == own


@pytest.mark.parametrize("name", ["", "   ", "-- !", "\u0301"])
def test_a_name_without_a_word_cannot_be_sung(name: str) -> None:
    with pytest.raises(NoName, match="tên đài không có chữ nào"):
        motif(name)


@settings(deadline=None, max_examples=60)
@given(names, seeds)
def test_the_melody_goes_where_the_tones_go(name: str, seed: int) -> None:
    heard, sung = own_syllables(name), motif(name, seed)
    assert len(sung.main) == len(heard) <= MOST_SYLLABLES
    for (one, two), (low, high) in zip(pairwise(heard), pairwise(sung.main), strict=True):
        if one.tone.height == two.tone.height:
            assert abs(high - low) <= 1
        else:
            assert (high - low) * (two.tone.height - one.tone.height) > 0
    assert len(set(sung.main)) > 1


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("An Thạnh Trung", "down up"),
        ("Kiến An", "down"),
        ("Kiến Thành", "down"),
        ("Mỹ Hiệp", "down"),
        ("Hội An", "up"),
        ("Nhơn Mỹ", "up"),
        ("Thủ Thừa Tấn", "level up"),
        ("Bình Phước Xuân", "up down"),
    ],
)
def test_known_names_go_up_and_down_as_they_are_spoken(name: str, ways: str) -> None:
    for seed in range(10):
        steps = [high - low for low, high in pairwise(motif(name, seed).main)]
        for step, way in zip(steps, ways.split(), strict=True):
            assert {"up": step > 0, "down": step < 0, "level": abs(step) <= 1}[way]


@settings(deadline=None, max_examples=60)
@given(names, seeds)
def test_every_phrase_is_one_bar_and_rests_at_its_end(name: str, seed: int) -> None:
    sung = motif(name, seed)
    for phrase in (sung.call, sung.answer, sung.close, trilled(sung.call)):
        assert held(phrase) == BAR
        assert all(note.beats > 0 for note in phrase)
        assert all(-1 <= degree <= HIGHEST + 1 for degree in degrees(phrase))
    assert all(phrase[-1].beats >= 0.75 for phrase in (sung.call, sung.answer, sung.close))
    assert degrees(sung.answer)[-1] == FIFTH
    assert degrees(sung.close)[-1] == 0
    assert degrees(sung.call)[-1] == sung.main[-1] == degrees(trilled(sung.call))[-1]


@settings(deadline=None, max_examples=60)
@given(names, seeds)
def test_nobody_takes_a_name_for_the_alarm(name: str, seed: int) -> None:
    sung = motif(name, seed)
    line = degrees((*sung.call, *sung.answer, *sung.close))
    runs = {line[at : at + 4] for at in range(len(line))}
    assert not runs & {ALARM, ALARM[::-1]}


@settings(deadline=None, max_examples=60)
@given(names, seeds)
def test_the_same_name_always_sings_the_same(name: str, seed: int) -> None:
    apart = f"  {unicodedata.normalize('NFD', name).upper()} "
    assert motif(name, seed) == motif(apart, seed)


def test_old_and_new_places_of_a_mark_are_one_name() -> None:
    assert motif("Hoà An") == motif("Hòa An")


def test_another_seed_is_another_melody_of_the_same_tones() -> None:
    melodies = {motif("Đài Truyền thanh xã Hòa An", seed) for seed in range(20)}
    assert len(melodies) == 20
    assert all(one.main[0] < one.main[1] for one in melodies)


def test_no_two_stations_of_the_district_sound_alike() -> None:
    def heard(name: str) -> list[tuple[float, int | None]]:
        sung, at, line = motif(name), 0.0, []
        for note in (*sung.call, *sung.answer):
            line.append((at, note.degree))
            at += note.beats
        return line

    for one, other in combinations(STATIONS, 2):
        first, second = heard(one), heard(other)
        assert len(set(first) ^ set(second)) >= 6, (one, other)


def test_hundreds_of_names_hardly_ever_share_a_motif() -> None:
    every = [f"Đài Truyền thanh xã {one} {two}" for one, two in product(WORDS, WORDS)]
    assert len({(motif(name).call, motif(name).answer) for name in every}) >= 0.99 * len(every)
