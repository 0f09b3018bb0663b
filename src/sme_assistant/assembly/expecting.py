"""What a filled template must say, reckoned from its plain text alone.

A second way to the same words, which knows nothing of how Word files are written: the
template is read as paragraphs and cells, conditions are looked up, marks are replaced
in plain strings. ``reading_back`` compares the two. What is repeated is looked at once
and then said for one row after another, so that it costs no memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, takewhile, zip_longest

from sme_assistant.assembly.content import Content
from sme_assistant.assembly.listings import NUMBER
from sme_assistant.assembly.marks import (
    TOKEN,
    View,
    compiled,
    control,
    mark_path,
    views,
)
from sme_assistant.assembly.structure import Block, Cell, Row, Structure, Table
from sme_assistant.assembly.words import Word

_PARAGRAPHS = ".paragraphs"
_GAP = re.compile(re.escape(Word.GAP).replace(r"\{label\}", "[^】]+"))
Entry = Mapping[str, str]
"""What the marks of lists print in one copy."""


@dataclass(frozen=True, slots=True)
class Said:
    """One paragraph as it must be.

    Attributes:
        parts: Its words, piece by piece: the path of a mark and what it prints, or
            an empty path and words of the template.
        source: The template's paragraph it comes from.
    """

    parts: tuple[tuple[str, str], ...]
    source: str

    @property
    def text(self) -> str:
        """The words."""
        return "".join(words for _, words in self.parts)


SaidCell = tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One row as it must be: its pattern, and what the marks of lists print in it."""

    pattern: RowPattern
    entry: Entry

    @property
    def texts(self) -> Row:
        """The words of its cells, quickly."""
        return self.pattern.texts(self.entry)

    @property
    def cells(self) -> tuple[SaidCell, ...]:
        """The words of its cells, each with where it comes from."""
        return tuple(
            tuple(line.said(self.entry) for line in cell) for cell in self.pattern.cells
        )


@dataclass(frozen=True, slots=True)
class SaidTable:
    """One table as it must be; its rows can be taken once."""

    rows: Iterator[SaidRow]


SaidBlock = Said | SaidTable


class Line:
    """A paragraph of a template whose conditions are decided and marks looked up.

    Attributes:
        parts: Path and words; the words are None where the mark is one of a list.
    """

    def __init__(self, parts: Iterable[tuple[str, str | None]], source: str) -> None:
        self.parts = tuple(parts)
        self.source = source

    @cached_property
    def fixed(self) -> Said | None:
        """What it says whatever is repeated; None if that depends."""
        parts = tuple((path, words) for path, words in self.parts if words is not None)
        whole = len(parts) == len(self.parts)
        return Said(parts, self.source) if whole else None

    @cached_property
    def _fixed_text(self) -> str | None:
        return None if self.fixed is None else self.fixed.text

    @cached_property
    def _mark(self) -> str:
        """The only thing in it, a mark of a list; empty if there is more."""
        said = [path for path, words in self.parts if path or words]
        return said[0] if len(said) == 1 and self.fixed is None else ""

    def said(self, entry: Entry) -> Said:
        """Return what it says for one entry."""
        if self.fixed is not None:
            return self.fixed
        filled = tuple((p, entry[p] if w is None else w) for p, w in self.parts)
        return Said(filled, self.source)

    def text(self, entry: Entry) -> str:
        """Return the words alone, quickly."""
        if self._fixed_text is not None:
            return self._fixed_text
        if self._mark:
            return entry[self._mark]
        return "".join([entry[p] if w is None else w for p, w in self.parts])


class RowPattern:
    """A row of a template, to be said for one entry after another.

    Attributes:
        lists: The lists for whose rows it is repeated; none if it stands once.
    """

    def __init__(
        self, cells: tuple[tuple[Line, ...], ...], lists: tuple[str, ...]
    ) -> None:
        self.cells = cells
        self.lists = lists
        self.paths = tuple(
            path for cell in cells for line in cell for path, _ in line.parts if path
        )

    def texts(self, entry: Entry) -> Row:
        """Return the words of each cell."""
        return tuple(
            [tuple([line.text(entry) for line in cell]) for cell in self.cells]
        )


@dataclass(slots=True)
class _Conditions:
    """The conditions that are open where the reader is."""

    context: Mapping[str, View]
    open: list[list[bool]] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return all(taken[-1] for taken in self.open)

    def take(self, word: str, condition: str) -> None:
        if word == "if":
            self.open.append([self.test(condition)])
        elif word == "endif":
            self.open.pop()
        else:
            done = any(self.open[-1])
            self.open[-1].append(not done and (word == "else" or self.test(condition)))

    def test(self, condition: str) -> bool:
        return bool(compiled(condition)(**self.context))


