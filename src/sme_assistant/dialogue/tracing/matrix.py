"""The matrix clause ↔ question ↔ fact ↔ criterion ↔ material ↔ document place.

A row holds what cites its clause and what follows from that: the facts of the
criteria that cite it, the questions that ask those facts, the materials those
questions call for, and the places where the facts are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass

from sme_assistant.dialogue.citations import cited
from sme_assistant.dialogue.programme import Programme, QuestionDefinition
from sme_assistant.dialogue.tracing.table import Column, text_table


@dataclass(frozen=True, slots=True)
class Row:
    """One citation and all that hangs on it; ids in the order of the files.

    Attributes:
        citation: As in the files: ``6(3)#staff_number``.
        clause: As people write it: 第六条（三）.
        nature: Of its article; empty for a form.
        words: The words cited.
        materials: The items of article 9, such as ``9(8)``.
        documents: Boxes of forms, and places in documents, in words.
        lookups: Questions of ``lookup.yaml`` that it answers.
    """

    citation: str
    clause: str
    nature: str
    words: str
    questions: tuple[str, ...]
    facts: tuple[str, ...]
    criteria: tuple[str, ...]
    checks: tuple[str, ...]
    materials: tuple[str, ...]
    documents: tuple[str, ...]
    lookups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """All rows, in the order of the regulation."""

    programme: Programme
    rows: tuple[Row, ...]

    def as_data(self) -> dict[str, object]:
        """Return the matrix as what JSON can hold."""
        return {
            "programme": self.programme.meta.id,
            "edition": self.programme.meta.edition,
            "clauses": {row.citation: _data(row) for row in self.rows},
        }

    def as_text(self) -> str:
        """Return the matrix as an aligned table for a terminal."""
        programme = self.programme
        labels: dict[str, Callable[[str], str]] = {
            "facts": lambda name: _label(programme, name),
            "criteria": lambda name: programme.criteria[name].model.title,
            "materials": cited,
        }
        rows = [
            [
                _heading(row),
                row.words,
                *(
                    "\n".join(map(labels.get(field, str), getattr(row, field)))
                    for field in _LISTS
                ),
            ]
            for row in self.rows
        ]
        return text_table(_COLUMNS, rows)


_LISTS = (
    "questions",
    "facts",
    "criteria",
    "checks",
    "materials",
    "documents",
    "lookups",
)
_COLUMNS = (
    Column("条款", 22),
    Column("原文", 30),
    Column("问题", 28),
    Column("事实", 24),
    Column("判断条件", 22),
    Column("核对项", 26),
    Column("材料", 14),
    Column("文件位置", 36),
    Column("问答", 22),
)


def trace(programme: Programme, document_facts: Mapping[str, Set[str]]) -> Matrix:
    """Lay out what becomes of each clause.

    Args:
        programme: The programme.
        document_facts: Document id to the names its template uses, as for ``lint``.

    Returns:
        A row for each article, clause, condition and form.
    """
    tracer = _Tracer(programme, document_facts)
    return Matrix(programme, tuple(tracer.row(c) for c in programme.clauses))


def _data(row: Row) -> dict[str, object]:
    data = asdict(row)
    del data["citation"]
    return {key: list(v) if isinstance(v, tuple) else v for key, v in data.items()}


def _heading(row: Row) -> str:
    condition = row.citation.partition("#")[2]
    return f"{row.clause}\n{condition}" if condition else row.clause


def _label(programme: Programme, name: str) -> str:
    if name in programme.facts:
        return programme.facts[name].model.label
    return programme.rosters[name].model.title


class _Tracer:
    """Finds what cites what, and follows it on."""

    def __init__(
        self, programme: Programme, document_facts: Mapping[str, Set[str]]
    ) -> None:
        self.programme = programme
        self.document_facts = document_facts
        self.boxes: dict[str, list[str]] = {}
        for form in programme.regulation.forms:
            for box in form.boxes:
                for name in (*box.facts, box.roster or ""):
                    place = f"{form.id}“{box.label}”"
                    self.boxes.setdefault(name, []).append(place)
        self.natures = {
            str(article.number): article.nature
            for article in programme.regulation.articles
        }
        self.evidence_of = {
            question.id: [
                programme.evidence[item].material for item in question.model.evidence
            ]
            for question in programme.questions.values()
        }

    def row(self, citation: str) -> Row:
        """Gather all that hangs on a citation."""
        programme = self.programme
        criteria = self.citing(citation, programme.criteria)
        checks = self.citing(citation, programme.checks)
        facts = set(self.citing(citation, programme.facts))
        facts |= set(self.citing(citation, programme.rosters))
        for name in criteria:
            facts |= programme.base_facts(programme.criteria[name].test)
        told = [q for q in programme.questions.values() if _explains(citation, q)]
        facts |= {q.subject for q in told if q.model.asks or q.model.collects}
        questions = [
            question.id
            for question in programme.questions.values()
            if question.subject in facts or question in told
        ]
        ordered = [n for n in (*programme.facts, *programme.rosters) if n in facts]
        return Row(
            citation,
            cited(citation),
            self.natures.get(citation.partition("(")[0].partition("#")[0], ""),
            programme.clauses[citation],
            tuple(questions),
            tuple(ordered),
            tuple(criteria),
            tuple(checks),
            self.materials(citation, questions, facts),
            self.places(citation, ordered),
            self.lookups(citation),
        )

    def citing(self, citation: str, things: Mapping[str, object]) -> list[str]:
        """Name the things whose ``cite`` holds the citation or a part of it."""
        return [
            name
            for name, thing in things.items()
            if _hits(citation, thing.model.cite)  # type: ignore[attr-defined]
        ]

    def lookups(self, citation: str) -> tuple[str, ...]:
        """Name the questions people ask that it answers."""
        lookup = self.programme.lookup
        asked = lookup.questions.items() if lookup else ()
        return tuple(name for name, question in asked if citation in question.cite)

    def materials(
        self, citation: str, questions: Iterable[str], facts: set[str]
    ) -> tuple[str, ...]:
        """Name the materials that prove it or that it asks for."""
        named = {item for name in questions for item in self.evidence_of[name]}
        named |= {
            item.material
            for item in self.programme.evidence.values()
            if item.model.fact in facts
        }
        return tuple(
            material.item
            for material in self.programme.materials
            if material.item in named or material.item == citation.partition("#")[0]
        )

    def places(self, citation: str, names: Sequence[str]) -> tuple[str, ...]:
        """Name the boxes and documents that print the facts or that it asks for."""
        wanted = set(names)
        found: dict[str, None] = {}
        for name in names:
            found |= dict.fromkeys(self.boxes.get(name, ()))
        for document in self.programme.documents.values():
            asked_for = document.material == citation.partition("#")[0]
            if asked_for or wanted & self.document_facts.get(document.id, set()):
                found[document.model.title] = None
        return tuple(found)


def _hits(citation: str, cites: Iterable[str]) -> bool:
    """Whether one of the citations is this one, or a condition of this clause."""
    return any(c == citation or c.startswith(f"{citation}#") for c in cites)


def _explains(citation: str, question: QuestionDefinition) -> bool:
    return question.model.why is not None and _hits(citation, question.model.why.cite)
