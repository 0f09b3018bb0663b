"""Turn what the assistant says into what a widget shows.

All text reaches the screen through here or as ``Content``: nothing a person wrote, and
nothing from the dialogue files, is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual.content import Content

from sme_assistant.assistant.presenter import Role, Say

STYLES: Final = {
    Role.SECTION: "bold $say-accent",
    Role.QUESTION: "bold $say-plain",
    Role.CHOICE: "$say-plain",
    Role.HOW: "$say-dim",
    Role.HINT: "$say-dim",
    Role.WHY: "$say-accent",
    Role.ECHO: "$say-plain",
    Role.MET: "$say-met",
    Role.UNMET: "$say-unmet",
    Role.OPEN: "$say-open",
    Role.NOTE: "$say-plain",
    Role.WARNING: "bold $say-unmet",
    Role.OUTCOME: "bold $say-accent",
}
"""The look of each role. What a role means is said in its words as well."""


def shown(says: Iterable[Say]) -> Content:
    """Return sayings as content, one below the other."""
    return Content("\n").join(
        Content.styled(say.text, STYLES[say.role]) for say in says
    )


def plain(text: str, style: str = "") -> Content:
    """Return text as content that is shown as it stands."""
    return Content.styled(text, style) if style else Content(text)
