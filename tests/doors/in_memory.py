"""A studio in memory behind the doors' port: real playlists, plans and readings, real MP3 files on disk."""

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import lameenc
import numpy as np
import soundfile
from in_memory_reports import Reporting, schedule_of
from wide_days import communes, wide_timetable

from broadcast.asrun import AsRunLine, Judgement, Told, holding, judge
from broadcast.desk import levels
from broadcast.desk.alarms import Alarm
from broadcast.desk.auditioning import Heard
from broadcast.desk.cards import Progress, ScriptCard, StationCard
from broadcast.desk.choosing import Choosing
from broadcast.desk.delivering import Delivered, Delivery
from broadcast.desk.exporting import session_of
from broadcast.desk.findings import Finding
from broadcast.desk.house import House, Reviewed
from broadcast.desk.logbook import LastSeen, StationToday, board_of
from broadcast.desk.measuring import Level
from broadcast.desk.operating import Operating
from broadcast.desk.studio import Studio as RealStudio
from broadcast.desk.timetable import Timetable
from broadcast.errors import Fault, NotFound, Unavailable
from broadcast.language import Text
from broadcast.playlist import (
    AudioFile,
    ItemKind,
    Playlist,
    PlaylistItem,
    RundownEntry,
    SpokenBy,
    StationRef,
    audio_url,
)
from broadcast.programme import Clip, Form, Frame, length_s, rundown
from broadcast.reading import Difference, Opinion, Reading, differences, read_document
from broadcast.schedule import (
    VIETNAM,
    Campaign,
    Contact,
    DayPlan,
    LeftOut,
    Place,
    PlannedItem,
    PlannedSession,
    Rulebook,
    Schedule,
    Slot,
    Station,
    Target,
    TargetOutcome,
    Topic,
    rulebook,
)
from broadcast.script import Approval, BulletinClass, Script
from broadcast.sound.measured import Measured, measure_whole
from broadcast.sound.profile import Profile
from broadcast.store.audio import AudioFolder
from broadcast.store.clips import ClipFolder
from broadcast.store.database import Database

DAY = date(2020, 8, 6)
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)

FORM = Form("hang-ngay", "Chương trình hằng ngày")
SLOTS = [
    Slot("sang", "sáng", time(5), 900, 600, FORM.id),
    Slot("trua", "trưa", time(11), 900, 600, FORM.id),
    Slot("chieu", "chiều", time(17), 900, 600, FORM.id),
]
STATIONS = [
    StationCard("an-thanh-trung", "Đài Truyền thanh xã An Thạnh Trung", "xã An Thạnh Trung", "30670"),
    StationCard("hoa-binh", "Đài Truyền thanh xã Hòa Bình", "xã Hòa Bình", "30676"),
    StationCard("my-hoi-dong", "Đài Truyền thanh xã Mỹ Hội Đông", "xã Mỹ Hội Đông", "30637"),
    StationCard("thi-tran-cho-moi", "Đài Truyền thanh thị trấn Chợ Mới", "thị trấn Chợ Mới", "30628"),
]
CAMPAIGNS = [
    Campaign(
        id="covid-19",
        name="Phòng, chống dịch COVID-19 và cài đặt Bluezone, NCOVI",
        topics=(Topic("khau-trang", "Luôn đeo khẩu trang"), Topic("bluezone", "Cài đặt Bluezone")),
        places=("cho-moi",),
        valid_from=DAY,
        valid_until=date(2020, 12, 31),
        baseline_plays=1,
        target=Target(2, 5),
        legal="Kế hoạch số 1677/KH-UBND",
        assumed=True,
    ),
    Campaign("thuong-xuyen", "Tuyên truyền thường xuyên", (), ("cho-moi",), assumed=True),
]
PLACES = [
    Place("cho-moi", "893", "Chợ Mới", "huyện"),
    Place("an-thanh-trung", "30670", "An Thạnh Trung", "xã", "cho-moi"),
]
MASKS = """Từ ngày 06/8/2020, theo Kế hoạch số 1677/KH-UBND của UBND huyện, xin luôn đeo khẩu trang.

Khi ho, sốt, xin gọi 1900 9095 trước 16h30 để được hướng dẫn."""
BLUEZONE = """Mỗi người hãy cài Bluezone vào điện thoại. Ứng dụng báo đã gặp ai trong 14 ngày qua.

Tải tại https://www.bluezone.gov.vn, miễn phí 100%, hoạt động 24/7."""
FEVER = (
    "Mỗi tuần 10 phút, bà con đổ nước đọng trong lu, khạp. Không có lăng quăng thì không có sốt xuất huyết."
)
POWER = "Điện lực Chợ Mới thông báo: từ 7 giờ 30 đến 16 giờ ngày 08/8/2020, ngừng cấp điện sửa lưới 22 kV."
TEXTS = {
    "khau-trang-01": ("Luôn đeo khẩu trang khi ra khỏi nhà", "covid-19", MASKS),
    "bluezone-01": ("Cài đặt ứng dụng Bluezone", "covid-19", BLUEZONE),
    "sot-xuat-huyet": ("Diệt lăng quăng, phòng sốt xuất huyết", "thuong-xuyen", FEVER),
    "cat-dien": ("Thông báo ngừng cung cấp điện", None, POWER),
    "chua-sua": ("Bài bị mất chữ", "covid-19", "Đeo khẩu trang khi ra kh i nhà để giữ sức kh e."),
}
"""Title, campaign and text by id."""

