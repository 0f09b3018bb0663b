"""Excel copies of the lists: every text a text, every number a number, no formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sme_assistant.assembly.archives import settled_xlsx
from sme_assistant.assembly.figures import clean
from sme_assistant.assembly.reading_back import differs
from sme_assistant.dialogue.expressions import Row, Unknown
from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.values import Kind, Value, show

Shown = str | int | Decimal
_NUMBER_LABEL = "序号"
_FONT, _HEAD_FONT = "宋体", "黑体"
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_SHEET_NAME = 31
_WIDEST, _NARROWEST = 44, 6
_LINE = Side(style="thin")


def write_workbook(
    evaluation: Evaluation, rosters: Sequence[str], title: str, at: datetime
) -> bytes:
    """Write rosters as one Excel file, a sheet each."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = title
    book.properties.creator = ""
    book.properties.created = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    for name in rosters:
        roster = evaluation.programme.rosters[name]
        sheet = book.create_sheet(_sheet_name(roster.model.title))
        _fill(sheet, roster, list(_table(evaluation, roster)))
    target = io.BytesIO()
    book.save(target)
    return settled_xlsx(target.getvalue(), at)


def check_workbook(evaluation: Evaluation, rosters: Sequence[str], path: Path) -> None:
    """Read an Excel file back and compare each cell with the case.

    Raises:
        AssemblyError: A cell says something else, or is a formula.
    """
    book = load_workbook(path)
    for name, sheet in zip(rosters, book.worksheets, strict=True):
        roster = evaluation.programme.rosters[name]
        wanted = [list(_headings(roster)), *_table(evaluation, roster)]
        found = [list(row) for row in sheet.iter_rows(max_col=len(wanted[0]))]
        if len(found) != len(wanted):
            raise differs(path.name, roster.model.title)
        for shown, cells in zip(wanted, found, strict=True):
            for value, cell in zip(shown, cells, strict=True):
                if not _same(value, cell):
                    raise differs(path.name, cell.coordinate)


def _same(value: Shown, cell: Cell | MergedCell) -> bool:
    if isinstance(value, str):
        return cell.data_type != "f" and (cell.value or "") == _escaped(value)
    return cell.data_type == "n" and Decimal(str(cell.value)) == value


def _sheet_name(title: str) -> str:
    return _SHEET_NAME.sub("", title)[:_LONGEST_SHEET_NAME]


def _headings(roster: RosterDefinition) -> Iterator[Shown]:
    yield _NUMBER_LABEL
    for column in roster.model.columns.values():
        yield column.label


def _table(evaluation: Evaluation, roster: RosterDefinition) -> Iterator[list[Shown]]:
    rows = evaluation.rows(roster.id)
    if isinstance(rows, Unknown):
        return
    for index, row in enumerate(rows, 1):
        yield [index, *_cells(roster, row)]


def _cells(roster: RosterDefinition, row: Row) -> Iterator[Shown]:
    for column, spec in roster.columns.items():
        value: Value | None = row.get(column)
        if value is None:
            yield ""
        elif spec.kind.is_number and isinstance(value, int | Decimal):
            yield value
        else:
            yield clean(show(spec, value))


def _fill(
    sheet: Worksheet, roster: RosterDefinition, rows: Sequence[Sequence[Shown]]
) -> None:
    headings = list(_headings(roster))
    texts = {i + 2 for i, s in enumerate(roster.columns.values()) if _is_text(s.kind)}
    border = Border(_LINE, _LINE, _LINE, _LINE)
    middle = Alignment(vertical="center", wrap_text=True)
    for place, row in enumerate([headings, *rows], 1):
        font = Font(name=_HEAD_FONT if place == 1 else _FONT, size=11)
        for column, value in enumerate(row, 1):
            cell = sheet.cell(place, column)
            _put(cell, value)
            cell.font, cell.border, cell.alignment = font, border, middle
            if column in texts:
                cell.number_format = "@"
    for column, cells in enumerate(zip(headings, *rows, strict=True), 1):
        wide = max(_width(value) for value in cells) + 2
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = min(max(wide, _NARROWEST), _WIDEST)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _put(cell: Cell | MergedCell, value: Shown) -> None:
    """Store a text as a text: the library would make a formula of ``=1+1``."""
    cell.value = _escaped(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in tuple("=+-@")


def _escaped(text: str) -> str:
    """Keep ``_x0041_`` from being read as the character it would name."""
    return _ESCAPE.sub("_x005F_", text)


def _is_text(kind: Kind) -> bool:
    return not kind.is_number


def _width(value: Shown) -> int:
    """Count columns as a spreadsheet does: a Chinese character takes two."""
    lines = str(value).split("\n")
    return max(sum(1 if c.isascii() else 2 for c in line) for line in lines)
