"""A programme as the engine uses it: names resolved, expressions typed, immutable.

Made by ``dialogue.loading`` from the models of the files. What is only wording stays
in the models; here is what must be quick to reach.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Literal

from sme_assistant.dialogue import models
from sme_assistant.dialogue.domains import domain_of
from sme_assistant.dialogue.expressions import Node, names_in, rosters_in
from sme_assistant.values import Spec, Value

Parameter = int | Decimal | str
_DEEP = 30
"""A chain of facts longer than this is reckoned from its end, not by recursion."""
_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence with slots.

    Attributes:
        text: As it stands in the file.
        parts: Plain text and slot names in turn, plain text first and last.
    """

    text: str
    parts: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Wording:
        """Split a text at its ``{slots}``."""
        return cls(text, tuple(_SLOT.split(text)))

    @property
    def slots(self) -> tuple[str, ...]:
        """The names of the slots, in order."""
        return self.parts[1::2]

    def fill(self, shown: Mapping[str, str]) -> str:
        """Put what is shown into each slot; every slot must be given.

        The blank that sets a number off from Chinese goes where no number comes.
        """
        pieces = list(self.parts)
        pieces[1::2] = [shown[name] for name in self.slots]
        for at in range(1, len(pieces), 2):
            before, said, after = pieces[at - 1 : at + 2]
            if _HAN.match(said) and before.endswith(" ") and _HAN.match(before[-2:]):
                pieces[at - 1] = before[:-1]
            if _HAN.match(said[-1:]) and after[:1] == " " and _HAN.match(after[1:2]):
                pieces[at + 1] = after[1:]
        return "".join(pieces)


@dataclass(frozen=True, slots=True)
class Counted:
    """How a figure is reckoned from a roster.

    Attributes:
        check: The cross-check that holds a typed figure against it; empty for none.
    """

    roster: str
    value: Node
    when: Node | None
    check: str


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """One fact.

    Attributes:
        computed: The expression of a computed fact; None for an asked one.
        asked_by: The questions that ask it, in order.
        counted: How it is reckoned from a roster; None if it is not.
    """

    id: str
    model: models.Fact
    spec: Spec
    computed: Node | None
    asked_by: tuple[str, ...]
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class ParameterDefinition:
    """One threshold and its values over time."""

    id: str
    model: models.Parameter
    spec: Spec
    since: tuple[date, ...]
    values: tuple[Parameter, ...]

    def on(self, day: date) -> Parameter:
        """Return the value that holds on a day; before all, the first."""
        return self.values[max(bisect_right(self.since, day) - 1, 0)]


