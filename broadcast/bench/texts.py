"""Text to measure with: notices such as a district writes, no line twice, the same on every run."""

from collections.abc import Iterator
from random import Random

_WORDS = """
xã huyện ấp khóm bà con nhân dân thông báo phòng chống dịch bệnh khai báo y tế rửa tay khẩu trang công cộng
thực hiện kế hoạch tuyên truyền vận động tiêm chủng nước sinh hoạt lúa thu đông vụ mùa giống đất vườn cây
trường học sinh giáo viên đường cầu chợ trạm điện sửa chữa tạm ngưng cung cấp thời gian địa điểm ngưỡng
khuyến khích nghiêm túc chấp hành quyết định hướng dẫn người lao động doanh nghiệp xử phạt trật tự an toàn
giao thông bảo vệ môi trường rác thải thu gom nguồn gốc hàng hóa giá cả thị trường khách du lịch lễ hội
"""
_SYLLABLES = tuple(_WORDS.split())


def mixed(size: int) -> str:
    """About `size` characters of lines."""
    return "\n".join(lines(size))


def lines(size: int) -> Iterator[str]:
    """Lines of about `size` characters in all: prose, dates, hours, sums, phones, numbers of documents."""
    random = Random(1677)  # noqa: S311 - a benchmark, not a secret
    made = 0
    while made < size:
        line = _line(random)
        made += len(line) + 1
        yield line


def _line(random: Random) -> str:
    parts = [
        _prose(random) if random.random() < 0.7 else _figure(random) for _ in range(random.randint(2, 6))
    ]
    line = " ".join(parts)
    return f"{line[0].upper()}{line[1:]}{random.choice(('.', ';', ':', ''))}"


def _prose(random: Random) -> str:
    return " ".join(random.choices(_SYLLABLES, k=random.randint(4, 14))) + random.choice(("", "", ","))


def _figure(random: Random) -> str:
    day, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(2015, 2026)
    number = random.randint(2, 99_999)
    return random.choice(
        (
            f"ngày {day}/{month}/{year}",
            f"từ ngày {day}-{day + 2}/{month}",
            f"lúc {random.randint(5, 21)}h{random.randint(10, 59)}",
            f"số {number}/{year}/QĐ-UBND",
            f"{number:,} hộ".replace(",", "."),
            f"{random.randint(1, 99)},{random.randint(1, 9)}%",
            f"{number}.000 đồng/kg",
            f"điện thoại 0296.{random.randint(3000, 3999)}.{random.randint(100, 999)}",
            f"{random.randint(2, 90)} ha",
            "UBND xã, Công an và Ban CHQS huyện",
            f"QL{random.randint(1, 99)}, Km {random.randint(1, 90)}+{random.randint(100, 900)}",
            f"https://tokhaiyte.vn/{number}",
            f"Điều {random.randint(1, 99)} khoản {random.randint(1, 9)}",
        )
    )
