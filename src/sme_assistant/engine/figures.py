"""Each figure beside its threshold, met or not: what a bar shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.programme import CriterionDefinition
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.verdicts import Status, Verdict
from sme_assistant.values import Kind, Spec

_KINDS: Final = frozenset({Kind.COUNT, Kind.AMOUNT, Kind.PERCENT, Kind.AREA})
_SIGNS: Final = {">=": True, ">": True, "<=": False, "<": False}

Number = int | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the threshold a criterion holds it to.

    Attributes:
        criterion: Whose test it is.
        fact: The figure.
        have: What there is; None if it is not known.
        need: The threshold; None while it rests on something unanswered.
        spec: How both are written.
        at_least: Whether the threshold is the least; else it is the most.
        status: How the criterion stands.
    """

    criterion: CriterionDefinition
    fact: str
    have: Number | None
    need: Number | None
    spec: Spec
    at_least: bool
    status: Status


def figures(evaluation: Evaluation, verdict: Verdict) -> tuple[Figure, ...]:
    """Return the figures of a verdict and all below it that applies, in order."""
    return tuple(
        figure
        for below in verdict
        if below.status is not Status.NOT_APPLICABLE
        for figure in _figures(evaluation, below)
    )


def _figures(evaluation: Evaluation, verdict: Verdict) -> Iterator[Figure]:
    for fact, at_least, threshold in _tested(verdict.criterion.test):
        spec = evaluation.programme.facts[fact.name].spec
        if spec.kind in _KINDS:
            yield Figure(
                verdict.criterion,
                fact.name,
                _number(fact.evaluate(evaluation)),
                _number(threshold.evaluate(evaluation)),
                spec,
                at_least,
                verdict.status,
            )


def _tested(
    test: ex.Node | None, *, denied: bool = False
) -> Iterator[tuple[ex.FactName, bool, ex.Node]]:
    """Yield the facts a test compares, whether it wants at least so much, and how much.

    What is compared inside a sum, a count of rows or a choice decides no test itself.
    """
    match test:
        case ex.Comparison(ex.FactName() as fact, operator, other):
            if operator in _SIGNS:
                yield fact, _SIGNS[operator] is not denied, other
        case ex.Comparison(other, operator, ex.FactName() as fact):
            if operator in _SIGNS:
                yield fact, _SIGNS[operator] is denied, other
        case ex.Not(part):
            yield from _tested(part, denied=not denied)
        case ex.Junction():
            for part in test.children:
                yield from _tested(part, denied=denied)


def _number(value: object) -> Number | None:
    """Return a number as it is; None for what is unknown."""
    return value if isinstance(value, int | Decimal | Fraction) else None
