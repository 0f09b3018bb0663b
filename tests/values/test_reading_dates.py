"""Calendar days."""

from __future__ import annotations

from datetime import date

import pytest

from sme_assistant.values import Reading, Understood
from tests.values.specs import SINCE, asked, reading, refused, understood

THE_IDES = date(2019, 3, 15)


@pytest.mark.parametrize(
    "typed",
    [
        "2019年3月15日",
        "2019年03月15日",
        "2019年3月15号",
        "2019年3月15",
        "2019 年 3 月 15 日",
        "２０１９年３月１５日",
        "2019-03-15",
        "2019-3-15",
        "２０１９－０３－１５",
        "2019–03–15",
        "2019/3/15",
        "2019.3.15",
        "2019.3.15。",
        "2019 3 15",
        "20190315",
        "2019-03-15 00:00:00",
        "2019-03-15T00:00",
        "二〇一九年三月十五日",
        "二零一九年三月十五号",
        "二○一九年三月十五日",
        "贰零壹玖年叁月壹拾伍日",
        "二千零一十九年三月十五日",
        "2019年三月十五日",
        "公元2019年3月15日",
        "自2019年3月15日起",
        "2019年3月15日至今",
        "从2019年3月15日开始运营",
    ],
)
def test_a_day_is_read_in_every_form_it_is_written_in(typed: str) -> None:
    assert understood(SINCE, typed) == THE_IDES


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("今天", date(2024, 6, 1)),
        ("今日", date(2024, 6, 1)),
        ("昨天", date(2024, 5, 31)),
        ("前天", date(2024, 5, 30)),
        ("明天", date(2024, 6, 2)),
        ("去年3月15日", date(2023, 3, 15)),
        ("今年三月十五号", date(2024, 3, 15)),
        ("前年3月15日", date(2022, 3, 15)),
        ("明年3月15日", date(2025, 3, 15)),
        ("2020年2月29日", date(2020, 2, 29)),
        ("2019年三月廿五日", date(2019, 3, 25)),
        ("2019年12月31日", date(2019, 12, 31)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2100-12-31", date(2100, 12, 31)),
    ],
)
def test_a_day_may_be_reckoned_from_today(typed: str, day: date) -> None:
    assert understood(SINCE, typed) == day


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("19年3月15日", (THE_IDES,)),
        ("一九年三月十五日", (THE_IDES,)),
        ("19-3-15", (THE_IDES,)),
        ("190315", (THE_IDES,)),
        ("98年3月15日", (date(1998, 3, 15),)),
        ("99-1-1", (date(1999, 1, 1),)),
        ("25年1月1日", (date(2025, 1, 1),)),
        ("2019年3月", (date(2019, 3, 1),)),
        ("2019年3月份", (date(2019, 3, 1),)),
        ("19年3月", (date(2019, 3, 1),)),
        ("2019-03", (date(2019, 3, 1),)),
        ("2019.3", (date(2019, 3, 1),)),
        ("201903", (date(2019, 3, 1),)),
        ("2019年3月初", (date(2019, 3, 1),)),
        ("2019年2月底", (date(2019, 2, 28),)),
        ("去年3月", (date(2023, 3, 1),)),
        ("2019年3月中旬", ()),
        ("2019年", ()),
        ("2019", ()),
        ("19年", ()),
        ("2019年底", ()),
        ("2019年年底", ()),
        ("2019年上半年", ()),
        ("去年", ()),
        ("3月15日", (date(2024, 3, 15), date(2023, 3, 15))),
        ("三月十五", (date(2024, 3, 15), date(2023, 3, 15))),
        ("3-15", (date(2024, 3, 15), date(2023, 3, 15))),
        ("2月29日", (date(2024, 2, 29),)),
        ("3/15/2019", (THE_IDES,)),
        ("15/3/2019", (THE_IDES,)),
        ("3/4/2019", (date(2019, 3, 4), date(2019, 4, 3))),
        ("约2019年3月15日", (THE_IDES,)),
        ("2019年3月15日左右", (THE_IDES,)),
        ("大概2019年3月", (date(2019, 3, 1),)),
        ("昨天吧", (date(2024, 5, 31),)),
    ],
)
def test_what_falls_short_of_a_day_is_asked_back(
    typed: str, offered: tuple[date, ...]
) -> None:
    assert asked(SINCE, typed) == offered


@pytest.mark.parametrize(
    "typed",
    [
        *("2019年2月30日", "2019年2月29日", "2月30日", "2019-13-01", "2019年0月1日"),
        *("20190230", "20191301", "2019-00-10", "2019年4月31日", "明年2月30日"),
        *("19年2月30日", "31/31/2019", "2019年13月", "2019年3月一百日", "约2月30日"),
    ],
)
def test_a_day_no_calendar_has_is_refused(typed: str) -> None:
    assert "日历上没有" in refused(SINCE, typed)


@pytest.mark.parametrize(
    "typed", ["1899年12月31日", "2101-01-01", "219年3月15日", "1800年", "1800年3月"]
)
def test_a_year_out_of_reach_is_refused(typed: str) -> None:
    assert "1900 年到 2100 年" in refused(SINCE, typed)


@pytest.mark.parametrize(
    "typed", ["民国108年3月15日", "农历三月初五", "正月初一", "平成31年3月15日"]
)
def test_another_calendar_is_refused(typed: str) -> None:
    assert "公历" in refused(SINCE, typed)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "昨",
            "abc",
            "43539",
            "下下下周五",
            "零天后",
            "十五日",
            "2019-3-15-1",
            "2019-3-15-",
        ),
        *(
            "2019年3月15日下午",
            "12345678901234",
            "٢٠١٩-٠٣-١٥",
            "2019年٣月15日",
            "Mar 15, 2019",
        ),
        *(
            "-2019-03-15",
            "2019--3-15",
            "1e9",
            "NaN",
            "\ud800",
            "约",
            "一" * 400,
            "约\n1",
        ),
    ],
)
def test_what_is_no_day_is_refused_with_an_example(typed: str) -> None:
    message = refused(SINCE, typed)

    assert "例如：2019年3月15日" in message


def test_today_is_the_day_that_is_given_and_not_the_clock() -> None:
    found: Reading = reading(SINCE, "今天")

    assert found == Understood(date(2024, 6, 1))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("大后天", date(2024, 6, 4)),
        ("这周五", date(2024, 5, 31)),
        ("上周日", date(2024, 5, 26)),
        ("下周一", date(2024, 6, 3)),
        ("下个星期天", date(2024, 6, 9)),
        ("下下周三", date(2024, 6, 12)),
        ("三天后", date(2024, 6, 4)),
        ("10天以后", date(2024, 6, 11)),
        ("两周后", date(2024, 6, 15)),
        ("一个星期之后", date(2024, 6, 8)),
    ],
)
def test_days_of_a_week_and_days_from_now_are_read(typed: str, day: date) -> None:
    assert understood(SINCE, typed) == day


def test_a_weekday_alone_is_asked_back_this_week_or_next() -> None:
    assert asked(SINCE, "星期五") == (date(2024, 5, 31), date(2024, 6, 7))
