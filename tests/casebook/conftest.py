from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sme_assistant.casebook import SqliteCasebook
from sme_assistant.casebook.names import name_key
from sme_assistant.casebook.rows import to_cells, to_text
from sme_assistant.casebook.schema import MIGRATIONS, Migration, open_database
from sme_assistant.engine.log import Action, Entry

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)

Opener = Callable[..., SqliteCasebook]


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # it must be repeatable, not secret


def answer(value: str, at: datetime = NOON) -> Entry:
    return Entry(Action.ANSWER, "total_assets", at, value=value, typed=f"{value}万元")


def first_schema(path: Path, name: str, *log: Entry) -> None:
    """Make a casebook of one case, as the first published schema had it."""
    at = to_text(NOON)
    with closing(open_database(path, NOON, MIGRATIONS[:1])) as database:
        database.execute(
            "INSERT INTO cases VALUES (1, ?, ?, 'chongqing_municipal', ?, ?, 0, 1)",
            (name, name_key(name), at, at),
        )
        for seq, entry in enumerate(log, start=1):
            cells = to_cells(entry)[:-1]  # without who typed it
            marks = ", ".join("?" * (2 + len(cells)))
            database.execute(
                f"INSERT INTO entries VALUES (NULL, {marks})",  # noqa: S608
                (1, seq, *cells),
            )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "casebook.sqlite3"


@pytest.fixture
def opened(path: Path) -> Iterator[Opener]:
    """Open the casebook, as often as a test likes; all are closed after it."""
    books: list[SqliteCasebook] = []

    def open_(
        place: Path = path, migrations: tuple[Migration, ...] = MIGRATIONS
    ) -> SqliteCasebook:
        books.append(SqliteCasebook(place, lambda: NOON, migrations))
        return books[-1]

    yield open_
    for book in books:
        book.close()
