"""`broadcast jingles`: make a station's imaging set, cut a recording into it, show its levels."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from broadcast.doors.cli.opening import language_of, opened
from broadcast.doors.cli.options import Within, as_json, house, lang
from broadcast.errors import Fault, Invalid
from broadcast.language import Language, Text

if TYPE_CHECKING:  # `broadcast read` shall not wait for numpy
    from broadcast.sound.levels import Levels, UnderSpeech


class Mismatched(Invalid):
    """These options do not go together."""


_seconds = Within(min=0, max=7_200)


@click.command()
@click.option("--name", metavar="N", help="Tên đài: bộ nhạc riêng của tên ấy | a set that sings this name")
@click.option(
    "--mood",
    metavar="M",
    help="Sắc thái: trang-trong (mặc định), am-ap, vui-tuoi, dan-da, sau-lang"
    " | solemn (default), warm, cheerful, homely, thoughtful",
)
@click.option("--seed", type=click.IntRange(0, 1_000_000), help="Nét nhạc khác của cùng tên | another melody")
@click.option(
    "-o", "--to", "folder", type=click.Path(path_type=Path),
    help="Thư mục; mặc định jingles/, có tên thì jingles/TÊN | the folder",
)  # fmt: skip
@click.option("--show", is_flag=True, help="Chỉ đo, không làm gì | measure only, make nothing")
@click.option(
    "--from", "recording", type=click.Path(path_type=Path),
    help="Cắt bản ghi của đài vào bộ nhạc | cut a recording of the station's own into the set",
)  # fmt: skip
@click.option(
    "--kind", metavar="K",
    help="--from: signature, stinger-1, stinger-2, stinger-3, bed, sign-off",
)  # fmt: skip
@click.option("--start", "start_s", type=_seconds, help="--from: từ giây | from this second")
@click.option("--length", "length_s", type=_seconds, help="--from: dài mấy giây | for so many seconds")
@click.option("--fade-in", "fade_in_s", type=_seconds, help="--from: to dần (giây), mặc định 0,05 | seconds")
@click.option(
    "--fade-out", "fade_out_s", type=_seconds, help="--from: nhỏ dần (giây), mặc định 1,5 | seconds"
)
@house
@as_json
@lang
@click.pass_context
def jingles(
    ctx: click.Context,
    /,
    *,
    folder: Path | None,
    show: bool,
    as_json: bool,
    **given: Any,  # noqa: ANN401 - the options of a name and of a cut, told apart in `_made`
) -> None:
    """Làm bộ nhạc hiệu của đài, và đo từng âm thanh | Make and measure a station's imaging set."""
    from broadcast.desk.imaging import measured

    ours = opened(ctx, house=given.pop("house")).house / "jingles"
    chosen = {name: value for name, value in given.items() if value is not None}
    language = language_of(ctx)
    paths = _shown(chosen, folder or ours) if show else _made(chosen, folder, ours)
    levels = measured(paths)
    if as_json:
        click.echo(json.dumps([sound.as_json() for sound in levels], ensure_ascii=False, indent=1))
        return
    _table(levels, language)
    if not show:
        click.echo(Text(f"Đã ghi vào {paths[0].parent}", f"Written to {paths[0].parent}").said(language))
        if paths[0].parent.resolve().parent == ours.resolve():
            click.echo(_use(paths[0].parent.name).said(language))


def _use(own: str) -> Text:
    """How a set in jingles/ comes to be heard."""
    return Text(
        f"Để đài dùng bộ này: ghi imaging: {own} ở đài ấy trong schedules.yaml",
        f"To use it: write imaging: {own} under the station in schedules.yaml",
    )


_COMPOSING = {"name": "--name", "mood": "--mood", "seed": "--seed"}
_CUTTING = {
    "kind": "--kind",
    "start_s": "--start",
    "length_s": "--length",
    "fade_in_s": "--fade-in",
    "fade_out_s": "--fade-out",
}


def _shown(chosen: dict[str, Any], folder: Path) -> tuple[Path, ...]:
    """The sounds in `folder`; raises Mismatched where something shall be made too."""
    from broadcast.desk.imaging import sounds_in

    making = {**_COMPOSING, **_CUTTING, "recording": "--from"}
    _keep_apart("--show", chosen, making)
    return sounds_in(folder)


