"""A Word file's words as plain text, for a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from sme_assistant.assembly.structure import Cell, Structure, Table
from sme_assistant.dialogue.tracing.table import width

_BETWEEN = " | "
_WIDEST = 30
"""Cells of a terminal; a longer text runs over rather than push its column apart."""

Row = tuple[Cell, ...]


def plain(document: Structure) -> str:
    """Return the words of a document's body, unchanged, in their order.

    A paragraph keeps its line breaks. A row of a table is a line, its cells side by
    side; a cell of several lines goes on below.
    """
    lines: list[str] = []
    for block in document.blocks:
        lines += _table(block) if isinstance(block, Table) else [block]
    return "\n".join(lines)


def _table(table: Table) -> Iterator[str]:
    # Rows with other cells, merged ones for instance, have columns of their own.
    for _, rows in groupby(table.rows, key=len):
        yield from _aligned(list(rows))


def _aligned(rows: Sequence[Row]) -> Iterator[str]:
    texts = [[_lines(cell) for cell in row] for row in rows]
    sizes = [
        min(max(width(line) for lines in column for line in lines), _WIDEST)
        for column in zip(*texts, strict=True)
    ]
    for row in texts:
        for line in zip_longest(*row, fillvalue=""):
            padded = (
                text + " " * (size - width(text))
                for text, size in zip(line[:-1], sizes, strict=False)
            )
            yield _BETWEEN.join((*padded, *line[-1:]))


def _lines(cell: Cell) -> list[str]:
    return "\n".join(cell).split("\n")
