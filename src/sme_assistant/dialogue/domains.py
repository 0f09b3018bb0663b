"""Every value a fact can have, where they are finitely many."""

from __future__ import annotations

from itertools import combinations

from sme_assistant.values import Kind, Spec, Value

_MOST_OPTIONS = 12
"""A ``multi`` of more has too many sets of options to try them all."""


def domain_of(spec: Spec) -> tuple[Value, ...]:
    """Return every value a fact can have; empty if they are too many to try."""
    if spec.kind is Kind.YESNO:
        return (True, False)
    ids = tuple(option.id for option in spec.options if not option.exclusive)
    if spec.kind is Kind.CHOICE:
        return tuple(option.id for option in spec.options)
    if spec.kind is Kind.MULTI and len(ids) <= _MOST_OPTIONS:
        sizes = range(len(ids) + 1)
        subsets = tuple(s for size in sizes for s in combinations(ids, size))
        return subsets + tuple((o.id,) for o in spec.options if o.exclusive)
    return ()
