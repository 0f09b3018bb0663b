"""The expression language: nodes that can be evaluated, in three values.

A node's ``evaluate`` gives a value or ``UNKNOWN``. Unknown spreads only where the
result depends on it: ``False and unknown`` is false in either order. Numbers are int,
Decimal or Fraction, never float. How text becomes nodes, and which types fit, is in
``dialogue.parsing``; ``docs/dialogue-language.md`` is the reference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeVar

from sme_assistant.phrases import Phrase
from sme_assistant.values import Spec, Table, Value, classify, show
from sme_assistant.values.likeness import (
    Alikes,
    Groups,
    name_key,
    name_keys,
    repeated,
    same_name,
)


class Unknown:
    """The value of what nobody has answered; see ``UNKNOWN``, its only instance."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()
Number = int | Decimal | Fraction
Result = Value | Fraction | Unknown
Row = Mapping[str, Value]
T = TypeVar("T")


class Scope(Protocol):
    """Where an expression finds its values."""

    def fact(self, name: str) -> Result:
        """Return the live value of a fact, asked or computed."""

    def parameter(self, name: str) -> Result:
        """Return the value of a parameter on the day that counts."""

    def rows(self, roster: str) -> Sequence[Row] | Unknown:
        """Return the rows of a roster; unknown while none was given."""

    def is_answered(self, name: str) -> bool:
        """Whether a fact has a live answer."""


class Node(Protocol):
    """One part of an expression."""

    @property
    def children(self) -> tuple[Node, ...]:
        """The parts this is made of."""

    def evaluate(self, scope: Scope) -> Result:
        """Return the value in a scope."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal: a flag, 0, 1, or an option's id."""

    value: Value
    children: tuple[Node, ...] = ()

    def evaluate(self, scope: Scope) -> Result:  # noqa: ARG002
        """Return the literal."""
        return self.value


@dataclass(frozen=True, slots=True)
class FactName:
    """A fact."""

    name: str
    children: tuple[Node, ...] = ()

    def evaluate(self, scope: Scope) -> Result:
        """Return the fact's live value."""
        return scope.fact(self.name)


@dataclass(frozen=True, slots=True)
class ParameterName:
    """A parameter."""

    name: str
    children: tuple[Node, ...] = ()

    def evaluate(self, scope: Scope) -> Result:
        """Return the parameter's value."""
        return scope.parameter(self.name)


@dataclass(frozen=True, slots=True)
class ColumnName:
    """A column of the row at hand, inside ``rows(roster, condition)``."""

    name: str
    spec: Spec
    children: tuple[Node, ...] = ()

    def evaluate(self, scope: Scope) -> Result:
        """Return the cell's value; of an open choice, the option recognised in it."""
        if not isinstance(scope, _RowScope):
            return UNKNOWN
        value = scope.row.get(self.name, UNKNOWN)
        if self.spec.open and isinstance(value, str):
            return classify(self.spec, value) or UNKNOWN
        return value


@dataclass(frozen=True, slots=True)
class Not:
    """``not a``."""

    part: Node

    @property
    def children(self) -> tuple[Node, ...]:
        """The part denied."""
        return (self.part,)

    def evaluate(self, scope: Scope) -> Result:
        """Deny; unknown stays unknown."""
        value = self.part.evaluate(scope)
        return UNKNOWN if value is UNKNOWN else not value


@dataclass(frozen=True, slots=True)
class Junction:
    """``a and b and …``, or with ``or``.

    Attributes:
        decisive: The value that decides at once: False for and, True for or.
    """

    decisive: bool
    children: tuple[Node, ...]

    def evaluate(self, scope: Scope) -> Result:
        """Join; a decisive part decides whatever is unknown beside it."""
        unknown = False
        for part in self.children:
            value = part.evaluate(scope)
            if value is self.decisive:
                return self.decisive
            unknown = unknown or value is UNKNOWN
        return UNKNOWN if unknown else not self.decisive


