"""An applicant's own file as upright A4 sheets, whatever size and shape it came in.

What a page shows is scaled as a whole, never drawn anew: text stays text, a scan keeps
its pixels. Room is left at the edges for the page number and the binding.
"""

from __future__ import annotations

import io
import warnings
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import is_zipfile

import img2pdf
import pikepdf
from pikepdf import Name, Pdf
from PIL import Image, ImageOps

from sme_assistant.errors import BindingError
from sme_assistant.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
_SIDE, _TOP, _BOTTOM = 12.5 * MM, 17 * MM, 18 * MM
_TURN_FROM = 1.25
"""A page is laid across the sheet if that makes it larger by this much."""

_HEAD = 1024
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc")
_PICTURES = (
    b"\xff\xd8\xff", b"\x89PNG\r\n", b"II*\x00", b"MM\x00*", b"GIF8", b"BM",
)  # fmt: skip
_PICTURE_ENDINGS = frozenset({
    ".jpg", ".jpeg", ".jfif", ".png", ".tif", ".tiff", ".gif", ".bmp", ".webp",
})  # fmt: skip
_OFFICE_ENDINGS = frozenset({
    ".doc", ".docx", ".docm", ".wps", ".rtf", ".odt", ".ppt", ".pptx", ".dps", ".odp",
    ".xls", ".xlsx", ".xlsm", ".et", ".ods",
})  # fmt: skip
_ZIPPED_ENDINGS = frozenset({
    ".docx", ".docm", ".odt", ".xlsx", ".xlsm", ".ods", ".pptx", ".odp",
})  # fmt: skip
"""Of other bytes under these names LibreOffice would make pages of rubbish."""
_LOCKED_OFFICE = b"\xd0\xcf\x11\xe0"
"""What an Office file with a password begins with, though its name is of a zip."""
_OLD_OFFICE = (_LOCKED_OFFICE, b"{\\rtf", b"MIME-Version", b"<")
"""What files of the older kinds begin with, those that are web pages included."""
_BLANK = b"\xef\xbb\xbf \t\r\n"
_COARSEST = 100
"""Pixels an inch: a small picture is not blown up beyond this."""
_LONGEST = 100
"""Inches that a PDF page may safely have; A4 is made of it afterwards."""
_AS_IT_IS = frozenset({"JPEG", "MPO", "PNG", "TIFF"})
_PLAIN_MODES = frozenset({"1", "L", "P", "RGB", "CMYK", "I;16"})
_TURNS = frozenset({1, 3, 6, 8})
"""Orientations that a page can have; the others are mirrored."""
_ORIENTATION = 0x0112
_BAD_PDF = (
    pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    RuntimeError, OSError, RecursionError,
)  # fmt: skip
_BAD_PICTURE = (
    Image.DecompressionBombError, OSError, ValueError, TypeError, SyntaxError,
    KeyError, IndexError, EOFError, RuntimeError, MemoryError, OverflowError,
    *(error for name, error in vars(img2pdf).items() if name.endswith("Error")),
)  # fmt: skip


class Kind(Enum):
    """How a file becomes pages."""

    PDF = auto()
    PICTURE = auto()
    OFFICE = auto()


def kind_of(file: Path, title: str) -> Kind:
    """Say how a file becomes pages; what it begins with counts before its ending.

    Args:
        file: The file.
        title: What the applicant calls it.

    Raises:
        BindingError: It cannot become pages here; the message says what to do.
    """
    with file.open("rb") as source:
        head = source.read(_HEAD)
    ending = file.suffix.lower()
    if not head:
        raise _refused(Message.BIND_EMPTY, title)
    if b"%PDF-" in head:
        return Kind.PDF
    if head[4:12] in _HEIC:
        raise _refused(Message.BIND_HEIC, title)
    if head.startswith(_PICTURES) or ending in _PICTURE_ENDINGS:
        return Kind.PICTURE
    if ending in _OFFICE_ENDINGS:
        zipped = ending in _ZIPPED_ENDINGS
        if is_zipfile(file) or (not zipped and _is_old_office(head)):
            return Kind.OFFICE
        locked = zipped and head.startswith(_LOCKED_OFFICE)
        raise _refused(Message.BIND_LOCKED if locked else Message.BIND_DAMAGED, title)
    damaged = ending == ".pdf"
    raise _refused(Message.BIND_DAMAGED if damaged else Message.BIND_UNKNOWN, title)


def _is_old_office(head: bytes) -> bool:
    return head.lstrip(_BLANK).startswith(_OLD_OFFICE)


def _refused(message: Message, title: str) -> BindingError:
    return BindingError("evidence cannot be bound", message.format(file=title))


