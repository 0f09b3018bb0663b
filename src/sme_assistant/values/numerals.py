"""Read numerals: ASCII, Chinese in both writings, and the two mixed (1亿2千万).

Exact or nothing: a numeral that names no one number (三五百, 几十) or breaks the rules
of writing (十十, 一百零零五) is not read at all, and the caller asks back. Why this is
our own: docs/adr/001-reading-chinese-numerals.md.
"""

from __future__ import annotations

import re
from decimal import Decimal

_FORMS = str.maketrans(
    {
        **dict(
            zip(
                "〇○壹弌贰貳弍两兩俩叁參叄弎仨肆伍陆陸柒捌玖",
                "零零一一二二二二二二三三三三三四五六六七八九",
                strict=True,
            )
        ),
        **dict(zip("拾佰仟萬億點負個圓圆場", "十百千万亿点负个元元场", strict=True)),
        "廿": "二十",
        "卅": "三十",
        "卌": "四十",
    }
)

NUMERAL = "0-9零一二三四五六七八九十百千万亿点."
"""What numerals are written with after ``plain_forms``; for character classes."""

_ASCII = re.compile(r"[0-9]{1,19}(?:\.[0-9]{1,8})?")
_SHAPE = re.compile(rf"[{NUMERAL}]{{1,40}}")
_POSITIONAL = re.compile(r"[零一二三四五六七八九]{1,19}")
_TO_ASCII = str.maketrans("零一二三四五六七八九", "0123456789")
_TERM = re.compile(
    r"(零?)([0-9]{1,6}(?:\.[0-9]{1,6})?|[一二三四五六七八九])?([十百千])"
)
_ONE_DIGIT = re.compile(r"[1-9一二三四五六七八九]")

_SIZES = {"十": 10, "百": 100, "千": 1000}
_SCALES = (("亿", 10**8), ("万", 10**4))


def plain_forms(text: str) -> str:
    """Write 大写, traditional and spoken numeral signs the everyday way."""
    return text if text.isascii() else text.translate(_FORMS)


def digits_of(text: str) -> str:
    """Write Chinese digits as ASCII ones, sign by sign."""
    return text.translate(_TO_ASCII)


_PAIRS = frozenset(
    {"一二", "二三", "三四", "四五", "五六", "六七", "七八", "八九", "三五"}
)


def is_pair(digits: str) -> bool:
    """Whether two Chinese digits side by side mean “about” (三四, 三五)."""
    return digits in _PAIRS


def read_numeral(text: str) -> Decimal | None:
    """Read a whole numeral without sign or unit.

    Args:
        text: Folded text in plain forms; ``1.2亿``, ``一万二`` and ``一百零五`` are
            numerals, ``1,234`` and ``4个亿`` are left to the caller to tidy.

    Returns:
        The number, exactly, or ``None`` if the text names no one number.
    """
    if _ASCII.fullmatch(text):
        return Decimal(text)
    if not _SHAPE.fullmatch(text):
        return None
    return _scaled(text, _SCALES, heads=True, ends=True)


def _scaled(
    text: str, scales: tuple[tuple[str, int], ...], *, heads: bool, ends: bool
) -> Decimal | None:
    """Read a numeral whose largest scale is the first given.

    ``heads`` says that it begins the whole numeral, where 一 may be left out (百万);
    ``ends`` that it closes it, where the last unit may be left out (一万二).
    """
    if not scales:
        return _with_fraction(text, heads=heads, ends=ends)
    (mark, size), *rest = scales
    lower = tuple(rest)
    high, found, low = text.partition(mark)
    if not found:
        return _scaled(text, lower, heads=heads, ends=ends)
    times = _scaled(high, lower, heads=heads, ends=False)
    # 一万二千亿 is read, 一千万万 is not; only plain digits may outgrow their scale.
    if times is None or (times >= size and not _ASCII.fullmatch(high)):
        return None
    if not low:
        return times * size
    below = _below(low, size, lower, ends=ends)
    if below is None or not times or times % 1:
        return None
    return times * size + below


def _below(
    text: str, size: int, scales: tuple[tuple[str, int], ...], *, ends: bool
) -> Decimal | None:
    """Read what follows a scale: 一亿|二千万, 一万|零五, 一万|二."""
    if _ONE_DIGIT.fullmatch(text):
        return int(digits_of(text)) * Decimal(size) / 10 if ends else None
    text = text.removeprefix("零")
    value = _scaled(text, scales, heads=False, ends=ends)
    return value if value and value < size else None


def _with_fraction(text: str, *, heads: bool, ends: bool) -> Decimal | None:
    if _ASCII.fullmatch(text):
        return Decimal(text)
    whole, point, fraction = text.replace("点", ".").partition(".")
    if not point:
        return _section(text, heads=heads, ends=ends)
    digits = digits_of(fraction)
    # After a scale nothing need stand before the point: 一万点五.
    follows = not whole and not heads and text.startswith("点")
    value = Decimal(0) if follows else _section(whole, heads=heads, ends=False)
    if value is None or value % 1 or not _ASCII.fullmatch(f"0.{digits}"):
        return None
    return value + Decimal(f"0.{digits}")


def _section(text: str, *, heads: bool, ends: bool) -> Decimal | None:
    """Read a numeral below 万: plain digits, digit by digit (二〇一九), or in terms."""
    if _ASCII.fullmatch(text):
        return Decimal(text)
    if _POSITIONAL.fullmatch(text):
        if len(text) > 1 and (not heads or is_pair(text)):
            return None
        return Decimal(digits_of(text))
    return _terms(text, heads=heads, ends=ends)


def _terms(text: str, *, heads: bool, ends: bool) -> Decimal | None:
    """Add up 三千|二百|零五: each term smaller than the unit before it."""
    total = Decimal(0)
    above = 0  # the unit of the term before; 0 at the first
    place = 0
    while term := _TERM.match(text, place):
        zero, times, unit = term.groups()
        size = _SIZES[unit]
        if times is None and not (unit == "十" or (heads and not above)):
            return None
        value = Decimal(digits_of(times or "1")) * size
        if above:
            # 一百零五十 is either 105 or 150.
            if value >= above or (zero and size * 10 == above):
                return None
        elif zero:
            return None
        total += value
        above, place = size, term.end()
    rest = _last_digits(text[place:], above, ends=ends) if above else None
    return None if rest is None else total + rest


def _last_digits(text: str, above: int, *, ends: bool) -> Decimal | None:
    """Read what follows the last unit: 二十|五, 一百|零五, 两百|五 (250)."""
    if not text:
        return Decimal(0)
    skips = text.startswith("零")
    text = digits_of(text.removeprefix("零"))
    follows_ten = above == _SIZES["十"]
    if not _ASCII.fullmatch(text) or text[0] == "0" or (skips and follows_ten):
        return None
    value = Decimal(text)
    if _ONE_DIGIT.fullmatch(text) and not skips and not follows_ten:
        return value * above / 10 if ends else None
    return value if 0 < value < above else None
