"""Charts: drawn by Word itself, from the engine's figures, and read back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from docx.oxml import parse_xml

from sme_assistant.assembly import package
from sme_assistant.assembly.archives import zip_docx, zip_parts
from sme_assistant.assembly.content import content
from sme_assistant.assembly.expecting import Expectation
from sme_assistant.assembly.package import Package, assemble
from sme_assistant.assembly.reading_back import Reader
from sme_assistant.assembly.structure import read
from sme_assistant.assembly.writing import Parts
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
SHEET = "xl/worksheets/sheet1.xml"


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


Change = Callable[[dict[str, bytes]], dict[str, bytes]]


def tampering(monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    """Change the parts of each document that has a chart, after it was written."""

    def written(parts: Parts, name: str, at: datetime, target: Path) -> None:
        zip_docx(parts, name, at, target)
        found = members(target.read_bytes())
        if CHART in found:
            target.write_bytes(packed(change(found)))

    monkeypatch.setattr(package, "zip_docx", written)


def packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    zip_parts({name: (raw,) for name, raw in parts.items()}, target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<c:v>260</c:v>", b"<c:v>2600</c:v>"),
        ("资产总额".encode(), "资产净额".encode()),
    ],
)
def test_a_chart_that_says_something_else_stops_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bytes, new: bytes
) -> None:
    def change(parts: dict[str, bytes]) -> dict[str, bytes]:
        assert old in parts[CHART]
        return {**parts, CHART: parts[CHART].replace(old, new, 1)}

    tampering(monkeypatch, change)

    with pytest.raises(AssemblyError) as raised:
        assemble(full(), TEMPLATES, tmp_path)

    assert "charts.two_years" in raised.value.user_message
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_says_something_else_stops_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(parts: dict[str, bytes]) -> dict[str, bytes]:
        book = members(parts[BOOK])
        assert b"<v>380</v>" in book[SHEET]
        changed = {**book, SHEET: book[SHEET].replace(b"<v>380</v>", b"<v>390</v>")}
        return {**parts, BOOK: packed(changed)}

    tampering(monkeypatch, change)

    with pytest.raises(AssemblyError, match=r"charts\.two_years"):
        assemble(full(), TEMPLATES, tmp_path)


@pytest.mark.parametrize(
    "raw", [b"no workbook", packed({SHEET: b"<broken"}), packed({})]
)
def test_a_broken_workbook_in_a_chart_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raw: bytes
) -> None:
    tampering(monkeypatch, lambda parts: {**parts, BOOK: raw})

    with pytest.raises(AssemblyError, match=r"charts\.two_years"):
        assemble(full(), TEMPLATES, tmp_path)


def test_a_figure_in_a_chart_is_the_engines_own() -> None:
    case = full()
    filled = content(case, {})
    chart = filled.charts["charts.two_years"]
    wrong = replace(chart, groups=(("资产总额", ("231.5", "261")), *chart.groups[1:]))
    told = replace(filled, charts={**filled.charts, "charts.two_years": wrong})

    with pytest.raises(AssemblyError, match="total_assets"):
        Reader(case, Expectation(told), draft=True)._chart("报告", "charts.two_years")


def test_a_chart_stands_alone_in_its_paragraph(tmp_path: Path) -> None:
    assert codes(template(tmp_path, "{{ charts.two_years }}")) == []
    assert codes(template(tmp_path, "见图 {{ charts.two_years }}")) == ["not-alone"]