def picture_sheets(picture: Path, target: Path, title: str) -> str:
    """Lay a picture on a sheet, one a frame of a scan of many pages.

    Returns:
        A remark for the applicant; empty if there is none.

    Raises:
        BindingError: It is damaged.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large scans, which are meant
            raw = _picture_as_pdf(picture)
    except _BAD_PICTURE as error:
        raise _refused(Message.BIND_PICTURE, title) from error
    return pdf_sheets(io.BytesIO(raw), target, title)


def _picture_as_pdf(picture: Path) -> bytes:
    with Image.open(picture) as image:
        width, height = image.size
        if _can_stay(image):
            # Decoding it small is quick, and finds a file that breaks off.
            image.draft("RGB", (max(width // 8, 1), max(height // 8, 1)))
            image.load()
            frames: list[Any] = [str(picture)]
        else:
            frames = [_redrawn(frame) for frame in _frames(image)]
    dots = max(_COARSEST, -(-max(width, height) // _LONGEST))
    raw: bytes = img2pdf.convert(
        frames,
        layout_fun=img2pdf.get_fixed_dpi_layout_fun((dots, dots)),
        rotation=img2pdf.Rotation.ifvalid,
        engine=img2pdf.Engine.pikepdf,
        nodate=True,
    )
    return raw


def _can_stay(image: Image.Image) -> bool:
    """Whether the file's own pixels can go into a PDF, with nothing to flatten."""
    orientation = image.getexif().get(_ORIENTATION, 1)
    turned = _TURNS if image.format in {"JPEG", "MPO"} else {1}
    modes = {frame.mode for frame in _frames(image)}
    image.seek(0)
    return (
        image.format in _AS_IT_IS
        and modes <= _PLAIN_MODES
        and "transparency" not in image.info
        and orientation in turned
    )


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    """Yield the pages of a scan; of what moves, the first."""
    count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    for index in range(count):
        image.seek(index)
        yield image


def _redrawn(frame: Image.Image) -> bytes:
    """Draw a picture anew, turned upright and on white paper."""
    colours = ImageOps.exif_transpose(frame).convert("RGBA")
    paper = Image.new("RGB", colours.size, "white")
    paper.paste(colours, mask=colours.getchannel("A"))
    target = io.BytesIO()
    paper.save(target, "PNG")
    return target.getvalue()


def pdf_sheets(source: Path | io.BytesIO, target: Path, title: str) -> str:
    """Lay each page of a PDF on a sheet.

    Seals and signatures are often annotations: they become part of the page.

    Returns:
        A remark for the applicant; empty if there is none.

    Raises:
        BindingError: It wants a password, or is damaged.
    """
    try:
        with Pdf.open(source, suppress_warnings=True) as pdf, Pdf.new() as sheets:
            _settle_forms(pdf)
            pdf.flatten_annotations("all")
            faults = pdf.check_pdf_syntax()
            for page in pdf.pages:
                _lay(page, sheets)
            if not len(sheets.pages):
                raise _refused(Message.BIND_DAMAGED, title)
            sheets.save(target, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise _refused(Message.BIND_LOCKED, title) from error
    except _BAD_PDF as error:
        raise _refused(Message.BIND_DAMAGED, title) from error
    return Message.BIND_PARTLY.format(file=title) if faults else ""


def _settle_forms(pdf: Pdf) -> None:
    """Take the fields of a form as they look in the file."""
    form = pdf.Root.get(Name.AcroForm)
    if form is not None and Name.NeedAppearances in form:
        del form[Name.NeedAppearances]


def _lay(page: pikepdf.Page, sheets: Pdf) -> None:
    """Lay one page in the middle of a new sheet, upright, no larger than it was."""
    drawing = sheets.copy_foreign(page.as_form_xobject())
    width, height = _extent(drawing)
    across = _scale(width, height, A4[1], A4[0]) / _scale(width, height, *A4)
    size = (A4[1], A4[0]) if across >= _TURN_FROM else A4
    sheets.add_blank_page(page_size=size)
    sheet = sheets.pages[-1]
    frame = pikepdf.Rectangle(_SIDE, _BOTTOM, size[0] - _SIDE, size[1] - _TOP)
    sheet.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary({"/Page": drawing})
    )
    placed = sheet.calc_form_xobject_placement(drawing, Name("/Page"), frame)
    sheet.Contents = sheets.make_stream(placed)


def _scale(width: float, height: float, across: float, up: float) -> float:
    return min((across - 2 * _SIDE) / width, (up - _TOP - _BOTTOM) / height, 1.0)


def _extent(drawing: pikepdf.Object) -> tuple[float, float]:
    """Return width and height as a reader shows them, turned where it says so."""
    left, low, right, high = (float(v) for v in drawing.BBox.as_list())
    a, b, c, d, *_ = (float(v) for v in drawing.get(Name.Matrix, [1, 0, 0, 1, 0, 0]))
    width, height = abs(right - left), abs(high - low)
    return abs(a) * width + abs(c) * height, abs(b) * width + abs(d) * height
