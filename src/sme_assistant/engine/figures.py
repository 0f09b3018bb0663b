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
    for comparison in _comparisons(verdict.criterion.test):
        at_least = _SIGNS.get(comparison.operator)
        left, right = comparison.left, comparison.right
        if at_least is not None and not isinstance(left, ex.FactName):
            left, right, at_least = right, left, not at_least
        if at_least is None or not isinstance(left, ex.FactName):
            continue
        spec = evaluation.programme.facts[left.name].spec
        if spec.kind in _KINDS:
            yield Figure(
                verdict.criterion,
                left.name,
                _number(left.evaluate(evaluation)),
                _number(right.evaluate(evaluation)),
                spec,
                at_least,
                verdict.status,
            )


def _comparisons(test: ex.Node | None) -> Iterator[ex.Comparison]:
    if isinstance(test, ex.Comparison):
        yield test
    elif test is not None:
        for part in test.children:
            yield from _comparisons(part)


def _number(value: object) -> Number | None:
    """Return a number as it is; None for what is unknown."""
    return value if isinstance(value, int | Decimal | Fraction) else None
