"""The Wyoming protocol against a server that speaks it through its own library, and lies, and breaks down."""

import socket
from pathlib import Path

import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from still_clock import Clock
from wyoming_stand_in import RAW, Server, line, voice

from broadcast.adapters.speech import wyoming_wire
from broadcast.adapters.speech.wyoming import BACK_OFF_S, LIMIT, Wyoming, WyomingServer
from broadcast.errors import Invalid
from broadcast.language import Language
from broadcast.speech import EngineFailed, Manner, Speaker

WORDS = "Xin chào bà con cô bác trong xã."
CUT, NONSENSE = "cut off", "not speech"
FAULTS = {
    "error": "it reports the error «voice broke»",
    "hangs_up": CUT,
    "no_stop": CUT,
    "cut_payload": CUT,
    "flood": "too long",
    "other_events": "too long",
    "no_chunk": "no sound",
    "silence": "all silence",
    "half_said": "syllables that last",
    "other_words": "syllables that last",
}


@pytest.mark.parametrize("fault", sorted({*RAW, "error"}))
def test_a_fault_that_stays_is_named_and_nothing_is_written(
    wyoming: Server, wyoming_voice: Wyoming, tmp_path: Path, fault: str
) -> None:
    assert wyoming_voice.voice
    wyoming.faults.extend([fault] * 9)
    with pytest.raises(EngineFailed) as failure:
        wyoming_voice.say(WORDS, tmp_path / "one.wav")
    assert FAULTS.get(fault, NONSENSE) in failure.value.said(Language.EN)
    assert list(tmp_path.iterdir()) == []
    hopeless = fault in {"flood", "other_events"}
    assert wyoming.asked - wyoming.described == (1 if hopeless else 1 + len(BACK_OFF_S))


@pytest.mark.parametrize("fault", ["error", "hangs_up", "no_stop", "page", "silence"])
def test_a_fault_that_passes_is_waited_for(
    wyoming: Server, wyoming_voice: Wyoming, clock: Clock, tmp_path: Path, fault: str
) -> None:
    assert wyoming_voice.voice
    wyoming.faults.append(fault)
    wyoming_voice.say(WORDS, tmp_path / "one.wav")
    assert soundfile.info(tmp_path / "one.wav").duration == pytest.approx(2.0, abs=0.2)
    assert BACK_OFF_S[0] in clock.slept


@pytest.mark.timeout(60)
@pytest.mark.parametrize("fault", ["drip", "says_nothing"])
def test_an_answer_that_drips_or_never_comes_is_left_at_the_deadline(
    wyoming: Server, tmp_path: Path, fault: str
) -> None:
    engine = Wyoming(WyomingServer(wyoming.address, deadline_s=0.3, sleep=lambda _: None))
    assert engine.voice
    wyoming.faults.extend([fault] * 3)
    with pytest.raises(EngineFailed, match="quá chậm"):
        engine.say(WORDS, tmp_path / "one.wav")
    assert list(tmp_path.iterdir()) == []


def test_its_voice_is_asked_once_and_names_every_version(wyoming: Server, wyoming_voice: Wyoming) -> None:
    voices = {wyoming_voice.voice for _ in range(3)}
    assert [(one.name, one.version) for one in voices] == [("vi_VN-ba-tu", "piper/1.6/2")]
    assert wyoming.described == 1


@pytest.mark.parametrize("fault", ["hangs_up", "page", "error", "nested"])
def test_a_server_that_does_not_say_what_it_has_is_an_engine_that_failed(
    wyoming: Server, wyoming_voice: Wyoming, fault: str
) -> None:
    wyoming.faults.extend([fault] * 9)
    with pytest.raises(EngineFailed, match="Wyoming"):
        _ = wyoming_voice.voice


def test_after_a_failure_it_is_asked_again_and_while_it_is_down_it_is_who_it_was(
    wyoming: Server, wyoming_voice: Wyoming, tmp_path: Path
) -> None:
    before = wyoming_voice.voice
    wyoming.version = "1.7"
    assert wyoming_voice.voice == before
    wyoming.faults.extend(["hangs_up"] * 2 + ["flood"] + ["hangs_up"])
    with pytest.raises(EngineFailed):
        wyoming_voice.say(WORDS, tmp_path / "one.wav")
    assert wyoming_voice.voice == before  # the breaker is open: nobody is asked


def test_a_server_that_came_back_as_another_version_is_another_voice(
    wyoming: Server, wyoming_voice: Wyoming, tmp_path: Path
) -> None:
    assert wyoming_voice.voice.version == "piper/1.6/2"
    wyoming.version = "1.7"
    wyoming.faults.append("flood")
    with pytest.raises(EngineFailed):
        wyoming_voice.say(WORDS, tmp_path / "one.wav")
    assert wyoming_voice.voice.version == "piper/1.7/2"


