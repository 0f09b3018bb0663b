"""Whole processes, from exec to their end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.page import ROOT
from benchmarks.timing import timed


def tables() -> Iterator[str]:
    """Measure, and yield the page's lines."""
    program = str(Path(sys.executable).parent / "sme-assistant")
    example = str(ROOT / "examples" / "wanzhou-training.yaml")
    commands = {
        "python -c pass (floor)": [sys.executable, "-c", "pass"],
        "sme-assistant --version": [program, "--version"],
        "sme-assistant check EXAMPLE": [program, "check", example],
    }
    yield "Whole processes, in ms:"
    yield ""
    yield "| command | time | ÷ floor |"
    yield "|---|---|---|"
    floor = 0.0
    for name, command in commands.items():
        timing = timed(
            lambda command=command: subprocess.run(  # type: ignore[misc]
                command, capture_output=True, check=True, timeout=60
            ),
            7,
        )
        floor = floor or timing[0]
        yield f"| `{name}` | {timing.shown()} | {timing[0] / floor:.1f} |"
