"""The same programme by others: pydub as its documentation shows, pydub tuned, and ffmpeg's filter graph.

All get the WAV files that we get and ffmpeg's own LAME; nobody is given a slower option than their
documentation shows. Only pydub as documented makes another profile than ours: pydub tuned and ffmpeg make
24 kHz mono at 64 kbit/s. What each does is written out here, so that it can be checked.
"""

import json
import re
from pathlib import Path

from broadcast.bench.programme import BED_DB, Programme
from broadcast.bench.weighing import Weighed, python, weighed
from broadcast.sound.profile import Profile

_PYDUB = """
import json, sys, warnings
warnings.simplefilter("ignore")
from pydub import AudioSegment
from pydub.effects import normalize
order, to, kbps, bed_db, AudioSegment.converter = json.loads(sys.argv[1]), *sys.argv[2:]
bed = AudioSegment.from_wav(order["bed"]) + float(bed_db)
def segment(item):
    sound = AudioSegment.from_wav(item["file"])
    return sound.overlay(bed, loop=True) if item["bed"] else sound
def silent(item, rate_hz):
    return AudioSegment.silent(duration=round(item["gap_s"] * 1000), frame_rate=rate_hz)
"""

_DOCUMENTED = """
programme = AudioSegment.empty()
for item in order["items"]:
    programme = programme + segment(item) + silent(item, 44_100)
normalize(programme).export(to, format="mp3")
"""
"""The quickstart's way: `+`, overlay, normalize, export. All becomes 44.1 kHz stereo, as the music is, and
ffmpeg writes what it writes when nobody tells it: 128 kbit/s.
"""

_TUNED = """
parts = []
for item in order["items"]:
    parts += [segment(item).set_frame_rate(24_000).set_channels(1), silent(item, 24_000)]
programme = parts[0]._spawn(b"".join(part.raw_data for part in parts))
quick = ["-compression_level", "7"]
normalize(programme, headroom=1.0).export(to, format="mp3", bitrate=kbps, parameters=quick)
"""
"""What an expert makes of it: one rate from the start, joined once, past its interface; LAME's quality 7."""

_LOUDNESS = re.compile(r"I:\s+(-?\d+\.\d+) LUFS")
_PEAK = re.compile(r"Peak:\s+(-?\d+\.\d+) dBFS")


def pydub(programme: Programme, to: Path, *, tuned: bool) -> Weighed:
    """A process of its own with pydub: as documented, or as an expert would."""
    code = _PYDUB + (_TUNED if tuned else _DOCUMENTED)
    return python(code, programme.as_json(), to, f"{Profile().kbps}k", BED_DB, exe())


def filter_graph(programme: Programme, to: Path) -> tuple[Weighed, Weighed]:
    """Two runs of ffmpeg: all concatenated and measured (ebur128); again with the gain, limited, encoded."""
    profile = Profile()
    graph = _graph(programme, profile.rate_hz)
    first = _ffmpeg(programme, f"{graph},ebur128=framelog=quiet", "-f", "null", "-")
    gain_db = profile.loudness_lufs - float(_LOUDNESS.findall(first.err)[-1])
    ceiling = 10 ** ((profile.ceiling_dbtp - 1) / 20)
    levelled = f"{graph},volume={gain_db:.2f}dB,alimiter=limit={ceiling:.4f}:level=false:latency=true"
    encoder = ("-c:a", "libmp3lame", "-b:a", f"{profile.kbps}k", "-compression_level", profile.quality)
    return first, _ffmpeg(programme, levelled, *encoder, "-y", to)


def _ffmpeg(programme: Programme, graph: str, *output: object) -> Weighed:
    inputs = [word for item in programme.items for word in ("-i", item.file)]
    words = ("-hide_banner", "-nostdin", "-nostats", *inputs, "-i", programme.bed)
    return weighed((exe(), *words, "-filter_complex", graph + "[out]", "-map", "[out]", *output))


def _graph(programme: Programme, rate_hz: int) -> str:
    form = f"aresample={rate_hz},aformat=sample_fmts=flt:channel_layouts=mono"
    bed = f"[{len(programme.items)}:a]{form},aloop=loop=-1:size={rate_hz * 3600},volume={BED_DB}dB[bed]"
    chains = [bed]
    for number, item in enumerate(programme.items):
        mixed = f"[m{number}];[m{number}][bed]amix=inputs=2:duration=first:normalize=0" if item.bed else ""
        chains.append(f"[{number}:a]{form}{mixed},apad=pad_dur={item.gap_s}[c{number}]")
    each = "".join(f"[c{number}]" for number in range(len(programme.items)))
    return ";".join(chains) + f";{each}concat=n={len(programme.items)}:v=0:a=1"


def loudness_by_ffmpeg(path: Path) -> tuple[float, float]:
    """LUFS and dBTP of a file as ffmpeg's ebur128 reads them, to a tenth."""
    words = (exe(), "-hide_banner", "-nostdin", "-nostats", "-i", path)
    said = weighed((*words, "-filter:a", "ebur128=framelog=quiet:peak=true", "-f", "null", "-")).err
    return float(_LOUDNESS.findall(said)[-1]), float(_PEAK.findall(said)[-1])


def exe() -> str:
    """imageio-ffmpeg's binary."""
    from imageio_ffmpeg import get_ffmpeg_exe

    return str(get_ffmpeg_exe())


def told(weighed: Weighed) -> dict[str, float]:
    """What a script printed as JSON."""
    figures: dict[str, float] = json.loads(weighed.out)
    return figures
