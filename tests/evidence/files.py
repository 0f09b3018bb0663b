"""Real files of every kind an applicant may hand in, good ones."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pikepdf
from PIL import Image, ImageDraw

A4_150 = (1240, 1754)


def page(size: tuple[int, int] = A4_150) -> Image.Image:
    """Draw a page with something on it."""
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    step = size[1] // 20
    for top in range(step, size[1] - step, step):
        draw.rectangle((size[0] // 8, top, size[0] * 7 // 8, top + step // 4), fill=0)
    return image


def blank(size: tuple[int, int] = A4_150) -> Image.Image:
    return Image.new("L", size, 250)


def picture(path: Path, *pages: Image.Image, dpi: int = 0) -> Path:
    """Write pictures as one file of the kind its name says."""
    first, *rest = pages or (page(),)
    more: dict[str, Any] = {"save_all": True, "append_images": rest} if rest else {}
    if dpi:
        more["dpi"] = (dpi, dpi)
    first.save(path, **more)
    return path


def scan(path: Path, *pages: Image.Image) -> Path:
    """Write a PDF of scanned A4 pages."""
    pdf = pikepdf.Pdf.new()
    for image in pages or (page(),):
        made = io.BytesIO()
        image.save(made, "JPEG")
        pdf.add_blank_page(page_size=(595, 842))
        picture_of = pikepdf.Stream(
            pdf,
            made.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=image.width,
            Height=image.height,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        pdf.pages[-1].obj.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary({"/I": picture_of})
        )
        pdf.pages[-1].obj.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    pdf.save(path)
    return path


def pdf(path: Path, pages: int = 1, **how: object) -> Path:
    """Write a PDF with text on every page."""
    made = pikepdf.Pdf.new()
    for _ in range(pages):
        made.add_blank_page()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
        )
        made.pages[-1].obj.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary({"/F": font})
        )
        made.pages[-1].obj.Contents = made.make_stream(b"BT /F 12 Tf (text) Tj ET")
    made.save(path, **how)  # type: ignore[arg-type]
    return path


def word(path: Path, pages: int = 0) -> Path:
    """Write a Word file, with a number of pages as Word notes it."""
    if pages:
        told = f"<Properties><Pages>{pages}</Pages></Properties>".encode()
        return zipped(path, **{"docProps/app.xml": told})
    docx.Document().save(str(path))
    return path


def book(path: Path) -> Path:
    """Write an Excel file."""
    made = openpyxl.Workbook()
    made.create_sheet("表")["A1"] = "1"
    made.save(path)
    return path


def zipped(path: Path, **parts: bytes) -> Path:
    """Write a zip with the parts that make a Word file of it, and others."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
