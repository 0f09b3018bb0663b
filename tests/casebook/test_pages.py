from __future__ import annotations

import sqlite3
from contextlib import closing

from hypothesis import given, settings
from hypothesis import strategies as st

from sme_assistant.casebook.pages import Row, rows

PAGE = 512  # the smallest there is: most rows overflow
CELLS = (
    st.none()
    | st.integers(-(2**63), 2**63 - 1)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.binary(max_size=3000)
)


def file_of(content: dict[int, tuple[object, object]]) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute(f"PRAGMA page_size = {PAGE}")
        database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)")
        database.executemany(
            "INSERT INTO t VALUES (?, ?, ?)",
            [(rowid, *cells) for rowid, cells in content.items()],
        )
        return database.serialize()


@settings(deadline=None, derandomize=True)
@given(
    st.dictionaries(
        st.integers(-(2**63), 2**63 - 1), st.tuples(CELLS, CELLS), max_size=30
    )
)
def test_every_row_of_a_whole_file_is_read(
    content: dict[int, tuple[object, object]],
) -> None:
    found = {row.rowid: row.cells[1:] for row in rows(file_of(content), PAGE)}
    found = {key: cells for key, cells in found.items() if len(cells) == 2}

    assert found == content


@settings(deadline=None, derandomize=True)
@given(st.binary(max_size=PAGE))
def test_no_page_ever_raises(garbage: bytes) -> None:
    leaf = b"\x0d" + garbage

    assert all(isinstance(row, Row) for row in rows(b"\0" * PAGE + leaf, PAGE))


@settings(deadline=None, derandomize=True)
@given(st.data())
def test_a_scribble_never_raises(data: st.DataObject) -> None:
    content = bytearray(file_of({n: (f"{n}" * n * 9, n) for n in range(1, 60)}))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=60)):
        content[place] ^= data.draw(st.integers(1, 255))

    assert all(isinstance(row, Row) for row in rows(bytes(content), PAGE))
