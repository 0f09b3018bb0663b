"""Calls as rows of the tables ``calls`` and ``call_steps``, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from sme_assistant.casebook.faults import DamageFound
from sme_assistant.casebook.rows import from_text, to_text
from sme_assistant.engine.calls import Call, CallEvent, CallStep
from sme_assistant.errors import CallError

_SELECT = """
    SELECT calls.id, cases.name, caller, phone, event, at, staff, entries
    FROM calls JOIN cases ON cases.id = case_id JOIN call_steps ON call_id = calls.id
    WHERE {which} ORDER BY calls.id, call_steps.id
"""
_OF_CASE = "case_id = ?"
_OPEN = """
    NOT EXISTS (SELECT 1 FROM call_steps AS s WHERE s.call_id = calls.id
                AND s.event = 'end')
"""
_NOT_THROWN_AWAY = "case_id NOT IN (SELECT case_id FROM trash)"
_BETWEEN = """
    calls.id IN (
        SELECT call_id FROM call_steps WHERE event = 'start' AND at >= ? AND at < ?
    )
"""
_INSERT_STEP = """
    INSERT INTO call_steps (call_id, event, at, staff, entries)
    VALUES (?, ?, ?, ?, (SELECT count(*) FROM entries WHERE case_id = ?))
"""

Served = tuple[str, datetime]
"""Who serves a call, and when."""


def of_case(database: sqlite3.Connection, case: int) -> tuple[Call, ...]:
    """Return the calls about a case, oldest first."""
    return _selected(database, _OF_CASE, (case,))


def between(
    database: sqlite3.Connection, first: datetime, last: datetime
) -> tuple[Call, ...]:
    """Return the calls that began in a span, oldest first."""
    found = _selected(database, _BETWEEN, (to_text(first), to_text(last)))
    return tuple(sorted(found, key=lambda call: call.started_at))


def not_ended(database: sqlite3.Connection) -> tuple[Call, ...]:
    """Return the calls that are not ended, of cases not thrown away, oldest first."""
    found = _selected(database, f"{_OPEN} AND {_NOT_THROWN_AWAY}", ())
    return tuple(sorted(found, key=lambda call: call.started_at))


def open_call(database: sqlite3.Connection, case: int) -> Call | None:
    """Return the call about a case that is not ended."""
    found = _selected(database, f"{_OF_CASE} AND {_OPEN}", (case,))
    return found[-1] if found else None


def start(
    database: sqlite3.Connection, case: int, caller: str, phone: str, served: Served
) -> Call:
    """Begin a call, in the caller's transaction.

    Raises:
        CallError: Another one is not ended.
    """
    if open_call(database, case) is not None:
        raise CallError("open")
    number = database.execute(
        "INSERT INTO calls (case_id, caller, phone) VALUES (?, ?, ?)",
        (case, caller, phone),
    ).lastrowid
    return _noted(database, case, int(number or 0), CallEvent.START, served)


def note(
    database: sqlite3.Connection, case: int, event: CallEvent, served: Served
) -> Call:
    """Note what happens to the call about a case, in the caller's transaction.

    Raises:
        CallError: There is no such call, or this cannot happen to it now.
    """
    call = open_call(database, case)
    if call is None:
        raise CallError("none")
    if not call.allows(event):
        raise CallError("state")
    return _noted(database, case, call.id, event, served)


def _noted(
    database: sqlite3.Connection,
    case: int,
    call: int,
    event: CallEvent,
    served: Served,
) -> Call:
    staff, at = served
    values = (call, event.value, to_text(at), staff, case)
    database.execute(_INSERT_STEP, values)
    return _selected(database, "calls.id = ?", (call,))[0]


def _selected(
    database: sqlite3.Connection, which: str, values: Sequence[int | str]
) -> tuple[Call, ...]:
    found = database.execute(_SELECT.format(which=which), values)
    try:
        return tuple(
            _call(list(rows)) for _, rows in groupby(found, key=lambda row: int(row[0]))
        )
    except (ValueError, TypeError):
        raise DamageFound from None


def _call(rows: Iterable[tuple[int, str, str, str, str, str, str, int]]) -> Call:
    steps = []
    for number, case, caller, phone, event, at, staff, entries in rows:  # noqa: B007
        step = CallStep(CallEvent(event), from_text(at), staff, int(entries))
        steps.append(step)
    return Call(number, case, caller, phone, tuple(steps))