REASON = Text(
    "chiến dịch covid-19 còn thiếu 2 lượt (mức 2-5 lượt một ngày)",
    "campaign covid-19 lacks 2 plays (target 2-5)",
)
STANDING = Text("bài thường xuyên lấp chỗ", "a standing item fills the hour")
NO_STATION = Fault(
    Text("không có đài «khong-co»", "there is no station «khong-co»"),
    Text("xem danh sách đài", "see the list"),
)


class UnknownStation(NotFound):
    """No station has this id."""


class NotPublished(NotFound):
    """Nothing was published for that day."""


def clip(title: str, length: float, script: str | None = None, campaign: str | None = None) -> Clip:
    return Clip(
        f"key-{title}", title, length, script, campaign, "khau-trang" if campaign == "covid-19" else None
    )


def frame(station: StationCard, slot: Slot) -> Frame:
    return Frame(
        signature=clip("nhac-hieu", 3.0),
        call=clip(f"Đây là {station.name}.", 2.4),
        greeting=clip(f"Kính chào quý thính giả. Mời quý vị nghe chương trình buổi {slot.name}.", 4.2),
        stingers=(clip("nhac-cat-1", 1.2),),
        closing=clip("Chương trình đến đây là hết. Xin kính chào.", 3.1),
        sign_off=clip("ket-thuc", 2.5),
    )


