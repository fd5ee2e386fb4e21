"""Trực phát: what is due is armed ahead, what sounds is followed, what was missed is explained.

The tick decides; it never starts a sound. It gives the mixer a sample at which to begin, a little ahead, and
the mixer begins there, however late the next tick comes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from broadcast.agent.clock import Clock, Moment, moment
from broadcast.agent.gate import quiet
from broadcast.agent.journal import AlreadyAired, Journal, Sounding
from broadcast.agent.keeping import NotKept, Shelf, WrongContent
from broadcast.agent.mixer import Mixer, Take
from broadcast.agent.orders import Obeyed
from broadcast.agent.output import Output
from broadcast.agent.players.player import Player
from broadcast.agent.playlist import Airing
from broadcast.agent.reasons import (
    BAD_FILE,
    BUSY,
    CLOCK_LEAP,
    EMERGENCY,
    JOURNAL_LOST,
    NO_FILE,
    NO_SOURCE,
    NOT_RUNNING,
    PLAYER_FAILED,
    QUIET_HOURS,
    RELAY_REPLACED,
    STOPPED,
    TOLD_LATE,
    Outcome,
    Reason,
)
from broadcast.agent.sound import BadSound, Sound
from broadcast.agent.steadiness import Steadiness
from broadcast.language import Text

GRACE = timedelta(seconds=120)
"""An airing later than this is not started any more."""

LATE = timedelta(seconds=1)
"""An airing that began later than this is LATE."""

LOADED_AHEAD = timedelta(seconds=30)
"""The file is checked and its first seconds are decoded this long before the hour."""

ARMED_AHEAD_S = 2.0
"""The intent is written down and the mixer armed this long before: what a power cut can cost a programme."""

PROGRESS_S = 10.0
"""How often it is written down how far an airing has come."""

_AIM_S = 0.02


@dataclass(slots=True, eq=False)
class _OnAir:
    """An airing that the mixer has: armed, sounding, or just ended."""

    airing: Airing
    take: Take
    late: Reason | None
    started: datetime | None = None
    written: float = field(default=0.0)


class _Hindered(Exception):
    """Why an airing cannot be armed now."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


