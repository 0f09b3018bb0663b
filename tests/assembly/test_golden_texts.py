"""Every document says what was recorded (python -m tests.record_documents)."""

from __future__ import annotations

import pytest

from sme_assistant.assembly.package import Package
from tests.assembly.cases import programme
from tests.record_documents import GOLDEN, recorded

DOCUMENTS = list(programme().documents)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_says_what_was_recorded(complete: Package, document: str) -> None:
    golden = (GOLDEN / f"{document}.txt").read_text("utf-8")

    assert recorded(complete)[document].split() == golden.split()


def test_nothing_is_recorded_that_no_package_holds() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(DOCUMENTS)
