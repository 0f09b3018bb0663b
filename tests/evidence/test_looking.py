"""What a file is, by what is in it; and what none of them may do to us."""

from __future__ import annotations

import hashlib
import io
import json
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from sme_assistant.evidence import child, looking
from sme_assistant.evidence.looking import (
    UnfitError,
    Wrong,
    fingerprint,
    refused,
    registered,
)
from tests.evidence import files


def looked(path: Path) -> tuple[str, int, int, str]:
    """Return kind, pages, dots an inch and blank pages of a file that is taken."""
    (file,), bad = registered([path])
    assert not bad
    told = child.answer(json.dumps(str(path)).encode())
    found = file.kind, file.pages, file.dpi, file.blank
    assert tuple(told.values()) == found  # in a process of its own as in this one
    return found


@pytest.fixture(autouse=True)
def _limit_of_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the limit that the child lifts stand again after a test."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)


def wrong(path: Path) -> Wrong:
    """Return why a file is refused."""
    taken, (refusal,) = registered([path])
    assert not taken
    assert path.name in refusal.words
    assert str(path.parent) not in refusal.words
    return refusal.why


@pytest.mark.parametrize(
    ("name", "make", "found"),
    [
        ("a.pdf", files.pdf, ("pdf", 1, 0, "")),
        ("a.docx", files.word, ("docx", 1, 0, "")),
        ("a.xlsx", files.book, ("xlsx", 0, 0, "")),
        ("a.jpg", files.picture, ("jpeg", 1, 150, "")),
        ("a.png", files.picture, ("png", 1, 150, "")),
        ("a.tif", files.picture, ("tiff", 1, 150, "")),
        ("scan.pdf", files.scan, ("pdf", 1, 150, "")),
    ],
)
def test_a_file_is_known_by_its_content_whatever_it_is_called(
    tmp_path: Path,
    name: str,
    make: Callable[[Path], Path],
    found: tuple[str, int, int, str],
) -> None:
    made = make(tmp_path / name)
    renamed = made.rename(tmp_path / "材料.bin")
    assert looked(renamed) == found


def test_pages_are_counted_where_they_can_be(tmp_path: Path) -> None:
    assert looked(files.pdf(tmp_path / "3.pdf", 3))[1] == 3
    assert looked(files.word(tmp_path / "7.docx", 7))[1] == 7
    two = files.picture(tmp_path / "2.tif", files.page(), files.page())
    assert looked(two)[1] == 2


def test_a_scan_is_measured_by_its_word_or_else_on_a4(tmp_path: Path) -> None:
    small = (620, 877)
    receipt = files.picture(tmp_path / "r.jpg", files.page(small), dpi=300)
    phone = files.picture(tmp_path / "p.jpg", files.page(small), dpi=72)
    pages = files.scan(tmp_path / "s.pdf", files.page(), files.page(small))
    assert [looked(path)[2] for path in (receipt, phone, pages)] == [300, 75, 75]


def test_blank_pages_are_numbered_and_written_ones_are_not(tmp_path: Path) -> None:
    dotted = files.blank()
    dotted.putpixel((600, 900), 0)  # dust
    scans = files.scan(tmp_path / "s.pdf", files.page(), files.blank(), dotted)
    empty = pikepdf.Pdf.new()
    empty.add_blank_page()
    empty.save(tmp_path / "e.pdf")
    clear = files.page().convert("RGBA")
    clear.putalpha(0)
    clear.save(tmp_path / "clear.png")
    deep = files.page().convert("I").point(lambda shade: shade * 256)
    deep.convert("I;16").save(tmp_path / "deep.tif")
    assert looked(scans)[3] == "2,3"
    assert looked(tmp_path / "e.pdf")[3] == "1"
    assert looked(tmp_path / "clear.png")[3] == "1"
    assert looked(tmp_path / "deep.tif")[3] == ""


