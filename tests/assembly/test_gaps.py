"""What is missing is visible, and a package with gaps says that it is a draft."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from sme_assistant.assembly.package import Package, assemble
from sme_assistant.assembly.words import Word
from tests.assembly.cases import FULL, ROSTERS, TEMPLATES, dossier, full, programme
from tests.assembly.words import all_xml, opened, paragraphs, rows

SHAPE = re.compile("<w:txbxContent>.*</w:txbxContent>", re.DOTALL)
TAG = re.compile("<[^>]+>")
GAP = re.compile("【待补：([^】]*)】")


def headers(path: Path) -> list[str]:
    """Return the words of every header of a Word file."""
    with ZipFile(path) as archive:
        parts = [n for n in archive.namelist() if n.startswith("word/header")]
        return [TAG.sub("", archive.read(name).decode()) for name in parts]


def watermarks(path: Path) -> list[str]:
    """Return the shapes behind the text of a Word file, one a header."""
    with ZipFile(path) as archive:
        parts = [n for n in archive.namelist() if n.startswith("word/header")]
        found = [SHAPE.search(archive.read(name).decode()) for name in parts]
    return [shape.group() if shape else "" for shape in found]


def word_files(package: Package) -> list[Path]:
    return [package.folder / f.path for f in package.files if f.path.endswith("docx")]


def test_an_empty_case_shows_gaps_and_never_nothing(empty: Package) -> None:
    form = rows(opened(empty, "application_form").tables[0])

    assert form[0][1] == "【待补：拟申报平台名称】"
    assert form[5][1:] == [
        "【待补：上一年末资产总额】",
        "【待补：上一年度营业收入】",
        "【待补：上一年度利润总额】",
        "【待补：上一年度服务中小微企业家数】",
    ]
    assert rows(opened(empty, "staff_list").tables[0])[1][1] == "【待补：服务人员名单】"


def test_no_file_says_none_or_holds_a_mark(empty: Package, complete: Package) -> None:
    for path in (*word_files(empty), *word_files(complete)):
        said = TAG.sub("", all_xml(path))
        assert "None" not in said
        assert "{{" not in said
        assert "{%" not in said
        assert "\ufdd0" not in said


def test_every_gap_names_a_fact_or_a_list(empty: Package) -> None:
    labels = {fact.model.label for fact in programme().facts.values()}
    labels |= {roster.model.title for roster in programme().rosters.values()}
    for path in word_files(empty):
        found = set(GAP.findall(TAG.sub("", all_xml(path))))
        assert found - {"……"} <= labels


def test_a_complete_case_has_no_gap(complete: Package) -> None:
    assert not complete.draft
    assert complete.gaps == ()
    for path in word_files(complete):
        assert not GAP.search(TAG.sub("", all_xml(path)))


def test_every_page_of_a_draft_says_so(empty: Package, complete: Package) -> None:
    assert empty.draft
    assert empty.folder.name.endswith(f"-{Word.DRAFT}")
    for path in word_files(empty):
        assert headers(path)
        assert all(Word.DRAFT_MARK in text for text in headers(path))
        assert all(f">{Word.DRAFT}<" in watermark for watermark in watermarks(path))
    for path in word_files(complete):
        assert not any(text.strip() for text in headers(path))


@pytest.mark.parametrize(
    ("changes", "gaps"),
    [
        ({"contact_phone": None}, ("contact_phone",)),
        ({"total_assets": "199.99万元"}, ()),
        ({"independent_legal_person": "否"}, ()),
        ({"service_staff": "11人"}, ()),  # a conflict with the roster's 12
    ],
)
def test_a_gap_a_shortfall_or_a_conflict_makes_a_draft(
    changes: dict[str, str | None], gaps: tuple[str, ...]
) -> None:
    typed = {n: t for n, t in {**FULL, **changes}.items() if t is not None}
    case = dossier(typed, ROSTERS)

    assert case.draft
    assert case.gaps == gaps


def test_a_roster_without_rows_is_a_gap() -> None:
    assert dossier(FULL, {**ROSTERS, "staff": []}).gaps == ("staff",)


def test_what_need_not_be_answered_is_no_gap() -> None:
    case = full()

    assert "narrative_plan" not in case.state.answers
    assert "evidence_lease" not in case.state.answers
    assert not case.draft


def test_functions_that_were_not_chosen_are_struck_out(complete: Package) -> None:
    form = rows(opened(complete, "application_form").tables[0])

    assert form[9] == ["信息服务", "6", "115家", "30"]
    assert form[10] == ["技术服务", "/", "/", "/"]
    assert form[12] == ["培训服务", "24", "1350人次", "35"]
    assert form[13] == ["融资服务", "/", "/", "/"]
    report = "".join(paragraphs(opened(complete, "application_report")))
    assert "融资服务方面" not in report
    assert "培训服务方面" in report


def test_the_package_says_which_text_it_follows(complete: Package) -> None:
    for document in ("todo_list", "self_assessment"):
        said = "".join(paragraphs(opened(complete, document)))
        assert "2018年版" in said.replace(" ", "")
        assert "2022年" in said.replace(" ", "")
        assert "重庆市中小企业局" in said
        assert "重庆市经济和信息化委员会" in said


def test_the_self_assessment_tells_where_figures_came_from(complete: Package) -> None:
    conditions = opened(complete, "self_assessment").tables[0]
    figures = opened(complete, "todo_list").tables[-1]

    assets = next(r for r in rows(conditions) if r[1] == "资产总额不低于200万元")
    assert assets[0] == "第六条（一）"
    assert assets[2:4] == ["上一年末资产总额：260万元", "符合"]
    assert assets[4].startswith("文件 answers.yaml:")
    assert assets[5:] == ["上一年度财务报表", Word.PAGE_OPEN]
    told = next(r for r in rows(figures) if r[1] == "上一年末资产总额")
    assert told[2:4] == ["260万元", "两百六十万元"]


def test_the_to_do_list_tells_questions_and_evidence(empty: Package) -> None:
    said = [row for table in opened(empty, "todo_list").tables for row in rows(table)]

    assert any("上一年末资产总额" in row for row in said)
    assert any("上一年度财务报表" in row for row in said)
    assert any("加盖被服务企业公章，不是运营机构的公章" in row for row in said)


def test_the_to_do_list_tells_the_way_out(tmp_path: Path) -> None:
    case = full(total_assets="150万元")

    todo = opened(assemble(case, TEMPLATES, tmp_path), "todo_list")

    said = [row for table in todo.tables for row in rows(table)]
    assert any("50 万元" in row for row in said)
    assert any("上一年末资产总额：150万元 → 200万元" in row for row in said)
