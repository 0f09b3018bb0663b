"""Compare edited Word and Excel files with what they said when they were written."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from sme_assistant.assembly.remembering import Document, Figures, Sheet, Unit
from sme_assistant.assembly.structure import Structure, Table, read
from sme_assistant.assembly.witness import number_text
from sme_assistant.assembly.words import Word
from sme_assistant.phrases import Verify

_LARGEST = 512 * 1024 * 1024
_CONTEXT = 8
_MOST_SPOTS, _LONGEST = 12, 5000
"""Beyond these a text is not matched as a whole: a hostile one would take for ever."""
_GAP = re.compile(re.escape(Word.GAP).replace(r"\{label\}", "[^】]*"))
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")

Row = tuple[str, ...]
Found = tuple[str, str, str, str, str]
"""Kind, place, text, was, now."""
Pair = tuple[Unit | None, Unit | None]


@dataclass(slots=True)
class Reading:
    """What a Word file says now.

    Attributes:
        spots: Mark, place and what stands there.
        roster: The roster it lists, if it has an Excel copy.
        columns: Cell of a row of that list to the mark printed there.
        rows: The rows of that list, each with its number in the table.
    """

    path: str
    roster: str
    spots: list[tuple[str, str, str]] = field(default_factory=list)
    columns: dict[int, str] = field(default_factory=dict)
    rows: list[tuple[int, Row]] = field(default_factory=list)


# --- Word -------------------------------------------------------------------


def as_written(document: Document) -> Reading:
    """Return what a file says that was not edited."""
    return _reading(document, [(unit, unit) for unit in document.units])


def read_document(
    path: Path, document: Document, figures: Figures
) -> tuple[Reading | None, list[Found]]:
    """Read an edited file; tell what is not as it was."""
    found = _read(path)
    if found is None:
        return None, [("unreadable", "", Verify.UNREADABLE, "", "")]
    pairs = list(_aligned(document.units, list(_units(found))))
    told = list(_margins(document.margins, found.margins))
    for was, now in pairs:
        told += _differences(was, now, figures)
    if not told:
        told = [("resaved", "", Verify.RESAVED, "", "")]
    return _reading(document, pairs), told


def _read(path: Path) -> Structure | None:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST:
                return None
        return read(path)
    except Exception:  # noqa: BLE001 (a broken file may break its reader in any way)
        return None


def _units(found: Structure) -> Iterator[Unit]:
    table = paragraph = 0
    for block in found.blocks:
        if isinstance(block, Table):
            table += 1
            for number, row in enumerate(block.rows, 1):
                yield Unit(table, number, tuple("\n".join(cell) for cell in row))
        else:
            paragraph += 1
            yield Unit(0, paragraph, (block,))


def _key(unit: Unit) -> tuple[bool, Row]:
    return unit.table > 0, unit.cells


def _aligned(was: Sequence[Unit], now: Sequence[Unit]) -> Iterator[Pair]:
    """Lay what is said now beside what was said; what has no other side stands alone.

    Beginning and end are mostly the same: only what lies between is searched.
    """
    start = 0
    while start < min(len(was), len(now)) and _key(was[start]) == _key(now[start]):
        yield was[start], now[start]
        start += 1
    end = 0
    while end < min(len(was), len(now)) - start and (
        _key(was[-1 - end]) == _key(now[-1 - end])
    ):
        end += 1
    old, new = was[start : len(was) - end], now[start : len(now) - end]
    matcher = SequenceMatcher(None, [_key(u) for u in old], [_key(u) for u in new])
    for _, i, k, j, m in matcher.get_opcodes():
        yield from _beside(old[i:k], new[j:m])
    yield from zip(was[len(was) - end :], now[len(now) - end :], strict=True)


def _beside(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Pair]:
    """Pair units of one shape in their order; the rest was removed or added."""
    for was, now in zip_longest(old, new):
        alike = was and now and _shape(was) == _shape(now)
        if alike or was is None or now is None:
            yield was, now
        else:
            yield was, None
            yield None, now


def _shape(unit: Unit) -> tuple[bool, int]:
    return unit.table > 0, len(unit.cells)


def _margins(was: Row, now: Row) -> Iterator[Found]:
    if was != now:
        before, after = (_cut("，".join(filter(None, m))) for m in (was, now))
        text = Verify.DRAFT_MARK.format(was=before, now=after)
        yield "words", Verify.IN_MARGIN, text, before, after


def _differences(
    was: Unit | None, now: Unit | None, figures: Figures
) -> Iterator[Found]:
    if was is None or now is None:
        yield from _alone(was, now)
        return
    for index, (before, after) in enumerate(zip(was.cells, now.cells, strict=True)):
        if before != after:
            yield from _in_cell(was, now, index, figures)


def _alone(was: Unit | None, now: Unit | None) -> Iterator[Found]:
    unit = was or now
    if unit is None or not any(unit.cells):
        return
    said = _cut("，".join(cell for cell in unit.cells if cell))
    row = unit.table > 0
    if was is None:
        told = Verify.ADDED_ROW if row else Verify.ADDED
        yield "words", _place(unit), told.format(now=said), "", said
    else:
        told = Verify.REMOVED_ROW if row else Verify.REMOVED
        yield "words", _place(unit), told.format(was=said), said, ""


def _in_cell(was: Unit, now: Unit, cell: int, figures: Figures) -> Iterator[Found]:
    """Tell a cell's changed figures by name; what else changed, as words."""
    before, after, place = was.cells[cell], now.cells[cell], _place(now, cell)
    left = before
    for start, end, mark, value in reversed(list(_values(was, now, cell))):
        name = mark.partition(".")[0]
        if name not in figures.labels or value is None:
            continue
        old = before[start:end]
        left = left[:start] + value + left[end:]
        if value != old:
            label = figures.labels[name]
            text = Verify.FIGURE.format(label=label, was=old, now=value)
            yield "figure", place, text, old, value
    if left != after:
        old, new = _around(left, after)
        yield "words", place, Verify.CHANGED.format(was=old, now=new), old, new


