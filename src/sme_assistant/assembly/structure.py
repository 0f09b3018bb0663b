"""What a Word file says: its paragraphs, tables and charts, read from itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import docx
from docx.oxml.ns import qn

from sme_assistant.assembly.drawing import chart_of, shown_charts

Element = Any
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
_TEXT, _PARAGRAPH, _TABLE = qn("w:t"), qn("w:p"), qn("w:tbl")
_ROW, _CELL, _TABS = qn("w:tr"), qn("w:tc"), qn("w:tabs")

Cell = tuple[str, ...]
"""The paragraphs of a cell."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, each with the cells that stand in it, merged ones too."""

    rows: tuple[tuple[Cell, ...], ...]


Block = str | Table


@dataclass(frozen=True, slots=True)
class Structure:
    """What a Word file says.

    Attributes:
        margins: The paragraphs of its headers and footers.
    """

    blocks: tuple[Block, ...]
    margins: tuple[str, ...]


def read(path: Path) -> Structure:
    """Read a Word file."""
    with path.open("rb") as source:
        return read_open(source)


def read_open(source: BinaryIO) -> Structure:
    """Read a Word file that is open, or was never written to a disk."""
    document = docx.Document(source)
    margins = [
        _text(paragraph)
        for relation in document.part.rels.values()
        if relation.reltype.endswith(("/header", "/footer"))
        for paragraph in relation.target_part.element.iter(_PARAGRAPH)
    ]
    charts = shown_charts(document.part)
    return Structure(tuple(_blocks(document.element.body, charts)), tuple(margins))


def _blocks(body: Element, charts: Mapping[str, str]) -> Iterator[Block]:
    for child in body:
        if child.tag == _PARAGRAPH:
            yield _text(child) + charts.get(chart_of(child) or "", "")
        elif child.tag == _TABLE:
            rows = child.iterchildren(_ROW)
            yield Table(tuple(tuple(_cells(row)) for row in rows))


def _cells(row: Element) -> Iterator[Cell]:
    for cell in row.iterchildren(_CELL):
        yield tuple(_text(paragraph) for paragraph in cell.iter(_PARAGRAPH))


def _text(paragraph: Element) -> str:
    parts = []
    for node in paragraph.iter():
        if node.tag == _TEXT:
            parts.append(node.text or "")
        elif node.tag in _SIGNS and node.getparent().tag != _TABS:
            parts.append(_SIGNS[node.tag])
    return "".join(parts)
