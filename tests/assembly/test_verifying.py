"""A package that somebody edited is told apart, file by file and figure by figure."""

from __future__ import annotations

import gzip
import json
import shutil
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import docx
import pytest
from docx.document import Document
from openpyxl import load_workbook

from sme_assistant.assembly import comparing, opening
from sme_assistant.assembly.opening import MANIFEST
from sme_assistant.assembly.package import Package, assemble
from sme_assistant.assembly.verifying import Difference, Kind, verify
from sme_assistant.assembly.witness import FIGURES
from sme_assistant.errors import PackageUnreadableError
from tests.assembly.cases import FULL, ROSTERS, TEMPLATES, dossier

FORM = "02 申请表（附件1）.docx"
REPORT = "01 申请报告.docx"
ANNEX3 = "07 上年度服务中小企业名单（附件3）.docx"
ANNEX3_EXCEL = "07 上年度服务中小企业名单（附件3）.xlsx"
LICENCE = "03 法人证书或营业执照/01 执照.pdf"
BOOK = "08 财务报表/01 报表.pdf"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Package:
    place = tmp_path_factory.mktemp("whole")
    licence, book = place / "执照.pdf", place / "报表.pdf"
    licence.write_bytes(b"%PDF-1.4 licence")
    book.write_bytes(b"%PDF-1.4 book")
    evidence = {"9(3)": (licence,), "9(8)": (book,)}
    return assemble(dossier(FULL, ROSTERS, evidence), TEMPLATES, place / "out")


@pytest.fixture
def folder(whole: Package, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole.folder, tmp_path / whole.folder.name))


def edit(path: Path, change: Callable[[Document], object]) -> None:
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))


def say(document: Document, was: str, now: str) -> int:
    """Put other words in place of some, wherever they stand; return how often."""
    found = 0
    paragraphs = list(document.paragraphs)
    for table in document.tables:
        paragraphs += [p for row in table.rows for c in row.cells for p in c.paragraphs]
    for paragraph in paragraphs:
        if was in paragraph.text:
            paragraph.text = paragraph.text.replace(was, now)
            found += 1
    assert found
    return found


def told(found: tuple[Difference, ...], kind: Kind) -> list[Difference]:
    return [difference for difference in found if difference.kind is kind]


def test_an_untouched_package_agrees(whole: Package) -> None:
    for path in (whole.folder, whole.archive):
        found = verify(path)
        assert found.differences == ()
        assert found.has_figures
        assert found.files == len(whole.files)


def test_evidence_gone_exchanged_moved_and_new_is_told(folder: Path) -> None:
    (folder / LICENCE).unlink()
    (folder / BOOK).write_bytes(b"other")
    (folder / "盖章扫描.pdf").write_bytes(b"new")

    found = verify(folder).differences

    assert [(d.kind, d.file) for d in found] == [
        (Kind.GONE, LICENCE),
        (Kind.ALTERED, BOOK),
        (Kind.NEW, "盖章扫描.pdf"),
    ]


def test_a_renamed_file_is_no_loss(folder: Path) -> None:
    (folder / LICENCE).rename(folder / "执照副本.pdf")

    (found,) = verify(folder).differences

    assert (found.kind, found.now) == (Kind.MOVED, "执照副本.pdf")


def test_a_changed_figure_is_named_with_was_and_now(folder: Path) -> None:
    edit(folder / REPORT, lambda d: say(d, "260万元", "280万元"))

    found = verify(folder).differences

    figure = told(found, Kind.FIGURE)[0]
    assert (figure.file, figure.was, figure.now) == (REPORT, "260万元", "280万元")
    assert "上一年末资产总额" in figure.text
    (apart,) = told(found, Kind.DISAGREES)
    assert FORM in apart.text
    assert "260" in apart.text
    assert "280" in apart.text
    assert not told(found, Kind.WORDS)


def test_a_figure_is_found_though_words_around_it_changed(folder: Path) -> None:
    def change(document: Document) -> None:
        say(document, "260万元", "２80万元（含设备），即 280万元")
        document.paragraphs[0].insert_paragraph_before("新的第一段")

    edit(folder / REPORT, change)

    found = verify(folder).differences

    assert any("新的第一段" in d.text for d in told(found, Kind.WORDS))
    assert any(d.file == REPORT and "280" in d.now for d in found)


