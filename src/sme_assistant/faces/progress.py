"""How far a package is, for a terminal; nothing is shown of what takes no time."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from sme_assistant.dialogue.tracing.table import width
from sme_assistant.phrases import Tui

Clock = Callable[[], float]
PATIENCE = 0.5
"""In seconds: what is done sooner needs no word."""

_BAR = 20
_WIPE = "\r\x1b[K"


class Steps:
    """Passes on what is being done, once that has taken half a second.

    Args:
        show: Shows a line that was not the last one.
        clock: Seconds that only go up.
    """

    def __init__(self, show: Callable[[str], None], clock: Clock) -> None:
        self._show = show
        self._clock = clock
        self._begun = 0.0
        self._shown = ""

    def __call__(self, done: int, total: int, what: str) -> None:
        """Hear how far it is, as ``assembly.package`` tells it."""
        if done == 0:
            self._begun = self._clock()
        line = bar(done, total, what)
        if line != self._shown and self._clock() - self._begun >= PATIENCE:
            self._shown = line
            self._show(line)


def bar(done: int, total: int, what: str) -> str:
    """Draw how far it is, and say what is being done."""
    filled = _BAR * done // total
    told = Tui.PREVIEW_MAKING.format(done=done, total=total, what=what)
    return f"{'█' * filled}{'░' * (_BAR - filled)} {told}"


@contextmanager
def on_one_line(
    target: TextIO | None = None, clock: Clock = time.monotonic
) -> Iterator[Steps | None]:
    """Show steps on one line of the terminal, which is wiped in the end.

    Nothing is shown where standard error is no terminal, or one that cannot wipe.
    """
    stream = target or sys.stderr
    if stream is None or not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    shown: list[str] = []

    def show(line: str) -> None:
        shown.append(line)
        stream.write(f"{_WIPE}{_clipped(line, shutil.get_terminal_size().columns - 1)}")
        stream.flush()

    try:
        yield Steps(show, clock)
    finally:
        if shown:
            stream.write(_WIPE)
            stream.flush()


def _clipped(line: str, room: int) -> str:
    while width(line) > room:
        line = line[:-1]
    return line


class ProgressLine:
    """Call it with how many steps are done, of how many; nothing shows at first.

    Args:
        wording: The line, with ``{percent}``.
        clock: Seconds, for the patience.
    """

    def __init__(
        self, wording: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._wording = wording
        self._clock = clock
        self._began = clock()
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is, if it takes long and somebody watches."""
        if not sys.stderr.isatty() or self._clock() - self._began < PATIENCE:
            return
        percent = 100 * done // total
        sys.stderr.write(f"\r{self._wording.format(percent=percent)}")
        sys.stderr.flush()
        self._shown = True

    def done(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False
