"""The rows of a list as canonical text, column by column, and packed into one text.

A long list is one entry of the log (ADR 011). As pairs of strings, a hundred thousand
rows would take a second to read back at each opening of the case; packed, they stay
one string until somebody asks for a row.
"""

from __future__ import annotations

import json
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, overload
from zlib import compress, crc32, decompress

TextRow = tuple[tuple[str, str], ...]
Texts = Sequence[str | None]

_MARK: Final = "packed1"
_LEVEL: Final = 1
"""Of compression: the next levels take twice the time to save a tenth."""


class TextTable(Sequence[TextRow]):
    """Rows of canonical text; equal to a tuple of the same rows.

    Args:
        columns: Column id to its cells, None for a blank one; all equally long.
        count: How many rows there are.
    """

    def __init__(self, columns: Mapping[str, Texts], count: int) -> None:
        self.columns = columns
        self._length = count

    @classmethod
    def of(cls, rows: Sequence[TextRow]) -> TextTable:
        """Make a table of rows; the last of cells of one name counts."""
        if isinstance(rows, TextTable):
            return rows
        names = dict.fromkeys(name for row in rows for name, _ in row)
        found = [dict(row) for row in rows]
        return cls(
            {name: [row.get(name) for row in found] for name in names}, len(rows)
        )

    @classmethod
    def unpacked(cls, text: str) -> TextTable:
        """Return the table that was packed into a text.

        Raises:
            ValueError: None was, or not a letter of it is to be trusted.
        """
        mark, count, check, body = text.split(":")
        packed = a2b_base64(body, strict_mode=True)
        if mark != _MARK or _check(packed, int(count)) != int(check):
            raise ValueError("not the text of a packed table")
        return _Packed(packed, int(count), text)

    @cached_property
    def packed(self) -> str:
        """The table as one line of ASCII.

        Raises:
            UnicodeEncodeError: A cell holds a lone surrogate.
        """
        text = json.dumps(self.columns, ensure_ascii=False, separators=(",", ":"))
        body = compress(text.encode(), _LEVEL)
        letters = b2a_base64(body, newline=False).decode("ascii")
        return f"{_MARK}:{self._length}:{_check(body, self._length)}:{letters}"

    def filled(self) -> int:
        """Count the cells that are not blank."""
        return sum(len(c) - c.count(None) for c in self.columns.values())

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> TextRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[TextRow]: ...
    def __getitem__(self, index: int | slice) -> TextRow | Sequence[TextRow]:
        if isinstance(index, slice):
            return tuple(self._row(at) for at in range(*index.indices(self._length)))
        at = index + self._length if index < 0 else index
        if not 0 <= at < self._length:
            raise IndexError(index)
        return self._row(at)

    def _row(self, at: int) -> TextRow:
        return tuple(
            (name, text)
            for name, cells in self.columns.items()
            if (text := cells[at]) is not None
        )

    def __iter__(self) -> Iterator[TextRow]:
        return map(self._row, range(self._length))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TextTable | tuple):
            return NotImplemented
        return len(self) == len(other) and all(
            mine == theirs for mine, theirs in zip(self, other, strict=True)
        )

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<{self._length} rows>"


class _Packed(TextTable):
    """A table that is unpacked when a row is asked for."""

    def __init__(self, body: bytes, count: int, text: str) -> None:
        self._body = body
        self._length = count
        self.__dict__["packed"] = text

    @cached_property
    def columns(self) -> Mapping[str, Texts]:  # type: ignore[override]
        """Column id to its cells."""
        columns: Mapping[str, Texts] = json.loads(decompress(self._body))
        return columns


def _check(body: bytes, count: int) -> int:
    return crc32(body, count)


def is_packed(text: str) -> bool:
    """Whether a text is that of a packed table."""
    return text.startswith(f"{_MARK}:")


LONG: Final = 500
"""From so many rows on a list is packed: a tenth of the bytes, and read when asked."""


def rows_to_text(rows: Sequence[TextRow]) -> str:
    """Write rows as one text: a long table packed, others as JSON.

    Raises:
        UnicodeEncodeError: A cell of a packed table holds a lone surrogate.
    """
    if isinstance(rows, TextTable):
        if len(rows) >= LONG:
            return rows.packed
        rows = tuple(rows)
    return json.dumps(rows, ensure_ascii=False)


def rows_from_text(text: str) -> Sequence[TextRow]:
    """Read the rows that ``rows_to_text`` wrote.

    Raises:
        ValueError: It wrote no such text.
        TypeError: Likewise.
    """
    if is_packed(text):
        return TextTable.unpacked(text)
    given: Any = json.loads(text)
    rows = tuple(tuple((key, cell) for key, cell in row) for row in given)
    if not all(isinstance(cell, str) for row in rows for pair in row for cell in pair):
        raise TypeError
    return rows
