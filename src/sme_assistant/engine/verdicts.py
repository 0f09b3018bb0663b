"""Judge the criteria: met, unmet, unknown or not applicable.

Plain three-valued logic leaves open what no answer can change any more: nine staff
fail in every district. So an unknown node is tried over every value of its unknown
facts that have finitely many; if all agree, it is settled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import prod

from sme_assistant.dialogue.expressions import UNKNOWN, FactName, Node
from sme_assistant.dialogue.programme import CriterionDefinition, Programme
from sme_assistant.engine.evaluation import MOST_SPLITS, Evaluation
from sme_assistant.values import Value


class Status(StrEnum):
    """How a criterion stands."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Outcome(StrEnum):
    """How the whole stands."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A criterion, its status and the verdicts below it.

    Attributes:
        settled_over: The unanswered facts whose every value gives this status.
    """

    criterion: CriterionDefinition
    status: Status
    children: tuple[Verdict, ...] = ()
    settled_over: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Verdict]:
        """Yield this and every verdict below, parents first."""
        yield self
        for child in self.children:
            yield from child


def judge(evaluation: Evaluation) -> tuple[Verdict, ...]:
    """Judge every hard criterion of a programme."""
    return tuple(verdict(evaluation, node) for node in evaluation.programme.hard)


def outcome(verdicts: tuple[Verdict, ...]) -> Outcome:
    """Say how the whole stands: one unmet decides, one unknown leaves it open."""
    statuses = {v.status for v in verdicts}
    if Status.UNMET in statuses:
        return Outcome.INELIGIBLE
    return Outcome.INCOMPLETE if Status.UNKNOWN in statuses else Outcome.ELIGIBLE


def verdict(evaluation: Evaluation, node: CriterionDefinition) -> Verdict:
    """Judge one criterion and all below it."""
    applicable = applicability(evaluation, node)
    if applicable is Status.NOT_APPLICABLE:
        return Verdict(node, applicable)
    children = tuple(verdict(evaluation, child) for child in node.children)
    status = (
        _status_from(evaluation, node, children) if applicable is None else applicable
    )
    if status is not Status.UNKNOWN or node.mode == "judgement":
        return Verdict(node, status, children)
    status, over = settled(evaluation, node, children)
    return Verdict(node, status, children, over)


def status_of(evaluation: Evaluation, node: CriterionDefinition) -> Status:
    """Return a criterion's status by three-valued logic alone, without splitting."""
    applicable = applicability(evaluation, node)
    if applicable is not None:
        return applicable
    if node.mode == "test":
        return tested(evaluation, node)
    children = [status_of(evaluation, child) for child in node.children]
    return combined(evaluation, node, children)


def applicability(evaluation: Evaluation, node: CriterionDefinition) -> Status | None:
    """Return not applicable or unknown where ``when`` says so, else None."""
    if node.when is None:
        return None
    value = node.when.evaluate(evaluation)
    if value is True:
        return None
    return Status.UNKNOWN if value is UNKNOWN else Status.NOT_APPLICABLE


def _status_from(
    evaluation: Evaluation, node: CriterionDefinition, children: tuple[Verdict, ...]
) -> Status:
    if node.mode == "test":
        return tested(evaluation, node)
    return combined(evaluation, node, [child.status for child in children])


def tested(evaluation: Evaluation, node: CriterionDefinition) -> Status:
    """Return the status of a test."""
    value = node.test.evaluate(evaluation) if node.test else UNKNOWN
    if value is UNKNOWN:
        return Status.UNKNOWN
    return Status.MET if value else Status.UNMET


def combined(
    evaluation: Evaluation, node: CriterionDefinition, statuses: list[Status]
) -> Status:
    """Combine children; those that do not apply are left out."""
    if node.mode == "judgement":
        return Status.UNKNOWN
    applying = [s for s in statuses if s is not Status.NOT_APPLICABLE]
    if not applying:
        return Status.NOT_APPLICABLE
    met, unmet = applying.count(Status.MET), applying.count(Status.UNMET)
    needed = needed_of(evaluation, node, len(applying))
    if met >= needed:
        return Status.MET
    # While all are open, it may yet be that none of them applies.
    fails = len(applying) - unmet < needed and met + unmet > 0
    return Status.UNMET if fails else Status.UNKNOWN


def needed_of(evaluation: Evaluation, node: CriterionDefinition, applying: int) -> int:
    """Return how many of the children that apply must be met."""
    if node.mode != "at_least":
        return 1 if node.mode == "any" else applying
    least = evaluation.parameter(str(node.least))
    return least if isinstance(least, int) else applying


def settled(
    evaluation: Evaluation,
    node: CriterionDefinition,
    children: tuple[Verdict, ...] = (),
) -> tuple[Status, tuple[str, ...]]:
    """Try every value of the unknown facts that have finitely many.

    Args:
        evaluation: The case.
        node: A criterion that is unknown.
        children: The verdicts below it, if there are any: what is known stays so.

    Returns:
        The status they all agree on, else unknown, and the facts tried.
    """
    if node.when is None and _is_answer(evaluation.programme, node.test):
        return Status.UNKNOWN, ()
    found: Status | None = None
    tried: dict[str, Value] = {}
    for tried in completions(evaluation, node, children):
        status = _tried(evaluation.changed(tried), node, children)
        if status is Status.UNKNOWN or found not in {None, status}:
            return Status.UNKNOWN, ()
        found = status
    return found or Status.UNKNOWN, tuple(tried)


def _is_answer(programme: Programme, test: Node | None) -> bool:
    """Whether a test is one yes-or-no answer: then nothing else can settle it."""
    return isinstance(test, FactName) and programme.facts[test.name].computed is None


def _tried(
    trial: Evaluation, node: CriterionDefinition, children: tuple[Verdict, ...]
) -> Status:
    """Judge again what was unknown; no answer changes what was known."""
    if not children:
        return status_of(trial, node)
    applicable = applicability(trial, node)
    if applicable is not None:
        return applicable
    statuses = [
        _tried(trial, child.criterion, child.children)
        if child.status is Status.UNKNOWN
        else child.status
        for child in children
    ]
    return combined(trial, node, statuses)


def completions(
    evaluation: Evaluation,
    node: CriterionDefinition,
    children: tuple[Verdict, ...] = (),
) -> Iterator[dict[str, Value]]:
    """Yield every way to answer the unknown finite facts a criterion waits for.

    Nothing if there are none, or too many to try.
    """
    domains = evaluation.programme.domains
    unknown: set[str] = set()
    for name in _named(evaluation.programme, node, children):
        waits_for = evaluation.open_facts(name)
        if waits_for is None:
            return
        if not waits_for <= unknown:
            unknown |= waits_for
            if prod(len(domains[n]) for n in unknown) > MOST_SPLITS:
                return
    if unknown:
        names = sorted(unknown, key=evaluation.programme.positions.__getitem__)
        for values in product(*(domains[name] for name in names)):
            yield dict(zip(names, values, strict=True))


def _named(
    programme: Programme, node: CriterionDefinition, children: tuple[Verdict, ...]
) -> Iterator[str]:
    """Yield the facts that a criterion and the unknown ones below it name."""
    yield from programme.named[node.id]
    for child in children:
        if child.status is Status.UNKNOWN:
            yield from _named(programme, child.criterion, child.children)
