"""The right clause comes first often enough, on every set of questions."""

from __future__ import annotations

import pytest

from sme_assistant.assistant.asking import desk
from tests.lookup.measuring import NONE, cases, measure, names


@pytest.mark.parametrize("name", names())
def test_it_is_right_nine_times_in_ten_and_seldom_answers_what_has_no_answer(
    name: str,
) -> None:
    at_one, at_three, false = measure(desk(), list(cases(name))).rates
    assert at_one >= 90
    assert at_three >= 94
    assert false <= 5


def test_each_set_cites_what_there_is_and_asks_nothing_twice() -> None:
    known = {*desk()._quotes, NONE}
    seen: set[str] = set()
    for name in names():
        for case in cases(name):
            assert set(case.gold) <= known, case
            assert case.question not in seen, case
            seen.add(case.question)
