"""Fold the many spellings of one character into one.

For figures, dates, choices and telephones only: prose is kept as it was typed (see
``texts``), because a full-width comma in a sentence is no slip.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63"
_BLANKS = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

_FOLDED: dict[int, str | None] = {
    **{0xFF01 + offset: chr(0x21 + offset) for offset in range(94)},
    **dict.fromkeys(map(ord, _BLANKS), " "),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _INVISIBLE), None),
    ord("￥"): "¥",
    ord("﹪"): "%",
    ord("〜"): "~",
    ord("“"): '"',
    ord("”"): '"',
}

_INNER_BLANKS = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")


def fold(typed: str) -> str:
    """Turn full-width characters into ASCII, drop invisible ones, strip the ends."""
    return typed.strip() if typed.isascii() else typed.translate(_FOLDED).strip()


def squeeze(text: str) -> str:
    """Drop blanks, but for those between two digits, which may separate numbers."""
    return _INNER_BLANKS.sub("", text)


def has_foreign_digits(text: str) -> bool:
    """Whether folded text holds digits that are neither ASCII nor Chinese.

    Python's own number readers accept ``٣`` and ``१``; nobody who reads the form does.
    """
    return not text.isascii() and any(
        sign > "\x7f" and sign != "〇" and unicodedata.category(sign)[0] == "N"
        for sign in text
    )
