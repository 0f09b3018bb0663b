"""The page of figures, docs/benchmarks.md: each subject has a place of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "benchmarks.md"


def write(subject: str, figures: str) -> None:
    """Put the figures of a subject between its marks; all else stays as it is.

    Raises:
        ValueError: The page has no such marks.
    """
    begin, end = f"<!-- figures: {subject} -->\n", f"<!-- end: {subject} -->"
    head, found, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{PAGE.name} has no marks for {subject}")
    PAGE.write_text(f"{head}{begin}{figures}\n{end}{tail}", encoding="utf-8")