@dataclass
class InMemory:
    """The port's test double. `made` stations are published; `failed` are not; `broken` raises an OSError.

    `lines` and `seen` are what stations reported; `at` is the clock where it matters to the minute. The files
    hold tones of -24 LUFS: `profile` says what was wanted.
    """

    folder: Path
    made: int = len(STATIONS)
    at_work: bool = False
    failed: Mapping[str, Text] = field(default_factory=dict)
    shown: date = DAY
    clock: date = TODAY
    broken: bool = False
    lines: Sequence[AsRunLine] = ()
    seen: Mapping[str, LastSeen] = field(default_factory=dict)
    at: datetime = NOW
    published: datetime = NOW - timedelta(days=9_999)
    alarmed: Sequence[Alarm] = ()
    opinion: Opinion | None = None
    profile: Profile = field(default_factory=Profile)
    wide: int = 0
    _measured: dict[str, Measured] = field(default_factory=dict)

    @cached_property
    def timetable(self) -> Timetable:
        """A real one, over a database of its own, planned for the shown day."""
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        if self.wide:
            return wide_timetable(folder, self.shown, communes(self.wide), 40)
        stations = [Station(card.id, "cho-moi", card.name) for card in STATIONS]
        return wide_timetable(folder, self.shown, stations, 6)

    @cached_property
    def operating(self) -> Operating:
        return Operating(self._studio.database, lambda: self.at, lambda: self._schedule)

    @cached_property
    def choosing(self) -> Choosing:
        reviewed = {
            name: Reviewed(each, read_document(each.text), ()) for name, each in self._scripts.items()
        }
        house = House(self.folder, self._schedule, reviewed, ())
        return Choosing(self._studio, lambda: house, self.operating)

    @cached_property
    def _schedule(self) -> Schedule:
        stations = {card.id: Station(card.id, card.id, card.name) for card in STATIONS}
        communes = {card.id: Place(card.id, card.code, card.id, "xã", "cho-moi") for card in STATIONS}
        return Schedule(
            district="cho-moi",
            places={PLACES[0].id: PLACES[0], **communes},
            stations=stations,
            policies={},
            forms={},
            campaigns={each.id: each for each in CAMPAIGNS},
            pins=(),
        )

    @cached_property
    def _studio(self) -> RealStudio:
        data = self.folder / f"data-{id(self)}"
        data.mkdir()
        return RealStudio(
            house=self.folder,
            data=data,
            database=Database(data / "broadcast.sqlite3"),
            speech=data / "speech",
            clips=ClipFolder(data / "clips"),
            audio=AudioFolder(data / "audio"),
            engines={},
            profile=self.profile,
            now=lambda: self.at,
        )

    def stations(self, day: date | None = None) -> Sequence[StationCard]:  # noqa: ARG002 - on all of them
        if self.broken:
            raise OSError(5, "secret path /srv/hidden")
        return STATIONS

    def today(self) -> date:
        return self.shown

    def alarms(self) -> Sequence[Alarm]:
        return self.alarmed

    def real_today(self) -> date:
        return self.clock

    def now(self) -> datetime:
        return self.at

    def progress(self) -> Progress:
        return Progress(self.made, len(STATIONS), self.failed, self.shown)

    def scripts(self) -> Sequence[ScriptCard]:
        return [self._card(script) for script in self._scripts.values()]

    def script(self, script: str) -> Script:
        if script not in self._scripts:
            raise NotFound(
                Fault(
                    Text(f"không có bài «{script}»", f"there is no script «{script}»"),
                    Text("xem trang Bài phát thanh", "see the list of scripts"),
                )
            )
        return self._scripts[script]

    def reading(self, script: str) -> Reading:
        return read_document(self.script(script).text)

    def heard(self, script: str) -> Heard:
        if script == "chua-sua":
            raise NotFound(Fault(Text("chưa được đọc", "not spoken"), Text("chờ", "wait")))
        self.script(script)
        path = next(iter(self._sounds.values()))
        return Heard("k" * 64, path, 4.0, path.stem, -24.6, bytes([20] * 40))

    def findings(self, script: str) -> Sequence[Finding]:
        self.script(script)
        return ()

    def second_opinion(self, reading: Reading) -> Sequence[Difference]:
        return differences(reading, self.opinion) if self.opinion else ()

    def record_as_run(self, station: str, body: Mapping[str, object]) -> tuple[int, int]:
        self._station(station)
        return 0, len(body)

    def record_heartbeat(self, station: str, body: Mapping[str, object]) -> tuple[int, int]:
        return self.record_as_run(station, body)

    def day_board(self, day: date) -> Sequence[StationToday]:
        names = {card.id: card.name for card in self.stations()}
        return board_of(names, self._judged(day), self.seen, self.at)

    def station_board(self, station: str, day: date) -> StationToday:
        name = self._station(station).name
        return board_of({station: name}, self._judged(day), self.seen, self.at)[0]

    def _judged(self, day: date) -> Judgement:
        told = []
        for card in STATIONS:
            try:
                told.append(Told(self.playlist(card.id, day), self.published))
            except NotFound:
                continue
        return judge(told, [line for line in self.lines if line.date == day])

    def contact(self) -> Contact | None:
        return Contact("Tổ kỹ thuật Đài huyện", "0296 000 1234")

    @property
    def reporting(self) -> Reporting:
        named = [(card.id, card.name) for card in STATIONS]
        heard = {station: self.at - timedelta(days=9) for station in self.seen}
        return Reporting(schedule_of(PLACES[0], named, CAMPAIGNS), self._judged, self.now, heard)

    def delivery(self) -> Delivery:
        """Of the shown day: what stands in the playlists against the heartbeats."""
        cards = self.stations()
        return Delivery(self.shown, tuple(self._delivered(card) for card in cards))

    def _delivered(self, card: StationCard) -> Delivered:
        wanted = 3 if card in STATIONS[: self.made] else None
        seen = self.seen.get(card.id)
        beat = seen.beat if seen else None
        told, held = holding(wanted, beat, self.shown), beat and beat.playlists.get(self.shown)
        return Delivered(card.id, card.name, told, wanted, held, seen, self.contact())

    def campaigns(self) -> Sequence[Campaign]:
        return CAMPAIGNS

    def places(self, day: date | None = None) -> Sequence[Place]:  # noqa: ARG002 - the same on all of them
        return PLACES

    def rulebook(self, station: str, day: date) -> Rulebook:
        return rulebook(self._schedule, self._station(station).id, day)

    def plan(self, station: str, day: date) -> DayPlan:
        if day.year == 1999:
            raise Unavailable(Fault(Text("máy đọc không trả lời", "no voice"), Text("thử lại", "try again")))
        card = self._station(station)
        return DayPlan(
            station=station,
            date=day,
            sessions=tuple(self._session(card, slot, day) for slot in SLOTS),
            silent=(),
            left_out=(LeftOut("chua-sua", "Bài bị mất chữ", Text("bài có lỗi", "it is faulty")),),
            targets=(
                TargetOutcome(
                    "covid-19",
                    3,
                    Target(2, 5),
                    met=True,
                    reason=Text("đạt: 3 lượt (mức 2-5)", "met: 3 plays (target 2-5)"),
                    topics=(("khau-trang", 2), ("bluezone", 1)),
                ),
            ),
        )

    def playlists(self, day: date) -> Mapping[str, Playlist]:
        if day not in {self.shown, self.shown - timedelta(days=1)}:
            return {}
        return {each.id: self.playlist(each.id, day) for each in STATIONS[: self.made]}

    def playlist(self, station: str, day: date) -> Playlist:
        card = self._station(station)
        published = [each.id for each in STATIONS[: self.made]]
        if day not in {self.shown, self.shown - timedelta(days=1)} or station not in published:
            raise NotPublished(
                Fault(
                    Text(f"chưa có danh sách phát ngày {day:%d/%m/%Y}", f"no playlist for {day}"),
                    Text("làm bằng lệnh: broadcast make", "make it by: broadcast make"),
                )
            )
        return Playlist(
            station=StationRef(card.id, card.name),
            date=day,
            version=3,
            generated_at=NOW,
            expires_at=NOW + timedelta(days=8),
            items=tuple(self._item(card, session) for session in self.plan(station, day).sessions),
        )

    def audio(self, sha256: str, ext: str) -> Path:
        path = self.folder / f"{sha256}.{ext}"
        if not path.is_file():
            raise NotFound(
                Fault(
                    Text("không có tệp âm thanh này", "there is no such audio file"),
                    Text("tải lại danh sách phát", "fetch the playlist again"),
                )
            )
        return path

    def session_wav(self, station: str, day: date, slot: str) -> BinaryIO:
        session_of(self.playlist(station, day), slot)
        if self.at_work:
            raise Unavailable(Fault(Text("máy chủ đang bận", "busy"), Text("chờ", "wait")))
        to = self.folder / "session.wav"
        soundfile.write(to, np.zeros(100, np.float32), 48_000, subtype="PCM_16")
        return to.open("rb")

    def level(self, sha256: str, ext: str) -> Level:
        path = self.audio(sha256, ext)
        found = self._measured.get(sha256) or self._measured.setdefault(sha256, measure_whole(path))
        said = levels.verdict(found.figures, self.profile)
        return Level(
            found.figures, found.picture, said, self.profile.loudness_lufs, self.profile.ceiling_dbtp
        )

    def _station(self, station: str) -> StationCard:
        for card in STATIONS:
            if card.id == station:
                return card
        raise UnknownStation(NO_STATION)

    def _session(self, card: StationCard, slot: Slot, day: date) -> PlannedSession:
        names = {"sang": ["khau-trang-01", "sot-xuat-huyet", "bluezone-01"], "trua": ["bluezone-01"]}
        clips = [
            clip(TEXTS[name][0], 6.0 + number, name, TEXTS[name][1])
            for number, name in enumerate(names.get(slot.id, ["cat-dien", "khau-trang-01"]))
        ]
        items = tuple(
            PlannedItem(each, BulletinClass.NORMAL, REASON if each.campaign == "covid-19" else STANDING)
            for each in clips
        )
        length = length_s(FORM, frame(card, slot), clips)
        gain_db = -6.0 if slot.id == "sang" else 0.0
        return PlannedSession(
            slot, slot.starts_on(day), gain_db, FORM, frame(card, slot), items, duration_s=length
        )

    def _item(self, card: StationCard, session: PlannedSession) -> PlaylistItem:
        cues = rundown(FORM, session.frame, [item.clip for item in session.items]).cues
        path = self._sounds[round(session.duration_s)]
        return PlaylistItem(
            id=f"{card.id}.{session.starts:%Y-%m-%d}.{session.slot.id}",
            starts_at=datetime.combine(session.starts.date(), session.slot.starts, VIETNAM),
            duration_s=round(session.duration_s) + 0.5,
            kind=ItemKind.PROGRAMME,
            klass=BulletinClass.NORMAL,
            title=f"Chương trình buổi {session.slot.name}, {session.starts:%d/%m/%Y}",
            gain_db=session.gain_db,
            audio=AudioFile(
                audio_url(path.stem, "mp3"), path.stem, path.stat().st_size, "audio/mpeg", -16.0, -1.2
            ),
            rundown=tuple(
                RundownEntry(
                    round(cue.offset_s, 3),
                    cue.clip.duration_s,
                    cue.kind,
                    cue.clip.title,
                    cue.clip.script,
                    cue.clip.campaign,
                    cue.clip.topic,
                )
                for cue in cues
            ),
            speech=SpokenBy("espeak", "vi-vn-x-south", fallback=session.slot.id == "chieu"),
        )

    @cached_property
    def _sounds(self) -> Mapping[int, Path]:
        """One tone a session, by its length in whole seconds, named by its hash like the real ones."""
        lengths = {round(self._session(STATIONS[0], slot, DAY).duration_s) for slot in SLOTS}
        return {length: tone(self.folder, length, 300 + 10 * length) for length in lengths}

    @cached_property
    def _scripts(self) -> Mapping[str, Script]:
        return {name: script(name) for name in TEXTS}

    def _card(self, script: Script) -> ScriptCard:
        faults = (
            Fault(
                Text("«kh i»: âm tiết không thể có", "«kh i»: no such syllable"),
                Text("sửa lại, có thể là «khỏi»", "mend it, perhaps «khỏi»"),
            ),
        )
        return ScriptCard(
            id=script.id,
            title=script.title,
            genre=script.genre,
            klass=script.klass,
            campaign=script.campaign,
            topic=script.topic,
            valid_from=script.valid_from,
            valid_until=script.valid_until,
            cleared=script.cleared,
            faults=faults if script.id == "chua-sua" else (),
        )


