"""表格: one list as a table whose rows can be added, changed, pasted and removed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from sme_assistant.assistant import list_cards, list_turns
from sme_assistant.assistant.commands import Command, Typed, command_in
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.assistant.turns import Turns
from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.engine.replay import Row
from sme_assistant.faces.tui.screens.list_file import ListFileScreen
from sme_assistant.faces.tui.screens.row import RowScreen
from sme_assistant.faces.tui.widgets.row_table import RowTable
from sme_assistant.faces.tui.widgets.zh_input import ZhInput
from sme_assistant.phrases import Plain, Tui
from sme_assistant.values import Kind, Spec, Table, Value, show
from sme_assistant.values.normalise import fold
from sme_assistant.values.tables import Cells

_TOLD = frozenset({Role.ECHO, Role.NOTE, Role.WARNING})
_SHOWN = _TOLD | {Role.UNMET, Role.OPEN, Role.HINT}
_MARGIN = 6
_SOUGHT = re.compile(Tui.ROSTER_SOUGHT)


class RosterScreen(ListFileScreen):
    """A list. Every change is one entry of the log, so that undo takes it back.

    Args:
        turns: The conversation.
        said: Where what it says goes; the interview shows it afterwards.
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
        roster: RosterDefinition,
    ) -> None:
        super().__init__()
        self._turns = turns
        self._said = said
        self._roster = roster

    def body(self) -> ComposeResult:
        """Yield the table."""
        yield RowTable()

    @property
    def table(self) -> RowTable:
        """The table."""
        return self.query_one(RowTable)

    @property
    def rows(self) -> Table:
        """The rows as they are now."""
        held = self._turns.standing.state.rosters.get(self._roster.id)
        return held.rows if held is not None else Table({}, 0)

    def on_mount(self) -> None:
        """Show the rows."""
        self.show_rule(Tui.ROSTER_HINT)
        self.reload()

    def on_resize(self) -> None:
        """Fit the columns to the window."""
        self.call_after_refresh(self.reload)

    def reload(self, at: int | None = None) -> None:
        """Show the rows again, keeping the place or going to a row."""
        labels = [spec.label for spec in self._roster.columns.values()]
        self.table.lay_out([Tui.ROSTER_NUMBER, *labels], len(self.rows) + 1, self._line)
        if at is not None:
            self.table.move_cursor(at)
        model = self._roster.model
        count = len(self.rows)
        self.show_status(
            Tui.ROSTER_TITLE.format(title=model.title, count=count, unit=model.unit)
        )

    def _line(self, index: int) -> list[str]:
        if index >= len(self.rows):
            return ["+", Tui.ROSTER_NEW, *[""] * (len(self._roster.columns) - 1)]
        row = self.rows[index]
        cells = [
            " ".join(show(spec, row[name]).split()) if name in row else ""
            for name, spec in self._roster.columns.items()
        ]
        return [str(index + 1), *cells]

    # --- rows -------------------------------------------------------------

    def entered(self, text: str) -> None:
        """Take pasted rows or a file; with nothing entered, open the row."""
        if not text.strip():
            self._edit(self.table.cursor)
            return
        if (typed := command_in(text)) is not None:
            self.obey(typed)
            return
        if (sought := _SOUGHT.fullmatch(fold(text))) is not None:
            self._seek(sought)
            return
        self._ask_again()
        if (named := list_turns.file_at_hand(self._turns, text)) is not None:
            self.look_at(self._turns, self._said, self._roster, named)
            return
        if self.rows and not text.lstrip().startswith(("+", "＋")):
            text = f"+{text}"  # here a line is a row more; a list is replaced on demand
        self._hear(text)

    def _seek(self, sought: re.Match[str]) -> None:
        """Go to the row of a number, or to the next one in which a text stands."""
        number, word = sought["number"], sought["word"]
        at = int(number) - 1 if number else self._next_with(word)
        if at is not None and 0 <= at < len(self.rows):
            self.entry.value = ""
            self.table.move_cursor(at)
        elif number:
            count, unit = len(self.rows), self._roster.model.unit
            told = Tui.ROSTER_NO_ROW.format(number=number, count=count, unit=unit)
            self.warn(told)
        else:
            self.warn(Tui.ROSTER_NOT_FOUND.format(word=word))

    def _next_with(self, word: str) -> int | None:
        """Look for a text from below the cursor to the end, then from the top."""
        rows, start = self.rows, self.table.cursor + 1
        held = [
            (rows.column(name), _holding(spec, rows.column(name), word))
            for name, spec in self._roster.columns.items()
        ]
        held = [(cells, values) for cells, values in held if values]
        places = chain(range(start, len(rows)), range(min(start, len(rows))))
        found = (at for at in places if any(cells[at] in v for cells, v in held))
        return next(found, None) if held else None

    def _ask_again(self) -> None:
        """Have this list at hand: it is left once something was taken."""
        self._turns.opened = self._roster

    def on_unmount(self) -> None:
        """Leave the list, and stop what is done with it."""
        self._turns.opened = None
        super().on_unmount()

    def _hear(self, text: str) -> None:
        before = len(self._said)

        def heard(left: bool) -> None:
            if left:
                self.entry.value = ""
                self.reload(len(self.rows))
            self._tell(before)

        rows = len(self.rows) + text.count("\n")
        self.aside(self._turns, lambda: self._turns.hear(text), heard, rows)

    def list_taken(self, before: int) -> None:
        """Show the list as it is after a file, and what was said last."""
        self.reload(0)
        said = [s for s in self._said[before:] if s.role in _SHOWN]
        if any(s.role is Role.WARNING for s in said):
            self.show_page(said)
        else:
            self._tell(before)

    def _tell(self, before: int) -> None:
        """Show what was said: on a page of its own if something was not taken.

        What does not fit together is told with the question and on the boards; a row
        that was taken needs a line, which must not stop the next one.
        """
        said = [s for s in self._said[before:] if s.role in _TOLD]
        warnings = [s for s in said if s.role is Role.WARNING]
        echoes = [s for s in said if s.role is Role.ECHO]
        taken = echoes and not any(s.text == Plain.BAD_LINE for s in said)
        shown = [*echoes, *warnings] if taken else said
        line = "　".join(say.text for say in shown)
        if not taken and cell_len(line) > self.size.width - _MARGIN:
            self.show_page(said)
        elif warnings:
            self.warn(line)
        else:
            self.tell(line)

    def _edit(self, index: int) -> None:
        row: Mapping[str, object] = self.rows[index] if index < len(self.rows) else {}
        number = index + 1
        screen = RowScreen(self._roster, row, number, self._turns.conversation.today())
        self.app.push_screen(screen, lambda changed: self._changed(index, changed))

    def _changed(self, index: int, row: Row | None) -> None:
        if row is None:
            return
        rows = self.rows.replaced(index, index + 1, [row])
        before = len(self._said)

        def changed() -> None:
            self.reload(index + 1)
            self._tell(before)

        self._accept(rows, changed)

    def _accept(self, rows: Table, then: Callable[[], None]) -> None:
        """Take rows as all the rows, then show them."""
        self.aside(
            self._turns,
            lambda: self._turns.accept_rows(self._roster, rows),
            lambda _none: then(),
            len(rows),
        )

    def action_remove(self) -> None:
        """Delete a character of the input; where it is empty, the row."""
        if self.entry.value:
            self.entry.action_delete_right()
        else:
            self.obey(Typed(Command.DELETE))

    def do_delete(self, _argument: str) -> None:
        """Remove the highlighted row."""
        at = self.table.cursor

        def deleted() -> None:
            self.reload(at)
            self.tell(Tui.ROSTER_DELETED)

        if at < len(self.rows):
            self._accept(self.rows.replaced(at, at + 1), deleted)

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

        def stepped(_left: bool) -> None:
            self.reload()
            told, unit = self._said[before].text, self._roster.model.unit
            count = len(self.rows)
            self.tell(Tui.ROSTER_NOW.format(told=told, count=count, unit=unit))

        typed = Typed(command)
        self.aside(
            self._turns, lambda: self._turns.obey(typed), stepped, len(self.rows)
        )

    def do_findings(self, _argument: str) -> None:
        """Say all that is to be looked at in the list, row by row."""
        self.show_page(list_cards.findings_card(self._turns.standing, self._roster))

    def do_export_list(self, argument: str) -> None:
        """Write the list into a file."""
        self._write(Typed(Command.EXPORT_LIST, argument))

    def do_blank_form(self, argument: str) -> None:
        """Write a blank form."""
        self._write(Typed(Command.BLANK_FORM, argument))

    def _write(self, typed: Typed) -> None:
        before = len(self._said)
        self._ask_again()
        self.aside(
            self._turns,
            lambda: self._turns.obey(typed),
            lambda _left: self._tell(before),
        )

    @on(ZhInput.PastedLines)
    def _pasted(self, event: ZhInput.PastedLines) -> None:
        if not self.is_busy():
            self.entered(event.text)

    @on(RowTable.Selected)
    def _clicked(self, event: RowTable.Selected) -> None:
        if not self.is_busy():
            self._edit(event.row)

    # --- moving -----------------------------------------------------------

    def move(self, step: int) -> None:
        """Move the cursor."""
        self.table.move_cursor(self.table.cursor + step)

    def page(self, step: int) -> None:
        """Move by a page."""
        self.table.move_cursor(self.table.cursor + step * self.table.size.height)


def _holding(spec: Spec, cells: Cells, word: str) -> set[Value | None]:
    """Return the values of a column in which a text stands as they are shown."""
    is_text = spec.kind in (Kind.TEXT, Kind.PHONE)
    told = str if is_text else partial(show, spec)
    return {v for v in set(cells) if v is not None and word in told(v)}
