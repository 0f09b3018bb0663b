"""Bind a package: convert, count, print the page numbers, convert again, stitch."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol
from zipfile import ZIP_DEFLATED, ZipFile

from docx.opc.oxml import serialize_part_xml
from docx.oxml.parser import parse_xml

from sme_assistant.assembly.archives import zip_docx
from sme_assistant.assembly.binding.office import Converter
from sme_assistant.assembly.binding.parts import (
    Layout,
    Origin,
    Part,
    Section,
    all_parts,
    laid_out,
    sections,
)
from sme_assistant.assembly.binding.sheets import (
    Kind,
    kind_of,
    pdf_sheets,
    picture_sheets,
)
from sme_assistant.assembly.binding.stitching import Bundle, pages_in, stitch
from sme_assistant.assembly.content import Content
from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.listings import listing
from sme_assistant.assembly.plan import Plan
from sme_assistant.assembly.templates import BINDING_TEMPLATES, marks
from sme_assistant.assembly.words import Word
from sme_assistant.assembly.writing import fill
from sme_assistant.dialogue.citations import cited
from sme_assistant.engine.materials import EvidenceState
from sme_assistant.errors import BindingError
from sme_assistant.messages import Message

_DIVIDER, _NOTICE = BINDING_TEMPLATES
_PASSES = 3
_FOOTER = re.compile(r"word/footer[^/]*\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PAGE_FIELD = re.compile(r"\s*(NUM|SECTION)?PAGES?\b")
_MARK_SHEET = Part(Origin.DIVIDER, "")
"""Stands for the sheet with nothing but the draft mark."""


class Steps(Protocol):
    """Who is told how it goes, and may stop it by raising."""

    def step(self, what: str) -> None:
        """One thing begins."""

    def during(self, done: int, what: str) -> None:
        """So many of several things are done."""

    def passed(self, count: int) -> None:
        """So many things are behind us."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The volume, or why there is none.

    Attributes:
        path: Within the package's folder; empty if there is none.
        remarks: What the applicant should know, a sentence or more each.
    """

    path: str = ""
    pages: int = 0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """What is bound, and with what.

    Attributes:
        folder: Of the package, with everything else written.
        work: A folder for what is written on the way.
        content: What the documents are filled with so far.
        reprint: Writes the documents that print page numbers anew with these, and
            returns the content they were filled with.
    """

    dossier: Dossier
    plan: Plan
    templates: Mapping[str, Path]
    folder: Path
    work: Path
    convert: Converter
    content: Content
    reprint: Callable[[Mapping[str, int]], Content]
    steps: Steps


def guessed_pages(dossier: Dossier, plan: Plan) -> dict[str, int]:
    """Return a page for all that has one, so that the first count is nearly right."""
    found = sections(dossier, plan)
    return laid_out(found, dict.fromkeys(all_parts(found), 1)).pages()


def prints_pages(template: Path) -> bool:
    """Whether a document says where others stand in the volume."""
    return any(mark.path.endswith(".page") for mark in marks(template))


def steps_of(dossier: Dossier, plan: Plan, templates: Mapping[str, Path]) -> int:
    """Count the steps that binding takes when all goes well."""
    found = list(all_parts(sections(dossier, plan)))
    again = sum(_is_printed_again(part, plan, templates) for part in found)
    return len(found) + again + bool(dossier.draft) + 1


def bind(job: Job) -> Bound:
    """Write the volume into the package.

    Evidence that cannot become pages is represented by a page that says so. If nothing
    can be bound, the documents say no page numbers and the result says why.
    """
    try:
        return _Binding(job).bind()
    except BindingError as error:
        job.reprint({})
        return Bound(remarks=(error.user_message,))


def _is_printed_again(part: Part, plan: Plan, templates: Mapping[str, Path]) -> bool:
    if part.origin is Origin.DOCUMENT:
        return prints_pages(templates[_templates(plan)[part.document]])
    return part.origin is Origin.DIVIDER


def _templates(plan: Plan) -> dict[str, str]:
    return {p.document.id: p.document.model.template for p in plan.documents}


@dataclass(slots=True)
class _Binding:
    """One volume on its way.

    Attributes:
        pdfs: What each part looks like so far.
        counts: How many pages each has.
        notices: The parts that are represented by a page that says why.
        remarks: What is to be said of others.
        begun: The parts that were told of, one by one.
    """

    job: Job
    sections: tuple[Section, ...] = field(init=False)
    pdfs: dict[Part, Path] = field(default_factory=dict)
    counts: dict[Part, int] = field(default_factory=dict)
    notices: dict[Part, str] = field(default_factory=dict)
    remarks: dict[Part, str] = field(default_factory=dict)
    begun: set[Part] = field(default_factory=set)
    serial: int = 0

    def __post_init__(self) -> None:
        self.sections = sections(self.job.dossier, self.job.plan)

    def bind(self) -> Bound:
        job = self.job
        parts = list(all_parts(self.sections))
        if not parts:
            raise BindingError("nothing is bound", Message.BIND_NOTHING.format())
        job.work.mkdir()
        self.counts = dict.fromkeys(parts, 1)
        office = [part for part in parts if self._wants_office(part)]
        extra = [_MARK_SHEET] if job.dossier.draft else []
        self._convert([*office, *extra], self._layout(), job.content)
        layout = self._settle()
        target = job.folder / f"{Word.VOLUME}.pdf"
        job.steps.step(target.name)
        bundle = Bundle(
            title=job.plan.name,
            files=tuple(self.pdfs[part] for part in parts),
            bookmarks=layout.bookmarks(),
            marked=frozenset(
                self.pdfs[part]
                for part in parts
                if part.origin is Origin.EVIDENCE and part not in self.notices
            ),
            mark=self.pdfs.get(_MARK_SHEET),
        )

        def tick() -> None:
            job.steps.during(-1, target.name)

        count = stitch(bundle, target, job.work, job.dossier.made_at, tick)
        told = {**self.notices, **self.remarks}
        remarks = tuple(told[part] for part in parts if part in told)
        return Bound(target.name, count, (*remarks, *self._on_paper(layout)))

    def _layout(self) -> Layout:
        return laid_out(self.sections, self.counts)

    def _settle(self) -> Layout:
        """Print the true page numbers; do so again if that has moved any.

        Raises:
            BindingError: The numbers never come to rest.
        """
        job = self.job
        again = [
            part
            for part in all_parts(self.sections)
            if _is_printed_again(part, job.plan, job.templates)
        ]
        for _ in range(_PASSES):
            layout = self._layout()
            content = job.reprint(layout.pages())
            late = [part for part in self.notices if part not in self.pdfs]
            self._convert([*again, *late], layout, content)
            if self._layout() == layout:
                return layout
            self.begun.update(again)
        raise BindingError(
            "page numbers do not settle", Message.BIND_UNSETTLED.format()
        )

    # --- one part after the other ---------------------------------------------

    def _wants_office(self, part: Part) -> bool:
        """Whether a part is still to be converted; pictures and PDF are laid here."""
        if part.origin is not Origin.EVIDENCE:
            return True
        file = self.job.folder / part.path
        try:
            kind = kind_of(file, part.title)
        except BindingError as error:
            self.notices[part] = error.user_message
            return True
        if kind is Kind.OFFICE:
            return True
        self.job.steps.step(part.title)
        self.begun.add(part)
        self._lay(part, pdf_sheets if kind is Kind.PDF else picture_sheets, file)
        return part in self.notices

    def _lay(
        self, part: Part, lay: Callable[[Path, Path, str], str], source: Path
    ) -> None:
        """Lay a file of the applicant on sheets, or note why it cannot be."""
        target = self._next(".pdf")
        try:
            remark = lay(source, target, part.title)
        except BindingError as error:
            self.notices[part] = error.user_message
            return
        if remark:
            self.remarks[part] = remark
        self._take(part, target)

    def _take(self, part: Part, pdf: Path) -> None:
        self.pdfs[part], self.counts[part] = pdf, pages_in(pdf)

    def _next(self, ending: str) -> Path:
        """Return a name that nothing has yet, and that no system finds too long."""
        self.serial += 1
        return self.job.work / f"{self.serial:05d}{ending}"

    def _convert(self, parts: Iterable[Part], layout: Layout, content: Content) -> None:
        """Convert parts in one go and take what comes out."""
        staged = {self._staged(part, layout, content): part for part in parts}
        if not staged:
            return
        sources, titles = list(staged), [part.title for part in staged.values()]
        # A file that turned out to be unusable was told of when it was tried.
        ahead = sum(part not in self.begun for part in staged.values())
        self.serial += 1
        into = self.job.work / f"{self.serial:05d}"
        steps = self.job.steps

        def told(done: int) -> None:
            what = titles[min(done, len(titles) - 1)]
            steps.during(
                min(done, ahead), Word.CONVERTING.format(title=what or Word.DRAFT)
            )

        told(0)
        found = self.job.convert(sources, into, told)
        steps.passed(ahead)
        for source, part in staged.items():
            self._came(part, found.get(source))

    def _came(self, part: Part, pdf: Path | None) -> None:
        """Take what became of a part."""
        if part.origin is not Origin.EVIDENCE or part in self.notices:
            if pdf is None:
                told = Message.BIND_FAILED.format(file=part.title or Word.DRAFT)
                raise BindingError("a document was not converted", told)
            self._take(part, pdf)
        elif pdf is None:
            self.notices[part] = Message.BIND_OFFICE.format(file=part.title)
            self.begun.add(part)
        else:
            self._lay(part, pdf_sheets, pdf)

    # --- what goes to the office ------------------------------------------------

    def _staged(self, part: Part, layout: Layout, content: Content) -> Path:
        """Put a part where the office finds it."""
        if part.origin is Origin.DOCUMENT:
            target = self._next(".docx")
            _without_page_numbers(self.job.folder / part.path, target)
        elif part in self.notices:
            target = self._next(".docx")
            words = {"notice.file": part.title, "notice.text": self.notices[part]}
            self._fill(_NOTICE, content, words, target)
        elif part.origin is Origin.DIVIDER:
            target = self._next(".docx")
            self._fill_divider(part, layout, content, target)
        else:
            file = self.job.folder / part.path
            target = self._next(file.suffix.lower())
            shutil.copyfile(file, target)
        return target

    def _fill_divider(
        self, divider: Part, layout: Layout, content: Content, target: Path
    ) -> None:
        found = [s for s in self.sections if s.item and s.item == divider.item]
        parts = [p for section in found for p in section.parts if p != divider]
        rows = listing(
            {"title": part.title, "page": str(layout.first[part])} for part in parts
        )
        paper, missing = self._not_bound(divider.item)
        words = {
            "divider.clause": cited(divider.item) if divider.item else "",
            "divider.title": divider.title,
            "divider.paper": Word.SEPARATOR.join(paper),
            "divider.lacking": Word.SEPARATOR.join(missing),
        }
        flags = {
            "bound_parts": bool(rows.rows),
            "divider": bool(divider.item),
            "divider.on_paper": bool(paper),
            "divider.missing": bool(missing),
        }
        content = replace(
            content,
            flags={**content.flags, **flags},
            lists={**content.lists, "bound_parts": rows},
        )
        self._fill(_DIVIDER, content, words, target)

    def _not_bound(self, item: str) -> tuple[list[str], list[str]]:
        """Name the evidence of a material without files: on paper, and not yet there.

        Files are given for a material as a whole: where there are some, they are its
        evidence, and only what the applicant says is missing is named.
        """
        found = [s for s in self.sections if s.item == item]
        filed = any(p.origin is Origin.EVIDENCE for s in found for p in s.parts)
        paper, missing = [], []
        for status in self.job.dossier.materials:
            for piece in status.evidence if item == status.material.item else ():
                if piece.state is EvidenceState.PENDING:
                    missing.append(piece.item.model.title)
                elif piece.state is EvidenceState.READY and not filed:
                    paper.append(piece.item.model.title)
        return paper, missing

    def _on_paper(self, layout: Layout) -> tuple[str, ...]:
        """Say behind which materials paper is to be put, and where they begin."""
        places = [
            Word.ON_PAGE.format(clause=cited(section.item), page=layout.first[part])
            for section in self.sections
            for part in section.parts[:1]
            if part.origin is Origin.DIVIDER and self._not_bound(section.item)[0]
        ]
        if not places:
            return ()
        return (Message.BIND_PAPER.format(places="、".join(places)),)

    def _fill(
        self, template: str, content: Content, words: Mapping[str, str], target: Path
    ) -> None:
        said = replace(content, texts={**content.texts, **words})
        parts = fill(self.job.templates[template], said, None)
        zip_docx(parts, "", self.job.dossier.made_at, target)


def _without_page_numbers(source: Path, target: Path) -> None:
    """Copy a Word file without its own page numbers; the volume has others."""
    with ZipFile(source) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            raw = old.read(info)
            if _FOOTER.fullmatch(info.filename):
                raw = _emptied(raw)
            new.writestr(info, raw, compresslevel=1)


def _emptied(footer: bytes) -> bytes:
    """Empty the paragraphs that hold a page number; their room stays."""
    tree = parse_xml(footer)
    for paragraph in tree.iter(f"{_W}p"):
        fields = [
            *(f.get(f"{_W}instr") or "" for f in paragraph.iter(f"{_W}fldSimple")),
            *(f.text or "" for f in paragraph.iter(f"{_W}instrText")),
        ]
        if any(map(_PAGE_FIELD.match, fields)):
            for child in list(paragraph):
                if child.tag != f"{_W}pPr":
                    paragraph.remove(child)
    return serialize_part_xml(tree)
