"""Show live values of a case as people read them, and fill wordings with them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from sme_assistant.dialogue.citations import cited
from sme_assistant.dialogue.expressions import UNKNOWN, Result, Unknown
from sme_assistant.dialogue.programme import Wording
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.phrases import Phrase, Spoken
from sme_assistant.values import Kind, Spec, Value, show, speak, speak_count, write

_SHOWN_DIGITS = 2
_MOST_PLACES = 28
_LONG = 40


def shown(evaluation: Evaluation, name: str) -> str:
    """Show a fact's live value or a parameter, with its unit; unanswered is said."""
    programme = evaluation.programme
    if name in programme.facts:
        return shown_value(programme.facts[name].spec, evaluation.fact(name))
    return shown_value(programme.parameters[name].spec, evaluation.parameter(name))


def shown_value(spec: Spec, value: Result) -> str:
    """Show a value with its unit; unanswered is said, endless decimals are cut.

    They are cut, not rounded: 79.999…% must not read as 80%.
    """
    if value is UNKNOWN:
        return Phrase.NOT_ANSWERED
    if isinstance(value, Fraction):
        exact = finite(value)
        if exact is not None:
            return show(spec, exact)
        return Phrase.ABOUT.format(value=show(spec, _cut(value)))
    return show(spec, value)  # type: ignore[arg-type]


def shown_short(spec: Spec, value: Result) -> str:
    """Show a value in a line: the beginning of a long text."""
    text = shown_value(spec, value)
    if spec.kind is not Kind.LONG_TEXT:
        return text
    line = "；".join(text.split("\n"))
    return line if len(line) <= _LONG else f"{line[:_LONG]}…"


def _cut(value: Fraction) -> Decimal:
    return finite(Fraction(int(value * 10**_SHOWN_DIGITS), 10**_SHOWN_DIGITS)) or (
        Decimal(0)
    )


def written_value(spec: Spec, value: Result) -> str:
    """Write a known value as canonical text; endless decimals are cut."""
    if isinstance(value, Fraction):
        exact = finite(value)
        value = _cut(value) if exact is None else exact
    return write(spec, value)  # type: ignore[arg-type]


def roster_source(evaluation: Evaluation, fact: str) -> str:
    """Say which list a figure is reckoned from, and how many rows it has."""
    by = evaluation.programme.facts[fact].counted
    if by is None:
        return ""
    model, held = (
        evaluation.programme.rosters[by.roster].model,
        evaluation.rows(by.roster),
    )
    return Phrase.ROSTER_SOURCE.format(
        form=cited(model.cite[0]),
        title=model.title,
        rows=0 if isinstance(held, Unknown) else len(held),
    )


def finite(value: Fraction) -> Decimal | None:
    """Return the decimal a fraction equals; None if it has no end or is too long."""
    for places in range(_MOST_PLACES + 1):
        digits = value * 10**places
        if digits.denominator == 1:
            # By way of text: arithmetic on decimals would round a long one.
            return Decimal(f"{digits.numerator}E-{places}")
    return None


def fill(evaluation: Evaluation, wording: Wording, **extra: str) -> str:
    """Fill a wording's slots with what is live now."""
    texts = {n: shown(evaluation, n) for n in wording.slots if n not in extra}
    return wording.fill({**texts, **extra})


def fill_spoken(evaluation: Evaluation, wording: Wording) -> str:
    """Fill a wording's slots with what is live now, in words to be said aloud."""
    return wording.fill({name: spoken(evaluation, name) for name in wording.slots})


def spoken(evaluation: Evaluation, name: str) -> str:
    """Say a fact's live value, a parameter, or how many rows a roster has."""
    programme = evaluation.programme
    if name in programme.rosters:
        rows = evaluation.rows(name)
        if isinstance(rows, Unknown):
            return Spoken.NOT_ANSWERED
        return speak_count(len(rows), programme.rosters[name].model.unit)
    if name in programme.facts:
        spec, value = programme.facts[name].spec, evaluation.fact(name)
    else:
        spec, value = programme.parameters[name].spec, evaluation.parameter(name)
    known = as_value(value)
    if known is not None:
        return speak(spec, known)
    if isinstance(value, Fraction):
        return Spoken.ABOUT.format(value=speak(spec, _cut(value)))
    return Spoken.NOT_ANSWERED


def as_value(value: Result) -> Value | None:
    """Return a stored kind of value: fractions as decimals, unknown as None."""
    if isinstance(value, Fraction):
        return finite(value)
    return None if value is UNKNOWN else value  # type: ignore[return-value]
