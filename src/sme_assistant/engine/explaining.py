"""Explain a verdict: as a sentence, and as a tree of terms with their values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.citations import cited_all
from sme_assistant.dialogue.expressions import UNKNOWN, Result, Unknown
from sme_assistant.dialogue.programme import Programme
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.gaps import Shortfall, shortfall, unit_of
from sme_assistant.engine.verdicts import Status, Verdict
from sme_assistant.engine.wording import fill, shown
from sme_assistant.phrases import Phrase
from sme_assistant.values import Kind, show

_STOPS = "。；;. "


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a test: a fact, a parameter, a count of rows, or the test itself.

    Attributes:
        label: The term in words.
        value: Its value as people read it.
        fact: The fact it is, if it is one.
        reason: Why it is unknown, where that is not simply a missing answer.
        terms: What it was made of.
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


def trace(evaluation: Evaluation, test: ex.Node) -> Term:
    """Lay a test out: its terms with their values, computed facts opened.

    Operators are not terms of their own; a comparison is told in the label.
    """
    terms = tuple(_terms(evaluation, test))
    label = "、".join(term.label for term in terms)
    if isinstance(test, ex.Comparison):
        left, right = (_side(evaluation, side) for side in test.children)
        label = f"{left} {_SIGNS[test.operator]} {right}"
    return Term(label, _truth(test.evaluate(evaluation)), terms=terms)


_SIGNS = {"==": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}


def _side(evaluation: Evaluation, node: ex.Node) -> str:
    """Write one side of a comparison: its terms, or the literal it is."""
    if isinstance(node, ex.Constant):
        return str(node.value)
    terms = tuple(_terms(evaluation, node))
    return "、".join(f"{term.label} {term.value}" for term in terms)


def _terms(evaluation: Evaluation, node: ex.Node) -> Iterator[Term]:
    """Yield the named terms of an expression, in order."""
    programme = evaluation.programme
    match node:
        case ex.FactName(name=name) | ex.IsAnswered(name=name):
            yield _fact_term(evaluation, name)
        case ex.ParameterName(name=name):
            label = programme.parameters[name].model.label
            yield Term(label, shown(evaluation, name))
        case ex.Listing():
            pass  # rows written out are no figure
        case ex.Rows(roster=roster) | ex.Alike(roster=roster) | ex.Total(roster=roster):
            yield _rows_term(programme, roster, node.evaluate(evaluation))
        case _:
            for part in node.children:
                yield from _terms(evaluation, part)


def _fact_term(evaluation: Evaluation, name: str) -> Term:
    fact = evaluation.programme.facts[name]
    value = shown(evaluation, name)
    if fact.computed is None:
        return Term(fact.model.label, value, name)
    parts = tuple(dict.fromkeys(_terms(evaluation, fact.computed)))
    answered = all(part.value != Phrase.NOT_ANSWERED for part in parts)
    undefined = evaluation.fact(name) is UNKNOWN and answered
    reason = Phrase.DIVIDED_BY_ZERO if undefined else ""
    return Term(fact.model.label, value, name, reason, parts)


def _rows_term(programme: Programme, roster: str, count: Result) -> Term:
    model = programme.rosters[roster].model
    label = Phrase.ROWS_OF.format(title=model.title)
    given = not isinstance(count, Unknown)
    return Term(label, f"{count} {model.unit}" if given else Phrase.NOT_GIVEN)


def _truth(value: Result) -> str:
    if value is UNKNOWN:
        return Phrase.NOT_KNOWN
    return Phrase.HOLDS if value else Phrase.HOLDS_NOT


def missing(evaluation: Evaluation, verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    """Return the unanswered facts on the path that could still change the whole.

    Empty once one criterion is unmet: nothing that can still be answered mends it.
    """
    tops = tuple(verdicts)
    if any(v.status is Status.UNMET for v in tops):
        return ()
    programme = evaluation.programme
    waiting = [n for top in tops for v in _open(top) for n in _lacking(evaluation, v)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found and evaluation.fact(name) is UNKNOWN:
            found.add(name)
            if not _askable(evaluation, name):
                # What decides whether it is asked wants an answer first.
                waiting += programme.rests_on[name]
    return tuple(
        name for name in programme.facts if name in found and _askable(evaluation, name)
    )


def _open(verdict: Verdict) -> Iterator[Verdict]:
    """Yield an unknown verdict and the unknown ones below that keep it so."""
    if verdict.status is Status.UNKNOWN:
        yield verdict
        for child in verdict.children:
            yield from _open(child)


def _lacking(evaluation: Evaluation, verdict: Verdict) -> Iterator[str]:
    when, test = verdict.criterion.when, verdict.criterion.test
    yield from evaluation.programme.base_facts(test)
    if when is not None and when.evaluate(evaluation) is UNKNOWN:
        yield from evaluation.programme.base_facts(when)


def _askable(evaluation: Evaluation, name: str) -> bool:
    fact = evaluation.programme.facts[name]
    return evaluation.fact(name) is UNKNOWN and evaluation.any_relevant(fact.asked_by)
