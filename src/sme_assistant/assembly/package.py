"""Write the package of a case: all of it or nothing.

Everything is written into a hidden folder beside its destination, read back there,
and moved into place by renaming. An earlier package is never touched: a name that is
taken gets a number.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sme_assistant.assembly.archives import (
    files_in,
    same_contents,
    zip_docx,
    zip_folder,
)
from sme_assistant.assembly.content import (
    DRAFT_MARK,
    Content,
    content,
    marked,
    vocabulary,
)
from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.evidence import copy
from sme_assistant.assembly.expecting import Expectation
from sme_assistant.assembly.index import Copied, write_index
from sme_assistant.assembly.listings import ticking
from sme_assistant.assembly.opening import sha256
from sme_assistant.assembly.plan import (
    BOUND_VOLUME,
    EVIDENCE_INDEX,
    Plan,
    PlannedDocument,
    plan,
)
from sme_assistant.assembly.reading_back import Reader, differs
from sme_assistant.assembly.structure import Structure, read
from sme_assistant.assembly.templates import BINDING_TEMPLATES, check_template
from sme_assistant.assembly.witness import FIGURES, FORMAT, Witness
from sme_assistant.assembly.words import Word
from sme_assistant.assembly.workbooks import (
    Book,
    Frame,
    check_workbook,
    write_workbook,
)
from sme_assistant.assembly.writing import fill
from sme_assistant.engine.open_points import OpenPoint
from sme_assistant.errors import AssemblyError, Fault, TemplateError, cause_of
from sme_assistant.messages import Message

if TYPE_CHECKING:
    from sme_assistant.assembly.binding.binder import Bound
    from sme_assistant.assembly.binding.office import Converter

MANIFEST = "manifest.json"
_HIDDEN = ".sme-assistant-"
_INDEX = f"00 {Word.INDEX}.xlsx"
_LAST_STEPS = 2
"""The manifest and the zip."""


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file of a package.

    Attributes:
        path: Within the folder, with forward slashes.
        material: Citation of the material it belongs to; empty if to none.
        document: Id of the document the program wrote, ``bound_volume`` for the bound
            volume, ``evidence_index`` for the index; empty for evidence.
    """

    path: str
    sha256: str
    size: int
    material: str
    document: str


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was written and read back.

    Attributes:
        gaps: Facts and rosters that are shown as 【待补】 or not at all.
        points: All that is open.
        alone: Whether it is single documents, for use by themselves.
        accepted: What of it the applicant lets stand.
        own: The person's own templates that were used.
        refused: Why others of them were not.
        bound: The bound volume, or why there is none; None if none was asked for.
    """

    folder: Path
    archive: Path
    files: tuple[PackageFile, ...]
    draft: bool
    gaps: tuple[str, ...]
    points: tuple[OpenPoint, ...] = ()
    accepted: tuple[OpenPoint, ...] = ()
    alone: bool = False
    own: tuple[str, ...] = ()
    refused: tuple[Fault, ...] = ()
    bound: Bound | None = None


Progress = Callable[[int, int, str], None]
"""Told before each step how many are done, of how many, and what comes now.

