"""The documents of a package as plain text, before any is written."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.packaging import dossier_of
from sme_assistant.assistant.presenter import subject_label
from sme_assistant.assistant.programmes import templates_of

_CELLS = "　|　"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a package will be.

    Attributes:
        documents: Path within the package to the title of the document.
        draft: Whether it will be marked as a draft.
        gaps: What is wanted and not there, as people call it.
    """

    documents: dict[str, str]
    draft: bool
    gaps: tuple[str, ...]


def preview(standing: Standing, made_at: datetime) -> Preview:
    """Lay a package out without writing anything.

    Raises:
        AssemblyError: An attached file is missing.
    """
    from sme_assistant.assembly.plan import plan  # noqa: PLC0415 (as in packaging)

    dossier = dossier_of(standing, made_at)
    documents = {p.path: p.document.model.title for p in plan(dossier).documents}
    gaps = tuple(subject_label(standing.programme, name) for name in dossier.gaps)
    return Preview(documents, dossier.draft, gaps)


def document_text(standing: Standing, path: str, made_at: datetime) -> str:
    """Return what one document of the package says, filled as the package fills it.

    Raises:
        KeyError: There is no document under that path.
        TemplateError: The template asks for what nobody knows.
    """
    from docx import Document  # noqa: PLC0415 (as in packaging)
    from docx.table import Table  # noqa: PLC0415

    from sme_assistant.assembly.content import content  # noqa: PLC0415
    from sme_assistant.assembly.plan import plan  # noqa: PLC0415
    from sme_assistant.assembly.writing import fill  # noqa: PLC0415

    dossier = dossier_of(standing, made_at)
    planned = plan(dossier)
    model = {p.path: p.document.model for p in planned.documents}[path]
    template = templates_of(standing.programme.meta.id) / model.template
    raw = fill(template, content(dossier, planned.files()), model.for_each)
    lines: list[str] = []
    for part in Document(io.BytesIO(raw)).iter_inner_content():
        if not isinstance(part, Table):
            lines.append(part.text)
            continue
        for row in part.rows:
            # A merged cell is met once for each column it spans.
            cells = [text for text, _ in groupby(cell.text for cell in row.cells)]
            lines.append(_CELLS.join(cells))
    return "\n".join(lines)