def test_a_changed_total_in_the_form_no_longer_agrees(folder: Path) -> None:
    edit(folder / FORM, lambda d: say(d, "118", "119"))

    found = verify(folder).differences

    assert any(d.was == "118" and d.now == "119" for d in told(found, Kind.FIGURE))
    assert told(found, Kind.DISAGREES)
    totals = told(found, Kind.TOTAL)
    assert {d.file for d in totals} == {ANNEX3, ANNEX3_EXCEL}
    assert all("119" in d.text and "118 行" in d.text for d in totals)


def test_a_row_taken_out_of_the_word_list_is_found_in_excel(folder: Path) -> None:
    def change(document: Document) -> None:
        row = document.tables[0].rows[10]
        row._tr.getparent().remove(row._tr)

    edit(folder / ANNEX3, change)

    found = verify(folder).differences

    (gone,) = told(found, Kind.WORDS)
    assert "少了一行" in gone.text
    apart = told(found, Kind.DISAGREES)
    assert [d.file for d in apart] == [ANNEX3_EXCEL]
    assert "重庆第9机械有限公司" in apart[0].text
    assert any("117 行" in d.text for d in told(found, Kind.TOTAL))


def test_a_cell_changed_in_excel_is_told_with_row_and_column(folder: Path) -> None:
    book = load_workbook(folder / ANNEX3_EXCEL)
    sheet = book.worksheets[0]
    third = next(c for row in sheet.iter_rows() for c in row if "第3机" in str(c.value))
    sheet[f"E{third.row}"].value = "=1+1"
    third.value = "别的公司"
    book.save(folder / ANNEX3_EXCEL)

    found = verify(folder).differences

    assert any("公式" in d.text for d in found)
    changed = next(d for d in found if d.now == "别的公司")
    assert changed.place == f"第 {third.row} 行“接受服务的企业名称”"
    assert changed.was == "重庆第3机械有限公司"
    assert any("重庆第3机械有限公司" in d.text for d in told(found, Kind.DISAGREES))


def test_a_line_below_the_list_in_excel_is_compared(folder: Path) -> None:
    book = load_workbook(folder / ANNEX3_EXCEL)
    sheet = book.worksheets[0]
    foot = next(c for row in sheet.iter_rows() for c in row if "118 家" in str(c.value))
    foot.value = str(foot.value).replace("118", "181")
    book.save(folder / ANNEX3_EXCEL)

    (found,) = verify(folder).differences

    assert "181 家" in found.now
    assert "118 家" in found.was


def test_a_file_saved_again_says_only_that(folder: Path) -> None:
    edit(folder / FORM, lambda _: None)

    (found,) = verify(folder).differences

    assert (found.kind, found.file) == (Kind.RESAVED, FORM)


def test_a_draft_mark_taken_out_is_told(folder: Path) -> None:
    def change(document: Document) -> None:
        for section in document.sections:
            for paragraph in section.header.paragraphs:
                paragraph.text = ""

    edit(folder / FORM, change)

    found = verify(folder).differences

    assert any("页眉" in d.text and "草稿" in d.was for d in found)


def test_a_broken_document_is_told_and_the_rest_is_checked(folder: Path) -> None:
    (folder / FORM).write_bytes(b"no Word file")
    (folder / ANNEX3_EXCEL).write_bytes(b"no Excel file")
    edit(folder / REPORT, lambda d: say(d, "260万元", "280万元"))

    found = verify(folder).differences

    broken = {d.file for d in told(found, Kind.UNREADABLE)}
    assert broken == {FORM, ANNEX3_EXCEL}
    assert told(found, Kind.FIGURE)


def test_without_its_figures_only_files_are_checked(folder: Path) -> None:
    (folder / FIGURES).unlink()
    edit(folder / REPORT, lambda d: say(d, "260万元", "280万元"))

    found = verify(folder).differences

    assert (Kind.UNREADABLE, FIGURES) in {(d.kind, d.file) for d in found}


def test_a_zip_that_was_packed_again_is_read(folder: Path, tmp_path: Path) -> None:
    edit(folder / REPORT, lambda d: say(d, "260万元", "280万元"))
    packed = tmp_path / "again.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in folder.rglob("*"):
            if file.is_file():
                archive.write(file, file.relative_to(folder).as_posix())

    assert told(verify(packed).differences, Kind.FIGURE)


