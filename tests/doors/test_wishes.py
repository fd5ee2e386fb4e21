import pytest

from broadcast.doors.wishes import language_of, wished_form, wished_language
from broadcast.language import Language
from broadcast.playlist import MEDIA_TYPES, PlaylistForm

J, M, X, P = PlaylistForm.JSON, PlaylistForm.M3U8, PlaylistForm.XSPF, PlaylistForm.PLS


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, J),
        ("", J),
        ("*/*", J),
        ("application/json", J),
        ("audio/mpegurl", M),
        ("audio/x-mpegurl", M),
        ("application/vnd.apple.mpegurl", M),
        ("AUDIO/MPEGURL", M),
        ("audio/x-scpls", P),
        ("application/xspf+xml", X),
        ("audio/*", M),
        ("audio/*;q=0.2, audio/x-scpls", P),
        ("application/json;q=0.5, audio/mpegurl;q=0.9", M),
        ("application/json; q=0.9 , audio/mpegurl ; q=0.5", J),
        ("application/xspf+xml;q=0.001, audio/mpegurl;q=0", X),
        ("*/*;q=0.1, application/json;q=0, audio/*;q=0", X),
        ("audio/mpegurl;charset=utf-8;q=0.4, application/xspf+xml;q=0.3", M),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8", J),
        ("text/plain", None),
        ("application/json;q=0", None),
        (";;;,,,", None),
        ("audio/mpegurl;q=7", M),
    ],
)
def test_the_form_that_is_liked_best_is_chosen(accept: str | None, form: PlaylistForm | None) -> None:
    assert wished_form(accept, MEDIA_TYPES) is form


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "vi"),
        ("", "vi"),
        ("*", "vi"),
        ("vi", "vi"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("en;q=0.8, vi;q=0.9", "vi"),
        ("fr", "vi"),
        ("fr, en;q=0.1", "en"),
        ("en, *;q=0.5", "en"),
        ("vi;q=0, en;q=0.2", "en"),
        ("en;q=0, *", "vi"),
        ("english", "vi"),
    ],
)
def test_english_is_spoken_only_to_those_who_like_it_better(header: str | None, language: str) -> None:
    assert wished_language(header).value == language


def test_a_language_in_the_address_wins_over_the_browser() -> None:
    assert language_of({"lang": "en"}, {"accept-language": "vi"}) is Language.EN
    assert language_of({"lang": "vi"}, {"accept-language": "en"}) is Language.VI
    assert language_of({"lang": "xx"}, {"accept-language": "en"}) is Language.EN
