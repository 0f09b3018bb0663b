"""The checker of templates finds what a package could not be made from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from sme_assistant.assembly.content import content, vocabulary
from sme_assistant.assembly.listings import NUMBER
from sme_assistant.assembly.templates import (
    check_template,
    check_templates,
    marks,
    template_names,
)
from tests.assembly.cases import TEMPLATES, dossier, full, programme


def template(tmp_path: Path, *lines: str, header: str = "{{ draft_mark }}") -> Path:
    """Write a template with these paragraphs and one table of one cell."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = header
    for line in lines:
        if line.startswith("|"):
            cells = line.strip("|").split("|")
            row = document.add_table(1, len(cells)).rows[0]
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        else:
            document.add_paragraph(line)
    path = tmp_path / "made.docx"
    document.save(str(path))
    return path


def codes(path: Path, for_each: str | None = None) -> list[str]:
    return [f.code for f in check_template(path, vocabulary(programme()), for_each)]


def test_the_shipped_templates_have_no_fault() -> None:
    assert check_templates(programme(), TEMPLATES) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{{ totl_assets }}", "unknown-mark"),
        ("{{ total_assets.nummer }}", "unknown-mark"),
        ("{{ platform_name.number }}", "unknown-mark"),
        ("{% if total_assets %}甲{% endif %}", "unknown-mark"),
        ("{% if service_functions.has.dancing %}甲{% endif %}", "unknown-mark"),
        ("{{ total_assets|upper }}", "broken-tag"),
        ("{{ cycler.__init__.__globals__ }}", "broken-tag"),
        ("{{ total_assets", "broken-tag"),
        ("total_assets }}", "broken-tag"),
        ("{{ }}", "broken-tag"),
        ("{% for row in staff %}甲{% endfor %}", "broken-tag"),
        ("{% if total_assets.known > 1 %}甲{% endif %}", "broken-tag"),
        ("{% if draft and total_assets > 1 %}甲{% endif %}", "broken-tag"),
        ("{% if %}甲{% endif %}", "broken-tag"),
        ("{# 说明 #}", "broken-tag"),
        ("｛｛ total_assets ｝｝", "full-width-braces"),
        ("{｛ total_assets ｝}", "full-width-braces"),
        ("{{ staff.name }}", "list-outside-row"),
        ("前言 {{ narrative_basic.paragraphs }}", "not-alone"),
        ("甲 {%p if draft %}", "not-alone"),
        ("{% if draft %}甲", "unclosed-tag"),
        ("甲{% endif %}", "unclosed-tag"),
        ("{%p if draft %}", "unclosed-tag"),
        ("|{{ staff.nmae }}|", "unknown-mark"),
    ],
)
def test_a_fault_is_found(tmp_path: Path, line: str, code: str) -> None:
    found = codes(template(tmp_path, line))

    assert code in found
    assert set(found) <= {code, "broken-tag", "unclosed-tag"}


@pytest.mark.parametrize(
    "lines",
    [
        ("{{ total_assets }}，{{ total_assets.number }}",),
        ("{% if draft and not ways %}甲{% elif draft %}乙{% else %}丙{% endif %}",),
        ("{%p if service_functions.has.training %}", "甲", "{%p endif %}"),
        ("{{ narrative_basic.paragraphs }}",),
        ("|{{ staff.number }}|{{ enterprises.rating.satisfied }}|",),
        ("（甲）100%，{乙}",),
    ],
)
def test_what_is_right_is_no_fault(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert codes(template(tmp_path, *lines)) == []


def test_a_fault_says_where_and_what_was_meant(tmp_path: Path) -> None:
    path = template(tmp_path, "甲", "乙 {{ totl_assets }}")

    (fault,) = check_template(path, vocabulary(programme()), None)

    assert fault.path == "made.docx"
    assert "段" in fault.text
    assert "“total_assets”" in fault.text


def test_a_list_may_stand_anywhere_in_a_document_for_each_row(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ enterprises.name }}")

    assert codes(path, "enterprises") == []
    assert codes(path) == ["list-outside-row"]


