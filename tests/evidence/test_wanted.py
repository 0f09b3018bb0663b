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
