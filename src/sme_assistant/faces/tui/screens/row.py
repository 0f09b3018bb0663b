"""One row of a list as a form: a line for each column."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from sme_assistant.assistant.commands import Command, Typed, command_in
from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.engine.replay import Row
from sme_assistant.faces.tui.widgets.zh_input import ZhInput
from sme_assistant.phrases import Talk, Tui
from sme_assistant.rosters.reading import read_row
from sme_assistant.values import Spec, show


class Field(ZhInput):
    """One column's input: what is typed after Enter is for the field gone to next."""

    def __init__(self, value: str, *, id: str) -> None:  # noqa: A002 (Textual's name)
        super().__init__(value, id=id)
        self._is_left = False
        self._waiting: list[events.Key] = []

    async def _on_key(self, event: events.Key) -> None:
        if self._is_left:
            # The form has not yet heard of the Enter before this key.
            event.stop()
            event.prevent_default()
            self._waiting.append(event)
            return
        self._is_left = event.key == "enter"
        await super()._on_key(event)

    def hand_on(self, to: Widget | None) -> None:
        """Let the field that is gone to have the keys that were meant for it."""
        self._is_left = False
        waiting, self._waiting = self._waiting, []
        for event in waiting:
            if to is not None:
                # As from the application: it would bring any other key back to us, or
                # never hear of it.
                key = events.Key(event.key, event.character)
                key.set_sender(self.app)
                to._forward_event(key)  # noqa: SLF001


class RowScreen(ModalScreen[Row]):
    """Fill in or change a row; it is left with the row, or None.

    Args:
        roster: The list.
        row: The row as it is; empty for a new one.
        number: Which row of the list it is.
        today: The day, for dates.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", show=False),
        Binding("f9", "submit", show=False, id=Command.DONE.value),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(
        self,
        roster: RosterDefinition,
        row: Mapping[str, object],
        number: int,
        today: date,
    ) -> None:
        super().__init__()
        self._roster = roster
        self._row = row
        self._number = number
        self._today = today
        self._refusal = ""

    def compose(self) -> ComposeResult:
        """Yield a labelled input for each column."""
        title = Tui.ROW_TITLE.format(
            title=self._roster.model.title, number=self._number
        )
        with VerticalScroll(id="form", can_focus=False):
            yield Static(Content(title), id="form-title", markup=False)
            for name, spec in self._roster.columns.items():
                with Horizontal(classes="field"):
                    yield Static(Content(spec.label), classes="label", markup=False)
                    yield Field(self._value(name, spec), id=f"field-{name}")
            yield Static(id="form-meaning", markup=False)
            yield Static(Content(Tui.ROW_HINT), id="form-keys", markup=False)

    def _value(self, name: str, spec: Spec) -> str:
        return show(spec, self._row[name]) if name in self._row else ""  # type: ignore[arg-type]

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the line takes: its choices, or an example."""
        name = (event.widget.id or "").removeprefix("field-")
        spec = self._roster.columns.get(name)
        if self._refusal:
            self._say_refusal()
            return
        if spec is None:
            return
        if spec.options:
            told = "、".join(option.label for option in spec.options)
        else:
            told = Talk.EXAMPLE.format(example=spec.example)
        self._tell(told, "$say-dim")

    def _tell(self, text: str, style: str) -> None:
        self.query_one("#form-meaning", Static).update(Content.styled(text, style))

    @on(ZhInput.Submitted)
    def _next(self, event: ZhInput.Submitted) -> None:
        typed = command_in(event.value) if event.value[:1] in "/／、" else None
        if typed is not None and typed.command is Command.BACK:
            self.action_give_up()
            return
        fields = list(self.query(ZhInput))
        if event.input is fields[-1] or typed == Typed(Command.DONE):
            self.action_submit()
        else:
            self.focus_next()
        if isinstance(event.input, Field):
            event.input.hand_on(self.focused)

    @on(ZhInput.PastedLines)
    def _pasted(self, event: ZhInput.PastedLines) -> None:
        """Put pasted lines into this field and those below, one each, or none."""
        fields = list(self.query(ZhInput))
        rest = fields[fields.index(event.input) :]
        lines = event.text.split("\n")
        if len(lines) > len(rest):
            told = Tui.ROW_TOO_MANY.format(lines=len(lines), fields=len(rest))
            self._tell(told, "bold $say-unmet")
            return
        for field, line in zip(rest, lines, strict=False):
            field.value = line
        rest[len(lines) - 1].focus()

    def action_give_up(self) -> None:
        """Leave the row as it was."""
        self.dismiss(None)

    def action_submit(self) -> None:
        """Check the row; take it, or go to the first line that cannot be taken."""
        cells = {
            name: self.query_one(f"#field-{name}", ZhInput).value
            for name in self._roster.columns
        }
        sheet = read_row(self._roster, cells, self._today)
        if not sheet.bad:
            self.dismiss(sheet.rows[0])
            return
        bad = sheet.bad[0]
        label = self._roster.columns[bad.where].label
        self._refusal = Tui.ROW_BAD.format(label=label, message=bad.message)
        field = self.query_one(f"#field-{bad.where}", ZhInput)
        if field.has_focus:
            self._say_refusal()
        else:
            field.focus()

    def _say_refusal(self) -> None:
        self._tell(self._refusal, "bold $say-unmet")
        self._refusal = ""
