"""Other programs open what was written, without repairing it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from sme_assistant.assembly.package import Package, assemble
from tests.assembly.cases import FULL, ROSTERS, TEMPLATES, dossier

SOFFICE = shutil.which("soffice")
VALIDATOR = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
_PAGE = re.compile(rb"/Type\s*/Page\b")
LONG = "".join(
    f"第{number}项：面向小微企业的免费服务，写得很长。" for number in range(140)
)


def documents(package: Package) -> list[Path]:
    found = (package.folder / file.path for file in package.files)
    return [path for path in found if path.suffix in {".docx", ".xlsx"}]


def pages(folder: Path, *files: Path) -> dict[str, int]:
    """Convert files with LibreOffice and count the pages of each."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            str(SOFFICE), f"-env:UserInstallation={profile}", "--headless",
            "--convert-to", "pdf", "--outdir", str(folder), *map(str, files),
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    made = {file.name: folder / f"{file.stem}.pdf" for file in files}
    return {name: len(_PAGE.findall(pdf.read_bytes())) for name, pdf in made.items()}


def test_the_libraries_open_every_file(complete: Package, empty: Package) -> None:
    for path in (*documents(complete), *documents(empty)):
        if path.suffix == ".docx":
            assert docx.Document(str(path)).element.body is not None
        else:
            assert load_workbook(path).worksheets


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_every_document(complete: Package, tmp_path: Path) -> None:
    words = [path for path in documents(complete) if path.suffix == ".docx"]

    found = pages(tmp_path, *words)

    assert len(found) == len(words)
    assert all(count > 0 for count in found.values())
    assert found["02 申请表（附件1）.docx"] == 1
    assert found["11 申报材料真实性声明.docx"] == 1
    assert found["13 推荐意见.docx"] == 1
    assert found["07 服务评价意见.docx"] == 30


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_every_workbook(complete: Package, tmp_path: Path) -> None:
    books = [path for path in documents(complete) if path.suffix == ".xlsx"]

    assert all(count > 0 for count in pages(tmp_path, *books).values())


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_box_of_three_thousand_characters_grows(tmp_path: Path) -> None:
    case = dossier({**FULL, "public_welfare_projects": LONG}, ROSTERS)
    package = assemble(case, TEMPLATES, tmp_path / "out")
    (form,) = (p for p in documents(package) if p.name.startswith("02"))

    assert len(LONG) > 3000
    assert pages(tmp_path, form)[form.name] in {2, 3}


@pytest.mark.skipif(VALIDATOR is None, reason="ooxml-validator is not installed")
def test_the_open_xml_sdk_finds_no_fault(complete: Package, empty: Package) -> None:
    """Parts against the order of the schema; `make validate` fetches the validator."""
    files = (*documents(complete), *documents(empty), *TEMPLATES.glob("*.docx"))

    assert {path.name: faults for path in files if (faults := validated(path))} == {}


def validated(path: Path) -> list[object]:
    told = subprocess.run(
        [str(VALIDATOR), str(path)], check=False, capture_output=True, timeout=60
    )
    result = json.loads(told.stdout)
    assert "ok" in result, told.stderr
    return [] if result["ok"] else list(result["errors"])
