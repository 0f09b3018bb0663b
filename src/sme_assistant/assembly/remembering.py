"""Read back what ``witness`` wrote, trusting nothing of its shape."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_LARGEST = 512 * 1024 * 1024
_LONGEST_LINE = 4 * 1024 * 1024


class FiguresError(Exception):
    """The file does not hold what ``witness`` writes."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or a table's row.

    Attributes:
        table: The number of its table; 0 for a paragraph.
        row: Its number within the table; of a paragraph, among all of them.
        cells: What its cells say; a paragraph has one.
        spots: Where in them a mark was printed: cell, from, to, and the mark.
    """

    table: int
    row: int
    cells: tuple[str, ...]
    spots: tuple[tuple[int, int, int, str], ...] = ()


@dataclass(slots=True)
class Document:
    """What one Word file said.

    Attributes:
        roster: The roster whose rows it lists one by one, if there is an Excel copy.
    """

    path: str
    margins: tuple[str, ...]
    roster: str = ""
    units: list[Unit] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """What one Excel copy said.

    Attributes:
        document: The Word file it is the copy of.
        columns: The ids of its columns, from the second on: the first is the number.
        labels: What they are called.
        options: ``rating.satisfied`` to the option's label.
    """

    path: str
    document: str
    roster: str
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    options: dict[str, str]
    rows: list[tuple[str, ...]] = field(default_factory=list)


@dataclass(slots=True)
class Figures:
    """All that a package said.

    Attributes:
        labels: What facts and parameters are called.
        units: The unit that is printed right after a number.
        totals: Facts that say how many rows a roster has.
    """

    labels: dict[str, str]
    units: dict[str, str]
    totals: list[tuple[str, str]]
    documents: list[Document] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)

    def bare(self, name: str, value: str) -> str:
        """Return a figure without its unit, as it stands in a box."""
        unit = self.units.get(name, "")
        return value.removesuffix(unit).strip() if unit else value


def remembered(path: Path) -> Figures:
    """Read the file.

    Raises:
        FiguresError: It is damaged.
    """
    try:
        lines = _lines(path)
        return _read(lines)
    except (
        OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, IndexError,
        AttributeError, StopIteration, RecursionError,
    ) as error:  # fmt: skip
        raise FiguresError from error


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    left = _LARGEST
    with gzip.open(path, "rb") as file:
        while line := file.readline(_LONGEST_LINE):
            left -= len(line)
            if left < 0:
                raise FiguresError
            told = json.loads(line)
            if not isinstance(told, dict):
                raise FiguresError
            yield told


def _read(lines: Iterator[dict[str, Any]]) -> Figures:
    first: dict[str, Any] | None = next(lines, None)
    if first is None:
        raise FiguresError
    figures = Figures(
        _texts(first["labels"]),
        _texts(first["units"]),
        [(str(name), str(roster)) for name, roster in _list(first["totals"])],
    )
    reader = _Reader(figures)
    for told in lines:
        reader.take(told)
    return figures


class _Reader:
    """Puts each line where it belongs."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.table = self.row = self.paragraph = 0

    def take(self, told: dict[str, Any]) -> None:
        figures = self.figures
        if "document" in told:
            margins = tuple(map(str, _list(told["margins"])))
            figures.documents.append(Document(str(told["document"]), margins))
            self.table = self.row = self.paragraph = 0
        elif "workbook" in told:
            document = figures.documents[-1]
            document.roster = str(told["roster"])
            figures.sheets.append(_sheet(told, document.path))
        elif "x" in told:
            figures.sheets[-1].rows.append(tuple(map(str, _list(told["x"]))))
        else:
            self.block(told)

    def block(self, told: dict[str, Any]) -> None:
        if "t" in told:
            self.table, self.row = self.table + 1, 0
            return
        units = self.figures.documents[-1].units
        if "p" in told:
            self.paragraph += 1
            units.append(_unit(told, 0, self.paragraph))
        else:
            self.row += 1
            units.append(_unit(told, self.table, self.row))


def _sheet(told: dict[str, Any], document: str) -> Sheet:
    return Sheet(
        str(told["workbook"]),
        document,
        str(told["roster"]),
        tuple(map(str, _list(told["columns"]))),
        tuple(map(str, _list(told["labels"]))),
        _texts(told["options"]),
    )


def _unit(told: dict[str, Any], table: int, row: int) -> Unit:
    cells = [told["p"]] if "p" in told else _list(told["r"])
    spots = tuple(
        (int(cell), int(start), int(end), str(mark))
        for cell, start, end, mark in _list(told.get("m", []))
    )
    if any(not 0 <= cell < len(cells) for cell, _, _, _ in spots):
        raise FiguresError
    return Unit(table, row, tuple(map(str, cells)), spots)


def _texts(told: object) -> dict[str, str]:
    if not isinstance(told, dict):
        raise FiguresError
    return {str(key): str(value) for key, value in told.items()}


def _list(told: object) -> list[Any]:
    if not isinstance(told, list):
        raise FiguresError
    return told
