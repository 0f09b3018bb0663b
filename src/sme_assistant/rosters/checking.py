"""Check the rows of a sheet, column by column. Runs in the child process.

Equal texts of a column are read once; a bad cell is told, never guessed, and keeps
its row out of the list, not the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest

from sme_assistant.engine.text_tables import TextTable
from sme_assistant.messages import Message
from sme_assistant.phrases import Lists
from sme_assistant.rosters.grids import GUARDED, Grid, column_letter, shown
from sme_assistant.rosters.heading import Layout, folded
from sme_assistant.rosters.shapes import ColumnShape, Shape
from sme_assistant.values import Kind, Option, Spec, Understood, Unlikely, read, write
from sme_assistant.values.ticks import read_tick, ticked_label
from sme_assistant.values.wording import offer

_SIMPLE_TEXT = r"[0-9A-Za-z\u4e00-\u9fff（）()、，。；·/&]{1,200}"
_SIMPLE_PHONE = r"1[3-9][0-9]{9}"
"""What ``values.read`` gives back as it is."""
_ROUNDED = re.compile(r"[0-9]\.[0-9]+[eE]\+?[0-9]+")
"""A long number as a spreadsheet shows it when the cell is too narrow."""
_NOTHING = frozenset({"/", "／", "-", "--", "—", "——", "－"})
"""What people put where there is nothing to say."""
_WITHOUT_SIGNS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE})
"""Kinds in which such a sign may be an answer."""
_FOOT = 30
"""So many rows at the end may be none of the list."""
_LONGEST_FOOT = 16
"""Signs of a foot; a longer one is left out, too, but told."""
_MOST_ODD = 20


@dataclass(frozen=True, slots=True)
class Bad:
    """What is wrong with a cell."""

    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A sheet, checked.

    Attributes:
        rows: The good rows.
        bad: Row index, cell index, column id, what stands there and what is expected.
        rejected: The rows that have such cells: row index, column id to text.
        odd: Cells that were taken and want a second look; place and message.
    """

    rows: TextTable
    bad: list[tuple[int, int, str, str, str]] = field(default_factory=list)
    rejected: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    odd: list[tuple[str, str]] = field(default_factory=list)


Progress = Callable[[int, int], None]


def check(
    grid: Grid,
    layout: Layout,
    shape: Shape,
    today: date,
    *,
    unshown: frozenset[str] = frozenset(),
    progress: Progress = lambda _done, _total: None,
) -> Checked:
    """Check the rows below a header.

    Args:
        grid: The sheet.
        layout: Where its columns stand.
        shape: The list.
        today: The day, for dates.
        unshown: The addresses of formulas that show nothing.
        progress: Told after each column.
    """
    columns = [column for column in shape.columns if column.name in layout.names]
    cells = _transposed(grid, layout)
    kept = _kept(grid, layout, cells)
    foot = _foot(layout, shape, cells, kept)
    if foot:
        kept = [row for row in kept if row not in foot]
    reader = _Reader(layout, cells, kept, today, is_text=not grid.name)
    reader.odd += [
        (f"A{row + layout.first + 1}", Lists.FOOT.format(text=text))
        for row, text in foot.items()
        if len(folded(text)) > _LONGEST_FOOT
    ]
    reader.unshown = {*map(_place, unshown)}
    for done, column in enumerate(columns, 1):
        reader.read(column)
        progress(done, len(columns))
    return reader.checked(columns)


def _transposed(grid: Grid, layout: Layout) -> list[Sequence[object]]:
    """Return the cells below the header by column; a merged cell counts for all."""
    rows = grid.rows[layout.first :]
    cells: list[Sequence[object]] = list(zip_longest(*rows, fillvalue=""))
    for first, column, last in grid.merged:
        if first >= layout.first and column < len(cells):
            top, end = first - layout.first, min(last - layout.first + 1, len(rows))
            filled = list(cells[column])
            filled[top:end] = [filled[top]] * (end - top)
            cells[column] = filled
    return cells


def _kept(
    grid: Grid, layout: Layout, cells: Sequence[Sequence[object]]
) -> Sequence[int]:
    """Return which rows are of the list: not blank, and no header once more."""
    own = [cells[at] for at in _indexes(layout) if at < len(cells)]
    kept: Sequence[int] = range(len(own[0]) if own else 0)
    if not any(map(_is_full, own)):
        kept = [
            row
            for row, values in enumerate(zip(*own, strict=True))
            if any(shown(value).strip() for value in values if value)
        ]
    heads = [(cells[at], grid.rows[layout.header][at]) for at in _heads(layout, cells)]
    again = {
        row
        for row in (kept if heads and heads[0][1] in heads[0][0] else ())
        if all(column[row] == head for column, head in heads)
    }
    return [row for row in kept if row not in again] if again else kept


