"""Find a question, or a clause, by what a person calls it."""

from __future__ import annotations

import re
import unicodedata

from sme_assistant.assistant.conversation import Standing
from sme_assistant.assistant.presenter import (
    filled,
    question_numbers,
    subject_label,
)
from sme_assistant.dialogue.citations import cited, clause_of
from sme_assistant.dialogue.programme import Programme, QuestionDefinition
from sme_assistant.engine.open_points import OpenPoint

_LEAST_SPREAD = 3


def questions_called(standing: Standing, word: str) -> list[QuestionDefinition]:
    """Return the questions a word may mean, best first.

    A number is that of a question, as it stands before it, ``6(3)`` the questions of a
    clause; else the label, the id or the wording is searched.
    """
    word = word.strip().strip("“”\"'")
    if not word:
        return []
    if word.isdecimal():
        numbered = {n: name for name, n in question_numbers(standing).items()}
        name = numbered.get(int(word[:6]))
        return [standing.programme.questions[name]] if name else []
    questions = standing.programme.questions
    if word in questions:
        return [questions[word]]
    clause = clause_called(standing.programme, word)
    if clause is not None:
        return [q for q in questions.values() if _speaks_to(q, clause)]
    labelled = {q.id: question_label(standing, q) for q in questions.values()}
    exact = [q for q in questions.values() if labelled[q.id] == word]
    if exact:
        return exact
    # A notice is found only by what stands on no other question: it asks nothing.
    asking = [q for q in questions.values() if q.model.asks or q.model.collects]
    in_label = [q for q in asking if word in labelled[q.id]]
    in_wording = [q for q in asking if word in q.model.screen]
    around = [q for q in asking if _is_spread_over(labelled[q.id], word)]
    return (
        in_label
        or in_wording
        or around
        or [q for q in questions.values() if word in q.model.screen]
    )


def _is_spread_over(label: str, word: str) -> bool:
    """Whether a label holds a word with others in between: 服务企业 in 服务中小企业."""
    rest = iter(label)
    return len(word) >= _LEAST_SPREAD and all(letter in rest for letter in word)


def question_label(standing: Standing, question: QuestionDefinition) -> str:
    """Name a question in a few words."""
    if question.model.asks or question.model.collects:
        return subject_label(standing.programme, question.subject)
    return filled(standing, question.model.screen)


def _speaks_to(question: QuestionDefinition, clause: str) -> bool:
    return question.model.why is not None and clause in {
        clause_of(citation) for citation in question.model.why.cite
    }


def clause_called(programme: Programme, word: str) -> str | None:
    """Return the clause a person names: 6(3), 6（3）, 第六条（三）, 附件1."""
    plain = re.sub(r"\s+", "", word).translate(str.maketrans("（）", "()"))
    names = {}
    for citation in programme.clauses:
        clause = clause_of(citation)
        spoken = cited(clause).translate(str.maketrans("（）", "()"))
        names[clause] = names[spoken] = clause
        names[spoken.replace("第", "").replace("条", "")] = clause
    return names.get(plain)


def documents_called(programme: Programme, word: str) -> list[str]:
    """Return the ids of the documents a word may mean, best first."""
    word = word.strip().strip("“”\"'")
    names = {
        d.id: (d.id, d.model.title, d.model.file) for d in programme.documents.values()
    }
    exact = [name for name, known in names.items() if word in known]
    return exact or [n for n, known in names.items() if any(word in k for k in known)]


def points_called(standing: Standing, words: str) -> tuple[list[OpenPoint], list[str]]:
    """Return the open points that numbers or ids name, and the words that name none."""
    points = standing.points
    named = {point.id: point for point in points}
    named |= {str(number): point for number, point in enumerate(points, 1)}
    given = re.split(r"[\s、，,；;]+", unicodedata.normalize("NFKC", words).strip())
    found = [named[word] for word in given if word in named]
    return list(dict.fromkeys(found)), [word for word in given if word not in named]
