"""One PDF from many: pages numbered through, bookmarks, and nothing of the moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf

from sme_assistant.assembly.archives import stamp
from sme_assistant.assembly.binding.sheets import MM

_FONT, _DRAFT, _THROUGH = Name("/SmeNumber"), Name("/SmeDraft"), Name("/SmeThrough")
_SIZE = 14.0
_FROM_BOTTOM, _FROM_BINDING, _FROM_EDGE = 11 * MM, 28 * MM, 26 * MM
_DASH, _BLANK, _DIGIT = 1.0, 0.25, 0.5
"""Widths in Times, whose figures are as wide as those of a Chinese book type."""
_AT_ONCE = 60
"""Files open at the same time; some systems allow 256."""

Tick = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline.

    Attributes:
        page: Counted from 1.
    """

    title: str
    page: int
    below: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is stitched together.

    Attributes:
        files: PDFs in order.
        marked: Those of the files whose pages get the draft mark laid over.
        mark: A sheet with nothing but the draft mark; None if there is none.
    """

    title: str
    files: tuple[Path, ...]
    bookmarks: tuple[Bookmark, ...]
    marked: frozenset[Path] = frozenset()
    mark: Path | None = None


def pages_in(file: Path) -> int:
    """Count the pages of a PDF."""
    with Pdf.open(file, suppress_warnings=True) as pdf:
        return len(pdf.pages)


def stitch(
    bundle: Bundle, target: Path, work: Path, made_at: datetime, tick: Tick
) -> int:
    """Write the volume, and return how many pages it has.

    Args:
        bundle: What it is made of.
        target: Where it is written.
        work: A folder for what is written on the way.
        made_at: Stamped on it.
        tick: Called now and then; it may raise to stop.
    """
    marked = list(_marked(bundle))
    files = _few(bundle.files, work, tick)
    with ExitStack() as opened:
        volume = opened.enter_context(_joined(files, opened))
        font = volume.make_indirect(_font())
        through = volume.make_indirect(Dictionary(BM=Name.Multiply))
        mark = None
        if bundle.mark is not None:
            sheet = opened.enter_context(Pdf.open(bundle.mark))
            mark = volume.copy_foreign(sheet.pages[0].as_form_xobject())
        for number, page in enumerate(volume.pages, 1):
            overlay = _number(page, number)
            page.add_resource(font, Name.Font, _FONT)
            if mark is not None and marked[number - 1]:
                overlay += _over(page, mark)
                page.add_resource(mark, Name.XObject, _DRAFT)
                page.add_resource(through, Name.ExtGState, _THROUGH)
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(b"\nQ\n" + overlay)
        _outline(volume, bundle.bookmarks)
        _about(volume, bundle.title, made_at)
        _save(volume, target, tick)
        return len(volume.pages)


def _marked(bundle: Bundle) -> Iterator[bool]:
    """Say of each page whether it still wants the draft mark."""
    for file in bundle.files:
        yield from [file in bundle.marked] * pages_in(file)


def _few(files: Sequence[Path], work: Path, tick: Tick) -> list[Path]:
    """Put files together until they are few enough to be open at the same time."""
    todo, numbers = list(files), count(1)
    while len(todo) > _AT_ONCE:
        groups = [todo[i : i + _AT_ONCE] for i in range(0, len(todo), _AT_ONCE)]
        todo = []
        for group in groups:
            todo.append(work / f"joined-{next(numbers)}.pdf")
            with ExitStack() as opened:
                _save(opened.enter_context(_joined(group, opened)), todo[-1], tick)
    return todo


def _joined(files: Iterable[Path], opened: ExitStack) -> Pdf:
    """Put the pages of files one after the other."""
    joined = Pdf.new()
    for file in files:
        source = opened.enter_context(Pdf.open(file, suppress_warnings=True))
        joined.pages.extend(source.pages)
    for page in joined.pages:
        # They refer to a tree of tags that stays behind.
        if Name.StructParents in page:
            del page[Name.StructParents]
    return joined


def _save(pdf: Pdf, target: Path, tick: Tick) -> None:
    pdf.save(
        target,
        deterministic_id=True,
        min_version="1.7",
        progress=lambda _percent: tick(),
    )


def _font() -> Dictionary:
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name("/Times-Roman"),
        Encoding=Name.WinAnsiEncoding,
    )


def _number(page: Page, number: int) -> bytes:
    """Write — 1 — below the text: odd pages at the right, even ones at the left.

    One character stays blank at the side, as GB/T 9704 has it.
    """
    left, low, right, _ = (float(v) for v in page.mediabox.as_list())
    wide = _SIZE * (2 * _DASH + 2 * _BLANK + _DIGIT * len(str(number)))
    odd = number % 2 == 1
    x = right - _FROM_EDGE - _SIZE - wide if odd else left + _FROM_BINDING + _SIZE
    words = b"\x97 %d \x97" % number
    return b"q 0 g BT %s %g Tf %.2f %.2f Td (%s) Tj ET Q\n" % (
        str(_FONT).encode(),
        _SIZE,
        x,
        low + _FROM_BOTTOM,
        words,
    )


def _over(page: Page, mark: Object) -> bytes:
    """Lay the sheet with the draft mark over a page, at its top and in the middle.

    What is below shines through: the mark hides nothing of it.
    """
    left, _, right, high = (float(v) for v in page.mediabox.as_list())
    begin, _, end, top = (float(v) for v in mark.BBox.as_list())
    across = (left + right - begin - end) / 2
    names = str(_THROUGH).encode(), str(_DRAFT).encode()
    return b"q %s gs 1 0 0 1 %.2f %.2f cm %s Do Q\n" % (
        names[0],
        across,
        high - top,
        names[1],
    )


def _outline(volume: Pdf, bookmarks: Iterable[Bookmark]) -> None:
    with volume.open_outline() as outline:
        outline.root.extend(map(_item, bookmarks))


def _item(bookmark: Bookmark) -> OutlineItem:
    item = OutlineItem(bookmark.title, bookmark.page - 1)
    item.children.extend(map(_item, bookmark.below))
    return item


def _about(volume: Pdf, title: str, made_at: datetime) -> None:
    moment = f"D:{stamp(made_at).translate(str.maketrans('', '', '-:TZ'))}Z"
    volume.docinfo[Name.Title] = title
    volume.docinfo[Name.CreationDate] = moment
    volume.docinfo[Name.ModDate] = moment
    volume.Root.Lang = "zh-CN"
    volume.Root.PageMode = Name.UseOutlines
    volume.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    # Opened as a whole page.
    volume.Root.OpenAction = Array([volume.pages[0].obj, Name.Fit])
