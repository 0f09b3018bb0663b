"""What covers the screen while the window is too small for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from sme_assistant.phrases import Tui

if TYPE_CHECKING:
    from sme_assistant.faces.tui.app import SmeApp


class SmallScreen(Screen[None]):
    """Says that the window is too small, and offers the conversation line by line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "by_lines", show=False),
        Binding("f12", "none", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Yield the one text."""
        yield Static(id="too-small", markup=False)

    def action_by_lines(self) -> None:
        """Go on line by line."""
        cast("SmeApp", self.app).do_plain("")

    def on_resize(self, event: events.Resize) -> None:
        """Tell the size as it is now."""
        size = event.size
        told = Tui.TOO_SMALL.format(width=size.width, height=size.height)
        self.query_one(Static).update(Content(told))
