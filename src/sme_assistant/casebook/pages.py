"""Reads table rows straight from the pages of a SQLite file, whatever is broken.

SQLite finds a page by way of others; where the first page or an inner page is lost,
it reads nothing of what lies behind. Here each page is looked at by itself, so that
only rows on broken pages are lost. https://sqlite.org/fileformat2.html says what the
bytes mean. Whose table a row belongs to is not written on the page: the caller tells
by its shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_TABLE_LEAF = 0x0D
_FILE_HEADER = 100  # bytes of page 1 before its own content
_INTEGER_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}

Cell = int | str | bytes | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of some table.

    Attributes:
        rowid: Its key; an ``INTEGER PRIMARY KEY`` column itself reads as None.
        cells: Its columns, in order.
    """

    rowid: int
    cells: tuple[Cell, ...]


def rows(content: bytes, page_size: int) -> Iterator[Row]:
    """Yield every row that can be read, page by page.

    Args:
        content: The whole file, or what is left of it.
        page_size: The size of its pages.
    """
    for start in range(0, len(content), page_size):
        page = content[start : start + page_size]
        for offset in _offsets(page, _FILE_HEADER if start == 0 else 0):
            try:
                yield _row(content, page, offset, page_size)
            except (IndexError, ValueError):
                continue


def _offsets(page: bytes, head: int) -> list[int]:
    """Return where the rows of a page begin; none if it is no leaf of a table."""
    if page[head : head + 1] != bytes([_TABLE_LEAF]):
        return []
    first = head + 8
    last = first + 2 * int.from_bytes(page[head + 3 : head + 5])
    return [
        int.from_bytes(page[at : at + 2])
        for at in range(first, min(last, len(page) - 1), 2)
    ]


def _row(content: bytes, page: bytes, offset: int, page_size: int) -> Row:
    length, at = _varint(page, offset)
    if not 0 < length <= len(content):  # else a ring of pages could feed it for ever
        raise ValueError
    rowid, at = _varint(page, at)
    local = _local(length, page_size)
    payload = _slice(page, at, local)
    if local < length:
        following = _integer(page, at + local, 4)
        payload += _overflow(content, following, length - local, page_size)
    return Row(rowid, _record(payload))


def _local(length: int, usable: int) -> int:
    """Return how much of a payload lies on the leaf itself."""
    if length <= usable - 35:
        return length
    least = (usable - 12) * 32 // 255 - 23
    fitting = least + (length - least) % (usable - 4)
    return fitting if fitting <= usable - 35 else least


def _overflow(content: bytes, number: int, length: int, page_size: int) -> bytes:
    parts: list[bytes] = []
    while length > 0:
        start = (number - 1) * page_size
        number = _integer(content, start, 4)
        parts.append(_slice(content, start + 4, min(length, page_size - 4)))
        length -= len(parts[-1])
    return b"".join(parts)


def _record(payload: bytes) -> tuple[Cell, ...]:
    end, at = _varint(payload, 0)
    cells: list[Cell] = []
    body = end
    while at < end:
        kind, at = _varint(payload, at)
        cell, body = _cell(payload, kind, body)
        cells.append(cell)
    return tuple(cells)


def _cell(payload: bytes, kind: int, at: int) -> tuple[Cell, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if size := _INTEGER_SIZES.get(kind):
        return int.from_bytes(_slice(payload, at, size), signed=True), at + size
    if kind < 12:  # noqa: PLR2004  # a float or a reserved kind: we store none
        raise ValueError
    size = (kind - 12) // 2
    value = _slice(payload, at, size)
    return (value.decode() if kind % 2 else value), at + size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for offset in range(8):
        byte = data[at + offset]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004  # the high bit says that more follow
            return value, at + offset + 1
    value = value << 8 | data[at + 8]
    return value - (value >> 63 << 64), at + 9


def _integer(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(_slice(data, at, size))


def _slice(data: bytes, at: int, size: int) -> bytes:
    """Return exactly so many bytes; a broken pointer must not read as emptiness."""
    if at < 0 or at + size > len(data):
        raise IndexError
    return data[at : at + size]
