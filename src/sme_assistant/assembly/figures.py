"""Each fact and parameter as the texts and flags that templates may ask for.

A mark is a path of names: ``total_assets`` is the figure with its unit for a
sentence, ``total_assets.number`` the bare number for a box whose unit is printed
elsewhere. An unanswered fact is a visible gap in either, one that does not apply is
a stroke; neither is ever blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction

from sme_assistant.assembly.words import Word
from sme_assistant.dialogue.expressions import UNKNOWN, Result
from sme_assistant.dialogue.programme import FactDefinition, Programme
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.wording import finite
from sme_assistant.values import Kind, Spec, show, write

CUT = Decimal("0.01")
"""Endless decimals are cut to this, never rounded: 79.999…% must not read as 80%."""

_NUMBER = re.compile(r"^-?[\d,]+(?:\.\d+)?\s*")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


class Standing(StrEnum):
    """Whether a fact has something to print."""

    KNOWN = "known"
    GAP = "gap"
    IDLE = "idle"  # off the path, or left out where that is allowed


def clean(text: str) -> str:
    """Drop what no Word or Excel file can hold; line breaks become one kind."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def standing(evaluation: Evaluation, name: str) -> Standing:
    """Say whether a fact is known, wanted, or neither."""
    if evaluation.fact(name) is not UNKNOWN:
        return Standing.KNOWN
    questions = evaluation.programme.questions
    asked_by = evaluation.programme.facts[name].asked_by
    wanting = [q for q in asked_by if evaluation.relevant(q) is not False]
    if asked_by and all(questions[q].model.optional for q in wanting):
        return Standing.IDLE
    return Standing.GAP


def number(spec: Spec, value: Result) -> str:
    """Write a number without its unit and without separators."""
    if isinstance(value, Fraction):
        exact = finite(value)
        if exact is None:
            whole = Decimal(value.numerator) / Decimal(value.denominator)
            return Word.ABOUT.format(value=write(spec, whole.quantize(CUT, ROUND_DOWN)))
        return write(spec, exact)
    return write(spec, value)  # type: ignore[arg-type]


def unit(spec: Spec) -> str:
    """Return the unit that is printed right after a number."""
    return _NUMBER.sub("", show(spec, 0))


def printed(spec: Spec, value: Result) -> str:
    """Write a value for running text; no blank stands before a unit."""
    if spec.kind.is_number:
        return number(spec, value) + unit(spec)
    return clean(show(spec, value))  # type: ignore[arg-type]


def gap(label: str) -> str:
    """Write the mark of something that is wanted and not there."""
    return Word.GAP.format(label=label)


def fact_paths(fact: FactDefinition) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the text paths and the flag paths of a fact, as templates write them."""
    kind, name = fact.spec.kind, fact.id
    texts, flags = [name], [f"{name}.known", f"{name}.applies"]
    if kind.is_number:
        texts.append(f"{name}.number")
    if kind is Kind.LONG_TEXT:
        texts.append(f"{name}.paragraphs")
    if kind is Kind.YESNO:
        texts.append(f"{name}.claim")
        flags += [f"{name}.yes", f"{name}.no"]
    flags += [f"{name}.has.{option.id}" for option in fact.spec.options]
    return tuple(texts), tuple(flags)


def parameter_paths(programme: Programme) -> Iterator[str]:
    """Yield the text paths of the parameters."""
    for name, parameter in programme.parameters.items():
        yield name
        if parameter.spec.kind.is_number:
            yield f"{name}.number"


def fact_text(evaluation: Evaluation, path: str) -> str:
    """Return what a fact's mark prints."""
    name, _, attribute = path.partition(".")
    fact = evaluation.programme.facts[name]
    match standing(evaluation, name):
        case Standing.GAP:
            return gap(fact.model.label)
        case Standing.IDLE:
            return Word.NOT_APPLICABLE
    value = evaluation.fact(name)
    if attribute == "number":
        return number(fact.spec, value)
    if attribute == "paragraphs":
        return paragraphs(printed(fact.spec, value))
    if attribute == "claim":
        label = fact.model.label
        return label if value is True else Word.DENIED.format(label=label)
    return printed(fact.spec, value)


def paragraphs(text: str) -> str:
    """Return the lines that become paragraphs: no blank ones, none indented by hand.

    The template's style makes the indent and the space between them.
    """
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def fact_flag(evaluation: Evaluation, path: str) -> bool:
    """Return what a condition on a fact comes to."""
    name, attribute, *option = path.split(".")
    value = evaluation.fact(name)
    match attribute:
        case "known":
            return value is not UNKNOWN
        case "applies":
            return standing(evaluation, name) is not Standing.IDLE
        case "yes" | "no":
            return value is (attribute == "yes")
    return option[0] in value if isinstance(value, tuple) else option[0] == value


def parameter_text(evaluation: Evaluation, path: str) -> str:
    """Return what a parameter's mark prints."""
    name, _, attribute = path.partition(".")
    spec = evaluation.programme.parameters[name].spec
    value = evaluation.parameter(name)
    return number(spec, value) if attribute else printed(spec, value)
