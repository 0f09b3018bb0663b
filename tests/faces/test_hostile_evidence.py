"""Evidence made to do harm, or that is merely not what it seems.

Each is a real file, given to the command as a person would, and must be refused with a
Chinese sentence and exit code 2; the casebook stays as it was.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
import pytest

from sme_assistant.errors import EvidenceError
from sme_assistant.evidence import gathering, looking
from sme_assistant.evidence.looking import Wrong, refused, registered
from tests.evidence import files
from tests.evidence.test_looking import (
    climbing,
    cut,
    entity_bomb,
    huge_png,
    huge_tiff,
    many_parts,
    nested_pdf,
    scan_bomb,
    zip_bomb,
)
from tests.faces.running import Run
from tests.nobody import as_nobody

Make = Callable[[Path], Path]


def book_with(path: Path, name: str, content: bytes) -> Path:
    """Write an Excel file with one more part."""
    files.book(path)
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def book_bomb(path: Path) -> Path:
    return book_with(path, "xl/worksheets/sheet9.xml", bytes(320 * 1024 * 1024))


def book_entities(path: Path) -> Path:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    told = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{lines}]><x>&a9;</x>'
    return book_with(path, "xl/worksheets/sheet9.xml", told.encode())


def wide_entities(path: Path) -> Path:
    """Write the declaration in letters of two bytes, past the end of a piece."""
    told = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'.encode("utf-16-le")
    filler = ("x" * ((1 << 20) // 2 - 5)).encode("utf-16-le")
    return book_with(path, "xl/worksheets/sheet9.xml", filler + told)


def external_entity(path: Path) -> Path:
    told = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    return files.zipped(path, **{"word/settings.xml": told})


def huge_jpeg(path: Path) -> Path:
    """Write a JPEG whose head says it is larger than any paper."""
    raw = bytearray(files.picture(path.with_suffix(".jpg")).read_bytes())
    at = max(raw.find(b"\xff\xc0"), raw.find(b"\xff\xc2"))
    raw[at + 5 : at + 9] = b"\xff\xdc\xff\xdc"
    path.write_bytes(bytes(raw))
    return path


def locked(path: Path) -> Path:
    return files.pdf(path, encryption=pikepdf.Encryption(owner="o", user="u"))


def locked_book(path: Path) -> Path:
    """Write what Office makes of a workbook with a password."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes((1 << 20) - 20)
    path.write_bytes(head + "EncryptedPackage".encode("utf-16-le"))
    return path


def cut_book(path: Path) -> Path:
    return cut(path, files.book)


def cut_scan(path: Path) -> Path:
    return cut(path, lambda at: files.picture(at.with_suffix(".tif")).rename(at))


def bad_sum(path: Path) -> Path:
    """Turn bytes in the middle of a Word file over."""
    with ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w>" + "租赁合同" * 500 + "</w>")
    raw = bytearray(path.read_bytes())
    raw[700:720] = bytes(20)
    path.write_bytes(bytes(raw))
    return path


def a_pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def a_device(_path: Path) -> Path:
    return Path("/dev/zero")


def a_socket(path: Path) -> Path:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    finally:
        os.chdir(here)
    return path


def a_ring(path: Path) -> Path:
    path.symlink_to(path)
    return path


