"""The list of materials: every single piece, with form, period, copies and seals."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sme_assistant.assembly.assessment import Rows, Volume
from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.words import Word
from sme_assistant.dialogue import models
from sme_assistant.dialogue.citations import cited
from sme_assistant.engine.materials import (
    DocumentStatus,
    EvidenceState,
    EvidenceStatus,
    MaterialStatus,
)

_EVIDENCE = {
    EvidenceState.READY: Word.READY,
    EvidenceState.PENDING: Word.MISSING,
}


def inventory(dossier: Dossier, volume: Volume) -> Rows:
    """List what the program wrote and what is gathered, in article 9's order.

    What the case does not need is left out.
    """
    for status in dossier.materials:
        for document in status.documents:
            state = Word.GENERATED if document.complete else Word.MISSING
            yield _row(status, volume, document, state)
        for evidence in status.evidence:
            if evidence.state is EvidenceState.NOT_APPLICABLE:
                continue
            yield _row(status, volume, evidence, _EVIDENCE[evidence.state])


def _row(
    status: MaterialStatus,
    volume: Volume,
    piece: DocumentStatus | EvidenceStatus,
    state: str,
) -> dict[str, str]:
    model: models.Document | models.EvidenceItem = (
        piece.document.model if isinstance(piece, DocumentStatus) else piece.item.model
    )
    stroke = Word.NOT_APPLICABLE
    return {
        "clause": cited(status.material.item),
        "title": model.title,
        "form": model.form or stroke,
        "period": model.period or stroke,
        "copies": model.copies or stroke,
        "seal": model.seal or stroke,
        "state": state,
        "page": volume.page(status.material.item),
    }


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "inventory": (
        "clause", "title", "form", "period", "copies", "seal", "state", "page",
    ),
}  # fmt: skip
"""The columns of each list, as in ``assessment``."""

LISTS: Mapping[str, Callable[[Dossier, Volume], Rows]] = {"inventory": inventory}
