"""Laws that hold for whatever is answered, in whatever order, and however revised."""

from __future__ import annotations

from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sme_assistant.dialogue.expressions import UNKNOWN
from sme_assistant.engine.advice import fixes
from sme_assistant.engine.conflicts import conflicts
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.explaining import missing, sentence
from sme_assistant.engine.gaps import STEPS, shortfall
from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.path import path
from sme_assistant.engine.replay import State, advance, replay
from sme_assistant.engine.verdicts import Outcome, Status, judge, outcome, verdict
from sme_assistant.values import Kind, Value
from tests.engine.cases import (
    ASKED,
    DECIDING,
    PROGRAMME,
    TODAY,
    answered,
    answers,
    entry,
    evaluate,
    full_answers,
    logs,
    outlook,
    reported,
    row_entries,
    statuses,
    value_of,
    without,
    words,
)

few = settings(max_examples=60, deadline=None)
fewer = settings(max_examples=30, deadline=None)
SETTLED = {Status.MET, Status.UNMET, Status.NOT_APPLICABLE}


# --- the log -----------------------------------------------------------------


@few
@given(st.data())
def test_the_order_of_answers_changes_nothing(data: st.DataObject) -> None:
    given_answers = data.draw(answers())
    rows = data.draw(st.lists(row_entries(), max_size=2, unique_by=lambda e: e.subject))
    entries = [*(answered(n, v) for n, v in given_answers.items()), *rows]
    shuffled = data.draw(st.permutations(entries))

    assert outlook(replay(PROGRAMME, shuffled)) == outlook(replay(PROGRAMME, entries))


@few
@given(logs)
def test_advancing_one_by_one_comes_to_what_a_replay_comes_to(log: list[Entry]) -> None:
    state = State()
    for done, one in enumerate(log, start=1):
        state = advance(PROGRAMME, state, one)
        assert state == replay(PROGRAMME, log[:done])


@few
@given(logs)
def test_a_log_equals_the_log_of_what_is_in_force(log: list[Entry]) -> None:
    state = replay(PROGRAMME, log)
    anew = replay(PROGRAMME, state.effective)

    assert outlook(anew) == outlook(state)
    assert anew.orphans == state.orphans


@few
@given(logs, words)
def test_undo_takes_back_exactly_one_word_and_redo_brings_it_back(
    log: list[Entry], word: Entry
) -> None:
    before = replay(PROGRAMME, log)
    after = advance(PROGRAMME, before, word)
    undone = advance(PROGRAMME, after, entry(Action.UNDO))

    assert outlook(undone) == outlook(before)
    assert undone.effective == before.effective
    assert advance(PROGRAMME, undone, entry(Action.REDO)) == after


@few
@given(logs, words)
def test_a_new_word_forgets_what_was_undone(log: list[Entry], word: Entry) -> None:
    undone = replay(PROGRAMME, [*log, entry(Action.UNDO)])
    after = advance(PROGRAMME, undone, word)

    assert after.undone == ()
    assert advance(PROGRAMME, after, entry(Action.REDO)) == after


@few
@given(logs)
def test_the_next_question_is_the_first_open_one_of_the_path(log: list[Entry]) -> None:
    state = replay(PROGRAMME, log)
    seen = outlook(state)
    steps = path(Evaluation(PROGRAMME, state.values, state.rows, TODAY), state)
    first = next((s.question for s in steps if s.progress.value == "open"), None)

    assert seen["next"] is first


@few
@given(logs)
def test_what_is_parked_is_no_live_value(log: list[Entry]) -> None:
    state = replay(PROGRAMME, log)
    seen = outlook(state)
    live, rows, parked = seen["live"], seen["rows"], seen["parked"]
    assert isinstance(live, dict)
    assert isinstance(rows, dict)
    assert isinstance(parked, tuple)

    assert all({**live, **rows}[name] is UNKNOWN for name in parked)
    assert all(
        live[name] == answer.value
        for name, answer in state.answers.items()
        if name not in parked
    )


