from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sme_assistant.casebook.schema import MIGRATIONS, Migration
from sme_assistant.errors import (
    CasebookTooNewError,
    CasebookUnavailableError,
    CasebookUpgradeError,
)
from tests.casebook.conftest import NOON, Opener, answer, first_schema


def add_phone(database: sqlite3.Connection) -> None:
    database.execute("ALTER TABLE cases ADD COLUMN phone TEXT NOT NULL DEFAULT ''")


def fail_late(database: sqlite3.Connection) -> None:
    add_phone(database)
    database.execute("DELETE FROM entries")
    database.execute("SELECT nonsense")


def orphan_entries(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM cases")


def fill_the_disk(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA max_page_count = 1")
    database.execute("CREATE TABLE big (x)")


NOW = len(MIGRATIONS)
TABLES = (
    *("migrations", "cases", "entries", "trash", "drafts", "calls", "call_steps"),
    *("follow_ups", "found", "found_by"),
    *("follow_ups", "identities"),
    "follow_ups",
    "outputs",
)
NEXT = (*MIGRATIONS, Migration("add_phone", add_phone))
NEXT_BUT_ONE = (*NEXT, Migration("nothing", lambda _: None))
BACKUP = f"casebook.before-v{NOW + 1}.sqlite3"


def begin(opened: Opener) -> None:
    casebook = opened()
    casebook.create("样例", "p", NOON)
    with casebook.writer("样例", "") as writer:
        writer.append(answer("1"), answer("2"))
    casebook.close()


def read(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(question).fetchall()


def beside(path: Path) -> list[str]:
    return sorted(place.name for place in path.parent.iterdir() if place.is_file())


def test_a_new_file_is_made_at_the_newest_schema_without_a_backup(
    opened: Opener, path: Path
) -> None:
    opened(migrations=NEXT_BUT_ONE).cases()

    assert beside(path) == ["casebook.sqlite3"]
    assert read(path, "PRAGMA user_version") == [(NOW + 2,)]
    names = [name for (name,) in read(path, "SELECT name FROM migrations ORDER BY 1")]
    assert names == sorted(step.name for step in NEXT_BUT_ONE)


def test_an_older_file_is_backed_up_before_each_migration(
    opened: Opener, path: Path
) -> None:
    begin(opened)

    casebook = opened(migrations=NEXT_BUT_ONE)

    assert [entry.value for entry in casebook.entries("样例")] == ["1", "2"]
    backups = [BACKUP, f"casebook.before-v{NOW + 2}.sqlite3"]
    assert beside(path) == sorted([*backups, "casebook.sqlite3"])
    for backup, version in zip(backups, (NOW, NOW + 1), strict=True):
        place = path.with_name(backup)
        assert read(place, "PRAGMA user_version") == [(version,)]
        assert read(place, "PRAGMA integrity_check") == [("ok",)]
        assert read(place, "SELECT value FROM entries ORDER BY seq") == [("1",), ("2",)]
        if os.name == "posix":
            assert place.stat().st_mode & 0o777 == 0o600


def test_an_earlier_backup_is_never_overwritten(opened: Opener, path: Path) -> None:
    begin(opened)
    earlier = path.with_name(BACKUP)
    earlier.write_text("earlier")

    opened(migrations=NEXT).cases()

    assert earlier.read_text() == "earlier"
    second = path.with_name(f"casebook.before-v{NOW + 1}-2.sqlite3")
    assert read(second, "PRAGMA user_version") == [(NOW,)]


def test_a_current_file_is_not_backed_up_again(opened: Opener, path: Path) -> None:
    begin(opened)
    for _ in range(2):
        casebook = opened(migrations=NEXT)
        casebook.cases()
        casebook.close()

    assert beside(path) == [BACKUP, "casebook.sqlite3"]


@pytest.mark.parametrize("change", [fail_late, orphan_entries])
def test_a_failed_migration_leaves_the_file_as_it_was(
    opened: Opener, path: Path, change: object
) -> None:
    begin(opened)
    assert callable(change)

    with pytest.raises(CasebookUpgradeError) as caught:
        opened(migrations=(*MIGRATIONS, Migration("broken", change))).cases()

    assert "请" in caught.value.user_message
    assert [entry.value for entry in opened().entries("样例")] == ["1", "2"]
    assert read(path, "PRAGMA user_version") == [(NOW,)]


def test_a_full_disk_is_no_failed_migration(opened: Opener) -> None:
    begin(opened)

    with pytest.raises(CasebookUnavailableError) as caught:
        opened(migrations=(*MIGRATIONS, Migration("big", fill_the_disk))).cases()

    assert caught.value.cause == "full"
    assert [entry.value for entry in opened().entries("样例")] == ["1", "2"]


def test_a_newer_programs_file_is_refused_and_not_touched(
    opened: Opener, path: Path
) -> None:
    begin(opened)
    opened(migrations=NEXT).cases()
    before = path.read_bytes(), path.stat().st_mtime_ns, beside(path)

    with pytest.raises(CasebookTooNewError) as caught:
        opened().cases()

    assert "请升级" in caught.value.user_message
    assert (path.read_bytes(), path.stat().st_mtime_ns, beside(path)) == before


def test_a_file_of_the_first_schema_keeps_all_and_gets_a_trash(
    opened: Opener, path: Path
) -> None:
    log = (answer("1"), answer("2"))
    first_schema(path, "样例", *log)

    casebook = opened()

    assert casebook.entries("样例") == log
    assert not casebook.info("样例").deleted
    casebook.delete("样例")
    assert casebook.info("样例").deleted
    backup = path.with_name("casebook.before-v2.sqlite3")
    assert read(backup, "PRAGMA user_version") == [(1,)]


def test_cases_of_older_files_get_identities_of_their_own(
    opened: Opener, path: Path
) -> None:
    first_schema(path, "样例", answer("1"))

    casebook = opened()

    uid = casebook.info("样例").uid
    assert len(uid) == 32
    assert casebook.of_uid(uid) == casebook.info("样例")
    casebook.close()
    assert opened().info("样例").uid == uid


def test_published_migrations_are_not_edited(opened: Opener, path: Path) -> None:
    """A released schema is a fact: change it by one more migration."""
    opened().cases()

    columns = {
        table: [row[1] for row in read(path, f"PRAGMA table_info({table})")]
        for table in TABLES
    }
    assert columns == {
        "migrations": ["name", "applied_at"],
        "cases": [
            *("id", "name", "name_key", "programme", "created_at", "touched_at"),
            *("archived", "touched"),
        ],
        "entries": [
            *("id", "case_id", "seq", "action", "subject", "at", "value", "typed"),
            *("rows", "who", "channel", "source", "version", "staff"),
        ],
        "trash": ["case_id", "at"],
        "drafts": ["case_id", "question", "text"],
        "calls": ["id", "case_id", "caller", "phone"],
        "call_steps": ["id", "call_id", "event", "at", "staff", "entries"],
        "follow_ups": [
            *("id", "case_id", "day", "what", "staff", "made_at", "done_at"),
        ],
        "found": ["shelf", "touched", "case_id", "text"],
        "found_by": ["key"],
        "identities": ["case_id", "uid"],
        "outputs": ["case_id", "path"],
    }
    assert [migration.name for migration in MIGRATIONS] == [
        "first_tables",
        "trash_and_files",
        "drafts",
        "accepted_points",
        "packed_rows",
        "calls",
        "follow_ups",
        "found_by",
        "identities",
        "outputs",
    ]
