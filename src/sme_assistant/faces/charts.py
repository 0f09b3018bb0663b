"""Figures as bars of text, with the words beside them: no colour, nothing to decode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sme_assistant.assistant.overview import Row
from sme_assistant.dialogue.tracing.table import width

_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL = "█"
_LONGEST = 24
_LEAST_ROOM = 8
_INDENT, _GAP = "　", "  "


def chart(rows: Sequence[Row], room: int) -> list[str]:
    """Draw a bar behind the words of each row; without room, the words alone.

    Args:
        rows: The figures.
        room: How many cells wide a line may be.
    """
    labels = _padded([row.label for row in rows])
    told = _padded([row.told for row in rows], to_the_right=True)
    lines = [
        f"{_INDENT}{label}{_GAP}{figure}"
        for label, figure in zip(labels, told, strict=True)
    ]
    left = min(_LONGEST, room - max(map(width, lines), default=0) - len(_GAP))
    if left < _LEAST_ROOM:
        return lines
    return [
        f"{line}{_GAP}{bar(row.share, left)}".rstrip()
        for line, row in zip(lines, rows, strict=True)
    ]


def bar(share: float, longest: int) -> str:
    """Draw a share of the longest bar, to an eighth of a cell; never nothing of it."""
    eighths = max(round(share * longest * 8), 1 if share else 0)
    full, rest = divmod(eighths, 8)
    return _FULL * full + _EIGHTHS[rest].strip()


def _padded(texts: Sequence[str], *, to_the_right: bool = False) -> Iterator[str]:
    longest = max(map(width, texts), default=0)
    for text in texts:
        blanks = " " * (longest - width(text))
        yield blanks + text if to_the_right else text + blanks
