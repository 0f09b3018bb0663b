"""Decide, before Textual is imported, whether the full screen can be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from typing import Final, TextIO

LEAST_WIDTH: Final = 60
LEAST_HEIGHT: Final = 16
"""In cells. Below this nothing useful fits; from 80 by 24 on everything does."""


class Why(Enum):
    """Why the conversation goes line by line."""

    ASKED = auto()
    NO_TERMINAL = auto()
    TOO_SMALL = auto()


def why_plain(
    streams: Iterable[TextIO | None],
    environ: Mapping[str, str],
    size: tuple[int, int],
    *,
    asked: bool,
    is_windows: bool,
) -> Why | None:
    """Return why the full screen cannot be shown; None if it can.

    Args:
        streams: Standard input, output and error: Textual paints on the last.
        environ: The environment, for ``TERM``.
        size: Columns and rows of the terminal.
        asked: Whether the person asked for lines.
        is_windows: There ``TERM`` says nothing.
    """
    if asked:
        return Why.ASKED
    term = environ.get("TERM", "")
    if not is_windows and term in {"", "dumb", "unknown"}:
        return Why.NO_TERMINAL
    for stream in streams:
        if stream is None or stream.closed or not stream.isatty():
            return Why.NO_TERMINAL
    if size[0] < LEAST_WIDTH or size[1] < LEAST_HEIGHT:
        return Why.TOO_SMALL
    return None
