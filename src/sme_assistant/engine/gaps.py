"""What is short, exactly: each figure beside the nearest one that would do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.expressions import UNKNOWN
from sme_assistant.dialogue.programme import CriterionDefinition
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.verdicts import (
    Status,
    Verdict,
    completions,
)
from sme_assistant.engine.wording import finite
from sme_assistant.values import Kind, Spec, Value

Step = int | Decimal | timedelta
STEPS: dict[Kind, Step] = {
    Kind.COUNT: 1,
    Kind.AMOUNT: Decimal("0.01"),
    Kind.PERCENT: Decimal("0.01"),
    Kind.AREA: Decimal("0.01"),
    Kind.DATE: timedelta(days=1),
}
"""The least by which a figure of each kind changes; other kinds are no figures."""
_DOUBLINGS = 40


@dataclass(frozen=True, slots=True)
class Shortfall:
    """How much one figure is short of what a clause asks.

    Attributes:
        fact: The figure.
        have: What there is; None if it is unanswered.
        need: The nearest sufficient value.
        gap: The difference; days for dates.
        unit: The unit of the gap.
    """

    fact: str
    have: Value | None
    need: Value
    gap: Value
    unit: str


def shortfall(evaluation: Evaluation, node: CriterionDefinition) -> Shortfall | None:
    """Return how much an unmet numeric criterion is short; None if it has no figure.

    Where the criterion fails whatever an unanswered choice may be, it is what the
    most favourable choice would want.
    """
    if node.test is None:
        return None
    if node.test.evaluate(evaluation) is False:
        return _short_now(evaluation, node, node.test)
    trials = [evaluation.changed(c) for c in completions(evaluation, node)]
    found = [s for t in trials if (s := _short_now(t, node, node.test)) is not None]
    return min(found, key=lambda s: _size(s.gap), default=None)


def _short_now(
    evaluation: Evaluation, node: CriterionDefinition, test: ex.Node
) -> Shortfall | None:
    for name in _figures(evaluation, node):
        need = nearest_value(evaluation, test, name)
        if need is not None:
            return _short(evaluation, name, need)
    return None


def _size(gap: Value) -> Decimal:
    return Decimal(gap) if isinstance(gap, int | Decimal) else Decimal(0)


def shortfalls(evaluation: Evaluation, verdict: Verdict) -> tuple[Shortfall, ...]:
    """Return the shortfalls of the unmet tests that keep a verdict unmet."""
    if verdict.status is not Status.UNMET:
        return ()
    own = shortfall(evaluation, verdict.criterion)
    below = (s for child in verdict.children for s in shortfalls(evaluation, child))
    return (*([own] if own else []), *below)


def _short(evaluation: Evaluation, name: str, need: Value) -> Shortfall:
    have = evaluation.fact(name)
    spec = evaluation.programme.facts[name].spec
    if have is UNKNOWN:
        return Shortfall(name, None, need, need, unit_of(spec))
    if isinstance(need, date) and isinstance(have, date):
        return Shortfall(name, have, need, abs((need - have).days), unit_of(spec))
    gap = abs(Fraction(need) - Fraction(have))  # type: ignore[arg-type]
    exact = int(gap) if gap.denominator == 1 else finite(gap) or _rounded_up(gap)
    return Shortfall(name, have, need, exact, unit_of(spec))  # type: ignore[arg-type]


def _rounded_up(gap: Fraction) -> Decimal:
    """Write an endless gap so that it is enough."""
    return finite(Fraction(ceil(gap * 100), 100)) or Decimal(0)


_UNITS = {
    Kind.AMOUNT: "万元",
    Kind.PERCENT: "个百分点",
    Kind.AREA: "平方米",
    Kind.DATE: "天",
}


def unit_of(spec: Spec) -> str:
    """Return the unit in which a difference of two values is told."""
    return _UNITS.get(spec.kind, spec.unit)


def _figures(evaluation: Evaluation, node: CriterionDefinition) -> Iterable[str]:
    """Name the figures whose change may mend a test, the one to tell of first."""
    if node.model.adjust:
        return (node.model.adjust,)
    facts = evaluation.programme.facts
    named = sorted(evaluation.programme.base_facts(node.test))
    return [n for n in named if facts[n].spec.kind in STEPS]


def nearest_value(
    evaluation: Evaluation,
    test: ex.Node,
    fact: str,
    worlds: Sequence[Mapping[str, Value]] = ({},),
) -> Value | None:
    """Return the value of a figure nearest to the present one that passes a test.

    Args:
        evaluation: The case; all else in it stays as it is.
        test: The test to pass.
        fact: The figure; an unanswered one starts from nothing.
        worlds: Other changes under each of which it must pass.
    """
    spec = evaluation.programme.facts[fact].spec
    direct = _threshold(evaluation, test, fact)
    if direct is not None:
        return direct
    start = evaluation.fact(fact)
    if isinstance(start, Fraction):
        start = Decimal(int(start))  # a list's share may have no end
    if start is UNKNOWN:
        start = evaluation.today if spec.kind is Kind.DATE else 0

    def passes(value: Value) -> bool:
        trials = (evaluation.changed({**world, fact: value}) for world in worlds)
        return all(test.evaluate(trial) is True for trial in trials)

    return _search(start, STEPS[spec.kind], passes, spec)  # type: ignore[arg-type]


def _threshold(evaluation: Evaluation, test: ex.Node, fact: str) -> Value | None:
    """Read the sufficient value off a test that compares the fact with something."""
    if not isinstance(test, ex.Comparison) or test.operator not in {">=", "<=", "=="}:
        return None
    for mine, other in ((test.left, test.right), (test.right, test.left)):
        alone = isinstance(mine, ex.FactName) and mine.name == fact
        if alone and fact not in evaluation.programme.base_facts(other):
            value = other.evaluate(evaluation)
            if isinstance(value, int | Decimal | date):
                return value
    return None


def _search(
    start: Value, step: Step, passes: Callable[[Value], bool], spec: Spec
) -> Value | None:
    """Double the distance both ways until it passes, then halve the last stretch."""
    failed = 0
    for doubling in range(_DOUBLINGS):
        reach = 2**doubling
        for direction in (1, -1):
            value = _moved(start, step, direction * reach, spec)
            if value is None or not passes(value):
                continue
            bad, good = direction * failed, direction * reach
            while abs(good - bad) > 1:
                middle = (bad + good) // 2
                between = _moved(start, step, middle, spec)
                if between is not None and passes(between):
                    good = middle
                else:
                    bad = middle
            return _moved(start, step, good, spec)
        failed = reach
    return None


def _moved(start: Value, step: Step, times: int, spec: Spec) -> Value | None:
    """Go so many steps from a value; None where there can be no such value."""
    try:
        value = start + step * times  # type: ignore[operator]
    except OverflowError:
        return None
    if isinstance(value, date):
        return value
    least, most = spec.minimum, spec.maximum
    outside = (least is not None and value < least) or (
        most is not None and value > most
    )
    return None if outside else value
