"""Read a list: from a file in a child process, or from rows that were typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event

from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.engine.text_tables import TextTable
from sme_assistant.phrases import Line, Lists
from sme_assistant.rosters.files import TableError, taken
from sme_assistant.values import (
    Kind,
    Spec,
    Understood,
    Unlikely,
    Value,
    read,
    restore,
)

Row = dict[str, Value]
Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many; if it raises, the reading is stopped."""

_SEPARATORS = re.compile(r"\t|\s*[，,;；|｜]\s*|\s{2,}")
_BLANKS = " \u3000\r\n"
"""Not the tab: a row copied from a table may begin with an empty cell."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that cannot be taken.

    Attributes:
        where: File and cell; of what was typed, the row.
        value: What stands there.
        message: What is expected instead.
        sheet: The sheet; empty for a text file, or what was typed.
        cell: Its address; empty for what was typed.
        row: The number of its row in the file.
        column: The id of its column.
    """

    where: str
    value: str
    message: str
    sheet: str = ""
    cell: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows that were typed, and the cells that could not be taken."""

    rows: tuple[Row, ...]
    bad: tuple[BadCell, ...]


@dataclass(frozen=True, slots=True)
class FileRows:
    """What a file says of a list.

    Attributes:
        name: The file's name.
        sheet: The sheet that was read; empty for a text file.
        columns: The columns it has, in the order of the list.
        rows: The good rows, in canonical text.
        bad: Its bad cells.
        rejected: The rows with bad cells: number in the file, column id to text.
        warnings: What there is to say about what was taken.
    """

    name: str
    sheet: str
    columns: tuple[str, ...]
    rows: TextTable
    bad: tuple[BadCell, ...] = ()
    rejected: tuple[tuple[int, Mapping[str, str]], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read.

    Attributes:
        sheet: The sheet to take; None for the one that fits.
        progress: Told how it goes.
        stop: Set by whoever wants the reading to stop.
    """

    sheet: str | None = None
    progress: Progress = field(default=lambda _done, _total: None)
    stop: Event | None = None


def read_file(
    roster: RosterDefinition, path: Path, today: date, how: Reading | None = None
) -> FileRows:
    """Read a list from a table file, checking each cell.

    Raises:
        TableError: The file cannot be read at all.
    """
    from sme_assistant.rosters.aside import read_aside  # noqa: PLC0415 (for a file)

    file = taken(path)
    result = read_aside(file, roster, how or Reading(), today)
    cells = result["bad"]
    sheet = result["sheet"]
    bad = tuple(
        BadCell(
            _where(file.name, sheet, cell), value, message, sheet, cell, row, column
        )
        for row, cell, column, value, message in cells
    )
    warnings = [
        Line.ROSTER_ODD_CELL.format(where=_where(file.name, sheet, cell), message=told)
        for cell, told in result["odd"]
    ]
    if result["others"]:
        others = "、".join(result["others"])
        warnings.append(Lists.OTHER_SHEETS.format(sheet=sheet, others=others))
    if result["unused"]:
        labels = "、".join(f"“{label}”" for label in result["unused"])
        warnings.append(Lists.UNUSED.format(labels=labels))
    if result["links"]:
        warnings.append(Lists.LINKS.format(name=file.name))
    return FileRows(
        file.name,
        sheet,
        tuple(result["columns"]),
        TextTable.unpacked(result["rows"]),
        bad,
        tuple((row, texts) for row, texts in result["rejected"]),
        tuple(warnings),
    )


def _where(name: str, sheet: str, cell: str) -> str:
    return " ".join(filter(None, (name, sheet, cell)))


# --- what was typed -------------------------------------------------------------


def read_rows(
    roster: RosterDefinition, rows: Iterable[tuple[str, Mapping[str, str]]], today: date
) -> Sheet:
    """Check rows given as column id to typed text, each with its place."""
    checked = _Checker(roster, today)
    for where, cells in rows:
        checked.row(cells, where, {})
    return checked.sheet()


def read_row(roster: RosterDefinition, cells: Mapping[str, str], today: date) -> Sheet:
    """Check one row given as column id to typed text; a bad cell's place is its id."""
    checked = _Checker(roster, today)
    checked.row(cells, "", {name: name for name in roster.columns})
    return checked.sheet()


