"""Who takes calls here, if anybody does; shared by all that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sme_assistant.faces.settings import Settings


@dataclass
class HelpDesk:
    """A help desk, or none.

    Attributes:
        is_on: Whether callers are served here; else the applicant sits here.
        staff: Who sits here; empty until that is known.
        known: Names to choose from.
    """

    is_on: bool = False
    staff: str = ""
    known: Sequence[str] = ()

    @classmethod
    def of(cls, settings: Settings, *, asked: bool, staff: str) -> HelpDesk:
        """Return the help desk that options and settings want.

        Args:
            settings: What the person prefers.
            asked: Whether ``--helpdesk`` was given.
            staff: The name given as ``--staff``; it opens the help desk as well.
        """
        is_on = asked or bool(staff) or settings.mode == "helpdesk"
        only = settings.staff[0] if len(settings.staff) == 1 else ""
        return cls(is_on, staff or only, settings.staff)
