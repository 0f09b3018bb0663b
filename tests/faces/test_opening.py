"""A folder is opened by the system, without a word in the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sme_assistant.faces import opening
from sme_assistant.faces.opening import open_folder

pytestmark = pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="this desktop has no xdg-open"
)
DESKTOP = {"DISPLAY": ":0"}


def opener(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program called ``xdg-open`` first on the path."""
    program = folder / "xdg-open"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_a_folder_is_opened_and_nothing_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    script = f'echo 打开; echo 出错 >&2; printf %s "$1" > {tmp_path}/opened'
    opener(tmp_path, script, monkeypatch)

    assert open_folder(tmp_path / "材料包 [red]", DESKTOP)
    opened = (tmp_path / "opened").read_text(encoding="utf-8")
    assert opened == str(tmp_path / "材料包 [red]")
    assert capfd.readouterr() == ("", "")


def test_without_a_desktop_nothing_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener(tmp_path, f"touch {tmp_path}/opened", monkeypatch)

    assert not open_folder(tmp_path, {})
    assert not (tmp_path / "opened").exists()


@pytest.mark.parametrize("script", ["exit 3", None])
def test_a_folder_that_cannot_be_opened_is_told(
    script: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if script is None:
        monkeypatch.setenv("PATH", str(tmp_path))
    else:
        opener(tmp_path, script, monkeypatch)

    assert not open_folder(tmp_path, DESKTOP)


def test_a_program_that_cannot_be_started_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener(tmp_path, "", monkeypatch)
    (tmp_path / "xdg-open").write_bytes(b"\x7fELF")

    assert not open_folder(tmp_path, DESKTOP)


def test_a_file_manager_that_stays_has_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener(tmp_path, "exec sleep 5", monkeypatch)
    monkeypatch.setattr(opening, "_PATIENCE", 0.1)

    assert open_folder(tmp_path, DESKTOP)
