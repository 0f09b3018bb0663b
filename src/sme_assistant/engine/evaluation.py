"""Evaluate a programme over answers, lazily: what nobody asks for is not reckoned.

An ``Evaluation`` is the scope in which expressions find their values. It decides which
answers are live (some question that asks them is on the path) and hides the parked
ones: to every rule they are unanswered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sme_assistant.dialogue.expressions import UNKNOWN, Result, Row, Unknown
from sme_assistant.dialogue.programme import Programme
from sme_assistant.values import Value


class Evaluation:
    """The values of one set of answers on one day.

    Args:
        programme: The programme.
        given: Fact id to value: all answers, parked ones included.
        rosters: Roster id to rows.
        today: The day on which it is looked at; the default of facts that have one.
    """

    __slots__ = ("_relevant", "_values", "given", "programme", "rosters", "today")

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

    def changed(self, changes: Mapping[str, Value]) -> Evaluation:
        """Return what would be if these facts had these values."""
        given = {**self.given, **changes}
        return Evaluation(self.programme, given, self.rosters, self.today)

    def fact(self, name: str) -> Result:
        """Return the live value of a fact, asked or computed, or UNKNOWN."""
        try:
            return self._values[name]
        except KeyError:
            value = self._values[name] = self._fact(name)
            return value

    def _fact(self, name: str) -> Result:
        fact = self.programme.facts[name]
        if fact.computed is not None:
            return fact.computed.evaluate(self)
        value: Result = self.given.get(name, UNKNOWN)
        if value is UNKNOWN and fact.model.default == "today":
            value = self.today
        if value is UNKNOWN or not fact.asked_by:
            return value
        return value if self.any_relevant(fact.asked_by) else UNKNOWN

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
