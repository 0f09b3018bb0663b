"""The Excel copies: texts are texts, numbers are numbers, nothing is a formula."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from sme_assistant.assembly.figures import clean
from sme_assistant.assembly.package import Package, assemble
from sme_assistant.assembly.workbooks import Book, Frame, check_workbook, write_workbook
from sme_assistant.values import Value
from tests.assembly.cases import FULL, MORNING, ROSTERS, STAFF, TEMPLATES, dossier
from tests.assembly.words import all_xml, opened, paragraphs, path_of

HEADINGS = {"staff_list": 4, "enterprise_list": 4, "institution_list": 3}
"""The row of the headings: below the lines that the Word file has above its table."""
COUNTS = {"staff_list": 12, "enterprise_list": 118, "institution_list": 6}


def sheet_of(package: Package, document: str) -> Worksheet:
    (sheet,) = load_workbook(path_of(package, document, ".xlsx")).worksheets
    return sheet


@pytest.mark.parametrize(("document", "count"), COUNTS.items())
def test_a_list_has_all_its_rows(complete: Package, document: str, count: int) -> None:
    sheet, heading = sheet_of(complete, document), HEADINGS[document]

    numbers = [row[0].value for row in sheet.iter_rows(min_row=heading + 1)][:count]
    assert sheet.cell(heading, 1).value == "序号"
    assert numbers == [*range(1, count + 1)]


@pytest.mark.parametrize("document", COUNTS)
def test_a_sheet_says_above_and_below_what_the_word_file_says(
    complete: Package, document: str
) -> None:
    sheet = sheet_of(complete, document)

    lines = [row[0].value for row in sheet.iter_rows() if isinstance(row[0].value, str)]
    lines.remove("序号")
    assert lines == [text for text in paragraphs(opened(complete, document)) if text]


def test_a_sheet_is_ready_to_print_and_to_filter(complete: Package) -> None:
    sheet = sheet_of(complete, "enterprise_list")

    assert sheet["A123"].value == "上一年度共服务企业 118 家"
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:F122"
    assert sheet.print_title_rows == "$4:$4"
    xml = all_xml(path_of(complete, "enterprise_list", ".xlsx"))
    assert '<pageSetUpPr fitToPage="1"/>' in xml
    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="portrait"/>' in xml
    assert "&amp;P —</oddFooter>" in xml
    assert "<oddHeader>" not in xml
    assert sheet["A4"].fill.fgColor.rgb == "FFE7E6E6"
    assert sheet["B60"].border.left.style == "thin"


def test_a_wide_list_lies_across_the_page(tmp_path: Path) -> None:
    told = "政策宣讲、企业走访、" * 9
    staff = [{**STAFF[0], "position": told, "duties": told}, *STAFF[1:]]
    case = dossier(FULL, {**ROSTERS, "staff": staff})

    sheet = sheet_of(assemble(case, TEMPLATES, tmp_path), "staff_list")

    assert sheet.page_setup.orientation == "landscape"
    assert sheet.row_dimensions[5].height > 20
    assert sheet.row_dimensions[6].height == 20


def test_a_row_is_as_high_as_its_longest_text(tmp_path: Path) -> None:
    name = "重庆市万州区" + "三峡库区柑橘精深加工与冷链物流" * 4 + "有限公司"
    first, *rest = ROSTERS["enterprises"]
    rows = [{**first, "name": name}, *rest]

    sheet = sheet_of(
        assemble(dossier(FULL, {**ROSTERS, "enterprises": rows}), TEMPLATES, tmp_path),
        "enterprise_list",
    )

    widest = sheet.column_dimensions["B"].width
    assert sheet.row_dimensions[5].height >= 20 + 15 * (2 * len(name) // widest)
    assert sheet.row_dimensions[6].height == 20


def test_every_page_of_a_draft_says_so(empty: Package) -> None:
    for document in COUNTS:
        assert re.search(
            "<oddHeader>.*草稿", all_xml(path_of(empty, document, ".xlsx"))
        )


def test_telephones_are_texts_and_ages_numbers(complete: Package) -> None:
    staff, served = (
        sheet_of(complete, "staff_list"),
        sheet_of(complete, "enterprise_list"),
    )

    assert (staff["C5"].value, staff["C5"].data_type) == (28, "n")
    phone = served["E5"]
    assert (phone.value, phone.data_type) == ("13900000001", "s")
    assert phone.number_format == "@"


@pytest.mark.parametrize(
    "typed", ["=1+1", "+8613800000000", "-1", "@A1", "=HYPERLINK(1)"]
)
def test_nothing_becomes_a_formula(tmp_path: Path, typed: str) -> None:
    staff = [{**STAFF[0], "name": typed, "duties": typed}, *STAFF[1:]]
    package = assemble(dossier(FULL, {**ROSTERS, "staff": staff}), TEMPLATES, tmp_path)

    xml = all_xml(path_of(package, "staff_list", ".xlsx"))
    assert "<f>" not in xml
    assert "<f " not in xml
    assert "hyperlink" not in xml
    cell = sheet_of(package, "staff_list")["B5"]
    assert (cell.value, cell.data_type) == (typed, "s")


def test_an_empty_list_is_a_head_row(empty: Package) -> None:
    sheet = sheet_of(empty, "institution_list")

    assert [cell.value for cell in sheet[3]] == [
        "序号",
        "机构名称",
        "是否签订合作协议",
        "合作服务内容",
    ]
    assert sheet["A4"].value.startswith("集聚的服务机构共")
    assert sheet.max_row == 4


TYPED = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(clean)
PEOPLE = st.lists(st.tuples(TYPED, st.integers(0, 120), TYPED), max_size=6)


@settings(max_examples=60, deadline=None)
@given(
    people=PEOPLE, head=st.lists(TYPED, max_size=2), foot=st.lists(TYPED, max_size=2)
)
def test_whatever_is_written_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    people: list[tuple[str, int, str]],
    head: list[str],
    foot: list[str],
) -> None:
    case = dossier(FULL)
    rows: list[dict[str, Value]] = [
        {"name": name, "age": age, "duties": told} for name, age, told in people
    ]
    case.evaluation.rosters = {"staff": rows}
    frame = Frame(tuple(head), tuple(foot), "")
    book = Book(case.evaluation, ("staff",), frame, "名单", MORNING)
    path = tmp_path_factory.mktemp("book") / "名单.xlsx"

    write_workbook(book, path)

    check_workbook(book, path)
    sheet = load_workbook(path).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()][len(head) + 1 :]
    found = [(row[1] or "", row[2]) for row in cells[: len(rows)]]
    assert [age for _, age in found] == [row["age"] for row in rows]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
