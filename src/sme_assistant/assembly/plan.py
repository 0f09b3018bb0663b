"""Which files a package consists of, and what they are called, before any is written.

Article 9's order is the order of the folder: 00 is the front, 01 to 11 the materials,
what follows is for the applicant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.evidence import Exhibit, exhibits
from sme_assistant.assembly.figures import fact_text
from sme_assistant.assembly.names import safe_name
from sme_assistant.assembly.words import Word
from sme_assistant.dialogue.programme import DocumentDefinition, Programme
from sme_assistant.errors import AssemblyError
from sme_assistant.messages import Message

BOUND_VOLUME = "bound_volume"
"""What the manifest calls the bound volume; it is no document of the programme."""

EVIDENCE_INDEX = "evidence_index"
"""What the manifest calls the index of evidence; likewise."""

_NAME_BYTES = 90


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """One Word file to be written.

    Attributes:
        path: Within the package's folder.
        workbook: The path of its Excel copy; empty if there is none.
        rosters: The rosters of the Excel copy.
    """

    document: DocumentDefinition
    path: str
    workbook: str = ""
    rosters: tuple[str, ...] = ()

    @property
    def for_each(self) -> str | None:
        """The list for each of whose rows the document is repeated."""
        return self.document.model.for_each


@dataclass(frozen=True, slots=True)
class Plan:
    """All files of a package.

    Attributes:
        name: Of the folder and, with .zip, of the archive.
    """

    name: str
    documents: tuple[PlannedDocument, ...]
    exhibits: tuple[Exhibit, ...]

    def files(self) -> dict[str, tuple[str, ...]]:
        """Return the paths of each material, as the contents list names them."""
        found: dict[str, list[str]] = {}
        for planned in self.documents:
            paths = [p for p in (planned.path, planned.workbook) if p]
            found.setdefault(planned.document.material, []).extend(paths)
        for exhibit in self.exhibits:
            found.setdefault(exhibit.item, []).append(exhibit.path)
        return {item: tuple(paths) for item, paths in found.items()}


def plan(dossier: Dossier) -> Plan:
    """Lay out the package of a case.

    Raises:
        AssemblyError: An evidence file is missing, or a document wanted by itself.
    """
    programme = dossier.programme
    documents = tuple(_documents(dossier))
    _check_wanted(dossier, documents)
    folders = {
        material.item: safe_name(f"{number:02d} {material.short}", f"{number:02d}")
        for number, material in enumerate(programme.materials, 1)
    }
    return Plan(
        folder_name(dossier),
        documents,
        () if dossier.only else exhibits(dossier.evidence, folders, dossier.kinds),
    )


def _check_wanted(dossier: Dossier, planned: tuple[PlannedDocument, ...]) -> None:
    found = {p.document.id for p in planned}
    missing = [name for name in dossier.only if name not in found]
    if missing:
        documents = dossier.programme.documents.values()
        known = "".join(f"\n　{d.id}　{d.model.title}" for d in documents)
        raise AssemblyError(
            f"no such documents: {missing}",
            Message.NO_SUCH_DOCUMENT.format(names="、".join(missing), known=known),
        )


def folder_name(dossier: Dossier) -> str:
    """Name the folder after the applicant, the day and whether it is a draft."""
    named_by = dossier.programme.meta.named_by
    known = dossier.evaluation.is_answered(named_by)
    applicant = fact_text(dossier.evaluation, named_by) if known else ""
    parts = [
        Word.ALONE if dossier.only else Word.CASE,
        safe_name(applicant, "", longest=_NAME_BYTES),
        f"{dossier.made_at:%Y%m%d}",
        Word.DRAFT if dossier.draft and not dossier.only else "",
    ]
    return "-".join(part for part in parts if part)


def _documents(dossier: Dossier) -> Iterator[PlannedDocument]:
    for document, number in _numbered(dossier.programme):
        if dossier.only and document.id not in dossier.only:
            continue
        if (
            document.when is not None
            and document.when.evaluate(dossier.evaluation) is False
        ):
            continue
        model = document.model
        blank = "" if model.file.startswith("（") else " "
        stem = safe_name(f"{number:02d}{blank}{model.file}", f"{number:02d}")
        rosters = (model.roster,) if model.roster else ()
        workbook = f"{stem}.xlsx" if rosters else ""
        yield PlannedDocument(document, f"{stem}.docx", workbook, rosters)


def _numbered(programme: Programme) -> Iterator[tuple[DocumentDefinition, int]]:
    """Yield each document with its number: 00 the front, then 01 on, then the back."""
    order = {m.item: number for number, m in enumerate(programme.materials, 1)}
    documents = programme.documents.values()
    yield from ((d, 0) for d in documents if d.place == "front")
    yield from ((d, order[d.material]) for d in documents if d.place == "material")
    back = [d for d in documents if d.place == "back"]
    yield from ((d, number) for number, d in enumerate(back, len(order) + 1))
