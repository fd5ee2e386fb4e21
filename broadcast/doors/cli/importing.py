"""`broadcast import`: a recording on disk becomes a script beside its sound, and what was found is told."""

from pathlib import Path

import click

from broadcast.doors.cli.opening import language_of, opened
from broadcast.doors.cli.options import house, lang
from broadcast.language import Text


@click.command("import")
@click.argument("audio", type=click.Path(path_type=Path))
@click.option("--title", required=True, help="Tên bài | its title")
@click.option("--genre", default="thong-bao", help="Thể loại, mặc định thong-bao | its genre")
@click.option("--campaign", help="Chiến dịch | its campaign")
@click.option("--topic", help="Chủ đề | its topic")
@click.option("--language", metavar="L", help="Ngôn ngữ, như km | the language spoken, as km")
@click.option("--origin", help="Nơi gửi | where it comes from")
@click.option("--valid-from", metavar="D", help="Phát từ ngày | first day")
@click.option("--valid-until", metavar="D", help="Đến hết ngày | last day")
@click.option("--text", default="", help="Nội dung, để tra cứu | what it says, to look up")
@house
@lang
@click.pass_context
def import_audio(
    ctx: click.Context, /, *, audio: Path, text: str, house: str | None, **fields: str | None
) -> None:
    """Thêm một tệp âm thanh làm sẵn vào scripts_vi, chờ duyệt | Add a recording to the scripts on file."""
    from broadcast.desk.importing import import_sound

    said = language_of(ctx)
    given = {name: value for name, value in fields.items() if value}
    made = import_sound(opened(ctx, house=house).house, audio, given, text)
    for finding in made.findings:
        click.echo(f"{'!' if finding.warns else '-'} {finding.said.said(said)}.")
    click.echo(
        Text(
            f"{made.script}: đã thêm, chờ duyệt; nghe kỹ rồi chạy: broadcast approve {made.script} --by TÊN",
            f"{made.script}: added; listen to it, then run: broadcast approve {made.script} --by NAME",
        ).said(said)
    )
