"""Excel copies of the lists: every text a text, every number a number, no formula.

XlsxWriter makes the sheet with its styles, headings and print set-up; the rows are
printed into it while the file is zipped, as those of a Word list are.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain, takewhile, zip_longest
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from sme_assistant.assembly.archives import zip_parts
from sme_assistant.assembly.expecting import Said, SaidBlock
from sme_assistant.assembly.figures import clean
from sme_assistant.assembly.listings import Tick, silent, ticking
from sme_assistant.assembly.reading_back import differs
from sme_assistant.dialogue.expressions import Row, Unknown
from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.values import Kind, Spec, Value, show

Shown = str | int | Decimal
_NUMBER_LABEL = "序号"
_FONT, _HEAD_FONT = "宋体", "黑体"
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET_NAME = 31
_SPECIAL = re.compile("[&<>]|_x[0-9A-Fa-f]{4}_")
_NAMED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = re.compile(rb"<f[ />]")
_ASCII = re.compile("[\0-\x7f]")
_STYLE = re.compile(rb' s="(\d+)"')
_WIDEST, _NARROWEST, _PORTRAIT = 44, 6, 90
_A4 = 9
_LINE_POINTS, _ROW_POINTS, _TITLE_POINTS = 15, 20, 30
_HIGHEST, _INDENT = 405, 4
_SHADE = "#E7E6E6"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a list on paper: the same as in the Word file.

    Attributes:
        head: The lines above it.
        foot: The lines below it.
        mark: At the top of every page; empty if the package is no draft.
    """

    head: tuple[str, ...]
    foot: tuple[str, ...]
    mark: str

    @classmethod
    def of(cls, blocks: Sequence[SaidBlock], mark: str) -> Frame:
        """Take the lines before the first table and after the last one."""
        below = takewhile(_is_line, reversed(blocks))
        after = list(below)[::-1] if not all(map(_is_line, blocks)) else []
        above = takewhile(_is_line, blocks)
        return cls(tuple(_texts(above)), tuple(_texts(after)), mark)


def _is_line(block: SaidBlock) -> bool:
    return isinstance(block, Said)


def _texts(lines: Iterable[SaidBlock]) -> Iterator[str]:
    return (line.text for line in lines if isinstance(line, Said) and line.text)


