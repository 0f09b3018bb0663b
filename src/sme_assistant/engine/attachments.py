"""Files attached to evidence items, as the log holds them.

A file is a row of its entry: its path, what it was when it was attached, and what the
person said of it. Rows of older logs hold a path alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

Cells = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attached file; what is not known is empty or 0.

    Attributes:
        path: Where it lies, absolute.
        sha256: Of its bytes when it was attached.
        size: Bytes, then.
        modified: When it was last written before that, in nanoseconds.
        kind: What it is by its content: ``pdf``, ``jpeg``, ``png``, ``tiff``, ``docx``,
            ``xlsx``.
        pages: How many pages it has.
        dpi: Of its coarsest scanned page, laid on A4 where it does not say itself.
        blank: Numbers of pages with nothing on them, divided by commas.
        valid_until: As the person said, an ISO date.
        period: Likewise, such as ``2025``.
        note: Likewise.
    """

    path: str
    sha256: str = ""
    size: int = 0
    modified: int = 0
    kind: str = ""
    pages: int = 0
    dpi: int = 0
    blank: str = ""
    valid_until: str = ""
    period: str = ""
    note: str = ""

    @property
    def is_registered(self) -> bool:
        """Whether it is known what the file was; older logs know its path alone."""
        return bool(self.sha256)

    def cells(self) -> Cells:
        """Write the file as a row of the log."""
        told = ((f.name, str(getattr(self, f.name))) for f in fields(self))
        return tuple((name, text) for name, text in told if text not in {"", "0"})


_NUMBERS = frozenset({"size", "modified", "pages", "dpi"})
_KNOWN = frozenset(field.name for field in fields(Attachment))


def attachments_of(rows: Iterable[Sequence[tuple[str, str]]]) -> tuple[Attachment, ...]:
    """Read the rows of an entry; what another version wrote besides is left out."""
    return tuple(
        Attachment(**{name: _value(name, text) for name, text in cells.items()})
        for row in rows
        if "path" in (cells := {n: t for n, t in row if n in _KNOWN})
    )


def _value(name: str, text: str) -> Any:
    if name not in _NUMBERS:
        return text
    return int(text) if text.isascii() and text.isdecimal() else 0
