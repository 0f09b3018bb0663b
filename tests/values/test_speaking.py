"""Values said aloud: as people say them, and read back the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme_assistant.values import Kind, Option, Spec, Value, speak, speak_count
from tests.values.specs import (
    ACTIVITIES,
    ASSETS,
    ATTENDANCES,
    DISTRICT,
    ENTERPRISES,
    FEATURES,
    FLOOR_AREA,
    FUNCTIONS,
    FUNCTIONS_OR_NONE,
    LEGAL_PERSON,
    NAME,
    PHONE,
    PROFIT,
    SATISFACTION,
    SINCE,
    STAFF,
    TITLE,
)
from tests.values.test_value_laws import (
    decimals,
    landlines,
    mobiles,
    read_as_value,
    services,
    subsets,
)

YEAR = Spec(Kind.COUNT, "上一年度", unit="年")
STATE = Spec(
    Kind.CHOICE,
    "营业执照",
    options=(Option("ready", "已有", ("已经有了",), spoken="已经有了"),),
)

SAID: list[tuple[Spec, Value, str]] = [
    (STAFF, 12, "十二人"),
    (STAFF, 2, "两人"),
    (STAFF, 22, "二十二人"),
    (STAFF, 102, "一百零二人"),
    (STAFF, 110, "一百一十人"),
    (STAFF, 0, "零人"),
    (ENTERPRISES, 200, "两百家"),
    (ENTERPRISES, 1200, "一千二百家"),
    (ENTERPRISES, 2222, "两千二百二十二家"),
    (ENTERPRISES, 1005, "一千零五家"),
    (ENTERPRISES, 10500, "一万零五百家"),
    (ENTERPRISES, 20000, "两万家"),
    (ENTERPRISES, 120000, "十二万家"),
    (ENTERPRISES, 12010, "一万两千零一十家"),
    (ENTERPRISES, 100020002, "一亿零二万零二家"),
    (ATTENDANCES, 1350, "一千三百五十人次"),
    (ACTIVITIES, 10, "十次"),
    (ASSETS, Decimal(200), "两百万元"),
    (ASSETS, Decimal(2), "两万元"),
    (ASSETS, Decimal("2.5"), "二点五万元"),
    (ASSETS, Decimal("0.5"), "五千元"),
    (ASSETS, Decimal("199.99"), "一百九十九点九九万元"),
    (ASSETS, Decimal(40000), "四亿元"),
    (ASSETS, Decimal(42000), "四亿两千万元"),
    (ASSETS, Decimal("10000.5"), "一亿零五千元"),
    (PROFIT, Decimal("-12.5"), "负十二点五万元"),
    (SATISFACTION, Decimal("93.5"), "百分之九十三点五"),
    (SATISFACTION, Decimal("79.96"), "百分之七十九点九六"),
    (SATISFACTION, Decimal(100), "百分之百"),
    (SATISFACTION, Decimal(2), "百分之二"),
    (SATISFACTION, Decimal(0), "百分之零"),
    (FLOOR_AREA, Decimal("320.05"), "三百二十点零五平方米"),
    (FLOOR_AREA, Decimal(2), "两平方米"),
    (FLOOR_AREA, Decimal("20000.5"), "两万点五平方米"),
    (YEAR, 2025, "二〇二五年"),
    (YEAR, 2, "两年"),
    (SINCE, date(2019, 3, 15), "二〇一九年三月十五日"),
    (SINCE, date(2020, 12, 2), "二〇二〇年十二月二日"),
    (PHONE, "13800110022", "幺三八 零零幺幺 零零二二"),
    (PHONE, "023-68123456", "零二三 六八幺二 三四五六"),
    (PHONE, "023-6812345-801", "零二三 六八幺 二三四五 转 八零幺"),
    (PHONE, "400-123-4567", "四零零 幺二三 四五六七"),
    (LEGAL_PERSON, True, "是"),
    (LEGAL_PERSON, False, "不是"),
    (DISTRICT, "wanzhou", "万州区"),
    (STATE, "ready", "已经有了"),
    (TITLE, "高级工程师", "高级工程师"),
    (FUNCTIONS, ("information", "training"), "信息服务、培训服务"),
    (FUNCTIONS, (), "一项都不选"),
    (NAME, "重庆渝创企业服务有限公司", "重庆渝创企业服务有限公司"),
    (NAME, "91500101MA0000007H", "九幺五零 零幺零幺 MA零零 零零零零 七H"),
    (FEATURES, "企业点单，\n机构接单。", "“企业点单，机构接单。”"),
]


@pytest.mark.parametrize(("spec", "value", "said"), SAID)
def test_a_value_is_said_as_people_say_it(spec: Spec, value: Value, said: str) -> None:
    assert speak(spec, value) == said


def test_of_a_long_text_the_beginning_and_the_length_are_said() -> None:
    text = "本平台由重庆渝创企业服务有限公司建设和运营，面向中小微企业。" * 20

    said = speak(FEATURES, text)

    assert said == (
        "“本平台由重庆渝创企业服务有限公司建设和运营，面向中小微企业”开头的一段，"
        "一共六百个字"
    )


def test_a_long_text_without_a_stop_is_cut() -> None:
    assert speak(FEATURES, "长" * 100) == f"“{'长' * 40}”开头的一段，一共一百个字"


def test_figures_beyond_all_numerals_are_said_as_they_stand() -> None:
    assert speak(PROFIT, Decimal(10**14)) == "100000000000000 万元"


def test_rows_are_counted_with_their_measure_word() -> None:
    assert speak_count(2, "家") == "两家"
    assert speak_count(118, "家") == "一百一十八家"


VALUES: list[tuple[Spec, st.SearchStrategy[Value]]] = [
    (ASSETS, decimals(0, 10**9, 6)),
    (PROFIT, decimals(-(10**12) + 1, 10**12 - 1, 6)),
    (ENTERPRISES, st.integers(0, 10**15 - 1)),
    (ENTERPRISES, st.integers(0, 30_000)),
    (YEAR, st.integers(1, 3000)),
    (SATISFACTION, decimals(0, 100, 6)),
    (FLOOR_AREA, decimals(0, 10**9, 2)),
    (SINCE, st.dates(date(1900, 1, 1), date(2100, 12, 31))),
    (LEGAL_PERSON, st.booleans()),
    (DISTRICT, st.sampled_from([option.id for option in DISTRICT.options])),
    (FUNCTIONS, subsets(FUNCTIONS)),
    (FUNCTIONS_OR_NONE, subsets(FUNCTIONS_OR_NONE) | st.just(("none",))),
    (PHONE, mobiles | landlines | services),
]


@given(data=st.data())
@pytest.mark.parametrize(("spec", "values"), VALUES)
def test_what_is_said_reads_back_as_the_same_value(
    spec: Spec, values: st.SearchStrategy[Value], data: st.DataObject
) -> None:
    value = data.draw(values)

    assert read_as_value(spec, speak(spec, value)) == value
