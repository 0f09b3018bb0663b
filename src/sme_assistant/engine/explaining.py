"""Explain a verdict: as a sentence, and as a tree of terms with their values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.citations import cited_all
from sme_assistant.dialogue.expressions import UNKNOWN, Result, Unknown
from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.gaps import Shortfall, shortfall, unit_of
from sme_assistant.engine.verdicts import Status, Verdict
from sme_assistant.engine.wording import fill, shown, shown_value
from sme_assistant.phrases import Phrase
from sme_assistant.values import Kind, Spec, show

_STOPS = "。；;. "


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a test.

    Attributes:
        label: The term in words.
        value: Its value as people read it.
        fact: The fact it is, if it is one.
        reason: Why it is unknown, where that is not simply a missing answer.
        terms: The terms it is made of.
    """

    label: str
    value: str
    fact: str | None = None
    reason: str = ""
    terms: tuple[Term, ...] = ()


def sentence(evaluation: Evaluation, verdict: Verdict) -> str:
    """Say how a criterion stands, with its figures and its clause."""
    said = statement(evaluation, verdict)
    return Phrase.WITH_CLAUSE.format(
        said=said, clause=cited_all(verdict.criterion.model.cite)
    )


def statement(evaluation: Evaluation, verdict: Verdict) -> str:
    """Say how a criterion stands, with its figures, without the clause."""
    wordings = verdict.criterion.wordings
    wording = wordings[verdict.status]
    extra: dict[str, str] = {}
    if "gap" in wording.slots:
        extra["gap"] = gap_shown(
            evaluation.programme, shortfall(evaluation, verdict.criterion)
        )
    if "details" in wording.slots:
        extra["details"] = details(evaluation, verdict)
    said = fill(evaluation, wording, **extra).rstrip(_STOPS)
    if verdict.settled_over:
        labels = "、".join(
            evaluation.programme.facts[name].model.label
            for name in verdict.settled_over
        )
        said += Phrase.SETTLED_EARLY.format(labels=labels)
    return said


def details(evaluation: Evaluation, verdict: Verdict) -> str:
    """Join the sentences of the children that decided a group's status."""
    deciding = [c for c in verdict.children if c.status is verdict.status]
    return "；".join(statement(evaluation, child) for child in deciding)


def gap_shown(programme: Programme, short: Shortfall | None) -> str:
    """Write a shortfall with its unit."""
    if short is None:
        return Phrase.SOME
    spec = programme.facts[short.fact].spec
    if spec.kind is Kind.DATE:
        return f"{short.gap} {unit_of(spec)}"
    if spec.kind is Kind.PERCENT:
        return f"{show(spec, short.gap).rstrip('%')} {unit_of(spec)}"
    return show(spec, short.gap)


def trace(evaluation: Evaluation, node: ex.Node) -> Term:
    """Lay a test out as a tree of terms, each with its value.

    A computed fact opens into its expression, a name shows its label.
    """
    value = node.evaluate(evaluation)
    parts = tuple(trace(evaluation, part) for part in node.children)
    return _term(evaluation, node, value, parts)


def _term(
    evaluation: Evaluation, node: ex.Node, value: Result, parts: tuple[Term, ...]
) -> Term:
    programme = evaluation.programme
    match node:
        case ex.FactName(name=name):
            fact = programme.facts[name]
            inner = (trace(evaluation, fact.computed),) if fact.computed else ()
            return Term(fact.model.label, shown(evaluation, name), name, terms=inner)
        case ex.ParameterName(name=name):
            label = programme.parameters[name].model.label
            return Term(label, shown(evaluation, name))
        case ex.Comparison(operator=operator):
            label = f" {_SIGNS[operator]} ".join(part.label for part in parts)
            return Term(label, _truth(value), terms=parts)
        case ex.Constant(value=constant):
            return Term(_option_label(programme, str(constant)), "")
        case ex.Rows(roster=roster):
            label = Phrase.ROWS_OF.format(title=programme.rosters[roster].model.title)
            unit = programme.rosters[roster].model.unit
            shown_rows = (
                Phrase.NOT_GIVEN if isinstance(value, Unknown) else f"{value} {unit}"
            )
            return Term(label, shown_rows)
    label = _LABELS.get(type(node).__name__, "{parts}").format(
        parts=_joiner(node).join(part.label for part in parts)
    )
    return Term(label, _plain(value), reason=_reason(node, value, parts), terms=parts)


_SIGNS = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_LABELS = {
    "Not": Phrase.TERM_NOT,
    "Group": Phrase.TERM_GROUP,
    "IsAnswered": Phrase.TERM_ANSWERED,
    "Conditional": Phrase.TERM_DEPENDS,
    "Membership": "{parts}",
}


def _joiner(node: ex.Node) -> str:
    match node:
        case ex.Junction(decisive=decisive):
            return Phrase.TERM_OR if decisive else Phrase.TERM_AND
        case ex.Arithmetic(operator=operator):
            return f" {operator} "
        case ex.Call(function="share"):
            return " ÷ "
        case ex.Call(function="years_between"):
            return " → "
        case ex.Membership():
            return " ∈ "
    return "、"


def _truth(value: Result) -> str:
    if value is UNKNOWN:
        return Phrase.NOT_KNOWN
    return Phrase.HOLDS if value else Phrase.HOLDS_NOT


def _plain(value: Result) -> str:
    """Show a value that is no fact's: a truth, a number or a text."""
    if value is UNKNOWN or isinstance(value, bool):
        return _truth(value)
    if isinstance(value, str | tuple):
        return "" if isinstance(value, tuple) else value
    return shown_value(Spec(Kind.AREA, ""), value).removesuffix(" 平方米")


def _option_label(programme: Programme, option: str) -> str:
    """Return the label of an option id, wherever it is defined first."""
    for fact in programme.facts.values():
        for choice in fact.spec.options:
            if choice.id == option:
                return choice.label
    return option


def _reason(node: ex.Node, value: Result, parts: Sequence[Term]) -> str:
    divides = isinstance(node, ex.Call) and node.function == "share"
    divides = divides or (isinstance(node, ex.Arithmetic) and node.operator == "/")
    known = all(part.value != Phrase.NOT_ANSWERED for part in parts)
    return Phrase.DIVIDED_BY_ZERO if divides and value is UNKNOWN and known else ""


def missing(evaluation: Evaluation, verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    """Return the unanswered facts on the path that could still change the whole.

    Empty once one criterion is unmet: nothing that can still be answered mends it.
    """
    tops = tuple(verdicts)
    if any(v.status is Status.UNMET for v in tops):
        return ()
    programme = evaluation.programme
    found: set[str] = set()
    for top in tops:
        for leaf in _open_leaves(top):
            criterion = leaf.criterion
            found |= programme.base_facts(criterion.test)
            found |= programme.base_facts(criterion.when)
    return tuple(
        name for name in programme.facts if name in found and _askable(evaluation, name)
    )


def _open_leaves(verdict: Verdict) -> Iterable[Verdict]:
    if verdict.status is not Status.UNKNOWN:
        return
    if not verdict.children:
        yield verdict
    for child in verdict.children:
        yield from _open_leaves(child)


def _askable(evaluation: Evaluation, name: str) -> bool:
    fact = evaluation.programme.facts[name]
    return evaluation.fact(name) is UNKNOWN and evaluation.any_relevant(fact.asked_by)
