"""Sentences people must follow at one hearing, and what they say of thresholds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.linting.clauses import comparisons
from sme_assistant.dialogue.linting.report import Report
from sme_assistant.dialogue.programme import Programme, QuestionDefinition, Wording
from sme_assistant.values import Kind, Refused, Spec, read

_LONGEST = {"screen": 40, "phone": 60}
_ENDS = re.compile(r"[。！？；!?;\n]|：(?=\n)")
_ASIDE = re.compile(r"（单位：[^）]*）")
_TWO_ASKS = (
    re.compile(r"吗[^。！？；]*吗"),
    re.compile(r"是否[^。！？；]*是否"),
    re.compile(r"多少[^。！？；]*多少"),
    re.compile(r"多少[^。！？；]*[吗呢]？"),
    re.compile(r"(?:和|以及|、)[^。！？；]{1,12}(?:分别|各)(?:是|有)"),
)
_UNSPEAKABLE = re.compile(r"[（）()【】/%％#*_~<>＜＞]|http")
_UNITS = {Kind.AMOUNT: "万元", Kind.PERCENT: "%", Kind.AREA: "平方米"}
_SPOKEN = {"%": ("%", "％", "百分之"), "万元": ("万元", "亿元")}
_FIELDS = ("screen", "phone", "help", "read_back")
_WRONG_BEFORE = {
    ">=": "超过|高于|多于|大于",
    ">": "低于|少于|小于|不到|不足|未满|不满|达到|至少",
    "<=": "低于|少于|小于|不到|不足|未满|不满",
    "<": "超过|高于|多于|大于",
}
_WRONG_AFTER = {">=": "以下|以内", ">": "以上", "<=": "以上", "<": "以下|以内"}
_TODAY = date(2024, 6, 3)


def check_sentences(report: Report) -> None:
    """Find questions too long, double or unspeakable, and wrong words of bounds."""
    for question in report.programme.questions.values():
        _check_lengths(report, question)
        if question.model.asks:
            _check_asking(
                report, question, report.programme.facts[question.subject].spec
            )
    _check_bounds(report)
    _check_examples(report)


# --- questions --------------------------------------------------------------


def _check_lengths(report: Report, question: QuestionDefinition) -> None:
    for field, most in _LONGEST.items():
        text, key = getattr(question.model, field), f"question:{question.id}.{field}"
        for sentence in _ENDS.split(_ASIDE.sub("", text)):
            count = len("".join(sentence.split()))
            if count > most:
                told = (
                    f"这句有 {count} 个字，请分成不超过 {most} 个字的短句：“{sentence}”"
                )
                report.fault(key, "long-sentence", told)
        if len(re.findall(r"[？?]", text)) > 1:
            report.fault(key, "two-questions", "有两个问号，一次请只问一件事")
        elif any(pattern.search(text) for pattern in _TWO_ASKS):
            report.fault(key, "two-questions", "一句里问了两件事，请分成两个问题")
    if found := _UNSPEAKABLE.search(question.model.phone):
        told = f"电话里读不出“{found.group()}”，请换成说得出口的话"
        report.fault(f"question:{question.id}.phone", "unspeakable", told)


def _check_asking(report: Report, question: QuestionDefinition, spec: Spec) -> None:
    model, key = question.model, f"question:{question.id}"
    if model.why is None:
        report.fault(key, "no-why", f"“{question.id}”没有写为什么问（why）")
    if model.read_back is None:
        report.fault(key, "no-read-back", f"“{question.id}”没有写怎样复述（read_back）")
    elif question.subject not in Wording.of(model.read_back).slots:
        told = f"复述里没有答案，请写上 {{{question.subject}}}"
        report.fault(f"{key}.read_back", "no-read-back", told)
    unit = _UNITS.get(spec.kind, spec.unit)
    if spec.kind.is_number:
        for field in _LONGEST:
            if not any(
                word in getattr(model, field) for word in _SPOKEN.get(unit, (unit,))
            ):
                told = f"没有说明单位“{unit}”"
                report.fault(f"{key}.{field}", "no-unit", told)


# --- bounds -----------------------------------------------------------------


def _check_bounds(report: Report) -> None:
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
    for question in programme.questions.values():
        _check_question_bounds(report, question)


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
    unit = _UNITS.get(parameter.spec.kind, parameter.spec.unit)
    if not unit or parameter.spec.kind is Kind.TEXT:
        return
    signs = "[%％]" if unit == "%" else re.escape(unit)
    for value in parameter.values:
        yield rf"(?<![\d.]){value}\s*{signs}"


def _check_question_bounds(report: Report, question: QuestionDefinition) -> None:
    programme, model = report.programme, question.model
    texts = {f"question:{question.id}.{f}": getattr(model, f) or "" for f in _FIELDS}
    if model.why is not None:
        texts[f"question:{question.id}.why"] = model.why.text
    for node in programme.criteria.values():
        for side, sign, name in comparisons(node.test):
            if isinstance(side, ex.FactName) and side.name == question.subject:
                for shown in _shown(programme, name):
                    _check_near(report, sign, shown, texts)


# --- examples ---------------------------------------------------------------


def _check_examples(report: Report) -> None:
    """An example that the program itself would not accept helps nobody."""
    programme = report.programme
    for fact in programme.facts.values():
        if fact.computed is None:
            _check_example(report, f"fact:{fact.id}", fact.spec)
    for roster in programme.rosters.values():
        for column, spec in roster.columns.items():
            _check_example(report, f"roster:{roster.id}.columns", spec, column)


def _check_example(report: Report, key: str, spec: Spec, column: str = "") -> None:
    named = f"“{column or spec.label}”"
    if not spec.example:
        report.fault(key, "no-example", f"{named}没有例子（example）")
        return
    reading = read(spec, spec.example, today=_TODAY)
    if isinstance(reading, Refused):
        at = key if column else f"{key}.example"
        report.fault(at, "bad-example", f"{named}的例子“{spec.example}”程序自己都不认")
