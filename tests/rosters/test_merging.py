"""Rows of a file brought into a list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sme_assistant.engine.text_tables import TextRow, TextTable
from sme_assistant.rosters.merging import keys_of, merged

KEY = ("name", "age")


def table(*rows: tuple[str, str | None, str | None]) -> TextTable:
    names, ages, schools = zip(*rows, strict=True) if rows else ((), (), ())
    columns = {"name": names, "age": ages, "school": schools}
    return TextTable(columns, len(rows))


OLD = table(("王五", "32", "大专"), ("李四", "40", "本科"), ("赵六", None, None))


def test_rows_of_one_key_are_updated_in_their_place_and_others_added() -> None:
    new = table(("李四", "40", "硕士"), ("钱七", "28", None), ("赵六", None, None))

    found = merged(OLD, new, KEY)

    assert [dict(row)["name"] for row in found.rows] == ["王五", "李四", "赵六", "钱七"]
    assert dict(found.rows[1])["school"] == "硕士"
    assert (found.added, found.changed, found.unchanged) == (1, 1, 1)
    assert (found.left, found.removed) == (1, 0)
    (change,) = found.changes
    assert change.key == ("李四", "40")
    assert change.cells == (("school", "本科", "硕士"),)


def test_a_list_that_is_replaced_loses_what_the_file_lacks_and_says_so() -> None:
    found = merged(OLD, table(("李四", "40", "本科")), KEY, replace=True)

    assert [dict(row)["name"] for row in found.rows] == ["李四"]
    assert (found.left, found.removed, found.unchanged) == (0, 2, 1)
    assert found.is_change


def test_a_column_the_file_lacks_stays_as_it_was() -> None:
    new = TextTable({"name": ["李四", "钱七"], "age": ["40", "28"]}, 2)

    for replace in (False, True):
        found = merged(OLD, new, KEY, replace=replace)
        rows = {dict(row)["name"]: dict(row) for row in found.rows}
        assert rows["李四"]["school"] == "本科"
        assert "school" not in rows["钱七"]


def test_a_column_of_the_key_the_file_lacks_tells_nothing_apart() -> None:
    new = TextTable({"name": ["李四"], "school": ["博士"]}, 1)

    found = merged(OLD, new, KEY)

    assert dict(found.rows[1]) == {"name": "李四", "age": "40", "school": "博士"}
    assert found.added == 0


def test_two_people_of_one_name_and_age_stay_two_and_are_named() -> None:
    twice = table(("王五", "32", "大专"), ("王 五", "32", "本科"))

    first = merged(table(), twice, KEY)
    again = merged(first.rows, twice, KEY)

    assert len(first.rows) == 2
    assert first.repeated == (("王 五", "32"),)
    assert (again.added, again.unchanged) == (0, 2)


def test_a_key_is_the_same_however_it_is_written() -> None:
    rows = TextTable({"name": ["重庆甲（集团） ABC", "重庆甲(集团)ａｂｃ"]}, 2)

    first, second = keys_of(rows, ("name",))

    assert first == second


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["甲", "乙", "丙"]),
        st.sampled_from(["1", "2", None]),
        st.sampled_from(["x", "y", None]),
    ),
    max_size=8,
).map(lambda rows: table(*rows))


def _sorted(rows: TextTable) -> list[TextRow]:
    return sorted(rows)


@given(ROWS, ROWS)
def test_every_row_of_the_file_is_in_the_list_and_none_is_lost(
    old: TextTable, new: TextTable
) -> None:
    found = merged(old, new, KEY)

    assert len(found.rows) == len(old) + found.added
    assert found.added + found.changed + found.unchanged == len(new)
    assert found.left == len(old) - found.changed - found.unchanged
    remaining = _sorted(found.rows)
    for row in new:
        remaining.remove(row)


@given(ROWS, ROWS)
def test_a_file_that_was_taken_changes_nothing_the_second_time(
    old: TextTable, new: TextTable
) -> None:
    once = merged(old, new, KEY).rows

    assert not merged(once, new, KEY).is_change


@given(ROWS, ROWS)
def test_a_replaced_list_is_the_file(old: TextTable, new: TextTable) -> None:
    found = merged(old, new, KEY, replace=True)

    assert found.rows == tuple(new)
    assert found.removed == len(old) - found.changed - found.unchanged
