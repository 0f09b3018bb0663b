"""Compare a package, later, with what it said when it was made.

Nothing is needed but the package: its manifest says which files there were, its figures
what the documents said (``witness``). A file whose bytes are the same is not read
again. Of one that was edited every paragraph and row is compared; each figure is read
where it stands now, and then the documents are compared with each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sme_assistant.assembly.archives import files_in
from sme_assistant.assembly.opening import (
    MANIFEST,
    ListedFile,
    OpenedPackage,
    opened_package,
    sha256,
)
from sme_assistant.assembly.plan import BOUND_VOLUME, EVIDENCE_INDEX
from sme_assistant.assembly.remembering import (
    Figures,
    FiguresError,
    Sheet,
    remembered,
)
from sme_assistant.assembly.witness import FIGURES
from sme_assistant.errors import PackageUnreadableError
from sme_assistant.phrases import Verify

if TYPE_CHECKING:
    from sme_assistant.assembly.comparing import Reading

_LONGEST = 60
Table = tuple[Sheet, list[tuple[str, ...]]]
"""An Excel copy as it was, and its rows as they are now."""


class Kind(StrEnum):
    """What sort of difference it is."""

    GONE = "gone"
    MOVED = "moved"
    ALTERED = "altered"
    NEW = "new"
    RESAVED = "resaved"
    UNREADABLE = "unreadable"
    WORDS = "words"
    FIGURE = "figure"
    DISAGREES = "disagrees"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was, or does not agree with another.

    Attributes:
        file: Within the package.
        place: Where in the file, in Chinese; empty for the file as a whole.
        text: What it is, in Chinese.
    """

    kind: Kind
    file: str
    place: str
    text: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying a package came to.

    Attributes:
        files: How many files the manifest names.
        has_figures: Whether the package tells what its documents said.
    """

    name: str
    files: int
    has_figures: bool
    differences: tuple[Difference, ...]


def verify(path: Path) -> Verified:
    """Verify a package, given as its folder or its zip.

    Raises:
        PackageUnreadableError: It is no package, or its manifest cannot be used.
    """
    with opened_package(path) as package:
        found = list(_files(package))
        figures, told = _figures(package)
        found += told
        if figures is not None:
            edited = _edited(package)
            found += _documents(package, figures, edited)
        return Verified(
            package.name, len(package.files), package.figures is not None, tuple(found)
        )


# --- files ------------------------------------------------------------------


def _edited(package: OpenedPackage) -> set[str]:
    """Return the paths of the listed files whose bytes are no longer the same."""
    return {
        listed.path
        for listed in package.files
        if (package.root / listed.path).is_file()
        and sha256(package.root / listed.path) != listed.sha256
    }


def _files(package: OpenedPackage) -> Iterator[Difference]:
    """Tell which files are gone, moved, exchanged or new."""
    own = {MANIFEST, FIGURES}
    there = {
        file.relative_to(package.root).as_posix(): file
        for file in files_in(package.root)
    }
    listed = {one.path: one for one in package.files}
    new = {path: file for path, file in there.items() if path not in {*listed, *own}}
    hashes = {sha256(file): path for path, file in new.items()}
    edited = _edited(package)
    for one in package.files:
        if one.path in there:
            yield from _touched(one, edited)
        elif one.sha256 in hashes:
            now = hashes.pop(one.sha256)
            del new[now]
            text = Verify.MOVED.format(now=now)
            yield Difference(Kind.MOVED, one.path, "", text, one.path, now)
        else:
            yield Difference(Kind.GONE, one.path, "", Verify.GONE)
    for path in new:
        yield Difference(Kind.NEW, path, "", Verify.NEW)


def _touched(one: ListedFile, edited: set[str]) -> Iterator[Difference]:
    """Tell of evidence that was changed, and of the volume; Word files come later."""
    if one.document == BOUND_VOLUME and one.path not in edited:
        if edited:
            yield Difference(Kind.DISAGREES, one.path, "", Verify.VOLUME_STALE)
    elif one.document == BOUND_VOLUME:
        yield Difference(Kind.ALTERED, one.path, "", Verify.VOLUME_ALTERED)
    elif one.path in edited and one.document in {"", EVIDENCE_INDEX}:
        yield Difference(Kind.ALTERED, one.path, "", Verify.ALTERED)


def _figures(package: OpenedPackage) -> tuple[Figures | None, list[Difference]]:
    """Read what the package says of itself, if it is as it was written."""
    known = package.figures
    if known is None:
        return None, []
    if not _is_as_it_was(package, known):
        lost = Difference(Kind.UNREADABLE, known.path, "", Verify.NO_FIGURES)
        return None, [lost]
    try:
        return remembered(package.root / known.path), []
    except FiguresError as error:
        raise PackageUnreadableError(
            "the figures of the package are damaged",
            Verify.BAD_MANIFEST.format(
                path=package.name, manifest=known.path, what=Verify.WHAT_SHAPE
            ),
        ) from error


def _is_as_it_was(package: OpenedPackage, listed: ListedFile) -> bool:
    file = package.root / listed.path
    return file.is_file() and sha256(file) == listed.sha256


# --- documents --------------------------------------------------------------


def _documents(
    package: OpenedPackage, figures: Figures, edited: set[str]
) -> Iterator[Difference]:
    """Compare edited documents with what they said, then all with each other."""
    listed = {one.path for one in package.files}
    mine = [d for d in figures.documents if d.path in listed]
    sheets = [s for s in figures.sheets if s.path in listed]
    if not edited.intersection({d.path for d in mine} | {s.path for s in sheets}):
        return
    # Word and Excel take a while to import, and only an edited file needs them.
    from sme_assistant.assembly.comparing import (  # noqa: PLC0415
        as_written,
        read_document,
        read_sheet,
    )

    readings: list[Reading] = []
    for document in mine:
        if document.path not in edited:
            if (package.root / document.path).is_file():
                readings.append(as_written(document))
            continue
        reading, told = read_document(package.root / document.path, document, figures)
        yield from _told(document.path, told)
        readings += [reading] if reading else []
    said = {document.path: document for document in mine}
    tables: list[Table] = []
    for sheet in sheets:
        if sheet.path not in edited:
            if (package.root / sheet.path).is_file():
                tables.append((sheet, sheet.rows))
            continue
        rows, told = read_sheet(
            package.root / sheet.path, sheet, said.get(sheet.document)
        )
        yield from _told(sheet.path, told)
        tables += [(sheet, rows)] if rows is not None else []
    yield from _disagreeing(figures, readings)
    yield from _lists(figures, readings, tables)


def _told(
    path: str, found: Iterable[tuple[Kind | str, str, str, str, str]]
) -> Iterator[Difference]:
    for kind, place, text, was, now in found:
        yield Difference(Kind(kind), path, place, text, was, now)


def _disagreeing(figures: Figures, readings: list[Reading]) -> Iterator[Difference]:
    """Tell which figures are not the same in all documents that have them."""
    spoken: dict[str, list[tuple[str, str, str]]] = {}
    for reading in readings:
        for mark, place, value in reading.spots:
            name = mark.partition(".")[0]
            if name in figures.labels:
                plain = figures.bare(name, value)
                spoken.setdefault(name, []).append((plain, reading.path, place))
    for name, found in spoken.items():
        if len({value for value, _, _ in found}) > 1:
            first = {(value, path): place for value, path, place in reversed(found)}
            said = "；".join(
                Verify.READING.format(file=path, place=place, value=_cut(value))
                for (value, path), place in reversed(first.items())
            )
            label = figures.labels[name]
            text = Verify.DISAGREES.format(label=label, readings=said)
            _, path, place = found[0]
            yield Difference(Kind.DISAGREES, path, place, text)


def _lists(
    figures: Figures, readings: list[Reading], tables: list[Table]
) -> Iterator[Difference]:
    """Compare each list in Word with its Excel copy, and both with the totals."""
    from sme_assistant.assembly.comparing import rows_apart  # noqa: PLC0415

    word = {reading.path: reading for reading in readings}
    for sheet, rows in tables:
        reading = word.get(sheet.document)
        if reading is not None and sheet.rows:
            for in_word, number, row in rows_apart(sheet, rows, reading):
                yield _apart(sheet, number, row, in_word=in_word)
    for name, roster in figures.totals:
        counts = {r.path: len(r.rows) for r in readings if r.roster == roster}
        counts |= {s.path: len(rows) for s, rows in tables if s.roster == roster}
        for path, count in counts.items():
            yield from _total(figures, name, (path, count), readings)


def _apart(
    sheet: Sheet, number: int, row: tuple[str, ...], *, in_word: bool
) -> Difference:
    here, other = (sheet.document, sheet.path)[:: 1 if in_word else -1]
    place = Verify.IN_LIST.format(row=number)
    now = _cut("，".join(cell for cell in row if cell))
    text = Verify.SHEET_DIFFERS.format(other=other, now=now)
    return Difference(Kind.DISAGREES, here, place, text, now=now)


def _total(
    figures: Figures, name: str, counted: tuple[str, int], readings: list[Reading]
) -> Iterator[Difference]:
    path, count = counted
    wrong = [
        (reading.path, place, value)
        for reading in readings
        for mark, place, value in reading.spots
        if mark.partition(".")[0] == name and figures.bare(name, value) != str(count)
    ]
    if wrong:
        file, place, value = wrong[0]
        text = Verify.TOTAL.format(
            rows=count, label=figures.labels[name], value=value, file=file, place=place
        )
        yield Difference(Kind.TOTAL, path, "", text, str(count), value)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
