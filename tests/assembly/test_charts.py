"""Charts: drawn by Word itself, from the engine's figures, and read back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx.oxml import parse_xml

from sme_assistant.assembly import package
from sme_assistant.assembly.archives import settled_docx, zipped
from sme_assistant.assembly.content import content
from sme_assistant.assembly.package import Package, assemble
from sme_assistant.assembly.structure import read
from sme_assistant.errors import AssemblyError
from tests.assembly.cases import FULL, ROSTERS, TEMPLATES, dossier, full
from tests.assembly.test_templates import codes, template
from tests.assembly.words import path_of

YEARS = (
    "图：资产总额：2024年度 231.5，2025年度 260；"
    "营业收入：2024年度 310，2025年度 380；利润总额：2024年度 -12，2025年度 35"
)
CHART = "word/charts/chart1.xml"
BOOK = "word/embeddings/chart1.xlsx"


def members(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def report(package: Package) -> dict[str, bytes]:
    return members(path_of(package, "application_report").read_bytes())


def test_the_report_shows_two_years_and_the_activities(complete: Package) -> None:
    blocks = read(path_of(complete, "application_report")).blocks

    assert YEARS in blocks
    assert "图：信息服务 6；培训服务 24" in blocks
    at = blocks.index(YEARS)
    assert blocks[at + 1] == "近两年资产总额、营业收入和利润总额（万元）"


def test_a_chart_can_be_edited_in_word(complete: Package) -> None:
    parts = report(complete)

    chart = parse_xml(parts[CHART])
    formulas = [f.text for f in chart.iter("{*}f")]
    assert formulas[:3] == ["Sheet1!$B$1", "Sheet1!$A$2:$A$4", "Sheet1!$B$2:$B$4"]
    sheet = parse_xml(members(parts[BOOK])["xl/worksheets/sheet1.xml"])
    rows = [[c.xpath("string()") for c in row] for row in sheet.iter("{*}row")]
    assert rows == [
        ["2024年度", "2025年度"],
        ["资产总额", "231.5", "260"],
        ["营业收入", "310", "380"],
        ["利润总额", "-12", "35"],
    ]


def test_one_function_by_itself_is_no_chart(tmp_path: Path) -> None:
    one = full(service_functions="培训服务")

    blocks = read(
        path_of(assemble(one, TEMPLATES, tmp_path), "application_report")
    ).blocks

    assert YEARS in blocks
    assert not any(isinstance(b, str) and b.startswith("图：培训") for b in blocks)
    assert not any(isinstance(b, str) and "活动次数（次）" in b for b in blocks)


def test_what_is_not_known_is_left_out_of_a_chart() -> None:
    typed = {n: t for n, t in FULL.items() if n != "revenue_prior_year"}

    filled = content(dossier(typed, ROSTERS), {})

    groups = filled.charts["charts.two_years"].groups
    assert [label for label, _ in groups] == ["资产总额", "利润总额"]


def test_a_case_without_figures_has_no_chart(empty: Package) -> None:
    assert not any(name.startswith("word/charts/") for name in report(empty))
    assert not content(dossier({}), {}).charts


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (CHART, b"<c:v>260</c:v>", b"<c:v>2600</c:v>"),
        (CHART, "资产总额".encode(), "资产净额".encode()),
        (BOOK, b"<v>380</v>", b"<v>390</v>"),
    ],
)
def test_a_chart_that_says_something_else_stops_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, old: bytes, new: bytes
) -> None:
    def settled(raw: bytes, *rest: object) -> bytes:
        parts = members(settled_docx(raw, *rest))  # type: ignore[arg-type]
        if part not in parts:
            return raw
        if part == BOOK:
            book = members(parts[part])
            sheet = "xl/worksheets/sheet1.xml"
            assert old in book[sheet]
            parts[part] = zipped({**book, sheet: book[sheet].replace(old, new)})
        else:
            assert old in parts[part]
            parts[part] = parts[part].replace(old, new, 1)
        return zipped(parts)

    monkeypatch.setattr(package, "settled_docx", settled)

    with pytest.raises(AssemblyError) as raised:
        assemble(full(), TEMPLATES, tmp_path)

    assert "charts.two_years" in raised.value.user_message
    assert list(tmp_path.iterdir()) == []


def test_a_broken_workbook_in_a_chart_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def settled(raw: bytes, *rest: object) -> bytes:
        parts = members(settled_docx(raw, *rest))  # type: ignore[arg-type]
        return zipped({**parts, BOOK: b"no workbook"} if BOOK in parts else parts)

    monkeypatch.setattr(package, "settled_docx", settled)

    with pytest.raises(AssemblyError, match="申请报告"):
        assemble(full(), TEMPLATES, tmp_path)


def test_a_chart_stands_alone_in_its_paragraph(tmp_path: Path) -> None:
    assert codes(template(tmp_path, "{{ charts.two_years }}")) == []
    assert codes(template(tmp_path, "见图 {{ charts.two_years }}")) == ["not-alone"]
