"""`--player`: auto, null or file:DIR."""

from collections.abc import Callable
from pathlib import Path

from broadcast.agent.players.aircheck import Aircheck
from broadcast.agent.players.device import DevicePlayer, there_is_a_device
from broadcast.agent.players.null import NullPlayer
from broadcast.agent.players.player import Player
from broadcast.errors import Fault, Invalid
from broadcast.language import Text

NO_DEVICE = Text(
    "Không có miniaudio hoặc thẻ âm thanh: máy phát chạy không loa (null), không ai nghe thấy",
    "There is no miniaudio or no sound card: the player runs without a loudspeaker (null), nobody hears it",
)


class NoSuchPlayer(Invalid):
    """`--player` takes auto, null or file:DIR."""


def open_player(name: str, say: Callable[[Text], None] = lambda _: None) -> Player:
    """The player of that name; `say` hears a sentence when `auto` finds nothing to play on.

    Raises:
        NoSuchPlayer: there is none of that name.
    """
    kind, _, folder = name.partition(":")
    if kind == "file" and folder:
        return Aircheck(Path(folder))
    if name == "auto" and there_is_a_device():
        return DevicePlayer()
    if name == "auto":
        say(NO_DEVICE)
    if name in {"auto", "null"}:
        return NullPlayer()
    raise NoSuchPlayer(
        Fault(
            Text(f"không có máy phát «{name}»", f"there is no player «{name}»"),
            Text("chọn auto, null hoặc file:THƯ-MỤC", "choose auto, null or file:DIR"),
        )
    )
