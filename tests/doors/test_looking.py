"""A file is looked at while it comes: what is nothing that we take is not kept."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from hostile import tone, wav
from starlette.datastructures import Headers, UploadFile

from broadcast.doors.looking import Looking
from broadcast.errors import Invalid
from broadcast.files.upload import MOST_TEXT, NotTaken
from broadcast.sound.source import NotAudio

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(9_000)
MUSIC_IN_A_TAG = b"ID3\x04\x00\x00\x00\x02\x00\x00" + bytes(40_000)


def looked(name: str, content: bytes, step: int) -> tuple[Invalid | None, str, int]:
    """A form with that file, sent in blocks of `step` bytes: why not, its title, how much was kept."""
    title = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nHop dan\r\n'
    file = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    body = title + file + content + b"\r\n--x--\r\n"

    async def stream() -> AsyncGenerator[bytes, None]:
        for at in range(0, len(body), step):
            yield body[at : at + step]

    async def parsed() -> tuple[str, int]:
        form = await looking.parse()
        file, title = form["file"], form["title"]
        assert isinstance(file, UploadFile) and isinstance(title, str)  # noqa: PT018 - what they are
        size = len(await file.read())
        await form.close()
        return title, size

    looking = Looking(Headers({"content-type": "multipart/form-data; boundary=x"}), stream())
    said, size = asyncio.run(parsed())
    return looking.refused, said, size


@pytest.mark.parametrize("step", [100, 4_096, 65_536])
@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("bai.mp3", bytes(300_000), NotAudio),
        ("bai.mp3", b"#EXTM3U\n" + b"http://127.0.0.1/secret\n" * 1_000, NotAudio),
        ("bai.jpg", PICTURE, NotTaken),
        ("bai.doc", b"\xd0\xcf\x11\xe0" + bytes(9_000), NotTaken),
        ("bai.txt", b"a" * (MOST_TEXT + 100_000), NotTaken),
    ],
    ids=["nothing", "a list", "a picture", "old Word", "too long a text"],
)
def test_what_is_not_taken_is_not_kept_and_the_rest_of_the_form_is_read(
    name: str, content: bytes, why: type[Invalid], step: int
) -> None:
    refused, said, size = looked(name, content, step)
    assert isinstance(refused, why)
    assert said == "Hop dan"
    assert size <= min(len(content) - 1, MOST_TEXT)


@pytest.mark.parametrize("step", [100, 65_536])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.wav", wav(tone(0.5))),
        ("a.mp3", MUSIC_IN_A_TAG),
        ("a.txt", "Mời bà con đi họp.\n".encode() * 600),
        ("a.docx", b"PK\x03\x04" + bytes(9_000)),
        ("ngan.mp3", bytes(200)),
    ],
    ids=["sound", "sound behind a tag", "text", "Word", "too short to tell: its receiver looks"],
)
def test_what_may_be_taken_is_kept_whole(name: str, content: bytes, step: int) -> None:
    refused, said, size = looked(name, content, step)
    assert (refused, said, size) == (None, "Hop dan", len(content))
