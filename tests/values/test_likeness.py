"""Names that are the same, or nearly, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme_assistant.values.likeness import (
    Alikes,
    alike,
    name_key,
    name_keys,
    repeated,
    same_name,
)

FIRM = "重庆云岭机械有限公司"


@pytest.mark.parametrize(
    "other",
    [
        "重庆云岭机械有限责任公司",
        "重庆 云岭机械　有限公司",
        "（重庆）云岭机械有限公司",
        "重庆云岭机械(有限公司)",
    ],
)
def test_one_firm_is_known_however_it_is_written(other: str) -> None:
    assert same_name(FIRM, other)


@pytest.mark.parametrize(
    "other",
    [
        "重庆云岭机械有限公司万州分公司",
        "重庆云岭机械股份有限公司",
        "重庆云岭机电有限公司",
    ],
)
def test_another_firm_stays_another(other: str) -> None:
    assert not same_name(FIRM, other)


def test_full_width_letters_and_case_make_no_other_name() -> None:
    assert same_name("ＡＢＣ科技", "abc科技")


@given(st.text(max_size=30))
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(st.lists(st.text(max_size=12) | st.sampled_from(["Ａ有限责任公司\n", "_-b"])))
def test_the_keys_of_many_names_are_the_keys_of_each(names: list[str]) -> None:
    assert name_keys(names) == [name_key(name) for name in names]


@given(st.lists(st.sampled_from("甲乙丙丁") | st.none(), max_size=12))
def test_what_is_repeated_is_every_place_of_what_stands_there_twice(
    keys: list[str | None],
) -> None:
    places = {place for group in repeated(keys) for place in group}
    assert places == {
        place
        for place, key in enumerate(keys)
        if key is not None and keys.count(key) > 1
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("重庆云岭机械有限公司", "重庆云领机械有限公司"),  # one sign is another
        ("重庆云岭机械有限公司", "重庆大云岭机械有限公司"),  # one sign more
        ("重庆云岭机械有限公司", "重庆韵领机械有限公司"),  # sounds the same
        ("重庆云岭机械有限公司", "云岭机诫厂有限公司"),
    ],
)
def test_names_that_are_nearly_the_same_are_found(one: str, other: str) -> None:
    found = alike([one, None, "重庆青禾农业有限公司", other])
    assert found == (() if "厂" in other else ((0, 3),))


def test_numbered_names_and_the_same_name_are_not_alike() -> None:
    names = ["样例企业一有限公司", "样例企业二有限公司", "样例企业12有限公司"]
    assert alike([*names, "样例企业一 有限责任公司", "样例企业13有限公司"]) == ()


def test_three_of_a_kind_are_one_group() -> None:
    names = ["重庆云岭机械有限公司", "重庆云领机械有限公司", "重庆云令机械有限公司"]
    assert alike(names) == ((0, 1, 2),)


_NAMES = st.lists(st.text("云岭领机械电农", min_size=4, max_size=6), max_size=8)


@given(_NAMES)
def test_alike_are_exactly_names_one_sign_apart_and_those_between(
    names: list[str],
) -> None:
    groups = alike(names)
    at = {place: n for n, group in enumerate(groups) for place in group}
    first = {name: names.index(name) for name in names}
    for one in first:
        for other in first:
            if _one_off(one, other):
                assert at[first[one]] == at[first[other]]
    assert not any(len(group) < 2 for group in groups)


def _one_off(a: str, b: str) -> bool:
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    if len(a) > len(b):
        a, b = b, a
    return any(b[:i] + b[i + 1 :] == a for i in range(len(b)))


NAMES = st.lists(
    st.text("云岭机械电子公司一二峰锋风", min_size=2, max_size=6) | st.none(),
    max_size=14,
)


@given(NAMES, NAMES, st.integers(0, 14))
def test_a_changed_list_is_compared_as_if_it_were_new(
    before: list[str | None], other: list[str | None], at: int
) -> None:
    after = [*before[:at], *other[:3], *before[at + 2 :]]
    found = Alikes.of(before).changed(after)
    assert found.places() == Alikes.of(after).places()


def test_long_lists_that_change_in_one_row_are_compared_as_if_they_were_new() -> None:
    names: list[str | None] = [
        f"{a}{b}{c}商贸" for a in "甲云峰" for b in "江河" for c in "天地人"
    ]
    known = Alikes.of(names)
    for at in range(len(names)):
        for name in ("云江天商贸公司", "丰江天商贸", None, "甲河"):
            after = [*names[:at], name, *names[at + 1 :]]
            assert known.changed(after).places() == alike(after)