@dataclass(frozen=True, slots=True)
class RosterDefinition:
    """One list."""

    id: str
    model: models.Roster
    columns: Mapping[str, Spec]
    asked_by: tuple[str, ...]

    @property
    def source(self) -> str:
        """The roster whose rows these are: its own, or the one it chooses of."""
        return self.model.chooses or self.id


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the question tree.

    Attributes:
        when: Its condition, which every question of it inherits.
    """

    id: str
    title: str
    intro: str | None
    when: Node | None = None


@dataclass(frozen=True, slots=True)
class QuestionDefinition:
    """One question in its place.

    Attributes:
        parent: The question above it, if any.
        when: Its own condition, joined with that of its section if it has no parent.
        place: ``path:line`` in the dialogue files.
    """

    id: str
    model: models.Question
    section: Section
    parent: str | None
    when: Node | None
    place: str

    @property
    def subject(self) -> str:
        """What an answer to it is filed under: a fact, a roster or the question."""
        return self.model.asks or self.model.collects or self.id

    @property
    def own(self) -> Node | None:
        """Its own condition, without that of its section."""
        if self.model.when is None or self.when is None:
            return None
        inherits = self.parent is None and self.section.when is not None
        return self.when.children[1] if inherits else self.when


@dataclass(frozen=True, slots=True)
class CriterionDefinition:
    """One node of the criteria tree.

    Attributes:
        mode: How children or test decide.
        least: For ``at_least``, the parameter.
        wordings: Status to wording.
    """

    id: str
    model: models.Criterion
    mode: Literal["all", "any", "at_least", "test", "judgement"]
    children: tuple[CriterionDefinition, ...]
    when: Node | None
    test: Node | None
    least: str | None
    wordings: Mapping[str, Wording]


@dataclass(frozen=True, slots=True)
class CheckDefinition:
    """One cross-check."""

    id: str
    model: models.Check
    when: Node | None
    test: Node
    message: Wording


@dataclass(frozen=True, slots=True)
class EvidenceDefinition:
    """One evidence item within its material."""

    id: str
    model: models.EvidenceItem
    material: str
    when: Node | None


@dataclass(frozen=True, slots=True)
class DocumentDefinition:
    """One generated document.

    Attributes:
        place: Before the materials, within one of them, or after them.
        material: The material it belongs to; empty for front and back matter.
    """

    id: str
    model: models.Document
    place: Literal["front", "material", "back"]
    material: str
    when: Node | None


@dataclass(frozen=True, slots=True)
class ChartDefinition:
    """One chart; each of its bars has a figure for each series."""

    id: str
    model: models.Chart
    title: Wording
    series: tuple[Wording, ...]


@dataclass(frozen=True)
class Programme:
    """One programme, whole.

    Attributes:
        clauses: Citation to the words it cites: articles, clauses, conditions, forms.
        lookup: Questions people ask about the regulation, where there are any.
        quick: How facts are told in one go, where that is understood.
        places: ``fact:service_staff`` or ``fact:service_staff.find`` to ``path:line``.
            Kinds are those of the files: parameter, roster, section, question,
            criterion, check, material, evidence, document, chart, interpretation,
            lookup,
            scenario, clause and form.
    """

    meta: models.ProgrammeFile
    regulation: models.RegulationFile
    parameters: Mapping[str, ParameterDefinition]
    facts: Mapping[str, FactDefinition]
    rosters: Mapping[str, RosterDefinition]
    sections: tuple[Section, ...]
    questions: Mapping[str, QuestionDefinition]
    hard: tuple[CriterionDefinition, ...]
    judgements: tuple[CriterionDefinition, ...]
    checks: Mapping[str, CheckDefinition]
    materials: tuple[models.Material, ...]
    evidence: Mapping[str, EvidenceDefinition]
    documents: Mapping[str, DocumentDefinition]
    interpretations: Mapping[str, models.Interpretation]
    scenarios: Mapping[str, models.Scenario]
    clauses: Mapping[str, str]
    lookup: models.LookupFile | None = None
    quick: models.QuickFile | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    charts: Mapping[str, ChartDefinition] = field(default_factory=dict)

    @cached_property
    def criteria(self) -> Mapping[str, CriterionDefinition]:
        """Every node of the criteria trees, by id, parents first."""
        found: dict[str, CriterionDefinition] = {}
        waiting = [*self.hard, *self.judgements]
        while waiting:
            node = waiting.pop(0)
            found[node.id] = node
            waiting[:0] = node.children
        return found

    @cached_property
    def named(self) -> Mapping[str, tuple[str, ...]]:
        """Criterion id to the facts its own condition and test name."""
        return {
            name: tuple(sorted(names_in(node.when) | names_in(node.test)))
            for name, node in self.criteria.items()
        }

    @cached_property
    def domains(self) -> Mapping[str, tuple[Value, ...]]:
        """Asked fact to every value it can have, where those are finitely many."""
        found = {n: domain_of(f.spec) for n, f in self.facts.items() if not f.computed}
        return {name: domain for name, domain in found.items() if domain}

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Fact to its place in the order of the facts."""
        return {name: position for position, name in enumerate(self.facts)}

    @cached_property
    def rests_on(self) -> Mapping[str, tuple[str, ...]]:
        """Fact to the facts its live value rests on directly; see ``dependencies``."""
        return {name: tuple(sorted(self.dependencies(name))) for name in self.facts}

    @cached_property
    def is_deep(self) -> bool:
        """Whether facts rest on facts in chains too long for plain recursion."""
        depth: dict[str, int] = {}
        for name in TopologicalSorter(self.rests_on).static_order():
            below = self.rests_on.get(name, ())
            depth[name] = 1 + max((depth[n] for n in below), default=0)
        return max(depth.values(), default=0) > _DEEP

    def dependencies(self, fact: str) -> set[str]:
        """Return the facts that a fact's live value rests on directly.

        A computed fact rests on its operands; an asked one on what decides whether
        its questions are on the path. Counting rows rests on what decides whether the
        roster is asked for.
        """
        definition = self.facts[fact]
        found, counted = names_in(definition.computed), rosters_in(definition.computed)
        if (by := definition.counted) is not None:
            found |= names_in(by.value) | names_in(by.when)
            counted |= {by.roster} | rosters_in(by.value) | rosters_in(by.when)
        gates = [q for roster in sorted(counted) for q in self.rosters[roster].asked_by]
        for name in (*definition.asked_by, *gates):
            question: QuestionDefinition | None = self.questions[name]
            while question is not None:
                found |= names_in(question.when)
                question = self.questions[question.parent] if question.parent else None
        return found

    def base_facts(self, node: Node | None) -> set[str]:
        """Return the asked facts an expression rests on, through computed ones."""
        found: set[str] = set()
        waiting = list(names_in(node))
        while waiting:
            name = waiting.pop()
            computed = self.facts[name].computed
            if computed is None:
                found.add(name)
            else:
                waiting += names_in(computed)
        return found

    @cached_property
    def held_by(self) -> Mapping[str, str]:
        """Check to the fact whose typed figure it holds against a roster."""
        counted = ((f.counted, name) for name, f in self.facts.items())
        return {by.check: name for by, name in counted if by and by.check}

    @cached_property
    def reported(self) -> tuple[CriterionDefinition, ...]:
        """The hard criteria whose status is reported under a clause, in order."""
        judged = {node.id for node in self.judgements}
        return tuple(
            node
            for node in self.criteria.values()
            if node.model.clause and node.id not in judged
        )
