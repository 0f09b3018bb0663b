"""Read the sheets of a file as rows of cells. Runs in the child process.

Nothing is interpreted but what a cell shows: a number as it would be typed, a date as
ISO text, a formula as the value it showed last.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zipfile import BadZipFile

from sme_assistant.phrases import Lists
from sme_assistant.rosters.files import FileKind, TableError, TableFile

_ENCODINGS = ("utf-8", "gb18030")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LONGEST_LINE = 1_000_000
_SAMPLE = 4096
_EXACT = 2**53
"""Up to here a floating-point number is exactly the whole number that was typed."""

DANGEROUS = tuple("=+-@＝＋－＠\t\r")
"""A spreadsheet takes a text of a .csv that begins so for a formula."""
GUARDED = (*DANGEROUS, "'")
"""What an apostrophe is put before in a .csv; before itself too, to be told apart."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet.

    Attributes:
        name: Its name; empty for a text file.
        rows: Its rows from the first on, as the library gives them.
        merged: Ranges of merged cells as (first row, first column, last row), 0-based.
    """

    name: str
    rows: Sequence[Sequence[object]]
    merged: tuple[tuple[int, int, int], ...] = ()


def grids(file: TableFile) -> list[Grid]:
    """Read the visible sheets of a file.

    Raises:
        TableError: It cannot be read.
    """
    if file.kind is FileKind.TEXT:
        return [_text_grid(file)]
    if file.kind is FileKind.DOCUMENT:
        return _document_grids(file)
    return _workbook_grids(file)


def _workbook_grids(file: TableFile) -> list[Grid]:
    from python_calamine import (  # noqa: PLC0415 (for workbooks only)
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(file.content))
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet
            and sheet.visible is SheetVisibleEnum.Visible
        ]
        found = []
        for name in names:
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or ()
            down = tuple((a[0], a[1], b[0]) for a, b in merged if b[0] > a[0])
            found.append(Grid(name, rows, down))
    except PasswordError as error:
        told = Lists.LOCKED.format(name=file.name)
        raise TableError("password", told) from error
    except (CalamineError, ValueError, OSError) as error:
        raise TableError(
            "broken workbook", Lists.BROKEN.format(name=file.name)
        ) from error
    return found


def _document_grids(file: TableFile) -> list[Grid]:
    from docx import Document  # noqa: PLC0415 (for Word files only)
    from docx.opc.exceptions import OpcError  # noqa: PLC0415

    try:
        document = Document(io.BytesIO(file.content))
        tables = [
            [[cell.text for cell in row.cells] for row in table.rows]
            for table in document.tables
        ]
    except (OpcError, BadZipFile, LookupError, ValueError, SyntaxError) as error:
        raise TableError(
            "broken document", Lists.BROKEN.format(name=file.name)
        ) from error
    return [
        Grid(Lists.WORD_TABLE.format(number=number), rows)
        for number, rows in enumerate(tables, 1)
    ]


def _text_grid(file: TableFile) -> Grid:
    text = _decoded(file)
    if "\0" in text:
        raise TableError("no text", Lists.NO_TABLE.format(name=file.name))
    if len(text) > _LONGEST_LINE and text.find("\n", 0, _LONGEST_LINE) < 0:
        raise TableError("endless line", Lists.ENDLESS.format(name=file.name))
    delimiter, text = _delimiter(text)
    try:
        return Grid("", _records(text, delimiter))
    except csv.Error as error:
        told = Lists.BROKEN_LINE.format(name=file.name, line=error.args[-1])
        raise TableError("broken csv", told) from error


def pasted_grid(text: str) -> Grid:
    """Return what was pasted as rows of cells; a spreadsheet divides them by tabs."""
    delimiter = "\t" if "\t" in text else _delimiter(text)[0]
    try:
        return Grid("", _records(text, delimiter))
    except csv.Error:  # a quotation mark of its own
        return Grid("", [line.split(delimiter) for line in text.split("\n")])


def _records(text: str, delimiter: str) -> list[list[str]]:
    """Read the records; a quotation mark that is never closed would swallow rows."""

    def reader(*, strict: bool) -> Iterator[list[str]]:
        lines = io.StringIO(text, newline="")
        return csv.reader(lines, delimiter=delimiter, strict=strict)

    try:
        return list(reader(strict=True))
    except csv.Error:
        pass
    loose, line = reader(strict=False), 0
    found: list[list[str]] = []
    try:
        for record in loose:
            found.append(record)
            line += 1 + sum(cell.count("\n") for cell in record)
    except csv.Error:
        raise csv.Error(line + 1) from None
    if found and "\n" in found[-1][-1].rstrip("\n"):
        raise csv.Error(line - found[-1][-1].count("\n"))
    return found


def _delimiter(text: str) -> tuple[str, str]:
    """Tell what divides the cells; a first line ``sep=;`` says it for Excel."""
    head, _, rest = text.partition("\n")
    if head.lower().startswith("sep=") and len(head.strip()) == len("sep=;"):
        return head[4], rest
    sample = text[:_SAMPLE]
    return max(",\t;，|", key=sample.count), text


def _decoded(file: TableFile) -> str:
    content = file.content
    marked = [encoding for bom, encoding in _BOMS if content.startswith(bom)]
    for encoding in marked or (*_wide(content), *_ENCODINGS):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError("unknown encoding", Lists.ENCODING.format(name=file.name))


def _wide(content: bytes) -> Iterable[str]:
    """Tell UTF-16 without a mark by its line ends."""
    if b"\n\0" in content[:_SAMPLE] and content.find(b"\n\0") % 2 == 0:
        yield "utf-16-le"
    elif b"\0\n" in content[:_SAMPLE] and content.find(b"\0\n") % 2 == 0:
        yield "utf-16-be"


def shown(value: object) -> str:
    """Write what a cell holds as a person would have typed it."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer() and abs(value) <= _EXACT:
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value)


def column_letter(index: int) -> str:
    """Return the letter of a column by its 0-based index: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
