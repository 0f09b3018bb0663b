"""The shipped programme loads, lints clean, and its matrix has no hole."""

from __future__ import annotations

import re

import pytest

from sme_assistant.dialogue.linting import lint
from sme_assistant.dialogue.loading import load
from sme_assistant.dialogue.programme import Programme
from sme_assistant.dialogue.tracing import graph, trace
from sme_assistant.resources import shipped

FOLDER = shipped("dialogues") / "chongqing_municipal"


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load(
        {
            path.relative_to(FOLDER).as_posix(): path.read_text("utf-8")
            for path in FOLDER.rglob("*.yaml")
        }
    )


@pytest.fixture(scope="module")
def printed(programme: Programme) -> dict[str, set[str]]:
    """Every document prints every fact: what templates print is tested with them."""
    return {
        name: {*programme.facts, *programme.rosters} for name in programme.documents
    }


def test_it_lints_clean(programme: Programme, printed: dict[str, set[str]]) -> None:
    assert [str(fault) for fault in lint(programme, printed)] == []


def test_each_normative_condition_is_in_the_matrix_with_its_consumers(
    programme: Programme, printed: dict[str, set[str]]
) -> None:
    rows = {row.citation: row for row in trace(programme, printed).rows}
    wanted = [c for c in rows if re.match(r"[6789]", c) and c not in {"6", "9"}]
    assert len([c for c in wanted if c.startswith("6(3)#")]) == 5
    for citation in wanted:
        row = rows[citation]
        consumer = row.materials if citation.startswith("9") else row.criteria
        assert row.words
        assert row.questions, citation
        assert consumer, citation


def test_each_question_and_asked_fact_is_in_the_matrix(
    programme: Programme, printed: dict[str, set[str]]
) -> None:
    rows = trace(programme, printed).rows
    in_rows = {name for row in rows for name in row.questions}
    asking = {
        q.id for q in programme.questions.values() if q.model.asks or q.model.collects
    }
    assert asking <= in_rows


def test_its_picture_has_every_question(programme: Programme) -> None:
    text = graph(programme)
    assert all(
        re.search(rf"^ +q_{q}[\[(]", text, re.MULTILINE) for q in programme.questions
    )
