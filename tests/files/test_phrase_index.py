"""phrases.tsv: what an announcer recorded, every fault with its line."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcast.desk.editorial import faults_of_files, faults_of_house
from broadcast.files.phrases import announcers, faults_of_phrases, load_announcer
from broadcast.speech import Speaker


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "phrases" / "chi-tu"
    folder.mkdir(parents=True)
    tone = 0.1 * np.sin(np.arange(12_000) / 9)
    soundfile.write(folder / "chao.wav", tone, 24_000)
    soundfile.write(folder / "xa.flac", tone, 44_100)
    soundfile.write(folder / "im.wav", np.zeros(24_000), 24_000)
    soundfile.write(folder / "dai.wav", np.tile(tone, 62), 24_000)
    (folder / "cut.wav").write_bytes((folder / "chao.wav").read_bytes()[:9000])
    (folder / "nghe.mp3").write_bytes(b"ID3")
    (folder / "loi.wav").write_text("<html>")
    return folder


def index(folder: Path, *lines: str) -> None:
    (folder / "phrases.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_phrases_are_read_by_their_words_with_the_announcers_sex(folder: Path) -> None:
    index(folder, "\ufeff# giọng: nữ", "# thu 6/8", "", "Xin chào\tchao.wav", "xã An Thạnh Trung\txa.flac")
    announcer = load_announcer(folder)
    assert (announcer.name, announcer.speaker, announcer.faults) == ("chi-tu", Speaker.WOMAN, ())
    assert {key: recording.file.name for key, recording in announcer.recordings.items()} == {
        "xin chào": "chao.wav",
        "xã an thạnh trung": "xa.flac",
    }
    assert list(faults_of_phrases(folder.parent)) == []


FAULTY = {
    "Xin chào chao.wav": "không có dạng",
    "\tchao.wav": "không có dạng",
    "... – !\tchao.wav": "không có dạng",
    "Xin chào\t": "không có dạng",
    "Xin chào\tchao.wav\tthêm": "không có dạng",
    "Xin chào\t../chao.wav": "không phải tệp WAV",
    "Xin chào\t/etc/chao.wav": "không phải tệp WAV",
    "Xin chào\tcha\0o.wav": "không phải tệp WAV",
    "Xin chào\tnghe.mp3": "không phải tệp WAV",
    "Xin chào\tkhong-co.wav": "không có tệp",
    "Bà con\tchao.wav": "đã có ở dòng 1",
    "Xin chào\tim.wav": "chỉ có im lặng",
    "Xin chào\tloi.wav": "loi.wav",
    "Xin chào\tcut.wav": "cut.wav",
    "Xin chào\tdai.wav": "dai.wav",
}


@pytest.mark.parametrize("row", sorted(FAULTY))
def test_a_fault_is_told_with_its_line_and_the_other_rows_stay(folder: Path, row: str) -> None:
    index(folder, "bà con\tchao.wav", row)
    (fault,) = faults_of_phrases(folder.parent)
    assert FAULTY[row] in fault.said()
    assert fault.where is not None
    assert (fault.where.file, fault.where.line) == (str(folder / "phrases.tsv"), 2)
    assert "bà con" in load_announcer(folder).recordings


def test_folders_without_an_index_are_nobody(folder: Path) -> None:
    assert announcers(folder.parent) == ()
    assert announcers(folder.parent / "absent") == ()


def test_check_tells_them_with_every_other_fault_of_the_house(folder: Path) -> None:
    index(folder, "bà con\tchao.wav", "Xin chào\tkhong-co.wav")
    of_house = faults_of_house(folder.parent.parent)
    of_file = faults_of_files(folder.parent.parent, [folder / "phrases.tsv"])
    assert [str(fault.where) for fault in of_file] == [f"{folder / 'phrases.tsv'}:2"]
    assert of_file[0] in of_house
    assert any("schedules.yaml" in str(fault.where) for fault in of_house)