class Expectation:
    """What the documents of one package must say."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.context = views(content.flags)

    def blocks(self, template: Structure, for_each: str | None) -> Iterator[SaidBlock]:
        """Yield the blocks of a template's body as they must be.

        The rows of a table are to be taken before the next block is.
        """
        patterns = list(self._patterns(template.blocks, for_each))
        if for_each is None:
            yield from self._said(patterns, {})
            return
        marks = [m for text in _texts(template.blocks) for m in _marks(text)]
        for entry in self._entries(marks, (for_each,)):
            yield from self._said(patterns, entry)

    def has_gap(self, template: Structure, for_each: str | None) -> bool:
        """Whether a mark of the body prints a gap."""
        return any(_GAP.fullmatch(p) for p in _printed(self.blocks(template, for_each)))

    def margins(self, template: Structure) -> Iterator[Said]:
        """Yield the paragraphs of headers and footers as they must be."""
        for text in template.margins:
            yield from (line.said({}) for line in self._lines(text))

    def _said(
        self, patterns: Iterable[Line | list[RowPattern]], entry: Entry
    ) -> Iterator[SaidBlock]:
        for pattern in patterns:
            if isinstance(pattern, Line):
                yield pattern.said(entry)
            else:
                yield SaidTable(self._said_rows(pattern, entry))

    def _said_rows(
        self, patterns: Iterable[RowPattern], entry: Entry
    ) -> Iterator[SaidRow]:
        for pattern in patterns:
            if pattern.lists:
                for filled in self._entries(pattern.paths, pattern.lists):
                    yield SaidRow(pattern, filled)
            else:
                yield SaidRow(pattern, entry)

    def _patterns(
        self, blocks: Iterable[Block], for_each: str | None
    ) -> Iterator[Line | list[RowPattern]]:
        conditions = _Conditions(self.context)
        for block in blocks:
            if isinstance(block, str):
                found = control(block)
                if found:
                    conditions.take(*found[1:])
                elif conditions.holds:
                    yield from self._lines(block)
            elif conditions.holds:
                yield list(self._rows(block, for_each))

    def _rows(self, table: Table, for_each: str | None) -> Iterator[RowPattern]:
        conditions = _Conditions(self.context)
        skip = 0
        for index, row in enumerate(table.rows):
            found = next((c for cell in row for p in cell if (c := control(p))), None)
            if skip:
                skip -= 1
            elif found and found[0] == "tr":
                conditions.take(*found[1:])
            elif conditions.holds:
                pattern = self._row(row, for_each)
                yield pattern
                spare = sum(1 for _ in takewhile(_is_blank, table.rows[index + 1 :]))
                skip = min(self._copies(pattern) - 1, spare)

    def _row(self, row: Row, for_each: str | None) -> RowPattern:
        marks = [m for cell in row for text in cell for m in _marks(text)]
        heads = dict.fromkeys(mark.partition(".")[0] for mark in marks)
        names = tuple(h for h in heads if h in self.content.lists)
        cells = tuple(tuple(chain(*map(self._lines, cell))) for cell in row)
        return RowPattern(cells, () if for_each in names else names)

    def _copies(self, pattern: RowPattern) -> int:
        return max([1, *(len(self.content.lists[n].rows) for n in pattern.lists)])

    def _lines(self, text: str) -> Iterator[Line]:
        mark = next((m for m in _marks(text) if m.endswith(_PARAGRAPHS)), None)
        if mark is None:
            yield Line(self._parts(text), text)
            return
        for line in self.content.texts[mark].split("\n"):
            yield Line([(mark, line)], text)

    def _parts(self, text: str) -> Iterator[tuple[str, str | None]]:
        """Run inline conditions and look marks up, as strings."""
        conditions = _Conditions(self.context)
        last = 0
        for token in TOKEN.finditer(text):
            if conditions.holds:
                yield "", text[last : token.start()]
            last = token.end()
            if found := control(token.group()):
                conditions.take(*found[1:])
            elif conditions.holds:
                path = mark_path(token.group()) or ""
                of_list = path.partition(".")[0] in self.content.lists
                yield path, None if of_list else self.content.texts[path]
        yield "", text[last:]

    def _entries(
        self, marks: Sequence[str], names: tuple[str, ...]
    ) -> Iterator[dict[str, str]]:
        mine = [m for m in dict.fromkeys(marks) if m.partition(".")[0] in names]
        blank = dict.fromkeys(mine, "")
        for rows in zip_longest(*(self._filled(name, mine) for name in names)):
            entry = blank.copy()
            for row in rows:
                entry |= row or {}
            yield entry

    def _filled(self, name: str, marks: list[str]) -> Iterator[dict[str, str]]:
        found = self.content.lists[name]
        columns = [(m, c) for m in marks for h, _, c in [m.partition(".")] if h == name]
        if not found.rows:
            told = [m for m, c in columns if c != NUMBER] or [m for m, _ in columns]
            yield {told[0]: found.empty}
        for row in found.rows:
            yield {mark: row[column] for mark, column in columns}


def _marks(text: str) -> Iterator[str]:
    for token in TOKEN.findall(text):
        path = mark_path(token)
        if path:
            yield path


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            yield block
        else:
            yield from (text for row in block.rows for cell in row for text in cell)


def _printed(blocks: Iterable[SaidBlock]) -> Iterator[str]:
    """Yield what each mark prints."""
    for block in blocks:
        if isinstance(block, Said):
            yield from (text for path, text in block.parts if path)
        else:
            cells = (cell for row in block.rows for cell in row.cells)
            yield from (p for cell in cells for p in _printed(cell))


def _is_blank(row: tuple[Cell, ...]) -> bool:
    return not any(text for cell in row for text in cell)
