"""Draw the main screens for the documentation (python -m tests.record_pictures).

Textual's own export gives a run of text the width of its characters; Chinese ones are
two cells wide, so that they pile up. Here every cell of a screen has its place: a run
of equally wide characters begins at its column and is as long as its cells, and what
terminals draw rather than write (bars, blocks, borders) is drawn, without gaps. The
pictures need no font from the network and hold nothing but examples.

``tests/test_pictures.py`` holds the text in ``docs/screens/`` to the snapshots.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Final

from rich.cells import get_character_cell_size
from rich.style import Style

from tests.faces.tui.shots import (
    ROOMY,
    SHOTS,
    SMALL,
    Painted,
    Size,
    surroundings,
    taken,
)

FOLDER = Path(__file__).parents[1] / "docs" / "screens"
WIDTH, HEIGHT = 9, 20
"""Of a cell, in pixels."""
_BASELINE, _EDGE = 15, 8
_NARROW = "'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace"
_WIDE = (
    "'Noto Sans Mono CJK SC','Source Han Mono SC','Noto Sans CJK SC',"
    "'PingFang SC','Microsoft YaHei',monospace"
)
"""Quotation marks, arrows and the like are one cell wide on a terminal, and two in a
Chinese font: each kind has its own fonts."""


@dataclass(frozen=True)
class Picture:
    """One picture of a screen.

    Attributes:
        shot: The name of the shot.
        size: Columns and rows.
        theme: The theme it is shown in.
        about: What it shows, in a line.
    """

    shot: str
    size: Size
    theme: str
    about: str

    @property
    def file(self) -> Path:
        """Where it is kept."""
        width, height = self.size
        return FOLDER / f"{self.shot}-{width}x{height}-{self.theme}.svg"


PICTURES = (
    Picture("home", SMALL, "dark", "项目列表"),
    Picture("interview-amount-answered", ROOMY, "dark", "访谈：答一条，说一条"),
    Picture("interview-ticks", SMALL, "light", "访谈：勾选"),
    Picture("board-tree", ROOMY, "dark", "自评：每个数与要求"),
    Picture("materials", ROOMY, "light", "材料清单"),
    Picture("clauses-search", ROOMY, "dark", "条文：按词查找"),
    Picture("preview-document", ROOMY, "light", "预览与导出"),
)

# --- drawing --------------------------------------------------------------

Box = tuple[float, float, float, float]
"""Left, top, width and height, in parts of a cell."""
_EIGHTHS: Final = "▁▂▃▄▅▆▇█"
SHAPES: Final[dict[str, tuple[Box, ...]]] = {
    **{c: ((0, 1 - n / 8, 1, n / 8),) for n, c in enumerate(_EIGHTHS, start=1)},
    **{c: ((0, 0, 1 - n / 8, 1),) for n, c in enumerate("▉▊▋▌▍▎▏", start=1)},
    "▐": ((0.5, 0, 0.5, 1),),
    "▀": ((0, 0, 1, 0.5),),
    "─": ((0, 0.475, 1, 0.05),),
    "│": ((0.44, 0, 0.11, 1),),
    "░": ((0, 0, 1, 1),),
}
"""Characters that are drawn; a font may leave gaps between their cells."""
_FAINT: Final = {"░": 0.25}


@dataclass(frozen=True)
class Run:
    """Characters of one style and one width, side by side.

    Attributes:
        column: Where they begin, from 0.
        cells: How many they take.
    """

    column: int
    cells: int
    text: str
    style: Style


def _runs(painted: Painted, row: int) -> Iterator[Run]:
    """Yield a row's runs; blanks and drawn characters are in runs of their own."""
    column = 0
    for segment in painted.strips[row]:
        style = segment.style or Style()
        for _, group in groupby(segment.text, key=_sort_of):
            text = "".join(group)
            cells = sum(map(get_character_cell_size, text))
            yield Run(column, cells, text, style)
            column += cells


def _sort_of(character: str) -> tuple[object, ...]:
    """Return what characters of one run have in common."""
    drawn = character if character in SHAPES else ""
    return drawn, character.isspace(), get_character_cell_size(character)


