"""Which questions are on the path, which comes next, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sme_assistant.dialogue.programme import QuestionDefinition, Section
from sme_assistant.engine.evaluation import Evaluation
from sme_assistant.engine.replay import State


class Progress(StrEnum):
    """How a question on the path stands."""

    OPEN = "open"
    DONE = "done"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True)
class Step:
    """A question on the path."""

    question: QuestionDefinition
    progress: Progress


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far a section is."""

    section: Section
    done: int
    deferred: int
    open: int

    @property
    def total(self) -> int:
        """How many of its questions are on the path."""
        return self.done + self.deferred + self.open


def path(evaluation: Evaluation, state: State) -> tuple[Step, ...]:
    """Return the questions on the path, in order."""
    return tuple(
        Step(question, progress_of(question, state, evaluation))
        for question in evaluation.programme.questions.values()
        if evaluation.relevant(question.id) is True
    )


def progress_of(
    question: QuestionDefinition, state: State, evaluation: Evaluation
) -> Progress:
    """Say how a question stands: answered, left for later, or open.

    An optional question that was passed over is done with: nothing is owed. What a
    roster says need not be asked.
    """
    if question.model.asks and evaluation.is_counted(question.model.asks):
        return Progress.DONE
    if question.id in state.deferred:
        return Progress.DONE if question.model.optional else Progress.DEFERRED
    subject = question.subject
    done = subject in state.answers or subject in state.rosters or subject in state.seen
    return Progress.DONE if done else Progress.OPEN


def next_question(evaluation: Evaluation, state: State) -> QuestionDefinition | None:
    """Return the first question on the path that is neither answered nor deferred."""
    for question in evaluation.programme.questions.values():
        if progress_of(question, state, evaluation) is Progress.OPEN and (
            evaluation.relevant(question.id) is True
        ):
            return question
    return None


def to_do(evaluation: Evaluation, state: State) -> tuple[QuestionDefinition, ...]:
    """Return the questions on the path that were left for later."""
    steps = path(evaluation, state)
    return tuple(s.question for s in steps if s.progress is Progress.DEFERRED)


def parked(evaluation: Evaluation, state: State) -> tuple[str, ...]:
    """Return the facts and rosters that are answered but off the path."""
    programme = evaluation.programme
    asked_by = {name: programme.facts[name].asked_by for name in state.answers}
    asked_by |= {name: programme.rosters[name].asked_by for name in state.rosters}
    order = [*programme.facts, *programme.rosters]
    return tuple(
        name
        for name in order
        if asked_by.get(name) and not evaluation.any_relevant(asked_by[name])
    )


def sections(steps: tuple[Step, ...]) -> tuple[SectionProgress, ...]:
    """Count the steps of each section."""
    counts: dict[str, tuple[Section, dict[Progress, int]]] = {}
    for step in steps:
        section = step.question.section
        tally = counts.setdefault(section.id, (section, dict.fromkeys(Progress, 0)))[1]
        tally[step.progress] += 1
    return tuple(
        SectionProgress(
            section, c[Progress.DONE], c[Progress.DEFERRED], c[Progress.OPEN]
        )
        for section, c in counts.values()
    )
