"""Where the casebook is, and who may read it: its owner alone.

A file is created with its final rights; none is created first and tightened
afterwards, because somebody could open it in between.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from sme_assistant.paths import typed_path

VARIABLE: Final = "SME_ASSISTANT_CASEBOOK"
_FILE_RIGHTS = 0o600
_FOLDER_RIGHTS = 0o700


def casebook_path(option: str | None, environ: Mapping[str, str]) -> Path:
    """Return the file that holds the casebook, which need not exist yet.

    Args:
        option: What ``--casebook`` was given, if it was.
        environ: The environment; ``SME_ASSISTANT_CASEBOOK`` comes second.
    """
    chosen = option or environ.get(VARIABLE)
    if chosen:
        return typed_path(chosen).absolute()
    return user_data_path("sme-assistant", appauthor=False) / "casebook.sqlite3"


def make_private_folder(folder: Path) -> None:
    """Create a folder for its owner alone; one that exists is left as it is."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=_FOLDER_RIGHTS, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Create an empty file for its owner alone; take others' rights to one there is."""
    make_private_folder(path.parent)
    try:
        _create(path)
    except FileExistsError:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)) from None
        _tighten(path)


def publish(part: Path, wanted: Path) -> Path:
    """Move a finished file to a wanted name, or to the next free one like it.

    Returns:
        The name it got. No file that was there before is replaced.
    """
    for number in count(1):
        suffix = f"-{number}" if number > 1 else ""
        place = wanted.with_stem(wanted.stem + suffix)
        try:
            _create(place)
        except FileExistsError:
            continue
        return part.replace(place)
    raise AssertionError  # pragma: no cover  # count() has no end


def _create(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _FILE_RIGHTS))


def _tighten(path: Path) -> None:
    if os.name != "posix" or not path.stat().st_mode & 0o077:
        return
    try:
        path.chmod(_FILE_RIGHTS)
    except OSError as error:
        # Somebody else's file, or a read-only disk: it can still be read.
        if error.errno not in (errno.EPERM, errno.EROFS):
            raise
