"""Wide days: a timetable of as many stations and items as one likes, planned without speaking a word."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from broadcast.desk.house import House
from broadcast.desk.studio import Studio
from broadcast.desk.timetable import Timetable
from broadcast.language import Text
from broadcast.schedule import VIETNAM, LeftOut, LocalPolicy, Place, Schedule, Slot, Station
from broadcast.schedule.timetable import TimetableDay, TimetableItem, TimetableSession, as_json
from broadcast.script import BulletinClass
from broadcast.sound.profile import Profile
from broadcast.store import placements
from broadcast.store.audio import AudioFolder
from broadcast.store.clips import ClipFolder
from broadcast.store.database import Database
from broadcast.store.placements import DayPlanRow

SLOTS = tuple(
    Slot(key, name, time(hour), 2_700, 1_800, "hang-ngay")
    for key, name, hour in (("sang", "sáng", 5), ("trua", "trưa", 11), ("chieu", "chiều", 17))
)
TITLES = (
    "Luôn đeo khẩu trang khi ra khỏi nhà và nơi công cộng",
    "Rửa tay thường xuyên bằng xà phòng",
    "Cài đặt ứng dụng Bluezone",
    "Diệt lăng quăng, phòng bệnh sốt xuất huyết",
    "Lịch bơm nước vụ Thu Đông",
    "Thông báo ngừng cung cấp điện để sửa chữa lưới",
    "Khai báo y tế khi trở về từ vùng có dịch",
    "Giao dịch điện tử, mua sắm trực tuyến an toàn",
)
REASONS = (
    Text("chiến dịch covid-19 còn thiếu 2 lượt (mức 2-5 lượt một ngày)", "campaign covid-19 lacks 2 plays"),
    Text("bài thường xuyên lấp chỗ", "a standing item fills the hour"),
)
NOW = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)


def wide_timetable(folder: Path, day: date, stations: Sequence[Station], items: int) -> Timetable:
    """A real database in which each of `stations` is planned `items` items a day."""
    schedule = Schedule(
        district="cho-moi",
        places={"cho-moi": Place("cho-moi", "893", "Chợ Mới", "huyện")},
        stations={each.id: each for each in stations},
        policies={"cho-moi": (LocalPolicy("cho-moi", SLOTS, 7_200.0, assumed=True),)},
        forms={},
        campaigns={},
    )
    house = House(folder, schedule, {}, ())
    studio = Studio(
        house=folder,
        data=folder,
        database=Database(folder / "timetable.sqlite3"),
        speech=folder / "speech",
        clips=ClipFolder(folder / "clips"),
        audio=AudioFolder(folder / "audio"),
        engines={},
        profile=Profile(),
        now=lambda: NOW,
    )
    with studio.database.begin() as connection:
        for station in stations:
            body = as_json(_day(station.id, day, items))
            digest = hashlib.sha256(body.encode()).hexdigest()
            placements.keep_plan(connection, DayPlanRow(station.id, day, 0, True, digest, body))  # noqa: FBT003
    return Timetable(studio, lambda: house, lambda: [day])


def communes(number: int) -> list[Station]:
    """So many stations."""
    return [
        Station(f"xa-{n:02d}", "cho-moi", f"Đài Truyền thanh xã Hòa An {n}") for n in range(1, number + 1)
    ]


def _day(station: str, day: date, items: int) -> TimetableDay:
    shares = [range(n, items, len(SLOTS)) for n in range(len(SLOTS))]
    sessions = tuple(_session(slot, day, share) for slot, share in zip(SLOTS, shares, strict=True))
    why = Text("chưa được duyệt", "not approved")
    left = tuple(LeftOut(f"nghi-{n:02d}", f"Bài chưa duyệt {n}", why) for n in range(20))
    return TimetableDay(station, day, sessions, left, ())


def _session(slot: Slot, day: date, share: range) -> TimetableSession:
    return TimetableSession(
        slot=slot.id,
        name=slot.name,
        starts=datetime.combine(day, slot.starts, VIETNAM),
        longest_s=slot.longest_s,
        duration_s=60.0 + 42 * len(share),
        items=tuple(
            TimetableItem(
                script=f"bai-{n:02d}",
                title=TITLES[n % len(TITLES)],
                klass=BulletinClass.PRIORITY if n < len(SLOTS) else BulletinClass.NORMAL,
                campaign="covid-19" if n % 2 else None,
                topic=None,
                duration_s=30.0 + n,
                reason=REASONS[n % 2],
            )
            for n in share
        ),
    )
