"""What a start may load, and what it may not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("sme_assistant.faces.tui.app", "docx openpyxl markdown_it docxtpl pydantic"),
        ("sme_assistant.faces.cli", "textual pydantic yaml docx openpyxl sqlite3 PIL"),
        ("sme_assistant.engine.advice", "textual rich docx openpyxl sqlite3"),
        ("sme_assistant.assistant.turns", "textual rich docx openpyxl pikepdf PIL"),
        ("sme_assistant.assembly.package", "pikepdf img2pdf"),
    ],
)
def test_a_module_loads_nothing_it_does_not_need(module: str, unwanted: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not set(ran.stdout.split()) & set(unwanted.split())


_OPENS_A_CASE = """
import asyncio, sys
from sme_assistant.faces.settings import Settings
from sme_assistant.faces.tui.app import SmeApp
from sme_assistant.faces.tui.screens.interview import InterviewScreen
from tests.faces.talking import CASE, clock
from tests.faces.tui.screens import casebook

async def run():
    app = SmeApp(casebook("half-finished"), clock, Settings(), CASE)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)

asyncio.run(run())
print(*sys.modules)
"""


def test_a_case_under_way_loads_no_document_library() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _OPENS_A_CASE],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    unwanted = {"docx", "docxtpl", "lxml", "openpyxl", "markdown_it", "pikepdf", "PIL"}
    assert not set(ran.stdout.split()) & unwanted
