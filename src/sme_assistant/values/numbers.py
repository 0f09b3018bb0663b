"""Read a figure: a count, an amount in 万元, a percent or an area.

A text is first taken as exact (``quantities``), then as inexact (``inexact``). Only
the very end knows of bounds, so that a figure out of bounds is never offered.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from sme_assistant.messages import Message
from sme_assistant.values.inexact import INEXACT
from sme_assistant.values.kinds import Kind, Spec
from sme_assistant.values.normalise import fold, has_foreign_digits, squeeze
from sme_assistant.values.numerals import plain_forms
from sme_assistant.values.outcomes import Reading, Refused, Understood, Unlikely
from sme_assistant.values.quantities import (
    FOREIGN_CURRENCY,
    OTHER_AREA_UNIT,
    QUANTITIES,
    WAN,
    Sense,
)
from sme_assistant.values.showing import show
from sme_assistant.values.wording import ask, offer, refuse, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sme_assistant.values.kinds import Value

_LONGEST = 60
_LARGEST = Decimal(10) ** 15
_FINEST_EXPONENT = -6
_MOST_OFFERED = 4
_DEEPEST = 4
"""Inexact forms nest (约三五百到七八百家); deeper than this nobody writes."""

_LEAD_IN = re.compile(r"(?:一共|总共|合计|共计|共有|现有|共|有|是|为|:)+")
_PARTICLES = "。.,，;；!！、了的啊呢哦呀哈嘛 "
_LOSS = re.compile(r"^(?:净?亏损额?|净?亏)(?:为|了)?(?=[^-负])")
_PROFIT = re.compile(r"^(?:净?盈利|净?利润|盈余)(?:为|了)?(?=[^-负])")
_SIGN_AFTER_CURRENCY = re.compile(r"((?:人民币|rmb|cny|¥)+)([-负])")


def read_number(spec: Spec, typed: str) -> Reading:
    """Read a figure with or without its unit."""
    text = _tidy(spec, typed)
    if not text:
        return refuse(spec, typed, Message.ANSWER_MISSING)
    if has_foreign_digits(text):
        return refuse(spec, typed, Message.FOREIGN_DIGITS)
    if len(text) > _LONGEST:
        return refuse(spec, typed, Message.NOT_A_NUMBER)
    sense = _exact(spec, text) or _inexact(spec, text, _DEEPEST)
    if sense is None:
        return _refuse(spec, typed, text)
    if sense.message is None:
        return _settle(spec, typed, sense.values[0])
    return _ask_back(spec, typed, sense, sense.message)


def _tidy(spec: Spec, typed: str) -> str:
    text = plain_forms(squeeze(fold(typed).lower()))
    if text.isdigit() and text.isascii():
        return text
    if spec.kind is Kind.AREA:
        text = text.replace("m²", "㎡")
    text = text.rstrip(_PARTICLES)
    lead_in = _LEAD_IN.match(text)
    text = text[lead_in.end() :] if lead_in else text
    if spec.kind is Kind.AMOUNT:
        text = _LOSS.sub("-", _PROFIT.sub("", text))
        text = _SIGN_AFTER_CURRENCY.sub(r"\2\1", text)
    return text.lstrip()


def _exact(spec: Spec, text: str) -> Sense | None:
    """Take the text as a figure, its sign included."""
    signed = text.startswith(("-", "负", "+"))
    sense = QUANTITIES[spec.kind](spec, text[1:] if signed else text)
    if sense is None or not signed or text[0] == "+":
        return sense
    # 0 - x and not -x, which would make a negative zero.
    return sense._replace(values=tuple(0 - value for value in sense.values))


def _inexact(spec: Spec, text: str, depth: int) -> Sense | None:
    """Take the text as standing for several figures, or for none in particular."""
    if not depth:
        return None
    sign = text[:1] if text.startswith(("-", "负")) else ""
    for recognise in INEXACT:
        if (found := recognise(text[len(sign) :])) is None:
            continue
        senses = [
            _exact(spec, sign + figure) or _inexact(spec, sign + figure, depth - 1)
            for figure in found.figures
        ]
        values = tuple(value for sense in senses if sense for value in sense.values)
        if values or not found.figures or any(senses):
            return Sense(values, found.message)
    return None


def _refuse(spec: Spec, typed: str, text: str) -> Refused:
    """Refuse what is no figure, naming the likeliest reason."""
    if spec.kind is Kind.AMOUNT and FOREIGN_CURRENCY.search(text):
        return refuse(spec, typed, Message.FOREIGN_CURRENCY)
    if spec.kind is Kind.AREA and OTHER_AREA_UNIT.search(text):
        return refuse(spec, typed, Message.AREA_IN_SQUARE_METRES)
    starts_well = text[0] in "0123456789零一二三四五六七八九十百千万"
    message = Message.UNIT_DOES_NOT_FIT if starts_well else Message.NOT_A_NUMBER
    return refuse(spec, typed, message)


def _ask_back(spec: Spec, typed: str, sense: Sense, message: Message) -> Reading:
    """Offer those values that could be taken; refuse if there are only others."""
    faults = [_fault(spec, typed, value) for value in sense.values]
    if faults and all(faults):
        return next(fault for fault in faults if fault)
    values = (
        _value(spec, value)
        for value, fault in zip(sense.values, faults, strict=True)
        if fault is None
    )
    offers = tuple(dict.fromkeys(values))[:_MOST_OFFERED]
    return ask(spec, typed, message, offers, given=sense.given)


def _settle(spec: Spec, typed: str, number: Decimal) -> Reading:
    """Take a number, unless it cannot be; have it confirmed if it hardly can."""
    if fault := _fault(spec, typed, number):
        return fault
    value = _value(spec, number)
    if _is_plausible(spec, number):
        return Understood(value)
    others = tuple(_other_scales(spec, typed, number))
    readings: tuple[Value, ...] = (value, *others)
    message = (Message.UNLIKELY_UNIT if others else Message.UNLIKELY).format(
        label=spec.label, shown=show(spec, value), unit=unit_of(spec)
    )
    message += Message.OFFERS.format(offers=offer(spec, readings))
    return Unlikely(value, message, readings)


def _fault(spec: Spec, typed: str, number: Decimal) -> Refused | None:
    """Say why a number cannot be the answer, if it cannot."""
    least, most = _bounds(spec)
    if number < 0 and least is not None and least >= 0:
        return refuse(spec, typed, Message.NEGATIVE)
    if not _fits_the_form(number):
        return refuse(spec, typed, Message.TOO_MANY_DIGITS)
    if spec.kind is Kind.COUNT and number % 1:
        return refuse(spec, typed, Message.NOT_WHOLE)
    if (least is None or number >= least) and (most is None or number <= most):
        return None
    shown = show(spec, number)
    if spec.kind is Kind.PERCENT and not 0 <= number <= 100:  # noqa: PLR2004
        return refuse(spec, typed, Message.PERCENT_OUT_OF_RANGE, shown=shown)
    if least is not None and number < least:
        least_shown = show(spec, least)
        return refuse(
            spec, typed, Message.BELOW_MINIMUM, shown=shown, least=least_shown
        )
    most_shown = "" if most is None else show(spec, most)
    return refuse(spec, typed, Message.ABOVE_MAXIMUM, shown=shown, most=most_shown)


_LEAST = {Kind.COUNT: Decimal(0), Kind.PERCENT: Decimal(0), Kind.AREA: Decimal(0)}
_MOST = {Kind.PERCENT: Decimal(100)}


def _bounds(spec: Spec) -> tuple[Decimal | None, Decimal | None]:
    """Give the bounds of a fact; of all kinds only an amount may be negative."""
    least = _LEAST.get(spec.kind) if spec.minimum is None else spec.minimum
    most = _MOST.get(spec.kind) if spec.maximum is None else spec.maximum
    return least, most


def _fits_the_form(number: Decimal) -> bool:
    return abs(number) < _LARGEST and number == round(number, -_FINEST_EXPONENT)


def _value(spec: Spec, number: Decimal) -> int | Decimal:
    """Give the value in its plainest form: 200, not 200.00 and not 2E+2."""
    if spec.kind is Kind.COUNT:
        return int(number)
    plain = number.normalize()
    return plain if plain % 1 else plain.quantize(Decimal(1))


def _is_plausible(spec: Spec, number: Decimal) -> bool:
    least, most = spec.plausible_minimum, spec.plausible_maximum
    return (least is None or number >= least) and (most is None or number <= most)


def _other_scales(spec: Spec, typed: str, number: Decimal) -> Iterator[Value]:
    """Give what an amount may have been meant as: 元 or 亿 taken for 万元."""
    if spec.kind is not Kind.AMOUNT:
        return
    scales: Iterable[Decimal] = (number / WAN, number * WAN)
    for other in scales:
        if other and _is_plausible(spec, other) and not _fault(spec, typed, other):
            yield _value(spec, other)
