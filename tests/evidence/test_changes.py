"""What became of files since they were attached."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from sme_assistant.engine.attachments import Attachment
from sme_assistant.evidence import changes
from sme_assistant.evidence.changes import Change, change_of
from sme_assistant.evidence.looking import UnfitError, Wrong, fingerprint


@pytest.fixture
def file(tmp_path: Path) -> Attachment:
    path = tmp_path / "合同" / "a.pdf"
    path.parent.mkdir()
    path.write_bytes(f"%PDF {tmp_path} lease".encode())
    return fingerprint(path)


def became(file: Attachment, *, closely: bool = False) -> tuple[Change, str] | None:
    found = change_of(file, closely=closely)
    return None if found is None else (found.change, found.now)


def test_a_file_that_was_left_alone_is_as_it_was(file: Attachment) -> None:
    assert became(file) is None
    assert became(file, closely=True) is None
    os.utime(file.path)
    assert became(file) is None  # only its time is another


def test_a_file_that_was_written_in_is_changed(file: Attachment) -> None:
    path = Path(file.path)
    path.rename(path.parent.parent / "was")
    path.write_bytes(b"%PDF another one")
    assert became(file) == (Change.CHANGED, "")
    path.write_bytes(path.parent.parent.joinpath("was").read_bytes().upper())
    os.utime(path, ns=(file.modified, file.modified))
    assert became(file) is None  # that is not seen by the way ...
    assert became(file, closely=True) == (Change.CHANGED, "")  # ... but before copying


@pytest.mark.parametrize("to", ["b.pdf", "../b.pdf", "新/b.pdf", "../签好的/a.pdf"])
def test_a_file_that_was_moved_near_by_is_found(file: Attachment, to: str) -> None:
    path = Path(file.path)
    target = Path(os.path.normpath(path.parent / to))
    target.parent.mkdir(exist_ok=True)
    (path.parent / "same size").write_bytes(bytes(file.size))
    path.rename(target)
    found = change_of(file)
    assert found is not None
    assert (found.change, found.now) == (Change.MOVED, str(target))
    assert str(target) in found.words


def test_a_file_that_is_gone_with_its_folder_is_gone(file: Attachment) -> None:
    path = Path(file.path)
    path.unlink()
    assert became(file) == (Change.GONE, "")
    path.parent.rmdir()
    path.parent.touch()
    assert became(file) == (Change.GONE, "")


def test_of_an_older_log_only_that_a_file_is_there_is_known(
    file: Attachment, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Attachment(file.path)
    Path(file.path).write_bytes(b"whatever")
    assert became(old) is None
    assert became(replace(old, path=f"{file.path}2")) == (Change.GONE, "")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert became(old) == (Change.UNREADABLE, "")


def test_a_file_that_cannot_be_read_any_more_is_named(
    file: Attachment, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert became(replace(file, path="/\0")) == (Change.UNREADABLE, "")

    def unfit(_: Path) -> Attachment:
        raise UnfitError(Wrong.FORBIDDEN)

    monkeypatch.setattr(changes, "fingerprint", unfit)
    assert became(file, closely=True) == (Change.UNREADABLE, "")
    path = Path(file.path)
    path.rename(path.with_name("b.pdf"))
    assert became(file) == (Change.GONE, "")  # it is there, but nobody can tell


def test_folders_that_cannot_be_searched_are_passed_over(
    file: Attachment, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(file.path)
    (path.parent / "locked").mkdir()
    path.unlink()
    whole = os.scandir

    def some(folder: object) -> object:
        if str(folder) != str(path.parent):
            raise PermissionError
        return whole(str(folder))

    monkeypatch.setattr(os, "scandir", some)
    assert became(file) == (Change.GONE, "")
