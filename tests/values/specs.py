"""Facts that the tests ask, and the way people write numbers in Chinese."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sme_assistant.values import (
    Ambiguous,
    Kind,
    Option,
    Reading,
    Refused,
    Spec,
    Understood,
    Unlikely,
    read,
)

if TYPE_CHECKING:
    from sme_assistant.values import Value

TODAY = date(2024, 6, 1)

ASSETS = Spec(
    Kind.AMOUNT,
    "上一年末资产总额",
    example="200万元",
    minimum=Decimal(0),
    plausible_minimum=Decimal(1),
    plausible_maximum=Decimal(500_000),
)
PROFIT = Spec(Kind.AMOUNT, "上一年度利润")
ENTERPRISES = Spec(Kind.COUNT, "服务中小微企业家数", example="300家", unit="家")
STAFF = Spec(Kind.COUNT, "服务人员", unit="人", plausible_maximum=Decimal(1000))
ATTENDANCES = Spec(Kind.COUNT, "年培训人次", unit="人次")
ACTIVITIES = Spec(Kind.COUNT, "年活动次数", unit="次")
SATISFACTION = Spec(Kind.PERCENT, "用户满意度", example="92.5%")
FLOOR_AREA = Spec(Kind.AREA, "经营服务场所面积")
SINCE = Spec(Kind.DATE, "开始运营之日")
LEGAL_PERSON = Spec(Kind.YESNO, "独立法人资格")
PHONE = Spec(Kind.PHONE, "联系电话")
NAME = Spec(Kind.TEXT, "运营机构")
FEATURES = Spec(Kind.LONG_TEXT, "特色优势")

DISTRICT = Spec(
    Kind.CHOICE,
    "所在区县",
    options=(
        Option("wanzhou", "万州区", ("万州",)),
        Option("kaizhou", "开州区", ("开州", "开县")),
        Option("jiangbei", "江北区", ("江北",), notice="江北区已并入两江新区。"),
        Option("high_tech", "西部科学城重庆高新区", ("高新区", "高新")),
        Option("shizhu", "石柱土家族自治县", ("石柱", "石柱县")),
    ),
)
_FUNCTIONS = (
    Option("information", "信息服务", ("信息",)),
    Option("technology", "技术服务", ("技术", "技术创新")),
    Option("startup", "创业服务", ("创业",)),
    Option("training", "培训服务", ("培训",)),
    Option("financing", "融资服务", ("融资",)),
)
FUNCTIONS = Spec(Kind.MULTI, "服务功能", options=_FUNCTIONS)
FUNCTIONS_OR_NONE = Spec(
    Kind.MULTI,
    "服务功能",
    options=(*_FUNCTIONS, Option("none", "以上均无", ("皆无",), exclusive=True)),
)
TITLE = Spec(
    Kind.CHOICE,
    "职称",
    options=(
        Option("senior", "高级职称", ("高级", "教授")),
        Option("middle", "中级职称", ("中级", "工程师")),
    ),
    open=True,
)

NUMBERS = (ASSETS, PROFIT, ENTERPRISES, STAFF, ATTENDANCES, SATISFACTION, FLOOR_AREA)
EVERY_SPEC = (
    *NUMBERS,
    *(SINCE, LEGAL_PERSON, PHONE, NAME, FEATURES),
    *(DISTRICT, FUNCTIONS, FUNCTIONS_OR_NONE, TITLE),
)


def reading(spec: Spec, typed: str) -> Reading:
    """Read on a fixed day."""
    return read(spec, typed, today=TODAY)


def understood(spec: Spec, typed: str) -> Value:
    """Give the value that the text means, and fail if it does not mean one."""
    found = reading(spec, typed)
    assert isinstance(found, Understood), found
    return found.value


def asked(spec: Spec, typed: str) -> tuple[Value, ...]:
    """Give the readings that are offered, and fail if nothing is asked."""
    found = reading(spec, typed)
    assert isinstance(found, Ambiguous | Unlikely), found
    return found.readings


def refused(spec: Spec, typed: str) -> str:
    """Give the sentence that refuses, and fail if it is not refused."""
    found = reading(spec, typed)
    assert isinstance(found, Refused), found
    return found.message


EVERYDAY = ("零一二三四五六七八九", "十百千")
FINANCIAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")


def chinese(number: int, writing: tuple[str, str] = EVERYDAY) -> str:
    """Write a whole number below 10**16 in Chinese, as a cashier would."""
    if number == 0:
        return "零"
    text = ""
    for scale, mark in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, scale)
        if not part:
            continue
        if part >= 10**4:
            text += chinese(part, writing) + mark
        else:
            text += ("零" if text and part < 1000 else "") + _section(part, writing)
            text += mark
    return text


def _section(number: int, writing: tuple[str, str]) -> str:
    digits, units = writing
    ten, hundred, thousand = tuple(units)
    text = ""
    is_gap = False
    for size, mark in ((1000, thousand), (100, hundred), (10, ten), (1, "")):
        digit, number = divmod(number, size)
        if not digit:
            is_gap = bool(text)
            continue
        text += ("零" if is_gap else "") + digits[digit] + mark
        is_gap = False
    return text