def _colours(painted: Painted, style: Style) -> tuple[str, str]:
    """Return the colours of a text and of the ground it stands on."""
    text = (style.color or painted.text).get_truecolor().hex
    ground = (style.bgcolor or painted.ground).get_truecolor().hex
    return (ground, text) if style.reverse else (text, ground)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _rectangle(row: int, column: float, box: Box, cells: int, fill: str) -> str:
    left, top, width, height = box
    across = column + left if cells == 1 else column
    wide = width if cells == 1 else cells
    place = [across * WIDTH, (row + top) * HEIGHT, wide * WIDTH, height * HEIGHT]
    x, y, w, h = map(_number, place)
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" {fill}/>'


def _grounds(painted: Painted, row: int, screen: str) -> Iterator[str]:
    """Draw what a row stands on, where that is not the screen's own colour."""

    def ground_of(run: Run) -> str:
        return _colours(painted, run.style)[1]

    for ground, group in groupby(_runs(painted, row), ground_of):
        runs = list(group)
        if ground != screen:
            cells = sum(run.cells for run in runs)
            whole = (0.0, 0.0, 1.0, 1.0)
            yield _rectangle(row, runs[0].column, whole, cells, f'fill="{ground}"')


def _written(painted: Painted, row: int) -> Iterator[str]:
    """Write and draw a row's characters."""
    for run in _runs(painted, row):
        if run.text.isspace():
            continue
        colour = _colours(painted, run.style)[0]
        if run.text[0] in SHAPES:
            yield from _drawn(run, row, colour)
        else:
            yield _text(run, row, colour)


def _drawn(run: Run, row: int, colour: str) -> Iterator[str]:
    fill = f'fill="{colour}"'
    if run.text[0] in _FAINT:
        fill += f' fill-opacity="{_FAINT[run.text[0]]}"'
    for box in SHAPES[run.text[0]]:
        if box[2] == 1:  # they touch: one shape for all
            yield _rectangle(row, run.column, box, run.cells, fill)
        else:
            for column in range(run.column, run.column + run.cells):
                yield _rectangle(row, column, box, 1, fill)


def _text(run: Run, row: int, colour: str) -> str:
    """Write a run: Chinese character by character, all else to its length."""
    x, y = run.column * WIDTH, row * HEIGHT + _BASELINE
    if run.cells > len(run.text):
        at = " ".join(str(x + 2 * WIDTH * n) for n in range(len(run.text)))
        looks = [f'x="{at}" y="{y}"', _classes("w", run.style)]
    else:
        length = run.cells * WIDTH
        looks = [f'x="{x}" y="{y}" textLength="{length}"', _classes("", run.style)]
    looks.append(f'fill="{colour}"')
    if run.style.underline:
        looks.append('text-decoration="underline"')
    said = escape(run.text, quote=False)
    return f"<text {' '.join(filter(None, looks))}>{said}</text>"


def _classes(wide: str, style: Style) -> str:
    classes = " ".join(filter(None, [wide, "b" if style.bold else ""]))
    return f'class="{classes}"' if classes else ""


def drawn(painted: Painted, title: str) -> str:
    """Return a screen as an SVG picture."""
    columns, rows = painted.size
    screen = painted.ground.get_truecolor().hex
    width, height = columns * WIDTH + 2 * _EDGE, rows * HEIGHT + 2 * _EDGE
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>text{{font:15px {_NARROW};white-space:pre}}"
        f".w{{font:16px {_WIDE}}}.b{{font-weight:bold}}</style>",
        f'<rect width="{width}" height="{height}" rx="6" fill="{screen}" '
        'stroke="#767676"/>',
        f'<g transform="translate({_EDGE} {_EDGE})">',
    ]
    for row in range(rows):
        lines += _grounds(painted, row, screen)
        lines += _written(painted, row)
    return "\n".join([*lines, "</g>", "</svg>", ""])


def main() -> None:
    """Write every picture, and remove those no longer wanted."""
    FOLDER.mkdir(exist_ok=True)
    shots = {shot.name: shot for shot in SHOTS}
    for picture in PICTURES:
        with surroundings():
            painted = taken(shots[picture.shot], picture.theme)[picture.size]
        picture.file.write_text(drawn(painted, picture.about), encoding="utf-8")
    for file in {*FOLDER.glob("*.svg")} - {picture.file for picture in PICTURES}:
        file.unlink()


if __name__ == "__main__":
    main()