def test_drawings_and_pictures_beside_each_other_are_not_called_blank(
    tmp_path: Path,
) -> None:
    drawn = pikepdf.Pdf.new()
    drawn.add_blank_page()
    drawn.pages[-1].obj.Contents = drawn.make_stream(
        os.urandom(40).hex().encode() + b" 0 0 m 100 100 l S"
    )
    drawn.save(tmp_path / "d.pdf")
    two = files.scan(tmp_path / "one.pdf", files.blank())
    with pikepdf.Pdf.open(two) as pdf:
        names = pdf.pages[0].obj.Resources.XObject
        names["/J"] = names["/I"]
        pdf.save(tmp_path / "two.pdf")
    assert looked(tmp_path / "d.pdf")[3] == ""
    assert looked(tmp_path / "two.pdf")[2:] == (0, "")


def test_a_picture_in_a_pdf_that_cannot_be_drawn_is_not_called_blank(
    tmp_path: Path,
) -> None:
    scan = files.scan(tmp_path / "s.pdf")
    with pikepdf.Pdf.open(scan) as pdf:
        picture = pdf.pages[0].obj.Resources.XObject["/I"]
        picture.write(b"nothing of the kind", filter=pikepdf.Name.JBIG2Decode)
        pdf.save(tmp_path / "odd.pdf")
    assert looked(tmp_path / "odd.pdf") == ("pdf", 1, 150, "")


# --- refused -------------------------------------------------------------------


def huge_png(path: Path) -> Path:
    """Write a PNG of a few bytes that says it has ten thousand million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(1_000_000))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", packed)
        + chunk(b"IEND", b"")
    )
    return path


def huge_tiff(path: Path) -> Path:
    """Write a TIFF that says it is larger than any paper."""
    tags = [
        (256, 4, 1, 90_000), (257, 4, 1, 90_000), (258, 3, 1, 8), (259, 3, 1, 1),
        (262, 3, 1, 1), (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, 90_000),
        (279, 4, 1, 100),
    ]  # fmt: skip
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    path.write_bytes(b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(104))
    return path


def nested_pdf(path: Path) -> Path:
    """Write a PDF whose catalogue is arrays in arrays, a million deep."""
    deep = b"[" * 1_000_000
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages "
        + deep
        + b">>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    return path


def stream_bomb(path: Path) -> Path:
    """Write a PDF whose list of objects unpacks to gigabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(3000))
    packed += packer.flush()
    packed = zlib.compress(packed, 9)
    body = b"%PDF-1.5\n"
    at = len(body)
    body += (
        b"1 0 obj\n<</Type/XRef/Size 9/W[1 4 2]/Root 2 0 R"
        b"/Filter[/FlateDecode/FlateDecode]/Length "
        + str(len(packed)).encode()
        + b">>\nstream\n"
        + packed
        + b"\nendstream\nendobj\n"
    )
    path.write_bytes(body + b"startxref\n" + str(at).encode() + b"\n%%EOF")
    return path


def cut(path: Path, make: Callable[[Path], Path]) -> Path:
    """Break a file off in the middle."""
    whole = make(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def locked_pdf(path: Path) -> Path:
    lock = pikepdf.Encryption(owner="owner", user="user")
    return files.pdf(path, encryption=lock)


def locked_word(path: Path) -> Path:
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(1000)
        + "EncryptedPackage".encode("utf-16-le")
    )
    return path


def old_word(path: Path) -> Path:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    return path


def scan_bomb(path: Path) -> Path:
    """Write a PDF with a picture that says it is larger than any paper."""
    scan = files.scan(path)
    with pikepdf.Pdf.open(scan, allow_overwriting_input=True) as pdf:
        picture = pdf.pages[0].obj.Resources.XObject["/I"]
        picture.Width = picture.Height = 100_000
        pdf.save(path)
    return path


def zip_bomb(path: Path) -> Path:
    return files.zipped(path, **{"word/media/a.bmp": bytes(320 * 1024 * 1024)})


def many_parts(path: Path) -> Path:
    return files.zipped(path, **{f"word/{n}.xml": b"" for n in range(6000)})


def entity_bomb(path: Path) -> Path:
    told = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    return files.zipped(path, **{"word/settings.xml": bytes(2_000_000) + told})


def climbing(path: Path) -> Path:
    return files.zipped(path, **{"../../etc/cron.d/x": b"x"})


def text(path: Path) -> Path:
    path.write_text("租赁合同", "utf-8")
    return path


