"""A real terminal to type at and to read: tmux, with a server of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

TMUX = shutil.which("tmux")
PROGRAM = (sys.executable, "-m", "sme_assistant")
PATIENCE = 60.0
"""In seconds: long, for a machine that is busy with something else."""
_PAUSE = 0.05
"""In seconds, between two looks at the screen."""
_NOT_HANDED_ON = ("LINES", "COLUMNS", "NO_COLOR", "TMUX", "TMUX_PANE", "TERM")
_SETTINGS = """\
set -g default-terminal "tmux-256color"
set -g escape-time 0
set -g status off
set -g remain-on-exit on
"""


class Terminal:
    """One window, in which a program runs.

    Args:
        folder: The program's working and home directory, casebook and settings.
        size: Columns and rows.
        environ: What is added to the environment.
        arguments: The program's, after its name.
        patience: How long to wait for something, in seconds.
    """

    def __init__(
        self,
        folder: Path,
        size: tuple[int, int] = (80, 24),
        environ: Mapping[str, str] | None = None,
        arguments: tuple[str, ...] = (),
        patience: float = PATIENCE,
    ) -> None:
        self._patience = patience
        self._socket = f"sme-assistant-{uuid.uuid4().hex}"
        settings = folder / "tmux.conf"
        settings.write_text(_SETTINGS, encoding="utf-8")
        self._environ = environment(folder)
        command = (*PROGRAM, *arguments)
        # Before the program rather than to tmux, which has a TERM of its own to set.
        added = [f"{name}={value}" for name, value in (environ or {}).items()]
        width, height = map(str, size)
        self._tmux(
            *("-f", str(settings), "new-session", "-d", "-x", width, "-y", height),
            *("-c", str(folder), "--", "env", *added, *command),
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End this server and what runs in it, and leave nothing of it behind."""
        socket = Path(self.told("socket_path"))
        self._tmux("kill-server")
        socket.unlink(missing_ok=True)

    def _tmux(self, *arguments: str) -> str:
        assert TMUX is not None
        done = subprocess.run(
            [TMUX, "-u", "-L", self._socket, *arguments],
            env=self._environ,
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    # --- typing -----------------------------------------------------------

    def type(self, text: str) -> None:
        """Type a text, character by character as an input method hands it over."""
        self._tmux("send-keys", "-l", "--", text)

    def press(self, *keys: str) -> None:
        """Press keys, by their names in tmux."""
        self._tmux("send-keys", *keys)

    def enter(self, text: str) -> None:
        """Type a text and press Enter."""
        self.type(text)
        self.press("Enter")

    def paste(self, text: str) -> None:
        """Paste a text as a terminal does."""
        self._tmux("set-buffer", "--", text)
        self._tmux("paste-buffer", "-p", "-r")

    def resize(self, width: int, height: int) -> None:
        """Make the window larger or smaller."""
        self._tmux("resize-window", "-x", str(width), "-y", str(height))

    # --- looking ----------------------------------------------------------

    def screen(self) -> str:
        """Return what is on the screen."""
        return self._tmux("capture-pane", "-p")

    def styled(self) -> str:
        """Return what is on the screen, with its escape sequences."""
        return self._tmux("capture-pane", "-p", "-e")

    def all_lines(self) -> str:
        """Return what is on the screen and what has left it at the top."""
        return self._tmux("capture-pane", "-p", "-S", "-")

    def told(self, what: str) -> str:
        """Return what tmux knows of the window, such as ``cursor_x``."""
        return self._tmux("display-message", "-p", f"#{{{what}}}").strip()

    def wait(self, *texts: str) -> str:
        """Wait until all texts are on the screen, and return it.

        Line ends, blanks and what stands at the side of a card do not count.
        """
        wanted = [flat(text) for text in texts]
        return self.until(lambda screen: all(t in flat(screen) for t in wanted), texts)

    def until(self, holds: Callable[[str], bool], wanted: object) -> str:
        """Wait until something holds for the screen, and return it.

        Args:
            holds: Looks at the screen.
            wanted: What is waited for, to be named if it does not come.
        """
        end = time.monotonic() + self._patience
        while not holds(screen := self.screen()):
            if time.monotonic() > end:
                raise AssertionError(f"never came: {wanted}\n{screen}")
            time.sleep(_PAUSE)
        return screen

    def wait_for(self, what: str, value: str) -> None:
        """Wait until something that tmux knows of the window has a value."""
        self.until(lambda _: self.told(what) == value, f"{what} {value}")


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a program that keeps all it has in a folder."""
    given = {k: v for k, v in os.environ.items() if k not in _NOT_HANDED_ON}
    return given | {
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "SME_ASSISTANT_CASEBOOK": str(folder / "casebook.sqlite3"),
        "SME_ASSISTANT_SETTINGS": str(folder / "settings.toml"),
    }


def flat(text: str) -> str:
    """Return a text without line ends, blanks and the bars beside cards."""
    return "".join(text.replace("▌", "").split())
