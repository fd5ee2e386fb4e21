"""The command `broadcast`: a door like the others. Every command asks a desk and prints the answer.

They stand in *_commands.py, or beside what they print. Rooms are imported where they are used:
`broadcast read` shall not wait for a web server to load.
"""

import sys
from typing import Any

import click

from broadcast.doors.cli.administering import user
from broadcast.doors.cli.air_commands import plan, playlist, report
from broadcast.doors.cli.auditing import audit
from broadcast.doors.cli.benching import bench
from broadcast.doors.cli.consenting import consent
from broadcast.doors.cli.exporting import export
from broadcast.doors.cli.importing import import_audio
from broadcast.doors.cli.jingling import jingles
from broadcast.doors.cli.opening import language_of
from broadcast.doors.cli.options import lang
from broadcast.doors.cli.script_commands import approve, check, read
from broadcast.doors.cli.service_commands import make, play_station, run
from broadcast.doors.cli.sound_commands import loudness, mix, phrases, speak
from broadcast.errors import BroadcastError, Fault, Unavailable
from broadcast.language import Text


class Door(click.Group):
    """Maps the tree of errors to the terminal, once: a line a fault on stderr, status 2 (1: a machine)."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        """Run the command; a fault is a sentence, never a traceback."""
        try:
            return super().invoke(ctx)
        except BroadcastError as error:
            click.echo(error.said(language_of(ctx)), err=True)
            ctx.exit(1 if isinstance(error, Unavailable) else 2)
        except click.UsageError as error:
            raise _in_our_words(error) from error
        except BrokenPipeError:
            sys.stderr.close()  # whoever read our output has gone: nothing to say, nobody to say it to
            ctx.exit(1)
        except OSError as error:
            click.echo(_disk(error).said(language_of(ctx)), err=True)
            ctx.exit(1)


def _in_our_words(error: click.UsageError) -> click.UsageError:
    """What click says of a mistyped command, with what to do in both languages."""
    path = error.ctx.command_path if error.ctx else "broadcast"
    said = f"{error.format_message()} | lệnh gõ chưa đúng, xem cách dùng: {path} --help"
    return click.UsageError(said, error.ctx)


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


for command in (
    *(run, make, play_station),
    *(check, approve, read),
    *(speak, phrases, mix, loudness),
    *(plan, playlist, report, export),
    *(jingles, import_audio, consent),
    *(user, audit, bench),
):
    broadcast.add_command(command)
