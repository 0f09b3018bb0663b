"""Have a list file read by a child process, which may die without harm."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.phrases import Lists
from sme_assistant.rosters.child import Job
from sme_assistant.rosters.files import FileKind, TableError, TableFile
from sme_assistant.rosters.preflight import Scan, scan
from sme_assistant.rosters.shapes import shape_of

if TYPE_CHECKING:
    from sme_assistant.rosters.reading import Reading

_HEED = 0.1
"""Seconds between two looks at whether to stop."""
_SECONDS = 90
"""How long a child may take; it has a limit of its own on what it computes."""


def read_aside(
    file: TableFile, roster: RosterDefinition, how: Reading, today: date
) -> dict[str, Any]:
    """Have a file read in a process of its own, while it is scanned here.

    Returns:
        What ``child.work`` gives, and ``links``: whether it refers to other files.

    Raises:
        TableError: It cannot be read, or was stopped.
    """
    job = Job(file, shape_of(roster), how.sheet, today)
    with _child(how.stop) as child:
        feeding = Thread(target=_feed, args=(child, pickle.dumps(job)))
        feeding.start()
        try:
            seen = Scan()
            if file.kind in {FileKind.WORKBOOK, FileKind.DOCUMENT}:
                seen = scan(file.content, file.name)
            feeding.join()
            _send(child, json.dumps(seen.unshown).encode() + b"\n")
            result = _result(child, file.name, how)
        except BaseException:
            child.kill()
            raise
        finally:
            feeding.join()
    return {**result, "links": seen.links}


@contextmanager
def _child(stop: Event | None) -> Iterator[subprocess.Popen[bytes]]:
    # -P: the folder we stand in may hold a file that calls itself json.py.
    command = [sys.executable, "-P", "-m", "sme_assistant.rosters.child"]
    child = subprocess.Popen(  # noqa: S603 (ourselves)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    done = Event()
    watch = Thread(target=_watch, args=(child, done, stop), daemon=True)
    watch.start()
    try:
        yield child
    finally:
        done.set()
        watch.join()
        child.kill()
        for pipe in filter(None, (child.stdin, child.stdout)):
            with suppress(OSError):
                pipe.close()
        child.wait()


def _watch(child: subprocess.Popen[bytes], done: Event, stop: Event | None) -> None:
    """Kill the child when its time is over, or it is to stop."""
    over = time.monotonic() + _SECONDS
    while not done.wait(_HEED):
        if time.monotonic() >= over or (stop is not None and stop.is_set()):
            child.kill()


def _feed(child: subprocess.Popen[bytes], job: bytes) -> None:
    _send(child, job)


def _send(child: subprocess.Popen[bytes], data: bytes) -> None:
    """Write to the child; that it is gone shows when its answer is read."""
    with suppress(OSError):
        assert child.stdin is not None  # noqa: S101 (a pipe was asked for)
        child.stdin.write(data)
        child.stdin.flush()


def _result(child: subprocess.Popen[bytes], name: str, how: Reading) -> dict[str, Any]:
    assert child.stdout is not None  # noqa: S101 (a pipe was asked for)
    started = time.monotonic()
    for line in child.stdout:
        told = json.loads(line)
        if "result" in told:
            result: dict[str, Any] = told["result"]
            return result
        if "error" in told:
            raise TableError(told["log"], told["error"])
        how.progress(told["done"], told["total"])
    if how.stop is not None and how.stop.is_set():
        raise TableError("stopped", Lists.STOPPED)
    if time.monotonic() - started >= _SECONDS:
        raise TableError("too slow", Lists.SLOW.format(name=name, seconds=_SECONDS))
    # It died: of more memory than it may have, or of a file made to kill it.
    raise TableError("the reader died", Lists.BOMB.format(name=name))
