"""Try expressions out over the values their facts can have.

The values tried of a number are those at which something can change: the parameters
it is compared with, and what lies beside and between them. Which answers are live is
decided as the engine decides it: a fact counts while a question that asks it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import prod

from sme_assistant.dialogue import expressions as ex
from sme_assistant.dialogue.domains import domain_of
from sme_assistant.dialogue.expressions import UNKNOWN, Result, Row, Unknown
from sme_assistant.dialogue.linting.simple import is_simple
from sme_assistant.dialogue.programme import FactDefinition, Parameter, Programme
from sme_assistant.values import Kind, Spec, Value

Number = int | Decimal
_MOST = 50_000
"""More combinations than this are not all tried; then nothing is proved."""
_SAMPLED = 4_000
_STRIDE = 2_654_435_761
"""A large prime: multiples of it wander evenly through a range."""
_MOST_OPTIONS = 10
_DAY = date(2024, 3, 1)
_MOST_YEARS = 100
_LONGEST = 2_000


class Trial:
    """One set of answers, as a scope for expressions."""

    __slots__ = ("_relevant", "_values", "day", "given", "programme")

    def __init__(
        self, programme: Programme, given: Mapping[str, Result], day: date
    ) -> None:
        self.programme = programme
        self.given = given
        self.day = day
        self._values: dict[str, Result] = {}
        self._relevant: dict[str, Result] = {}

    def fact(self, name: str) -> Result:
        """Return the live value of a fact."""
        if name not in self._values:
            self._values[name] = self._fact(name)
        return self._values[name]

    def _fact(self, name: str) -> Result:
        fact = self.programme.facts[name]
        if fact.computed is not None:
            return fact.computed.evaluate(self)
        asked = not fact.asked_by or any(
            self.relevant(question) is True for question in fact.asked_by
        )
        return self.given.get(name, UNKNOWN) if asked else UNKNOWN

    def relevant(self, name: str) -> Result:
        """Return whether a question is on the path."""
        if name not in self._relevant:
            question = self.programme.questions[name]
            parent = question.parent
            above = True if parent is None else self.relevant(parent)
            when = question.when
            own = True if when is None else when.evaluate(self)
            decided = False if False in (above, own) else UNKNOWN
            self._relevant[name] = True if above is own is True else decided
        return self._relevant[name]

    def parameter(self, name: str) -> Parameter:
        """Return a parameter on the day of the trial."""
        return self.programme.parameters[name].on(self.day)

    def rows(self, roster: str) -> Sequence[Row] | Unknown:  # noqa: ARG002
        """Return unknown: lists are not tried."""
        return UNKNOWN

    def is_answered(self, name: str) -> bool:
        """Whether a fact has a live value."""
        return self.fact(name) is not UNKNOWN


class Trials:
    """Every set of answers that may matter to some expressions and questions.

    Attributes:
        complete: Whether what no trial shows cannot be.
    """

    def __init__(
        self,
        programme: Programme,
        nodes: Iterable[ex.Node | None],
        questions: Iterable[str] = (),
    ) -> None:
        self._programme = programme
        self._tried = [node for node in nodes if node is not None]
        facts = self._closure(questions)
        every = [part for node in self._tried for part in ex.walk(node)]
        looks = any(isinstance(n, ex.IsAnswered | ex.SumAnswered) for n in every)
        used = {n.name for n in every if isinstance(n, ex.ParameterName)}
        parameters = [programme.parameters[name] for name in sorted(used)]
        self._days = sorted({day for p in parameters for day in p.since}) or [_DAY]
        bounds = {
            (_measure(p.spec), value)
            for p in parameters
            for value in p.values
            if not isinstance(value, str)
        }
        self._values = {
            name: candidates(programme.facts[name], bounds) + (UNKNOWN,) * looks
            for name in facts
        }
        self._total = len(self._days) * prod(len(v) for v in self._values.values())
        self.complete = (
            self._total <= _MOST
            and not any(_is_large(programme.facts[name].spec) for name in facts)
            and all(is_simple(programme, node) for node in self._tried)
        )

    def _closure(self, questions: Iterable[str]) -> tuple[str, ...]:
        """Gather the asked facts that matter, and the conditions they hang on."""
        programme, seen = self._programme, set[str]()
        waiting = [name for node in self._tried for name in ex.names_in(node)]
        for question in questions:
            waiting += self._conditions(question)
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            fact = programme.facts[name]
            if fact.computed is not None:
                self._tried.append(fact.computed)
                waiting += ex.names_in(fact.computed)
            for question in fact.asked_by:
                waiting += self._conditions(question)
        return tuple(n for n in programme.facts if n in seen and self._is_asked(n))

    def _is_asked(self, name: str) -> bool:
        return self._programme.facts[name].computed is None

    def _conditions(self, name: str | None) -> Iterator[str]:
        while name is not None:
            question = self._programme.questions[name]
            if question.when is not None:
                self._tried.append(question.when)
                yield from ex.names_in(question.when)
            name = question.parent

    def __iter__(self) -> Iterator[Trial]:
        """Yield the trials, or a sample evenly spread where they are too many."""
        few = self._total <= _MOST
        for index in range(self._total if few else _SAMPLED):
            left = index if few else index * _STRIDE % self._total
            left, day = divmod(left, len(self._days))
            given: dict[str, Result] = {}
            for name, values in self._values.items():
                left, which = divmod(left, len(values))
                given[name] = values[which]
            yield Trial(self._programme, given, self._days[day])


def candidates(
    fact: FactDefinition, bounds: Iterable[tuple[str, Number]]
) -> tuple[Result, ...]:
    """Return the values of a fact that are worth trying.

    Args:
        fact: An asked fact.
        bounds: Measure and value of the parameters it may be compared with.
    """
    spec = fact.spec
    if _is_large(spec):
        ids = tuple(option.id for option in spec.options)
        return ((), *((one,) for one in ids), ids)
    if values := domain_of(spec):
        return values
    if spec.kind is Kind.DATE:
        return _days({int(value) for measure, value in bounds if measure == "年"})
    if spec.kind.is_number:
        fitting = {"", _measure(spec)}
        limits: set[Number] = {v for m, v in bounds if m in fitting}
        return _numbers(spec, limits | {0, 1})
    lengths = {int(value) for measure, value in bounds if measure == "字"}
    near = {n + k for n in lengths for k in (-1, 0, 1)} | {2}
    return tuple("字" * n for n in sorted(near) if 0 < n <= _LONGEST)


def _measure(spec: Spec) -> str:
    """Say what a number is counted in; empty fits all."""
    return spec.unit if spec.kind is Kind.COUNT else spec.kind.value


def _is_large(spec: Spec) -> bool:
    return spec.kind is Kind.MULTI and len(spec.options) > _MOST_OPTIONS


def _days(years: set[int]) -> tuple[Value, ...]:
    day = timedelta(days=1)
    past = {_DAY.replace(year=_DAY.year - n) for n in years if 0 < n < _MOST_YEARS}
    return tuple(sorted({a + k * day for a in past | {_DAY} for k in (-1, 0, 1)}))


def _numbers(spec: Spec, limits: set[Number]) -> tuple[Value, ...]:
    edges = [e for e in (spec.minimum, spec.maximum) if e is not None]
    marks: list[Number] = sorted({*limits, *edges})
    whole = spec.kind is Kind.COUNT
    near: list[Number] = [marks[0] - 1, *marks, marks[-1] + 1]
    if whole:
        near += [mark + k for mark in marks for k in (-1, 1)]
    else:
        near += [Decimal(low + high) / 2 for low, high in pairwise(marks)]
    low, high = spec.minimum, spec.maximum
    return tuple(
        sorted(
            {
                int(n) if whole else Decimal(n)
                for n in near
                if (low is None or n >= low) and (high is None or n <= high)
            }
        )
    )
