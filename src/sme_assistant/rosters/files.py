"""Take a table file as it is at one moment, and see by its content what it is.

Everything is read into memory once, no more than a stated size, so that nothing a
file does afterwards matters: it may grow, vanish or turn into something else.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from sme_assistant.errors import SmeAssistantError
from sme_assistant.paths import is_there, typed_path
from sme_assistant.phrases import Lists

LARGEST: Final = 60 * 1024 * 1024
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_ENDINGS = (
    ".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt",
    ".et", ".numbers", ".doc", ".docx", ".wps", ".pdf",
)  # fmt: skip
"""Of files that people give for a list, whether we can read them or not."""


class TableError(SmeAssistantError):
    """A table file cannot be read at all, or not be written."""


class FileKind(StrEnum):
    """What a file is, by its content."""

    WORKBOOK = "workbook"  # .xlsx, .xlsm, .ods: a zip that is scanned first
    OLD_WORKBOOK = "old_workbook"  # .xls
    DOCUMENT = "document"  # .docx
    TEXT = "text"  # .csv and the like


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file as it was when it was read."""

    name: str
    kind: FileKind
    content: bytes


def table_path(typed: str) -> Path | None:
    """Return the path that was typed, or dragged into the window; None if it is none.

    It is one if its ending is that of a table, or if there is such a thing.
    """
    bare = typed.strip().strip("'\"“”").replace("\\ ", " ")
    if "\n" in bare or "\0" in bare:
        return None
    path = typed_path(bare)
    return path if is_there(path) or path.suffix.lower() in _ENDINGS else None


def taken(path: Path) -> TableFile:
    """Read a file whole.

    Raises:
        TableError: It is not there, no file, too large, being written to, or nothing
            that a list can stand in.
    """
    name = path.name or str(path)
    try:
        content = _content(path, name)
    except (FileNotFoundError, ValueError) as error:
        told = Lists.NOT_FOUND.format(path=path)
        raise TableError("no such table file", told) from error
    except OSError as error:
        told = Lists.UNREADABLE.format(name=name)
        raise TableError("table file cannot be read", told) from error
    return TableFile(name, _kind_of(content, name), content)


def _content(path: Path, name: str) -> bytes:
    # Without waiting: a pipe that nobody writes to would be waited for until for ever.
    handle = os.open(path, os.O_RDONLY | _AT_ONCE)
    try:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise TableError("no file", Lists.NO_FILE.format(name=name))
        if before.st_size > LARGEST:
            raise TableError("table too large", Lists.TOO_LARGE.format(name=name))
        content = b"".join(_pieces(handle, before.st_size + 1))
        after = os.fstat(handle)
    finally:
        os.close(handle)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise TableError("table is being written", Lists.GROWS.format(name=name))
    if len(content) != before.st_size:
        raise TableError("table is being written", Lists.GROWS.format(name=name))
    return content


def _pieces(handle: int, left: int) -> Iterator[bytes]:
    while left and (piece := os.read(handle, min(left, 1 << 20))):
        left -= len(piece)
        yield piece


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLD_DOCUMENT = "WordDocument".encode("utf-16-le")
_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
)
_WEB_PAGE = (b"<html", b"<!doctype html", b"<table", b"<?xml")


def _kind_of(content: bytes, name: str) -> FileKind:
    """Say what a file is, whatever it is called."""
    if not content.strip():
        raise TableError("empty file", Lists.EMPTY.format(name=name))
    if content.startswith(b"PK"):
        has_text = b"word/document.xml" in content[-65536:]
        return FileKind.DOCUMENT if has_text else FileKind.WORKBOOK
    if content.startswith(_OLE):
        if _LOCKED in content:
            raise TableError("password", Lists.LOCKED.format(name=name))
        if _OLD_DOCUMENT in content:
            raise TableError("no table", Lists.NO_TABLE.format(name=name))
        return FileKind.OLD_WORKBOOK
    head = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(_OTHERS):
        raise TableError("no table", Lists.NO_TABLE.format(name=name))
    if head.lower().startswith(_WEB_PAGE):
        raise TableError("web page", Lists.WEB_PAGE.format(name=name))
    return FileKind.TEXT
