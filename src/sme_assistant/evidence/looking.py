"""Register files: what they are and what they weigh, before anybody relies on them.

A file is hashed here and looked into by a process of its own (``evidence.child``),
whose memory and time are bounded and whose death harms nobody.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import Any

from sme_assistant.engine.attachments import Attachment
from sme_assistant.errors import EvidenceError, Problem
from sme_assistant.phrases import Proof

MOST_BYTES = 200 * 1024 * 1024
SECONDS = 15
"""How long one file may take to be looked into."""
ALTOGETHER = 120
"""How many seconds all files that are named together may take."""

_PIECE = 1 << 20


class Wrong(StrEnum):
    """Why a file cannot be attached."""

    ABSENT = "absent"
    FORBIDDEN = "forbidden"
    UNREADABLE = "unreadable"
    FOLDER = "folder"
    SPECIAL = "special"
    EMPTY = "empty"
    LARGE = "large"
    GROWING = "growing"
    KIND = "kind"
    OLD_OFFICE = "old_office"
    DAMAGED = "damaged"
    LOCKED = "locked"
    BOMB = "bomb"
    LATE = "late"


_WORDS = {
    Wrong.ABSENT: Proof.ABSENT,
    Wrong.FORBIDDEN: Proof.FORBIDDEN,
    Wrong.UNREADABLE: Proof.UNREADABLE,
    Wrong.FOLDER: Proof.FOLDER,
    Wrong.SPECIAL: Proof.SPECIAL,
    Wrong.EMPTY: Proof.EMPTY,
    Wrong.LARGE: Proof.LARGE,
    Wrong.GROWING: Proof.GROWING,
    Wrong.KIND: Proof.KIND,
    Wrong.OLD_OFFICE: Proof.OLD_OFFICE,
    Wrong.DAMAGED: Proof.DAMAGED,
    Wrong.LOCKED: Proof.LOCKED,
    Wrong.BOMB: Proof.BOMB,
    Wrong.LATE: Proof.LATE,
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that cannot be attached, and why."""

    path: Path
    why: Wrong

    @property
    def words(self) -> str:
        """What is wrong and what to do."""
        limit = MOST_BYTES // 1024 // 1024
        return _WORDS[self.why].format(name=self.path.name, limit=limit)


class UnfitError(Exception):
    """A file is refused; ``args[0]`` is why."""


def refused(refusals: Sequence[Refusal]) -> EvidenceError:
    """Return the error that names all files that cannot be attached."""
    return EvidenceError(
        "files cannot be attached: " + " ".join(r.why for r in refusals),
        [Problem("", str(r.path), r.words) for r in refusals],
        Proof.NOTHING_ATTACHED,
    )


def registered(paths: Sequence[Path]) -> tuple[list[Attachment], list[Refusal]]:
    """Look at files and return them as they go into the log, and those refused."""
    until = monotonic() + ALTOGETHER
    files: dict[int, Attachment] = {}
    bad: dict[int, Refusal] = {}
    for at, path in enumerate(paths):
        whole = Path(os.path.abspath(path))  # noqa: PTH100 (.. goes, links stay)
        try:
            if monotonic() > until:
                raise UnfitError(Wrong.LATE)  # noqa: TRY301 (told like the others)
            files[at] = fingerprint(whole)
        except UnfitError as unfit:
            bad[at] = Refusal(whole, unfit.args[0])
    looks = _looked([Path(file.path) for file in files.values()], until)
    for (at, file), look in zip([*files.items()], looks, strict=True):
        if "wrong" in look:
            bad[at] = Refusal(Path(file.path), Wrong(look["wrong"]))
            del files[at]
            continue
        files[at] = Attachment(
            file.path, file.sha256, file.size, file.modified,
            look["kind"], look["pages"], look["dpi"], look["blank"],
        )  # fmt: skip
    return [files[at] for at in sorted(files)], [bad[at] for at in sorted(bad)]