# --- verdicts ----------------------------------------------------------------


@few
@given(answers(DECIDING), answers(DECIDING))
def test_answering_more_never_flips_what_is_settled(
    first: dict[str, Value], more: dict[str, Value]
) -> None:
    # Today stands for an unanswered day of application: it counts as answered.
    more.pop("application_date", None)
    before = statuses(evaluate(first))
    after = statuses(evaluate({**more, **first}))

    for name, status in before.items():
        if status in SETTLED and name in after:
            assert after[name] is status, name


@few
@given(full_answers(), st.sets(st.sampled_from(DECIDING), max_size=8))
def test_the_outcome_once_settled_stays(
    full: dict[str, Value], hidden: set[str]
) -> None:
    # Today stands for an unanswered day of application: it counts as answered.
    known = {n: v for n, v in full.items() if n not in hidden - {"application_date"}}
    before = outcome(judge(evaluate(known)))
    after = outcome(judge(evaluate(full)))

    assert before in {after, Outcome.INCOMPLETE}


@few
@given(answers(DECIDING))
def test_settling_early_over_the_district_is_trying_every_district(
    given_answers: dict[str, Value],
) -> None:
    given_answers.pop("district", None)
    node = PROGRAMME.criteria["staff_number"]
    found = verdict(evaluate(given_answers), node).status
    districts = [option.id for option in ASKED["district"].spec.options]
    tried = {
        verdict(evaluate({**given_answers, "district": d}), node).status
        for d in districts
    }

    assert found is (tried.pop() if len(tried) == 1 else Status.UNKNOWN)


@few
@given(answers(DECIDING))
def test_what_is_settled_early_says_over_which_unanswered_facts(
    given_answers: dict[str, Value],
) -> None:
    evaluation = evaluate(given_answers)
    for top in judge(evaluation):
        for v in top:
            if v.settled_over:
                assert v.status in SETTLED
                assert not set(v.settled_over) & set(given_answers)


@few
@given(answers(DECIDING))
def test_only_what_is_missing_keeps_the_outcome_open(
    given_answers: dict[str, Value],
) -> None:
    evaluation = evaluate(given_answers)
    tops = judge(evaluation)
    lacking = missing(evaluation, tops)

    assert all(evaluation.fact(name) is UNKNOWN for name in lacking)
    assert all(evaluation.any_relevant(ASKED[name].asked_by) for name in lacking)
    if outcome(tops) is not Outcome.INCOMPLETE:
        assert lacking == ()


@fewer
@given(st.data(), st.sets(st.sampled_from(DECIDING), min_size=1, max_size=4))
def test_answers_to_what_is_not_missing_leave_an_open_outcome_open(
    data: st.DataObject, hidden: set[str]
) -> None:
    evaluation = without(*hidden)
    assume(outcome(judge(evaluation)) is Outcome.INCOMPLETE)
    lacking = missing(evaluation, judge(evaluation))
    idle = [n for n in ASKED if n not in lacking and evaluation.fact(n) is UNKNOWN]
    more = {n: data.draw(value_of(ASKED[n])) for n in idle[:10]}

    after = evaluate({**more, **evaluation.given})

    assert outcome(judge(after)) is Outcome.INCOMPLETE


# --- parked answers ----------------------------------------------------------


@fewer
@given(st.data())
def test_the_values_of_parked_answers_change_nothing(data: st.DataObject) -> None:
    gate = ASKED["service_functions"]
    given_answers = {**data.draw(answers()), gate.id: data.draw(value_of(gate))}
    evaluation = evaluate(given_answers)
    hidden = [
        name
        for name in given_answers
        # One that waits for an unanswered gate may settle what hangs on the gate.
        if all(evaluation.relevant(q) is False for q in ASKED[name].asked_by)
    ]
    assume(hidden)
    others = {name: data.draw(value_of(ASKED[name])) for name in hidden}
    changed = evaluate({**given_answers, **others})

    assert told(changed) == told(evaluation)


