"""Việc đã làm: one line of the audit, and the chain that shows when a line was changed or taken out."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from broadcast.errors import Conflict, Fault
from broadcast.language import Text

Fact = str | int | float | bool | None

GENESIS = "0" * 64
"""What the first line is chained to."""


class ChainBroken(Conflict):
    """A line of the audit was changed, taken out or put in after it was written."""


class Did(StrEnum):
    """What was done: the word before the dot names the thing."""

    ACCOUNT_MADE = "account.made"
    INVITED = "account.invited"
    LOGGED_IN = "account.logged_in"
    LOGGED_OUT = "account.logged_out"
    WRONG_PASSWORD = "account.wrong_password"  # noqa: S105 - what was done
    WRONG_CODE = "account.wrong_code"
    PASSWORD_CHANGED = "account.password_changed"  # noqa: S105
    RESET_LINK_MADE = "account.reset_link_made"
    ACCOUNT_RESET = "account.reset"
    CODE_SET_UP = "account.code_set_up"
    CODE_TURNED_OFF = "account.code_turned_off"
    CODE_RESET = "account.code_reset"
    RECOVERY_CODE_USED = "account.recovery_code_used"
    GRANTS_CHANGED = "account.grants_changed"
    ACCOUNT_CLOSED = "account.closed"
    CONSENT_GIVEN = "consent.given"
    AUDIT_EXPORTED = "audit.exported"
    STATION_PAUSED = "station.paused"
    STATION_RESUMED = "station.resumed"
    STATION_TURNED = "station.turned"
    FAULT_REPORTED = "fault.reported"
    FAULT_MENDED = "fault.mended"
    ORDER_CHOSEN = "choice.order"
    ITEM_DECLINED = "choice.declined"
    ITEM_TAKEN_BACK = "choice.taken_back"
    SCRIPT_WRITTEN = "script.written"
    SCRIPT_REVISED = "script.revised"
    SCRIPT_REPAIRED = "script.repaired"
    WORD_ADDED = "word.added"
    WORD_REMOVED = "word.removed"
    SCRIPT_SUBMITTED = "script.submitted"
    SCRIPT_HEARD = "script.heard"
    SCRIPT_APPROVED = "script.approved"
    SCRIPT_SECONDED = "script.seconded"
    SCRIPT_RETURNED = "script.returned"
    SCRIPT_WITHDRAWN = "script.withdrawn"
    SCRIPT_RECALLED = "script.recalled"
    SCRIPT_RELEASED = "script.released"
    SCRIPT_UNDONE = "script.undone"
    SCRIPT_FELL = "script.fell"
    RECALL_RECEIVED = "recall.received"
    ITEM_PLACED = "item.placed"
    ITEM_MOVED = "item.moved"
    ITEM_TAKEN_OUT = "item.taken_out"
    ITEM_UNDONE = "item.undone"
    REPORT_TAKEN = "report.taken"
    CAMPAIGN_LAID = "campaign.laid"
    CAMPAIGN_CHANGED = "campaign.changed"

    @property
    def named(self) -> Text:
        """What was done, as the page of the audit names it."""
        return _NAMED[self]


_NAMED: Mapping[Did, Text] = {
    Did.CAMPAIGN_LAID: Text("lập chiến dịch", "laid down a campaign"),
    Did.CAMPAIGN_CHANGED: Text("sửa chiến dịch", "changed a campaign"),
    Did.ITEM_PLACED: Text("đặt bài vào lịch phát", "put an item into the timetable"),
    Did.ITEM_MOVED: Text("dời bài trong lịch phát", "moved an item in the timetable"),
    Did.ITEM_TAKEN_OUT: Text("cho bài nghỉ phát một ngày", "took an item out of a day"),
    Did.ITEM_UNDONE: Text("hoàn tác trong lịch phát", "undid a move in the timetable"),
    Did.ACCOUNT_MADE: Text("tạo tài khoản", "made an account"),
    Did.INVITED: Text("mời người", "invited somebody"),
    Did.LOGGED_IN: Text("đăng nhập", "logged in"),
    Did.LOGGED_OUT: Text("đăng xuất", "logged out"),
    Did.WRONG_PASSWORD: Text("gõ sai mật khẩu", "a wrong password"),
    Did.WRONG_CODE: Text("gõ sai mã xác nhận", "a wrong code"),
    Did.PASSWORD_CHANGED: Text("đổi mật khẩu", "changed the password"),
    Did.RESET_LINK_MADE: Text("tạo đường dẫn đặt lại mật khẩu", "made a link to reset an account"),
    Did.ACCOUNT_RESET: Text("đặt lại mật khẩu qua đường dẫn", "set a new password by a link"),
    Did.CODE_SET_UP: Text("bật mã xác nhận", "set up codes"),
    Did.CODE_TURNED_OFF: Text("tắt mã xác nhận", "turned codes off"),
    Did.CODE_RESET: Text("bỏ mã xác nhận của người khác", "reset somebody's codes"),
    Did.RECOVERY_CODE_USED: Text("dùng mã dự phòng", "used a recovery code"),
    Did.GRANTS_CHANGED: Text("đổi việc được làm", "changed grants"),
    Did.ACCOUNT_CLOSED: Text("đóng tài khoản", "closed an account"),
    Did.CONSENT_GIVEN: Text("đồng ý cho máy khác đọc thay", "let another engine speak"),
    Did.AUDIT_EXPORTED: Text("tải nhật ký về", "downloaded the audit"),
    Did.STATION_PAUSED: Text("tạm dừng loa", "paused the loudspeakers"),
    Did.STATION_RESUMED: Text("cho loa phát lại", "let the loudspeakers go on"),
    Did.STATION_TURNED: Text("đổi âm lượng loa", "changed the volume"),
    Did.FAULT_REPORTED: Text("báo loa hỏng", "reported a fault"),
    Did.FAULT_MENDED: Text("báo loa đã sửa", "reported a fault mended"),
    Did.ORDER_CHOSEN: Text("chọn bài ưu tiên nào phát trước", "chose which priority item goes first"),
    Did.ITEM_DECLINED: Text("chọn không phát một bài ở xã", "declined an item"),
    Did.ITEM_TAKEN_BACK: Text("cho phát lại một bài ở xã", "let a declined item air again"),
    Did.SCRIPT_WRITTEN: Text("soạn bài mới", "wrote a script"),
    Did.SCRIPT_REVISED: Text("sửa bài", "edited a script"),
    Did.SCRIPT_REPAIRED: Text("sửa chữ hỏng trong bài", "mended a word of a script"),
    Did.WORD_ADDED: Text("ghi từ vào từ điển", "added a word to the dictionary"),
    Did.WORD_REMOVED: Text("bỏ từ khỏi từ điển", "took a word from the dictionary"),
    Did.SCRIPT_SUBMITTED: Text("trình bài", "submitted a script"),
    Did.SCRIPT_HEARD: Text("nghe bài trước khi duyệt", "listened to a script before approving it"),
    Did.SCRIPT_APPROVED: Text("duyệt cho phát", "approved for air"),
    Did.SCRIPT_SECONDED: Text("duyệt, chờ thêm người duyệt", "approved, more approvers needed"),
    Did.SCRIPT_RETURNED: Text("trả lại bài", "sent a script back"),
    Did.SCRIPT_WITHDRAWN: Text("rút bài", "withdrew a script"),
    Did.SCRIPT_RECALLED: Text("thu hồi bài", "recalled a script"),
    Did.SCRIPT_RELEASED: Text("cho bài đã thu hồi phát lại", "let a recalled script air again"),
    Did.SCRIPT_UNDONE: Text("hoàn tác quyết định", "took a decision back"),
    Did.SCRIPT_FELL: Text(
        "dấu duyệt mất vì lời đọc hay tiếng đã đổi", "an approval fell away: words or sound changed"
    ),
    Did.RECALL_RECEIVED: Text(
        "đài đã nhận danh sách phát không còn bài thu hồi",
        "a station fetched a playlist without the recalled script",
    ),
    Did.REPORT_TAKEN: Text("tải báo cáo về", "downloaded a report"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody did: `by` a login name ("" is the service itself), `on` the id of the thing."""

    by: str
    did: Did
    on: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Noted:
    """A deed as it was written down: its number, its moment (aware), and the chain up to it (64 hex digits).

    `did` stays as it was written, so that a line of an older version is still read and still counts.
    """

    number: int
    at: datetime
    by: str
    did: str
    on: str
    facts: str
    chain: str

    @property
    def named(self) -> Text:
        """What was done, in words; an unknown deed stands as it was written."""
        known = self.did in set(Did)
        return Did(self.did).named if known else Text(self.did, self.did)

    @property
    def told(self) -> Mapping[str, Fact]:
        """The facts, by name."""
        told: dict[str, Fact] = json.loads(self.facts)
        return told


