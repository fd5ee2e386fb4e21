"""What a script on file sounds like: as far as a programme needed it, and never spoken for the asking."""

from datetime import date

import pytest

from broadcast.desk.hearing import NotSpoken
from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio

DAY = date(2020, 8, 6)


def test_a_script_that_was_spoken_can_be_heard_and_seen(small_studio: Studio) -> None:
    heard = Reception(small_studio, DAY).heard("khau-trang-01")
    assert heard.loudness_lufs == pytest.approx(-16.0, abs=0.2)
    assert len(heard.peaks) / 10 == pytest.approx(heard.duration_s, abs=0.5)
    assert max(heard.peaks) > 150
    assert heard.file.read_bytes()[:1] == b"\xff"


def test_nobody_speaks_a_script_because_somebody_looks_at_it(cold_studio: Studio) -> None:
    with pytest.raises(NotSpoken, match="chưa được đọc"):
        Reception(cold_studio, DAY).heard("khau-trang-01")
    assert not list(cold_studio.speech.glob("*"))
