"""``kill -9`` at any moment loses no confirmed answer."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from sme_assistant.casebook import SqliteCasebook
from sme_assistant.casebook.schema import MIGRATIONS, Migration
from sme_assistant.errors import CaseNotFoundError
from tests.casebook import appender
from tests.casebook.conftest import NOON, chance

KILLS = 200
KILLS_PER_FILE = 20  # a new file each so often, so that its making is hit as well

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="Windows has neither fork nor SIGKILL"
)


@pytest.fixture
def server() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", appender.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process


def kill_one(
    server: subprocess.Popen[str], work: str, path: Path, after: float
) -> list[int]:
    """Start a child, kill it, and return the numbers it had confirmed."""
    stdin, stdout = server.stdin, server.stdout
    assert stdin is not None
    assert stdout is not None
    stdin.write(f"{work} {path}\n")
    stdin.flush()
    child = int(stdout.readline())
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return [int(line) for line in until_dead(stdout)]


def until_dead(stdout: IO[str]) -> Iterator[str]:
    while (line := stdout.readline()) != "dead\n":
        yield line


def seconds_to_begin(path: Path) -> float:
    """Measure the disk: how long it takes to begin a casebook and a case."""
    started = time.perf_counter()
    casebook = SqliteCasebook(path, lambda: NOON)
    casebook.create(appender.NAME, "p", NOON)
    casebook.close()
    return time.perf_counter() - started


def stored(path: Path, schema: tuple[Migration, ...] = MIGRATIONS) -> list[int]:
    casebook = SqliteCasebook(path, lambda: NOON, schema)
    try:
        entries = casebook.entries(appender.NAME)
        with casebook._guarded() as database:
            assert database.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        for entry in entries:
            assert entry.value == "详" * (int(entry.subject) * 37 % 900)
        return [int(entry.subject) for entry in entries]
    except CaseNotFoundError:
        return []
    finally:
        casebook.close()


def test_no_confirmed_entry_is_lost_in_two_hundred_kills(
    server: subprocess.Popen[str], tmp_path: Path
) -> None:
    dice = chance(2026)
    window = 10 * seconds_to_begin(tmp_path / "timed" / "casebook.sqlite3")
    found: list[int] = []
    confirmed = 0
    for kill in range(KILLS):
        path = tmp_path / f"{kill // KILLS_PER_FILE}" / "casebook.sqlite3"
        before = 0 if kill % KILLS_PER_FILE == 0 else len(found)
        said = kill_one(server, "append", path, dice.uniform(0, window))
        found = stored(path)

        # All that was confirmed, and at most the one entry under way besides.
        assert said == list(range(before + 1, before + 1 + len(said)))
        assert found == list(range(1, len(found) + 1))
        assert before + len(said) <= len(found) <= before + len(said) + 1
        confirmed += len(said)
    assert confirmed > KILLS  # else it was never struck at work


def test_a_kill_amid_a_migration_loses_nothing(
    server: subprocess.Popen[str], tmp_path: Path
) -> None:
    dice = chance(7)
    first = tmp_path / "casebook.sqlite3"
    kill_one(server, "append", first, 0.3)
    entries = stored(first)
    window = 4 * seconds_to_begin(tmp_path / "timed" / "casebook.sqlite3")
    for kill in range(40):
        path = tmp_path / f"{kill}" / "casebook.sqlite3"
        path.parent.mkdir()
        shutil.copy(first, path)

        kill_one(server, "migrate", path, dice.uniform(0, window))

        assert stored(path, appender.SCHEMA_2) == entries
        backups = list(path.parent.glob("casebook.before-v*.sqlite3"))
        whole = [backup for backup in backups if backup.stat().st_size]
        assert whole
        assert all(stored(backup) == entries for backup in whole)