def _foot(
    layout: Layout,
    shape: Shape,
    cells: Sequence[Sequence[object]],
    kept: Sequence[int],
) -> dict[int, str]:
    """Return the rows below the list that are none of it, and what they say.

    A row with more than one cell is one of the list, whatever it begins with. Merged
    cells of a Word table each say the same, and are one.
    """
    foot = tuple(map(folded, shape.foot))
    if not foot:
        return {}
    columns = [at for at in _indexes(layout) if at < len(cells)]
    found = {row: _first(c[row] for c in cells) for row in kept[-_FOOT:]}
    return {
        row: text
        for row, text in found.items()
        if folded(text).startswith(foot)
        and len({shown(cells[at][row]).strip() for at in columns} - {""}) <= 1
    }


def _is_full(cells: Sequence[object]) -> bool:
    """Whether no cell is blank."""
    return all(cells) and not any(c.isspace() for c in cells if isinstance(c, str))


def _heads(layout: Layout, cells: Sequence[object]) -> list[int]:
    return [at for at in layout.columns.values() if at < len(cells)]


def _indexes(layout: Layout) -> Iterator[int]:
    yield from layout.columns.values()
    for places in layout.ticks.values():
        yield from places.values()


def _first(cells: Iterator[object]) -> str:
    return next((text for cell in cells if (text := shown(cell).strip())), "")


def _place(address: str) -> tuple[int, int]:
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(address[len(letters) :]) - 1, column - 1


class _Memo(dict[str, "str | Bad | None"]):
    """Each text of a column read once."""

    def __init__(self, reads: Callable[[str], str | Bad | None]) -> None:
        super().__init__()
        self._reads = reads
        self.has_bad = False

    def __missing__(self, text: str) -> str | Bad | None:
        found = self[text] = self._reads(text)
        self.has_bad = self.has_bad or isinstance(found, Bad)
        return found


