"""How far a long job is, on one line of standard error, where a person watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

_PATIENCE = 0.5
"""Seconds before anything is shown."""


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
        if not sys.stderr.isatty() or self._clock() - self._began < _PATIENCE:
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
