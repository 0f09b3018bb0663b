"""Which expressions trying out can settle for good.

Of facts with finitely many values every value can be tried, and of a number that is
only compared with parameters one value in each interval between them. Over all else
(sums, shares, dates, texts, lists) a trial can find an example, but finding none
proves nothing.
"""

from __future__ import annotations

from enum import Enum

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.programme import Programme
from sme_assistant.values import Kind

_FINITE_KINDS = {Kind.YESNO, Kind.CHOICE, Kind.MULTI}


class Class(Enum):
    """What is known of the values of an expression.

    Attributes:
        FINITE: Flags, options and what is made of them.
        TALLY: How many options are chosen.
        FIXED: One of a few parameters, 0 or 1.
        FIGURE: A number that people give, as they gave it.
        OPEN: Anything.
    """

    FINITE = "finite"
    TALLY = "tally"
    FIXED = "fixed"
    FIGURE = "figure"
    OPEN = "open"


_SETTLED = (
    {Class.FINITE},
    {Class.TALLY},
    {Class.FIXED},
    {Class.TALLY, Class.FIXED},
    {Class.FIGURE, Class.FIXED},
)


def is_simple(programme: Programme, node: ex.Node) -> bool:
    """Whether trying out settles every outcome of a true-or-false expression."""
    return class_of(programme, node) is not Class.OPEN


def class_of(programme: Programme, node: ex.Node) -> Class:
    """Return what is known of an expression's values."""
    match node:
        case ex.Constant(value=value):
            is_number = isinstance(value, int) and not isinstance(value, bool)
            return Class.FIXED if is_number else Class.FINITE
        case ex.ParameterName(name=name):
            text = programme.parameters[name].spec.kind is Kind.TEXT
            return Class.OPEN if text else Class.FIXED
        case ex.FactName(name=name):
            return _of_fact(programme, name)
        case ex.Call(function="count"):
            return Class.TALLY
        case ex.Conditional():
            return _of_conditional(programme, node)
        case ex.Comparison():
            return _of_comparison(programme, node)
        case ex.Not() | ex.Junction() | ex.Membership() | ex.Group() | ex.IsAnswered():
            parts = {class_of(programme, part) for part in node.children}
            return Class.FINITE if parts <= {Class.FINITE} else Class.OPEN
    return Class.OPEN


def _of_fact(programme: Programme, name: str) -> Class:
    fact = programme.facts[name]
    if fact.computed is not None:
        return class_of(programme, fact.computed)
    if fact.spec.kind in _FINITE_KINDS:
        return Class.FINITE
    return Class.FIGURE if fact.spec.kind.is_number else Class.OPEN


def _of_conditional(programme: Programme, node: ex.Conditional) -> Class:
    condition, then, otherwise = (class_of(programme, p) for p in node.children)
    return then if condition is Class.FINITE and then is otherwise else Class.OPEN


def _of_comparison(programme: Programme, node: ex.Comparison) -> Class:
    sides = {class_of(programme, side) for side in node.children}
    # Two figures compared with each other leave open where they meet.
    return Class.FINITE if sides in _SETTLED else Class.OPEN
