"""What a figure with its unit says, for each kind of number.

Each function takes tidied text without a sign and gives the values it may have, or
``None`` if it is no such figure. Bounds, hedges and words are not its business (see
``numbers``).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sme_assistant.messages import Message
from sme_assistant.values.kinds import Kind, Spec
from sme_assistant.values.numerals import NUMERAL, digits_of, read_numeral

if TYPE_CHECKING:
    from collections.abc import Callable

WAN = 10_000


class Sense(NamedTuple):
    """What a text may say.

    Attributes:
        values: In the fact's own unit, the likeliest first.
        message: Why it must be asked back; ``None`` if it says exactly one value.
        given: The unit that was typed instead of the one asked for.
    """

    values: tuple[Decimal, ...]
    message: Message | None = None
    given: str = ""


class _Figure(NamedTuple):
    value: Decimal
    is_scaled: bool
    """Whether 万 or 亿 is part of the number."""
    unit: str


_DISSECTED = re.compile(
    rf"(?P<numeral>(?:[{NUMERAL}, ]|个(?=[百千]?[万亿]))+)(?P<unit>.*)", re.DOTALL
)
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<mark>[, ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)"
    r"(?![0-9])(?P<rest>[^, ]*)"
)


def _figure(text: str) -> _Figure | None:
    """Split a figure into its number and the unit after it."""
    if not (parts := _DISSECTED.fullmatch(text)):
        return None
    numeral, unit = parts["numeral"].replace("个", "").rstrip(), parts["unit"]
    if "," in numeral or " " in numeral:
        if not (groups := _GROUPED.fullmatch(numeral)):
            return None
        numeral = groups["whole"].replace(groups["mark"], "") + groups["rest"]
    value = read_numeral(numeral)
    if value is None:
        return None
    return _Figure(value, "万" in numeral or "亿" in numeral, unit)


# --- amounts -----------------------------------------------------------------

_CURRENCY_MARK = re.compile(r"(?:人民币|rmb|cny|¥)+:?")
_INTERNET_WAN = re.compile(r"(?<=[0-9])w(?=元|块|$)")
_YUAN = re.compile(
    r"(?P<yuan>元|块钱|块)?(?:人民币|rmb)?"
    r"(?:零?(?P<jiao>[0-9一二三四五六七八九])角)?"
    r"(?:零?(?P<fen>[0-9一二三四五六七八九])分)?[整正]?"
)
FOREIGN_CURRENCY = re.compile(
    r"美元|美金|us|\$|€|欧|eur|港|hk|£|英镑|gbp|日元|日圆|円|jpy|yen|韩元|krw|₩|澳元|aud"
    r"|加元|cad|台币|twd|卢布|卢比|法郎|新元|sgd|泰铢|越南盾|₽|₹|฿|¢"
)


def _amount(_: Spec, text: str) -> Sense | None:
    text, marks = _CURRENCY_MARK.subn("", text, count=1)
    figure = _figure(_INTERNET_WAN.sub("万", text))
    if figure is None or not (unit := _YUAN.fullmatch(figure.unit)):
        return None
    has_small = bool(unit["jiao"] or unit["fen"])
    if has_small and (not unit["yuan"] or figure.value % 1):
        return None
    small = digits_of(unit["jiao"] or "0") + digits_of(unit["fen"] or "0")
    yuan = figure.value + Decimal(f"0.{small}")
    if unit["yuan"] or figure.is_scaled:
        return Sense((yuan / WAN,))
    if marks or "人民币" in figure.unit or "rmb" in figure.unit:
        return Sense((yuan, yuan / WAN), Message.YUAN_OR_WAN)
    return Sense((yuan,))


# --- counts ------------------------------------------------------------------

_KIN = (
    frozenset({"人", "名", "位", "个", "口", "员", "人员"}),
    frozenset({"家", "户", "个", "所", "间"}),
    frozenset({"次", "场", "期", "回", "场次", "届", "个"}),
    frozenset({"份", "张", "套", "件", "篇", "个"}),
    frozenset({"项", "个", "件", "条", "款", "种"}),
    frozenset({"人次", "人次数"}),
    frozenset({"家次", "户次"}),
    frozenset({"岁", "周岁"}),
    frozenset({"年", "年度"}),
    frozenset({"间", "个", "处", "座", "套"}),
    frozenset({"台", "部", "套", "个"}),
)
_MEASURE_WORDS = frozenset().union(*_KIN, {"天", "年", "月", "只", "组", "批", "支"})
_COUNTED_THINGS = re.compile(
    r"(?<=.)(?:的)?(?:中小微企业|中小企业|小微企业|企业|公司|单位|机构|客户|人员|人|员工"
    r"|职工|专家|学员|活动|服务|培训)$"
)


def _count(spec: Spec, text: str) -> Sense | None:
    figure = _figure(text)
    if figure is None:
        return None
    unit = figure.unit
    if _fits(unit, spec.unit):
        return Sense((figure.value,))
    unit = _COUNTED_THINGS.sub("", unit) if unit not in _MEASURE_WORDS else unit
    if _fits(unit, spec.unit):
        return Sense((figure.value,))
    if unit not in _MEASURE_WORDS:
        return None
    repeated = unit == f"{spec.unit}次" or (unit, spec.unit) == ("户次", "家")
    message = Message.COUNTED_TIMES if repeated else Message.UNIT_OTHER
    return Sense((figure.value,), message, unit)


def _fits(typed: str, asked: str) -> bool:
    if typed in {"", asked} or (not asked and typed in _MEASURE_WORDS):
        return True
    return any(typed in kin and asked in kin for kin in _KIN) or (
        typed == "个" and asked not in _MEASURE_WORDS
    )


# --- percents ----------------------------------------------------------------

_PERCENT = re.compile(r"%|个?百分点")
_LARGEST_TERM = 10**6
_FINEST = 10**6
_TENTHS = re.compile(r"成([0-9一二三四五六七八九])?")


def _percent(_: Spec, text: str) -> Sense | None:
    if text == "百分百":
        return Sense((Decimal(100),))
    if "分之" in text:
        return _fraction(*text.split("分之", 1))
    if not (figure := _figure(text)):
        return None
    value = figure.value
    if tenths := _TENTHS.fullmatch(figure.unit):
        return Sense((value * 10 + int(digits_of(tenths[1] or "0")),))
    if _PERCENT.fullmatch(figure.unit):
        return Sense((value,))
    if figure.unit:
        return None
    if 0 < value <= 1:
        return Sense((value * 100, value), Message.PERCENT_OR_SHARE)
    return Sense((value,))


def _fraction(below: str, above: str) -> Sense | None:
    """Read 百分之八十 and 五分之四, but not 三分之一, which is no exact percentage."""
    divisor, figure = read_numeral(below), _figure(above)
    if not divisor or divisor % 1 or figure is None or figure.unit:
        return None
    if max(divisor, figure.value) > _LARGEST_TERM:
        return None
    hundredfold = figure.value * 100
    is_exact = hundredfold * _FINEST % divisor == 0
    return Sense((hundredfold / divisor,)) if is_exact else None


# --- areas -------------------------------------------------------------------

_SQUARE_METRES = re.compile(r"(?:个?(?:平方米|平方公尺|平方|平米|平)|㎡|m\^?2|sqm)?")
OTHER_AREA_UNIT = re.compile(r"亩|公顷|顷|平方公里|平方千米|km|平方尺|平方英尺|坪")


def _area(_: Spec, text: str) -> Sense | None:
    figure = _figure(text)
    if figure is None or not _SQUARE_METRES.fullmatch(figure.unit):
        return None
    return Sense((figure.value,))


QUANTITIES: dict[Kind, Callable[[Spec, str], Sense | None]] = {
    Kind.AMOUNT: _amount,
    Kind.COUNT: _count,
    Kind.PERCENT: _percent,
    Kind.AREA: _area,
}
