"""A line that says how far something is, once it takes long enough to wonder."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from sme_assistant.dialogue.tracing.table import width
from sme_assistant.phrases import Plain

_SILENT_FOR = 0.5
_CLEAR = "\r\x1b[K"

Progress = Callable[[int, int, str], None]


@contextmanager
def progress_line(
    target: TextIO | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Progress]:
    """Give what writes how far it is over one line of a terminal, and wipes it.

    Args:
        target: Where it goes, standard error if not said; nothing is written where
            nobody sits.
        clock: Seconds.
    """
    stream = target or sys.stderr
    begun, seen = clock(), stream is not None and stream.isatty()
    shown = False

    def tell(done: int, total: int, what: str) -> None:
        nonlocal shown
        if seen and clock() - begun >= _SILENT_FOR:
            told = Plain.MAKING.format(done=done, total=total, what=what)
            stream.write(_CLEAR + _cut(told))
            stream.flush()
            shown = True

    try:
        yield tell
    finally:
        if shown:
            stream.write(_CLEAR)
            stream.flush()


def _cut(text: str) -> str:
    """Cut a text so that the terminal does not break the line."""
    room = shutil.get_terminal_size().columns - 1
    while width(text) > room:
        text = text[:-1]
    return text