@dataclass(frozen=True, slots=True)
class Book:
    """An Excel file: some rosters, a sheet each.

    Attributes:
        title: Stands in its properties.
        made_at: Stands in its properties, too.
        tick: Called now and then while there are many rows.
    """

    evaluation: Evaluation
    rosters: tuple[str, ...]
    frame: Frame
    title: str
    made_at: datetime
    tick: Tick = silent

    def sheets(self) -> Iterator[_Sheet]:
        """Yield its sheets."""
        for name in self.rosters:
            roster = self.evaluation.programme.rosters[name]
            rows = self.evaluation.rows(name)
            given = () if isinstance(rows, Unknown) else rows
            yield _Sheet(roster, given, self.frame, self.tick)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A roster on paper: lines above it, headings, rows, lines below it."""

    roster: RosterDefinition
    given: Sequence[Row]
    frame: Frame
    tick: Tick

    @property
    def first(self) -> int:
        """The place of the first row, counted from 0."""
        return len(self.frame.head) + 1

    @property
    def headings(self) -> list[str]:
        labels = (column.label for column in self.roster.model.columns.values())
        return [_NUMBER_LABEL, *labels]

    def rows(self) -> Iterator[list[Shown]]:
        """Yield the rows as they are shown, numbered."""
        columns = [(name, _shower(spec)) for name, spec in self.roster.columns.items()]
        for number, row in enumerate(ticking(self.given, self.tick), 1):
            shown: list[Shown] = [number]
            for name, shows in columns:
                value: Value | None = row.get(name)
                shown.append("" if value is None else shows(value))
            yield shown

    def widths(self) -> list[int]:
        """Return the widths of the columns: what their texts want, the page filled."""
        widest = [_width(heading) for heading in self.headings]
        for row in self.rows():
            widest = list(map(max, widest, map(_width, row)))
        wanted = [min(max(wide + 3, _NARROWEST), _WIDEST) for wide in widest]
        spare = max(_PORTRAIT - sum(wanted), 0)
        shared = sum(wanted[1:])
        return [wanted[0], *(wide + spare * wide // shared for wide in wanted[1:])]


def _shower(spec: Spec) -> Callable[[Value], Shown]:
    """Return how values of a column are shown: numbers as they are, texts clean."""

    def number(value: Value) -> Shown:
        return value if isinstance(value, int | Decimal) else clean(show(spec, value))

    return number if spec.kind.is_number else lambda value: clean(show(spec, value))


def _width(value: Shown) -> int:
    """Count columns as a spreadsheet does: a Chinese character takes two."""
    text = str(value)
    if "\n" in text:
        return max(map(_width, text.split("\n")))
    return len(text) if text.isascii() else 2 * len(text) - len(_ASCII.findall(text))


# --- writing ---------------------------------------------------------------


def write_workbook(book: Book, target: Path) -> None:
    """Write rosters as one Excel file."""
    made = io.BytesIO()
    sheets = list(book.sheets())
    widths = [sheet.widths() for sheet in sheets]
    with Workbook(made, {"in_memory": True}) as empty:
        empty.set_properties(
            {
                "title": book.title,
                "created": book.made_at.astimezone(UTC).replace(
                    tzinfo=None, microsecond=0
                ),
            }
        )
        for sheet, wide in zip(sheets, widths, strict=True):
            _Layout(empty, sheet, wide).write()
    with ZipFile(made) as members:
        parts: dict[str, Iterable[bytes]] = {
            name: (members.read(name),) for name in members.namelist()
        }
    for number, (sheet, wide) in enumerate(zip(sheets, widths, strict=True), 1):
        name = f"xl/worksheets/sheet{number}.xml"
        parts[name] = _printed(sheet, wide, b"".join(parts[name]))
    zip_parts(parts, target)


class _Layout:
    """All of a sheet but its rows, of which it holds the first and the last, blank."""

    def __init__(self, book: Workbook, sheet: _Sheet, widths: Sequence[int]) -> None:
        self.sheet = sheet
        self.widths = widths
        self.on: Worksheet = book.add_worksheet(_sheet_name(sheet.roster.model.title))
        base = {"font_name": _FONT, "font_size": 11, "valign": "vcenter"}
        boxed = {**base, "border": 1, "text_wrap": True}
        head = {**boxed, "font_name": _HEAD_FONT, "align": "center", "bg_color": _SHADE}
        title = {**base, "font_name": _HEAD_FONT, "font_size": 16, "align": "center"}
        self.line = book.add_format({**base, "text_wrap": True})
        self.title = book.add_format(title)
        self.heading = book.add_format(head)
        self.number = book.add_format({**boxed, "align": "center"})
        self.text = book.add_format({**boxed, "num_format": "@", "indent": 1})
        short = {**boxed, "num_format": "@", "align": "center"}
        self.short = book.add_format(short)

    def write(self) -> None:
        """Write it."""
        sheet, first = self.sheet, self.sheet.first
        after = first + len(sheet.given)
        for place, line in enumerate(sheet.frame.head):
            self.across(place, line)
        self.on.set_row(first - 1, _ROW_POINTS + _LINE_POINTS / 2)
        for column, heading in enumerate(sheet.headings):
            self.on.write_string(first - 1, column, heading, self.heading)
        for place in sorted({first, after - 1} if sheet.given else ()):
            for column, form in enumerate(self.formats()):
                self.on.write_blank(place, column, None, form)
        for place, line in enumerate(sheet.frame.foot, after):
            self.across(place, line)
        self.set_up(after - 1)

    def formats(self) -> Iterator[Format]:
        """Yield the format of each column."""
        yield self.number
        for spec in self.sheet.roster.columns.values():
            if spec.kind.is_number:
                yield self.number
            else:
                yield self.text if spec.kind is Kind.TEXT else self.short

    def across(self, place: int, line: str) -> None:
        """Write a line over the whole width; the title in large letters."""
        is_title = line == self.sheet.roster.model.title
        form = self.title if is_title else self.line
        room = sum(self.widths)
        lines = sum(max(-(-_width(part) // room), 1) for part in line.split("\n"))
        points = _TITLE_POINTS if is_title else _ROW_POINTS + _LINE_POINTS * (lines - 1)
        self.on.set_row(place, points)
        self.on.merge_range(place, 0, place, len(self.widths) - 1, "", form)
        self.on.write_string(place, 0, line, form)

    def set_up(self, last: int) -> None:
        """Set what is not in a cell: widths, panes, filters, paper."""
        on, heading = self.on, self.sheet.first - 1
        for column, wide in enumerate(self.widths):
            on.set_column(column, column, wide)
        on.freeze_panes(heading + 1, 0)
        on.autofilter(heading, 0, max(last, heading), len(self.widths) - 1)
        on.repeat_rows(heading)
        on.set_paper(_A4)
        if sum(self.widths) > _PORTRAIT:
            on.set_landscape()
        on.fit_to_pages(1, 0)
        on.center_horizontally()
        on.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        on.set_footer(f'&C&"{_FONT}"&10— &P —')
        if self.sheet.frame.mark:
            mark = self.sheet.frame.mark.replace("&", "&&")
            on.set_header(f'&C&"{_HEAD_FONT}"&11{mark}')


def _sheet_name(title: str) -> str:
    return _SHEET_NAME.sub("", title)[:_LONGEST_SHEET_NAME]


def _printed(sheet: _Sheet, widths: Sequence[int], laid_out: bytes) -> Iterator[bytes]:
    """Yield a sheet with its rows in place of the two that keep their room."""
    if not sheet.given:
        yield laid_out
        return
    start = laid_out.index(b'<row r="%d"' % (sheet.first + 1))
    last = laid_out.index(b'<row r="%d"' % (sheet.first + len(sheet.given)), start)
    end = laid_out.index(b"</row>", last) + len(b"</row>")
    styles = _STYLE.findall(laid_out[last:end])
    yield laid_out[:start]
    cells = [
        _Cell(xl_col_to_name(column), style.decode(), wide)
        for column, (style, wide) in enumerate(zip(styles, widths, strict=True))
    ]
    for place, row in enumerate(sheet.rows(), sheet.first + 1):
        yield _row(place, row, cells).encode()
    yield laid_out[end:]


def _row(place: int, row: Sequence[Shown], cells: Sequence[_Cell]) -> str:
    """Write a row, as high as its longest text wants: not every program finds out."""
    written = [cell.of(place, value) for cell, value in zip(cells, row, strict=True)]
    points = _ROW_POINTS
    if not all(cell.fits(value) for cell, value in zip(cells, row, strict=True)):
        lines = max(cell.lines(v) for cell, v in zip(cells, row, strict=True))
        points = min(_ROW_POINTS + _LINE_POINTS * (lines - 1), _HIGHEST)
    height = f' ht="{points}" customHeight="1"'
    return f'<row r="{place}"{height}>{"".join(written)}</row>'


@dataclass(frozen=True, slots=True)
class _Cell:
    """How the cells of a column are written."""

    column: str
    style: str
    width: int

    def of(self, place: int, value: Shown) -> str:
        """Write one. A text is marked as one: no program takes it for a formula."""
        start = f'<c r="{self.column}{place}" s="{self.style}"'
        if value == "":
            return f"{start}/>"
        if not isinstance(value, str):
            return f"{start}><v>{value}</v></c>"
        if _SPECIAL.search(value):
            value = escape(_NAMED.sub("_x005F_", value))
        return f'{start} t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'

    def fits(self, value: Shown) -> bool:
        """Whether a value stands in one line."""
        text = str(value)
        return 2 * len(text) < self.width or (
            "\n" not in text and _width(text) < self.width
        )

    def lines(self, value: Shown) -> int:
        """Reckon how many lines a value takes, the indent left free."""
        if self.fits(value):
            return 1
        room = self.width - _INDENT
        return sum(max(-(-_width(t) // room), 1) for t in str(value).split("\n"))


# --- reading back ----------------------------------------------------------


def check_workbook(book: Book, path: Path) -> None:
    """Read an Excel file back and compare each cell with the case.

    Raises:
        AssemblyError: A cell says something else, or there is a formula.
    """
    try:
        found = CalamineWorkbook.from_path(path)
        names = found.sheet_names
        for place, sheet in enumerate(book.sheets()):
            if place >= len(names):
                raise differs(path.name, sheet.roster.model.title)
            _compare(path.name, sheet, found.get_sheet_by_index(place).iter_rows())
    except CalamineError as error:
        raise differs(path.name, str(error)) from error
    if _has_formula(path):
        raise differs(path.name, "<f>")


def _compare(document: str, sheet: _Sheet, found: Iterable[Sequence[object]]) -> None:
    for place, (wanted, cells) in enumerate(zip_longest(_wanted(sheet), found), 1):
        if wanted is None or cells is None or len(wanted) != len(cells):
            raise differs(document, f"A{place}")
        if wanted == cells:
            continue
        for column, (value, cell) in enumerate(zip(wanted, cells, strict=True)):
            if not _same(value, cell):
                raise differs(document, f"{xl_col_to_name(column)}{place}")


def _wanted(sheet: _Sheet) -> Iterator[Sequence[Shown]]:
    blank = [""] * (len(sheet.headings) - 1)
    above = ([line, *blank] for line in sheet.frame.head)
    below = ([line, *blank] for line in sheet.frame.foot)
    return chain(above, [sheet.headings], sheet.rows(), below)


def _same(value: Shown, cell: object) -> bool:
    if isinstance(value, str):
        return cell == value
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return is_number and Decimal(str(cell)) == value


def _has_formula(path: Path) -> bool:
    """Whether any sheet holds a formula; its last value alone would not show it."""
    with ZipFile(path) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/"):
                with parts.open(name) as part:
                    tail = b""
                    while more := part.read(1 << 16):
                        if _FORMULA.search(tail + more):
                            return True
                        tail = more[-2:]
    return False
