"""Branches that come and go: what is asked, what is parked, what is owed."""

from __future__ import annotations

from decimal import Decimal

from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.judging import answers as exported
from sme_assistant.dialogue.expressions import UNKNOWN
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.explaining import sentence
from sme_assistant.engine.log import Action, Deferral, Entry
from sme_assistant.engine.path import next_question, parked, path, sections
from sme_assistant.engine.replay import State, replay
from sme_assistant.engine.verdicts import Status, judge
from tests.engine.cases import (
    ELIGIBLE,
    FUNCTIONS,
    PROGRAMME,
    TODAY,
    answered,
    eligible,
    entry,
    outlook,
    reported,
    without,
)
from tests.engine.small import NOW, PEOPLE, YESNO, ask, evaluate, programme, statuses

FINANCING = [
    answered("service_functions", ("financing",)),
    answered("financing_activities", 6),
    answered("financing_amount", Decimal(50_000)),
]
UNTICKED = [*FINANCING, answered("service_functions", ("training",))]


def live(state: State) -> dict[str, object]:
    """Return the answers that count."""
    evaluation = Evaluation(PROGRAMME, state.values, state.rows, TODAY)
    found = {name: evaluation.fact(name) for name in state.answers}
    return {name: value for name, value in found.items() if value is not UNKNOWN}


# --- hard case 1 -------------------------------------------------------------


def test_unticking_financing_parks_its_facts_and_ticking_it_restores_them() -> None:
    unticked = replay(PROGRAMME, UNTICKED)
    again = replay(PROGRAMME, [*UNTICKED, FINANCING[0]])

    assert outlook(unticked)["parked"] == ("financing_activities", "financing_amount")
    assert live(unticked) == {"service_functions": ("training",)}
    assert outlook(again) == outlook(replay(PROGRAMME, FINANCING))


def test_what_is_parked_is_neither_exported_nor_told() -> None:
    standing = Standing(PROGRAMME, replay(PROGRAMME, UNTICKED), TODAY)
    said = " ".join(
        sentence(standing.evaluation, v) for top in standing.verdicts for v in top
    )

    assert "financing_amount" not in exported(standing)
    assert "50000" not in said


# --- hard case 2 -------------------------------------------------------------


def test_a_computed_fact_does_not_keep_the_number_of_a_parked_one() -> None:
    small = programme(
        {
            "has_staff": YESNO,
            "staff": {"kind": "count", "unit": "人"},
            "twice": {"kind": "count", "unit": "人", "computed": "staff + staff"},
        },
        [*ask("has_staff"), {"asks": "staff", "when": "has_staff"}],
        [{"id": "any_staff", "test": "twice > 0"}],
    )

    assert evaluate(small, has_staff=True, staff=4).fact("twice") == 8
    assert evaluate(small, has_staff=False, staff=4).fact("twice") is UNKNOWN
    assert statuses(evaluate(small, has_staff=False, staff=4)) == {
        "any_staff": "unknown"
    }


# --- hard case 3 -------------------------------------------------------------


def test_one_edit_that_swaps_branches_equals_a_fresh_run() -> None:
    swapped = replay(PROGRAMME, [*UNTICKED, answered("training_attendances", 1_200)])
    fresh = replay(
        PROGRAMME,
        [
            answered("training_attendances", 1_200),
            answered("service_functions", ("training",)),
        ],
    )

    assert live(swapped) == live(fresh)
    assert outlook(swapped)["verdicts"] == outlook(fresh)["verdicts"]
    assert outlook(swapped)["next"] == outlook(fresh)["next"]


# --- hard case 4 -------------------------------------------------------------

SHARED = programme(
    {"left": YESNO, "right": YESNO, "shared": YESNO},
    [
        *ask("left", "right"),
        {"id": "from_left", "asks": "shared", "when": "left"},
        {"id": "from_right", "asks": "shared", "when": "right"},
    ],
    [{"id": "is_shared", "test": "shared"}],
)


def test_a_fact_asked_in_two_branches_is_parked_only_when_both_are_off() -> None:
    both = evaluate(SHARED, left=True, right=True, shared=True)
    one = evaluate(SHARED, left=False, right=True, shared=True)
    none = evaluate(SHARED, left=False, right=False, shared=True)

    assert [e.fact("shared") for e in (both, one, none)] == [True, True, UNKNOWN]


def test_a_fact_answered_in_one_branch_is_not_asked_again_in_the_other() -> None:
    state = replay(
        SHARED,
        [entry(Action.ANSWER, name, "true") for name in ("left", "right", "shared")],
    )
    evaluation = Evaluation(SHARED, state.values, {}, TODAY)

    assert next_question(evaluation, state) is None


# --- hard case 5 -------------------------------------------------------------


