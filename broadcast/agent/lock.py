"""One agent at a time plays from a folder: two would play one station twice."""

from contextlib import AbstractContextManager
from pathlib import Path

from broadcast.disk import held
from broadcast.errors import Conflict, Fault
from broadcast.language import Text


class AgentRuns(Conflict):
    """Another agent plays from this folder."""


def locked(data: Path) -> AbstractContextManager[None]:
    """Hold `data`; entering it raises AgentRuns when another process does."""
    fault = Fault(
        Text(f"đã có máy phát chạy với thư mục {data}", f"another agent already runs with {data}"),
        Text("tắt máy phát kia, hoặc chọn thư mục khác", "stop that one, or choose another folder"),
    )
    return held(data, AgentRuns(fault))
