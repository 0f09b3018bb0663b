"""Follow-ups: on which day somebody is to be called back about a case, and why.

The casebook keeps them beside the answer log, of which they are no part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sme_assistant.phrases import CallBack

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One call to make.

    Attributes:
        id: Its number, unique in the casebook.
        case: The name of the case.
        day: The day, in China.
        what: What it is about; may be empty.
        staff: Who agreed on it; may be empty.
        made_at: When it was agreed on, in UTC.
        done_at: When it was done; None while it is to do.
    """

    id: int
    case: str
    day: date
    what: str
    staff: str
    made_at: datetime
    done_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to do."""
        return self.done_at is None


def day_shown(day: date, today: date) -> str:
    """Write a day with its weekday, and with its year if that is not this one's."""
    wording = CallBack.DAY if day.year == today.year else CallBack.DAY_OF_YEAR
    weekday = CallBack.WEEKDAYS[day.weekday()]
    return wording.format(year=day.year, month=day.month, day=day.day, weekday=weekday)


def home_line(due: Sequence[FollowUp], today: date) -> str:
    """Say in a line who is to be called back today or should have been; or nothing."""
    if not due:
        return ""
    overdue = sum(one.day < today for one in due)
    names = list(dict.fromkeys(one.case for one in due))
    more = CallBack.HOME_MORE if names[_MOST_NAMED:] else ""
    late = CallBack.HOME_OVERDUE.format(count=overdue) if overdue else ""
    return CallBack.HOME.format(
        count=len(due), late=late, names="、".join(names[:_MOST_NAMED]) + more
    )
