"""Read a tick in the column of one option: 很满意 | 满意 | 不满意, with √ under one."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from sme_assistant.values.choices import classify
from sme_assistant.values.kinds import Kind, Option, Spec
from sme_assistant.values.normalise import fold
from sme_assistant.values.outcomes import Understood
from sme_assistant.values.reading import read

_TICKS: Final = frozenset("xX●■◆★*vV∨☒▲勾✅RPüþ") | {"打勾", "勾选", "√√"}
"""R, P, ü and þ are boxes and ticks in the symbol fonts of Word and Excel."""
_BLANKS: Final = frozenset("○□☐-—/0£¨")
"""So are £ and ¨, which are boxes without a tick."""
_YESNO: Final = Spec(Kind.YESNO, "")
_TICKED: Final = "√✓✔☑☒■●✅"
_UNTICKED: Final = "□☐○"
_SIGNED: Final = re.compile(rf"([{_TICKED}{_UNTICKED}])([^{_TICKED}{_UNTICKED}]+)")
_MARKS: Final = frozenset(_TICKED + _UNTICKED)


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


def ticked_label(text: str) -> str:
    """Return the one name that is ticked in a cell, or the cell as it is.

    A name may stand alone with its tick (√满意), or beside the others with theirs
    (□很满意 ☑满意 □不满意); the signs stand all before their names, or all behind.
    """
    signs = "".join(fold(text).split())
    if not signs or _MARKS.isdisjoint(signs):
        return text
    if signs[-1] in _MARKS:
        signs = signs[::-1]
    found = _SIGNED.findall(signs)
    chosen: list[str] = [name for sign, name in found if sign in _TICKED]
    if len(chosen) != 1 or "".join(map("".join, found)) != signs:
        return text
    return chosen[0] if fold(text)[0] in _MARKS else chosen[0][::-1]
