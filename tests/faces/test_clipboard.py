"""A text leaves by the terminal's clipboard where there is one."""

from __future__ import annotations

import base64
import sys
from pathlib import Path

import pytest

from sme_assistant.faces.clipboard import copy, copy_to_terminal

XTERM = {"TERM": "xterm-256color"}


def test_the_terminal_is_asked_by_osc_52() -> None:
    written: list[str] = []

    assert copy("小结：还差 3 人", written.append, XTERM)

    [sequence] = written
    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\a")
    encoded = sequence[len("\x1b]52;c;") : -1]
    assert base64.b64decode(encoded).decode() == "小结：还差 3 人"


@pytest.mark.parametrize(
    "environment",
    [
        {"TERM": "linux"},
        {"TERM": "dumb"},
        {},
        {**XTERM, "STY": "1.pts"},
        {**XTERM, "TERM_PROGRAM": "Apple_Terminal"},
    ],
)
def test_a_terminal_that_cannot_is_not_asked(environment: dict[str, str]) -> None:
    written: list[str] = []

    assert not copy("小结", written.append, environment)
    assert written == []


def test_what_is_too_long_for_terminals_is_not_asked_for() -> None:
    written: list[str] = []

    assert copy("长" * 18_000, written.append, XTERM)
    assert not copy("长" * 19_000, written.append, XTERM)
    assert len(written) == 1


def fake_tmux(folder: Path, code: int) -> str:
    """Put a tmux on the path that keeps what it is given."""
    program = folder / "tmux"
    program.write_text(
        f'#!/bin/sh\necho "$@" > {folder}/words\ncat > {folder}/text\nexit {code}\n'
    )
    program.chmod(0o755)
    return str(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="tmux is not on Windows")
@pytest.mark.parametrize(("code", "copied"), [(0, True), (1, False)])
def test_tmux_is_given_the_text_to_pass_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, copied: bool
) -> None:
    monkeypatch.setenv("PATH", f"{fake_tmux(tmp_path, code)}:/usr/bin:/bin")
    written: list[str] = []

    assert copy("小结", written.append, {**XTERM, "TMUX": "/x,1,0"}) is copied

    assert (tmp_path / "text").read_text("utf-8") == "小结"
    assert (tmp_path / "words").read_text().split() == ["load-buffer", "-w", "-"]
    assert written == []


def test_where_there_is_no_tmux_after_all_nothing_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert not copy("小结", lambda _: None, {**XTERM, "TMUX": "/x,1,0"})


def test_what_is_no_terminal_has_no_clipboard(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert not copy_to_terminal("小结")
    assert capsys.readouterr().out == ""
