"""Numbers as Vietnamese words (northern canon: nghìn, linh; dialects.py gives the southern ones)."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LONGEST = 15
"""Digits of the longest number said as a number; a longer one is said digit by digit."""


def cardinal(number: int) -> str:
    """`number` in words, below 10^15."""
    if number < 0:
        return f"âm {cardinal(-number)}"
    billions, rest = divmod(number, 10**9)
    if not billions:
        return _below_billion(rest, led=False)
    tail = f" {_below_billion(rest, led=True)}" if rest else ""
    return f"{cardinal(billions)} tỷ{tail}"


def _below_billion(number: int, *, led: bool) -> str:
    """Groups of three; where something larger `led`, a short first group is padded with its hundreds."""
    parts: list[str] = []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, number = divmod(number, size)
        if group or (size == 1 and not parts and not led):
            parts.append(f"{_group(group, padded=led or bool(parts))} {name}".rstrip())
    return " ".join(parts)


def _group(number: int, *, padded: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds and not padded:
        return _tens(rest)
    head = f"{DIGITS[hundreds]} trăm"
    if not rest:
        return head
    return f"{head} linh {DIGITS[rest]}" if rest < 10 else f"{head} {_tens(rest)}"


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    head = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if not ones:
        return head
    last = {5: "lăm", 1: "một" if tens == 1 else "mốt"}.get(ones, DIGITS[ones])
    return f"{head} {last}"


def one_by_one(digits: str) -> str:
    """Each digit by its name; anything else is skipped."""
    return " ".join(DIGITS[int(digit)] for digit in digits if digit.isdecimal())


def whole(digits: str) -> str:
    """A string of digits as a number; too long ones digit by digit."""
    significant = digits.lstrip("0")
    return cardinal(int(significant or "0")) if len(significant) <= _LONGEST else one_by_one(digits)


def coded(digits: str) -> str:
    """Digits of a code: short ones as a number, from three on (or with a leading 0) one by one."""
    return one_by_one(digits) if len(digits) > 2 or digits.startswith("0") else whole(digits)


def fraction(digits: str) -> str:
    """What stands after the decimal comma: 5 năm, 05 không năm, 75 bảy lăm, 125 một hai năm."""
    if len(digits) == 2 and digits[0] != "0" and digits[1] == "5":
        return f"{DIGITS[int(digits[0])]} lăm"
    return one_by_one(digits)


def ordinal(digits: str) -> str:
    """After "thứ": 1 nhất, 4 tư, else the number."""
    return {"1": "nhất", "4": "tư"}.get(digits.lstrip("0"), whole(digits))


def month(digits: str) -> str:
    """The number of a month: 4 is "tư"."""
    return "tư" if int(digits) == 4 else whole(digits)


def year(digits: str) -> str:
    """A year in full."""
    return whole(digits)


def figure(written: str) -> str:
    """A written number, with dots or blanks between thousands and a comma or dot before decimals."""
    head, mark, tail = _split(written.replace(" ", ""))
    words = whole(head) if head else DIGITS[0]
    if not mark:
        return words
    return f"{words} {'phẩy' if mark == ',' else 'chấm'} {fraction(tail)}"


def _split(number: str) -> tuple[str, str, str]:
    """Whole part, decimal mark, decimals."""
    dots, commas = number.count("."), number.count(",")
    if dots and commas:
        mark = max(".,", key=number.rfind)
        head, _, tail = number.rpartition(mark)
        return head.replace(".", "").replace(",", ""), mark, tail
    if dots > 1 or commas > 1:
        return number.replace(".", "").replace(",", ""), "", ""
    if (dots and _thousands(number)) or (
        commas and number.endswith("00") and _thousands(number.replace(",", "."))
    ):
        return number.replace(".", "").replace(",", ""), "", ""
    mark = "," if commas else "."
    head, found, tail = number.partition(mark)
    return head, found, tail


def _thousands(number: str) -> bool:
    head, _, tail = number.partition(".")
    return len(tail) == 3 and head.lstrip("0") != "" and len(head) <= 3


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman_value(written: str) -> int:
    """The value of a Roman numeral up to C."""
    total = 0
    for here, following in zip(written, written[1:] + " ", strict=True):
        value = _ROMAN[here]
        total += -value if value < _ROMAN.get(following, 0) else value
    return total
