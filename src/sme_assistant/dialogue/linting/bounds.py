"""What sentences say of thresholds: 以上 holds the number itself, 超过 does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.compiling.names import squeezed
from sme_assistant.dialogue.linting.clauses import comparisons
from sme_assistant.dialogue.linting.report import Report
from sme_assistant.dialogue.programme import Programme, QuestionDefinition
from sme_assistant.values import Kind

UNITS = {Kind.AMOUNT: "万元", Kind.PERCENT: "%", Kind.AREA: "平方米"}
"""Units that follow from the kind; a count has its own."""
_FIELDS = ("screen", "phone", "help", "read_back")
_WRONG_BEFORE = {
    ">=": "超过|高于|多于|大于",
    ">": "低于|少于|小于|不到|不足|未满|不满|达到|至少",
    "<=": "低于|少于|小于|不到|不足|未满|不满",
    "<": "超过|高于|多于|大于",
}
_WRONG_AFTER = {">=": "以下|以内", ">": "以上", "<=": "以上", "<": "以下|以内"}
_QUOTED = re.compile(
    r"(?:达到|不低于|不少于|至少)\s*(\d+(?:\.\d+)?)\s*(亿元|万元|[%％]|人次|[家人次份项年])"
)


def check_bounds(report: Report) -> None:
    """Find wrong words of bounds, and thresholds written out."""
    programme = report.programme
    for node in programme.criteria.values():
        texts = {f"criterion:{node.id}.{s}": w.text for s, w in node.wordings.items()}
        for key in ("title", "remedy"):
            texts[f"criterion:{node.id}.{key}"] = getattr(node.model, key) or ""
        _check_words(report, node.test, texts)
        for _, _, name in comparisons(node.test):
            _check_bare(report, name, texts)
    for check in programme.checks.values():
        texts = {f"check:{check.id}.message": check.message.text}
        _check_words(report, check.test, texts)
    known = "".join(_said_by_law(programme))
    for question in programme.questions.values():
        _check_question_bounds(report, question)
        _check_quoted(report, known, _texts(question))
    for fact in programme.facts.values():
        text = f"{fact.model.meaning or ''}。{fact.model.find or ''}"
        _check_quoted(report, known, {f"fact:{fact.id}.meaning": text})


def _texts(question: QuestionDefinition) -> dict[str, str]:
    model = question.model
    texts = {f"question:{question.id}.{f}": getattr(model, f) or "" for f in _FIELDS}
    if model.why is not None:
        texts[f"question:{question.id}.why"] = model.why.text
    return texts


def _said_by_law(programme: Programme) -> Iterator[str]:
    """Yield every number with its unit that the law or a parameter knows."""
    forms = [form.text for form in programme.regulation.forms]
    for text in (*programme.clauses.values(), *forms):
        yield squeezed(text).replace("％", "%")
    for parameter in programme.parameters.values():
        if parameter.spec.kind is not Kind.TEXT:
            unit = UNITS.get(parameter.spec.kind, parameter.spec.unit)
            yield from (f"。{value}{unit}" for value in parameter.values)


def _check_quoted(report: Report, known: str, texts: dict[str, str]) -> None:
    """A number called a requirement is one that the law or a parameter knows."""
    for key, text in texts.items():
        for number, unit in _QUOTED.findall(text):
            said = f"{number}{unit.replace('％', '%')}"
            if not re.search(rf"(?<![\d.]){re.escape(said)}", known):
                told = f"没有哪一条或哪个参数要求“{said}”，请核对"
                report.fault(key, "unknown-threshold", told)


def _check_words(report: Report, test: ex.Node | None, texts: dict[str, str]) -> None:
    """以上 holds the number itself, 超过 does not; a slot must have the right one."""
    signs: dict[str, set[str]] = {}
    for _, sign, name in comparisons(test):
        signs.setdefault(name, set()).add(sign)
    for name, found in signs.items():
        if len(found) == 1:
            _check_near(report, found.pop(), rf"\{{{name}\}}", texts)


def _check_near(report: Report, sign: str, shown: str, texts: dict[str, str]) -> None:
    if sign not in _WRONG_BEFORE:
        return
    wrong = re.compile(
        rf"(?:{_WRONG_BEFORE[sign]})\s*{shown}|{shown}\s*(?:{_WRONG_AFTER[sign]})"
    )
    for key, text in texts.items():
        if found := wrong.search(text):
            included = "也算达到" if "=" in sign else "不算达到"
            told = f"“{found.group()}”说错了界限：按 {sign}，正好等于{included}"
            report.fault(key, "bound-words", told)


def _check_bare(report: Report, name: str, texts: dict[str, str]) -> None:
    """A threshold written out stays behind when its parameter changes."""
    for shown in _shown(report.programme, name):
        for key, text in texts.items():
            if re.search(shown, text):
                told = f"请用 {{{name}}} 代替写死的数"
                report.fault(key, "bare-threshold", told)


def _shown(programme: Programme, name: str) -> Iterator[str]:
    """Yield patterns of a parameter's values as people write them."""
    parameter = programme.parameters[name]
    unit = UNITS.get(parameter.spec.kind, parameter.spec.unit)
    if not unit or parameter.spec.kind is Kind.TEXT:
        return
    signs = "[%％]" if unit == "%" else re.escape(unit)
    for value in parameter.values:
        yield rf"(?<![\d.]){value}\s*{signs}"


def _check_question_bounds(report: Report, question: QuestionDefinition) -> None:
    programme, texts = report.programme, _texts(question)
    for node in programme.criteria.values():
        for side, sign, name in comparisons(node.test):
            if isinstance(side, ex.FactName) and side.name == question.subject:
                for shown in _shown(programme, name):
                    _check_near(report, sign, shown, texts)
