"""A purged case leaves nothing: not in any table there is, nor in the file's bytes.

The tables are looked up in the file, so that one added later is held to the same.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sme_assistant.casebook import SqliteCasebook
from sme_assistant.engine.log import Action, Entry
from tests.casebook.conftest import NOON, Opener, answer

SENTINEL = "绝密王五13900001234"
NUMBER = 987_654
OF_NO_CASE = {"migrations", "found_by"}
"""Tables that tell of the file itself."""


def tables(database: sqlite3.Connection) -> list[str]:
    """Return the plain tables, without those that SQLite keeps for itself."""
    found = database.execute("PRAGMA table_list").fetchall()
    return [
        name
        for schema, name, kind, *_ in found
        if schema == "main" and kind == "table" and not name.startswith("sqlite_")
    ]


def columns(database: sqlite3.Connection, table: str) -> dict[str, str]:
    rows = database.execute(f"PRAGMA table_info({table})").fetchall()
    return {name: kind for _, name, kind, *_ in rows}


def links(database: sqlite3.Connection, table: str) -> dict[str, tuple[str, str]]:
    """Return column to the table it refers to, and what happens when that row goes."""
    rows = database.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return {column: (parent, gone) for _, _, parent, column, _, _, gone, _ in rows}


def of_a_case(database: sqlite3.Connection) -> list[str]:
    """Return the tables whose rows go with a case, by way of others too."""
    found = ["cases"]
    for parent in found:
        found += [
            table
            for table in tables(database)
            if table not in found
            and (parent, "CASCADE") in links(database, table).values()
        ]
    return found[1:]


def fill(database: sqlite3.Connection, table: str, case: int) -> None:
    """Write a row that holds the sentinel wherever a text may stand."""
    cells = {
        name: case if name == "case_id" else SENTINEL if kind == "TEXT" else NUMBER
        for name, kind in columns(database, table).items()
    }
    marks = ", ".join("?" * len(cells))
    names = ", ".join(cells)
    database.execute(
        f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 (names out of the schema)
        tuple(cells.values()),
    )


def begun(opened: Opener) -> SqliteCasebook:
    casebook = opened()
    for name in ("留着的", SENTINEL):
        casebook.create(name, "p", NOON)
        with casebook.writer(name, SENTINEL) as writer:
            writer.append(
                answer("1"),
                Entry(Action.ANSWER, "contact_person", NOON, value=name, typed=name),
            )
            writer.keep_draft("narrative_basic", f"{name}的草稿")
            writer.note_output(f"/材料/{name}")
        casebook.note_output(name, f"/名单/{name}.xlsx")
    return casebook


def test_every_table_with_a_case_loses_its_rows_with_the_case(
    opened: Opener, path: Path
) -> None:
    begun(opened).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        known = of_a_case(database)
        assert {"entries", "trash", "drafts", "outputs"} <= set(known)
        for table in known:
            fill(database, table, 2)

    opened().purge(SENTINEL)

    with closing(sqlite3.connect(path)) as database:
        for table in known:
            everything = f"SELECT * FROM {table}"  # noqa: S608 (names out of the schema)
            cells = [cell for row in database.execute(everything) for cell in row]
            assert SENTINEL not in cells, table
            assert NUMBER not in cells, table
    left = [p.name for p in path.parent.rglob("*") if _holds(p, SENTINEL)]
    assert left == []


def test_a_table_goes_with_its_cases_or_tells_of_none(
    opened: Opener, path: Path
) -> None:
    """Whoever adds a table says ``REFERENCES cases (id) ON DELETE CASCADE``."""
    begun(opened).close()
    with closing(sqlite3.connect(path)) as database:
        apart = set(tables(database)) - {"cases", *of_a_case(database)}
        assert apart <= OF_NO_CASE
        assert not any("case_id" in columns(database, table) for table in apart)


def test_the_other_case_is_untouched(opened: Opener) -> None:
    casebook = begun(opened)
    before = casebook.entries("留着的")

    casebook.purge(SENTINEL)

    assert casebook.entries("留着的") == before
    assert casebook.outputs("留着的") == ("/名单/留着的.xlsx", "/材料/留着的")
    with casebook.writer("留着的", "") as writer:
        assert writer.draft("narrative_basic") == "留着的的草稿"
    assert [case.name for case in casebook.cases()] == ["留着的"]


def _holds(place: Path, text: str) -> bool:
    return place.is_file() and text.encode() in place.read_bytes()
