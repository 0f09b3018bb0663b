"""What lint tries out: nothing that can be is missed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sme_assistant.dialogue.expressions import Result
from sme_assistant.dialogue.linting import trials
from sme_assistant.dialogue.linting.simple import is_simple
from sme_assistant.dialogue.linting.trials import Trial, Trials
from sme_assistant.dialogue.parsing import parse
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.values import Value
from tests.dialogue.small import names_of, small

PROGRAMME = small()
NAMES = names_of(PROGRAMME)
DAY = date(2024, 5, 20)
SIGNS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
STAFF = ["minimum_staff", "minimum_staff_general", "minimum_staff_in_hills", "0", "1"]
ATOMS = st.one_of(
    st.builds("staff {} {}".format, SIGNS, st.sampled_from(STAFF)),
    st.builds("{} {} staff".format, st.sampled_from(STAFF), SIGNS),
    st.builds("total_assets {} {}".format, SIGNS,
              st.sampled_from(["minimum_assets", "0"])),
    st.builds("attendances {} minimum_attendances".format, SIGNS),
    st.builds("count(functions) {} {}".format, SIGNS, st.sampled_from("01")),
    st.sampled_from(["is_local", 'region == "remote"', 'district in ["town", "peaks"]',
                     '"training" in functions', 'group(district) != "central"']),
)  # fmt: skip
CLAIMS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
    ),
    max_leaves=5,
)
ANSWERS = st.fixed_dictionaries(
    {
        "is_local": st.booleans(),
        "staff": st.integers(0, 30),
        "total_assets": st.decimals(0, 400, places=2),
        "attendances": st.integers(0, 300),
        "district": st.sampled_from(["hills", "peaks", "town"]),
        "functions": st.sampled_from(
            [(), ("training",), ("consulting",), ("training", "consulting")]
        ),
    }
)


@settings(max_examples=300, deadline=None)
@given(CLAIMS, ANSWERS)
def test_no_outcome_that_can_be_is_missed(
    text: str, answers: dict[str, Result]
) -> None:
    """Or a rule would call impossible what is not."""
    node = parse(text, NAMES)
    tried = Trials(PROGRAMME, [node])
    assert tried.complete
    seen = {node.evaluate(trial) for trial in tried}
    assert node.evaluate(Trial(PROGRAMME, answers, DAY)) in seen


@settings(deadline=None)
@given(ANSWERS)
def test_answers_are_live_as_the_engine_has_it(answers: dict[str, Value]) -> None:
    trial = Trial(PROGRAMME, answers, DAY)
    evaluation = Evaluation(PROGRAMME, answers, {}, DAY)
    for name in PROGRAMME.questions:
        assert trial.relevant(name) is evaluation.relevant(name)
    for name, fact in PROGRAMME.facts.items():
        if fact.model.default is None:
            assert trial.fact(name) == evaluation.fact(name)


@pytest.mark.parametrize(
    "text",
    [
        "total_assets + total_assets > 0",
        "staff > attendances / minimum_attendances * minimum_staff_general",
        "founded_on <= application_date",
        "years_between(founded_on, application_date) >= minimum_years",
        "matches(institution, name_pattern)",
        "share(staff, staff) > 0",
        "rows(people) == staff",
        "staff == staff",
        "(staff if is_local else minimum_staff) > 0",
        "is_local or length(institution) > 0",
    ],
)
def test_what_trying_cannot_settle_is_known(text: str) -> None:
    assert not is_simple(PROGRAMME, parse(text, NAMES))


def test_too_many_combinations_are_sampled_and_settle_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    node = parse("staff > 0 and total_assets >= minimum_assets and is_local", NAMES)
    whole = len(list(Trials(PROGRAMME, [node])))
    monkeypatch.setattr(trials, "_MOST", whole - 1)
    monkeypatch.setattr(trials, "_SAMPLED", whole)
    some = Trials(PROGRAMME, [node])
    assert not some.complete
    # The stride shares no factor with their number, so that it comes to all of them.
    assert len({tuple(trial.given.items()) for trial in some}) == whole