In the midst of a long one it is told again."""


def _silent(_done: int, _total: int, _what: str) -> None:
    """Tell nobody."""


def assemble(
    dossier: Dossier,
    templates: Path,
    out: Path,
    progress: Progress | None = None,
    *,
    own: Mapping[str, Path] | None = None,
    converter: Converter | None = None,
) -> Package:
    """Write the package of a case into a folder of its own, and a zip beside it.

    Args:
        dossier: The case.
        templates: The folder of the programme's Word templates.
        out: Where the folder and the zip go; made if there is none.
        progress: Told how it goes, in the thread that calls. If it raises, as
            ``AssemblyCancelledError``, nothing is left behind and it goes on up.
        own: Name of a template to the checked file to use in its place.
        converter: Turns Word files into PDF, for the bound volume; None for a package
            without one.

    Raises:
        TemplateError: A template is at fault; nothing was written.
        AssemblyError: Evidence is missing, the disk refuses, or a file does not read
            back; nothing is left behind.
    """
    planned = plan(dossier)
    wanted = {p.document.model.template: p.for_each for p in planned.documents}
    wanted |= dict.fromkeys(BINDING_TEMPLATES if converter else ())
    used = {name: (own or {}).get(name, templates / name) for name in wanted}
    _check_templates(dossier, wanted, used)
    filled = content(dossier, planned.files())
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(
            prefix=_HIDDEN, dir=out, ignore_cleanup_errors=True
        ) as hidden:
            assembly = _Assembly(dossier, used, planned, filled, progress or _silent)
            return assembly.into(Path(hidden), out, converter)
    except OSError as error:
        raise AssemblyError(
            f"the package could not be written: {error.strerror}",
            Message.PACKAGE_UNWRITABLE.format(what=cause_of(error), folder=out),
        ) from error


def _check_templates(
    dossier: Dossier, wanted: Mapping[str, str | None], templates: Mapping[str, Path]
) -> None:
    words = vocabulary(dossier.programme)
    faults: list[Fault] = []
    for name, for_each in wanted.items():
        faults += check_template(templates[name], words, for_each)
    if faults:
        told = "".join(f"\n{fault.path}：{fault.text.rstrip('。')}" for fault in faults)
        raise TemplateError(
            f"{len(faults)} faults in templates",
            Message.TEMPLATE_FAULTS.format(count=len(faults), faults=told),
        )


class _Assembly:
    """One package on its way."""

    def __init__(
        self,
        dossier: Dossier,
        templates: Mapping[str, Path],
        planned: Plan,
        filled: Content,
        progress: Progress,
    ) -> None:
        self.dossier = dossier
        self.templates = templates
        self.plan = planned
        self.content = filled
        self.draft = dossier.draft and not dossier.only
        self.progress = progress
        self.total = len(planned.documents) + len(planned.exhibits) + _LAST_STEPS
        self.done = 0
        self.what = ""

    def fill(self, pages: Mapping[str, int]) -> None:
        """Let the documents say which page of the volume each material begins on."""
        self.content = content(self.dossier, self.plan.files(), pages)

    def into(self, hidden: Path, out: Path, converter: Converter | None) -> Package:
        """Write everything below a hidden folder, read it back, move it into place."""
        binding = _Binding(self, hidden, converter) if converter else None
        folder = hidden / self.plan.name
        folder.mkdir()
        for document in self.plan.documents:
            self.step(document.document.model.title)
            self.document(document, folder)
        self.evidence(folder)
        bound = binding.bind(folder) if binding else None
        self.step(Word.MANIFEST.format(file=MANIFEST))
        self.witness(folder)
        files = tuple(self.files(folder, bound))
        figures = sha256(folder / FIGURES)
        (folder / MANIFEST).write_bytes(self.manifest(files, figures))
        self.step(f"{self.plan.name}.zip")
        placed, archive = self.place(folder, out)
        dossier = self.dossier
        return Package(
            placed, archive, files, self.draft, dossier.gaps, dossier.points,
            dossier.accepted, bool(dossier.only), bound=bound,
        )  # fmt: skip

    def evidence(self, folder: Path) -> None:
        """Copy the applicant's files as they were attached, and list them."""
        found = []
        attached = self.dossier.state.attached.values()
        known = {name: file.sha256 for name, file in self.dossier.looked.items()}
        known |= {file.path: file.sha256 for files in attached for file in files}
        for exhibit in self.plan.exhibits:
            self.step(exhibit.source.name)
            copied = copy(exhibit, folder)
            digest = sha256(copied)
            registered = known.get(str(exhibit.source))
            if digest != (registered or sha256(exhibit.source)):
                raise differs(copied.name, exhibit.item)
            found.append(Copied(exhibit, digest, copied.stat().st_size))
        if found:
            write_index(self.dossier, found, folder / _INDEX)

    def step(self, what: str) -> None:
        """Tell what comes now; whoever is told may stop it here by raising."""
        self.progress(self.done, self.total, what)
        self.done += 1
        self.what = what

    def tick(self) -> None:
        """Tell again what is being done, in the midst of something long."""
        self.progress(self.done - 1, self.total, self.what)

    def place(self, folder: Path, out: Path) -> tuple[Path, Path]:
        """Give a finished folder and its zip a name that neither has yet.

        Nothing stands under its final name before it is whole, whenever we are killed.
        """
        for name in _free_names(out, self.plan.name):
            folder = folder.rename(folder.with_name(name))
            archive = folder.with_name(f"{name}.zip")
            zip_folder(folder, archive, self.dossier.made_at)
            if not same_contents(archive, folder):
                raise differs(archive.name, MANIFEST)
            if _published(archive, out / archive.name):
                try:
                    return folder.rename(out / name), out / archive.name
                except OSError:
                    (out / archive.name).unlink()
                    raise
        raise AssertionError("numbers do not end")

    def document(self, planned: PlannedDocument, folder: Path) -> None:
        """Write one Word file and its Excel copy, and read both back."""
        dossier, model = self.dossier, planned.document.model
        template = self.templates[model.template]
        draft = self.is_draft(template, model.for_each)
        said = marked(self.content, draft=draft)
        expected = Expectation(said)
        parts = fill(template, said, model.for_each)
        target = folder / planned.path
        parts = {name: ticking(pieces, self.tick) for name, pieces in parts.items()}
        zip_docx(parts, model.title, dossier.made_at, target)
        reader = Reader(dossier, expected, self.tick, draft=draft)
        reader.check(target, template, model.for_each)
        if planned.workbook:
            pattern = read(template)
            self.workbook(planned, expected, pattern, folder / planned.workbook)

    def workbook(
        self,
        planned: PlannedDocument,
        expected: Expectation,
        pattern: Structure,
        target: Path,
    ) -> None:
        """Write an Excel copy, framed as the Word file is, and read it back."""
        dossier = self.dossier
        around = list(expected.blocks(pattern, None))
        book = Book(
            dossier.evaluation,
            planned.rosters,
            Frame.of(around, expected.content.texts[DRAFT_MARK]),
            planned.document.model.title,
            dossier.made_at,
            self.tick,
        )
        write_workbook(book, target)
        check_workbook(book, target)

    def during(self, done: int, what: str) -> None:
        """Tell how many are done of several things that go on at once."""
        self.progress(self.done + done, self.total, what)

    def passed(self, count: int) -> None:
        """Go on by several steps."""
        self.done += count

    def witness(self, folder: Path) -> None:
        """Write down what the documents say, the pages of the volume included."""
        with Witness(folder / FIGURES, self.dossier, self.content) as witness:
            for planned in self.plan.documents:
                model = planned.document.model
                template = self.templates[model.template]
                draft = self.is_draft(template, model.for_each)
                said = Expectation(marked(self.content, draft=draft))
                pattern = read(template)
                witness.document(
                    planned,
                    said.blocks(pattern, model.for_each),
                    said.margins(pattern),
                )

    def is_draft(self, template: Path, for_each: str | None) -> bool:
        """Whether a document bears the draft mark.

        One that is wanted by itself bears it only if there is a gap in it.
        """
        dossier = self.dossier
        if not dossier.only:
            return dossier.draft
        said = Expectation(marked(self.content, draft=False))
        draft = said.has_gap(read(template), for_each)
        self.draft = self.draft or draft
        return draft

    def files(self, folder: Path, bound: Bound | None) -> Iterator[PackageFile]:
        """Yield what was written, with hashes of what the disk holds."""
        belongs: dict[str, tuple[str, str]] = {}
        for planned in self.plan.documents:
            owner = (planned.document.material, planned.document.id)
            belongs[planned.path] = belongs[planned.workbook] = owner
        belongs |= {e.path: (e.item, "") for e in self.plan.exhibits}
        belongs[_INDEX] = ("", EVIDENCE_INDEX)
        if bound:
            belongs[bound.path] = ("", BOUND_VOLUME)
        for file in files_in(folder):
            path = file.relative_to(folder).as_posix()
            if path == FIGURES:
                continue
            size, digest = file.stat().st_size, sha256(file)
            yield PackageFile(path, digest, size, *belongs[path])

    def manifest(self, files: tuple[PackageFile, ...], figures: str) -> bytes:
        """Write the manifest: what this package is and what it holds."""
        dossier, meta = self.dossier, self.dossier.programme.meta
        told = {
            "format": FORMAT,
            "figures": {"path": FIGURES, "sha256": figures},
            "programme": meta.id,
            "title": meta.title,
            "edition": meta.edition,
            "edition_notice": meta.edition_notice,
            "version": meta.version,
            "made_at": dossier.made_at.isoformat(),
            "verdict": dossier.outcome.value,
            "draft": self.draft,
            "only": list(dossier.only),
            "gaps": list(dossier.gaps),
            "open": [_point_told(dossier, point) for point in dossier.unaccepted],
            "accepted": [_point_told(dossier, point) for point in dossier.accepted],
            "conflicts": [conflict.check.id for conflict in dossier.conflicts],
            "materials": [
                {
                    "item": status.material.item,
                    "title": status.material.title,
                    "status": status.state.value,
                }
                for status in dossier.materials
            ],
            "files": [
                {
                    "path": file.path,
                    "sha256": file.sha256,
                    "bytes": file.size,
                    "material": file.material,
                    "document": file.document,
                }
                for file in files
            ],
        }
        text = json.dumps(told, ensure_ascii=False, indent=2)
        return f"{text}\n".encode()


