"""Plan 1677/KH-UBND as it came out of its PDF, damage and all."""

from pathlib import Path

import pytest

from broadcast.reading import Reading, Rule, Severity, decode, read_document

PLAN = Path(__file__).parents[2] / "broadcast" / "bench" / "ke-hoach-1677.txt"


@pytest.fixture(scope="module")
def plan() -> Reading:
    return read_document(decode(PLAN.read_bytes()))


def test_exactly_the_three_lost_letters_are_flagged_and_proposed(plan: Reading) -> None:
    found = [(piece.written.strip(), piece.doubt.proposals[0]) for piece in plan.doubts if piece.doubt]
    assert found == [("kh i", "khỏi"), ("kh e", "khỏe"), ("kh i", "khỏi")]
    assert all(piece.doubt and piece.doubt.severity is Severity.ERROR for piece in plan.doubts)
    assert plan.blocked


def test_the_pieces_tile_the_plan(plan: Reading) -> None:
    assert "".join(piece.written for piece in plan.pieces) == plan.source


def test_header_recipients_and_signature_are_silent(plan: Reading) -> None:
    assert plan.spoken.startswith("kế hoạch. Thông tin và Truyền thông phòng, chống dịch cô vít mười chín")
    assert plan.spoken.endswith("báo cáo ủy ban nhân dân huyện xem xét, giải quyết.")
    silent = {piece.rule for piece in plan.pieces if not piece.spoken.strip(".")}
    assert {Rule.HEADER, Rule.RECIPIENTS, Rule.SIGNATURE, Rule.LINKS, Rule.BULLET} <= silent


@pytest.mark.parametrize(
    "words",
    [
        "mức độ ba và bốn, có giải pháp",
        "trong công tác phòng, chống dịch cô vít mười chín.",
        "ứng cứu thông tin hai mươi bốn trên bảy",
        "Công văn số tám trăm mười trên ủy ban nhân dân khoa giáo văn xã ngày bốn tháng tám năm",
        "phát triển kinh tế, xã hội năm hai nghìn không trăm hai mươi của địa phương",
        "truy vết nhanh những người có khả năng",
        "tự nguyện, tờ khai y tế chấm vê nờ.",
        "Bờ lu dôn, tại địa chỉ bờ lu dôn chấm gốp chấm vê nờ.",
        "nơi công cộng, nhằm nâng cao",
        "Tăng cường ứng dụng công nghệ thông tin trong hoạt động",
        "một trăm phần trăm cán bộ, công chức, viên chức",
        "ép một, ép hai, từ đó có biện pháp",
    ],
)
def test_the_plan_says(plan: Reading, words: str) -> None:
    assert words in plan.spoken


def test_each_link_of_the_text_is_said_and_the_loose_block_is_not(plan: Reading) -> None:
    assert plan.spoken.count("tờ khai y tế chấm vê nờ") == 2
    blocks = [piece.written for piece in plan.pieces if piece.rule is Rule.LINKS]
    assert len(blocks) == 1
    assert blocks[0].count("http") == 4
