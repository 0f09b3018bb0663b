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

from sme_assistant.dialogue.domains import domain_of
from sme_assistant.dialogue.expressions import UNKNOWN
from sme_assistant.dialogue.programme import CriterionDefinition
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.values import Value

_MOST_SPLITS = 4096
"""Beyond so many combinations an unknown node stays unknown."""


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
    status, over = settled(evaluation, node)
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
    needed = {"all": len(applying), "any": 1}.get(node.mode)
    if needed is None:
        least = evaluation.parameter(str(node.least))
        needed = least if isinstance(least, int) else len(applying)
    if met >= needed:
        return Status.MET
    return Status.UNMET if len(applying) - unmet < needed else Status.UNKNOWN


def settled(
    evaluation: Evaluation, node: CriterionDefinition
) -> tuple[Status, tuple[str, ...]]:
    """Try every value of the unknown facts that have finitely many.

    Returns:
        The status they all agree on, else unknown, and the facts tried.
    """
    found: Status | None = None
    tried: dict[str, Value] = {}
    for tried in completions(evaluation, node):
        status = status_of(evaluation.changed(tried), node)
        if status is Status.UNKNOWN or found not in {None, status}:
            return Status.UNKNOWN, ()
        found = status
    return found or Status.UNKNOWN, tuple(tried)


def completions(
    evaluation: Evaluation, node: CriterionDefinition
) -> Iterator[dict[str, Value]]:
    """Yield every way to answer the unknown finite facts a criterion rests on.

    Nothing if there are none, or too many to try.
    """
    facts = evaluation.programme.facts
    unknown: dict[str, tuple[Value, ...]] = {}
    for name in evaluation.programme.inputs[node.id]:
        if evaluation.fact(name) is UNKNOWN and (domain := domain_of(facts[name].spec)):
            unknown[name] = domain
    if unknown and prod(len(d) for d in unknown.values()) <= _MOST_SPLITS:
        for values in product(*unknown.values()):
            yield dict(zip(unknown, values, strict=True))
