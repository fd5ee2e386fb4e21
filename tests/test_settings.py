from datetime import date
from pathlib import Path

import pytest

from broadcast.errors import Invalid
from broadcast.people import CodeRule
from broadcast.settings import Voices, choose
from broadcast.speech import Speaker


def test_a_flag_wins_over_its_variable() -> None:
    chosen = choose(
        {"port": "9000"}, {"PORT": "7000", "DATE": "2020-08-06", "SPEECH": "gtts", "DATA": "elsewhere"}
    )
    assert (chosen.port, chosen.day, chosen.speech) == (9000, date(2020, 8, 6), "gtts")
    assert chosen.data == Path("elsewhere")


def test_without_any_choice_it_is_loopback_today_and_the_stations_own_voice() -> None:
    chosen = choose({}, {})
    assert (chosen.host, chosen.port, chosen.day, chosen.speech) == ("127.0.0.1", 8000, None, None)
    assert chosen.data == chosen.house / "var"
    assert (chosen.profile, choose({}, {"PROFILE": "horn"}).profile) == ("flat", "horn")


def test_tls_a_proxy_and_codes_are_chosen_like_the_rest() -> None:
    plain, safe = choose({}, {}), choose({"tls_cert": "a.pem"}, {"TLS_KEY": "b.pem", "BEHIND_PROXY": "::1"})
    assert (plain.tls_cert, plain.tls_key, plain.behind_proxy) == (None, None, None)
    assert plain.second_factor is CodeRule.REMOTE
    assert (safe.tls_cert, safe.tls_key, safe.behind_proxy) == (Path("a.pem"), Path("b.pem"), "::1")
    assert choose({}, {"SECOND_FACTOR": "always"}).second_factor is CodeRule.ALWAYS


@pytest.mark.parametrize(
    "environment",
    [
        {"PORT": "70000"},
        {"PORT": "-1"},
        {"PORT": "٣"},
        {"DATE": "6/8/2020"},
        {"DATE": "2020-02-30"},
        {"SPEECH": "x"},
        {"PROFILE": "loud"},
        {"SECOND_FACTOR": "sometimes"},
    ],
)
def test_nonsense_is_refused_with_what_would_do(environment: dict[str, str]) -> None:
    with pytest.raises(Invalid, match="không nhận giá trị"):
        choose({}, environment)


def test_voices_are_found_by_their_variables_and_a_key_by_its_file(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text(" abc123\n")
    wyoming = {"WYOMING": "tcp://127.0.0.1:10200", "WYOMING_WOMAN": "vi-a/2", "WYOMING_MAN": ""}
    voices = choose({}, {"FPT_KEY_FILE": str(key), "PIPER": "giong", **wyoming}).voices
    assert voices == Voices("abc123", "tcp://127.0.0.1:10200", {Speaker.WOMAN: "vi-a/2"}, Path("giong"))
    assert choose({}, {"FPT_KEY_FILE": str(key), "FPT_KEY": "xyz"}).voices.fpt_key == "xyz"
    assert choose({}, {}).voices == Voices()


def test_a_key_is_not_seen_where_settings_are_printed() -> None:
    assert "abc123" not in repr(choose({}, {"FPT_KEY": "abc123"}))


def test_a_key_file_that_cannot_be_read_is_told_without_what_stands_in_it(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("khóa")
    for file in (tmp_path / "absent", tmp_path, key):
        with pytest.raises(Invalid, match="FPT_KEY_FILE"):
            choose({}, {"FPT_KEY_FILE": str(file)})
