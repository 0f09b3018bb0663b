"""The proof proves: whatever is changed behind its back is found and named."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from sme_assistant.assembly import (
    evidence,
    figures,
    package,
    reading_back,
    workbooks,
)
from sme_assistant.assembly.archives import zip_docx, zip_parts
from sme_assistant.assembly.evidence import Exhibit
from sme_assistant.assembly.package import assemble
from sme_assistant.assembly.reading_back import reads_as
from sme_assistant.assembly.writing import Parts
from sme_assistant.dialogue.expressions import Result
from sme_assistant.errors import AssemblyError
from sme_assistant.values import Kind, Spec
from tests.assembly.cases import FULL, ROSTERS, TEMPLATES, dossier, full


def changed(raw: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """Return a Word or Excel file with one part changed."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                text = change(text.decode()).encode()
            new.writestr(name, text)
    return target.getvalue()


def tampering(
    monkeypatch: pytest.MonkeyPatch, title: str, change: Callable[[str], str]
) -> None:
    """Change the body of the document with this title after it was filled."""

    def zipped(parts: Parts, name: str, at: datetime, target: Path) -> None:
        zip_docx(parts, name, at, target)
        if name == title:
            good = target.read_bytes()
            target.write_bytes(changed(good, "word/document.xml", change))

    monkeypatch.setattr(package, "zip_docx", zipped)


@pytest.mark.parametrize(
    ("title", "old", "new", "told"),
    [
        ("重庆市中小企业公共服务示范平台申请表", ">260<", ">206<", "total_assets"),
        ("重庆市中小企业公共服务示范平台申请表", ">张三<", "><", "legal_representa"),
        ("申请报告", "资产总额260万元", "资产总额260元", "total_assets"),
        ("申请报告", "占服务人员的100%", "占服务人员的80%", "qualified_share"),
        ("服务人员名单（附件2）", ">王建国<", ">王建军<", "staff.name"),
        ("上年度服务中小企业名单（附件3）", ">√<", "><", "enterprises.rating"),
        ("上年度服务中小企业名单（附件3）", " 118 ", " 119 ", "enterprises_served"),
        ("服务评价意见", "重庆第7机械有限公司", "重庆", "opinions.name"),
        ("申报材料真实性声明", "如有不实", "如有", "三、申报材料"),
        ("逐条自评表", ">不符合<", ">符合<", ""),
        ("待补清单", "服务评价意见表", "意见表", ""),
        ("封面和目录", ">李四<", ">李五<", "contact_person"),
        ("推荐意见", ">380万元<", ">390万元<", "revenue"),
        ("材料清单", "上一年度财务报表", "财务报表", "inventory"),
    ],
)
def test_a_changed_word_is_found_and_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    title: str,
    old: str,
    new: str,
    told: str,
) -> None:
    met = []

    def change(xml: str) -> str:
        met.append(old in xml)
        return xml.replace(old, new, 1)

    tampering(monkeypatch, title, change)
    if title == "逐条自评表":
        old, new = ">符合<", ">待补<"
    with pytest.raises(AssemblyError) as raised:
        assemble(full(), TEMPLATES, tmp_path)

    assert met == [True]
    assert told in raised.value.user_message
    assert list(tmp_path.iterdir()) == []


def test_a_lost_row_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(xml: str) -> str:
        start = xml.rindex("<w:tr>")
        end = xml.index("</w:tr>", start) + len("</w:tr>")
        return xml[:start] + xml[end:]

    tampering(monkeypatch, "上年度服务中小企业名单（附件3）", change)
    with pytest.raises(AssemblyError) as raised:
        assemble(full(), TEMPLATES, tmp_path)

    assert "enterprises" in raised.value.user_message


def test_what_is_cut_off_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(xml: str) -> str:
        start, end = xml.rindex("<w:p>"), xml.rindex("<w:sectPr>")
        return xml[:start] + xml[end:]

    tampering(monkeypatch, "申请报告", change)
    with pytest.raises(AssemblyError):
        assemble(full(), TEMPLATES, tmp_path)


