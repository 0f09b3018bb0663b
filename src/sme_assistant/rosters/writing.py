"""Write lists: whole, as a blank form, and as the rows that could not be taken.

A text is written as a text. In a workbook it is one by its type; in a text file a
spreadsheet would run what looks like a formula, so an apostrophe is put before it,
which our own reading takes off again.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.errors import cause_of
from sme_assistant.phrases import Lists
from sme_assistant.rosters.files import TableError
from sme_assistant.rosters.grids import GUARDED
from sme_assistant.values import Kind, Spec, Table, Value, show

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from sme_assistant.rosters.reading import BadCell

Progress = Callable[[int, int], None]

_FORM_ROWS = 500
"""So many rows of a blank form have drop-downs."""
_NARROWEST, _WIDEST = 10, 44
_LINE, _HIGHEST = 14, 400
_STEP = 5_000
_HOW_WIDTHS = (26, 10, 46, 28)
_LONGEST_LIST = 250
"""Letters of a drop-down's choices; beyond, Excel wants them in cells."""
_NO_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


def export(
    roster: RosterDefinition,
    rows: Table,
    path: Path,
    progress: Progress = lambda _done, _total: None,
) -> None:
    """Write a list as a workbook, or as text where the name ends in .csv or .tsv.

    Raises:
        TableError: It cannot be written; then nothing is.
    """
    ending = path.suffix.lower()
    if ending in {".csv", ".tsv"}:
        divider = "\t" if ending == ".tsv" else ","
        written_to(path, lambda part: _as_text(roster, rows, divider, part))
    elif ending == ".xlsx":
        written_to(path, lambda part: _as_workbook(roster, rows, part, progress))
    else:
        raise TableError("no format", Lists.NO_FORMAT.format(name=path.name))


def written_to(path: Path, make: Callable[[Path], None]) -> None:
    """Write a file whole or not at all; one that was there is only then replaced.

    Raises:
        TableError: It cannot be written.
    """
    from xlsxwriter.exceptions import XlsxFileError  # noqa: PLC0415

    try:
        # Beside the file, so that it only has to be renamed, and closed to others.
        with TemporaryDirectory(prefix=".", dir=path.parent) as folder:
            # Not by its own name: one that is too long fails when it is put there.
            part = Path(folder) / f"part{path.suffix[:8]}"
            make(part)
            part.chmod(0o600)  # it holds names and telephone numbers
            part.replace(path)
    except (OSError, ValueError, XlsxFileError) as error:
        told = Lists.CANNOT_WRITE.format(path=path, cause=cause_of(error))
        raise TableError("table file cannot be written", told) from error


# --- a list as text -----------------------------------------------------------------


def _as_text(roster: RosterDefinition, rows: Table, divider: str, part: Path) -> None:
    # utf-8-sig: without the mark, Excel takes it for GB18030.
    with part.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target, delimiter=divider)
        writer.writerow(spec.label for spec in roster.columns.values())
        writer.writerows(zip(*_texts(roster, rows, safe_text), strict=True))


def _texts(
    roster: RosterDefinition, rows: Table, safe: Callable[[str], str] = str
) -> Iterator[Sequence[str]]:
    """Yield the texts of each column, equal cells written once."""
    for name, spec in roster.columns.items():
        cells = rows.column(name)
        known = {cell: safe(_text(spec, cell)) for cell in set(cells)}
        yield [known[cell] for cell in cells]


def _text(spec: Spec, value: Value | None) -> str:
    if value is None:
        return ""
    if spec.kind.is_number:
        return f"{Decimal(value):f}" if isinstance(value, int | Decimal) else ""
    return show(spec, value)


def safe_text(text: str) -> str:
    """Keep a spreadsheet from running a text as a formula."""
    return f"'{text}" if text.startswith(GUARDED) else text


# --- a list as a workbook -----------------------------------------------------------


def _as_workbook(
    roster: RosterDefinition, rows: Table, part: Path, progress: Progress
) -> None:
    with _book(part) as book:
        sheet, style = _list_sheet(book, roster), _styles(book)
        texts = list(_texts(roster, rows))
        widths = _head(sheet, roster, style, texts)
        specs = list(roster.columns.values())
        tall = _tall(texts, widths)
        for at, cells in enumerate(zip(*texts, strict=True), 1):
            if tall:
                _heighten(sheet, at, cells, widths)
            for column, text in enumerate(cells):
                if text:
                    _put(sheet, (at, column), specs[column], text, style["cell"])
            if at % _STEP == 0:
                progress(at, len(rows))


