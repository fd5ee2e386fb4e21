"""One process at a time writes to DATA."""

from contextlib import AbstractContextManager
from pathlib import Path

from broadcast.disk import held
from broadcast.errors import Conflict, Fault
from broadcast.language import Text


class DataInUse(Conflict):
    """Another process works in this DATA folder."""


def locked(data: Path) -> AbstractContextManager[None]:
    """Hold the lock of `data`; entering it raises DataInUse when another process does."""
    fault = Fault(
        Text(f"thư mục {data} đang được một chương trình khác dùng", f"{data} is in use by another process"),
        Text("tắt chương trình kia, hoặc chọn DATA khác", "stop that process, or choose another DATA"),
    )
    return held(data, DataInUse(fault))
