"""Values shown to people and written for the casebook."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sme_assistant.values import Kind, Option, Spec, Value, restore, show, write
from tests.values.specs import (
    ASSETS,
    DISTRICT,
    ENTERPRISES,
    FLOOR_AREA,
    FUNCTIONS,
    LEGAL_PERSON,
    NAME,
    PHONE,
    PROFIT,
    SATISFACTION,
    SINCE,
    TITLE,
    understood,
)

EXAMPLES: list[tuple[Spec, Value, str, str]] = [
    (ASSETS, Decimal(200), "200 万元", "200"),
    (ASSETS, Decimal("200.50"), "200.5 万元", "200.5"),
    (ASSETS, Decimal("9999.99"), "9999.99 万元", "9999.99"),
    (ASSETS, Decimal(10_000), "10000 万元", "10000"),
    (ASSETS, Decimal("4E+4"), "40000 万元", "40000"),
    (ASSETS, Decimal("1234567.123456"), "1234567.123456 万元", "1234567.123456"),
    (ASSETS, Decimal("0.000001"), "0.000001 万元", "0.000001"),
    (PROFIT, Decimal("-12.5"), "-12.5 万元", "-12.5"),
    (PROFIT, Decimal("-12345.50"), "-12345.5 万元", "-12345.5"),
    (PROFIT, Decimal("-0.00"), "0 万元", "0"),
    (ENTERPRISES, 15, "15 家", "15"),
    (ENTERPRISES, 0, "0 家", "0"),
    (ENTERPRISES, 12_000, "12000 家", "12000"),
    (Spec(Kind.COUNT, "数目"), 15, "15", "15"),
    (SATISFACTION, Decimal("79.960"), "79.96%", "79.96"),
    (SATISFACTION, Decimal(100), "100%", "100"),
    (FLOOR_AREA, Decimal(320), "320 平方米", "320"),
    (SINCE, date(2019, 3, 5), "2019年3月5日", "2019-03-05"),
    (LEGAL_PERSON, True, "是", "true"),
    (LEGAL_PERSON, False, "否", "false"),
    (DISTRICT, "wanzhou", "万州区", "wanzhou"),
    (
        FUNCTIONS,
        ("information", "training"),
        "信息服务、培训服务",
        "information,training",
    ),
    (FUNCTIONS, (), "（一项也不选）", ""),
    (TITLE, "高级工程师", "高级工程师", "高级工程师"),
    (NAME, "某 中心", "某 中心", "某 中心"),
    (PHONE, "023-68123456", "023-68123456", "023-68123456"),
]


@pytest.mark.parametrize(("spec", "value", "shown", "written"), EXAMPLES)
def test_a_value_has_one_form_for_people_and_one_for_the_casebook(
    spec: Spec, value: Value, shown: str, written: str
) -> None:
    assert show(spec, value) == shown
    assert write(spec, value) == written
    assert restore(spec, written) == value
    assert type(restore(spec, written)) is type(value)


def test_an_option_that_is_no_more_is_shown_by_its_id() -> None:
    assert show(DISTRICT, "gone") == "gone"


def test_labels_that_hold_the_separator_are_joined_by_another() -> None:
    spec = Spec(Kind.MULTI, "项目", options=(Option("a", "甲、乙"), Option("b", "丙")))

    assert show(spec, ("a", "b")) == "甲、乙；丙"
    assert understood(spec, "甲、乙；丙") == ("a", "b")


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        *((LEGAL_PERSON, text) for text in ("", "True", "是", "1")),
        *((ENTERPRISES, text) for text in ("", "1.0", "٣", "1_0", " 1", "1e2")),
        *(
            (ASSETS, text)
            for text in ("", "NaN", "Infinity", "٣", "1e400", "1,000", "1\n")
        ),
        *((SINCE, text) for text in ("", "2019-2-3", "2019-02-30", "20190203")),
    ],
)
def test_text_that_was_never_written_is_not_restored(spec: Spec, text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        restore(spec, text)
