"""Remove a package: the files it lists, and no other.

Whoever added a file of their own to the folder finds it there afterwards.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from sme_assistant.assembly.opening import MANIFEST, opened_package
from sme_assistant.errors import PackageUnreadableError
from sme_assistant.paths import is_file, is_folder, is_there


def is_package(path: Path) -> bool:
    """Whether a folder or zip is a package, as far as its manifest tells."""
    if is_folder(path):
        return is_file(path / MANIFEST)
    return is_file(path) and _is_packed(path)


def remove_package(path: Path) -> bool:
    """Remove a package, a folder or its zip.

    Returns:
        Whether nothing is left of it. Something is where it cannot be read as a package
        any more, a file cannot be removed, or somebody put more into the folder.
    """
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            _remove_folder(path)
        elif _is_packed(path):
            path.unlink()
    return not is_there(path)


def _is_packed(path: Path) -> bool:
    """Whether a file is a zip with a manifest at the top of its one folder."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [PurePosixPath(name).parts for name in archive.namelist()]
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return False
    return any(parts[-1] == MANIFEST and len(parts) <= 2 for parts in names if parts)  # noqa: PLR2004 (folder and file)


def _remove_folder(folder: Path) -> None:
    try:
        with opened_package(folder) as package:
            own = [*package.files, *filter(None, [package.figures])]
            files = [folder / file.path for file in own]
    except PackageUnreadableError:
        return
    for file in files:
        with suppress(OSError):
            file.unlink()
    # The manifest goes last: were we stopped before, it still says what is left.
    if not any(map(is_there, files)):
        (folder / MANIFEST).unlink()
    for place in sorted(_folders(folder), reverse=True):
        with suppress(OSError):  # somebody else's file is in it
            place.rmdir()


def _folders(folder: Path) -> Iterator[Path]:
    yield folder
    yield from (place for place in folder.rglob("*") if place.is_dir())
