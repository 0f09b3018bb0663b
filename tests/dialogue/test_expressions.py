"""Expressions: three values, exact numbers, and nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from sme_assistant.dialogue.expressions import (
    UNKNOWN,
    Result,
    Row,
    names_in,
    years_between,
)
from sme_assistant.dialogue.parsing import ExpressionFault, parse
from tests.dialogue.scopes import NAMES, Values, value_of

ROWS: list[Row] = [
    {"name": "甲", "rating": "good", "title": "高级工程师"},
    {"name": "乙", "rating": "bad", "title": "二胡演奏家"},
    {"name": "丙", "title": "高级"},
]


def over_rows(text: str, **given: Result) -> Result:
    return parse(text, NAMES).evaluate(Values(given, {"firms_list": ROWS}))


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("a and b", {"a": False}, False),
        ("b and a", {"a": False}, False),
        ("a and b", {"a": True}, UNKNOWN),
        ("b and a", {"a": True}, UNKNOWN),
        ("a or b", {"a": True}, True),
        ("b or a", {"a": True}, True),
        ("a or b", {"a": False}, UNKNOWN),
        ("not a", {}, UNKNOWN),
        ("a and b and c", {"c": False}, False),
        ("n > 0 or a", {"n": 0}, UNKNOWN),
        ("n if a else n", {"n": 3}, 3),
        ("n if a else m", {"n": 3, "m": 3}, 3),
        ("n if a else m", {"n": 3, "m": 4}, UNKNOWN),
        ("n if a else m", {"a": True, "n": 3}, 3),
        ("n if a else m", {"a": False, "n": 3}, UNKNOWN),
        ("n + m", {"n": 1}, UNKNOWN),
        ("n <= m <= k", {"n": 5, "m": 4}, False),
        ('"training" in functions', {}, UNKNOWN),
        ("sum(n, m)", {"n": 1}, UNKNOWN),
        ("sum_answered(n, m)", {"n": 1}, 1),
        ("sum_answered(n, m)", {}, UNKNOWN),
        ("is_answered(n)", {}, False),
        ("is_answered(n)", {"n": 0}, True),
        ("rows(firms_list)", {}, UNKNOWN),
    ],
)
def test_unknown_spreads_only_where_the_result_depends_on_it(
    text: str, given: dict[str, Result], expected: Result
) -> None:
    assert value_of(text, **given) == expected


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("share(n, m)", {"n": 12, "m": 15}, 80),
        ("share(n, m) >= enough", {"n": 12, "m": 15}, True),
        ("share(n, m) >= enough", {"n": 1999, "m": 2500}, False),
        ("share(n, m)", {"n": 1, "m": 3}, Fraction(100, 3)),
        ("share(n, m)", {"n": 0, "m": 0}, UNKNOWN),
        ("n / m", {"n": 1, "m": 3}, Fraction(1, 3)),
        ("n / m", {"n": 1, "m": 0}, UNKNOWN),
        ("n / m == 1", {"n": 7, "m": 7}, True),
        ("assets + debts", {"assets": Decimal("0.1"), "debts": Decimal("0.2")},
         Fraction(3, 10)),
        ("assets + debts == assets * 1",
         {"assets": Decimal("0.3"), "debts": Decimal(0)}, True),
        ("assets >= two_hundred", {"assets": Decimal("199.99")}, False),
        ("assets >= two_hundred", {"assets": Decimal(200)}, True),
        ("assets <= debts * factor",
         {"assets": Decimal(10**40), "debts": Decimal(10**38)}, True),
        ("min(n, m, k)", {"n": 3, "m": 1, "k": 2}, 1),
        ("max(n, m)", {"n": 3, "m": 1}, 3),
        ("sum(n, m, k)", {"n": 3, "m": 1, "k": 2}, 6),
        ("n - m", {"n": 3, "m": 5}, -2),
    ],
)  # fmt: skip
def test_numbers_are_exact(
    text: str, given: dict[str, Result], expected: Result
) -> None:
    assert value_of(text, **given) == expected


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("count(functions)", {"functions": ("training",)}, 1),
        ("count(functions) >= 1", {"functions": ()}, False),
        ('"training" in functions', {"functions": ("lending",)}, False),
        ('"training" not in functions', {"functions": ("lending",)}, True),
        ('district in ["hills", "town"]', {"district": "town"}, True),
        ('district not in ["hills"]', {"district": "town"}, True),
        ('district == "hills"', {"district": "hills"}, True),
        ('"hills" != district', {"district": "hills"}, False),
        ("group(district)", {"district": "hills"}, "remote"),
        ("group(district)", {}, UNKNOWN),
        ('group(district) == "remote"', {"district": "town"}, False),
        ("matches(name, pattern)", {"name": "小小平台"}, True),
        ("matches(name, pattern)", {"name": "小小平台有限公司"}, False),
        ("length(name)", {"name": "平 台\n好"}, 3),
        ("year(day) - 1", {"day": date(2026, 1, 1)}, 2025),
        ("since <= day", {"since": date(2024, 1, 1), "day": date(2024, 1, 1)}, True),
        ("a == b", {"a": True, "b": True}, True),
        ("(\n a\n or b\n)", {"a": True}, True),
    ],
)
def test_functions_and_options(
    text: str, given: dict[str, Result], expected: Result
) -> None:
    assert value_of(text, **given) == expected


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (date(2022, 5, 20), date(2024, 5, 19), 1),
        (date(2022, 5, 20), date(2024, 5, 20), 2),
        (date(2020, 2, 29), date(2022, 2, 27), 1),
        (date(2020, 2, 29), date(2022, 2, 28), 2),
        (date(2020, 2, 29), date(2024, 2, 28), 3),
        (date(2020, 2, 29), date(2024, 2, 29), 4),
        (date(2021, 2, 28), date(2024, 2, 28), 3),
        (date(2019, 12, 31), date(2020, 1, 1), 0),
        (date(2024, 5, 21), date(2024, 5, 20), -1),
    ],
)
def test_whole_years(start: date, end: date, years: int) -> None:
    assert years_between(start, end) == years
    wanted = years >= 2
    assert (
        value_of("years_between(since, day) >= two_years", since=start, day=end)
        is wanted
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rows(firms_list)", 3),
        ('rows(firms_list, rating == "good")', 1),
        ('rows(firms_list, rating != "good")', 1),
        ('rows(firms_list, title == "senior")', 2),
        ('rows(firms_list, title in ["other"])', 0),
        ('share(rows(firms_list, rating == "good"), rows(firms_list))',
         Fraction(100, 3)),
    ],
)  # fmt: skip
def test_rows_are_counted_and_blank_cells_are_not(text: str, expected: Result) -> None:
    assert over_rows(text) == expected


def test_a_row_may_be_compared_with_a_fact() -> None:
    text = "rows(firms_list, assets >= two_hundred)"
    assert over_rows(text, assets=Decimal(200)) == 3
    assert over_rows(text, assets=Decimal(199)) == 0
    assert over_rows(text) is UNKNOWN


def test_columns_hide_facts_of_the_same_name() -> None:
    node = parse("rows(firms_list, name == name)", NAMES)
    assert names_in(node) == set()
    assert node.evaluate(Values({}, {"firms_list": ROWS})) == 3


def test_names_are_found_in_conditions_on_rows_too() -> None:
    text = "rows(firms_list, assets > 0) > 0 and is_answered(n)"
    # Of another unit than the rows, so only named, never compared.
    assert names_in(parse(text, NAMES)) == {"assets", "n"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("duplicates(firms_list, name)", 0),
        ("duplicates(firms_list, rating)", 0),
        ("look_alikes(firms_list, name)", 0),
        ("rows(firms_list, is_blank(rating))", 1),
        ("rows(firms_list, is_blank(title))", 1),
        ("rows(firms_list, listed(name, firms_list, name))", 3),
        ('rows(firms_list, listed(name, firms_list, name) and rating == "good")', 1),
    ],
)
def test_rows_are_held_against_rows(text: str, expected: int) -> None:
    assert over_rows(text) == expected
    assert parse(text, NAMES).evaluate(Values({}, {})) is UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "duplicates(firms_list) > 0",
        "duplicates(firms_list, nobody) > 0",
        "duplicates(nobody, name) > 0",
        "look_alikes(firms_list, name, title) > 0",
        "look_alikes(firms_list, rating) > 0",
        "listed(n, firms_list, name)",
        "is_blank(n)",
        "total(firms_list, name) > 0",
        "total(firms_list) > 0",
        "matches(listing(firms_list), n)",
        "length(listing()) > 0",
        "length(listing(firms_list, nobody)) > 0",
        "mentions(n)",
    ],
)
def test_functions_on_rows_want_a_list_and_its_columns(text: str) -> None:
    with pytest.raises(ExpressionFault):
        parse(text, NAMES)


def test_rows_are_written_as_lines_and_blank_cells_left_out() -> None:
    rows = [{"name": "甲", "rating": "good"}, {"name": "乙"}, {}]
    node = parse("listing(firms_list, name, rating)", NAMES)

    assert node.evaluate(Values({}, {"firms_list": rows})) == "甲（好）\n乙"
    assert node.evaluate(Values({}, {"firms_list": []})) is UNKNOWN
    assert node.evaluate(Values({}, {})) is UNKNOWN
    assert list(node.children) == []
