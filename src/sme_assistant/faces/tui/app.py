"""The application: wires casebook, settings and screens, and starts quickly.

Before the first picture stands only the home screen, the casebook and the theme are
loaded; the dialogue files and all that reads them come after it, aside.
"""

from __future__ import annotations

import gc
import os
from asyncio import to_thread
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen

from sme_assistant.assistant.commands import ON_THE_PHONE, Command, Typed
from sme_assistant.errors import SmeAssistantError
from sme_assistant.faces.helpdesk import HelpDesk
from sme_assistant.faces.settings import Settings, save, settings_path
from sme_assistant.faces.terminal import LEAST_HEIGHT, LEAST_WIDTH
from sme_assistant.faces.tui import breaking
from sme_assistant.faces.tui.actions import bindings, label
from sme_assistant.faces.tui.screens.desk import DeskScreen
from sme_assistant.faces.tui.screens.home import HomeScreen
from sme_assistant.faces.tui.themes import DARK, THEMES, Colourless
from sme_assistant.faces.tui.windows import HOME, Windows
from sme_assistant.paths import typed_path
from sme_assistant.phrases import Calls, Tui

if TYPE_CHECKING:
    from sme_assistant.assistant.clock import Clock
    from sme_assistant.assistant.conversation import Conversation
    from sme_assistant.assistant.ports import Casebook
    from sme_assistant.engine.case import CaseInfo

_GARBAGE: Final = 5_000
"""Objects that may be made before those no longer reached are looked for."""


