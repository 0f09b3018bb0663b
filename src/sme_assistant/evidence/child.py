"""The process that looks into files from anywhere: bounded, and free to die.

It reads paths from standard input, one JSON text a line, and for each writes a line of
JSON: a ``Look`` or what is wrong. Nothing is converted and nothing written.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space."""
MOST_PIXELS = 100_000_000
"""Of one picture; A3 at 600 dots an inch has seventy million."""
MOST_UNZIPPED = 300 * 1024 * 1024
MOST_PARTS = 5_000
_DAMAGED, _LOCKED, _BOMB, _KIND = "damaged", "locked", "bomb", "kind"

_HEAD = 1024
_PIECE = 1 << 20
_TAIL = 2048
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DECLARATIONS = tuple(
    "<!ENTITY".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be")
)
_OVERLAP = max(map(len, _DECLARATIONS))
_PAGES = re.compile(rb"<Pages>(\d{1,6})</Pages>")
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}

_INCH = 72
_A4 = (8.27, 11.69)
_MOST_PAGES = 300
_MOST_DRAWN = 40
"""Of a long PDF the first pages are measured, and fewer looked at for blanks."""
_UNSAID_DPI = frozenset({0, 1, 72, 96})
"""What cameras and phones put where they know nothing."""
_SMALL = 1000
_MARGIN = 0.04
_PALER = 48
_LEAST_INK = 0.0004
_EMPTY_CONTENT = 64
"""Bytes: so little draws nothing on a page."""

_FAULTS = (
    OSError, ValueError, TypeError, SyntaxError, KeyError, IndexError, EOFError,
    OverflowError, RuntimeError, ArithmeticError, AttributeError,
)  # fmt: skip
"""What the libraries raise on broken files."""


class RefusedError(Exception):
    """The file is none that can be handed in; ``args[0]`` says why."""


@dataclass(slots=True)
class Look:
    """What a file is; 0 is not known."""

    kind: str
    pages: int = 0
    dpi: int = 0
    blank: str = ""


def main() -> None:
    """Look into the files that are named on standard input."""
    _limit()
    for line in sys.stdin.buffer:
        sys.stdout.write(json.dumps(answer(line)) + "\n")
        sys.stdout.flush()


def answer(line: bytes) -> dict[str, Any]:
    """Look into the file that a line names, and return what to write."""
    try:
        return asdict(look(Path(json.loads(line))))
    except RefusedError as refused:
        return {"wrong": refused.args[0]}
    except OSError:
        return {"wrong": "unreadable"}
    except (MemoryError, RecursionError):
        return {"wrong": _BOMB}


def _limit() -> None:
    """Bound memory, where the system can; keep no image of a crash."""
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, hard))


def look(path: Path) -> Look:
    """Say what a file is by its content.

    Raises:
        RefusedError: It is no file we take, damaged, locked or a bomb.
        OSError: It cannot be read.
    """
    with path.open("rb") as source:
        head = source.read(_HEAD)
    for sign, reader in _READERS:
        if head.startswith(sign):
            return reader(path)
    if b"%PDF-" in head:
        return _pdf(path)
    raise RefusedError(_KIND)


# --- Office -------------------------------------------------------------------


def _office(path: Path) -> Look:
    """Read every part of a zipped document once, in pieces, believing no number."""
    try:
        with ZipFile(path) as archive:
            kind = _checked(archive)
            pages = _pages_told(archive) if kind == "docx" else 0
    except (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError) as error:
        raise RefusedError(_DAMAGED) from error
    except (RuntimeError, ValueError) as error:  # a part with a password
        raise RefusedError(_LOCKED) from error
    return Look(kind, pages)


def _checked(archive: ZipFile) -> str:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNZIPPED:
        raise RefusedError(_BOMB)
    names = {part.filename.replace("\\", "/") for part in parts}
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise RefusedError(_DAMAGED)
    kind = next((kind for name, kind in _OFFICE.items() if name in names), None)
    if kind is None or "[Content_Types].xml" not in names:
        raise RefusedError(_KIND)
    for part in parts:
        with archive.open(part) as source:
            tail = b""
            while piece := source.read(_PIECE):
                if any(sign in tail + piece for sign in _DECLARATIONS):
                    raise RefusedError(_BOMB)
                tail = piece[-_OVERLAP:]
    return kind


def _pages_told(archive: ZipFile) -> int:
    """Return how many pages Word counted when it saved the file."""
    try:
        told = archive.open("docProps/app.xml").read(_PIECE)
    except KeyError:
        return 0
    found = _PAGES.search(told)
    return int(found[1]) if found else 0


def _old_office(path: Path) -> Look:
    """Refuse what older Office wrote, and what newer Office locked inside it."""
    with path.open("rb") as source:
        tail = b""
        while piece := source.read(_PIECE):
            if _ENCRYPTED in tail + piece:
                raise RefusedError(_LOCKED)
            tail = piece[-len(_ENCRYPTED) :]
    raise RefusedError("old_office")


# --- pictures -----------------------------------------------------------------


def _picture(path: Path) -> Look:
    from PIL import Image  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = None  # counted here, and for every frame
    try:
        with Image.open(path, formats=["JPEG", "PNG", "TIFF"]) as image:
            kind = {"PNG": "png", "TIFF": "tiff"}.get(str(image.format), "jpeg")
            count = getattr(image, "n_frames", 1) if kind == "tiff" else 1
            found = Look(kind, count)
            blank = []
            for number in range(1, min(count, _MOST_PAGES) + 1):
                if number > 1:
                    image.seek(number - 1)
                if image.width * image.height > MOST_PIXELS:
                    raise RefusedError(_BOMB)
                dpi = _dpi(image)
                found.dpi = min(found.dpi or dpi, dpi)
                if number <= _MOST_DRAWN and _is_blank(image):
                    blank.append(number)
            found.blank = ",".join(map(str, blank))
            return found
    except _FAULTS as error:
        raise RefusedError(_DAMAGED) from error


