"""How far a long job is, for a terminal; nothing is shown of what takes no time."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from sme_assistant.dialogue.tracing.table import width
from sme_assistant.phrases import Lists, Tui

Clock = Callable[[], float]
Draw = Callable[[int, int, str], str]
PATIENCE = 0.5
"""In seconds: what is done sooner needs no word."""

_BAR = 20
_WIPE = "\r\x1b[K"


class Steps:
    """Passes on what is being done, once that has taken half a second.

    Args:
        show: Shows a line that was not the last one.
        clock: Seconds that only go up.
        draw: Makes the line of how many are done, of how many, and what comes now.
    """

    def __init__(
        self, show: Callable[[str], None], clock: Clock, draw: Draw | None = None
    ) -> None:
        self._show = show
        self._clock = clock
        self._draw = draw or bar
        self._begun = clock()
        self._shown = ""

    def __call__(self, done: int, total: int, what: str) -> None:
        """Hear how far it is; nothing done yet begins anew."""
        if done == 0:
            self._begun = self._clock()
        line = self._draw(done, total, what)
        if line != self._shown and self._clock() - self._begun >= PATIENCE:
            self._shown = line
            self._show(line)


def bar(done: int, total: int, what: str) -> str:
    """Draw how far it is, and say what is being done."""
    told = Tui.PREVIEW_MAKING.format(done=done, total=total, what=what)
    return f"{_filled(done, total)} {told}"


def share(done: int, total: int, what: str) -> str:
    """Draw how far it is, in percent, and say what is being done."""
    percent = 100 * done // total
    return f"{_filled(done, total)} {what}　{percent}%"


def _filled(done: int, total: int) -> str:
    filled = _BAR * done // total
    return "█" * filled + "░" * (_BAR - filled)


def counted(done: int, total: int, what: str) -> str:
    """Draw how far a list is, in tenths: each is a line that stays."""
    tenths = 10 * done // total
    filled = _BAR * tenths // 10
    told = Lists.STEP.format(what=what, percent=10 * tenths)
    return f"{'█' * filled}{'░' * (_BAR - filled)} {told}"


@contextmanager
def on_one_line(
    target: TextIO | None = None,
    clock: Clock = time.monotonic,
    draw: Draw | None = None,
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
        yield Steps(show, clock, draw)
    finally:
        if shown:
            stream.write(_WIPE)
            stream.flush()


def _clipped(line: str, room: int) -> str:
    while width(line) > room:
        line = line[:-1]
    return line
