"""Where the shipped dialogues and templates are.

In a wheel they lie inside the package; in a checkout they lie at the top level,
where authors edit them in place.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

DEFAULT_PROGRAMME: Final = "chongqing_municipal"
"""The programme a new case is begun for, and questions are about."""

_PACKAGE = Path(__file__).parent


def shipped(kind: Literal["dialogues", "templates", "examples", "counted"]) -> Path:
    """Return the folder of shipped files of one kind; ``make`` counts in a checkout."""
    packaged = _PACKAGE / "shipped" / kind
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / kind
