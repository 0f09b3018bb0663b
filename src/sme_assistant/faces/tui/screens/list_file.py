"""What screens share that take a list file: it is read aside, looked at, taken."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import ClassVar, Final, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from sme_assistant.assistant import list_turns
from sme_assistant.assistant.commands import Typed
from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.assistant.turns import Turns
from sme_assistant.dialogue.programme import RosterDefinition
from sme_assistant.errors import SmeAssistantError
from sme_assistant.faces.tui.screens.desk import DeskScreen
from sme_assistant.faces.tui.widgets.choice_list import ChoiceList
from sme_assistant.faces.tui.widgets.zh_input import ZhInput
from sme_assistant.faces.tui.wording import shown
from sme_assistant.phrases import Lists, Tui
from sme_assistant.rosters.files import TableError
from sme_assistant.rosters.reading import Reading

_BAR = 20
LONG: Final = 5_000
"""From so many rows on a list is stored aside; a shorter one takes no time."""

Result = TypeVar("Result")


class OfferScreen(ModalScreen[int]):
    """What a file would bring, and what to do with it; left with a number, 0 for none.

    Args:
        says: What was said of the file.
        labels: What may be done with it.
        keys: The line below, which says how to choose.
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

    def __init__(
        self, says: Sequence[Say], labels: Sequence[str], keys: str = Tui.OFFER_KEYS
    ) -> None:
        super().__init__()
        self._keys = keys
        self._says = says
        self._labels = labels

    def compose(self) -> ComposeResult:
        """Yield what was said, and the choices below."""
        with Vertical(id="offer"):
            with VerticalScroll(id="offer-text", can_focus=False):
                yield Static(shown(self._says), markup=False)
            yield ChoiceList()
            yield Static(Content(self._keys), id="form-keys", markup=False)

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
    """Set to stop what is done with a list just now; None if nothing is."""

    def list_taken(self, before: int) -> None:
        """Go on after a file was taken or left.

        Args:
            before: How much had been said that was shown already.
        """
        raise NotImplementedError

    # --- one thing at a time ----------------------------------------------

    def is_busy(self) -> bool:
        """Tell it, and say so, if something is being done with a list just now.

        What is begun from a list must not find another one when it is done.
        """
        if self.stop is not None:
            self.warn(Tui.LIST_BUSY)
        return self.stop is not None

    def submit(self, text: str) -> None:
        """Take what was entered, unless a list is being worked on."""
        if not self.is_busy():
            super().submit(text)

    def obey(self, typed: Typed) -> None:
        """Carry out a command, unless a list is being worked on."""
        if not self.is_busy():
            super().obey(typed)

    def aside(
        self,
        turns: Turns,
        job: Callable[[], Result],
        then: Callable[[Result], None],
        rows: int = LONG,
    ) -> None:
        """Do what may take long while the screen stays alive; short lists at once.

        Args:
            turns: The conversation; its progress is shown meanwhile.
            job: What is done; run in a thread of its own.
            then: What is done with what came of it; not if it failed, which is told.
            rows: How long the list is.
        """
        if self.is_busy():
            return
        if rows < LONG:
            try:
                result = job()
            except SmeAssistantError as error:
                self.warn(error.user_message)
                return
            then(result)
            return
        self.stop = Event()
        self.tell(Tui.LIST_WORKING)
        self.run_worker(self._aside(turns, job, then), group="file")

    async def _aside(
        self,
        turns: Turns,
        job: Callable[[], Result],
        then: Callable[[Result], None],
    ) -> None:
        turns.counting = self._worked
        try:
            result = await to_thread(job)
        except SmeAssistantError as error:
            self.warn(error.user_message)
            return
        finally:
            turns.counting = self.stop = None
        self.tell("")
        then(result)

    def _worked(self, done: int, total: int, _what: str) -> None:
        """Show how far it is, or stop it; called from the thread that works."""
        if self.stop is not None and self.stop.is_set():
            raise TableError("stopped", Lists.STOPPED)
        if done:
            self._show_bar(done, total, Tui.LIST_WRITING)

    # --- a file -----------------------------------------------------------

    def look_at(
        self,
        turns: Turns,
        said: list[Say],
        roster: RosterDefinition,
        named: tuple[Path, str | None],
    ) -> None:
        """Read a file aside, then show what it would bring."""
        if self.stop is None:
            self.stop = Event()
            self.run_worker(self._look_at(turns, said, roster, named), group="file")

    async def _look_at(
        self,
        turns: Turns,
        said: list[Say],
        roster: RosterDefinition,
        named: tuple[Path, str | None],
    ) -> None:
        path, sheet = named
        how = Reading(sheet, self._reading, self.stop)
        try:
            found = await to_thread(list_turns.read, turns, roster, path, how)
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
        list_turns.offer(turns, found)
        if turns.offered is None:
            self.list_taken(before)
            return
        labels = turns.offered.labels
        # What to type is for those who type; here one picks.
        picked = {Role.CHOICE, Role.HINT}
        said[before:] = [say for say in said[before:] if say.role not in picked]

        def taken(number: int | None) -> None:
            word = str(number or len(labels))
            rows = len(found.merged.rows) + len(found.found.rejected)
            seen = len(said)
            self.aside(
                turns,
                lambda: turns.hear(word),
                lambda _left: self.list_taken(seen),
                rows if number else 0,
            )

        self.app.push_screen(OfferScreen(said[before:], labels), taken)

    def show_page(self, said: Sequence[Say]) -> None:
        """Show what was said on a page of its own."""
        self.app.push_screen(OfferScreen(said, [Tui.SEEN], Tui.SEEN_KEYS))

    def _reading(self, done: int, total: int) -> None:
        """Show how far it is; called from the thread that reads."""
        self._show_bar(done, total, Tui.LIST_READING)

    def _show_bar(self, done: int, total: int, wording: str) -> None:
        filled = _BAR * done // total
        bar = "█" * filled + "░" * (_BAR - filled)
        told = wording.format(percent=100 * done // total)
        self.app.call_from_thread(self.tell, f"{bar} {told}")

    def give_up(self) -> None:
        """Stop what is done with a list; else as everywhere."""
        if self.stop is not None:
            self.stop.set()
        else:
            super().give_up()

    def on_unmount(self) -> None:
        """Stop: nobody is there any more to be shown what comes of it."""
        if self.stop is not None:
            self.stop.set()
