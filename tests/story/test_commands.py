"""Every command as the contract has it, run for real with nothing on the PATH."""

import itertools
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import soxr
from newcomer import BARE, DAY, ROOT, broadcast, command, copied
from PIL import Image
from scipy.signal import correlate

COMMANDS = (
    "run",
    "make",
    "check",
    "approve",
    "read",
    "speak",
    "phrases",
    "mix",
    "loudness",
    "export",
    "plan",
    "playlist",
    "jingles",
    "report",
    "user",
    "user list",
    "user invite",
    "user reset",
    "user close",
)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_explains_itself(name: str) -> None:
    run = broadcast(*name.split(), "--help")
    assert run.returncode == 0
    assert "Usage:" in run.stdout
    assert run.stderr == ""


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--tls-cert", "cert.pem"], "--tls-key"),
        (["--tls-cert", "gone.pem", "--tls-key", "gone.key"], "gone.pem"),
        (["--behind-proxy", "caddy.local"], "caddy.local"),
    ],
)
def test_a_line_that_cannot_be_served_is_told_before_any_work(
    tmp_path: Path, flags: list[str], told: str
) -> None:
    run = broadcast("run", "--port", "0", "--data", tmp_path / "data", *flags)
    assert (run.returncode, run.stdout) == (2, "")
    assert told in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "data").exists()


def test_the_committed_house_has_no_fault() -> None:
    run = broadcast("check")
    assert (run.returncode, run.stdout, run.stderr) == (0, "Không có lỗi.\n", "")


def test_reading_line_by_line_gives_one_line_for_each_line(tmp_path: Path) -> None:
    text = "Từ 15-20/8, hỗ trợ 24/7.\n\nGọi 1900 9095.\x0bx\u2028y\n- 100% cán bộ"
    file = tmp_path / "bai.txt"
    file.write_text(text)
    run = broadcast("read", "--lines", file)
    lines = run.stdout.split("\n")
    assert run.returncode == 0
    assert len(lines) == 5
    assert "mười lăm đến hai mươi tháng tám" in lines[0]
    assert lines[0].endswith("hai mươi bốn trên bảy.")
    assert lines[1] == ""
    assert lines[3].startswith("một trăm phần trăm cán bộ")


def test_reading_as_json_tiles_the_source(tmp_path: Path) -> None:
    text = "Họp lúc 7h30 ngày 06/8/2020.\nĐeo khẩu trang khi ra kh i nhà.\n"
    file = tmp_path / "bai.txt"
    file.write_text(text)
    run = broadcast("read", "--lines", "--json", file)
    arrays = [json.loads(line) for line in run.stdout.splitlines()]
    for pieces, line in zip(arrays, text.splitlines(), strict=True):
        assert "".join(piece["written"] for piece in pieces) == line
        assert all({"written", "start", "end", "spoken", "rule", "doubt"} <= piece.keys() for piece in pieces)
    (doubtful,) = [piece for piece in arrays[1] if piece["doubt"]]
    assert doubtful["doubt"]["proposals"][0] == "khỏi"
    assert f"{file}:2: «kh i»" in run.stderr
    assert run.returncode == 0


def test_reading_a_script_passes_over_the_fields_above_its_text() -> None:
    script = ROOT / "scripts_vi/nhap-canh-01.md"
    run = broadcast("read", script)
    assert (run.returncode, run.stderr) == (0, "")
    assert "title" not in run.stdout
    assert "một một ba" in run.stdout
    pieces = json.loads(broadcast("read", "--json", script).stdout)
    assert "".join(piece["written"] for piece in pieces) == script.read_text()
    assert all(piece["end"] == after["start"] for piece, after in itertools.pairwise(pieces))


def test_a_second_opinion_comes_after_the_doubts_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "bai.txt"
    file.write_text("Đeo khẩu trang khi ra kh i nhà.\nGặp cháy, gọi 114.\n")
    plain, asked = broadcast("read", file), broadcast("read", file, "--second-opinion")
    english = broadcast("read", file, "--second-opinion", "--lines", "--json", "--lang", "en")
    assert (asked.returncode, asked.stdout) == (0, plain.stdout)
    assert asked.stderr.startswith(plain.stderr)
    (told,) = [line for line in asked.stderr.splitlines() if ":2: " in line]
    assert told == f"{file}:2: «114»: đọc là «một một bốn», ý kiến thứ hai: «một trăm mười bốn»"
    assert english.stdout == broadcast("read", file, "--lines", "--json", "--lang", "en").stdout
    assert f"{file}:2: «114»: read as «một một bốn», second opinion: «một trăm mười bốn»" in english.stderr


