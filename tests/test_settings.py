from datetime import date
from pathlib import Path

import pytest

from broadcast.errors import Invalid
from broadcast.settings import choose


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


@pytest.mark.parametrize(
    "environment",
    [
        {"PORT": "70000"},
        {"PORT": "-1"},
        {"PORT": "٣"},
        {"DATE": "6/8/2020"},
        {"DATE": "2020-02-30"},
        {"SPEECH": "x"},
    ],
)
def test_nonsense_is_refused_with_what_would_do(environment: dict[str, str]) -> None:
    with pytest.raises(Invalid, match="không nhận giá trị"):
        choose({}, environment)
