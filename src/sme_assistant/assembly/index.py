"""The index of evidence: each file of the applicant's with its pages and its hash."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from xlsxwriter import Workbook

from sme_assistant.assembly.archives import zip_parts
from sme_assistant.assembly.dossier import Dossier
from sme_assistant.assembly.evidence import Exhibit
from sme_assistant.assembly.words import Word
from sme_assistant.dialogue.citations import cited
from sme_assistant.engine.attachments import Attachment
from sme_assistant.engine.materials import EvidenceState

_WIDTHS = (6, 13, 22, 34, 6, 10, 12, 12, 14, 36)
_HEAD = (
    Word.INDEX_NUMBER, Word.INDEX_CLAUSE, Word.INDEX_TITLE, Word.INDEX_FILE,
    Word.INDEX_PAGES, Word.INDEX_BYTES, Word.INDEX_VALID, Word.INDEX_PERIOD,
    Word.INDEX_NOTE, Word.INDEX_HASH,
)  # fmt: skip
_FONT, _HEAD_FONT = "宋体", "黑体"
_CENTRED = frozenset({0, 4, 5, 6, 7})
_TITLE_SIZE, _SIZE = 16, 10
_LANDSCAPE_A4 = 9
_LINE = 14
_FEWEST = 2
"""Points of a line; a hash has two."""
_MARGIN = 0.4


@dataclass(frozen=True, slots=True)
class Copied:
    """A file of the package, as the disk holds it."""

    exhibit: Exhibit
    sha256: str
    size: int


def write_index(dossier: Dossier, copied: Iterable[Copied], target: Path) -> None:
    """Write the index as an Excel file; every cell of a file's is text or a number."""
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        at = dossier.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": Word.INDEX, "created": at})
        _write(book, list(_rows(dossier, copied)))
    with ZipFile(made) as members:
        parts: dict[str, Iterable[bytes]] = {
            name: (members.read(name),) for name in members.namelist()
        }
    zip_parts(parts, target)


def _rows(dossier: Dossier, copied: Iterable[Copied]) -> Iterator[list[str | int]]:
    known = _attached(dossier)
    shorts = {m.item: m.short for m in dossier.programme.materials}
    for number, one in enumerate(copied, 1):
        exhibit = one.exhibit
        titles, files = known.get((exhibit.item, str(exhibit.source)), ([], []))
        looked = dossier.looked.get(str(exhibit.source))
        files = files or ([looked] if looked else [])
        yield [
            number,
            cited(exhibit.item),
            _joined(titles) or shorts[exhibit.item],
            exhibit.path,
            max((file.pages for file in files), default=0) or "",
            one.size,
            _joined(file.valid_until for file in files),
            _joined(file.period for file in files),
            _joined(file.note for file in files),
            one.sha256,
        ]


def _joined(texts: Iterable[str]) -> str:
    """Write texts beside each other, each once."""
    return Word.INDEX_AND.join(dict.fromkeys(text for text in texts if text))


def _attached(
    dossier: Dossier,
) -> Mapping[tuple[str, str], tuple[list[str], list[Attachment]]]:
    """Return what each attached file is for: the titles, and what is said for each.

    A file may serve several items of a material; then it is copied once.
    """
    found: dict[tuple[str, str], tuple[list[str], list[Attachment]]] = {}
    for status in dossier.materials:
        for evidence in status.evidence:
            if evidence.state is EvidenceState.NOT_APPLICABLE:
                continue
            for file in dossier.state.attached.get(evidence.item.id, ()):
                place = (status.material.item, file.path)
                titles, files = found.setdefault(place, ([], []))
                titles.append(evidence.item.model.title)
                files.append(file)
    return found


def _lines(row: Sequence[str | int]) -> int:
    """Return how many lines the fullest cell of a row needs."""
    texts = zip(map(str, row), _WIDTHS, strict=True)
    return max(_FEWEST, *(-(-_cells(text) // (wide - 1)) for text, wide in texts))


def _cells(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(sign) in "WFA") for sign in text)


def _write(book: Workbook, rows: Sequence[Sequence[str | int]]) -> None:
    sheet = book.add_worksheet(Word.INDEX)
    look: dict[str, Any] = {
        "font_name": _FONT,
        "font_size": _SIZE,
        "border": 1,
        "valign": "vcenter",
    }
    left = book.add_format({**look, "text_wrap": True})
    middle = book.add_format({**look, "text_wrap": True, "align": "center"})
    head = book.add_format(
        {**look, "font_name": _HEAD_FONT, "align": "center", "text_wrap": True}
    )
    title = book.add_format(
        {"font_name": _HEAD_FONT, "font_size": _TITLE_SIZE, "align": "center"}
    )
    sheet.merge_range(0, 0, 0, len(_HEAD) - 1, Word.INDEX, title)
    for column, (text, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, text, head)
    for number, row in enumerate(rows, 2):
        sheet.set_row(number, _LINE * _lines(row))
        for column, value in enumerate(row):
            look_of_it = middle if column in _CENTRED else left
            if isinstance(value, int):
                sheet.write_number(number, column, value, look_of_it)
            else:
                sheet.write_string(number, column, value, look_of_it)
    sheet.freeze_panes(2, 0)
    sheet.set_landscape()
    sheet.set_paper(_LANDSCAPE_A4)
    sheet.set_margins(_MARGIN, _MARGIN)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
