"""``make bench``: run the subjects, print their tables, write docs/benchmarks.md.

``python -m benchmarks screen`` runs one of them; the figures of the others stay. So
do those of a subject that fails: that is told, the others run, the end is an error.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from importlib import import_module
from itertools import chain
from typing import Final

from benchmarks import page

SUBJECTS: Final = ("engine", "start", "ask", "find", "screen", "package", "rosters")
"""Each a module here with a function ``tables``, and a place on the page."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for, all if nothing was; return how many failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("subject", nargs="*", choices=[*SUBJECTS, []])
    asked = parser.parse_args(arguments).subject or SUBJECTS
    failed = [subject for subject in asked if not _is_measured(subject)]
    if failed:
        told = f"\nfailed, and left on the page as they were: {', '.join(failed)}"
        print(told, file=sys.stderr)
    return len(failed)


def _is_measured(subject: str) -> bool:
    """Measure a subject and put it on the page, whole or not at all."""
    lines = []
    try:
        tables: Callable[[], Iterator[str]] = import_module(
            f"benchmarks.{subject}"
        ).tables
        for line in chain([_machine(), ""], tables()):
            print(line, flush=True)
            lines.append(line)
    except Exception:  # noqa: BLE001 (whatever it is, the other subjects are run)
        traceback.print_exc()
        return False
    page.write(subject, "\n".join(lines))
    return True


def _machine() -> str:
    """Say when and where it is measured, and how busy the machine is."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    today = datetime.now().astimezone().date()
    return (
        f"Measured {today}: {os.cpu_count()} cores, {platform.machine()},"
        f" Python {platform.python_version()}, load before it {load}."
    )


if __name__ == "__main__":
    sys.exit(main())
