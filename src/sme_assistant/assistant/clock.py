"""The day it is: where the programme applies, whatever the computer's own zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Final

Clock = Callable[[], datetime]
CHINA: Final = timezone(timedelta(hours=8))
"""The zone of every date in a document: one case gives one package anywhere."""


def local(at: datetime) -> datetime:
    """Return a moment in China's time."""
    return at.astimezone(CHINA)


def day_of(at: datetime) -> date:
    """Return the calendar day of a moment."""
    return local(at).date()