def test_a_default_of_a_question_off_the_path_is_no_value() -> None:
    small = programme(
        {"decided": YESNO, "on": {"kind": "date", "default": "today"}},
        [*ask("decided"), {"asks": "on", "when": "decided"}],
        [{"id": "is_decided", "test": "decided"}],
    )

    assert evaluate(small, decided=False).fact("on") is UNKNOWN
    assert evaluate(small).fact("on") is UNKNOWN
    assert evaluate(small, decided=True).fact("on") == TODAY


# --- hard case 6 -------------------------------------------------------------


def test_deferring_a_hidden_question_leaves_the_parked_answers_of_others() -> None:
    state = replay(
        PROGRAMME,
        [*UNTICKED, entry(Action.DEFER, "financing_activities", Deferral.LATER)],
    )

    assert state.values["financing_amount"] == Decimal(50_000)
    assert "financing_activities" not in state.values


# --- hard case 7 -------------------------------------------------------------


def test_skipped_answered_no_and_not_applicable_are_three_things() -> None:
    skipped = without("training_qualified")
    answered_no = eligible(training_qualified=False)
    not_applicable = eligible(service_functions=("financing",))

    assert [reported(e)["7(4)"] for e in (skipped, answered_no, not_applicable)] == [
        Status.UNKNOWN,
        Status.UNMET,
        Status.NOT_APPLICABLE,
    ]


# --- hard case 9 -------------------------------------------------------------


def test_no_function_ticked_fails_article_7_and_says_what_to_do() -> None:
    evaluation = eligible(service_functions=())
    seven = next(v for v in judge(evaluation) if v.criterion.id == "functions")

    assert seven.status is Status.UNMET
    assert "没有选任何一项服务功能" in sentence(evaluation, seven)
    assert all(reported(evaluation)[f"7({n})"] == "not_applicable" for n in range(1, 6))


def test_functions_not_yet_answered_leave_article_7_open() -> None:
    assert reported(without("service_functions"))["7"] is Status.UNKNOWN


def test_one_function_met_is_enough_whatever_the_others_lack() -> None:
    evaluation = eligible(service_functions=FUNCTIONS, information_activities=0)

    assert reported(evaluation)["7"] is Status.MET
    assert reported(evaluation)["7(1)"] is Status.UNMET


# --- the path ----------------------------------------------------------------


def test_an_answer_before_its_gate_is_answered_waits_beside_the_path() -> None:
    state = replay(PROGRAMME, FINANCING[1:])
    evaluation = Evaluation(PROGRAMME, state.values, state.rows, TODAY)

    assert parked(evaluation, state) == ("financing_activities", "financing_amount")
    assert reported(evaluation)["7(5)"] is Status.UNKNOWN


def test_a_question_whose_gate_was_left_for_later_is_not_asked() -> None:
    small = programme(
        {"gate": YESNO, "known": YESNO, "behind": YESNO, "inner": YESNO, "last": YESNO},
        [
            *ask("known", "gate"),
            {
                "asks": "behind",
                "when": "gate",
                "follow_ups": [{"asks": "inner", "when": "known"}],
            },
            *ask("last"),
        ],
        [{"id": "it", "test": "inner"}],
    )
    later = entry(Action.DEFER, "gate", Deferral.LATER)
    state = replay(small, [entry(Action.ANSWER, "known", "true"), later])
    evaluation = Evaluation(small, state.values, {}, TODAY)
    asked = next_question(evaluation, state)

    assert asked is not None
    assert asked.id == "last"
    assert evaluation.relevant("inner") is UNKNOWN


def test_sections_off_the_path_are_not_counted() -> None:
    state = replay(PROGRAMME, FINANCING)
    evaluation = Evaluation(PROGRAMME, state.values, state.rows, TODAY)
    counted = {s.section.id: s for s in sections(path(evaluation, state))}

    assert "training_service" not in counted
    assert counted["financing_service"].done == 2


def test_the_rows_of_a_roster_off_the_path_are_not_counted() -> None:
    small = programme(
        {
            "has": YESNO,
            "number": {"kind": "count", "unit": "人", "computed": "rows(people)"},
        },
        [*ask("has"), {"collects": "people", "when": "has"}],
        [{"id": "some", "test": "number > 0"}],
        rosters={"people": PEOPLE},
    )
    rows = {"people": [{"person": "甲"}]}
    there, gone = (Evaluation(small, {"has": h}, rows, TODAY) for h in (True, False))

    assert (there.fact("number"), gone.fact("number")) == (1, UNKNOWN)
    assert parked(gone, replay(small, [ROWS])) == ("people",)


ROWS = Entry(Action.ROWS, "people", NOW, rows=((("person", "甲"),),))


def test_the_answers_of_an_eligible_applicant_are_eligible() -> None:
    assert set(reported(eligible()).values()) == {Status.MET, Status.NOT_APPLICABLE}
    assert ELIGIBLE["service_functions"] == ("training",)
