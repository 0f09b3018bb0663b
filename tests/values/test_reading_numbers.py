"""Counts, amounts in 万元, percents and areas."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from sme_assistant.values import Kind, Spec, Understood, Unlikely
from tests.values.specs import (
    ACTIVITIES,
    ASSETS,
    ATTENDANCES,
    ENTERPRISES,
    FLOOR_AREA,
    NUMBERS,
    PROFIT,
    SATISFACTION,
    STAFF,
    asked,
    reading,
    refused,
    understood,
)

if TYPE_CHECKING:
    from sme_assistant.values import Value


def decimals(*texts: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, texts))


# --- amounts -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "ten_thousands"),
    [
        ("200", "200"),
        ("200.00", "200"),
        ("２００", "200"),
        ("两百", "200"),
        ("两百五", "250"),
        ("200万", "200"),
        ("２００万", "200"),
        ("２００万元", "200"),
        ("200万元整", "200"),
        ("200 万元", "200"),
        ("200w", "200"),
        ("200W元", "200"),
        ("2百万", "200"),
        ("两百万", "200"),
        ("二百万", "200"),
        ("兩百萬圓", "200"),
        ("贰佰万元整", "200"),
        ("200万块钱", "200"),
        ("共200万元", "200"),
        ("总共 200 万元。", "200"),
        ("2,000,000元", "200"),
        ("２，０００，０００元", "200"),
        ("2 000 000 元", "200"),
        ("2000000块", "200"),
        ("人民币200万元", "200"),
        ("200万元人民币", "200"),
        ("RMB 200万", "200"),
        ("CNY200万", "200"),
        ("￥2,000,000元", "200"),
        ("¥200万", "200"),
        ("199.99万元", "199.99"),
        ("1,234.56", "1234.56"),
        ("１２．５", "12.5"),
        ("1.5万", "1.5"),
        ("一万二", "1.2"),
        ("三百万零五千元", "300.5"),
        ("贰佰万元零伍角整", "200.00005"),
        ("壹万贰仟叁佰肆拾伍元陆角柒分", "1.234567"),
        ("3千万", "3000"),
        ("千万", "1000"),
        ("4亿", "40000"),
        ("4亿元", "40000"),
        ("四亿", "40000"),
        ("四个亿", "40000"),
        ("4个亿", "40000"),
        ("一个亿", "10000"),
        ("1.2亿", "12000"),
        ("1亿2千万", "12000"),
        ("一亿二", "12000"),
        ("一亿二千万", "12000"),
        ("一亿二千万元", "12000"),
        ("+5", "5"),
    ],
)
def test_an_amount_is_kept_in_ten_thousands(typed: str, ten_thousands: str) -> None:
    value = understood(ASSETS, typed)

    assert value == Decimal(ten_thousands)
    assert str(value) == ten_thousands


@pytest.mark.parametrize(
    ("typed", "ten_thousands"),
    [
        ("-12.5", "-12.5"),
        ("−12.5", "-12.5"),
        ("－１２．５", "-12.5"),
        ("负十二", "-12"),
        ("亏损12.5万", "-12.5"),
        ("净亏损12.5万元", "-12.5"),
        ("亏了12万", "-12"),
        ("-¥200元", "-0.02"),
        ("¥-200元", "-0.02"),
        ("盈利12万", "12"),
        ("-0", "0"),
    ],
)
def test_a_profit_may_be_a_loss(typed: str, ten_thousands: str) -> None:
    assert str(understood(PROFIT, typed)) == ten_thousands


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("2000000", ("2000000", "200")),
        ("600000", ("600000", "60")),
        ("200元", ("0.02", "200")),
        ("0.5", ("0.5", "5000")),
        ("60亿", ("600000", "60")),
        ("0.00001", ("0.00001",)),
    ],
)
def test_an_amount_far_from_plausible_is_confirmed(
    typed: str, readings: tuple[str, ...]
) -> None:
    found = reading(ASSETS, typed)

    assert isinstance(found, Unlikely)
    assert found.readings == decimals(*readings)
    assert found.value == found.readings[0]
    assert "请" in found.message


def test_an_unlikely_amount_shows_both_readings_in_canonical_form() -> None:
    found = reading(ASSETS, "2000000")

    assert isinstance(found, Unlikely)
    assert "“2000000 万元”、“200 万元”" in found.message


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("12。5", ("12.5", "125")),
        ("1,23", ("1.23", "123")),
        ("1,2345", ("1.2345", "12345")),
        ("1,23,456", ("123456",)),
        ("1.234.567", ("1234567",)),
        ("12 5", ("125",)),
        (".5万", ("0.5",)),
        ("约300", ("300",)),
        ("大约300万元", ("300",)),
        ("300左右", ("300",)),
        ("三百多万", ("300",)),
        ("200来万", ("200",)),
        ("300余万元", ("300",)),
        ("近300万", ("300",)),
        ("不低于200万元", ("200",)),
        ("200万以上", ("200",)),
        ("两百万吧", ("200",)),
        ("4个亿吧？", ("40000",)),
        ("≈300", ("300",)),
        (">300", ("300",)),
        ("3-5", ("3", "5")),
        ("3-5万", ("3", "5")),
        ("3万-5万", ("3", "5")),
        ("100~200", ("100", "200")),
        ("１００～２００万元", ("100", "200")),
        ("100到200万", ("100", "200")),
        ("三到五百万", ("300", "500")),
        ("三五百", ("300", "500")),
        ("三五百万", ("300", "500")),
        ("大概两三百万", ("200", "300")),
        ("¥200", ("200", "0.02")),
        ("200人民币", ("200", "0.02")),
        ("无", ("0",)),
        ("没有", ("0",)),
        ("几百万", ()),
        ("数百万元", ()),
        ("若干", ()),
    ],
)
def test_an_inexact_amount_is_asked_back(typed: str, readings: tuple[str, ...]) -> None:
    assert asked(ASSETS, typed) == decimals(*readings)


def test_an_inexact_loss_is_offered_as_a_loss() -> None:
    assert asked(PROFIT, "亏损约12万") == decimals("-12")
    assert asked(PROFIT, "-三五百") == decimals("-300", "-500")


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "200美元",
            "$200",
            "US$200",
            "200万美金",
            "€200",
            "两百万港币",
            "HK$5",
            "200欧元",
        ),
        *("5万日元", "约200美元", "£20"),
    ],
)
def test_foreign_money_is_refused(typed: str) -> None:
    assert "不是人民币" in refused(ASSETS, typed)


@pytest.mark.parametrize("typed", ["3.5元5角", "3人民币5角", "5角", "3块5", "3元50角"])
def test_an_irregular_sum_of_money_is_refused(typed: str) -> None:
    assert "请" in refused(PROFIT, typed)


# --- counts ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "typed", "number"),
    [
        (ENTERPRISES, "300", 300),
        (ENTERPRISES, "300家", 300),
        (ENTERPRISES, "３００家", 300),
        (ENTERPRISES, "一百零五家", 105),
        (ENTERPRISES, "100户", 100),
        (ENTERPRISES, "100个", 100),
        (ENTERPRISES, "100家企业", 100),
        (ENTERPRISES, "100家中小微企业", 100),
        (ENTERPRISES, "100个企业", 100),
        (ENTERPRISES, "1.2万家", 12000),
        (ENTERPRISES, "3,000家", 3000),
        (ENTERPRISES, "12.0", 12),
        (ENTERPRISES, "0", 0),
        (STAFF, "15人", 15),
        (STAFF, "15名", 15),
        (STAFF, "15位", 15),
        (STAFF, "15个人", 15),
        (STAFF, "15名员工", 15),
        (STAFF, "十五名专家", 15),
        (STAFF, "廿五人", 25),
        (ATTENDANCES, "1200人次", 1200),
        (ATTENDANCES, "一千二百人次", 1200),
        (ACTIVITIES, "20场", 20),
        (ACTIVITIES, "20场次", 20),
        (ACTIVITIES, "20次活动", 20),
        (Spec(Kind.COUNT, "份数", unit="份"), "20份", 20),
        (Spec(Kind.COUNT, "年龄", unit="岁"), "45周岁", 45),
        (Spec(Kind.COUNT, "设备", unit="台"), "45台", 45),
        (Spec(Kind.COUNT, "车位", unit="车位"), "45个", 45),
        (Spec(Kind.COUNT, "数目"), "45项", 45),
    ],
)
def test_a_count_may_carry_its_unit(spec: Spec, typed: str, number: int) -> None:
    value = understood(spec, typed)

    assert value == number
    assert type(value) is int


@pytest.mark.parametrize(
    ("spec", "typed", "readings"),
    [
        (ENTERPRISES, "300家次", (300,)),
        (ENTERPRISES, "300户次", (300,)),
        (ENTERPRISES, "300人", (300,)),
        (STAFF, "15人次", (15,)),
        (STAFF, "15家", (15,)),
        (ATTENDANCES, "1200人", (1200,)),
        (ENTERPRISES, "约300家", (300,)),
        (ENTERPRISES, "300家左右", (300,)),
        (ENTERPRISES, "100多家", (100,)),
        (ENTERPRISES, "一百余家", (100,)),
        (ENTERPRISES, "100+", (100,)),
        (ENTERPRISES, "十来家", (10,)),
        (ENTERPRISES, "十家以上", (10,)),
        (ENTERPRISES, "至少有300家", (300,)),
        (ENTERPRISES, "300家？", (300,)),
        (ENTERPRISES, "十七八家", (17, 18)),
        (ENTERPRISES, "八九十家", (80, 90)),
        (ENTERPRISES, "一百二三十家", (120, 130)),
        (ENTERPRISES, "30、40家", (30, 40)),
        (ENTERPRISES, "十到二十家", (10, 20)),
        (ENTERPRISES, "三百至五百家", (300, 500)),
        (ENTERPRISES, "三百或者四百", (300, 400)),
        (ENTERPRISES, "约3-5家", (3, 5)),
        (ENTERPRISES, "约三五百到七八百家", (300, 700, 800, 500)),
        (ENTERPRISES, "三五千三五百三五十", (3330, 3350, 3530, 3550)),
        (ENTERPRISES, "12。5", (125,)),
        (ENTERPRISES, "没有", (0,)),
        (ENTERPRISES, "三十几个", ()),
        (ENTERPRISES, "几十家", ()),
        (ENTERPRISES, "好几百", ()),
        (ENTERPRISES, "数十家", ()),
        (ENTERPRISES, "很多", ()),
    ],
)
def test_an_inexact_or_miscounted_count_is_asked_back(
    spec: Spec, typed: str, readings: tuple[Value, ...]
) -> None:
    assert asked(spec, typed) == readings


def test_times_are_told_apart_from_enterprises() -> None:
    found = reading(ENTERPRISES, "300家次")

    assert not isinstance(found, Understood)
    assert "家次" in found.message
    assert "只算一次" in found.message


@pytest.mark.parametrize(
    "typed",
    ["12.5", "12.5家", "一打", "-3", "负三家", "八成", "80%", "200万元", "3米", "1+1"],
)
def test_what_is_no_count_is_refused(typed: str) -> None:
    assert "请" in refused(ENTERPRISES, typed)


def test_an_unlikely_count_is_confirmed() -> None:
    assert asked(STAFF, "3000人") == (3000,)


# --- percents ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "percent"),
    [
        ("80", "80"),
        ("80%", "80"),
        ("８０％", "80"),
        ("80 %", "80"),
        ("79.96%", "79.96"),
        ("百分之八十", "80"),
        ("百分之七十九点九六", "79.96"),
        ("百分百", "100"),
        ("百分之百", "100"),
        ("100%", "100"),
        ("八成", "80"),
        ("8成", "80"),
        ("八成五", "85"),
        ("8.5成", "85"),
        ("十成", "100"),
        ("80个百分点", "80"),
        ("五分之四", "80"),
        ("15分之12", "80"),
        ("0.85%", "0.85"),
        ("1%", "1"),
        ("0", "0"),
        ("百分之零", "0"),
        ("1.5", "1.5"),
    ],
)
def test_a_percent_is_kept_between_0_and_100(typed: str, percent: str) -> None:
    assert str(understood(SATISFACTION, typed)) == percent


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("0.85", ("85", "0.85")),
        ("1", ("100", "1")),
        ("零点九", ("90", "0.9")),
        ("约0.9", ("90", "0.9")),
        ("0,85", ("85", "0.85")),
        ("80%以上", ("80",)),
        ("八成多", ("80",)),
        ("80%-90%", ("80", "90")),
        ("80-90%", ("80", "90")),
        ("七八成", ("70", "80")),
    ],
)
def test_an_unclear_percent_is_asked_back(
    typed: str, readings: tuple[str, ...]
) -> None:
    assert asked(SATISFACTION, typed) == decimals(*readings)


def test_an_impossible_percent_is_refused_though_it_is_hedged() -> None:
    assert "0% 到 100% 之间" in refused(SATISFACTION, "约120%")


@pytest.mark.parametrize(
    "typed",
    [
        "120",
        "101%",
        "100.01%",
        "八折",
        "-5%",
        "负百分之五",
        "-0.5",
        "三分之一",
        "85分",
        "零分之五",
        "七百万分之七",
    ],
)
def test_an_impossible_percent_is_refused_with_an_example(typed: str) -> None:
    assert "92.5%" in refused(SATISFACTION, typed)


# --- areas -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "square_metres"),
    [
        ("320", "320"),
        ("320平方米", "320"),
        ("320平米", "320"),
        ("320平", "320"),
        ("320平方", "320"),
        ("320个平方", "320"),
        ("320㎡", "320"),
        ("320m2", "320"),
        ("320M²", "320"),
        ("320m^2", "320"),
        ("320.5平方米", "320.5"),
        ("三百二十平米", "320"),
        ("1.2万平方米", "12000"),
    ],
)
def test_an_area_is_kept_in_square_metres(typed: str, square_metres: str) -> None:
    value = understood(FLOOR_AREA, typed)

    assert value == Decimal(square_metres)


@pytest.mark.parametrize("typed", ["0.5亩", "两亩", "1公顷", "2平方公里"])
def test_another_unit_of_area_is_refused(typed: str) -> None:
    assert "请按平方米填写" in refused(FLOOR_AREA, typed)


# --- every number ------------------------------------------------------------


@pytest.mark.parametrize("spec", NUMBERS)
@pytest.mark.parametrize(
    "typed",
    [
        *("٣", "१२", "১", "3²", "½", "Ⅳ", "①", "𝟙"),
        *("1e400", "1E5", "NaN", "nan", "inf", "-inf", "Infinity", "0x10", "1_000"),
        *("abc", "-", "--5", "+", "。", "1+1", "=1", "1/2", "{{x}}", "<w:p>"),
        *("1.2.3", "2019-03-15", "一千万万", "十十", "约", "几何", "\ud800", "1\x00"),
        *(
            "1" * 400,
            "约" * 400,
            "三五亿三五千万三五百万三五十万三五",
            "三五" * 30,
            "1-" * 30,
            "12。" * 20,
        ),
    ],
)
def test_rubbish_is_never_taken(spec: Spec, typed: str) -> None:
    assert not isinstance(reading(spec, typed), Understood | Unlikely)


@pytest.mark.parametrize("spec", NUMBERS)
@pytest.mark.parametrize("typed", ["٣", "NaN", "1e400", "1234567890123456", "abc"])
def test_a_refusal_shows_a_good_example(spec: Spec, typed: str) -> None:
    message = refused(spec, typed)

    assert "例如：" in message
    example = message.rpartition("例如：")[2].removesuffix("。")
    assert isinstance(reading(spec, example), Understood)


@pytest.mark.parametrize("typed", ["", " ", "　", "\u200b", "\n", "\ufeff"])
@pytest.mark.parametrize("spec", NUMBERS)
def test_a_blank_is_missing(spec: Spec, typed: str) -> None:
    assert "还没有填写" in refused(spec, typed)


@pytest.mark.parametrize("typed", ["1234567890123456", "0.1234567", "0.00000001"])
def test_more_digits_than_a_form_holds_are_refused(typed: str) -> None:
    assert "位数太多" in refused(PROFIT, typed)


def test_a_figure_below_zero_is_refused_where_there_is_none() -> None:
    assert "不会小于零" in refused(ASSETS, "-5")
    assert "不会小于零" in refused(FLOOR_AREA, "-5")


def test_bounds_of_a_fact_are_told() -> None:
    spec = Spec(
        Kind.AMOUNT, "利润", minimum=Decimal(-100), maximum=Decimal(20_000), example="5"
    )

    assert "最小是 -100 万元" in refused(spec, "-100.01")
    assert "最大是 20000 万元" in refused(spec, "20000.01")
    assert understood(spec, "-100") == Decimal(-100)
    assert understood(spec, "20000") == Decimal(20_000)


def test_a_narrower_percent_keeps_its_own_bounds() -> None:
    spec = Spec(Kind.PERCENT, "折旧率", minimum=Decimal(5), maximum=Decimal(50))

    assert "最小是 5%" in refused(spec, "4%")
    assert "最大是 50%" in refused(spec, "51%")


def test_a_figure_out_of_bounds_is_not_offered() -> None:
    spec = Spec(Kind.COUNT, "年龄", unit="岁", maximum=Decimal(120))

    assert asked(spec, "100-200岁") == (100,)
    assert "最大是 120 岁" in refused(spec, "约300岁")


@pytest.mark.parametrize(
    ("typed", "ten_thousands"),
    [("200万元", "200"), ("200 万元", "200"), ("200万", "200")],
)
def test_the_same_figure_reads_the_same_however_it_is_spelt(
    typed: str, ten_thousands: str
) -> None:
    wide = "".join(
        chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in typed
    )

    assert understood(ASSETS, wide) == Decimal(ten_thousands)
