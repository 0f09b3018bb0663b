"""Figures beside their thresholds, on the shipped programme."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from sme_assistant.assistant.sources import read_source
from sme_assistant.engine.figures import Figure, figures
from sme_assistant.resources import shipped
from tests.casebook.memory import MemoryCasebook
from tests.faces.talking import clock

EXAMPLES = shipped("dialogues").parent / "examples"


def of(example: str, clause: str) -> dict[str, Figure]:
    source = str(EXAMPLES / f"{example}.yaml")
    standing = read_source(source, MemoryCasebook, clock).standing
    found = figures(standing.evaluation, standing.reported[clause])
    return {figure.fact: figure for figure in found}


@pytest.mark.parametrize(
    ("clause", "fact", "have", "need"),
    [
        ("6(1)", "total_assets", Decimal(1240), 200),
        ("6(2)", "enterprises_served", 112, 100),
        ("6(3)", "service_staff", 18, 15),
        ("6(3)", "qualified_share", Fraction(700, 9), 80),
        ("6(4)", "aggregated_institutions", 9, 5),
        ("7(5)", "financing_amount", Decimal(39900), 40000),
    ],
)
def test_each_figure_stands_beside_its_threshold(
    clause: str, fact: str, have: object, need: int
) -> None:
    figure = of("yuzhong-financing", clause)[fact]

    assert (figure.have, figure.need, figure.at_least) == (have, need, True)


def test_a_function_not_applied_for_shows_no_figures() -> None:
    assert of("yuzhong-financing", "7(4)") == {}


def test_what_is_not_answered_has_no_figure_and_still_a_threshold() -> None:
    figure = of("half-finished", "6(1)")["total_assets"]

    assert (figure.have, figure.need) == (None, 200)
