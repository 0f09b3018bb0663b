"""The pictures in the documentation show what the screens show."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.faces.tui.shots import SHOTS
from tests.record_pictures import FOLDER, HEIGHT, PICTURES, SHAPES, WIDTH, Picture
from tests.record_screens import file_of

ROOT = Path(__file__).parents[1]
_TEXT = re.compile(r'<text x="([\d ]+)" y="(\d+)"(.*?)>(.*?)</text>')
_LENGTH = re.compile(r'textLength="(\d+)"')


@pytest.mark.parametrize("picture", PICTURES, ids=lambda p: p.file.stem)
def test_a_picture_says_what_the_screen_says(picture: Picture) -> None:
    shot = next(shot for shot in SHOTS if shot.name == picture.shot)
    kept = file_of(shot, picture.size).read_text(encoding="utf-8").splitlines()[:-2]
    # What is drawn, and a blank of full width, is no text in a picture.
    blanks = str.maketrans({**dict.fromkeys(SHAPES, " "), "　": "  "})
    screen = [row.translate(blanks).rstrip() for row in kept]

    assert rows_of(picture) == screen, "run: make screens"


def rows_of(picture: Picture) -> list[str]:
    """Read a picture back: its rows, each text at the column where it is drawn."""
    cells = [[" "] * picture.size[0] for _ in range(picture.size[1])]
    for xs, y, looks, escaped in _TEXT.findall(picture.file.read_text("utf-8")):
        text = unescape(escaped)
        places = [int(x) for x in xs.split()]
        if len(places) < len(text):
            (x,) = places
            places = [x + WIDTH * n for n in range(len(text))]
        if (length := _LENGTH.search(looks)) is not None:
            assert int(length.group(1)) == cell_len(text) * WIDTH
        for place, character in zip(places, text, strict=True):
            row, column = cells[int(y) // HEIGHT], place // WIDTH
            row[column : column + cell_len(character)] = [
                character,
                *[""] * (cell_len(character) - 1),
            ]
    return ["".join(row).rstrip() for row in cells]


def test_every_picture_is_one_of_these_and_is_shown() -> None:
    names = {picture.file.name for picture in PICTURES}

    assert {file.name for file in FOLDER.glob("*")} == names
    for page in ("README.md", "README.zh-CN.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert set(re.findall(r"docs/screens/([\w.-]+)", text)) == names


@pytest.mark.parametrize("picture", PICTURES, ids=lambda p: p.file.stem)
def test_a_picture_fetches_nothing(picture: Picture) -> None:
    text = picture.file.read_text(encoding="utf-8")

    assert re.findall(r"https?://[^\"']+", text) == ["http://www.w3.org/2000/svg"]
    assert "@font-face" not in text
