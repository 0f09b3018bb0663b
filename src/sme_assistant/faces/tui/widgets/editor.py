"""Where long texts are written."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea


class Editor(TextArea):
    """A text of several lines, wrapped the Chinese way; F9 hands it in.

    A line that is the whole text and begins like a command is handed in by Enter, so
    that ``/返回`` works here as it does everywhere.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", show=False, priority=True),
    ]

    class Submitted(Message):
        """The text was handed in."""

        def __init__(self, editor: Editor, text: str) -> None:
            super().__init__()
            self.editor = editor
            self.text = text

    def __init__(self) -> None:
        super().__init__(id="editor", soft_wrap=True, tab_behavior="focus")
        self.cursor_blink = False

    def on_resize(self) -> None:
        """Bring the terminal's cursor along, where an input method opens its window."""
        self.call_after_refresh(self._place_cursor)

    def _place_cursor(self) -> None:
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset

    async def _on_key(self, event: events.Key) -> None:
        is_command = self.text.startswith(("/", "／", "、"))
        if event.key == "enter" and is_command and "\n" not in self.text.strip():
            event.stop()
            event.prevent_default()
            self.action_submit()
            return
        await super()._on_key(event)

    def action_submit(self) -> None:
        """Hand the text in."""
        self.post_message(self.Submitted(self, self.text))
