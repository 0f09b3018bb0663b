"""Which rows of one roster another chooses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sme_assistant.dialogue.expressions import Row, Unknown
from sme_assistant.engine.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Chosen:
    """One row that is chosen.

    Attributes:
        place: Its number in the roster it is chosen of; None if it is not there.
        row: Its columns in both rosters.
    """

    place: int | None
    row: Row


def is_chosen(evaluation: Evaluation, roster: str) -> bool:
    """Whether anybody chose."""
    rows = evaluation.rows(roster)
    return not isinstance(rows, Unknown) and bool(rows)


def chosen(evaluation: Evaluation, roster: str) -> list[Chosen]:
    """Return the rows that a roster chooses of another, in their order there.

    Where nobody chose, the first ones are taken, as many as the roster says. A row
    that names nobody there comes last: it is for the applicant to put right.
    """
    definition = evaluation.programme.rosters[roster]
    given = evaluation.rows(definition.source)
    rows = [] if isinstance(given, Unknown) else list(given)
    places = list(enumerate(rows, 1))
    picked = evaluation.rows(roster)
    if isinstance(picked, Unknown) or not picked:
        least = evaluation.parameter(str(definition.model.otherwise))
        most = least if isinstance(least, int) else len(rows)
        return [Chosen(place, row) for place, row in places[:most]]
    by_key: dict[tuple[object, ...], Row] = {
        tuple(row.get(c) for c in definition.model.key): row for row in picked
    }
    return list(_joined(definition.model.key, by_key, places))


def _joined(
    key: tuple[str, ...],
    picked: dict[tuple[object, ...], Row],
    places: list[tuple[int, Row]],
) -> Iterator[Chosen]:
    waiting = dict(picked)
    for place, row in places:
        mine = waiting.pop(tuple(row.get(c) for c in key), None)
        if mine is not None:
            yield Chosen(place, {**mine, **row})
    yield from (Chosen(None, row) for row in waiting.values())
