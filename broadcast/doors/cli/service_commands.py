"""`broadcast run`, `make`, `station`: the service, its programmes, a commune's player."""

from pathlib import Path

import click

from broadcast.doors.cli.opening import language_of, opened
from broadcast.doors.cli.options import as_json, data, day, house, lang, player, speech, station


@click.command()
@day
@click.option("--host", metavar="H", help="Địa chỉ nghe, mặc định 127.0.0.1 | where to listen")
@click.option("--port", metavar="P", help="Cổng, mặc định 8000 | the port")
@click.option("--tls-cert", metavar="FILE", help="Chứng chỉ HTTPS (PEM) | the certificate for HTTPS")
@click.option("--tls-key", metavar="FILE", help="Khóa của chứng chỉ (PEM) | its key")
@click.option("--behind-proxy", metavar="IP", help="Địa chỉ proxy được tin | a reverse proxy to be believed")
@station
@player
@speech
@data
@house
@lang
@click.pass_context
def run(ctx: click.Context, /, *, station: str | None, player: str, **flags: str | None) -> None:
    """Cả dịch vụ trên một máy: làm chương trình, trang, API | The whole service on one machine."""
    from broadcast.doors.cli.running import serve

    ctx.exit(serve(opened(ctx, **flags), station, player, language_of(ctx)))


@click.command()
@day
@click.option("--days", default=1, type=click.IntRange(1, 31), help="Số ngày liền nhau | how many days")
@station
@speech
@data
@house
@as_json
@lang
@click.pass_context
def make(
    ctx: click.Context, /, *, days: int, station: str | None, as_json: bool, **flags: str | None
) -> None:
    """Đọc, ghép, xếp lịch và công bố, không mở trang | Speak, assemble, plan, publish."""
    from broadcast.doors.cli.making import make_days

    ctx.exit(make_days(opened(ctx, **flags), days, station, as_json=as_json, language=language_of(ctx)))


@click.command("station")
@click.option("--server", required=True, metavar="URL", help="Địa chỉ máy chủ | the server's address")
@click.option("--station", "name", required=True, metavar="S", help="Mã đài | the station's id")
@click.option(
    "--ca",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Chứng chỉ của CA riêng | a private CA (PEM)",
)
@player
@data
@lang
@click.pass_context
def play_station(
    ctx: click.Context, /, *, server: str, name: str, ca: Path | None, player: str, **flags: str | None
) -> None:
    """Máy phát của xã: tải về, giữ, phát đúng giờ, báo lại | The commune's agent."""
    from broadcast.doors.cli.playing import play, trusting

    session = trusting(ca) if ca else None
    ctx.exit(play(opened(ctx, **flags), server.rstrip("/"), name, player, language_of(ctx), session))
