"""What a volume is made of, in article 9's order, and where each part begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from sme_assistant.assembly.binding.stitching import Bookmark
from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.plan import Plan, PlannedDocument
from sme_assistant.assembly.words import Word
from sme_assistant.dialogue.citations import cited


class Origin(Enum):
    """Where a part comes from."""

    DOCUMENT = auto()
    EVIDENCE = auto()
    DIVIDER = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the volume.

    Attributes:
        path: Within the package's folder; empty for a divider.
        document: Id of the document; empty if it is none.
    """

    origin: Origin
    title: str
    item: str = ""
    path: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A material, or a document before or after the materials.

    Attributes:
        item: Citation of the material; empty if it is none.
        title: As the bookmark says it.
    """

    item: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The sections with the page that each of their parts begins on."""

    sections: tuple[Section, ...]
    first: Mapping[Part, int]

    def pages(self) -> dict[str, int]:
        """Return the first page of each material and of each document, by its name."""
        found: dict[str, int] = {}
        for part, page in self.first.items():
            for name in (part.item, part.document):
                if name:
                    found.setdefault(name, page)
        return found

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """Return the outline: a line each material, below it one each document."""
        return tuple(map(self._bookmark, self.sections))

    def _bookmark(self, section: Section) -> Bookmark:
        inner = [part for part in section.parts if part.origin is not Origin.DIVIDER]
        alone = not section.item or inner == list(section.parts[:1])
        below = () if alone else tuple(Bookmark(p.title, self.first[p]) for p in inner)
        return Bookmark(section.title, self.first[section.parts[0]], below)


def sections(dossier: Dossier, plan: Plan) -> tuple[Section, ...]:
    """Return what is bound, in its order.

    A material gets a divider unless it is one document and wants no evidence. Single
    documents are bound as they are.
    """
    front = list(_singles(plan, "front"))
    back = list(_singles(plan, "back"))
    return (*front, *_materials(dossier, plan), *back)


def _singles(plan: Plan, place: str) -> Iterator[Section]:
    for planned in plan.documents:
        if planned.document.place == place and _bound(planned, has_evidence=False):
            part = _document(planned)
            yield Section("", part.title, (part,))


def _materials(dossier: Dossier, plan: Plan) -> Iterator[Section]:
    for material in dossier.programme.materials:
        item = material.item
        evidence = [
            Part(Origin.EVIDENCE, exhibit.source.name, item, exhibit.path)
            for exhibit in plan.exhibits
            if exhibit.item == item
        ]
        documents = [
            _document(planned)
            for planned in plan.documents
            if planned.document.material == item
            and _bound(planned, has_evidence=bool(evidence))
        ]
        parts = (*documents, *evidence)
        if dossier.only and not parts:
            continue
        if not dossier.only and (material.evidence or len(parts) != 1):
            parts = (Part(Origin.DIVIDER, material.title, item), *parts)
        title = Word.BOOKMARK.format(clause=cited(item), title=material.short)
        yield Section(item, title, parts)


def _bound(planned: PlannedDocument, *, has_evidence: bool) -> bool:
    match planned.document.model.bound:
        case "never":
            return False
        case "until_evidence":
            return not has_evidence
        case _:
            return True


def _document(planned: PlannedDocument) -> Part:
    document = planned.document
    return Part(
        Origin.DOCUMENT,
        document.model.title,
        document.material,
        planned.path,
        document.id,
    )


def laid_out(found: tuple[Section, ...], counts: Mapping[Part, int]) -> Layout:
    """Say on which page each part begins."""
    first: dict[Part, int] = {}
    page = 1
    for part in all_parts(found):
        first[part] = page
        page += counts[part]
    return Layout(found, first)


def all_parts(found: Iterable[Section]) -> Iterator[Part]:
    """Yield the parts of all sections in order."""
    for section in found:
        yield from section.parts
