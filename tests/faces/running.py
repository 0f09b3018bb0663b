"""What running the program comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from sme_assistant.faces.cli import main


@dataclass
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def outcome(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> Ran:
    """Run the program once, and return how it ended and what it said."""
    try:
        main(words)
        code = 0
    except SystemExit as left:
        code = int(left.code or 0)
    said = capsys.readouterr()
    return Ran(code, said.out, said.err)
