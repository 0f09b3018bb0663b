"""What can be done on the screens: each command with its key, its label, its words.

A command is typed, pressed or picked from the palette, and all three end in the same
``DeskScreen.obey``. Keys are few on purpose: no bare letters, which an input method
takes for itself, and nothing that has no typed twin.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.binding import Binding

from sme_assistant.assistant.commands import Command
from sme_assistant.phrases import About, Label

KEYS: Final[Mapping[Command, str]] = {
    Command.HELP: "f1",
    Command.BACK: "f2",
    Command.PROGRESS: "f3",
    Command.CLAUSE: "f4",
    Command.TABLE: "f5",
    Command.MATERIALS: "f6",
    Command.BOARD: "f7",
    Command.PREVIEW: "f8",
    Command.DONE: "f9",
    Command.PALETTE: "f12,ctrl+p",
    Command.UNDO: "ctrl+z",
    Command.REDO: "ctrl+y",
    Command.QUIT: "ctrl+q",
    Command.CALL_SWITCH: "ctrl+t",
}
"""Command to the keys it has unless a person's settings say otherwise."""


_NEVER_PRESSED: Final = "none_{command}"
"""Stands for the key of a command that has none, so that settings can give it one."""


def bindings() -> list[Binding]:
    """Return the bindings of all commands; their ids are the commands' names."""
    return [
        Binding(
            KEYS.get(command, _NEVER_PRESSED.format(command=command.value)),
            f"screen.do('{command.value}')",
            label(command),
            id=command.value,
            show=False,
            priority=command is not Command.UNDO and command is not Command.REDO,
        )
        for command in Command
    ]


def label(command: Command) -> str:
    """Return what a command is called."""
    return Label[command.name]


def about(command: Command) -> str:
    """Return what a command does, in a line."""
    return About[command.name]


def key_name(command: Command, changed: Mapping[str, str]) -> str:
    """Return the first key of a command as people write it; empty if it has none.

    Args:
        command: The command.
        changed: Command name to keys, where a person's settings changed them.
    """
    keys = changed.get(command.value) or KEYS.get(command, "")
    return "+".join(part.capitalize() for part in keys.split(",")[0].split("+"))
