"""Files named by a person, and those of folders, in the order people count."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from sme_assistant.errors import EvidenceError, Problem
from sme_assistant.paths import is_folder, typed_path
from sme_assistant.phrases import Proof

MOST_FILES = 300
MOST_SHOWN = 3_000
"""Files of a folder that are listed to choose from."""
DEPTH = 4
_DIGITS = "0123456789"


def gathered(paths: Sequence[Path]) -> tuple[list[Path], set[Path]]:
    """Return files in order, and which of them were found in folders.

    Of a folder all files are taken that are not hidden, those below it too, in natural
    order. A link in it that leads out of it is refused.

    Raises:
        EvidenceError: A folder is too large or deep, or cannot be read, or leads out.
    """
    files: dict[Path, None] = {}
    inside: set[Path] = set()
    for path in paths:
        whole = Path(os.path.abspath(typed_path(path)))  # noqa: PTH100 (links stay)
        if not is_folder(whole):
            files[whole] = None
            continue
        found = list(_files_of(whole, whole, DEPTH))
        if not found:
            raise _refused(whole, Proof.FOLDER_EMPTY)
        inside.update(found)
        files |= dict.fromkeys(found)
        if len(inside) > MOST_FILES:
            raise _too_large(whole)
    return list(files), inside - set(map(Path, map(os.path.abspath, paths)))


def shown_of(folder: Path) -> list[Path]:
    """Return what of a folder is not hidden, folders first, in natural order.

    Of a folder with very many files only some are returned.

    Raises:
        OSError: The folder cannot be read.
    """
    with os.scandir(folder) as entries:
        visible = (e for e in entries if not e.name.startswith((".", "~$")))
        found = [
            (not e.is_dir(), natural(e.name), e.path)
            for e in islice(visible, MOST_SHOWN)
        ]
    return [Path(path) for *_, path in sorted(found)]


def natural(name: str) -> list[tuple[int, int, str]]:
    """Return a key by which 2 comes before 10."""
    pieces = re.findall(r"[0-9]{1,18}|[^0-9]+", name.casefold())
    return [(0, int(p), "") if p[0] in _DIGITS else (1, 0, p) for p in pieces]


def _files_of(folder: Path, top: Path, depth: int) -> Iterator[Path]:
    if depth < 0:
        raise _too_large(top)
    for path in sorted(_entries(folder, top), key=lambda p: natural(p.name)):
        is_link = path.is_symlink()
        if is_link and not _is_within(path, top):
            raise _refused(path, Proof.LINK_OUT)
        if not path.is_dir():
            yield path
        elif not is_link:  # one that leads to a folder within is come to anyway
            yield from _files_of(path, top, depth - 1)


def _entries(folder: Path, top: Path) -> list[Path]:
    """Return what is in a folder and not hidden; a person has no thousand files."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name in _JUNK or entry.name.startswith((".", "~$")):
                    continue
                found.append(Path(entry.path))
                if len(found) > MOST_FILES:
                    raise _too_large(top)
    except OSError as error:
        raise _refused(folder, Proof.FOLDER_UNREADABLE) from error
    return found


_JUNK = frozenset({"Thumbs.db", "desktop.ini"})


def _is_within(path: Path, top: Path) -> bool:
    try:
        return path.resolve().is_relative_to(top.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def _too_large(folder: Path) -> EvidenceError:
    return _refused(folder, Proof.FOLDER_LARGE)


def _refused(path: Path, message: Proof) -> EvidenceError:
    told = message.format(name=path.name, most=MOST_FILES, depth=DEPTH)
    problem = Problem("", str(path), told)
    return EvidenceError("a folder is refused", [problem], Proof.NOTHING_ATTACHED)