def _values(
    was: Unit, now: Unit, cell: int
) -> Iterator[tuple[int, int, str, str | None]]:
    """Yield from, to and mark of each spot of a cell, and what stands there now."""
    before, after = was.cells[cell], now.cells[cell]
    spots = [(s, e, mark) for index, s, e, mark in was.spots if index == cell]
    pattern, last = "", 0
    for start, end, _ in spots:
        pattern += re.escape(before[last:start]) + "(.*?)"
        last = end
    whole = None
    if len(spots) <= _MOST_SPOTS and len(after) <= _LONGEST:
        whole = re.fullmatch(pattern + re.escape(before[last:]), after, re.DOTALL)
    for number, (start, end, mark) in enumerate(spots, 1):
        if whole is not None:
            yield start, end, mark, whole.group(number)
        else:
            yield start, end, mark, _nearby(before, after, start, end)


def _nearby(before: str, after: str, start: int, end: int) -> str | None:
    """Find a figure by the words right before and after it."""
    ahead = re.escape(before[max(0, start - _CONTEXT) : start])
    behind = re.escape(before[end : end + _CONTEXT])
    if not ahead and not behind:
        return None
    found = re.findall(f"{ahead or '^'}(.*?){behind or '$'}", after, re.DOTALL)
    return found[0] if len(found) == 1 else None


def _reading(document: Document, pairs: Sequence[Pair]) -> Reading:
    """Read the figures, and the rows of a list, where they stand now."""
    reading = Reading(document.path, document.roster)
    rows = [unit for unit in document.units if _lists(unit, document.roster)]
    listed = {(unit.table, len(unit.cells)) for unit in rows}
    if rows:
        reading.columns = {cell: mark for cell, _, _, mark in rows[-1].spots}
    for was, now in pairs:
        if now is None:
            continue
        added = was is None and (now.table, len(now.cells)) in listed
        if added or (was is not None and _lists(was, document.roster)):
            reading.rows.append((now.row, now.cells))
        if was is not None:
            reading.spots += _spots(was, now)
    return reading


