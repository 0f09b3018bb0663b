"""Lines in and out: the terminal, or whatever stands in for it."""

from __future__ import annotations

import sys
from typing import TextIO

from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.phrases import Plain

_SPACED = frozenset({Role.SECTION, Role.QUESTION})


class Console:
    """Reads and writes whole lines; never waits once its input has ended.

    Args:
        source: Where lines come from.
        target: Where lines go.
    """

    def __init__(
        self, source: TextIO | None = None, target: TextIO | None = None
    ) -> None:
        self.source = source or sys.stdin
        self.target = target or sys.stdout
        self.interactive = self.source is sys.stdin and sys.stdin.isatty()
        if self.interactive:
            _edit_lines()

    def write(self, text: str = "") -> None:
        """Write one line."""
        self.target.write(f"{text}\n")
        self.target.flush()

    def say(self, *says: Say) -> None:
        """Write what the assistant says; a question stands apart."""
        for say in says:
            if say.role in _SPACED:
                self.write()
            self.write(say.text)

    def read(self, prompt: str = Plain.PROMPT) -> str | None:
        """Read one line; None once there is no more.

        What comes from a file is repeated after the prompt, so that a recording
        reads like the conversation it is.
        """
        if self.interactive:
            return self._typed(prompt)
        line = self.source.readline()
        if not line:
            return None
        line = line.rstrip("\r\n")
        self.write(f"{prompt}{line}")
        return line

    def _typed(self, prompt: str) -> str | None:
        try:
            return input(prompt)
        except (EOFError, KeyboardInterrupt):
            self.write()
            return None


def _edit_lines() -> None:
    """Let arrow keys and history work where the platform has readline."""
    try:
        import readline  # noqa: F401, PLC0415 (imported for what it does to input)
    except ImportError:
        return
