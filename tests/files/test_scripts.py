"""Scripts on file: faults with their lines, a bad file hides no other, approval is bound to every letter."""

import shutil
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from broadcast.errors import Invalid, Unavailable
from broadcast.files.scripts import ScriptFile, edited_after_approval, load_script, load_scripts, stamp
from broadcast.language import Language
from broadcast.script import BulletinClass

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 23)
Write = Callable[..., Path]
FIELDS = """title: Rửa tay bằng xà phòng
genre: thong-bao
campaign: covid-19
topic: rua-tay
class: priority
language: vi
origin: Đài Truyền thanh huyện Chợ Mới
valid_from: 2020-08-06
valid_until: 2020-12-31
places: [an-thanh-trung, my-an]
repeat: 2"""
TEXT = """Xin bà con rửa tay thường xuyên.

Mỗi lần ít nhất 30 giây."""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write `content` (text or bytes) as a file and give its path."""

    def written(content: str | bytes, name: str = "rua-tay.md") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def sheet(fields: str = FIELDS, text: str = TEXT) -> str:
    return f"---\n{fields}\n---\n{text}\n"


def faults_of(path: Path) -> list[str]:
    with pytest.raises(Invalid) as caught:
        load_script(path, path.name)
    assert all(fault.where is not None for fault in caught.value.faults)
    return [fault.said(Language.EN) for fault in caught.value.faults]


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def loaded(path: Path) -> ScriptFile:
    return load_script(path, f"scripts_vi/{path.name}")


def test_a_file_becomes_a_script_with_all_its_fields(write: Write) -> None:
    file = loaded(write(sheet()))
    script = file.script
    assert (script.id, script.title, script.text) == ("rua-tay", "Rửa tay bằng xà phòng", TEXT)
    assert (script.campaign, script.topic, script.klass) == ("covid-19", "rua-tay", BulletinClass.PRIORITY)
    assert (script.valid_from, script.valid_until) == (date(2020, 8, 6), date(2020, 12, 31))
    assert (script.places, script.repeat, script.language) == (("an-thanh-trung", "my-an"), 2, "vi")
    assert (script.approved, script.cleared) == (None, False)
    assert (file.text_line, str(file.where("topic"))) == (14, "scripts_vi/rua-tay.md:5")


def test_fields_without_content_may_be_left_out_or_empty(write: Write) -> None:
    short = loaded(write(sheet("title: Rửa tay\ngenre: thong-bao"))).script
    empty = loaded(write(sheet("title: Rửa tay\ngenre: thong-bao\norigin:\nplaces:\nvalid_until: ''"))).script
    assert (empty.origin, empty.places, empty.valid_until) == ("", (), None)
    assert empty.fingerprint == short.fingerprint


def test_the_text_begins_on_the_line_that_is_said(write: Write) -> None:
    file = loaded(
        write(sheet("title: Rửa tay\ngenre: thong-bao", "\n \n  Xin bà con rửa tay.\n\n---\nHết.\n\n"))
    )
    assert file.text_line == 7
    assert file.script.text == "Xin bà con rửa tay.\n\n---\nHết."
    assert file.path.read_text().split("\n")[file.text_line - 1].strip() == "Xin bà con rửa tay."


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="windows line ends"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(lambda text: unicodedata.normalize("NFD", text), id="marks apart"),
        pytest.param(lambda text: text.replace(".\n", ".  \n") + "\n\n", id="blanks at line ends"),
        pytest.param(lambda text: text.replace("---\nXin", "---\n\nXin"), id="a blank line before the text"),
        pytest.param(lambda text: text.replace("title: R", "title:   R"), id="blanks in the YAML"),
        pytest.param(lambda text: text.replace("vi\n", "'vi'  # tiếng Việt\n"), id="quotes and a comment"),
    ],
)
def test_saving_again_unchanged_keeps_the_fingerprint(write: Write, again: Callable[[str], str]) -> None:
    content = again(sheet())
    assert content != sheet()
    assert loaded(write(content)).script.fingerprint == loaded(write(sheet(), "a.md")).script.fingerprint


@pytest.mark.parametrize("line", FIELDS.splitlines())
def test_editing_or_losing_any_field_changes_the_fingerprint(write: Write, line: str) -> None:
    edits = {
        "class": "normal",
        "language": "km",
        "places": "[my-an]",
        "repeat": "3",
        "valid_from": "2020-08-07",
    }
    name = line.partition(":")[0]
    before = loaded(write(sheet())).script.fingerprint
    edited = FIELDS.replace(line, f"{name}: {edits.get(name, '2020-12-30' if 'until' in name else 'khac')}")
    assert loaded(write(sheet(edited))).script.fingerprint != before
    if name not in {"title", "genre"}:
        assert loaded(write(sheet(FIELDS.replace(line, "")))).script.fingerprint != before


def test_every_letter_of_the_text_counts_for_an_approval(write: Write) -> None:
    path = write(sheet())
    stamp(path, "Trần Thị Bình", DAY)
    content = path.read_text()
    begins = content.index("Xin")
    letters = [at for at in range(begins, len(content)) if content[at].isalnum()]
    assert len(letters) > 40
    for at in letters:
        path.write_text(content[:at] + "q" + content[at + 1 :])
        assert not loaded(path).script.cleared, content[at - 5 : at + 5]
    path.write_text(content)
    assert loaded(path).script.cleared


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("genre: thong-bao\ntitle:", "x.md:3: «title» is missing"),
        ("title: A\ngenre: thong-bao\ntopics: rua-tay", "x.md:4: there is no field «topics»"),
        ("title: A\ngenre: thong-bao\ntopics:", "x.md:4: there is no field «topics»"),
        ("title: A\ngenre: thong-bao\nvalid_from: 06/8/2020", "x.md:4: «valid_from»: «06/8/2020» is no date"),
        (
            "title: A\ngenre: thong-bao\nvalid_from: 2020-02-30",
            "x.md:4: «valid_from»: «2020-02-30» is no date",
        ),
        ("title: A\ngenre: thong-bao\nvalid_from: 2020", "x.md:4: «valid_from»: «2020» is no date"),
        ("title: A\ngenre: thong-bao\nclass: gap", "x.md:4: «class» does not take «gap»"),
        ("title: A\ngenre: Thông báo", "x.md:3: «genre» does not take «Thông báo»"),
        ("title: A\ngenre: thong-bao\nrepeat: 0", "x.md:4: «repeat» does not take «0»"),
        ("title: A\ngenre: thong-bao\nrepeat: true", "x.md:4: «repeat» does not take «True»"),
        ("title: A\ngenre: thong-bao\nplaces: my-an", "x.md:4: «places» does not take «my-an»"),
        ("title: A\ngenre: thong-bao\nplaces:\n- my-an\n- Mỹ An", "x.md:6: «places"),
        ("title: A\ngenre: thong-bao\ntitle: B", "x.md:4: «title» stands twice"),
        ("title: A: B\ngenre: thong-bao", "x.md:2: this is not YAML"),
        ("title: A\ngenre: thong-bao\napproved: true", "x.md:4: «approved» does not take «True»"),
        (
            "title: A\ngenre: thong-bao\napproved: {by: B, on: 2026-11-23, sha256: abc}",
            "x.md:4: «approved.sha256»: this is no seal of approval",
        ),
        (
            "title: A\ngenre: thong-bao\nvalid_until: 2020-08-05\nvalid_from: 2020-08-06",
            "x.md:4: «valid_until»: 2020-08-05 is before valid_from 2020-08-06",
        ),
        ("- title\n- genre", "x.md:2: «x.md» does not take"),
        ("", "x.md:1: «title» is missing"),
    ],
)
def test_a_faulty_field_is_named_with_its_line(write: Write, fields: str, said: str) -> None:
    assert any(fault.startswith(said) for fault in faults_of(write(sheet(fields), "x.md")))


def test_every_remedy_about_a_field_names_the_guide_of_scripts(write: Write) -> None:
    assert "docs/scripts.md" in faults_of(write(sheet("title: A\ngenre: thong-bao\nclass: gap"), "x.md"))[0]
    assert (ROOT / "docs" / "scripts.md").is_file()


def test_all_faults_of_a_file_are_said_at_once_in_the_order_of_lines(write: Write) -> None:
    fields = "title: A\ngenre: thong-bao\nclass: gap\nvalid_from: 6/8\nmàu: xanh"
    faults = faults_of(write(sheet(fields, "115!\x00"), "Bài 1.md"))
    assert [fault.split(",")[0].split(";")[0] for fault in faults] == [
        "Bài 1.md: «Bài 1» cannot be a script's id",
        "Bài 1.md:4: «class» does not take «gap»",
        "Bài 1.md:5: «valid_from»: «6/8» is no date",
        "Bài 1.md:6: there is no field «màu»",
        "Bài 1.md:8: a control character stands here (U+0000)",
        "Bài 1.md:8: a script with no syllables at all",
    ]


@pytest.mark.parametrize("text", ["", "   \n\n\t", "115, 114!", "- - -\n***", "7/8 (100%)"])
def test_a_text_without_a_letter_is_refused(write: Write, text: str) -> None:
    assert faults_of(write(sheet(text=text), "x.md"))[0].startswith(
        "x.md:14: a script with no syllables at all"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Chỉ có lời bài.", "x.md:1: the fields at the head are missing"),
        ("", "x.md:1: the fields at the head are missing"),
        ("\n---\ntitle: A\n---\nB", "x.md:1: the fields at the head are missing"),
        ("---\ntitle: A\ngenre: thong-bao\n\nLời bài.", "x.md:1: the fields at the head do not end"),
    ],
)
def test_a_file_without_its_head_is_refused(write: Write, content: str, said: str) -> None:
    assert faults_of(write(content, "x.md"))[0].startswith(said)


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\r"])
def test_control_characters_are_refused_at_their_line(write: Write, sign: str) -> None:
    (fault,) = faults_of(write(sheet(text=f"Xin bà con\nrửa{sign} tay."), "x.md"))
    assert fault.startswith(f"x.md:15: a control character stands here (U+{ord(sign):04X})")


def test_a_tab_is_no_control_character(write: Write) -> None:
    assert loaded(write(sheet(text="Xin bà con\trửa tay."))).script.text == "Xin bà con\trửa tay."


def test_a_file_that_is_not_utf_8_names_the_byte_and_what_to_do(write: Write) -> None:
    before = sheet(text="Xin bà con ").rstrip("\n").encode()
    path = write(before + "đeo".encode("cp1258") + b"\n", "x.md")
    with pytest.raises(Invalid) as caught:
        load_script(path, "x.md")
    assert caught.value.said() == (
        f"x.md:14: tệp không phải UTF-8, sai từ byte thứ {len(before) + 1}; lưu lại bằng UTF-8"
    )


def test_a_word_document_under_this_name_is_refused(write: Write) -> None:
    assert "not UTF-8" in faults_of(write(b"PK\x03\x04\x14\x00\x06\x00\xff\xfe" * 10, "x.md"))[0]
    assert "not UTF-8, from byte 1 on" in faults_of(write(sheet().encode("utf-16"), "x.md"))[0]


def test_a_file_may_have_200_kb_and_not_a_byte_more(write: Write) -> None:
    filled = sheet() + " " * (200_000 - len(sheet().encode()))
    assert loaded(write(filled)).script.text == TEXT
    assert "larger than 200 kB" in faults_of(write(filled + " ", "x.md"))[0]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    assert "there is no such file" in faults_of(tmp_path / "a.md")[0]
    assert "there is no such file" in faults_of(tmp_path / "b.md")[0]


def test_one_bad_file_never_hides_the_others(write: Write, tmp_path: Path) -> None:
    for name in ("b.md", "a.md"):
        write(sheet(), name)
    write(sheet("title: A"), "hong.md")
    write(b"\xff", "byte.md")
    write("not a script", ".hidden.md")
    write("not a script", "note.txt")
    files, faults = load_scripts(tmp_path)
    assert [file.script.id for file in files] == ["a", "b"]
    assert [str(fault.where) for fault in faults] == [
        f"{tmp_path.name}/byte.md:1",
        f"{tmp_path.name}/hong.md:2",
    ]


def test_names_that_differ_in_case_alone_clash(write: Write, tmp_path: Path) -> None:
    for name in ("rua-tay.md", "Rua-Tay.md", "RUA-TAY.MD"):
        write(sheet(), name)
    if len(list(tmp_path.iterdir())) < 3:
        pytest.fail("this test needs a file system that tells cases apart")
    files, faults = load_scripts(tmp_path)
    assert [file.path.name for file in files] == ["rua-tay.md"]
    assert [fault.what.en for fault in faults] == ["the name is the same as «rua-tay.md»"] * 2


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    files, (fault,) = load_scripts(tmp_path / "scripts_vi")
    assert files == ()
    assert fault.said(Language.EN).startswith(f"{tmp_path}/scripts_vi: no folder of scripts")


def test_what_is_stamped_is_cleared_and_every_other_byte_stays(write: Write) -> None:
    path = write(sheet())
    approval = stamp(path, "  Trần  Thị Bình ", DAY)
    script = loaded(path).script
    assert script.cleared
    assert script.approved == approval
    assert (approval.by, approval.on, approval.sha256) == ("Trần Thị Bình", DAY, script.fingerprint)
    block = f'approved:\n  by: "Trần Thị Bình"\n  on: 2026-11-23\n  sha256: "{approval.sha256}"\n'
    assert path.read_bytes() == sheet(FIELDS + "\n" + block.rstrip()).encode()
    assert names(path.parent) == ["rua-tay.md"]


@pytest.mark.parametrize(
    "old",
    [
        "approved:\n  by: A\n  on: 2020-08-06\n  sha256: " + "a" * 64,
        "approved: {by: A, on: 2020-08-06, sha256: " + "a" * 64 + "}",
        "approved:",
    ],
)
def test_a_new_stamp_takes_the_place_of_the_old_one(write: Write, old: str) -> None:
    head, tail = FIELDS.split("class:")
    path = write(
        f"\ufeff---\r\n{head}{old}\n# ghi chú: giữ nguyên\nclass:{tail}\n---\n{TEXT}".replace("\r\n", "\n")
    )
    before = path.read_bytes()
    stamp(path, "Trần Thị Bình", DAY)
    assert loaded(path).script.cleared
    kept = before.replace(f"{old}\n".encode(), b"")
    after = path.read_bytes()
    begins = after.index(b"approved:")
    ends = after.index(b"# ghi")
    assert after[:begins] + after[ends:] == kept
    once = path.read_bytes()
    stamp(path, "Trần Thị Bình", DAY)
    assert path.read_bytes() == once


def test_a_windows_file_stays_a_windows_file(write: Write) -> None:
    path = write(sheet().replace("\n", "\r\n"))
    stamp(path, "Trần Thị Bình", DAY)
    assert loaded(path).script.cleared
    assert path.read_bytes().replace(b"\r\n", b"").count(b"\n") == 0


@pytest.mark.parametrize("name", ['Nguyễn "Tư" \\ Bình', "on", "2026", "Y: B # c", "a" * 300, "[x]", "'"])
def test_any_name_can_approve(write: Write, name: str) -> None:
    path = write(sheet())
    assert stamp(path, name, DAY).by == name
    assert loaded(path).script.cleared


@pytest.mark.parametrize("name", ["", "  \n", "A\x00B", "A\u202eB"])
def test_nobody_cannot_approve(write: Write, name: str) -> None:
    path = write(sheet())
    with pytest.raises(Invalid, match="thiếu tên người duyệt"):
        stamp(path, name, DAY)
    assert path.read_text() == sheet()


def test_an_edit_after_approval_is_named_at_the_line_of_the_approval(write: Write) -> None:
    path = write(sheet())
    stamp(path, "Trần Thị Bình", DAY)
    path.write_text(path.read_text().replace("30 giây", "20 giây"))
    file = loaded(path)
    assert not file.script.cleared
    fault = edited_after_approval(file)
    assert str(fault.where) == "scripts_vi/rua-tay.md:13"
    assert path.read_text().split("\n")[12] == "approved:"
    assert fault.what.vi == "bài đã sửa sau khi duyệt"
    stamp(path, "Trần Thị Bình", DAY)
    assert loaded(path).script.cleared


def test_a_script_with_faults_is_not_stamped(write: Write) -> None:
    path = write(sheet("title: A"))
    with pytest.raises(Invalid, match="thiếu mục «genre»"):
        stamp(path, "Trần Thị Bình", DAY)
    assert path.read_text() == sheet("title: A")


@pytest.mark.parametrize(
    "fields",
    [
        "{title: A, genre: thong-bao}",
        "title: A\ngenre: thong-bao\napproved: {by: A,\n  on: 2020-08-06, sha256: " + "a" * 64 + "\n  }",
    ],
)
def test_a_head_where_no_block_fits_is_refused_and_nothing_is_written(write: Write, fields: str) -> None:
    path = write(sheet(fields))
    with pytest.raises(Invalid, match="không ghi được dấu duyệt"):
        stamp(path, "Trần Thị Bình", DAY)
    assert path.read_text() == sheet(fields)
    assert names(path.parent) == ["rua-tay.md"]


def test_the_stamp_keeps_the_rights_of_the_file_and_follows_links(write: Write, tmp_path: Path) -> None:
    path = write(sheet())
    path.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(path.name)
    stamp(link, "Trần Thị Bình", DAY)
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert loaded(path).script.cleared


def test_a_part_left_by_a_killed_process_is_no_script_and_does_not_hinder(
    write: Write, tmp_path: Path
) -> None:
    path = write(sheet())
    write("half", ".rua-tay.md.part")
    assert len(load_scripts(tmp_path)[0]) == 1
    stamp(path, "Trần Thị Bình", DAY)
    assert names(tmp_path) == ["rua-tay.md"]


def test_a_disk_that_takes_nothing_leaves_the_old_file(write: Write, tmp_path: Path) -> None:
    path = write(sheet())
    (tmp_path / ".rua-tay.md.part").mkdir()  # so that the part cannot be opened, whoever runs the test
    with pytest.raises(Unavailable, match="không ghi được tệp"):
        stamp(path, "Trần Thị Bình", DAY)
    assert path.read_text() == sheet()


def test_every_script_of_the_station_can_be_stamped_and_loses_it_with_one_letter(tmp_path: Path) -> None:
    folder = tmp_path / "scripts_vi"
    shutil.copytree(ROOT / "scripts_vi", folder)
    for file in load_scripts(folder)[0]:
        stamp(file.path, "Trần Thị Bình", DAY)
    stamped, faults = load_scripts(folder)
    assert faults == ()
    assert all(file.script.cleared for file in stamped)
    for file in stamped:
        content = file.path.read_text()
        file.path.write_text(content[:-3] + "q" + content[-2:])
    assert not any(file.script.cleared for file in load_scripts(folder)[0])
