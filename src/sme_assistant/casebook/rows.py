"""A log entry as a row of the table ``entries``, and back.

An entry comes back equal to what was put in, to the letter: nothing is trimmed,
normalised or rounded here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sme_assistant.casebook.faults import DamageFound
from sme_assistant.engine.log import Action, Channel, Entry
from sme_assistant.engine.text_tables import TextRow, rows_from_text, rows_to_text
from sme_assistant.errors import UnsavableTextError

_INSERT = """
    INSERT INTO entries (case_id, seq, action, subject, at, value, typed, rows,
                         who, channel, source, version, staff)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SELECT = """
    SELECT action, subject, at, value, typed, rows, who, channel, source, version,
           staff
    FROM entries WHERE case_id = ? ORDER BY seq
"""
_SELECT_LIGHT = _SELECT.replace("rows", "'[]'", 1)
"""Without the lists, which may be long."""

_OLDER = 10
"""So many cells an entry had before calls were kept."""

Cells = Sequence[Any]


def insert_entries(
    database: sqlite3.Connection, case: int, entries: Iterable[tuple[int, Entry]]
) -> None:
    """Insert entries with their numbers into a case, in the caller's transaction.

    Raises:
        UnsavableTextError: One holds a lone surrogate, which no UTF-8 can say.
    """
    rows = [(case, seq, *to_cells(entry)) for seq, entry in entries]
    database.executemany(_INSERT, rows)


def select_entries(database: sqlite3.Connection, case: int) -> tuple[Entry, ...]:
    """Return the log of a case, oldest first.

    Raises:
        DamageFound: A row is no entry.
    """
    return _entries(database, _SELECT, case)


def select_light_log(database: sqlite3.Connection, case: int) -> tuple[Entry, ...]:
    """Return the log of a case without the rows of its lists, oldest first.

    Raises:
        DamageFound: A row is no entry.
    """
    return _entries(database, _SELECT_LIGHT, case)


def _entries(database: sqlite3.Connection, select: str, case: int) -> tuple[Entry, ...]:
    try:
        return tuple(from_cells(cells) for cells in database.execute(select, (case,)))
    except (ValueError, TypeError):
        raise DamageFound from None


def to_cells(entry: Entry) -> tuple[str | int, ...]:
    """Return the cells of an entry, from ``action`` to ``staff``."""
    cells = (
        entry.action.value,
        entry.subject,
        to_text(entry.at),
        entry.value,
        entry.typed,
        _rows_to_text(entry.rows),
        entry.who,
        entry.channel.value,
        entry.source,
        entry.version,
        entry.staff,
    )
    check_savable("".join(map(str, cells)))
    return cells


def check_savable(text: str) -> None:
    """Refuse what no UTF-8 can say.

    Raises:
        UnsavableTextError: It holds a lone surrogate.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UnsavableTextError from None


def from_cells(cells: Cells) -> Entry:
    """Return the entry of its cells, from ``action`` to ``version`` or ``staff``.

    What was written before calls were kept has no staff.

    Raises:
        ValueError: They are no entry's.
        TypeError: Likewise.
    """
    *texts, version = cells[:_OLDER]
    action, subject, at, value, typed, rows, who, channel, source = texts
    (staff,) = cells[_OLDER:] or ("",)
    if not all(isinstance(text, str) for text in (*texts, staff)):
        raise TypeError
    return Entry(
        action=Action(action),
        subject=subject,
        at=from_text(at),
        value=value,
        typed=typed,
        rows=rows_from_text(rows),
        who=who,
        channel=Channel(channel),
        source=source,
        version=int(version),
        staff=staff,
    )


def _rows_to_text(rows: Sequence[TextRow]) -> str:
    try:
        return rows_to_text(rows)
    except UnicodeEncodeError:
        raise UnsavableTextError from None


def to_text(instant: datetime) -> str:
    """Write an instant in UTC, always equally long."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    """Read an instant that ``to_text`` wrote.

    Raises:
        ValueError: It wrote no such text.
    """
    instant = datetime.fromisoformat(text)
    if instant.tzinfo != UTC:
        raise ValueError
    return instant
