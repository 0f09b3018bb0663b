"""LibreOffice, the only program that turns our Word files into pages.

It is a program of many processes that may hang on a file: it runs in a process group
of its own with a profile of its own, and the group is killed whenever we leave.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from sme_assistant.errors import BindingError
from sme_assistant.messages import Message
from sme_assistant.paths import is_file, typed_path

WHERE = "SME_ASSISTANT_SOFFICE"
"""The variable that says where the program is, or that there is none."""

_NAMES = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_PATIENCE = 300.0
"""Seconds without a finished file after which it hangs; ten thousand rows take 170."""
_GLANCE = 0.1
_IDLE_RUNS = 3
_END_OF_PDF, _TAIL = b"%%EOF", 1024
_FONTS_WITHIN = 20

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
"""The files come from anybody: no macro may run, no linked picture be fetched."""

Told = Callable[[int], None]
"""Told now and then how many files are done; it may raise to stop."""


class Converter(Protocol):
    """Turns files into PDF."""

    def __call__(
        self, sources: Sequence[Path], into: Path, told: Told
    ) -> Mapping[Path, Path]:
        """Convert files of one folder, whose names without ending all differ.

        Returns:
            The PDF of each file that could be converted.

        Raises:
            BindingError: Nothing can be converted here.
        """


class Office:
    """LibreOffice on this machine.

    Args:
        program: Where it is; None if it was not found.
        patience: Seconds without a finished file after which it is taken to hang.
    """

    def __init__(self, program: Path | None, patience: float = _PATIENCE) -> None:
        self._program = program
        self._patience = patience

    def __call__(
        self, sources: Sequence[Path], into: Path, told: Told
    ) -> Mapping[Path, Path]:
        """Convert in as few runs as can be: one, but for files it dies of.

        A file that it cannot read it passes over. One that it dies of or hangs on is
        given up, and the rest is tried again.
        """
        if self._program is None:
            raise BindingError("no office", Message.BIND_NO_OFFICE.format())
        if not _has_chinese_fonts():
            raise BindingError("no fonts", Message.BIND_NO_FONTS.format())
        done: dict[Path, Path] = {}
        pending, idle = list(sources), 0
        while pending and idle < _IDLE_RUNS:
            ended = self._run(self._program, pending, into, told, len(done))
            found = {s: pdf for s in pending if _is_whole(pdf := _pdf_of(s, into))}
            done |= found
            pending = [source for source in pending if source not in found]
            idle = 0 if found else idle + 1
            if ended:
                break
            if found or idle > 1:
                pending = pending[1:]
        return done

    def _run(
        self,
        program: Path,
        sources: Sequence[Path],
        into: Path,
        told: Told,
        before: int,
    ) -> bool:
        """Run it once; say whether it ended by itself and content."""
        into.mkdir(exist_ok=True)
        with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            settings = Path(profile, "user", "registrymodifications.xcu")
            settings.parent.mkdir()
            settings.write_text(_SETTINGS, "utf-8")
            command = [
                str(program),
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                "pdf",
                "--outdir",
                str(into.resolve()),
                *(source.name for source in sources),
            ]
            try:
                process = _start(command, sources[0].parent)
            except OSError as error:
                told_as = Message.BIND_OFFICE_FAILS.format(program=program)
                raise BindingError("office does not start", told_as) from error
            try:
                return self._wait(process, sources, into, told, before)
            finally:
                _kill(process)

    def _wait(
        self,
        process: subprocess.Popen[bytes],
        sources: Sequence[Path],
        into: Path,
        told: Told,
        before: int,
    ) -> bool:
        last, since = -1, time.monotonic()
        while process.poll() is None:
            count = sum(_is_whole(_pdf_of(source, into)) for source in sources)
            told(before + count)
            if count != last:
                last, since = count, time.monotonic()
            elif time.monotonic() - since > self._patience:
                return False
            with suppress(subprocess.TimeoutExpired):
                process.wait(_GLANCE)
        return process.returncode == 0


def find_office() -> Office:
    """Look for LibreOffice where it usually is."""
    named = os.environ.get(WHERE)
    if named is not None:
        program = typed_path(named)
        return Office(program if is_file(program) else None)
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    places = map(Path, (found,) if found else _USUAL_PLACES)
    return Office(next((place for place in places if place.is_file()), None))


def _pdf_of(source: Path, into: Path) -> Path:
    return into / f"{source.stem}.pdf"


def _is_whole(pdf: Path) -> bool:
    """Whether a PDF was written to its end; a killed office leaves half of one."""
    if not pdf.is_file():
        return False
    with pdf.open("rb") as source:
        source.seek(max(pdf.stat().st_size - _TAIL, 0))
        return _END_OF_PDF in source.read()


def _start(command: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 (the program the person installed)
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the program with all its processes, those that outlived it included."""
    if sys.platform == "win32":  # pragma: no cover (seen on Windows only)
        if process.poll() is None:
            tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, check=False, capture_output=True)  # noqa: S603
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _has_chinese_fonts() -> bool:
    """Whether Chinese can be printed; true where nobody can say.

    Without a font LibreOffice prints boxes and does not complain.
    """
    lister = shutil.which("fc-list")
    if lister is None:
        return True
    try:
        listed = subprocess.run(  # noqa: S603 (fixed arguments)
            [lister, ":lang=zh-cn", "family"],
            check=False,
            capture_output=True,
            timeout=_FONTS_WITHIN,
        )
    except (OSError, subprocess.TimeoutExpired):
        return True
    return listed.returncode != 0 or bool(listed.stdout.strip())
