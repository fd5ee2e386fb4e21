"""The door's own socket."""

import asyncio
import socket

import pytest

from broadcast.doors.listening import PortInUse, listening


def test_answers_are_sent_without_delay() -> None:
    """What asyncio sets on the connections of our listener, over a real connection."""
    delays: list[int] = []

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        accepted = writer.get_extra_info("socket")
        delays.append(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    async def one_connection() -> None:
        server = await asyncio.start_server(answer, sock=listening("127.0.0.1", 0))
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
            await reader.read()
            writer.close()
            await writer.wait_closed()

    asyncio.run(one_connection())
    assert delays == [1]


def test_a_port_that_is_taken_is_told_with_what_to_do() -> None:
    with listening("127.0.0.1", 0) as taken, pytest.raises(PortInUse, match="chọn PORT khác"):
        listening("127.0.0.1", taken.getsockname()[1])
