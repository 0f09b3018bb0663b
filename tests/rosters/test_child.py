"""What the child process does, done here."""

from __future__ import annotations

import gc
import io
import json
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme_assistant.engine.text_tables import TextTable
from sme_assistant.rosters import child
from sme_assistant.rosters.checking import all_simple
from sme_assistant.rosters.child import Job
from sme_assistant.rosters.files import FileKind, TableError, TableFile, taken
from sme_assistant.rosters.grids import grids, shown
from sme_assistant.rosters.shapes import shape_of
from sme_assistant.values import Kind, Option, Spec, Understood
from sme_assistant.values import read as read_value
from sme_assistant.values.ticks import read_tick, ticked_label
from tests.rosters import test_hostile_files as hostile
from tests.rosters.books import STAFF, TODAY, WANG, roster, xlsx

LIKELY = st.text(alphabet="甲１1aZ（）()、，。；·/&'= \n\té鿿豈", max_size=8)
ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8)
PHONES = st.from_regex(r"1[2-9][0-9]{8,10}", fullmatch=True)


@given(st.lists(st.one_of(LIKELY, ANY, PHONES), min_size=1, max_size=4))
def test_columns_that_are_read_at_one_stroke_are_read_alike(texts: list[str]) -> None:
    for spec in (Spec(Kind.TEXT, "甲"), Spec(Kind.PHONE, "乙")):
        if all_simple(spec, texts):
            for typed in texts:
                assert read_value(spec, typed, today=TODAY) == Understood(typed)
                assert " ".join(typed.split()) == typed


def test_columns_of_names_and_mobile_numbers_are_read_at_one_stroke() -> None:
    assert all_simple(Spec(Kind.TEXT, "甲"), ["重庆（甲）有限公司", "A1"])
    assert all_simple(Spec(Kind.PHONE, "乙"), ["13900000000", "19912345678"])
    assert not all_simple(Spec(Kind.PHONE, "乙"), ["13900000000", "1391234567８"])
    assert not all_simple(Spec(Kind.TEXT, "甲"), ["甲", ""])
    assert not all_simple(Spec(Kind.TEXT, "甲"), ["甲", "乙\n丙"])
    assert not all_simple(Spec(Kind.TEXT, "甲"), ["长" * 201])
    assert not all_simple(Spec(Kind.COUNT, "甲"), ["1"])


@pytest.fixture
def _unlimited(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(child, "_limit", lambda: None)
    yield
    gc.enable()


def told(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    file: TableFile,
) -> list[dict[str, Any]]:
    job = pickle.dumps(Job(file, shape_of(roster("staff")), None, TODAY))
    given = io.TextIOWrapper(io.BytesIO(job + b"{}\n"))
    monkeypatch.setattr(sys, "stdin", given)
    child.main()
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.usefixtures("_unlimited")
def test_the_child_tells_how_far_it_is_and_then_the_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = taken(xlsx(tmp_path / "a.xlsx", [STAFF, WANG]))

    *steps, last = told(monkeypatch, capsys, file)

    assert [step["done"] for step in steps] == list(range(1, len(steps) + 1))
    assert {step["total"] for step in steps} == {len(steps) + 1}
    assert len(TextTable.unpacked(last["result"]["rows"])) == 1


@pytest.mark.usefixtures("_unlimited")
def test_the_child_tells_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = TableFile("a.csv", FileKind.TEXT, b"a,b")

    (line,) = [x for x in told(monkeypatch, capsys, file) if "error" in x]

    assert "没有找到表头" in line["error"]


@pytest.mark.usefixtures("_unlimited")
def test_the_child_tells_that_its_memory_is_full(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(child, "work", full)
    file = TableFile("a.csv", FileKind.TEXT, b"a,b")

    (line,) = told(monkeypatch, capsys, file)

    assert "展开后太大" in line["error"]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (hostile.broken_xml, "不是完好的表格文件"),
        (hostile.half_an_old_workbook, "不是完好的表格文件"),
        (hostile.endless_line, "一百万个字"),
        (hostile.open_quotation, "第 2 行读不了"),
        (hostile.giant_cell, "第 2 行读不了"),
        (hostile.nulls, "不是能读的表格"),
        (hostile.noise, "编码认不出"),
    ],
)
def test_a_broken_file_is_told_by_name(
    tmp_path: Path, make: hostile.Make, said: str
) -> None:
    with pytest.raises(TableError) as raised:
        grids(taken(make(tmp_path)))

    assert said in raised.value.user_message


def test_a_word_file_that_is_none_is_told() -> None:
    with pytest.raises(TableError) as raised:
        grids(TableFile("a.docx", FileKind.DOCUMENT, b"PK word/document.xml"))

    assert "不是完好的表格文件" in raised.value.user_message


def test_quotation_marks_within_a_cell_are_no_fault() -> None:
    content = '姓名,学历\n王"五",本科\n"a"b,c\n'.encode()

    (grid,) = grids(TableFile("a.csv", FileKind.TEXT, content))

    assert [list(row) for row in grid.rows][1:] == [['王"五"', "本科"], ["ab", "c"]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "是"),
        (False, "否"),
        (13900000000.0, "13900000000"),
        (2.0**60, "1.152921504606847e+18"),
        (1.5, "1.5"),
        ("甲", "甲"),
    ],
)
def test_a_cell_is_written_as_it_would_be_typed(cell: object, text: str) -> None:
    assert shown(cell) == text


@pytest.mark.parametrize(
    ("typed", "tick"),
    [
        ("", False),
        ("　", False),
        ("○", False),
        ("否", False),
        ("0", False),
        ("√", True),
        ("Ｘ", True),
        ("V", True),
        ("✅", True),
        ("R", True),
        ("£", False),
        ("满意", True),
        ("挺满意的", None),
        ("大概", None),
    ],
)
def test_a_tick_is_one_or_none_or_nobody_can_tell(typed: str, tick: object) -> None:
    assert read_tick(Option("satisfied", "满意"), typed) is tick


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("√满意", "满意"),
        ("很满意 √", "很满意"),
        ("□很满意 ☑满意 □不满意", "满意"),
        ("很满意☑　满意□　不满意□", "很满意"),
        ("■不满意", "不满意"),
        ("满意", "满意"),
        ("√", "√"),
        ("", ""),
        ("☑很满意 ☑满意", "☑很满意 ☑满意"),
        ("□很满意 □满意", "□很满意 □满意"),
        ("很满意√ 满意", "很满意√ 满意"),
    ],
)
def test_one_name_ticked_in_a_cell_is_that_name(cell: str, label: str) -> None:
    assert ticked_label(cell) == label
