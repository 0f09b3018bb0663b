"""Lists kept by columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme_assistant.values import Table

ROWS = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(["x", "y", 1]), max_size=3),
    max_size=6,
)


@given(ROWS)
def test_a_table_is_equal_to_the_rows_it_was_made_of(
    rows: list[dict[str, object]],
) -> None:
    table = Table.of(rows)  # type: ignore[arg-type]

    assert table == rows
    assert table == tuple(rows)
    assert list(table) == rows
    assert table[1:3] == tuple(rows[1:3])
    assert Table.of(table) is table
    for at, row in enumerate(rows):
        assert table[at] == row == table[at - len(rows)]


@given(ROWS, st.sampled_from("abc"))
def test_a_tally_counts_every_row_once(
    rows: list[dict[str, object]], name: str
) -> None:
    table = Table.of(rows)  # type: ignore[arg-type]

    tally = table.tally((name,))

    assert sum(tally.values()) == len(rows)
    assert tally.get((None,), 0) == sum(name not in row for row in rows)
    assert table.tally(()) == {(): len(rows)}
    assert table.tally((name,)) is tally


@given(ROWS, st.integers(0, 7), st.integers(0, 7), ROWS)
def test_rows_are_replaced_as_in_a_list(
    rows: list[dict[str, object]], start: int, stop: int, new: list[dict[str, object]]
) -> None:
    start, stop = min(start, stop), max(start, stop)
    wanted = [*rows]
    wanted[start:stop] = new

    assert Table.of(rows).replaced(start, stop, new) == wanted  # type: ignore[arg-type]


def test_beyond_its_rows_there_is_none() -> None:
    table = Table.of([{"a": "x"}])

    with pytest.raises(IndexError):
        table[1]
    assert table != [{"a": "y"}]
    assert table != "x"
    assert "1 rows of a" in repr(table)


def test_what_is_remembered_is_reckoned_once() -> None:
    table, reckoned = Table.of([{"a": "x"}]), []

    for _ in range(3):
        table.remembered("key", lambda: reckoned.append(1))

    assert reckoned == [1]