def _spots(was: Unit, now: Unit) -> Iterator[tuple[str, str, str]]:
    """Yield mark, place and what stands there now, of marks that can be found."""
    for cell in dict.fromkeys(index for index, _, _, _ in was.spots):
        for _, _, mark, value in _values(was, now, cell):
            if value is not None:
                yield mark, _place(now, cell), value


def _lists(unit: Unit, roster: str) -> bool:
    """Whether a unit is a row of a list."""
    return bool(roster and unit.table) and any(
        mark.partition(".")[0] == roster for _, _, _, mark in unit.spots
    )


def _place(unit: Unit, cell: int | None = None) -> str:
    if not unit.table:
        return Verify.IN_PARAGRAPH.format(paragraph=unit.row)
    if cell is None:
        return Verify.IN_ROW.format(table=unit.table, row=unit.row)
    return Verify.IN_CELL.format(table=unit.table, row=unit.row, cell=cell + 1)


def _around(was: str, now: str) -> tuple[str, str]:
    """Cut two texts down to where they differ, with a few words around."""
    start = 0
    while start < min(len(was), len(now)) and was[start] == now[start]:
        start += 1
    end = 0
    while end < min(len(was), len(now)) - start and was[-1 - end] == now[-1 - end]:
        end += 1
    first = max(0, start - _CONTEXT)
    last = max(0, end - _CONTEXT)
    return tuple(_cut(t[first : len(t) - last]) for t in (was, now))  # type: ignore[return-value]


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004


# --- Excel ------------------------------------------------------------------


def read_sheet(
    path: Path, sheet: Sheet, document: Document | None
) -> tuple[list[Row] | None, list[Found]]:
    """Read an edited Excel copy; tell what is not as it was.

    Args:
        path: The file.
        sheet: What it said.
        document: What the Word file said whose copy it is: its lines stand around.
    """
    try:
        found = _sheet(path, sheet)
    except Exception:  # noqa: BLE001 (a broken file may break its reader in any way)
        return None, [("unreadable", "", Verify.UNREADABLE, "", "")]
    told = found.formulas
    if document is not None:
        told += _lines_told(_around_table(document), found.lines)
    if found.head != sheet.labels:
        was, now = ("，".join(labels) for labels in (sheet.labels, found.head))
        told.append(_cell_told(found.first - 1, "", was, now))
    matcher = SequenceMatcher(None, sheet.rows, found.rows)
    for tag, i, k, j, m in matcher.get_opcodes():
        if tag != "equal":
            old, new = (sheet.rows[i:k], i), (found.rows[j:m], j)
            told += _rows_told(sheet, old, new, found.first)
    return found.rows, told or [("resaved", "", Verify.RESAVED, "", "")]


@dataclass(slots=True)
class _Sheet:
    """What an Excel copy says now.

    Attributes:
        first: The number of the first row of the list.
        lines: What stands above and below the list.
    """

    head: Row = ()
    first: int = 2
    rows: list[Row] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    formulas: list[Found] = field(default_factory=list)


def _around_table(document: Document) -> list[str]:
    """Return the lines before the first table and after the last one."""
    tables = [n for n, unit in enumerate(document.units) if unit.table]
    first, last = (tables[0], tables[-1]) if tables else (0, 0)
    outside = [*document.units[:first], *document.units[last + 1 :]]
    return [unit.cells[0] for unit in outside if unit.cells[0]]


def _lines_told(was: list[str], now: list[str]) -> Iterator[Found]:
    for before, after in zip_longest(was, now, fillvalue=""):
        if before != after:
            old, new = _around(before, after)
            text = Verify.CHANGED.format(was=old, now=new)
            yield "words", Verify.IN_LINES, text, old, new


