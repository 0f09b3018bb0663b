"""What a filled template must say, reckoned from its plain text alone.

A second way to the same words, which knows nothing of how Word files are written: the
template is read as paragraphs and cells, conditions are looked up, marks are replaced
in plain strings. ``reading_back`` compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile, zip_longest

from sme_assistant.assembly.content import Content
from sme_assistant.assembly.listings import NUMBER
from sme_assistant.assembly.marks import TOKEN, control, environment, mark_path, views
from sme_assistant.assembly.structure import Block, Cell, Structure, Table
from sme_assistant.assembly.words import Word

_PARAGRAPHS = ".paragraphs"
_GAP = re.compile(re.escape(Word.GAP).replace(r"\{label\}", "[^】]+"))


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
class SaidTable:
    """One table as it must be."""

    rows: tuple[tuple[SaidCell, ...], ...]


SaidBlock = Said | SaidTable


@dataclass(slots=True)
class _Conditions:
    """The conditions that are open where the reader is."""

    flags: Mapping[str, bool]
    paths: Mapping[str, str]
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
        context = views(self.paths, str, self.flags)
        return bool(environment().compile_expression(condition)(**context))


class Expectation:
    """What the documents of one package must say."""

    def __init__(self, content: Content) -> None:
        self.content = content

    def blocks(self, template: Structure, for_each: str | None) -> Iterator[SaidBlock]:
        """Yield the blocks of a template's body as they must be."""
        if for_each is None:
            yield from self._blocks(template.blocks, {})
            return
        marks = [m for text in _texts(template.blocks) for m in _marks(text)]
        for entry in self._entries(marks, (for_each,)):
            yield from self._blocks(template.blocks, entry)

    def has_gap(self, template: Structure, for_each: str | None) -> bool:
        """Whether a mark of the body prints a gap."""
        return any(_GAP.fullmatch(p) for p in _printed(self.blocks(template, for_each)))

    def margins(self, template: Structure) -> Iterator[Said]:
        """Yield the paragraphs of headers and footers as they must be."""
        for text in template.margins:
            yield from self._paragraph(text, {})

    def _blocks(
        self, blocks: Iterable[Block], entry: Mapping[str, str]
    ) -> Iterator[SaidBlock]:
        conditions = _Conditions(self.content.flags, self.content.texts)
        for block in blocks:
            if isinstance(block, str):
                found = control(block)
                if found:
                    conditions.take(*found[1:])
                elif conditions.holds:
                    yield from self._paragraph(block, entry)
            elif conditions.holds:
                yield SaidTable(tuple(self._rows(block, entry)))

    def _rows(
        self, table: Table, entry: Mapping[str, str]
    ) -> Iterator[tuple[SaidCell, ...]]:
        conditions = _Conditions(self.content.flags, self.content.texts)
        skip = 0
        for index, row in enumerate(table.rows):
            found = next((c for cell in row for p in cell if (c := control(p))), None)
            if skip:
                skip -= 1
            elif found and found[0] == "tr":
                conditions.take(*found[1:])
            elif conditions.holds:
                copies = list(self._copies(row, entry))
                yield from copies
                spare = sum(1 for _ in takewhile(_is_blank, table.rows[index + 1 :]))
                skip = min(len(copies) - 1, spare)

    def _copies(
        self, row: tuple[Cell, ...], entry: Mapping[str, str]
    ) -> Iterator[tuple[SaidCell, ...]]:
        marks = [m for cell in row for text in cell for m in _marks(text)]
        heads = dict.fromkeys(mark.partition(".")[0] for mark in marks)
        names = tuple(h for h in heads if h in self.content.lists)
        if not names or any(mark in entry for mark in marks):
            yield tuple(self._cell(cell, entry) for cell in row)
            return
        for filled in self._entries(marks, names):
            yield tuple(self._cell(cell, filled) for cell in row)

    def _cell(self, cell: Cell, entry: Mapping[str, str]) -> SaidCell:
        return tuple(said for text in cell for said in self._paragraph(text, entry))

    def _paragraph(self, text: str, entry: Mapping[str, str]) -> Iterator[Said]:
        mark = next((m for m in _marks(text) if m.endswith(_PARAGRAPHS)), None)
        if mark is None:
            yield Said(tuple(self._parts(text, entry)), text)
            return
        for line in self.content.texts[mark].split("\n"):
            yield Said(((mark, line),), text)

    def _parts(self, text: str, entry: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Run inline conditions and replace marks, as strings."""
        conditions = _Conditions(self.content.flags, self.content.texts)
        last = 0
        for token in TOKEN.finditer(text):
            if conditions.holds:
                yield "", text[last : token.start()]
            last = token.end()
            if found := control(token.group()):
                conditions.take(*found[1:])
            elif conditions.holds:
                path = mark_path(token.group()) or ""
                yield path, entry[path] if path in entry else self.content.texts[path]
        yield "", text[last:]

    def _entries(
        self, marks: Iterable[str], names: tuple[str, ...]
    ) -> Iterator[dict[str, str]]:
        mine = [m for m in dict.fromkeys(marks) if m.partition(".")[0] in names]
        for rows in zip_longest(*(self._filled(name, mine) for name in names)):
            entry = dict.fromkeys(mine, "")
            for row in rows:
                entry |= row or {}
            yield entry

    def _filled(self, name: str, marks: list[str]) -> list[dict[str, str]]:
        found = self.content.lists[name]
        columns = {m: m.partition(".")[2] for m in marks if m.partition(".")[0] == name}
        if found.rows:
            return [{m: row[c] for m, c in columns.items()} for row in found.rows]
        told = [m for m, c in columns.items() if c != NUMBER] or list(columns)
        return [{told[0]: found.empty}]


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
            cells = (cell for row in block.rows for cell in row)
            yield from (p for cell in cells for p in _printed(cell))


def _is_blank(row: tuple[Cell, ...]) -> bool:
    return not any(text for cell in row for text in cell)
