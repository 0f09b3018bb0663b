"""Sentences that people must follow at one hearing."""

from __future__ import annotations

import re
from datetime import date

from sme_assistant.dialogue.linting.bounds import UNITS
from sme_assistant.dialogue.linting.report import Report
from sme_assistant.dialogue.programme import QuestionDefinition
from sme_assistant.values import Spec, Understood, read

_ASKED = ("screen", "phone")
_LONGEST = {
    "screen": 40,
    "phone": 60,
    "read_back": 60,
    "read_back_no": 60,
    "unknown": 60,
}
_ENDS = re.compile(r"[。！？；!?;\n]|：(?=\n)")
_SLOT = re.compile(r"\{[a-z0-9_]+\}")
_ASIDE = re.compile(r"（单位：[^）]*）")
_TWO_ASKS = (
    re.compile(r"吗[^。！？；]*吗"),
    re.compile(r"是否[^。！？；]*是否"),
    re.compile(r"多少[^。！？；]*多少"),
    re.compile(r"多少[^。！？；]*[吗呢]？"),
    re.compile(r"(?:和|以及|、)[^。！？；]{1,12}(?:分别|各)(?:是|有)"),
)
_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!][\u4e00-\u9fff]?")
_ASKING = re.compile(r"[？?]|请")
_ADVISING = re.compile(r"请|建议|可以|应")
_SPOKEN = {"%": ("%", "％", "百分之"), "万元": ("万元", "亿元")}
TODAY = date(2024, 6, 3)


def check_sentences(report: Report) -> None:
    """Find questions too long, double or unspeakable, and what lacks an example."""
    for question in report.programme.questions.values():
        _check_lengths(report, question)
        if question.model.asks:
            _check_asking(
                report, question, report.programme.facts[question.subject].spec
            )
    _check_examples(report)
    _check_labels(report)


# --- questions --------------------------------------------------------------


def _check_lengths(report: Report, question: QuestionDefinition) -> None:
    for field, most in _LONGEST.items():
        text, key = getattr(question.model, field), f"question:{question.id}.{field}"
        if text is None:
            continue
        for sentence in _ENDS.split(_SLOT.sub("", _ASIDE.sub("", text))):
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
        if found := _HALF_WIDTH.search(text):
            told = f"“{found.group()}”里的标点请用全角"
            report.fault(key, "half-width", told)


def _check_asking(report: Report, question: QuestionDefinition, spec: Spec) -> None:
    model, key = question.model, f"question:{question.id}"
    if model.why is None:
        report.fault(key, "no-why", f"“{question.id}”没有写为什么问（why）")
    _check_words(report, question, spec)


def _check_words(report: Report, question: QuestionDefinition, spec: Spec) -> None:
    model, key = question.model, f"question:{question.id}"
    for field in _ASKED:
        if not _ASKING.search(getattr(model, field)):
            report.fault(f"{key}.{field}", "no-question", "这里没有问，也没有请人填写")
    unit = UNITS.get(spec.kind, spec.unit)
    if spec.kind.is_number:
        for field in _ASKED:
            if not any(
                word in getattr(model, field) for word in _SPOKEN.get(unit, (unit,))
            ):
                told = f"没有说明单位“{unit}”"
                report.fault(f"{key}.{field}", "no-unit", told)


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
    reading = read(spec, spec.example, today=TODAY)
    if not isinstance(reading, Understood):
        at = key if column else f"{key}.example"
        report.fault(at, "bad-example", f"{named}的例子“{spec.example}”程序自己都不认")


def _check_labels(report: Report) -> None:
    """Two facts of one name cannot be told apart in summaries and lists."""
    seen: dict[str, str] = {}
    for name, fact in report.programme.facts.items():
        other = seen.setdefault(fact.model.label, name)
        if other != name:
            told = f"“{name}”与“{other}”都叫“{fact.model.label}”，请改得能分清"
            report.fault(f"fact:{name}.label", "same-label", told)
    for check in report.programme.checks.values():
        if not _ADVISING.search(check.message.text):
            told = "只说了哪里不对，没有说怎么办，请补上“请……”"
            report.fault(f"check:{check.id}.message", "no-advice", told)
