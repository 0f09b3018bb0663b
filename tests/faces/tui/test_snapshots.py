"""Every screen is what was last looked at, and keeps the rules of its making.

A difference that is meant is taken over with ``python -m tests.record_screens``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.faces.tui.shots import SHOTS, Shot, Size, as_text, surroundings, taken
from tests.record_screens import FOLDER, file_of

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="the snapshots name folders as POSIX does"
)
SCREENS = [(shot, size) for shot in SHOTS for size in shot.sizes]
FILES = [file_of(shot, size) for shot, size in SCREENS]


def name_of(value: object) -> str:
    match value:
        case Shot(name=name):
            return name
        case (width, height):
            return f"{width}x{height}"
        case Path(stem=stem):
            return stem
    raise TypeError(value)


@pytest.mark.parametrize("shot", SHOTS, ids=name_of)
def test_a_screen_is_still_what_was_looked_at(shot: Shot) -> None:
    with surroundings():
        screens = taken(shot)

    differences = [
        difference(file_of(shot, size), as_text(painted))
        for size, painted in screens.items()
    ]
    if told := "\n".join(filter(None, differences)):
        pytest.fail(
            f"if this is meant, run: python -m tests.record_screens\n{told}",
            pytrace=False,
        )


def difference(file: Path, now: str) -> str:
    """Return how a screen differs from its snapshot; empty if it does not."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    lines = unified_diff(
        before.splitlines(), now.splitlines(), file.name, "now", lineterm="", n=2
    )
    return "\n".join(lines)


def test_every_snapshot_is_of_a_screen_there_is() -> None:
    assert {*FOLDER.glob("*.txt")} == {*FILES}


# --- what holds for all of them -------------------------------------------

_CLOSING = "，。、；：？！）》〉」』”’】〕〗％"
_OPENING = "（《〈「『“‘【〔〖"
_BETWEEN = re.compile(r" {2,}|[│▌▐┃█░]")
"""What divides a row into the columns beside each other."""


def rows(file: Path) -> list[str]:
    """Return the rows of a snapshot, without what is written below them."""
    return file.read_text(encoding="utf-8").splitlines()[:-2]


def pieces(file: Path) -> Iterator[str]:
    """Yield each row's texts, those of columns beside each other apart."""
    for row in rows(file):
        yield from (piece.strip() for piece in _BETWEEN.split(row) if piece.strip())


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_no_line_begins_or_ends_with_the_wrong_punctuation(file: Path) -> None:
    assert [p for p in pieces(file) if p[0] in _CLOSING or p[-1] in _OPENING] == []


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_screen_fills_its_size_and_no_more(file: Path) -> None:
    width, height = map(int, file.stem.rpartition(".")[2].split("x"))

    assert len(rows(file)) == height
    assert [row for row in rows(file) if cell_len(row) > width] == []


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_screen_shows_words_only(file: Path) -> None:
    text = "\n".join(rows(file))

    assert "�" not in text
    assert [c for c in text if c != "\n" and not c.isprintable() and c != "　"] == []
    assert re.findall(r"\{\w*\}|\bNone\b|\$say-|\[/?bold", text) == []


@pytest.mark.parametrize(("shot", "size"), SCREENS, ids=name_of)
def test_a_screen_names_its_keys(shot: Shot, size: Size) -> None:
    shown = rows(file_of(shot, size))
    where = shown[-1] if shot.keys == SHOTS[0].keys else "\n".join(shown)

    assert [key for key in shot.keys if key not in where] == []
