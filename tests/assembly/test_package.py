"""The package as a whole: order, names, manifest, zip; all of it or nothing."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from sme_assistant.assembly import package as package_module
from sme_assistant.assembly.archives import zip_folder
from sme_assistant.assembly.package import MANIFEST, Package, assemble
from sme_assistant.assembly.witness import FIGURES
from sme_assistant.errors import AssemblyError, TemplateError
from tests.assembly.cases import FULL, MORNING, ROSTERS, TEMPLATES, dossier, full

WINDOWS = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]$')


def test_files_stand_in_the_order_of_article_nine(complete: Package) -> None:
    documents = [file.document for file in complete.files if file.document]

    assert documents == [
        "cover",
        "material_list",
        "application_report",
        "application_form",
        "staff_list",
        "staff_list",
        "institution_list",
        "institution_list",
        "enterprise_list",
        "enterprise_list",
        "evaluation_form",
        "declaration",
        "self_assessment",
        "recommendation",
        "todo_list",
    ]
    numbers = [file.path[:2] for file in complete.files if file.document]
    assert numbers == sorted(numbers)


def test_the_manifest_tells_every_file_as_it_is(complete: Package) -> None:
    told = json.loads((complete.folder / MANIFEST).read_text("utf-8"))

    on_disk = {p.name for p in complete.folder.iterdir()} - {MANIFEST, FIGURES}
    assert {file["path"] for file in told["files"]} == on_disk
    for file in told["files"]:
        raw = (complete.folder / file["path"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(raw).hexdigest()
        assert file["bytes"] == len(raw)
    assert told["verdict"] == "eligible"
    assert told["draft"] is False
    assert "2018" in told["edition"]


def test_the_zip_holds_the_folder(complete: Package) -> None:
    with ZipFile(complete.archive) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}

    assert packed == {
        f"{complete.folder.name}/{path.name}": path.read_bytes()
        for path in complete.folder.iterdir()
    }


def test_nothing_but_the_package_is_left_behind(tmp_path: Path) -> None:
    package = assemble(full(), TEMPLATES, tmp_path / "new" / "place")

    left = set((tmp_path / "new" / "place").iterdir())
    assert left == {package.folder, package.archive}


def test_an_earlier_package_is_never_touched(tmp_path: Path) -> None:
    first = assemble(full(), TEMPLATES, tmp_path)
    before = {p: p.read_bytes() for p in first.folder.rglob("*")}
    second = assemble(full(total_assets="300万元"), TEMPLATES, tmp_path)
    third = assemble(full(), TEMPLATES, tmp_path)

    assert second.folder.name == f"{first.folder.name}-2"
    assert third.archive.name == f"{first.folder.name}-3.zip"
    assert {p: p.read_bytes() for p in first.folder.rglob("*")} == before


@pytest.mark.parametrize("taken", ["folder", "zip"])
def test_a_name_that_is_half_taken_is_taken(tmp_path: Path, taken: str) -> None:
    name = "申报材料包-重庆渝创企业服务有限公司-20260520"
    other = tmp_path / (name if taken == "folder" else f"{name}.zip")
    other.mkdir()

    package = assemble(full(), TEMPLATES, tmp_path)

    assert package.folder.name == f"{name}-2"
    assert list(other.iterdir()) == []


def test_the_same_case_gives_the_same_bytes(tmp_path: Path) -> None:
    first = assemble(full(), TEMPLATES, tmp_path / "one")
    second = assemble(full(), TEMPLATES, tmp_path / "two")

    assert first.archive.read_bytes() == second.archive.read_bytes()


def test_the_moment_alone_changes_properties_only(tmp_path: Path) -> None:
    later = replace(full(), made_at=MORNING + timedelta(minutes=1))
    first = assemble(full(), TEMPLATES, tmp_path / "one")
    second = assemble(later, TEMPLATES, tmp_path / "two")

    for one, two in zip(first.files, second.files, strict=True):
        old, new = (
            {n: z.read(n) for n in z.namelist() if n != "docProps/core.xml"}
            for z in (
                ZipFile(first.folder / one.path),
                ZipFile(second.folder / two.path),
            )
        )
        assert old == new


def test_evidence_is_copied_under_its_number(tmp_path: Path) -> None:
    licence = tmp_path / "执照 CON.pdf"
    licence.write_bytes(b"%PDF-1.4")
    odd = tmp_path / "a\u202ecod.pdf"
    odd.write_bytes(b"%PDF-1.7")
    case = dossier(FULL, ROSTERS, {"9(3)": (licence, odd), "9(8)": (licence,)})

    package = assemble(case, TEMPLATES, tmp_path / "out")

    copied = {f.path: f.material for f in package.files if not f.document}
    assert copied == {
        "03 法人证书或营业执照/01 执照 CON.pdf": "9(3)",
        "03 法人证书或营业执照/02 acod.pdf": "9(3)",
        "08 财务报表/01 执照 CON.pdf": "9(8)",
    }
    assert (package.folder / "08 财务报表/01 执照 CON.pdf").read_bytes() == b"%PDF-1.4"


@pytest.mark.parametrize("item", ["9(3)", "9(12)"])
def test_missing_evidence_stops_before_anything_is_written(
    tmp_path: Path, item: str
) -> None:
    case = dossier(FULL, ROSTERS, {item: (tmp_path / "没有.pdf",)})

    with pytest.raises(AssemblyError) as raised:
        assemble(case, TEMPLATES, tmp_path / "out")

    assert item in raised.value.user_message
    assert not (tmp_path / "out").exists()


def test_a_faulty_template_stops_before_anything_is_written(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    for template in TEMPLATES.glob("*.docx"):
        (templates / template.name).write_bytes(template.read_bytes())
    (templates / "cover.docx").write_bytes(b"no Word file")

    with pytest.raises(TemplateError) as raised:
        assemble(full(), templates, tmp_path / "out")

    assert "cover.docx" in raised.value.user_message
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "step", ["fill", "zip_docx", "write_workbook", "copy", "zip_folder"]
)
def test_a_disk_that_refuses_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    licence = tmp_path / "执照.pdf"
    licence.write_bytes(b"%PDF-1.4")
    out = tmp_path / "out"
    earlier = assemble(full(), TEMPLATES, out)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(package_module, step, refuse)
    with pytest.raises(AssemblyError) as raised:
        assemble(dossier(FULL, ROSTERS, {"9(3)": (licence,)}), TEMPLATES, out)

    assert "磁盘满了" in raised.value.user_message
    assert set(out.iterdir()) == {earlier.folder, earlier.archive}


def test_a_last_move_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(AssemblyError):
        assemble(full(), TEMPLATES, tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("occupied")

    with pytest.raises(AssemblyError):
        assemble(full(), TEMPLATES, out)

    assert out.read_text() == "occupied"


@pytest.mark.parametrize(
    "name",
    ["CON", "a/b\\c", "尾. ", "x" * 150, "😀" * 40, "a:b?c*", "NUL.公司"],
)
def test_names_on_disk_are_safe_on_windows(tmp_path: Path, name: str) -> None:
    package = assemble(dossier({"operating_institution": name}), TEMPLATES, tmp_path)

    for path in (package.folder, package.archive, *package.folder.iterdir()):
        assert not WINDOWS.search(path.name)
        assert len(path.name.encode()) < 250


def test_nothing_has_its_final_name_until_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    zipped = zip_folder

    def look(folder: Path, archive: Path, moment: datetime) -> None:
        seen.append([p.name for p in tmp_path.iterdir() if p.name[0] != "."])
        zipped(folder, archive, moment)

    monkeypatch.setattr(package_module, "zip_folder", look)
    assemble(full(), TEMPLATES, tmp_path)

    assert seen == [[]]
