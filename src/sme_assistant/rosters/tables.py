"""Read a table file (.csv, .xlsx) as rows of text, each cell with its place.

Numbers in a workbook come back as they are typed (138… for a phone, not 138….0), a
date as ISO text. Formulas give their last computed value.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from sme_assistant.errors import SmeAssistantError

_ENCODINGS = ("utf-8-sig", "gb18030")
_LARGEST = 60 * 1024 * 1024


class TableError(SmeAssistantError):
    """A table file cannot be read at all."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table.

    Attributes:
        where: File and line, or file, sheet and row, as people look for it.
        cells: The cells as text, blank ones empty.
    """

    where: str
    cells: tuple[str, ...]


Table = list[TableRow]


def table_path(typed: str) -> Path | None:
    """Return the path that was typed, or dragged into the window; None if it is none.

    It is one if its ending is that of a table, or if there is such a thing.
    """
    bare = typed.strip().strip("'\"“”").replace("\\ ", " ")
    if "\n" in bare or "\0" in bare:
        return None
    path = Path(bare)
    try:
        path = path.expanduser()
        is_there = path.exists()
    except (OSError, RuntimeError):
        is_there = False  # too long for a name, or the home of nobody
    return path if is_there or path.suffix.lower() in (*_READERS, *_OTHERS) else None


def read_tables(path: Path) -> list[Table]:
    """Read the tables of a file, one for each sheet, without rows that are blank.

    Raises:
        TableError: The file is not there, too large, or no table we can read.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise TableError(
            "unknown table format",
            f"“{path.name}”不是能读的表格。请另存为 .xlsx 或 .csv 后重试。",
        )
    try:
        if _size(path) > _LARGEST:
            raise TableError(
                "table too large", f"“{path.name}”太大（超过 60 MB），请拆分后重试。"
            )
        return [[row for row in rows if any(row.cells)] for rows in reader(path)]
    except (FileNotFoundError, _NoNameError) as error:
        told = f"没有找到文件“{path}”。请核对路径；可以把文件拖进窗口得到路径。"
        raise TableError("no such table file", told) from error
    except OSError as error:
        told = f"读不了文件“{path.name}”。请确认它是一个文件，并且有权限读取。"
        raise TableError("table file cannot be read", told) from error


class _NoNameError(Exception):
    """No file can have this name."""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except ValueError as error:
        raise _NoNameError from error


def _csv(path: Path) -> Iterator[Table]:
    text = _decoded(path)
    sample = text[:4096]
    delimiter = max(",\t;，", key=sample.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows: Table = []
    try:
        for cells in reader:
            clean = tuple(cell.strip() for cell in cells)
            rows.append(TableRow(f"{path.name}:{reader.line_num}", clean))
    except csv.Error as error:
        told = f"“{path.name}”第 {reader.line_num} 行读不了。请另存为 .xlsx 后重试。"
        raise TableError("broken csv", told) from error
    yield rows


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    told = f"“{path.name}”的文字编码认不出。请用“CSV UTF-8”格式另存后重试。"
    raise TableError("unknown text encoding", told)


def _xlsx(path: Path) -> Iterator[Table]:
    import openpyxl  # noqa: PLC0415 (140 ms that only workbooks need)
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    told = f"“{path.name}”不是完好的 Excel 文件。请用 Excel 打开后另存再试。"
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise TableError("broken workbook", told) from error
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            yield [
                TableRow(
                    f"{path.name} {sheet.title} 第{number}行", tuple(map(_text, values))
                )
                for number, values in enumerate(sheet.iter_rows(values_only=True), 1)
            ]
    except (BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise TableError("broken workbook", told) from error
    finally:
        book.close()


_READERS: dict[str, Callable[[Path], Iterator[Table]]] = {
    ".csv": _csv,
    ".txt": _csv,
    ".tsv": _csv,
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
}
_OTHERS = (".xls", ".et", ".ods", ".numbers", ".doc", ".docx", ".wps", ".pdf")
"""Files people give for a list that we cannot read, and say so."""


def _text(value: object) -> str:
    """Write a cell's value as a person would have typed it."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value).strip()


def column_letter(index: int) -> str:
    """Return the letter of a column by its 0-based index: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def header_of(
    rows: Sequence[TableRow], columns: dict[str, tuple[str, ...]]
) -> tuple[int, dict[str, int]]:
    """Find the header row and which column stands where.

    Args:
        rows: The table.
        columns: Column id to the headings it may stand under.

    Returns:
        The header's index in ``rows`` and column id to cell index; -1 and nothing if
        no row names at least two columns (or the only one there is).
    """
    names = {
        _folded(heading): column
        for column, headings in columns.items()
        for heading in headings
    }
    enough = min(2, len(columns))
    for index, row in enumerate(rows[:20]):
        found: dict[str, int] = {}
        for cell, text in enumerate(row.cells):
            column = names.get(_folded(text))
            if column is not None:
                found.setdefault(column, cell)
        if len(found) >= enough:
            return index, found
    return -1, {}


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()
