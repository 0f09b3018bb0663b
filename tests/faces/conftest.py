"""The program, run with lines to type."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.faces.running import Ran, Run, outcome


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run the program with lines to type, as often as a test likes."""
    monkeypatch.setenv("SME_ASSISTANT_CASEBOOK", str(tmp_path / "casebook.sqlite3"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)

    def run_(*words: str, typed: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        return outcome(words, capsys)

    return run_