def other_zip(path: Path) -> Path:
    files.zipped(path)
    raw = path.read_bytes().replace(b"word/document.xml", b"wxrd/document.xml")
    path.write_bytes(raw)
    return path


def locked_zip(path: Path) -> Path:
    """Write a Word file whose parts have the flag of a password."""
    raw = bytearray(files.zipped(path).read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(sign)
        while at >= 0:
            raw[at + flags] |= 1
            at = raw.find(sign, at + 4)
    path.write_bytes(bytes(raw))
    return path


@pytest.mark.parametrize(
    ("name", "make", "why"),
    [
        ("a.pdf", locked_pdf, Wrong.LOCKED),
        ("a.docx", locked_word, Wrong.LOCKED),
        ("b.docx", locked_zip, Wrong.LOCKED),
        ("a.doc", old_word, Wrong.OLD_OFFICE),
        ("a.pdf", lambda path: cut(path, files.pdf), Wrong.DAMAGED),
        ("a.png", lambda path: cut(path, files.picture), Wrong.DAMAGED),
        ("a.jpg", lambda path: cut(path, files.picture), Wrong.DAMAGED),
        ("a.tif", lambda path: cut(path, files.picture), Wrong.DAMAGED),
        ("a.docx", lambda path: cut(path, files.word), Wrong.DAMAGED),
        ("a.pdf", nested_pdf, Wrong.DAMAGED),
        ("a.pdf", scan_bomb, Wrong.BOMB),
        ("a.png", huge_png, Wrong.BOMB),
        ("a.tif", huge_tiff, Wrong.BOMB),
        ("a.docx", zip_bomb, Wrong.BOMB),
        ("a.docx", many_parts, Wrong.BOMB),
        ("a.docx", entity_bomb, Wrong.BOMB),
        ("a.docx", climbing, Wrong.DAMAGED),
        ("a.pdf", text, Wrong.KIND),
        ("a.docx", other_zip, Wrong.KIND),
    ],
)
def test_what_cannot_be_handed_in_is_named_with_what_to_do(
    tmp_path: Path, name: str, make: Callable[[Path], Path], why: Wrong
) -> None:
    path = make(tmp_path / name)
    assert wrong(path) is why
    assert child.answer(json.dumps(str(path)).encode()) == {"wrong": why}


def test_a_pdf_that_unpacks_to_gigabytes_takes_no_memory_of_ours(
    tmp_path: Path,
) -> None:
    bomb, good = stream_bomb(tmp_path / "b.pdf"), files.pdf(tmp_path / "g.pdf")
    assert bomb.stat().st_size < 100_000

    taken, (refusal,) = registered([bomb, good])

    assert [Path(file.path) for file in taken] == [good]
    assert refusal.why in {Wrong.BOMB, Wrong.DAMAGED}


def test_a_file_that_takes_too_long_or_kills_the_reader_harms_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import sys, time\nsys.stdin.readline()\ntime.sleep(60)\n")
    monkeypatch.setattr(looking, "SECONDS", 0.2)
    monkeypatch.setattr(looking, "command", lambda: [sys.executable, str(slow)])
    good = files.pdf(tmp_path / "g.pdf")

    taken, bad = registered([good, files.pdf(tmp_path / "h.pdf")])

    assert not taken
    assert [refusal.why for refusal in bad] == [Wrong.BOMB, Wrong.BOMB]


def test_what_is_no_file_at_all_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "loop.pdf").symlink_to("loop.pdf")
    with (tmp_path / "large.pdf").open("wb") as file:
        file.truncate(looking.MOST_BYTES + 1)  # a hole: no disk is needed
    found = {
        name: wrong(tmp_path / f"{name}.pdf")
        for name in ("pipe", "empty", "folder", "large", "absent", "loop", "\0")
        if name != "\0"
    }
    assert found == {
        "pipe": Wrong.SPECIAL,
        "empty": Wrong.EMPTY,
        "folder": Wrong.FOLDER,
        "large": Wrong.LARGE,
        "absent": Wrong.ABSENT,
        "loop": Wrong.UNREADABLE,
    }


