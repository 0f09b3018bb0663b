"""Laws that hold for every expression, tried on random ones."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from sme_assistant.dialogue.expressions import UNKNOWN, Result
from sme_assistant.dialogue.parsing import parse
from tests.dialogue.scopes import NAMES, Values

NUMBERS = st.recursive(
    st.sampled_from(["n", "m", "k", "0", "1", "ten"]),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-"), inner),
        st.builds("{}({}, {})".format,
                  st.sampled_from(["sum", "min", "max"]), inner, inner),
        st.builds("({} if {} else {})".format, inner, st.sampled_from("abc"), inner),
    ),
    max_leaves=4,
)  # fmt: skip
ATOMS = st.one_of(
    st.sampled_from(["a", "b", "c", "True", "False"]),
    st.sampled_from(['district == "hills"', 'district in ["town"]',
                     'group(district) != "central"', '"training" in functions',
                     "count(functions) >= 1", "share(n, m) >= enough",
                     "n / m <= 1", 'rows(firms_list, rating == "good") > 0',
                     "rows(firms_list, assets > 0) > 0"]),
    st.builds("{} {} {}".format, NUMBERS,
              st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), NUMBERS),
)  # fmt: skip
CLAIMS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
        st.builds("({}) and ({}) and ({})".format, inner, inner, inner),
        st.builds("({}) if ({}) else ({})".format, inner, inner, inner),
    ),
    max_leaves=8,
)
SMALL = st.integers(0, 20)
ANSWERS = st.fixed_dictionaries(
    {
        "a": st.booleans(), "b": st.booleans(), "c": st.booleans(),
        "n": SMALL, "m": SMALL, "k": SMALL,
        "assets": st.sampled_from([Decimal(-1), Decimal(0), Decimal("0.5")]),
        "district": st.sampled_from(["hills", "town"]),
        "functions": st.sampled_from([(), ("training",), ("training", "lending")]),
    }
)  # fmt: skip
LISTS = st.sampled_from(
    [{}, {"firms_list": [{"name": "甲", "rating": "good"}, {"name": "乙"}]}]
)


def some_of(answers: Mapping[str, Result], names: set[str]) -> dict[str, Result]:
    return {name: value for name, value in answers.items() if name in names}


FEW_FACTS = st.sets(
    st.sampled_from(["a", "b", "c", "n", "m", "k", "assets", "district", "functions"])
)


@settings(max_examples=400, deadline=None)
@given(CLAIMS, ANSWERS, FEW_FACTS, FEW_FACTS, LISTS)
def test_more_knowledge_never_changes_what_is_known(
    text: str,
    answers: dict[str, Result],
    few: set[str],
    more: set[str],
    lists: Mapping[str, list[dict[str, str]]],
) -> None:
    node = parse(text, NAMES)
    before = node.evaluate(Values(some_of(answers, few), lists))
    after = node.evaluate(Values(some_of(answers, few | more), lists))
    assert before is UNKNOWN or before == after


@settings(deadline=None)
@given(CLAIMS, CLAIMS, ANSWERS, FEW_FACTS)
def test_the_order_of_parts_does_not_matter(
    one: str, other: str, answers: dict[str, Result], known: set[str]
) -> None:
    scope = Values(some_of(answers, known))
    for word in ("and", "or"):
        there = parse(f"({one}) {word} ({other})", NAMES).evaluate(scope)
        back = parse(f"({other}) {word} ({one})", NAMES).evaluate(scope)
        assert there is back


@settings(deadline=None)
@given(CLAIMS, ANSWERS, FEW_FACTS)
def test_de_morgan_holds_in_three_values(
    text: str, answers: dict[str, Result], known: set[str]
) -> None:
    scope = Values(some_of(answers, known))
    denied = parse(f"not (({text}) and a)", NAMES).evaluate(scope)
    spread = parse(f"not ({text}) or not a", NAMES).evaluate(scope)
    assert denied is spread
