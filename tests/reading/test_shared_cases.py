"""The cases that lie beside the project (../shared/reading), by their own rule of what is the same.

They are not part of the project: a checkout without them has no such test.
"""

import importlib.util
from pathlib import Path
from types import ModuleType

from broadcast.reading import read_line

SHARED = Path(__file__).parents[3] / "shared" / "reading"


def rule() -> ModuleType:
    """compare.py as it stands there."""
    spec = importlib.util.spec_from_file_location("compare", SHARED / "compare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if (SHARED / "cases.tsv").exists():

    def test_every_shared_case_is_read_as_accepted() -> None:
        compare, wrong = rule(), []
        rows = [line.split("\t") for line in (SHARED / "cases.tsv").read_text("utf-8").splitlines()[1:]]
        for kind, written, spoken in rows:
            got = read_line(written.replace("\\n", "\n").replace("\\t", "\t")).spoken
            accepted = list(compare.expand(spoken))
            same = {compare.strict(each) for each in accepted} | {compare.variant(each) for each in accepted}
            if not {compare.strict(got), compare.variant(got)} & same:
                wrong.append(f"{kind}: {written!r} is said {got!r}")
        assert len(rows) == 108
        assert wrong == []
