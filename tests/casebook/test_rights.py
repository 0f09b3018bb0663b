"""Only its owner may read a casebook, at no moment anybody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.casebook.conftest import NOON, Opener, answer

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="Windows has no mode bits; the profile folder protects"
)


def rights(path: Path) -> str:
    return f"{path.stat().st_mode & 0o777:o}"


@pytest.fixture(autouse=True)
def careless_umask() -> object:
    before = os.umask(0)
    yield
    os.umask(before)


def test_folder_file_journal_and_locks_are_the_owners_alone(
    opened: Opener, path: Path
) -> None:
    casebook = opened()
    casebook.create("样例", "p", NOON)
    with casebook.writer("样例", "王工"), casebook._guarded() as database:
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE cases SET archived = 1")
        journal = path.with_name(f"{path.name}-journal")
        found = {place.name: rights(place) for place in path.parent.rglob("*")}
        database.execute("ROLLBACK")

    assert rights(path.parent) == "700"
    assert journal.name in found
    assert found.pop(f"{path.name}.locks") == "700"
    assert set(found.values()) == {"600"}


def test_a_file_open_to_others_is_closed_to_them(opened: Opener, path: Path) -> None:
    casebook = opened()
    casebook.create("样例", "p", NOON)
    casebook.close()
    path.chmod(0o644)

    casebook.cases()

    assert rights(path) == "600"


def test_the_rights_of_a_folder_that_was_there_are_left_alone(
    opened: Opener, tmp_path: Path
) -> None:
    tmp_path.chmod(0o755)
    opened(tmp_path / "x.sqlite3").cases()

    assert rights(tmp_path) == "755"
    assert rights(tmp_path / "x.sqlite3") == "600"


def test_no_file_name_tells_whose_case_it_is(opened: Opener, path: Path) -> None:
    casebook = opened()
    casebook.create("样例", "p", NOON)
    with casebook.writer("样例", "王工") as writer:
        writer.append(answer("1"))
        found = [place.name for place in path.parent.rglob("*")]

    assert not any("样例" in name for name in found)
