"""A pseudo-terminal that a program runs in, and the moments its texts arrive there.

What the program writes is searched for a text as it arrives, without its colours and
cursor movements: no picture of the screen is kept, so nothing stands between the
program and the clock. A text counts from the moment its last byte was read.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

COLUMNS: Final = 120
ROWS: Final = 40
_PATIENCE: Final = 30.0
"""Seconds until a text that does not arrive is given up."""
_ANSWERS: Final = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # frames are shown whole: yes
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # tells its size in the input: no
    b"\x1b[c": b"\x1b[?62;22c",  # what it is: a VT220 with colours
}
"""What a terminal of today answers to what programs ask."""
_UNSHOWN: Final = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
)


class NotShownError(Exception):
    """A text did not arrive; holds what did."""


class Terminal:
    """A program at a terminal of its own.

    Args:
        command: The program and its arguments.
        environment: All of its environment but ``TERM`` and ``COLORTERM``.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._near, far = pty.openpty()
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        fcntl.ioctl(far, termios.TIOCSWINSZ, size)
        seen = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._output = b""
        self._since = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=far,
            stdout=far,
            stderr=far,
            env={**environment, **seen},
            start_new_session=True,
        )
        os.close(far)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program, however it is."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._near)

    def type(self, text: str) -> None:
        """Press keys; the clock of ``arrival`` begins again."""
        self.rest(0.0)
        self._output = b""
        self._since = time.perf_counter()
        os.write(self._near, text.encode())

    def arrival(self, text: str) -> float:
        """Wait for a text and return when it came, in milliseconds.

        They count from exec, or from the last keys. Must stand in one line of the
        screen, in one style.

        Raises:
            NotShownError: It did not come.
        """
        sought = text.encode()
        while sought not in _UNSHOWN.sub(b"", self._output):
            if not self._receive(_PATIENCE):
                raise NotShownError(text, self.shown)
        return (self._received - self._since) * 1e3

    def rest(self, quiet: float = 0.5) -> None:
        """Wait until nothing has arrived for so many seconds, or it never rests."""
        end = time.monotonic() + _PATIENCE
        while self._receive(quiet) and time.monotonic() < end:
            pass

    @property
    def shown(self) -> str:
        """What was written since exec or the last keys, as bare text."""
        return _UNSHOWN.sub(b"", self._output).decode(errors="replace")

    @property
    def memory(self) -> float:
        """The most memory the program held so far (resident), in MiB.

        Nan where the system does not tell (it is read from ``/proc``).
        """
        status = Path(f"/proc/{self._process.pid}/status")
        if not status.exists():
            return float("nan")
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii"))
        return int(found[1]) / 1024 if found else float("nan")

    @property
    def processor(self) -> float:
        """How long the program has had the processor so far, in milliseconds.

        Nan where the system does not tell (it is read from ``/proc``).
        """
        threads = [*Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")]
        nanoseconds = [int(path.read_text("ascii").split()[0]) for path in threads]
        return sum(nanoseconds) / 1e6 if nanoseconds else float("nan")

    def _receive(self, patience: float) -> bool:
        """Take in what arrives next; false if nothing does, or the program ended."""
        if not select.select([self._near], [], [], patience)[0]:
            return False
        try:
            part = os.read(self._near, 1 << 16)
        except OSError:  # the program has ended
            return False
        self._received = time.perf_counter()
        self._output += part
        for asked, answer in _ANSWERS.items():
            if asked in part:
                os.write(self._near, answer)
        return bool(part)
