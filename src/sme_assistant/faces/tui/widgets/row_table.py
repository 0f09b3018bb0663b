"""The rows of a list as a table of any length: only the lines in sight are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

_SAMPLED = 200
"""So many rows say how wide the columns are."""
_WIDEST = 48
LEAST_CELL = 4
"""No column is made narrower than this to fit a window."""

Cells = Callable[[int], Sequence[str]]


class RowTable(ScrollView, can_focus=False):
    """A header that stays, rows below it, and a cursor; keys reach it by the screen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-table--header", "row-table--cursor"}

    class Selected(Message):
        """A row was clicked."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self) -> None:
        super().__init__(id="table")
        self._labels: Sequence[str] = ()
        self._wanted: list[int] = []
        self._widths: list[int] = []
        self._count = 0
        self._cells: Cells = lambda _row: ()
        self.cursor = 0

    def lay_out(self, labels: Sequence[str], count: int, cells: Cells) -> None:
        """Show rows.

        Args:
            labels: The header.
            count: How many rows there are.
            cells: Gives the texts of a row by its index.
        """
        self._labels, self._count, self._cells = labels, count, cells
        sampled = [*range(min(count, _SAMPLED)), *range(max(0, count - 2), count)]
        self._wanted = [
            min(max(map(cell_len, column)), _WIDEST)
            for column in zip(*map(cells, sampled), strict=True)
        ]
        self._fit()
        self.move_cursor(self.cursor)

    def _fit(self) -> None:
        """Make the columns as wide as the window lets them be."""
        heads, room = [*map(cell_len, self._labels)], self.size.width
        wanted = self._wanted or [0] * len(heads)
        room = room - 2 * len(heads) if room else sum(map(max, wanted, heads))
        self._widths = fitted(wanted, heads, room)
        wide = sum(self._widths) + 2 * len(heads)
        self.virtual_size = Size(wide, self._count + 1)

    def move_cursor(self, row: int) -> None:
        """Go to a row, or as near as there is one, and bring it into sight."""
        self.cursor = max(0, min(row, self._count - 1))
        in_sight = max(1, self.scrollable_content_region.height - 1)
        top = self.scroll_offset.y
        if self.cursor < top:
            top = self.cursor
        elif self.cursor >= top + in_sight:
            top = self.cursor - in_sight + 1
        self.scroll_to(y=top, animate=False, immediate=True)
        self.refresh()

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the columns to the window, and keep the cursor in sight."""
        self._fit()
        self.move_cursor(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked, and say so."""
        row = self.scroll_offset.y + event.y - 1
        if event.y and row < self._count:
            self.move_cursor(row)
            self.post_message(self.Selected(row))

    def render_line(self, y: int) -> Strip:
        """Make one line: the header, or the row that stands there now."""
        left, top = self.scroll_offset
        row = top + y - 1
        if y == 0:
            texts, style = self._labels, self._style("header")
        elif row < self._count:
            texts = self._cells(row)
            style = self._style("cursor") if row == self.cursor else self.rich_style
        else:
            texts, style = (), self.rich_style
        line = "".join(
            f" {_cut(text, wide)} "
            for text, wide in zip(texts, self._widths, strict=False)
        )
        strip = Strip([Segment(line, style)], cell_len(line))
        return strip.crop_extend(left, left + self.size.width, style)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"row-table--{part}")


def fitted(cells: Sequence[int], heads: Sequence[int], room: int) -> list[int]:
    """Return widths of columns that fit a room together.

    Where it is too narrow, first what only a heading needs is given up, then the widest
    column is made narrower.

    Args:
        cells: How wide each column's cells are.
        heads: How wide each column's heading is.
        room: The cells there are.
    """
    found = [*map(max, cells, heads)]
    while sum(found) > room and max(found) > LEAST_CELL:
        pairs = zip(found, cells, strict=True)
        spare = [max(0, width - max(cell, LEAST_CELL)) for width, cell in pairs]
        by = spare if any(spare) else found
        found[by.index(max(by))] -= 1
    return found


def _cut(text: str, wide: int) -> str:
    if cell_len(text) > wide:
        text = f"{set_cell_size(text, wide - 1).rstrip()}…"
    return set_cell_size(text, wide)
