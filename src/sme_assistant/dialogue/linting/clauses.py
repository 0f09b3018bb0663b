"""The law beside the rules: what is not covered, and thresholds that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue import models
from sme_assistant.dialogue.citations import cited, clause_of
from sme_assistant.dialogue.linting.report import Report
from sme_assistant.dialogue.programme import (
    CriterionDefinition,
    ParameterDefinition,
    Programme,
)
from sme_assistant.values import Kind
from sme_assistant.values.numerals import read_numeral

_NUMBER = re.compile(r"(\d+(?:\.\d+)?|[一二两三四五六七八九十百千万]+)\s*(亿|万)?")
_WAN = {"亿": 10_000, "万": 1}
"""Amounts are kept in 万元."""
_STRICT = {">": ">=", "<": "<="}
_INCLUSIVE = {
    ">": re.compile(r"以上|不低于|不少于|不小于|至少|达到"),
    "<": re.compile(r"以下|以内|不超过|不高于|不多于|不大于"),
}
_EXCLUSIVE = {
    ">=": re.compile(r"(?<!不)(?:超过|高于|多于|大于)"),
    "<=": re.compile(r"(?<!不)(?:低于|少于|小于|不满|不足)"),
}
_MIRROR = {">": "<", "<": ">", ">=": "<=", "<=": ">=", "==": "==", "!=": "!="}


def check_clauses(report: Report) -> None:
    """Find clauses without a rule, and rules that do not say what the clause says."""
    _check_covered(report)
    _check_reported(report)
    for node in report.programme.criteria.values():
        _check_boundaries(report, node)
        _check_numbers(report, node)


# --- coverage ---------------------------------------------------------------


def _check_covered(report: Report) -> None:
    programme = report.programme
    by_criteria = {c for node in programme.criteria.values() for c in node.model.cite}
    by_the_rest = set(_cited_elsewhere(programme))
    items = {material.item for material in programme.materials}
    lists = {clause_of(item).partition("(")[0] for item in items}
    for article, citation, whole in normative(programme):
        if str(article.number) not in lists:
            if citation not in by_criteria:
                told = (
                    f"{cited(citation)}“{_words(programme, citation)}”没有判断条件引用"
                )
                report.fault(f"clause:{citation}", "clause-without-criterion", told)
        elif "#" not in citation and citation not in items:
            told = f"{cited(citation)}没有对应的申报材料"
            report.fault(f"clause:{citation}", "clause-without-material", told)
        elif not whole and citation not in by_the_rest:
            told = f"“{_words(programme, citation)}”没有事实、名单、问题或核对项引用"
            report.fault(f"clause:{citation}", "clause-without-material", told)


def normative(programme: Programme) -> Iterator[tuple[models.Article, str, bool]]:
    """Yield what binds the applicant: conditions, and what is not divided into any.

    Yields:
        The article, the citation, and whether it is a whole clause or article.
    """
    for article in programme.regulation.articles:
        if article.nature != "normative":
            continue
        holders: list[tuple[str, models.Article | models.Clause]] = [
            (f"{article.number}({clause.number})", clause) for clause in article.clauses
        ]
        if article.conditions or not article.clauses:
            holders.insert(0, (str(article.number), article))
        for citation, holder in holders:
            for condition in holder.conditions:
                yield article, f"{citation}#{condition.id}", False
            if not holder.conditions:
                yield article, citation, True


def _words(programme: Programme, citation: str) -> str:
    text = programme.clauses[citation]
    return text if len(text) <= 20 else f"{text[:20]}…"  # noqa: PLR2004


def _cited_elsewhere(programme: Programme) -> Iterator[str]:
    for fact in programme.facts.values():
        yield from fact.model.cite
    for roster in programme.rosters.values():
        yield from roster.model.cite
    for question in programme.questions.values():
        if question.model.why is not None:
            yield from question.model.why.cite
    for check in programme.checks.values():
        yield from check.model.cite


def _check_reported(report: Report) -> None:
    """Each clause the criteria judge is reported once, under its own number."""
    programme = report.programme
    reported: dict[str, str] = {}
    for node in programme.criteria.values():
        clause = node.model.clause
        if clause is None:
            continue
        if clause in reported:
            told = f"{cited(clause)}已由“{reported[clause]}”报告，不能报告两次"
            report.fault(f"criterion:{node.id}.clause", "clause-twice", told)
        reported[clause] = node.id
    items = {clause_of(m.item).partition("(")[0] for m in programme.materials}
    for article in programme.regulation.articles:
        if article.nature != "normative" or str(article.number) in items:
            continue
        own = [f"{article.number}({c.number})" for c in article.clauses]
        for citation in own or [str(article.number)]:
            if citation not in reported:
                told = f"没有判断条件写明 clause: {citation}，这一条没有结论可报"
                report.fault(f"clause:{citation}", "clause-not-reported", told)


# --- thresholds -------------------------------------------------------------


def comparisons(node: ex.Node | None) -> Iterator[tuple[ex.Node, str, str]]:
    """Yield what must compare with a parameter: the side, the sign, the parameter."""
    match node:
        case ex.Junction(children=parts):
            for part in parts:
                yield from comparisons(part)
        case ex.Comparison(left=left, operator=sign, right=ex.ParameterName(name=name)):
            yield left, sign, name
        case ex.Comparison(
            left=ex.ParameterName(name=name), operator=sign, right=right
        ):
            yield right, _MIRROR[sign], name


def _check_boundaries(report: Report, node: CriterionDefinition) -> None:
    """``>`` where the clause says 以上 would fail who just reaches the number."""
    if not isinstance(node.test, ex.Comparison):
        return
    texts = [report.programme.clauses[c] for c in node.model.cite if "#" in c]
    sign = node.test.operator
    if isinstance(node.test.left, ex.ParameterName):
        sign = _MIRROR[sign]
    said = {word for text in texts for word in _said(sign, text)}
    if len(said) == 1 and len(texts) == 1:
        word = said.pop()
        right = _STRICT.get(sign) or sign[0]
        told = f"条文写的是“{word}”，这里应写 {right}，不是 {sign}"
        report.fault(f"criterion:{node.id}.test", "boundary", told)


def _said(sign: str, text: str) -> list[str]:
    against = _INCLUSIVE.get(sign) or _EXCLUSIVE.get(sign)
    other = _EXCLUSIVE.get(_STRICT.get(sign, "")) or _INCLUSIVE.get(sign[0])
    if against is None or (other is not None and other.search(text)):
        return []
    return against.findall(text)


def _check_numbers(report: Report, node: CriterionDefinition) -> None:
    """A threshold of a test stands in the words of the clause that sets it."""
    programme = report.programme
    for name in _parameters(programme, node.test):
        parameter = programme.parameters[name]
        cite = clause_of(parameter.model.cite)
        if parameter.spec.kind is Kind.TEXT or cite not in programme.clauses:
            continue
        numbers = set(_numbers(parameter, programme.clauses[cite]))
        if cite not in {f.id for f in programme.regulation.forms} and not any(
            value in numbers for value in parameter.values
        ):
            told = f"{cited(cite)}里没有“{parameter.model.label}”的这个数，请核对"
            report.fault(f"parameter:{name}.values", "threshold", told)


def _parameters(programme: Programme, node: ex.Node | None) -> set[str]:
    found: set[str] = set()
    waiting = [node]
    while waiting:
        for part in ex.walk(waiting.pop()):
            if isinstance(part, ex.ParameterName):
                found.add(part.name)
            elif isinstance(part, ex.FactName):
                waiting.append(programme.facts[part.name].computed)
    return found


def _numbers(parameter: ParameterDefinition, text: str) -> Iterator[object]:
    """Yield the numbers in a text, amounts in 万元."""
    for digits, scale in _NUMBER.findall(text):
        number = read_numeral(digits.replace("两", "二"))
        if number is None:
            continue
        if parameter.spec.kind is Kind.AMOUNT:
            yield number * _WAN[scale] if scale else number / 10_000
        else:
            yield number