def _sheet(path: Path, sheet: Sheet) -> _Sheet:
    book = load_workbook(path, read_only=True)
    try:
        found, width = _Sheet(), len(sheet.columns)
        for number, cells in enumerate(book.worksheets[0].iter_rows(), 1):
            first, *texts = [*map(_text, cells), *[""] * (width + 1 - len(cells))]
            row = tuple(texts[:width])
            found.formulas += _formulas(number, sheet.labels, cells[1:])
            if any(row) and not found.head:
                found.head, found.first = row, number + 1
            elif any(row):
                found.rows.append(row)
            elif first:
                found.lines.append(first)
        return found
    finally:
        book.close()


def _formulas(number: int, labels: Row, cells: Sequence[Any]) -> Iterator[Found]:
    for label, cell in zip(labels, cells, strict=False):
        if cell.data_type == "f":
            place = Verify.IN_SHEET.format(row=number, label=label)
            text = Verify.FORMULA.format(now=_cut(_text(cell)))
            yield "words", place, text, "", _text(cell)


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_text(value)
    return _ESCAPED.sub("_", str(value))


def _rows_told(
    sheet: Sheet, was: tuple[list[Row], int], now: tuple[list[Row], int], first: int
) -> Iterator[Found]:
    for index, (before, after) in enumerate(zip_longest(was[0], now[0])):
        number = (now[1] if after is not None else was[1]) + index + first
        if before is None or after is None:
            said = _cut("，".join(filter(None, before or after or ())))
            place = Verify.IN_SHEET_ROW.format(row=number)
            if before is None:
                yield "words", place, Verify.ADDED_ROW.format(now=said), "", said
            else:
                yield "words", place, Verify.REMOVED_ROW.format(was=said), said, ""
            continue
        for label, old, new in zip(sheet.labels, before, after, strict=True):
            if old != new:
                yield _cell_told(number, label, old, new)


def _cell_told(row: int, label: str, was: str, now: str) -> Found:
    place = (
        Verify.IN_SHEET.format(row=row, label=label)
        if label
        else Verify.IN_SHEET_ROW.format(row=row)
    )
    before, after = _cut(was), _cut(now)
    return "words", place, Verify.CHANGED.format(was=before, now=after), before, after


# --- one beside the other ---------------------------------------------------


def rows_apart(
    sheet: Sheet, rows: list[Row], reading: Reading
) -> Iterator[tuple[bool, int, Row]]:
    """Yield the rows that a list in Word and its Excel copy do not share.

    Whether it stands in Word, its number in the list, and what both would show of it.
    """
    shown = [
        column
        for column in sheet.columns
        if any(mark.split(".")[1] == column for mark in reading.columns.values())
    ]
    word = [_in_word(cells, reading.columns, sheet, shown) for _, cells in reading.rows]
    places = [sheet.columns.index(column) for column in shown]
    excel = [tuple(_plain(row[place]) for place in places) for row in rows]
    for tag, i, k, j, m in SequenceMatcher(None, word, excel).get_opcodes():
        if tag != "equal":
            yield from ((True, n + 1, word[n]) for n in range(i, k))
            yield from ((False, n + 1, excel[n]) for n in range(j, m))


def _in_word(
    cells: Row, columns: dict[int, str], sheet: Sheet, shown: list[str]
) -> Row:
    found = dict.fromkeys(shown, "")
    for index, mark in columns.items():
        _, column, *option = mark.split(".")
        if column not in found:
            continue
        if not option:
            found[column] = _plain(cells[index])
        elif cells[index].strip() == Word.TICK:
            found[column] = sheet.options.get(f"{column}.{option[0]}", "")
    return tuple(found.values())


def _plain(text: str) -> str:
    """Return what a cell says, where a stroke or a gap says nothing."""
    return "" if text == Word.NOT_APPLICABLE or _GAP.fullmatch(text) else text
