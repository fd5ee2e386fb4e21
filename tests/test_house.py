"""The house itself: its contracts can fail, its lock file is whole, its pages lead somewhere."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

BREAKS = {
    "Rooms follow the flow": ("script/script.py", "import broadcast.reading"),
    "The rooms of the flow are pure": ("programme/rundown.py", "import os"),
    "Sound knows no room of the flow": ("sound/profile.py", "import broadcast.programme"),
    "Adapters do not know each other": ("adapters/speech/gtts.py", "import broadcast.adapters.speech.espeak"),
    "Only bootstrap knows adapters and settings": ("desk/studio.py", "import broadcast.settings"),
    "The agent imports no room of the server": ("agent/clock.py", "import broadcast.playlist"),
    "Doors never open the store": ("doors/api/__init__.py", "import broadcast.store.database"),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a copy in which every contract is broken once."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "broadcast", copy / "broadcast", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for file, line in BREAKS.values():
        path = copy / "broadcast" / file
        path.write_text(f"{path.read_text()}\n{line}\n")
    command = [sys.executable, "-c", "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]  # fmt: skip  # noqa: E501
    run = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=120)
    assert run.returncode == 1, run.stdout + run.stderr
    return run.stdout


@pytest.mark.parametrize("contract", BREAKS)
def test_every_import_contract_can_fail(report: str, contract: str) -> None:
    assert re.search(rf"^{re.escape(contract)}.*BROKEN", report, re.MULTILINE), report


def test_every_contract_is_broken_once_in_these_tests() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert all(any(each["name"].startswith(name) for name in BREAKS) for each in contracts)
    assert len(contracts) == len(BREAKS)


@pytest.mark.parametrize("lock", ["requirements.lock", "tests/requirements.lock"])
def test_every_package_is_pinned_with_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    entries = [entry for entry in re.split(r"\n(?=[a-z])", text) if "==" in entry]
    assert len(entries) > 20
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "--index" not in text


def test_what_pyproject_asks_for_is_what_the_lock_holds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["build-system"]["requires"]
    lock = (ROOT / "requirements.lock").read_text().replace("_", "-").lower()
    for requirement in wanted:
        pin = requirement.split(";")[0].strip().replace("_", "-").lower()
        assert f"\n{pin} " in f"\n{lock}", pin


def test_every_link_in_the_docs_leads_to_a_file() -> None:
    pages = [ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("jingles/*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)[^)]*\)", page.read_text())]
    assert len(links) > 15
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 150
