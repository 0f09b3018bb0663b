"""Show a value to people, and write it as canonical text that restores exactly."""

from __future__ import annotations

from sme_assistant.values.kinds import Spec, Value


def show(spec: Spec, value: Value) -> str:
    """Write a value for people, with its unit; it reads back as the same value."""
    raise NotImplementedError


def write(spec: Spec, value: Value) -> str:
    """Write a value as canonical text, without a unit."""
    raise NotImplementedError


def restore(spec: Spec, text: str) -> Value:
    """Turn canonical text back into its value."""
    raise NotImplementedError
