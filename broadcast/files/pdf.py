"""Words out of a PDF: its lines joined to sentences again, by the rules of the reading room."""

from collections.abc import Mapping

from broadcast.files import fenced, pdf_child
from broadcast.files.parsing import parsed
from broadcast.language import Text
from broadcast.reading import unwrapped


def words_of(content: bytes, shown: str) -> str:
    """The text of the PDF `content`, a paragraph a line; `shown` is its name in faults.

    Raises:
        BadDocument: it is broken, locked, a scan without letters, too large or too long.
    """
    return unwrapped(parsed(pdf_child, content, shown, _WHY))


_PASTE = Text("mở tệp PDF, chép lời bài rồi dán vào ô soạn", "open the PDF, copy the words and paste them")
_BROKEN = (Text("tệp PDF bị hỏng hoặc chưa tải hết", "the PDF is damaged or cut short"), _PASTE)
_WHY: Mapping[int, tuple[Text, Text]] = {
    fenced.TOO_LARGE: (
        Text("tệp PDF quá rắc rối để đọc an toàn", "the PDF is too intricate to be read safely"),
        _PASTE,
    ),
    fenced.TOO_LONG: (
        Text("tệp PDF dài quá, không phải một bài phát thanh", "the PDF is longer than any script"),
        Text(
            "mở tệp PDF, chép phần lời của một bài rồi dán vào ô soạn",
            "open it, copy the words of one script and paste them",
        ),
    ),
    pdf_child.LOCKED: (
        Text("tệp PDF bị khóa bằng mật khẩu", "the PDF is locked by a password"),
        Text(
            "xin tệp không khóa, hoặc mở ra, chép lời bài rồi dán vào ô soạn",
            "ask for an unlocked one, or open it, copy the words and paste them",
        ),
    ),
    pdf_child.SCANNED: (
        Text(
            "tệp PDF này là ảnh chụp (bản scan), bên trong không có chữ",
            "this PDF is a scan: pictures of pages, without letters",
        ),
        Text(
            "xin tệp Word của văn bản ấy, hoặc gõ lời bài vào ô soạn",
            "ask for its Word file, or type the words into the text box",
        ),
    ),
    fenced.BROKEN: _BROKEN,
}
