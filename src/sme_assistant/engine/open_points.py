"""What still stands between a case and a final package, point by point.

A point has an id that people can type, made of its kind and its subject. What can
change while it stays open (the figures of a conflict, how far a material is) is part
of the id as a short hash: whoever accepts a point accepts it as it is, and a point that
has changed is another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from sme_assistant.dialogue.citations import cited
from sme_assistant.dialogue.expressions import UNKNOWN
from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.conflicts import Conflict
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.explaining import statement
from sme_assistant.engine.log import gap_id
from sme_assistant.engine.materials import (
    EvidenceState,
    MaterialState,
    MaterialStatus,
)
from sme_assistant.engine.verdicts import Status, Verdict
from sme_assistant.phrases import Open

_OPEN = frozenset({Status.UNMET, Status.UNKNOWN})
_LACKING = frozenset({MaterialState.MISSING, MaterialState.PARTIAL})
_DIGITS = 6


class PointKind(StrEnum):
    """What a point is about; the word its id begins with."""

    GAP = "gap"  # a wanted fact or roster that is not there
    CONFLICT = "conflict"  # a cross-check that blocks
    CLAUSE = "clause"  # unmet, or not yet to be judged
    MATERIAL = "material"  # missing, or only partly there


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing that keeps a package a draft until it is mended or accepted.

    Attributes:
        id: What people type to accept it: ``gap:total_assets``, ``clause:6.3@1f0a2b``.
        subject: The fact, roster, check, clause (``6(3)``) or material (``9(7)``).
        words: What it is, in Chinese.
        firm: Whether it cannot be accepted: a figure that differs from its list where
            the forms would contradict each other.
    """

    id: str
    kind: PointKind
    subject: str
    words: str
    firm: bool = False


def names_a_point(programme: Programme, point: str) -> bool:
    """Whether an id could be a point's of this programme, open or not."""
    kind, _, rest = point.partition(":")
    subject = rest.partition("@")[0]
    clauses = (n.model.clause or n.id for n in programme.criteria.values())
    known: dict[str, Iterable[str]] = {
        PointKind.GAP: (*programme.facts, *programme.rosters),
        PointKind.CONFLICT: programme.checks,
        PointKind.CLAUSE: map(_typeable, clauses),
        PointKind.MATERIAL: (_typeable(m.item) for m in programme.materials),
    }
    return subject in known.get(kind, ())


def open_points(
    evaluation: Evaluation,
    verdicts: Iterable[Verdict],
    conflicts: Iterable[Conflict],
    materials: Iterable[MaterialStatus],
) -> tuple[OpenPoint, ...]:
    """Return every open point, accepted or not, in a fixed order."""
    return (
        *_missing(evaluation),
        *_blocking(conflicts),
        *(p for top in verdicts for p in _clauses(evaluation, top)),
        *_lacking(materials),
    )


def wanted(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the facts and rosters on the path that are wanted and not there.

    What is said of evidence is no gap: whether a material is there is a point of its
    own.
    """
    programme = evaluation.programme
    evidence = {item.model.fact for item in programme.evidence.values()}
    subjects = [
        question.subject
        for question in programme.questions.values()
        if (question.model.asks or question.model.collects)
        and not question.model.optional
        and evaluation.relevant(question.id) is True
    ]
    return tuple(
        subject
        for subject in dict.fromkeys(subjects)
        if subject not in evidence and not _is_there(evaluation, subject)
    )


def _is_there(evaluation: Evaluation, subject: str) -> bool:
    if subject in evaluation.programme.rosters:
        rows = evaluation.rows(subject)
        return rows is not UNKNOWN and bool(rows)
    return evaluation.fact(subject) is not UNKNOWN


def _missing(evaluation: Evaluation) -> Iterator[OpenPoint]:
    programme = evaluation.programme
    for subject in wanted(evaluation):
        roster = programme.rosters.get(subject)
        label = roster.model.title if roster else programme.facts[subject].model.label
        words = Open.GAP.format(label=label)
        yield OpenPoint(gap_id(subject), PointKind.GAP, subject, words)


def _blocking(conflicts: Iterable[Conflict]) -> Iterator[OpenPoint]:
    for conflict in conflicts:
        if conflict.keeps_draft:
            words = Open.CONFLICT.format(message=conflict.message)
            point = _point(PointKind.CONFLICT, conflict.check.id, words)
            is_block = conflict.check.model.severity == "block"
            yield replace(point, firm=is_block and conflict.difference is not None)


def _clauses(evaluation: Evaluation, verdict: Verdict) -> Iterator[OpenPoint]:
    """Yield the lowest reported clauses that are open and keep a verdict open."""
    if verdict.status not in _OPEN:
        return
    below = [p for child in verdict.children for p in _clauses(evaluation, child)]
    model = verdict.criterion.model
    if below or not (model.clause or verdict.criterion in evaluation.programme.hard):
        yield from below
        return
    subject = model.clause or verdict.criterion.id
    said = Open.UNMET if verdict.status is Status.UNMET else Open.UNKNOWN
    words = said.format(
        clause=cited(model.clause) if model.clause else "",
        statement=statement(evaluation, verdict),
    )
    yield _point(PointKind.CLAUSE, subject, words)


def _lacking(materials: Iterable[MaterialStatus]) -> Iterator[OpenPoint]:
    for status in materials:
        if status.state in _LACKING:
            titles = [
                e.item.model.title
                for e in status.evidence
                if e.state is EvidenceState.PENDING
            ]
            titles += [
                d.document.model.title for d in status.documents if not d.complete
            ]
            material = status.material
            words = Open.MATERIAL.format(
                clause=cited(material.item),
                title=material.short,
                lacking="、".join(titles),
                files=Open.FILES.format(count=status.files) if status.files else "",
            )
            yield _point(PointKind.MATERIAL, material.item, words)


def _point(kind: PointKind, subject: str, words: str) -> OpenPoint:
    mark = sha256(words.encode()).hexdigest()[:_DIGITS]
    return OpenPoint(f"{kind}:{_typeable(subject)}@{mark}", kind, subject, words)


def _typeable(subject: str) -> str:
    """Write a citation without brackets, which a shell would take for its own."""
    return subject.replace("(", ".").replace(")", "")
