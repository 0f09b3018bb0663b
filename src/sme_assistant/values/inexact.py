"""Recognise figures that name no one number: about, from–to, odd separators.

Each function gives the message to ask back with and the exact figures the text may
stand for, still as text; or ``None`` if the text is not of its sort.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sme_assistant.messages import Message
from sme_assistant.values.numerals import NUMERAL, is_pair

if TYPE_CHECKING:
    from collections.abc import Callable


class Inexact(NamedTuple):
    """Why a text is asked back, and what it may stand for."""

    message: Message
    figures: tuple[str, ...]


_NOTHING = frozenset(
    {
        "无",
        "没有",
        "没",
        "暂无",
        "没得",
        "莫得",
        "尚无",
        "还没有",
        "未开展",
        "从未",
        "none",
    }
)


def _nothing(text: str) -> Inexact | None:
    return Inexact(Message.NOTHING_OR_ZERO, ("0",)) if text in _NOTHING else None


_ODD_MARK = re.compile(r"(?<=[0-9])[。,·'’ ](?=[0-9])")
_DOTTED_GROUPS = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3}){2,})(.*)", re.DOTALL)
_NO_WHOLE_PART = re.compile(r"[.。][0-9]")


def _odd_separators(text: str) -> Inexact | None:
    """Recognise 12。5, 1,23, 1.234.567 and .5."""
    if groups := _DOTTED_GROUPS.fullmatch(text):
        figures: tuple[str, ...] = (groups[1].replace(".", "") + groups[2],)
    elif _NO_WHOLE_PART.match(text):
        figures = (f"0.{text[1:]}",)
    else:
        joined, marks = _ODD_MARK.subn("", text)
        if not marks:
            return None
        pointed = _ODD_MARK.sub(".", text)
        is_point = marks == 1 and "." not in text and " " not in text
        figures = (pointed, joined) if is_point else (joined,)
    return Inexact(Message.SEPARATOR_UNCLEAR, figures)


_DIGIT = "一二三四五六七八九"
_PAIR = re.compile(rf"(?<![0-9零{_DIGIT}])([{_DIGIT}])([{_DIGIT}])(?![0-9零{_DIGIT}])")


def _pair(text: str) -> Inexact | None:
    """Recognise 三五百 and 十七八个."""
    found = _PAIR.search(text)
    if not found or not is_pair(found[0]):
        return None
    before, after = text[: found.start()], text[found.end() :]
    low, high = (f"{before}{digit}{after}" for digit in found.groups())
    return Inexact(Message.RANGE, (low, high))


_SPAN = re.compile(
    r"(?P<low>[^-~到至或、]+)(?:[-~到至、]|或者?)(?P<high>[^-~到至或、]+)"
)
_PLAIN_FIGURE = re.compile(rf"[0-9][0-9.,]*|[{_DIGIT}]")
_NO_UNIT = re.compile(rf".*[{NUMERAL}]", re.DOTALL)
_AFTER_FIGURE = re.compile(rf"(?:[0-9][0-9.,]*|[{_DIGIT}])(.*)", re.DOTALL)
_AFTER_NUMERAL = re.compile(rf"[{NUMERAL},]+(.*)", re.DOTALL)


def _span(text: str) -> Inexact | None:
    """Recognise 100~200 and 3到5万, where both figures share the unit."""
    if not (span := _SPAN.fullmatch(text)):
        return None
    low, high = span["low"], span["high"]
    tail = _AFTER_FIGURE.fullmatch(high) if _PLAIN_FIGURE.fullmatch(low) else None
    tail = tail or _AFTER_NUMERAL.fullmatch(high)
    if not tail:
        return None
    shared = tail[1] if _NO_UNIT.fullmatch(low) else ""
    return Inexact(Message.RANGE, (low + shared, high))


_HEDGE = re.compile(
    r"(?P<before>(?:大约|大概|大致|约莫|约|将近|接近|差不多|估计|可能|应该是?|好像|也许"
    r"|至少|最少|最多|不到|不足|不少于|不多于|不低于|不高于|不超过|超过|多于|少于|大于|小于"
    r"|高于|低于|近|超|[~≈<>≥≤]=?|有)*)"
    r"(?P<figure>.*?)"
    r"(?P<after>(?:左右|上下|以上|以下|以内|不到|多一点|出头|开外|的样子|多|余|吧|吗|许|\?|\+)*)",
    re.DOTALL,
)
_MIDDLE = re.compile(rf"(?<=[{NUMERAL}])[多余来+](?![0-9])")
_VAGUE = re.compile(
    r"(?:好|近|约|大约|大概)*[0-9零一二三四五六七八九十百千万亿]*[几数][十百千万亿多余来]*.{0,5}"
    r"|(?:若干|许多|很多|好多|不少|一些|无数|多|不多).{0,5}",
    re.DOTALL,
)


def _hedged(text: str) -> Inexact | None:
    """Recognise 约300, 300左右, 100多家, and 三十几个, which offers no number."""
    if _VAGUE.fullmatch(text):
        return Inexact(Message.VAGUE, ())
    parts = _HEDGE.fullmatch(text)
    figure = _MIDDLE.sub("", parts["figure"], count=1) if parts else text
    return None if figure == text else Inexact(Message.APPROXIMATE, (figure,))


INEXACT: tuple[Callable[[str], Inexact | None], ...] = (
    _nothing,
    _odd_separators,
    _pair,
    _span,
    _hedged,
)
