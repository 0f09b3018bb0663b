"""What is known of a case without reading its log.

The casebook answers with it and the layers above show it; it lies here because
both must know it and neither may know the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """One case, as a list of cases shows it.

    Attributes:
        name: What people type to open it; unique, and safe in a file name.
        programme: The id of the programme applied for. Empty only where a damaged
            casebook was salvaged and no longer says.
        created_at: When it was begun, in UTC.
        touched_at: When its last entry was given, in UTC.
        archived: Whether it was put aside.
        entries: How many entries its log holds.
        deleted: Whether it was thrown away: it can be taken back, but not written in.
        uid: Which case it is, wherever it goes; a copy of it is another one.
    """

    name: str
    programme: str
    created_at: datetime
    touched_at: datetime
    archived: bool
    entries: int
    deleted: bool = False
    uid: str = ""
