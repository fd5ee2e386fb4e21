"""Options that several commands take."""

import math
from pathlib import Path
from typing import Any

import click

from broadcast.language import Language


def _speaks(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        ctx.meta["language"] = Language(value)


class Within(click.FloatRange):
    """A number in a range; "nan", which is neither below nor above, is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401
        """The number; click tells what is wrong with any other."""
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number


lang = click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    callback=_speaks,
    expose_value=False,
    is_eager=True,
    help="Ngôn ngữ | language",
)
day = click.option("--date", "date", metavar="D", help="Ngày, như 2020-08-06 | the day")
station = click.option("--station", metavar="S", help="Mã đài, như an-thanh-trung | a station's id")
data = click.option("--data", metavar="DIR", help="Thư mục trạng thái | where state lives")
house = click.option(
    "--house", metavar="DIR", help="Thư mục có schedules.yaml | the folder with schedules.yaml"
)
_ENGINES = "espeak, gtts, fpt, wyoming, piper, recorded"
speech = click.option("--speech", metavar="E", help=f"Máy đọc | the speech engine: {_ENGINES}")
engine = click.option("--engine", metavar="E", default="espeak", help=f"Máy đọc | the engine: {_ENGINES}")
player = click.option(
    "--player", default="auto", metavar="P", help="auto, null hoặc file:THƯ-MỤC | auto, null or file:DIR"
)
as_json = click.option("--json", "as_json", is_flag=True, help="In ra JSON | print JSON")
output = click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
picture = click.option(
    "--picture",
    metavar="OUT.png",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Vẽ dạng sóng, độ to, phổ tần ra tệp ảnh | draw waveform, loudness, spectrum",
)
