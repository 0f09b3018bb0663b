"""The tables of the casebook, and how an older file is brought up to date.

``user_version`` is the number of migrations a file has been through. A published
migration is never edited; a change of tables, or a new ``Action`` or ``Channel``,
is a new migration at the end of the list, so that an older program leaves the file
alone instead of misreading it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from sme_assistant.casebook.faults import DamageFound
from sme_assistant.casebook.places import make_private_file, publish
from sme_assistant.casebook.rows import to_text
from sme_assistant.errors import CasebookTooNewError, CasebookUpgradeError

APPLICATION_ID: Final = 0x534D4541  # "SMEA"
PAGE_SIZE: Final = 4096
CACHE_KIB: Final = 40_000
"""At most; looking through 100,000 cases, these stay at hand for the next letter."""
BUSY_SECONDS: Final = 5.0

_FIRST_TABLES = (
    """CREATE TABLE migrations (
        name TEXT NOT NULL UNIQUE,
        applied_at TEXT NOT NULL
    ) STRICT""",
    # AUTOINCREMENT: the id of a purged case is never given again, and with it
    # neither is its lock. "touched" orders cases even when the clock is put back.
    """CREATE TABLE cases (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL UNIQUE,
        programme TEXT NOT NULL,
        created_at TEXT NOT NULL,
        touched_at TEXT NOT NULL,
        archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
        touched INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE entries (
        id INTEGER PRIMARY KEY,
        case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL CHECK (seq > 0),
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        at TEXT NOT NULL,
        value TEXT NOT NULL,
        typed TEXT NOT NULL,
        rows TEXT NOT NULL,
        who TEXT NOT NULL,
        channel TEXT NOT NULL,
        source TEXT NOT NULL,
        version INTEGER NOT NULL,
        UNIQUE (case_id, seq)
    ) STRICT""",
)


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from a schema to the next.

    Attributes:
        name: Recorded in the file when the step is done.
        apply: Does it, inside a transaction that is not its own: statement by
            statement, for ``executescript`` would commit halfway.
    """

    name: str
    apply: Callable[[sqlite3.Connection], None]


def first_tables(database: sqlite3.Connection) -> None:
    """Create cases, their entries and the list of migrations."""
    for statement in _FIRST_TABLES:
        database.execute(statement)


def trash_and_files(database: sqlite3.Connection) -> None:
    """Let cases be thrown away, and logs name attached files (``Action.FILES``)."""
    # A table of its own: a row of ``cases`` keeps the shape that salvage looks for.
    database.execute(
        """CREATE TABLE trash (
            case_id INTEGER PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
            at TEXT NOT NULL
        ) STRICT"""
    )


def drafts(database: sqlite3.Connection) -> None:
    """Keep texts that are being written, apart from the log."""
    database.execute(
        """CREATE TABLE drafts (
            case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
            question TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (case_id, question)
        ) STRICT"""
    )


def accepted_points(_database: sqlite3.Connection) -> None:
    """Let logs name open points that were accepted (``Action.ACCEPT``)."""


def packed_rows(database: sqlite3.Connection) -> None:
    """Let ``entries.rows`` hold a packed list; older programs would misread it."""


def calls(database: sqlite3.Connection) -> None:
    """Keep calls on the telephone, and with each entry who typed it."""
    database.execute("ALTER TABLE entries ADD COLUMN staff TEXT NOT NULL DEFAULT ''")
    database.execute(
        """CREATE TABLE calls (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
            caller TEXT NOT NULL,
            phone TEXT NOT NULL
        ) STRICT"""
    )
    database.execute(
        """CREATE TABLE call_steps (
            id INTEGER PRIMARY KEY,
            call_id INTEGER NOT NULL REFERENCES calls (id) ON DELETE CASCADE,
            event TEXT NOT NULL,
            at TEXT NOT NULL,
            staff TEXT NOT NULL,
            entries INTEGER NOT NULL
        ) STRICT"""
    )
    database.execute("CREATE INDEX calls_of_case ON calls (case_id)")
    database.execute("CREATE INDEX steps_of_call ON call_steps (call_id, event)")
    database.execute("CREATE INDEX steps_by_time ON call_steps (event, at)")


def follow_ups(database: sqlite3.Connection) -> None:
    """Keep on which days somebody is to be called back."""
    database.execute(
        """CREATE TABLE follow_ups (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
            day TEXT NOT NULL,
            what TEXT NOT NULL,
            staff TEXT NOT NULL,
            made_at TEXT NOT NULL,
            done_at TEXT NOT NULL DEFAULT ''
        ) STRICT"""
    )
    database.execute("CREATE INDEX follow_ups_of_case ON follow_ups (case_id)")
    database.execute("CREATE INDEX follow_ups_by_day ON follow_ups (done_at, day)")


def found_by(database: sqlite3.Connection) -> None:
    """Let cases be found by what they say; ``finding`` fills it when first asked."""
    # In the order in which it is looked through. "found_by" holds what it was made
    # by: none yet, which no finder is.
    database.execute(
        """CREATE TABLE found (
            shelf INTEGER NOT NULL,
            touched INTEGER NOT NULL,
            case_id INTEGER NOT NULL UNIQUE REFERENCES cases (id) ON DELETE CASCADE,
            text TEXT NOT NULL,
            PRIMARY KEY (shelf, touched, case_id)
        ) STRICT, WITHOUT ROWID"""
    )
    database.execute("CREATE TABLE found_by (key TEXT NOT NULL) STRICT")
    database.execute("CREATE INDEX cases_touched ON cases (archived, touched DESC)")


def identities(database: sqlite3.Connection) -> None:
    """Give each case an identity that travels; let logs merge (``Action.MERGE``)."""
    # Apart from ``cases``, as the trash is.
    database.execute(
        """CREATE TABLE identities (
            case_id INTEGER PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
            uid TEXT NOT NULL UNIQUE
        ) STRICT"""
    )
    cases = database.execute("SELECT id FROM cases").fetchall()
    database.executemany(
        "INSERT INTO identities (case_id, uid) VALUES (?, ?)",
        [(case, uuid4().hex) for (case,) in cases],
    )


def outputs(database: sqlite3.Connection) -> None:
    """Keep where files made of a case were put, so that its removal can name them.

    Like all tables with a ``case_id``, it loses its rows with the case.
    """
    database.execute(
        """CREATE TABLE outputs (
            case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
            path TEXT NOT NULL,
            PRIMARY KEY (case_id, path)
        ) STRICT"""
    )


MIGRATIONS: Final = (
    Migration("first_tables", first_tables),
    Migration("trash_and_files", trash_and_files),
    Migration("drafts", drafts),
    Migration("accepted_points", accepted_points),
    Migration("packed_rows", packed_rows),
    Migration("calls", calls),
    Migration("follow_ups", follow_ups),
    Migration("found_by", found_by),
    Migration("identities", identities),
    Migration("outputs", outputs),
)


def open_database(
    path: Path, at: datetime, migrations: Sequence[Migration] = MIGRATIONS
) -> sqlite3.Connection:
    """Open a casebook, or begin one; check it and bring it up to date.

    A file that is not ours, too new or damaged is closed unchanged.

    Raises:
        CasebookTooNewError: A newer program wrote it.
        CasebookUpgradeError: A migration failed; the file is as before.
        DamageFound: It is not whole, or not a casebook at all.
        sqlite3.Error: SQLite could not open, read or write it.
        OSError: The system did not let us.
    """
    make_private_file(path)
    database = _connect(path)
    try:
        _recognise(database, path, len(migrations))
        _check(database)
        _migrate(database, path, at, migrations)
        database.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        database.close()
        raise
    return database


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Do what is done inside completely and durably, or not at all."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def _connect(path: Path) -> sqlite3.Connection:
    # mode=rw: SQLite must never create the file itself, with rights of its own choice.
    database = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
    )
    try:
        _set_up(database)
    except BaseException:
        database.close()
        raise
    return database


