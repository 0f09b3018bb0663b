"""What people typed stands in the files as they typed it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from sme_assistant.assembly.archives import zip_docx
from sme_assistant.assembly.content import Content
from sme_assistant.assembly.figures import clean
from sme_assistant.assembly.package import assemble
from sme_assistant.assembly.structure import read
from sme_assistant.assembly.templates import marks
from sme_assistant.assembly.writing import fill
from sme_assistant.values import Kind, Refused
from sme_assistant.values import read as read_value
from tests.assembly.cases import (
    FULL,
    MORNING,
    ROSTERS,
    STAFF,
    TEMPLATES,
    dossier,
    programme,
)
from tests.assembly.words import all_xml, opened, paragraphs, path_of, rows

TODAY = MORNING.date()
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
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://a.b")',
    "-2+3",
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


def said_by(path: Path) -> list[str]:
    """Return every paragraph of a Word file, in tables too."""
    found: list[str] = []
    for block in read(path).blocks:
        if isinstance(block, str):
            found.append(block)
        else:
            found += [text for row in block.rows for cell in row for text in cell]
    return found


@pytest.mark.parametrize("typed", HOSTILE)
def test_it_arrives_in_every_document_that_has_its_mark(
    tmp_path: Path, typed: str
) -> None:
    few = {**ROSTERS, "enterprises": [{"name": typed, "service": typed}]}
    case = dossier({**FULL, "operating_institution": typed}, few)
    asking = {
        name: [mark.path for mark in marks(TEMPLATES / document.model.template)]
        for name, document in programme().documents.items()
    }

    package = assemble(case, TEMPLATES, tmp_path)

    named = [n for n, found in asking.items() if "operating_institution" in found]
    assert len(named) >= 6
    for name in named:
        assert any(typed in text for text in said_by(path_of(package, name))), name
    for name in ("enterprise_list", "evaluation_form"):
        assert typed in said_by(path_of(package, name))


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_cell_of_excel_is_ever_a_formula(tmp_path: Path, typed: str) -> None:
    rosters = {
        name: [
            {
                column: typed
                for column, spec in roster.columns.items()
                if spec.kind is Kind.TEXT
            }
        ]
        for name, roster in programme().rosters.items()
    }
    package = assemble(dossier(FULL, rosters), TEMPLATES, tmp_path)

    cells = 0
    listed = [document.model.roster for document in programme().documents.values()]
    for name in filter(None, listed):
        (path,) = (
            package.folder / file.path
            for file in package.files
            if file.path.endswith(".xlsx") and file.document.startswith(name[:5])
        )
        for cell in load_workbook(path).worksheets[0][FIRST_ROW][1:]:
            assert cell.data_type != "f"
            if cell.value is not None:
                assert str(cell.value).replace("_x005F_", "_") == typed
                cells += 1
        assert b"<f>" not in ZipFile(path).read("xl/worksheets/sheet1.xml")
    assert cells >= 5


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\ud800", "\uffff"])
def test_a_control_character_is_refused_with_a_word(sign: str) -> None:
    for name in ("operating_institution", "narrative_basic"):
        reading = read_value(programme().facts[name].spec, f"甲{sign}乙", today=TODAY)

        assert isinstance(reading, Refused)
        assert "无法显示或保存的字符" in reading.message


@pytest.mark.parametrize("sign", ["\n", "\t"])
def test_a_name_takes_one_line_and_says_so(sign: str) -> None:
    spec = programme().facts["operating_institution"].spec

    reading = read_value(spec, f"甲{sign}乙", today=TODAY)

    assert isinstance(reading, Refused)
    assert "只能填一行" in reading.message


def test_rare_characters_stand_in_east_asian_fonts(tmp_path: Path) -> None:
    told = "𠮷田家具，髙橋，㐂寿"
    case = dossier(
        {**FULL, "operating_institution": told, "narrative_basic": told}, ROSTERS
    )
    package = assemble(case, TEMPLATES, tmp_path)

    found = 0
    for file in package.files:
        if not file.path.endswith(".docx"):
            continue
        document = docx.Document(str(package.folder / file.path))
        for paragraph in document.element.body.iter(qn("w:p")):
            if told in "".join(t.text or "" for t in paragraph.iter(qn("w:t"))):
                assert east_asian_font(document, paragraph), file.path
                found += 1
    assert found >= 6


def east_asian_font(document: Document, paragraph: Any) -> str | None:
    """Return the font of Chinese signs: the run's, its styles', or the default."""
    fonts = [run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") for run in paragraph.r_lst]
    style = document.styles.get_by_id(paragraph.style, WD_STYLE_TYPE.PARAGRAPH)
    while style is not None:
        fonts.append(style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}"))
        style = style.base_style
    fonts += list(document.styles.element.iter(qn("w:rFonts")))[:1]
    named = (font.get(qn("w:eastAsia")) for font in fonts if font is not None)
    return next(filter(None, named), None)


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


def test_three_thousand_characters_arrive(tmp_path: Path) -> None:
    told = "".join(f"第{number:03d}句，写得很长𠮷。" for number in range(250))
    assert len(told) >= 3000
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
