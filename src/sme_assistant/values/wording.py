"""Put a reading into words: which sentence, about what, with which example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sme_assistant.messages import Message
from sme_assistant.values.kinds import Kind, Spec, Value
from sme_assistant.values.outcomes import Ambiguous, Refused
from sme_assistant.values.showing import show

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_QUOTE = 20

_EXAMPLES = {
    Kind.YESNO: "是",
    Kind.AMOUNT: "200万元",
    Kind.PERCENT: "85%",
    Kind.AREA: "320平方米",
    Kind.DATE: "2019年3月15日",
    Kind.TEXT: "某某服务中心",
    Kind.LONG_TEXT: "主要服务内容和成效",
    Kind.PHONE: "023-68123456",
}
_UNITS = {Kind.AMOUNT: "万元", Kind.PERCENT: "百分比", Kind.AREA: "平方米"}


def quote(typed: str) -> str:
    """Make what was typed fit to be shown: printable, on one line, not too long."""
    words = " ".join(typed[: 10 * _LONGEST_QUOTE].split())
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in words)
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"


def example_of(spec: Spec) -> str:
    """Give a good answer as a person would type it."""
    if spec.example:
        return spec.example
    if spec.kind is Kind.COUNT:
        return f"15{spec.unit}"
    if spec.options:
        plain = [option.label for option in spec.options if not option.exclusive]
        labels = plain or [option.label for option in spec.options]
        return "、".join(labels[:2]) if spec.kind is Kind.MULTI else labels[0]
    return _EXAMPLES.get(spec.kind, "")


def unit_of(spec: Spec) -> str:
    """Name the unit that a figure is asked in."""
    return _UNITS.get(spec.kind) or spec.unit or "个"


def phrase(spec: Spec, typed: str, message: Message, **slots: object) -> str:
    """Fill a sentence; the slots every sentence may use need not be given."""
    filled: dict[str, object] = {
        "label": spec.label,
        "typed": quote(typed),
        "example": example_of(spec),
        "unit": unit_of(spec),
    }
    return message.format(**(filled | slots))


def offer(spec: Spec, readings: Iterable[Value]) -> str:
    """List readings in their canonical form, to choose from."""
    return "、".join(f"“{show(spec, value)}”" for value in readings)


def refuse(spec: Spec, typed: str, message: Message, **slots: object) -> Refused:
    """Refuse what was typed."""
    return Refused(phrase(spec, typed, message, **slots))


def ask(
    spec: Spec,
    typed: str,
    message: Message,
    readings: tuple[Value, ...] = (),
    **slots: object,
) -> Ambiguous:
    """Ask back, and offer the readings there are."""
    text = phrase(spec, typed, message, **slots)
    if readings:
        text += Message.OFFERS.format(offers=offer(spec, readings))
    return Ambiguous(text, readings)
