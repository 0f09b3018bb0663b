"""Paths as people type them: asking whether something is there never fails.

A name longer than any file's, a folder nobody may look into, the home of nobody: there
is no such thing, and whoever reads or writes there says why it cannot.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def typed_path(text: str | Path) -> Path:
    """Return the path that was typed, with ``~`` as the home it stands for."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:  # the home of nobody
        return path


def is_there(path: Path) -> bool:
    """Whether there is something of this name, be it a link that leads nowhere."""
    return _asked(lambda: path.exists() or path.is_symlink())


def is_file(path: Path) -> bool:
    """Whether there is a plain file of this name."""
    return _asked(path.is_file)


def is_folder(path: Path) -> bool:
    """Whether there is a folder of this name."""
    return _asked(path.is_dir)


def _asked(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except (OSError, ValueError):
        return False
