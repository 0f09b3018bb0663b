"""A day in figures, as lines of text."""

from __future__ import annotations

from sme_assistant.assistant.overview import (
    Overview,
    clause_rows,
    day_lines,
    state_rows,
)
from sme_assistant.faces.charts import chart
from sme_assistant.phrases import Overviews


def overview_lines(found: Overview, room: int) -> list[str]:
    """Tell all of it.

    Args:
        found: The figures.
        room: How many cells wide a line may be; 0 for words without bars.
    """
    return [
        Overviews.TITLE.format(day=found.day.isoformat()),
        *state_lines(found, room),
        Overviews.DAY_HEAD,
        *day_lines(found),
        *clause_lines(found, room),
        Overviews.NO_NAMES,
    ]


def state_lines(found: Overview, room: int) -> list[str]:
    """Tell how many cases are in each state."""
    if not found.cases:
        return [Overviews.NO_CASES]
    head = Overviews.STATES.format(cases=found.cases)
    return [head, *chart(list(state_rows(found)), room)]


def clause_lines(found: Overview, room: int) -> list[str]:
    """Tell which clauses fail most."""
    if not found.judged:
        return []
    told = Overviews.CLAUSES if found.failing else Overviews.NO_FAILING
    head = told.format(judged=found.judged)
    return [head, *chart(list(clause_rows(found)), room)]
