"""The command `broadcast`: the only place where the doors meet settings and equipment."""

from typing import TYPE_CHECKING

from broadcast.doors.cli.commands import broadcast
from broadcast.doors.cli.opening import Opening
from broadcast.settings import Settings, choose

if TYPE_CHECKING:
    from broadcast.desk.studio import Studio
    from broadcast.reading import Opinion


def main() -> None:
    """Run the command line with real equipment."""
    broadcast(obj=open_house)


def open_house(**flags: str | None) -> Opening:
    """The operator's choices; the equipment is set up only for commands that need it."""
    chosen = choose(flags)
    return Opening(
        chosen.house,
        chosen.data,
        chosen.host,
        chosen.port,
        chosen.day,
        lambda: _equipped(chosen),
        chosen.tls_cert,
        chosen.tls_key,
        chosen.behind_proxy,
        _second_opinion,
    )


def _equipped(chosen: Settings) -> "Studio":
    from broadcast.bootstrap import equip

    return equip(chosen)


def _second_opinion() -> "Opinion | None":
    from broadcast.adapters.second_opinion import second_opinion

    return second_opinion()


if __name__ == "__main__":
    main()
