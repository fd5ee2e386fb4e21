"""Words out of a Word file (.docx)."""

from collections.abc import Mapping

from broadcast.files import fenced, word_child
from broadcast.files.parsing import BadDocument, parsed
from broadcast.language import Text

__all__ = ["BadDocument", "words_of"]


def words_of(content: bytes, shown: str) -> str:
    """The paragraphs of the Word file `content`, a line each; `shown` is its name in faults.

    Raises:
        BadDocument: it is broken, too large, holds macros or entities, or is no Word file.
    """
    return parsed(word_child, content, shown, _WHY)


_PASTE = Text(
    "chép lời bài trong Word rồi dán vào ô soạn", "copy the words in Word and paste them into the text box"
)
_SAVE_AGAIN = Text(
    "mở bằng Word, lưu lại thành .docx rồi gửi lại; hoặc chép lời bài và dán vào ô soạn",
    "open it in Word, save it as .docx and send it again, or copy the words and paste them",
)
_WHY: Mapping[int, tuple[Text, Text]] = {
    fenced.WRONG_KIND: (Text("đây không phải tệp Word", "this is no Word file"), _SAVE_AGAIN),
    fenced.TOO_LARGE: (
        Text(
            "tệp Word quá lớn hoặc quá rắc rối để đọc an toàn",
            "the Word file is too large or too intricate",
        ),
        _PASTE,
    ),
    word_child.MACRO: (
        Text("tệp Word có macro, hệ thống không nhận", "the Word file holds macros, which are not taken"),
        Text("lưu lại thành .docx không có macro", "save it as .docx without macros"),
    ),
    word_child.ENTITIES: (
        Text("tệp Word có phần khai báo lạ, không an toàn", "the Word file declares entities: not safe"),
        _PASTE,
    ),
    fenced.TOO_LONG: (
        Text("tệp Word dài quá, không phải một bài phát thanh", "the Word file is longer than any script"),
        Text("chỉ giữ lại lời của một bài", "keep the words of one script"),
    ),
    fenced.BROKEN: (
        Text("tệp Word bị hỏng hoặc chưa tải hết", "the Word file is damaged or cut short"),
        _SAVE_AGAIN,
    ),
}
