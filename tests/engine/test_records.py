"""Entries as texts by name: what travels comes back equal, whatever its fields."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import datetime

import pytest
from hypothesis import given, settings

from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.records import (
    Carried,
    NotKnownError,
    _from_text,
    _to_text,
    all_said,
    carried_by,
    carrying,
    drafts_carried_by,
    from_record,
    spoken,
    strictly_carried_by,
    to_record,
)
from sme_assistant.engine.text_tables import TextTable
from tests.casebook.conftest import NOON, answer
from tests.casebook.test_contract import logs

MERGE = Entry(Action.MERGE, "", NOON, source="a.sme")


@settings(deadline=None, derandomize=True)
@given(log=logs)
def test_an_entry_comes_back_equal(log: list[Entry]) -> None:
    assert [from_record(to_record(entry)) for entry in log] == log


def test_only_what_is_not_as_by_default_is_written() -> None:
    needed = {f.name for f in fields(Entry) if f.default is MISSING}

    assert to_record(Entry(Action.UNDO, "", NOON)).keys() == needed


def test_a_long_list_stays_packed_on_its_way() -> None:
    rows = TextTable({"name": [f"企业{n}" for n in range(1000)]}, 1000)
    entry = Entry(Action.ROWS, "staff", NOON, rows=rows)

    record = to_record(entry)

    assert record["rows"] == rows.packed
    assert from_record(record) == entry


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (bool, True),
        (bool, False),
        (int | None, 5),
        (str | None, "x"),
        (datetime | None, NOON),
        (Action, Action.UNDO),
    ],
)
def test_a_field_of_another_kind_would_travel_too(hint: object, value: object) -> None:
    assert _from_text(hint, _to_text(value)) == value


def test_what_is_no_truth_value_is_broken() -> None:
    with pytest.raises(ValueError, match="truth"):
        _from_text(bool, "perhaps")


@pytest.mark.parametrize(
    "change", [{"mood": "glad"}, {"action": "dance"}, {"channel": "pigeon"}]
)
def test_a_word_of_a_newer_program_is_told_from_a_broken_one(
    change: dict[str, str],
) -> None:
    with pytest.raises(NotKnownError):
        from_record({**to_record(answer("1")), **change})


@pytest.mark.parametrize(
    "change",
    [
        {"at": "yesterday"},
        {"at": "2026-01-01T00:00:00"},
        {"version": "one"},
        {"rows": "[[["},
        {"rows": "[[[1, 2]]]"},
        {"rows": "packed1:1:2:xyz"},
    ],
)
def test_a_broken_record_is_no_entry(change: dict[str, str]) -> None:
    with pytest.raises((ValueError, TypeError)) as caught:
        from_record({**to_record(answer("1")), **change})

    assert not isinstance(caught.value, NotKnownError)


@settings(deadline=None, derandomize=True)
@given(log=logs)
def test_a_merge_carries_entries_unchanged(log: list[Entry]) -> None:
    carried = [Carried(entry, taken=bool(n % 2)) for n, entry in enumerate(log)]

    merge = carrying(MERGE, carried, {"q": "半句"})

    assert list(carried_by(merge)) == carried
    assert list(strictly_carried_by(merge)) == log
    assert list(drafts_carried_by(merge)) == [("q", "半句")]
    assert from_record(to_record(merge)) == merge


def test_of_a_merge_what_was_taken_is_spoken_and_all_is_said() -> None:
    merge = carrying(
        MERGE,
        [Carried(answer("2"), taken=True), Carried(answer("3"), taken=False)],
        {},
    )
    log = [answer("1"), merge]

    assert [entry.value for entry in spoken(log)] == ["1", "2"]
    assert [entry.value for entry in all_said(log)] == ["1", "2", "3", ""]


def test_a_broken_row_of_a_merge_is_left_out_or_told() -> None:
    merge = Entry(Action.MERGE, "", NOON, rows=((("action", "dance"),),))

    assert list(carried_by(merge)) == []
    with pytest.raises(ValueError, match="dance"):
        list(strictly_carried_by(merge))
