"""What covers the screen while the window is too small for it."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from sme_assistant.phrases import Tui


class SmallScreen(Screen[None]):
    """Says that the window is too small, and offers the conversation line by line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "app.do_plain('')", show=False),
        Binding("f12", "none", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Yield the one text."""
        yield Static(id="too-small", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Tell the size as it is now."""
        size = event.size
        told = Tui.TOO_SMALL.format(width=size.width, height=size.height)
        self.query_one(Static).update(Content(told))
