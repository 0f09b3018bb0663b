"""The casebook in one SQLite file.

It opens when first used. Everything that reaches the file goes through ``_guarded``,
which turns the machine's errors into ours; nothing of a caller runs inside it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from datetime import date, datetime
from glob import escape
from pathlib import Path
from shutil import rmtree
from uuid import uuid4

from sme_assistant.casebook import calls, follow_ups
from sme_assistant.casebook.faults import DamageFound, is_damage, unavailable
from sme_assistant.casebook.finding import (
    Finder,
    NamesOnly,
    fill,
    found,
    index_case,
    is_current,
    move_case,
)
from sme_assistant.casebook.holding import forget, held
from sme_assistant.casebook.names import name_key, usable_name
from sme_assistant.casebook.rows import (
    check_savable,
    from_text,
    insert_entries,
    select_entries,
    to_text,
)
from sme_assistant.casebook.schema import (
    MIGRATIONS,
    Migration,
    open_database,
    transaction,
)
from sme_assistant.engine.calls import Call, CallEvent
from sme_assistant.engine.case import CaseInfo
from sme_assistant.engine.follow_ups import FollowUp
from sme_assistant.engine.log import Entry
from sme_assistant.errors import (
    CasebookDamagedError,
    CasebookError,
    CaseDeletedError,
    CaseIsHereError,
    CaseNameError,
    CaseNotFoundError,
    FollowUpNotFoundError,
    NotACasebookError,
)

_SELECT_CASES = """
    SELECT name, programme, created_at, touched_at, archived,
           (SELECT count(*) FROM entries WHERE case_id = cases.id),
           (SELECT count(*) FROM trash WHERE case_id = cases.id),
           coalesce((SELECT uid FROM identities WHERE case_id = cases.id), '')
    FROM cases
"""
_EVIDENCE = ".evidence"
_UID = re.compile("[0-9a-f]{32}")
_WHERE_LAST_TOUCHED = """
    WHERE (id IN (SELECT case_id FROM trash)) = ?
    ORDER BY archived, touched DESC LIMIT ?
"""

_USED_BY_ANOTHER = """
    SELECT 1 FROM identities WHERE uid = ? AND case_id <> ?
    UNION ALL
    SELECT 1 FROM entries WHERE instr(rows, ?) AND case_id <> ?
    LIMIT 1
