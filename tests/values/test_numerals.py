"""Numerals alone, without units: docs/adr/001-reading-chinese-numerals.md."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme_assistant.values.numerals import plain_forms, read_numeral
from tests.values.specs import EVERYDAY, FINANCIAL, chinese


def numeral(text: str) -> Decimal | None:
    return read_numeral(plain_forms(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("200", "200"),
        ("007", "7"),
        ("0.10", "0.1"),
        ("零", "0"),
        ("〇", "0"),
        ("0万", "0"),
        ("两", "2"),
        ("俩", "2"),
        ("十", "10"),
        ("十五", "15"),
        ("一十五", "15"),
        ("拾伍", "15"),
        ("廿五", "25"),
        ("卅", "30"),
        ("卌二", "42"),
        ("两百", "200"),
        ("二百", "200"),
        ("一百零五", "105"),
        ("一百十五", "115"),
        ("一千零十五", "1015"),
        ("一千零五十", "1050"),
        ("一千五十", "1050"),
        ("两千两百二十五", "2225"),
        ("两百五", "250"),
        ("一百一", "110"),
        ("三千六", "3600"),
        ("一万二", "12000"),
        ("一万零二", "10002"),
        ("十二万三", "123000"),
        ("3万2", "32000"),
        ("13万2", "132000"),
        ("一亿五", "150000000"),
        ("一百一十万零三千", "1103000"),
        ("一百九十万零三千九百七十一", "1903971"),
        ("两亿零六千五", "200006500"),
        ("两百万", "2000000"),
        ("贰佰万", "2000000"),
        ("貳佰萬", "2000000"),
        ("壹佰贰拾叁", "123"),
        ("一亿二千万", "120000000"),
        ("四亿", "400000000"),
        ("一万亿", "1000000000000"),
        ("一万二千亿", "1200000000000"),
        ("百万", "1000000"),
        ("千万", "10000000"),
        ("3千", "3000"),
        ("3千500", "3500"),
        ("3千5", "3500"),
        ("2百万", "2000000"),
        ("100万零5百", "1000500"),
        ("1亿2000万", "120000000"),
        ("1.2亿", "120000000"),
        ("16.4亿", "1640000000"),
        ("0.07万", "700"),
        ("12345万", "123450000"),
        ("三点一四", "3.14"),
        ("零点八五", "0.85"),
        ("12点5", "12.5"),
        ("一点五万", "15000"),
        ("一百点五", "100.5"),
        ("一千零一点零五", "1001.05"),
        ("一二三四", "1234"),
        ("二〇一九", "2019"),
        ("二八", "28"),
        ("123456789012.345678", "123456789012.345678"),
    ],
)
def test_a_numeral_is_read_exactly(text: str, number: str) -> None:
    assert numeral(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        *("", "点", "点五", "点五点", "五点", "1.2.3", ".5", "5.", "1,234"),
        *("十十", "百十万千", "一百千", "百百", "十百", "十五百", "零百", "零十"),
        *("一百零零五", "一百零五十", "一百零", "二十零五", "一千五百零"),
        *("三百二百", "一万一万", "一亿一亿", "亿", "万", "亿万", "一千万万", "万五"),
        *("两百五万", "一万二亿", "1.5万2000", "三千五点五", "一万一二", "零万五千"),
        *("二三", "三五", "七八", "三五百", "十七八", "一百二三十", "一二百"),
        *("几十", "abc", "一a", "٣", "²", "½", "Ⅳ", "1e400", "NaN", "inf", "0x10"),
        *("-5", "负五", "五个", "\ud800", "9" * 20, "0." + "1" * 9, "一" * 41),
    ],
)
def test_what_names_no_one_number_is_not_read(text: str) -> None:
    assert numeral(text) is None


@given(st.integers(0, 10**12), st.sampled_from([EVERYDAY, FINANCIAL]))
def test_every_whole_number_is_read_in_both_writings(
    number: int, writing: tuple[str, str]
) -> None:
    assert numeral(chinese(number, writing)) == number


@given(st.integers(0, 10**15), st.integers(0, 6))
def test_every_decimal_is_read_exactly(digits: int, places: int) -> None:
    number = Decimal(digits).scaleb(-places)

    assert numeral(f"{number:f}") == number


@given(st.integers(1, 10**6), st.integers(0, 99))
def test_a_decimal_times_a_scale_is_exact(whole: int, hundredths: int) -> None:
    text = f"{whole}.{hundredths:02}"

    assert numeral(f"{text}亿") == Decimal(text) * 10**8


@given(st.text(alphabet="零一二三五九十百千万亿点两.0123", max_size=12))
def test_no_mixture_of_numeral_signs_raises(text: str) -> None:
    number = numeral(text)

    assert number is None or number >= 0
