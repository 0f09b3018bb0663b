"""Figures beside their thresholds, on the shipped programme and small ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from sme_assistant.assistant.sources import read_source
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.figures import Figure, figures
from sme_assistant.engine.verdicts import Status, judge
from sme_assistant.resources import shipped
from sme_assistant.values import Kind
from tests.casebook.memory import MemoryCasebook
from tests.engine.cases import ELIGIBLE, FUNCTIONS, PROGRAMME, TODAY
from tests.engine.small import ask, evaluate, programme
from tests.faces.talking import clock

EXAMPLES = shipped("dialogues").parent / "examples"
COUNT = {"kind": "count", "unit": "家"}


def of(example: str, clause: str) -> dict[str, Figure]:
    source = str(EXAMPLES / f"{example}.yaml")
    standing = read_source(source, MemoryCasebook, clock).standing
    found = figures(standing.evaluation, standing.reported[clause])
    return {figure.fact: figure for figure in found}


def all_of(evaluation: Evaluation) -> list[Figure]:
    return [f for top in judge(evaluation) for f in figures(evaluation, top)]


MET, UNMET, UNKNOWN = Status.MET, Status.UNMET, Status.UNKNOWN


@pytest.mark.parametrize(
    ("example", "clause", "fact", "have", "need", "status"),
    [
        ("yuzhong-financing", "6(1)", "total_assets", 1240, 200, MET),
        ("yuzhong-financing", "6(2)", "enterprises_served", 112, 100, MET),
        ("yuzhong-financing", "6(2)", "satisfaction_rate", Decimal("91.96"), 80, MET),
        ("yuzhong-financing", "6(3)", "service_staff", 18, 15, MET),
        ("yuzhong-financing", "6(3)", "qualified_share", Fraction(700, 9), 80, UNMET),
        ("yuzhong-financing", "6(4)", "aggregated_institutions", 9, 5, MET),
        ("yuzhong-financing", "7(5)", "financing_activities", 8, 5, MET),
        ("yuzhong-financing", "7(5)", "financing_amount", 39900, 40000, UNMET),
        ("wanzhou-training", "6(1)", "total_assets", 200, 200, MET),
        ("wanzhou-training", "6(3)", "service_staff", 10, 10, MET),
        ("wanzhou-training", "6(3)", "qualified_share", 80, 80, MET),
        ("wanzhou-training", "7(4)", "training_attendances", 1260, 1000, MET),
        ("half-finished", "6(1)", "total_assets", None, 200, UNKNOWN),
        ("half-finished", "6(3)", "qualified_share", None, 80, UNKNOWN),
        ("half-finished", "7(1)", "information_activities", 3, 4, UNMET),
        ("half-finished", "7(3)", "startup_activities", 4, 4, MET),
    ],
)
def test_each_figure_stands_beside_its_threshold(
    example: str,
    clause: str,
    fact: str,
    have: object,
    need: int,
    status: Status,
) -> None:
    figure = of(example, clause)[fact]

    assert (figure.have, figure.need, figure.at_least) == (have, need, True)
    assert figure.status is status


def test_every_numeric_condition_of_the_measure_has_its_figure() -> None:
    evaluation = Evaluation(
        PROGRAMME, {**ELIGIBLE, "service_functions": FUNCTIONS}, {}, TODAY
    )

    assert [f.fact for f in all_of(evaluation)] == [
        "total_assets",
        "enterprises_served",
        "satisfaction_rate",
        "service_staff",
        "qualified_share",
        "aggregated_institutions",
        "information_offline_enterprises",
        "information_activities",
        "technology_activities",
        "startup_activities",
        "training_attendances",
        "financing_activities",
        "financing_amount",
    ]


def test_a_threshold_that_rests_on_something_unanswered_is_open() -> None:
    (figure,) = (
        f
        for f in all_of(Evaluation(PROGRAMME, {"service_staff": 12}, {}, TODAY))
        if f.fact == "service_staff"
    )

    assert (figure.have, figure.need, figure.status) == (12, None, UNKNOWN)


def test_a_share_of_nothing_has_no_figure() -> None:
    nobody = {"service_staff": 0, "qualified_staff": 0}
    found = {f.fact: f for f in all_of(Evaluation(PROGRAMME, nobody, {}, TODAY))}

    assert found["qualified_share"].have is None


def test_a_function_not_applied_for_shows_no_figures() -> None:
    assert of("yuzhong-financing", "7(4)") == {}


def test_what_is_not_answered_has_no_figure_and_still_a_threshold() -> None:
    figure = of("half-finished", "6(1)")["total_assets"]

    assert (figure.have, figure.need) == (None, 200)


@pytest.mark.parametrize(
    ("test", "found"),
    [
        ("a >= low", [("a", 3, True)]),
        ("low <= a", [("a", 3, True)]),
        ("a < low", [("a", 3, False)]),
        ("low > a", [("a", 3, False)]),
        ("low <= a <= high", [("a", 3, True), ("a", 9, False)]),
        ("not (a < low)", [("a", 3, True)]),
        ("not (low > a or b > high)", [("a", 3, True), ("b", 9, False)]),
        ("a >= low + b", [("a", 5, True)]),
        ("a >= b", [("a", 2, True)]),
        ("a == low", []),
        ("low == a", []),
        ("a + b >= low", []),
        ("years_between(since, day) >= low", []),
        ("day >= since", []),
        ("(a if b > low else b) >= high", []),
    ],
)
def test_figures_are_read_off_the_test(
    test: str, found: list[tuple[str, int, bool]]
) -> None:
    small = programme(
        {"a": COUNT, "b": COUNT, "since": {"kind": "date"}},
        ask("a", "b", "since", "day", "name"),
        [{"id": "enough", "test": test}],
        parameters={"low": [("2018-01-01", 3)], "high": [("2018-01-01", 9)]},
    )
    evaluation = evaluate(small, a=5, b=2, since=date(2020, 1, 1))

    read = all_of(evaluation)

    assert [(f.fact, f.need, f.at_least) for f in read] == found
    assert all(f.spec.kind is Kind.COUNT for f in read)
