"""Giờ cấm phát: the last gate before the loudspeaker, whatever a playlist says."""

from datetime import datetime, time

from broadcast.agent.clock import VIETNAM

FROM, UNTIL = time(21), time(5)
"""Quiet hours, Vietnam's wall clock; on 05/12/2025 a relay hour typed wrong woke a commune at 03:15."""


def quiet(at: datetime) -> bool:
    """Whether nothing but an emergency may start at this moment."""
    hour = at.astimezone(VIETNAM).time()
    return hour >= FROM or hour < UNTIL
