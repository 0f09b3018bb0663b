"""What there is to know of a fact in order to read, keep and show its value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = bool | int | Decimal | date | str | tuple[str, ...]
"""yesno: bool · count: int · amount, percent, area: Decimal (万元, 0-100, 平方米) ·
date: date · choice: option id · multi: option ids in the order of the options ·
text, long_text, phone: str. Never a float."""


class Kind(StrEnum):
    """The kinds of value a fact may have."""

    YESNO = "yesno"
    CHOICE = "choice"
    MULTI = "multi"
    COUNT = "count"
    AMOUNT = "amount"
    PERCENT = "percent"
    AREA = "area"
    DATE = "date"
    TEXT = "text"
    LONG_TEXT = "long_text"
    PHONE = "phone"

    @property
    def is_number(self) -> bool:
        """Whether values of this kind are whole numbers or exact decimals."""
        return self in _NUMBERS


MOST_NUMBERED = 12
"""Longer lists are not shown whole; a number typed for one would be a guess."""

_NUMBERS = frozenset({Kind.COUNT, Kind.AMOUNT, Kind.PERCENT, Kind.AREA})


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a ``choice`` or ``multi`` fact.

    Attributes:
        id: What is stored and what expressions compare with.
        label: What people read.
        aliases: Other spellings that are understood: short, old and spoken names.
        group: The group that the expression ``group(fact)`` gives, if any.
        notice: What a person who chose it is told.
        exclusive: Refused together with any other option of a ``multi`` fact.
        spoken: What is said aloud instead of the label, where that cannot be said.
    """

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    group: str | None = None
    notice: str | None = None
    exclusive: bool = False
    spoken: str | None = None


@dataclass(frozen=True, slots=True)
class Spec:
    """All that reading and showing need to know of one fact or roster column.

    Attributes:
        kind: The kind of value.
        label: What people call the fact, for messages.
        example: A good answer as a person would type it, for messages.
        unit: The measure word of a count (人, 家, 次, 人次, 份). The units of
            amounts (万元), percents (%) and areas (平方米) follow from the kind.
        options: The choices, for ``choice`` and ``multi``.
        minimum: The least value there can be; below it an answer is refused.
        maximum: The greatest value there can be.
        plausible_minimum: Below it an answer is echoed and confirmed.
        plausible_maximum: Above it likewise.
        open: For a roster column of kind ``choice``: text that is no option is kept
            as it stands (a professional title nobody listed) instead of refused.
    """

    kind: Kind
    label: str
    example: str = ""
    unit: str = ""
    options: tuple[Option, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    plausible_minimum: Decimal | None = None
    plausible_maximum: Decimal | None = None
    open: bool = False

    @property
    def is_numbered(self) -> bool:
        """Whether its options are few enough to be listed and chosen by number."""
        return len(self.options) <= MOST_NUMBERED
