"""Read the words of written files with the libraries' own readers."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.table import Table, _Cell

from sme_assistant.assembly.package import Package


def opened(package: Package, document: str) -> Document:
    """Open the Word file that a document of the programme became."""
    return docx.Document(str(path_of(package, document)))


def path_of(package: Package, document: str, ending: str = ".docx") -> Path:
    (found,) = (
        package.folder / file.path
        for file in package.files
        if file.document == document and file.path.endswith(ending)
    )
    return found


def paragraphs(document: Document) -> list[str]:
    """Return the words outside of tables."""
    return [paragraph.text for paragraph in document.paragraphs]


def rows(table: Table) -> list[list[str]]:
    """Return the words of each row's own cells, merged ones once."""
    return [
        [_Cell(cell, table).text for cell in row.tc_lst] for row in table._tbl.tr_lst
    ]


def all_xml(path: Path | io.BytesIO) -> str:
    """Return every part of a Word or Excel file as one text, workbooks within too."""
    with ZipFile(path) as archive:
        return "".join(
            all_xml(io.BytesIO(archive.read(name)))
            if name.endswith(".xlsx")
            else archive.read(name).decode("utf-8")
            for name in archive.namelist()
        )
