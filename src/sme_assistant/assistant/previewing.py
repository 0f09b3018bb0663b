"""The documents of a package as plain text, before any is written.

``preview`` is cheap: it lays the package out and loads no Word library. Only
``document_text`` fills a template, the one asked for, just as the package does.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sme_assistant.assembly.content import Content, content
from sme_assistant.assembly.plan import PlannedDocument, plan
from sme_assistant.assembly.words import Word
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.packaging import dossier_of, own_of
from sme_assistant.assistant.programmes import templates_of
from sme_assistant.dialogue.citations import cited
from sme_assistant.dialogue.expressions import Unknown
from sme_assistant.engine.choosing import chosen
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.open_points import OpenPoint


@dataclass(frozen=True, slots=True)
class PreviewedDocument:
    """One Word file of the package.

    Attributes:
        id: Its id in the programme.
        title: What it is called.
        material: Citation of the material it belongs to, as people write it; empty for
            front and back matter.
        copies: How often it is made, once a row of a list; only the first is shown.
    """

    id: str
    title: str
    material: str
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Preview:
    """What a package will be.

    Attributes:
        documents: Path within the package to the document, in order.
        draft: Whether it will be marked as a draft.
        points: What keeps it a draft unless it is accepted, accepted or not.
    """

    documents: dict[str, PreviewedDocument]
    draft: bool
    points: tuple[OpenPoint, ...]


def preview(standing: Standing, made_at: datetime) -> Preview:
    """Lay a package out without writing anything.

    Raises:
        AssemblyError: An attached file is missing.
    """
    dossier = dossier_of(standing, made_at)
    return Preview(
        documents={p.path: _described(standing, p) for p in plan(dossier).documents},
        draft=dossier.draft,
        points=dossier.points,
    )


def _described(standing: Standing, planned: PlannedDocument) -> PreviewedDocument:
    document = planned.document
    material = cited(document.material) if document.material else ""
    copies = 1
    if planned.for_each:
        copies = _copies(standing.evaluation, planned.for_each)
    return PreviewedDocument(
        document.id, document.model.title, material, max(copies, 1)
    )


def _copies(evaluation: Evaluation, roster: str) -> int:
    if evaluation.programme.rosters[roster].model.chooses:
        return len(chosen(evaluation, roster))
    rows = evaluation.rows(roster)
    return 0 if isinstance(rows, Unknown) else len(rows)


def document_text(
    standing: Standing, path: str, made_at: datetime, own: Path | None = None
) -> str:
    """Return what one document of the package says, filled as the package fills it.

    Of a document that is made once for each row of a list it is the first, after a
    line that says how many there are.

    Args:
        standing: The case.
        path: Within the package.
        made_at: The time, in UTC.
        own: The person's own templates, if there is a folder of them.

    Raises:
        KeyError: There is no document under that path.
        AssemblyError: An attached file is missing.
        TemplateError: The template asks for what nobody knows.
    """
    # Word takes a third of a second to import, and only a text needs it.
    from sme_assistant.assembly.archives import zip_docx  # noqa: PLC0415
    from sme_assistant.assembly.plain import plain  # noqa: PLC0415
    from sme_assistant.assembly.structure import read_open  # noqa: PLC0415
    from sme_assistant.assembly.writing import fill  # noqa: PLC0415

    dossier = dossier_of(standing, made_at)
    laid_out = plan(dossier)
    planned = {p.path: p for p in laid_out.documents}[path]
    filled, copies = _first(content(dossier, laid_out.files()), planned.for_each)
    name = planned.document.model.template
    shipped = templates_of(standing.programme.meta.id) / name
    template = own_of(standing.programme, own).used.get(name, shipped)
    parts = fill(template, filled, planned.for_each)
    written = io.BytesIO()
    zip_docx(parts, planned.document.model.title, made_at, written)
    text = plain(read_open(written))
    return f"{Word.FIRST_OF.format(count=copies)}\n\n{text}" if copies > 1 else text


def _first(filled: Content, for_each: str | None) -> tuple[Content, int]:
    """Leave the list a document is repeated for its first row; say how many it had."""
    if for_each is None:
        return filled, 1
    found = filled.lists[for_each]
    first = replace(found, rows=found.rows[:1])
    lists = {**filled.lists, for_each: first}
    return replace(filled, lists=lists), len(found.rows)
