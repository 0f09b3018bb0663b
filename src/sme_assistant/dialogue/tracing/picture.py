"""The question tree as a Mermaid flowchart."""

from __future__ import annotations

from collections.abc import Iterator

from sme_assistant.dialogue.expressions import Node
from sme_assistant.dialogue.programme import Programme, QuestionDefinition, Section
from sme_assistant.dialogue.tracing.spelling import spell

_LONGEST = 16
_OTHERWISE = "否则"
_ESCAPES = str.maketrans(
    {
        "#": "#35;",
        '"': "#quot;",
        "<": "#lt;",
        ">": "#gt;",
        "|": "#124;",
        "`": "#96;",
        "\n": " ",
    }
)
Tails = list[tuple[str, str]]
"""Nodes the flow goes on from, each with the words on its way out."""


def graph(programme: Programme) -> str:
    """Draw the question tree: sections as boxes, conditions on the arrows."""
    drawing = _Drawing(programme)
    return "\n".join(drawing.lines())


def escape(text: str) -> str:
    """Make a text safe between quotes in Mermaid."""
    return text.translate(_ESCAPES)


class _Drawing:
    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.arrows: list[str] = []
        self.below: dict[str | None, list[QuestionDefinition]] = {}
        for question in programme.questions.values():
            self.below.setdefault(question.parent, []).append(question)

    def lines(self) -> Iterator[str]:
        yield "flowchart TD"
        yield "  start([开始])"
        tails: Tails = [("start", "")]
        for section in self.programme.sections:
            tails = self.section(section, tails)
            yield from self.box(section)
        yield "  done([完成])"
        self.connect(tails, "done")
        yield from self.arrows

    def box(self, section: Section) -> Iterator[str]:
        yield f'  subgraph s_{section.id}["{escape(section.title)}"]'
        for question in self.programme.questions.values():
            if question.section.id == section.id:
                yield f"    {self.node(question)}"
        yield "  end"

    def node(self, question: QuestionDefinition) -> str:
        facts, rosters = self.programme.facts, self.programme.rosters
        subject, name = question.subject, f"q_{question.id}"
        if question.model.asks:
            return f'{name}["{_short(facts[subject].model.label)}"]'
        if question.model.collects:
            return f'{name}[["{_short(rosters[subject].model.title)}"]]'
        return f'{name}("{_short(question.model.screen)}")'

    def section(self, section: Section, tails: Tails) -> Tails:
        first = [q for q in self.below.get(None, []) if q.section.id == section.id]
        inner, past = self.fork(f"s_{section.id}", section.when, tails)
        for question in first:
            inner = self.question(question, inner)
        return inner + past

    def question(self, question: QuestionDefinition, tails: Tails) -> Tails:
        name = f"q_{question.id}"
        before, past = self.fork(name, question.own, tails)
        self.connect(before, name)
        inner: Tails = [(name, "")]
        for child in self.below.get(question.id, []):
            inner = self.question(child, inner)
        return inner + past

    def fork(self, name: str, when: Node | None, tails: Tails) -> tuple[Tails, Tails]:
        """Part the flow at a condition: the way in, and the way past."""
        if when is None:
            return tails, []
        self.arrows.append(f'  if_{name}{{" "}}')
        self.connect(tails, f"if_{name}")
        said = spell(self.programme, when)
        return [(f"if_{name}", said)], [(f"if_{name}", _OTHERWISE)]

    def connect(self, tails: Tails, to: str) -> None:
        for node, said in tails:
            label = f'|"{escape(said)}"|' if said else ""
            self.arrows.append(f"  {node} -->{label} {to}")


def _short(text: str) -> str:
    cut = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return escape(cut)
