"""``make bench``: run the subjects, print their tables, write docs/benchmarks.md.

``python -m benchmarks screen`` runs one of them; the figures of the others stay.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Final

from benchmarks import page

SUBJECTS: Final = ("engine", "start", "ask", "screen")
"""Each a module here with a function ``tables``, and a place on the page."""


def main() -> None:
    """Run what was asked for, all if nothing was."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("subject", nargs="*", choices=[*SUBJECTS, []])
    for subject in parser.parse_args().subject or SUBJECTS:
        tables: Callable[[], Iterator[str]] = import_module(
            f"benchmarks.{subject}"
        ).tables
        lines = []
        for line in tables():
            print(line, flush=True)
            lines.append(line)
        page.write(subject, "\n".join(lines))


if __name__ == "__main__":
    main()
