"""What the machine refuses is told in words a person can act on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sme_assistant.casebook import SqliteCasebook, schema
from sme_assistant.errors import CasebookUnavailableError
from tests.casebook.conftest import NOON, Opener, answer

NOBODY = 65534


def assert_refused(caught: pytest.ExceptionInfo[CasebookUnavailableError]) -> str:
    assert "请" in caught.value.user_message
    assert "样例" not in str(caught.value)
    return caught.value.cause


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A casebook with one case, in a folder that may only be read.

    Root may write anywhere, so that it turns into nobody for the test.
    """
    folder = Path(tempfile.mkdtemp())
    casebook = SqliteCasebook(folder / "casebook.sqlite3", lambda: NOON)
    casebook.create("样例", "p", NOON)
    with casebook.writer("样例", "") as writer:
        writer.append(answer("1"))
    casebook.close()
    (folder / "casebook.sqlite3").chmod(0o444)
    folder.chmod(0o555)
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(NOBODY)
    yield folder
    if was_root:
        os.seteuid(0)
    folder.chmod(0o700)
    shutil.rmtree(folder)


posix_only = pytest.mark.skipif(
    os.name != "posix", reason="Windows folders cannot be made read-only like this"
)


@posix_only
def test_a_read_only_casebook_can_be_read_but_not_written(
    opened: Opener, read_only: Path
) -> None:
    casebook = opened(read_only / "casebook.sqlite3")

    assert [entry.value for entry in casebook.entries("样例")] == ["1"]
    with pytest.raises(CasebookUnavailableError) as caught:
        casebook.create("另一个", "p", NOON)
    assert assert_refused(caught) == "forbidden"
    with (
        pytest.raises(CasebookUnavailableError),
        casebook.writer("样例", "") as writer,
    ):
        writer.append(answer("2"))


@posix_only
def test_no_casebook_can_be_made_in_a_read_only_folder(
    opened: Opener, read_only: Path
) -> None:
    for place in (read_only / "new.sqlite3", read_only / "new" / "new.sqlite3"):
        with pytest.raises(CasebookUnavailableError) as caught:
            opened(place).cases()
        assert assert_refused(caught) == "forbidden"


def test_a_folder_or_a_file_in_the_way_is_no_place_for_it(
    opened: Opener, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path, tmp_path / "file" / "x.db", tmp_path / "file" / "y" / "x"):
        with pytest.raises(CasebookUnavailableError) as caught:
            opened(place).cases()
        assert assert_refused(caught) == "place"


def test_a_full_disk_stores_all_of_an_append_or_none(opened: Opener) -> None:
    casebook = opened()
    casebook.create("样例", "p", NOON)
    with casebook.writer("样例", "") as writer:
        writer.append(answer("1"))
        with casebook._guarded() as database:
            pages = database.execute("PRAGMA page_count").fetchone()[0]
            database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(CasebookUnavailableError) as caught:
            writer.append(*[answer("2" * 1000)] * 20)

        assert assert_refused(caught) == "full"
        assert [entry.value for entry in casebook.entries("样例")] == ["1"]
        with casebook._guarded() as database:
            database.execute("PRAGMA max_page_count = 1000")
        writer.append(answer("3"))
    assert [entry.value for entry in casebook.entries("样例")] == ["1", "3"]


def test_who_waits_too_long_for_another_window_is_told(
    opened: Opener, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.05)
    casebook = opened()
    casebook.create("样例", "p", NOON)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CasebookUnavailableError) as caught:
            casebook.create("另一个", "p", NOON)
        assert assert_refused(caught) == "busy"
        assert [case.name for case in casebook.cases()] == ["样例"]
        other.execute("ROLLBACK")


def test_an_unforeseen_fault_is_reported_as_one(opened: Opener, path: Path) -> None:
    casebook = opened()
    casebook.create("样例", "p", NOON)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("DROP TABLE entries")

    with pytest.raises(CasebookUnavailableError) as caught:
        casebook.cases()
    assert assert_refused(caught) == "fault"


def test_a_mistake_of_ours_is_not_blamed_on_the_machine(opened: Opener) -> None:
    with pytest.raises(sqlite3.ProgrammingError), opened()._guarded() as database:
        database.execute("SELECT ?", ())
