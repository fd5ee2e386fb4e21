"""FPT.AI's voices against a server that speaks their protocol, and lies, and breaks down."""

import logging
import traceback
from pathlib import Path

import pytest
import soundfile
from fpt_stand_in import KEY, ORDER_LIES, SOUND_LIES, Fpt
from still_clock import Clock

from broadcast.adapters.speech.attempts import BACK_OFF_S
from broadcast.adapters.speech.fpt import LIMIT, READY_S, WAITS_S, FptService, FptSpeech
from broadcast.errors import Invalid
from broadcast.language import Language
from broadcast.speech import EngineFailed, Manner, Speaker

WORDS = "Xin chào bà con cô bác trong xã."
FOREIGN = "foreign address"
FAULTS = {
    "wrong_key": "refuses the key",
    "too_many": "429",
    "broken": "500",
    "page": "not speech",
    "empty": "not speech",
    "a_list": "not speech",
    "complaint": "error 4: quota exceeded for ***",
    "no_address": FOREIGN,
    "a_number": FOREIGN,
    "plain_address": FOREIGN,
    "foreign_address": FOREIGN,
    "like_address": FOREIGN,
    "dressed_address": FOREIGN,
    "letters_address": FOREIGN,
    "torn_address": FOREIGN,
    "redirect": "302",
    "reset": "the connection failed",
    "sound_gone": "500",
    "sound_throttled": "429",
    "half_file": "cut off",
    "half_said": "syllables that last",
    "other_words": "syllables that last",
    "silence": "all silence",
    "stereo": "not speech",
    "empty_file": "does not decode",
    "sound_page": "does not decode",
    "sound_json": "does not decode",
    "flood": "too long",
    "cut_body": "the connection failed",
    "sound_redirect": "302",
    "never": "not ready",
}
HOPELESS = {
    *("wrong_key", "complaint", "redirect", "flood", "sound_redirect", "never"),
    *(fault for fault, said in FAULTS.items() if said == FOREIGN),
}


