"""Check rows of a roster cell by cell; a bad cell is reported, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.phrases import Line
from sme_assistant.rosters.tables import column_letter, header_of, read_tables
from sme_assistant.values import Kind, Spec, Understood, Unlikely, Value, read

Row = dict[str, Value]
_SEPARATORS = re.compile(r"\t|\s*[，,;；|｜]\s*|\s{2,}")
_BLANKS = " \u3000\r\n"
"""Not the tab: a row copied from a table may begin with an empty cell."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that cannot be taken.

    Attributes:
        where: File and line, or file, sheet and cell.
        value: What stands there.
        message: What is expected instead.
    """

    where: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows that were read, and the cells that could not be."""

    rows: tuple[Row, ...]
    bad: tuple[BadCell, ...]


def read_file(roster: RosterDefinition, path: Path, today: date) -> Sheet:
    """Read a roster from a table file with a header row.

    Raises:
        TableError: The file cannot be read at all.
    """
    named = headings(roster)
    found_in = [(table, *header_of(table, named)) for table in read_tables(path)]
    # A workbook may begin with a sheet of notes.
    whole = [found for found in found_in if found[1] >= 0]
    if not whole:
        labels = "、".join(spec.label for spec in roster.columns.values())
        told = Line.ROSTER_WITHOUT_HEADER.format(file=path.name, labels=labels)
        return Sheet((), (BadCell(path.name, "", told),))
    table, index, found = whole[0]
    checked = _Checker(roster, today)
    for row in table[index + 1 :]:
        cells = {c: row.cells[i] for c, i in found.items() if i < len(row.cells)}
        places = {c: f"{row.where} {column_letter(i)}列" for c, i in found.items()}
        if any(cells.values()):
            checked.row(cells, row.where, places)
    return checked.sheet()


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


def headings(roster: RosterDefinition) -> dict[str, tuple[str, ...]]:
    """Return the headings each column may stand under: id, label and synonyms."""
    return {
        name: (name, column.label, *column.headings)
        for name, column in roster.model.columns.items()
    }


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
