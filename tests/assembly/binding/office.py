"""A stand-in for LibreOffice: as many pages as the words of a Word file want."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from sme_assistant.assembly.structure import Table, read

LETTERS_A_PAGE = 900


def words_of(docx: Path) -> str:
    """Return all that a Word file says, headers and footers included."""
    found = read(docx)
    parts: list[str] = list(found.margins)
    for block in found.blocks:
        if isinstance(block, Table):
            parts += ["\n".join(cell) for row in block.rows for cell in row]
        else:
            parts.append(block)
    return "\n".join(parts)


def pages_for(source: Path) -> int:
    return 1 + len(words_of(source)) // LETTERS_A_PAGE


class FakeOffice:
    """Converts Word files; what it was given is kept to be looked at.

    Args:
        pages: How many pages a file gets.
        refuses: Which files it cannot read.
    """

    def __init__(
        self,
        pages: Callable[[Path], int] = pages_for,
        refuses: Callable[[Path], bool] = lambda _: False,
    ) -> None:
        self.pages = pages
        self.refuses = refuses
        self.calls: list[list[str]] = []
        self.margins: list[tuple[str, ...]] = []

    def __call__(
        self, sources: Sequence[Path], into: Path, told: Callable[[int], None]
    ) -> Mapping[Path, Path]:
        into.mkdir()
        self.calls.append([])
        done: dict[Path, Path] = {}
        for index, source in enumerate(sources):
            told(index)
            docx = source.suffix == ".docx"
            self.calls[-1].append(words_of(source) if docx else source.suffix)
            self.margins += [read(source).margins] if docx else []
            if not self.refuses(source):
                done[source] = into / f"{source.stem}.pdf"
                write_pdf(done[source], self.pages(source) if docx else 2)
        return done


def write_pdf(
    target: Path,
    pages: int = 1,
    size: tuple[float, float] = (595.3, 841.9),
    **keys: object,
) -> Path:
    """Write a PDF whose pages show a square at their lower left."""
    with pikepdf.Pdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=size)
            page.Contents = pdf.make_stream(b"0 0 1 rg 10 10 50 50 re f")
            for key, value in keys.items():
                page.obj[f"/{key}"] = value
        pdf.save(target)
    return target


def numbers_in(page: pikepdf.Page) -> list[int]:
    """Return the page numbers that are stamped on a page."""
    found = []
    for operands in operands_of(page, "Tj"):
        words = bytes(operands[0]).decode("cp1252", "replace")
        match = re.fullmatch(r"— (\d+) —", words)
        if match:
            found.append(int(match.group(1)))
    return found


def place_of(page: pikepdf.Page) -> tuple[float, float]:
    """Return where the page number is."""
    across, up = operands_of(page, "Td")[-1]
    return float(across), float(up)


def operands_of(page: pikepdf.Page, sign: str) -> list[list[Any]]:
    """Return what each of some operators of a page is given."""
    return [
        list(step.operands)
        for step in pikepdf.parse_content_stream(page, sign)
        if str(step.operator) == sign
    ]


def outline_of(pdf: pikepdf.Pdf) -> list[tuple[int, str, int]]:
    """Return depth, title and page, counted from 1, of each bookmark."""
    numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
    found: list[tuple[int, str, int]] = []

    def walk(items: Sequence[pikepdf.OutlineItem], depth: int) -> None:
        for item in items:
            assert isinstance(item.destination, pikepdf.Array)
            page = numbers[item.destination[0].objgen]
            found.append((depth, item.title, page))
            walk(item.children, depth + 1)

    with pdf.open_outline() as outline:
        walk(outline.root, 0)
    return found
