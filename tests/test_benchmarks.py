"""The page of figures: a part of it is measured and written whole, or stays."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import __main__ as bench
from benchmarks import page
from benchmarks.engine import tables as engine_tables

_PAGE = """# Figures

<!-- figures: engine -->
old engine
<!-- end: engine -->

Between.

<!-- figures: start -->
old start
<!-- end: start -->
"""


@pytest.fixture(name="figures")
def _figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "benchmarks.md"
    path.write_text(_PAGE, encoding="utf-8")
    monkeypatch.setattr(page, "PAGE", path)
    monkeypatch.setattr(bench, "SUBJECTS", ("engine", "start"))
    for name in bench.SUBJECTS:
        _measures(monkeypatch, name, f"new {name}")
    return path


def _measures(
    monkeypatch: pytest.MonkeyPatch, name: str, line: str, fails: bool = False
) -> None:
    """Let a subject be measured in no time."""

    def tables() -> Iterator[str]:
        yield line
        if fails:
            raise OSError("no terminal")

    module = ModuleType(f"benchmarks.{name}")
    module.tables = tables  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, f"benchmarks.{name}", module)


def test_one_run_fills_every_place(figures: Path) -> None:
    assert bench.main([]) == 0
    text = figures.read_text(encoding="utf-8")
    assert "new engine\n<!-- end: engine -->" in text
    assert "new start\n<!-- end: start -->" in text
    assert "old" not in text
    assert "Between." in text


def test_one_part_fills_its_own_place_only(figures: Path) -> None:
    assert bench.main(["start"]) == 0
    text = figures.read_text(encoding="utf-8")
    assert "old engine" in text
    assert "new start" in text


def test_a_part_that_fails_keeps_its_figures_and_stops_no_other(
    figures: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _measures(monkeypatch, "engine", "half an engine", fails=True)
    assert bench.main([]) == 1
    text = figures.read_text(encoding="utf-8")
    assert "old engine" in text
    assert "half an engine" not in text
    assert "new start" in text
    assert "left on the page as they were: engine" in capsys.readouterr().err


def test_a_peer_that_cannot_be_had_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    told = next(engine_tables())
    assert told == (
        "**SurveyJS was not measured:** node and npm are not installed here."
    )


def test_the_page_has_figures_in_every_place() -> None:
    text = page.PAGE.read_text(encoding="utf-8")
    for subject in bench.SUBJECTS:
        _, found, rest = text.partition(f"<!-- figures: {subject} -->")
        figures, closed, _ = rest.partition(f"<!-- end: {subject} -->")
        assert found
        assert closed
        assert "|---|" in figures
