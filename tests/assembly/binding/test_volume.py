"""The bound volume of a package: what is in it, where; that its numbers are true."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from PIL import Image

from sme_assistant.assembly.binding.office import Converter, find_office
from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.package import MANIFEST, Package, assemble
from sme_assistant.assembly.structure import Table, read
from sme_assistant.assembly.verifying import Kind, verify
from sme_assistant.errors import AssemblyCancelledError, BindingError
from tests.assembly.binding.office import (
    FakeOffice,
    numbers_in,
    outline_of,
    words_of,
    write_pdf,
)
from tests.assembly.cases import FULL, ROSTERS, TEMPLATES, dossier, full

Evidence = Mapping[str, tuple[Path, ...]]
VOLUME = "合订本.pdf"
CONTENTS, ASSESSMENT = "00 封面和目录.docx", "12 逐条自评表.docx"
DIVIDED = {3, 4, 5, 6, 7, 8, 9, 10}
ORDINALS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"]
DRAFT = {name: text for name, text in FULL.items() if name != "satisfaction_rate"}
FEW = {**ROSTERS, "enterprises": ROSTERS["enterprises"][:3]}


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    folder = tmp_path_factory.mktemp("evidence")
    licence = folder / "执照.jpg"
    Image.new("RGB", (300, 400), "white").save(licence)
    lease = write_pdf(folder / "租赁合同.pdf", 3, Rotate=90)
    sheet = folder / "报表.xlsx"
    with ZipFile(sheet, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
    return {"9(3)": (licence,), "9(4)": (lease,), "9(8)": (sheet,)}


def bound(
    out: Path, case: Dossier | None = None, office: Converter | None = None
) -> Package:
    return assemble(case or full(), TEMPLATES, out, converter=office or FakeOffice())


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, evidence: Evidence
) -> tuple[Package, FakeOffice]:
    """Return a final package with some evidence, and who converted it."""
    office, out = FakeOffice(), tmp_path_factory.mktemp("made")
    return bound(out, dossier(FULL, ROSTERS, evidence), office), office


@pytest.fixture(scope="module")
def package(made: tuple[Package, FakeOffice]) -> Package:
    return made[0]


@pytest.fixture(scope="module")
def office(made: tuple[Package, FakeOffice]) -> FakeOffice:
    return made[1]


def numbers(volume: pikepdf.Pdf) -> list[list[int]]:
    return [numbers_in(page) for page in volume.pages]


def printed_pages(file: Path, *, columns: int, clause: int) -> dict[str, str]:
    """Return what the last column of a table says, by the clause of its row."""
    found: dict[str, str] = {}
    for block in read(file).blocks:
        for row in block.rows if isinstance(block, Table) else ():
            if len(row) == columns and "第" in "".join(row[clause]):
                key = "".join(row[clause]).replace("\n", "")
                found.setdefault(key, "".join(row[-1]))
    return found


def sections_of(volume: pikepdf.Pdf) -> dict[str, int]:
    """Return the page of each material by its clause."""
    return {
        title.partition("　")[0]: page
        for depth, title, page in outline_of(volume)
        if depth == 0 and title.startswith("第九条")
    }


def test_the_materials_stand_in_the_order_of_article_nine(package: Package) -> None:
    with pikepdf.open(package.folder / VOLUME) as volume:
        outline = outline_of(volume)
        assert numbers(volume) == [[n] for n in range(1, len(volume.pages) + 1)]
        assert package.bound is not None
        assert package.bound.pages == len(volume.pages)
        assert package.bound.remarks == ()
    clauses = [title.partition("　")[0] for _, title, _ in outline if "第九条" in title]
    assert clauses == [f"第九条（{ordinal}）" for ordinal in ORDINALS]
    pages = [page for _, _, page in outline]
    assert pages == sorted(pages)
    titles = [title for _, title, _ in outline]
    assert titles[0] == "封面和目录"
    for name in ("执照.jpg", "租赁合同.pdf", "报表.xlsx", "服务评价意见"):
        assert (1, name) in {(depth, title) for depth, title, _ in outline}
    assert "待补清单" not in titles


def test_the_contents_say_the_true_pages(package: Package) -> None:
    with pikepdf.open(package.folder / VOLUME) as volume:
        true = sections_of(volume)
    told = printed_pages(package.folder / CONTENTS, columns=4, clause=2)
    assert told == {clause: str(page) for clause, page in true.items()}
    assert len(told) == 11


def test_the_self_assessment_says_where_the_evidence_is(package: Package) -> None:
    with pikepdf.open(package.folder / VOLUME) as volume:
        true = {str(page) for page in sections_of(volume).values()}
    told = set()
    for page in printed_pages(
        package.folder / ASSESSMENT, columns=7, clause=0
    ).values():
        told |= set(re.findall(r"\d+", page))
    assert told
    assert told <= true


def test_a_divider_says_what_follows_and_where(
    package: Package, office: FakeOffice
) -> None:
    with pikepdf.open(package.folder / VOLUME) as volume:
        outline = {title: page for _, title, page in outline_of(volume)}
    last = [w for w in office.calls[-1] if "本项材料" in w or "附上：" in w]
    assert len(last) == len(DIVIDED)
    licence = next(words for words in last if "执照.jpg" in words)
    assert f"执照.jpg\n{outline['执照.jpg']}" in licence
    assert outline["第九条（三）　法人证书或营业执照"] == outline["执照.jpg"] - 1
    empty = next(words for words in last if "第九条（十）" in words)
    assert "还没有附上：" in empty
    assert "纸质材料" not in empty


def test_what_there_is_on_paper_is_named_where_it_belongs(tmp_path: Path) -> None:
    office = FakeOffice()
    case = {**FULL, "evidence_credit_report": "已有"}

    package = bound(tmp_path, dossier(case, FEW), office)

    (credit,) = (w for w in office.calls[-1] if "第九条（九）" in w and "附上" in w)
    assert "附在本项之后的纸质材料：企业信用证明材料" in credit
    assert "还没有附上：涉税信息证明材料" in credit
    assert package.bound is not None
    with pikepdf.open(package.folder / VOLUME) as volume:
        page = sections_of(volume)["第九条（九）"]
    (remark,) = package.bound.remarks
    assert f"：第九条（九）（第 {page} 页）。" in remark


def test_a_person_may_have_a_divider_of_their_own(tmp_path: Path) -> None:
    own = tmp_path / "divider.docx"
    document = docx.Document(str(TEMPLATES / own.name))
    document.paragraphs[1].insert_paragraph_before("某某律师事务所代办")
    document.save(str(own))
    office = FakeOffice()

    assemble(
        dossier(FULL, FEW), TEMPLATES, tmp_path / "out",
        own={own.name: own}, converter=office,
    )  # fmt: skip

    assert sum("某某律师事务所代办" in w for w in office.calls[-1]) == len(DIVIDED)


def test_the_program_converts_in_two_runs(office: FakeOffice) -> None:
    assert len(office.calls) == 2
    assert len(office.calls[1]) < len(office.calls[0])


def test_own_page_numbers_are_left_out_of_what_is_bound(
    package: Package, office: FakeOffice
) -> None:
    report = read(package.folder / "01 申请报告.docx").margins

    assert any("—" in words for words in report)
    assert office.margins
    assert not any("—" in words for margins in office.margins for words in margins)


def test_the_manifest_and_the_zip_hold_the_volume(package: Package) -> None:
    raw = (package.folder / VOLUME).read_bytes()
    told = json.loads((package.folder / MANIFEST).read_text("utf-8"))
    (entry,) = [f for f in told["files"] if f["document"] == "bound_volume"]
    assert entry["sha256"] == hashlib.sha256(raw).hexdigest()
    assert entry["path"] == VOLUME
    for file in told["files"]:
        digest = hashlib.sha256((package.folder / file["path"]).read_bytes())
        assert digest.hexdigest() == file["sha256"]
    with ZipFile(package.archive) as archive:
        assert archive.read(f"{package.folder.name}/{VOLUME}") == raw


def test_the_same_case_gives_the_same_volume(tmp_path: Path) -> None:
    one, two = bound(tmp_path / "one"), bound(tmp_path / "two")

    first = {p.name: p.read_bytes() for p in one.folder.iterdir()}
    assert first == {p.name: p.read_bytes() for p in two.folder.iterdir()}
    assert one.archive.read_bytes() == two.archive.read_bytes()


def test_a_form_that_came_back_as_evidence_is_not_bound_blank(tmp_path: Path) -> None:
    opinions = write_pdf(tmp_path / "评价意见.pdf", 23)
    case = dossier(FULL, ROSTERS, {"9(7)": (opinions,)})

    package = bound(tmp_path / "out", case)

    with pikepdf.open(package.folder / VOLUME) as volume:
        titles = [title for _, title, _ in outline_of(volume)]
    assert "评价意见.pdf" in titles
    assert "服务评价意见" not in titles
    assert (package.folder / "07 服务评价意见.docx").is_file()


def test_a_draft_says_so_on_the_pages_of_the_evidence_too(
    tmp_path: Path, evidence: Evidence
) -> None:
    package = bound(tmp_path / "out", dossier(DRAFT, FEW, evidence))

    assert package.draft
    with pikepdf.open(package.folder / VOLUME) as volume:
        outline = {title: page for _, title, page in outline_of(volume)}
        marked = [
            number
            for number, page in enumerate(volume.pages, 1)
            if "/SmeDraft" in page.resources.get("/XObject", {})
        ]
    licence, lease = outline["执照.jpg"], outline["租赁合同.pdf"]
    sheet = outline["报表.xlsx"]
    assert marked == [licence, lease, lease + 1, lease + 2, sheet, sheet + 1]


def test_a_final_volume_bears_no_draft_mark(
    tmp_path: Path, evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Dossier, "draft", False)

    package = bound(tmp_path, dossier(FULL, ROSTERS, evidence))

    assert b"SmeDraft" not in (package.folder / VOLUME).read_bytes()


# --- verified later ---------------------------------------------------------


@pytest.fixture
def folder(package: Package, tmp_path: Path) -> Path:
    return Path(shutil.copytree(package.folder, tmp_path / "copy"))


def test_an_untouched_volume_agrees(folder: Path) -> None:
    assert verify(folder).differences == ()


def test_a_volume_that_was_exchanged_is_told(folder: Path) -> None:
    write_pdf(folder / VOLUME)

    (difference,) = verify(folder).differences

    assert difference.file == VOLUME
    assert difference.kind is Kind.ALTERED


def test_a_volume_older_than_what_it_binds_is_told(folder: Path) -> None:
    report = folder / "01 申请报告.docx"
    document = docx.Document(str(report))
    document.paragraphs[0].text = "别的题目"
    document.save(str(report))

    found = verify(folder).differences

    assert (Kind.DISAGREES, VOLUME) in {(d.kind, d.file) for d in found}


# --- evidence that cannot be bound ------------------------------------------


def test_what_cannot_be_bound_is_named_and_has_a_page_in_its_place(
    tmp_path: Path,
) -> None:
    locked = write_pdf(tmp_path / "流水.pdf")
    with pikepdf.open(locked, allow_overwriting_input=True) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    (tmp_path / "发票.ofd").write_bytes(b"PK")
    (tmp_path / "说明.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    files = tuple(tmp_path / n for n in ("流水.pdf", "发票.ofd", "说明.doc"))
    office = FakeOffice(refuses=lambda source: source.suffix == ".doc")

    package = bound(tmp_path / "out", dossier(FULL, ROSTERS, {"9(8)": files}), office)

    assert package.bound is not None
    assert [r.partition("”")[0] for r in package.bound.remarks] == [
        "“流水.pdf",
        "“发票.ofd",
        "LibreOffice 打不开“说明.doc",
    ]
    notices = [w for call in office.calls for w in call if "此处应为" in w]
    assert len(notices) == 3
    with pikepdf.open(package.folder / VOLUME) as volume:
        outline = {title: page for _, title, page in outline_of(volume)}
    assert outline["发票.ofd"] - outline["流水.pdf"] == 1
    for file in files:
        copies = [p for p in package.folder.rglob("*") if p.name.endswith(file.name)]
        assert [p.read_bytes() for p in copies] == [file.read_bytes()]


def test_a_damaged_file_that_could_be_read_is_remarked_on(tmp_path: Path) -> None:
    broken = write_pdf(tmp_path / "断.pdf", 3)
    broken.write_bytes(broken.read_bytes()[: broken.read_bytes().rindex(b"xref")])

    package = bound(tmp_path / "out", dossier(FULL, ROSTERS, {"9(8)": (broken,)}))

    assert package.bound is not None
    (remark,) = package.bound.remarks
    assert "“断.pdf”有损坏的地方" in remark


# --- when nothing can be bound ----------------------------------------------


def no_office(*_: object) -> Mapping[Path, Path]:
    raise BindingError("no office", "没有 LibreOffice。")


def ever_more() -> Callable[[Path], int]:
    """Return a page count that grows with each file."""
    numbers = count(1)
    return lambda _: next(numbers)


@pytest.mark.parametrize(
    ("office", "told"),
    [
        (no_office, "没有 LibreOffice。"),
        (FakeOffice(refuses=lambda s: "申报材料清单" in words_of(s)), "“材料清单”"),
        (FakeOffice(pages=ever_more()), "页码"),
    ],
)
def test_without_a_volume_the_rest_is_just_as_without_asking(
    tmp_path: Path, office: Converter, told: str
) -> None:
    package = bound(tmp_path / "bound", office=office)
    plain = assemble(full(), TEMPLATES, tmp_path / "plain")

    assert package.bound is not None
    assert package.bound.path == ""
    assert told in "".join(package.bound.remarks)
    assert {p.name: p.read_bytes() for p in package.folder.iterdir()} == {
        p.name: p.read_bytes() for p in plain.folder.iterdir()
    }


def test_a_package_without_a_volume_says_no_pages(tmp_path: Path) -> None:
    package = assemble(full(), TEMPLATES, tmp_path)

    assert package.bound is None
    assert not any(p.suffix == ".pdf" for p in package.folder.iterdir())
    told = printed_pages(package.folder / CONTENTS, columns=4, clause=2)
    assert not any(re.search(r"\d", page) for page in told.values())


# --- single documents -------------------------------------------------------


def test_single_documents_are_bound_by_themselves(tmp_path: Path) -> None:
    case = replace(dossier(FULL, FEW), only=("declaration", "evaluation_form"))

    package = bound(tmp_path, case)

    with pikepdf.open(package.folder / VOLUME) as volume:
        titles = [title.partition("　")[0] for _, title, _ in outline_of(volume)]
        assert numbers(volume) == [[n] for n in range(1, len(volume.pages) + 1)]
    assert titles == ["第九条（七）", "第九条（十一）"]


def test_what_is_for_the_applicant_alone_makes_no_volume(tmp_path: Path) -> None:
    case = replace(dossier(FULL, FEW), only=("todo_list",))

    package = bound(tmp_path, case)

    assert package.bound is not None
    assert package.bound.path == ""
    assert "--only" in package.bound.remarks[0]


# --- how far it is ----------------------------------------------------------


def test_how_far_it_is_never_goes_back(tmp_path: Path, evidence: Evidence) -> None:
    told: list[tuple[int, int, str]] = []
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.4")
    case = dossier(DRAFT, FEW, {**evidence, "9(9)": (broken,)})
    grown = count()
    office = FakeOffice(
        pages=lambda _: 1 + next(grown) // 30,
        refuses=lambda source: source.suffix == ".xlsx",
    )

    assemble(
        case, TEMPLATES, tmp_path / "out", lambda *s: told.append(s), converter=office
    )

    done = [step[0] for step in told]
    assert done == sorted(done)
    (total,) = {step[1] for step in told}
    assert done[-1] == total - 1
    assert VOLUME in {what for _, _, what in told}
    assert "转成 PDF：申请报告" in {what for _, _, what in told}
    assert len(office.calls) > 2


def test_a_volume_that_is_cancelled_leaves_nothing(
    tmp_path: Path, evidence: Evidence
) -> None:
    case = dossier(DRAFT, FEW, evidence)
    told: list[str] = []
    assemble(
        case, TEMPLATES, tmp_path / "whole", lambda *s: told.append(s[2]),
        converter=FakeOffice(),
    )  # fmt: skip
    out = tmp_path / "out"
    for last in range(2, len(told), len(told) // 4):
        steps = count()

        def stop(*_: object) -> None:
            if next(steps) == last:  # noqa: B023 (called within the turn)
                raise AssemblyCancelledError

        with pytest.raises(AssemblyCancelledError):
            assemble(case, TEMPLATES, out, stop, converter=FakeOffice())
        assert list(out.iterdir()) == []


# --- with LibreOffice itself ------------------------------------------------


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)
def test_libreoffice_binds_a_package(tmp_path: Path, evidence: Evidence) -> None:
    files = {item: paths for item, paths in evidence.items() if item != "9(8)"}

    package = bound(tmp_path / "out", dossier(DRAFT, FEW, files), find_office())

    assert package.bound is not None
    assert package.bound.remarks == ()
    with pikepdf.open(package.folder / VOLUME) as volume:
        assert numbers(volume) == [[n] for n in range(1, package.bound.pages + 1)]
        told = printed_pages(package.folder / CONTENTS, columns=4, clause=2)
        true = sections_of(volume)
        assert told == {clause: str(page) for clause, page in true.items()}
        for page in volume.pages:
            width, height = sorted(float(v) for v in page.mediabox.as_list()[2:])
            assert (width, height) == pytest.approx((595.3, 841.9), abs=0.7)
