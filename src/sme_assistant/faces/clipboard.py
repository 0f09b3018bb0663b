"""Copy a text out of the terminal, as far as it lets us.

OSC 52 asks the terminal to put a text on the clipboard of the person's own machine,
over SSH too; it gives no answer. tmux takes no such request from programs unless it was
set up to, so there its own command is used, which passes the text on.
"""

from __future__ import annotations

import os
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping
from subprocess import DEVNULL, SubprocessError, run

_LONGEST = 74_994
"""In bytes once encoded: what the strictest terminals in use still take."""
_WITHOUT = frozenset({"dumb", "linux", "unknown", ""})
_APPLE = "Apple_Terminal"
_PATIENCE = 2.0

Writer = Callable[[str], object]


def copy(
    text: str, write: Writer, environment: Mapping[str, str] | None = None
) -> bool:
    """Put a text on the clipboard; say whether that was possible.

    Args:
        text: The text.
        write: Writes to the terminal.
        environment: The environment; that of the process unless a test says otherwise.

    Returns:
        Whether the terminal was asked; whether it did is not told.
    """
    known = os.environ if environment is None else environment
    encoded = b64encode(text.encode("utf-8", "replace")).decode()
    if len(encoded) > _LONGEST:
        return False
    if known.get("TMUX"):
        return _by_tmux(text)
    if known.get("STY") or known.get("TERM", "") in _WITHOUT:
        return False
    if known.get("TERM_PROGRAM") == _APPLE:
        return False
    write(f"\x1b]52;c;{encoded}\a")
    return True


def copy_to_terminal(text: str) -> bool:
    """Put a text on the clipboard of the terminal on standard output, if it is one."""
    if not sys.stdout.isatty():
        return False

    def write(sequence: str) -> None:
        sys.stdout.write(sequence)
        sys.stdout.flush()

    return copy(text, write)


def _by_tmux(text: str) -> bool:
    """Give a text to tmux: into its own buffer, and on to the terminal around it."""
    command = ["tmux", "load-buffer", "-w", "-"]
    try:
        done = run(  # noqa: S603 (a fixed command; the text is no part of it)
            command,
            input=text.encode("utf-8", "replace"),
            stdout=DEVNULL,
            stderr=DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, SubprocessError):
        return False
    return done.returncode == 0
