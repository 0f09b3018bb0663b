"""Text tables for a terminal, in which a Chinese character takes two cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        title: Its heading.
        most: How many cells wide it may be; what is longer goes on below.
    """

    title: str
    most: int


def width(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def text_table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """Set rows of texts out in columns."""
    heads = [column.title for column in columns]
    cells = [
        [
            list(_wrapped(text, column.most))
            for text, column in zip(row, columns, strict=True)
        ]
        for row in (heads, *rows)
    ]
    widths = [
        max(width(line) for row in cells for line in row[index])
        for index in range(len(columns))
    ]
    rule = "─┼─".join("─" * size for size in widths)
    head, *body = (_lines(row, widths) for row in cells)
    return "\n".join([*head, rule, *(line for row in body for line in row)])


def _lines(row: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    return [
        " │ ".join(
            text + " " * (size - width(text))
            for text, size in zip(line, widths, strict=True)
        ).rstrip()
        for line in zip_longest(*row, fillvalue="")
    ]


def _wrapped(text: str, most: int) -> Iterator[str]:
    for line in text.split("\n"):
        start = taken = 0
        for index, character in enumerate(line):
            if taken + _cells(character) > most:
                yield line[start:index]
                start, taken = index, 0
            taken += _cells(character)
        yield line[start:]
