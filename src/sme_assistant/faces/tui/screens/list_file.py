"""What screens share that take a list file: it is read aside, looked at, taken."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.assistant.turns import Turns
from sme_assistant.dialogue.programme import QuestionDefinition
from sme_assistant.errors import SmeAssistantError
from sme_assistant.faces.tui.screens.desk import DeskScreen
from sme_assistant.faces.tui.widgets.choice_list import ChoiceList
from sme_assistant.faces.tui.widgets.zh_input import ZhInput
from sme_assistant.faces.tui.wording import shown
from sme_assistant.phrases import Tui
from sme_assistant.rosters.reading import Reading

_BAR = 20


class OfferScreen(ModalScreen[int]):
    """What a file would bring, and what to do with it; left with a number, 0 for none.

    Args:
        says: What was said of the file.
        labels: What may be done with it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "take(0)", show=False),
        Binding("enter", "pick", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        *(Binding(f"{n},fullwidth_digit_{w}", f"take({n})", show=False)
          for n, w in ((1, "one"), (2, "two"), (3, "three"))),
    ]  # fmt: skip

    def __init__(self, says: Sequence[Say], labels: Sequence[str]) -> None:
        super().__init__()
        self._says = says
        self._labels = labels

    def compose(self) -> ComposeResult:
        """Yield what was said, and the choices below."""
        with Vertical(id="offer"):
            with VerticalScroll(id="offer-text", can_focus=False):
                yield Static(shown(self._says), markup=False)
            yield ChoiceList()
            yield Static(Content(Tui.OFFER_KEYS), id="form-keys", markup=False)

    def on_mount(self) -> None:
        """Offer the choices, the first of them to begin with."""
        self.query_one(ChoiceList).offer(self._labels, self._labels[:1], several=False)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.action_take(event.option_index + 1)

    def action_move(self, step: int) -> None:
        """Move through the choices."""
        self.query_one(ChoiceList).move(step)

    def action_page(self, step: int) -> None:
        """Turn a page of what was said."""
        text = self.query_one("#offer-text", VerticalScroll)
        text.scroll_relative(y=step * text.size.height, animate=False)

    def action_pick(self) -> None:
        """Take the choice highlighted."""
        at = self.query_one(ChoiceList).highlighted
        self.action_take(0 if at is None else at + 1)

    def action_take(self, number: int) -> None:
        """Take a choice by its number."""
        if number <= len(self._labels):
            self.dismiss(number)


class ListFileScreen(DeskScreen):
    """A screen at which a list file may be given."""

    stop: Event | None = None
    """Set to stop the reading that is under way; None if none is."""

    def list_taken(self, before: int) -> None:
        """Go on after a file was taken or left.

        Args:
            before: How much had been said when it was given.
        """
        raise NotImplementedError

    def look_at(
        self,
        turns: Turns,
        said: list[Say],
        question: QuestionDefinition,
        named: tuple[Path, str | None],
    ) -> None:
        """Read a file aside, then show what it would bring."""
        if self.stop is None:
            self.stop = Event()
            self.run_worker(self._look_at(turns, said, question, named), group="file")

    async def _look_at(
        self,
        turns: Turns,
        said: list[Say],
        question: QuestionDefinition,
        named: tuple[Path, str | None],
    ) -> None:
        path, sheet = named
        how = Reading(sheet, self._reading, self.stop)
        try:
            found = await to_thread(turns.read_list, question, path, how)
        except SmeAssistantError as error:
            self.warn(error.user_message)
            if not self.entry.value:  # to be mended rather than typed again
                with self.prevent(ZhInput.Changed):
                    self.entry.value = f"{path}#{sheet}" if sheet else str(path)
            return
        finally:
            self.stop = None
        self.tell("")
        self.entry.value = ""
        before = len(said)
        turns.offer(question, found)
        if turns.offered is None:
            self.list_taken(before)
            return
        labels = turns.offered.labels
        # What to type is for those who type; here one picks.
        picked = {Role.CHOICE, Role.HINT}
        said[before:] = [say for say in said[before:] if say.role not in picked]

        def taken(number: int | None) -> None:
            turns.hear(str(number or len(labels)))
            self.list_taken(before)

        self.app.push_screen(OfferScreen(said[before:], labels), taken)

    def _reading(self, done: int, total: int) -> None:
        """Show how far it is; called from the thread that reads."""
        filled = _BAR * done // total
        bar = "█" * filled + "░" * (_BAR - filled)
        told = Tui.LIST_READING.format(percent=100 * done // total)
        self.app.call_from_thread(self.tell, f"{bar} {told}")

    def give_up(self) -> None:
        """Stop reading; else as everywhere."""
        if self.stop is not None:
            self.stop.set()
        else:
            super().give_up()

    def on_unmount(self) -> None:
        """Stop reading: nobody is there any more to be shown a file."""
        if self.stop is not None:
            self.stop.set()