def test_a_template_without_a_draft_mark_is_a_fault(tmp_path: Path) -> None:
    assert codes(template(tmp_path, "甲", header="乙")) == ["no-draft-mark"]


def test_missing_and_unreadable_templates_are_faults(tmp_path: Path) -> None:
    (tmp_path / "cover.docx").write_text("no Word file")

    found = {f.path: f.code for f in check_templates(programme(), tmp_path)}

    assert found["cover.docx"] == "not-word"
    assert found["declaration.docx"] == "missing-template"
    assert len(found) == len(template_names(programme()))
    assert marks(tmp_path / "cover.docx") == ()


def test_marks_tell_name_and_place() -> None:
    found = marks(TEMPLATES / "application_form.docx")

    named = {mark.name for mark in found}
    assert {"total_assets", "institutions_with_agreement", "draft_mark"} <= named
    (assets,) = (mark for mark in found if mark.path == "total_assets.number")
    assert assets.place == "表 1 第 6 行第 2 格"


def test_every_fact_reaches_a_document() -> None:
    used = {mark.name for path in TEMPLATES.glob("*.docx") for mark in marks(path)}
    evidence = {item.model.fact for item in programme().evidence.values()}

    unused = set(programme().facts) - used - evidence
    assert unused <= {"evaluation_opinions"}


@pytest.mark.parametrize("case", [full(), dossier({})], ids=["full", "empty"])
def test_the_vocabulary_is_what_a_case_can_fill(case: object) -> None:
    words = vocabulary(programme())
    filled = content(case, {})  # type: ignore[arg-type]

    assert filled.texts.keys() == words.texts
    assert filled.flags.keys() == words.flags
    assert filled.lists.keys() == words.lists.keys()
    for name, found in filled.lists.items():
        for row in found.rows:
            assert row.keys() == words.lists[name]
            assert NUMBER in row
    assert all(
        filled.texts[path] for path in words.texts - {"draft_mark", "draft_word"}
    )


@pytest.mark.parametrize("name", sorted(programme().documents))
def test_chinese_text_has_a_chinese_font_and_each_font_a_stand_in(name: str) -> None:
    template = programme().documents[name].model.template
    document = docx.Document(str(TEMPLATES / template))
    table = next(
        relation.target_part.blob
        for relation in document.part.rels.values()
        if relation.reltype.endswith("/fontTable")
    )
    known = {
        font.get(qn("w:name")): font.find(qn("w:altName")) is not None
        for font in parse_xml(table)
    }
    named = {
        str(fonts.get(qn("w:eastAsia")))
        for fonts in document.styles.element.iter(qn("w:rFonts"))
    }

    assert named <= {"仿宋", "楷体", "黑体", "宋体"}
    assert all(known[name] for name in named)
    assert not any(
        fonts.get(qn("w:eastAsia"))
        for fonts in document.element.body.iter(qn("w:rFonts"))
    )


def test_a_full_page_of_the_report_has_the_figures_of_the_standard() -> None:
    document = docx.Document(str(TEMPLATES / "application_report.docx"))
    section: Any = document.sections[0]
    body: Any = document.styles["报告正文"]

    height = section.page_height - section.top_margin - section.bottom_margin
    width = section.page_width - section.left_margin - section.right_margin
    narrowed = int(body.element.rPr.find(qn("w:spacing")).get(qn("w:val")))
    a_character = body.font.size + narrowed * 635  # twentieths of a point
    assert section.top_margin.mm == pytest.approx(37, abs=1)
    assert section.left_margin.mm == pytest.approx(28, abs=1)
    assert body.font.size.pt == 16
    assert int(height / body.paragraph_format.line_spacing) == 22
    assert int(width / a_character) == 28