def script(name: str) -> Script:
    title, campaign, text = TEXTS[name]
    stamp = None if name == "cat-dien" else Approval("Nguyễn Thị Bé Ba", date(2020, 8, 6), "f" * 64)
    made = Script(
        id=name,
        title=title,
        text=text,
        genre="thong-bao",
        fingerprint="f" * 64,
        klass=BulletinClass.PRIORITY if campaign == "covid-19" else BulletinClass.NORMAL,
        campaign=campaign,
        topic="khau-trang" if campaign == "covid-19" else None,
        origin="Đài Truyền thanh huyện Chợ Mới",
        valid_from=DAY if campaign == "covid-19" else None,
        valid_until=date(2020, 12, 31) if campaign == "covid-19" else None,
    )
    return replace(made, approved=stamp)


def tone(folder: Path, seconds: int, hertz: int) -> Path:
    """A quiet tone as MP3, named by the hash of its bytes."""
    rate = 24_000
    wave = 3_000 * np.sin(2 * np.pi * hertz * np.arange(seconds * rate) / rate)
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(32)
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(1)
    encoder.silence()
    sound = bytes(encoder.encode(wave.astype("<i2").tobytes()) + encoder.flush())
    path = folder / f"{hashlib.sha256(sound).hexdigest()}.mp3"
    path.write_bytes(sound)
    return path
