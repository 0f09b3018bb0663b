"""Thresholds, four states, early settling, dates and exact numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sme_assistant.dialogue.expressions import UNKNOWN
from sme_assistant.engine.conflicts import conflicts
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.explaining import sentence
from sme_assistant.engine.verdicts import Outcome, Status, judge, outcome
from sme_assistant.values import Value
from tests.engine.cases import (
    PROGRAMME,
    eligible,
    reported,
    without,
)
from tests.engine.cases import (
    statuses as shipped,
)
from tests.engine.small import (
    PEOPLE,
    TODAY,
    YESNO,
    ask,
    evaluate,
    options,
    programme,
    statuses,
)

MET, UNMET, UNKNOWN_STATUS = Status.MET, Status.UNMET, Status.UNKNOWN


# --- hard cases 16 and 19: the number itself passes, nothing is rounded ---------


@pytest.mark.parametrize(
    ("criterion", "fact", "enough", "short"),
    [
        ("assets", "total_assets", Decimal(200), Decimal("199.99")),
        ("served", "enterprises_served", 100, 99),
        ("satisfaction", "satisfaction_rate", Decimal(80), Decimal("79.96")),
        ("institutions", "aggregated_institutions", 5, 4),
        ("training_volume", "training_attendances", 1_000, 999),
    ],
)
def test_the_number_itself_is_enough_and_a_little_less_is_not(
    criterion: str, fact: str, enough: Value, short: Value
) -> None:
    assert shipped(eligible(**{fact: enough}))[criterion] is MET
    assert shipped(eligible(**{fact: short}))[criterion] is UNMET


@pytest.mark.parametrize(
    ("staff", "qualified", "status"),
    [(15, 12, MET), (15, 11, UNMET), (2_500, 1_999, UNMET), (2_500, 2_000, MET)],
)
def test_the_share_is_reckoned_exactly(
    staff: int, qualified: int, status: Status
) -> None:
    evaluation = eligible(service_staff=staff, qualified_staff=qualified)

    assert shipped(evaluation)["qualified"] is status


def test_a_share_just_below_is_not_shown_as_the_threshold() -> None:
    evaluation = eligible(service_staff=10**9, qualified_staff=8 * 10**8 - 1)
    six_three = next(v for v in judge(evaluation) if v.criterion.model.clause == "6(3)")

    assert six_three.status is UNMET
    assert "占比 80%" not in sentence(evaluation, six_three)


def test_figures_of_any_length_are_explained() -> None:
    evaluation = eligible(service_staff=3 * 10**40, qualified_staff=10**40)

    assert all(sentence(evaluation, v) for top in judge(evaluation) for v in top)


# --- hard cases 20 and 21: zero and blank --------------------------------------


def test_a_share_of_nobody_is_unknown() -> None:
    evaluation = eligible(service_staff=0, qualified_staff=0)

    assert evaluation.fact("qualified_share") is UNKNOWN
    assert shipped(evaluation)["qualified"] is UNKNOWN_STATUS
    assert shipped(evaluation)["staff_number"] is UNMET


def test_more_qualified_than_staff_is_a_conflict() -> None:
    evaluation = eligible(service_staff=15, qualified_staff=16)

    assert "qualified_within_staff" in {c.check.id for c in conflicts(evaluation)}


SUM = programme(
    {
        "first": {"kind": "count", "unit": "人"},
        "second": {"kind": "count", "unit": "人"},
        "both": {"kind": "count", "unit": "人", "computed": "sum(first, second)"},
    },
    ask("first", "second"),
    [{"id": "some", "test": "both >= 0"}],
)


def test_zero_is_a_number_and_blank_is_not() -> None:
    assert evaluate(SUM, first=3, second=0).fact("both") == 3
    assert evaluate(SUM, first=3).fact("both") is UNKNOWN


# --- hard case 22: staff and district ------------------------------------------


@pytest.mark.parametrize(
    ("staff", "anywhere", "wanzhou", "yuzhong"),
    [
        (9, UNMET, UNMET, UNMET),
        (10, UNKNOWN_STATUS, MET, UNMET),
        (12, UNKNOWN_STATUS, MET, UNMET),
        (14, UNKNOWN_STATUS, MET, UNMET),
        (15, MET, MET, MET),
        (16, MET, MET, MET),
    ],
)
def test_staff_is_settled_where_the_district_cannot_change_it(
    staff: int, anywhere: Status, wanzhou: Status, yuzhong: Status
) -> None:
    figures = {"service_staff": staff, "qualified_staff": staff}
    found = [
        without("district", **figures),
        eligible(district="wanzhou", **figures),
        eligible(district="yuzhong", **figures),
    ]

    assert [reported(e)["6(3)"] for e in found] == [anywhere, wanzhou, yuzhong]


def test_a_verdict_settled_early_says_over_what() -> None:
    evaluation = without("district", service_staff=9)
    staff = {v.criterion.id: v for top in judge(evaluation) for v in top}[
        "staff_number"
    ]

    assert staff.settled_over == ("district",)
    assert "所在区县" in sentence(evaluation, staff)


@pytest.mark.parametrize(
    ("district", "least"),
    [
        ("wanzhou", 10),
        ("qianjiang", 10),
        ("shizhu", 10),
        ("fuling", 15),
        ("gaoxin", 15),
    ],
)
def test_each_region_has_its_number(district: str, least: int) -> None:
    assert eligible(district=district).fact("minimum_staff") == least


# --- hard case 23: unknowns in groups -------------------------------------------

LEAVES = [{"id": f"is_{n}", "test": n, "when": f"not off_{n}"} for n in "abc"]
FACTS = {name: YESNO for n in "abc" for name in (n, f"off_{n}")}


GROUPS = programme(
    FACTS,
    ask(*FACTS),
    [
        {"id": "every", "all": LEAVES},
        {"id": "one", "any": [{**leaf, "id": f"{leaf['id']}_1"} for leaf in LEAVES]},
        {
            "id": "two",
            "at_least": "needed",
            "of": [{**leaf, "id": f"{leaf['id']}_2"} for leaf in LEAVES],
        },
        {
            "id": "nested",
            "at_least": "needed",
            "of": [
                {
                    "id": "n1",
                    "all": [{"id": "n1a", "test": "a"}, {"id": "n1b", "test": "b"}],
                },
                {
                    "id": "n2",
                    "any": [{"id": "n2b", "test": "b"}, {"id": "n2c", "test": "c"}],
                },
                {"id": "n3", "test": "not a"},
            ],
        },
    ],
    parameters={"needed": [("2018-01-01", 2)]},
)
ON = {f"off_{n}": False for n in "abc"}


@pytest.mark.parametrize(
    ("answers", "every", "one", "two"),
    [
        ({}, "unknown", "unknown", "unknown"),
        ({"a": False}, "unmet", "unknown", "unknown"),
        ({"c": False}, "unmet", "unknown", "unknown"),
        ({"a": True}, "unknown", "met", "unknown"),
        ({"a": True, "c": True}, "unknown", "met", "met"),
        ({"a": False, "c": False}, "unmet", "unknown", "unmet"),
        ({"a": True, "b": True, "c": True}, "met", "met", "met"),
        ({"off_a": True, "off_b": True, "off_c": True}, *["not_applicable"] * 3),
        ({"off_a": True, "b": True, "c": True}, "met", "met", "met"),
        ({"off_a": True, "off_b": True, "c": True}, "met", "met", "unmet"),
    ],
)
def test_groups_combine_what_is_known(
    answers: dict[str, bool], every: str, one: str, two: str
) -> None:
    found = statuses(evaluate(GROUPS, **{**ON, **answers}))

    assert [found["every"], found["one"], found["two"]] == [every, one, two]


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({"a": True}, "unknown"),
        ({"b": True}, "met"),  # then the second holds, and the first or the third
        ({"a": False, "c": True}, "met"),
        ({"a": True, "b": False}, "unmet"),
        ({"a": True, "b": False, "c": True}, "unmet"),
    ],
)
def test_nested_groups_with_unknowns_settle_as_soon_as_they_can(
    answers: dict[str, bool], status: str
) -> None:
    assert statuses(evaluate(GROUPS, **answers))["nested"] == status


def test_a_group_that_may_not_apply_at_all_is_not_failed_beforehand() -> None:
    small = programme(
        {"applies": YESNO, "a": YESNO},
        ask("applies", "a"),
        [
            {
                "id": "two",
                "at_least": "needed",
                "of": [{"id": "is_a", "when": "applies", "test": "a"}],
            }
        ],
        parameters={"needed": [("2018-01-01", 2)]},
    )

    assert statuses(evaluate(small))["two"] == "unknown"
    assert statuses(evaluate(small, applies=False))["two"] == "not_applicable"
    assert statuses(evaluate(small, applies=True, a=True))["two"] == "unmet"


def test_a_group_is_settled_over_what_is_open_in_it_and_no_more() -> None:
    small = programme(
        {"a": YESNO, "b": YESNO},
        ask("a", "b"),
        [
            {
                "id": "never",
                "all": [
                    {"id": "sure", "test": "b or not b"},
                    {"id": "is_a", "test": "a"},
                    {"id": "not_a", "test": "not a"},
                ],
            }
        ],
    )
    (never,) = judge(evaluate(small))

    assert (never.status, never.settled_over) == ("unmet", ("a",))


@pytest.mark.parametrize("test", ["a and b", "b and a"])
def test_false_and_unknown_is_false_in_either_order(test: str) -> None:
    small = programme(
        {"a": YESNO, "b": YESNO}, ask("a", "b"), [{"id": "both", "test": test}]
    )

    assert statuses(evaluate(small, a=False)) == {"both": "unmet"}
    assert statuses(evaluate(small, a=True)) == {"both": "unknown"}


def test_what_is_true_either_way_is_settled_at_once() -> None:
    small = programme(
        {"a": YESNO, "sure": {**YESNO, "computed": "a or not a"}},
        ask("a"),
        [{"id": "tautology", "test": "sure"}, {"id": "same", "test": "a or not a"}],
    )

    assert statuses(evaluate(small)) == {"tautology": "met", "same": "met"}


def test_settling_looks_through_the_questions_that_decide_what_is_asked() -> None:
    small = programme(
        {
            "abroad": YESNO,
            "place": {"kind": "choice", "options": options("hill", "town")},
            "staff": {"kind": "count", "unit": "人"},
        },
        [*ask("abroad"), {"asks": "place", "when": "not abroad"}, *ask("staff")],
        [{"id": "ok", "test": 'staff > 1 or (place == "hill" and staff > 0)'}],
    )

    assert statuses(evaluate(small, staff=2)) == {"ok": "met"}
    assert statuses(evaluate(small, staff=1)) == {"ok": "unknown"}
    assert statuses(evaluate(small, staff=0)) == {"ok": "unmet"}


def test_an_answer_that_waits_for_its_gate_is_not_tried_with_other_values() -> None:
    small = programme(
        {"gate": YESNO, "a": YESNO},
        [*ask("gate"), {"asks": "a", "when": "gate"}],
        [{"id": "ok", "test": "not gate or a"}],
    )

    assert statuses(evaluate(small, a=True)) == {"ok": "met"}
    assert statuses(evaluate(small, a=False)) == {"ok": "unknown"}


def test_too_many_open_choices_stay_unknown_and_cost_nothing() -> None:
    names = [f"a{n}" for n in range(40)]
    test = " or ".join([*names, f"not {names[0]}"])
    small = programme(
        dict.fromkeys(names, YESNO), ask(*names), [{"id": "x", "test": test}]
    )

    assert statuses(evaluate(small)) == {"x": "unknown"}


def test_a_choice_of_many_options_does_not_explode() -> None:
    many = options(*(f"o{n}" for n in range(40)))
    small = programme(
        {"many": {"kind": "multi", "options": many}},
        ask("many"),
        [{"id": "some", "test": "count(many) >= 0"}],
    )

    assert statuses(evaluate(small)) == {"some": "unknown"}


def test_a_chain_of_a_thousand_gates_fits_the_stack() -> None:
    names = [f"g{n}" for n in range(1_000)]
    small = programme(
        dict.fromkeys(names, YESNO),
        [
            {"asks": n, "when": names[i - 1]} if i else {"asks": n}
            for i, n in enumerate(names)
        ],
        [{"id": "end", "test": names[-1]}],
    )

    assert statuses(evaluate(small, **dict.fromkeys(names, True))) == {"end": "met"}
    assert statuses(evaluate(small)) == {"end": "unknown"}
    cut = {**dict.fromkeys(names, True), "g500": False}
    assert evaluate(small, **cut).fact("g999") is UNKNOWN


# --- hard case 24: dated thresholds ----------------------------------------------

DATED = programme(
    {"since": {"kind": "date"}},
    ask("since", "day"),
    [{"id": "old_enough", "test": "years_between(since, day) >= needed"}],
    parameters={"needed": [("2018-01-01", 2), ("2025-01-01", 3)]},
)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2024, 12, 31), "met"),
        (date(2025, 1, 1), "unmet"),
        (date(2017, 5, 1), "unmet"),
    ],
)
def test_a_case_is_judged_by_the_number_of_its_own_day(day: date, status: str) -> None:
    assert statuses(evaluate(DATED, since=date(2022, 6, 1), day=day)) == {
        "old_enough": status
    }


def test_an_unanswered_day_of_application_is_today() -> None:
    before = evaluate(DATED, date(2024, 12, 31), since=date(2022, 6, 1))
    after = evaluate(DATED, date(2025, 1, 1), since=date(2022, 6, 1))

    assert statuses(before) == {"old_enough": "met"}
    assert statuses(after) == {"old_enough": "unmet"}


# --- hard case 25: judgements ----------------------------------------------------


def test_a_judgement_is_never_passed_nor_failed() -> None:
    evaluation = eligible()

    assert outcome(judge(evaluation)) is Outcome.ELIGIBLE
    assert "8" not in reported(evaluation)
    assert PROGRAMME.judgements[0].mode == "judgement"


# --- hard case 27: dates -----------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "applied", "status"),
    [
        (date(2024, 2, 29), date(2026, 2, 27), UNMET),
        (date(2024, 2, 29), date(2026, 2, 28), MET),
        (date(2022, 2, 28), date(2024, 2, 28), MET),
        (date(2024, 11, 23), date(2026, 11, 22), UNMET),
        (date(2024, 11, 23), date(2026, 11, 23), MET),
        (date(2026, 11, 24), date(2026, 11, 23), UNMET),
        (date(2027, 5, 1), date(2026, 11, 23), UNMET),
    ],
)
def test_two_years_are_full_on_the_anniversary(
    since: date, applied: date, status: Status
) -> None:
    evaluation = eligible(operating_since=since, application_date=applied)

    assert shipped(evaluation)["operating_years"] is status


@pytest.mark.parametrize(
    ("applied", "year"), [(date(2026, 12, 31), 2025), (date(2027, 1, 1), 2026)]
)
def test_the_year_before_turns_with_the_calendar(applied: date, year: int) -> None:
    assert eligible(application_date=applied).fact("reporting_year") == year


# --- lists ---------------------------------------------------------------------------


def test_rows_whose_blank_cells_leave_it_open_are_not_counted() -> None:
    small = programme(
        {
            "high": {
                "kind": "count",
                "unit": "人",
                "computed": 'rows(people, level == "high")',
            }
        },
        [{"collects": "people"}],
        [{"id": "some", "test": "high > 0"}],
        rosters={"people": PEOPLE},
    )
    rows = {"people": [{"person": "甲", "level": "high"}, {"person": "乙"}]}

    assert Evaluation(small, {}, rows, TODAY).fact("high") == 1
    assert Evaluation(small, {}, {"people": []}, TODAY).fact("high") == 0
    assert Evaluation(small, {}, {}, TODAY).fact("high") is UNKNOWN
