"""The only place that chooses equipment: settings in, a studio out."""

import os
from datetime import UTC, datetime

from broadcast.adapters.second_opinion import second_opinion
from broadcast.adapters.speech.absent import Absent
from broadcast.adapters.speech.espeak import Espeak
from broadcast.adapters.speech.fpt import FptService, FptSpeech
from broadcast.adapters.speech.gtts import GoogleTranslate
from broadcast.adapters.speech.piper import Piper, PiperFolder
from broadcast.adapters.speech.recorded import PhraseFolder, Recorded
from broadcast.adapters.speech.wyoming import Wyoming, WyomingServer
from broadcast.desk.studio import Studio
from broadcast.settings import Settings, Voices
from broadcast.sound.profile import Profile
from broadcast.speech import SpeechEngine
from broadcast.store.audio import AudioFolder
from broadcast.store.clips import ClipFolder
from broadcast.store.database import Database


def equip(settings: Settings) -> Studio:
    """A studio as `settings` ask for; the folders of DATA appear, nothing else is written."""
    data = settings.data.resolve()
    data.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("MPLCONFIGDIR", str(data / "matplotlib"))  # its list of fonts: state lives in DATA
    return Studio(
        house=settings.house,
        data=data,
        database=Database(data / "broadcast.sqlite3"),
        speech=data / "speech",
        clips=ClipFolder(data / "clips"),
        audio=AudioFolder(data / "audio"),
        engines=engines(settings),
        profile=Profile(settings.profile),
        now=lambda: datetime.now(UTC),
        choice=settings.speech,
        workers=os.cpu_count() or 1,
        second_opinion=second_opinion(),
        second_factor=settings.second_factor,
    )


def engines(settings: Settings) -> dict[str, SpeechEngine]:
    """Every engine by its name; one whose setting is missing says so when it is asked to speak.

    Raises:
        Invalid: a setting is not missing but wrong.
    """
    return {
        "espeak": Espeak(),
        "gtts": GoogleTranslate(),
        "fpt": _fpt(settings.voices),
        "wyoming": _wyoming(settings.voices),
        "piper": _piper(settings.voices),
        "recorded": Recorded(PhraseFolder(settings.house / "phrases")),
    }


def _fpt(voices: Voices) -> SpeechEngine:
    return FptSpeech(FptService(voices.fpt_key)) if voices.fpt_key else Absent("fpt", "FPT_KEY")


def _wyoming(voices: Voices) -> SpeechEngine:
    if not voices.wyoming:
        return Absent("wyoming", "WYOMING")
    return Wyoming(WyomingServer(voices.wyoming, names=voices.wyoming_names))


def _piper(voices: Voices) -> SpeechEngine:
    if not voices.piper:
        return Absent("piper", "PIPER")
    return Piper(PiperFolder(voices.piper, names=voices.piper_names))
