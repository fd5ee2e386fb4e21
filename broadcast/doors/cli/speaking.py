"""`broadcast speak`. A module of its own: `mix` shall not wait for readings and tables."""

from pathlib import Path

from broadcast.desk.rehearsal import rehearse
from broadcast.doors.cli.opening import Opening
from broadcast.language import Language
from broadcast.schedule import Announcing
from broadcast.sound.picture import draw_file, picture_place
from broadcast.speech import Speaker


def announcing(engine: str, *, voice: str, speaker: str | None, pace: float, pitch: float) -> Announcing:
    """Who may read, and how: two voices (a script says which, see `rehearse`), or the one that is chosen."""
    everyone = Announcing().speakers
    one = Speaker(speaker) if speaker else everyone[0]
    return Announcing(
        speakers=(one,) if voice or speaker else everyone,
        pace=pace,
        pitch=pitch,
        voices=((engine, one, voice),) if voice else (),
    )


def speak_file(
    opening: Opening,
    file: Path,
    to: Path,
    engine: str,
    style: Announcing,
    *,
    picture: Path | None,
    language: Language,
) -> None:
    """One script (with or without front matter) as a WAV file, and its picture where one is wanted."""
    if picture is not None:
        picture_place(picture, file, to)
    rehearse(opening.studio(), file, to, engine, style)
    if picture is not None:
        draw_file(to, picture, language)
