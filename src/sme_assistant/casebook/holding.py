"""Who writes in a case: one at a time, and the others are told who.

The hold is a lock of the operating system, which it takes back itself when the
process ends, even by ``kill -9``. Beside the lock lies a note of who holds it. The
note proves nothing, it only informs; it may be stale, and only the lock counts.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sme_assistant.casebook.places import make_private_file, make_private_folder
from sme_assistant.errors import CaseHeldError


@contextmanager
def held(folder: Path, case: int, holder: str, at: datetime) -> Iterator[None]:
    """Hold a case while the ``with`` block lasts.

    Args:
        folder: Where locks are; file names hold the case's number, never its name.
        case: The number of the case.
        holder: Who wants it, for others to read; may be empty.
        at: Since when.

    Raises:
        CaseHeldError: Somebody holds it, be it this very process.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 (no list of cases needs it)

    make_private_folder(folder)
    note = folder / f"{case}.holder"
    # thread_local=False: the block may be left in another thread than entered.
    lock = FileLock(folder / f"{case}.lock", mode=0o600, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise CaseHeldError(_holder(note, at)) from None
    try:
        make_private_file(note)
        note.write_text(_note(holder, at), encoding="utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def forget(folder: Path, case: int) -> None:
    """Remove what is left of the lock of a case that is no more."""
    (folder / f"{case}.lock").unlink(missing_ok=True)


def _note(holder: str, at: datetime) -> str:
    return json.dumps(
        {
            "who": holder,
            "host": platform.node(),
            "process": os.getpid(),
            "since": at.isoformat(),
        }
    )


def _holder(note: Path, now: datetime) -> str:
    """Word who holds the case, as the rest of 正由……填写."""
    try:
        said = json.loads(note.read_text(encoding="utf-8"))
        since = datetime.fromisoformat(said["since"]).astimezone()
        who, host, process = said["who"], said["host"], said["process"]
    except (OSError, ValueError, KeyError, TypeError):
        return "另一个窗口"  # it was taken this very moment
    day = "" if since.date() == now.astimezone().date() else f"{since:%m月%d日} "
    place = "本机另一个窗口" if host == platform.node() else f"电脑“{host}”上的窗口"
    return f"{who and who + '在'}{place}（进程 {process}，自 {day}{since:%H:%M} 起）"