_COMPARISONS: dict[str, Callable[[Number, Number], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _comparable(a: Result, b: Result) -> tuple[Result, Result]:
    """Lift Decimal beside Fraction, which Python does not compare."""
    if isinstance(a, Fraction) and isinstance(b, Decimal):
        return a, Fraction(b)
    if isinstance(a, Decimal) and isinstance(b, Fraction):
        return Fraction(a), b
    return a, b


@dataclass(frozen=True, slots=True)
class Comparison:
    """``a >= b``; a chain ``a <= b <= c`` is a junction of two."""

    left: Node
    operator: str
    right: Node

    @property
    def children(self) -> tuple[Node, ...]:
        """Both sides."""
        return self.left, self.right

    def evaluate(self, scope: Scope) -> Result:
        """Compare exactly; an unknown side makes it unknown."""
        a, b = self.left.evaluate(scope), self.right.evaluate(scope)
        if a is UNKNOWN or b is UNKNOWN:
            return UNKNOWN
        a, b = _comparable(a, b)
        return _COMPARISONS[self.operator](a, b)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Membership:
    """``option in multi``, or ``choice in [options]``."""

    item: Node
    holder: Node | tuple[str, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The item, and the multi if there is one."""
        return (
            (self.item,) if isinstance(self.holder, tuple) else (self.item, self.holder)
        )

    def evaluate(self, scope: Scope) -> Result:
        """Look the item up."""
        item = self.item.evaluate(scope)
        if isinstance(self.holder, tuple):
            return UNKNOWN if item is UNKNOWN else item in self.holder
        holder = self.holder.evaluate(scope)
        if item is UNKNOWN or not isinstance(holder, tuple):
            return UNKNOWN
        return item in holder


def _exact(number: Number) -> Number:
    """Keep whole numbers as int, so that they compare and show simply."""
    if isinstance(number, Fraction) and number.denominator == 1:
        return int(number)
    return number


_ARITHMETIC: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``a + b`` and its like, exact."""

    left: Node
    operator: str
    right: Node

    @property
    def children(self) -> tuple[Node, ...]:
        """Both sides."""
        return self.left, self.right

    def evaluate(self, scope: Scope) -> Result:
        """Reckon exactly; division by zero is unknown."""
        a, b = self.left.evaluate(scope), self.right.evaluate(scope)
        if a is UNKNOWN or b is UNKNOWN or (self.operator == "/" and b == 0):
            return UNKNOWN
        left, right = Fraction(a), Fraction(b)  # type: ignore[arg-type]
        return _exact(_ARITHMETIC[self.operator](left, right))


@dataclass(frozen=True, slots=True)
class Conditional:
    """``a if condition else b``."""

    condition: Node
    then: Node
    otherwise: Node

    @property
    def children(self) -> tuple[Node, ...]:
        """The condition and both branches."""
        return self.condition, self.then, self.otherwise

    def evaluate(self, scope: Scope) -> Result:
        """Choose; under an unknown condition, known only if both branches agree."""
        condition = self.condition.evaluate(scope)
        if condition is not UNKNOWN:
            return (self.then if condition else self.otherwise).evaluate(scope)
        then, otherwise = self.then.evaluate(scope), self.otherwise.evaluate(scope)
        a, b = _comparable(then, otherwise)
        return then if a == b else UNKNOWN


@dataclass(frozen=True, slots=True)
class Group:
    """``group(choice)``.

    Attributes:
        groups: Option id to group.
    """

    part: Node
    groups: Mapping[str, str]

    @property
    def children(self) -> tuple[Node, ...]:
        """The choice."""
        return (self.part,)

    def evaluate(self, scope: Scope) -> Result:
        """Return the group of the chosen option."""
        value = self.part.evaluate(scope)
        return self.groups[value] if isinstance(value, str) else UNKNOWN


@dataclass(frozen=True, slots=True)
class Rows:
    """``rows(roster)`` and ``rows(roster, condition)``."""

    roster: str
    condition: Node | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        """Nothing: the condition belongs to each row, not to the case."""
        return ()

    def evaluate(self, scope: Scope) -> Result:
        """Count; a row whose blank cells leave its condition open is not counted.

        A condition left open by an unanswered fact leaves the number open.
        """
        rows = scope.rows(self.roster)
        if isinstance(rows, Unknown):
            return UNKNOWN
        if self.condition is None:
            return len(rows)
        return _counted(Table.of(rows), self.condition, scope)


@dataclass(frozen=True, slots=True)
class Total:
    """``total(roster, column)`` and ``total(roster, column, condition)``."""

    roster: str
    column: str
    condition: Node | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        """Nothing: the condition belongs to each row, not to the case."""
        return ()

    def evaluate(self, scope: Scope) -> Result:
        """Add up what stands in the column; unknown if nothing does."""
        rows = scope.rows(self.roster)
        if isinstance(rows, Unknown):
            return UNKNOWN
        table, condition = Table.of(rows), self.condition

        def add() -> Result:
            found = [
                cell
                for row in table
                if (cell := row.get(self.column)) is not None
                and (
                    condition is None
                    or condition.evaluate(_RowScope(scope, row)) is True
                )
            ]
            return _total(found) if found else UNKNOWN

        if condition is None:
            return table.remembered((Total, self.column), add)
        return _remembered(table, condition, scope, f"total {self.column}", add)


@dataclass(frozen=True, slots=True)
class Listing:
    """``listing(roster, column, …)``: the rows as text, a line each.

    Attributes:
        specs: Each column with what is known of it; the first names the row.
    """

    roster: str
    specs: tuple[tuple[str, Spec], ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """Nothing."""
        return ()

    def evaluate(self, scope: Scope) -> Result:
        """Write the rows; unknown if there are none, or nothing in them."""
        rows = scope.rows(self.roster)
        if isinstance(rows, Unknown):
            return UNKNOWN
        return "\n".join(filter(None, map(self._line, rows))) or UNKNOWN

    def _line(self, row: Row) -> str:
        cells = [show(spec, row[name]) for name, spec in self.specs if name in row]
        first, others = "".join(cells[:1]), "，".join(cells[1:])
        return Phrase.ROW_LISTED.format(first=first, others=others) if others else first


@dataclass(frozen=True, slots=True)
class Alike:
    """``duplicates(roster, column, …)`` and ``look_alikes(roster, column)``.

    Attributes:
        nearly: Whether rows are wanted whose names are nearly the same, not the same.
    """

    roster: str
    columns: tuple[str, ...]
    nearly: bool = False
    children: tuple[Node, ...] = ()

    def evaluate(self, scope: Scope) -> Result:
        """Count the rows that are not alone."""
        rows = scope.rows(self.roster)
        if isinstance(rows, Unknown):
            return UNKNOWN
        return sum(map(len, self.groups(scope)))

    def groups(self, scope: Scope) -> Groups:
        """Return the places of the rows that belong together."""
        rows = scope.rows(self.roster)
        if isinstance(rows, Unknown):
            return ()
        table = Table.of(rows)
        key = (Alike, self.columns, self.nearly)
        return table.remembered(key, lambda: self._reckoned(table))

    def _reckoned(self, table: Table) -> Groups:
        columns = [_keys(table, name) for name in self.columns]
        if self.nearly:
            return _alikes(table, self.columns[0]).places()
        if len(columns) == 1:
            return repeated(columns[0])
        keys = zip(*columns, strict=True)
        return repeated(None if None in key else key for key in keys)


def _alikes(table: Table, column: str) -> Alikes:
    """Return which names are alike; where the list before is known, from its."""
    key = (_alikes, column)

    def reckon() -> Alikes:
        keys = [k if isinstance(k, str) else None for k in _keys(table, column)]
        before = table.before
        known = before.known(key) if before is not None else None
        return known.changed(keys) if isinstance(known, Alikes) else Alikes.of(keys)

    return table.remembered(key, reckon)


def _keys(table: Table, column: str) -> Sequence[Value | None]:
    """Return what the cells of a column are compared by, reckoned once."""

    def reckon() -> Sequence[Value | None]:
        cells = table.column(column)
        keys = iter(name_keys([cell for cell in cells if isinstance(cell, str)]))
        return [next(keys) if isinstance(cell, str) else cell for cell in cells]

    return table.remembered((_keys, column), reckon)


@dataclass(frozen=True, slots=True)
class Listed:
    """``listed(name, roster, column)``: whether a name stands in a column."""

    item: Node
    roster: str
    column: str

    @property
    def children(self) -> tuple[Node, ...]:
        """The name."""
        return (self.item,)

    def evaluate(self, scope: Scope) -> Result:
        """Look the name up, however it is written."""
        name, rows = self.item.evaluate(scope), scope.rows(self.roster)
        if not isinstance(name, str) or isinstance(rows, Unknown):
            return UNKNOWN
        table = Table.of(rows)
        known = table.remembered(
            (Listed, self.column),
            lambda: frozenset(_keys(table, self.column)),
        )
        return name_key(name) in known


@dataclass(frozen=True, slots=True)
class IsBlank:
    """``is_blank(column)``: whether the row at hand has nothing there that is known.

    In an open choice a text in which no option was recognised is as good as nothing.
    """

    column: ColumnName

    @property
    def children(self) -> tuple[Node, ...]:
        """The column."""
        return (self.column,)

    def evaluate(self, scope: Scope) -> Result:
        """Look at the cell."""
        return self.column.evaluate(scope) is UNKNOWN


def _counted(rows: Table, condition: Node, scope: Scope) -> Result:
    """Count the rows for which a condition holds, rows of equal cells at one stroke.

    It hangs on the cells it names, and on facts and parameters: where these are as
    they were, the number is remembered. A condition that counts rows itself is not.
    """
    parts = list(walk(condition))
    facts = sorted(names_in(condition))

    def count() -> Result:
        named = dict.fromkeys(p.name for p in parts if isinstance(p, ColumnName))
        holds, is_open = 0, False
        for cells, times in rows.tally(tuple(named)).items():
            row = {n: c for n, c in zip(named, cells, strict=True) if c is not None}
            truth = condition.evaluate(_RowScope(scope, row))
            is_open = is_open or truth is UNKNOWN
            holds += times if truth is True else 0
        is_open = is_open and any(scope.fact(name) is UNKNOWN for name in facts)
        return UNKNOWN if is_open else holds

    return _remembered(rows, condition, scope, "count", count)


def _remembered(
    rows: Table, condition: Node, scope: Scope, what: str, reckon: Callable[[], T]
) -> T:
    """Reckon something about rows once, as long as what it hangs on is as it was."""
    parts = list(walk(condition))
    if any(isinstance(part, Rows | Total | Alike) for part in parts):
        return reckon()
    outside: list[object] = [scope.fact(name) for name in sorted(names_in(condition))]
    outside += [scope.parameter(p.name) for p in parts if isinstance(p, ParameterName)]
    outside += [_Itself(scope.rows(p.roster)) for p in parts if isinstance(p, Listed)]
    return rows.remembered((what, _Itself(condition), *outside), reckon)


def rows_found(node: Node, scope: Scope) -> Groups:
    """Return the places of the rows that a count counts, those together in a group."""
    if isinstance(node, Alike):
        return node.groups(scope)
    if not isinstance(node, Rows) or node.condition is None:
        return ()
    rows = scope.rows(node.roster)
    if isinstance(rows, Unknown):
        return ()
    condition, table = node.condition, Table.of(rows)

    def find() -> Groups:
        return tuple(
            (place,)
            for place, row in enumerate(table)
            if condition.evaluate(_RowScope(scope, row)) is True
        )

    return _remembered(table, condition, scope, "places", find)


class _Itself:
    """What is a key by itself: to compare whole trees or tables takes long."""

    __slots__ = ("node",)

    def __init__(self, node: object) -> None:
        self.node = node

    def __hash__(self) -> int:
        return id(self.node)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.node is self.node


@dataclass(frozen=True, slots=True)
class _RowScope:
    """A scope in which one row is at hand; all else is as outside."""

    outer: Scope
    row: Row

    def fact(self, name: str) -> Result:
        return self.outer.fact(name)

    def parameter(self, name: str) -> Result:
        return self.outer.parameter(name)

    def rows(self, roster: str) -> Sequence[Row] | Unknown:
        return self.outer.rows(roster)

    def is_answered(self, name: str) -> bool:
        return self.outer.is_answered(name)


@dataclass(frozen=True, slots=True)
class IsAnswered:
    """``is_answered(fact)``."""

    name: str
    children: tuple[Node, ...] = ()

    def evaluate(self, scope: Scope) -> Result:
        """Look whether there is an answer."""
        return scope.is_answered(self.name)


@dataclass(frozen=True, slots=True)
class SumAnswered:
    """``sum_answered(a, b, …)``: the sum of what is known, unknown if nothing is."""

    children: tuple[Node, ...]

    def evaluate(self, scope: Scope) -> Result:
        """Add what is known."""
        known = [
            v for part in self.children if (v := part.evaluate(scope)) is not UNKNOWN
        ]
        return _total(known) if known else UNKNOWN


@dataclass(frozen=True, slots=True)
class Call:
    """A function whose result is unknown as soon as an argument is."""

    function: str
    children: tuple[Node, ...]

    def evaluate(self, scope: Scope) -> Result:
        """Apply the function to its known arguments."""
        values = [part.evaluate(scope) for part in self.children]
        if UNKNOWN in values:
            return UNKNOWN
        return FUNCTIONS[self.function](*values)


def years_between(start: date, end: date) -> int:
    """Count the whole years completed; the anniversary itself completes one.

    Where the last month lacks the day, its last day counts (Civil Code art. 202).
    """
    years = end.year - start.year
    anniversary_passed = (end.month, end.day) >= (start.month, start.day)
    if not anniversary_passed:
        leap_day = (start.month, start.day) == (2, 29)
        last_of_february = (end.month, end.day) == (2, 28) and not _is_leap(end.year)
        anniversary_passed = leap_day and last_of_february
    return years if anniversary_passed else years - 1


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def share(part: Number, whole: Number) -> Result:
    """Return part of whole as a percent, exactly; unknown if the whole is zero."""
    if whole == 0:
        return UNKNOWN
    return _exact(Fraction(part) * 100 / Fraction(whole))


def _total(parts: Sequence[Result]) -> Result:
    return _exact(sum((Fraction(part) for part in parts), Fraction(0)))  # type: ignore[arg-type]


FUNCTIONS: dict[str, Callable[..., Result]] = {
    "count": len,
    "years_between": years_between,
    "year": lambda day: int(day.year),
    "share": share,
    "sum": lambda *parts: _total(parts),
    "min": lambda *parts: min(parts, key=Fraction),
    "max": lambda *parts: max(parts, key=Fraction),
    "matches": lambda text, pattern: re.fullmatch(pattern, text) is not None,
    "same_name": same_name,
    "mentions": lambda text, name: name_key(name) in name_key(text),
    "length": lambda text: len("".join(text.split())),
}


def walk(node: Node | None) -> Iterator[Node]:
    """Yield a node and all below it, conditions on rows included."""
    if node is None:
        return
    yield node
    below = node.children
    if isinstance(node, Rows | Total) and node.condition is not None:
        below = (node.condition,)
    for part in below:
        yield from walk(part)


def rosters_in(node: Node | None) -> set[str]:
    """Return the rosters an expression looks at."""
    return {
        n.roster
        for n in walk(node)
        if isinstance(n, Rows | Total | Alike | Listed | Listing)
    }


def names_in(node: Node | None) -> set[str]:
    """Return the facts an expression names."""
    named = FactName | IsAnswered
    return {n.name for n in walk(node) if isinstance(n, named)}
