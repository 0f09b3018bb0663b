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
        (
            "sme_assistant.faces.commands.asking",
            "textual rich pydantic pypinyin docx openpyxl sqlite3",
        ),
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


def test_the_pure_core_loads_no_screen_document_or_database() -> None:
    """All of it: a module that nothing imports yet counts as well."""
    code = """
import importlib, pkgutil, sys
for layer in ("engine", "dialogue", "values"):
    package = importlib.import_module(f"sme_assistant.{layer}")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
print(*sys.modules)
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = set(ran.stdout.split())
    assert "sme_assistant.engine.advice" in loaded
    unwanted = {"textual", "rich", "click", "sqlite3", *_DOCUMENTS}
    assert not loaded & unwanted


_DOCUMENTS = frozenset(
    {
        "pikepdf",
        "PIL",
        "docx",
        "docxtpl",
        "jinja2",
        "lxml",
        "openpyxl",
        "cryptography",
        "markdown",
        "markdown_it",
        "textual.widgets._markdown",
    }
)
"""What only a package or a document of it needs."""
_OPENS_A_CASE = """
import asyncio, sys
from sme_assistant.faces.settings import Settings
from sme_assistant.faces.tui.app import SmeApp
from sme_assistant.faces.tui.screens.interview import InterviewScreen
from tests.faces.talking import CASE, clock
from tests.faces.tui.screens import casebook

async def run():
    app = SmeApp(casebook("half-finished"), clock, Settings())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, InterviewScreen)
        before = app.screen.standing.state
        app.screen.submit("/跳到 total_assets")
        await pilot.press("2", "6", "0", "enter")
        await pilot.pause()
        assert app.screen.standing.state is not before

asyncio.run(run())
print(*sys.modules)
"""


def test_from_the_start_to_an_answer_no_document_library_is_loaded() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _OPENS_A_CASE],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert not set(ran.stdout.split()) & _DOCUMENTS
