"""`broadcast check` and `broadcast approve`: every fault at once; clearing a script for air."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from broadcast.desk import editorial
from broadcast.doors.cli.opening import Opening
from broadcast.errors import Fault
from broadcast.language import Language, Text
from broadcast.schedule import VIETNAM


def check_house(opening: Opening, files: Sequence[Path], language: Language) -> int:
    """Print every fault on stderr, a line each, then what will hardly do; status 2 when there is a fault."""
    root = opening.house
    faults = editorial.faults_of_files(root, files) if files else editorial.faults_of_house(root)
    doubts = editorial.doubts_of_files(root, files) if files else editorial.doubts_of_house(root)
    for fault in (*faults, *map(_doubtful, doubts)):
        click.echo(fault.said(language), err=True)
    if not faults:
        click.echo(Text("Không có lỗi.", "No fault.").said(language))
    return 2 if faults else 0


def _doubtful(fault: Fault) -> Fault:
    what = Text(f"cảnh báo: {fault.what.vi}", f"warning: {fault.what.en}")
    return Fault(what, fault.remedy, fault.where)


def approve_script(opening: Opening, file: Path, by: str, language: Language) -> int:
    """Clear a script for air and say what was cleared.

    Raises:
        Invalid: the file has faults or doubts, or `by` is no name.
    """
    approval = editorial.approve(file, by, datetime.now(UTC).astimezone(VIETNAM).date(), opening.house)
    click.echo(
        Text(
            f"{file}: đã duyệt, {approval.by}, {approval.on:%d/%m/%Y}, mã {approval.sha256[:12]}",
            f"{file}: approved by {approval.by} on {approval.on}, fingerprint {approval.sha256[:12]}",
        ).said(language)
    )
    return 0