"""


class SqliteCasebook:
    """Fulfils ``assistant.ports.Casebook`` with one file.

    Beside the file lie a folder of locks, ``NAME.locks``, and the backups made before
    migrations.

    Args:
        path: The file; see ``casebook_path``.
        now: The clock, for what the casebook itself dates: holds, backups, salvage.
        migrations: The schema; other than the shipped one only in tests.
        finder: By which answers cases are found; without, by their names alone.
    """

    def __init__(
        self,
        path: Path,
        now: Callable[[], datetime],
        migrations: Sequence[Migration] = MIGRATIONS,
        finder: Finder | None = None,
    ) -> None:
        self._finder = finder or NamesOnly()
        self._path = path
        self._now = now
        self._migrations = migrations
        self._opened: sqlite3.Connection | None = None
        self._locks = path.with_name(f"{path.name}.locks")

    def cases(self) -> tuple[CaseInfo, ...]:
        """Return all cases, archived ones too, the last touched first."""
        with self._guarded() as database:
            found = database.execute(f"{_SELECT_CASES} ORDER BY touched DESC")
            return tuple(_info(row) for row in found)

    def find(
        self, text: str, *, most: int, deleted: bool = False
    ) -> tuple[CaseInfo, ...]:
        """Return the cases that a text finds, best first, and at most so many."""
        with self._guarded() as database:
            if not text.strip():
                return _last_touched(database, most, deleted=deleted)
            if not is_current(database, self._finder):
                with transaction(database):
                    fill(database, self._finder)
            cases = found(database, text, most, deleted=deleted)
            select = f"{_SELECT_CASES} WHERE id = ?"
            return tuple(
                _info(database.execute(select, (case,)).fetchone()) for case in cases
            )

    def info(self, name: str) -> CaseInfo:
        """Return what is known of one case."""
        with self._guarded() as database:
            case = _number(database, name)
            return _info(
                database.execute(f"{_SELECT_CASES} WHERE id = ?", (case,)).fetchone()
            )

    def of_uid(self, uid: str) -> CaseInfo | None:
        """Return the case of an identity, also one thrown away; None if none is."""
        with self._guarded() as database:
            found = database.execute(
                f"{_SELECT_CASES} JOIN identities AS i ON i.case_id = cases.id"
                " WHERE i.uid = ?",
                (uid,),
            ).fetchone()
            return _info(found) if found else None

    def create(
        self, name: str, programme: str, at: datetime, uid: str = ""
    ) -> CaseInfo:
        """Begin a case."""
        usable = usable_name(name)
        with (
            self._guarded() as database,
            transaction(database),
            _unique(database, usable),
        ):
            _not_here(database, uid)
            made = database.execute(
                "INSERT INTO cases (name, name_key, programme, created_at,"
                " touched_at, touched)"
                " SELECT ?, ?, ?, ?, ?, coalesce(max(touched), 0) + 1 FROM cases",
                (usable, name_key(usable), programme, to_text(at), to_text(at)),
            )
            index_case(database, _number(database, usable), self._finder)
            database.execute(
                "INSERT INTO identities (case_id, uid) VALUES (?, ?)",
                (made.lastrowid, uid or uuid4().hex),
            )
        return self.info(usable)

    def entries(self, name: str) -> tuple[Entry, ...]:
        """Return the log of a case, oldest first."""
        with self._guarded() as database:
            return select_entries(database, _number(database, name))

    def drafts(self, name: str) -> Mapping[str, str]:
        """Return question to text of all texts begun and not handed in."""
        with self._guarded() as database:
            found = database.execute(
                "SELECT question, text FROM drafts WHERE case_id = ? ORDER BY question",
                (_number(database, name),),
            )
            return dict(found.fetchall())

    @contextmanager
    def writer(self, name: str, holder: str) -> Iterator[SqliteWriter]:
        """Become the only writer of a case for the length of a ``with`` block."""
        with ExitStack() as stack:
            with self._guarded() as database:
                case = _number(database, name)
                stack.enter_context(held(self._locks, case, holder, self._now()))
                _still_there(database, case, name)
                if _is_deleted(database, case):
                    raise CaseDeletedError(name)
            writer = SqliteWriter(self._guarded, case, self._finder)
            try:
                yield writer
            finally:
                writer.is_done = True

    def calls(self, name: str) -> tuple[Call, ...]:
        """Return the calls about a case, oldest first."""
        with self._guarded() as database:
            return calls.of_case(database, _number(database, name))

    def calls_between(self, first: datetime, last: datetime) -> tuple[Call, ...]:
        """Return the calls of all cases that began in a span, oldest first."""
        with self._guarded() as database:
            return calls.between(database, first, last)

    def open_calls(self) -> tuple[Call, ...]:
        """Return the calls that are not ended, of cases not thrown away."""
        with self._guarded() as database:
            return calls.not_ended(database)

    def follow_ups(self, name: str) -> tuple[FollowUp, ...]:
        """Return the follow-ups of a case by day, done ones too."""
        with self._guarded() as database:
            return follow_ups.of_case(database, _number(database, name))

    def open_follow_ups(self, until: date) -> tuple[FollowUp, ...]:
        """Return what is to do up to a day, in cases not thrown away, by day."""
        with self._guarded() as database:
            return follow_ups.still_open(database, until)

    def finish_follow_up(self, number: int, at: datetime) -> FollowUp:
        """Note that a follow-up was done."""
        with self._guarded() as database, transaction(database):
            return follow_ups.finish(database, number, at)

    def rename(self, name: str, new: str) -> None:
        """Give a case another name."""
        usable = usable_name(new)
        with (
            self._guarded() as database,
            transaction(database),
            _unique(database, usable),
        ):
            case = _number(database, name)
            database.execute(
                "UPDATE cases SET name = ?, name_key = ? WHERE id = ?",
                (usable, name_key(usable), case),
            )
            index_case(database, case, self._finder)

    def archive(self, name: str, archived: bool) -> None:
        """Put a case aside, or take it up again."""
        with self._guarded() as database, transaction(database):
            case = _number(database, name)
            database.execute(
                "UPDATE cases SET archived = ? WHERE id = ?", (archived, case)
            )
            move_case(database, case)

    def delete(self, name: str) -> None:
        """Throw a case away."""
        with self._guarded() as database:
            case = _number(database, name)
            with held(self._locks, case, "", self._now()), transaction(database):
                _still_there(database, case, name)
                database.execute(
                    "INSERT OR IGNORE INTO trash (case_id, at) VALUES (?, ?)",
                    (case, to_text(self._now())),
                )
                move_case(database, case)

    def restore(self, name: str) -> None:
        """Take a case back that was thrown away."""
        with self._guarded() as database, transaction(database):
            case = _number(database, name)
            database.execute("DELETE FROM trash WHERE case_id = ?", (case,))
            move_case(database, case)

    def purge(self, name: str) -> tuple[str, ...]:
        """Remove a case and its log for good, and return what may hold copies.

        In the file itself the bytes are overwritten (``secure_delete``) and the file
        is rebuilt (``VACUUM``). Out of reach are backups and salvaged copies, which
        are returned; and what the disk, its snapshots or other people keep.
        """
        with self._guarded() as database:
            case = _number(database, name)
            with held(self._locks, case, "", self._now()):
                with transaction(database):
                    _still_there(database, case, name)
                    evidence = self._evidence(database, case)
                    database.execute("DELETE FROM cases WHERE id = ?", (case,))
                for uid, is_shared in evidence.items():
                    if not is_shared:
                        rmtree(self.evidence_folder(uid), ignore_errors=True)
                # The rows are overwritten by now; what a full disk may prevent is only
                # that the file gets smaller.
                with suppress(sqlite3.OperationalError):
                    database.execute("VACUUM")
            forget(self._locks, case)
            return self._copies()

    def evidence_folder(self, uid: str) -> Path:
        """Return where evidence that came with a case is kept; it need not exist."""
        return self._path.with_name(f"{self._path.name}{_EVIDENCE}") / uid

    def evidence_of(self, name: str) -> Mapping[Path, bool]:
        """Return the folders of evidence a case uses, and whether others do too."""
        with self._guarded() as database:
            evidence = self._evidence(database, _number(database, name))
            return {
                self.evidence_folder(uid): is_shared
                for uid, is_shared in evidence.items()
            }

    def _evidence(self, database: sqlite3.Connection, case: int) -> dict[str, bool]:
        """Return whose folders a case uses, and whether another case does as well.

        A copy of a case names the files of the one it was copied from.
        """
        own = database.execute("SELECT uid FROM identities WHERE case_id = ?", (case,))
        uids = {str(uid) for (uid,) in own}
        named = database.execute(
            "SELECT rows FROM entries WHERE case_id = ? AND instr(rows, ?)",
            (case, _EVIDENCE),
        )
        uids |= {uid for (rows,) in named for uid in _UID.findall(rows)}
        return {
            uid: database.execute(_USED_BY_ANOTHER, (uid, case, uid, case)).fetchone()
            is not None
            for uid in sorted(uids)
            if self.evidence_folder(uid).is_dir()
        }

    def untouched_since(self, at: datetime) -> tuple[CaseInfo, ...]:
        """Return the cases whose last entry is as old as that, the oldest first."""
        with self._guarded() as database:
            found = database.execute(
                f"{_SELECT_CASES} WHERE touched_at <= ? ORDER BY touched_at, id",
                (to_text(at),),
            )
            return tuple(_info(row) for row in found)

    def note_output(self, name: str, path: str) -> None:
        """Keep where something made of a case was put."""
        check_savable(path)
        with self._guarded() as database, transaction(database):
            _note_output(database, _number(database, name), path)

    def outputs(self, name: str) -> tuple[str, ...]:
        """Return where things made of a case were put."""
        with self._guarded() as database:
            found = database.execute(
                "SELECT path FROM outputs WHERE case_id = ? ORDER BY path",
                (_number(database, name),),
            )
            return tuple(str(path) for (path,) in found)

    def close(self) -> None:
        """Close the file; using the casebook again opens it again."""
        if self._opened:
            self._opened.close()
            self._opened = None

    def _copies(self) -> tuple[str, ...]:
        name = self._path.stem
        return tuple(
            str(place)
            for kind in ("before-v", "salvaged-")
            for place in sorted(self._path.parent.glob(f"{escape(name)}.{kind}*"))
        )

    def _open(self) -> sqlite3.Connection:
        # An empty file is what SQLite starts from. Where cases were once held, it is
        # what is left of a casebook.
        if (
            self._locks.exists()
            and self._path.exists()
            and not self._path.stat().st_size
        ):
            raise DamageFound
        return open_database(self._path, self._now(), self._migrations)

    @contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection]:
        try:
            if self._opened is None:
                self._opened = self._open()
            yield self._opened
        except sqlite3.ProgrammingError:
            raise
        except (sqlite3.Error, OSError, DamageFound, UnicodeDecodeError) as error:
            if is_damage(error):
                raise self._damaged() from None
            raise unavailable(self._path, error) from None

    def _damaged(self) -> CasebookError:
        from sme_assistant.casebook.salvage import salvage  # noqa: PLC0415 (seldom)

        self.close()
        try:
            found = salvage(self._path, self._now())
        except (OSError, sqlite3.Error) as error:
            try:
                found = salvage(self._path, self._now(), write=False)
            except OSError:
                return unavailable(self._path, error)
        if not found.cases and not self._locks.exists():
            return NotACasebookError(str(self._path))
        return CasebookDamagedError(
            str(self._path),
            cases=found.cases,
            entries=found.entries,
            missing=found.missing,
            saved=str(found.saved or ""),
        )


class SqliteWriter:
    """Fulfils ``assistant.ports.CaseWriter``; made by ``SqliteCasebook.writer``."""

    def __init__(
        self,
        guarded: Callable[[], AbstractContextManager[sqlite3.Connection]],
        case: int,
        finder: Finder,
    ) -> None:
        self._guarded = guarded
        self._case = case
        self._finder = finder
        self.is_done = False

    def append(self, *entries: Entry) -> None:
        """Add entries to the end of the log: all of them or none."""
        if not entries:
            return
        with self._writing() as database:
            first = database.execute(
                "SELECT coalesce(max(seq), 0) + 1 FROM entries WHERE case_id = ?",
                (self._case,),
            ).fetchone()[0]
            insert_entries(database, self._case, enumerate(entries, start=first))
            database.execute(
                "UPDATE cases SET touched_at = ?,"
                " touched = (SELECT max(touched) FROM cases) + 1 WHERE id = ?",
                (to_text(entries[-1].at), self._case),
            )
            self._index(database, entries)

    def _index(self, database: sqlite3.Connection, entries: Sequence[Entry]) -> None:
        """Let the case be found by what was added; the finder may know nothing new."""
        programme = database.execute(
            "SELECT programme FROM cases WHERE id = ?", (self._case,)
        ).fetchone()[0]
        if any(self._finder.concerns(programme, entry) for entry in entries):
            index_case(database, self._case, self._finder)
        else:
            move_case(database, self._case)

    def draft(self, question: str) -> str:
        """Return the text begun at a question and not handed in; empty if none."""
        with self._guarded() as database:
            found = database.execute(
                "SELECT text FROM drafts WHERE case_id = ? AND question = ?",
                (self._case, question),
            ).fetchone()
            return str(found[0]) if found else ""

    def keep_draft(self, question: str, text: str) -> None:
        """Keep a text that is being written; an empty one is forgotten."""
        check_savable(text)
        with self._writing() as database:
            if text:
                database.execute(
                    "INSERT OR REPLACE INTO drafts (case_id, question, text)"
                    " VALUES (?, ?, ?)",
                    (self._case, question, text),
                )
            else:
                database.execute(
                    "DELETE FROM drafts WHERE case_id = ? AND question = ?",
                    (self._case, question),
                )

    def call(self) -> Call | None:
        """Return the call about the case that is not ended; None if there is none."""
        with self._guarded() as database:
            return calls.open_call(database, self._case)

    def start_call(self, caller: str, phone: str, staff: str, at: datetime) -> Call:
        """Begin a call about the case."""
        check_savable(caller + phone + staff)
        with self._writing() as database:
            return calls.start(database, self._case, caller, phone, (staff, at))

    def note_call(self, event: CallEvent, staff: str, at: datetime) -> Call:
        """Note what happens to the call that is not ended."""
        check_savable(staff)
        with self._writing() as database:
            return calls.note(database, self._case, event, (staff, at))

    def follow_ups(self) -> tuple[FollowUp, ...]:
        """Return the follow-ups of the case by day, done ones too."""
        with self._guarded() as database:
            return follow_ups.of_case(database, self._case)

    def add_follow_up(self, day: date, what: str, staff: str, at: datetime) -> FollowUp:
        """Keep on which day somebody is to be called back."""
        check_savable(what + staff)
        with self._writing() as database:
            return follow_ups.add(database, self._case, day, what, (staff, at))

    def finish_follow_up(self, number: int, at: datetime) -> FollowUp:
        """Note that a follow-up of the case was done."""
        with self._writing() as database:
            mine = follow_ups.of_case(database, self._case)
            if number not in {one.id for one in mine}:
                raise FollowUpNotFoundError(number)
            return follow_ups.finish(database, number, at)

    def note_output(self, path: str) -> None:
        """Keep where something made of the case was put."""
        check_savable(path)
        with self._writing() as database:
            _note_output(database, self._case, path)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self.is_done:
            raise RuntimeError("the writer's block has ended")
        with self._guarded() as database, transaction(database):
            yield database


def _last_touched(
    database: sqlite3.Connection, most: int, *, deleted: bool
) -> tuple[CaseInfo, ...]:
    """Return the cases last touched, those put aside after the others."""
    rows = database.execute(_SELECT_CASES + _WHERE_LAST_TOUCHED, (deleted, most))
    return tuple(_info(row) for row in rows)


def _note_output(database: sqlite3.Connection, case: int, path: str) -> None:
    # What another case had put there was moved or deleted: it must not be taken for it.
    database.execute(
        "DELETE FROM outputs WHERE path = ? AND case_id <> ?", (path, case)
    )
    database.execute("INSERT OR IGNORE INTO outputs VALUES (?, ?)", (case, path))


def _number(database: sqlite3.Connection, name: str) -> int:
    found = database.execute(
        "SELECT id FROM cases WHERE name_key = ?", (name_key(name),)
    ).fetchone()
    if not found:
        raise CaseNotFoundError(name)
    return int(found[0])


def _still_there(database: sqlite3.Connection, case: int, name: str) -> None:
    """Make sure that nobody purged the case before we held it."""
    if not database.execute("SELECT 1 FROM cases WHERE id = ?", (case,)).fetchone():
        raise CaseNotFoundError(name)


def _is_deleted(database: sqlite3.Connection, case: int) -> bool:
    found = database.execute("SELECT 1 FROM trash WHERE case_id = ?", (case,))
    return found.fetchone() is not None


def _not_here(database: sqlite3.Connection, uid: str) -> None:
    """Make sure that no case is the one that is to be begun."""
    found = database.execute(
        "SELECT name FROM cases JOIN identities ON case_id = cases.id WHERE uid = ?",
        (uid,),
    ).fetchone()
    if found:
        raise CaseIsHereError(str(found[0]))


def _info(row: tuple[str, str, str, str, int, int, int, str]) -> CaseInfo:
    name, programme, created, touched, archived, entries, deleted, uid = row
    try:
        created_at, touched_at = from_text(created), from_text(touched)
    except ValueError:
        raise DamageFound from None
    return CaseInfo(
        name,
        programme,
        created_at,
        touched_at,
        bool(archived),
        entries,
        bool(deleted),
        uid,
    )


@contextmanager
def _unique(database: sqlite3.Connection, name: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.IntegrityError:
        case = _number(database, name)
        if _is_deleted(database, case):
            raise CaseNameError.thrown_away(name) from None
        raise CaseNameError.taken(name) from None
