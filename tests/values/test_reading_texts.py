"""Prose and telephone numbers."""

from __future__ import annotations

import pytest

from sme_assistant.values import Understood
from tests.values.specs import (
    FEATURES,
    NAME,
    PHONE,
    asked,
    reading,
    refused,
    understood,
)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "重庆（某某）中心，Ａ座",
            "{{ name }}",
            "<w:p>",
            "=1+1",
            "A&B",
            "𠮷野家",
            "😀👨‍👩‍👧",
            "٣",
        ),
        *("'; DROP TABLE", "1e400", "NaN", "是", "50%", "\\", '"', "甲  乙"),
    ],
)
def test_prose_is_kept_as_typed(typed: str) -> None:
    assert understood(NAME, typed) == typed
    assert understood(FEATURES, typed) == typed


@pytest.mark.parametrize(
    "typed",
    [" 某中心 ", "　某中心　", "\n某中心\r\n", "\ufeff某中心", "\u200b某中心\t"],
)
def test_the_ends_are_stripped(typed: str) -> None:
    assert understood(NAME, typed) == "某中心"


def test_letters_are_composed() -> None:
    assert understood(NAME, "Cafe\u0301") == "Caf\u00e9"


@pytest.mark.parametrize(
    "typed", ["甲\n乙", "甲\r\n乙", "甲\u2028乙", "甲\t乙", "甲\n" * 10]
)
def test_a_line_is_one_line(typed: str) -> None:
    assert "只能填一行" in refused(NAME, typed)


@pytest.mark.parametrize(
    "typed", ["甲\n乙", "甲\r\n乙", "甲\r乙", "甲\u2028乙", "甲\u2029乙"]
)
def test_a_long_text_has_plain_line_ends(typed: str) -> None:
    assert understood(FEATURES, typed) == "甲\n乙"


def test_a_long_text_may_hold_tabs() -> None:
    assert understood(FEATURES, "甲\t乙") == "甲\t乙"


@pytest.mark.parametrize(
    "sign",
    [
        *("\x00", "\x01", "\x0b", "\x0c", "\x1b", "\x7f", "\x9f", "\u202e", "\u2066"),
        *("\ud800", "\udfff", "\ufdd0", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"),
        "\ufffd",
    ],
)
def test_what_no_file_can_hold_is_refused(sign: str) -> None:
    for spec in (NAME, FEATURES):
        message = refused(spec, f"甲{sign}乙")

        assert "无法显示或保存" in message
        assert message.isprintable()


@pytest.mark.parametrize("typed", ["", " ", "　", "\n\n", "\u200b", "\u200d", "\ufeff"])
def test_nothing_visible_is_missing(typed: str) -> None:
    assert "还没有填写" in refused(NAME, typed)
    assert "还没有填写" in refused(FEATURES, typed)


def test_lengths_are_limited() -> None:
    assert understood(NAME, "长" * 200) == "长" * 200
    assert "201 个字，最多可填 200 个字" in refused(NAME, "长" * 201)
    assert understood(FEATURES, "长" * 10_000) == "长" * 10_000
    assert "最多可填 10000 个字" in refused(FEATURES, "长" * 10_001)
    assert "最多可填 200 个字" in refused(NAME, "长" * 1_000_000)


# --- telephones --------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13812345678", "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("+86 138 1234 5678", "13812345678"),
        ("+86-13812345678", "13812345678"),
        ("0086 13812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("(+86)13812345678", "13812345678"),
        ("\u202d13812345678\u202c", "13812345678"),
        ("一三八一二三四五六七八", "13812345678"),
        ("幺三八幺二三四五六七八", "13812345678"),
        ("手机：13812345678", "13812345678"),
        ("联系电话: 13812345678", "13812345678"),
        ("023-68123456", "023-68123456"),
        ("02368123456", "023-68123456"),
        ("023 6812 3456", "023-68123456"),
        ("(023)68123456", "023-68123456"),
        ("（023）6812-3456", "023-68123456"),
        ("+86 23 6812 3456", "023-68123456"),
        ("+86-023-68123456", "023-68123456"),
        ("010-62345678", "010-62345678"),
        ("0310-6812345", "0310-6812345"),
        ("0755-26812345", "0755-26812345"),
        ("023-68123456转801", "023-68123456-801"),
        ("023-68123456 转 801", "023-68123456-801"),
        ("023-68123456 分机801", "023-68123456-801"),
        ("02368123456 ext. 801", "023-68123456-801"),
        ("023-68123456#801", "023-68123456-801"),
        ("023-68123456-801", "023-68123456-801"),
        ("0310-6812345-8", "0310-6812345-8"),
        ("400-123-4567", "400-123-4567"),
        ("400 1234 567", "400-123-4567"),
        ("4001234567", "400-123-4567"),
        ("800-123-4567", "800-123-4567"),
        ("400-123-4567转8", "400-123-4567-8"),
    ],
)
def test_a_telephone_number_has_one_form(typed: str, number: str) -> None:
    assert understood(PHONE, typed) == number
    assert reading(PHONE, number) == Understood(number)


@pytest.mark.parametrize(
    "typed",
    ["13812345678/13912345678", "13812345678、13912345678", "13812345678或13912345678"],
)
def test_several_numbers_are_asked_back(typed: str) -> None:
    assert asked(PHONE, typed) == ("13812345678", "13912345678")


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("68123456", "没有区号"),
        ("6812 3456", "没有区号"),
        ("1381234567", "有 10 位"),
        ("138123456789", "有 12 位"),
        ("12345678901", "请"),
        ("023-12345678", "请"),
        ("23-68123456", "请"),
        ("023-681234567", "请"),
        ("110", "请"),
        ("+1 202 555 0123", "请"),
        ("13812345678转8", "请"),
        ("138٣2345678", "数字符号"),
        ("abc", "请"),
        ("", "还没有填写"),
        ("-", "请"),
        ("1" * 499, "请"),
        ("\ud800", "请"),
    ],
)
def test_what_is_no_number_is_refused(typed: str, hint: str) -> None:
    message = refused(PHONE, typed)

    assert hint in message
    assert message.isprintable()