def test_a_file_without_the_right_to_read_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = files.pdf(tmp_path / "a.pdf")

    def forbidden(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", forbidden)  # root reads whatever it likes
    with pytest.raises(UnfitError) as caught:
        fingerprint(path)
    assert caught.value.args == (Wrong.FORBIDDEN,)
    with pytest.raises(UnfitError) as caught:
        fingerprint(tmp_path)
    assert caught.value.args == (Wrong.FOLDER,)


@pytest.mark.parametrize("written", [b"more", b""])
def test_a_file_that_is_written_while_it_is_read_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: bytes
) -> None:
    path = files.pdf(tmp_path / "a.pdf")
    sha256 = hashlib.sha256

    def while_read() -> Any:
        with path.open("ab") as other:
            other.write(written)
        os.utime(path, ns=(1, 1))
        return sha256()

    monkeypatch.setattr(hashlib, "sha256", while_read)
    assert wrong(path) is Wrong.GROWING


def test_a_disk_that_fails_is_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = files.pdf(tmp_path / "a.pdf")

    def broken(*_: object) -> Any:
        raise OSError

    monkeypatch.setattr(looking, "_fingerprint", broken)
    assert wrong(path) is Wrong.UNREADABLE


def test_a_path_with_dots_is_kept_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = files.pdf(tmp_path / "a.pdf")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    (file,), _ = registered([Path("../below/../a.pdf")])
    assert file.path == str(path)
    assert file.size == path.stat().st_size


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    bad = [files.pdf(tmp_path / "ok.pdf"), text(tmp_path / "a.pdf"), tmp_path / "b"]
    _, refusals = registered(bad)
    error = refused(refusals)
    assert [problem.where for problem in error.problems] == [
        str(tmp_path / "a.pdf"),
        str(tmp_path / "b"),
    ]
    assert error.user_message.endswith("什么都没有附上；原来附的文件不变。")
    assert "a.pdf" not in str(error)


def test_the_process_of_its_own_answers_line_by_line(tmp_path: Path) -> None:
    good, gone = files.pdf(tmp_path / "a.pdf"), tmp_path / "b.pdf"
    asked = "".join(f"{json.dumps(str(path))}\n" for path in (good, gone))
    command = [sys.executable, "-P", "-m", "sme_assistant.evidence.child"]
    told = subprocess.run(
        command, input=asked.encode(), capture_output=True, check=True
    ).stdout
    assert [json.loads(line) for line in told.splitlines()] == [
        {"kind": "pdf", "pages": 1, "dpi": 0, "blank": ""},
        {"wrong": "unreadable"},
    ]


@pytest.mark.parametrize("fault", [MemoryError, RecursionError])
def test_what_bursts_the_limits_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def bursting(_: Path) -> Any:
        raise fault

    monkeypatch.setattr(child, "look", bursting)
    assert child.answer(json.dumps(str(tmp_path)).encode()) == {"wrong": "bomb"}


def test_the_process_limits_itself_before_it_opens_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    resource = pytest.importorskip("resource", reason="no limits on this system")
    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1 << 40, 1 << 20))
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    asked = io.TextIOWrapper(io.BytesIO(json.dumps(str(tmp_path / "a")).encode()))
    monkeypatch.setattr(sys, "stdin", asked)

    child.main()

    assert json.loads(capsys.readouterr().out) == {"wrong": "unreadable"}
    assert limits[resource.RLIMIT_AS] == (1 << 20, 1 << 20)  # no more than it may
    assert limits[resource.RLIMIT_CORE] == (0, 1 << 20)


def test_without_limits_the_process_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    child.main()


def test_what_says_nonsense_of_itself_is_measured_on_a4(tmp_path: Path) -> None:
    empty = pikepdf.Pdf.new()
    empty.save(tmp_path / "no pages.pdf")
    flat = files.scan(tmp_path / "flat.pdf")
    with pikepdf.Pdf.open(flat, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.MediaBox = pikepdf.Array([0, 0, 0, 842])
        pdf.save(flat)
    late = tmp_path / "late.pdf"
    late.write_bytes(b"mail header\r\n" + files.pdf(tmp_path / "x.pdf").read_bytes())
    assert wrong(tmp_path / "no pages.pdf") is Wrong.DAMAGED
    assert looked(flat)[2:] == (0, "")
    assert looked(late)[0] == "pdf"