class SmeApp(App[str]):
    """The full screen; it returns the case to go on with line by line, if any.

    Args:
        casebook: The cases.
        clock: The time, in UTC.
        settings: What the person prefers.
        case: The case to open at once.
        helpdesk: Who takes calls here, if anybody does.
    """

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = HOME
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {HOME: HomeScreen}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-roomy"), (140, "-wide")]  # noqa: RUF012 (as Textual declares it)
    VERTICAL_BREAKPOINTS = [(0, "-least"), (22, "-low"), (34, "-tall")]  # noqa: RUF012

    def __init__(
        self,
        casebook: Casebook,
        clock: Clock,
        settings: Settings,
        case: str | None = None,
        helpdesk: HelpDesk | None = None,
    ) -> None:
        super().__init__()
        breaking.install()
        self.casebook = casebook
        self.clock = clock
        self.settings = settings
        self.settings_path = settings_path(os.environ)
        self.greeting: Content | None = None
        self.is_prepared = False
        self.opened: str | None = None
        """The case last opened, where the list of cases goes on."""
        self._opening = False
        self._case = case
        self.helpdesk = helpdesk or HelpDesk()
        self.windows = Windows(self)
        for theme in THEMES:
            self.register_theme(theme)
        if self.no_color:
            # Textual's own turns colours into greys, which are colours still.
            self._filters[-1] = Colourless()
        self._show_theme()
        self.set_keymap(dict(settings.keys))

    def on_mount(self) -> None:
        """Open the case that was asked for, if any."""
        self.set_class(self.settings.density == "compact", "-compact")
        self.call_after_refresh(self._stand)
        if self.helpdesk.is_on and not self.helpdesk.staff:
            self.call_after_refresh(self.do_staff, "")
        elif self._case is not None:
            self.call_after_refresh(self.open_case, self._case)

    def _stand(self) -> None:
        """Collect garbage again, without what the start has made: it stays.

        Painting makes thousands of short-lived objects, so it is looked for seldom.
        """
        gc.freeze()
        gc.set_threshold(_GARBAGE, 10, 10)
        gc.enable()

    def prepare(self) -> None:
        """Read the dialogue files, once; takes a moment."""
        if self.is_prepared:
            return
        from sme_assistant.assistant.programmes import shipped_programme  # noqa: PLC0415
        from sme_assistant.faces.tui import summaries  # noqa: PLC0415

        self.greeting = summaries.greeting(shipped_programme(), self.clock)
        gc.freeze()  # the dialogue files stay as well
        self.is_prepared = True

    @property
    def out(self) -> Path:
        """Where packages go unless a person names another folder."""
        return typed_path(self.settings.out) if self.settings.out else Path.cwd()

    # --- cases ------------------------------------------------------------

    def open_case(self, name: str) -> None:
        """Go on with a case; one that somebody else writes in is only looked at."""
        from sme_assistant.assistant.cases import opened_or_looked_at  # noqa: PLC0415

        if self._opening:
            self.warn(Tui.CASE_OPENING.format(name=self.opened))
            return
        self.opened = name
        if (window := self.windows.of_case(name)) is not None:
            self.windows.go(window)
            return
        held = ExitStack()
        staff = self.helpdesk.staff if self.helpdesk.is_on else ""
        try:
            looking = opened_or_looked_at(self.casebook, name, self.clock, staff)
            conversation, refusal = held.enter_context(looking)
        except SmeAssistantError as error:
            self.warn(error.user_message)
            return
        if refusal is not None:
            from sme_assistant.faces.tui.screens.board import BoardScreen  # noqa: PLC0415

            held.close()
            self.push_screen(
                BoardScreen(conversation.standing, told=refusal.user_message)
            )
            return
        from sme_assistant.faces.tui.screens.list_file import LONG  # noqa: PLC0415

        rosters = conversation.standing.state.rosters.values()
        if any(len(roster.rows) >= LONG for roster in rosters):
            self._opening = True
            self._tell(Tui.CASE_OPENING.format(name=name))
            self.run_worker(self._open_aside(name, conversation, held))
        else:
            self._open(name, conversation, held)

    async def _open_aside(
        self, name: str, conversation: Conversation, held: ExitStack
    ) -> None:
        """Look a long list through before its case is shown: the screen stays alive."""
        try:
            await to_thread(lambda: conversation.standing.conflicts)
        finally:
            self._opening = False
        self._tell("")
        self._open(name, conversation, held)

    def _open(self, name: str, conversation: Conversation, held: ExitStack) -> None:
        from sme_assistant.faces.tui.screens.interview import InterviewScreen  # noqa: PLC0415

        try:
            talk = InterviewScreen(name, conversation, held, self.out)
        except SmeAssistantError as error:  # of a call that was cut off
            held.close()
            self.warn(error.user_message)
            return
        if self.helpdesk.is_on:
            self.windows.open(talk)
        else:
            self.push_screen(talk)

    def begin(self, name: str) -> CaseInfo:
        """Begin a case under a name.

        Raises:
            CaseNameError: The name is taken or cannot be used.
        """
        from sme_assistant.assistant.programmes import DEFAULT  # noqa: PLC0415

        return self.casebook.create(name, DEFAULT, self.clock())

    def copy(self, name: str, new: str) -> None:
        """Copy a case.

        Raises:
            CaseNameError: The name is taken or cannot be used.
        """
        from sme_assistant.assistant.cases import copied  # noqa: PLC0415

        copied(self.casebook, name, new, self.clock)

    def hand_over(self, name: str, path: str) -> None:
        """Write a case to a file, on a screen that asks for a passphrase."""
        from sme_assistant.faces.tui.screens.handing_over import (  # noqa: PLC0415
            ExportScreen,
        )

        place = Path(path.strip("'\"")).expanduser() if path else None
        self.push_screen(ExportScreen(name, place))

    def take_over(self, path: str) -> None:
        """Take a case from a file, on a screen that asks what it needs."""
        from sme_assistant.faces.tui.screens.handing_over import (  # noqa: PLC0415
            ImportScreen,
        )

        self.push_screen(ImportScreen(path))

    # --- the help desk ----------------------------------------------------

    def hides(self, command: Command) -> bool:
        """Whether a command means nothing because nobody takes calls here."""
        return command in ON_THE_PHONE and not self.helpdesk.is_on

    def on_the_phone(self, command: Command, argument: str) -> None:
        """Carry out a command on the call of the window that is shown."""
        talk = self.windows.here
        if talk is None:
            self.warn(Calls.NO_CASE)
        elif told := talk.obey_aside(Typed(command, argument)):
            self.warn(told)

    def do_helpdesk(self, staff: str) -> None:
        """Begin to serve callers here, or stop; the case at hand stays at hand."""
        self._case = self._case_here()
        if not self._close_cases():
            return
        self.helpdesk.is_on = bool(staff) or not self.helpdesk.is_on
        if self.helpdesk.is_on and (staff or not self.helpdesk.staff):
            self.do_staff(staff)
        else:
            self._go_on()
        if not self.helpdesk.is_on:
            self.call_after_refresh(lambda: self.warn(Calls.DESK_OFF))

    def _case_here(self) -> str | None:
        """Return the case at hand; None if there is none."""
        return next((s.case for s in self.screen_stack if hasattr(s, "case")), None)

    def _close_cases(self) -> bool:
        """Go home with all cases closed; return whether that is done."""
        if self.is_busy():
            return False
        self.windows.close_all()
        for screen in self.screen_stack[1:]:
            if isinstance(screen, DeskScreen):
                screen.let_go()
            self.pop_screen()
        return True

    def is_busy(self) -> bool:
        """Whether something is under way on a screen shown; it is told there."""
        stack = self.screen_stack
        return any(isinstance(s, DeskScreen) and s.is_busy() for s in stack)

    def _go_on(self) -> None:
        """Show who sits here, and the case at hand."""
        home = self.screen_stack[0]
        if isinstance(home, HomeScreen):
            home.show_title()
        case, self._case = self._case, None
        if case is not None:
            self.open_case(case)

    def do_staff(self, name: str) -> None:
        """Let somebody else sit here; ask who, where no name is given."""
        from sme_assistant.faces.tui.screens.staff import StaffScreen  # noqa: PLC0415

        if name:
            self._seated(name)
        elif not isinstance(self.screen, StaffScreen):
            self.push_screen(StaffScreen(), self._seated)

    def _seated(self, name: str | None) -> None:
        """Take a name; without one, go on as before."""
        if name is None:
            self.helpdesk.is_on = bool(self.helpdesk.staff)
        else:
            self.helpdesk.staff = name
            if name not in self.helpdesk.known:
                self.set_staff((*self.helpdesk.known, name))
        if self.windows.here is None:
            self._go_on()
        elif name is not None:
            self.on_the_phone(Command.STAFF, name)

    def set_staff(self, names: tuple[str, ...]) -> str:
        """Keep the names of those who take calls here.

        Returns:
            Why they could not be kept; empty if they were.
        """
        self.helpdesk.known = names
        return self.change(staff=names)

    def do_call_switch(self, _argument: str) -> None:
        """Go to the next window that has a call."""
        window = self.windows.next()
        if window is None:
            self.warn(Calls.NO_OTHER)
        else:
            self.windows.go(window)

    def copy_text(self, text: str) -> bool:
        """Put a text on the terminal's clipboard; say whether that was possible."""
        from sme_assistant.faces.clipboard import copy  # noqa: PLC0415 (seldom)

        return copy(text, lambda _sequence: self.copy_to_clipboard(text))

    # --- what every screen takes ------------------------------------------

    def warn(self, text: str) -> None:
        """Write a warning where the screen at the top writes its own."""
        if isinstance(self.screen, DeskScreen):
            self.screen.warn(text)

    def _tell(self, text: str) -> None:
        if isinstance(self.screen, DeskScreen):
            self.screen.tell(text)

    def do_quit(self, _argument: str) -> None:
        """Leave; everything is saved."""
        self.exit()

    def do_plain(self, _argument: str) -> None:
        """Go on line by line, in the case that is open."""
        self.exit(self._case_here() or "")

    def do_help(self, _argument: str) -> None:
        """Show keys and commands."""
        from sme_assistant.faces.tui.screens.help import HelpScreen  # noqa: PLC0415

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def do_why(self, argument: str) -> None:
        """Where no question is at hand, ``?`` asks for help."""
        self.do_help(argument)

    def do_undo(self, _argument: str) -> None:
        """Take back the last step in the conversation, where it is seen."""
        self._in_the_conversation(Typed(Command.UNDO))

    def do_redo(self, _argument: str) -> None:
        """Do the step taken back again, likewise."""
        self._in_the_conversation(Typed(Command.REDO))

    def do_lists(self, argument: str) -> None:
        """Open a list from wherever one is; it is the conversation's."""
        self._in_the_conversation(Typed(Command.LISTS, argument))

    def _in_the_conversation(self, typed: Typed) -> None:
        desks = [s for s in self.screen_stack if isinstance(s, DeskScreen)]
        talk = next((s for s in desks if hasattr(s, "case")), None)
        if talk is None:
            self.warn(Tui.NOT_HERE.format(label=label(typed.command)))
            return
        while self.screen is not talk:
            self.pop_screen()
        talk.obey(typed)

    def do_ask(self, question: str) -> None:
        """Answer a question about the regulation on a screen of its own."""
        from sme_assistant.faces.tui.screens.asking import AskScreen  # noqa: PLC0415

        if isinstance(self.screen, AskScreen):
            self.screen.ask(question)
        else:
            stack = reversed(self.screen_stack)
            standing = (s.standing for s in stack if hasattr(s, "standing"))
            self.push_screen(AskScreen(question, next(standing, None)))

    def do_quick(self, text: str) -> None:
        """Say quickly whether somebody can apply, on a screen of its own."""
        from sme_assistant.faces.tui.screens.quick import QuickScreen  # noqa: PLC0415

        self.push_screen(QuickScreen(self, text))

    def do_overview(self, day: str) -> None:
        """Show a day in figures, today's if none is named."""
        from sme_assistant.assistant.overview import day_called  # noqa: PLC0415
        from sme_assistant.faces.tui.screens.overview import OverviewScreen  # noqa: PLC0415

        try:
            wanted = day_called(day, self.clock)
        except SmeAssistantError as error:
            self.warn(error.user_message)
            return
        if isinstance(self.screen, OverviewScreen):
            self.screen.show(wanted)
        else:
            self.push_screen(OverviewScreen(wanted))

    def do_palette(self, _argument: str) -> None:
        """Show all commands to pick from."""
        from sme_assistant.faces.tui.screens.palette import PaletteScreen  # noqa: PLC0415

        origin = self.screen
        if isinstance(origin, DeskScreen) and not isinstance(origin, PaletteScreen):
            self.push_screen(PaletteScreen(origin), self._picked)

    def _picked(self, command: str | None) -> None:
        if command is not None and isinstance(self.screen, DeskScreen):
            self.screen.submit(command)

    def do_settings(self, _argument: str) -> None:
        """Show the settings."""
        from sme_assistant.faces.tui.screens.settings import SettingsScreen  # noqa: PLC0415

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen())

    def do_theme(self, _argument: str) -> None:
        """Go on to the next theme."""
        if told := self.change(theme=self.next_theme):
            self.warn(told)

    @property
    def next_theme(self) -> str:
        """The theme after the one there is."""
        names = [theme.name for theme in THEMES]
        return names[(names.index(self.settings.theme) + 1) % len(names)]

    def change(self, **values: str | tuple[str, ...]) -> str:
        """Change settings, keep them, and show them at once.

        Returns:
            Why they could not be kept; empty if they were.
        """
        self.settings = replace(self.settings, **values)  # type: ignore[arg-type]
        self._show_theme()
        self.set_class(self.settings.density == "compact", "-compact")
        try:
            save(self.settings_path, self.settings)
        except SmeAssistantError as error:
            return error.user_message
        return ""

    def _show_theme(self) -> None:
        self.theme = DARK if self.no_color else self.settings.theme

    def action_help_quit(self) -> None:
        """Say nothing in English; the key bar says how to leave."""

    def _fatal_error(self) -> None:
        """Close without Textual's own report, which shows the values of variables."""
        self._close_messages_no_wait()

    # --- the window -------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Cover a window that has become too small; uncover one that is not."""
        self.cover_if_small(event.size)

    def cover_if_small(self, size: Size | None = None) -> None:
        """Cover what is shown if the window is too small for it; else uncover it."""
        from sme_assistant.faces.tui.screens.small import SmallScreen  # noqa: PLC0415

        width, height = size or self.size
        is_small = width < LEAST_WIDTH or height < LEAST_HEIGHT
        covered = isinstance(self.screen, SmallScreen)
        if is_small and not covered:
            self.push_screen(SmallScreen())
        elif covered and not is_small:
            self.pop_screen()


def run(
    casebook: Casebook,
    clock: Clock,
    settings: Settings,
    case: str | None = None,
    helpdesk: HelpDesk | None = None,
) -> str | None:
    """Show the application until the person leaves.

    Returns:
        The case to go on with line by line (empty: the list of cases), if the person
        asked for that; else None.

    Raises:
        Exception: Whatever went wrong on the screen, once the terminal is itself again.
    """
    app = SmeApp(casebook, clock, settings, case, helpdesk)
    going_on = app.run()
    if app._exception is not None:  # noqa: SLF001 (Textual tells it nowhere else)
        raise app._exception  # noqa: SLF001
    return going_on
