"""Open a folder in the system's file manager."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_PATIENCE: Final = 10
"""In seconds: a file manager that stays in the foreground has opened by then."""


def open_folder(folder: Path, environ: Mapping[str, str]) -> bool:
    """Open a folder; nothing of it is seen in the terminal.

    Args:
        folder: The folder.
        environ: The environment: without a desktop there is no file manager.

    Returns:
        Whether the system took it.
    """
    if sys.platform == "win32":
        os.startfile(folder)  # noqa: S606 (a folder, not a program)
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    has_desktop = sys.platform == "darwin" or bool(
        environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    )
    if opener is None or not has_desktop:
        return False
    try:
        done = subprocess.run(  # noqa: S603 (a program of the system, found by name)
            [opener, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            check=False,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
    return done.returncode == 0
