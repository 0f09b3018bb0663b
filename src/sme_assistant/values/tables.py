"""A list of rows, kept column by column: a hundred thousand rows are one value.

A ``Table`` reads like a sequence of rows, each a mapping of column id to value without
its blank cells. What is counted over it is counted once for equal cells, and may be
remembered with it, for a table never changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, overload
from weakref import ref

from sme_assistant.values.kinds import Value

Cells = Sequence[Value | None]
_T = TypeVar("_T")


class Table(Sequence[Mapping[str, Value]]):
    """Rows of one list.

    Args:
        columns: Column id to its cells, None for a blank one; all equally long.
        count: How many rows there are.
    """

    __slots__ = ("__weakref__", "_before", "_columns", "_count", "_remembered")

    def __init__(self, columns: Mapping[str, Cells], count: int) -> None:
        self._columns = columns
        self._count = count
        self._remembered: dict[object, object] = {}
        self._before: ref[Table] | None = None

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, Value]]) -> Table:
        """Make a table of rows."""
        if isinstance(rows, Table):
            return rows
        names = dict.fromkeys(name for row in rows for name in row)
        return cls({name: [row.get(name) for row in rows] for name in names}, len(rows))

    @property
    def before(self) -> Table | None:
        """The list that this one took the place of, as long as it is held."""
        return None if self._before is None else self._before()

    def follow(self, before: Table) -> None:
        """Say which list this one takes the place of; most of both may be the same."""
        self._before = ref(before)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that have cells."""
        return tuple(self._columns)

    def column(self, name: str) -> Cells:
        """Return the cells of a column; of an unknown one, blanks."""
        found = self._columns.get(name)
        return (None,) * self._count if found is None else found

    def tally(self, names: Sequence[str]) -> Mapping[tuple[Value | None, ...], int]:
        """Count the rows that have the same cells in these columns."""
        if not names:
            return {(): self._count}
        key = ("tally", *names)
        return self.remembered(
            key, lambda: Counter(zip(*map(self.column, names), strict=True))
        )

    def remembered(self, key: object, reckon: Callable[[], _T]) -> _T:
        """Reckon something about the rows, once."""
        try:
            return self._remembered[key]  # type: ignore[return-value]
        except KeyError:
            found = self._remembered[key] = reckon()
            return found

    def known(self, key: object) -> object | None:
        """Return what was reckoned, if it was."""
        return self._remembered.get(key)

    def replaced(
        self, start: int, stop: int, rows: Iterable[Mapping[str, Value]] = ()
    ) -> Table:
        """Return the table with other rows in place of some of its own."""
        new = list(rows)
        names = dict.fromkeys([*self._columns, *(name for row in new for name in row)])
        columns: dict[str, Cells] = {}
        for name in names:
            cells = list(self.column(name))
            cells[start:stop] = [row.get(name) for row in new]
            columns[name] = cells
        kept = len(range(*slice(start, stop).indices(self._count)))
        return Table(columns, self._count - kept + len(new))

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Mapping[str, Value]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mapping[str, Value]]: ...
    def __getitem__(
        self, index: int | slice
    ) -> Mapping[str, Value] | Sequence[Mapping[str, Value]]:
        if isinstance(index, slice):
            return tuple(self._row(at) for at in range(*index.indices(self._count)))
        at = index + self._count if index < 0 else index
        if not 0 <= at < self._count:
            raise IndexError(index)
        return self._row(at)

    def _row(self, at: int) -> dict[str, Value]:
        return {
            name: value
            for name, cells in self._columns.items()
            if (value := cells[at]) is not None
        }

    def __iter__(self) -> Iterator[Mapping[str, Value]]:
        return map(self._row, range(self._count))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table | tuple | list):
            return NotImplemented
        return len(self) == len(other) and all(
            mine == theirs for mine, theirs in zip(self, other, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{self._count} rows of {', '.join(self._columns)}>"
