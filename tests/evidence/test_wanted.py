"""What is missing follows from what is claimed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from sme_assistant.engine.materials import EvidenceState, materials
from sme_assistant.values import Value
from tests.engine.cases import ELIGIBLE, evaluate

FUNCTIONS = ("information", "technology", "startup", "training", "financing")


def wanted(changes: Mapping[str, Value]) -> set[str]:
    """Return the evidence that an applicant of these answers has to gather."""
    return {
        status.item.id
        for material in materials(evaluate({**ELIGIBLE, **changes}), {})
        for status in material.evidence
        if status.state is not EvidenceState.NOT_APPLICABLE
    }


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_applied_for_asks_for_its_evidence_and_no_other(
    function: str,
) -> None:
    assert wanted({"service_functions": (function,)}) & {*FUNCTIONS} == {function}


CLAIMS = {
    "information_online_offline": ("information", "information_platform"),
    "technology_expert_pool": ("technology", "expert_pool"),
    "technology_project_pool": ("technology", "project_pool"),
    "technology_collaboration": ("technology", "collaboration"),
    "startup_counselling": ("startup", "counselling"),
    "startup_agency_services": ("startup", "agency_services"),
    "training_qualified": ("training", "training_qualification"),
    "training_evaluation": ("training", "training_evaluation"),
    "facilities_adequate": ("training", "facilities"),
    "recognised_reputation": ("training", "reputation"),
    "public_welfare_service": ("training", "welfare_services"),
}
FIGURES: dict[str, tuple[str, str, int | Decimal]] = {
    "information_offline_enterprises": ("information", "offline_services", 100),
    "financing_amount": ("financing", "financing_results", Decimal(40_000)),
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_asks_for_its_evidence_and_what_is_not_claimed_for_none(
    claim: str,
) -> None:
    function, item = CLAIMS[claim]
    chosen: dict[str, Value] = {"service_functions": (function,)}
    assert item in wanted({**chosen, claim: True})
    assert item not in wanted({**chosen, claim: False})


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_asks_for_its_evidence_and_none_for_nothing(figure: str) -> None:
    function, item, value = FIGURES[figure]
    chosen: dict[str, Value] = {"service_functions": (function,)}
    assert item in wanted({**chosen, figure: value})
    assert item not in wanted({**chosen, figure: type(value)(0)})


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_proves_a_function_is_not_wanted_from_whoever_chose_another(
    function: str,
) -> None:
    others = {
        item
        for of, item in [*CLAIMS.values(), *(f[:2] for f in FIGURES.values())]
        if of != function and item not in {"facilities", "reputation"}
    }
    found = wanted({"service_functions": (function,)})
    assert found & others <= {"welfare_services"}


@pytest.mark.parametrize(
    ("owned", "rented", "papers"),
    [
        (Decimal(0), Decimal(300), {"lease"}),
        (Decimal(300), Decimal(0), {"title_deed"}),
        (Decimal(100), Decimal(200), {"title_deed", "lease"}),
    ],
)
def test_premises_ask_for_the_papers_of_what_they_are(
    owned: Decimal, rented: Decimal, papers: set[str]
) -> None:
    found = wanted({"premises_owned_area": owned, "premises_rented_area": rented})
    assert found & {"title_deed", "lease"} == papers
