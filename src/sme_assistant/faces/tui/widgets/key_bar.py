"""The last line of a screen: a few keys and what they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from sme_assistant.assistant.commands import Command, words_of
from sme_assistant.faces.tui.actions import key_name, label
from sme_assistant.phrases import Tui


class KeyBar(Static):
    """Names keys, as many as fit; a click does the same as the key.

    Args:
        commands: The commands to name, the most wanted first.
        keys: Command name to keys, where a person's settings changed them.
    """

    def __init__(self, commands: Sequence[Command], keys: Mapping[str, str]) -> None:
        super().__init__(id="keys", markup=False)
        self._commands = commands
        self._keys = keys

    def render(self) -> Content:
        """Return the keys that fit the width."""
        parts: list[Content] = []
        room = self.size.width
        for command in self._commands:
            key = key_name(command, self._keys)
            name = label(command) if key else ""
            key = key or f"/{words_of(command)[0]}"
            word = Tui.KEY.format(key=key, label=name).rstrip() + " "
            click = Style.from_meta({"@click": f"screen.do('{command.value}')"})
            part = Content(word).stylize(click)
            part = part.stylize("bold $say-accent", 0, len(key) + 1)
            room -= part.cell_length
            if room < 0:
                break
            parts.append(part)
        return Content("").join(parts)
