"""Files attached to evidence items: in the state, and in how the materials stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from sme_assistant.dialogue import models
from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.materials import (
    EvidenceState,
    MaterialState,
    MaterialStatus,
    materials,
)
from sme_assistant.engine.replay import State, advance, replay
from sme_assistant.values import Value
from tests.engine.cases import (
    NOW,
    PROGRAMME,
    answered,
    entry,
    evaluate,
    value_of,
    words,
)

CLASHING = "evaluation_opinions"  # an evidence item, a fact and a question
ITEMS = ("business_licence", "title_deed", "lease", CLASHING)


def attach(item: str, *paths: str, version: int = 1) -> Entry:
    """Return the entry that attaches files to an item."""
    rows = tuple((("path", path),) for path in paths)
    return Entry(Action.FILES, item, NOW, rows=rows, version=version)


def files(*log: Entry) -> dict[str, tuple[str, ...]]:
    """Return the files a log comes to."""
    return dict(replay(PROGRAMME, log).files)


# --- in the state ------------------------------------------------------------


def test_files_attached_anew_replace_those_of_the_same_item_alone() -> None:
    assert files(
        attach("title_deed", "/a.pdf", "/b.pdf"),
        attach("lease", "/c.pdf"),
        attach("title_deed", "/d.pdf"),
    ) == {"title_deed": ("/d.pdf",), "lease": ("/c.pdf",)}


def test_no_rows_and_a_clear_both_leave_no_files() -> None:
    assert files(attach("lease", "/c.pdf"), attach("lease")) == {}
    assert files(attach("lease", "/c.pdf"), entry(Action.CLEAR, "lease")) == {}


def test_a_fact_of_the_same_id_is_another_matter() -> None:
    attached = attach(CLASHING, "/1.pdf")
    unreadable = entry(Action.ANSWER, CLASHING, "many")
    state = replay(
        PROGRAMME,
        [
            answered(CLASHING, 20),
            attached,
            entry(Action.CLEAR, CLASHING),
            entry(Action.DEFER, CLASHING, "later"),
            unreadable,
            attached,
        ],
    )

    assert CLASHING in PROGRAMME.facts
    assert dict(state.files) == {CLASHING: ("/1.pdf",)}
    assert CLASHING not in state.values
    assert state.orphans == (unreadable,)
    assert files(attached, attach(CLASHING)) == {}


def test_files_of_an_item_nobody_knows_are_kept_aside_until_they_are_settled() -> None:
    unknown = attach("flag", "/flag.jpg")
    state = replay(PROGRAMME, [unknown, attach("lease", "/c.pdf")])

    assert (state.orphans, dict(state.files)) == ((unknown,), {"lease": ("/c.pdf",)})
    assert advance(PROGRAMME, state, entry(Action.CLEAR, "flag")).orphans == ()


def test_a_migration_of_facts_leaves_an_item_of_the_same_id_alone() -> None:
    step = models.Migration.model_validate({"to": "2", "drop": [CLASHING, "seal"]})
    meta = PROGRAMME.meta.model_copy(update={"version": 2, "migrations": (step,)})
    newer = replace(PROGRAMME, meta=meta)
    state = replay(newer, [attach(CLASHING, "/1.pdf"), attach("seal", "/2.pdf")])

    assert dict(state.files) == {CLASHING: ("/1.pdf",)}
    assert [orphan.subject for orphan in state.orphans] == ["seal"]


attachings = st.builds(
    lambda item, paths: attach(item, *paths),
    st.sampled_from((*ITEMS, "flag")),
    st.lists(st.sampled_from(["/a.pdf", "/b.jpg"]), max_size=2),
)
clearings = st.builds(
    lambda item: entry(Action.CLEAR, item), st.sampled_from((*ITEMS, "flag"))
)
moves = st.sampled_from([entry(Action.UNDO), entry(Action.REDO)])
logs = st.lists(st.one_of(attachings, attachings, clearings, moves, words), max_size=10)


@settings(max_examples=60, deadline=None)
@given(logs)
def test_one_at_a_time_comes_to_the_same_as_all_at_once(log: list[Entry]) -> None:
    state = State()
    for each in log:
        state = advance(PROGRAMME, state, each)

    assert state == replay(PROGRAMME, log)


@settings(max_examples=60, deadline=None)
@given(logs, st.one_of(attachings, clearings))
def test_undo_brings_back_the_files_before_and_redo_those_after(
    log: list[Entry], word: Entry
) -> None:
    before = replay(PROGRAMME, log)
    after = advance(PROGRAMME, before, word)
    undone = advance(PROGRAMME, after, entry(Action.UNDO))

    assert (undone.files, undone.orphans) == (before.files, before.orphans)
    assert advance(PROGRAMME, undone, entry(Action.REDO)) == after


@settings(max_examples=60, deadline=None)
@given(logs)
def test_an_item_has_the_files_it_was_last_given(log: list[Entry]) -> None:
    last: dict[str, tuple[str, ...]] = {}
    for each in effective(log):
        cleared = each.action is Action.CLEAR and each.subject != CLASHING
        if cleared or each.action is Action.FILES:
            last[each.subject] = tuple(text for row in each.rows for _, text in row)

    assert files(*log) == {i: p for i, p in last.items() if p and i != "flag"}


def effective(log: Iterable[Entry]) -> Iterable[Entry]:
    """Return the entries in force."""
    return replay(PROGRAMME, log).effective


# --- in the materials --------------------------------------------------------

RENTING: dict[str, Value] = {
    "premises_owned_area": Decimal(0),
    "premises_rented_area": Decimal(300),
    "facilities_adequate": False,
}


def standing(item: str, attached: dict[str, int], **values: Value) -> MaterialStatus:
    """Return how a material stands."""
    found = materials(evaluate(values), {}, attached)
    return next(status for status in found if status.material.item == item)


def states(status: MaterialStatus) -> dict[str, str]:
    """Return evidence item to how it stands."""
    return {evidence.item.id: evidence.state.value for evidence in status.evidence}


def test_a_file_makes_an_item_ready_of_which_nothing_was_said() -> None:
    without = standing("9(3)", {})
    with_one = standing("9(3)", {"business_licence": 1})

    assert (without.state, without.files) == (MaterialState.MISSING, 0)
    assert (with_one.state, with_one.files) == (MaterialState.READY, 1)


def test_what_was_said_of_an_item_wins_over_its_files() -> None:
    pending = standing(
        "9(3)", {"business_licence": 3}, evidence_business_licence="pending"
    )
    ready = standing("9(3)", {}, evidence_business_licence="ready")

    assert states(pending) == {"business_licence": "pending"}
    assert (pending.state, pending.files) == (MaterialState.PARTIAL, 3)
    assert ready.state is MaterialState.READY


def test_fewer_files_than_the_minimum_leave_an_item_pending() -> None:
    for count, state in ((19, EvidenceState.PENDING), (20, EvidenceState.READY)):
        assert states(standing("9(7)", {CLASHING: count})) == {CLASHING: state}


def test_the_files_of_one_item_do_not_make_another_ready() -> None:
    status = standing("9(9)", {"credit_report": 2})

    assert states(status) == {"credit_report": "ready", "tax_certificate": "pending"}
    assert status.state is MaterialState.PARTIAL


def test_files_of_an_item_not_needed_do_not_count() -> None:
    status = standing("9(4)", {"title_deed": 2, "lease": 1}, **RENTING)

    assert states(status) == {
        "title_deed": "not_applicable",
        "lease": "ready",
        "facilities": "not_applicable",
    }
    assert (status.state, status.files) == (MaterialState.READY, 1)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from(sorted(PROGRAMME.evidence)), st.integers(0, 3))
def test_one_more_file_never_makes_a_material_worse(
    data: st.DataObject, item: str, count: int
) -> None:
    definition = PROGRAMME.evidence[item]
    fact = definition.model.fact
    said = data.draw(st.none() | value_of(PROGRAMME.facts[fact]))
    values = {} if said is None else {fact: said}
    fewer = standing(definition.material, {item: count}, **values)
    more = standing(definition.material, {item: count + 1}, **values)

    assert _RANK.index(fewer.state) <= _RANK.index(more.state)


_RANK = (
    MaterialState.NOT_NEEDED,
    MaterialState.MISSING,
    MaterialState.PARTIAL,
    MaterialState.GENERATED,
    MaterialState.READY,
)
