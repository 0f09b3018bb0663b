"""On which day to call back: what people type, and how it is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme_assistant.assistant.follow_ups import card, due_lines, read_day, read_follow_up
from sme_assistant.assistant.presenter import Say
from sme_assistant.engine.follow_ups import FollowUp, day_shown, home_line
from tests.engine.cases import NOW, TODAY  # a Monday


@pytest.mark.parametrize(
    ("typed", "day", "what"),
    [
        ("12月3日 带租赁合同", date(2026, 12, 3), "带租赁合同"),
        ("12月3日带租赁合同", date(2026, 12, 3), "带租赁合同"),
        ("十二月三号，问社保证明", date(2026, 12, 3), "问社保证明"),
        ("12.3 带合同", date(2026, 12, 3), "带合同"),
        ("明天上午10点 问资产总额", date(2026, 11, 24), "上午10点 问资产总额"),
        ("今天", TODAY, ""),
        ("大后天", date(2026, 11, 26), ""),
        ("下周一 回电话", date(2026, 11, 30), "回电话"),
        ("周五 材料", date(2026, 11, 27), "材料"),
        ("周一", TODAY, ""),
        ("三天后 催一催", date(2026, 11, 26), "催一催"),
        ("两周后", date(2026, 12, 7), ""),
        ("1月5日 新年第一件", date(2027, 1, 5), "新年第一件"),
        ("2027年3月1日 再报", date(2027, 3, 1), "再报"),
    ],
)
def test_a_day_and_what_it_is_about_are_read(typed: str, day: date, what: str) -> None:
    assert read_follow_up(typed, TODAY) == (day, what)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("带租赁合同", "没有看到日子"),
        ("尽快", "没有看到日子"),
        ("昨天 带合同", "已经过去"),
        ("2020年5月1日 带合同", "已经过去"),
        ("2026年3月", "已经过去"),
        ("13月45日", "没有看到日子"),
    ],
)
def test_what_is_no_day_to_come_is_told(typed: str, told: str) -> None:
    found = read_follow_up(typed, TODAY)

    assert isinstance(found, Say)
    assert told in found.text
    assert "请" in found.text


def test_the_29th_of_february_is_found_in_any_year() -> None:
    assert read_day("2月29日", date(2027, 6, 1)) is None
    assert read_day("2月29日", date(2028, 6, 1)) == date(2029, 3, 1)


def test_of_a_day_without_a_year_the_last_one_is_taken_where_that_is_meant() -> None:
    assert read_day("12月3日", TODAY, past=True) == date(2025, 12, 3)
    assert read_day("11月3日", TODAY, past=True) == date(2026, 11, 3)
    assert read_day("昨天", TODAY, past=True) == date(2026, 11, 22)


@given(text=st.text(max_size=60))
def test_nothing_typed_raises_and_no_day_is_past(text: str) -> None:
    found = read_follow_up(text, TODAY)

    if not isinstance(found, Say):
        assert found[0] >= TODAY


def follow_up(days: int, what: str = "", case: str = "甲") -> FollowUp:
    day = TODAY + timedelta(days=days)
    return FollowUp(days + 10, case, day, what, "", NOW)


def test_a_day_is_told_with_its_weekday_and_its_year_only_where_it_differs() -> None:
    assert day_shown(date(2026, 12, 3), TODAY) == "12月3日（周四）"
    assert day_shown(date(2027, 1, 5), TODAY) == "2027年1月5日（周二）"


def test_what_is_due_is_listed_with_how_long_it_is_overdue() -> None:
    due = (follow_up(-2, "催"), follow_up(0, "", "乙"))

    lines = due_lines(due, TODAY, TODAY)

    assert lines[:3] == [
        "到11月23日（周一）要回访 2 次：",
        "　8. 11月21日（周六），已过 2 天　甲　催",
        "　10. 11月23日（周一），就是今天　乙",
    ]
    assert due_lines((), TODAY, TODAY) == ["到11月23日（周一）没有要做的回访。"]


def test_home_has_a_line_of_whom_to_call_and_none_where_there_is_nobody() -> None:
    due = [follow_up(-1, case="甲"), *(follow_up(0, case=c) for c in "乙丙丁甲")]

    assert home_line(due, TODAY) == "要回访 5 次（过期 1 次）：甲、乙、丙等"
    assert home_line([follow_up(0)], TODAY) == "要回访 1 次：甲"
    assert home_line([], TODAY) == ""


def test_the_card_of_a_case_lists_what_is_to_do_about_it() -> None:
    assert "还没有安排" in card([], TODAY)[0].text

    told = [say.text for say in card([follow_up(3, "带合同")], TODAY)]

    assert told[1] == "　13. 11月26日（周四）　带合同"
    assert "完成" in told[-1]
