"""Finding one case among 100,000, beside a bare ``LIKE`` and the floor."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.timing import Timing, timed
from sme_assistant.assistant.found_by import FoundBy
from sme_assistant.assistant.programmes import DEFAULT, shipped_programme
from sme_assistant.casebook import SqliteCasebook
from sme_assistant.casebook.finding import fill
from sme_assistant.casebook.names import name_key
from sme_assistant.casebook.rows import insert_entries, to_text
from sme_assistant.casebook.schema import MIGRATIONS, open_database, transaction
from sme_assistant.engine.log import Action, Entry

CASES: Final = 100_000
_NOW: Final = datetime.now(UTC)
_SIGNS: Final = "渝创新科智联众诚信达通远正华盛金桥企服云海天成博恒"
_TEXTS: Final = (
    "万州",
    "重庆",
    "金桥企",
    "138",
    "0236000",
    "jqcy",
    "云阳 金桥",
    "无此单位",
)
_AIM: Final = 50.0
"""Milliseconds."""
_ROUNDS: Final = 15


def tables() -> Iterator[str]:
    """Measure, and yield the page's lines."""
    with TemporaryDirectory() as name:
        path = Path(name) / "casebook.sqlite3"
        write_casebook(path, CASES)
        yield from _searches(path)
        yield ""
        yield from _opening(path)


def write_casebook(path: Path, cases: int) -> None:
    """Write a casebook of so many cases, each with an applicant, a place, a phone."""
    chance = random.Random(20260302)  # noqa: S311 (it must be repeatable, not secret)
    districts = shipped_programme().facts["district"].spec.options
    at = to_text(_NOW)
    with closing(open_database(path, _NOW, MIGRATIONS)) as database:
        with transaction(database):
            for number in range(1, cases + 1):
                mobile = f"1{chance.choice('358')}{chance.randrange(10**9):09}"
                firm = "".join(chance.choices(_SIGNS, k=4))
                answers = {
                    "operating_institution": f"重庆{firm}企业服务有限公司",
                    "district": chance.choice(districts).id,
                    "contact_phone": mobile,
                    "legal_representative_phone": f"023-{chance.randrange(2, 10)}"
                    f"{chance.randrange(10**7):07}",
                }
                name = f"{firm}申报{number}"
                database.execute(
                    "INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
                    (number, name, name_key(name), DEFAULT, at, at, number),
                )
                log = [
                    Entry(Action.ANSWER, fact, _NOW, value=value, typed=value)
                    for fact, value in answers.items()
                ]
                insert_entries(database, number, enumerate(log, start=1))
        with transaction(database):
            fill(database, FoundBy())


def _searches(path: Path) -> Iterator[str]:
    yield f"What is typed, among {CASES:,} cases, in ms:"
    yield ""
    yield "| typed | found (at most 50) | bare `SELECT … LIKE`, all | floor | aim |"
    yield "|---|---|---|---|---|"
    with (
        closing(SqliteCasebook(path, lambda: _NOW, finder=FoundBy())) as book,
        closing(sqlite3.connect(path)) as bare,
    ):
        book.find("x", most=1)
        for text in _TEXTS:
            ours = timed(lambda text=text: book.find(text, most=50), _ROUNDS)  # type: ignore[misc]
            peer = timed(lambda text=text: _like(bare, text), _ROUNDS)  # type: ignore[misc]
            floor = timed(lambda: _floor(bare), _ROUNDS)
            met = "met" if ours.median <= _AIM else "missed"
            cells = (text, ours.shown(1), peer.shown(1), floor.shown(1))
            yield f"| {' | '.join(cells)} | ≤ {_AIM:g}: {met} |"


def _like(database: sqlite3.Connection, text: str) -> None:
    """Do what one would write first."""
    tests = " AND ".join("text LIKE ?" for _ in text.split())
    wanted = [f"%{word}%" for word in text.split()]
    database.execute(
        f"SELECT case_id FROM found WHERE {tests}",  # noqa: S608 (no text is in it)
        wanted,
    ).fetchall()


def _floor(database: sqlite3.Connection) -> None:
    """Go through the same rows and look at nothing."""
    database.execute("SELECT count(*) FROM found WHERE shelf = 0").fetchall()


def _opening(path: Path) -> Iterator[str]:
    yield "The same casebook, in ms:"
    yield ""
    yield "| what | time |"
    yield "|---|---|"
    for name, timing in _steps(path):
        yield f"| {name} | {timing.shown(1)} |"


def _steps(path: Path) -> Iterator[tuple[str, Timing]]:
    def opened() -> None:
        with closing(SqliteCasebook(path, lambda: _NOW, finder=FoundBy())) as book:
            book.find("", most=1)

    yield (
        f"opening it ({path.stat().st_size / 1e6:.0f} MB), its check included",
        timed(opened, 5),
    )
    with closing(SqliteCasebook(path, lambda: _NOW, finder=FoundBy())) as book:
        yield "the 200 cases last touched", timed(lambda: book.find("", most=200), 9)
        name = book.find("", most=1)[0].name
        with book.writer(name, "") as writer:
            for told, fact, value in (
                ("an answer nobody looks for, stored", "total_assets", "260"),
                ("an answer cases are found by, stored", "contact_person", "李四"),
            ):
                entry = Entry(Action.ANSWER, fact, _NOW, value=value, typed=value)
                yield told, timed(lambda entry=entry: writer.append(entry), 15)  # type: ignore[misc]
