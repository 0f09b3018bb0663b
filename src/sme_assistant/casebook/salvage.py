"""Saves what can still be read of a damaged casebook into a new one beside it.

The damaged file is only ever read. Entries keep their numbers, so that a lost one
leaves a gap in its log instead of closing it.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sme_assistant.casebook.names import name_key, usable_name
from sme_assistant.casebook.pages import Row, rows
from sme_assistant.casebook.places import publish
from sme_assistant.casebook.rows import from_cells, from_text, insert_entries, to_text
from sme_assistant.casebook.schema import PAGE_SIZE, open_database, transaction
from sme_assistant.engine.log import Entry
from sme_assistant.errors import CaseNameError

_ENTRY_COLUMNS = (13, 14)  # without and with who typed it
_NO_LOG_IS_LONGER = 10_000_000  # a broken number must not count as so many lost
_INSERT_CASE = """
    INSERT INTO cases (id, name, name_key, programme, created_at, touched_at,
                       archived, touched)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_TRASH = "INSERT INTO trash (case_id, at) VALUES (?, ?)"
_INSERT_UID = "INSERT OR IGNORE INTO identities (case_id, uid) VALUES (?, ?)"
_UID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be saved.

    Attributes:
        cases: How many cases have at least a name or an entry left.
        entries: How many log entries.
        missing: How many are known to be lost: gaps in the numbering. The last
            entries of a case leave no gap, so more may be lost than these.
        saved: The new casebook; None when nothing was found to put into it.
    """

    cases: int
    entries: int
    missing: int
    saved: Path | None


@dataclass(frozen=True, slots=True)
class _Case:
    name: str
    programme: str
    created_at: datetime
    touched_at: datetime
    archived: int
    touched: int


@dataclass(frozen=True, slots=True)
class _Finds:
    cases: dict[int, _Case] = field(default_factory=dict)
    logs: dict[int, dict[int, Entry]] = field(default_factory=lambda: defaultdict(dict))
    trash: dict[int, datetime] = field(default_factory=dict)
    uids: dict[int, str] = field(default_factory=dict)

    def numbers(self) -> list[int]:
        return sorted(self.cases.keys() | self.logs.keys())

    def salvaged(self, saved: Path | None) -> Salvaged:
        entries = sum(len(log) for log in self.logs.values())
        highest = sum(max(log) for log in self.logs.values())
        return Salvaged(len(self.numbers()), entries, highest - entries, saved)


def salvage(path: Path, at: datetime, *, write: bool = True) -> Salvaged:
    """Read what can be read of a damaged casebook and save it beside it.

    A copy that was saved since the file last changed is named again, not made again.

    Args:
        path: The damaged file.
        at: Now; the new file carries it in its name.
        write: Whether to save it at all, or only to say what could be.

    Raises:
        OSError: The file cannot be read, or nothing can be written beside it.
        sqlite3.Error: Likewise.
    """
    finds = _search(path.read_bytes())
    if not write or not finds.numbers():
        return finds.salvaged(None)
    return finds.salvaged(_earlier(path) or _save(finds, path, at))


def _search(content: bytes) -> _Finds:
    finds = _Finds()
    for row in rows(content, PAGE_SIZE):
        try:
            _take(finds, row)
        except (ValueError, TypeError):
            continue  # it has the shape of one of ours, and yet is not
    return finds


def _take(finds: _Finds, row: Row) -> None:
    match row.cells:
        case (
            None,
            str(name),
            str(),
            str(programme),
            str(created),
            str(touched),
            (0 | 1) as archived,
            int(turn),
        ):
            finds.cases[row.rowid] = _Case(
                name, programme, from_text(created), from_text(touched), archived, turn
            )
        case (None, int(case), int(seq), *cells) if (
            len(row.cells) in _ENTRY_COLUMNS and 0 < seq < _NO_LOG_IS_LONGER
        ):
            entry = from_cells(cells)
            finds.logs[case].setdefault(seq, entry)
        case (None, str(uid)) if _UID.fullmatch(uid):
            finds.uids[row.rowid] = uid
        case (None, str(at)):
            finds.trash[row.rowid] = from_text(at)


def _earlier(path: Path) -> Path | None:
    changed = path.stat().st_mtime
    for place in sorted(path.parent.glob(f"{path.stem}.salvaged-*{path.suffix}")):
        if place.stat().st_mtime >= changed and place.stat().st_size:
            return place
    return None


def _save(finds: _Finds, path: Path, at: datetime) -> Path:
    stem = f"{path.stem}.salvaged-{at.astimezone():%Y%m%d-%H%M%S}"
    wanted = path.with_stem(stem)
    part = wanted.with_name(f"{wanted.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(open_database(part, at)) as database, transaction(database):
            for number in finds.numbers():
                _insert(database, number, finds)
        return publish(part, wanted)
    finally:
        part.unlink(missing_ok=True)


def _insert(database: sqlite3.Connection, number: int, finds: _Finds) -> None:
    log = finds.logs.get(number, {})
    case = finds.cases.get(number) or _nameless(number, finds)
    name = _free_name(database, case.name, number)
    database.execute(
        _INSERT_CASE,
        (
            number,
            name,
            name_key(name),
            case.programme,
            to_text(case.created_at),
            to_text(case.touched_at),
            case.archived,
            case.touched,
        ),
    )
    # Of a case whose identity is lost another one is made; so it is where a scribble
    # has given two cases the same.
    for uid in (finds.uids.get(number, uuid4().hex), uuid4().hex):
        database.execute(_INSERT_UID, (number, uid))
    insert_entries(database, number, sorted(log.items()))
    if at := finds.trash.get(number):
        database.execute(_INSERT_TRASH, (number, to_text(at)))


def _nameless(number: int, finds: _Finds) -> _Case:
    """Return a case for entries whose own is lost."""
    programmes = {case.programme for case in finds.cases.values()}
    instants = [entry.at for entry in finds.logs[number].values()]
    return _Case(
        name="",
        programme=programmes.pop() if len(programmes) == 1 else "",
        created_at=min(instants),
        touched_at=max(instants),
        archived=0,
        touched=0,
    )


def _free_name(database: sqlite3.Connection, name: str, number: int) -> str:
    try:
        usable = usable_name(name)
    except CaseNameError:
        usable = f"找回的记录-{number}"
    taken = database.execute(
        "SELECT 1 FROM cases WHERE name_key = ?", (name_key(usable),)
    ).fetchone()
    return f"找回的记录-{number}-{len(usable)}" if taken else usable
