"""The command `broadcast`: a door like the others. Every command asks a desk and prints the answer.

Rooms are imported where they are used: `broadcast read` shall not wait for a web server to load.
"""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from broadcast.doors.cli.administering import user
from broadcast.doors.cli.auditing import audit
from broadcast.doors.cli.benching import bench
from broadcast.doors.cli.consenting import consent
from broadcast.doors.cli.exporting import export
from broadcast.doors.cli.importing import import_audio
from broadcast.doors.cli.jingling import jingles
from broadcast.doors.cli.opening import Open, Opening
from broadcast.doors.cli.options import (
    Within,
    as_json,
    data,
    day,
    engine,
    house,
    lang,
    output,
    picture,
    player,
    speech,
    station,
)
from broadcast.errors import BroadcastError, Fault, Unavailable
from broadcast.language import Language, Text

Command = TypeVar("Command", bound=Callable[..., Any])


class Door(click.Group):
    """Maps the tree of errors to the terminal, once: a line a fault on stderr, status 2 (1: a machine)."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        """Run the command; a fault is a sentence, never a traceback."""
        try:
            return super().invoke(ctx)
        except BroadcastError as error:
            click.echo(error.said(_language(ctx)), err=True)
            ctx.exit(1 if isinstance(error, Unavailable) else 2)
        except click.UsageError as error:
            raise _in_our_words(error) from error
        except BrokenPipeError:
            sys.stderr.close()  # whoever read our output has gone: nothing to say, nobody to say it to
            ctx.exit(1)
        except OSError as error:
            click.echo(_disk(error).said(_language(ctx)), err=True)
            ctx.exit(1)


def _in_our_words(error: click.UsageError) -> click.UsageError:
    """What click says of a mistyped command, with what to do in both languages."""
    path = error.ctx.command_path if error.ctx else "broadcast"
    said = f"{error.format_message()} | lệnh gõ chưa đúng, xem cách dùng: {path} --help"
    return click.UsageError(said, error.ctx)


def _language(ctx: click.Context) -> Language:
    language: Language = ctx.meta.get("language", Language.VI)
    return language


def _disk(error: OSError) -> Fault:
    name = error.filename or ""
    return Fault(
        Text(
            f"không đọc hoặc ghi được {name} ({error.strerror})",
            f"cannot read or write {name} ({error.strerror})",
        ),
        Text("kiểm tra dung lượng đĩa và quyền ghi", "check disk space and permissions"),
    )


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="broadcast")
@lang
def broadcast() -> None:
    """Đài truyền thanh cơ sở: từ bài viết đến tiếng loa | Scripts to loudspeakers."""


broadcast.add_command(bench)
broadcast.add_command(jingles)
broadcast.add_command(consent)
broadcast.add_command(audit)
broadcast.add_command(export)
broadcast.add_command(import_audio)
broadcast.add_command(user)


def _open(ctx: click.Context, /, **flags: str | None) -> Opening:
    opener: Open = ctx.obj
    return opener(**flags)


@broadcast.command()
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

    ctx.exit(serve(_open(ctx, **flags), station, player, _language(ctx)))


@broadcast.command()
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

    ctx.exit(make_days(_open(ctx, **flags), days, station, as_json=as_json, language=_language(ctx)))


@broadcast.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@house
@lang
@click.pass_context
def check(ctx: click.Context, /, *, files: tuple[Path, ...], **flags: str | None) -> None:
    """Kiểm tra lịch, bài và nhạc: mọi lỗi một lượt, kèm số dòng | Every fault at once, with its line."""
    from broadcast.doors.cli.checking import check_house

    ctx.exit(check_house(_open(ctx, **flags), files, _language(ctx)))


@broadcast.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", required=True, metavar="NAME", help="Người duyệt | who approves")
@lang
@click.pass_context
def approve(ctx: click.Context, /, *, file: Path, by: str) -> None:
    """Duyệt một bài trong scripts_vi: ghi tên, ngày và mã băm vào tệp | Clear a script for air."""
    from broadcast.doors.cli.checking import approve_script

    ctx.exit(approve_script(_open(ctx), file, by, _language(ctx)))


@broadcast.command()
@click.argument("file", default="-", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--lines", is_flag=True, help="Mỗi dòng vào một dòng ra | one line out for each line in")
@click.option(
    "--second-opinion", is_flag=True, help="Chỗ sea-g2p (nếu có cài) đọc khác | where sea-g2p reads otherwise"
)
@as_json
@station
@house
@lang
@click.pass_context
def read(
    ctx: click.Context,
    /,
    *,
    file: Path,
    lines: bool,
    second_opinion: bool,
    as_json: bool,
    station: str | None,
    **flags: str | None,
) -> None:
    """Những lời sẽ được đọc lên; --station: theo cách đọc của đài | The words that will be spoken."""
    from broadcast.doors.cli.reading import read_out, station_policy, tell_differences

    opening, language = _open(ctx, **flags), _language(ctx)
    policy = station_policy(opening, station)
    readings = read_out(file, lines=lines, as_json=as_json, language=language, policy=policy)
    if second_opinion:
        tell_differences(file, readings, opening.second_opinion(), language)


@broadcast.command()
@click.argument("file", type=click.Path(path_type=Path))
@output
@engine
@click.option(
    "--voice", metavar="V", default="", help="Tên giọng ở máy đọc ấy | the engine's name of a voice"
)
@click.option(
    "--speaker", type=click.Choice(["woman", "man"]), help="Chỉ giọng nữ, chỉ giọng nam | one voice only"
)
@click.option("--pace", type=Within(0.5, 2), default=1.0, help="0.8 là chậm hơn | of the usual pace")
@click.option("--pitch", type=Within(-12, 12), default=0.0, help="Nửa cung | semitones")
@picture
@data
@lang
@click.pass_context
def speak(
    ctx: click.Context,
    /,
    *,
    file: Path,
    output: Path,
    engine: str,
    picture: Path | None,
    data: str | None,
    **wished: Any,  # noqa: ANN401
) -> None:
    """Một bài thành tiếng | One script as audio."""
    from broadcast.doors.cli.speaking import announcing, speak_file

    opening = _open(ctx, data=data)
    style = announcing(engine, **wished)
    speak_file(opening, file, output, engine, style, picture=picture, language=_language(ctx))


@broadcast.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@station
@day
@click.option(
    "--days", type=click.IntRange(1, 3_660), default=365,
    help="--station: lời của mấy ngày, mặc định 365 | the words of so many days",
)  # fmt: skip
@click.option("--voice", metavar="V", default="", help="Thư mục của phát thanh viên | the announcer's folder")
@data
@house
@lang
@click.pass_context
def phrases(
    ctx: click.Context,
    /,
    *,
    file: Path | None,
    station: str | None,
    days: int,
    voice: str,
    **flags: str | None,
) -> None:
    """Còn phải thu những lời nào để đọc một bài, lời của một đài | What an announcer has still to record."""
    from broadcast.doors.cli.recording import list_unrecorded, list_unrecorded_at

    opening, language = _open(ctx, **flags), _language(ctx)
    if (file is None) == (station is None):
        raise click.UsageError("ghi một tệp, hoặc --station S | give a file, or --station S")
    if file is not None:
        list_unrecorded(opening, file, voice, language)
    elif station is not None:
        list_unrecorded_at(opening, station, days, voice, language)


@broadcast.command()
@click.argument("rundown", type=click.Path(path_type=Path))
@output
@picture
@data
@as_json
@lang
@click.pass_context
def mix(
    ctx: click.Context,
    /,
    *,
    rundown: Path,
    output: Path,
    picture: Path | None,
    as_json: bool,
    **flags: str | None,
) -> None:
    """Ghép các tệp tiếng theo một dàn bài JSON | Assemble audio files by a rundown."""
    from broadcast.doors.cli.sounding import mix_file

    opening, language = _open(ctx, **flags), _language(ctx)
    mix_file(opening, rundown, output, picture=picture, as_json=as_json, language=language)


@broadcast.command()
@click.argument("file", type=click.Path(path_type=Path))
@picture
@as_json
@lang
@click.pass_context
def loudness(ctx: click.Context, /, *, file: Path, picture: Path | None, as_json: bool) -> None:
    """Độ to của một tệp: LUFS, LU, dBTP | How loud a file is."""
    from broadcast.doors.cli.sounding import measure

    measure(file, picture=picture, as_json=as_json, language=_language(ctx))


@broadcast.command()
@day
@station
@speech
@data
@house
@as_json
@click.option("--explain", metavar="ITEM", help="Vì sao bài này phát hay không | why an item airs or not")
@lang
@click.pass_context
def plan(
    ctx: click.Context, /, *, station: str | None, as_json: bool, explain: str | None, **flags: str | None
) -> None:
    """Phát gì, và vì sao có vì sao không | What airs, and why or why not."""
    from broadcast.doors.cli.planning import show_plan

    show_plan(_open(ctx, **flags), station, explain, as_json=as_json, language=_language(ctx))


@broadcast.command()
@click.argument("station")
@click.argument("date")
@click.option("--format", "form", type=click.Choice(["json", "m3u8", "xspf", "pls"]), default="json")
@click.option(
    "--server", metavar="URL", default="http://127.0.0.1:8000", help="Gốc địa chỉ trong m3u8, xspf, pls"
)
@data
@house
@lang
@click.pass_context
def playlist(
    ctx: click.Context, /, *, station: str, date: str, form: str, server: str, **flags: str | None
) -> None:
    """Một danh sách phát đã công bố | A published playlist."""
    from broadcast.doors.cli.planning import print_playlist

    print_playlist(_open(ctx, date=date, **flags), station, form, server)


@broadcast.command()
@click.option("--from", "first", required=True, metavar="D", help="Từ ngày, như 2020-08-06 | the first day")
@click.option("--to", "last", required=True, metavar="D", help="Đến hết ngày | the last day")
@click.option("--campaign", metavar="C", help="Một chiến dịch | one campaign")
@click.option("--place", metavar="P", help="Một địa bàn | one place")
@output
@data
@house
@lang
@click.pass_context
def report(
    ctx: click.Context,
    /,
    *,
    first: str,
    last: str,
    campaign: str | None,
    place: str | None,
    output: Path,
    **flags: str | None,
) -> None:
    """Thời lượng đã xếp và đã phát: .docx, .xlsx, .csv, .html | Planned and aired airtime."""
    from broadcast.doors.cli.reporting import write_report

    write_report(
        _open(ctx, **flags),
        first=_day(ctx, first),
        last=_day(ctx, last),
        campaign=campaign,
        place=place,
        to=output,
        language=_language(ctx),
    )


@broadcast.command("station")
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
    ctx.exit(play(_open(ctx, **flags), server.rstrip("/"), name, player, _language(ctx), session))


def _day(ctx: click.Context, written: str) -> date:
    """A day that a command was given; raises Invalid."""
    chosen = _open(ctx, date=written).day
    assert chosen is not None  # noqa: S101 - a date was given
    return chosen
