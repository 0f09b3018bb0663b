"""Lists as templates know them: a table row that holds their marks is repeated.

Every roster is one (``staff.name``, ``staff.number`` for the running number), and for
each yes-or-no column two more, of the rows that say yes and of those that do not
(``institutions_with_agreement``, ``institutions_without_agreement``). A choice
column also gives ticks: ``enterprises.rating.satisfied``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sme_assistant.assembly.figures import clean, gap, number, printed
from sme_assistant.assembly.words import Word
from sme_assistant.dialogue.expressions import Row, Unknown
from sme_assistant.dialogue.programme import Programme, RosterDefinition
from sme_assistant.engine.choosing import chosen
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.values import Kind

NUMBER = "number"
_BETWEEN_TICKS = 1024

T = TypeVar("T")
Tick = Callable[[], None]
"""Called now and then while something long goes on; stops it by raising."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list.

    Attributes:
        rows: Each row's texts by column path (``rating``, ``rating.satisfied``).
        empty: What its first column says where there are no rows.
    """

    rows: tuple[Mapping[str, str], ...]
    empty: str = Word.NONE


def listing(rows: Iterable[Mapping[str, str]]) -> Listing:
    """Number rows and make them fit to print."""
    return Listing(
        tuple(
            {NUMBER: str(index), **{k: clean(v) for k, v in row.items()}}
            for index, row in enumerate(rows, 1)
        )
    )


def roster_lists(programme: Programme) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name and the column paths of each list that rosters give."""
    for name, roster in programme.rosters.items():
        paths = tuple(dict.fromkeys(_all_paths(programme, roster)))
        yield name, paths
        for column in _yesno_columns(roster):
            yield f"{name}_with_{column}", paths
            yield f"{name}_without_{column}", paths


def choosing(programme: Programme) -> Iterator[str]:
    """Yield the rosters that choose rows of another."""
    yield from (n for n, roster in programme.rosters.items() if roster.model.chooses)


def _all_paths(programme: Programme, roster: RosterDefinition) -> Iterator[str]:
    if roster.model.chooses:
        yield from _paths(programme.rosters[roster.source])
    yield from _paths(roster)


def _paths(roster: RosterDefinition) -> Iterator[str]:
    yield NUMBER
    for column, spec in roster.columns.items():
        yield column
        if spec.kind is Kind.CHOICE and not spec.open:
            yield from (f"{column}.{option.id}" for option in spec.options)


def _yesno_columns(roster: RosterDefinition) -> list[str]:
    return [n for n, spec in roster.columns.items() if spec.kind is Kind.YESNO]


def roster_listings(evaluation: Evaluation) -> Iterator[tuple[str, Listing]]:
    """Yield each list that the rosters of a case give."""
    for name, roster in evaluation.programme.rosters.items():
        if roster.model.chooses:
            yield from _chosen_listings(evaluation, roster)
            continue
        given = evaluation.rows(name)
        rows: list[Row] = [] if isinstance(given, Unknown) else list(given)
        missing = gap(roster.model.title)
        yield name, _roster_listing(roster, rows, missing)
        unsorted = Word.NOT_APPLICABLE if rows else missing
        for column in _yesno_columns(roster):
            chosen = [row for row in rows if row.get(column) is True]
            others = [row for row in rows if row.get(column) is not True]
            yield f"{name}_with_{column}", _roster_listing(roster, chosen, unsorted)
            yield f"{name}_without_{column}", _roster_listing(roster, others, unsorted)


def _chosen_listings(
    evaluation: Evaluation, roster: RosterDefinition
) -> Iterator[tuple[str, Listing]]:
    """Yield what a roster chose, with the columns and the numbers of the other."""
    source = evaluation.programme.rosters[roster.source]
    missing = gap(source.model.title)
    rows = [
        (
            found.row,
            {**dict(_cells(roster, found.row)), **dict(_cells(source, found.row))}
            | {NUMBER: str(found.place or Word.NOT_APPLICABLE)},
        )
        for found in chosen(evaluation, roster.id)
    ]
    yield roster.id, Listing(tuple(cells for _, cells in rows), missing)
    for column in _yesno_columns(roster):
        said = [cells for row, cells in rows if row.get(column) is True]
        others = [cells for row, cells in rows if row.get(column) is not True]
        yield f"{roster.id}_with_{column}", Listing(tuple(said))
        yield f"{roster.id}_without_{column}", Listing(tuple(others))


def _roster_listing(roster: RosterDefinition, rows: list[Row], empty: str) -> Listing:
    printed_rows = tuple(
        {NUMBER: str(index), **dict(_cells(roster, row))}
        for index, row in enumerate(rows, 1)
    )
    return Listing(printed_rows, empty)


def _cells(roster: RosterDefinition, row: Row) -> Iterator[tuple[str, str]]:
    for column, spec in roster.columns.items():
        model, value = roster.model.columns[column], row.get(column)
        if value is None:
            wanted = gap(model.label)
            yield column, wanted if model.required else Word.NOT_APPLICABLE
        elif spec.kind.is_number:
            yield column, number(spec, value)
        else:
            yield column, printed(spec, value)
        if spec.kind is Kind.CHOICE and not spec.open:
            for option in spec.options:
                yield f"{column}.{option.id}", Word.TICK if option.id == value else ""


def silent() -> None:
    """Tell nobody."""


def ticking(things: Iterable[T], tick: Tick) -> Iterator[T]:
    """Pass things on, with a tick after so many of them."""
    for count, thing in enumerate(things, 1):
        yield thing
        if count % _BETWEEN_TICKS == 0:
            tick()