class Playout:
    """One station's loudspeaker. `tick` is called several times a second, by one thread."""

    def __init__(
        self,
        shelf: Shelf,
        journal: Journal,
        player: Player,
        clock: Clock,
        say: Callable[[Text], None],
        obeyed: Obeyed,
    ) -> None:
        self._shelf, self._journal, self._clock, self._obeyed = shelf, journal, clock, obeyed
        self._mixer = Mixer(player.rate_hz)
        self._output = Output(player, self._mixer, clock, say)
        self._on_air: list[_OnAir] = []
        self._loaded: dict[str, Sound] = {}
        self._hindered: dict[str, Reason] = {}
        self._began = moment(clock)
        self._steady = Steadiness.starting(self._began)
        self._undecided: tuple[tuple[int, int], list[Airing]] = ((-1, -1), [])

    @property
    def playing(self) -> str | None:
        """The item that sounds now."""
        return next((each.airing.item for each in list(self._on_air) if each.started), None)

    def tick(self) -> None:
        """Look at the clock, once.

        Raises:
            JournalFailed: nothing can be written down, so nothing new is started.
        """
        now = moment(self._clock)
        self._steady.see(now)
        if self._output.watch(now):
            self._end_all(now, PLAYER_FAILED)
        self._mixer.fill()
        self._follow(now)
        self._obey(now)
        self._shelf.turn(now.wall - GRACE, now.wall + LOADED_AHEAD)
        for airing in self._coming(now):
            self._consider(airing, now)
        self._mixer.fill()

    def stop(self) -> None:
        """End what sounds, with its reason, and let go of the player."""
        self._end_all(moment(self._clock), STOPPED)
        self._output.close()
        for sound in self._loaded.values():
            sound.close()

    # What is to come

    def _coming(self, now: Moment) -> list[Airing]:
        """Airings that are neither begun nor written off, up to those that may be loaded now."""
        seen = (self._shelf.changes, self._journal.changes)
        if self._undecided[0] != seen:
            known = self._journal.known
            self._undecided = seen, [each for each in self._shelf.airings() if each.id not in known]
        soon = now.wall + LOADED_AHEAD
        return [airing for airing in self._undecided[1] if airing.starts_at <= soon]

    def _consider(self, airing: Airing, now: Moment) -> None:
        try:
            if now.wall - airing.starts_at > GRACE:
                self._write_off(airing)
            else:
                self._bring(airing, now)
        except _Hindered as hindered:
            self._hindered[airing.id] = hindered.reason
        except AlreadyAired:
            self._undecided = ((-1, -1), [])

    def _write_off(self, airing: Airing) -> None:
        if not self._steady.settled:
            return
        paused = self._obeyed.silenced(airing.starts_at, emergency=airing.emergency)
        self._journal.misses(airing, self._hindered.get(airing.id) or paused or self._why_late(airing))
        self._hindered.pop(airing.id, None)
        sound = self._loaded.pop(airing.id, None)
        if sound:
            sound.close()

    def _why_late(self, airing: Airing) -> Reason:
        """Why nobody looked at it in time."""
        if self._lost(airing):
            return JOURNAL_LOST
        if self._steady.leapt_over(airing.starts_at):
            return CLOCK_LEAP
        return NOT_RUNNING if airing.starts_at < self._began.wall else TOLD_LATE

    def _lost(self, airing: Airing) -> bool:
        return self._journal.floor is not None and airing.starts_at <= self._journal.floor

    def _bring(self, airing: Airing, now: Moment) -> None:
        """Load it; arm it when its sample is near.

        Raises:
            _Hindered: it cannot be started now.
        """
        if self._lost(airing):
            raise _Hindered(JOURNAL_LOST)
        begins_at = max(now.wall, airing.starts_at)
        if paused := self._obeyed.silences(now, begins_at, emergency=airing.emergency):
            raise _Hindered(paused)
        if not self._output.works:
            raise _Hindered(PLAYER_FAILED)
        sound = self._sound(airing)
        if airing.emergency and now.wall >= airing.starts_at:
            self._make_way(now)
        aim = self._output.sample(airing.starts_at, now)
        begins = max(aim, self._mixer.free_at())
        if begins - self._mixer.position > ARMED_AHEAD_S * self._mixer.rate_hz:
            if now.wall >= airing.starts_at:
                raise _Hindered(BUSY)
            return
        self._admit(airing, self._output.heard_at(begins, now))
        self._arm(airing, sound, aim, overdue=now.wall > airing.starts_at)

    def _admit(self, airing: Airing, begins: datetime) -> None:
        if not airing.emergency and (quiet(begins) or quiet(airing.starts_at)):
            raise _Hindered(QUIET_HOURS)
        if begins - airing.starts_at > GRACE:
            raise _Hindered(BUSY)

    def _arm(self, airing: Airing, sound: Sound, aim: int, *, overdue: bool) -> None:
        self._journal.intend(airing)  # on the disk before the mixer can begin
        self._loaded.pop(airing.id)
        late = self._hindered.pop(airing.id, None) or (self._why_late(airing) if overdue else BUSY)
        gain = self._obeyed.factor(airing.starts_at, emergency=airing.emergency)
        self._on_air.append(_OnAir(airing, self._mixer.arm(sound, aim, gain), late))

    def _sound(self, airing: Airing) -> Sound:
        if airing.id not in self._loaded:
            self._loaded[airing.id] = self._load(airing)
        return self._loaded[airing.id]

    def _load(self, airing: Airing) -> Sound:
        if airing.audio is None:
            raise _Hindered(NO_SOURCE)
        try:
            sound = Sound(self._shelf.checked(airing.audio), self._mixer.rate_hz, airing.gain_db)
        except NotKept as error:
            raise _Hindered(self._hindered.get(airing.id, NO_FILE)) from error
        except (WrongContent, BadSound) as error:
            raise _Hindered(BAD_FILE) from error
        sound.fill()
        return sound

    # What is on the air

    def _obey(self, now: Moment) -> None:
        """Pause and turn what sounds as the commune wants it, and take back what was armed for a pause."""
        for each in list(self._on_air):
            emergency = each.airing.emergency
            at = now.wall if each.take.began is not None else max(now.wall, each.airing.starts_at)
            if paused := self._obeyed.silences(now, at, emergency=emergency):
                self._end(each, now, paused, fade=True)
            else:
                self._mixer.turn(each.take, self._obeyed.factor(at, emergency=emergency))

    def _make_way(self, now: Moment) -> None:
        for each in [each for each in self._on_air if not each.airing.emergency]:
            self._end(each, now, EMERGENCY)

    def _follow(self, now: Moment) -> None:
        for each in list(self._on_air):
            take = each.take
            if take.began is None:
                self._reaim(each, now)
            elif take.ended is not None:
                self._finish(each, now)
            elif each.started is None or now.mono - each.written >= PROGRESS_S:
                self._journal.sounds(each.airing, self._sounding(each, now))
                each.written = now.mono

    def _reaim(self, each: _OnAir, now: Moment) -> None:
        """The clock may have been set since it was armed."""
        aim, rate_hz = self._output.sample(each.airing.starts_at, now), self._mixer.rate_hz
        if abs(aim - each.take.aim) <= _AIM_S * rate_hz:
            return
        ahead_s = (aim - self._mixer.position) / rate_hz
        if -GRACE.total_seconds() <= ahead_s <= 2 * ARMED_AHEAD_S:
            self._mixer.aim(each.take, aim)
        else:
            self._end(each, now, CLOCK_LEAP)

    def _sounding(self, each: _OnAir, now: Moment) -> Sounding:
        """How far it has come; the clock that may be set is asked only once, at its beginning."""
        take, rate_hz = each.take, self._mixer.rate_hz
        began = take.began or 0
        if each.started is None:
            each.started = self._output.heard_at(began, now)
        until = self._mixer.position if take.ended is None else take.ended
        ended = each.started + timedelta(seconds=(until - began) / rate_hz)
        return Sounding(each.started, ended, take.sounded / rate_hz)

    def _finish(self, each: _OnAir, now: Moment, cut: Reason | None = None) -> None:
        """Write down what became of it."""
        heard = self._sounding(each, now)
        late = heard.started_at - each.airing.starts_at > LATE
        outcome, reason = Outcome.PLAYED, self._output.player.remark
        if cut or each.take.sound.fault:
            outcome, reason = Outcome.CUT, cut or BAD_FILE
        elif late:
            outcome, reason = Outcome.LATE, each.late
        elif each.airing.relayed:
            reason = reason or RELAY_REPLACED
        self._journal.ends(each.airing, outcome, reason, heard)
        self._on_air.remove(each)

    def _end(self, each: _OnAir, now: Moment, why: Reason, *, fade: bool = False) -> None:
        """Take it from the mixer; what never sounded may still be started."""
        if self._mixer.cut(each.take, fade=fade):
            self._finish(each, now, why)
        else:
            self._journal.withdraw(each.airing)
            self._on_air.remove(each)

    def _end_all(self, now: Moment, why: Reason) -> None:
        for each in list(self._on_air):
            self._end(each, now, why)
