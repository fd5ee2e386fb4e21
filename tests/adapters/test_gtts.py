"""Google Translate's voice against a server that speaks its protocol, and lies, and breaks down."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from google_stand_in import Google, serving
from still_clock import Clock
from tls_stand_in import certificate

from broadcast.adapters.speech.attempts import BACK_OFF_S
from broadcast.adapters.speech.gtts import GAP_S, GoogleTranslate
from broadcast.errors import Invalid
from broadcast.language import Language
from broadcast.speech import EngineFailed

WORDS = "Xin chào bà con cô bác trong xã."
LONG = (
    "Ủy ban nhân dân xã đề nghị bà con đeo khẩu trang khi ra khỏi nhà, rửa tay thường xuyên bằng xà phòng, "
    "không tụ tập đông người, giữ khoảng cách khi tiếp xúc và khai báo y tế ngay khi có ho, sốt hoặc khó thở."
)
FAULTS = {
    "too_many": "429",
    "broken": "500",
    "forbidden": "403",
    "page": "not speech",
    "empty": "not speech",
    "latin": "not speech",
    "refusal": "no audio",
    "other_shape": "no audio",
    "nested": "no audio",
    "cut_base64": "no audio, or cut off",
    "bad_base64": "no audio, or cut off",
    "cut_body": "the connection failed",
    "reset": "the connection failed",
    "half_audio": "syllables that last",
    "silence": "all silence",
    "noise": "does not decode",
    "stereo": "not speech",
    "flood": "too long",
    "redirect": "302",
}


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_that_stays_is_named_and_nothing_is_written(
    google: Google, translate: GoogleTranslate, tmp_path: Path, fault: str
) -> None:
    google.faults.extend([fault] * 9)
    with pytest.raises(EngineFailed) as failure:
        translate.say(WORDS, tmp_path / "one.wav")
    assert FAULTS[fault] in failure.value.said(Language.EN)
    assert list(tmp_path.iterdir()) == []
    assert google.requests <= 1 + len(BACK_OFF_S)


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - {"forbidden", "flood", "redirect"}))
def test_a_fault_that_passes_is_waited_for(
    google: Google, translate: GoogleTranslate, clock: Clock, tmp_path: Path, fault: str
) -> None:
    google.faults.append(fault)
    translate.say(WORDS, tmp_path / "one.wav")
    assert soundfile.info(tmp_path / "one.wav").duration == pytest.approx(2.0, abs=0.2)
    assert BACK_OFF_S[0] in clock.slept


@pytest.mark.parametrize("fault", ["forbidden", "flood", "redirect"])
def test_what_another_attempt_cannot_mend_is_not_tried_again(
    google: Google, translate: GoogleTranslate, tmp_path: Path, fault: str
) -> None:
    google.faults.append(fault)
    with pytest.raises(EngineFailed):
        translate.say(WORDS, tmp_path / "one.wav")
    assert google.requests == 1


def test_a_wrong_certificate_is_refused_before_a_word_is_sent(
    google: Google, clock: Clock, tmp_path: Path
) -> None:
    other = certificate(tmp_path, "elsewhere")
    engine = GoogleTranslate(base_url=google.url, ca_bundle=other, now=clock.now, sleep=clock.sleep)
    with pytest.raises(EngineFailed, match="chứng chỉ"):
        engine.say(WORDS, tmp_path / "one.wav")
    assert google.heard == []
    assert not (tmp_path / "one.wav").exists()


def test_a_trusted_certificate_for_another_host_is_refused(clock: Clock, pem: Path, tmp_path: Path) -> None:
    other = certificate(tmp_path, "elsewhere")
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(pem.read_bytes() + other.read_bytes())
    with serving(other) as google:
        engine = GoogleTranslate(base_url=google.url, ca_bundle=trusted, now=clock.now, sleep=clock.sleep)
        with pytest.raises(EngineFailed, match="chứng chỉ"):
            engine.say(WORDS, tmp_path / "one.wav")
        assert google.heard == []


def test_the_public_authorities_are_trusted_and_our_stand_in_is_none_of_them(
    google: Google, clock: Clock, tmp_path: Path
) -> None:
    engine = GoogleTranslate(base_url=google.url, now=clock.now, sleep=clock.sleep)
    with pytest.raises(EngineFailed, match="chứng chỉ"):
        engine.say(WORDS, tmp_path / "one.wav")
    assert google.heard == []


def test_an_address_without_tls_is_refused() -> None:
    with pytest.raises(Invalid, match="https://"):
        GoogleTranslate(base_url="http://translate.google.com")


@pytest.mark.timeout(60)  # the server would drip for more than 8 minutes
@pytest.mark.parametrize("fault", ["drip", "drip_headers"])
def test_an_answer_that_drips_is_left_at_the_deadline(
    google: Google, pem: Path, tmp_path: Path, fault: str
) -> None:
    google.faults.extend([fault] * 3)
    engine = GoogleTranslate(base_url=google.url, ca_bundle=pem, deadline_s=0.5, sleep=lambda _: None)
    with pytest.raises(EngineFailed, match="quá chậm"):
        engine.say(WORDS, tmp_path / "one.wav")
    assert not (tmp_path / "one.wav").exists()


def test_a_server_that_is_not_there_is_an_engine_that_failed(pem: Path, clock: Clock, tmp_path: Path) -> None:
    engine = GoogleTranslate(base_url="https://localhost:1", ca_bundle=pem, now=clock.now, sleep=clock.sleep)
    with pytest.raises(EngineFailed, match="mất kết nối"):
        engine.say(WORDS, tmp_path / "one.wav")


def test_a_long_sentence_goes_in_pieces_of_100_characters_that_change_no_word(
    google: Google, translate: GoogleTranslate, tmp_path: Path
) -> None:
    translate.say(LONG, tmp_path / "one.wav")
    assert len(google.heard) > 1
    assert all(len(piece) <= 100 for piece in google.heard)
    assert " ".join(google.heard) == LONG
    assert soundfile.info(tmp_path / "one.wav").duration == pytest.approx(len(LONG.split()) / 4, abs=0.5)


def test_words_are_sent_as_they_are_not_as_gtts_would_change_them(
    google: Google, translate: GoogleTranslate, tmp_path: Path
) -> None:
    words = "Ông Dr. Nam - Co- vít; giá 1, 2: xong."
    translate.say(words, tmp_path / "one.wav")
    assert google.heard == [words]


def test_a_sentence_is_written_whole_or_not_at_all(
    google: Google, translate: GoogleTranslate, tmp_path: Path
) -> None:
    google.faults.extend(["valid", "forbidden"])
    with pytest.raises(EngineFailed):
        translate.say(LONG, tmp_path / "one.wav")
    assert list(tmp_path.iterdir()) == []


def test_pieces_that_differ_in_rate_are_not_joined(
    google: Google, translate: GoogleTranslate, tmp_path: Path
) -> None:
    google.faults.extend(["valid", "other_rate"])
    with pytest.raises(EngineFailed, match="tần số mẫu"):
        translate.say(LONG, tmp_path / "one.wav")


def test_requests_keep_their_distance(
    google: Google, translate: GoogleTranslate, clock: Clock, tmp_path: Path
) -> None:
    translate.say(LONG, tmp_path / "one.wav")
    translate.say(WORDS, tmp_path / "two.wav")
    assert clock.slept[0] == 0
    assert clock.slept[1:] == pytest.approx([GAP_S] * (google.requests - 1))


def test_after_three_failures_it_is_left_alone_and_later_tried_once(
    google: Google, translate: GoogleTranslate, clock: Clock, tmp_path: Path
) -> None:
    google.faults.extend(["broken"] * 4)
    for _ in range(3):
        with pytest.raises(EngineFailed):
            translate.say(WORDS, tmp_path / "one.wav")
    assert google.requests == 3
    clock.sleep(601)
    with pytest.raises(EngineFailed, match="500"):
        translate.say(WORDS, tmp_path / "one.wav")
    assert google.requests == 4
    clock.sleep(601)
    translate.say(WORDS, tmp_path / "one.wav")
    assert (tmp_path / "one.wav").exists()


def test_three_429_open_the_breaker_though_good_answers_came_between(
    google: Google, translate: GoogleTranslate, tmp_path: Path
) -> None:
    google.faults.extend(["too_many", "valid", "too_many", "valid", "too_many"])
    translate.say(WORDS, tmp_path / "one.wav")
    translate.say(WORDS, tmp_path / "two.wav")
    with pytest.raises(EngineFailed, match="429"):
        translate.say(WORDS, tmp_path / "three.wav")
    with pytest.raises(EngineFailed, match="để yên"):
        translate.say(WORDS, tmp_path / "three.wav")
    assert google.requests == 5


def test_a_word_too_long_for_the_service_is_no_failure_of_the_service(
    google: Google, translate: GoogleTranslate, tmp_path: Path
) -> None:
    for _ in range(4):
        with pytest.raises(EngineFailed, match="100 ký tự"):
            translate.say("a" * 101, tmp_path / "one.wav")
    translate.say(WORDS, tmp_path / "one.wav")
    assert google.heard == [WORDS]


def test_what_is_written_is_what_the_service_sent(
    google: Google, translate: GoogleTranslate, tmp_path: Path
) -> None:
    translate.say(WORDS, tmp_path / "one.wav")
    samples, rate = soundfile.read(tmp_path / "one.wav")
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    loudest = np.argmax(spectrum) * rate / len(samples)
    assert rate == 24_000
    assert loudest == pytest.approx(200 + sum(WORDS.encode()) % 400, abs=5)