def _dpi(image: Any) -> int:
    """Return what the file says, or what its pixels are on A4."""
    try:
        told = round(min(float(number) for number in image.info.get("dpi", (0, 0))))
    except (TypeError, ValueError, ArithmeticError):
        told = 0
    if told not in _UNSAID_DPI and told > 0:
        return told
    short, long = sorted(image.size)
    return max(1, int(max(short / _A4[0], long / _A4[1]) + 0.5))


def _is_blank(image: Any) -> bool:
    """Whether a page is all of one shade, but for what dust makes."""
    image.draft("L", (_SMALL, _SMALL))
    image.load()
    grey = _grey(image)
    width, height = grey.size
    aside, above = int(width * _MARGIN), int(height * _MARGIN)
    counts = grey.crop((aside, above, width - aside, height - above)).histogram()
    shade = counts.index(max(counts))
    apart = sum(n for at, n in enumerate(counts) if abs(at - shade) > _PALER)
    return bool(apart <= sum(counts) * _LEAST_INK)


def _grey(image: Any) -> Any:
    """Return a picture small, in shades of grey, on white paper."""
    from PIL import Image  # noqa: PLC0415

    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        small = image.convert("RGBA") if image.mode != "RGBA" else image.copy()
        small.thumbnail((_SMALL, _SMALL))
        paper = Image.new("RGBA", small.size, "white")
        return Image.alpha_composite(paper, small).convert("L")
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda shade: shade / 256)
    grey = image.convert("L")
    grey.thumbnail((_SMALL, _SMALL))
    return grey


# --- PDF ----------------------------------------------------------------------


def _pdf(path: Path) -> Look:
    import pikepdf  # noqa: PLC0415

    if not _is_finished(path):
        raise RefusedError(_DAMAGED)
    try:
        with pikepdf.Pdf.open(path, suppress_warnings=True) as pdf:
            found = Look("pdf", len(pdf.pages))
            if not found.pages:
                raise RefusedError(_DAMAGED)
            blank = []
            for number, page in enumerate(_first(pdf.pages), 1):
                dpi, is_blank = _page(page, drawn=number <= _MOST_DRAWN)
                if dpi:
                    found.dpi = min(found.dpi or dpi, dpi)
                if is_blank:
                    blank.append(number)
            found.blank = ",".join(map(str, blank))
            return found
    except pikepdf.PasswordError as error:
        raise RefusedError(_LOCKED) from error
    except (pikepdf.PdfError, *_FAULTS) as error:
        raise RefusedError(_DAMAGED) from error


def _is_finished(path: Path) -> bool:
    """Whether a PDF has its end; what breaks off would be read as far as it goes."""
    with path.open("rb") as source:
        size = source.seek(0, 2)
        source.seek(max(0, size - _TAIL))
        return b"%%EOF" in source.read()


def _first(pages: Any) -> Iterator[Any]:
    for number in range(min(len(pages), _MOST_PAGES)):
        yield pages[number]


def _page(page: Any, *, drawn: bool) -> tuple[int, bool]:
    """Return the dots an inch of a page that is one picture, and whether it is blank.

    Of a page that is not just a picture nothing is said; of one with nothing, that.
    """
    resources = page.obj.get("/Resources", {})
    shown = [drawing for _, drawing in resources.get("/XObject", {}).items()]
    images = [drawing for drawing in shown if drawing.get("/Subtype") == "/Image"]
    if "/Font" in resources and len(resources["/Font"]):
        return 0, False
    if not images:
        return 0, not _draws(page, resources)
    if len(shown) != 1:
        return 0, False
    image = images[0]
    wide, high = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    if wide * high > MOST_PIXELS:
        raise RefusedError(_BOMB)
    left, low, right, top = (float(number) for number in page.mediabox)
    paper = sorted((abs(right - left), abs(top - low)))
    pixels = sorted((wide, high))
    if not paper[0] or not pixels[0]:
        return 0, False
    dpi = max(1, round(max(n * _INCH / p for n, p in zip(pixels, paper, strict=True))))
    return dpi, drawn and _is_blank_picture(image)


def _draws(page: Any, resources: Any) -> bool:
    """Whether a page without text or pictures may still show something."""
    contents = page.obj.get("/Contents")
    if len(resources.get("/XObject", {})) or len(page.obj.get("/Annots", [])):
        return True
    if contents is None:
        return False
    import pikepdf  # noqa: PLC0415

    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    return any(len(s.read_raw_bytes()) > _EMPTY_CONTENT for s in streams)


def _is_blank_picture(image: Any) -> bool:
    """Whether a scanned page is blank; one that cannot be drawn here is not called so.

    Some compressions of fax machines need programs we do without.
    """
    import pikepdf  # noqa: PLC0415

    try:
        picture = pikepdf.PdfImage(image).as_pil_image()
    except (
        pikepdf.PdfError,
        pikepdf.DependencyError,
        pikepdf.UnsupportedImageTypeError,
        *_FAULTS,
    ):
        return False
    return _is_blank(picture)


_READERS: tuple[tuple[bytes, Callable[[Path], Look]], ...] = (
    (b"%PDF-", _pdf),
    (b"\xff\xd8\xff", _picture),
    (b"\x89PNG\r\n\x1a\n", _picture),
    (b"II*\x00", _picture),
    (b"MM\x00*", _picture),
    (b"PK\x03\x04", _office),
    (_OLE, _old_office),
)

if __name__ == "__main__":
    main()