def test_reading_from_a_pipe_that_closes_early_is_no_fault() -> None:
    text = "Thông báo số 7\n" * 20_000
    line = " ".join(f"'{part}'" for part in command("read", "--lines"))
    run = subprocess.run(
        ["/bin/sh", "-c", f"{line} | /usr/bin/head -1"],
        input=text, env=BARE, cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert run.stdout.strip() == "Thông báo số bảy"
    assert "Traceback" not in run.stderr


def test_a_script_is_spoken_to_a_file_of_the_stations_loudness(tmp_path: Path) -> None:
    wav = tmp_path / "nghe-thu.wav"
    script, picture = "scripts_vi/khau-trang-01.md", tmp_path / "nghe-thu.png"
    run = broadcast("speak", script, "-o", wav, "--picture", picture, "--data", tmp_path / "data")
    assert run.returncode == 0, run.stderr
    assert "−16." in described(picture)
    assert 30 < soundfile.info(wav).duration < 90
    told = json.loads(broadcast("loudness", "--json", wav).stdout)
    assert told["integrated_lufs"] == pytest.approx(-16, abs=0.3)
    assert told["true_peak_dbtp"] <= -1.0


def test_files_are_mixed_by_a_rundown_and_each_begins_where_it_should(tmp_path: Path) -> None:
    for name in ("nhac-hieu", "nhac-cat-1", "ket-thuc"):
        shutil.copy(ROOT / "jingles" / f"{name}.flac", tmp_path)
    cues = [
        {"file": "nhac-hieu.flac", "kind": "signature", "gap_s": 0.5},
        {"file": "nhac-cat-1.flac", "kind": "stinger"},
        {"file": "ket-thuc.flac", "kind": "sign_off"},
    ]
    rundown = tmp_path / "dan-bai.json"
    rundown.write_text(json.dumps({"cues": cues, "loudness_lufs": -16, "format": "mp3"}))
    out = tmp_path / "ra.mp3"
    run = broadcast("mix", rundown, "-o", out, "--json", "--data", tmp_path / "data")
    assert run.returncode == 0, run.stderr
    report = json.loads(run.stdout)
    lengths = [soundfile.info(tmp_path / cue["file"]).duration for cue in cues]
    wanted = [0, lengths[0] + 0.5, lengths[0] + 0.5 + lengths[1]]
    heard, rate_hz = soundfile.read(out, dtype="float32")
    found = [_found_s(heard, rate_hz, tmp_path / cue["file"]) for cue in cues]
    assert found == pytest.approx(wanted, abs=0.02)
    assert [cue["offset_s"] for cue in report["rundown"]] == pytest.approx(found, abs=0.005)
    assert heard.size / rate_hz == pytest.approx(sum(lengths) + 0.5, abs=0.024)
    before, picture = out.read_bytes(), tmp_path / "ra.png"
    again = ["mix", rundown, "-o", out, "--picture", picture, "--data", tmp_path / "data"]
    assert broadcast(*again).returncode == 0
    assert out.read_bytes() == before
    assert "dBTP" in described(picture)


def described(picture: Path) -> str:
    """What a picture says in words; it is decoded whole."""
    with Image.open(picture) as image:
        image.load()
        return str(image.info["Description"])


def test_a_published_programme_is_handed_over_as_wav_and_drawn(data: Path, tmp_path: Path) -> None:
    wav, picture = tmp_path / "ra.wav", tmp_path / "ra.png"
    run = broadcast("export", "my-an", DAY, "--slot", "sang", "-o", wav, "--data", data)
    assert run.returncode == 0, run.stderr
    assert str(wav) in run.stdout
    assert soundfile.info(wav).samplerate == 48_000
    told = json.loads(broadcast("loudness", "--json", "--picture", picture, wav).stdout)
    assert told["integrated_lufs"] == pytest.approx(-16, abs=0.3)
    assert "−16." in described(picture)


def _found_s(heard: np.ndarray[Any, Any], rate_hz: int, file: Path) -> float:
    """Where in all that is heard the first two seconds of `file` are, by correlation."""
    sound, own_hz = soundfile.read(file, dtype="float32")
    part = soxr.resample(sound, own_hz, rate_hz)[: 2 * rate_hz]
    energies = np.cumsum(np.concatenate(([0.0], heard.astype(np.float64) ** 2)))
    around = np.sqrt(np.maximum(energies[part.size :] - energies[: -part.size], 1e-3))
    likeness = correlate(heard, part, "valid") / around / np.sqrt(np.sum(part**2))
    assert likeness.max() > 0.98, f"{file.name} is not heard at all"
    return int(np.argmax(likeness)) / rate_hz


def test_a_plan_says_why_and_why_not(data: Path) -> None:
    run = broadcast("plan", "--date", DAY, "--station", "my-an", "--data", data, "--json")
    (plan,) = json.loads(run.stdout)
    assert all(item["reason"] for session in plan["sessions"] for item in session["items"])
    assert plan["targets"][0]["met"] is True
    left = plan["left_out"][0]["script"]
    explained = broadcast("plan", "--date", DAY, "--station", "my-an", "--data", data, "--explain", left)
    assert explained.stdout.count("\n") == 1
    assert plan["left_out"][0]["reason"] in explained.stdout


@pytest.mark.parametrize(("form", "first"), [("m3u8", "#EXTM3U"), ("xspf", "<?xml"), ("pls", "[playlist]")])
def test_a_playlist_is_printed_in_every_form(data: Path, form: str, first: str) -> None:
    run = broadcast(
        "playlist", "my-an", DAY, "--format", form, "--server", "http://10.0.0.5:8000", "--data", data
    )
    assert run.stdout.startswith(first)
    assert run.stdout.count("http://10.0.0.5:8000/api/v1/audio/") == 3


@pytest.mark.parametrize(("suffix", "told"), [("csv", ";unreported_plays;"), ("html", "Chưa báo")])
def test_a_report_of_a_day_that_nobody_told_of_counts_its_plays_as_planned_only(
    data: Path, tmp_path: Path, suffix: str, told: str
) -> None:
    to = tmp_path / f"bao-cao.{suffix}"
    days = ["--from", DAY, "--to", DAY, "--campaign", "covid-19"]
    run = broadcast("report", *days, "-o", to, "--data", copied(data, tmp_path / "data"))
    assert run.returncode == 0, run.stderr
    text = to.read_text(encoding="utf-8-sig")
    assert "covid-19" in text
    assert told in text
    wrong = broadcast("report", *days, "-o", tmp_path / "bao-cao.pdf", "--data", tmp_path / "none")
    assert (wrong.returncode, ".csv" in wrong.stderr) == (2, True)


def test_approving_is_written_into_the_file_and_an_edit_voids_it(house: Path) -> None:
    script = house / "scripts_vi/nuoc-sach.md"
    script.write_text(script.read_text().replace("nước", "nước mưa", 1))
    assert broadcast("check", "--house", house).returncode == 2
    assert broadcast("approve", script, "--by", "Nguyễn Thị Ế").returncode == 0
    assert broadcast("check", "--house", house).returncode == 0
    assert "Nguyễn Thị Ế" in script.read_text()


def test_a_damaged_script_cannot_be_approved(house: Path) -> None:
    script = house / "scripts_vi/khau-trang-01.md"
    script.write_text(script.read_text().replace("khỏi nhà, nhất", "kh i nhà, nhất", 1))
    run = broadcast("approve", script, "--by", "Nguyễn Văn A")
    assert run.returncode == 2
    assert "kh i" in run.stderr


def test_consent_is_given_at_the_machine_and_an_unknown_engine_is_refused(tmp_path: Path) -> None:
    given = broadcast("consent", "fpt", "--by", "Trần Thị Bình", "--data", tmp_path)
    assert given.returncode == 0
    assert given.stdout.startswith("espeak đọc thay fpt đến ")
    refused = broadcast("consent", "ftp", "--by", "Trần Thị Bình", "--data", tmp_path)
    assert refused.returncode == 2
    assert "có phải «fpt»?" in refused.stderr
