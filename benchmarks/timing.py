"""Repeat, take the time, and write it down the same way everywhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple


class Timing(NamedTuple):
    """What so many rounds took, in milliseconds (or so many megabytes)."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> Timing:
        """Sum up what each round took."""
        return cls(median(figures), min(figures), max(figures))

    def shown(self, digits: int = 3) -> str:
        """Write median, least and most."""
        middle, least, most = (f"{figure:.{digits}f}" for figure in self)
        return f"{middle} ({least}–{most})"


def timed(run: Callable[[], object], rounds: int) -> Timing:
    """Time so many rounds, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1e3)
    return Timing.of(times)