def read_line(roster: RosterDefinition, line: str, number: int, today: date) -> Sheet:
    """Check a typed row: the columns in order, divided by commas or tabs.

    Args:
        roster: What the row belongs to.
        line: What was typed.
        number: Which row it is, to name it.
        today: The day, for dates.
    """
    columns = list(roster.columns)
    checked = _Checker(roster, today)
    parts = [part.strip() for part in _SEPARATORS.split(line.strip(_BLANKS))]
    where = Line.ROSTER_LINE.format(number=number)
    if len(parts) > len(columns):
        labels = "、".join(spec.label for spec in roster.columns.values())
        told = Line.ROSTER_TOO_MANY_CELLS.format(
            count=len(parts), columns=len(columns), labels=labels
        )
        return Sheet((), (BadCell(where, line, told),))
    checked.row(dict(zip(columns, parts, strict=False)), where, {})
    return checked.sheet()


def whole_rows(lines: Iterable[str]) -> Iterator[str]:
    """Join the lines of a cell that a spreadsheet quoted for its line breaks.

    A quotation mark that is never closed stands for itself.
    """
    waiting: list[str] = []
    for line in lines:
        waiting.append(line)
        *cells, last = "\n".join(waiting).split("\t")
        if any(_is_open(cell) and "\n" in cell for cell in cells):
            yield from waiting
        elif not _is_open(last):
            yield _unquoted("\n".join(waiting))
        else:
            continue
        waiting.clear()
    yield from waiting


def _is_open(cell: str) -> bool:
    return cell.startswith('"') and cell.count('"') % 2 == 1


def _unquoted(row: str) -> str:
    if "\n" not in row:
        return row
    cells = (
        " ".join(cell[1:-1].replace('""', '"').split()) if "\n" in cell else cell
        for cell in row.split("\t")
    )
    return "\t".join(cells)


def read_pasted(roster: RosterDefinition, text: str, today: date) -> Sheet | None:
    """Check rows that were copied together with their header.

    Args:
        roster: What the rows belong to.
        text: The lines; the header is the first of them, titles may stand above it.
        today: The day, for dates.

    Returns:
        None if there is no header in them.

    Raises:
        TableError: The header lacks columns that are needed.
    """
    from sme_assistant.rosters.checking import check, missing  # noqa: PLC0415
    from sme_assistant.rosters.grids import pasted_grid  # noqa: PLC0415
    from sme_assistant.rosters.heading import layout_of  # noqa: PLC0415
    from sme_assistant.rosters.shapes import shape_of  # noqa: PLC0415

    grid, shape = pasted_grid(text), shape_of(roster)
    layout = layout_of(grid, shape)
    if layout is None or not all(map(_is_title, grid.rows[: layout.header])):
        return None
    if lacking := missing(layout, shape):
        told = Lists.NO_COLUMN.format(
            name=Lists.PASTED,
            sheet="",
            row=layout.header + 1,
            labels="、".join(lacking),
        )
        raise TableError("pasted columns are missing", told)
    checked = check(grid, layout, shape, today)
    rows = tuple(
        {name: restore(roster.columns[name], text) for name, text in row}
        for row in checked.rows
    )
    bad = [
        BadCell(Line.ROSTER_LINE.format(number=row + 1), value, message)
        for row, _at, _column, value, message in checked.bad
    ]
    return Sheet(rows, tuple(bad))


def _is_title(row: Sequence[object]) -> bool:
    return sum(bool(str(cell).strip()) for cell in row) <= 1


class _Checker:
    def __init__(self, roster: RosterDefinition, today: date) -> None:
        self.roster = roster
        self.today = today
        self.rows: list[Row] = []
        self.bad: list[BadCell] = []

    def sheet(self) -> Sheet:
        return Sheet(tuple(self.rows), tuple(self.bad))

    def row(
        self, cells: Mapping[str, str], where: str, places: Mapping[str, str]
    ) -> None:
        row: Row = {}
        bad: list[BadCell] = []
        for name, spec in self.roster.columns.items():
            typed = cells.get(name, "").strip()
            required = self.roster.model.columns[name].required
            told = self.cell(row, name, spec, typed, required=required)
            if told:
                bad.append(BadCell(places.get(name, where), typed, told))
        self.bad += bad
        if not bad:
            self.rows.append(row)

    def cell(
        self, row: Row, name: str, spec: Spec, typed: str, *, required: bool
    ) -> str:
        """Put a cell's value into its row; return what is wrong with it, or nothing."""
        if not typed and not required:
            return ""
        reading = read(spec, _plain(spec, typed), today=self.today)
        if isinstance(reading, Understood | Unlikely):
            row[name] = reading.value
            return ""
        return reading.message


def _plain(spec: Spec, typed: str) -> str:
    """Line breaks inside a cell of one-line text are layout, not content."""
    return typed if spec.kind is Kind.LONG_TEXT else " ".join(typed.split())
