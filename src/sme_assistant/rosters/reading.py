"""Read a list: from a file in a child process, or from rows that were typed."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.engine.text_tables import TextTable
from sme_assistant.phrases import Line, Lists
from sme_assistant.rosters.files import FileKind, TableError, TableFile, taken
from sme_assistant.rosters.shapes import shape_of
from sme_assistant.values import Kind, Spec, Understood, Unlikely, Value, read

Row = dict[str, Value]
Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many; if it raises, the reading is stopped."""

_HEED = 0.1
"""Seconds between two looks at whether to stop."""
_SECONDS = 90
"""How long a child may take; it has a limit of its own on what it computes."""
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
    stop: threading.Event | None = None


def read_file(
    roster: RosterDefinition, path: Path, today: date, how: Reading | None = None
) -> FileRows:
    """Read a list from a table file, checking each cell.

    Raises:
        TableError: The file cannot be read at all.
    """
    how = how or Reading()
    file = taken(path)
    result = _read_aside(file, roster, how, today)
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


# --- the child process ----------------------------------------------------------


def _read_aside(
    file: TableFile, roster: RosterDefinition, how: Reading, today: date
) -> dict[str, Any]:
    """Have the file read in a process of its own, while it is scanned here."""
    from sme_assistant.rosters.child import Job  # noqa: PLC0415 (only for a file)
    from sme_assistant.rosters.preflight import Scan, scan  # noqa: PLC0415

    job = Job(file, shape_of(roster), how.sheet, today)
    with _child(how.stop) as child:
        feeding = threading.Thread(target=_feed, args=(child, pickle.dumps(job)))
        feeding.start()
        try:
            seen = Scan()
            if file.kind in {FileKind.WORKBOOK, FileKind.DOCUMENT}:
                seen = scan(file.content, file.name)
            feeding.join()
            _send(child, json.dumps(seen.unshown).encode() + b"\n")
            result = _result(child, file.name, how)
        except BaseException:
            child.kill()
            raise
        finally:
            feeding.join()
    return {**result, "links": seen.links}


@contextmanager
def _child(stop: threading.Event | None) -> Iterator[subprocess.Popen[bytes]]:
    # -P: the folder we stand in may hold a file that calls itself json.py.
    command = [sys.executable, "-P", "-m", "sme_assistant.rosters.child"]
    child = subprocess.Popen(  # noqa: S603 (ourselves)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(child, done, stop), daemon=True)
    watch.start()
    try:
        yield child
    finally:
        done.set()
        watch.join()
        child.kill()
        for pipe in filter(None, (child.stdin, child.stdout)):
            with suppress(OSError):
                pipe.close()
        child.wait()


def _watch(
    child: subprocess.Popen[bytes], done: threading.Event, stop: threading.Event | None
) -> None:
    """Kill the child when its time is over, or it is to stop."""
    over = time.monotonic() + _SECONDS
    while not done.wait(_HEED):
        if time.monotonic() >= over or (stop is not None and stop.is_set()):
            child.kill()


def _feed(child: subprocess.Popen[bytes], job: bytes) -> None:
    _send(child, job)


def _send(child: subprocess.Popen[bytes], data: bytes) -> None:
    """Write to the child; that it is gone shows when its answer is read."""
    with suppress(OSError):
        assert child.stdin is not None  # noqa: S101 (a pipe was asked for)
        child.stdin.write(data)
        child.stdin.flush()


def _result(child: subprocess.Popen[bytes], name: str, how: Reading) -> dict[str, Any]:
    assert child.stdout is not None  # noqa: S101 (a pipe was asked for)
    started = time.monotonic()
    for line in child.stdout:
        told = json.loads(line)
        if "result" in told:
            result: dict[str, Any] = told["result"]
            return result
        if "error" in told:
            raise TableError(told["log"], told["error"])
        how.progress(told["done"], told["total"])
    if how.stop is not None and how.stop.is_set():
        raise TableError("stopped", Lists.STOPPED)
    if time.monotonic() - started >= _SECONDS:
        raise TableError("too slow", Lists.SLOW.format(name=name, seconds=_SECONDS))
    # It died: of more memory than it may have, or of a file made to kill it.
    raise TableError("the reader died", Lists.BOMB.format(name=name))


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
