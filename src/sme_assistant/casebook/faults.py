"""Tells what went wrong from what SQLite and the system raise.

Their own texts stay out of our errors: SQLite quotes stored answers in some of them.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sme_assistant.errors import CasebookUnavailableError, kind_of_cause

_SQLITE = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "forbidden",
    sqlite3.SQLITE_PERM: "forbidden",
    sqlite3.SQLITE_CANTOPEN: "forbidden",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
}


class DamageFound(Exception):  # noqa: N818  # never leaves this package
    """The content of the file is not what a casebook's would be."""


def is_damage(error: Exception) -> bool:
    """Say whether an error means that the file's content is broken."""
    # SQLite's message on a broken table quotes bytes of it that may be no text.
    if isinstance(error, DamageFound | UnicodeDecodeError):
        return True
    if not isinstance(error, sqlite3.Error):
        return False
    code = _code(error)
    if code is None:  # Python's own: a text that is no UTF-8
        return isinstance(error, sqlite3.OperationalError)
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def unavailable(path: Path, error: Exception) -> CasebookUnavailableError:
    """Return our error for one of the machine's."""
    if isinstance(error, sqlite3.Error):
        cause = _SQLITE.get(_code(error) or 0, "fault")
    else:
        cause = kind_of_cause(error)
    return CasebookUnavailableError(str(path), cause)


def _code(error: sqlite3.Error) -> int | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
