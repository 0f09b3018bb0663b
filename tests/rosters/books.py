"""Table files of all kinds, built where they are needed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from sme_assistant.assistant.programmes import shipped_programme
from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.rosters.child import Job, work
from sme_assistant.rosters.files import FileKind, TableFile
from sme_assistant.rosters.preflight import Scan, scan
from sme_assistant.rosters.reading import FileRows, Reading, read_file
from sme_assistant.rosters.shapes import shape_of

TODAY = date(2026, 11, 25)
Rows = Sequence[Sequence[object]]

STAFF: list[object] = ["姓名", "年龄", "学历", "职务", "职称", "主要工作内容"]
WANG: list[object] = ["王五", 32, "大专", "项目经理", "工程师", "走访"]
LI: list[object] = ["李四", 45, "本科", "", "", ""]
ANNEX_3: list[list[object]] = [
    ["附件3"],
    ["上年度服务中小企业名单"],
    [],
    [
        "序号",
        "接受服务的企业名称",
        "服务内容",
        "被服务企业联系人姓名",
        "联系电话",
        "服务评价",
    ],
    ["", "", "", "", "", "很满意", "满意", "不满意"],
]


def roster(kind: str) -> RosterDefinition:
    return shipped_programme().rosters[kind]


def read(kind: str, path: Path, how: Reading | None = None) -> FileRows:
    return read_file(roster(kind), path, TODAY, how)


def xlsx(path: Path, sheets: Mapping[str, Rows] | Rows, **merged: str) -> Path:
    """Write sheets; texts as texts, numbers as numbers; ``text="B2:C2"`` merges."""
    named = sheets if isinstance(sheets, Mapping) else {"名单": sheets}
    book = Workbook(str(path))
    for name, rows in named.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                _put(sheet, row, column, cell)
        for text, ranged in merged.items():
            sheet.merge_range(ranged, text)
    book.close()
    return path


def _put(sheet: Worksheet, row: int, column: int, cell: object) -> None:
    match cell:
        case bool():
            sheet.write_boolean(row, column, cell)
        case int() | float():
            sheet.write_number(row, column, cell)
        case Formula(text=text, shown=shown):
            sheet.write_formula(row, column, text, None, shown)
        case str() if cell:
            sheet.write_string(row, column, cell)


class Formula:
    """A formula and what it showed last; None for one that nobody computed."""

    def __init__(self, text: str, shown: str | float | None) -> None:
        self.text = text
        self.shown = "" if shown is None else shown


def text(path: Path, rows: Rows, encoding: str = "utf-8", divider: str = ",") -> Path:
    target = io.StringIO()
    csv.writer(target, delimiter=divider).writerows(rows)
    path.write_bytes(target.getvalue().encode(encoding))
    return path


def patched(path: Path, parts: Mapping[str, bytes | None]) -> Path:
    """Put other parts into a zipped workbook; None takes one out."""
    with ZipFile(path) as archive:
        kept = {n: archive.read(n) for n in archive.namelist()}
    kept |= {n: c for n, c in parts.items() if c is not None}
    for name in [n for n, content in parts.items() if content is None]:
        del kept[name]
    zipped(path, kept.items())
    return path


def zipped(path: Path, parts: Iterable[tuple[str, bytes]]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return path


def part(path: Path, name: str) -> bytes:
    with ZipFile(path) as archive:
        return archive.read(name)


def read_here(
    file: TableFile, definition: RosterDefinition, how: Reading, today: date
) -> dict[str, Any]:
    """Do in this process what the child does."""
    zipped_kinds = {FileKind.WORKBOOK, FileKind.DOCUMENT}
    seen = scan(file.content, file.name) if file.kind in zipped_kinds else Scan()
    job = Job(file, shape_of(definition), how.sheet, today)
    result = work(job, lambda: seen.unshown, how.progress)
    return {**json.loads(json.dumps(result)), "links": seen.links}
