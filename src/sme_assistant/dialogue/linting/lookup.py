"""Questions people ask: every clause must answer one, in more words than one."""

from __future__ import annotations

from sme_assistant.dialogue.citations import cited, clause_of
from sme_assistant.dialogue.linting.report import Report

_LEAST_PHRASINGS = 3
_LONGEST_ANSWER = 200


def check_lookup(report: Report) -> None:
    """Find clauses no question leads to, and questions asked in one way only."""
    programme = report.programme
    if programme.lookup is None:
        return
    questions = programme.lookup.questions
    reached = {clause for question in questions.values() for clause in question.cite}
    for clause in dict.fromkeys(map(clause_of, programme.clauses)):
        if clause not in reached:
            told = f"没有一个问答（lookup.yaml）引到{cited(clause)}"
            report.fault(_place(clause), "unasked-clause", told)
    for name, question in questions.items():
        if len(question.asked.splitlines()) < _LEAST_PHRASINGS:
            told = f"“{name}”只有一两种问法，请写上人们还会怎么问"
            report.fault(f"lookup:{name}.asked", "few-phrasings", told)
        if len(question.answer) > _LONGEST_ANSWER:
            told = f"“{name}”的回答有 {len(question.answer)} 个字，请改短"
            report.fault(f"lookup:{name}.answer", "long-answer", told)


def _place(clause: str) -> str:
    kind = "clause" if clause[0].isdigit() else "form"
    return f"{kind}:{clause}"