def fingerprint(path: Path) -> Attachment:
    """Return path, hash, size and time of a file that holds still.

    Raises:
        UnfitError: It cannot be read, is none, is too large, or changes meanwhile.
    """
    try:
        # A pipe without anybody at its other end would hold us for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    except FileNotFoundError as error:
        raise UnfitError(Wrong.ABSENT) from error
    except PermissionError as error:
        is_folder = os.path.isdir(path)  # noqa: PTH112 (says no where it may not look)
        raise UnfitError(Wrong.FOLDER if is_folder else Wrong.FORBIDDEN) from error
    except (OSError, ValueError) as error:
        raise UnfitError(Wrong.UNREADABLE) from error
    try:
        with open(handle, "rb") as source:  # noqa: PTH123 (a handle)
            return _fingerprint(path, source)
    except IsADirectoryError as error:
        raise UnfitError(Wrong.FOLDER) from error
    except OSError as error:
        raise UnfitError(Wrong.UNREADABLE) from error


_BINARY = getattr(os, "O_BINARY", 0)


def _fingerprint(path: Path, source: Any) -> Attachment:
    before = os.fstat(source.fileno())
    if not stat.S_ISREG(before.st_mode):
        raise UnfitError(Wrong.SPECIAL)
    if before.st_size > MOST_BYTES:
        raise UnfitError(Wrong.LARGE)
    if not before.st_size:
        raise UnfitError(Wrong.EMPTY)
    digest, count = hashlib.sha256(), 0
    while count <= before.st_size and (piece := source.read(_PIECE)):
        digest.update(piece)
        count += len(piece)
    after = os.fstat(source.fileno())
    now = (after.st_size, after.st_mtime_ns)
    if count != before.st_size or now != (before.st_size, before.st_mtime_ns):
        raise UnfitError(Wrong.GROWING)
    return Attachment(str(path), digest.hexdigest(), count, before.st_mtime_ns)


# --- the process that looks in ------------------------------------------------


def _looked(paths: Sequence[Path], until: float) -> list[dict[str, Any]]:
    """Have files looked into; one that kills the process is told, the others go on."""
    looks: list[dict[str, Any]] = []
    while len(looks) < len(paths):
        looks += _looked_by_one(paths[len(looks) :], until)
    return looks


def _looked_by_one(paths: Sequence[Path], until: float) -> list[dict[str, Any]]:
    """Return what a process tells until it is done or dies of a file."""
    looks: list[dict[str, Any]] = []
    with subprocess.Popen(  # noqa: S603 (ourselves)
        command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        for path in paths:
            left = until - monotonic()
            if left <= 0:
                return [*looks, *[{"wrong": Wrong.LATE}] * (len(paths) - len(looks))]
            look = _asked(child, path, min(SECONDS, left))
            if look is None:
                child.kill()
                return [*looks, {"wrong": Wrong.BOMB if left > SECONDS else Wrong.LATE}]
            looks.append(look)
    return looks


def command() -> list[str]:
    """Return how the process is started."""
    # -P: the folder we stand in may hold a file that calls itself json.py.
    return [sys.executable, "-P", "-m", "sme_assistant.evidence.child"]


def _asked(
    child: subprocess.Popen[bytes], path: Path, seconds: float
) -> dict[str, Any] | None:
    """Ask about one file; None if there is no answer in time."""
    assert child.stdin is not None  # noqa: S101 (pipes were asked for)
    assert child.stdout is not None  # noqa: S101
    timer = Timer(seconds, child.kill)
    timer.start()
    try:
        with suppress(OSError):
            child.stdin.write(json.dumps(str(path)).encode() + b"\n")
            child.stdin.flush()
        line = child.stdout.readline()
    finally:
        timer.cancel()
    if not line.endswith(b"\n"):
        return None
    look: dict[str, Any] = json.loads(line)
    return look