def _made(chosen: dict[str, Any], folder: Path | None, ours: Path) -> tuple[Path, ...]:
    """The sounds made: from a recording, from a name, or the district's own."""
    from broadcast.desk.imaging import folder_of, make_imaging
    from broadcast.sound.composing import composed
    from broadcast.sound.moods import USUAL, mood_of

    if "recording" in chosen:
        return (_cut(chosen, folder),)
    _keep_apart(Text("một bộ làm mới (thiếu --from)", "a set made anew (without --from)"), chosen, _CUTTING)
    if "name" not in chosen:
        _keep_apart(
            Text("bộ nhạc của huyện (thiếu --name)", "the district's set (without --name)"),
            chosen,
            _COMPOSING,
        )
        return make_imaging(folder or ours)
    mood = mood_of(chosen["mood"]) if "mood" in chosen else USUAL
    tunes = composed(chosen["name"], mood, chosen.get("seed", 0))
    return make_imaging(folder or folder_of(chosen["name"], ours), tunes)


def _cut(chosen: dict[str, Any], folder: Path | None) -> Path:
    from broadcast.desk.imaging import cut_in
    from broadcast.sound.mastering import Cut, kind_of

    _keep_apart("--from", chosen, _COMPOSING)
    if folder is None:
        raise Mismatched(
            Fault(
                Text("chưa rõ ghi vào bộ nhạc nào", "it is not clear which set the sound goes into"),
                Text("thêm -o THƯ-MỤC của bộ nhạc", "add -o and the folder of the set"),
            )
        )
    part = {
        name: chosen[name] for name in ("start_s", "length_s", "fade_in_s", "fade_out_s") if name in chosen
    }
    return cut_in(chosen["recording"], kind_of(chosen.get("kind", "")), Cut(**part), folder)


def _keep_apart(what: Text | str, chosen: dict[str, Any], others: dict[str, str]) -> None:
    """Raise Mismatched where one of `others` was given beside `what`."""
    found = [flag for name, flag in others.items() if name in chosen]
    if found:
        first = what if isinstance(what, Text) else Text(what, what)
        flags = ", ".join(found)
        raise Mismatched(
            Fault(
                Text(f"{flags} không đi cùng {first.vi}", f"{flags} does not go with {first.en}"),
                Text("xem cách dùng: broadcast jingles --help", "see broadcast jingles --help"),
            )
        )


_COLUMNS = (
    Text("âm thanh", "sound"),
    Text("giây", "seconds"),
    Text("LUFS", "LUFS"),
    Text("lớn nhất", "maximum"),
    Text("dBTP", "dBTP"),
    Text("vào", "rise"),
    Text("tắt", "fall"),
    Text("0,3-7 kHz", "0.3-7 kHz"),
    Text("mối nối", "seam"),
)


def _table(sounds: "Sequence[Levels]", language: Language) -> None:
    """The figures of every sound, a line each, and how the bed lies under speech."""
    rows = [[column.said(language) for column in _COLUMNS], *map(_row, sounds)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_COLUMNS))]
    for row in rows:
        first, *others = row
        cells = [
            first.ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)),
        ]
        click.echo("  ".join(cells).rstrip())
    for sound in sounds:
        if sound.under_speech:
            click.echo(_under(sound.name, sound.under_speech).said(language))


def _row(sound: "Levels") -> list[str]:
    loudness = sound.loudness
    return [
        sound.name,
        f"{loudness.duration_s:.2f}",
        _level(loudness.integrated_lufs),
        _level(loudness.momentary_max_lufs),
        _level(loudness.true_peak_dbtp),
        f"{sound.rise_s:.2f}",
        f"{sound.fall_s:.2f}",
        f"{100 * sound.horn_share:.1f} %",
        "" if sound.seam is None else f"{sound.seam:.2f}",
    ]


def _level(value: float) -> str:
    return f"{value:.1f}" if math.isfinite(value) else "-"


def _under(name: str, under: "UnderSpeech") -> Text:
    duck = f"{under.duck_db:g} dB"
    figures = f"{under.integrated_lu:.1f} LU", f"{under.loudest_lu:.1f} LU"
    return Text(
        f"{name} dưới lời đọc ({duck}): nhỏ hơn lời {figures[0]}, lúc to nhất vẫn nhỏ hơn {figures[1]}",
        f"{name} under speech ({duck}): {figures[0]} below it, at its loudest still {figures[1]}",
    )
