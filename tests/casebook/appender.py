"""Works on a casebook until it is killed; run by ``test_kill.py``.

For each line ``WORK PATH`` on standard input it forks, because a fork starts in a
millisecond and an interpreter does not. The child says its process number and works:
``append`` opens or begins the casebook, appends without end and says each number once
its entry is confirmed; ``migrate`` brings it to schema 2. When the child is dead, its
parent says so.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sme_assistant.casebook import SqliteCasebook
from sme_assistant.casebook.schema import MIGRATIONS, Migration
from sme_assistant.engine.log import Action, Entry
from sme_assistant.errors import CaseNotFoundError

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
NAME = "样例"


def rewrite(database: sqlite3.Connection) -> None:
    database.execute("ALTER TABLE cases ADD COLUMN phone TEXT NOT NULL DEFAULT ''")
    database.execute("UPDATE entries SET typed = value")


SCHEMA_2 = (*MIGRATIONS, Migration("rewrite", rewrite))


def append_for_ever(path: Path) -> None:
    casebook = SqliteCasebook(path, lambda: NOON)
    try:
        casebook.info(NAME)
    except CaseNotFoundError:
        casebook.create(NAME, "p", NOON)
    with casebook.writer(NAME, "") as writer:
        for number in count(len(casebook.entries(NAME)) + 1):
            text = "详" * (number * 37 % 900)
            writer.append(Entry(Action.ANSWER, str(number), NOON, value=text))
            os.write(1, f"{number}\n".encode())


def migrate(path: Path) -> None:
    SqliteCasebook(path, lambda: NOON, SCHEMA_2).cases()


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os.write(1, f"{os.getpid()}\n".encode())
            work, place = line.split()
            {"append": append_for_ever, "migrate": migrate}[work](Path(place))
            signal.pause()
        os.waitpid(child, 0)
        os.write(1, b"dead\n")


if __name__ == "__main__":
    main()
