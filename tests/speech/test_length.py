"""How long a delivery will take, against the embedded voice itself."""

from pathlib import Path
from statistics import median

from broadcast.adapters.speech.espeak import Espeak
from broadcast.files.scripts import load_scripts
from broadcast.reading import read_document
from broadcast.schedule import Announcing
from broadcast.sound.audio import read_wav
from broadcast.sound.pacing import paced
from broadcast.speech import Speaker
from broadcast.speech.delivery import deliver
from broadcast.speech.length import estimated_s

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts_vi"


def test_the_estimate_is_within_a_tenth_of_what_the_voice_takes(tmp_path: Path) -> None:
    style, off = Announcing(), list[float]()
    for number, file in enumerate(load_scripts(SCRIPTS)[0][:6]):
        slow, speaker = number % 2 == 1, tuple(Speaker)[number % 2]
        delivery = deliver(read_document(file.script.text), [speaker], slow=slow)
        voice = Espeak().speaking(style.manner("espeak", speaker, slow=slow))
        said = []
        for place, line in enumerate(delivery.lines):
            voice.say(line.words, tmp_path / f"{number}-{place}.wav")
            said.append((read_wav(tmp_path / f"{number}-{place}.wav"), line.pause_s))
        sound = paced(said)
        estimate = estimated_s(delivery, lambda who, slow=slow: style.manner("espeak", who, slow=slow).pace)  # type: ignore[misc]
        off.append(abs(estimate / (sound.samples.size / sound.rate_hz) - 1))
    assert median(off) < 0.05
    assert max(off) < 0.10
