"""Print what is repeated for the rows of a list, row by row, as a file is written.

In the document's tree a pattern stands once, between two marks. The tree is written
out as XML and cut at the marks and at the placeholders; each row then costs what its
texts cost, and none is kept. The marks are processing instructions: no text can be
taken for one, since in XML every ``<`` of a text is written as ``&lt;``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any, NoReturn
from xml.sax.saxutils import escape

from lxml import etree

from sme_assistant.assembly.listings import NUMBER, Listing
from sme_assistant.assembly.structure import WORD

Element = Any
"""A node of the document's tree; its library is not typed."""

OPEN, _CLOSE = "\ufdd0", "\ufdd1"
HELD = re.compile(f"{OPEN}([a-z0-9_.]+){_CLOSE}")
"""A placeholder. No text holds these two: ``figures.clean`` drops them."""

_BEGIN, _END = "sme-assistant-repeat", "sme-assistant-end"
_MARKS = re.compile(rf"<\?(?:{_BEGIN} (\d+)|{_END}) ?\?>".encode())
_SLOT = re.compile(HELD.pattern.encode())
_SPECIAL = re.compile("[&<>\n\t]")
_BREAKS = (("\n", "br"), ("\t", "tab"))

Entry = tuple[Mapping[str, str], ...]
"""What one copy prints: a row of each of its lists, by column."""


def placeholder(path: str) -> str:
    """Return what stands for a mark until its text is put there."""
    return f"{OPEN}{path}{_CLOSE}"


class _Rest(dict[str, str]):
    """A row with nothing in the columns it does not have."""

    def __missing__(self, column: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """XML without a mark in it.

    Attributes:
        xml: The XML, as a format for the texts.
        slots: Which text comes where: the place of its list, and the column.
    """

    xml: bytes
    slots: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Repeat:
    """Stretches that are printed for each row of some lists, side by side."""

    pieces: tuple[_Stretch | _Repeat, ...]
    lists: tuple[Listing, ...]
    start: int
    stop: int | None

    def entries(self) -> Iterator[Entry]:
        rows = [listed.rows or (self._told(i),) for i, listed in enumerate(self.lists)]
        side_by_side = zip_longest(*rows, fillvalue=_Rest())
        return islice(side_by_side, self.start, self.stop)

    def _told(self, place: int) -> Mapping[str, str]:
        """Return the only row of an empty list: its first column says so."""
        stretches = (piece for piece in self.pieces if isinstance(piece, _Stretch))
        columns = [c for s in stretches for i, c in s.slots if i == place]
        first = next((c for c in columns if c != NUMBER), columns[0])
        return _Rest({first: self.lists[place].empty})


class Patterns:
    """What is repeated in one part of a document.

    Args:
        lists: The lists by name.
        asks: Refuses a mark of no list that is repeated there.
    """

    def __init__(
        self, lists: Mapping[str, Listing], asks: Callable[[str], NoReturn]
    ) -> None:
        self.lists = lists
        self.asks = asks
        self.rows: list[Element] = []
        self._repeats: list[tuple[Sequence[str], int, int | None]] = []

    def repeat(
        self,
        blocks: Sequence[Element],
        names: Sequence[str],
        start: int = 0,
        stop: int | None = None,
    ) -> None:
        """Repeat elements that follow one another for the rows of lists."""
        number = str(len(self._repeats))
        blocks[0].addprevious(etree.ProcessingInstruction(_BEGIN, number))
        blocks[-1].addnext(etree.ProcessingInstruction(_END))
        self._repeats.append((names, start, stop))
        self.rows += blocks

    def printed(self, root: Element) -> Iterator[bytes]:
        """Return the XML of a tree, its patterns repeated, piece by piece."""
        whole = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        pieces = self._pieces(iter(_MARKS.split(whole)), ())
        return _printed(pieces, (), _breaks(root))

    def _pieces(
        self, parts: Iterator[bytes | None], names: Sequence[str]
    ) -> tuple[_Stretch | _Repeat, ...]:
        """Take pieces until the pattern ends that they stand in."""
        pieces: list[_Stretch | _Repeat] = [self._stretch(next(parts) or b"", names)]
        for number in parts:
            if number is None:
                break
            inner, start, stop = self._repeats[int(number)]
            lists = tuple(self.lists[name] for name in inner)
            pieces.append(_Repeat(self._pieces(parts, inner), lists, start, stop))
            pieces.append(self._stretch(next(parts) or b"", names))
        return tuple(pieces)

    def _stretch(self, xml: bytes, names: Sequence[str]) -> _Stretch:
        words = _SLOT.split(xml.replace(b"%", b"%%"))
        slots = tuple(self._slot(path.decode(), names) for path in words[1::2])
        return _Stretch(b"%b".join(words[::2]), slots)

    def _slot(self, path: str, names: Sequence[str]) -> tuple[int, str]:
        name, _, column = path.partition(".")
        return (names.index(name), column) if name in names else self.asks(path)


def _breaks(root: Element) -> tuple[tuple[str, str], ...]:
    """Return how line breaks and tabs in a text are written in this document."""
    uri = WORD.strip("{}")
    prefix = next(
        (f"{p}:" for p, named in root.nsmap.items() if p and named == uri), ""
    )
    again = f'<{prefix}t xml:space="preserve">'
    return tuple(
        (sign, f"</{prefix}t><{prefix}{tag}/>{again}") for sign, tag in _BREAKS
    )


def _printed(
    pieces: Sequence[_Stretch | _Repeat],
    entry: Entry,
    breaks: Sequence[tuple[str, str]],
) -> Iterator[bytes]:
    for piece in pieces:
        if isinstance(piece, _Stretch):
            texts = [entry[place][column] for place, column in piece.slots]
            if any(map(_SPECIAL.search, texts)):
                texts = [_escaped(text, breaks) for text in texts]
            yield piece.xml % tuple([text.encode() for text in texts])
        else:
            for inner in piece.entries():
                yield from _printed(piece.pieces, inner, breaks)


def _escaped(text: str, breaks: Sequence[tuple[str, str]]) -> str:
    text = escape(text)
    for sign, tags in breaks:
        text = text.replace(sign, tags)
    return text