def _point_told(dossier: Dossier, point: OpenPoint) -> dict[str, str]:
    told = {"id": point.id, "words": point.words}
    entry = dossier.state.accepted.get(point.id)
    if entry is not None and not point.firm:
        at = entry.at.astimezone(dossier.made_at.tzinfo)
        told |= {"who": entry.who, "at": at.isoformat(timespec="seconds")}
    return told


class _Binding:
    """The bound volume of a package on its way."""

    def __init__(self, assembly: _Assembly, hidden: Path, converter: Converter) -> None:
        # PDF and picture libraries are imported only for a volume.
        from sme_assistant.assembly.binding import binder  # noqa: PLC0415

        self.binder = binder
        self.assembly = assembly
        self.work = hidden / "binding"
        self.converter = converter
        self.numbered = [
            document
            for document in assembly.plan.documents
            if binder.prints_pages(assembly.templates[document.document.model.template])
        ]
        where = assembly.dossier, assembly.plan
        assembly.total += binder.steps_of(*where, assembly.templates)
        assembly.fill(binder.guessed_pages(*where))

    def bind(self, folder: Path) -> Bound:
        """Write the volume into the folder, the true pages into its documents."""
        assembly = self.assembly

        def reprint(pages: Mapping[str, int]) -> Content:
            assembly.fill(pages)
            for document in self.numbered:
                assembly.document(document, folder)
            return assembly.content

        bound = self.binder.bind(
            self.binder.Job(
                dossier=assembly.dossier,
                plan=assembly.plan,
                templates=assembly.templates,
                folder=folder,
                work=self.work,
                convert=self.converter,
                content=assembly.content,
                reprint=reprint,
                steps=assembly,
            )
        )
        assembly.done = assembly.total - _LAST_STEPS
        return bound


def _free_names(out: Path, name: str) -> Iterator[str]:
    """Yield names that neither a folder nor a zip has: the name itself, then -2, -3."""
    numbered = (f"{name}-{number}" for number in count(2))
    for candidate in chain([name], numbered):
        taken = (out / candidate).exists() or (out / f"{candidate}.zip").exists()
        if not taken:
            yield candidate


def _published(archive: Path, wanted: Path) -> bool:
    """Give a whole zip its final name; False if somebody has just taken it.

    A hard link appears whole or not at all, and never over another file. Where the
    disk knows none, the name is taken first and the zip moved over it.
    """
    try:
        os.link(archive, wanted)
    except FileExistsError:
        return False
    except OSError:
        try:
            wanted.open("xb").close()
        except FileExistsError:
            return False
        archive.replace(wanted)
    return True