class _Reader:
    def __init__(
        self,
        layout: Layout,
        cells: Sequence[Sequence[object]],
        kept: Sequence[int],
        today: date,
        *,
        is_text: bool,
    ) -> None:
        self.layout = layout
        self.cells = cells
        self.kept = kept
        self.today = today
        self.is_text = is_text
        self.unshown: set[tuple[int, int]] = set()
        self.found: dict[str, list[str | Bad | None]] = {}
        self.texts: dict[str, list[str]] = {}
        self.bad: dict[int, list[tuple[int, str, str, str]]] = {}
        self.odd: list[tuple[str, str]] = []

    # --- one column -------------------------------------------------------

    def read(self, column: ColumnShape) -> None:
        if column.name in self.layout.ticks:
            self.read_ticks(column)
            return
        at = self.layout.columns[column.name]
        texts = self.column(at)
        if all_simple(column.spec, texts):
            # Not one of them is blank, so none is a formula that shows nothing.
            self.found[column.name] = self.texts[column.name] = texts  # type: ignore[assignment]
            return
        unlikely: dict[str, str] = {}
        memo = _Memo(self.reads(column, unlikely))
        found = list(map(memo.__getitem__, texts))
        self.found[column.name], self.texts[column.name] = found, texts
        if memo.has_bad:
            for index, cell in enumerate(found):
                if isinstance(cell, Bad):
                    self.tell(index, at, column.name, texts[index], cell.message)
        for text, message in unlikely.items():
            if len(self.odd) < _MOST_ODD:
                where = self.address(texts.index(text), at)
                self.odd.append((where, message))
        self.read_unshown(column, at)

    def read_unshown(self, column: ColumnShape, at: int) -> None:
        """A formula that shows nothing is bad, whether or not the cell may be blank."""
        for row, place in sorted(self.unshown):
            below = row - self.layout.first
            if place == at and below in self.kept and not self.cells[at][below]:
                index = self.kept.index(below)
                self.found[column.name][index] = Bad("")
                self.tell(index, at, column.name, "", Lists.FORMULA, again=True)

    def column(self, at: int) -> list[str]:
        values = self.cells[at] if at < len(self.cells) else ()
        if len(self.kept) < len(values):
            values = [values[row] for row in self.kept]
        return [v if v.__class__ is str else shown(v) for v in values]

    def reads(
        self, column: ColumnShape, unlikely: dict[str, str]
    ) -> Callable[[str], str | Bad | None]:
        """Return what reads one cell of a column."""
        spec, required = column.spec, column.required

        def reads(text: str) -> str | Bad | None:
            typed = self.plain(spec, text)
            is_nothing = typed in _NOTHING and spec.kind not in _WITHOUT_SIGNS
            if (not typed or is_nothing) and not required:
                return None
            if spec.kind is Kind.PHONE and _ROUNDED.fullmatch(typed):
                return Bad(Lists.ROUNDED)
            if spec.kind is Kind.CHOICE and not spec.open and typed.isdecimal():
                # On a screen that is the number of an option; a file shows none.
                labels = "、".join(option.label for option in spec.options)
                return Bad(Lists.NUMBER.format(text=typed, labels=labels))
            reading = read(spec, typed, today=self.today)
            if isinstance(reading, Unlikely):
                unlikely[text] = said_of(spec, reading)
            if isinstance(reading, Understood | Unlikely):
                return write(spec, reading.value)
            return Bad(reading.message)

        return reads

    def plain(self, spec: Spec, text: str) -> str:
        """Line breaks inside a cell of one-line text are layout, not content."""
        text = text.strip()
        if self.is_text and text[:1] == "'" and text[1:].startswith(GUARDED):
            text = text[1:]  # as we write it, lest a spreadsheet run it
        if spec.kind is Kind.CHOICE and not spec.open:
            text = ticked_label(text)
        return text if spec.kind is Kind.LONG_TEXT else " ".join(text.split())

    # --- ticks ------------------------------------------------------------

    def read_ticks(self, column: ColumnShape) -> None:
        places = self.layout.ticks[column.name]
        texts = [self.column(at) for at in places.values()]
        rows = list(zip(*texts, strict=True))
        options, indexes = list(places), list(places.values())
        known = {cells: self.ticked(column, options, cells) for cells in set(rows)}
        said = {
            cells: "、".join(
                o.label for o, t in zip(options, cells, strict=True) if t.strip()
            )
            for cells in known
        }
        values = {c: Bad(told) if told else v for c, (v, _, told) in known.items()}
        self.found[column.name] = [values[cells] for cells in rows]
        self.texts[column.name] = [said[cells] for cells in rows]
        if any(told for _, _, told in known.values()):
            for index, cells in enumerate(rows):
                _, at, told = known[cells]
                if told:
                    self.tell(index, indexes[at], column.name, cells[at], told)

    def ticked(
        self, column: ColumnShape, options: Sequence[Option], cells: Sequence[str]
    ) -> tuple[str | None, int, str]:
        """Return the option ticked, or the cell that is wrong and why."""
        ticks = [read_tick(o, t) for o, t in zip(options, cells, strict=True)]
        labels = "、".join(option.label for option in options)
        if None in ticks:
            return None, ticks.index(None), Lists.NO_TICK.format(labels=labels)
        chosen = [index for index, tick in enumerate(ticks) if tick]
        if len(chosen) > 1:
            return None, chosen[1], Lists.TWO_TICKS.format(labels=labels)
        if chosen:
            return options[chosen[0]].id, 0, ""
        told = Lists.TICK_MISSING.format(labels=labels) if column.required else ""
        return None, 0, told

    # --- all columns ------------------------------------------------------

    def address(self, index: int, at: int) -> str:
        row = self.kept[index] + self.layout.first + 1
        return f"{column_letter(at)}{row}"

    def tell(
        self, index: int, at: int, name: str, text: str, message: str, *,
        again: bool = False,
    ) -> None:  # fmt: skip
        told = self.bad.setdefault(index, [])
        if again:  # a better word on a cell that was told already
            told[:] = [cell for cell in told if cell[0] != at]
        told.append((at, name, text.strip(), message))

    def checked(self, columns: Sequence[ColumnShape]) -> Checked:
        count = len(self.kept)
        good: Mapping[str, Sequence[str | Bad | None]] = self.found
        if self.bad:
            keep = [index for index in range(count) if index not in self.bad]
            good = {n: [c[i] for i in keep] for n, c in self.found.items()}
            count = len(keep)
        rows = TextTable({column.name: good[column.name] for column in columns}, count)  # type: ignore[misc]
        bad, rejected = [], []
        for index, cells in sorted(self.bad.items()):
            row = self.kept[index] + self.layout.first
            bad += [(row, *cell) for cell in sorted(cells)]
            texts = {n: t[index].strip() for n, t in self.texts.items()}
            rejected.append((row, texts))
        return Checked(rows, bad, rejected, self.odd)


def said_of(spec: Spec, reading: Unlikely) -> str:
    """Say what is odd about a value that was taken: a file is offered no choice."""
    offered = Message.OFFERS.format(offers=offer(spec, reading.readings))
    return reading.message.removesuffix(offered)


def all_simple(spec: Spec, texts: Sequence[str]) -> bool:
    """Whether each text is its own canonical text, seen at one stroke for all."""
    odd = _odd(spec)
    if odd is None or not texts:
        return False
    lines = "\n".join(texts)
    return lines.count("\n") == len(texts) - 1 and odd.search(lines) is None


_ODD_TEXT = re.compile(rf"^(?!{_SIMPLE_TEXT}$)", re.MULTILINE)
_ODD_PHONE = re.compile(rf"^(?!{_SIMPLE_PHONE}$)", re.MULTILINE)


def _odd(spec: Spec) -> re.Pattern[str] | None:
    """Return what finds a line that has to be read properly."""
    if spec.kind is Kind.TEXT or (spec.kind is Kind.CHOICE and spec.open):
        return _ODD_TEXT
    return _ODD_PHONE if spec.kind is Kind.PHONE else None


def missing(layout: Layout, shape: Shape) -> list[str]:
    """Return the labels of the columns that a list must have and a sheet lacks."""
    return [
        column.spec.label
        for column in shape.columns
        if column.required and column.name not in layout.names
    ]
