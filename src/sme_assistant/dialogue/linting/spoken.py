"""Words that are read aloud: whether one can say them, and whether all are there."""

from __future__ import annotations

import re

from sme_assistant.dialogue.linting.report import Report
from sme_assistant.dialogue.linting.sentences import TODAY
from sme_assistant.dialogue.programme import QuestionDefinition, Wording
from sme_assistant.values import Kind, Spec, Understood, read
from sme_assistant.values.kinds import Option

_FIELDS = ("phone", "read_back", "read_back_no", "unknown")
_UNSPEAKABLE = re.compile(r"[（）()【】/%％#*_~<>＜＞]|http|[0-9A-Za-z]+")
_BOOKISH = re.compile(
    r"是否|予以|上述|方可|及其|如需|届时|尚未|须|均(?=[有可应需已])|该(?=单位|平台)"
)


def check_spoken(report: Report) -> None:
    """Find what cannot be said on the phone, and questions that lack words for it."""
    for question in report.programme.questions.values():
        _check_sayable(report, question)
        if question.model.asks or question.model.collects:
            _check_read_back(report, question)
            _check_unknown(report, question)
    for fact in report.programme.facts.values():
        if not fact.model.options_of:
            for option in fact.spec.options:
                _check_option(report, f"fact:{fact.id}.options", fact.spec, option)


def _check_sayable(report: Report, question: QuestionDefinition) -> None:
    for field in _FIELDS:
        key = f"question:{question.id}.{field}"
        text = "".join(Wording.of(getattr(question.model, field) or "").parts[::2])
        if found := _UNSPEAKABLE.search(text):
            told = f"电话里读不出“{found.group()}”，请换成说得出口的话"
            report.fault(key, "unspeakable", told)
        if found := _BOOKISH.search(text):
            told = f"“{found.group()}”是书面语，请换成平常说的话"
            report.fault(key, "bookish", told)


def _check_read_back(report: Report, question: QuestionDefinition) -> None:
    model, key = question.model, f"question:{question.id}"
    fact = report.programme.facts.get(question.subject)
    is_yesno = fact is not None and fact.spec.kind is Kind.YESNO
    if model.read_back is None:
        report.fault(key, "no-read-back", f"“{question.id}”没有写怎样复述（read_back）")
    elif not is_yesno and question.subject not in Wording.of(model.read_back).slots:
        told = f"复述里没有答案，请写上 {{{question.subject}}}"
        report.fault(f"{key}.read_back", "no-read-back", told)
    if is_yesno and model.read_back_no is None:
        told = "是非题请再写一句答“否”时的复述（read_back_no）"
        report.fault(f"{key}.read_back", "no-read-back", told)
    if not is_yesno and model.read_back_no is not None:
        told = "只有是非题才有 read_back_no，请删去"
        report.fault(f"{key}.read_back_no", "needless-read-back", told)


def _check_unknown(report: Report, question: QuestionDefinition) -> None:
    if question.model.unknown is None:
        told = f"“{question.id}”没有写对方不清楚时怎么说、到哪里找（unknown）"
        report.fault(f"question:{question.id}", "no-unknown", told)


def _check_option(report: Report, key: str, spec: Spec, option: Option) -> None:
    """An option must have a name that can be said and is understood again."""
    said = option.spoken or option.label
    if found := _UNSPEAKABLE.search(said):
        told = f"电话里读不出“{found.group()}”，请给“{option.label}”写上 spoken"
        report.fault(key, "unspeakable", told)
    elif option.spoken is not None and not _is_understood(spec, option):
        told = f"“{option.label}”读作“{said}”，程序自己不认，请加到 aliases 里"
        report.fault(key, "bad-spoken", told)


def _is_understood(spec: Spec, option: Option) -> bool:
    reading = read(spec, str(option.spoken), today=TODAY)
    meant = option.id if spec.kind is Kind.CHOICE else (option.id,)
    return isinstance(reading, Understood) and reading.value == meant
