"""Read what a person typed.

``read`` is the one entrance. Its result says whether the text was understood,
must be confirmed, may mean several things, or cannot be; it never raises on
anything typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sme_assistant.messages import Message
from sme_assistant.values.choices import read_choice, read_multi
from sme_assistant.values.dates import read_date
from sme_assistant.values.kinds import Kind, Spec
from sme_assistant.values.numbers import read_number
from sme_assistant.values.outcomes import (
    Ambiguous,
    Reading,
    Refused,
    Understood,
    Unlikely,
)
from sme_assistant.values.phones import read_phone
from sme_assistant.values.texts import read_text
from sme_assistant.values.wording import refuse
from sme_assistant.values.yesno import read_yesno

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

__all__ = ["Ambiguous", "Reading", "Refused", "Understood", "Unlikely", "read"]

_READERS: dict[Kind, Callable[[Spec, str], Reading]] = {
    Kind.YESNO: read_yesno,
    Kind.CHOICE: read_choice,
    Kind.MULTI: read_multi,
    Kind.COUNT: read_number,
    Kind.AMOUNT: read_number,
    Kind.PERCENT: read_number,
    Kind.AREA: read_number,
    Kind.TEXT: read_text,
    Kind.LONG_TEXT: read_text,
    Kind.PHONE: read_phone,
}

_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT})
_LONGEST = 500
"""No answer of another kind is longer; what is, was pasted into the wrong place."""


def read(spec: Spec, typed: str, *, today: date) -> Reading:
    """Turn what a person typed into a reading of it.

    Args:
        spec: The fact or roster column being answered.
        typed: The text as typed or as an answers file holds it.
        today: The day that 今天 and 去年 are reckoned from.

    Returns:
        The reading; it never raises on anything typed.
    """
    if len(typed) > _LONGEST and spec.kind not in _TEXTS:
        message = Message.ANSWER_TOO_LONG
        return refuse(spec, typed, message, count=len(typed), limit=_LONGEST)
    if spec.kind is Kind.DATE:
        return read_date(spec, typed, today)
    return _READERS[spec.kind](spec, typed)