def told(evaluation: Evaluation) -> tuple[object, ...]:
    """Return all that is said of a case, but for advice.

    Advice may take a function up again, and then its parked answers come back.
    """
    tops = judge(evaluation)
    return (
        {name: evaluation.fact(name) for name in PROGRAMME.facts},
        [sentence(evaluation, v) for top in tops for v in top],
        [(c.check.id, c.message) for c in conflicts(evaluation)],
        missing(evaluation, tops),
    )


@few
@given(answers())
def test_taking_a_branch_away_and_back_restores_everything(
    given_answers: dict[str, Value],
) -> None:
    given_answers["service_functions"] = ("information", "financing")
    entries = [answered(n, v) for n, v in given_answers.items()]
    before = replay(PROGRAMME, entries)
    state = advance(PROGRAMME, before, answered("service_functions", ("training",)))
    state = advance(
        PROGRAMME, state, answered("service_functions", ("information", "financing"))
    )

    assert outlook(state) == outlook(before)


# --- gaps --------------------------------------------------------------------


@few
@given(full_answers())
def test_each_shortfall_applied_is_enough_and_one_step_less_is_not(
    full: dict[str, Value],
) -> None:
    evaluation = evaluate(full)
    for top in judge(evaluation):
        for v in top:
            short = shortfall(evaluation, v.criterion)
            if v.status is not Status.UNMET or short is None:
                continue
            node, fact = v.criterion, short.fact
            step = STEPS[ASKED[fact].spec.kind]
            assert short.have is not None
            back = -1 if short.need > short.have else 1  # type: ignore[operator]
            nearly = short.need + step * back  # type: ignore[operator]
            there = verdict(evaluation.changed({fact: short.need}), node)
            almost = verdict(evaluation.changed({fact: nearly}), node)

            assert there.status is Status.MET
            assert almost.status is Status.UNMET
            if ASKED[fact].spec.kind is not Kind.DATE:
                assert abs(short.need - short.have) == short.gap  # type: ignore[operator]


@few
@given(full_answers())
def test_each_fix_leaves_no_clause_unmet_and_no_part_of_it_does(
    full: dict[str, Value],
) -> None:
    evaluation = evaluate(full)
    unmet = {c for c, s in reported(evaluation).items() if s is Status.UNMET}
    # A function that is unmet hurts nobody while another one is met.
    unmet -= {f"7({n})" for n in range(1, 6)}
    found = fixes(evaluation)

    assert bool(found) == bool(unmet)
    for fix in found:
        after = reported(evaluation.changed(fix.changes))
        assert all(after[clause] is Status.MET for clause in unmet)
        assert outcome(judge(evaluation.changed(fix.changes))) is Outcome.ELIGIBLE
        for size in range(len(fix.changes)):
            for part in combinations(fix.changes.items(), size):
                less = judge(evaluation.changed(dict(part)))
                assert outcome(less) is not Outcome.ELIGIBLE


@few
@given(answers(DECIDING))
def test_a_fix_of_an_unfinished_case_changes_only_what_is_short(
    given_answers: dict[str, Value],
) -> None:
    evaluation = evaluate(given_answers)
    for fix in fixes(evaluation):
        after = evaluation.changed(fix.changes)
        assert outcome(judge(after)) is not Outcome.INELIGIBLE
        assert all(
            fix.before[name] == evaluation.given.get(name)
            or evaluation.fact(name) is UNKNOWN
            or ASKED[name].model.default
            for name in fix.changes
        )


@few
@given(full_answers())
def test_the_first_fix_is_among_the_smallest(full: dict[str, Value]) -> None:
    sizes = [len(fix.changes) for fix in fixes(evaluate(full))]

    assert sizes == sorted(sizes)
