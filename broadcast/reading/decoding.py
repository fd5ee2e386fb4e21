"""Bytes to text."""

from broadcast.errors import Fault, Invalid
from broadcast.language import Text

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class NotText(Invalid):
    """The bytes are no text in UTF-8 or UTF-16."""


def decode(data: bytes) -> str:
    r"""Bytes as text: UTF-8 with or without its mark, UTF-16 with it or plain to see; \r\n stays as it is.

    Raises:
        NotText: the bytes are neither.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    return _decoded(data, _unmarked_utf16(data) or "utf-8")


def _unmarked_utf16(data: bytes) -> str | None:
    """Half of the bytes of spaces and ASCII letters are nought: UTF-16 without its mark."""
    head = data[:400]
    if len(head) < 8 or len(data) % 2:
        return None
    if head[1::2].count(0) > len(head) // 5:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > len(head) // 5 else None


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(
            Fault(
                Text(
                    f"không đọc được chữ ở byte {error.start}: không phải UTF-8 hay UTF-16",
                    f"byte {error.start} is neither UTF-8 nor UTF-16",
                ),
                Text("lưu lại tệp với bảng mã UTF-8", "save the file as UTF-8"),
            )
        ) from error
