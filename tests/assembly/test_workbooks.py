"""The Excel copies: texts are texts, numbers are numbers, nothing is a formula."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from sme_assistant.assembly.package import Package, assemble
from tests.assembly.cases import FULL, ROSTERS, STAFF, TEMPLATES, dossier
from tests.assembly.words import all_xml, path_of

LISTS = {"staff_list": 12, "enterprise_list": 118, "institution_list": 6}


@pytest.mark.parametrize(("document", "count"), LISTS.items())
def test_a_list_has_all_its_rows(complete: Package, document: str, count: int) -> None:
    sheet = load_workbook(path_of(complete, document, ".xlsx")).worksheets[0]

    assert sheet.max_row == count + 1
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [
        *range(1, count + 1)
    ]
    assert sheet.freeze_panes == "A2"


def test_telephones_are_texts_and_ages_numbers(complete: Package) -> None:
    staff = load_workbook(path_of(complete, "staff_list", ".xlsx")).worksheets[0]
    served = load_workbook(path_of(complete, "enterprise_list", ".xlsx")).worksheets[0]

    assert (staff["C2"].value, staff["C2"].data_type) == (28, "n")
    phone = served["E2"]
    assert (phone.value, phone.data_type) == ("13900000001", "s")
    assert phone.number_format == "@"


@pytest.mark.parametrize(
    "typed", ["=1+1", "+8613800000000", "-1", "@A1", "=HYPERLINK(1)"]
)
def test_nothing_becomes_a_formula(tmp_path: Path, typed: str) -> None:
    staff = [{**STAFF[0], "name": typed, "duties": typed}, *STAFF[1:]]
    package = assemble(dossier(FULL, {**ROSTERS, "staff": staff}), TEMPLATES, tmp_path)

    path = path_of(package, "staff_list", ".xlsx")
    xml = all_xml(path)
    assert "<f>" not in xml
    assert "<f " not in xml
    assert "hyperlink" not in xml
    cell = load_workbook(path).worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == (typed, "s")


def test_an_empty_list_is_a_head_row(empty: Package) -> None:
    sheet = load_workbook(path_of(empty, "institution_list", ".xlsx")).worksheets[0]

    assert [cell.value for cell in sheet[1]] == [
        "序号",
        "机构名称",
        "是否签订合作协议",
        "合作服务内容",
    ]
    assert sheet.max_row == 1
