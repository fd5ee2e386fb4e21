"""`broadcast speak`, `phrases`, `mix`, `loudness`: words and files as audio."""

from pathlib import Path
from typing import Any

import click

from broadcast.doors.cli.opening import language_of, opened
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
    station,
)


@click.command()
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

    opening = opened(ctx, data=data)
    style = announcing(engine, **wished)
    speak_file(opening, file, output, engine, style, picture=picture, language=language_of(ctx))


@click.command()
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

    opening, language = opened(ctx, **flags), language_of(ctx)
    if (file is None) == (station is None):
        raise click.UsageError("ghi một tệp, hoặc --station S | give a file, or --station S")
    if file is not None:
        list_unrecorded(opening, file, voice, language)
    elif station is not None:
        list_unrecorded_at(opening, station, days, voice, language)


@click.command()
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

    opening, language = opened(ctx, **flags), language_of(ctx)
    mix_file(opening, rundown, output, picture=picture, as_json=as_json, language=language)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@picture
@as_json
@lang
@click.pass_context
def loudness(ctx: click.Context, /, *, file: Path, picture: Path | None, as_json: bool) -> None:
    """Độ to của một tệp: LUFS, LU, dBTP | How loud a file is."""
    from broadcast.doors.cli.sounding import measure

    measure(file, picture=picture, as_json=as_json, language=language_of(ctx))
