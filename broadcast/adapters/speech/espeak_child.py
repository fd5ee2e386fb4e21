r"""The program of one speaking process: words come in by stdin, samples go out by stdout, and it ends.

    python -I -S espeak_child.py LIBRARY VOICE RATE VOLUME PITCH BYTES CPU_SECONDS PARENT [phonemes]

LIBRARY is the shared library of espeak-ng, its data folder stands beside it; BYTES is the length of the words
in UTF-8 (0: only the heading). Out come `VERSION RATE\n` in ASCII, then 16-bit little-endian mono samples.
Where `phonemes` are asked for, each line of the words comes out as a line of IPA, and nothing else.

espeak-ng is licensed under the GPL: this file and nothing else loads it, in a process of its own. It imports
only the standard library, writes no file, and starts no thread, because threads crash the library.
"""

import ctypes
import os
import resource
import sys

CUT, NO_LIBRARY, NO_VOICE, NO_SOUND = 3, 4, 5, 6
"""Exit statuses: words that broke off; a library or data unusable; no such voice; no sound."""

PHONEMES = "phonemes"
_MEMORY_BYTES = 512 << 20
# Constants of sys/prctl.h, signal.h and espeak-ng's speak_lib.h.
_PR_SET_PDEATHSIG, _SIGINT, _SIGKILL, _SIG_IGN = 1, 2, 9, 1
_SYNCHRONOUS, _DONT_EXIT, _BY_CHARACTER, _UTF8 = 2, 0x8000, 1, 1
_RATE, _VOLUME, _PITCH = 1, 2, 3
_IPA = 2


def main(library: str, voice: str, *asked: str) -> int:
    """Do the one job; the exit status."""
    figures, wanted = asked[:6], asked[6:]
    rate, volume, pitch, length, cpu_s, parent = map(int, figures)
    fence(cpu_s, _MEMORY_BYTES)
    die_with(parent)
    words = sys.stdin.buffer.read()
    if len(words) != length:
        return CUT
    try:
        espeak = ctypes.CDLL(library)
    except OSError:
        return NO_LIBRARY
    os.chdir(os.path.dirname(library))  # noqa: PTH120 - pathlib would double the time to start
    sample_rate = espeak.espeak_Initialize(
        _SYNCHRONOUS, 0, b".", _DONT_EXIT
    )  # "." since 160 bytes are the most
    if sample_rate <= 0:
        return NO_LIBRARY
    if espeak.espeak_SetVoiceByName(voice.encode()):
        return NO_VOICE
    if wanted == (PHONEMES,):
        sys.stdout.buffer.write(b"\n".join(_phonemes(espeak, line) for line in words.split(b"\n")))
        return 0
    return _speak(espeak, sample_rate, (rate, volume, pitch), words)


def _phonemes(espeak: ctypes.CDLL, words: bytes) -> bytes:
    """One line of words as IPA: the library gives clause after clause and moves the pointer on."""
    espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
    at = ctypes.c_char_p(words)
    clauses = []
    while at.value:
        clauses.append(espeak.espeak_TextToPhonemes(ctypes.byref(at), _UTF8, _IPA) or b"")
    return b" ".join(clauses)


def _speak(espeak: ctypes.CDLL, sample_rate: int, pace: tuple[int, int, int], words: bytes) -> int:
    for parameter, value in zip((_RATE, _VOLUME, _PITCH), pace, strict=True):
        espeak.espeak_SetParameter(parameter, value, 0)
    espeak.espeak_ng_SetRandSeed(ctypes.c_long(1))  # a voice's breath is noise: always the same
    espeak.espeak_Info.restype = ctypes.c_char_p
    heading = f"{espeak.espeak_Info(None).decode('ascii', 'replace').split()[0]} {sample_rate}\n"
    samples = _samples(espeak, words) if words else []
    if words and not samples:
        return NO_SOUND
    sys.stdout.buffer.write(b"".join((heading.encode("ascii"), *samples)))
    return 0


def _samples(espeak: ctypes.CDLL, words: bytes) -> list[bytes]:
    """The blocks of samples; none when the library refuses. Neither SSML nor phoneme marks are obeyed."""
    blocks: list[bytes] = []

    def receive(block: int | None, count: int, _events: int | None) -> int:
        if block and count > 0:
            blocks.append(ctypes.string_at(block, count * 2))
        return 0

    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(receive)
    espeak.espeak_SetSynthCallback(callback)
    refused = espeak.espeak_Synth(
        words, ctypes.c_size_t(len(words) + 1), 0, _BY_CHARACTER, 0, _UTF8, None, None
    )
    return [] if refused else blocks


def fence(cpu_s: int, memory_bytes: int) -> None:
    """Little memory, little time, no file, no core dump: a library gone wild harms nobody."""
    limits = [(resource.RLIMIT_CPU, cpu_s), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)]
    if sys.platform == "linux":
        limits.append((resource.RLIMIT_AS, memory_bytes))
    for limit, value in limits:
        resource.setrlimit(limit, (value, value))


def die_with(parent: int) -> None:
    """End when the parent ends, whatever way; leave Ctrl-C to the parent, which ends its jobs in order."""
    libc = ctypes.CDLL(None)
    libc.signal(_SIGINT, ctypes.c_void_p(_SIG_IGN))
    if sys.platform == "linux":
        libc.prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(_SIGKILL), 0, 0, 0)
    if os.getppid() != parent:  # it died before it could be watched
        sys.exit(CUT)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