def too_large(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(looking.MOST_BYTES + 1)
    return path


def not_there(path: Path) -> Path:
    return path.parent / ".." / "没有" / "租赁合同.pdf"


def folder_with_a_pipe(path: Path) -> Path:
    path.mkdir()
    files.pdf(path / "1.pdf")
    os.mkfifo(path / "2.pdf")
    return path


def folder_that_leads_out(path: Path) -> Path:
    path.mkdir()
    (path / "全部").symlink_to("/etc")
    return path


def folder_up_and_out(path: Path) -> Path:
    path.mkdir()
    (path / "1.pdf").symlink_to(Path("..") / ".." / "casebook.sqlite3")
    return path


def crowded_folder(path: Path) -> Path:
    path.mkdir()
    for number in range(100_000):
        os.close(os.open(path / f"{number}.pdf", os.O_CREAT | os.O_WRONLY))
    return path


REFUSED: list[tuple[str, Make, str]] = [
    ("评价意见.docx", zip_bomb, "大得不正常"),
    ("报表.xlsx", book_bomb, "大得不正常"),
    ("评价意见.docx", entity_bomb, "大得不正常"),
    ("报表.xlsx", book_entities, "大得不正常"),
    ("报表.xlsx", wide_entities, "大得不正常"),
    ("评价意见.docx", external_entity, "大得不正常"),
    ("评价意见.docx", many_parts, "大得不正常"),
    ("评价意见.docx", climbing, "已损坏"),
    ("执照.jpg", huge_jpeg, "大得不正常"),
    ("执照.png", huge_png, "大得不正常"),
    ("执照.tif", huge_tiff, "大得不正常"),
    ("扫描.pdf", scan_bomb, "大得不正常"),
    ("扫描.pdf", nested_pdf, "已损坏"),
    ("执照.png", locked, "设了密码"),
    ("报表.pdf", locked_book, "设了密码"),
    ("报表.jpg", cut_book, "已损坏"),
    ("合同.docx", cut_scan, "已损坏"),
    ("合同.docx", bad_sum, "已损坏"),
    ("合同.pdf", a_pipe, "不是普通文件"),
    ("合同.pdf", a_device, "不是普通文件"),
    ("合同.pdf", a_socket, "读不出来"),
    ("合同.pdf", a_ring, "读不出来"),
    ("合同.pdf", too_large, "超过 200 MB"),
    ("合同.pdf", not_there, "找不到"),
    ("合同", folder_with_a_pipe, "不是普通文件"),
    ("合同", folder_that_leads_out, "文件夹外面的链接"),
    ("合同", folder_up_and_out, "文件夹外面的链接"),
    ("合同", crowded_folder, "超过 300 个"),
]


@pytest.mark.parametrize(("name", "make", "said"), REFUSED)
def test_hostile_evidence_is_refused_in_chinese_and_the_casebook_stays(
    run: Run, tmp_path: Path, name: str, make: Make, said: str
) -> None:
    run("open", "甲", "--plain", typed="退出\n")
    folder = tmp_path / "材 料"
    folder.mkdir()
    given = make(folder / name)
    before = (tmp_path / "casebook.sqlite3").read_bytes()
    try:
        ran = run("evidence", "attach", "甲", "lease", str(given))
    finally:
        shutil.rmtree(folder)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "什么都没有附上" in ran.err
    assert "Traceback" not in ran.err
    assert (tmp_path / "casebook.sqlite3").read_bytes() == before


def many_pages(path: Path, count: int) -> Path:
    """Write a PDF of very many pages, all with the same text on them."""
    kids = b" ".join(b"%d 0 R" % number for number in range(5, count + 5))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        b"<</Length 24>>\nstream\nBT /F 12 Tf (text) Tj ET\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            b"/Resources<</Font<</F 4 0 R>>>>/Contents 3 0 R>>"
        ]
        * count,
    ]
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(places) + 1)
    path.write_bytes(made + b"startxref\n%d\n%%%%EOF\n" % at)
    return path


def test_ten_thousand_pages_are_counted(run: Run, tmp_path: Path) -> None:
    many_pages(tmp_path / "台账.pdf", 10_000)
    run("open", "甲", "--plain", typed="退出\n")
    assert "10000 页" in run("evidence", "attach", "甲", "9(3)", "台账.pdf").out


def test_a_folder_of_very_many_files_is_listed_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "MOST_SHOWN", 3)
    for name in ("第10页.pdf", "第2页.pdf", ".隐藏", "~$锁.docx", "第1页.pdf"):
        (tmp_path / name).touch()
    (tmp_path / "子").mkdir()
    assert len(gathering.shown_of(tmp_path)) == 3
    monkeypatch.setattr(gathering, "MOST_SHOWN", 9)
    names = [path.name for path in gathering.shown_of(tmp_path)]
    assert names == ["子", "第1页.pdf", "第2页.pdf", "第10页.pdf"]


# --- time ------------------------------------------------------------------------


def test_files_that_take_too_long_together_are_told_which_were_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (files.pdf(tmp_path / f"{n}.pdf") for n in "123")
    clock = iter((0, 0, 0, looking.ALTOGETHER + 1, 0, looking.ALTOGETHER + 1))
    monkeypatch.setattr(looking, "monotonic", lambda: next(clock))

    taken, bad = registered([first, second, third])

    assert [Path(file.path) for file in taken] == [first]
    assert [(r.path, r.why) for r in bad] == [(second, Wrong.LATE), (third, Wrong.LATE)]
    assert "请分几次选" in bad[0].words


def test_a_file_cut_short_by_the_time_of_all_is_not_called_a_bomb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import sys, time\nsys.stdin.readline()\ntime.sleep(60)\n")
    monkeypatch.setattr(looking, "ALTOGETHER", 0.2)
    monkeypatch.setattr(looking, "command", lambda: [sys.executable, str(slow)])
    _, (refusal,) = registered([files.pdf(tmp_path / "a.pdf")])
    assert refusal.why is Wrong.LATE


# --- rights and disks, real ones ----------------------------------------------------


def registered_of(folder: Path) -> None:
    """Attach a folder as the command does."""
    chosen, _ = gathering.gathered([folder])
    _, bad = registered(chosen)
    raise refused(bad)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such rights here")
