"""What reading a typed answer comes to: one of four values, never an exception."""

from __future__ import annotations

from dataclasses import dataclass

from sme_assistant.values.kinds import Value


@dataclass(frozen=True, slots=True)
class Understood:
    """The text means exactly this value.

    Attributes:
        value: The value, of the Python type its kind prescribes.
        notices: What the person should be told about it (a merged district).
    """

    value: Value
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unlikely:
    """The text is clear, but the value is far from plausible: ask before taking it.

    Attributes:
        value: What the text says.
        message: The Chinese question to put: what was understood, why it is odd.
        readings: The values it may have been meant as, ``value`` first, then others
            such as the same figure read as 元 instead of 万元.
    """

    value: Value
    message: str
    readings: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The text is approximate or has several readings: ask back.

    Attributes:
        message: The Chinese question to put.
        readings: The values offered; may be empty (三十几个 names no one number).
    """

    message: str
    readings: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The text cannot be an answer.

    Attributes:
        message: A Chinese sentence that says why and shows a good example.
    """

    message: str


Reading = Understood | Unlikely | Ambiguous | Refused