def template(roster: RosterDefinition, path: Path) -> None:
    """Write a blank form: drop-downs, widths, and a sheet that says how to fill it in.

    Raises:
        TableError: It cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise TableError("no format", Lists.FORM_FORMAT.format(name=path.name))

    def make(part: Path) -> None:
        with _book(part) as book:
            style = _styles(book)
            sheet = _list_sheet(book, roster)
            _head(sheet, roster, style, [()] * len(roster.columns))
            for row in range(1, _FORM_ROWS + 1):
                for column, spec in enumerate(roster.columns.values()):
                    kind = "number" if spec.kind.is_number else "cell"
                    sheet.write_blank(row, column, None, style[kind])
            for column, (name, spec) in enumerate(roster.columns.items()):
                rule = _rule(spec, roster.model.columns[name].example or "")
                sheet.data_validation(1, column, _FORM_ROWS, column, rule)
            _say_how(book, roster, style)

    written_to(path, make)


def correction(
    roster: RosterDefinition,
    rejected: Sequence[tuple[int, Mapping[str, str]]],
    bad: Iterable[BadCell],
    path: Path,
    progress: Progress = lambda _done, _total: None,
) -> None:
    """Write the rows that could not be taken, each bad cell marked, with a note.

    Raises:
        TableError: It cannot be written.
    """
    told: dict[int, dict[str, BadCell]] = defaultdict(dict)
    for cell in bad:
        told[cell.row][cell.column] = cell

    def make(part: Path) -> None:
        with _book(part) as book:
            style = _styles(book)
            sheet = _list_sheet(book, roster)
            texts = [[t.get(n, "") for _, t in rejected] for n in roster.columns]
            widths = [*_head(sheet, roster, style, texts), _WIDEST]
            last = len(roster.columns)
            sheet.set_column(last, last, _WIDEST)
            sheet.write_string(0, last, Lists.TO_CORRECT, style["head"])
            for at, (row, cells) in enumerate(rejected, 1):
                wrong = told[row]
                said = "\n".join(f"{c.cell}：{c.message}" for c in wrong.values())
                shown = [cells.get(name, "") for name in roster.columns]
                _heighten(sheet, at, [*shown, said], widths)
                for column, name in enumerate(roster.columns):
                    kind = "bad" if name in wrong else "cell"
                    sheet.write_string(at, column, cells.get(name, ""), style[kind])
                    if name in wrong:
                        note = {"x_scale": 2, "y_scale": 1.2, "font_size": 10}
                        sheet.write_comment(at, column, wrong[name].message, note)
                sheet.write_string(at, last, said, style["told"])
                if at % _STEP == 0:
                    progress(at, len(rejected))

    written_to(path, make)


@contextmanager
def _book(part: Path) -> Iterator[Workbook]:
    from xlsxwriter import Workbook  # noqa: PLC0415 (40 ms, only for workbooks)

    options = {
        "constant_memory": True,
        "tmpdir": str(part.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(str(part), options)
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 (says nothing)
    try:
        yield book
    except BaseException:
        for sheet in book.worksheets():  # given up: what it kept aside is closed
            sheet.row_data_fh.close()
        raise
    book.close()


def _styles(book: Workbook) -> dict[str, Any]:
    """Return the looks of cells; ``@`` keeps what is typed later a text."""
    edge = {"border": 1, "border_color": "#9AA3AD", "valign": "vcenter"}
    text = {**edge, "num_format": "@", "text_wrap": True}
    head = {"bold": True, "bg_color": "#DCE6F1", "align": "center"}
    return {
        "head": book.add_format({**text, **head}),
        "needed": book.add_format({**text, **head, "bg_color": "#FCE4B6"}),
        "cell": book.add_format(text),
        "number": book.add_format(edge),
        "bad": book.add_format({**text, "bg_color": "#F8CBAD", "bold": True}),
        "told": book.add_format({**text, "font_color": "#9C0006"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "line": book.add_format({"text_wrap": True, "valign": "vcenter"}),
    }


def _list_sheet(book: Workbook, roster: RosterDefinition) -> Worksheet:
    sheet = book.add_worksheet(_NO_NAME.sub("", roster.model.title)[:_LONGEST_NAME])
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _head(
    sheet: Worksheet,
    roster: RosterDefinition,
    style: Mapping[str, Any],
    texts: Sequence[Sequence[str]],
) -> list[int]:
    """Write the header row; return how wide the columns are, for what stands below."""
    sheet.set_row(0, 24)
    widths = []
    for column, (name, spec) in enumerate(roster.columns.items()):
        model = roster.model.columns[name]
        samples = (spec.label, model.example or "", *set(texts[column]))
        widths.append(min(max(max(map(_width, samples)) + 3, _NARROWEST), _WIDEST))
        sheet.set_column(column, column, widths[-1])
        kind = "needed" if model.required else "head"
        sheet.write_string(0, column, spec.label, style[kind])
    return widths


def _tall(texts: Sequence[Sequence[str]], widths: Sequence[int]) -> bool:
    """Whether a text needs more than one line of its column."""
    return any(
        _lines(text, wide) > 1
        for cells, wide in zip(texts, widths, strict=True)
        for text in set(cells)
    )


def _heighten(
    sheet: Worksheet, row: int, cells: Sequence[str], widths: Sequence[int]
) -> None:
    """Make a row high enough; not every program does so by itself."""
    lines = max(map(_lines, cells, widths))
    if lines > 1:
        sheet.set_row(row, min(_LINE * lines + 4, _HIGHEST))


def _lines(text: str, wide: int) -> int:
    return sum(max(1, -(-_width(line) // (wide - 1))) for line in text.split("\n"))


def _put(
    sheet: Worksheet, place: tuple[int, int], spec: Spec, text: str, style: Any
) -> None:
    if spec.kind.is_number:
        sheet.write_number(*place, float(text), style)
    else:
        sheet.write_string(*place, text, style)


def _width(text: str) -> int:
    """Count columns as a spreadsheet does: a Chinese character takes two."""
    return len(text.encode("gbk", "replace"))


# --- a blank form -------------------------------------------------------------------


def _choices(spec: Spec) -> list[str]:
    if spec.kind is Kind.YESNO:
        return [show(spec, value=True), show(spec, value=False)]
    return [option.label for option in spec.options]


def _rule(spec: Spec, example: str) -> dict[str, Any]:
    """Return what a cell of a column takes; an open choice takes other texts too."""
    rule: dict[str, Any] = {"validate": "any"}
    choices = _choices(spec)
    if (
        choices
        and spec.kind is not Kind.MULTI
        and len(",".join(choices)) < _LONGEST_LIST
    ):
        rule = {"validate": "list", "source": choices, "show_error": not spec.open}
        rule["error_message"] = Lists.FORM_CHOOSE
    elif spec.kind is Kind.COUNT:
        most = float(spec.maximum) if spec.maximum is not None else 10**9
        rule = {"validate": "integer", "criteria": "between", "maximum": most}
        rule |= {"minimum": float(spec.minimum or 0), "error_message": Lists.FORM_WHOLE}
    hint = Lists.FORM_EXAMPLE.format(example=example) if example else spec.label
    return {**rule, "input_title": spec.label[:32], "input_message": hint[:255]}


def _say_how(
    book: Workbook, roster: RosterDefinition, style: Mapping[str, Any]
) -> None:
    sheet = book.add_worksheet(Lists.FORM_SHEET)
    for column, wide in enumerate(_HOW_WIDTHS):
        sheet.set_column(column, column, wide)
    sheet.write_string(0, 0, roster.model.title, style["title"])
    row = 2
    for line in Lists.FORM_RULES.format(row=roster.model.row).split("\n"):
        sheet.merge_range(row, 0, row, 3, line, style["line"])
        sheet.set_row(row, 18)
        row += 1
    row += 1
    for column, heading in enumerate(Lists.FORM_HEADINGS.split("，")):
        sheet.write_string(row, column, heading, style["head"])
    for name, spec in roster.columns.items():
        row += 1
        model = roster.model.columns[name]
        needed = Lists.FORM_NEEDED if model.required else Lists.FORM_OPTIONAL
        what = "、".join(_choices(spec)) or Lists.FORM_TEXT
        if spec.kind is Kind.COUNT:
            what = Lists.FORM_COUNT.format(unit=spec.unit)
        if spec.open:
            what = Lists.FORM_OPEN.format(choices=what)
        texts = (spec.label, needed, what, model.example or "")
        _heighten(sheet, row, texts, _HOW_WIDTHS)
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, style["cell"])
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
