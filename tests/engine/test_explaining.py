"""Explanations: a sentence with its clause, a tree of terms, what is missing."""

from __future__ import annotations

from decimal import Decimal

from sme_assistant.engine.conflicts import conflicts
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.explaining import missing, sentence, trace
from sme_assistant.engine.verdicts import judge
from sme_assistant.phrases import Phrase
from tests.engine.cases import PROGRAMME, eligible, without
from tests.engine.cases import evaluate as shipped
from tests.engine.small import YESNO, ask, evaluate, programme


def lacking(evaluation: Evaluation) -> tuple[str, ...]:
    """Return what is missing."""
    return missing(evaluation, judge(evaluation))


def told(evaluation: Evaluation, criterion: str) -> str:
    """Return the sentence on one criterion."""
    verdicts = {v.criterion.id: v for top in judge(evaluation) for v in top}
    return sentence(evaluation, verdicts[criterion])


# --- sentences -----------------------------------------------------------------


def test_a_sentence_has_the_figure_the_threshold_and_the_clause() -> None:
    said = told(eligible(), "assets")

    assert "260 万元" in said
    assert "200 万元" in said
    assert "第六条（一）" in said


def test_a_group_is_told_by_the_tests_that_decided_it() -> None:
    said = told(
        eligible(total_assets=Decimal(1), enterprises_served=0), "establishment"
    )

    assert "1 万元" in said
    assert "财务" not in said


def test_an_endless_share_is_cut_and_said_to_be_about() -> None:
    said = told(eligible(service_staff=18, qualified_staff=12), "qualified")

    assert "66.66%" in said
    assert "约" in said


def test_every_criterion_has_a_sentence_in_every_state() -> None:
    for evaluation in (shipped({}), eligible(), eligible(service_functions=())):
        for top in judge(evaluation):
            for verdict in top:
                said = sentence(evaluation, verdict)
                assert "None" not in said
                assert "{" not in said


# --- trees -----------------------------------------------------------------------


def test_a_tree_opens_computed_facts_down_to_what_was_answered() -> None:
    test = PROGRAMME.criteria["qualified"].test
    assert test is not None
    tree = trace(eligible(service_staff=20, qualified_staff=18), test)
    share, threshold = tree.terms

    assert (share.fact, share.value) == ("qualified_share", "90%")
    assert [(t.fact, t.value) for t in share.terms] == [
        ("qualified_staff", "18 人"),
        ("service_staff", "20 人"),
    ]
    assert threshold.value == "80%"


def test_a_tree_gives_the_reason_of_a_division_by_zero() -> None:
    test = PROGRAMME.criteria["qualified"].test
    assert test is not None
    divided = trace(eligible(service_staff=0, qualified_staff=0), test)
    unanswered = trace(without("qualified_staff"), test)

    assert divided.terms[0].reason == Phrase.DIVIDED_BY_ZERO
    assert unanswered.terms[0].reason == ""


# --- cross-checks ------------------------------------------------------------------


def test_a_cross_check_over_unknowns_is_no_conflict() -> None:
    assert conflicts(shipped({"service_staff": 20})) == ()


def test_a_conflict_names_the_facts_and_shows_the_figures() -> None:
    found = {c.check.id: c for c in conflicts(eligible(employees=3))}
    conflict = found["staff_within_employees"]

    assert conflict.facts == ("service_staff", "employees")
    assert "20 人" in conflict.message
    assert "3 人" in conflict.message


# --- what is missing -----------------------------------------------------------------


def test_the_one_unanswered_fact_is_missing() -> None:
    assert lacking(without("total_assets")) == ("total_assets",)


def test_nothing_is_missing_once_a_clause_is_unmet() -> None:
    assert lacking(without("total_assets", enterprises_served=1)) == ()


def test_what_settles_early_is_not_missing() -> None:
    assert lacking(without("district")) == ()
    assert lacking(without("district", service_staff=12, qualified_staff=12)) == (
        "district",
    )


def test_the_functions_are_missing_not_the_questions_behind_them() -> None:
    assert lacking(without("service_functions")) == ("service_functions",)


def test_a_function_already_met_leaves_nothing_missing_of_the_others() -> None:
    assert lacking(eligible(service_functions=("training", "financing"))) == ()


def test_the_gate_of_a_question_is_missing_before_the_question() -> None:
    small = programme(
        {"gate": YESNO, "behind": YESNO},
        [*ask("gate"), {"asks": "behind", "when": "gate"}],
        [{"id": "it", "test": "behind"}],
    )

    assert lacking(evaluate(small)) == ("gate",)
    assert lacking(evaluate(small, gate=True)) == ("behind",)


def test_what_decides_whether_a_group_applies_is_missing() -> None:
    small = programme(
        {"applies": YESNO, "a": YESNO},
        ask("applies", "a"),
        [{"id": "group", "when": "applies", "all": [{"id": "is_a", "test": "a"}]}],
    )

    assert lacking(evaluate(small, a=False)) == ("applies",)
