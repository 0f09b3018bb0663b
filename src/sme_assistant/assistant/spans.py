"""Spans of time in loose talk: 一年半, 19年成立, 2023年5月.

Such words name no day but a stretch in which it lies. A length is taken as right to
less than its finest unit, for people count a year begun as a year: 两年 is more than
one and less than three.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from sme_assistant.values.numerals import digits_of, plain_forms, read_numeral

Ends = tuple[date, ...]
_MONTHS = 12
_LENGTH = re.compile(r"(?P<number>.*?)(?P<unit>年半|年|个半月|个月)")
_N = "[0-9一二三四五六七八九十]"
_DAY = re.compile(
    rf"(?P<year>[0-9零一二三四五六七八九]{{2,4}})(?:年[初底末]?|[-/.])"
    rf"(?:(?P<month>{_N}{{1,3}})(?:月份?[初底]?|[-/.])?)?"
    rf"(?:(?P<day>{_N}{{1,3}})[日号]?)?"
)
_RELATIVE = {"今年": 0, "去年": -1, "前年": -2}
_LONGEST = 200
"""Years; nothing that applies is older."""


def has_span(figure: re.Match[str]) -> bool:
    """Whether a figure may be a day, a year or a length of time."""
    text = figure["figure"]
    return bool(
        figure["day"] or text == "半年" or text.endswith(("年", "年半", "个月"))
    )


def is_lasting(text: str, figure: re.Match[str], lasted: Sequence[str]) -> bool:
    """Whether a length is meant: 开了19年."""
    return text[: figure.start()].rstrip().endswith(tuple(lasted))


def days_of(figure: re.Match[str], today: date, lasting: bool) -> list[Ends]:
    """Return the stretches a figure may name, each as its ends; one day has one."""
    text = plain_forms(figure["figure"])
    found = []
    if figure["day"] and not (lasting and _is_short(text)):
        found.append(_day(text, today))
    if not figure["day"] or (_is_short(text) and not _follows(figure)):
        found.append(_length(text, today))
    stretches = [ends for ends in found if ends and ends[0] <= today]
    return list(dict.fromkeys(tuple(dict.fromkeys(ends)) for ends in stretches))


def _is_short(text: str) -> bool:
    """Whether it is a number of two digits and 年: a year, or so many."""
    return text.endswith("年") and len(text) <= len("19年")


def _follows(figure: re.Match[str]) -> bool:
    """Whether what comes next makes it a year: 19年成立, and not 成立19年."""
    return bool(re.match(r"\s*[^\s，,。；;0-9]", figure.string[figure.end() :]))


def _day(text: str, today: date) -> Ends | None:
    for word, away in _RELATIVE.items():
        if text.startswith(word):
            text = f"{today.year + away}年{text.removeprefix(word)}"
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year = int(digits_of(found["year"]))
    if len(found["year"]) == len("19"):
        year += 2000 if year <= today.year % 100 else 1900
    month, day = _number(found["month"]), _number(found["day"])
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or _MONTHS
        last = date(year, last_month, day or monthrange(year, last_month)[1])
    except ValueError:
        return None
    return first, min(last, today) if first <= today else last


def _number(text: str | None) -> int:
    value = read_numeral(text) if text else None
    return int(value) if value is not None else 0


def _length(text: str, today: date) -> Ends | None:
    if text == "半年":
        text = "6个月"
    found = _LENGTH.fullmatch(text)
    number = read_numeral(found["number"]) if found else None
    if found is None or number is None or number > _LONGEST:
        return None
    unit = found["unit"]
    if unit.startswith("年"):
        months = number * _MONTHS + (_MONTHS // 2 if unit == "年半" else 0)
        about = _MONTHS // 2 if unit == "年半" or number % 1 else _MONTHS
    else:
        months, about = number + (Decimal("0.5") if "半" in unit else 0), 1
    first = _before(today, int(months) + about) + timedelta(days=1)
    last = _before(today, max(int(months) - about, 0)) - timedelta(days=1)
    return first, max(first, min(last, today))


def _before(day: date, months: int) -> date:
    """Return the day so many months before."""
    years, month = divmod(day.year * _MONTHS + day.month - 1 - months, _MONTHS)
    month += 1
    return date(years, month, min(day.day, monthrange(years, month)[1]))