def written(facts: Mapping[str, Fact]) -> str:
    """Facts as one JSON text that is always the same for the same facts."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def chained(before: str, number: int, at: datetime, deed: Deed) -> Noted:
    """`deed` as line `number`, chained to `before` (the chain of the line before it)."""
    line = Noted(number, at.astimezone(UTC), deed.by, deed.did.value, deed.on, written(deed.facts), "")
    return Noted(line.number, line.at, line.by, line.did, line.on, line.facts, link(before, line))


def link(before: str, line: Noted) -> str:
    """SHA-256 (hex) over `before` and all that the line says."""
    said = [
        before,
        line.number,
        line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        line.by,
        line.did,
        line.on,
        line.facts,
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def verified(lines: Iterable[Noted], until: tuple[int, str]) -> int:
    """How many lines there are, all of them as they were written; `until` is the head that was kept apart.

    Raises:
        ChainBroken: at the first line that is not what was written, or when lines are missing at the end.
    """
    before, number = GENESIS, 0
    for line in lines:
        number += 1
        if line.number != number or line.chain != link(before, line):
            raise ChainBroken(_broken(number))
        before = line.chain
    if (number, before) != until:
        raise ChainBroken(_broken(min(number, until[0]) + 1))
    return number


def _broken(number: int) -> Fault:
    return Fault(
        Text(
            f"nhật ký không còn nguyên từ dòng {number}: dòng này bị sửa, bị xóa hoặc bị chèn",
            f"the audit is not whole from line {number} on: a line was changed, taken out or put in",
        ),
        Text(
            "giữ nguyên máy, báo người phụ trách; đối chiếu với bản sao lưu và đầu chuỗi đã in hằng ngày",
            "leave the machine as it is, call whoever is in charge, compare backups and printed heads",
        ),
    )
