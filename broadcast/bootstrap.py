"""The only place that chooses equipment: settings in, a studio out."""

import os
from datetime import UTC, datetime

from broadcast.adapters.second_opinion import second_opinion
from broadcast.adapters.speech.espeak import Espeak
from broadcast.adapters.speech.gtts import GoogleTranslate
from broadcast.desk.studio import Studio
from broadcast.settings import Settings
from broadcast.sound.profile import Profile
from broadcast.store.audio import AudioFolder
from broadcast.store.clips import ClipFolder
from broadcast.store.database import Database


def equip(settings: Settings) -> Studio:
    """A studio as `settings` ask for; the folders of DATA appear, nothing else is written."""
    data = settings.data.resolve()
    embedded = Espeak(voice_name=settings.voice) if settings.voice else Espeak()
    data.mkdir(parents=True, exist_ok=True)
    return Studio(
        house=settings.house,
        data=data,
        database=Database(data / "broadcast.sqlite3"),
        speech=data / "speech",
        clips=ClipFolder(data / "clips"),
        audio=AudioFolder(data / "audio"),
        engines={
            "espeak": embedded,
            "gtts": GoogleTranslate(),
        },
        profile=Profile("flat"),
        now=lambda: datetime.now(UTC),
        choice=settings.speech,
        workers=os.cpu_count() or 1,
        second_opinion=second_opinion(),
    )
