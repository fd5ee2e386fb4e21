"""What was found, in sentences: natural Vietnamese, figures with commas, warnings first."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from broadcast.desk.findings import Finding, findings
from broadcast.sound.channels import Mixing
from broadcast.sound.examination import Examination

CLEAN = Examination(
    kind="mov",
    duration_s=72.4,
    rate_hz=44_100,
    channels=2,
    taken=(0, 1),
    mixing=Mixing.MEAN,
    loudness_lufs=-16.3,
    range_lu=4.2,
    true_peak_dbtp=-3.1,
    head_s=0.0,
    tail_s=0.0,
    silences=(),
    broken=(),
    broken_share=0.0,
    noise_below_lu=None,
    telephone=False,
)


def told(stored_lufs: float | None = -16.0, **changes: Any) -> Sequence[Finding]:
    return findings(replace(CLEAN, **changes), stored_lufs, -16.0)


def warnings(*all_of: Finding) -> list[str]:
    return [finding.said.vi for finding in all_of if finding.warns]


def test_of_a_clean_recording_two_lines_are_told() -> None:
    assert [finding.said.vi for finding in told()] == [
        "Tệp gốc: MP4/M4A, dài 1 phút 12 giây, 44,1 kHz, hai kênh",
        "Độ to vừa đúng mức chuẩn (bản gốc -16,3 LUFS, khoảng động 4,2 LU, đỉnh -3,1 dBTP)",
    ]
    assert [finding.said.en for finding in told()] == [
        "Original: MP4/M4A, 1 min 12 s, 44.1 kHz, stereo",
        "As loud as it should be (original -16.3 LUFS, range 4.2 LU, peak -3.1 dBTP)",
    ]
    assert not warnings(*told())


@pytest.mark.parametrize(
    ("changes", "sentence", "warns"),
    [
        ({"loudness_lufs": -27.2}, "Nhỏ hơn mức chuẩn 11 dB, đã nâng lên (", False),
        ({"loudness_lufs": -9.0}, "To hơn mức chuẩn 7 dB, đã hạ xuống (", False),
        ({"loudness_lufs": -41.0}, "Thu rất nhỏ, kém mức chuẩn 25 dB; đã nâng lên nên tiếng ồn nền", True),
        ({"broken": (12.3,)}, "Bản gốc bị vỡ tiếng ở 0:12: thu quá to", True),
        ({"broken": tuple(range(50, 120, 10))}, "ở 0:50, 1:00, 1:10, 1:20, 1:30 và 2 chỗ khác: thu", True),
        ({"silences": ((67.2, 4.2),)}, "Im lặng giữa chừng: 4,2 giây ở 1:07; người nghe", True),
        ({"head_s": 1.2, "tail_s": 3.4}, "Đã cắt 1,2 giây im lặng ở đầu và 3,4 giây im lặng ở cuối", False),
        ({"tail_s": 3.4}, "Đã cắt 3,4 giây im lặng ở cuối", False),
        ({"taken": (0,), "mixing": Mixing.ONE_SIDED}, "Chỉ kênh trái có tiếng: đã lấy kênh trái", True),
        ({"taken": (1,), "mixing": Mixing.ONE_SIDED}, "Chỉ kênh phải có tiếng: đã lấy kênh phải", True),
        ({"taken": (1,), "mixing": Mixing.CANCELLING}, "Hai kênh ngược pha, trộn lại thì mất tiếng", True),
        ({"taken": (4,), "channels": 6, "mixing": Mixing.CANCELLING}, "đã chỉ lấy kênh thứ 5", True),
        ({"noise_below_lu": 9.2}, "Tiếng ồn nền lớn, chỉ kém tiếng nói 9 dB", True),
        ({"telephone": True}, "Tiếng như qua điện thoại (không có gì trên 4 kHz)", False),
        ({"channels": 1}, "một kênh", False),
        ({"channels": 6}, "6 kênh", False),
        ({"duration_s": 8.25}, "dài 8 giây", False),
    ],
)
def test_every_fact_has_its_sentence(changes: dict[str, Any], sentence: str, *, warns: bool) -> None:
    (finding,) = (each for each in told(**changes) if sentence in each.said.vi)
    assert finding.warns is warns
    assert finding.said.en
    assert finding.said.en != finding.said.vi


def test_noise_far_below_is_not_worth_a_word() -> None:
    assert len(told(noise_below_lu=30.0)) == 2


def test_what_could_not_be_brought_to_the_loudness_is_told() -> None:
    assert any("Vẫn nhỏ hơn các bài khác 3 dB" in said for said in warnings(*told(-19.0)))
    assert not warnings(*told(None))


def test_warnings_come_first() -> None:
    marks = [finding.warns for finding in told(telephone=True, broken=(1.0,), silences=((2.0, 3.0),))]
    assert marks == sorted(marks, reverse=True)
