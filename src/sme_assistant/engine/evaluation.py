"""Evaluate a programme over answers, lazily: what nobody asks for is not reckoned.

An ``Evaluation`` is the scope in which expressions find their values. It decides which
answers are live (some question that asks them is on the path) and hides the parked
ones: to every rule they are unanswered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import prod

from sme_assistant.dialogue.expressions import UNKNOWN, Result, Row, Unknown
from sme_assistant.dialogue.programme import Programme
from sme_assistant.values import Value

MOST_SPLITS = 4096
"""Beyond so many combinations nobody tries what unanswered facts may come to."""


class _Laid(Mapping[str, Value]):
    """Some values laid over others."""

    __slots__ = ("over", "under")

    def __init__(self, under: Mapping[str, Value], over: Mapping[str, Value]) -> None:
        if isinstance(under, _Laid):  # one look, however often things changed
            over = {**under.over, **over}
            under = under.under
        self.under: Mapping[str, Value] = under
        self.over: Mapping[str, Value] = over

    def __getitem__(self, name: str) -> Value:
        return self.over[name] if name in self.over else self.under[name]

    def get(self, name: str, default: object = None) -> object:  # type: ignore[override]
        """Return a value; written out because every trial comes here."""
        value = self.over.get(name)
        return self.under.get(name, default) if value is None else value

    def __contains__(self, name: object) -> bool:
        return name in self.over or name in self.under

    def __iter__(self) -> Iterator[str]:
        yield from {**self.under, **self.over}

    def __len__(self) -> int:
        return len({**self.under, **self.over})


class Evaluation:
    """The values of one set of answers on one day.

    Args:
        programme: The programme.
        given: Fact id to value: all answers, parked ones included.
        rosters: Roster id to rows.
        today: The day on which it is looked at; the default of facts that have one.
    """

    __slots__ = (
        "_deep", "_open", "_relevant", "_values",
        "given", "programme", "rosters", "today",
    )  # fmt: skip

    def __init__(
        self,
        programme: Programme,
        given: Mapping[str, Value],
        rosters: Mapping[str, Sequence[Row]],
        today: date,
    ) -> None:
        self.programme = programme
        self.given = given
        self.rosters = rosters
        self.today = today
        self._values: dict[str, Result] = {}
        self._relevant: dict[str, Result] = {}
        self._open: dict[str, frozenset[str] | None] = {}
        self._deep = programme.is_deep

    def changed(self, changes: Mapping[str, Value]) -> Evaluation:
        """Return what would be if these facts had these values."""
        # Laid over, not copied: a trial changes one fact among thousands.
        given = _Laid(self.given, changes)
        return Evaluation(self.programme, given, self.rosters, self.today)

    def fact(self, name: str) -> Result:
        """Return the live value of a fact, asked or computed, or UNKNOWN."""
        try:
            return self._values[name]
        except KeyError:
            if self._deep:
                self._reckon_below(name)
            value = self._values[name] = self._fact(name)
            return value

    def _reckon_below(self, name: str) -> None:
        """Reckon what a fact rests on, deepest first: a long chain fits no stack."""
        rests_on, values = self.programme.rests_on, self._values
        waiting = [name]
        while waiting:
            below = [n for n in rests_on[waiting[-1]] if n not in values]
            if below:
                waiting += below
                continue
            ready = waiting.pop()
            if ready != name and ready not in values:
                values[ready] = self._fact(ready)

    def _fact(self, name: str) -> Result:
        fact = self.programme.facts[name]
        if fact.computed is not None:
            return fact.computed.evaluate(self)
        value: Result = self.given.get(name, UNKNOWN)
        if value is UNKNOWN and fact.model.default == "today":
            value = self.today
        if value is UNKNOWN and fact.counted is None:
            return value
        if fact.asked_by and not self.any_relevant(fact.asked_by):
            return UNKNOWN
        return self.counted(name) if value is UNKNOWN else value

    def counted(self, name: str) -> Result:
        """Return what a fact's roster comes to; UNKNOWN if there is none to count."""
        by = self.programme.facts[name].counted
        if by is None or not self.rows(by.roster):
            return UNKNOWN
        if isinstance(self.rows(by.roster), Unknown):
            return UNKNOWN
        if by.when is not None and by.when.evaluate(self) is not True:
            return UNKNOWN
        return by.value.evaluate(self)

    def is_counted(self, name: str) -> bool:
        """Whether a fact's live value comes from its roster, as nobody typed one."""
        return (
            name not in self.given
            and self.fact(name) is not UNKNOWN
            and (self.programme.facts[name].counted is not None)
        )

    def any_relevant(self, questions: Sequence[str]) -> bool:
        """Whether one of these questions is on the path."""
        return any(self.relevant(question) is True for question in questions)

    def relevant(self, question: str) -> Result:
        """Return whether a question is on the path: True, False or UNKNOWN."""
        try:
            return self._relevant[question]
        except KeyError:
            value = self._relevant[question] = self._relevance(question)
            return value

    def _relevance(self, name: str) -> Result:
        question = self.programme.questions[name]
        above: Result = True
        if question.parent is not None:
            above = self.relevant(question.parent)
        if above is False or question.when is None:
            return above
        own = question.when.evaluate(self)
        return own if own is False or above is True else UNKNOWN

    def open_facts(self, name: str) -> frozenset[str] | None:
        """Return the unanswered facts of finitely many values a fact's value waits for.

        Itself may be one of them. None if their combinations are too many to try.
        """
        found = self._open
        waiting = [] if name in found else [name]
        while waiting:
            behind = self._behind(waiting[-1])
            below = [n for n in behind if n not in found]
            if below:
                waiting += below
            else:
                ready = waiting.pop()
                found[ready] = self._opened(ready, behind)
        return found[name]

    def _behind(self, name: str) -> tuple[str, ...]:
        """Return the facts that may yet make a fact known; only an unknown one waits.

        Where a question that asks it is on the path, its own answer is all it lacks.
        """
        if self.fact(name) is not UNKNOWN:
            return ()
        fact = self.programme.facts[name]
        lacks_answer = fact.computed is None and self.any_relevant(fact.asked_by)
        return () if lacks_answer else self.programme.rests_on[name]

    def _opened(self, name: str, behind: tuple[str, ...]) -> frozenset[str] | None:
        domains, found = self.programme.domains, set[str]()
        for below in behind:
            more = self._open[below]
            if more is None:
                return None
            found |= more
        if name in domains and self._awaits_answer(name):
            found.add(name)
        if len(found) > 1 and prod(len(domains[n]) for n in found) > MOST_SPLITS:
            return None
        return frozenset(found)

    def _awaits_answer(self, name: str) -> bool:
        """Whether a fact is unanswered and a question that asks it may still come."""
        if self.fact(name) is not UNKNOWN or name in self.given:
            return False
        asked_by = self.programme.facts[name].asked_by
        return not asked_by or any(self.relevant(q) is not False for q in asked_by)

    def parameter(self, name: str) -> Result:
        """Return a parameter's value on the day of the application."""
        parameter = self.programme.parameters[name]
        if len(parameter.values) == 1:
            return parameter.values[0]
        day = self.fact(self.programme.meta.dated_by)
        return parameter.on(day if isinstance(day, date) else self.today)

    def rows(self, roster: str) -> Sequence[Row] | Unknown:
        """Return the live rows of a roster; UNKNOWN if none were given."""
        rows = self.rosters.get(roster)
        if rows is None:
            return UNKNOWN
        asked_by = self.programme.rosters[roster].asked_by
        return rows if not asked_by or self.any_relevant(asked_by) else UNKNOWN

    def is_answered(self, name: str) -> bool:
        """Whether a fact has a live value."""
        return self.fact(name) is not UNKNOWN

    def is_default(self, name: str) -> bool:
        """Whether a fact's live value is only its default."""
        return (
            name not in self.given
            and self.programme.facts[name].model.default is not None
        )
