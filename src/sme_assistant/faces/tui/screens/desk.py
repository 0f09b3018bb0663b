"""What all screens share: a status line, a body, and one input at the bottom.

The input keeps the focus, so that the window of an input method stays where it is;
arrow keys move through the list above it. Whatever can be done is a command, and a
command can be pressed, typed or picked from the palette.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from sme_assistant.assistant.commands import (
    ON_THE_PHONE,
    Command,
    Typed,
    command_in,
    is_mistyped,
)
from sme_assistant.faces.tui.actions import label
from sme_assistant.faces.tui.widgets.key_bar import KeyBar
from sme_assistant.faces.tui.widgets.line import Line
from sme_assistant.faces.tui.widgets.zh_input import BLANKS, Entered, ZhInput
from sme_assistant.phrases import Calls, Tui

if TYPE_CHECKING:
    from sme_assistant.faces.tui.app import SmeApp


_ALWAYS: Final = frozenset({"escape", "pageup", "pagedown"})
"""Keys that are the screen's wherever the focus is."""


class DeskScreen(Screen[str]):
    """A screen with an input; it is left with the id of a question to go to.

    A subclass gives its ``body``, and one method ``do_<command>`` for each command it
    takes; the application takes the rest.
    """

    KEYS: ClassVar[tuple[Command, ...]] = (Command.HELP, Command.PALETTE)
    empties_entry: ClassVar[bool] = False
    """Whether what was entered leaves the input at once."""

    @property
    def desk(self) -> SmeApp:
        """The application."""
        return cast("SmeApp", self.app)

    @property
    def entry(self) -> ZhInput:
        """The input at the bottom."""
        return self.query_one("#entry", ZhInput)

    def compose(self) -> ComposeResult:
        """Yield the status line, the body, and the input with what belongs to it."""
        yield Line(id="status")
        yield from self.body()
        with Vertical(id="composer"):
            yield Line(id="rule")
            yield from self.above_entry()
            with Horizontal(id="line"):
                yield Static(Content(Tui.PROMPT), id="prompt", markup=False)
                yield ZhInput(id="entry", empties=self.empties_entry)
            yield Line(id="meaning", grows=True)
            yield KeyBar(self.keys_named(), self.desk.settings.keys)

    def keys_named(self) -> Sequence[Command]:
        """Return the commands that the key bar names, the most wanted first."""
        return self.KEYS

    def body(self) -> ComposeResult:
        """Yield what stands between the status line and the input."""
        raise NotImplementedError

    def above_entry(self) -> ComposeResult:
        """Yield what stands right above the input."""
        yield from ()

    # --- saying -----------------------------------------------------------

    def show_status(self, text: str) -> None:
        """Write the first line; over a call, with the case and the caller it is of."""
        talk = self.desk.windows.here
        line = None if talk is None or talk is self else talk.line
        if talk is not None and line is not None and line.is_open:
            text += Calls.ABOVE_A_CALL.format(case=talk.case, caller=line.caller)
        self.query_one("#status", Line).tell(text)

    def show_rule(self, text: str) -> None:
        """Write the line above the input: what may be entered."""
        self.query_one("#rule", Line).tell(text)

    def tell(self, text: str, style: str = "$say-dim") -> None:
        """Write the line below the input."""
        self.query_one("#meaning", Line).tell(text, style)

    def warn(self, text: str) -> None:
        """Write a line of warning below the input."""
        self.tell(text, "bold $say-unmet")

    # --- entering ---------------------------------------------------------

    def command(self, text: str) -> Typed | None:
        """Return the command a text is on this screen: here, after a prefix only."""
        if not text.strip().startswith(("/", "／", "、", "?", "？")):
            return None
        return command_in(text)

    def on_key(self, event: events.Key) -> None:
        """Obey the keys that the input leaves, in the order they were pressed.

        Bindings would be obeyed later than this, so that a quick Enter would overtake
        an arrow key. An editor has all but a few of them for itself.
        """
        was_entered = event.key == "enter" and self.entry.has_entered
        is_mine = was_entered or event.key in _ALWAYS
        if not is_mine and self.focused not in {None, self.entry}:
            return
        match event.key:
            case "up" | "down":
                self.move(-1 if event.key == "up" else 1)
            case "pageup" | "pagedown":
                self.page(-1 if event.key == "pageup" else 1)
            case "escape":
                self.give_up()
            case "enter":
                self.take(self.entry.entered())
            case _ if event.character in BLANKS:
                self.blank()
            case _:
                return
        event.stop()

    def take(self, entered: Entered) -> None:
        """Take what was entered, if it was meant for what is on the screen now."""
        if self.app.screen is not self:
            self.give_back(entered.text)  # another screen has come in between
        elif self.was_entered_here(entered):
            self.submit(entered.text)

    def give_back(self, text: str) -> None:
        """Put what was entered and not taken back into the input."""
        self.entry.value = " ".join(filter(None, [text, self.entry.value]))

    def was_entered_here(self, _entered: Entered) -> bool:
        """Whether what was entered is meant for what is on the screen now."""
        return True

    def blank(self) -> None:
        """A blank was pressed in the empty input."""

    def submit(self, text: str) -> None:
        """Take what was entered: a command, or what ``entered`` makes of it."""
        typed = self.command(text)
        if typed is not None:
            with self.prevent(ZhInput.Changed):
                self.entry.value = ""
            self.obey(typed)
        elif is_mistyped(text):
            self.warn(Tui.NO_SUCH_COMMAND.format(text=text.strip()))
        else:
            self.entered(text)

    def entered(self, _text: str) -> None:
        """Take what was entered and is no command."""

    def obey(self, typed: Typed) -> None:
        """Carry out a command; one that means nothing here is told."""
        if self.desk.hides(typed.command):
            self.warn(Calls.NOT_ON)
            return
        doer = self._doer(typed.command)
        if doer is None:
            self.warn(Tui.NOT_HERE.format(label=label(typed.command)))
        else:
            doer(typed.argument)

    def _doer(self, command: Command) -> Callable[[str], None] | None:
        name = f"do_{command.value}"
        mine: Callable[[str], None] | None = getattr(self, name, None)
        others: Callable[[str], None] | None = getattr(self.desk, name, None)
        if mine is None and others is None and command in ON_THE_PHONE:
            return partial(self.desk.on_the_phone, command)
        return mine or others

    def is_busy(self) -> bool:
        """Whether something is under way here that must not be left; it is told."""
        return False

    def let_go(self) -> None:
        """Let go of what is held, before the screen goes."""

    def takes(self, command: Command) -> bool:
        """Whether a command means something here."""
        return not self.desk.hides(command) and self._doer(command) is not None

    def places(self) -> Iterable[tuple[str, str]]:
        """Yield where one can go from here: what to type, and what it is called."""
        return ()

    def action_do(self, command: str) -> None:
        """Carry out a command by its name."""
        self.obey(Typed(Command(command)))

    # --- moving -----------------------------------------------------------

    def give_up(self) -> None:
        """Empty the input, or leave the screen."""
        if self.entry.value:
            self.entry.value = ""
        else:
            self.leave()

    def leave(self) -> None:
        """Go back to the screen below."""
        self.dismiss(None)

    def do_back(self, _argument: str) -> None:
        """Go back to the screen below."""
        self.leave()

    def do_resume(self, _argument: str) -> None:
        """Go back to the screen below."""
        self.leave()

    def move(self, step: int) -> None:
        """Move up or down in the list."""

    def page(self, step: int) -> None:
        """Turn a page."""

    def on_screen_resume(self) -> None:
        """Give the input the focus again."""
        self.refocus()

    def refocus(self) -> None:
        """Give what is written in the focus."""
        self.entry.focus()

    def on_click(self, _event: events.Click) -> None:
        """A click anywhere leaves the keyboard where it was: in the input."""
        if self.focused is None:
            self.entry.focus()
