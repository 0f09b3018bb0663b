"""Cross-checks: where two things that were said do not fit together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sme_assistant.dialogue.expressions import (
    UNKNOWN,
    Alike,
    Comparison,
    Constant,
    FactName,
    IsAnswered,
    Node,
    Result,
    Rows,
    rows_found,
    walk,
)
from sme_assistant.dialogue.programme import CheckDefinition
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.wording import fill, roster_source, shown_short
from sme_assistant.phrases import Phrase
from sme_assistant.values.likeness import Groups

MOST_GROUPS: Final = 8
"""So many places of a list are named; of the others, how many there are."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that was typed beside what its roster comes to."""

    fact: str
    typed: Result
    counted: Result


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cross-check that does not hold.

    Attributes:
        facts: The facts it compares, in the order the check names them.
        told: What people are told of it, without rows and figures.
        message: What people are told.
        rows: Where it looks for rows and wants none: the places of those it found.
        difference: The two figures, where it holds a typed one against a roster.
    """

    check: CheckDefinition
    facts: tuple[str, ...]
    told: str
    message: str
    rows: Groups = ()
    difference: Difference | None = None

    @property
    def roster(self) -> str:
        """The roster whose rows it looks for; empty if it looks for none."""
        match self.check.test:
            case Comparison(Rows() | Alike() as node, "==", Constant(0)):
                return node.roster
        return ""

    @property
    def keeps_draft(self) -> bool:
        """Whether a package is not final while it stands and nobody decides on it."""
        return self.check.model.severity == "block" or self.difference is not None


def conflicts(evaluation: Evaluation) -> tuple[Conflict, ...]:
    """Return every cross-check that does not hold; unknown is no conflict."""
    return tuple(
        _conflict(evaluation, check)
        for check in evaluation.programme.checks.values()
        if (check.when is None or check.when.evaluate(evaluation) is True)
        and check.test.evaluate(evaluation) is False
    )


def _conflict(evaluation: Evaluation, check: CheckDefinition) -> Conflict:
    rows = _rows(evaluation, check.test)
    difference = _difference(evaluation, check)
    told = message = fill(evaluation, check.message)
    if rows:
        message += Phrase.ROWS_FOUND.format(rows=rows_shown(rows))
    if difference is not None:
        spec = evaluation.programme.facts[difference.fact].spec
        message += Phrase.BOTH_FIGURES.format(
            typed=shown_short(spec, difference.typed),
            counted=shown_short(spec, difference.counted),
            source=roster_source(evaluation, difference.fact),
        )
    return Conflict(check, _facts(check), told, message, rows, difference)


def rows_shown(groups: Groups, most: int = MOST_GROUPS) -> str:
    """Name rows by their numbers, those that belong together together."""
    if all(len(group) == 1 for group in groups):
        groups = (tuple(place for (place,) in groups),)
        places = groups[0]
        named = "、".join(str(place + 1) for place in places[:most])
        more = len(places) - most
    else:
        numbers = ("、".join(str(p + 1) for p in g[:MOST_GROUPS]) for g in groups)
        named = Phrase.ROWS_NEXT.join([*numbers][:most])
        more = len(groups) - most
    rest = Phrase.ROWS_MORE.format(count=more) if more > 0 else ""
    return Phrase.ROWS_NAMED.format(rows=named) + rest


def _rows(evaluation: Evaluation, test: Node) -> Groups:
    match test:
        case Comparison(Rows() | Alike() as node, "==", Constant(0)):
            return rows_found(node, evaluation)
    return ()


def _difference(evaluation: Evaluation, check: CheckDefinition) -> Difference | None:
    fact = evaluation.programme.held_by.get(check.id)
    if fact is None or fact not in evaluation.given:
        return None
    typed, counted = evaluation.fact(fact), evaluation.counted(fact)
    if typed is UNKNOWN or counted is UNKNOWN:
        return None
    return Difference(fact, typed, counted)


def _facts(check: CheckDefinition) -> tuple[str, ...]:
    named = (n.name for n in walk(check.test) if isinstance(n, FactName | IsAnswered))
    return tuple(dict.fromkeys(named))
