"""Which of the materials are there, and what each still wants.

An evidence item stands as the applicant said. Where nothing was said, the files
attached to it speak: as many as it must have make it ready, fewer leave it pending.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from sme_assistant.dialogue import models
from sme_assistant.dialogue.expressions import Unknown
from sme_assistant.dialogue.programme import DocumentDefinition, EvidenceDefinition
from sme_assistant.engine.evaluation import Evaluation

_NONE: Mapping[str, int] = MappingProxyType({})


class MaterialState(StrEnum):
    """How a material stands."""

    GENERATED = "generated"
    READY = "ready"
    PARTIAL = "partial"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


class EvidenceState(StrEnum):
    """How an evidence item stands; the words are options of every evidence fact."""

    READY = "ready"
    PENDING = "pending"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class EvidenceStatus:
    """An evidence item and how it stands.

    Attributes:
        minimum: How many there must be; 1 where nothing says more.
    """

    item: EvidenceDefinition
    state: EvidenceState
    minimum: int


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """A generated document, and whether the rows it is made of are there."""

    document: DocumentDefinition
    complete: bool


@dataclass(frozen=True, slots=True)
class MaterialStatus:
    """A material and how it stands.

    Attributes:
        files: How many files it has; those of items not needed do not count.
    """

    material: models.Material
    state: MaterialState
    evidence: tuple[EvidenceStatus, ...]
    documents: tuple[DocumentStatus, ...]
    files: int


def materials(
    evaluation: Evaluation,
    files: Mapping[str, int],
    attached: Mapping[str, int] = _NONE,
) -> tuple[MaterialStatus, ...]:
    """Return the materials in their order.

    Args:
        evaluation: The case.
        files: Citation of a material to how many files were given for it as a whole.
            Enough for all its items make them all ready, whatever was said of them.
        attached: Evidence item to how many files are attached to it.
    """
    programme = evaluation.programme
    return tuple(
        _material(evaluation, material, files.get(material.item, 0), attached)
        for material in programme.materials
    )


def _material(
    evaluation: Evaluation,
    material: models.Material,
    files: int,
    attached: Mapping[str, int],
) -> MaterialStatus:
    programme = evaluation.programme
    items = [programme.evidence[item.id] for item in material.evidence]
    statuses = [_evidence(evaluation, item, attached.get(item.id, 0)) for item in items]
    wanted = [s for s in statuses if s.state is not EvidenceState.NOT_APPLICABLE]
    if wanted and files >= sum(s.minimum for s in wanted):
        ready = EvidenceState.READY
        statuses = [
            EvidenceStatus(s.item, ready if s in wanted else s.state, s.minimum)
            for s in statuses
        ]
    files += sum(attached.get(s.item.id, 0) for s in wanted)
    documents = tuple(
        DocumentStatus(document, _complete(evaluation, document))
        for document in (programme.documents[d.id] for d in material.documents)
        if _needed(evaluation, document)
    )
    state = _state(tuple(statuses), documents, files)
    return MaterialStatus(material, state, tuple(statuses), documents, files)


def _evidence(
    evaluation: Evaluation, item: EvidenceDefinition, attached: int
) -> EvidenceStatus:
    least = evaluation.parameter(item.model.minimum) if item.model.minimum else 1
    minimum = least if isinstance(least, int) else 1
    value = evaluation.fact(item.model.fact)
    if not _needed(evaluation, item) or value == EvidenceState.NOT_APPLICABLE:
        return EvidenceStatus(item, EvidenceState.NOT_APPLICABLE, minimum)
    unsaid = isinstance(value, Unknown)
    ready = attached >= max(minimum, 1) if unsaid else value == EvidenceState.READY
    state = EvidenceState.READY if ready else EvidenceState.PENDING
    return EvidenceStatus(item, state, minimum)


def _needed(
    evaluation: Evaluation, part: EvidenceDefinition | DocumentDefinition
) -> bool:
    """What may be needed is needed: only a settled no takes it off the list."""
    return part.when is None or part.when.evaluate(evaluation) is not False


def _complete(evaluation: Evaluation, document: DocumentDefinition) -> bool:
    """Whether the roster a document is made of has rows."""
    roster = document.model.roster or document.model.for_each
    if roster is None:
        return True
    rows = evaluation.rows(evaluation.programme.rosters[roster].source)
    return not isinstance(rows, Unknown) and len(rows) > 0


def _state(
    evidence: tuple[EvidenceStatus, ...],
    documents: tuple[DocumentStatus, ...],
    files: int,
) -> MaterialState:
    wanted = [e for e in evidence if e.state is not EvidenceState.NOT_APPLICABLE]
    if not wanted and not documents:
        return MaterialState.NOT_NEEDED
    there = [d.complete for d in documents]
    there += [e.state is EvidenceState.READY for e in wanted]
    if all(there):
        return MaterialState.READY if wanted else MaterialState.GENERATED
    return MaterialState.PARTIAL if any(there) or files else MaterialState.MISSING
