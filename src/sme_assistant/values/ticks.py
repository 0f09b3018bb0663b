"""Read a tick in the column of one option: 很满意 | 满意 | 不满意, with √ under one."""

from __future__ import annotations

from datetime import date
from typing import Final

from sme_assistant.values.choices import classify
from sme_assistant.values.kinds import Kind, Option, Spec
from sme_assistant.values.normalise import fold
from sme_assistant.values.outcomes import Understood
from sme_assistant.values.reading import read

_TICKS: Final = frozenset("xX●■◆★*v☒▲勾")
_BLANKS: Final = frozenset("○□☐-—/0")
_YESNO: Final = Spec(Kind.YESNO, "")


def read_tick(option: Option, typed: str) -> bool | None:
    """Say whether a cell under an option is ticked; None if nobody can tell."""
    text = fold(typed)
    if not text or text in _BLANKS:
        return False
    if text in _TICKS:
        return True
    named = Spec(Kind.CHOICE, "", options=(option,))
    if classify(named, text) == option.id:
        return True
    reading = read(_YESNO, text, today=date.min)
    return bool(reading.value) if isinstance(reading, Understood) else None
