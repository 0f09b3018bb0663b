"""表格: one list as a table whose rows can be added, changed, pasted and removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from sme_assistant.assistant.commands import Command, Typed
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.assistant.turns import Turns
from sme_assistant.dialogue.programme import QuestionDefinition, RosterDefinition
from sme_assistant.engine.replay import Row
from sme_assistant.faces.tui.screens.desk import DeskScreen
from sme_assistant.faces.tui.screens.row import RowScreen
from sme_assistant.faces.tui.widgets.zh_input import ZhInput
from sme_assistant.phrases import Tui
from sme_assistant.values import show

_MOST_CELL = 48
LEAST_CELL = 4
"""In cells."""
_BESIDE = 1
"""What the scrollbar takes."""


class RosterTable(DataTable[Text], can_focus=False):
    """The rows; keys reach it through the screen."""


class RosterScreen(DeskScreen):
    """A list. Every change is one entry of the log, so that undo takes it back.

    Args:
        turns: The conversation.
        said: Where what it says goes; the interview shows it afterwards.
        question: The question that asks for the list.
        roster: The list.
    """

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command.HELP,
        Command.UNDO,
        Command.REDO,
        Command.PALETTE,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "remove", show=False, priority=True),
    ]

    def __init__(
        self,
        turns: Turns,
        said: list[Say],
        question: QuestionDefinition,
        roster: RosterDefinition,
    ) -> None:
        super().__init__()
        self._turns = turns
        self._said = said
        self._question = question
        self._roster = roster

    def body(self) -> ComposeResult:
        """Yield the table."""
        yield RosterTable(id="table", cursor_type="row", zebra_stripes=False)

    @property
    def table(self) -> RosterTable:
        """The table."""
        return self.query_one(RosterTable)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they are now."""
        held = self._turns.standing.state.rosters.get(self._roster.id)
        return held.rows if held is not None else ()

    def on_mount(self) -> None:
        """Fill in the rows."""
        self.show_rule(Tui.ROSTER_HINT)
        self.reload()

    def on_resize(self) -> None:
        """Fit the columns to the window."""
        self.call_after_refresh(self.reload)

    def reload(self, at: int | None = None) -> None:
        """Fill the table again, keeping the place or going to a row."""
        place = self.table.cursor_row if at is None else at
        heads = [Tui.ROSTER_NUMBER, *(s.label for s in self._roster.columns.values())]
        lines = [[str(n), *self._cells(row)] for n, row in enumerate(self.rows, 1)]
        lines.append(["+", Tui.ROSTER_NEW, *[""] * (len(heads) - 2)])
        padding = len(heads) * 2 * self.table.cell_padding
        widths = fitted(
            [_widest(cells) for cells in zip(*lines, strict=True)],
            [_widest([head]) for head in heads],
            self.app.size.width - _BESIDE - padding,
        )
        self.table.clear(columns=True)
        for head, width in zip(heads, widths, strict=True):
            self.table.add_column(_cut(head, width), width=width)
        for line in lines:
            self.table.add_row(*map(_cut, line, widths))
        self.table.move_cursor(row=min(place, len(self.rows)))
        model = self._roster.model
        count = len(self.rows)
        self.show_status(
            Tui.ROSTER_TITLE.format(title=model.title, count=count, unit=model.unit)
        )

    def _cells(self, row: Row) -> list[str]:
        return [
            show(spec, row[name]).replace("\n", " ") if name in row else ""
            for name, spec in self._roster.columns.items()
        ]

    # --- rows -------------------------------------------------------------

    def entered(self, text: str) -> None:
        """Take pasted rows or a file; with nothing entered, open the row."""
        if not text.strip():
            self._edit(self.table.cursor_row)
            return
        if self.rows and not text.lstrip().startswith(("+", "＋")):
            text = f"+{text}"  # here a line is a row more; a list is replaced on demand
        self._hear(text)

    def _hear(self, text: str) -> None:
        before = len(self._said)
        if self._turns.hear(text):
            self.entry.value = ""
            self.reload(len(self.rows))
        said = self._said[before:]
        warnings = [s.text for s in said if s.role is Role.WARNING]
        if warnings:
            self.warn("　".join(warnings))
        elif said:
            self.tell(said[0].text)

    def _edit(self, index: int) -> None:
        row: Mapping[str, object] = self.rows[index] if index < len(self.rows) else {}
        number = index + 1
        screen = RowScreen(self._roster, row, number, self._turns.conversation.today())
        self.app.push_screen(screen, lambda changed: self._changed(index, changed))

    def _changed(self, index: int, row: Row | None) -> None:
        if row is None:
            return
        rows = [*self.rows]
        rows[index : index + 1] = [row]
        self._turns.accept_rows(self._question, rows)
        self.reload(index + 1)

    def action_remove(self) -> None:
        """Delete a character of the input; where it is empty, the row."""
        if self.entry.value:
            self.entry.action_delete_right()
        else:
            self.do_delete("")

    def do_delete(self, _argument: str) -> None:
        """Remove the highlighted row."""
        at = self.table.cursor_row
        if at < len(self.rows):
            rows = [row for number, row in enumerate(self.rows) if number != at]
            self._turns.accept_rows(self._question, rows)
            self.reload(at)
            self.tell(Tui.ROSTER_DELETED)

    def do_new(self, _argument: str) -> None:
        """Add a row."""
        self._edit(len(self.rows))

    def do_undo(self, _argument: str) -> None:
        """Take the last change back."""
        self._step(Command.UNDO)

    def do_redo(self, _argument: str) -> None:
        """Make the change again."""
        self._step(Command.REDO)

    def _step(self, command: Command) -> None:
        before = len(self._said)
        self._turns.obey(Typed(command))
        self.reload()
        self.tell(self._said[before].text)

    @on(ZhInput.PastedLines)
    def _pasted(self, event: ZhInput.PastedLines) -> None:
        self.entered(event.text)

    @on(DataTable.RowSelected)
    def _clicked(self, event: DataTable.RowSelected) -> None:
        self._edit(event.cursor_row)

    # --- moving -----------------------------------------------------------

    def move(self, step: int) -> None:
        """Move the cursor."""
        self.table.move_cursor(row=self.table.cursor_row + step)

    def page(self, step: int) -> None:
        """Move by a page."""
        self.table.move_cursor(
            row=self.table.cursor_row + step * self.table.size.height
        )


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


def _widest(cells: Sequence[str]) -> int:
    return min(_MOST_CELL, max(map(cell_len, cells)))


def _cut(text: str, width: int) -> Text:
    found = Text(text)
    found.truncate(width, overflow="ellipsis")
    return found
