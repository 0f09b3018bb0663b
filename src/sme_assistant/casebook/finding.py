"""The index by which cases are found: one short text a case, kept with its log.

What people may look for (name, applicant, district, telephone, who called) stands in
the table ``found``, brought to one form, a line each, and is written in the transaction
that changes it. Which answers count, ``Finder`` says; the casebook knows no programme.
The table is kept in the order of ``touched``, so that looking through it ends where
enough was found; see docs/adr/029.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import Final, Protocol

from sme_assistant.casebook.rows import select_light_log
from sme_assistant.engine.log import Entry

_FORM: Final = "calls"
"""Changed when the casebook itself adds something else to what a case is found by."""
_IN_USE, _ARCHIVED, _THROWN_AWAY = range(3)
_ENOUGH: Final = 2000
"""So many matches are ranked as they are; of more, those that begin so come first."""
_LONGEST, _MOST_TERMS = 200, 10
"""What is typed beyond is not looked for: no case is told apart by it."""
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[\s\-.·]+(?=[0-9])")
_BRACKETS = re.compile(r"[()\[\]{}<>《》〈〉「」【】〔〕]")
_COUNTRY = re.compile(r"(?<![0-9])\+86[\s\-]*(?=[0-9])")


class Finder(Protocol):
    """Says which answers a case is found by."""

    @property
    def key(self) -> str:
        """What the choice rests on; another key means that all is written anew."""

    def concerns(self, programme: str, entry: Entry) -> bool:
        """Whether an entry may change what a case of a programme is found by."""

    def words(self, programme: str, entries: Sequence[Entry]) -> Sequence[str]:
        """Return what a log says that the case is found by; lists are not in it."""


class NamesOnly:
    """Lets cases be found by their names alone."""

    key = "names"

    def concerns(self, _programme: str, _entry: Entry) -> bool:
        """No entry changes a name."""
        return False

    def words(self, _programme: str, _entries: Sequence[Entry]) -> Sequence[str]:
        """No entry holds one."""
        return ()


def searched(text: str) -> str:
    """Bring what is looked for, or looked through, to one form, blanks left.

    Full width and traditional signs are folded, brackets go, and so does whatever
    parts the digits of a number: 023-6000 0000.
    """
    from sme_assistant.values.characters import folded  # noqa: PLC0415 (not to list)

    plain = _BRACKETS.sub("", _COUNTRY.sub("", folded(text)))
    return _BETWEEN_DIGITS.sub("", plain)


def indexed(words: Sequence[str]) -> str:
    """Return the text by which a case is found: each word, and its pinyin initials."""
    lines: list[str] = []
    for word in words:
        plain = "".join(searched(word).split())
        lines += [plain, _initials(plain)]
    return "".join(f"\n{line}" for line in dict.fromkeys(lines) if line)


def _initials(text: str) -> str:
    """Return the first letters of how a text is read; empty if it holds no Chinese."""
    from sme_assistant.values.characters import characters  # noqa: PLC0415

    read = characters().read
    if not any(sign in read for sign in text):
        return ""
    return "".join(read.get(sign, sign)[0] for sign in text)


# --- keeping it ------------------------------------------------------------


def index_case(database: sqlite3.Connection, case: int, finder: Finder) -> None:
    """Write what a case is found by anew, in the caller's transaction."""
    name, programme = database.execute(
        "SELECT name, programme FROM cases WHERE id = ?", (case,)
    ).fetchone()
    answered = finder.words(programme, select_light_log(database, case))
    words = (name, *answered, *_callers(database, case))
    database.execute("DELETE FROM found WHERE case_id = ?", (case,))
    database.execute(
        "INSERT INTO found (shelf, touched, case_id, text) VALUES (?, ?, ?, ?)",
        (*_place(database, case), case, indexed(words)),
    )


def _callers(database: sqlite3.Connection, case: int) -> Sequence[str]:
    """Return who called about a case, and from which numbers."""
    called = database.execute(
        "SELECT caller, phone FROM calls WHERE case_id = ? ORDER BY id", (case,)
    )
    return [word for row in called for word in row]


def move_case(database: sqlite3.Connection, case: int) -> None:
    """Put a case where it belongs after it was touched, put aside or thrown away."""
    database.execute(
        "UPDATE found SET shelf = ?, touched = ? WHERE case_id = ?",
        (*_place(database, case), case),
    )


def _place(database: sqlite3.Connection, case: int) -> tuple[int, int]:
    archived, touched, is_trash = database.execute(
        "SELECT archived, touched,"
        " EXISTS (SELECT 1 FROM trash WHERE case_id = cases.id)"
        " FROM cases WHERE id = ?",
        (case,),
    ).fetchone()
    shelf = _ARCHIVED if archived else _IN_USE
    return (_THROWN_AWAY if is_trash else shelf), touched


def is_current(database: sqlite3.Connection, finder: Finder) -> bool:
    """Whether every case is in the index, by what it is found by today."""
    found = database.execute("SELECT 1 FROM found_by WHERE key = ?", (_key(finder),))
    return found.fetchone() is not None


def fill(database: sqlite3.Connection, finder: Finder) -> None:
    """Write the whole index anew, in the caller's transaction."""
    for (case,) in database.execute("SELECT id FROM cases").fetchall():
        index_case(database, case, finder)
    database.execute("DELETE FROM found_by")
    database.execute("INSERT INTO found_by (key) VALUES (?)", (_key(finder),))


def _key(finder: Finder) -> str:
    return f"{_FORM} {finder.key}"


# --- looking ---------------------------------------------------------------


def found(
    database: sqlite3.Connection, text: str, most: int, *, deleted: bool
) -> list[int]:
    """Return the cases in which every word of a text stands, best first.

    First those in use, then those put aside; of each, those with a line that begins
    with the first word, then the others; of these, the last touched first.
    """
    terms = searched(text[:_LONGEST]).split()[:_MOST_TERMS]
    if not terms:
        return []
    shelves = (_THROWN_AWAY,) if deleted else (_IN_USE, _ARCHIVED)
    cases: list[int] = []
    for shelf in shelves:
        if len(cases) < most:
            cases += _on_shelf(database, shelf, terms, most - len(cases))
    return cases


def _on_shelf(
    database: sqlite3.Connection, shelf: int, terms: Sequence[str], most: int
) -> list[int]:
    begins = f"\n{terms[0]}"
    matching = _matching(database, shelf, begins, terms, _ENOUGH)
    first = [case for case, is_first in matching if is_first]
    if len(matching) == _ENOUGH and len(first) < most:
        sought = (begins, *terms[1:])
        first = [case for case, _ in _matching(database, shelf, begins, sought, most)]
    return list(dict.fromkeys([*first, *(case for case, _ in matching)]))[:most]


def _holds(term: str) -> str:
    """Return the test that a text holds a term; of letters GLOB is the quicker one."""
    is_plain = term.isascii() and term.isalnum()
    return "text GLOB '*' || ? || '*'" if is_plain else "instr(text, ?)"


def _matching(
    database: sqlite3.Connection,
    shelf: int,
    begins: str,
    terms: Sequence[str],
    most: int,
) -> list[tuple[int, int]]:
    """Return the last touched cases of a shelf whose text holds all terms.

    Each with whether a line of it begins so.
    """
    tests = "".join(f" AND {_holds(term)}" for term in terms)
    return database.execute(
        f"SELECT case_id, instr(text, ?) > 0 FROM found WHERE shelf = ?{tests}"  # noqa: S608 (no text of a person is in it)
        " ORDER BY touched DESC, case_id DESC LIMIT ?",
        (begins, shelf, *terms, most),
    ).fetchall()