def test_every_fault_of_the_stand_in_is_tried() -> None:
    assert set(FAULTS) >= set(ORDER_LIES) | set(SOUND_LIES)


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_that_stays_is_named_tells_no_key_and_writes_nothing(
    fpt: Fpt, fpt_voice: FptSpeech, tmp_path: Path, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    caplog.set_level(logging.DEBUG)
    fpt.faults.extend([fault] * 9)
    with pytest.raises(EngineFailed) as failure:
        fpt_voice.say(WORDS, tmp_path / "one.wav")
    assert FAULTS[fault] in failure.value.said(Language.EN)
    assert list(tmp_path.iterdir()) == []
    assert len(fpt.orders) == (1 if fault in HOPELESS else 1 + len(BACK_OFF_S))
    assert fpt.elsewhere == 0
    told = "".join(traceback.format_exception(failure.value)) + caplog.text + repr(vars(failure.value))
    assert KEY not in told


@pytest.mark.parametrize("fault", ["too_many", "broken", "half_file", "silence", "cut_body", "late", "mp3"])
def test_a_fault_that_passes_is_waited_for(
    fpt: Fpt, fpt_voice: FptSpeech, tmp_path: Path, fault: str
) -> None:
    fpt.faults.append(fault)
    fpt_voice.say(WORDS, tmp_path / "one.wav")
    assert soundfile.info(tmp_path / "one.wav").duration == pytest.approx(2.0, abs=0.2)


def test_a_sound_that_is_never_ready_is_given_up_in_time(
    fpt: Fpt, fpt_voice: FptSpeech, clock: Clock, tmp_path: Path
) -> None:
    fpt.faults.append("never")
    begun = clock.now()
    with pytest.raises(EngineFailed, match="chưa đọc xong"):
        fpt_voice.say(WORDS, tmp_path / "one.wav")
    assert clock.now() - begun <= READY_S + WAITS_S[-1]
    assert fpt.orders[0].looks < 40


@pytest.mark.timeout(60)
@pytest.mark.parametrize("fault", ["drip", "sound_drip"])
def test_an_answer_that_drips_is_left_at_the_deadline(
    fpt: Fpt, pem: Path, tmp_path: Path, clock: Clock, fault: str
) -> None:
    fpt.faults.extend([fault] * 3)
    engine = FptSpeech(
        FptService(
            KEY,
            base_url=fpt.url,
            ca_bundle=pem,
            audio_hosts=("localhost",),
            deadline_s=0.5,
            sleep=lambda _: None,
        )
    )
    with pytest.raises(EngineFailed, match="quá chậm"):
        engine.say(WORDS, tmp_path / "one.wav")
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_key_is_told_with_the_name_of_its_setting(fpt: Fpt, pem: Path, tmp_path: Path) -> None:
    engine = FptSpeech(FptService("khac", base_url=fpt.url, ca_bundle=pem))
    with pytest.raises(EngineFailed, match="FPT_KEY"):
        engine.say(WORDS, tmp_path / "one.wav")
    assert fpt.requests == 1


@pytest.mark.parametrize("key", ["", "hai dòng\n", "mật-mã", "a\r\nX-Other: b"])
def test_a_key_that_no_header_carries_is_refused_unseen(key: str) -> None:
    with pytest.raises(Invalid, match="FPT_KEY") as refused:
        FptService(key)
    assert not key or key not in refused.value.said()


def test_an_address_without_tls_is_refused() -> None:
    with pytest.raises(Invalid, match="https://"):
        FptService(KEY, base_url="http://api.fpt.ai")


def test_the_public_authorities_are_trusted_and_our_stand_in_is_none_of_them(
    fpt: Fpt, clock: Clock, tmp_path: Path
) -> None:
    engine = FptSpeech(FptService(KEY, base_url=fpt.url, now=clock.now, sleep=clock.sleep))
    with pytest.raises(EngineFailed, match="chứng chỉ"):
        engine.say(WORDS, tmp_path / "one.wav")
    assert fpt.requests == 0


def test_the_sound_comes_from_fpt_only_unless_a_test_says_otherwise(
    fpt: Fpt, pem: Path, clock: Clock, tmp_path: Path
) -> None:
    engine = FptSpeech(FptService(KEY, base_url=fpt.url, ca_bundle=pem, now=clock.now, sleep=clock.sleep))
    with pytest.raises(EngineFailed, match="địa chỉ lạ"):
        engine.say(WORDS, tmp_path / "one.wav")
    assert fpt.orders[0].looks == 0


def test_southern_voices_and_the_pace_are_asked_for(fpt: Fpt, fpt_voice: FptSpeech, tmp_path: Path) -> None:
    for manner in (Manner(), Manner(Speaker.WOMAN), Manner(name="linhsan", pace=0.8), Manner(pace=9)):
        fpt_voice.speaking(manner).say(WORDS, tmp_path / "one.wav")
    assert [order.voice for order in fpt.orders] == ["minhquang", "lannhi", "linhsan", "minhquang"]
    assert [order.speed for order in fpt.orders] == [0, 0, -2, 3]


@pytest.mark.parametrize("name", ["lan nhi", "lannhi\r\nX-Other: 1", "lànhì"])
def test_a_voice_that_cannot_be_is_not_asked_for(
    fpt: Fpt, fpt_voice: FptSpeech, tmp_path: Path, name: str
) -> None:
    with pytest.raises(EngineFailed, match="không có giọng"):
        fpt_voice.speaking(Manner(name=name)).say(WORDS, tmp_path / "one.wav")
    assert fpt.requests == 0


def test_short_words_are_filled_up_and_long_ones_go_in_pieces(
    fpt: Fpt, fpt_voice: FptSpeech, tmp_path: Path
) -> None:
    fpt_voice.say("Ừ", tmp_path / "one.wav")
    assert fpt.heard == ["Ừ.."]
    long = ", ".join([WORDS.rstrip(".")] * 20)
    fpt_voice.say(long, tmp_path / "two.wav")
    assert all(len(piece) <= LIMIT for piece in fpt.heard)
    assert " ".join(fpt.heard[1:]) == long


def test_every_manner_shares_the_breaker(fpt: Fpt, fpt_voice: FptSpeech, tmp_path: Path) -> None:
    fpt.faults.extend(["broken"] * 3)
    with pytest.raises(EngineFailed, match="500"):
        fpt_voice.say(WORDS, tmp_path / "one.wav")
    with pytest.raises(EngineFailed, match="để yên"):
        fpt_voice.speaking(Manner(Speaker.WOMAN)).say(WORDS, tmp_path / "one.wav")
    assert fpt.requests == 3
