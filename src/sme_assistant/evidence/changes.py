"""Whether attached files still are what they were when they were attached."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from sme_assistant.engine.attachments import Attachment
from sme_assistant.evidence.looking import UnfitError, fingerprint
from sme_assistant.phrases import Proof

_MOST_SOUGHT = 2_000
"""Names looked at for a file that is not where it was."""


class Change(StrEnum):
    """What became of a file."""

    GONE = "gone"
    MOVED = "moved"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that is not what it was.

    Attributes:
        now: Where it lies now, if it was moved.
    """

    file: Attachment
    change: Change
    now: str = ""

    @property
    def words(self) -> str:
        """What became of it and what to do."""
        return _WORDS[self.change].format(name=Path(self.file.path).name, now=self.now)


_WORDS = {
    Change.GONE: Proof.GONE,
    Change.MOVED: Proof.MOVED,
    Change.CHANGED: Proof.CHANGED,
    Change.UNREADABLE: Proof.NOW_UNREADABLE,
}


def change_of(file: Attachment, *, closely: bool = False) -> Changed | None:
    """Return what became of a file; None if it is as it was.

    Args:
        file: As it was attached. Of one from an older log only that it is there is
            known.
        closely: Read it again even if its size and time are as they were.
    """
    path = Path(file.path)
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        now = _sought(file) if file.is_registered else ""
        return Changed(file, Change.MOVED if now else Change.GONE, now)
    except (OSError, ValueError):
        return Changed(file, Change.UNREADABLE)
    if not file.is_registered:
        return None if os.access(path, os.R_OK) else Changed(file, Change.UNREADABLE)
    if status.st_size != file.size:
        return Changed(file, Change.CHANGED)
    if status.st_mtime_ns == file.modified and not closely:
        return None
    try:
        same = fingerprint(path).sha256 == file.sha256
    except UnfitError:
        return Changed(file, Change.UNREADABLE)
    return None if same else Changed(file, Change.CHANGED)


def _sought(file: Attachment) -> str:
    """Look near its old place for a file of the same bytes, under whatever name."""
    for path in islice(_near(Path(file.path).parent), _MOST_SOUGHT):
        try:
            same_size = path.stat().st_size == file.size
            if same_size and fingerprint(path).sha256 == file.sha256:
                return str(path)
        except (OSError, UnfitError):
            continue
    return ""


def _near(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and of those below and around it."""
    while not os.path.isdir(folder) and folder != folder.parent:  # noqa: PTH112
        folder = folder.parent
    yield from _within(folder)
    if folder.parent != folder:
        yield from _within(folder.parent)


def _within(folder: Path) -> Iterator[Path]:
    below = []
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, _MOST_SOUGHT):
                if entry.is_file(follow_symlinks=False):
                    yield Path(entry.path)
                elif entry.is_dir(follow_symlinks=False):
                    below.append(entry.path)
    except OSError:
        return
    for name in below:
        try:
            with os.scandir(name) as entries:
                found = [e.path for e in islice(entries, _MOST_SOUGHT) if e.is_file()]
        except OSError:
            continue
        yield from map(Path, found)
