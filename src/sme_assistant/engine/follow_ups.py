"""Follow-ups: on which day somebody is to be called back about a case, and why.

The casebook keeps them beside the answer log, of which they are no part.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


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
