"""What a Word file says: its paragraphs, tables and charts, read from itself.

``read`` gives all of it at once, for templates and for short documents. ``reading``
gives it block by block and row by row, and forgets what has been taken: a list of a
hundred thousand rows takes no more memory than one of a hundred.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from sme_assistant.assembly.drawn import CHART, PACKAGE, chart_of, read_chart

Element = Any
"""A node of the document's tree; its library is not typed."""

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY, _TABLE, _ROW = f"{WORD}body", f"{WORD}tbl", f"{WORD}tr"
_CELL, _PARAGRAPH, _TEXT = f"{WORD}tc", f"{WORD}p", f"{WORD}t"
_TABS = f"{WORD}tabs"
_SIGNS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n"}
_SAYING = (_TEXT, *_SIGNS)
_UNREADABLE = (BadZipFile, KeyError, RuntimeError, zlib.error, etree.XMLSyntaxError)
_WELCOME = {"resolve_entities": False, "no_network": True, "huge_tree": True}

Cell = tuple[str, ...]
"""The paragraphs of a cell."""

Row = tuple[Cell, ...]
"""The cells that stand in a row, merged ones too."""


class NotWordError(ValueError):
    """A file is no Word file, or a damaged one."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PassingTable:
    """The rows of a table, to be taken once, before the next block is asked for."""

    rows: Iterator[Row]


Block = str | Table
PassingBlock = str | PassingTable


@dataclass(frozen=True, slots=True)
class Structure:
    """What a Word file says.

    Attributes:
        margins: The paragraphs of its headers and footers.
    """

    blocks: tuple[Block, ...]
    margins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passing:
    """What a Word file says, as it goes by."""

    blocks: Iterator[PassingBlock]
    margins: tuple[str, ...]


def read(path: Path) -> Structure:
    """Read a Word file.

    Raises:
        NotWordError: It is none, or damaged.
    """
    with path.open("rb") as source:
        return read_open(source)


def read_open(source: BinaryIO) -> Structure:
    """Read a Word file that is open, or was never written to a disk.

    Raises:
        NotWordError: It is none, or damaged.
    """
    with reading(source) as passing:
        blocks = tuple(
            block if isinstance(block, str) else Table(tuple(block.rows))
            for block in passing.blocks
        )
        return Structure(blocks, passing.margins)


@contextmanager
def reading(source: BinaryIO) -> Iterator[Passing]:
    """Read a Word file as it goes by.

    Raises:
        NotWordError: It is none, or damaged; also while its blocks are taken.
    """
    try:
        with ZipFile(source) as parts:
            main = _main_part(parts)
            margins = tuple(_margins(parts, main))
            charts = dict(_charts(parts, main))
            with parts.open(main) as body:
                yield Passing(_blocks(body, charts), margins)
    except _UNREADABLE as error:
        raise NotWordError(str(error)) from error


def _main_part(parts: ZipFile) -> str:
    for kind, target in _relations(parts, ""):
        if kind.endswith("/officeDocument"):
            return target
    raise KeyError("officeDocument")


def _relations(parts: ZipFile, owner: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the target of what a part, or the file itself, refers to."""
    yield from ((kind, target) for _, kind, target in _related(parts, owner))


def _related(parts: ZipFile, owner: str) -> Iterator[tuple[str, str, str]]:
    """Yield the id of each relation too."""
    folder, name = posixpath.split(owner)
    listed = parts.read(posixpath.join(folder, "_rels", f"{name}.rels"))
    for relation in etree.fromstring(listed, etree.XMLParser(**_WELCOME)):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(
                posixpath.join("/", folder, relation.get("Target"))
            )
            yield relation.get("Id"), relation.get("Type"), target.lstrip("/")


def _charts(parts: ZipFile, main: str) -> Iterator[tuple[str, str]]:
    """Yield what each chart says, by the id of its relation."""
    for name, kind, target in _related(parts, main):
        if kind.endswith(CHART):
            related = _relations(parts, target)
            books = [parts.read(book) for k, book in related if k.endswith(PACKAGE)]
            yield name, read_chart(parts.read(target), books)


def _margins(parts: ZipFile, main: str) -> Iterator[str]:
    for kind, target in _relations(parts, main):
        if kind.endswith(("/header", "/footer")):
            tree = etree.fromstring(parts.read(target), etree.XMLParser(**_WELCOME))
            yield from map(_text, tree.iter(_PARAGRAPH))


# --- the body, as it goes by -----------------------------------------------


def _blocks(body: Any, charts: Mapping[str, str]) -> Iterator[PassingBlock]:
    events = etree.iterparse(
        body, events=("start", "end"), tag=(_BODY, _TABLE, _ROW), **_WELCOME
    )
    for event, node in events:
        if node.tag == _TABLE and event == "start" and node.getparent().tag == _BODY:
            yield from _paragraphs(node.itersiblings(preceding=True), charts)
            rows = _rows(events, node)
            yield PassingTable(rows)
            for _ in rows:  # those that nobody took
                pass
        elif node.tag == _BODY and event == "end":
            yield from _paragraphs(node.iterchildren(reversed=True), charts)


def _paragraphs(
    backwards: Iterator[Element], charts: Mapping[str, str]
) -> Iterator[str]:
    """Yield the paragraphs that have gone by since the last table; forget them."""
    gone = list(backwards)
    for block in reversed(gone):
        if block.tag == _PARAGRAPH:
            shown = chart_of(block) if charts else None
            yield _text(block) + charts.get(shown or "", "")
    for block in gone:
        if block.tag in {_PARAGRAPH, _TABLE}:
            block.getparent().remove(block)


def _rows(events: Iterator[tuple[str, Element]], table: Element) -> Iterator[Row]:
    for event, node in events:
        if event == "start":
            continue
        if node is table:
            return
        if node.tag == _ROW and node.getparent() is table:
            yield tuple(map(_cell, node.iterchildren(_CELL)))
            node.clear()
            while node.getprevious() is not None:
                table.remove(node.getprevious())


def _cell(cell: Element) -> Cell:
    return tuple(map(_text, cell.iter(_PARAGRAPH)))


def _text(paragraph: Element) -> str:
    parts = []
    for node in paragraph.iter(*_SAYING):
        sign = _SIGNS.get(node.tag)
        if sign is None:
            parts.append(node.text or "")
        elif node.getparent().tag != _TABS:
            parts.append(sign)
    return "".join(parts)