def refused(path: Path) -> str:
    with pytest.raises(PackageUnreadableError) as raised:
        verify(path)
    return raised.value.user_message


def change_manifest(folder: Path, **changes: object) -> None:
    file = folder / MANIFEST
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))


HASH = "0" * 64


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": 99}, "更新版本"),
        ({"format": "1"}, "不合格式"),
        ({"format": True}, "不合格式"),
        ({"files": None}, "不合格式"),
        ({"files": [7]}, "不合格式"),
        ({"files": [{"path": "a"}]}, "不合格式"),
        ({"files": [{"path": "a", "sha256": "xyz"}]}, "不合格式"),
        ({"files": [{"path": "../a", "sha256": HASH}]}, "外面"),
        ({"files": [{"path": "a/../../b", "sha256": HASH}]}, "外面"),
        ({"files": [{"path": "/etc/passwd", "sha256": HASH}]}, "外面"),
        ({"files": [{"path": "C:/a", "sha256": HASH}]}, "外面"),
        ({"files": [{"path": "a\\b", "sha256": HASH}]}, "外面"),
        ({"files": [{"path": "", "sha256": HASH}]}, "外面"),
        ({"files": [{"path": "a", "sha256": HASH}] * 2}, "不合格式"),
        ({"figures": {"path": "../x", "sha256": HASH}}, "外面"),
        ({"files": [{"path": "a", "sha256": HASH}] * 20_001}, "太多"),
    ],
)
def test_a_hostile_manifest_is_refused(
    folder: Path, changes: dict[str, object], said: str
) -> None:
    change_manifest(folder, **changes)

    assert said in refused(folder)


@pytest.mark.parametrize(
    "raw", [b"", b"no json", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"files": 1}']
)
def test_a_damaged_manifest_is_refused(folder: Path, raw: bytes) -> None:
    (folder / MANIFEST).write_bytes(raw)

    assert MANIFEST in refused(folder)


def test_a_huge_manifest_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_LARGEST_MANIFEST", 100)

    assert "太大" in refused(folder)


def test_a_link_that_leads_out_is_refused(folder: Path) -> None:
    (folder / LICENCE).unlink()
    (folder / LICENCE).symlink_to("/etc/hostname")

    assert "外面" in refused(folder)


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    assert MANIFEST in refused(tmp_path)
    assert "没有找到" in refused(tmp_path / "nothing")
    (tmp_path / "a.zip").write_bytes(b"no zip")
    assert "zip" in refused(tmp_path / "a.zip")


@pytest.mark.parametrize("name", ["../out.txt", "/out.txt", "a/../../out.txt"])
def test_a_zip_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr(name, "x")
        archive.writestr(MANIFEST, "{}")

    assert "外面" in refused(tmp_path / "bad.zip")


def test_a_zip_too_large_is_refused(
    whole: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_LARGEST_ZIP", 100)

    assert "太大" in refused(whole.archive)


def test_a_manifest_of_the_first_version_still_says_which_files(folder: Path) -> None:
    told_by = json.loads((folder / MANIFEST).read_text())
    del told_by["format"], told_by["figures"]
    (folder / MANIFEST).write_text(json.dumps(told_by))
    (folder / BOOK).unlink()

    found = verify(folder)

    assert not found.has_figures
    assert [(d.kind, d.file) for d in found.differences] == [(Kind.GONE, BOOK)]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["7"],
        ["{}"],
        ['{"labels":{},"units":{},"totals":[]}', '{"p":"without a document"}'],
        ['{"labels":{},"units":{},"totals":[]}', '{"x":["without a sheet"]}'],
        ['{"labels":[],"units":{},"totals":[]}'],
        ['{"labels":{},"units":{},"totals":[["a"]]}'],
    ],
)
def test_figures_that_are_none_are_refused(folder: Path, lines: list[str]) -> None:
    with gzip.open(folder / FIGURES, "wt", encoding="utf-8") as file:
        file.write("\n".join(lines))
    digest = opening.sha256(folder / FIGURES)
    change_manifest(folder, figures={"path": FIGURES, "sha256": digest})

    assert FIGURES in refused(folder)


