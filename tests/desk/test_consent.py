"""A weaker engine than the station wishes for waits for an approver's word; an emergency does not."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import announcer
import pytest
from google_stand_in import Google

from broadcast.adapters.speech.gtts import GoogleTranslate
from broadcast.adapters.speech.recorded import PhraseFolder, Recorded
from broadcast.desk import consent
from broadcast.desk.house import open_house
from broadcast.desk.reception import Reception
from broadcast.desk.speaking import FALLBACK, NotConsented, speak_all
from broadcast.desk.studio import Studio
from broadcast.desk.traffic import make_day
from broadcast.desk.watching import Nobody
from broadcast.errors import NotFound
from broadcast.people import Grant, MayNot, Person, Role
from broadcast.reading import read_document
from broadcast.schedule import Announcing
from broadcast.speech import Speaker
from broadcast.speech.delivery import Delivery, deliver

GOOGLE = Announcing(engines=("gtts",))
DAY = date(2020, 8, 6)
APPROVER = Person("binh", "Trần Thị Bình", frozenset({Role.APPROVER}))
WRITER = Person("an", "Nguyễn Văn An", frozenset({Role.WRITER}))
BROKEN = ["page"] * 400


def said(text: str, *, slow: bool = False) -> Delivery:
    return deliver(read_document(text), (Speaker.WOMAN,), slow=slow)


ONE, TWO = said("Xin bà con đeo khẩu trang."), said("Mời bà con đi họp.")


def test_nothing_is_spoken_by_a_weaker_engine_unasked(
    studio: Studio, translate: GoogleTranslate, google: Google
) -> None:
    google.faults.extend(BROKEN)
    spoken = speak_all(studio, [ONE, TWO], GOOGLE, Nobody())
    assert (spoken.engine, dict(spoken.clips), spoken.fallback) == ("gtts", {}, False)
    assert spoken.waiting is not None
    assert "Google" in spoken.waiting.vi
    with pytest.raises(NotConsented, match="người duyệt đồng ý cho espeak đọc thay"):
        spoken.clip_of(ONE)
    assert list(studio.data.rglob("*.mp3")) == []


def test_what_the_engine_has_spoken_before_airs_and_only_the_rest_waits(
    studio: Studio, translate: GoogleTranslate, google: Google
) -> None:
    before = speak_all(studio, [ONE], GOOGLE, Nobody())
    google.faults.extend(BROKEN)
    spoken = speak_all(studio, [ONE, TWO], GOOGLE, Nobody())
    assert dict(spoken.clips) == dict(before.clips)
    assert spoken.waiting is not None


def test_an_emergency_is_spoken_by_whatever_speaks(
    studio: Studio, translate: GoogleTranslate, google: Google
) -> None:
    google.faults.extend(BROKEN)
    urgent = said("Nước đang lên nhanh, bà con lên chỗ cao ngay.", slow=True)
    spoken = speak_all(studio, [ONE, urgent], GOOGLE, Nobody())
    assert (spoken.engine, spoken.fallback, spoken.waiting) == (FALLBACK, True, None)
    assert set(spoken.clips) == {ONE.fingerprint, urgent.fingerprint}


def test_with_an_approvers_consent_the_embedded_engine_speaks_for_three_days(
    studio: Studio, translate: GoogleTranslate, google: Google
) -> None:
    google.faults.extend(BROKEN)
    consent.give(studio, APPROVER, "gtts")
    spoken = speak_all(studio, [ONE, TWO], GOOGLE, Nobody())
    assert (spoken.engine, spoken.fallback, spoken.waiting) == (FALLBACK, True, None)
    later = replace(studio, now=lambda: studio.now() + consent.LASTS + timedelta(seconds=1))
    assert speak_all(later, [said("Câu mới.")], GOOGLE, Nobody()).waiting is not None
    assert not consent.given(studio, "fpt")


def test_consent_does_not_make_a_station_prefer_the_weaker_engine(
    studio: Studio, translate: GoogleTranslate
) -> None:
    consent.give(studio, APPROVER, "gtts")
    spoken = speak_all(studio, [ONE], GOOGLE, Nobody())
    assert (spoken.engine, spoken.fallback) == ("gtts", False)


def test_only_an_approver_may_consent(studio: Studio) -> None:
    with pytest.raises(MayNot):
        consent.give(studio, WRITER, "gtts")
    assert not consent.given(studio, "gtts")


def test_an_operator_who_chose_the_engine_at_the_start_takes_what_comes_after(
    studio: Studio, translate: GoogleTranslate, google: Google
) -> None:
    google.faults.extend(BROKEN)
    spoken = speak_all(replace(studio, choice="gtts"), [ONE], Announcing(), Nobody())
    assert (spoken.engine, spoken.fallback) == (FALLBACK, True)


# ---- a day, its alarm, and the front page's button


@pytest.fixture
def wishing(small_studio: Studio) -> Studio:
    """The small house, whose stations wish for Google's voice alone."""
    path = small_studio.house / "schedules.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    reading:  ", "    speech: {engines: [gtts]}\n    reading:  ", 1))
    assert open_house(small_studio.house).schedule.announcing("my-an", DAY).engines == ("gtts",)
    return small_studio


