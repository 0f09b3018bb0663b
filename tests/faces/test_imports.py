"""What a start may load, and what it may not."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("sme_assistant.faces.tui.app", "docx openpyxl markdown_it docxtpl pydantic"),
        ("sme_assistant.faces.cli", "textual pydantic yaml docx openpyxl sqlite3"),
        ("sme_assistant.engine.advice", "textual rich docx openpyxl sqlite3"),
        ("sme_assistant.assistant.turns", "textual rich docx openpyxl"),
    ],
)
def test_a_module_loads_nothing_it_does_not_need(module: str, unwanted: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not set(ran.stdout.split()) & set(unwanted.split())