def _set_up(database: sqlite3.Connection) -> None:
    # EXTRA also syncs the folder after the journal is gone: with less, a power cut
    # could bring the journal back and so undo the last commit (see docs/adr/002).
    # fullfsync: on macOS, fsync alone does not reach the disk.
    for pragma in (
        f"page_size = {PAGE_SIZE}",
        f"cache_size = -{CACHE_KIB}",
        "synchronous = EXTRA",
        "fullfsync = ON",
        "secure_delete = ON",
        "temp_store = MEMORY",
        "cell_size_check = ON",
        "trusted_schema = OFF",
    ):
        database.execute(f"PRAGMA {pragma}")


def _number(database: sqlite3.Connection, pragma: str) -> int:
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])


def _recognise(database: sqlite3.Connection, path: Path, ours: int) -> None:
    owner = _number(database, "application_id")
    theirs = _number(database, "user_version")
    if owner != APPLICATION_ID:
        tables = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if owner or theirs or tables:
            raise DamageFound
    elif theirs > ours:
        raise CasebookTooNewError(str(path), theirs, ours)


def _check(database: sqlite3.Connection) -> None:
    if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise DamageFound


def _migrate(
    database: sqlite3.Connection,
    path: Path,
    at: datetime,
    migrations: Sequence[Migration],
) -> None:
    is_new = _number(database, "user_version") == 0
    for number, migration in enumerate(migrations, start=1):
        if _number(database, "user_version") >= number:
            continue
        with transaction(database):
            # Asked again inside: another process may have been quicker.
            if _number(database, "user_version") >= number:
                continue
            if not is_new:
                _back_up(path, number)
            _apply(database, path, migration)
            database.execute(
                "INSERT INTO migrations (name, applied_at) VALUES (?, ?)",
                (migration.name, to_text(at)),
            )
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            database.execute(f"PRAGMA user_version = {number}")


def _apply(database: sqlite3.Connection, path: Path, migration: Migration) -> None:
    try:
        migration.apply(database)
        orphans = database.execute("PRAGMA foreign_key_check").fetchone()
    except (sqlite3.OperationalError, sqlite3.IntegrityError) as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise
        raise CasebookUpgradeError(str(path), migration.name) from error
    if orphans:
        raise CasebookUpgradeError(str(path), migration.name)


def _back_up(path: Path, number: int) -> None:
    """Copy the file as it was before a migration, beside it.

    The caller holds the write lock, so nobody changes it meanwhile. The copy gets its
    name once it is whole; a half one never looks like a backup.
    """
    wanted = path.with_stem(f"{path.stem}.before-v{number}")
    part = wanted.with_name(f"{wanted.name}.part")
    part.unlink(missing_ok=True)
    make_private_file(part)
    with closing(_connect(path)) as source, closing(_connect(part)) as copy:
        source.backup(copy)
    publish(part, wanted)
