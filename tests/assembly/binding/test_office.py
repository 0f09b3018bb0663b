"""Running LibreOffice: in one run, nothing left behind, passing over what kills it."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from sme_assistant.assembly.binding.office import WHERE, Office, find_office
from sme_assistant.errors import AssemblyCancelledError, BindingError

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the stand-in for LibreOffice is a script"
)

SCRIPT = """#!{python}
import os, subprocess, sys, time
from pathlib import Path
args = sys.argv[1:]
profile = args[0].removeprefix("-env:UserInstallation=file://")
assert os.listdir(profile) == ["user"], "the profile is not fresh"
settings = Path(profile, "user", "registrymodifications.xcu").read_text()
assert "DisableMacrosExecution" in settings, "macros may run"
into = Path(args[args.index("--outdir") + 1])
names = args[args.index("--outdir") + 2:]
log = Path("{log}")
log.open("a").write(" ".join(names) + "\\n")
child = subprocess.Popen(["sleep", "600"])
log.with_suffix(".pids").open("a").write(f"{{os.getpid()}} {{child.pid}}\\n")
for name in names:
    target = into / (Path(name).stem + ".pdf")
    if "hang" in name:
        target.write_bytes(b"%PDF-half")
        time.sleep(600)
    if "die" in name:
        sys.exit(9)
    if "bad" not in name:
        target.write_bytes(b"%PDF-1.4 %%EOF")
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "runs.log"


@pytest.fixture
def program(tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "soffice"
    program.write_text(SCRIPT.format(python=sys.executable, log=log))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    fonts(tmp_path, monkeypatch, "echo Noto")
    return program


def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str) -> None:
    """Put a lister of fonts first on the path."""
    folder = tmp_path / "bin"
    folder.mkdir(exist_ok=True)
    lister = folder / "fc-list"
    lister.write_text(f"#!/bin/sh\n{says}\n")
    lister.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def sources(tmp_path: Path, *names: str) -> list[Path]:
    folder = tmp_path / "staged"
    folder.mkdir()
    for name in names:
        (folder / name).write_bytes(b"x")
    return [folder / name for name in names]


def runs(log: Path) -> list[str]:
    return log.read_text().splitlines()


def assert_nothing_runs(log: Path) -> None:
    pids = [int(p) for p in log.with_suffix(".pids").read_text().split()]
    assert pids
    for _ in range(100):
        if not any(map(is_running, pids)):
            return
        time.sleep(0.05)
    raise AssertionError("a process was left behind")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not state.exists() or state.read_text().split()[2] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def silent(_done: int) -> None:
    """Tell nobody."""


def test_all_files_are_converted_in_one_run(
    tmp_path: Path, program: Path, log: Path
) -> None:
    files = sources(tmp_path, "1.docx", "2.xlsx", "3.docx")

    found = Office(program)(files, tmp_path / "out", silent)

    assert list(found) == files
    assert runs(log) == ["1.docx 2.xlsx 3.docx"]
    assert_nothing_runs(log)


def test_a_file_it_cannot_read_is_passed_over(
    tmp_path: Path, program: Path, log: Path
) -> None:
    one, bad, two = sources(tmp_path, "1.docx", "bad.docx", "2.docx")

    found = Office(program)([one, bad, two], tmp_path / "out", silent)

    assert list(found) == [one, two]
    assert len(runs(log)) == 1


@pytest.mark.parametrize("name", ["die.docx", "hang.docx"])
def test_a_file_it_dies_of_is_given_up_and_the_rest_goes_on(
    tmp_path: Path, program: Path, log: Path, name: str
) -> None:
    one, evil, two = sources(tmp_path, "1.docx", name, "2.docx")

    found = Office(program, patience=0.6)([one, evil, two], tmp_path / "out", silent)

    assert list(found) == [one, two]
    assert runs(log) == [f"1.docx {name} 2.docx", "2.docx"]
    assert_nothing_runs(log)


def test_a_program_that_only_dies_is_not_tried_for_ever(
    tmp_path: Path, program: Path, log: Path
) -> None:
    files = sources(tmp_path, *(f"die{n}.docx" for n in range(9)))

    assert Office(program)(files, tmp_path / "out", silent) == {}

    assert len(runs(log)) == 3


def test_how_far_it_is_is_told_while_it_runs(tmp_path: Path, program: Path) -> None:
    files = sources(tmp_path, "1.docx", "hang.docx")
    told: list[int] = []

    Office(program, patience=0.6)(files, tmp_path / "out", told.append)

    assert 1 in told
    assert told == sorted(told)


@pytest.mark.parametrize("error", [AssemblyCancelledError, KeyboardInterrupt])
def test_cancelling_ends_all_its_processes(
    tmp_path: Path, program: Path, log: Path, error: Callable[[], BaseException]
) -> None:
    files = sources(tmp_path, "1.docx", "hang.docx")

    def stop(done: int) -> None:
        if done >= 1:
            raise error()

    with pytest.raises((AssemblyCancelledError, KeyboardInterrupt)):
        Office(program)(files, tmp_path / "out", stop)

    assert_nothing_runs(log)


def test_without_the_program_it_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(BindingError) as raised:
        Office(None)([], tmp_path, silent)

    assert "libreoffice" in raised.value.user_message
    assert WHERE in raised.value.user_message


def test_without_a_chinese_font_it_says_how_to_get_one(
    tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts(tmp_path, monkeypatch, "exit 0")

    with pytest.raises(BindingError) as raised:
        Office(program)(sources(tmp_path, "1.docx"), tmp_path / "out", silent)

    assert "fonts-noto-cjk" in raised.value.user_message


@pytest.mark.parametrize("says", ["exit 1", "sleep 9"])
def test_where_nobody_can_say_which_fonts_there_are_it_goes_on(
    tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch, says: str
) -> None:
    fonts(tmp_path, monkeypatch, says)
    monkeypatch.setattr("sme_assistant.assembly.binding.office._FONTS_WITHIN", 0.3)
    files = sources(tmp_path, "1.docx")

    assert list(Office(program)(files, tmp_path / "out", silent)) == files


def test_a_program_that_does_not_start_is_named(
    tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.chmod(0o644)

    with pytest.raises(BindingError) as raised:
        Office(program)(sources(tmp_path, "1.docx"), tmp_path / "out", silent)

    assert str(program) in raised.value.user_message


def test_it_is_found_where_the_variable_says(
    tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WHERE, str(program))
    files = sources(tmp_path, "1.docx")

    assert list(find_office()(files, tmp_path / "out", silent)) == files


@pytest.mark.parametrize("said", ["", "/nowhere/soffice"])
def test_the_variable_can_say_that_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setenv(WHERE, said)

    with pytest.raises(BindingError):
        find_office()(sources(tmp_path, "1.docx"), tmp_path / "out", silent)


def test_it_is_found_on_the_path(
    tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(WHERE, raising=False)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    files = sources(tmp_path, "1.docx")

    assert list(find_office()(files, tmp_path / "out", silent)) == files


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)
def test_a_picture_linked_from_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 (the names it looks for)

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (page,) = sources(tmp_path, "1.html")
    picture = f"http://127.0.0.1:{server.server_port}/a.png"
    page.write_text(f'<html><body>x<img src="{picture}"></body></html>')

    found = find_office()([page], tmp_path / "out", silent)

    server.shutdown()
    server.server_close()
    assert list(found) == [page]
    assert asked == []
