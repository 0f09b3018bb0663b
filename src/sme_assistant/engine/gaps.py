"""What is short, exactly, and the smallest changes that would mend it.

Advice is never given untried: each set of changes is applied and judged again before
anybody sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.expressions import UNKNOWN
from sme_assistant.dialogue.programme import CriterionDefinition
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.verdicts import (
    Status,
    Verdict,
    completions,
    judge,
    status_of,
)
from sme_assistant.engine.wording import finite
from sme_assistant.values import Kind, Spec, Value

Changes = dict[str, Value]
N = TypeVar("N")
Step = int | Decimal | timedelta
_STEPS: dict[Kind, Step] = {
    Kind.COUNT: 1,
    Kind.AMOUNT: Decimal("0.01"),
    Kind.PERCENT: Decimal("0.01"),
    Kind.AREA: Decimal("0.01"),
    Kind.DATE: timedelta(days=1),
}
_DOUBLINGS = 40
_KEPT = 8
"""How many alternatives are followed at each node."""
_ADVISED = 3


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


@dataclass(frozen=True, slots=True)
class Fix:
    """A set of changes that, applied, leaves no clause unmet.

    Attributes:
        changes: Fact to the value it would need.
        before: Fact to its live value now; None if it is unanswered.
        clauses: The clauses it mends.
    """

    changes: Mapping[str, Value]
    before: Mapping[str, Value | None]
    clauses: tuple[str, ...]


# --- shortfalls -------------------------------------------------------------


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
    exact = int(gap) if gap.denominator == 1 else (finite(gap) or Decimal(0))
    return Shortfall(name, have, need, exact, unit_of(spec))  # type: ignore[arg-type]


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
    return [n for n in named if facts[n].spec.kind in _STEPS]


def nearest_value(evaluation: Evaluation, test: ex.Node, fact: str) -> Value | None:
    """Return the value of a figure nearest to the present one that passes a test.

    All else stays as it is. An unanswered figure starts from nothing.
    """
    spec = evaluation.programme.facts[fact].spec
    direct = _threshold(evaluation, test, fact)
    if direct is not None:
        return direct
    start = evaluation.fact(fact)
    if start is UNKNOWN:
        start = evaluation.today if spec.kind is Kind.DATE else 0

    def passes(value: Value) -> bool:
        return test.evaluate(evaluation.changed({fact: value})) is True

    return _search(start, _STEPS[spec.kind], passes, spec)  # type: ignore[arg-type]


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


# --- fixes ------------------------------------------------------------------


def fixes(evaluation: Evaluation) -> tuple[Fix, ...]:
    """Return the smallest sets of changes after which no clause is unmet.

    Clauses that are only unknown are left out: they want answers, not changes. Each
    set was applied and judged; none holds a change that could be left out.
    """
    unmet = [v.criterion for v in judge(evaluation) if v.status is Status.UNMET]
    if not unmet:
        return ()
    candidates: list[Changes] = [{}]
    for node in unmet:
        candidates = _each(candidates, evaluation, mend, node)
    kept: dict[tuple[str, ...], Changes] = {}
    for changes in candidates:
        small = _smallest(evaluation, changes, unmet)
        if small is not None:
            kept.setdefault(tuple(sorted(small)), small)
    ranked = sorted(kept.values(), key=len)
    return tuple(_fix(evaluation, changes, unmet) for changes in ranked[:_ADVISED])


def _fix(
    evaluation: Evaluation, changes: Changes, unmet: list[CriterionDefinition]
) -> Fix:
    live = {name: evaluation.fact(name) for name in changes}
    before = {n: None if v is UNKNOWN else v for n, v in live.items()}
    clauses = tuple(node.model.clause or node.model.cite[0] for node in unmet)
    return Fix(changes, before, clauses)  # type: ignore[arg-type]


def _smallest(
    evaluation: Evaluation, changes: Changes, unmet: list[CriterionDefinition]
) -> Changes | None:
    """Drop what is not needed; None if the changes do not mend."""
    if not _mends(evaluation, changes, unmet):
        return None
    for name in list(changes):
        fewer = {n: v for n, v in changes.items() if n != name}
        if _mends(evaluation, fewer, unmet):
            changes = fewer
    return changes


def _mends(
    evaluation: Evaluation, changes: Changes, unmet: list[CriterionDefinition]
) -> bool:
    after = evaluation.changed(changes)
    if any(status_of(after, node) is not Status.MET for node in unmet):
        return False
    return all(v.status is not Status.UNMET for v in judge(after))


def _each(
    candidates: list[Changes],
    evaluation: Evaluation,
    ways: Callable[[Evaluation, N], Iterable[Changes]],
    node: N,
) -> list[Changes]:
    """Extend each candidate by each way to mend a node under it."""
    extended = [
        {**changes, **more}
        for changes in candidates
        for more in ways(evaluation.changed(changes), node)
    ]
    return sorted(extended, key=len)[:_KEPT]


def mend(evaluation: Evaluation, node: CriterionDefinition) -> list[Changes]:
    """Return ways to make a criterion met, smallest first; each still to be judged."""
    if status_of(evaluation, node) is Status.MET:
        return [{}]
    starts: list[Changes] = [{}]
    if node.when is not None and node.when.evaluate(evaluation) is not True:
        starts = list(_satisfy(evaluation, node.when))
    return _each(starts, evaluation, _mend_inside, node)


def _mend_inside(
    evaluation: Evaluation, node: CriterionDefinition
) -> Iterable[Changes]:
    if node.mode == "all":
        # Groups first: choosing a function also mends "choose at least one".
        candidates: list[Changes] = [{}]
        for child in sorted(node.children, key=lambda c: c.mode == "test"):
            if status_of(evaluation, child) is not Status.NOT_APPLICABLE:
                candidates = _each(candidates, evaluation, mend, child)
        return candidates
    if node.children:
        return [way for child in node.children for way in mend(evaluation, child)]
    if node.test is None:
        return []
    if node.test.evaluate(evaluation) is True:
        return [{}]
    if node.model.wait or node.model.adjust:
        return _move_figures(evaluation, node)
    return _satisfy(evaluation, node.test)


def _move_figures(
    evaluation: Evaluation, node: CriterionDefinition
) -> Iterator[Changes]:
    assert node.test is not None  # noqa: S101 (the caller has looked)
    name = node.model.wait or node.model.adjust
    value = nearest_value(evaluation, node.test, str(name))
    if value is not None:
        yield {str(name): value}


def _satisfy(evaluation: Evaluation, test: ex.Node) -> Iterator[Changes]:
    """Yield changes that make an expression true, one for each way to."""
    match test:
        case ex.FactName(name=name):
            yield {name: True}
        case ex.Not(part=ex.FactName(name=name)):
            yield {name: False}
        case ex.Junction(decisive=True, children=parts):
            for part in parts:
                yield from _satisfy(evaluation, part)
        case ex.Junction(children=parts):
            yield from _satisfy_all(evaluation, parts)
        case ex.Membership(
            item=ex.Constant(value=option), holder=ex.FactName(name=name)
        ):
            yield {name: _with_option(evaluation, name, str(option))}
        case ex.Comparison():
            yield from _satisfy_comparison(evaluation, test)


def _satisfy_all(
    evaluation: Evaluation, parts: tuple[ex.Node, ...]
) -> Iterable[Changes]:
    candidates: list[Changes] = [{}]
    for part in parts:
        candidates = _each(candidates, evaluation, _satisfied, part)
    return candidates


def _satisfied(evaluation: Evaluation, test: ex.Node) -> Iterable[Changes]:
    return [{}] if test.evaluate(evaluation) is True else _satisfy(evaluation, test)


def _satisfy_comparison(
    evaluation: Evaluation, test: ex.Comparison
) -> Iterator[Changes]:
    facts = evaluation.programme.facts
    for name in sorted(evaluation.programme.base_facts(test)):
        if facts[name].spec.kind in _STEPS:
            value = nearest_value(evaluation, test, name)
            if value is not None:
                yield {name: value}


def _with_option(evaluation: Evaluation, name: str, option: str) -> tuple[str, ...]:
    chosen = evaluation.fact(name)
    chosen = chosen if isinstance(chosen, tuple) else ()
    options = evaluation.programme.facts[name].spec.options
    exclusive = {o.id for o in options if o.exclusive}
    wanted = {*chosen, option} - exclusive
    return tuple(o.id for o in options if o.id in wanted)