@pytest.mark.parametrize(
    ("manner", "name", "speaker"),
    [
        (Manner(), "vi_VN-ba-tu", None),
        (Manner(Speaker.WOMAN), "vi_VN-vivos", "12"),
        (Manner(name="en_US-amy"), "en_US-amy", None),
        (Manner(name="vi_VN-vivos/1"), "vi_VN-vivos", "1"),
    ],
)
def test_the_voice_is_the_named_one_else_the_settings_else_the_first_vietnamese(
    wyoming: Server, clock: Clock, tmp_path: Path, manner: Manner, name: str, speaker: str | None
) -> None:
    server = WyomingServer(wyoming.address, names={Speaker.WOMAN: "vi_VN-vivos/12"}, sleep=clock.sleep)
    Wyoming(server).speaking(manner).say(WORDS, tmp_path / "one.wav")
    (asked,) = wyoming.heard
    assert (asked.text, asked.voice.name, asked.voice.speaker) == (WORDS, name, speaker)


def test_a_voice_that_it_has_not_is_told_with_those_that_it_has(wyoming_voice: Wyoming) -> None:
    with pytest.raises(EngineFailed, match=r"không có giọng «khac».*vi_VN-ba-tu"):
        _ = wyoming_voice.speaking(Manner(name="khac")).voice


def test_a_server_without_a_vietnamese_voice_does_not_speak(
    wyoming: Server, wyoming_voice: Wyoming, tmp_path: Path
) -> None:
    wyoming.voices = [voice("en_US-amy", "en_US")]
    with pytest.raises(EngineFailed, match="không có giọng tiếng Việt"):
        wyoming_voice.say(WORDS, tmp_path / "one.wav")
    assert wyoming.heard == []


def test_long_words_go_in_pieces_that_change_nothing(
    wyoming: Server, wyoming_voice: Wyoming, tmp_path: Path
) -> None:
    long = ", ".join([WORDS.rstrip(".")] * 20)
    wyoming_voice.say(long, tmp_path / "one.wav")
    assert all(len(asked.text) <= LIMIT for asked in wyoming.heard)
    assert " ".join(asked.text for asked in wyoming.heard) == long


def test_a_server_that_is_not_there_is_an_engine_that_failed(clock: Clock, tmp_path: Path) -> None:
    engine = Wyoming(WyomingServer("tcp://127.0.0.1:1", now=clock.now, sleep=clock.sleep))
    with pytest.raises(EngineFailed, match="mất kết nối"):
        engine.say(WORDS, tmp_path / "one.wav")
    with pytest.raises(EngineFailed, match="để yên"):
        engine.speaking(Manner(Speaker.WOMAN)).say(WORDS, tmp_path / "one.wav")


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "224.0.0.1"])
def test_words_are_not_sent_over_a_public_network(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    connected: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *given: connected.append(given))
    host = f"[{address}]" if ":" in address else address
    engine = Wyoming(WyomingServer(f"tcp://{host}:10200", now=clock.now, sleep=clock.sleep))
    with pytest.raises(EngineFailed, match="công cộng"):
        _ = engine.voice
    assert connected == []


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "192.168.1.9", "172.20.0.2", "fd00::2"])
def test_private_networks_will_do(address: str) -> None:
    assert wyoming_wire._near(address, 10200) == (address, 10200)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "127.0.0.1:10200",
        "http://127.0.0.1:10200",
        "tcp://127.0.0.1",
        "tcp://:1",
        "tcp://h:99999",
        f"tcp://{'a' * 70}:1",
    ],
)
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(Invalid, match="tcp://"):
        WyomingServer(address)


PIECES = st.one_of(
    st.binary(max_size=40),
    st.sampled_from([RAW[name]("xin chào") for name in ("no_stop", "half_sample", "no_format", "no_type")]),
    st.builds(
        lambda kind, size, body: line(type=kind, data_length=size, payload_length=size) + body,
        st.sampled_from(["audio-start", "audio-chunk", "audio-stop", "info", "error"]),
        st.one_of(st.none(), st.integers(-9, 60), st.floats(), st.text(max_size=3)),
        st.binary(max_size=60),
    ),
)


@given(st.lists(PIECES, max_size=6))
def test_whatever_comes_is_an_event_or_an_engine_that_failed(pieces: list[bytes]) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"".join(pieces)[:60_000])
        theirs.shutdown(socket.SHUT_WR)
        wire = wyoming_wire.Wire(ours, 10.0, lambda: 0.0)
        with pytest.raises(EngineFailed):  # at the latest where it breaks off
            while True:
                assert isinstance(wire.event().kind, str)
