"""Kéo về: the coming week's playlists and their files, long before their hours."""

from collections.abc import Callable
from datetime import date, timedelta

from broadcast.agent.clock import VIETNAM, Clock
from broadcast.agent.keeping import DiskFull, Shelf, WrongContent
from broadcast.agent.patience import Patience
from broadcast.agent.playlist import Audio
from broadcast.agent.server import NoSuchFile, Server, ServerAway
from broadcast.language import Text

DAYS = 7
"""Today and the six days to come."""

LATER_DAYS_S = 900.0
"""Between two questions for a day that is not today, in seconds."""

DOWNLOAD_S = 15.0
"""At one go, in seconds: then other questions have their turn, and the file goes on where it stopped."""


class Puller:
    """Asks and downloads for one station; for one thread. Every question for a playlist is one request.

    `today_s`: between two questions for today, in seconds.
    """

    def __init__(
        self, server: Server, shelf: Shelf, clock: Clock, today_s: float, say: Callable[[Text], None]
    ) -> None:
        self._say = say
        self._server, self._shelf, self._clock, self._today_s = server, shelf, clock, today_s
        self._asked: dict[date, float] = {}
        self._resting: dict[str, Patience] = {}

    def poll(self) -> None:
        """Ask for the playlist that has waited longest, if one is due.

        Raises:
            ServerAway: it will be asked again.
            WrongPlaylist: what was kept stays.
        """
        day = self._overdue()
        if day is None:
            return
        fetched = self._server.playlist(day, self._shelf.etag(day))
        self._asked[day] = self._clock.monotonic()
        if fetched:
            self._shelf.offer(day, fetched.body, fetched.etag)

    def download(self) -> None:
        """Fetch what is wanted, the most urgent first, for some seconds.

        A file that cannot be had rests for a while, and the others have their turn.

        Raises:
            ServerAway: the file goes on later, where it stopped.
        """
        until = self._clock.monotonic() + DOWNLOAD_S
        for audio in self._shelf.wanted():
            if self._clock.monotonic() > until:
                return
            patience = self._resting.setdefault(audio.sha256, Patience(first_s=10, most_s=3600))
            if patience.ready(self._clock.monotonic()):
                self._try(audio, until, patience)

    def _try(self, audio: Audio, until: float, patience: Patience) -> None:
        had = self._shelf.arrived(audio)
        try:
            finished = self._fetch(audio, until)
        except (WrongContent, DiskFull, NoSuchFile) as error:
            patience.failed(self._clock.monotonic())
            self._say(error.faults[0].what)
        except ServerAway:
            if self._shelf.arrived(audio) <= had:  # a line that breaks after some bytes is still a line
                raise
        else:
            if finished:
                del self._resting[audio.sha256]

    def _overdue(self) -> date | None:
        """The day whose question is most overdue; None when none is due."""
        today = self._clock.now().astimezone(VIETNAM).date()
        days = [today + timedelta(days=ahead) for ahead in range(DAYS)]
        self._asked = {day: self._asked[day] for day in days if day in self._asked}
        now = self._clock.monotonic()
        due = {day: self._due(day, today) for day in days}
        first = min(days, key=lambda day: due[day])
        return first if due[first] <= now else None

    def _due(self, day: date, today: date) -> float:
        if day not in self._asked:
            return float("-inf")
        return self._asked[day] + (self._today_s if day == today else LATER_DAYS_S)

    def _fetch(self, audio: Audio, until: float) -> bool:
        """Let the part grow; whether it is finished."""
        have = self._shelf.arrived(audio)
        if have < audio.bytes and not self._grow(audio, have, until):
            return False
        self._shelf.take_in(audio)
        return True

    def _grow(self, audio: Audio, have: int, until: float) -> bool:
        with self._shelf.part(audio).open("r+b" if have else "wb") as file:
            for at, block in self._server.audio(audio, have):
                file.seek(at)
                file.write(block)
                if at + len(block) < audio.bytes and self._clock.monotonic() > until:
                    return False
        return True
