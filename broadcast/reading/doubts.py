"""The doubts that several rules raise."""

from broadcast.language import Text
from broadcast.reading.reading import Doubt, Severity


def letter_among_digits(written: str, digits: str) -> Doubt:
    """A letter O typed for a nought."""
    return Doubt(
        Text(f"chữ O lẫn trong số: {written}", f"the letter O among digits: {written}"),
        (digits,),
        Severity.WARN,
    )


def unknown_letters(written: str) -> Doubt:
    """An abbreviation that no table knows."""
    return Doubt(
        Text(
            f"chữ viết tắt lạ, đang đánh vần: {written}; thêm vào từ điển nếu cần",
            f"an unknown abbreviation, spelt: {written}; add it to the lexicon",
        ),
        (),
        Severity.WARN,
    )


def unknown_word(written: str) -> Doubt:
    """A word that is neither Vietnamese nor in the table of foreign words."""
    return Doubt(
        Text(
            f"từ lạ, máy có thể đọc sai: {written}",
            f"an unknown word that an engine may mispronounce: {written}",
        ),
        (),
        Severity.INFO,
    )


def impossible(written: str, proposals: tuple[str, ...]) -> Doubt:
    """A syllable that cannot be."""
    return Doubt(
        Text(f"âm tiết không có trong tiếng Việt: {written}", f"no Vietnamese syllable: {written}"),
        proposals,
        Severity.ERROR,
    )


def lost_letter(written: str, proposals: tuple[str, ...]) -> Doubt:
    """A hole where a letter was."""
    return Doubt(Text(f"mất chữ: {written}", f"a letter is lost: {written}"), proposals, Severity.ERROR)


def broken_hyphen(text: str, at: int) -> Doubt:
    """A hyphen at the end of a line: does it belong to the words, or to the wrapping?"""
    left, right = (
        text[max(0, at - 12) : at].rsplit(maxsplit=1)[-1],
        text[at + 1 : at + 13].split(maxsplit=1)[0],
    )
    return Doubt(
        Text(
            f"gạch nối thuộc về lời văn hay do ngắt dòng: {left}- {right}",
            f"a hyphen of the words or of the wrapping: {left}- {right}",
        ),
        (f"{left} - {right}", f"{left}{right}"),
        Severity.WARN,
    )


def breathless(words: int) -> Doubt:
    """A stretch without a pause."""
    return Doubt(
        Text(
            f"{words} từ liền không ngắt hơi, nên thêm dấu phẩy hoặc tách câu",
            f"{words} words without a breath: divide them",
        ),
        (),
        Severity.WARN,
    )
