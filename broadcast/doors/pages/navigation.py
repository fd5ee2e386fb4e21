"""Các trang: what stands at the head of every page, in the order of the day; each to those whom it serves."""

from collections.abc import Iterator
from dataclasses import dataclass

from broadcast.desk.accounts import LoggedIn
from broadcast.language import Text
from broadcast.people import Act


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: `act` None: whoever is logged in; `open_`: strangers too."""

    path: str
    named: Text
    act: Act | None = None
    open_: bool = False

    def marks(self, here: str) -> bool:
        """Whether the page at `here` belongs to it."""
        return here == self.path or (self.path != "/" and here.startswith(f"{self.path}/"))


ENTRIES = (
    Entry("/", Text("Hôm nay", "Today"), open_=True),
    Entry("/newsroom", Text("Bản tin", "Newsroom")),
    Entry("/timetable", Text("Lịch phát", "Timetable"), open_=True),
    Entry("/campaigns", Text("Chiến dịch", "Campaigns"), open_=True),
    Entry("/reports", Text("Báo cáo", "Reports"), open_=True),
    Entry("/stations", Text("Trạm", "Stations"), open_=True),
    Entry("/audit", Text("Nhật ký", "Audit"), Act.AUDIT),
    Entry("/people", Text("Người dùng", "People"), Act.INVITE),
    Entry("/scripts", Text("Bài trên máy", "Scripts on file"), open_=True),
)
"""In the order of the day."""


def entries(session: LoggedIn | None) -> Iterator[Entry]:
    """The pages that whoever asks may open."""
    for entry in ENTRIES:
        if entry.open_ or (session is not None and (entry.act is None or session.person.may(entry.act))):
            yield entry
