"""`broadcast bench`: measures a room, says the figures, and fails where a goal is missed."""

import json
import sys

import click

from broadcast.bench.figures import Benchmark, Measured
from broadcast.doors.cli.options import as_json, lang
from broadcast.language import Language, Text

quick = click.option("--quick", is_flag=True, help="Dưới một phút | under a minute")

_COLUMNS = (Text("số đo", "figure"), Text("giá trị", "value"), Text("đích", "goal"), Text("", ""))


@click.group()
@lang
def bench() -> None:
    """Đo tốc độ, bên cạnh máy khác nếu có cài | The benchmarks, beside their peers where installed."""


@bench.command()
@quick
@as_json
@lang
@click.pass_context
def read(ctx: click.Context, /, *, quick: bool, as_json: bool) -> None:
    """Bộ đọc: ký tự mỗi giây, so với sea-g2p; chi phí lớn lên ra sao | The reader."""
    from broadcast.bench.reading import measure

    ctx.exit(tell(measure, quick=quick, as_json=as_json, language=ctx.meta.get("language", Language.VI)))


@bench.command()
@quick
@as_json
@lang
@click.pass_context
def mix(ctx: click.Context, /, *, quick: bool, as_json: bool) -> None:
    """Ghép chương trình: bên cạnh pydub, ffmpeg và cp; độ to của cả ngày | Assembling programmes."""
    from broadcast.bench.mixing import measure

    ctx.exit(tell(measure, quick=quick, as_json=as_json, language=ctx.meta.get("language", Language.VI)))


@bench.command()
@quick
@as_json
@lang
@click.pass_context
def plan(ctx: click.Context, /, *, quick: bool, as_json: bool) -> None:
    """Xếp lịch: gần kế hoạch tốt nhất đến đâu, cả nước một tuần hết bao lâu | The planner."""
    from broadcast.bench.planning import measure

    ctx.exit(tell(measure, quick=quick, as_json=as_json, language=ctx.meta.get("language", Language.VI)))


@bench.command()
@quick
@as_json
@lang
@click.pass_context
def station(ctx: click.Context, /, *, quick: bool, as_json: bool) -> None:
    """Máy phát: lệch giờ bao nhiêu, nặng bao nhiêu, hỏi máy chủ mấy lần | The commune's agent."""
    from broadcast.bench.station import measure

    ctx.exit(tell(measure, quick=quick, as_json=as_json, language=ctx.meta.get("language", Language.VI)))


@bench.command()
@quick
@as_json
@lang
@click.pass_context
def api(ctx: click.Context, /, *, quick: bool, as_json: bool) -> None:
    """Máy chủ: trả lời nhanh bao nhiêu, lúc rảnh và lúc có người gửi tệp phá | The API, also under siege."""
    from broadcast.bench.api import measure

    ctx.exit(tell(measure, quick=quick, as_json=as_json, language=ctx.meta.get("language", Language.VI)))


def tell(benchmark: Benchmark, *, quick: bool, as_json: bool, language: Language) -> int:
    """Measure and print; the status is 1 where a goal was missed."""
    measured = benchmark(quick)
    for text in measured.skipped:
        click.echo(text.said(language), err=True)
    if as_json:
        click.echo(json.dumps(measured.as_json(), ensure_ascii=False, indent=1))
    else:
        _show(measured, language)
    return 0 if measured.ok else 1


def _show(measured: Measured, language: Language) -> None:
    """The figures as a table on stdout."""
    from rich.console import Console
    from rich.table import Table

    table = Table(*(column.said(language) for column in _COLUMNS))
    for figure in measured.figures:
        goal = "" if figure.goal is None else str(figure.goal)
        verdict = "" if figure.goal is None else _verdict(ok=figure.ok).said(language)
        table.add_row(figure.name, f"{figure.value:,.4g} {figure.unit}", goal, verdict)
    Console(file=sys.stdout, highlight=False, width=100).print(table)


def _verdict(*, ok: bool) -> Text:
    return Text("đạt", "met") if ok else Text("KHÔNG ĐẠT", "MISSED")
