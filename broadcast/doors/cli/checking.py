"""`broadcast check` and `broadcast approve`: every fault at once; clearing a script for air."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from broadcast.desk import editorial
from broadcast.doors.cli.opening import Opening
from broadcast.language import Language, Text
from broadcast.schedule import VIETNAM


def check_house(opening: Opening, files: Sequence[Path], language: Language) -> int:
    """Print every fault on stderr, a line each; status 2 when there are any."""
    faults = (
        editorial.faults_of_files(opening.house, files) if files else editorial.faults_of_house(opening.house)
    )
    for fault in faults:
        click.echo(fault.said(language), err=True)
    if not faults:
        click.echo(Text("Không có lỗi.", "No fault.").said(language))
    return 2 if faults else 0


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
