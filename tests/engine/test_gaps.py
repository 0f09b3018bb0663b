"""What is short, and the smallest changes that mend it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.advice import fixes
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.explaining import sentence
from sme_assistant.engine.gaps import Shortfall, shortfall, shortfalls
from sme_assistant.engine.verdicts import Outcome, judge, outcome
from sme_assistant.values import Value
from tests.engine.cases import ELIGIBLE, FUNCTIONS, PROGRAMME, eligible, without
from tests.engine.cases import evaluate as shipped
from tests.engine.small import YESNO, ask, evaluate, options, programme


def short_of(evaluation: Evaluation, clause: str) -> list[Shortfall]:
    """Return what is short under a clause."""
    verdicts = [v for top in judge(evaluation) for v in top]
    return [
        short
        for v in verdicts
        if v.criterion.model.clause == clause
        for short in shortfalls(evaluation, v)
    ]


def changes(evaluation: Evaluation) -> list[dict[str, Value]]:
    """Return what each fix changes."""
    return [dict(fix.changes) for fix in fixes(evaluation)]


# --- shortfalls --------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "answers", "short"),
    [
        ("6(1)", {"total_assets": Decimal("199.99")}, "total_assets 200 0.01 万元"),
        ("6(2)", {"enterprises_served": 88}, "enterprises_served 100 12 家"),
        (
            "6(2)",
            {"satisfaction_rate": Decimal("79.96")},
            "satisfaction_rate 80 0.04 个百分点",
        ),
        (
            "6(3)",
            {"service_staff": 12, "qualified_staff": 12},
            "service_staff 15 3 人",
        ),
        (
            "6(3)",
            {"service_staff": 21, "qualified_staff": 16},
            "qualified_staff 17 1 人",
        ),
        ("6(4)", {"aggregated_institutions": 0}, "aggregated_institutions 5 5 家"),
        ("7(4)", {"training_attendances": 999}, "training_attendances 1000 1 人次"),
    ],
)
def test_a_shortfall_is_exact_and_has_its_unit(
    clause: str, answers: dict[str, Value], short: str
) -> None:
    (found,) = short_of(eligible(**answers), clause)

    assert f"{found.fact} {found.need} {found.gap} {found.unit}" == short


def test_years_short_are_told_in_days() -> None:
    evaluation = eligible(operating_since=date(2024, 11, 30))
    (short,) = short_of(evaluation, "6(1)")

    assert (short.fact, short.need, short.gap) == (
        "operating_since",
        date(2024, 11, 23),
        7,
    )
    assert short.unit == "天"


def test_a_clause_that_is_met_lacks_nothing_though_a_function_under_it_does() -> None:
    evaluation = eligible(
        service_functions=("technology", "training"), technology_activities=1
    )

    assert short_of(evaluation, "7") == []
    assert [s.fact for s in short_of(evaluation, "7(2)")] == ["technology_activities"]


def test_staff_short_in_any_district_lacks_what_the_kindest_district_wants() -> None:
    evaluation = without("district", service_staff=9, qualified_staff=9)

    assert [(s.fact, s.gap) for s in short_of(evaluation, "6(3)")] == [
        ("service_staff", 1)
    ]


def test_a_yes_or_no_has_no_shortfall() -> None:
    evaluation = eligible(fixed_premises=False)

    assert short_of(evaluation, "6(3)") == []
    assert shortfall(evaluation, PROGRAMME.criteria["premises"]) is None


def test_the_gap_is_in_the_sentence() -> None:
    evaluation = eligible(enterprises_served=88)
    node = next(v for v in judge(evaluation) if v.criterion.model.clause == "6(2)")

    assert "还差 12 家" in sentence(evaluation, node)


# --- fixes -------------------------------------------------------------------


def test_nothing_unmet_wants_no_fix() -> None:
    assert fixes(eligible()) == ()
    assert fixes(shipped({})) == ()


def test_one_figure_short_is_one_change() -> None:
    (fix,) = fixes(eligible(total_assets=Decimal(150)))

    assert dict(fix.changes) == {"total_assets": 200}
    assert dict(fix.before) == {"total_assets": Decimal(150)}
    assert fix.clauses == ("6(1)",)


def test_two_clauses_short_are_mended_together() -> None:
    assert changes(eligible(enterprises_served=99, adverse_credit_record=True)) == [
        {"enterprises_served": 100, "adverse_credit_record": False}
    ]


def test_more_staff_takes_the_share_along() -> None:
    evaluation = eligible(service_staff=10, qualified_staff=10)

    assert changes(evaluation) == [{"service_staff": 15, "qualified_staff": 12}]


def test_too_young_an_applicant_waits() -> None:
    evaluation = eligible(operating_since=date(2025, 1, 31))

    assert changes(evaluation) == [{"application_date": date(2027, 1, 31)}]


def test_another_function_is_advised_where_it_costs_less() -> None:
    # Two things are short of 信息服务; 融资服务 was answered before and is parked.
    evaluation = eligible(
        service_functions=("information",),
        information_online_offline=False,
        information_offline_enterprises=3,
        information_activities=9,
        training_qualified=True,
    )
    found = changes(evaluation)

    assert found[0] == {"service_functions": ("training",)} or found[0] == {
        "service_functions": ("information", "training")
    }
    assert {
        "information_online_offline": True,
        "information_offline_enterprises": 100,
    } in found


def test_a_function_nobody_answered_yet_is_advised_with_all_it_wants() -> None:
    evaluation = without(
        "training_qualified", "training_evaluation", "training_attendances",
        service_functions=("information",),
        information_online_offline=True,
        information_offline_enterprises=40,
        information_activities=2,
    )  # fmt: skip
    found = changes(evaluation)

    assert found[0] == {
        "information_offline_enterprises": 100,
        "information_activities": 4,
    }
    for change in found:
        assert outcome(judge(evaluation.changed(change))) is Outcome.ELIGIBLE


def test_with_no_function_chosen_one_is_advised_whole() -> None:
    evaluation = eligible(service_functions=())

    assert changes(evaluation)[0] == {"service_functions": ("training",)}


def test_with_nothing_answered_of_any_function_all_it_wants_is_advised() -> None:
    evaluation = without(
        *(n for n in ELIGIBLE if n.startswith(FUNCTIONS)), service_functions=()
    )
    found = changes(evaluation)

    assert {
        "service_functions": ("financing",),
        "financing_activities": 5,
        "financing_amount": Decimal(40_000),
    } in found
    for change in found:
        assert outcome(judge(evaluation.changed(change))) is Outcome.ELIGIBLE


def test_questions_not_yet_answered_are_no_changes() -> None:
    evaluation = shipped({"total_assets": Decimal(150), "enterprises_served": 88})

    assert changes(evaluation) == [{"total_assets": 200, "enterprises_served": 100}]


# --- other shapes of rules -----------------------------------------------------

NUMBER = {"kind": "count", "unit": "人"}


def mended(small: Programme, **answers: Value) -> list[dict[str, Value]]:
    """Return the fixes of a small programme, each applied and found good."""
    evaluation = evaluate(small, **answers)
    found = changes(evaluation)
    for change in found:
        assert outcome(judge(evaluation.changed(change))) is Outcome.ELIGIBLE
    return found


def test_at_least_two_of_three_mends_as_many_as_it_lacks() -> None:
    small = programme(
        dict.fromkeys("abc", YESNO),
        ask(*"abc"),
        [
            {
                "id": "two",
                "at_least": "needed",
                "of": [{"id": f"is_{n}", "test": n} for n in "abc"],
            }
        ],
        parameters={"needed": [("2018-01-01", 2)]},
    )
    one_met = mended(small, a=True, b=False, c=False)
    none_met = mended(small, a=False, b=False, c=False)

    assert one_met == [{"b": True}, {"c": True}]
    assert none_met == [
        {"a": True, "b": True},
        {"a": True, "c": True},
        {"b": True, "c": True},
    ]


def test_a_change_that_another_makes_needless_is_left_out() -> None:
    small = programme(
        {"a": YESNO, "b": YESNO},
        ask("a", "b"),
        [{"id": "either", "test": "a or b"}, {"id": "second", "test": "b"}],
    )

    assert mended(small, a=False, b=False) == [{"b": True}]


def test_an_exclusive_option_is_chosen_alone() -> None:
    small = programme(
        {
            "troubles": {
                "kind": "multi",
                "options": options("fire", "flood", "none", exclusive="none"),
            }
        },
        ask("troubles"),
        [{"id": "calm", "test": '"none" in troubles'}],
    )

    assert mended(small, troubles=("fire", "flood")) == [{"troubles": ("none",)}]


def test_a_figure_that_is_too_large_goes_down() -> None:
    small = programme(
        {"debts": NUMBER, "staff": NUMBER},
        ask("debts", "staff"),
        [{"id": "few", "test": "debts < staff", "adjust": "debts"}],
    )

    assert mended(small, debts=7, staff=3) == [{"debts": 2}]


def test_a_computed_test_moves_the_figure_behind_it() -> None:
    small = programme(
        {"a": NUMBER, "b": NUMBER, "both": {**NUMBER, "computed": "a + b"}},
        ask("a", "b"),
        [{"id": "enough", "test": "both * needed >= needed + needed + needed"}],
        parameters={"needed": [("2018-01-01", 2)]},
    )

    assert {"a": 3} in mended(small, a=0, b=0)


def test_what_nothing_we_know_of_mends_has_no_fix() -> None:
    small = programme(
        {"title": {"kind": "text"}, "a": YESNO},
        ask("title", "a"),
        [{"id": "never", "test": "length(title) > length(title)"}],
    )

    assert mended(small, title="甲") == []
