"""Việc theo giờ: what the clock of `broadcast run` asks for. Each may run twice, or late, without harm."""

from datetime import date

from broadcast.desk.reception import Reception
from broadcast.desk.traffic import Outcome, said
from broadcast.desk.watching import Nobody, Stopped, Watcher
from broadcast.doors.cli.screen import Screen
from broadcast.doors.clock import Job, every, hourly, orphans
from broadcast.language import Language, Text

LOOK_S = 5
"""How often the clock looks whether something changed: what is approved is in the programmes soon after."""

MEASURE_S = 300
"""How often it is looked whether something was published and not measured: the first minutes after a start
belong to making. A page that somebody opens before measures its own programme.
"""


def chores(reception: Reception, screen: Screen) -> tuple[Job, ...]:
    """The jobs, over one reception; what they have to tell goes to `screen`."""
    jobs: tuple[Job, ...] = (
        Job(
            "look",
            Text("việc làm lại chương trình khi có thay đổi", "making programmes again after a change"),
            lambda: make_due(reception, screen),
            every(LOOK_S),
        ),
        Job(
            "coming",
            Text("việc làm chương trình những ngày tới", "making the programmes of the coming days"),
            lambda: _make_coming(reception, screen),
            hourly(5),
        ),
        Job(
            "close",
            Text("việc khép buổi đã phát", "closing sessions that are over"),
            lambda: _close(reception, jobs),
            every(60),
        ),
        Job(
            "measure",
            Text("việc đo độ to các chương trình", "measuring the programmes"),
            lambda: reception.measure(screen.stopping),
            every(MEASURE_S),
        ),
        Job("retire", Text("việc dọn tệp cũ", "removing old files"), reception.retire, hourly(35)),
        Job(
            "audit",
            Text("việc kiểm tra nhật ký hằng ngày", "verifying the audit"),
            lambda: _verify_audit(reception, screen),
            hourly(55),
        ),
        Job("backup", Text("việc sao lưu hằng ngày", "the daily backup"), reception.back_up, hourly(50)),
    )
    return jobs


def make_due(reception: Reception, screen: Screen) -> None:
    """Make what changed, the nearest day first; after each day it is looked again which is the nearest."""
    while not screen.stopping() and (day := reception.due()):
        made(reception, day, _Calm(screen), screen)


def made(reception: Reception, day: date, watcher: Watcher, screen: Screen) -> Outcome | None:
    """What came of `day`; None when it could not be made: that is told, and kept for /readyz."""
    try:
        return reception.make(day, watcher)
    except Stopped:
        return None
    except Exception as error:  # noqa: BLE001 - a fault of ours must not leave /readyz waiting for ever
        why = said(error)
    reception.give_up(day, why)
    screen.say(why)
    return None


def _make_coming(reception: Reception, screen: Screen) -> None:
    """Everything again: what was lost is made good, what nears its end is published anew."""
    tell_faults(reception, screen)
    for day in reception.coming():
        made(reception, day, _Calm(screen), screen)


def _close(reception: Reception, jobs: tuple[Job, ...]) -> None:
    """Sessions that are over, and alarms that nobody else would end."""
    reception.close_sessions()
    for name in orphans([alarm.id for alarm in reception.alarms()], jobs):
        reception.alarm(name, None)


def _verify_audit(reception: Reception, screen: Screen) -> None:
    """The audit as it was written; its head stands in the day's log."""
    head = reception.verify_audit()
    if head is not None:
        screen.say(
            Text(
                f"Nhật ký nguyên vẹn: {head.number} dòng, đầu chuỗi {head.chain}",
                f"The audit is whole: {head.number} lines, head {head.chain}",
            )
        )


def tell_faults(reception: Reception, screen: Screen) -> None:
    """Tell what is wrong on file; it does not air. Raises Invalid when there is no schedule to go by."""
    for fault in reception.faults():
        screen.say(Text(*(fault.said(language) for language in Language)))


class _Calm(Nobody):
    """Watches the work behind the day: no bars for it, and it stops when the service does."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.stop = screen.stop