def test_a_lost_draft_mark_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def zipped(parts: Parts, title: str, at: datetime, target: Path) -> None:
        zip_docx(parts, title, at, target)
        good = target.read_bytes()
        bare = changed(good, "word/header1.xml", lambda xml: xml.replace("草稿", ""))
        target.write_bytes(bare)

    monkeypatch.setattr(package, "zip_docx", zipped)
    with pytest.raises(AssemblyError) as raised:
        assemble(dossier({}), TEMPLATES, tmp_path)

    assert "draft_mark" in raised.value.user_message


def test_a_figure_written_wrong_everywhere_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine's value decides, not the text both sides were given."""

    def number(spec: Spec, value: Result) -> str:
        written = right(spec, value)
        return "261" if written == "260" else written

    right = figures.number
    monkeypatch.setattr(figures, "number", number)
    with pytest.raises(AssemblyError) as raised:
        assemble(full(), TEMPLATES, tmp_path)

    assert "total_assets" in raised.value.user_message


def test_a_parked_text_that_slips_in_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parked = {"public_welfare_service": "否", "public_welfare_projects": "收起来的项目"}
    case = dossier({**FULL, **parked, "qualifications": "收起来的项目证书"}, ROSTERS)
    assert "public_welfare_projects" in case.parked

    with pytest.raises(AssemblyError) as raised:
        assemble(case, TEMPLATES, tmp_path)

    assert "public_welfare_projects" in raised.value.user_message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("13900000001", "13900000002"),
        ("<v>28</v>", "<v>82</v>"),
        ("<v>28</v>", "<f>27+1</f><v>28</v>"),
        ("<v>28</v>", ""),
        ("</sheetData>", '<row r="999"><c r="A999"><v>1</v></c></row></sheetData>'),
    ],
)
def test_a_changed_cell_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    def zipped(parts: Parts, target: Path) -> None:
        zip_parts(parts, target)
        good = target.read_bytes()
        part = "xl/worksheets/sheet1.xml"
        target.write_bytes(changed(good, part, lambda xml: xml.replace(old, new, 1)))

    monkeypatch.setattr(workbooks, "zip_parts", zipped)
    with pytest.raises(AssemblyError) as raised:
        assemble(full(), TEMPLATES, tmp_path)

    assert ".xlsx" in raised.value.user_message


def test_a_damaged_copy_of_evidence_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    licence = tmp_path / "执照.pdf"
    licence.write_bytes(b"%PDF-1.4")
    right = evidence.copy

    def copy(exhibit: Exhibit, root: Path) -> Path:
        target = right(exhibit, root)
        target.write_bytes(b"%PDF")
        return target

    monkeypatch.setattr(package, "copy", copy)
    case = dossier(FULL, ROSTERS, {"9(3)": (licence,)})
    with pytest.raises(AssemblyError) as raised:
        assemble(case, TEMPLATES, tmp_path / "out")

    assert "执照.pdf" in raised.value.user_message


@pytest.mark.parametrize(
    ("kind", "printed", "reads"),
    [
        (Kind.AMOUNT, "200万元", True),
        (Kind.AMOUNT, "200.0", True),
        (Kind.AMOUNT, "2000", False),
        (Kind.AMOUNT, "", False),
    ],
)
def test_a_printed_figure_reads_as_its_value(
    kind: Kind, printed: str, reads: bool
) -> None:
    figure = printed.removesuffix("万元")
    assert reads_as(Spec(kind, ""), figure, 200) is reads


def test_an_endless_share_is_cut_and_reads_back(tmp_path: Path) -> None:
    staff = [*ROSTERS["staff"], *[{**ROSTERS["staff"][0], "name": "李四光"}] * 2]
    case = dossier(
        {**FULL, "service_staff": "14人", "qualified_staff": "13人"},
        {**ROSTERS, "staff": staff},
    )

    made = assemble(case, TEMPLATES, tmp_path)

    (path,) = made.folder.glob("01*.docx")
    with ZipFile(path) as archive:
        assert "约92.85%" in archive.read("word/document.xml").decode()
    assert reading_back.ABOUT == "约"
