"""Files made to do harm, or that are merely not what they seem.

Each is built here, given to the command as a person would, and must be refused with a
Chinese sentence and exit code 2; the casebook stays as it was.
"""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from sme_assistant.casebook import SqliteCasebook
from sme_assistant.faces import cli
from sme_assistant.rosters import aside, child, files, reading
from sme_assistant.rosters.files import TableError
from tests.casebook.conftest import NOON
from tests.nobody import as_nobody
from tests.rosters.books import LI, STAFF, WANG, part, patched, read, text, xlsx, zipped

FILES = Path(__file__).parent / "files"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"

Make = Callable[[Path], Path]


def good(folder: Path) -> Path:
    return xlsx(folder / "名单.xlsx", [STAFF, WANG, LI])


def billion_laughs(folder: Path) -> Path:
    path = good(folder)
    lines = b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
    )
    head = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a0 "ha">%s]>' % lines
    body = part(path, STRINGS).partition(b"?>")[2]
    return patched(path, {STRINGS: head + body.replace(b"<t>", b"<t>&a9;", 1)})


def external_entity(folder: Path) -> Path:
    path = good(folder)
    head = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    )
    body = part(path, STRINGS).partition(b"?>")[2]
    return patched(path, {STRINGS: head + body.replace(b"<t>", b"<t>&e;", 1)})


def zip_bomb(folder: Path) -> Path:
    """More rows than are read, in a megabyte or two."""
    path = good(folder)
    whole = part(path, SHEET)
    head, _, tail = whole.partition(b"</sheetData>")
    row = b'<row><c t="n"><v>1</v></c></row>'
    with ZipFile(path, "a", ZIP_DEFLATED, compresslevel=1) as archive:
        name = "xl/worksheets/sheet2.xml"
        with archive.open(name, "w", force_zip64=True) as target:
            target.write(head)
            for _ in range(310):
                target.write(row * 32_768)
            target.write(b"</sheetData>" + tail)
    return path


def lying_zip(folder: Path) -> Path:
    """A part that says it is small and is not."""
    path = folder / "名单.xlsx"
    good(folder)
    content = part(path, SHEET) + b" " * 5_000_000
    patched(path, {SHEET: content})
    raw = path.read_bytes()
    # The size in the directory at the end, and in front of the part itself.
    return _written(path, raw.replace(struct.pack("<I", len(content)), b"\x10\0\0\0"))


def billion_cells(folder: Path) -> Path:
    path = good(folder)
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return patched(path, {SHEET: part(path, SHEET).replace(b"</sheetData>", cell)})


def many_cells(folder: Path) -> Path:
    """As many, but below the column that is refused at first sight."""
    path = good(folder)
    cell = b'<row r="1048576"><c r="ZZ1048576"><v>1</v></c></row></sheetData>'
    return patched(path, {SHEET: part(path, SHEET).replace(b"</sheetData>", cell)})


def lying_strings(folder: Path) -> Path:
    path = good(folder)
    strings = part(path, STRINGS)
    count = strings.partition(b'uniqueCount="')[2].partition(b'"')[0]
    lie = strings.replace(b'uniqueCount="%s"' % count, b'uniqueCount="4294967295"')
    return patched(path, {STRINGS: lie})


def many_parts(folder: Path) -> Path:
    path = good(folder)
    return patched(path, {f"xl/media/{n}.xml": b"<a/>" for n in range(600)})


def path_in_zip(folder: Path) -> Path:
    return patched(good(folder), {"../../outside.xml": b"<a/>"})


def locked_zip(folder: Path) -> Path:
    path = good(folder)
    raw = bytearray(path.read_bytes())
    at = raw.find(b"PK\x01\x02")
    raw[at + 8] |= 1
    return _written(path, bytes(raw))


def wide_letters(folder: Path) -> Path:
    path = good(folder)
    return patched(path, {SHEET: part(path, SHEET).decode().encode("utf-16")})


def half_a_zip(folder: Path) -> Path:
    path = good(folder)
    return _written(path, path.read_bytes()[:2000])


def no_workbook(folder: Path) -> Path:
    return zipped(folder / "名单.xlsx", [("a.txt", b"a")])


def broken_xml(folder: Path) -> Path:
    return patched(good(folder), {SHEET: b"<worksheet><sheetData><row"})


def half_an_old_workbook(folder: Path) -> Path:
    return _written(folder / "名单.xls", (FILES / "staff.xls").read_bytes()[:1500])


def endless_line(folder: Path) -> Path:
    path = folder / "名单.csv"
    return _written(path, b"name,education" + b",x" * 2_000_000)


def open_quotation(folder: Path) -> Path:
    path = folder / "名单.csv"
    rows = "".join(f"某{n},本科\n" for n in range(50))
    return _written(path, f'姓名,学历\n王五,"本科\n{rows}'.encode())


def giant_cell(folder: Path) -> Path:
    path = folder / "名单.csv"
    return _written(path, '姓名,学历\n"a"b,"'.encode() + b"x\n" * 200_000)


def nulls(folder: Path) -> Path:
    return _written(folder / "名单.csv", b"name,education\n\0\0\0\0,\0\n" * 20)


def noise(folder: Path) -> Path:
    return _written(folder / "名单.csv", bytes(range(128, 256)) * 40 + b"\xff\xff")


