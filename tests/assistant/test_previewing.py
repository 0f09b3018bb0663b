"""The documents of a package as text, before any is written."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.table import Table

from sme_assistant.assembly.plain import plain
from sme_assistant.assembly.structure import read
from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.packaging import assemble_case
from sme_assistant.assistant.previewing import document_text, preview
from sme_assistant.assistant.sources import read_source
from sme_assistant.engine.log import Action, Entry
from sme_assistant.engine.replay import replay
from sme_assistant.errors import AssemblyError
from sme_assistant.resources import shipped
from tests.casebook.memory import MemoryCasebook
from tests.engine.cases import NOW, PROGRAMME, TODAY, answered
from tests.faces.talking import clock

EXAMPLES = shipped("dialogues").parent / "examples"
EVALUATIONS = "07 服务评价意见.docx"
FORM = "02 申请表（附件1）.docx"
REPORT = "01 申请报告.docx"
GAP = r"【待补：([^】…]+)"


def example(name: str) -> Standing:
    source = str(EXAMPLES / f"{name}.yaml")
    return read_source(source, MemoryCasebook, clock).standing


def standing(*entries: Entry) -> Standing:
    return Standing(PROGRAMME, replay(PROGRAMME, entries), TODAY)


def pieces(document: Document) -> list[str]:
    """Return the words of a Word file as its own library reads them, line by line."""
    found: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            found += [c.text for row in block.rows for c in row.cells]
        else:
            found.append(block.text)
    return [line for text in found for line in text.split("\n")]


@pytest.mark.parametrize(
    "name", ["wanzhou-training", "yuzhong-financing", "half-finished"]
)
def test_a_preview_says_what_the_package_says(name: str, tmp_path: Path) -> None:
    case = example(name)
    package = assemble_case(case, tmp_path, clock())
    found = preview(case, clock())

    written = [f.path for f in package.files if f.path.endswith(".docx")]
    assert sorted(found.documents) == written
    assert found.draft == package.draft
    for path in found.documents:
        text = document_text(case, path, clock())
        whole = plain(read(package.folder / path))
        if found.documents[path].copies > 1:
            assert whole.startswith(text.partition("\n\n")[2])
        else:
            assert text == whole
            words = pieces(docx.Document(str(package.folder / path)))
            assert all(line in text for line in words)


def test_a_document_is_told_with_its_title_and_material() -> None:
    found = preview(example("wanzhou-training"), clock())

    form, cover = found.documents[FORM], found.documents["00 封面和目录.docx"]
    assert form.title == "重庆市中小企业公共服务示范平台申请表"
    assert form.material == "第九条（二）"
    assert (form.copies, cover.material) == (1, "")
    assert (found.draft, found.points) == (False, ())


def test_of_a_document_for_each_row_the_first_is_shown() -> None:
    case = example("yuzhong-financing")
    text = document_text(case, EVALUATIONS, clock())

    assert preview(case, clock()).documents[EVALUATIONS].copies == 30
    assert text.startswith("（一共 30 份")
    assert text.count("被服务企业（公章）") == 1
    rows = case.evaluation.rows("enterprises")
    assert str(rows[0]["name"]) in text  # type: ignore[index]
    assert str(rows[1]["name"]) not in text  # type: ignore[index]


def test_what_is_missing_is_named() -> None:
    case = example("half-finished")
    found = preview(case, clock())

    assert found.draft
    said = {point.words for point in found.points}
    gaps = {p.words.partition("：")[2] for p in found.points if p.kind == "gap"}
    assert {"拟申报平台名称", "上一年末资产总额", "服务人员名单"} <= gaps
    assert any("租赁合同复印件" in words for words in said)
    assert not any("法人证书或营业执照复印件" in words for words in said)
    shown = gaps_in(document_text(case, FORM, clock()))
    assert "上一年末资产总额" in shown
    assert set(shown) <= gaps


def gaps_in(text: str) -> tuple[str, ...]:
    """Name the gaps that a document shows."""
    return tuple(re.findall(GAP, text))


def test_a_complete_document_shows_no_gap() -> None:
    case = example("wanzhou-training")

    for path in preview(case, clock()).documents:
        assert gaps_in(document_text(case, path, clock())) == ()


@pytest.mark.parametrize(
    "typed", ["[red]甲[/red]", "{{ 7*7 }}", "𠮷田家", "<w:p>&amp;", "甲 | 乙", "{name}"]
)
def test_what_was_typed_is_shown_as_typed(typed: str) -> None:
    case = standing(
        answered("operating_institution", typed),
        answered("narrative_basic", f"{typed}\n\n　　{typed}"),
    )

    assert typed in document_text(case, FORM, NOW)
    assert f"\n{typed}\n{typed}\n" in document_text(case, REPORT, NOW)


def test_an_attached_file_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = ((("path", str(tmp_path / "执照.pdf")),),)
    case = standing(Entry(Action.FILES, "business_licence", NOW, rows=gone))

    with pytest.raises(AssemblyError):
        preview(case, NOW)


def test_no_document_stands_under_another_path() -> None:
    with pytest.raises(KeyError):
        document_text(standing(), "99 没有.docx", NOW)


def test_laying_out_loads_no_word_library() -> None:
    code = (
        "import sys, datetime\n"
        "from sme_assistant.assistant.previewing import preview\n"
        "from sme_assistant.assistant.conversation import Standing\n"
        "from sme_assistant.assistant.programmes import shipped_programme\n"
        "from sme_assistant.engine.replay import replay\n"
        "p = shipped_programme()\n"
        "now = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)\n"
        "preview(Standing(p, replay(p, []), now.date()), now)\n"
        "print(*sys.modules)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert not set(ran.stdout.split()) & {"docx", "docxtpl", "openpyxl", "jinja2"}
