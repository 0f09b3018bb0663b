"""Whatever an applicant attaches becomes upright A4 sheets, or says why it cannot."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from sme_assistant.assembly.binding.sheets import (
    A4,
    MM,
    Kind,
    kind_of,
    pdf_sheets,
    picture_sheets,
)
from sme_assistant.errors import BindingError
from tests.assembly.binding.office import operands_of, write_pdf

PORTRAIT, LANDSCAPE = A4, (A4[1], A4[0])
MIRRORED = (2, 4, 5, 7)


def sizes(pdf: Path) -> list[tuple[float, float]]:
    with pikepdf.open(pdf) as opened:
        boxes = [[float(v) for v in p.mediabox.as_list()] for p in opened.pages]
    assert all(box[:2] == [0, 0] for box in boxes)
    return [(round(box[2], 1), round(box[3], 1)) for box in boxes]


def rounded(size: tuple[float, float]) -> tuple[float, float]:
    return round(size[0], 1), round(size[1], 1)


def placed(pdf: Path, index: int = 0) -> tuple[float, float, float, float]:
    """Return the box that the content of a sheet fills: left, low, right, high."""
    with pikepdf.open(pdf) as opened:
        page = opened.pages[index]
        drawing = page.resources.XObject["/Page"]
        turned = drawing.get("/Matrix")
        inner = pikepdf.Matrix() if turned is None else pikepdf.Matrix(turned)
        (operands,) = operands_of(page, "cm")
        whole = inner @ pikepdf.Matrix(*(float(v) for v in operands))
        box = pikepdf.Rectangle(*(float(v) for v in drawing.BBox.as_list()))
        moved = whole.transform(box)
        return moved.llx, moved.lly, moved.urx, moved.ury


@settings(max_examples=40, deadline=None)
@given(
    width=st.floats(30, 3000),
    height=st.floats(30, 3000),
    left=st.floats(-500, 500),
    low=st.floats(-500, 500),
    turned=st.sampled_from([0, 90, 180, 270]),
)
def test_any_page_fits_on_a4_undistorted(
    width: float, height: float, left: float, low: float, turned: int
) -> None:
    with TemporaryDirectory() as folder:
        box = pikepdf.Array([left, low, left + width, low + height])
        source = write_pdf(Path(folder, "a.pdf"), MediaBox=box, Rotate=turned)
        target = Path(folder, "b.pdf")

        assert pdf_sheets(source, target, "文件") == ""

        (size,) = sizes(target)
        x1, y1, x2, y2 = placed(target)
    assert size in {rounded(PORTRAIT), rounded(LANDSCAPE)}
    assert x1 >= 12 * MM
    assert y1 >= 17.9 * MM
    assert x2 <= size[0] - 12 * MM
    assert y2 <= size[1] - 16.9 * MM
    shown = (height, width) if turned in {90, 270} else (width, height)
    scale = (x2 - x1) / shown[0]
    assert scale == pytest.approx((y2 - y1) / shown[1], rel=1e-3)
    assert scale <= 1.0001


@pytest.mark.parametrize(
    ("size", "turned", "wanted"),
    [
        ((595, 842), 0, PORTRAIT),
        ((842, 595), 0, LANDSCAPE),
        ((842, 595), 90, PORTRAIT),
        ((595, 842), 270, LANDSCAPE),
        ((842, 1191), 0, PORTRAIT),
        ((595, 397), 0, PORTRAIT),  # an electronic invoice, nearly as large upright
    ],
)
def test_a_sheet_lies_as_its_page_does(
    tmp_path: Path, size: tuple[float, float], turned: int, wanted: tuple[float, float]
) -> None:
    source = write_pdf(tmp_path / "a.pdf", size=size, Rotate=turned)

    pdf_sheets(source, tmp_path / "b.pdf", "文件")

    assert sizes(tmp_path / "b.pdf") == [rounded(wanted)]


def test_only_what_a_reader_shows_is_laid(tmp_path: Path) -> None:
    crop = pikepdf.Array([100, 100, 300, 400])
    source = write_pdf(tmp_path / "a.pdf", size=(700, 900), CropBox=crop)

    pdf_sheets(source, tmp_path / "b.pdf", "文件")

    x1, y1, x2, y2 = placed(tmp_path / "b.pdf")
    assert (x2 - x1, y2 - y1) == pytest.approx((200, 300), abs=0.1)


def test_a_seal_that_is_an_annotation_becomes_part_of_the_page(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "a.pdf")
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        look = pdf.make_stream(b"1 0 0 RG 0 0 90 90 re S % seal")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = pikepdf.Array([0, 0, 90, 90])
        seal = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Sig,
                T="seal",
                Rect=pikepdf.Array([400, 60, 490, 150]),
                F=4,
                AP=pikepdf.Dictionary(N=look),
            )
        )
        pdf.pages[0].obj.Annots = pikepdf.Array([seal])
        pdf.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array([seal]), NeedAppearances=True, SigFlags=3
        )
        pdf.save(source)

    assert pdf_sheets(source, tmp_path / "b.pdf", "文件") == ""

    with pikepdf.open(tmp_path / "b.pdf") as sheets:
        inner = sheets.pages[0].resources.XObject["/Page"].Resources.XObject
        drawn = [inner[name].read_bytes() for name in inner.keys()]  # noqa: SIM118
    assert any(b"% seal" in raw for raw in drawn)


# --- pictures ---------------------------------------------------------------


def drawing(size: tuple[int, int] = (300, 420)) -> Image.Image:
    """Return a white picture with a red upper left and a blue lower right corner."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, size[0] // 3, size[1] // 3), fill="red")
    pen.rectangle((size[0] * 2 // 3, size[1] * 2 // 3, *size), fill="blue")
    return image


def turned_as(image: Image.Image, orientation: int) -> Image.Image:
    """Return the pixels that a camera stores for an orientation."""
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    return image.transpose(back[orientation]) if orientation in back else image


def rendered(pdf: Path) -> Image.Image:
    """Return the first page as a picture."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    command = ["pdftoppm", "-r", "36", "-png", "-f", "1", "-l", "1", str(pdf)]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    return Image.open(io.BytesIO(raw)).convert("RGB")


def corners(pdf: Path) -> tuple[object, object]:
    """Return the colours near the upper left and lower right of what is on a sheet."""
    page = rendered(pdf)
    x1, y1, x2, y2 = (value / 2 for value in placed(pdf))
    high = page.height
    upper = page.getpixel((round(x1 + 6), round(high - y2 + 6)))
    lower = page.getpixel((round(x2 - 6), round(high - y1 - 6)))
    return upper, lower


def nearly(found: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(a - b) < 90 for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_camera_was_held(
    tmp_path: Path, orientation: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = tmp_path / "a.jpg"
    turned_as(drawing(), orientation).save(photo, exif=exif)

    assert picture_sheets(photo, tmp_path / "b.pdf", "照片") == ""

    assert sizes(tmp_path / "b.pdf") == [rounded(PORTRAIT)]
    upper, lower = corners(tmp_path / "b.pdf")
    assert nearly(upper, (255, 0, 0))
    assert nearly(lower, (0, 0, 255))


def test_a_photo_keeps_its_own_bytes(tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    drawing().save(photo)

    picture_sheets(photo, tmp_path / "b.pdf", "照片")

    raw = photo.read_bytes()
    assert raw[-2000:] in (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize(
    ("ending", "mode"),
    [
        (".png", "RGBA"), (".png", "LA"), (".png", "P"), (".png", "1"), (".png", "L"),
        (".png", "I;16"), (".jpg", "CMYK"), (".jpg", "L"), (".tif", "RGB"),
        (".tif", "CMYK"), (".gif", "P"), (".bmp", "RGB"), (".webp", "RGBA"),
    ],
)  # fmt: skip
def test_every_kind_of_picture_is_laid(tmp_path: Path, ending: str, mode: str) -> None:
    picture = tmp_path / f"a{ending}"
    image = drawing()
    image = image.convert("I").convert(mode) if mode == "I;16" else image.convert(mode)
    image.save(picture)

    assert kind_of(picture, "图") is Kind.PICTURE
    assert picture_sheets(picture, tmp_path / "b.pdf", "图") == ""

    assert sizes(tmp_path / "b.pdf") == [rounded(PORTRAIT)]


def test_what_is_transparent_is_paper(tmp_path: Path) -> None:
    image = Image.new("RGBA", (300, 420), (0, 0, 0, 0))
    image.save(tmp_path / "a.png")

    picture_sheets(tmp_path / "a.png", tmp_path / "b.pdf", "图")

    upper, _ = corners(tmp_path / "b.pdf")
    assert nearly(upper, (255, 255, 255))


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_scan_of_many_pages_keeps_them_all(tmp_path: Path, mode: str) -> None:
    pages = [drawing((200 + 10 * i, 300)).convert(mode) for i in range(3)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])

    picture_sheets(tmp_path / "a.tif", tmp_path / "b.pdf", "扫描")

    assert len(sizes(tmp_path / "b.pdf")) == 3


def test_of_what_moves_the_first_picture_is_laid(tmp_path: Path) -> None:
    pages = [drawing(), Image.new("RGB", (300, 420), "green")]
    pages[0].save(tmp_path / "a.gif", save_all=True, append_images=pages[1:])

    picture_sheets(tmp_path / "a.gif", tmp_path / "b.pdf", "动图")

    assert len(sizes(tmp_path / "b.pdf")) == 1


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    drawing((100, 50)).save(tmp_path / "a.png")

    picture_sheets(tmp_path / "a.png", tmp_path / "b.pdf", "图")

    x1, _, x2, _ = placed(tmp_path / "b.pdf")
    assert x2 - x1 == pytest.approx(72, abs=0.1)


def test_a_very_long_screenshot_is_laid(tmp_path: Path) -> None:
    Image.new("1", (100, 30000)).save(tmp_path / "a.png")

    assert picture_sheets(tmp_path / "a.png", tmp_path / "b.pdf", "截图") == ""

    assert sizes(tmp_path / "b.pdf") == [rounded(PORTRAIT)]


# --- what cannot be laid ----------------------------------------------------


def attempt(kind: Kind | None, file: Path) -> None:
    assert kind_of(file, file.name) is kind
    lay = pdf_sheets if kind is Kind.PDF else picture_sheets
    lay(file, file.with_name("b.pdf"), file.name)


def refusal(kind: Kind | None, file: Path) -> str:
    """Return what is said of a file of a kind; None for one that is of no kind."""
    with pytest.raises(BindingError) as raised:
        attempt(kind, file)
    message = raised.value.user_message
    assert f"“{file.name}”" in message
    assert "请" in message
    return message


def test_a_locked_pdf_is_named(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "流水.pdf")
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.save(source, encryption=pikepdf.Encryption(owner="a", user="b"))

    assert "打开密码" in refusal(Kind.PDF, source)


def test_a_pdf_that_only_forbids_changes_is_laid(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "流水.pdf")
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.save(source, encryption=pikepdf.Encryption(owner="a", user=""))

    assert pdf_sheets(source, tmp_path / "b.pdf", "流水.pdf") == ""


@pytest.mark.parametrize("raw", [b"%PDF-1.4\n", b"%PDF-1.7\n\x00\xff" * 50])
def test_a_damaged_pdf_is_named(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "坏.pdf").write_bytes(raw)

    assert "已损坏" in refusal(Kind.PDF, tmp_path / "坏.pdf")


def test_a_pdf_without_pages_is_named(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "无页.pdf", pages=0)

    assert "已损坏" in refusal(Kind.PDF, source)


def test_a_pdf_that_breaks_off_is_laid_with_a_remark(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "断.pdf", pages=3)
    raw = source.read_bytes()
    source.write_bytes(raw[: raw.rindex(b"xref")])

    remark = pdf_sheets(source, tmp_path / "b.pdf", "断.pdf")

    assert "“断.pdf”有损坏的地方" in remark
    assert len(sizes(tmp_path / "b.pdf")) == 3


@pytest.mark.parametrize("ending", [".jpg", ".png", ".tif"])
def test_a_broken_picture_is_named(tmp_path: Path, ending: str) -> None:
    picture = tmp_path / f"坏{ending}"
    drawing((900, 900)).save(picture)
    picture.write_bytes(picture.read_bytes()[: picture.stat().st_size // 2])

    assert "打不开" in refusal(Kind.PICTURE, picture)


def test_what_only_calls_itself_a_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "假.jpg").write_bytes(b"hello")

    assert "打不开" in refusal(Kind.PICTURE, tmp_path / "假.jpg")


def test_a_bomb_of_a_picture_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing().save(tmp_path / "大.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)

    assert "尺寸过大" in refusal(Kind.PICTURE, tmp_path / "大.png")


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("空.pdf", b"", "空的"),
        ("空.docx", b"", "空的"),
        ("乱.doc", b"\x00\x01 no old file", "已损坏"),
        ("乱.docx", b"\x00\x01 no zip", "已损坏"),
        ("断.xlsx", b"PK\x03\x04 and no end", "已损坏"),
        ("锁住.docx", b"\xd0\xcf\x11\xe0 of a locked file", "打开密码"),
        ("照片.heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 20, "HEIC"),
        ("照片.jpg", b"\x00\x00\x00\x18ftypmif1" + b"\x00" * 20, "HEIC"),
        ("发票.ofd", b"PK\x03\x04", "OFD"),
        ("名单.csv", "姓名,年龄".encode("gbk"), "存或打印成 PDF"),
        ("录像.mp4", b"\x00\x00\x00\x18ftypmp42", "不是 PDF"),
        ("网页.pdf", b"<html>", "已损坏"),
    ],
)
def test_what_can_be_no_page_is_named(
    tmp_path: Path, name: str, raw: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(raw)

    assert told in refusal(None, tmp_path / name)


def test_what_a_file_begins_with_counts_before_its_ending(tmp_path: Path) -> None:
    source = write_pdf(tmp_path / "其实是.jpg")
    drawing().save(tmp_path / "其实是图.pdf", "PNG")

    assert kind_of(source, "x") is Kind.PDF
    assert kind_of(tmp_path / "其实是图.pdf", "x") is Kind.PICTURE
    for name, raw in (
        ("a.wps", b"\xd0\xcf\x11\xe0"),
        ("b.xls", b"\xef\xbb\xbf\n<html>"),
        ("c.rtf", b"{\\rtf1"),
    ):
        (tmp_path / name).write_bytes(raw)
        assert kind_of(tmp_path / name, "x") is Kind.OFFICE
