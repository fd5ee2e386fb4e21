"""Who says which sentence: turns by paragraph, said again, slowly; each script keeps its voice."""

from hypothesis import given
from hypothesis import strategies as st

from broadcast.reading import read_document
from broadcast.script import BulletinClass, Script
from broadcast.speech import Speaker
from broadcast.speech.delivery import AGAIN, deliver, delivered

BOTH = (Speaker.WOMAN, Speaker.MAN)
TEXT = "Xin chào bà con.\nMời họp.\n\nĐúng giờ nhé.\n\nXin cảm ơn."


def script(name: str = "bai", **fields: object) -> Script:
    return Script(name, "Bài", TEXT, "thong-bao", "", **fields)  # type: ignore[arg-type]


def voices(*speakers: Speaker, **style: bool) -> list[str]:
    return [line.speaker.value for line in deliver(read_document(TEXT), speakers, **style).lines]


def test_one_speaker_says_all_of_it() -> None:
    assert voices(Speaker.MAN) == ["man"] * 4


def test_two_speakers_take_turns_by_paragraph_not_by_line() -> None:
    assert voices(*BOTH) == ["woman", "woman", "man", "woman"]


def test_a_paragraph_has_the_longest_pause_and_a_sentence_the_shortest() -> None:
    text = "Một câu. Hai câu.\nDòng sau.\n\nĐoạn sau. Hết."
    pauses = [line.pause_s for line in deliver(read_document(text), BOTH).lines]
    sentence, line, paragraph, *_ = pauses
    assert sentence < line < paragraph
    assert pauses[3] == sentence


def test_said_again_it_is_the_same_words_twice_with_the_announcers_words_between() -> None:
    once = [line.words for line in deliver(read_document(TEXT), BOTH).lines]
    twice = [line.words for line in deliver(read_document(TEXT), BOTH, again=True).lines]
    assert twice == [*once, AGAIN, *once]
    assert deliver(read_document(""), BOTH, again=True).lines == ()


def test_an_emergency_is_slow_and_said_twice_by_the_first_voice_unless_its_writer_says_no() -> None:
    urgent = delivered(script(klass=BulletinClass.EMERGENCY), read_document(TEXT), BOTH)
    assert urgent.slow
    assert urgent.speakers == (Speaker.WOMAN,)
    assert AGAIN in [line.words for line in urgent.lines]
    once = delivered(script(klass=BulletinClass.EMERGENCY, again=False), read_document(TEXT), BOTH)
    assert AGAIN not in [line.words for line in once.lines]
    usual = delivered(script(), read_document(TEXT), BOTH)
    assert urgent.lines[0].pause_s > usual.lines[0].pause_s
    assert not usual.slow


def test_the_writers_wish_wins_where_the_station_has_that_voice() -> None:
    both = delivered(script(voices=("man", "woman")), read_document(TEXT), BOTH)
    assert both.speakers == (Speaker.MAN, Speaker.WOMAN)
    alone = delivered(script(voices=("man",)), read_document(TEXT), (Speaker.WOMAN,))
    assert alone.speakers == (Speaker.WOMAN,)


@given(st.sets(st.from_regex(r"[a-z]{1,8}-[0-9]{1,3}", fullmatch=True), min_size=60, max_size=60))
def test_each_of_two_voices_reads_a_fair_share_and_a_script_keeps_its_own(names: set[str]) -> None:
    reading = read_document("Xin chào.")
    first = [delivered(script(name), reading, BOTH).speakers for name in sorted(names)]
    assert first == [delivered(script(name), reading, BOTH).speakers for name in sorted(names)]
    assert 0.2 < first.count((Speaker.WOMAN,)) / len(first) < 0.8


def test_what_is_heard_otherwise_has_another_fingerprint() -> None:
    reading = read_document(TEXT)
    variants = [
        deliver(reading, BOTH),
        deliver(reading, BOTH[::-1]),
        deliver(reading, BOTH, again=True),
        deliver(reading, BOTH, slow=True),
        deliver(read_document(TEXT.replace("họp", "tập")), BOTH),
    ]
    assert len({each.fingerprint for each in variants}) == len(variants)
