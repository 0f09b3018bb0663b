"""What is kept of a crash: where it happened, and no value of anybody's."""

from __future__ import annotations

import os
import platform
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import sme_assistant
from sme_assistant.phrases import Crash

_PACKAGE = Path(sme_assistant.__file__).parent


def write_report(
    error: BaseException, casebook: Path, when: datetime, folder: Path
) -> Path:
    """Write what maintainers need to find a fault, and where the answers are.

    Messages of exceptions and values of variables are left out: both may hold what a
    person typed. Paths below the home folder are written with ``~``, because the home
    folder is often called after its owner.

    Args:
        error: What was raised.
        casebook: The file that holds the answers.
        when: When it happened.
        folder: Where the report goes; made if there is none.

    Raises:
        OSError: It cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"crash-{when:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    lines = [
        Crash.HEAD,
        Crash.CASEBOOK.format(path=_from_home(casebook)),
        "",
        f"sme-assistant {sme_assistant.__version__}, "
        f"Python {platform.python_version()}, {platform.system()} "
        f"{platform.release()}, {when.isoformat(timespec='seconds')}",
        *_frames(error),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def place(error: BaseException) -> str:
    """Name the kind and place of an error in a few words, without any value."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno}"


def _frames(error: BaseException | None) -> Iterator[str]:
    """Yield kind and frames of an error and of all that it came from."""
    while error is not None:
        yield ""
        yield type(error).__name__
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"  {_shortened(frame.filename)}:{frame.lineno} {frame.name}"
        error = error.__cause__ or error.__context__


def _shortened(filename: str) -> str:
    """Name a source file by its place in its package: folders may name a person."""
    path = Path(filename)
    if path.is_relative_to(_PACKAGE):
        return path.relative_to(_PACKAGE.parent).as_posix()
    return "/".join(path.parts[-2:])


def _from_home(path: Path) -> str:
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