def test_without_the_right_to_read_nothing_is_attached(tmp_path: Path) -> None:
    path = files.pdf(tmp_path / "执照.pdf")
    folder = tmp_path / "合同"
    folder.mkdir()
    path.chmod(0)
    inner = files.pdf(folder / "一.pdf")
    folder.chmod(0)
    with as_nobody():
        _, bad = registered([path, inner])
        with pytest.raises(EvidenceError) as caught:
            registered_of(folder)
    folder.chmod(0o700)

    assert [refusal.why for refusal in bad] == [Wrong.FORBIDDEN] * 2
    assert "没有读取的权限" in bad[0].words
    assert "权限" in caught.value.user_message


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such rights here")
def test_an_answers_file_in_a_folder_nobody_may_enter_is_told(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "合同"
    folder.mkdir()
    (folder / "a.yaml").write_text("district: 万州\n", "utf-8")
    (folder / "b").write_text("district: 万州\n", "utf-8")
    assert run("check", "合同/a.yaml").code == 0
    folder.chmod(0)
    with as_nobody():
        closed = run("check", "合同/a.yaml")
        nameless = run("check", "合同/b")
    folder.chmod(0o700)

    assert (closed.code, nameless.code) == (2, 2)
    assert "请" in closed.err
    assert "意外" not in closed.err + nameless.err


_ON_A_FULL_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from sme_assistant.faces.cli import main
main(sys.argv[2:])
"""


def on_a_full_disk(size: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the program where no file may become larger than so many bytes."""
    return subprocess.run(
        [sys.executable, "-c", _ON_A_FULL_DISK, str(size), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def test_a_disk_that_is_full_leaves_no_package_and_no_list_behind(
    run: Run, tmp_path: Path
) -> None:
    pytest.importorskip("resource", reason="no limits on this system")
    run("open", "甲", "--plain", typed="退出\n")
    files.scan(tmp_path / "执照.pdf", *[files.page()] * 8)
    assert run("evidence", "attach", "甲", "9(3)", "执照.pdf").code == 0
    before = (tmp_path / "casebook.sqlite3").read_bytes()
    held = sorted(tmp_path.iterdir())
    size = (tmp_path / "执照.pdf").stat().st_size
    (tmp_path / "出").mkdir()

    package = on_a_full_disk(size - 1, "assemble", "甲", "--out", "出")
    listed = on_a_full_disk(2_000, "roster", "template", "staff", "--out", "表.xlsx")

    for ran in (package, listed):
        assert (ran.returncode, ran.stdout) == (2, "")
        assert "磁盘满了" in ran.stderr
        assert "请" in ran.stderr
        assert "Traceback" not in ran.stderr
    assert not list((tmp_path / "出").iterdir())
    assert sorted(tmp_path.iterdir()) == sorted([*held, tmp_path / "出"])
    assert (tmp_path / "casebook.sqlite3").read_bytes() == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of a few hundred kilobytes, where that may be done."""
    folder = tmp_path / "小盘"
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if not mount or not umount or not sys.platform.startswith("linux"):
        pytest.skip("no disks can be mounted on this system")
    words = ["-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)]
    done = subprocess.run([mount, *words], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("only root may mount a disk, and not everywhere")
    yield folder
    # What still has a file open, such as the casebook of a run, does not hold it.
    subprocess.run([umount, "-l", str(folder)], check=True)


def test_on_a_disk_without_room_nothing_is_lost_and_nothing_left(
    run: Run, tmp_path: Path, small_disk: Path
) -> None:
    run("open", "甲", "--plain", typed="退出\n")
    files.picture(tmp_path / "执照.png", dpi=150)
    casebook = small_disk / "cb.sqlite3"
    shutil.copy(tmp_path / "casebook.sqlite3", casebook)
    (small_disk / "out").mkdir()
    with (small_disk / "占满").open("wb", buffering=0) as filler, suppress(OSError):
        while filler.write(bytes(1024)):
            pass
    before = casebook.read_bytes()
    at = ("--casebook", str(casebook))

    ran = [
        run("assemble", "甲", "--out", str(small_disk / "out")),
        run(*at, "evidence", "attach", "甲", "9(3)", "执照.png"),
        run(*at, "evidence", "mark", "甲", "9(3)", "paper"),
        run("roster", "template", "staff", "--out", str(small_disk / "表.xlsx")),
    ]

    assert [(one.code, one.out) for one in ran] == [(2, "")] * 4
    assert all("磁盘满了" in one.err or "磁盘已满" in one.err for one in ran)
    assert casebook.read_bytes() == before
    assert not list((small_disk / "out").iterdir())
    assert not (small_disk / "表.xlsx").exists()
    (small_disk / "占满").unlink()
    assert run(*at, "evidence", "attach", "甲", "9(3)", "执照.png").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("evidence", "attach", "甲", "9(3)", "执照.pdf"),
        ("roster", "import", "甲", "staff", "名单.csv"),
    ],
)
def test_a_full_disk_while_something_is_taken_leaves_the_casebook_as_it_was(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    pytest.importorskip("resource", reason="no limits on this system")
    run("open", "甲", "--plain", typed="退出\n")
    files.pdf(tmp_path / "执照.pdf")
    (tmp_path / "名单.csv").write_text("姓名,年龄,学历\n王五,40,本科\n", "utf-8")
    casebook = tmp_path / "casebook.sqlite3"
    before = casebook.read_bytes()

    ran = on_a_full_disk(100, *words)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "没有保存" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert casebook.read_bytes() == before
    assert run(*words).code == 0
