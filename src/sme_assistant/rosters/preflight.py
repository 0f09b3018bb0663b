"""Look through a zipped workbook before anybody reads it.

The reader allocates what a file claims, and so can be made to take all memory (see
docs/adr/023). Here nothing is believed: every part is unzipped in pieces, which are
counted and searched, and never kept.
"""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass, field
from html import unescape
from zipfile import BadZipFile, ZipFile, ZipInfo

from sme_assistant.phrases import Lists
from sme_assistant.rosters.files import TableError

MOST_PARTS = 500
MOST_BYTES = 300 * 1024 * 1024
MOST_STRINGS = 3_000_000
MOST_LETTERS = 2
"""Of a column's name: beyond ZZ (702 columns) there is no list."""

_PIECE = 1 << 20
_OVERLAP = 64
_FAR = re.compile(rb""" r=["'][A-Za-z]{%d}""" % (MOST_LETTERS + 1))
_STRINGS = re.compile(rb"""[cC]ount=["'](\d+)""")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_FORMULA = re.compile(rb"<f[ >/]")
_ADDRESS = re.compile(rb"""<c [^>]*?r=["']([A-Z]+[0-9]+)""")
_SHOWN = re.compile(rb"<v>[^<]|<is>|<v [^>]*>[^<]")
_SHEET = re.compile(rb"""<(?:\w+:)?sheet [^>]*>""")
_NAME = re.compile(rb"""\bname=["']([^"']*)["']""")
_ID = re.compile(rb"""\br:id=["']([^"']*)["']""")
_RELATION = re.compile(rb"""<Relationship [^>]*>""")
_RELATION_ID = re.compile(rb"""\bId=["']([^"']*)["']""")
_TARGET = re.compile(rb"""\bTarget=["']([^"']*)["']""")


@dataclass(slots=True)
class Scan:
    """What was seen.

    Attributes:
        unshown: Sheet to the addresses of its formulas without a shown value.
        links: Whether it refers to other files.
    """

    unshown: dict[str, list[str]] = field(default_factory=dict)
    links: bool = False


def scan(content: bytes, name: str) -> Scan:
    """Look through a zipped workbook or document.

    Raises:
        TableError: It is broken, or more than a list could ever be.
    """
    found = Scan()
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_parts(parts, name)
            with_formulas = [p for p in parts if _look(archive, p, name)]
            found.links = any("externalLink" in part.filename for part in parts)
            if with_formulas:
                found.unshown = _unshown(archive, with_formulas)
    except (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError):
        raise _refused("broken workbook", Lists.BROKEN, name) from None
    return found


def _refused(log: str, message: Lists, name: str) -> TableError:
    return TableError(log, message.format(name=name))


def _check_parts(parts: list[ZipInfo], name: str) -> None:
    if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_BYTES:
        raise _refused("zip bomb", Lists.BOMB, name)
    if any(p.flag_bits & 1 for p in parts):
        raise _refused("password", Lists.LOCKED, name)
    names = [p.filename.replace("\\", "/") for p in parts]
    if any(n.startswith("/") or ".." in n.split("/") for n in names):
        raise _refused("path in zip", Lists.BROKEN, name)


def _look(archive: ZipFile, part: ZipInfo, name: str) -> bool:
    """Search one part, and say whether it is a sheet with formulas."""
    if not part.filename.lower().endswith((".xml", ".rels", ".bin")):
        return False
    is_sheet = "worksheets/" in part.filename
    has_formulas, tail, is_first = False, b"", True
    with archive.open(part) as source:
        while piece := source.read(_PIECE):
            text = tail + piece
            if is_first and text.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise _refused("odd encoding", Lists.BROKEN, name)
            if any(word in text for word in _DECLARATIONS):
                raise _refused("entities", Lists.ENTITIES, name)
            if is_first and "sharedStrings" in part.filename:
                _check_strings(text[:4096], name)
            if is_sheet:
                if _FAR.search(text):
                    raise _refused("too wide", Lists.TOO_WIDE, name)
                has_formulas = has_formulas or _FORMULA.search(text) is not None
            tail, is_first = text[-_OVERLAP:], False
    return has_formulas


def _check_strings(head: bytes, name: str) -> None:
    if any(int(count) > MOST_STRINGS for count in _STRINGS.findall(head)):
        raise _refused("strings lie", Lists.BOMB, name)


def _unshown(archive: ZipFile, parts: list[ZipInfo]) -> dict[str, list[str]]:
    """Find the formulas whose result nobody computed."""
    names = _sheet_names(archive)
    found: dict[str, list[str]] = {}
    for part in parts:
        data = archive.read(part)
        addresses = []
        for formula in _FORMULA.finditer(data):
            at = formula.start()
            start = data.rfind(b"<c ", max(0, at - 1000), at)
            cell = data[start : data.find(b"</c>", at)]
            address = _ADDRESS.match(cell)
            if address and not _SHOWN.search(cell):
                addresses.append(address[1].decode())
        if addresses:
            found[names.get(part.filename.removeprefix("xl/"), "")] = addresses
    return found


def _sheet_names(archive: ZipFile) -> dict[str, str]:
    """Return the part of each sheet and its name."""
    book = archive.read("xl/workbook.xml")
    relations = archive.read("xl/_rels/workbook.xml.rels")
    targets = {
        _first(_RELATION_ID, tag): _first(_TARGET, tag).removeprefix("/xl/")
        for tag in _RELATION.findall(relations)
    }
    return {
        targets.get(_first(_ID, tag), ""): _first(_NAME, tag)
        for tag in _SHEET.findall(book)
    }


def _first(pattern: re.Pattern[bytes], tag: bytes) -> str:
    found = pattern.search(tag)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""
