"""What people typed stands in the files as they typed it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from sme_assistant.assembly.archives import zip_docx
from sme_assistant.assembly.content import Content
from sme_assistant.assembly.figures import clean
from sme_assistant.assembly.package import assemble
from sme_assistant.assembly.structure import read
from sme_assistant.assembly.writing import fill
from tests.assembly.cases import FULL, MORNING, ROSTERS, STAFF, TEMPLATES, dossier
from tests.assembly.words import all_xml, opened, paragraphs, path_of, rows

FIRST_ROW = 5
"""Of a list in Excel, below three lines and the headings."""

HOSTILE = [
    "{{ 7*7 }}",
    "{% if draft %}甲{% endif %}",
    "{_{ x }_}",
    "<w:p>",
    "甲&乙",
    "&amp;",
    "]]>",
    "<r>甲</r>",
    "=1+1",
    "+8",
    "@SUM(A1)",
    "笑😀脸",
    "𠮷田家",
    "甲“乙”'丙'",
    "_x0041_",
    "【甲】",
    "两个  空格",
    "None",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_hostile_answer_arrives_as_typed(tmp_path: Path, typed: str) -> None:
    person = {"name": typed, "education": "本科"}
    case = dossier(
        {**FULL, "operating_institution": typed, "narrative_basic": typed},
        {**ROSTERS, "staff": [person, *STAFF[1:]]},
    )

    package = assemble(case, TEMPLATES, tmp_path)

    form = opened(package, "application_form")
    assert rows(form.tables[0])[0][3] == typed
    assert typed in paragraphs(opened(package, "application_report"))
    assert rows(opened(package, "staff_list").tables[0])[1][1] == typed
    book = load_workbook(path_of(package, "staff_list", ".xlsx"))
    cell = book.worksheets[0].cell(FIRST_ROW, 2)
    assert str(cell.value).replace("_x005F_", "_") == typed
    assert cell.data_type == "s"


def test_lines_become_paragraphs_none_of_them_blank(tmp_path: Path) -> None:
    told = "第一段\n\n　　第三段\t有制表符\n末段"
    case = dossier({**FULL, "narrative_operation": told}, ROSTERS)

    said = paragraphs(opened(assemble(case, TEMPLATES, tmp_path), "application_report"))

    at = said.index("第一段")
    assert said[at : at + 3] == ["第一段", "第三段\t有制表符", "末段"]


def test_line_breaks_stay_breaks_in_a_box(tmp_path: Path) -> None:
    case = dossier({**FULL, "qualifications": "甲证\n乙证"}, ROSTERS)

    form = opened(assemble(case, TEMPLATES, tmp_path), "application_form")

    assert "甲证\n乙证" in [
        cell.text for row in form.tables[0].rows for cell in row.cells
    ]


def test_two_thousand_characters_arrive(tmp_path: Path) -> None:
    told = "".join(f"第{number}句，写得很长。" for number in range(250))
    case = dossier({**FULL, "narrative_influence": told}, ROSTERS)

    assert told in paragraphs(
        opened(assemble(case, TEMPLATES, tmp_path), "application_report")
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=60))
def test_no_text_is_lost_on_its_way(tmp_path: Path, text: str) -> None:
    told = clean(text)
    words = dict.fromkeys(
        ("draft_mark", "draft_word", "made_on", "declaration_agreed.claim"), ""
    )
    names = {"operating_institution": told, "platform_name": told, "district": told}
    content = Content({**words, **names}, {"declaration_agreed.yes": True}, {})

    written = tmp_path / "declaration.docx"
    parts = fill(TEMPLATES / "declaration.docx", content, None)
    zip_docx(parts, "", MORNING, written)

    assert f"{told}中小企业主管部门：" in read(written).blocks


def test_parked_answers_appear_nowhere(tmp_path: Path) -> None:
    case = dossier(
        {
            **FULL,
            "financing_amount": "54321万元",
            "financing_activities": "77次",
            "public_welfare_service": "否",
            "public_welfare_projects": "已经收起来的公益项目",
        },
        ROSTERS,
    )
    assert {"financing_amount", "public_welfare_projects"} <= set(case.parked)

    package = assemble(case, TEMPLATES, tmp_path)

    for file in package.files:
        said = all_xml(package.folder / file.path)
        assert "54321" not in said
        assert "已经收起来" not in said


def test_many_rows_are_written_and_read_back(tmp_path: Path) -> None:
    many = [
        {"name": f"企业{index}", "rating": "满意", "phone": f"139{index:08d}"}
        for index in range(2000)
    ]
    case = dossier(FULL, {**ROSTERS, "enterprises": many})

    package = assemble(case, TEMPLATES, tmp_path)

    written = rows(opened(package, "enterprise_list").tables[0])
    assert len(written) == 2002
    assert written[-1][:2] == ["2000", "企业1999"]
    assert written[-1][4:] == ["13900001999", "", "√", ""]
