"""Whatever is no expression of the language is refused with a reason."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sme_assistant.dialogue.parsing import YESNO, ExpressionFault, Type, parse
from tests.dialogue.scopes import NAMES


def refused(text: str, wanted: Type | None = None) -> ExpressionFault:
    with pytest.raises(ExpressionFault) as caught:
        parse(text, NAMES, wanted=wanted)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')", "__import__('os')", "open('x')",
        "().__class__", "a.__class__", "n.real > 0", "functions[0]", "name[:1]",
        "lambda: a", "(lambda: a)()", "[x for x in functions]", "{n: n}", "{n}",
        "f'{a}'", "f'{__import__(\"os\")}'", "'%s' % a", "a := b", "(z := a)",
        "await a", "yield a", "*functions", "sum(*functions)", "sum(**a)",
        "matches(string=name)", "a; b", "import os", "a if b", "not", "", "()",
        "n ** m > 0", "n % m == 0", "n // m > 0", "n << m > 0", "n & m > 0", "~n > 0",
        "-n > 0", "+n > 0", "a is b", "a is not None", "n @ m", "...", "b'x' == name",
        "1j > 0", "a # and b", "(" * 300 + "a" + ")" * 300, "not " * 500 + "a",
        " + ".join(["n"] * 500) + " > 0", "a\x00", "a.b.c(d)", "print(a)", "eval('a')",
        "type(a)", "getattr(a, 'b')", "assert a", "del a", "a = b", "globals()",
        "rows(firms_list, rows.__class__)", "0 if a else __import__('os')",
    ],
)  # fmt: skip
def test_hostile_or_foreign_syntax_is_refused(text: str) -> None:
    assert refused(text, YESNO).text


@settings(deadline=None)
@given(st.text(alphabet="abn()[]{}.,:'\"_+-*/<>=! 01\n#@%&|^~\\", max_size=40))
def test_no_text_does_anything_but_parse_or_be_refused(text: str) -> None:
    with suppress(ExpressionFault):
        parse(text, NAMES, wanted=YESNO)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("n > firms", "unit"),
        ("n + firms > 0", "unit"),
        ("assets > rate", "unit"),
        ("share(n, firms) > 0", "unit"),
        ("sum(n, firms) > 0", "unit"),
        ("rows(firms_list) == n", "unit"),
        ("years_between(since, day) >= ten", "unit"),
        ("assets * debts > 0", "unit"),
        ("(n if a else firms) > 0", "unit"),
        ("n > 15", "bare-number"),
        ("n > 0.5", "bare-number"),
        ("assets >= 200", "bare-number"),
        ("a == None", "bare-number"),
        ("n == a", "type"),
        ("a > b", "type"),
        ("name > name", "type"),
        ("since + day", "type"),
        ("not n", "type"),
        ("n and a", "type"),
        ("functions == functions", "type"),
        ('functions == "training"', "type"),
        ('name == "小"', "type"),
        ('"a" == "b"', "type"),
        ('"a" in ["a", "b"]', "type"),
        ("count(district) > 0", "type"),
        ("year(n) > 0", "type"),
        ("length(n) > 0", "type"),
        ("matches(name, name)", "type"),
        ("is_answered(ten)", "type"),
        ("is_answered(n + m)", "type"),
        ('district == "plains"', "unknown-option"),
        ('"borrowing" in functions', "unknown-option"),
        ('district in ["hills", "plains"]', "unknown-option"),
        ('group(district) == "faraway"', "unknown-option"),
        ("group(functions)", "type"),
        ("staff > 0", "unknown-name"),
        ("rows(farms_list) > 0", "unknown-name"),
        ("rows() > 0", "unknown-name"),
        ("rows(firms_list, age > 0) > 0", "unknown-name"),
        ("subtotal(n) > 0", "unknown-function"),
        ("share(n) > 0", "arguments"),
        ("sum() > 0", "arguments"),
        ("rows(firms_list, a, b) > 0", "arguments"),
        ("sum(n, m)", "type"),
        ("a or n", "type"),
    ],
)
def test_misfits_are_named(text: str, code: str) -> None:
    assert refused(text, YESNO).code == code


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("asets > 0", "assets"),
        ('district == "hils"', "hills"),
        ("rows(firm_list) > 0", "firms_list"),
        ("lenght(name) > 0", "length"),
        ("two_hundreds < assets", "two_hundred"),
    ],
)
def test_the_nearest_name_is_offered(text: str, near: str) -> None:
    assert f"“{near}”" in refused(text).text


def test_the_wanted_type_is_checked() -> None:
    assert refused("n", Type("number", "家")).code == "unit"
    assert refused("a", Type("number", "人")).code == "type"
    wanted = Type("choice", options=("hills", "town"))
    parse('"hills" if a else district', NAMES, wanted=wanted)
    assert refused('"hills" if a else "plains"', wanted).code == "unknown-option"
    assert refused("group(district)", wanted).code == "unknown-option"
