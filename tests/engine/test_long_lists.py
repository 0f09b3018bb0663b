"""Long lists in the log and in the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.dialogue.expressions import Rows, rows_found
from sme_assistant.engine import text_tables
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.replay import State, advance, replay
from sme_assistant.engine.text_tables import TextTable, is_packed
from sme_assistant.values import Table

TODAY = date(2026, 11, 25)
NOON = datetime(2026, 11, 25, 4, tzinfo=UTC)
COUNT = 3000


def enterprises(count: int = COUNT) -> TextTable:
    columns = {
        "name": [f"企业{n}" for n in range(count)],
        "rating": ["satisfied" if n % 3 else "dissatisfied" for n in range(count)],
    }
    return TextTable.unpacked(TextTable(columns, count).packed)


def entry(rows: TextTable, roster: str = "enterprises") -> Entry:
    return Entry(Action.ROWS, roster, NOON, rows=rows, version=99)


def test_a_packed_list_is_not_unpacked_for_its_length() -> None:
    rows = enterprises()

    assert len(rows) == COUNT
    assert is_packed(rows.packed)
    assert "columns" not in rows.__dict__
    assert rows[1] == (("name", "企业1"), ("rating", "satisfied"))
    assert "columns" in rows.__dict__


def test_a_superseded_list_is_never_unpacked() -> None:
    first, second = enterprises(), enterprises(2000)

    state = replay(shipped_programme(), [entry(first), entry(second)])

    assert len(state.rows["enterprises"]) == 2000
    assert "columns" not in first.__dict__
    assert not state.orphans


def test_a_list_undone_gives_the_one_before() -> None:
    undo = Entry(Action.UNDO, "", NOON)

    state = replay(
        shipped_programme(), [entry(enterprises()), entry(enterprises(5)), undo]
    )

    assert len(state.rows["enterprises"]) == COUNT


def test_a_list_undone_and_done_again_is_the_one_restored_before() -> None:
    programme = shipped_programme()
    first = replay(programme, [entry(enterprises())])
    second = advance(programme, first, entry(enterprises(2000)))

    undone = advance(programme, second, Entry(Action.UNDO, "", NOON))
    again = advance(programme, undone, Entry(Action.REDO, "", NOON))

    assert undone.rows["enterprises"] is first.rows["enterprises"]
    assert again.rows["enterprises"] is second.rows["enterprises"]
    assert again.rows["enterprises"].before is first.rows["enterprises"]


def test_a_list_is_looked_through_from_the_one_before_it() -> None:
    programme = shipped_programme()
    rows = enterprises()
    state = replay(programme, [entry(rows)])
    check = programme.checks["enterprise_roster_alike"].test

    def found(state: State) -> object:
        values = Evaluation(programme, {}, state.rows, TODAY)
        return rows_found(check.children[0], values)

    assert found(state) == ()
    names = [*rows.columns["name"][:-2], "云岭机械", "云领机械"]
    other = entry(TextTable({**rows.columns, "name": names}, COUNT))
    changed = advance(programme, state, other)
    assert found(changed) == found(replay(programme, [other])) == ((2998, 2999),)


def test_a_list_with_a_cell_that_is_gone_is_taken_and_listed() -> None:
    rows = TextTable({"name": ["甲", "乙"], "rating": ["satisfied", "superb"]}, 2)

    state = replay(shipped_programme(), [entry(rows)])

    assert state.rows["enterprises"] == (
        {"name": "甲", "rating": "satisfied"},
        {"name": "乙"},
    )
    assert len(state.orphans) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-8],
        lambda text: text.replace("A", "B"),
        lambda text: text.replace(":", "-"),
        lambda text: f"{text}!",
        lambda text: text.replace(f":{COUNT}:", ":many:"),
        lambda text: text.replace(f":{COUNT}:", ":2999:"),
    ],
)
def test_a_packed_list_with_a_wrong_letter_is_refused(spoil: object) -> None:
    text = enterprises().packed

    with pytest.raises(ValueError):  # noqa: PT011 (any of them is refused alike)
        TextTable.unpacked(spoil(text))  # type: ignore[operator]


def test_a_condition_is_tried_once_for_equal_cells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    programme = shipped_programme()
    counted = [
        node
        for check in programme.checks.values()
        for node in _rows_in(check)
        if node.roster == "enterprises" and node.condition is not None
    ]
    rated = next(n for n in counted if "rating" in repr(n.condition))
    tried: list[object] = []
    node = Rows("enterprises", _Watched(rated.condition, tried))  # type: ignore[arg-type]
    rows = Table.of(replay(programme, [entry(enterprises())]).rows["enterprises"])
    scope = Evaluation(programme, {}, {"enterprises": rows}, TODAY)
    monkeypatch.setattr(Evaluation, "any_relevant", lambda *_: True)

    assert node.evaluate(scope) == COUNT - COUNT // 3
    assert node.evaluate(scope) == COUNT - COUNT // 3
    assert len(tried) == 2


def _rows_in(check: object) -> list[Rows]:
    from sme_assistant.dialogue.expressions import walk  # noqa: PLC0415

    return [node for node in walk(check.test) if isinstance(node, Rows)]  # type: ignore[attr-defined]


class _Watched:
    def __init__(self, node: object, tried: list[object]) -> None:
        self.node = node
        self.tried = tried
        self.children = (node,)

    def evaluate(self, scope: object) -> object:
        self.tried.append(scope)
        return self.node.evaluate(scope)  # type: ignore[attr-defined]


def test_a_count_that_hangs_on_a_fact_is_made_again_when_that_changes() -> None:
    programme = shipped_programme()
    node = next(
        n
        for check in programme.checks.values()
        for n in _rows_in(check)
        if n.roster == "enterprises" and "operating_institution" in repr(n.condition)
    )
    rows = replay(programme, [entry(enterprises())]).rows["enterprises"]

    def count(name: str) -> object:
        given = {"operating_institution": name}
        scope = Evaluation(programme, given, {"enterprises": rows}, TODAY)
        return node.evaluate(scope)

    assert [count("企业7"), count("没有"), count("企业7")] == [1, 0, 1]


def test_a_text_table_says_how_many_cells_are_filled() -> None:
    table = TextTable({"a": ["x", None], "b": [None, None]}, 2)

    assert table.filled() == 1
    assert repr(table) == "<2 rows>"
    assert table != "x"
    assert table != (replace(entry(table)).rows[0],)
    assert text_tables.TextTable.of(table) is table
