"""The closed list of rules: why a piece of the source is said as it is."""

from dataclasses import dataclass
from enum import StrEnum

from broadcast.language import Text


class Rule(StrEnum):
    """Why a piece is said as it is. docs/reading.md tells each with an example."""

    COPIED = "copied"
    MENDED = "mended"
    LEXICON = "lexicon"
    NUMBER = "number"
    RANGE = "range"
    RATIO = "ratio"
    PERCENT = "percent"
    MEASURE = "measure"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    PHRASE = "phrase"
    PHONE = "phone"
    DIGITS = "digits"
    DOCUMENT = "document"
    ADDRESS = "address"
    ROMAN = "roman"
    ABBREVIATION = "abbreviation"
    LETTERS = "letters"
    CODE = "code"
    WEB = "web"
    FOREIGN = "foreign"
    SYMBOL = "symbol"
    REPEATED = "repeated"
    FOOTNOTE = "footnote"
    MARK = "mark"
    BULLET = "bullet"
    LINE_END = "line_end"
    HEADER = "header"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    LINKS = "links"
    UNKNOWN = "unknown"
    LOST_LETTER = "lost_letter"
    IMPOSSIBLE = "impossible"

    @property
    def gloss(self) -> Text:
        """What the rule does, for people."""
        return _GLOSSES[self]


@dataclass(frozen=True, slots=True)
class Documented:
    """One row of the list of rules."""

    rule: Rule
    gloss: Text


_GLOSSES = {
    Rule.COPIED: Text("chép nguyên lời văn", "copied word for word"),
    Rule.MENDED: Text(
        "chữ đã sửa chắc chắn (tổ hợp dấu, ký tự ẩn)",
        "letters mended beyond doubt (accents, hidden characters)",
    ),
    Rule.LEXICON: Text("đọc theo từ điển của đài", "read by the station's lexicon"),
    Rule.NUMBER: Text("đọc số", "a number"),
    Rule.RANGE: Text("đọc khoảng từ ... đến", "a range from ... to"),
    Rule.RATIO: Text("đọc phân số, tỷ lệ, tỷ số", "a fraction, ratio or score"),
    Rule.PERCENT: Text("đọc phần trăm, phần nghìn", "a percentage"),
    Rule.MEASURE: Text("đọc số kèm đơn vị đo", "a number with its unit"),
    Rule.MONEY: Text("đọc số tiền", "an amount of money"),
    Rule.DATE: Text("đọc ngày, tháng, năm", "a date"),
    Rule.TIME: Text("đọc giờ, phút", "a time of day or a span of it"),
    Rule.PHRASE: Text("cách đọc cố định trong bảng (24/7)", "a set phrase of the table (24/7)"),
    Rule.PHONE: Text("đọc số điện thoại từng chữ số", "a phone number, digit by digit"),
    Rule.DIGITS: Text("đọc mã số từng chữ số", "an identity number, digit by digit"),
    Rule.DOCUMENT: Text("đọc số hiệu văn bản", "the number of a document"),
    Rule.ADDRESS: Text("đọc số nhà, lý trình", "a house number or a road mark"),
    Rule.ROMAN: Text("đọc số La Mã", "a Roman numeral"),
    Rule.ABBREVIATION: Text("đọc đủ chữ viết tắt", "an abbreviation said in full"),
    Rule.LETTERS: Text("đánh vần tên chữ cái", "letters said by their names"),
    Rule.CODE: Text("đọc mã gồm chữ và số", "a code of letters and digits"),
    Rule.WEB: Text("đọc địa chỉ mạng, thư điện tử; bỏ http://", "a web or mail address; http:// is silent"),
    Rule.FOREIGN: Text("đọc từ nước ngoài theo bảng", "a foreign word by the table"),
    Rule.SYMBOL: Text("đọc ký hiệu thành lời", "a symbol said as a word"),
    Rule.REPEATED: Text("không đọc lại điều vừa nói ngay trước", "silent: it was said just before"),
    Rule.FOOTNOTE: Text("số chú thích [1], không đọc", "the number of a note, [1]: silent"),
    Rule.MARK: Text("dấu trình bày, chỉ để ngắt hơi", "a mark of layout: silent, at most a breath"),
    Rule.BULLET: Text("dấu đầu dòng, không đọc", "a bullet: silent"),
    Rule.LINE_END: Text("hết dòng, nghỉ hơi", "the end of a line: a pause"),
    Rule.HEADER: Text("phần đầu văn bản, không đọc", "the document's header: silent"),
    Rule.RECIPIENTS: Text("nơi nhận và tài liệu kèm theo, không đọc", "recipients and attachments: silent"),
    Rule.SIGNATURE: Text("chữ ký, không đọc", "the signature: silent"),
    Rule.LINKS: Text("khối liên kết lặp lại, không đọc", "a block of links already read: silent"),
    Rule.UNKNOWN: Text("từ lạ, chép nguyên", "an unknown word, copied"),
    Rule.LOST_LETTER: Text("mất chữ, chờ người xác nhận", "a letter is lost: a person decides"),
    Rule.IMPOSSIBLE: Text("âm tiết không thể có trong tiếng Việt", "a syllable that Vietnamese cannot have"),
}


def rules() -> tuple[Documented, ...]:
    """Every rule with its gloss, in the order of docs/reading.md."""
    return tuple(Documented(rule, rule.gloss) for rule in Rule)
