"""Which passwords are taken: long ones that nobody guesses, however they are composed."""

import dataclasses
import unicodedata

import pytest
from argon2 import Type

from broadcast.desk.common_phrases import PHRASES
from broadcast.desk.passwords import LEAST_PASSWORD, WeakPassword, bare, refuse_weak
from broadcast.desk.studio import Studio

GOOD = (
    "ao cá bờ dừa xuồng ba lá",
    "con đò nhỏ qua sông Tiền",
    "xanh ghế lúa trâu cày",
    "correct horse battery staple",
    "mưa đêm gõ mái tôn nhà chú Bảy",
    "7 con vịt ăn 3 lít thóc",
)
SOON_GUESSED = (
    "aaaaaaaaaaaaaaaa",
    "123456789012345",
    "qwertyuiopasdfgh",
    "passwordpassword",
    "iloveyouforever2",
    "matkhau12345678",
    "Mật khẩu của tôi 1",
    "anhyeuem anhyeuem",
    "Anh yêu em nhiều lắm",
    "Uống nước nhớ nguồn",
    "UONG NUOC NHO NGUON 2026",
    "Ăn quả nhớ kẻ trồng cây",
    "Có công mài sắt, có ngày nên kim",
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Độc lập - Tự do - Hạnh phúc",
    "Không có gì quý hơn độc lập tự do",
    "Công cha như núi Thái Sơn",
    "truyenthanhchomoi2026",
    "nguyen.van.binh.1985",
)


@pytest.mark.parametrize("password", GOOD)
def test_a_sentence_of_one_s_own_is_taken(password: str) -> None:
    refuse_weak(password, "nguyen.van.binh")


@pytest.mark.parametrize("password", SOON_GUESSED)
def test_what_many_take_is_refused_with_marks_or_without(password: str) -> None:
    assert len(password) >= LEAST_PASSWORD, "its length is not what is wrong with it"
    for written in (password, unicodedata.normalize("NFD", password), bare(password).ljust(15, "1")):
        with pytest.raises(WeakPassword, match="dễ đoán"):
            refuse_weak(written, "nguyen.van.binh")


@pytest.mark.parametrize("phrase", [phrase for phrase in PHRASES if len(phrase) >= LEAST_PASSWORD])
def test_no_saying_of_the_list_is_taken_even_with_a_year(phrase: str) -> None:
    for written in (phrase, f"{phrase}2026", f"{phrase.title()}!"):
        with pytest.raises(WeakPassword):
            refuse_weak(written, "lan")


def test_the_list_is_written_without_marks_and_says_nothing_twice() -> None:
    assert all(phrase.isascii() and phrase.isalnum() and phrase == bare(phrase) for phrase in PHRASES)
    assert len(set(PHRASES)) == len(PHRASES)


def test_the_longest_password_is_weighed_and_a_longer_one_refused() -> None:
    refuse_weak(("mưa đêm gõ mái tôn nhà chú Bảy " * 9)[:256], "lan")
    with pytest.raises(WeakPassword, match="15 đến 256"):
        refuse_weak("ơ" * 257, "lan")


def test_a_real_service_hashes_at_the_costs_of_rfc_9106() -> None:
    fields = {each.name: each for each in dataclasses.fields(Studio)}
    argon = fields["argon"].default_factory()
    assert argon.type is Type.ID
    assert (argon.time_cost, argon.memory_cost, argon.parallelism) == (3, 65_536, 4)