def picture(folder: Path) -> Path:
    return _written(folder / "名单.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 100)


def web_page(folder: Path) -> Path:
    page = "<html><table><tr><td>姓名</td></tr></table></html>"
    return _written(folder / "名单.xls", page.encode())


def nothing_in_it(folder: Path) -> Path:
    return _written(folder / "名单.csv", b"\n\n  \n")


def too_large(folder: Path) -> Path:
    path = folder / "名单.csv"
    with path.open("wb") as file:
        file.truncate(files.LARGEST + 1)
    return path


def not_there(folder: Path) -> Path:
    return folder / ".." / "没有" / "名单.xlsx"


def a_folder(folder: Path) -> Path:
    path = folder / "名单.xlsx"
    path.mkdir()
    return path


def a_pipe(folder: Path) -> Path:
    path = folder / "名单.csv"
    os.mkfifo(path)
    return path


def a_device(_folder: Path) -> Path:
    return Path("/dev/zero")


def a_socket(folder: Path) -> Path:
    path = folder / "s.csv"
    here = Path.cwd()
    os.chdir(folder)  # the name of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    finally:
        os.chdir(here)
    return path


def a_link_in_a_ring(folder: Path) -> Path:
    path = folder / "名单.csv"
    path.symlink_to(path)
    return path


def a_link_to_a_folder(folder: Path) -> Path:
    path = folder / "名单.csv"
    path.symlink_to(folder)
    return path


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


REFUSED: list[tuple[Make, str]] = [
    (billion_laughs, "实体声明"),
    (external_entity, "实体声明"),
    (zip_bomb, "展开后太大"),
    (lying_zip, "不是完好的表格文件"),
    (billion_cells, "第 702 列"),
    (many_cells, "展开后太大"),
    (lying_strings, "展开后太大"),
    (many_parts, "展开后太大"),
    (path_in_zip, "不是完好的表格文件"),
    (locked_zip, "有密码"),
    (wide_letters, "不是完好的表格文件"),
    (half_a_zip, "不是完好的表格文件"),
    (no_workbook, "不是完好的表格文件"),
    (broken_xml, "不是完好的表格文件"),
    (half_an_old_workbook, "不是完好的表格文件"),
    (endless_line, "一百万个字"),
    (open_quotation, "第 2 行读不了"),
    (giant_cell, "第 2 行读不了"),
    (nulls, "不是能读的表格"),
    (noise, "编码认不出"),
    (picture, "不是能读的表格"),
    (web_page, "网页格式"),
    (nothing_in_it, "是空的"),
    (too_large, "超过 60 MB"),
    (not_there, "没有找到文件"),
    (a_folder, "不是一个文件"),
    (a_pipe, "不是一个文件"),
    (a_device, "不是一个文件"),
    (a_socket, "读不了"),
    (a_link_in_a_ring, "读不了"),
    (a_link_to_a_folder, "不是一个文件"),
]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[SqliteCasebook]:
    book = SqliteCasebook(tmp_path / "cb.sqlite3", lambda: NOON)
    book.create("甲", "chongqing_municipal", NOON)
    yield book
    book.close()


@pytest.mark.parametrize(("make", "said"), REFUSED)
def test_a_hostile_file_is_refused_in_chinese_and_the_casebook_stays(
    make: Make,
    said: str,
    book: SqliteCasebook,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "名单"
    folder.mkdir()
    path = make(folder)
    before = (tmp_path / "cb.sqlite3").read_bytes()
    held = sorted(p.name for p in folder.iterdir())

    casebook = tmp_path / "cb.sqlite3"
    command = ["--casebook", str(casebook), "roster", "import", "甲", "staff"]
    with pytest.raises(SystemExit) as left:
        cli.main([*command, str(path)])

    told = capfd.readouterr().err
    assert left.value.code == 2
    assert said in told
    assert "请" in told
    assert "Traceback" not in told
    assert (tmp_path / "cb.sqlite3").read_bytes() == before
    assert sorted(p.name for p in folder.iterdir()) == held


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such rights here")
def test_a_file_nobody_may_read_is_told(tmp_path: Path) -> None:
    path = good(tmp_path)
    path.chmod(0)

    with as_nobody(), pytest.raises(TableError) as raised:
        read("staff", path)

    assert "有权限读取" in raised.value.user_message


def test_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = text(tmp_path / "名单.csv", [STAFF, WANG])
    real = os.read

    def growing(handle: int, count: int) -> bytes:
        piece = real(handle, count)
        if piece:
            with path.open("a", encoding="utf-8") as file:
                file.write("李四,40,本科\n")
        return piece

    monkeypatch.setattr("sme_assistant.rosters.files.os.read", growing)
    with pytest.raises(TableError) as raised:
        read("staff", path)

    assert "正在被别的程序改写" in raised.value.user_message


def test_a_link_to_a_list_is_read(tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(good(tmp_path))

    assert len(read("staff", link).rows) == 2


def test_a_json_module_in_the_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert len(read("staff", good(tmp_path)).rows) == 2


def test_what_takes_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aside, "_SECONDS", 0)
    monkeypatch.setattr(aside, "_HEED", 0.0)

    with pytest.raises(TableError) as raised:
        read("staff", good(tmp_path))

    assert "还没读完" in raised.value.user_message


def test_a_person_may_stop_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "_HEED", 0.0)
    stop = threading.Event()
    stop.set()

    with pytest.raises(TableError) as raised:
        read("staff", good(tmp_path), reading.Reading(stop=stop))

    assert "已停下" in raised.value.user_message


def test_whoever_watches_may_stop_it(tmp_path: Path) -> None:
    def refuse(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read("staff", good(tmp_path), reading.Reading(progress=refuse))


def test_the_child_has_little_memory_and_little_time() -> None:
    resource = pytest.importorskip("resource")
    code = (
        "from sme_assistant.rosters import child; child._limit();"
        "import resource as r; print(*(r.getrlimit(k)[0] for k in"
        " (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert resource
    assert done.stdout.split() == [str(child.MEMORY), str(child.SECONDS), "0"]
