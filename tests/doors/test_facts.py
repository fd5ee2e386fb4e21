"""What a line of the audit says is said in words: every fact that the service writes has a name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import broadcast
from broadcast.doors.pages.facts import NAMES, UNTOLD, told
from broadcast.language import Text

ROOT = Path(broadcast.__file__).parent


def written(module: Path) -> Iterator[str]:
    """The keys of what a module writes as facts: of dictionaries there whose keys are all plain words."""
    tree = ast.parse(module.read_text("utf-8"))
    if not any(isinstance(node, ast.Name) and node.id == "Deed" for node in ast.walk(tree)):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            yield from (
                key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
            )


def test_every_fact_that_a_desk_writes_has_a_name() -> None:
    keys = {key for module in (ROOT / "desk").rglob("*.py") for key in written(module)}
    assert {"gain_db", "slot", "heard_s", "approved_anew"} <= keys  # it finds what is there
    assert keys - set(NAMES) - UNTOLD == set()


def test_values_are_told_as_people_write_them() -> None:
    assert told("2026-11-28").vi == "28/11/2026"
    assert told("2026-11-28T17:05:00+07:00").vi == "17:05 28/11/2026"
    assert told("normal 2026-11-28 - *").vi == "thông thường 28/11/2026 - *"
    assert told("2026-13-41").vi == "2026-13-41"
    assert told("my-an", {"my-an": "xã Mỹ An"}) == Text("xã Mỹ An", "xã Mỹ An")
    assert told("silent").vi == "Không có tiếng"
    assert told(-4.5).vi == "−4,5"
    assert told(value=True).vi == "có"
    assert told("a" * 64).vi == "aaaaaaaaaaaa…"
