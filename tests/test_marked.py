"""YAML is read strictly: text stays text, and every fault has its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sme_assistant.marked import load_marked


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "off", "True", "012", "0o14", "12:30", "1e3", "2019-03-15", "=",
     "0x1F", "1_000", ".5", "+1", "Null", "NULL", "三百"],
)  # fmt: skip
def test_plain_scalars_are_the_text_that_stands_there(text: str) -> None:
    """YAML 1.1 would make flags, octals, minutes and dates of these."""
    marked, faults = load_marked(f"a: {text}\nb: [{text}]\n", "x.yaml")
    assert (marked.data, faults) == ({"a": text, "b": [text]}, [])


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_only_three_plain_scalars_are_none(text: str) -> None:
    assert load_marked(f"a: {text}\n", "x.yaml")[0].data == {"a": None}
    assert load_marked(f"a: '{text}'\n", "x.yaml")[0].data == {"a": text}


def test_keys_are_text_too() -> None:
    assert load_marked("no: 1\n012: 2\n", "x.yaml")[0].data == {"no": "1", "012": "2"}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3),
        ("a: {b: 1, b: 2}\n", "duplicate-key", 1),
        ("a: &x 1\nb: 2\n", "anchor", 1),
        ("a: 1\nb: *x\n", "anchor", 2),
        ("a: 1\n&x b: 2\n", "anchor", 2),
        ("a: 1\n*x : 2\n", "anchor", 2),
        ("a: 1\n<<: *x\n", "anchor", 2),
        ("a: !!python/object/apply:os.system [ls]\n", "tag", 1),
        ("a: 1\nb: !!str 2\n", "tag", 2),
        ("a: 1\n!!str b: 2\n", "tag", 2),
        ("a: !thing x\n", "tag", 1),
        ("a: 1\n---\nb: 2\n", "several-documents", 2),
        ("? [a, b]\n: 1\n", "complex-key", 1),
        ("a: 1\n{b: 2}: 3\n", "complex-key", 2),
        ("a:\n\t- b\n", "yaml", 2),
        ("a: [1, 2\nb: 3\n", "yaml", 2),
        ("a: b: c\n", "yaml", 1),
        ("a: 'x\n", "yaml", 2),
        ("a: 1\nb: \x07\n", "yaml", 1),
        ("a: 1\nb: \ud800\n", "yaml", 2),
        ("[" * 500, "too-deep", 1),
        ("- " * 500 + "a", "too-deep", 1),
    ],
)
def test_what_is_not_plain_data_is_a_fault(text: str, code: str, line: int) -> None:
    faults = load_marked(text, "x.yaml")[1]
    assert [(fault.code, fault.path) for fault in faults] == [(code, "x.yaml")]
    if "\x07" not in text:  # the reader stops before it has counted lines
        assert faults[0].line == line


def test_every_duplicate_key_is_told() -> None:
    faults = load_marked("a: 1\na: 2\nb: {c: 1, c: 2}\n", "x.yaml")[1]
    assert [fault.line for fault in faults] == [2, 3]


def test_a_first_byte_order_mark_and_a_document_start_are_harmless() -> None:
    assert load_marked("\ufeff---\na: 1\n", "x.yaml")[0].data == {"a": "1"}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_file_is_none(text: str) -> None:
    assert load_marked(text, "x.yaml")[0].data is None


def test_every_part_knows_its_line() -> None:
    text = "# heading\na:\n  - b: 1\n    c: |\n      long\n      text\n  - d: 2\n"
    marked, faults = load_marked(text, "x.yaml")
    assert not faults
    assert marked.line(("a", 0, "c")) == 4
    assert marked.line(("a", 1, "d")) == 7
    assert marked.mark(("a", 1, "d", "nowhere", 3)) == (7, 5)
    assert str(marked.fault(("a", 0), "code", "错了")) == "x.yaml:3: 错了"


@settings(deadline=None)
@given(st.text())
def test_nothing_typed_makes_it_raise(text: str) -> None:
    marked, faults = load_marked(text, "x.yaml")
    assert faults or marked.data is None or isinstance(marked.data, str | list | dict)


@settings(deadline=None)
@given(st.text(alphabet="ab:-[]{}&*!?|>'\"#%@, \n\t~0", max_size=60))
def test_nothing_that_looks_like_yaml_makes_it_raise(text: str) -> None:
    load_marked(text, "x.yaml")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: [1\n", "方括号没有配对"),
        ("a: {b\n", "花括号没有配对"),
        ("a: 'x\n", "引号没有配对"),
        ("a: b: c\n", "多了一个冒号"),
        ("\ta: 1\n", "用了 Tab 缩进"),
        ("a:\n  - 1\n b: 2\n", "缩进不齐"),
        ("a: 1\nb\n", "少了一个冒号"),
        ('a: "\\q"\n', "双引号里的"),
        ("a: 1\n%x\n---\n", ""),
    ],
)
def test_what_is_no_yaml_is_told_in_chinese(text: str, why: str) -> None:
    (fault,) = load_marked(text, "x.yaml")[1]

    assert why in fault.text
    assert not any(
        c.isascii() and c.isalpha()
        for c in fault.text.replace("YAML", "").replace("Tab", "")
    )