def test_a_day_waits_with_an_alarm_until_an_approver_consents(
    wishing: Studio, translate: GoogleTranslate, google: Google
) -> None:
    google.faults.extend(BROKEN)
    reception = Reception(wishing, DAY, "my-an")
    outcome = reception.make(DAY, Nobody())
    assert set(outcome.waiting) == {"gtts"}
    assert "chờ máy đọc gtts" in outcome.failed["my-an"].vi
    alarms = {alarm.id: alarm.what.vi for alarm in reception.alarms()}
    assert "máy đọc gtts hỏng" in alarms["speech.gtts"]
    assert reception.due() is None
    with pytest.raises(NotFound):
        reception.consent(APPROVER, "khong-co")
    with pytest.raises(MayNot):
        reception.consent(Person("ba", "Lê Văn Ba", frozenset({Grant(Role.APPROVER, "my-an")})), "gtts")
    reception.consent(APPROVER, "gtts")
    assert reception.due() == DAY
    outcome = reception.make(DAY, Nobody())
    assert (dict(outcome.failed), dict(outcome.waiting)) == ({}, {})
    assert reception.alarms() == ()
    (speech,) = {item.speech for item in reception.playlist("my-an", DAY).items}
    assert speech is not None
    assert (speech.engine, speech.fallback) == (FALLBACK, True)


def test_no_station_waits_for_the_engine_of_another(
    small_studio: Studio, translate: GoogleTranslate, google: Google
) -> None:
    google.faults.extend(BROKEN)
    path = small_studio.house / "schedules.yaml"
    path.write_text(
        path.read_text().replace("place: an-thanh-trung,", "place: an-thanh-trung, engines: [gtts],")
    )
    house, told = open_house(small_studio.house), list[tuple[str, int]]()
    stations = house.stations("an-thanh-trung") + house.stations("my-an")
    make_day(small_studio, house, DAY, stations, Nobody(), lambda one, _: told.append((one, google.requests)))
    assert [one for one, _ in told] == ["my-an", "an-thanh-trung"]
    assert told[0][1] == 0 < told[1][1], "the embedded voice's station was made before anybody was waited for"


# ---- a station's own announcer


def test_recorded_words_are_in_the_announcers_voice_and_the_rest_in_the_engines(
    studio: Studio, tmp_path: Path
) -> None:
    phrases = tmp_path / "phrases"
    announcer.record(phrases, ["Đây là", "Đài Truyền thanh xã Kiến An"], name="chi-tu")
    own = replace(studio, engines={**studio.engines, "recorded": Recorded(PhraseFolder(phrases))})
    call, item = said("Đây là Đài Truyền thanh xã Kiến An."), said("Mời bà con đi họp.")
    spoken = speak_all(own, [call, item], Announcing(engines=("recorded", "espeak")), Nobody())
    assert (spoken.engine, spoken.fallback, spoken.waiting) == ("espeak", False, None)
    assert spoken.speaker_of(call.fingerprint).engine == "recorded"
    assert spoken.speaker_of(item.fingerprint).engine == "espeak"
    assert spoken.voice == "vi-vn-x-south+f3, chi-tu"
