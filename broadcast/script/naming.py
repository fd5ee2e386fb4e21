"""Thể loại, ngôn ngữ: the names of what scripts are."""

from collections.abc import Mapping

from broadcast.language import Text

GENRES: Mapping[str, Text] = {
    "thong-bao": Text("Thông báo", "Notice"),
    "chuyen-muc": Text("Chuyên mục", "Feature"),
    "nguoi-tot-viec-tot": Text("Người tốt, việc tốt", "Good people, good deeds"),
    "tra-loi-phan-anh": Text("Trả lời phản ánh", "Answers to citizens"),
    "ban-tin": Text("Bản tin", "Bulletin"),
    "khan-cap": Text("Khẩn cấp", "Emergency"),
    "tim-nguoi": Text("Tìm người", "Missing person"),
    "tin-buon": Text("Tin buồn", "Obituary"),
    "nhac-hoc-bai": Text("Nhắc học bài", "Homework hour"),
    "ca-nhac": Text("Ca nhạc", "Songs"),
}

URGENT_GENRE = "khan-cap"

LANGUAGES: Mapping[str, Text] = {
    "vi": Text("Tiếng Việt", "Vietnamese"),
    "km": Text("Tiếng Khmer", "Khmer"),
    "cja": Text("Tiếng Chăm", "Cham"),
    "zh": Text("Tiếng Hoa", "Chinese"),
    "en": Text("Tiếng Anh", "English"),
}
"""Languages that the form offers, as ISO 639 names them; `cja` is the Cham of An Giang."""


def tongue(code: str) -> Text:
    """The name of a language; one that we do not know is shown by its code."""
    return LANGUAGES.get(code, Text(f"Tiếng «{code}»", f"«{code}»"))


def genre(slug: str) -> Text:
    """The name of a genre; one that we do not know is shown as it is written."""
    return GENRES.get(slug, Text(slug, slug))
