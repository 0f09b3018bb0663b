"""A name for a case that none has yet."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from sme_assistant.errors import CaseNotFoundError

if TYPE_CHECKING:
    from sme_assistant.assistant.ports import Casebook


def free_name(casebook: Casebook, base: str) -> str:
    """Return a name, or the name with the first number that makes it free."""
    name = base
    for number in count(2):
        try:
            casebook.info(name)
        except CaseNotFoundError:
            return name
        name = f"{base}-{number}"
    raise AssertionError
