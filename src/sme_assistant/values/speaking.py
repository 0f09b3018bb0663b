"""Say a value aloud: 十二人, 两百万元, 百分之九十三点五, 二〇一九年三月十五日.

What is said reads back as the same value, prose and codes excepted: of a long text
only its beginning and its length are said, and a code is spelt.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from sme_assistant.phrases import Spoken
from sme_assistant.values.kinds import Kind, Spec, Value
from sme_assistant.values.showing import show

_WAN, _YI = 10**4, 10**8
_LARGEST = _YI * _YI
"""From here on there is no numeral anybody says; figures are said as they stand."""

_DIGITS = "零一二三四五六七八九"
_SPELT = str.maketrans("0123456789", "零幺二三四五六七八九")
_OF_YEARS = str.maketrans("0123456789", "〇一二三四五六七八九")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_ALL = 100

_CODE = re.compile(r"(?=.*[0-9])[0-9A-Z]{8,}")
_FOURS = re.compile(r".{1,4}")
_LONGEST = 40
_INNER = str.maketrans("“”", "‘’")
_STOP = re.compile(r"[。！？；，：,;:!?]")


def speak(spec: Spec, value: Value) -> str:
    """Say a value with its unit, in words that can be read aloud."""
    if isinstance(value, bool):
        return Spoken.YES if value else Spoken.NO
    if isinstance(value, tuple):
        return _several(spec, value)
    if isinstance(value, date):
        year = str(value.year).translate(_OF_YEARS)
        return f"{year}年{_whole(value.month)}月{_whole(value.day)}日"
    if isinstance(value, str):
        return _words(spec, value)
    return _figure(spec, Decimal(value))


def speak_count(count: int, unit: str) -> str:
    """Say how many: 两家, 十二人, 两百零五份."""
    return _measured(Decimal(count), unit)


def _words(spec: Spec, value: str) -> str:
    match spec.kind:
        case Kind.CHOICE if not spec.open:
            return _option(spec, value)
        case Kind.PHONE:
            return _phone(value)
        case Kind.LONG_TEXT:
            return _prose(value)
    return _spelt(_FOURS.findall(value)) if _CODE.fullmatch(value) else value


# --- figures ----------------------------------------------------------------


def _figure(spec: Spec, value: Decimal) -> str:
    if value < 0:
        return Spoken.MINUS + _figure(spec, -value)
    if value * (_WAN if spec.kind is Kind.AMOUNT else 1) >= _LARGEST:
        return show(spec, value)
    match spec.kind:
        case Kind.AMOUNT:
            return _amount(value)
        case Kind.PERCENT:
            said = Spoken.HUNDRED if value == _ALL else _number(value)
            return Spoken.PERCENT.format(number=said)
        case Kind.AREA:
            return _measured(value, Spoken.SQUARE_METRES)
    if spec.unit == Spoken.YEAR and _FIRST_YEAR <= value <= _LAST_YEAR:
        return f"{value:f}".translate(_OF_YEARS) + spec.unit
    return _measured(value, spec.unit)


def _amount(value: Decimal) -> str:
    """Say an amount kept in 万元: in 万元 where that is shorter, else in 元."""
    if 1 <= value < _WAN and value % 1:
        return _number(value) + Spoken.WAN_YUAN
    return _measured(value * _WAN, Spoken.YUAN)


def _measured(value: Decimal, unit: str) -> str:
    """Say a number before its measure word, where two is 两."""
    return f"两{unit}" if value == len("两个") and unit else _number(value) + unit


def _number(value: Decimal) -> str:
    whole, _, fraction = f"{value:f}".partition(".")
    fraction = fraction.rstrip("0")
    said = _whole(int(whole))
    return said + (f"点{_spelt_plainly(fraction)}" if fraction else "")


def _whole(number: int) -> str:
    """Say a whole number below 10**16."""
    if not number:
        return _DIGITS[0]
    said, skipped = "", False
    for scale, mark in ((_YI, "亿"), (_WAN, "万"), (1, "")):
        part, number = divmod(number, scale)
        if not part:
            skipped = bool(said)
            continue
        # 一亿零五千: without 零 people hear 一亿五千万.
        gap = "零" if said and (skipped or part < 10**3) else ""
        if part >= _WAN:
            said += _whole(part) + mark
        elif part == len("两个") and mark and not said:
            said += f"两{mark}"
        else:
            said += gap + _section(part, first=not said) + mark
    return said


def _section(number: int, *, first: bool) -> str:
    """Say a number below 10,000; ``first`` says that nothing was said before it."""
    said, gap = "", False
    for size, mark in ((10**3, "千"), (10**2, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if not digit:
            gap = bool(said)
            continue
        begins = first and not said
        sign = _DIGITS[digit]
        if sign == "二" and (mark == "千" or (mark == "百" and begins)):
            sign = "两"
        if sign == "一" and mark == "十" and begins:
            sign = ""
        said += ("零" if gap else "") + sign + mark
        gap = False
    return said


def _spelt_plainly(digits: str) -> str:
    return "".join(_DIGITS[int(digit)] for digit in digits)


# --- what is no figure ------------------------------------------------------


def _phone(value: str) -> str:
    """Say a number digit by digit, in groups as people dictate them."""
    parts = value.split("-")
    groups, extension = [parts[0]], ""
    if len(parts) == 1:
        groups = [value[:3], value[3:7], value[7:]]
    elif value.startswith(("400-", "800-")):
        groups, extension = parts[:3], "".join(parts[3:])
    else:
        local = parts[1]
        groups += [local[:-4], local[-4:]]
        extension = "".join(parts[2:])
    said = _spelt(groups)
    if not extension:
        return said
    return Spoken.EXTENSION.format(number=said, extension=_spelt([extension]))


def _spelt(groups: list[str]) -> str:
    return " ".join(group.translate(_SPELT) for group in groups)


def _option(spec: Spec, option_id: str) -> str:
    for option in spec.options:
        if option.id == option_id:
            return option.spoken or option.label
    return option_id


def _several(spec: Spec, chosen: tuple[str, ...]) -> str:
    if not chosen:
        return Spoken.NONE_CHOSEN
    said = [_option(spec, option) for option in chosen]
    inside = any("、" in option.label for option in spec.options)
    return ("；" if inside else "、").join(said)


def _prose(text: str) -> str:
    """Say a short text whole, of a longer one how it begins and how long it is."""
    flat = "".join(text.split()).translate(_INNER)
    if len(flat) <= _LONGEST:
        return Spoken.TEXT.format(text=flat)
    stops = [stop.start() for stop in _STOP.finditer(flat[:_LONGEST])]
    start = flat[: max(stops, default=_LONGEST)]
    return Spoken.LONG_TEXT.format(start=start, count=_whole(len(flat)))
