"""The door's own socket: bound before any work is done."""

import socket

from broadcast.errors import Conflict, Fault
from broadcast.language import Text


class PortInUse(Conflict):
    """Somebody else listens there, or we may not."""


def listening(host: str, port: int) -> socket.socket:
    """Listen there; port 0 lets the system choose.

    Raises:
        PortInUse: somebody else does, or we may not.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends without delay (TCP_NODELAY) only where the protocol is named: else an answer costs 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortInUse(_port_fault(host, port, error)) from error
    return listener


def _port_fault(host: str, port: int, error: OSError) -> Fault:
    return Fault(
        Text(
            f"không mở được {host}:{port} ({error.strerror})",
            f"cannot listen on {host}:{port} ({error.strerror})",
        ),
        Text(
            "tắt chương trình đang dùng cổng đó, hoặc chọn PORT khác",
            "stop what uses that port, or choose another PORT",
        ),
    )
