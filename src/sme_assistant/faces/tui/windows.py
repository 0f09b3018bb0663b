"""The cases open side by side at a help desk, one for each call.

Each is a mode of the application: it has a stack of screens of its own, with its own
input, its own list or text half written, so that nothing entered in one can land in
another. A call that is left for another one is on hold until it is come back to.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from sme_assistant.engine.calls import CallState
from sme_assistant.errors import SmeAssistantError

if TYPE_CHECKING:
    from sme_assistant.faces.tui.app import SmeApp
    from sme_assistant.faces.tui.screens.interview import InterviewScreen

HOME: Final = "home"
"""The mode of the list of cases."""


class Windows:
    """The windows of an application.

    Args:
        app: The application.
    """

    def __init__(self, app: SmeApp) -> None:
        self._app = app
        self._numbers = count(1)
        self._open: dict[str, InterviewScreen] = {}

    @property
    def here(self) -> InterviewScreen | None:
        """The conversation whose window is shown; None at home."""
        return self._open.get(self._app.current_mode)

    def of_case(self, case: str) -> str | None:
        """Return the window of a case; None if it has none."""
        return next((m for m, talk in self._open.items() if talk.case == case), None)

    def others(self) -> list[tuple[str, CallState]]:
        """Return case and state of the open calls in the windows that are not shown."""
        return [
            (talk.case, talk.line.state)
            for talk in self._open.values()
            if talk is not self.here and talk.line is not None and talk.line.is_open
        ]

    def open(self, talk: InterviewScreen) -> None:
        """Give a conversation a window and go there."""
        mode = f"case-{next(self._numbers)}"
        self._app.add_mode(mode, lambda: talk)
        self._open[mode] = talk
        self.go(mode)

    def next(self) -> str | None:
        """Return the window after this one that has a call; None if there is none."""
        modes = list(self._open)
        here = self._app.current_mode
        at = modes.index(here) + 1 if here in modes else 0
        turned = [*modes[at:], *modes[:at]]
        return next((m for m in turned if m != here and self._has_call(m)), None)

    def go(self, mode: str) -> bool:
        """Show a window, with the call there going on; return whether it is shown.

        A call that runs here is held meanwhile. Nothing changes while a list is worked
        on here: what comes of it would be shown in the other window.
        """
        if self._app.is_busy():
            return False
        left, there = self.here, self._open.get(mode)
        try:
            if left is not None and left.line is not None:
                left.line.set_aside()
            if there is not None and there.line is not None:
                there.line.take_up()
        except SmeAssistantError as error:
            self._app.warn(error.user_message)
            return False
        self._app.switch_mode(mode)
        self._app.cover_if_small()
        if there is not None:
            there.arrived()
        return True

    def leave(self) -> None:
        """Go home; a window whose call is not ended stays open, on hold."""
        mode = self._app.current_mode
        if self.go(HOME) and not self._has_call(mode):
            self._close(mode)

    def renamed(self, old: str, new: str) -> None:
        """Let the window of a case go by the name that the case has now."""
        mode = self.of_case(old)
        if mode is not None:
            self._open[mode].case = new

    def let_go_of(self, case: str) -> None:
        """Close the window of a case that is to be changed from elsewhere.

        Its call stays on hold, and is found so when the case is opened again.
        """
        mode = self.of_case(case)
        if mode is not None and mode != self._app.current_mode:
            self._close(mode)

    def close_all(self) -> None:
        """Go home and close all windows."""
        if self.go(HOME):
            for mode in list(self._open):
                self._close(mode)

    def _close(self, mode: str) -> None:
        self._open.pop(mode).let_go()
        self._app.remove_mode(mode)

    def _has_call(self, mode: str) -> bool:
        line = self._open[mode].line if mode in self._open else None
        return line is not None and line.is_open
