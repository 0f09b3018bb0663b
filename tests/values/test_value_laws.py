"""Laws that hold for whatever is typed and for every value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme_assistant.values import (
    Ambiguous,
    Kind,
    Refused,
    Spec,
    Understood,
    Unlikely,
    Value,
    read,
    restore,
    show,
    write,
)
from sme_assistant.values.wording import example_of
from tests.values.specs import (
    ASSETS,
    DISTRICT,
    ENTERPRISES,
    EVERY_SPEC,
    FEATURES,
    FLOOR_AREA,
    FUNCTIONS,
    FUNCTIONS_OR_NONE,
    LEGAL_PERSON,
    NAME,
    PHONE,
    PROFIT,
    SATISFACTION,
    SINCE,
    TITLE,
    TODAY,
    reading,
)

ANY_SIGN = st.characters(exclude_categories=())
LIKELY_SIGNS = st.sampled_from(
    "0123456789０１２９一二三五十百千万亿两零〇廿点负"
    ".-~,，。、:/%％￥¥$"
    "元块家人次个成多约几余来左右"
    "年月日号去今明天无有没是否不对吧吗的了分之和与第转"
    " 　\t\n()（）[]①③٣²eExwWmM＋+=\u200b\ud800"
)
ANYTHING = st.text(ANY_SIGN, max_size=40) | st.text(LIKELY_SIGNS, max_size=14)


def decimals(least: int, most: int, places: int) -> st.SearchStrategy[Decimal]:
    """Give decimals that typing can give; floats and NaN are none."""
    scale = 10**places
    return st.integers(least * scale, most * scale).map(
        lambda digits: Decimal(digits).scaleb(-places)
    )


def subsets(spec: Spec) -> st.SearchStrategy[tuple[str, ...]]:
    """Give every set of options that do not exclude each other."""
    plain = [option.id for option in spec.options if not option.exclusive]
    return st.sets(st.sampled_from(plain)).map(
        lambda chosen: tuple(option for option in plain if option in chosen)
    )


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
landlines = st.from_regex(
    r"(010|02[0-9]|0[3-9][0-9]{2})-[2-9][0-9]{6,7}(-[0-9]{1,6})?", fullmatch=True
)
services = st.from_regex(r"[48]00-[0-9]{3}-[0-9]{4}(-[0-9]{1,6})?", fullmatch=True)


def read_as_value(spec: Spec, typed: str) -> Value | None:
    found = reading(spec, typed)
    return found.value if isinstance(found, Understood | Unlikely) else None


VALUES: list[tuple[Spec, st.SearchStrategy[Value]]] = [
    (ASSETS, decimals(0, 10**9, 6)),
    (PROFIT, decimals(-(10**15) + 1, 10**15 - 1, 6)),
    (ENTERPRISES, st.integers(0, 10**15 - 1)),
    (SATISFACTION, decimals(0, 100, 6)),
    (FLOOR_AREA, decimals(0, 10**9, 2)),
    (SINCE, st.dates(date(1900, 1, 1), date(2100, 12, 31))),
    (LEGAL_PERSON, st.booleans()),
    (DISTRICT, st.sampled_from([option.id for option in DISTRICT.options])),
    (FUNCTIONS, subsets(FUNCTIONS)),
    (FUNCTIONS_OR_NONE, subsets(FUNCTIONS_OR_NONE) | st.just(("none",))),
    (PHONE, mobiles | landlines | services),
]
BY_KIND = pytest.mark.parametrize(("spec", "values"), VALUES)


@given(typed=ANYTHING)
@pytest.mark.parametrize(
    "spec", EVERY_SPEC, ids=lambda spec: f"{spec.kind}-{spec.label}"
)
def test_nothing_typed_ever_raises(spec: Spec, typed: str) -> None:
    found = reading(spec, typed)

    if not isinstance(found, Understood):
        assert "请" in found.message
        assert found.message.endswith(("。", "？"))
        assert found.message.isprintable()


@given(typed=ANYTHING)
@pytest.mark.parametrize(
    "spec", EVERY_SPEC, ids=lambda spec: f"{spec.kind}-{spec.label}"
)
def test_whatever_is_read_or_offered_shows_and_reads_back_the_same(
    spec: Spec, typed: str
) -> None:
    found = reading(spec, typed)
    if isinstance(found, Refused):
        return
    values = (found.value,) if isinstance(found, Understood) else found.readings
    if isinstance(found, Unlikely):
        assert found.value == found.readings[0]

    for value in values:
        assert not isinstance(value, float)
        assert read_as_value(spec, show(spec, value)) == value
        assert restore(spec, write(spec, value)) == value


@given(data=st.data())
@BY_KIND
def test_what_is_shown_reads_back_as_the_same_value(
    spec: Spec, values: st.SearchStrategy[Value], data: st.DataObject
) -> None:
    value = data.draw(values)

    assert read_as_value(spec, show(spec, value)) == value


@given(data=st.data())
@BY_KIND
def test_what_is_written_restores_exactly(
    spec: Spec, values: st.SearchStrategy[Value], data: st.DataObject
) -> None:
    value = data.draw(values)
    text = write(spec, value)
    restored = restore(spec, text)

    assert restored == value
    assert type(restored) is type(value)
    assert write(spec, restored) == text


@given(data=st.data())
@BY_KIND
def test_what_is_written_reads_as_the_same_value(
    spec: Spec, values: st.SearchStrategy[Value], data: st.DataObject
) -> None:
    value = data.draw(values)
    if value == () or (spec is SATISFACTION and Decimal(str(value)) <= 1):
        return  # nothing, and 0.85, are asked back when they are typed bare

    assert read_as_value(spec, write(spec, value)) == value


def widened(text: str) -> str:
    """Write ASCII in full width, as an input method in the wrong mode does."""
    return "".join(
        chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else "　" if sign == " " else sign
        for sign in text
    )


def essence(spec: Spec, typed: str) -> object:
    """Give what a reading says, without the words that quote what was typed."""
    found = read(spec, typed, today=TODAY)
    if isinstance(found, Refused):
        return Refused
    if isinstance(found, Understood):
        return found
    return type(found), found.readings


@given(typed=st.text(LIKELY_SIGNS, max_size=12))
@pytest.mark.parametrize(
    "spec",
    [
        spec
        for spec in EVERY_SPEC
        if spec.kind not in {Kind.TEXT, Kind.LONG_TEXT, TITLE.kind}
    ],
    ids=lambda spec: f"{spec.kind}-{spec.label}",
)
def test_full_width_reads_as_half_width_does(spec: Spec, typed: str) -> None:
    assert essence(spec, widened(typed)) == essence(spec, typed)


@given(data=st.data())
@BY_KIND
def test_what_is_shown_reads_the_same_in_full_width(
    spec: Spec, values: st.SearchStrategy[Value], data: st.DataObject
) -> None:
    value = data.draw(values)

    assert read_as_value(spec, widened(show(spec, value))) == value


@given(typed=st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=60))
@pytest.mark.parametrize("spec", [NAME, FEATURES, TITLE])
def test_prose_once_read_reads_the_same_again(spec: Spec, typed: str) -> None:
    found = reading(spec, typed)

    if isinstance(found, Understood):
        assert isinstance(found.value, str)
        assert reading(spec, found.value) == found
        assert restore(spec, write(spec, found.value)) == found.value


@pytest.mark.parametrize(
    "spec", EVERY_SPEC, ids=lambda spec: f"{spec.kind}-{spec.label}"
)
def test_the_example_shown_is_a_good_answer(spec: Spec) -> None:
    assert isinstance(reading(spec, example_of(spec)), Understood)


@given(typed=ANYTHING)
def test_only_what_is_certain_is_taken_for_an_amount(typed: str) -> None:
    found = reading(ASSETS, typed)

    if any(sign in typed for sign in "约几多余٣²$"):
        assert isinstance(found, Refused | Ambiguous)
