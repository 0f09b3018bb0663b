"""Bring the rows of a file into a list: by its key, saying what changed.

Rows of one key are paired in their order, so that two people of one name are not made
one. Nothing leaves the list unless the list is replaced, and then it is counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sme_assistant.engine.text_tables import Texts, TextTable

MOST_TOLD = 20
"""Of the rows changed, how many are described."""

_BLANKS = re.compile(r"[^\S\n]+")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One row that a file changes.

    Attributes:
        key: What tells it apart, as it stands in the file.
        cells: Column id, text before and after; None for a blank cell.
    """

    key: Key
    cells: tuple[tuple[str, str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """A list with the rows of a file in it.

    Attributes:
        rows: All its rows.
        added: How many rows are new.
        changed: How many rows were there and say something else now.
        unchanged: How many rows of the file were there just so.
        left: How many rows were there that the file does not name.
        removed: How many of these were removed, as the list was replaced.
        changes: The first of the changed rows.
        repeated: Keys that stand in the file more than once.
    """

    rows: TextTable
    added: int
    changed: int = 0
    unchanged: int = 0
    left: int = 0
    removed: int = 0
    changes: tuple[Change, ...] = ()
    repeated: tuple[Key, ...] = ()

    @property
    def is_change(self) -> bool:
        """Whether the list is another one with the rows in it."""
        return bool(self.added or self.changed or self.removed)


def merged(
    old: TextTable, new: TextTable, key: Sequence[str], *, replace: bool = False
) -> Merged:
    """Bring rows into a list.

    Args:
        old: The list as it is.
        new: The rows of the file; columns it does not have stay as they were.
        key: The columns that tell rows apart.
        replace: Whether rows that the file does not name are removed.
    """
    keys = list(keys_of(new, key))
    repeated = _repeated(new, keys, key)
    if not old:
        return Merged(new, len(new), repeated=repeated)
    places = _places(old, new, key, keys)
    fate = _Fate(old, new, places)
    named = {at for at in places if at is not None}
    gone = len(old) - len(named)
    rows = _replaced(old, new, places) if replace else _brought_in(old, new, places)
    return Merged(
        rows,
        places.count(None),
        fate.changed,
        len(named) - fate.changed,
        0 if replace else gone,
        gone if replace else 0,
        fate.told(key),
        repeated,
    )


def keys_of(rows: TextTable, key: Sequence[str]) -> Iterable[Key]:
    """Return what tells each row apart, in a form in which equal keys are equal."""
    blank: Texts = (None,) * len(rows)
    return zip(*(_keys(rows.columns.get(n, blank)) for n in key), strict=True)


def _keys(texts: Texts) -> list[str]:
    """Bring the cells of a column to one form: all at one stroke, for they are many."""
    cells = [text or "" for text in texts]
    lines = "\n".join(cells)
    if lines.count("\n") != max(0, len(texts) - 1):
        lines = "\n".join(cell.replace("\n", " ") for cell in cells)
    folded = unicodedata.normalize("NFKC", lines).casefold()
    return _BLANKS.sub("", folded).split("\n") if texts else []


def _repeated(
    new: TextTable, keys: Sequence[Key], columns: Sequence[str]
) -> tuple[Key, ...]:
    if len(set(keys)) == len(keys):
        return ()
    seen: set[Key] = set()
    found: dict[Key, Key] = {}
    for at, key in enumerate(keys):
        if key in seen:
            found.setdefault(key, _shown(new, at, columns))
        seen.add(key)
    return tuple(found.values())


def _shown(rows: TextTable, at: int, columns: Sequence[str]) -> Key:
    cells = (rows.columns[n][at] for n in columns if n in rows.columns)
    return tuple(cell for cell in cells if cell)


def _places(
    old: TextTable, new: TextTable, columns: Sequence[str], keys: Sequence[Key]
) -> list[int | None]:
    """Return for each new row the old one of its key, or None."""
    # A column of the key that the file lacks tells nothing apart.
    shared = [name for name in columns if name in new.columns]
    if len(shared) < len(columns):
        keys = list(keys_of(new, shared))
    waiting: dict[Key, list[int]] = defaultdict(list)
    for at, key in enumerate(keys_of(old, shared)):
        waiting[key].append(at)
    for places in waiting.values():
        places.reverse()
    return [same.pop() if (same := waiting.get(key)) else None for key in keys]


class _Fate:
    """Which rows a file changes."""

    def __init__(
        self, old: TextTable, new: TextTable, places: Sequence[int | None]
    ) -> None:
        blank: Texts = (None,) * len(old)
        self.old = {name: old.columns.get(name, blank) for name in new.columns}
        self.new = new
        self.pairs = [
            (at, place)
            for at, place in enumerate(places)
            if place is not None
            and any(c[at] != self.old[name][place] for name, c in new.columns.items())
        ]

    @property
    def changed(self) -> int:
        return len(self.pairs)

    def told(self, key: Sequence[str]) -> tuple[Change, ...]:
        return tuple(
            Change(
                _shown(self.new, at, key),
                tuple(
                    (name, self.old[name][place], cells[at])
                    for name, cells in self.new.columns.items()
                    if cells[at] != self.old[name][place]
                ),
            )
            for at, place in self.pairs[:MOST_TOLD]
        )


def _brought_in(
    old: TextTable, new: TextTable, places: Sequence[int | None]
) -> TextTable:
    """Change old rows in their place and add new ones at the end."""
    added = [at for at, place in enumerate(places) if place is None]
    columns: dict[str, Texts] = {}
    for name in dict.fromkeys([*old.columns, *new.columns]):
        cells = list(old.columns.get(name, (None,) * len(old)))
        given = new.columns.get(name)
        if given is None:
            cells += [None] * len(added)
        else:
            for at, place in enumerate(places):
                if place is not None:
                    cells[place] = given[at]
            cells += [given[at] for at in added]
        columns[name] = cells
    return TextTable(columns, len(old) + len(added))


def _replaced(
    old: TextTable, new: TextTable, places: Sequence[int | None]
) -> TextTable:
    """Take the rows of the file; what it has no column for stays with its row."""
    columns: dict[str, Texts] = {}
    for name in dict.fromkeys([*old.columns, *new.columns]):
        if name in new.columns:
            columns[name] = new.columns[name]
        else:
            cells = old.columns[name]
            columns[name] = [None if p is None else cells[p] for p in places]
    return TextTable(columns, len(new))
