"""Lines in and out: the terminal, or whatever stands in for it."""

from __future__ import annotations

import io
import os
import select
import sys
from collections.abc import MutableMapping
from typing import TextIO

from sme_assistant.assistant.presenter import Role, Say
from sme_assistant.phrases import Plain, Talk

_SPACED = frozenset({Role.SECTION, Role.QUESTION})
_PASTE_PAUSE = 0.02
"""In seconds: what follows a line sooner than this was pasted, nobody types so fast."""


class Console:
    """Reads and writes whole lines; never waits once its input has ended.

    Args:
        source: Where lines come from.
        target: Where lines go.
    """

    def __init__(
        self, source: TextIO | None = None, target: TextIO | None = None
    ) -> None:
        # Python has no such stream at all where the caller closed it (``<&-``).
        self.source: TextIO = source or sys.stdin or io.StringIO()
        self.target: TextIO = target or sys.stdout or io.StringIO()
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

    def copy(self, text: str) -> bool:
        """Put a text on the person's clipboard; say whether that was possible."""
        from sme_assistant.faces.clipboard import copy  # noqa: PLC0415 (seldom)

        if not self.target.isatty():
            return False
        return copy(text, self._pass_on)

    def _pass_on(self, sequence: str) -> None:
        self.target.write(sequence)
        self.target.flush()

    def read(self, prompt: str = Plain.PROMPT) -> str | None:
        """Read one line; None once there is no more.

        What comes from a file is repeated after the prompt, so that a recording
        reads like the conversation it is. Lines pasted into a terminal at one stroke
        come back as one text with line breaks: they are one answer, and the second
        must not be taken for the answer to the next question.
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
        lines: list[str] = []
        try:
            lines.append(input(prompt))
            while _more_is_waiting():
                lines.append(input(Talk.CONTINUE))
        except EOFError:
            self.write()
        except KeyboardInterrupt:
            self.write()
            return None
        return "\n".join(lines) if lines else None


def _more_is_waiting() -> bool:
    """Whether the terminal holds more than was read: the rest of a paste."""
    try:
        return bool(select.select([sys.stdin], [], [], _PASTE_PAUSE)[0])
    except (OSError, ValueError):
        return False  # Windows selects on sockets only


def _edit_lines() -> None:
    """Let arrow keys and history work where the platform has readline."""
    _know_characters(os.environ)
    try:
        import readline  # noqa: PLC0415 (imported for what it does to input)
    except ImportError:
        return
    # A tab divides the cells of rows copied from a table; there is nothing to complete.
    readline.parse_and_bind("tab: self-insert")
    readline.set_completer(lambda _text, _state: None)


def _know_characters(environment: MutableMapping[str, str]) -> None:
    """Let readline take Chinese where the locale is C: there it knows bytes only."""
    named = (environment.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    if next(filter(None, named), "C") in {"C", "POSIX"}:
        environment["LC_ALL"] = "C.UTF-8"
