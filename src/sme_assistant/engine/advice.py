"""The smallest changes after which no clause would be unmet.

Advice is never given untried: each set of changes is applied and judged again before
anybody sees it. What is still unanswered on the path is taken to turn out well: it
wants an answer, not a change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import TypeVar

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.expressions import UNKNOWN
from sme_assistant.dialogue.programme import CriterionDefinition
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.gaps import STEPS, nearest_value
from sme_assistant.engine.verdicts import (
    Status,
    applicability,
    combined,
    completions,
    judge,
    needed_of,
    settled,
    tested,
)
from sme_assistant.values import Kind, Value

Changes = dict[str, Value]
N = TypeVar("N")
_KEPT = 8
"""How many alternatives are followed at each node."""
_COMBINED = 100
"""How many ways to choose among children are tried."""
_ADVISED = 3


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


def fixes(evaluation: Evaluation) -> tuple[Fix, ...]:
    """Return the smallest sets of changes after which no clause is unmet.

    Each was applied and judged; none holds a change that could be left out. Empty if
    no clause is unmet, or nothing we know of mends it.
    """
    advisor = _Advisor(evaluation)
    if not advisor.unmet:
        return ()
    candidates: list[Changes] = [{}]
    for node in advisor.unmet:
        candidates = _each(candidates, evaluation, advisor.mend, node)
    kept: dict[tuple[str, ...], Changes] = {}
    for changes in candidates:
        small = advisor.smallest(changes)
        if small:
            kept.setdefault(tuple(sorted(small)), small)
    ranked = sorted(kept.values(), key=len)
    return tuple(advisor.fix(changes) for changes in ranked[:_ADVISED])


class _Advisor:
    """Looks for changes under one evaluation.

    Attributes:
        unmet: The hard criteria at the top that are unmet.
        assumed: The tests below them that only lack an answer.
    """

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        tops = [v for v in judge(evaluation) if v.status is Status.UNMET]
        self.unmet = [v.criterion for v in tops]
        self.assumed = frozenset(
            v.criterion.id
            for top in tops
            for v in top
            if v.status is Status.UNKNOWN and v.criterion.mode == "test"
        )

    def fix(self, changes: Changes) -> Fix:
        live = {name: self.evaluation.fact(name) for name in changes}
        before = {n: None if v is UNKNOWN else v for n, v in live.items()}
        clauses = tuple(n.model.clause or n.model.cite[0] for n in self.unmet)
        return Fix(changes, before, clauses)  # type: ignore[arg-type]

    def smallest(self, changes: Changes) -> Changes | None:
        """Drop what is not needed; None if the changes do not mend."""
        if not self.mends(changes):
            return None
        for name in list(changes):
            fewer = {n: v for n, v in changes.items() if n != name}
            if self.mends(fewer):
                changes = fewer
        for name, value in list(changes.items()):
            if isinstance(value, tuple):
                changes = self.fewest_options(changes, name, value)
        return changes

    def fewest_options(
        self, changes: Changes, name: str, chosen: tuple[str, ...]
    ) -> Changes:
        """Leave out the options that were added and are not needed."""
        had = self.evaluation.fact(name)
        for option in chosen:
            left = tuple(o for o in chosen if o != option)
            fewer = {**changes, name: left}
            is_new = not isinstance(had, tuple) or option not in had
            if is_new and self.mends(fewer):
                changes, chosen = fewer, left
        return changes

    def mends(self, changes: Changes) -> bool:
        after = self.evaluation.changed(changes)
        if any(self.status(after, node) is not Status.MET for node in self.unmet):
            return False
        return all(v.status is not Status.UNMET for v in judge(after))

    def status(self, evaluation: Evaluation, node: CriterionDefinition) -> Status:
        """Judge a criterion, taking what only lacks an answer to be met."""
        applicable = applicability(evaluation, node)
        if applicable is not None:
            return applicable
        if node.mode == "test":
            status = tested(evaluation, node)
            if status is Status.UNKNOWN:
                status = settled(evaluation, node)[0]
            lacks = status is Status.UNKNOWN and node.id in self.assumed
            return Status.MET if lacks else status
        children = [self.status(evaluation, child) for child in node.children]
        return combined(evaluation, node, children)

    def mend(self, evaluation: Evaluation, node: CriterionDefinition) -> list[Changes]:
        """Return ways to make a criterion met, smallest first; still to be judged."""
        if self.status(evaluation, node) is Status.MET:
            return [{}]
        starts: list[Changes] = [{}]
        if node.when is not None and node.when.evaluate(evaluation) is not True:
            starts = list(_satisfy(evaluation, node.when))
        return _each(starts, evaluation, self.mend_inside, node)

    def mend_applying(
        self, evaluation: Evaluation, node: CriterionDefinition
    ) -> list[Changes]:
        """Mend a criterion if it applies; if not, there is nothing to do."""
        if self.status(evaluation, node) is Status.NOT_APPLICABLE:
            return [{}]
        return self.mend(evaluation, node)

    def mend_inside(
        self, evaluation: Evaluation, node: CriterionDefinition
    ) -> Iterable[Changes]:
        if node.mode == "all":
            # Groups first: choosing a function also mends "choose at least one".
            # Then again: only what was chosen is applicable, and wants mending.
            groups = [c for c in node.children if c.mode != "test"]
            tests = [c for c in node.children if c.mode == "test"]
            candidates: list[Changes] = [{}]
            for child in (*groups, *tests, *groups):
                candidates = _each(candidates, evaluation, self.mend_applying, child)
            return candidates
        if node.children:
            return self.mend_some(evaluation, node)
        return [] if node.test is None else _mend_test(evaluation, node, node.test)

    def mend_some(
        self, evaluation: Evaluation, node: CriterionDefinition
    ) -> list[Changes]:
        """Mend as many of the children as an ``any`` or ``at_least`` still lacks."""
        statuses = {c.id: self.status(evaluation, c) for c in node.children}
        left = [c for c in node.children if statuses[c.id] is not Status.MET]
        needed = needed_of(evaluation, node, len(node.children))
        lacking = max(needed - (len(node.children) - len(left)), 1)
        found: list[Changes] = []
        for chosen in islice(combinations(left, lacking), _COMBINED):
            candidates: list[Changes] = [{}]
            for child in chosen:
                candidates = _each(candidates, evaluation, self.mend, child)
            found += candidates
        return found


def _mend_test(
    evaluation: Evaluation, node: CriterionDefinition, test: ex.Node
) -> Iterable[Changes]:
    if test.evaluate(evaluation) is True:
        return [{}]
    told = node.model.wait or node.model.adjust
    if told:
        found = list(_move_figures(evaluation, [told], test))
    else:
        found = list(_satisfy(evaluation, test))
    worlds = list(completions(evaluation, node))
    if found or not worlds:
        return found
    # An unanswered choice is in the way: go so far that it does not matter.
    names = [told] if told else sorted(evaluation.programme.base_facts(test))
    return _move_figures(evaluation, names, test, worlds)


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
    distinct = {frozenset(changes.items()): changes for changes in extended}
    return sorted(distinct.values(), key=len)[:_KEPT]


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


def _move_figures(
    evaluation: Evaluation,
    names: Iterable[str],
    test: ex.Node,
    worlds: Sequence[Changes] = ({},),
) -> Iterator[Changes]:
    """Move one figure as little as passes a test, in each of some worlds."""
    facts = evaluation.programme.facts
    for name in names:
        if facts[name].spec.kind in STEPS:
            value = nearest_value(evaluation, test, name, worlds)
            if value is not None:
                yield {name: value}


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
    figures = sorted(evaluation.programme.base_facts(test))
    for name in figures:
        spec = evaluation.programme.facts[name].spec
        for option in spec.options if spec.kind is Kind.MULTI else ():
            yield {name: _with_option(evaluation, name, option.id)}
    yield from _move_figures(evaluation, figures, test)


def _with_option(evaluation: Evaluation, name: str, option: str) -> tuple[str, ...]:
    chosen = evaluation.fact(name)
    chosen = chosen if isinstance(chosen, tuple) else ()
    options = evaluation.programme.facts[name].spec.options
    exclusive = {o.id for o in options if o.exclusive}
    wanted = {option} if option in exclusive else {*chosen, option} - exclusive
    return tuple(o.id for o in options if o.id in wanted)