def test_what_a_package_carries_is_in_the_package_already(whole: Package) -> None:
    """No personal data but what the documents say."""
    said = gzip.decompress((whole.folder / FIGURES).read_bytes()).decode()

    assert "answers.yaml" in said  # the self-assessment says so, too
    units = [json.loads(line) for line in said.splitlines()[1:]]
    documents = {u["document"] for u in units if "document" in u}
    assert documents == {f.path for f in whole.files if f.path.endswith(".docx")}


def test_a_figure_is_named_even_if_its_sentence_was_reworded(folder: Path) -> None:
    def change(document: Document) -> None:
        paragraph = next(p for p in document.paragraphs if "260万元" in p.text)
        paragraph.text = f"经核对，{paragraph.text.replace('260万元', '275万元')}"

    edit(folder / REPORT, change)

    found = verify(folder).differences

    (figure,) = told(found, Kind.FIGURE)
    assert (figure.was, figure.now) == ("260万元", "275万元")
    (words,) = told(found, Kind.WORDS)
    assert "经核对" in words.now
    assert any("275" in d.text for d in told(found, Kind.DISAGREES))


def test_a_paragraph_taken_out_is_told(folder: Path) -> None:
    def change(document: Document) -> None:
        paragraph = next(p for p in document.paragraphs if "260万元" in p.text)
        paragraph._p.getparent().remove(paragraph._p)

    edit(folder / REPORT, change)

    (found,) = verify(folder).differences

    assert found.kind is Kind.WORDS
    assert "少了一段" in found.text
    assert "260万元" in found.was


def test_a_paragraph_turned_into_a_table_is_told_as_both(folder: Path) -> None:
    def change(document: Document) -> None:
        paragraph = next(p for p in document.paragraphs if "260万元" in p.text)
        table = document.add_table(1, 1)
        table.rows[0].cells[0].text = "换成了表格"
        paragraph._p.addprevious(table._tbl)
        paragraph._p.getparent().remove(paragraph._p)

    edit(folder / REPORT, change)

    found = {d.text for d in told(verify(folder).differences, Kind.WORDS)}

    assert any("少了一段" in text for text in found)
    assert any("多了一行：“换成了表格”" in text for text in found)


def test_rows_added_in_word_count(folder: Path) -> None:
    def change(document: Document) -> None:
        rows = document.tables[0].rows
        copy = deepcopy(rows[-2]._tr)
        rows[-2]._tr.addnext(copy)

    edit(folder / ANNEX3, change)

    found = verify(folder).differences

    assert any("119 行" in d.text for d in told(found, Kind.TOTAL))
    assert any("多了一行" in d.text for d in told(found, Kind.WORDS))


def test_rows_taken_out_of_excel_and_headings_changed_are_told(folder: Path) -> None:
    book = load_workbook(folder / ANNEX3_EXCEL)
    sheet = book.worksheets[0]
    ninth = next(
        int(c.row or 0)
        for row in sheet.iter_rows()
        for c in row
        if "第9机" in str(c.value)
    )
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.delete_rows(ninth)
    sheet.insert_rows(ninth + 20)
    sheet[f"B{ninth + 20}"].value = "添的公司"
    head = next(c for row in sheet.iter_rows() for c in row if c.value == "服务内容")
    head.value = "服务"
    book.save(folder / ANNEX3_EXCEL)

    found = verify(folder).differences

    texts = {d.text for d in told(found, Kind.WORDS)}
    assert any("少了一行" in text and "第9机" in text for text in texts)
    assert any("多了一行" in text and "添的公司" in text for text in texts)
    assert any("，服务，" in text for text in texts)
    apart = told(found, Kind.DISAGREES)
    assert {d.file for d in apart} == {ANNEX3, ANNEX3_EXCEL}


def test_a_document_blown_up_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(folder / FORM, lambda d: say(d, "118", "119"))
    monkeypatch.setattr(comparing, "_LARGEST", 100)

    (found,) = verify(folder).differences

    assert (found.kind, found.file) == (Kind.UNREADABLE, FORM)


def test_a_zip_of_too_many_files_is_refused(
    whole: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_MOST_FILES", 3)

    assert "太多" in refused(whole.archive)


def test_a_package_that_cannot_be_read_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert "没有权限" in refused(folder)


def test_a_text_made_to_take_for_ever_does_not(folder: Path) -> None:
    edit(folder / REPORT, lambda d: say(d, "260万元", "200万元，" * 3000))

    found = verify(folder).differences

    assert any(d.file == REPORT for d in found)
