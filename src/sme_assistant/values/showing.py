"""Show a value to people, and write it as canonical text that restores exactly."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from sme_assistant.values.kinds import Kind, Spec, Value

_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_WHOLE = re.compile(r"-?[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_UNITS = {Kind.AMOUNT: " 万元", Kind.PERCENT: "%", Kind.AREA: " 平方米"}

NONE_CHOSEN = "（一项也不选）"
"""How an empty ``multi`` is shown; it reads back as one."""


def show(spec: Spec, value: Value) -> str:
    """Write a value for people, with its unit; it reads back as the same value."""
    if spec.kind is Kind.YESNO:
        return "是" if value else "否"
    if isinstance(value, tuple):
        return _show_options(spec, value)
    if spec.kind is Kind.CHOICE and not spec.open:
        return _label(spec, str(value))
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, str):
        return value
    unit = f" {spec.unit}" if spec.kind is Kind.COUNT and spec.unit else ""
    return _figure(value) + _UNITS.get(spec.kind, unit)


def write(spec: Spec, value: Value) -> str:
    """Write a value as canonical text, without a unit."""
    if spec.kind is Kind.YESNO:
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, date):
        return value.isoformat()
    return _figure(value) if isinstance(value, Decimal) else str(value)


def restore(spec: Spec, text: str) -> Value:
    """Turn canonical text back into its value.

    Raises:
        ValueError: The text is none that ``write`` gives for this kind.
    """
    match spec.kind:
        case Kind.YESNO:
            return _restore_yesno(text)
        case Kind.COUNT:
            return int(_checked(_WHOLE, text))
        case Kind.AMOUNT | Kind.PERCENT | Kind.AREA:
            return Decimal(_checked(_DECIMAL, text))
        case Kind.DATE:
            return date.fromisoformat(_checked(_DAY, text))
        case Kind.MULTI:
            return tuple(text.split(",")) if text else ()
        case _:
            return text


def _restore_yesno(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError("a yesno is written true or false")
    return text == "true"


def _checked(pattern: re.Pattern[str], text: str) -> str:
    """Give the text back, since ``Decimal`` and ``int`` accept far more (``٣``)."""
    if not pattern.fullmatch(text):
        raise ValueError("not the canonical text of a value")
    return text


def _label(spec: Spec, option_id: str) -> str:
    """Give an option's label; an id that is no option any more stands for itself."""
    return next(
        (option.label for option in spec.options if option.id == option_id), option_id
    )


def _show_options(spec: Spec, chosen: tuple[str, ...]) -> str:
    if not chosen:
        return NONE_CHOSEN
    inside = any("、" in option.label for option in spec.options)
    return ("；" if inside else "、").join(_label(spec, option) for option in chosen)


def _figure(value: int | Decimal) -> str:
    """Write a number in plain digits, as the forms do; without idle zeros."""
    text = f"{Decimal(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
