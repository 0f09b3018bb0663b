"""Kinds of answer: read what a person types, keep it exact, show it again.

Three forms of one value must not be confused: what was *typed* (any spelling a
person uses), the *value* (a Python object), and the *canonical text* (what the
casebook stores and ``--json`` prints).
"""

from sme_assistant.values.choices import classify
from sme_assistant.values.kinds import MOST_NUMBERED, Kind, Option, Spec, Value
from sme_assistant.values.reading import (
    Ambiguous,
    Reading,
    Refused,
    Understood,
    Unlikely,
    read,
)
from sme_assistant.values.showing import restore, show, write
from sme_assistant.values.speaking import speak, speak_count
from sme_assistant.values.tables import Table

__all__ = [
    "MOST_NUMBERED",
    "Ambiguous",
    "Kind",
    "Option",
    "Reading",
    "Refused",
    "Spec",
    "Table",
    "Understood",
    "Unlikely",
    "Value",
    "classify",
    "read",
    "restore",
    "show",
    "speak",
    "speak_count",
    "write",
]
