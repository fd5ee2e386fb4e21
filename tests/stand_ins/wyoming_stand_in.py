"""A speaking server on loopback that speaks the Wyoming protocol through its own library, faults included."""

import asyncio
import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from tls_stand_in import PAGE, notes
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import Event
from wyoming.info import Attribution, Describe, Info, TtsProgram, TtsVoice, TtsVoiceSpeaker
from wyoming.server import AsyncEventHandler, AsyncTcpServer
from wyoming.tts import Synthesize

RATE = 22_050
FORMAT = {"rate": RATE, "width": 2, "channels": 1}
BY = Attribution(name="thử", url="")
THERE = {"installed": True, "description": None}


def voice(name: str, language: str, *speakers: str) -> TtsVoice:
    named = [TtsVoiceSpeaker(name=speaker) for speaker in speakers] or None
    return TtsVoice(
        name, BY, installed=True, description=None, version="2", languages=[language], speakers=named
    )


VOICES = [voice("en_US-amy", "en_US"), voice("vi_VN-ba-tu", "vi_VN"), voice("vi_VN-vivos", "vi", "1", "12")]


def line(**head: object) -> bytes:
    return json.dumps(head).encode() + b"\n"


def sound(words: str, **form: int) -> bytes:
    told = FORMAT | form
    head = line(type="audio-start", data=told)
    payload = notes(words, rate=RATE).tobytes()
    return head + line(type="audio-chunk", data=told, payload_length=len(payload)) + payload


STOP = line(type="audio-stop")
RAW: dict[str, Callable[[str], bytes]] = {
    "hangs_up": lambda _: b"",
    "no_stop": sound,
    "cut_payload": lambda words: sound(words)[:-500],
    "page": lambda _: PAGE + b"\n",
    "a_list": lambda _: b"[]\n",
    "nested": lambda _: b"[" * 100_000 + b"\n",
    "latin": lambda _: b"\xff\xfe\n",
    "no_type": lambda _: line(data={}),
    "data_is_text": lambda _: line(type="audio-start", data="mono"),
    "size_is_text": lambda _: line(type="audio-start", data=FORMAT, payload_length="9"),
    "size_is_negative": lambda _: line(type="audio-start", data=FORMAT, payload_length=-1),
    "size_is_huge": lambda _: line(type="audio-start", data=FORMAT, payload_length=1 << 40),
    "endless_line": lambda _: b"x" * (5 << 20),
    "flood": lambda _: (line(type="audio-chunk", data=FORMAT, payload_length=1 << 20) + bytes(1 << 20)) * 18,
    "other_events": lambda _: line(type="pong", data={"text": "x" * 9000}) * 2000,
    "no_format": lambda _: line(type="audio-start") + STOP,
    "stereo": lambda words: sound(words, channels=2) + STOP,
    "wide": lambda words: sound(words, width=4) + STOP,
    "no_rate": lambda words: sound(words, rate=0) + STOP,
    "changes_rate": lambda words: sound(words) + sound(words, rate=16_000) + STOP,
    "half_sample": lambda _: line(type="audio-chunk", data=FORMAT, payload_length=1) + b"\0" + STOP,
    "only_stop": lambda _: STOP,
    "no_chunk": lambda _: line(type="audio-start", data=FORMAT) + STOP,
    "silence": lambda _: line(type="audio-chunk", data=FORMAT, payload_length=88_200) + bytes(88_200) + STOP,
    "half_said": lambda words: sound(" ".join(words.split()[:2])) + STOP,
    "other_words": lambda words: sound(" ".join([words] * 9)) + STOP,
}
"""What breaks the protocol, or lies: sent as it is, then the connection is closed."""


class Server:
    """`faults` are met in order, one a question; after them every answer is as it should be."""

    def __init__(self) -> None:
        self.faults: deque[str] = deque()
        self.heard: list[Synthesize] = []
        self.asked = 0
        self.described = 0
        self.version = "1.6"
        self.voices = VOICES
        self.port = 0

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"


class _Handler(AsyncEventHandler):
    def __init__(self, server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        super().__init__(reader, writer)
        self.server = server

    async def handle_event(self, event: Event) -> bool:
        self.server.asked += 1
        fault = self.server.faults.popleft() if self.server.faults else ""
        try:
            return await self._answered(event, fault)
        except ConnectionError:  # who had enough hangs up
            return False

    async def _answered(self, event: Event, fault: str) -> bool:
        words = event.data.get("text", "xin chào bà con")
        if fault in RAW:
            self.writer.write(RAW[fault](words))
            await self.writer.drain()
            return False
        if fault == "error":
            await self.write_event(Error("voice\n broke", "tts-failed").event())
        elif fault == "drip":
            await self._drip(sound(words))
        elif fault == "says_nothing":
            await self.reader.read(1)
        elif Describe.is_type(event.type):
            self.server.described += 1
            program = TtsProgram(
                "piper",
                BY,
                installed=True,
                description=None,
                version=self.server.version,
                voices=self.server.voices,
            )
            await self.write_event(Info(tts=[program]).event())
        else:
            await self._say(Synthesize.from_event(event))
        return True

    async def _say(self, asked: Synthesize) -> None:
        self.server.heard.append(asked)
        spoken_by = "/".join(filter(None, (asked.voice.name, asked.voice.speaker)))
        samples = notes(asked.text, voice=spoken_by, rate=RATE)
        await self.write_event(AudioStart(**FORMAT, timestamp=0).event())
        for part in np.array_split(samples, 5):
            await self.write_event(AudioChunk(**FORMAT, audio=part.tobytes()).event())
        await self.write_event(AudioStop().event())

    async def _drip(self, whole: bytes) -> None:
        for byte in whole:
            self.writer.write(bytes([byte]))
            await self.writer.drain()
            await asyncio.sleep(0.05)


@contextmanager
def serving_wyoming() -> Iterator[Server]:
    """The stand-in at work in a thread of its own."""
    server, listening, loop = Server(), threading.Event(), asyncio.new_event_loop()

    async def serve() -> None:
        tcp = AsyncTcpServer("127.0.0.1", 0)
        await tcp.start(lambda reader, writer: _Handler(server, reader, writer))
        server.port = tcp._server.sockets[0].getsockname()[1]
        listening.set()
        await stopping.wait()
        tcp._server.close()
        await tcp.stop()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    stopping = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert listening.wait(10)
        yield server
    finally:
        loop.call_soon_threadsafe(stopping.set)
        thread.join()
        loop.close()
