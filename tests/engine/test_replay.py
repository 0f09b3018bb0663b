"""From log to state: what entries do, and how those of an older dialogue fare."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.log import Action, Deferral, Entry
from sme_assistant.engine.path import Progress, next_question, progress_of, to_do
from sme_assistant.engine.replay import State, advance, replay
from tests.engine.small import (
    NOW,
    PEOPLE,
    TODAY,
    YESNO,
    answer,
    ask,
    entry,
    options,
    programme,
    said,
    statuses,
)

PLAIN = programme(
    {
        "open": YESNO,
        "place": {"kind": "choice", "options": options("hill", "town")},
        "skills": {
            "kind": "multi",
            "options": options("a", "b", "none", exclusive="none"),
        },
        "staff": {"kind": "count", "unit": "人"},
    },
    [{"id": "hello"}, *ask("open", "place", "skills", "staff"), {"collects": "people"}],
    [{"id": "is_open", "test": "open"}],
    rosters={"people": PEOPLE},
)


def asked_next(programme: Programme, state: State) -> str | None:
    """Return the id of the next question."""
    evaluation = Evaluation(programme, state.values, state.rows, TODAY)
    question = next_question(evaluation, state)
    return question.id if question else None


# --- entries -----------------------------------------------------------------


def test_an_answer_replaces_the_one_before() -> None:
    log = [answer(PLAIN, "staff", 3), answer(PLAIN, "staff", 50)]

    assert replay(PLAIN, log).values == {"staff": 50}


def test_clearing_withdraws_answer_rows_deferral_and_notice() -> None:
    log = [
        answer(PLAIN, "staff", 3),
        Entry(Action.ROWS, "people", NOW, rows=((("person", "甲"),),)),
        entry(Action.DEFER, "open", Deferral.LATER),
        entry(Action.SEEN, "hello"),
        *(entry(Action.CLEAR, s) for s in ("staff", "people", "open", "hello")),
    ]
    state = replay(PLAIN, log)

    assert (state.values, state.rows, state.deferred, state.seen) == (
        {}, {}, {}, frozenset(),
    )  # fmt: skip


def test_a_deferred_question_is_no_answer_and_is_not_asked_next() -> None:
    state = replay(PLAIN, [entry(Action.SEEN, "hello"), defer("open")])
    evaluation = Evaluation(PLAIN, state.values, state.rows, TODAY)

    assert statuses(evaluation) == {"is_open": "unknown"}
    assert asked_next(PLAIN, state) == "place"
    assert [q.id for q in to_do(evaluation, state)] == ["open"]


def defer(question: str) -> Entry:
    """Return the entry that leaves a question for later."""
    return entry(Action.DEFER, question, Deferral.LATER)


def test_an_answer_ends_the_deferral_and_a_deferral_ends_the_answer() -> None:
    answered = replay(PLAIN, [defer("open"), answer(PLAIN, "open", True)])
    deferred = replay(PLAIN, [answer(PLAIN, "open", True), defer("open")])

    assert (answered.deferred, answered.values) == ({}, {"open": True})
    assert (deferred.values, dict(deferred.deferred)) == ({}, {"open": "later"})


def test_a_deferred_notice_that_is_read_after_all_is_done() -> None:
    state = replay(PLAIN, [defer("hello"), entry(Action.SEEN, "hello")])

    blank = Evaluation(PLAIN, {}, {}, TODAY)
    assert progress_of(PLAIN.questions["hello"], state, blank) is Progress.DONE


def test_zero_false_and_an_empty_choice_are_answers() -> None:
    log = [
        entry(Action.SEEN, "hello"),
        answer(PLAIN, "open", False),
        answer(PLAIN, "place", "hill"),
        answer(PLAIN, "skills", ()),
        answer(PLAIN, "staff", 0),
    ]

    assert asked_next(PLAIN, replay(PLAIN, log)) == "people"


def test_an_exclusive_option_with_another_is_not_taken_from_a_log_either() -> None:
    state = replay(PLAIN, [said("skills", "a,none")])

    assert state.values == {}
    assert [orphan.value for orphan in state.orphans] == ["a,none"]


def test_undo_beyond_the_beginning_and_redo_beyond_the_end_do_nothing() -> None:
    undo, redo = entry(Action.UNDO), entry(Action.REDO)
    log = [undo, redo, answer(PLAIN, "staff", 3), redo, undo, undo, redo, redo]

    assert replay(PLAIN, log).values == {"staff": 3}


def test_deleting_a_middle_row_and_undoing_brings_the_list_back() -> None:
    three = tuple((("person", name),) for name in "甲乙丙")
    whole = Entry(Action.ROWS, "people", NOW, rows=three)
    shorter = Entry(Action.ROWS, "people", NOW, rows=(three[0], three[2]))
    cut = replay(PLAIN, [whole, shorter])

    assert [row["person"] for row in cut.rows["people"]] == ["甲", "丙"]
    back = advance(PLAIN, cut, entry(Action.UNDO))
    assert [row["person"] for row in back.rows["people"]] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    "bad",
    [
        said("staff", "three"),
        said("staff", "1e400"),
        said("staff", "٣"),
        said("staff", "9" * 5_000),
        said("open", "yes"),
        said("place", "moon"),
        said("skills", "a,moon"),
        said("nobody", "1"),
        said("day", "2026-02-30"),
        entry(Action.DEFER, "open", "never"),
        entry(Action.DEFER, "nobody", Deferral.LATER),
        entry(Action.SEEN, "nobody"),
        Entry(Action.ROWS, "nobody", NOW),
        Entry(Action.FILES, "nobody", NOW, rows=((("path", "/a.pdf"),),)),
        Entry(Action.FILES, "staff", NOW, rows=((("path", "/a.pdf"),),)),
    ],
    ids=lambda bad: f"{bad.action}-{bad.subject}-{bad.value[:9]}",
)
def test_what_cannot_be_taken_is_kept_aside_and_never_blocks(bad: Entry) -> None:
    state = replay(PLAIN, [said("name", "甲"), bad, said("name", "乙")])

    assert state.orphans == (bad,)
    assert state.values == {"name": "乙"}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(tuple(Action)),
    st.sampled_from(["staff", "open", "place", "people", "hello", "nobody", ""]),
    st.text(max_size=12),
    st.integers(0, 1),
)
def test_no_entry_whatever_breaks_a_replay(
    action: Action, subject: str, value: str, version: int
) -> None:
    strange = Entry(
        action, subject, NOW, value=value, rows=(((value, value),),), version=version
    )
    state = replay(PLAIN, [strange, answer(PLAIN, "staff", 3)])

    assert state.values["staff"] == 3


# --- an older dialogue -------------------------------------------------------

MIGRATED = programme(
    {
        "staff": {"kind": "count", "unit": "人"},
        "place": {"kind": "choice", "options": options("hills", "town")},
        "skills": {"kind": "multi", "options": options("reading", "writing")},
    },
    [*ask("staff", "place"), {"id": "abilities", "asks": "skills"}],
    [{"id": "some", "test": "staff > 0"}],
    version=3,
    migrations=[
        {
            "to": "2",
            "rename": {"people_number": "workers"},
            "drop": ["fax"],
            "values": {"place": {"hill": "hills"}},
        },
        {
            "to": "3",
            "rename": {"workers": "staff", "talents": "skills"},
            "values": {"skills": {"read": "reading", "write": "writing"}},
        },
    ],
)


def test_a_renamed_fact_keeps_its_answer_through_every_version() -> None:
    for name, version in (("people_number", 1), ("workers", 2), ("staff", 3)):
        state = replay(MIGRATED, [said(name, "7", version)])
        assert (state.values, state.orphans) == ({"staff": 7}, ())


def test_a_migration_concerns_only_entries_older_than_it() -> None:
    state = replay(MIGRATED, [said("place", "hill", 2)])

    assert state.values == {}
    assert len(state.orphans) == 1


def test_an_option_that_is_named_anew_is_translated() -> None:
    assert replay(MIGRATED, [said("place", "hill")]).values == {"place": "hills"}


def test_the_options_of_a_multi_are_translated_one_by_one_and_kept_in_order() -> None:
    state = replay(MIGRATED, [said("talents", "write,read", 2)])

    assert state.values == {"skills": ("reading", "writing")}


def test_a_dropped_fact_is_listed_and_blocks_nothing() -> None:
    state = replay(MIGRATED, [said("fax", "023-1"), said("place", "town")])

    assert [orphan.subject for orphan in state.orphans] == ["fax"]
    assert state.values == {"place": "town"}


def test_what_was_dropped_and_had_been_withdrawn_is_not_listed() -> None:
    state = replay(MIGRATED, [said("fax", "023-1"), entry(Action.CLEAR, "fax")])

    assert state.orphans == ()


def test_a_choice_that_is_gone_does_not_bring_back_the_answer_before_it() -> None:
    state = replay(MIGRATED, [said("place", "town"), said("place", "moon")])

    assert state.values == {}
    assert [orphan.value for orphan in state.orphans] == ["moon"]
    assert (
        asked_next(MIGRATED, advance(MIGRATED, state, said("staff", "1", 3))) == "place"
    )


def test_answering_again_settles_what_was_kept_aside() -> None:
    state = replay(MIGRATED, [said("place", "moon"), said("place", "town", 3)])

    assert (state.values, state.orphans) == ({"place": "town"}, ())


def test_undoing_that_answer_lists_it_again() -> None:
    log = [said("place", "moon"), said("place", "town", 3), entry(Action.UNDO)]

    assert [orphan.value for orphan in replay(MIGRATED, log).orphans] == ["moon"]


def test_a_deferral_stays_with_its_question_when_only_the_fact_is_renamed() -> None:
    state = replay(MIGRATED, [entry(Action.DEFER, "abilities", Deferral.UNKNOWN)])

    assert dict(state.deferred) == {"abilities": Deferral.UNKNOWN}


def test_rows_with_a_cell_that_is_gone_are_taken_and_listed() -> None:
    rows = ((("person", "甲"), ("level", "middle")), (("person", "乙"),))
    state = replay(PLAIN, [Entry(Action.ROWS, "people", NOW, rows=rows)])

    assert [dict(row) for row in state.rows["people"]] == [
        {"person": "甲"},
        {"person": "乙"},
    ]
    assert len(state.orphans) == 1
