"""帮助: the keys, and every command with its words and what it does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import set_cell_size
from textual.content import Content

from sme_assistant.assistant.commands import Command, words_of
from sme_assistant.faces.tui.actions import KEYS, about, key_name, label
from sme_assistant.faces.tui.screens.lists import Item, ListScreen
from sme_assistant.faces.tui.wording import plain
from sme_assistant.phrases import Tui

_KEYS = "\0keys"
_COLUMN = 28


class HelpScreen(ListScreen):
    """All there is to press and to type."""

    def on_mount(self) -> None:
        """Name the screen."""
        self.show_status(Tui.HELP_TITLE)

    def items(self) -> Sequence[Item]:
        """Return the keys as a whole, then the commands."""
        keys = Item(_KEYS, plain(Tui.HELP_KEYS, "bold"))
        return [keys, *map(self._line, self._commands())]

    def _commands(self) -> list[Command]:
        return [command for command in Command if not self.desk.hides(command)]

    def _line(self, command: Command) -> Item:
        key = key_name(command, self.desk.settings.keys)
        words = "　".join(f"/{word}" for word in words_of(command))
        line = Content.assemble(
            (f"{key:<7}" if key else " " * 7, "$say-accent"),
            (label(command), "bold"),
        )
        return Item(command.value, line, f"{label(command)} {words} {about(command)}")

    def detail(self, item: Item) -> Content:
        """Say what a command does and how it is typed."""
        if item.id == _KEYS:
            keys = self.desk.settings.keys
            known = self._commands()
            pressed = [command for command in KEYS if command in known]
            commands = [*pressed, *(c for c in known if c not in KEYS)]
            named = [(key_name(command, keys), label(command)) for command in commands]
            lines = [Tui.HELP_ALL.format(key=k, label=word) for k, word in named if k]
            half = (len(lines) + 1) // 2
            pairs = zip_longest(lines[:half], lines[half:], fillvalue="")
            rows = [set_cell_size(left, _COLUMN) + right for left, right in pairs]
            told = [Tui.HELP_ENTER, Tui.HELP_DIGITS, "", *rows, "", Tui.HELP_COMMANDS]
            return plain("\n".join(told))
        command = Command(item.id)
        key = key_name(command, self.desk.settings.keys)
        words = "　".join(f"/{word}".replace("/?", "?") for word in words_of(command))
        return Content.assemble(
            (f"{label(command)}\n", "bold $say-accent"),
            f"{about(command)}\n\n",
            "　".join(filter(None, [key, words])),
        )

    def choose(self, _item: Item) -> None:
        """Nothing is chosen here."""
