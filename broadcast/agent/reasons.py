"""Nhật ký phát sóng: what became of an airing, and why when it was not as planned."""

from dataclasses import dataclass
from enum import StrEnum

from broadcast.language import Text


class Outcome(StrEnum):
    """What became of an airing."""

    PLAYED = "PLAYED"
    LATE = "LATE"
    CUT = "CUT"
    MISSED = "MISSED"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an airing was not as planned: a code to count by, a sentence to read."""

    code: str
    text: Text

    def written(self) -> dict[str, str]:
        """As it stands in an as-run line."""
        return {"code": self.code, "vi": self.text.vi, "en": self.text.en}


NOT_RUNNING = Reason(
    "not_running",
    Text("máy phát tắt vào giờ ấy", "the player was not running at that hour"),
)
TOLD_LATE = Reason(
    "told_late",
    Text("danh sách phát đến sau giờ phát", "the playlist came after the hour"),
)
CLOCK_LEAP = Reason(
    "clock_leap",
    Text("đồng hồ bị chỉnh, hoặc máy ngủ, qua giờ phát", "the clock was set, or the machine hung, past it"),
)
NO_FILE = Reason("no_file", Text("tệp tiếng chưa tải về đủ", "its audio file had not arrived"))
BAD_FILE = Reason("bad_file", Text("tệp tiếng bị hỏng", "its audio file is damaged"))
NO_SOURCE = Reason(
    "no_source",
    Text("máy này không tiếp sóng và không có tệp thay", "no relay is received here and no file stands in"),
)
RELAY_REPLACED = Reason(
    "relay_replaced",
    Text("không tiếp sóng; phát tệp thay", "the relay was not received; its file was played instead"),
)
BUSY = Reason("busy", Text("chương trình trước chưa hết", "the programme before had not ended"))
QUIET_HOURS = Reason(
    "quiet_hours",
    Text("giờ cấm phát 21:00-05:00", "quiet hours, 21:00-05:00"),
)
PLAYER_FAILED = Reason("player_failed", Text("loa hoặc thẻ âm thanh hỏng", "the sound device failed"))
STOPPED = Reason("stopped", Text("người trực tắt máy phát", "the player was stopped"))
INTERRUPTED = Reason(
    "interrupted",
    Text("máy tắt đột ngột khi đang phát", "the machine went off in the middle"),
)
EMERGENCY = Reason("emergency", Text("nhường cho tin khẩn cấp", "gave way to an emergency"))
JOURNAL_LOST = Reason(
    "journal_lost",
    Text("sổ phát bị hỏng, không biết đã phát chưa", "the journal was damaged: it may have aired already"),
)
PAUSED = "paused"
"""The code of what the commune did not want to hear: an order, not a fault."""


def paused_by(name: str) -> Reason:
    """Somebody paused the loudspeakers; the server knows who."""
    vi, en = (f" theo lệnh của {name}", f" by order of {name}") if name else (" theo lệnh", " by order")
    return Reason(PAUSED, Text(f"tạm dừng{vi}", f"paused{en}"))


NO_LOUDSPEAKER = Reason(
    "no_loudspeaker",
    Text("máy không có loa, không ai nghe thấy", "there is no loudspeaker, nobody heard it"),
)
