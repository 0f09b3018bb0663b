"""Keep what was counted once, so that the next question need not count it again.

What is kept is made of the shipped files alone: no question and no answer is in it. A
file that is missing, damaged or from another version is no fault; it is made anew.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sme_assistant.lookup.ranking import Tables

_OWN = Path(__file__).parent
_OWN_FILES = ("*.py", "../values/*.py", "../values/*.txt")
"""Our own files: with them changes what is counted, or how."""
_FORMAT = 4
"""The oldest form that every Python we run on reads: a wheel is for all of them."""


def key_of(texts: Iterable[str]) -> str:
    """Return what a kept file is named by: a hash of all it was made of, and by."""
    paths = (path for kind in _OWN_FILES for path in sorted(_OWN.glob(kind)))
    own = [path.read_bytes() for path in paths]
    digest = hashlib.sha256()
    for part in (*own, *(text.encode() for text in texts)):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:32]


def kept(folder: Path, key: str) -> Tables | None:
    """Return what was kept under a key, if it is there and whole."""
    path = _path(folder, key)
    try:
        data = path.read_bytes()
        digest, body = data[:32], data[32:]
        if hashlib.sha256(body).digest() != digest:
            return None
        # Our own file, whole by its hash: marshal reads it in two milliseconds.
        return Tables(*marshal.loads(body))  # noqa: S302
    except (OSError, ValueError, EOFError, TypeError):
        return None


def keep(folder: Path, key: str, tables: Tables) -> None:
    """Keep tables under a key, in place of all older ones; a full disk is no fault."""
    body = marshal.dumps(tuple(tables), _FORMAT)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).digest() + body)
        Path(name).replace(_path(folder, key))
        for old in folder.glob("lookup-*"):
            if old != _path(folder, key):
                old.unlink()


def _path(folder: Path, key: str) -> Path:
    return folder / f"lookup-{key}"
