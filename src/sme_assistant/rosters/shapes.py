"""What reading a list file needs to know of a roster, light enough for the child.

The child process that reads a file (``rosters.child``) imports values and little else;
the whole programme would take longer to load than the file to read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sme_assistant.dialogue.programme import RosterDefinition
    from sme_assistant.values import Spec


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """One column.

    Attributes:
        headings: What it may stand under: id, label and synonyms.
    """

    name: str
    spec: Spec
    required: bool
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One list.

    Attributes:
        foot: How rows below the list begin that are none of it.
    """

    columns: tuple[ColumnShape, ...]
    foot: tuple[str, ...]


def shape_of(roster: RosterDefinition) -> Shape:
    """Return the shape of a roster."""
    columns = tuple(
        ColumnShape(name, roster.columns[name], model.required, headings)
        for name, model in roster.model.columns.items()
        for headings in [(name, model.label, *model.headings)]
    )
    return Shape(columns, roster.model.foot)
