"""Find the header of a list, whatever stands above it. Runs in the child process."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sme_assistant.phrases import Lists
from sme_assistant.rosters.grids import Grid, shown
from sme_assistant.rosters.shapes import Shape
from sme_assistant.values import Kind, Option

_DEEPEST = 50
"""So many rows may stand above a header."""
_NUMBERS = frozenset(Lists.NUMBER_HEADINGS.split())
_SIGNS = re.compile(r"[\s*:：、.。]+")
_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns stand on a sheet.

    Attributes:
        header: The index of the header row.
        first: The index of the first row below it.
        columns: Column id to cell index.
        ticks: Column id to options with their cell indexes, where each option has a
            column of its own.
    """

    header: int
    first: int
    columns: Mapping[str, int] = field(default_factory=dict)
    ticks: Mapping[str, Mapping[Option, int]] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """The columns that were found."""
        return frozenset(self.columns) | frozenset(self.ticks)


def layout_of(grid: Grid, shape: Shape) -> Layout | None:
    """Return where the header of a list is, or None if there is none.

    It is the row that names the most columns, at least two (or the only one).
    """
    headings = {
        folded(heading): column.name
        for column in reversed(shape.columns)
        for heading in column.headings
    }
    options = _options(shape)
    best: Layout | None = None
    for index in range(min(len(grid.rows), _DEEPEST)):
        found = _at(grid.rows, index, headings, options)
        if best is None or len(found.names) > len(best.names):
            best = found
    enough = min(2, len(shape.columns))
    return best if best is not None and len(best.names) >= enough else None


def _at(
    rows: Sequence[Sequence[object]],
    index: int,
    headings: Mapping[str, str],
    options: Mapping[str, Mapping[str, Option]],
) -> Layout:
    columns: dict[str, int] = {}
    for at, cell in enumerate(rows[index]):
        name = headings.get(folded(shown(cell)))
        name = name or headings.get(_bare(shown(cell)), "")
        if name:
            columns.setdefault(name, at)
    # The options stand in the header itself, or in the row below, under its one cell.
    for place in (index, index + 1):
        ticks = _ticks(rows[place], options) if place < len(rows) else {}
        if ticks:
            single = {n: at for n, at in columns.items() if n not in ticks}
            return Layout(index, place + 1, single, ticks)
    return Layout(index, index + 1, columns)


def _ticks(
    row: Sequence[object], options: Mapping[str, Mapping[str, Option]]
) -> dict[str, Mapping[Option, int]]:
    texts = [folded(shown(cell)) for cell in row]
    found: dict[str, Mapping[Option, int]] = {}
    for name, labels in options.items():
        places = {labels[t]: at for at, t in enumerate(texts) if t in labels}
        if len(places) == len(set(labels.values())):
            found[name] = places
    return found


def _options(shape: Shape) -> dict[str, dict[str, Option]]:
    """Return the columns whose options may have columns of their own."""
    return {
        column.name: {
            folded(name): option
            for option in column.spec.options
            for name in (option.label, *option.aliases)
        }
        for column in shape.columns
        if column.spec.kind is Kind.CHOICE and not column.spec.open
    }


def unused(grid: Grid, layout: Layout) -> list[str]:
    """Return the headings of columns that have cells and are none of the list's.

    Numbers of rows are left out: they say nothing that could be lost.
    """
    ticks = (at for places in layout.ticks.values() for at in places.values())
    used = {*layout.columns.values(), *ticks}
    found = []
    for at, cell in enumerate(grid.rows[layout.header]):
        text = shown(cell).strip()
        if at in used or not text or folded(text) in _NUMBERS:
            continue
        below = (row[at] for row in grid.rows[layout.first :] if at < len(row))
        if any(shown(one).strip() for one in below):
            found.append(" ".join(text.split()))
    return found


def folded(text: str) -> str:
    """Bring headings to one form, to be compared."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _bare(text: str) -> str:
    """Return a heading without what it says in brackets."""
    return folded(_BRACKETS.sub("", unicodedata.normalize("NFKC", text)))
