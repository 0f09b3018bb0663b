"""Follow-ups as rows of the table ``follow_ups``, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

from sme_assistant.casebook.faults import DamageFound
from sme_assistant.casebook.rows import from_text, to_text
from sme_assistant.engine.follow_ups import FollowUp
from sme_assistant.errors import FollowUpNotFoundError

_SELECT = """
    SELECT follow_ups.id, cases.name, day, what, staff, made_at, done_at
    FROM follow_ups JOIN cases ON cases.id = case_id
    WHERE {which} ORDER BY day, follow_ups.id
"""
_OPEN = """
    done_at = '' AND day <= ? AND case_id NOT IN (SELECT case_id FROM trash)
"""
_INSERT = """
    INSERT INTO follow_ups (case_id, day, what, staff, made_at) VALUES (?, ?, ?, ?, ?)
"""


def of_case(database: sqlite3.Connection, case: int) -> tuple[FollowUp, ...]:
    """Return the follow-ups of a case by day, done ones too."""
    return _selected(database, "case_id = ?", (case,))


def still_open(database: sqlite3.Connection, until: date) -> tuple[FollowUp, ...]:
    """Return what is to do up to a day, in cases not thrown away, by day."""
    return _selected(database, _OPEN, (until.isoformat(),))


def add(
    database: sqlite3.Connection,
    case: int,
    day: date,
    what: str,
    made: tuple[str, datetime],
) -> FollowUp:
    """Keep a follow-up, in the caller's transaction.

    Args:
        database: The casebook.
        case: The case.
        day: When.
        what: About what.
        made: Who agreed on it, and when.
    """
    staff, at = made
    values = (case, day.isoformat(), what, staff, to_text(at))
    number = database.execute(_INSERT, values).lastrowid
    return _selected(database, "follow_ups.id = ?", (int(number or 0),))[0]


def finish(database: sqlite3.Connection, number: int, at: datetime) -> FollowUp:
    """Note that a follow-up was done, in the caller's transaction.

    Raises:
        FollowUpNotFoundError: There is none of this number that is to do.
    """
    done = database.execute(
        "UPDATE follow_ups SET done_at = ? WHERE id = ? AND done_at = ''",
        (to_text(at), number),
    ).rowcount
    if not done:
        raise FollowUpNotFoundError(number)
    return _selected(database, "follow_ups.id = ?", (number,))[0]


def _selected(
    database: sqlite3.Connection, which: str, values: Sequence[int | str]
) -> tuple[FollowUp, ...]:
    found = database.execute(_SELECT.format(which=which), values)
    try:
        return tuple(_follow_up(row) for row in found)
    except (ValueError, TypeError):
        raise DamageFound from None


def _follow_up(row: tuple[int, str, str, str, str, str, str]) -> FollowUp:
    number, case, day, what, staff, made, done = row
    done_at = from_text(done) if done else None
    on = date.fromisoformat(day)
    return FollowUp(number, case, on, what, staff, from_text(made), done_at)
